//! Any bytes as a saved gazetteer: an error, or a gazetteer that everything can be asked of. Most bytes fail at the
//! checksum, so they are tried with a good one as well: whoever forges a file can compute it too.

use reportedly::{Error, ErrorKind, Gazetteer};

use super::entities::mentions;

/// Names of the seeds stand in it, in and around each other.
const TEXT: &str = "Ana Ruiz (A. Ruiz) met the Vessel, IMO 9176187, of the Harbour Workers Union (HWU) and Ana Ruiz. \
                    The HWU, Tajik dockers and the U.S. met in St. Ives.";
/// Magic, version, number of sections, length of the file, checksum.
const HEADER: usize = 32;

/// Reads the bytes as they are, and with the length and checksum that they should have.
pub fn run(data: &[u8]) {
    ask(Gazetteer::from_bytes(data.to_vec()));
    let mut forged = data.to_vec();
    forge(&mut forged);
    ask(Gazetteer::from_bytes(forged));
}

fn ask(read: Result<Gazetteer, Error>) {
    match read {
        Ok(gazetteer) => {
            mentions(&gazetteer, TEXT);
            for name in ["Ana Ruiz", "Tajik", "U.S."] {
                let _ = gazetteer.lookup(name);
            }
            let _ = gazetteer.near("Ana Ruis", 3);
            let _ = gazetteer.describe();
            assert!(gazetteer.entries().count() <= gazetteer.len());
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::Saved),
    }
}

/// Gives bytes of the format the length and the checksum that they should have.
pub fn forge(bytes: &mut [u8]) {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    if bytes.len() < HEADER {
        return;
    }
    let len = bytes.len() as u64;
    let (head, body) = bytes.split_at_mut(HEADER);
    let mut lanes = [1_u64, 2, 3, 4];
    let mut blocks = body.chunks_exact(32);
    for block in &mut blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
            *lane = (*lane ^ word).wrapping_mul(ODD).rotate_left(29);
        }
    }
    let mut sum = body.len() as u64;
    for lane in lanes {
        sum = (sum ^ lane).wrapping_mul(ODD);
        sum ^= sum >> 32;
    }
    for &byte in blocks.remainder() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(ODD);
        sum ^= sum >> 32;
    }
    head[16..24].copy_from_slice(&len.to_le_bytes());
    head[24..].copy_from_slice(&sum.to_le_bytes());
}
