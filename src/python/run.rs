//! Work on the thread pool that Ctrl-C can interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use pyo3::prelude::*;

use super::errors::InternalError;
use crate::batch::{Pool, caught};

/// How long a signal may wait to be seen.
const PATIENCE: Duration = Duration::from_millis(50);

/// Runs `work` on `pool` with the interpreter detached; every 50 ms looks for Ctrl-C.
///
/// `work` gets a flag that is set once nobody waits for its answer any more.
pub(super) fn run<T: Send + 'static>(
    py: Python<'_>,
    pool: &Pool,
    work: impl FnOnce(&AtomicBool) -> T + Send + 'static,
) -> PyResult<T> {
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, receiver) = channel();
    let flag = Arc::clone(&stop);
    pool.spawn(move || {
        // Where nobody waits any more, nobody needs the answer. A panic would end the process here.
        let _ = sender.send(caught(|| work(&flag)));
    });
    // A Receiver may not be shared between threads, and `detach` asks that of what it borrows: so it moves.
    let mut receiver = receiver;
    loop {
        let (answer, back) = py.detach(move || (receiver.recv_timeout(PATIENCE), receiver));
        receiver = back;
        match answer {
            Ok(answer) => return answer.map_err(InternalError::new_err),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(interrupt) = py.check_signals() {
                    stop.store(true, Ordering::Relaxed);
                    return Err(interrupt);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(InternalError::new_err("a worker thread ended without an answer"));
            }
        }
    }
}
