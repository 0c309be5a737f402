//! One line of what the runner writes down: pain, symptoms, rehab, habits, the
//! episode, a setting, a run without a file. The same type is a line of
//! `diary.jsonl`, a row of the store and an input of the history.

pub use super::episode_entry::{Beginning, EpisodeEdit, EpisodeStart};
pub use super::question::Question;
pub use super::rehab_entry::{RehabSet, RehabWork, Side, TestResult};
pub use super::session_entry::{Done, GivenPlan, GivenSession, StatedRun};
pub use super::symptom::{Symptom, Urgency};

use crate::legible::{legible, make_legible};
use crate::run::RunId;
use crate::units::{Metres, PainScore};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// An entry, dated by the moment that it speaks of (not by when it was typed).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The moment that it is about.
    pub at: DateTime<FixedOffset>,
    /// What it says.
    #[serde(flatten)]
    pub what: What,
    /// What the runner adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Entry {
    /// The entry with its texts as they may be shown, whoever wrote them.
    #[must_use]
    pub fn legible(mut self) -> Entry {
        let name = |run: &mut RunId| run.0 = legible(&run.0);
        make_legible(&mut self.note);
        // Every kind by name: one that comes later says what texts it has.
        match &mut self.what {
            What::Pain { during, site, .. } => {
                during.iter_mut().for_each(name);
                make_legible(site);
            }
            What::Rehab(work) => make_legible(&mut work.exercise),
            What::Psfs { activity, .. } => *activity = legible(activity),
            What::Comment { text, by } => {
                *text = legible(text);
                *by = legible(by);
            }
            What::Config { key, value, by } => {
                *key = legible(key);
                *value = legible(value);
                make_legible(by);
            }
            What::Done(done) => {
                done.session = legible(&done.session);
                done.run.iter_mut().for_each(name);
            }
            What::Exclude { run }
            | What::Include { run }
            | What::Sport { run, .. }
            | What::Correct { run, .. }
            | What::Split { run, .. }
            | What::Trim { run, .. } => name(run),
            What::Replace { file } => *file = legible(file),
            What::Plan(plan) => {
                plan.decision = legible(&plan.decision);
                for session in &mut plan.sessions {
                    session.session = legible(&session.session);
                }
            }
            What::Stretch
            | What::Sitting { .. }
            | What::Symptom { .. }
            | What::Resolve { .. }
            | What::Test(_)
            | What::LoadTest { .. }
            | What::SittingTolerance { .. }
            | What::Illness { .. }
            | What::Gait { .. }
            | What::Visa { .. }
            | What::Uwri { .. }
            | What::Answer { .. }
            | What::EpisodeStart(_)
            | What::EpisodeEdit(_)
            | What::EpisodeEnd
            | What::EpisodeReopen
            | What::Run(_) => {}
        }
        self
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "snake_case"
)]
/// What an entry says.
pub enum What {
    /// Pain, as felt at its moment or at its worst since.
    Pain {
        /// The score, 0 to 10.
        score: PainScore,
        /// The run in which it was felt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        during: Option<RunId>,
        /// Where it hurt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<String>,
        /// How it is at this moment, where `score` is the worst since the last run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now: Option<PainScore>,
    },
    /// The hamstring was stretched.
    Stretch,
    /// Unbroken sitting.
    Sitting {
        /// How long, minutes.
        minutes: f64,
    },
    /// A symptom of the list.
    Symptom {
        /// Which.
        symptom: Symptom,
    },
    /// A symptom is over.
    Resolve {
        /// Which.
        symptom: Symptom,
    },
    /// Rehab that was done.
    Rehab(RehabWork),
    /// A re-test.
    Test(TestResult),
    /// The load test of a morning: the highest pain of its repetitions.
    LoadTest {
        /// Worst pain of the test, 0 to 10.
        score: PainScore,
        /// The side that was tested.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Side>,
    },
    /// How long the runner can sit until it hurts.
    SittingTolerance {
        /// How long, minutes.
        minutes: f64,
    },
    /// Ill from the entry's day on, up to and with `until` where that is known.
    Illness {
        /// The last day; `None` while it lasts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
    },
    /// A gait focus was begun, or done.
    Gait {
        /// Which.
        focus: GaitFocus,
    },
    /// A score of the VISA-H.
    Visa {
        /// VISA-H, 0 (worst) to 100 (no complaint).
        score: f64,
    },
    /// A score of the UWRI.
    Uwri {
        /// University of Wisconsin Running Injury and Recovery Index, 0 to 36 (no complaint).
        score: f64,
    },
    /// A score of the PSFS.
    Psfs {
        /// What the runner wants to do again, in their own words.
        activity: String,
        /// Patient-Specific Functional Scale, 0 (cannot) to 10 (as before).
        score: f64,
    },
    /// An optional question on energy, sleep or mood, answered.
    Answer {
        /// What was asked.
        question: Question,
        /// Whether the answer was yes.
        yes: bool,
    },
    /// An episode of care begins.
    EpisodeStart(EpisodeStart),
    /// What is told anew of the episode under care.
    EpisodeEdit(EpisodeEdit),
    /// The episode under care ends.
    EpisodeEnd,
    /// The last episode is under care again.
    EpisodeReopen,
    /// A setting is changed.
    Config {
        /// Its key.
        key: String,
        /// Its value as text.
        value: String,
        /// Who changed it, as they are called; the reason is the entry's note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// A run without a recording.
    Run(StatedRun),
    /// The session of a day was done as it was written.
    Done(Done),
    /// A recording counts for nothing: somebody else's, a ride, a double; the note says why.
    Exclude {
        /// The run.
        run: RunId,
    },
    /// A recording counts after all.
    Include {
        /// The run.
        run: RunId,
    },
    /// What a recording is of.
    Sport {
        /// The run.
        run: RunId,
        /// What it counts as.
        sport: CountsAs,
    },
    /// What the runner knows better than the watch.
    Correct {
        /// The run.
        run: RunId,
        /// Distance as the runner knows it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        distance_m: Option<Metres>,
        /// Minutes as the runner knows them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<f64>,
    },
    /// What somebody who reads along says to the runner: it counts for nothing.
    Comment {
        /// What was said.
        text: String,
        /// Who says it, as they are called.
        by: String,
    },
    /// What a recording holds from a moment on is another run.
    Split {
        /// The run.
        run: RunId,
        /// Where it is split.
        moment: DateTime<FixedOffset>,
    },
    /// Of a recording only what lies between two moments is the run.
    Trim {
        /// The run.
        run: RunId,
        /// The first moment that is left out.
        from: DateTime<FixedOffset>,
        /// The first moment that counts again.
        to: DateTime<FixedOffset>,
    },
    /// A file, by its SHA-256, speaks for its run in the place of those that came before.
    Replace {
        /// The file.
        file: String,
    },
    /// What was advised for a week, kept as it was given.
    Plan(GivenPlan),
}

/// What a recording counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountsAs {
    /// A run.
    Run,
    /// No run.
    Other,
}

/// The three gait changes in their order, and the end of working on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GaitFocus {
    /// More steps a minute.
    Cadence,
    /// Running taller.
    Taller,
    /// The tilt of the pelvis.
    PelvicTilt,
    /// The focus is done.
    Done,
}

impl GaitFocus {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            GaitFocus::Cadence => "cadence",
            GaitFocus::Taller => "taller",
            GaitFocus::PelvicTilt => "pelvic-tilt",
            GaitFocus::Done => "done",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_an_entry_steers_a_terminal() {
        for fields in [
            r#""kind":"stretch","note":"T""#,
            r#""kind":"pain","score":2,"site":"T","during":"T""#,
            r#""kind":"rehab","set":"a","exercise":"T""#,
            r#""kind":"psfs","activity":"T","score":4"#,
            r#""kind":"comment","text":"T","by":"T""#,
            r#""kind":"config","key":"T","value":"T","by":"T""#,
            r#""kind":"done","date":"2026-11-01","session":"T","run":"T","written":{"minutes":30}"#,
            r#""kind":"exclude","run":"T""#,
            r#""kind":"include","run":"T""#,
            r#""kind":"sport","run":"T","sport":"run""#,
            r#""kind":"correct","run":"T","minutes":30"#,
            r#""kind":"split","run":"T","moment":"2026-11-01T18:00:00Z""#,
            r#""kind":"trim","run":"T","from":"2026-11-01T18:00:00Z","to":"2026-11-01T19:00:00Z""#,
            r#""kind":"replace","file":"T""#,
            r#""kind":"plan","week":"2026-11-02","from":"2026-11-02","decision":"T","sessions":[{"date":"2026-11-02","session":"T","minutes":30}]"#,
        ] {
            let steers = r"\u001b[31mred\u202e\u0007";
            let line = format!(r#"{{"at":"2026-11-01T18:00:00+01:00",{fields}}}"#);
            let line = line.replace(r#""T""#, &format!(r#""{steers}""#));
            let entry: Entry = serde_json::from_str(&line).expect("an entry");
            let told = serde_json::to_string(&entry.legible()).expect("JSON");
            assert!(told.contains(" [31mred"), "{told}");
            for steering in [r"\u001b", r"\u0007", "\u{202e}"] {
                assert!(!told.contains(steering), "{fields}: {told}");
            }
        }
    }

    #[test]
    fn an_entry_is_one_flat_json_line_and_back() {
        for line in [
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"pain","score":2.5}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"stretch","note":"sorry"}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"rehab","set":"a","hip_flexion_deg":20.0}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"rehab","set":"b","exercise":"b-rdl","side":"left","sets":3,"reps":8,"kg":12.5,"effort":7.0,"pain":2.0}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"pain","score":2.0,"now":1.0}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"test","passed":true,"left":18,"right":21}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"load-test","score":2.0,"side":"left"}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"illness","until":"2026-11-04"}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"sitting-tolerance","minutes":25.0}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"uwri","score":28.0}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"psfs","activity":"run fast","score":4.0}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"answer","question":"slept-badly","yes":true}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"symptom","symptom":"leg-swollen"}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"episode-edit","race":"2027-03-01"}"#,
            r#"{"at":"2026-11-01T08:00:00+01:00","kind":"episode-reopen"}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"episode-start","on":"2026-11-01","diagnosed":true}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"gait","focus":"pelvic-tilt"}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"exclude","run":"20261031T170000Z","note":"a ride"}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"sport","run":"20261031T170000Z","sport":"other"}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"correct","run":"20261031T170000Z","distance_m":5000.0}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"config","key":"amber","value":"hold"}"#,
            r#"{"at":"2026-11-01T20:00:00+01:00","kind":"plan","week":"2026-11-02","from":"2026-11-02","decision":"hold","sessions":[{"date":"2026-11-03","session":"easy","minutes":22.0}]}"#,
            r#"{"at":"2026-11-01T00:00:00+01:00","kind":"config","key":"amber","value":"hold","by":"Dr. Roe","note":"steady"}"#,
        ] {
            let entry: Entry = serde_json::from_str(line).expect(line);
            assert_eq!(serde_json::to_string(&entry).expect("writes"), line);
        }
    }

    #[test]
    fn lines_of_the_first_edition_are_read() {
        for line in [
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"rehab","set":"a","pain":1}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"test","passed":false}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"run","minutes":30,"hard_min":0}"#,
            r#"{"at":"2026-11-01T18:00:00+01:00","kind":"pain","score":3,"site":"calf"}"#,
        ] {
            serde_json::from_str::<Entry>(line).expect(line);
        }
    }

    #[test]
    fn a_score_outside_the_scale_is_no_entry() {
        let line = r#"{"at":"2026-11-01T18:00:00+01:00","kind":"pain","score":11}"#;
        assert!(serde_json::from_str::<Entry>(line).is_err());
    }
}
