//! `trend --json`: the weekly table.

use super::adherence::{AdherenceJson, adherence as adherence_json};
use super::forecast::{WentBeforeJson, went_before};
use crate::numbers::{decimals, figure};
use comeback_core::diary::{Band, History, Week, adherence};
use comeback_core::insight;
use comeback_core::units::{Metres, PainScore, StepsPerMinute};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct TrendJson {
    pub weeks: Vec<WeekJson>,
    /// What went before higher scores; empty where nothing may be said.
    pub went_before: Vec<WentBeforeJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct WeekJson {
    pub week: String,
    pub runs: usize,
    pub running_min: Option<f64>,
    pub session_min: Option<f64>,
    pub distance_m: Option<f64>,
    pub hard_min: Option<f64>,
    pub ascent_m: Option<f64>,
    pub descent_m: Option<f64>,
    pub cadence_spm: Option<f64>,
    pub sprints: Option<usize>,
    pub hills: Option<usize>,
    pub hill_sprints: Option<usize>,
    pub tendon_load: Option<f64>,
    pub worst_response: Option<f64>,
    pub band: Option<Band>,
    /// What was advised against what was done; `null` where no plan was given.
    pub adherence: Option<AdherenceJson>,
}

pub fn trend(weeks: &[Week]) -> TrendJson {
    TrendJson {
        weeks: weeks.iter().map(week).collect(),
        went_before: Vec::new(),
    }
}

/// The same with what was advised in each week.
pub fn trend_with(history: &History, weeks: &[Week]) -> TrendJson {
    let mut told = trend(weeks);
    for (line, known) in told.weeks.iter_mut().zip(weeks) {
        line.adherence = adherence::week(history, known.starts)
            .as_ref()
            .map(adherence_json);
    }
    told.went_before = (insight::went_before(history).iter())
        .map(went_before)
        .collect();
    told
}

pub fn week(week: &Week) -> WeekJson {
    let metres = |value: Option<Metres>| figure(value.map(Metres::get), decimals::METRES);
    WeekJson {
        week: week.name(),
        runs: week.runs,
        running_min: figure(week.running_min, decimals::MINUTES),
        session_min: figure(week.session_min, decimals::MINUTES),
        distance_m: metres(week.distance),
        hard_min: figure(week.hard_min, decimals::MINUTES),
        ascent_m: metres(week.ascent),
        descent_m: metres(week.descent),
        cadence_spm: figure(week.cadence.map(StepsPerMinute::get), decimals::CADENCE),
        sprints: week.sprints,
        hills: week.hills,
        hill_sprints: week.hill_sprints,
        tendon_load: figure(week.tendon_load, decimals::LOAD),
        worst_response: figure(week.worst_response.map(PainScore::get), decimals::PAIN),
        band: week.band,
        adherence: None,
    }
}
