//! A planned day as what is done one after the other, for every format that counts it.

use crate::words::quantity::pace;
use crate::words::session::{rest_name, step_name};
use comeback_core::limits::{CADENCE_TARGET_CAP, CADENCE_TARGET_FACTOR, UnitSystem};
use comeback_core::plan::{Day, DayKind, Step, StepKind};
use comeback_core::units::MetresPerSecond;

/// Lower end of a speed target, m/s: slower than this is standing, not walking.
const SLOWEST_M_PER_S: f64 = 1.0;

/// Some legs, done so many times.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub times: u32,
    pub legs: Vec<Leg>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leg {
    pub seconds: u32,
    pub what: &'static str,
    pub role: Role,
    /// Not faster than this, m/s.
    pub cap: Option<MetresPerSecond>,
    /// The cadence to work on, from and to, steps/min.
    pub cadence: Option<(f64, f64)>,
    /// Where a step has both, which of them a watch speaks up about.
    pub cadence_first: bool,
    pub is_warm_up_walk: bool,
}

impl Leg {
    /// The one target of a watch.
    pub(super) fn target(&self) -> Target {
        let pace = self
            .pace()
            .map(|(slowest, fastest)| Target::Pace { slowest, fastest });
        let cadence = (self.cadence).map(|(low, high)| Target::Cadence { low, high });
        let (first, second) = if self.cadence_first {
            (cadence, pace)
        } else {
            (pace, cadence)
        };
        first.or(second).unwrap_or(Target::Open)
    }

    /// The range of speed that is allowed, m/s.
    pub(super) fn pace(&self) -> Option<(f64, f64)> {
        self.cap.map(|cap| (SLOWEST_M_PER_S, cap.get()))
    }

    /// What the target does not say, in a line.
    pub(super) fn note(&self, units: UnitSystem) -> String {
        match (self.target(), self.cap, self.cadence) {
            (Target::Cadence { .. }, Some(cap), _) => {
                format!("not faster than {}", pace(cap, units))
            }
            (Target::Pace { .. }, _, Some((low, _))) => format!("about {low:.0} steps/min"),
            _ if self.is_warm_up_walk => "walk first, then begin easy".to_owned(),
            _ => String::new(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    WarmUp,
    Active,
    Interval,
    Recovery,
    CoolDown,
}

/// The one thing that a watch speaks up about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Target {
    Open,
    /// m/s
    Pace {
        slowest: f64,
        fastest: f64,
    },
    /// Steps/min.
    Cadence {
        low: f64,
        high: f64,
    },
}

/// The warm-up walk, then the day's steps.
pub(super) fn blocks(day: &Day) -> Vec<Block> {
    let mut out = Vec::new();
    if let Some(seconds) = day.warm_up_s.filter(|seconds| *seconds > 0) {
        let walk = Leg {
            is_warm_up_walk: true,
            ..leg(day, seconds, StepKind::Walk, Role::WarmUp)
        };
        out.push(Block {
            times: 1,
            legs: vec![walk],
        });
    }
    let last = day.steps.len().saturating_sub(1);
    for (place, step) in day.steps.iter().enumerate() {
        if step.repeat == 0 || step.work_s == 0 {
            continue;
        }
        let mut legs = vec![leg(
            day,
            step.work_s,
            step.what,
            role(day, step, place, last),
        )];
        if step.rest_s > 0 {
            let rest = if step.what == StepKind::Walk {
                // Here the run is what follows the walk.
                leg(day, step.rest_s, StepKind::Run, Role::Active)
            } else {
                leg(day, step.rest_s, StepKind::Walk, Role::Recovery)
            };
            legs.push(Leg {
                what: rest_name(step.what),
                ..rest
            });
        }
        out.push(Block {
            times: step.repeat,
            legs,
        });
    }
    out
}

/// A leg with what it is held to: running to the ceiling of the day's main part and to
/// the cadence to work on, walking to nothing. On an easy day the cadence comes first.
fn leg(day: &Day, seconds: u32, what: StepKind, role: Role) -> Leg {
    let cadence = day
        .cadence_target_spm
        .filter(|_| matches!(what, StepKind::Easy | StepKind::Run | StepKind::Tempo))
        .map(|target| {
            // The band ends where the target's cap does.
            let highest = target.get() * CADENCE_TARGET_CAP.value / CADENCE_TARGET_FACTOR.value;
            (target.get(), highest)
        });
    Leg {
        seconds,
        what: step_name(what),
        role,
        cap: day
            .speed_cap_m_per_s
            .filter(|cap| is_main(day.kind, what) && cap.get() > SLOWEST_M_PER_S),
        cadence,
        cadence_first: matches!(day.kind, DayKind::Easy | DayKind::WalkRun),
        is_warm_up_walk: false,
    }
}

fn role(day: &Day, step: &Step, place: usize, last: usize) -> Role {
    let around = last > 0 && matches!(step.what, StepKind::Easy | StepKind::Walk);
    match step.what {
        _ if around && place == 0 => Role::WarmUp,
        _ if around && place == last => Role::CoolDown,
        StepKind::Walk => Role::Recovery,
        _ if is_main(day.kind, step.what) && step.repeat > 1 => Role::Interval,
        _ => Role::Active,
    }
}

/// The ceiling of a day is that of its main part: of the running of an easy day,
/// of what stands between warm-up and cool-down on the others.
const fn is_main(kind: DayKind, what: StepKind) -> bool {
    match kind {
        DayKind::Easy | DayKind::WalkRun => matches!(what, StepKind::Easy | StepKind::Run),
        _ => !matches!(what, StepKind::Easy | StepKind::Walk | StepKind::Run),
    }
}
