//! What the runner sets out to do, as steps in order, and who the runner is.

use super::terrain::Terrain;
use chrono::{DateTime, FixedOffset};

/// One step of a session. Times in seconds, speeds in m/s as aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Easy {
        s: f64,
        v: f64,
    },
    Walk {
        s: f64,
    },
    Tempo {
        s: f64,
        v: f64,
    },
    Interval {
        s: f64,
        v: f64,
    },
    Stride {
        s: f64,
        v: f64,
    },
    /// A sprint on the flat.
    Sprint {
        s: f64,
        v: f64,
    },
    /// Up the session's climb, which starts where the first of these steps starts.
    Climb {
        s: f64,
        v: f64,
        grade: f64,
    },
    /// Running back down to the foot of the climb.
    RunDown {
        v: f64,
    },
    /// A sprint up the climb.
    HillSprint {
        s: f64,
        v: f64,
        grade: f64,
    },
    /// Walking back down to the foot of the climb.
    WalkDown,
    /// Standing with the timer running.
    Stand {
        s: f64,
    },
    /// Standing with the timer stopped.
    Pause {
        s: f64,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub start: DateTime<FixedOffset>,
    pub terrain: Terrain,
    /// Of the belt, for the treadmill only.
    pub incline: f64,
    pub steps: Vec<Step>,
}

impl Session {
    pub fn new(start: DateTime<FixedOffset>, terrain: Terrain) -> Self {
        Session {
            start,
            terrain,
            incline: 0.0,
            steps: Vec::new(),
        }
    }

    pub fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    pub fn repeat(mut self, times: usize, steps: &[Step]) -> Self {
        for _ in 0..times {
            self.steps.extend_from_slice(steps);
        }
        self
    }

    pub fn easy(self, minutes: f64, v: f64) -> Self {
        self.then(Step::Easy {
            s: minutes * 60.0,
            v,
        })
    }

    pub fn walk(self, minutes: f64) -> Self {
        self.then(Step::Walk { s: minutes * 60.0 })
    }
}

/// The body that runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Runner {
    pub height_m: f64,
    pub mass_kg: f64,
    pub critical_m_per_s: f64,
    /// Habit above or below the cadence that speed and height predict, steps/min.
    pub cadence_habit_spm: f64,
    pub resting_bpm: f64,
    pub maximal_bpm: f64,
    /// Degrees north and east of the invented ground.
    pub place: (f64, f64),
}

impl Runner {
    /// Steps per minute at a running speed: van Oeveren 2019 for the speed term, faster turnover in sprints.
    pub fn cadence(&self, v: f64) -> f64 {
        let sprint = if v > 4.5 { 7.0 * (v - 4.5) } else { 0.0 };
        150.0 + 6.01 * v - 50.0 * (self.height_m - 1.81) + self.cadence_habit_spm + sprint
    }
}
