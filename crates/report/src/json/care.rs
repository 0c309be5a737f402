//! `log show --json`: what is done beside running.

use super::athlete::visa;
use super::{VisaJson, instant};
use crate::numbers::{decimals, figure, rounded};
use chrono::NaiveDate;
use comeback_core::diary::History;
use comeback_core::limits;
use comeback_core::plan::care::{Care, GaitProgress, SetProgress};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct CareJson {
    /// The set that the plan works with; `null` without an episode.
    pub current_set: Option<&'static str>,
    pub sets: Vec<SetJson>,
    pub tests: Vec<TestJson>,
    /// The focus worked on now; `null` where there is none.
    pub gait: Option<GaitJson>,
    /// All of the episode, the present one last.
    pub gait_history: Vec<GaitJson>,
    pub stretches_28_d: usize,
    pub last_stretch: Option<NaiveDate>,
    pub sitting: SittingJson,
    pub visa: Vec<VisaJson>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct SetJson {
    pub set: &'static str,
    pub sessions: usize,
    pub sessions_28_d: usize,
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
    pub worst_pain: Option<f64>,
    pub last_pain: Option<f64>,
    pub hip_flexion_deg: Option<f64>,
    /// Whether the re-test before the first session was passed; `null` where none was logged.
    pub entry_test_passed: Option<bool>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TestJson {
    pub at: String,
    pub passed: bool,
    pub pain: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct GaitJson {
    pub focus: &'static str,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub sessions: usize,
    pub sessions_min: f64,
    pub sessions_max: f64,
    /// Share of the next run with feedback, 1 to 0.
    pub feedback: f64,
    pub feedback_text: String,
    pub hold_until: NaiveDate,
    pub cadence_spm: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SittingJson {
    pub entries_28_d: usize,
    pub longest_28_d_min: Option<f64>,
    pub over_limit_28_d: usize,
    pub limit_min: f64,
}

pub fn care(history: &History, care: &Care) -> CareJson {
    CareJson {
        current_set: care.current.map(|set| set.as_str()),
        sets: care.sets.iter().map(set).collect(),
        tests: care
            .tests
            .iter()
            .map(|test| TestJson {
                at: instant(test.at),
                passed: test.result.passed,
                pain: figure(test.result.pain.map(|pain| pain.get()), decimals::PAIN),
            })
            .collect(),
        gait: care.focus().map(gait),
        gait_history: care.gait.iter().map(gait).collect(),
        stretches_28_d: care.stretches_28_d,
        last_stretch: care.last_stretch,
        sitting: SittingJson {
            entries_28_d: care.sitting_28_d.len(),
            longest_28_d_min: figure(care.longest_sitting(), decimals::MINUTES),
            over_limit_28_d: care.sitting_over,
            limit_min: care.sitting_limit_min,
        },
        visa: visa(history),
    }
}

fn set(progress: &SetProgress) -> SetJson {
    SetJson {
        set: progress.set.as_str(),
        sessions: progress.sessions,
        sessions_28_d: progress.sessions_28_d,
        first: progress.first,
        last: progress.last,
        worst_pain: figure(progress.worst_pain, decimals::PAIN),
        last_pain: figure(progress.last_pain, decimals::PAIN),
        hip_flexion_deg: figure(progress.hip_flexion_deg, decimals::PAIN),
        entry_test_passed: progress.entered_by.map(|test| test.result.passed),
    }
}

fn gait(progress: &GaitProgress) -> GaitJson {
    GaitJson {
        focus: progress.focus.as_str(),
        since: progress.since,
        until: progress.until,
        sessions: progress.sessions,
        sessions_min: limits::GAIT_SESSIONS_MIN.value,
        sessions_max: limits::GAIT_SESSIONS_MAX.value,
        feedback: rounded(progress.feedback, decimals::RATIO),
        feedback_text: progress.feedback_words(),
        hold_until: progress.hold_until,
        cadence_spm: figure(progress.cadence_spm, decimals::CADENCE),
    }
}
