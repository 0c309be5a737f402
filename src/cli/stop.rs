//! Ctrl-C while an import runs.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// How a process ends that a second Ctrl-C stops at once.
const AT_ONCE: i32 = 130;

static STOP: OnceLock<Stop> = OnceLock::new();

/// The first one lets what is being written come to its end; the second ends at once, and
/// so does the first while nothing is at stake.
#[derive(Debug)]
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    at_once: Arc<AtomicBool>,
}

impl Stop {
    /// Hears Ctrl-C and a polite `kill` from now on.
    pub(super) fn heard() -> &'static Stop {
        STOP.get_or_init(|| {
            let asked = Arc::new(AtomicBool::new(false));
            let at_once = Arc::new(AtomicBool::new(true));
            for signal in [SIGINT, SIGTERM] {
                // Where the system lets nobody listen it ends the process, as ever.
                let _ = flag::register_conditional_shutdown(signal, AT_ONCE, Arc::clone(&at_once))
                    .and_then(|_| flag::register(signal, Arc::clone(&asked)))
                    .and_then(|_| flag::register(signal, Arc::clone(&at_once)));
            }
            Stop { asked, at_once }
        })
    }

    pub(super) fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// Whether the next one ends the process where it stands: while it waits for a person
    /// or a pipe, and when all is in.
    pub(super) fn ends_at_once(&self, at_once: bool) {
        self.at_once
            .store(at_once || self.is_asked(), Ordering::SeqCst);
    }

    /// The same while something is asked.
    pub(super) fn while_asking<T>(&self, ask: impl FnOnce() -> T) -> T {
        self.ends_at_once(true);
        let answer = ask();
        self.ends_at_once(false);
        answer
    }
}
