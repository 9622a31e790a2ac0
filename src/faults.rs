//! A bug on demand, for the tests of what a bug does. Without the feature `faults`, which no release is built with,
//! nothing is left of it.

#[cfg(feature = "faults")]
use std::sync::{PoisonError, RwLock};

/// The room that panics, and what a text must hold for it to.
#[cfg(feature = "faults")]
static ARMED: RwLock<Option<(String, String)>> = RwLock::new(None);

/// From now on `room` panics at texts that hold `needle`; `None` disarms.
#[cfg(feature = "faults")]
pub fn arm(room: Option<&str>, needle: &str) {
    let armed = room.map(|room| (room.to_owned(), needle.to_owned()));
    *ARMED.write().unwrap_or_else(PoisonError::into_inner) = armed;
}

/// Panics if `room` is armed for `text`.
#[cfg(feature = "faults")]
pub(crate) fn point(room: &str, text: &str) {
    let armed = ARMED.read().unwrap_or_else(PoisonError::into_inner);
    let is_armed =
        armed.as_ref().is_some_and(|(name, needle)| name == room && text.contains(needle.as_str()));
    drop(armed);
    assert!(!is_armed, "a fault in {room}, asked for by a test");
}

/// Nothing.
#[cfg(not(feature = "faults"))]
#[inline(always)]
pub(crate) const fn point(_room: &str, _text: &str) {}
