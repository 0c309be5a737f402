//! The one question: a history goes in, a decision comes out.
//!
//! [`decide`] is what the command line, a page, another language or a cluster calls.
//! It reads nothing but its argument, so the same history gives the same decision
//! to the byte, today and in a year. A [`History`] is read from and written to any
//! format of serde, and so is a [`Decision`].
//!
//! From values, with a run and a score stated by hand:
//!
//! ```
//! use comeback_core::decide::decide;
//! use comeback_core::diary::{Entry, History, StatedRun, What, stated};
//! use comeback_core::units::PainScore;
//!
//! let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text);
//! let run = stated::run(
//!     at("2026-11-24T18:00:00+01:00")?,
//!     &StatedRun { minutes: 20.0, ..StatedRun::default() },
//! );
//! let start = r#"{"at":"2026-11-20T08:00:00+01:00","kind":"episode-start","on":"2026-11-20"}"#;
//! let pain = Entry {
//!     at: at("2026-11-25T08:00:00+01:00")?,
//!     what: What::Pain { score: PainScore::new(6.0)?, now: None, during: None, site: None },
//!     note: None,
//! };
//! let history = History::assemble(
//!     at("2026-11-25T09:00:00+01:00")?,
//!     chrono_tz::Europe::Berlin,
//!     [run],
//!     &[serde_json::from_str(start)?, pain],
//! );
//!
//! let decision = decide(&history)?;
//! assert_eq!(decision.plan.decision.as_str(), "back-up");
//! assert_eq!(decision.findings[0].rule.as_str(), "pain-too-high");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! From JSON, of which only the moment and the zone are needed:
//!
//! ```
//! use comeback_core::decide::{HistoryError, decide};
//! use comeback_core::diary::History;
//!
//! let text = r#"{"now":"2026-11-25T09:00:00+01:00","zone":"Europe/Berlin"}"#;
//! let mut history: History = serde_json::from_str(text)?;
//! let decision = decide(&history)?;
//! assert!(decision.standing.is_none(), "no episode, no rung");
//!
//! // What cannot be is refused, and said.
//! history.stretches.push(history.now + comeback_core::calendar::TimeDelta::days(1));
//! assert!(matches!(decide(&history), Err(HistoryError::LaterThanNow { .. })));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod consistent;

pub use consistent::{HistoryError, consistent};

use crate::calendar::Days;
use crate::diary::{History, days_in_order, span};
use crate::forecast::{self, Forecast};
use crate::method::Standing;
use crate::plan::{self, WeekPlan};
use crate::rules::{self, Checked, Finding, Missing};
use crate::run::Run;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What follows from a history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Where the runner stands on the ladder; `None` without an open episode.
    pub standing: Option<Standing>,
    /// What the rules found in the trailing seven days, the most severe first.
    pub findings: Vec<Finding>,
    /// What could not be judged, and what is missing for it.
    pub unknown: Vec<Missing>,
    /// The week, with what it becomes when an open response turns out amber or red.
    pub plan: WeekPlan,
    /// When each rung is likely; `None` without an open episode.
    pub forecast: Option<Forecast>,
}

/// The decision at the history's moment, with the plan of the week that follows.
///
/// # Errors
/// A history that contradicts itself: see [`HistoryError`].
pub fn decide(history: &History) -> Result<Decision, HistoryError> {
    decide_week(history, span::monday(history.today()) + Days::new(7))
}

/// The history with its runs' days in order, as [`History::assemble`] makes them.
fn own_days(history: &History) -> Cow<'_, History> {
    if history.runs.is_sorted_by_key(Run::date) {
        return Cow::Borrowed(history);
    }
    let mut own = history.clone();
    days_in_order(&mut own.runs);
    Cow::Owned(own)
}

/// As [`decide`], with the plan of the week that holds a day.
///
/// # Errors
/// As [`decide`]; and a day more than a year from the history's moment.
pub fn decide_week(history: &History, day: NaiveDate) -> Result<Decision, HistoryError> {
    consistent(history)?;
    let history = &*own_days(history);
    if (day - history.today()).num_days().abs() > consistent::FARTHEST_PLAN_DAYS {
        return Err(HistoryError::PlanTooFar { day });
    }
    let Checked {
        standing,
        findings,
        unknown,
    } = rules::check(history, rules::since(history));
    Ok(Decision {
        standing,
        findings,
        unknown,
        plan: plan::plan(history, day),
        forecast: forecast::forecast(history),
    })
}
