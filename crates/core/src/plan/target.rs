//! What a week should hold, before it is put on days.

use super::week::{Decision, Reason};
use crate::limits;
use crate::method::Rung;
use crate::method::climb::Kind;
use crate::method::ladder::walk_run_minutes;
use chrono::NaiveDate;

/// How long each run is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Session {
    /// Rounds of walking and running of a level, each `share` of its full length.
    WalkRun { level: u8, rounds: u32, share: f64 },
    /// Minutes of running.
    Minutes(f64),
}

impl Session {
    /// Minutes of running in it.
    pub fn running(self) -> f64 {
        match self {
            Session::WalkRun {
                level,
                rounds,
                share,
            } => walk_run_minutes(level) * f64::from(rounds) / 3.0 * share,
            Session::Minutes(minutes) => minutes,
        }
    }

    pub const fn level(level: u8) -> Session {
        Session::WalkRun {
            level,
            rounds: 3,
            share: 1.0,
        }
    }

    /// A share of it; minutes are whole ones where the share leaves at least four of them.
    pub fn scaled(self, by: f64) -> Session {
        match self {
            Session::WalkRun {
                level,
                rounds,
                share,
            } => Session::WalkRun {
                level,
                rounds,
                share: share * by,
            },
            // Under five minutes a day of running would not count as one.
            Session::Minutes(minutes) => Session::Minutes(
                rounded_down(minutes * by).max(minutes.min(limits::RUN_MIN_MINUTES.value)),
            ),
        }
    }
}

/// One session of the week that holds more than easy running.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Special {
    pub kind: Kind,
    /// How many hill sprints; 0 for the other kinds.
    pub count: u8,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub decision: Decision,
    pub factor: Option<Rung>,
    pub runs: u32,
    pub session: Session,
    pub specials: Vec<Special>,
    /// No run before this day: what is held is held long enough only then.
    pub runs_from: Option<NaiveDate>,
    /// No special session before this day.
    pub specials_from: Option<NaiveDate>,
    pub reasons: Vec<Reason>,
}

impl Target {
    /// A week without running.
    pub fn rest() -> Target {
        Target {
            decision: Decision::Hold,
            factor: None,
            runs: 0,
            session: Session::Minutes(0.0),
            specials: Vec::new(),
            runs_from: None,
            specials_from: None,
            reasons: Vec::new(),
        }
    }
}

/// No run is planned shorter: the running of walk-run level 1. min (design)
pub const LEAST_RUN: f64 = 3.0;

/// Whole minutes below a value, or tenths of a minute where a whole one is too coarse.
pub fn rounded_down(minutes: f64) -> f64 {
    let whole = (minutes + 1e-9).floor();
    if whole >= minutes * 0.9 {
        whole
    } else {
        ((minutes + 1e-9) * 10.0).floor() / 10.0
    }
}

/// The next session minutes: `growth` more, whole minutes where that is a rise,
/// never over `cap`; `None` when there is no room for a rise.
pub fn grown(minutes: f64, growth: f64, cap: f64) -> Option<f64> {
    let wanted = (minutes * (1.0 + growth)).min(cap);
    let whole = (wanted + 1e-9).floor();
    // A whole minute that is less than half of the step wanted would slow the return down.
    if whole - minutes >= 0.5 * (wanted - minutes) && whole > minutes {
        return Some(whole);
    }
    // From a few minutes the next whole one is more than the share, and little.
    let next = (minutes + 1e-9).floor() + 1.0;
    let most = minutes * (1.0 + limits::WEEKLY_GROWTH_CAP.value / 100.0);
    if next <= cap.min(most) && next - minutes >= 0.5 * (wanted - minutes) && minutes < 10.0 {
        return Some(next);
    }
    // A plan counts in tenths of a minute: a smaller share is one of them.
    let tenths = |minutes: f64| ((minutes + 1e-9) * 10.0).floor();
    let tenth = tenths(wanted).max(tenths(minutes) + 1.0) / 10.0;
    (tenth <= cap.min(most) + 1e-9).then_some(tenth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_grow_by_whole_ones_below_the_cap() {
        for (from, growth, cap, to) in [
            (20.0, 0.10, 30.0, Some(22.0)),
            (22.0, 0.10, 30.0, Some(24.0)),
            (28.0, 0.10, 30.0, Some(30.0)),
            (30.0, 0.10, 30.0, None),
            (30.0, 0.01, 60.0, Some(30.3)),
            (3.0, 0.10, 30.0, Some(3.3)),
            (5.0, 0.10, 30.0, Some(6.0)),
            (5.0, 0.10, 5.5, Some(5.5)),
            (28.4, 0.10, 28.9, Some(28.9)),
            (9.9, 0.10, 30.0, Some(10.8)),
            (7.0, 0.01, 7.7, Some(7.1)),
            (7.0, 0.01, 7.05, None),
        ] {
            assert_eq!(grown(from, growth, cap), to, "{from} by {growth} to {cap}");
        }
    }
}
