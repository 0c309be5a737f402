//! What belongs to the athlete: the episode.

use super::check::{GoalJson, NO_RUNG, StandingJson, goal, standing_json};
use super::instant;
use crate::numbers::{decimals, rounded};
use chrono::NaiveDate;
use comeback_core::diary::entry::Beginning;
use comeback_core::diary::{Episode, History};
use comeback_core::method::Standing;
use serde::Serialize;

/// `episode show --json`; `episode` is `null` where none is under care.
#[derive(Debug, Clone, Serialize)]
pub struct EpisodeShowJson {
    pub episode: Option<EpisodeJson>,
    pub earlier: Vec<EpisodeJson>,
    pub rung: &'static str,
    pub level: Option<u8>,
    pub standing: Option<StandingJson>,
    pub visa: Vec<VisaJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct EpisodeJson {
    pub start: NaiveDate,
    pub end: Option<NaiveDate>,
    pub diagnosed: bool,
    pub begin: Beginning,
    pub goal: GoalJson,
    /// A race or a date to be fit for.
    pub race: Option<NaiveDate>,
}

/// One VISA-H score, 0 to 100.
#[derive(Debug, Clone, Serialize)]
pub struct VisaJson {
    pub at: String,
    pub score: f64,
}

pub fn episode(history: &History, standing: Option<&Standing>) -> EpisodeShowJson {
    let open = history.episode();
    EpisodeShowJson {
        episode: open.map(|episode| episode_json(history, episode)),
        earlier: history
            .episodes
            .iter()
            .filter(|episode| !episode.is_open())
            .map(|episode| episode_json(history, episode))
            .collect(),
        rung: standing.map_or(NO_RUNG, |standing| standing.rung.as_str()),
        level: standing.and_then(|standing| standing.level),
        standing: standing.map(standing_json),
        visa: visa(history),
    }
}

/// The scores over time, the oldest first.
pub(super) fn visa(history: &History) -> Vec<VisaJson> {
    history
        .visa
        .iter()
        .map(|entry| VisaJson {
            at: instant(entry.at),
            score: rounded(entry.score, decimals::PAIN),
        })
        .collect()
}

fn episode_json(history: &History, episode: &Episode) -> EpisodeJson {
    EpisodeJson {
        start: episode.start,
        end: episode.end,
        diagnosed: episode.diagnosed,
        begin: episode.begin,
        goal: goal(history, &episode.goal),
        race: episode.race,
    }
}
