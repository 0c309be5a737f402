//! What all answers share.

use crate::desk::Desk;
use crate::devices::Devices;
use crate::pairing::Pairing;
use crate::said::Said;
use crate::views::Views;
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
