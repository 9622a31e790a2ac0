//! Entries by their ids, for those who ask.

use std::hash::BuildHasher;
use std::sync::OnceLock;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::image::Image;
use super::record;

/// The numbers of all entries by their ids, made when the first is asked for.
#[derive(Default)]
pub(super) struct Ids {
    table: OnceLock<(DefaultHashBuilder, HashTable<u32>)>,
}

impl Ids {
    /// The number of the entry of this id.
    pub(super) fn find(&self, image: &Image, id: &str) -> Option<u32> {
        let id_of = |n: u32| record::id(image, n as usize).unwrap_or("");
        let (hasher, table) = self.table.get_or_init(|| {
            let hasher = DefaultHashBuilder::default();
            let count = record::count(image) as u32;
            let mut table = HashTable::with_capacity(count as usize);
            for n in 0..count {
                table.insert_unique(hasher.hash_one(id_of(n)), n, |&n| hasher.hash_one(id_of(n)));
            }
            (hasher, table)
        });
        table.find(hasher.hash_one(id), |&n| id_of(n) == id).copied()
    }
}
