//! The ways of training that are compared.

use super::runner::{Runner, easy_week};
use super::session::{Part, Session};
use comeback_core::plan::week::StepKind;
use comeback_core::rules::RuleId;

/// How a runner decides on the next week.
#[derive(Debug, Clone, PartialEq)]
pub enum Strategy {
    /// The plan of `comeback`, with some rules not asked and some limits set.
    Comeback {
        not_asked: Vec<RuleId>,
        set: Vec<(&'static str, &'static str)>,
        /// In what the runner logs or does otherwise than the plan asks.
        otherwise: Option<Otherwise>,
    },
    /// A share of the old weekly minutes, then 10 % more each week, easy until
    /// the old minutes are reached, then the old training.
    TenPercent { start: f64, starts_over: bool },
    /// Nine fixed weeks of walking and running, then the old training.
    WalkRunTable { starts_over: bool },
    /// The old training from the first day.
    OldTraining,
    /// No running.
    Rest,
    /// Each run as long as the tendon carries with no more than this pain on the next day, by
    /// a coach who sees the tendon itself; `in_order` with runs added after longer ones.
    Known { most_pain: f64, in_order: bool },
}

/// What a runner with `comeback` does otherwise: how a sentence of the method is left out, or
/// put back to what it was, where neither a rule nor a setting does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// The score of the next day is logged as that of the evening was.
    NextDayUnread,
    /// A score of the next day is logged only beside one of the evening, unless it is over 3.
    BothScores,
    /// A score over 3 and up to 5 is known to the plan only when its 48 h are over.
    AmberWaits,
    /// More than three runs a week, and every kind of hard running, become the goal only when
    /// the minutes of a run are back.
    VolumeFirst,
    /// A week of over 1.30 of the mean of the two before is run at 1.30 of it.
    SpikeCuts,
    /// A run under half an hour is at most a tenth longer than the longest of 30 days.
    TenthOnly,
}

impl Strategy {
    /// `comeback` as it is.
    pub const fn comeback() -> Strategy {
        Strategy::Comeback {
            not_asked: Vec::new(),
            set: Vec::new(),
            otherwise: None,
        }
    }

    pub fn without(not_asked: &[RuleId]) -> Strategy {
        Strategy::Comeback {
            not_asked: not_asked.to_vec(),
            set: Vec::new(),
            otherwise: None,
        }
    }

    /// `comeback` with settings of the runner's or clinician's.
    pub fn with(set: &[(&'static str, &'static str)]) -> Strategy {
        Strategy::Comeback {
            not_asked: Vec::new(),
            set: set.to_vec(),
            otherwise: None,
        }
    }

    /// `comeback`, followed otherwise than it asks.
    pub const fn followed(otherwise: Otherwise) -> Strategy {
        Strategy::Comeback {
            not_asked: Vec::new(),
            set: Vec::new(),
            otherwise: Some(otherwise),
        }
    }

    /// Whether `comeback` is followed otherwise in this.
    pub fn does(&self, what: Otherwise) -> bool {
        matches!(self, Strategy::Comeback { otherwise, .. } if *otherwise == Some(what))
    }

    /// Whether a flare-up sends the runner back to the first week.
    const fn starts_over(&self) -> bool {
        matches!(
            self,
            Strategy::TenPercent {
                starts_over: true,
                ..
            } | Strategy::WalkRunTable { starts_over: true }
        )
    }
}

/// Running minutes of the three runs of each week of the table: the NHS's Couch
/// to 5K, which is public, widely used, and three runs a week.
const TABLE: [[f64; 3]; 9] = [
    [8.0; 3],
    [9.0; 3],
    [9.0; 3],
    [16.0; 3],
    [15.0, 16.0, 20.0],
    [18.0, 20.0, 25.0],
    [25.0; 3],
    [28.0; 3],
    [30.0; 3],
];
/// A session of the table lasts about so long with its walks.
const TABLE_SESSION_MIN: f64 = 30.0;
/// Days without running after pain over 5, where no plan says otherwise, and the
/// pain at which running goes on (ours: what a sensible runner would do).
pub const DAYS_OFF: usize = 3;
pub const GOES_ON_AT: f64 = 3.0;

/// Where a runner stands who follows a strategy that needs no log.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    weeks: usize,
    step: usize,
}

impl Course {
    pub const fn begin() -> Course {
        Course { weeks: 0, step: 0 }
    }

    /// The next week. After a flare-up no step is taken: the 10 % are taken back, the
    /// table's week is repeated, or all begins anew.
    pub fn week(
        &mut self,
        strategy: &Strategy,
        runner: &Runner,
        flared: bool,
    ) -> [Option<Session>; 7] {
        if self.weeks > 0 {
            if !flared {
                self.step += 1;
            } else if strategy.starts_over() {
                self.step = 0;
            } else if matches!(strategy, Strategy::TenPercent { .. }) {
                self.step = self.step.saturating_sub(1);
            }
        }
        self.weeks += 1;
        match strategy {
            Strategy::TenPercent { start, .. } => {
                // A step past the goal would take that many flare-ups to come down from.
                let full = (1.0 / start).ln() / 1.1f64.ln();
                self.step = self.step.min(full.ceil() as usize);
                let share = start * 1.1f64.powi(self.step as i32);
                if share >= 1.0 {
                    runner.old_week(self.weeks)
                } else {
                    easy_week(runner.runs, runner.minutes * share)
                }
            }
            Strategy::WalkRunTable { .. } => match TABLE.get(self.step) {
                Some(week) => table_week(week),
                None => runner.old_week(self.weeks),
            },
            Strategy::OldTraining => runner.old_week(self.weeks),
            Strategy::Rest | Strategy::Known { .. } | Strategy::Comeback { .. } => {
                [const { None }; 7]
            }
        }
    }
}

fn table_week(minutes: &[f64; 3]) -> [Option<Session>; 7] {
    let mut week = [const { None }; 7];
    for (day, &minutes) in [0, 2, 4].into_iter().zip(minutes) {
        week[day] = Some(Session {
            parts: vec![Part {
                what: StepKind::Run,
                repeat: 1,
                minutes,
            }],
            walked_min: TABLE_SESSION_MIN - minutes,
        });
    }
    week
}
