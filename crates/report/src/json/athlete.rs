//! What belongs to the athlete: episode, roster.

use super::check::{GoalJson, NO_RUNG, StandingJson, goal, standing_json};
use super::instant;
use crate::numbers::{decimals, figure, rounded};
use crate::outcome::AthleteLine;
use chrono::NaiveDate;
use comeback_core::diary::entry::Beginning;
use comeback_core::diary::{Band, Episode, History};
use comeback_core::method::Standing;
use comeback_core::rules::{RuleId, Severity};
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
        episode: open.map(episode_json),
        earlier: history
            .episodes
            .iter()
            .filter(|episode| !episode.is_open())
            .map(episode_json)
            .collect(),
        rung: standing.map_or(NO_RUNG, |standing| standing.rung.as_str()),
        level: standing.and_then(|standing| standing.level),
        standing: standing.map(standing_json),
        visa: visa(history),
    }
}

/// The scores over time, the oldest first.
pub fn visa(history: &History) -> Vec<VisaJson> {
    history
        .visa
        .iter()
        .map(|entry| VisaJson {
            at: instant(entry.at),
            score: rounded(entry.score, decimals::PAIN),
        })
        .collect()
}

fn episode_json(episode: &Episode) -> EpisodeJson {
    EpisodeJson {
        start: episode.start,
        end: episode.end,
        diagnosed: episode.diagnosed,
        begin: episode.begin,
        goal: goal(&episode.goal),
        race: episode.race,
    }
}

/// `roster --json`, in the order in which the athletes are given.
#[derive(Debug, Clone, Serialize)]
pub struct RosterJson {
    pub athletes: Vec<RosterLineJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RosterLineJson {
    pub athlete: String,
    pub rung: &'static str,
    pub level: Option<u8>,
    pub last_run: Option<NaiveDate>,
    pub runs_7_d: usize,
    pub running_min_7_d: Option<f64>,
    pub band: Option<Band>,
    pub worst_response: Option<f64>,
    pub urgent: usize,
    pub warnings: usize,
    pub cautions: usize,
    /// Rules that fire, the most severe first, each once.
    pub rules: Vec<RuleId>,
    /// Why this one comes where it comes, in words.
    pub reason: String,
    /// Whether a coach should look now.
    pub needs_a_look: bool,
}

pub fn roster(athletes: &[AthleteLine]) -> RosterJson {
    RosterJson {
        athletes: athletes.iter().map(roster_line).collect(),
    }
}

fn roster_line(line: &AthleteLine) -> RosterLineJson {
    RosterLineJson {
        athlete: line.athlete.clone(),
        rung: line
            .standing
            .as_ref()
            .map_or(NO_RUNG, |standing| standing.rung.as_str()),
        level: line.standing.as_ref().and_then(|standing| standing.level),
        last_run: line.last_run,
        runs_7_d: line.runs_7_d,
        running_min_7_d: figure(line.running_min_7_d, decimals::MINUTES),
        band: line.band,
        worst_response: figure(line.worst_response, decimals::PAIN),
        urgent: line.count(Severity::Urgent),
        warnings: line.count(Severity::Warning),
        cautions: line.count(Severity::Caution),
        rules: line.rules(),
        reason: crate::charts::roster::reason_words(&line.reason),
        needs_a_look: line.reason.needs_a_look(),
    }
}
