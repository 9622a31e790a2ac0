//! The gazetteer that ships with the crate.

use std::sync::LazyLock;

use super::Gazetteer;

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
    let table: String =
        include_str!("builtin.tsv").split_inclusive('\n').filter(|l| !l.starts_with('#')).collect();
    Gazetteer::from_csv("builtin.tsv", &table).expect("the built-in gazetteer is read by a test")
});

/// Built once, shared from then on.
pub(super) fn gazetteer() -> Gazetteer {
    BUILTIN.clone()
}
