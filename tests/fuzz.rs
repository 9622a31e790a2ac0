//! The fuzz targets without a fuzzer: their seeds, mutants of them, and whatever was ever found.
#![cfg(feature = "columns")]

use std::fs;
use std::path::Path;

#[allow(dead_code, unreachable_pub, reason = "a crate of its own in the workspace of the fuzzer")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

use targets::{TARGETS, mutate::Mutator, seeds};

/// How many mutants of its seeds each target gets; small texts are read within a millisecond, files faster.
fn mutants(target: &str) -> usize {
    match target {
        "document" | "batch" => 300,
        "saved" | "gazetteer" => 5_000,
        _ => 2_000,
    }
}

/// Runs all bytes through a target; names what it fails on before it does.
fn run(name: &str, all: impl IntoIterator<Item = (String, Vec<u8>)>) -> usize {
    let (_, target) = TARGETS.iter().find(|(other, _)| *other == name).expect("a target of this name");
    let mut count = 0;
    for (what, bytes) in all {
        let guard = Guard(format!("{name} fails on {what}: {:?}", String::from_utf8_lossy(&bytes)));
        target(&bytes);
        std::mem::forget(guard);
        count += 1;
    }
    count
}

/// Says what was tried when a panic comes by.
struct Guard(String);

impl Drop for Guard {
    fn drop(&mut self) {
        let report = std::mem::take(&mut self.0);
        std::io::Write::write_all(&mut std::io::stderr(), report.as_bytes()).expect("somewhere to say it");
    }
}

#[test]
fn seeds_and_their_mutants_break_no_promise() {
    for (name, _) in TARGETS {
        let seeds = seeds::of(name);
        let mut mutator = Mutator::new(20_260_401);
        let mutants: Vec<_> =
            (0..mutants(name)).map(|i| (format!("mutant {i}"), mutator.mutant(&seeds))).collect();
        let whole = seeds.into_iter().enumerate().map(|(i, seed)| (format!("seed {i}"), seed));
        assert!(run(name, whole.chain(mutants)) > 300, "{name}");
    }
}

#[test]
fn whatever_was_found_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions");
    let mut count = 0;
    for (name, _) in TARGETS {
        let Ok(files) = fs::read_dir(folder.join(name)) else { continue };
        let files = files.map(|file| file.expect("a readable folder").path());
        count += run(name, files.map(|path| (path.display().to_string(), fs::read(&path).expect("a file"))));
    }
    assert!(count > 0, "no regressions in {}", folder.display());
}
