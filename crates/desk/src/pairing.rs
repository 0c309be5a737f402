//! The code that pairs the next phone.

use crate::secret::is_same;
use comeback_app::AppError;
use comeback_store::random_key;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a code can be used.
const CODE_TIME: Duration = Duration::from_mins(10);

/// The code that pairs the next phone; one at a time.
pub(crate) struct Pairing {
    /// Where a phone comes in; `None` where that door is closed.
    at_home: Option<String>,
    open: Mutex<Option<(String, Instant)>>,
}

impl Pairing {
    pub(crate) fn new(at_home: Option<String>) -> Pairing {
        Pairing {
            at_home,
            open: Mutex::new(None),
        }
    }

    /// A fresh code in its address; the one before is void.
    pub(crate) fn begin(&self) -> Result<Option<String>, AppError> {
        let Some(host) = &self.at_home else {
            return Ok(None);
        };
        let token = random_key()?;
        let address = format!("http://{host}/#k={token}");
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        *open = Some((token, Instant::now()));
        Ok(Some(address))
    }

    /// Uses a code up; says whether it was the right one, in time.
    pub(crate) fn uses(&self, told: &str) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let right = open
            .as_ref()
            .is_some_and(|(token, since)| is_same(told, token) && since.elapsed() < CODE_TIME);
        if right {
            *open = None;
        }
        right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_once() {
        let pairing = Pairing::new(Some("192.168.1.5:8710".to_owned()));
        let address = pairing.begin().expect("a key").expect("a door");
        let (place, token) = address.split_once("#k=").expect("a fragment");
        assert_eq!(place, "http://192.168.1.5:8710/");
        assert!(!pairing.uses("guess"));
        assert!(pairing.uses(token), "a wrong guess does not use it up");
        assert!(!pairing.uses(token));
        // A newer code makes the older one void.
        let older = pairing.begin().expect("a key").expect("a door");
        pairing.begin().expect("a key").expect("a door");
        let (_, token) = older.split_once("#k=").expect("a fragment");
        assert!(!pairing.uses(token));
        assert!(Pairing::new(None).begin().expect("nothing fails").is_none());
    }
}
