//! A file as a slice of bytes, without reading it: the one place of this room with `unsafe`.
#![allow(unsafe_code, reason = "a file mapped into memory")]

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::Path;

use memmap2::Mmap;

use crate::error::Error;

/// A file mapped into memory; pages are read when they are touched and shared between processes.
#[derive(Debug)]
pub(super) struct Mapped(Mmap);

impl Mapped {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let error = |e: io::Error| Error::file(path, &e);
        let file = File::open(path).map_err(error)?;
        if file.metadata().map_err(error)?.is_dir() {
            return Err(error(io::ErrorKind::IsADirectory.into()));
        }
        // SAFETY: the map is read-only, and `Gazetteer::save` never writes into a file that stands under its final
        // name: it writes a new one and renames it, which leaves the pages of the old one as they were. All reads
        // are bounds-checked, so that a file altered by somebody else can give wrong names, but no wild read.
        let map = unsafe { Mmap::map(&file) }.map_err(error)?;
        Ok(Self(map))
    }
}

impl Deref for Mapped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
