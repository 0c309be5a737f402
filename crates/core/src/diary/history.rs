//! All that is known of one runner at one moment: the only input of the rules,
//! the ladder and the plan. What lies later than the moment is not in it.

use super::Policy;
use super::entry::{
    Done, Entry, GaitFocus, GivenPlan, Question, RehabSet, RehabWork, Side, StatedRun, Symptom,
    TestResult, Urgency, What,
};
use super::episode::Episode;
use crate::calendar::TimeDelta;
use crate::limits::Settings;
use crate::run::{Run, RunId};
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A score of pain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PainEntry {
    /// The moment that it was felt.
    pub at: DateTime<FixedOffset>,
    /// The score, 0 to 10.
    pub score: PainScore,
    /// The run in which it was felt.
    pub during: Option<RunId>,
    /// Where it hurt.
    pub site: Option<String>,
    /// What the runner adds.
    pub note: Option<String>,
    /// How it was at that moment, where `score` is the worst since the last run.
    pub now: Option<PainScore>,
}

impl PainEntry {
    /// A score and nothing said about it.
    pub fn of(at: DateTime<FixedOffset>, score: PainScore) -> PainEntry {
        PainEntry {
            at,
            score,
            during: None,
            site: None,
            note: None,
            now: None,
        }
    }
}

/// A symptom.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SymptomEntry {
    /// The moment that it was told.
    pub at: DateTime<FixedOffset>,
    /// Which.
    pub symptom: Symptom,
    /// When it was logged as resolved, if it was.
    pub resolved: Option<DateTime<FixedOffset>>,
}

/// Rehab that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RehabEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// What was done.
    pub work: RehabWork,
}

impl RehabEntry {
    /// The set that it belongs to.
    pub const fn set(&self) -> RehabSet {
        self.work.set
    }
}

/// A re-test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TestEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// Its result.
    pub result: TestResult,
}

/// The load test of a morning.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LoadTestEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// Worst pain of the test, 0 to 10.
    pub score: PainScore,
    /// The side that was tested.
    pub side: Option<Side>,
}

/// Days of illness.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct IllnessEntry {
    /// The moment that it was told.
    pub at: DateTime<FixedOffset>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day of it, where that is known.
    pub until: Option<NaiveDate>,
    /// It is a fever that was logged as a symptom; never so in a diary's own entry.
    #[serde(skip)]
    pub is_fever: bool,
}

/// A session that was done as it was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoneEntry {
    /// The moment that it was told.
    pub at: DateTime<FixedOffset>,
    /// What was done.
    pub done: Done,
}

/// A score over time: UWRI, or PSFS of one activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// The activity of a PSFS.
    pub activity: Option<String>,
    /// The score, in the scale of its questionnaire.
    pub score: f64,
}

/// An answer to a question of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// What was asked.
    pub question: Question,
    /// Whether the answer was yes.
    pub yes: bool,
}

/// A gait focus that was begun, or done.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GaitEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// Which.
    pub focus: GaitFocus,
}

/// Unbroken sitting.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SittingEntry {
    /// The moment that it was told.
    pub at: DateTime<FixedOffset>,
    /// How long, minutes.
    pub minutes: f64,
}

/// A score of the VISA-H.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct VisaEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// VISA-H, 0 (worst) to 100.
    pub score: f64,
}

/// What somebody who reads along said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentEntry {
    /// Its moment.
    pub at: DateTime<FixedOffset>,
    /// What was said.
    pub text: String,
    /// By whom.
    pub by: String,
}

/// A week's plan as it was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanEntry {
    /// When it was given.
    pub at: DateTime<FixedOffset>,
    /// What was given.
    pub plan: GivenPlan,
}

/// A setting as it was changed; the fold of these is [`Settings`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingChange {
    /// From when on it holds.
    pub at: DateTime<FixedOffset>,
    /// The key.
    pub key: String,
    /// The value as text.
    pub value: String,
    /// Who changed it.
    pub by: Option<String>,
    /// Why.
    pub note: Option<String>,
}

/// Everything known of one runner up to `now`, each list in time order.
///
/// As text it needs `now` and `zone`; a list that is not given is empty, a setting
/// that is not given is the method's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The moment: nothing later is known.
    pub now: DateTime<FixedOffset>,
    /// Where the runner's days begin.
    pub zone: Tz,
    /// The settings in force.
    #[serde(default)]
    pub settings: Settings,
    /// The method, but in a study; never read from outside and never written.
    #[serde(skip)]
    pub policy: Policy,
    /// Settings as they were changed.
    #[serde(default)]
    pub setting_changes: Vec<SettingChange>,
    /// Runs.
    #[serde(default)]
    pub runs: Vec<Run>,
    /// Scores of pain.
    #[serde(default)]
    pub pain: Vec<PainEntry>,
    /// Symptoms, those that are over among them.
    #[serde(default)]
    pub symptoms: Vec<SymptomEntry>,
    /// Rehab that was done.
    #[serde(default)]
    pub rehab: Vec<RehabEntry>,
    /// Re-tests.
    #[serde(default)]
    pub tests: Vec<TestEntry>,
    /// Load tests of the morning.
    #[serde(default)]
    pub load_tests: Vec<LoadTestEntry>,
    /// Sessions that the runner says were done as written.
    #[serde(default)]
    pub done: Vec<DoneEntry>,
    /// Days of illness.
    #[serde(default)]
    pub illness: Vec<IllnessEntry>,
    /// Gait focuses.
    #[serde(default)]
    pub gait: Vec<GaitEntry>,
    /// When the hamstring was stretched.
    #[serde(default)]
    pub stretches: Vec<DateTime<FixedOffset>>,
    /// Spells of sitting.
    #[serde(default)]
    pub sitting: Vec<SittingEntry>,
    /// Measured: how long the runner can sit until it hurts.
    #[serde(default)]
    pub sitting_tolerance: Vec<SittingEntry>,
    /// VISA-H scores.
    #[serde(default)]
    pub visa: Vec<VisaEntry>,
    /// UWRI scores.
    #[serde(default)]
    pub uwri: Vec<ScoreEntry>,
    /// PSFS scores.
    #[serde(default)]
    pub psfs: Vec<ScoreEntry>,
    /// Answers to questions.
    #[serde(default)]
    pub answers: Vec<AnswerEntry>,
    /// What a coach or a clinician said: no rule and no plan reads it.
    #[serde(default)]
    pub comments: Vec<CommentEntry>,
    /// What was advised, for the record alone: no rule and no plan reads it.
    #[serde(default)]
    pub plans: Vec<PlanEntry>,
    /// All episodes in order; the goal of each is derived from the runs before it.
    #[serde(default)]
    pub episodes: Vec<Episode>,
}

impl History {
    /// The runner's civil day at `now`, on the clock of their zone.
    pub fn today(&self) -> NaiveDate {
        self.local_date(self.now)
    }

    /// Whether nobody was to run at a moment because of a red flag, as it is known now.
    pub fn running_was_forbidden_at(&self, at: DateTime<FixedOffset>) -> bool {
        self.symptoms.iter().any(|entry| {
            entry.symptom.urgency() > Urgency::Prompt
                && entry.at <= at
                && entry.resolved.is_none_or(|resolved| at < resolved)
        })
    }

    /// The civil day of an instant in the runner's zone.
    pub fn local_date(&self, at: DateTime<FixedOffset>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The first instant of a civil day in the runner's zone.
    pub fn start_of(&self, day: NaiveDate) -> DateTime<FixedOffset> {
        start_of_day(self.zone, day)
    }

    /// The episode under care now, if any.
    pub fn episode(&self) -> Option<&Episode> {
        self.episodes.iter().rev().find(|episode| episode.is_open())
    }

    /// The episode under care on a day.
    pub fn episode_on(&self, day: NaiveDate) -> Option<&Episode> {
        self.episodes
            .iter()
            .rev()
            .find(|episode| episode.covers(day))
    }

    /// The run of an id.
    pub fn run(&self, id: &RunId) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == *id)
    }

    /// The runs of the civil days `from` to `to`, both included.
    pub fn runs_between(&self, from: NaiveDate, to: NaiveDate) -> &[Run] {
        let first = self.runs.partition_point(|run| run.date() < from);
        let last = self.runs.partition_point(|run| run.date() <= to);
        self.runs.get(first..last.max(first)).unwrap_or(&[])
    }

    /// The same history as it was known at an earlier moment.
    ///
    /// Settings are kept as they are now, so that one check judges by one set of limits.
    pub fn as_of(&self, now: DateTime<FixedOffset>) -> History {
        let told = |at: DateTime<FixedOffset>| at <= now;
        History {
            // A winter evening asked about in summer is one of the winter's clock.
            now: now.with_timezone(&self.zone).fixed_offset(),
            zone: self.zone,
            settings: self.settings.clone(),
            policy: self.policy.clone(),
            setting_changes: those(&self.setting_changes, |change| told(change.at)),
            runs: those(&self.runs, |run| told(run.start)),
            pain: those(&self.pain, |entry| told(entry.at)),
            symptoms: (self.symptoms.iter().filter(|entry| told(entry.at)))
                .map(|entry| SymptomEntry {
                    resolved: entry.resolved.filter(|&at| told(at)),
                    ..*entry
                })
                .collect(),
            rehab: those(&self.rehab, |entry| told(entry.at)),
            tests: those(&self.tests, |entry| told(entry.at)),
            load_tests: those(&self.load_tests, |entry| told(entry.at)),
            done: those(&self.done, |entry| told(entry.at)),
            illness: those(&self.illness, |entry| told(entry.at)),
            gait: those(&self.gait, |entry| told(entry.at)),
            stretches: those(&self.stretches, |&at| told(at)),
            sitting: those(&self.sitting, |entry| told(entry.at)),
            sitting_tolerance: those(&self.sitting_tolerance, |entry| told(entry.at)),
            visa: those(&self.visa, |entry| told(entry.at)),
            uwri: those(&self.uwri, |entry| told(entry.at)),
            psfs: those(&self.psfs, |entry| told(entry.at)),
            answers: those(&self.answers, |entry| told(entry.at)),
            comments: those(&self.comments, |entry| told(entry.at)),
            plans: those(&self.plans, |entry| told(entry.at)),
            episodes: (self.episodes.iter().filter(|episode| told(episode.told_at)))
                .map(|episode| as_known(episode, now))
                .collect(),
        }
    }

    /// What was known at the last moment before a day, and at the present one at the latest.
    pub fn before(&self, day: NaiveDate) -> History {
        let just_before = self.start_of(day) - TimeDelta::seconds(1);
        self.as_of(just_before.min(self.now))
    }

    /// The focus of gait work at `now` and since when; `None` when there is none or it is done.
    pub fn gait_focus(&self) -> Option<GaitEntry> {
        let last = *self.gait.last()?;
        if last.focus == GaitFocus::Done {
            return None;
        }
        // The focus began with the first of the latest unbroken entries of its kind.
        self.gait
            .iter()
            .rev()
            .take_while(|entry| entry.focus == last.focus)
            .last()
            .copied()
    }
}

/// Copies of those that are known.
fn those<T: Clone>(all: &[T], is_known: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|one| is_known(one)).cloned().collect()
}

/// An episode without an end that came later.
fn as_known(episode: &Episode, now: DateTime<FixedOffset>) -> Episode {
    let mut known = episode.clone();
    if known.ended_at.is_some_and(|at| at > now) {
        known.ended_at = None;
        known.end = None;
    }
    known
}

/// The first instant of a civil day in a zone: midnight, or the first moment after a gap.
pub fn start_of_day(zone: Tz, day: NaiveDate) -> DateTime<FixedOffset> {
    for hour in 0..24 {
        let Some(local) = day.and_hms_opt(hour, 0, 0) else {
            continue;
        };
        if let Some(at) = zone.from_local_datetime(&local).earliest() {
            return at.fixed_offset();
        }
    }
    // No zone skips a whole day but at a change of date line, where the day has no instant.
    zone.from_utc_datetime(&day.and_time(chrono::NaiveTime::MIN))
        .fixed_offset()
}

/// The settings in force at a moment. A malformed change is passed over: it was
/// refused when it was made, or written by a later version.
pub fn settings_at(now: DateTime<FixedOffset>, entries: &[Entry]) -> Settings {
    let mut changes: Vec<(&DateTime<FixedOffset>, &str, &str)> = entries
        .iter()
        .filter_map(|entry| match &entry.what {
            What::Config { key, value, .. } => Some((&entry.at, key.as_str(), value.as_str())),
            _ => None,
        })
        .collect();
    changes.sort_by_key(|(at, _, _)| **at);
    let mut settings = Settings::default();
    // A fact about the person held before it was told: later ones first, so that
    // the change in force at `now` comes last.
    let personal = |key: &str| Settings::is_about_the_person(key);
    for (_, key, value) in changes
        .iter()
        .rev()
        .filter(|(at, key, _)| **at > now && personal(key))
    {
        let _ = settings.set(key, value);
    }
    for (_, key, value) in changes.iter().filter(|(at, _, _)| **at <= now) {
        let _ = settings.set(key, value);
    }
    settings
}

/// The runs that were stated by hand, with their time.
pub fn stated_runs(entries: &[Entry]) -> impl Iterator<Item = (&Entry, &StatedRun)> {
    entries.iter().filter_map(|entry| match &entry.what {
        What::Run(stated) => Some((entry, stated)),
        _ => None,
    })
}

/// The sessions that were done as written, with their time.
pub fn sessions_done(entries: &[Entry]) -> impl Iterator<Item = (&Entry, &Done)> {
    entries.iter().filter_map(|entry| match &entry.what {
        What::Done(done) => Some((entry, done)),
        _ => None,
    })
}
