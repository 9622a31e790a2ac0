//! The door to [`crate::faults`], for the tests.

use pyo3::prelude::*;

/// From now on `room` panics at texts that hold `needle`; `None` disarms.
#[pyfunction]
#[pyo3(name = "_arm", signature = (room, needle = ""))]
pub fn arm(room: Option<&str>, needle: &str) {
    crate::faults::arm(room, needle);
}
