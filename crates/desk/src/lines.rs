//! The lines of all athletes: those that are kept at once, the others behind the page. A
//! coach waits for no thousand athletes before a blank page.

use crate::desk::Desk;
use chrono::{DateTime, Utc};
use comeback_app::roster::{
    A_BATCH, DAYS_AHEAD, DAYS_AHEAD_UNWATCHED, Kept, Stale, kept, sort, work_out,
};
use comeback_app::{AppError, Listed, Roster, System};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// So many lines are worked out while the page waits for them: a tenth of a second.
const AT_ONCE: usize = 16;

/// What is known of all at this moment.
pub(crate) struct Lines {
    pub athletes: Vec<Listed>,
    pub failed: Vec<(String, AppError)>,
    /// Athletes whose lines are being worked out: those that are shown as they were, by
    /// their folders, with the first moment of that, where it is known.
    pub older: HashMap<String, Option<DateTime<Utc>>>,
    /// And those of whom nothing is known yet.
    pub unknown: usize,
}

/// Held by who works lines out: nobody makes them a second time meanwhile.
#[derive(Default)]
pub(crate) struct Making {
    busy: Mutex<()>,
    /// Whose lines could not be made, from what, and why: not tried again before it changes.
    failed: Mutex<HashMap<String, (String, String)>>,
}

impl Making {
    /// The lines as far as they are known; many that are missing are made behind the page.
    ///
    /// # Errors
    /// The home cannot be looked into, or none of its athletes.
    pub(crate) fn lines(self: &Arc<Making>, desk: &Desk) -> Result<Lines, AppError> {
        let system = System::read();
        let as_of = desk.as_of.as_deref();
        let Kept {
            mut athletes,
            mut stale,
            mut failed,
        } = kept(&desk.home, as_of, &system)?;
        failed.extend(self.without_failed(&mut stale));
        let mut lines = match self.busy.try_lock() {
            Ok(_busy) if stale.len() <= AT_ONCE => {
                let made = work_out(&desk.home, as_of, &system, &stale, DAYS_AHEAD);
                athletes.extend(made.athletes);
                failed.extend(made.failed);
                stale.clear();
                Lines::of(athletes, failed)
            }
            Ok(busy) => {
                drop(busy);
                let (making, desk) = (Arc::clone(self), desk.clone());
                std::thread::spawn(move || making.make(&desk));
                Lines::of(athletes, failed)
            }
            Err(_) => Lines::of(athletes, failed),
        };
        lines.with_older(stale);
        if lines.athletes.is_empty()
            && lines.unknown == 0
            && let Some((_, error)) = lines.failed.pop()
        {
            return Err(error);
        }
        sort(&mut lines.athletes);
        Ok(lines)
    }

    /// Makes all lines that are missing, batch by batch, unless somebody does so already.
    pub(crate) fn make(&self, desk: &Desk) {
        let Ok(_busy) = self.busy.try_lock() else {
            return;
        };
        let system = System::read();
        let as_of = desk.as_of.as_deref();
        let Ok(Kept { mut stale, .. }) = kept(&desk.home, as_of, &system) else {
            return;
        };
        self.without_failed(&mut stale);
        for batch in stale.chunks(A_BATCH) {
            let Roster { failed, .. } =
                work_out(&desk.home, as_of, &system, batch, DAYS_AHEAD_UNWATCHED);
            let mut known = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
            for (name, error) in failed {
                if let Some(of) = batch.iter().find(|of| of.name.to_string() == name) {
                    known.insert(name, (of.mark.clone(), error.to_string()));
                }
            }
        }
    }

    /// Takes out whose lines cannot be made from what is there, with the reasons.
    fn without_failed(&self, stale: &mut Vec<Stale>) -> Vec<(String, AppError)> {
        let known = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let mut failed = Vec::new();
        stale.retain(|of| match known.get(&of.name.to_string()) {
            Some((mark, why)) if *mark == of.mark => {
                failed.push((of.name.to_string(), AppError::Refused(why.clone())));
                false
            }
            _ => true,
        });
        failed
    }
}

impl Lines {
    fn of(athletes: Vec<Listed>, failed: Vec<(String, AppError)>) -> Lines {
        Lines {
            athletes,
            failed,
            older: HashMap::new(),
            unknown: 0,
        }
    }

    fn with_older(&mut self, stale: Vec<Stale>) {
        for of in stale {
            match of.last {
                Some((line, since)) => {
                    let since = Some(since).filter(|since| *since != DateTime::UNIX_EPOCH);
                    self.older.insert(of.name.as_str().to_owned(), since);
                    self.athletes.push(line);
                }
                None => self.unknown += 1,
            }
        }
    }

    /// Athletes whose lines are being worked out.
    pub(crate) fn waited_for(&self) -> usize {
        self.older.len() + self.unknown
    }
}
