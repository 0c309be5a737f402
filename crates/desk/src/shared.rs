//! What all answers share.

use crate::desk::Desk;
use crate::devices::Devices;
use crate::lines::{Lines, Making};
use crate::pairing::Pairing;
use crate::said::Said;
use crate::views::Views;
use comeback_app::AppError;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What all answers share.
pub(crate) struct Shared {
    pub desk: Desk,
    pub views: Views,
    pub said: Answers,
    pub devices: Devices,
    pub pairing: Pairing,
    /// The key of the calendar's address.
    pub feed: String,
    pub port: u16,
    /// Of the lines of the roster.
    making: Arc<Making>,
}

impl Shared {
    pub(crate) fn new(desk: Desk, pairing: Pairing, feed: String, port: u16) -> Shared {
        Shared {
            devices: Devices::of(desk.home.cache()),
            views: Views::default(),
            said: Answers::default(),
            making: Arc::default(),
            desk,
            pairing,
            feed,
            port,
        }
    }

    /// The roster at this moment, as far as it is known.
    ///
    /// # Errors
    /// The home cannot be looked into, or none of its athletes.
    pub(crate) fn roster(&self) -> Result<Lines, AppError> {
        self.making.lines(&self.desk)
    }

    /// Makes all of it while nobody asks.
    pub(crate) fn keep_roster(&self) {
        self.making.make(&self.desk);
    }
}

/// What was answered to one tap, once it was done.
type Once = Arc<Mutex<Option<Said>>>;

/// What was answered to the last entries, for browsers without script.
#[derive(Default)]
pub(crate) struct Answers {
    last: Mutex<VecDeque<(u64, Said)>>,
    next: AtomicU64,
    once: Mutex<VecDeque<(String, Once)>>,
}

const MOST_ANSWERS: usize = 50;

impl Answers {
    pub(crate) fn keep(&self, said: Said) -> u64 {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() >= MOST_ANSWERS {
            last.pop_front();
        }
        last.push_back((number, said));
        number
    }

    /// The answer to one tap, however often it arrives: who heard none asks again with the
    /// same word, and is told what was done the first time. What was refused is tried anew.
    ///
    /// # Errors
    /// It could not be made.
    pub(crate) fn once(
        &self,
        word: Option<String>,
        make: impl FnOnce() -> Result<Said, AppError>,
    ) -> Result<Said, AppError> {
        let Some(word) = word else {
            return make();
        };
        let slot = {
            let mut known = self.once.lock().unwrap_or_else(PoisonError::into_inner);
            let found = known.iter().find(|(of, _)| *of == word);
            if let Some(slot) = found.map(|(_, slot)| Arc::clone(slot)) {
                slot
            } else {
                if known.len() >= MOST_ANSWERS {
                    known.pop_front();
                }
                let slot = Arc::default();
                known.push_back((word, Arc::clone(&slot)));
                slot
            }
        };
        // Who asks while it is being done waits here.
        let mut done = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(said) = done.as_ref() {
            return Ok(said.clone());
        }
        let said = make()?;
        if said.ok {
            *done = Some(said.clone());
        }
        Ok(said)
    }

    pub(crate) fn numbered(&self, number: &str) -> Option<Said> {
        let number: u64 = number.parse().ok()?;
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last = last.iter();
        last.find(|(known, _)| *known == number)
            .map(|(_, said)| said.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_that_arrives_again_is_answered_and_not_done_again() {
        let answers = Answers::default();
        let mut done = 0;
        let mut ask = |word: Option<&str>, ok: bool| {
            let said = answers.once(word.map(str::to_owned), || {
                done += 1;
                Ok(Said {
                    ok,
                    title: done.to_string(),
                    ..Said::default()
                })
            });
            said.expect("an answer").title
        };
        assert_eq!(ask(Some("a"), true), "1");
        assert_eq!(ask(Some("a"), true), "1");
        assert_eq!(ask(Some("b"), false), "2");
        assert_eq!(ask(Some("b"), true), "3", "refused is not done");
        assert_eq!(ask(None, true), "4");
        assert_eq!(ask(None, true), "5");
    }
}
