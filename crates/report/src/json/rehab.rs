//! Rehab in JSON, within `plan --json` and `log show --json`.

use crate::numbers::{decimals, figure, rounded};
use chrono::NaiveDate;
use comeback_core::plan::rehab::Overview;
use comeback_core::rehab::borne::Change;
use comeback_core::rehab::catalogue::Unit;
use comeback_core::rehab::standing::{Criterion, Retest};
use comeback_core::rehab::{Dose, retest};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct RehabJson {
    pub set: &'static str,
    pub since: NaiveDate,
    pub sessions: usize,
    pub next_set: Option<&'static str>,
    pub criteria: Vec<CriterionJson>,
    pub retest: RetestJson,
    pub exercises: Vec<DoseJson>,
    /// `first`, `same`, `more`, `less` or `back`.
    pub change: &'static str,
    pub why: Option<String>,
    pub load_test: LoadTestJson,
    pub sitting: SittingToleranceJson,
    pub done_14_d: usize,
    pub asked_14_d: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct CriterionJson {
    pub text: String,
    /// `null` where it is not known.
    pub met: Option<bool>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RetestJson {
    /// `none`, `not-yet`, `due` or `passed`.
    pub state: &'static str,
    /// The first day for it, or the day on which it was passed.
    pub date: Option<NaiveDate>,
    pub how: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DoseJson {
    pub exercise: &'static str,
    pub name: &'static str,
    pub sets: u32,
    pub amount: u32,
    pub unit: &'static str,
    pub each_side: bool,
    pub added_kg: Option<f64>,
    pub hip_flexion_deg: Option<f64>,
    pub rest_s: u32,
    pub how: [&'static str; 2],
    pub easier: &'static str,
    pub harder: &'static str,
    pub mistake: &'static str,
    pub source: &'static str,
    pub grade: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct LoadTestJson {
    pub usual: Option<f64>,
    pub last: Option<f64>,
    pub last_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct SittingToleranceJson {
    pub tolerance_min: f64,
    pub measured: bool,
    pub spell_min: f64,
}

pub fn rehab(overview: &Overview) -> RehabJson {
    let standing = &overview.standing;
    let (state, date) = match standing.retest {
        Retest::None => ("none", None),
        Retest::NotYet => ("not-yet", None),
        Retest::Due(from) => ("due", Some(from)),
        Retest::Passed(on) => ("passed", Some(on)),
    };
    RehabJson {
        set: standing.set.as_str(),
        since: standing.since,
        sessions: standing.sessions,
        next_set: overview.next.map(|set| set.as_str()),
        criteria: standing.criteria.iter().map(criterion).collect(),
        retest: RetestJson {
            state,
            date,
            how: overview.next.map(|_| retest::how(standing.set)),
        },
        exercises: overview.session.doses.iter().map(dose).collect(),
        change: match overview.session.change {
            Change::First => "first",
            Change::Same => "same",
            Change::More => "more",
            Change::Less | Change::AfterGap => "less",
            Change::Back => "back",
        },
        why: Some(overview.session.why.clone()).filter(|why| !why.is_empty()),
        load_test: LoadTestJson {
            usual: figure(overview.usual_load_test, decimals::PAIN),
            last: overview.last_load_test.map(|morning| morning.worst()),
            last_on: overview.last_load_test.map(|morning| morning.date),
        },
        sitting: SittingToleranceJson {
            tolerance_min: rounded(overview.sitting.minutes, decimals::MINUTES),
            measured: overview.sitting.measured,
            spell_min: rounded(overview.sitting.spell(), decimals::MINUTES),
        },
        done_14_d: overview.adherence.done,
        asked_14_d: overview.adherence.asked,
    }
}

fn criterion(criterion: &Criterion) -> CriterionJson {
    CriterionJson {
        text: criterion.text.clone(),
        met: criterion.met,
    }
}

fn dose(dose: &Dose) -> DoseJson {
    let exercise = dose.exercise;
    DoseJson {
        exercise: exercise.id,
        name: exercise.name,
        sets: dose.sets,
        amount: dose.amount,
        unit: match exercise.unit {
            Unit::Seconds => "s",
            Unit::Repetitions => "repetitions",
            Unit::Metres => "m",
            Unit::Steps => "steps",
        },
        each_side: dose.each_side,
        added_kg: dose.kg,
        hip_flexion_deg: dose.hip_flexion_deg,
        rest_s: exercise.rest_s,
        how: exercise.how,
        easier: exercise.easier,
        harder: exercise.harder,
        mistake: exercise.mistake,
        source: exercise.source,
        grade: exercise.grade.as_str(),
    }
}
