use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, process, thread};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Threads for batches, made when first used and made anew after a `fork`.
///
/// A pool's threads do not live on in a forked child, and waiting for them there waits for ever; so the pool
/// remembers the process it was made in. The one of the parent is leaked in the child: dropping it would touch locks
/// that its vanished threads may hold.
#[derive(Clone)]
pub struct Pool {
    threads: usize,
    made: Arc<Mutex<Option<Made>>>,
}

/// The process that made the threads, and the threads.
type Made = (u32, Arc<ThreadPool>);

impl Pool {
    /// A pool of so many threads; `None` for one a core.
    pub fn new(threads: Option<usize>) -> Self {
        let cores = || thread::available_parallelism().map_or(1, NonZero::get);
        Self { threads: threads.unwrap_or_else(cores), made: Arc::default() }
    }

    /// Runs `work` on the pool's threads and waits for it.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.get().install(work)
    }

    /// Starts `work` on one of the pool's threads and does not wait for it.
    pub fn spawn(&self, work: impl FnOnce() + Send + 'static) {
        self.get().spawn(work);
    }

    /// How many threads it has.
    pub fn threads(&self) -> usize {
        self.threads
    }

    fn get(&self) -> Arc<ThreadPool> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some((pid, pool)) if *pid == process::id() => Arc::clone(pool),
            _ => {
                std::mem::forget(made.take());
                let pool = ThreadPoolBuilder::new()
                    .num_threads(self.threads)
                    .thread_name(|i| format!("reportedly-{i}"))
                    .build()
                    .expect("the operating system gives us threads");
                let pool = Arc::new(pool);
                *made = Some((process::id(), Arc::clone(&pool)));
                pool
            }
        }
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("threads", &self.threads).finish_non_exhaustive()
    }
}
