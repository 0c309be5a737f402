//! One line of what the runner writes down: pain, symptoms, rehab, habits, the
//! episode, a setting, a run without a file. The same type is a line of
//! `diary.jsonl`, a row of the store and an input of the history.

use crate::run::RunId;
use crate::units::{Metres, PainScore, StepsPerMinute};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// An entry, dated by the moment that it speaks of (not by when it was typed).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub at: DateTime<FixedOffset>,
    #[serde(flatten)]
    pub what: What,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
pub enum What {
    Pain {
        score: PainScore,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        during: Option<RunId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<String>,
    },
    Stretch,
    Sitting {
        minutes: f64,
    },
    Symptom {
        symptom: Symptom,
    },
    Resolve {
        symptom: Symptom,
    },
    Rehab {
        set: RehabSet,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hip_flexion_deg: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain: Option<PainScore>,
    },
    Test {
        passed: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain: Option<PainScore>,
    },
    Gait {
        focus: GaitFocus,
    },
    Visa {
        /// VISA-H, 0 (worst) to 100 (no complaint).
        score: f64,
    },
    EpisodeStart(EpisodeStart),
    EpisodeEnd,
    Config {
        key: String,
        value: String,
        /// Who changed it, as they are called; the reason is the entry's note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    Run(StatedRun),
    /// What was advised for a week, kept as it was given.
    Plan(GivenPlan),
}

/// A symptom that a clinician must see, in the words of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symptom {
    Pop,
    Bruising,
    CannotWalk,
    Numbness,
    Weakness,
    SaddleNumbness,
    Bladder,
    NightPain,
    Fever,
    BonyHopPain,
    BothSides,
    SuddenOnset,
}

impl Symptom {
    pub const ALL: [Symptom; 12] = [
        Symptom::Pop,
        Symptom::Bruising,
        Symptom::CannotWalk,
        Symptom::Numbness,
        Symptom::Weakness,
        Symptom::SaddleNumbness,
        Symptom::Bladder,
        Symptom::NightPain,
        Symptom::Fever,
        Symptom::BonyHopPain,
        Symptom::BothSides,
        Symptom::SuddenOnset,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Symptom::Pop => "pop",
            Symptom::Bruising => "bruising",
            Symptom::CannotWalk => "cannot-walk",
            Symptom::Numbness => "numbness",
            Symptom::Weakness => "weakness",
            Symptom::SaddleNumbness => "saddle-numbness",
            Symptom::Bladder => "bladder",
            Symptom::NightPain => "night-pain",
            Symptom::Fever => "fever",
            Symptom::BonyHopPain => "bony-hop-pain",
            Symptom::BothSides => "both-sides",
            Symptom::SuddenOnset => "sudden-onset",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|symptom| symptom.as_str() == word)
    }

    /// Emergency symptoms are seen today; the others promptly.
    pub const fn is_emergency(self) -> bool {
        matches!(
            self,
            Symptom::Pop
                | Symptom::Bruising
                | Symptom::CannotWalk
                | Symptom::Numbness
                | Symptom::Weakness
                | Symptom::SaddleNumbness
                | Symptom::Bladder
        )
    }
}

/// The isometrics and the three progressive loading sets of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RehabSet {
    Isometric,
    A,
    B,
    C,
}

impl RehabSet {
    pub const fn as_str(self) -> &'static str {
        match self {
            RehabSet::Isometric => "isometric",
            RehabSet::A => "a",
            RehabSet::B => "b",
            RehabSet::C => "c",
        }
    }
}

/// The three gait changes in their order, and the end of working on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GaitFocus {
    Cadence,
    Taller,
    PelvicTilt,
    Done,
}

impl GaitFocus {
    pub const fn as_str(self) -> &'static str {
        match self {
            GaitFocus::Cadence => "cadence",
            GaitFocus::Taller => "taller",
            GaitFocus::PelvicTilt => "pelvic-tilt",
            GaitFocus::Done => "done",
        }
    }
}

/// How the return to running begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beginning {
    WalkRun,
    Continuous,
}

/// What the runner says when an episode starts; what is not said is derived from the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EpisodeStart {
    pub on: NaiveDate,
    #[serde(default)]
    pub diagnosed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<Beginning>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_minutes: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_runs: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_intensity: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_hills: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_hill_sprints: Option<bool>,
}

/// What was advised for a week, from one of its days on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenPlan {
    /// Its Monday.
    pub week: NaiveDate,
    /// The first day that the advice speaks of.
    pub from: NaiveDate,
    /// What decided the week, in the word of the plan.
    pub decision: String,
    /// The days with a run; the others are free of running.
    pub sessions: Vec<GivenSession>,
}

/// One day with a run, as advised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenSession {
    pub date: NaiveDate,
    /// The kind of day, in the word of the plan.
    pub session: String,
    /// Of the whole session, walking included.
    pub minutes: f64,
}

/// A run without a file, as the runner states it. What is not stated of hard
/// minutes and efforts was not done: an easy run is the default.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StatedRun {
    pub minutes: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<Metres>,
    #[serde(default)]
    pub hard_min: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence_spm: Option<StepsPerMinute>,
    /// CR10, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rpe: Option<f64>,
    #[serde(default)]
    pub hills: u32,
    #[serde(default)]
    pub downhills: u32,
    #[serde(default)]
    pub intervals: u32,
    #[serde(default)]
    pub sprints: u32,
    #[serde(default)]
    pub hill_sprints: u32,
    #[serde(default)]
    pub treadmill: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_one_flat_json_line_and_back() {
        for line in [
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"pain","score":2.5}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"stretch","note":"sorry"}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"rehab","set":"a","hip_flexion_deg":20.0}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"episode-start","on":"2026-11-01","diagnosed":true}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"gait","focus":"pelvic-tilt"}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"config","key":"amber","value":"hold"}"#,
            r#"{"at":"2026-11-01T20:00:00+01:00","kind":"plan","week":"2026-11-02","from":"2026-11-02","decision":"hold","sessions":[{"date":"2026-11-03","session":"easy","minutes":22.0}]}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"config","key":"amber","value":"hold","by":"Dr. Roe","note":"steady"}"#,
        ] {
            let entry: Entry = serde_json::from_str(line).expect(line);
            assert_eq!(serde_json::to_string(&entry).expect("writes"), line);
        }
    }

    #[test]
    fn a_score_outside_the_scale_is_no_entry() {
        let line = r#"{"at":"2026-11-01T18:00:00+01:00","kind":"pain","score":11}"#;
        assert!(serde_json::from_str::<Entry>(line).is_err());
    }

    #[test]
    fn every_symptom_is_read_back_from_its_word() {
        for symptom in Symptom::ALL {
            assert_eq!(Symptom::parse(symptom.as_str()), Some(symptom));
        }
    }
}
