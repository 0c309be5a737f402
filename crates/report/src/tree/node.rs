//! The nodes of a section.

use super::inline::{Tone, Words};
use super::table::Table;
use chrono::NaiveDate;
use comeback_core::diary::Band;
use comeback_core::plan::DayKind;
use comeback_core::rehab::Exercise;
use comeback_core::rules::{RuleId, Severity};
use comeback_core::run::RunId;

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A sentence or a few.
    Text(Words),
    /// What must be seen before all else.
    Alert {
        title: String,
        lines: Vec<Words>,
    },
    /// Facts that stand side by side.
    Facts(Vec<Fact>),
    /// Things done, under way and to come, such as the rungs of the ladder.
    Status(Vec<Status>),
    List(Vec<Words>),
    /// Names and what they stand for.
    Pairs(Vec<Pair>),
    Table(Table),
    Findings(Vec<FindingCard>),
    /// The newest few findings in short, with the way to the rest.
    Attention(Vec<FindingCard>),
    Days(Vec<Day>),
    /// What a week becomes after pain.
    Branches(Vec<Branch>),
    Exercises(Vec<ExerciseCard>),
    /// A score of 0 to `most` over time, the newest last.
    Course {
        name: String,
        most: f64,
        points: Vec<(NaiveDate, f64)>,
    },
    Figure(Figure),
    /// A part of a section under its own heading.
    Group {
        title: String,
        blocks: Vec<Block>,
    },
    /// Shown when asked for, where a page can fold.
    Fold {
        title: String,
        blocks: Vec<Block>,
    },
    /// What stands below and is read once, such as what every plan says.
    Note(String),
}

impl Block {
    pub fn text(text: impl Into<String>) -> Self {
        Block::Text(text.into().into())
    }

    pub fn toned(tone: Tone, text: impl Into<String>) -> Self {
        Block::Text(Words::of(tone, text))
    }

    pub fn group(title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Block::Group {
            title: title.into(),
            blocks,
        }
    }
}

/// A fact in a tile.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub name: String,
    pub value: Words,
    pub note: String,
}

/// How far a thing has come; the sign says it without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Done,
    Here,
    /// Under way beside what is `Here`, and not complete.
    Partly,
    Open,
}

impl Mark {
    pub const fn sign(self) -> &'static str {
        match self {
            Mark::Done => "✓",
            Mark::Here => "▶",
            Mark::Partly => "◐",
            Mark::Open => "○",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Mark::Done => "done",
            Mark::Here => "you are here",
            Mark::Partly => "not yet complete",
            Mark::Open => "to come",
        }
    }
}

/// One line with how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    pub mark: Mark,
    pub name: String,
    pub about: String,
    /// What is needed to go on.
    pub more: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub name: String,
    pub words: Words,
}

/// A finding with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingCard {
    pub severity: Severity,
    pub rule: RuleId,
    pub date: NaiveDate,
    pub run: Option<RunId>,
    pub message: String,
    /// `hard 9.9 min · limit 2 min`; empty where there are none.
    pub figures: String,
    pub why: &'static str,
    pub advice: String,
    /// What kind of evidence stands behind it, and its source.
    pub source: String,
}

/// One planned day. What was said in full on an earlier day is only pointed to.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    pub date: NaiveDate,
    pub kind: DayKind,
    pub minutes: Option<f64>,
    pub steps: Vec<Step>,
    /// The steps say more than kind and minutes do.
    pub structured: bool,
    /// Pace, cadence, ground.
    pub limits: Vec<Pair>,
    pub rehab: String,
    pub check_in: String,
    pub why: String,
}

/// `3 × (2 min run / 8 min walk)`
pub type Step = String;

/// What a week becomes when a response that is awaited turns out watched or too much.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    pub band: Band,
    /// `pain over 5`
    pub when: String,
    /// `back up, 3 runs, 75 min`
    pub then: String,
    pub text: String,
}

/// An exercise and how it is done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExerciseCard {
    pub exercise: &'static Exercise,
}

impl ExerciseCard {
    /// How it is done, in two sentences.
    pub fn how(&self) -> String {
        self.exercise.how.join(" ")
    }

    /// What makes it easier and harder, and what to look out for.
    pub fn more(&self) -> String {
        let Exercise {
            easier,
            harder,
            mistake,
            ..
        } = self.exercise;
        let mistake = mistake.trim_end_matches('.');
        format!("Easier: {easier}. Harder: {harder}. Look out: {mistake}.")
    }
}

/// A chart by its name; what draws it is [`drawings`](crate::drawings).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chart {
    Ladder,
    /// Minutes and tendon load a week, and the pain that followed.
    Load,
    /// Each run and the pain that answered it.
    Pain,
    /// Cadence over time, speed taken out.
    Cadence,
    /// Cadence against speed, before and after.
    Pace,
    /// Rehab week by week.
    Rehab,
    /// Figures recorded now and then: VISA-H, ground contact.
    Small,
    /// The course of one run.
    Run,
}

impl Chart {
    /// Stable: an anchor, and the name of a file.
    pub const fn id(self) -> &'static str {
        match self {
            Chart::Ladder => "ladder",
            Chart::Load => "load",
            Chart::Pain => "pain",
            Chart::Cadence => "cadence",
            Chart::Pace => "pace",
            Chart::Rehab => "rehab",
            Chart::Small => "recorded",
            Chart::Run => "run",
        }
    }
}

/// A chart with its caption, and its figures as a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub chart: Chart,
    /// Empty where the section's own heading is its title.
    pub title: String,
    /// A second sentence of what is seen.
    pub second: String,
    /// What its marks mean.
    pub about: String,
    pub table: Option<Table>,
}
