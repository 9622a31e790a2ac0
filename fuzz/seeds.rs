//! Writes the seeds of each fuzz target into a folder: `cargo run --example fuzz_seeds -- fuzz/corpus`.

use std::{env, fs, io, path::PathBuf};

#[allow(dead_code, unreachable_pub, reason = "a crate of its own in the workspace of the fuzzer")]
#[path = "src/lib.rs"]
mod targets;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "fuzz/corpus".to_owned()));
    for (name, _) in targets::TARGETS {
        let folder = folder.join(name);
        fs::create_dir_all(&folder)?;
        for (i, seed) in targets::seeds::of(name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{i:03}")), seed)?;
        }
    }
    Ok(())
}
