//! What is said of one exercise.

use crate::diary::RehabSet;
use crate::limits::Evidence;

/// What of the body a session has worked when it holds one exercise of each part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The hip straightens from lying or standing.
    Bridge,
    /// The knee bends.
    Curl,
    /// The trunk hinges over the hip.
    Hinge,
    /// One leg lifts the body.
    Step,
    /// Hops and jumps in place.
    Spring,
    /// Steps that travel.
    Stride,
}

/// Which legs work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Both legs at once.
    Both,
    /// One leg, then the other.
    Each,
    /// With both legs first, one at a time later.
    BothThenEach,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds of a hold.
    Seconds,
    /// Repetitions.
    Repetitions,
    /// Metres.
    Metres,
    /// Steps.
    Steps,
}

/// How fast it is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tempo {
    /// It is held.
    Hold,
    /// Three seconds up, three down.
    Slow,
    /// Down in four seconds.
    LowerSlowly,
    /// Fast, with a spring.
    Fast,
}

impl Tempo {
    /// The tempo in words.
    pub const fn words(self) -> &'static str {
        match self {
            Tempo::Hold => "held",
            Tempo::Slow => "3 s up, 3 s down",
            Tempo::LowerSlowly => "down in 4 s",
            Tempo::Fast => "fast",
        }
    }
}

/// How sure the dose and the form are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// Little is known of it.
    Low,
    /// Some is known of it.
    Medium,
    /// Much is known of it.
    High,
}

impl Sureness {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Sureness::Low => "low",
            Sureness::Medium => "medium",
            Sureness::High => "high",
        }
    }
}

/// One exercise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exercise {
    /// Its name on the command line, which begins with its set.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The set that it belongs to.
    pub set: RehabSet,
    /// What it loads.
    pub part: Part,
    /// Least and largest hip flexion, degrees.
    pub hip_flexion_deg: (f64, f64),
    /// One leg or both.
    pub sides: Sides,
    /// Least and most sets.
    pub sets: (u32, u32),
    /// Of each set, at the beginning and at the end.
    pub amount: (u32, u32),
    /// What is counted.
    pub unit: Unit,
    /// How fast it is moved.
    pub tempo: Tempo,
    /// Rest between sets, s.
    pub rest_s: u32,
    /// Least and most days a week.
    pub days_a_week: (u32, u32),
    /// Least hours to the next session.
    pub gap_h: u32,
    /// Effort, 0 to 10.
    pub effort: (u32, u32),
    /// What it needs.
    pub equipment: &'static str,
    /// An easier form.
    pub easier: &'static str,
    /// A harder form.
    pub harder: &'static str,
    /// How it is done: how to begin, what to do.
    pub how: [&'static str; 2],
    /// What often goes wrong.
    pub mistake: &'static str,
    /// Who describes it.
    pub source: &'static str,
    /// What kind of evidence stands behind it.
    pub grade: Evidence,
    /// How sure its place here is.
    pub sureness: Sureness,
}
