//! The most that any plan could reach: a coach who sees the tendon itself, and no score of it.
//!
//! Each run is as long as leaves the pain of the next day at a bound, before the noise of a
//! score; never longer than the old one, and at most a tenth longer than the longest so far.
//! All of it is easy running. Nobody can know this of a runner: it tells how much of the time
//! of a strategy lies in the bound and in the order, and how much in not knowing.

use super::model::Tendon;
use super::runner::{Runner, days_of};
use super::session::Session;
use comeback_core::limits;

/// Share of the old minutes of a run that the first one may have (the method's start after
/// weeks off).
const FIRST: f64 = limits::START_SHARE_LONG.value;
/// The shortest run that is tried, and the step in which a shorter one is looked for.
const LEAST_MIN: f64 = limits::RUN_MIN_MINUTES.value;
const STEP_MIN: f64 = 1.0;
/// Days of the week of one run and of two.
const FEW: [&[usize]; 2] = [&[0], &[0, 3]];

/// Where such a coach stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    most_pain: f64,
    runs: usize,
    longest: f64,
    /// Runs of this week as long as opens another run a week.
    long_enough: usize,
    /// Most minutes of a run of this week.
    most: f64,
}

impl Known {
    /// The first week; `in_order` with the runs of the method's start, else with all.
    pub fn begin(runner: &Runner, most_pain: f64, in_order: bool) -> Known {
        let start = limits::START_RUNS_MAX.value as usize;
        Known {
            most_pain,
            runs: if in_order {
                runner.runs.min(start)
            } else {
                runner.runs
            },
            longest: FIRST * runner.minutes,
            long_enough: 0,
            most: f64::INFINITY,
        }
    }

    /// A week begins after one of so many minutes: runs are added one a week, in a week of a
    /// tenth more at most, once all runs were as long as the order asks for.
    pub fn begin_week(&mut self, runner: &Runner, ran_min: f64) {
        self.most = f64::INFINITY;
        if self.long_enough >= self.runs && self.runs < runner.runs {
            self.runs += 1;
            self.most = limits::LONG_RUN_RATIO.value * ran_min / self.runs as f64;
        }
        self.long_enough = 0;
    }

    /// The run of a day, Monday is 0.
    pub fn session(&mut self, runner: &Runner, tendon: &Tendon, weekday: usize) -> Option<Session> {
        let days = match self.runs {
            few @ 1..=2 => FEW[few - 1],
            runs => days_of(runs),
        };
        if !days.contains(&weekday) {
            return None;
        }
        let most = (runner.minutes)
            .min(limits::LONG_RUN_RATIO.value * self.longest)
            .min(self.most);
        let mut minutes = most;
        while minutes >= LEAST_MIN {
            let session = Session::easy(minutes);
            let mut after = tendon.clone();
            after.carry(&session);
            if after.late_pain() <= self.most_pain {
                self.longest = self.longest.max(minutes);
                if minutes >= limits::FREQUENCY_OPENS.value * runner.minutes {
                    self.long_enough += 1;
                }
                return Some(session);
            }
            minutes -= STEP_MIN;
        }
        None
    }
}
