//! What is run on a day, as the tendon feels it and as the log tells it.

use comeback_core::diary::entry::StatedRun;
use comeback_core::method::climb::Kind;
use comeback_core::plan::{Day, StepKind};
use comeback_core::units::Metres;

/// A stretch of one session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    pub what: StepKind,
    pub repeat: u32,
    pub minutes: f64,
}

/// One session: its running parts, and the minutes walked between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    pub parts: Vec<Part>,
    pub walked_min: f64,
}

/// Peak force on the hamstrings' tendon relative to easy running (design). That it
/// rises with speed is measured (Chumanov, Heiderscheit & Thelen 2011; Schache et
/// al. 2012), by how much at a returning runner's speeds is not: these are ours.
pub const fn force(what: StepKind) -> f64 {
    match what {
        StepKind::Walk => 0.0,
        StepKind::Run | StepKind::Easy => 1.0,
        StepKind::Climb => 1.1,
        StepKind::Tempo => 1.2,
        StepKind::Interval => 1.3,
        StepKind::HillSprint => 1.6,
        StepKind::Sprint => 2.0,
    }
}

impl Session {
    /// Easy running of so many minutes.
    pub fn easy(minutes: f64) -> Session {
        Session {
            parts: vec![Part {
                what: StepKind::Easy,
                repeat: 1,
                minutes,
            }],
            walked_min: 0.0,
        }
    }

    /// A session of the runner's old training that holds a kind of hard running,
    /// in as much as it fits: the forms that the plan writes at full length.
    pub fn with(kind: Kind, minutes: f64) -> Session {
        let (what, repeat, each, walked) = match kind {
            Kind::Tempo => (StepKind::Tempo, 1, 10.0, 0.0),
            Kind::Intervals => (StepKind::Interval, 4, 2.0, 0.0),
            Kind::Sprints => (StepKind::Sprint, 4, 8.0 / 60.0, 82.0 / 60.0),
            Kind::Hills => (StepKind::Climb, 4, 1.0, 0.0),
            Kind::HillSprints => (StepKind::HillSprint, 6, 8.0 / 60.0, 82.0 / 60.0),
        };
        let count = f64::from(repeat);
        let mut session = Session::easy((minutes - count * (each + walked)).max(0.0));
        session.parts.push(Part {
            what,
            repeat,
            minutes: count * each,
        });
        session.walked_min = count * walked;
        session
    }

    /// A share of it: every part as much shorter.
    pub fn scaled(&self, by: f64) -> Session {
        let part = |part: &Part| Part {
            minutes: part.minutes * by,
            ..*part
        };
        Session {
            parts: self.parts.iter().map(part).collect(),
            walked_min: self.walked_min * by,
        }
    }

    /// A day of a plan, run as written; `None` where nothing is run.
    pub fn planned(day: &Day) -> Option<Session> {
        if !day.kind.is_run() {
            return None;
        }
        let mut session = Session::default();
        for step in &day.steps {
            let minutes = |seconds: u32| f64::from(step.repeat * seconds) / 60.0;
            let walks_between = matches!(
                step.what,
                StepKind::Run | StepKind::Sprint | StepKind::HillSprint
            );
            if step.what == StepKind::Walk {
                session.walked_min += minutes(step.work_s + step.rest_s);
                continue;
            }
            session.parts.push(Part {
                what: step.what,
                repeat: step.repeat,
                minutes: minutes(step.work_s),
            });
            if walks_between {
                session.walked_min += minutes(step.rest_s);
            } else if step.rest_s > 0 {
                session.parts.push(Part {
                    what: StepKind::Easy,
                    repeat: 1,
                    minutes: minutes(step.rest_s),
                });
            }
        }
        Some(session)
    }

    /// Minutes of running.
    pub fn minutes(&self) -> f64 {
        self.parts.iter().map(|part| part.minutes).sum()
    }

    /// Minutes of running, each counted by its force: what the tendon adapts to.
    pub fn dose(&self) -> f64 {
        self.parts
            .iter()
            .map(|part| part.minutes * force(part.what))
            .sum()
    }

    /// Fatigue in minutes of easy running of a fully adapted tendon: each minute
    /// counts by a power of its force over capacity, as cycles to failure do.
    pub fn fatigue(&self, capacity: f64, power: f64) -> f64 {
        self.parts
            .iter()
            .map(|part| part.minutes * (force(part.what) / capacity).powf(power))
            .sum()
    }

    fn repeats(&self, what: StepKind) -> u32 {
        let of = |part: &&Part| part.what == what;
        self.parts.iter().filter(of).map(|part| part.repeat).sum()
    }

    fn minutes_of(&self, what: StepKind) -> f64 {
        let of = |part: &&Part| part.what == what;
        self.parts.iter().filter(of).map(|part| part.minutes).sum()
    }

    /// The session as the runner's log states it, at an easy speed in m/s.
    pub fn stated(&self, easy_m_per_s: f64) -> StatedRun {
        let fast = self.minutes_of(StepKind::Tempo) + self.minutes_of(StepKind::Interval);
        let sprinted = self.minutes_of(StepKind::Sprint);
        let metres = 60.0 * easy_m_per_s * (self.minutes() + 0.25 * fast + sprinted)
            + 60.0 * 1.4 * self.walked_min;
        StatedRun {
            minutes: self.minutes() + self.walked_min,
            distance_m: Some(Metres::new(metres)),
            hard_min: fast + sprinted,
            intervals: self.repeats(StepKind::Interval),
            sprints: self.repeats(StepKind::Sprint),
            hills: self.repeats(StepKind::Climb),
            downhills: self.repeats(StepKind::Climb),
            hill_sprints: self.repeats(StepKind::HillSprint),
            ..StatedRun::default()
        }
    }
}
