//! What all answers share.

use crate::desk::Desk;
use crate::devices::Devices;
use crate::pairing::Pairing;
use crate::said::Said;
use crate::views::Views;
use comeback_app::{AppError, Roster, System};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

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
    /// Held while the lines of the roster are made: who asks meanwhile waits, and finds
    /// them kept, and nobody makes them a second time.
    making: Mutex<()>,
}

impl Shared {
    pub(crate) fn new(desk: Desk, pairing: Pairing, feed: String, port: u16) -> Shared {
        Shared {
            devices: Devices::of(desk.home.cache()),
            views: Views::default(),
            said: Answers::default(),
            making: Mutex::new(()),
            desk,
            pairing,
            feed,
            port,
        }
    }

    /// The roster at this moment.
    ///
    /// # Errors
    /// The home cannot be looked into, or none of its athletes.
    pub(crate) fn roster(&self) -> Result<Roster, AppError> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        comeback_app::roster(&self.desk.home, self.desk.as_of.as_deref(), &System::read())
    }
}

/// What was answered to the last entries, for browsers without script.
#[derive(Default)]
pub(crate) struct Answers {
    last: Mutex<VecDeque<(u64, Said)>>,
    next: AtomicU64,
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

    pub(crate) fn numbered(&self, number: &str) -> Option<Said> {
        let number: u64 = number.parse().ok()?;
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last = last.iter();
        last.find(|(known, _)| *known == number)
            .map(|(_, said)| said.clone())
    }
}
