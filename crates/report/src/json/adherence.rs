//! What was advised against what was done, for `plan --json` and `trend --json`.

use crate::numbers::{decimals, figure, rounded};
use chrono::NaiveDate;
use comeback_core::diary::adherence::{Adherence, Outcome, Session};
use comeback_core::diary::span;
use serde::Serialize;

/// One week; `null` in its place where no plan was given for it.
#[derive(Debug, Clone, Serialize)]
pub struct AdherenceJson {
    pub week: String,
    /// The first day that a plan was given for.
    pub from: NaiveDate,
    pub planned_min: f64,
    pub done_min: f64,
    pub planned: usize,
    pub as_planned: usize,
    pub shorter: usize,
    pub longer: usize,
    pub missed: usize,
    pub extra: usize,
    pub ahead: usize,
    pub moved: usize,
    pub sessions: Vec<SessionJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SessionJson {
    pub date: NaiveDate,
    pub kind: Option<String>,
    pub planned_min: Option<f64>,
    pub done_min: Option<f64>,
    pub moved_to: Option<NaiveDate>,
    pub harder: bool,
    pub outcome: &'static str,
}

pub fn adherence(week: &Adherence) -> AdherenceJson {
    AdherenceJson {
        week: span::week_name(week.monday),
        from: week.from,
        planned_min: rounded(week.planned_min, decimals::MINUTES),
        done_min: rounded(week.done_min, decimals::MINUTES),
        planned: week.planned(),
        as_planned: week.count(Outcome::AsPlanned),
        shorter: week.count(Outcome::Shorter),
        longer: week.count(Outcome::Longer),
        missed: week.count(Outcome::Missed),
        extra: week.count(Outcome::Extra),
        ahead: week.count(Outcome::Ahead),
        moved: week.moved(),
        sessions: week.sessions.iter().map(session).collect(),
    }
}

fn session(session: &Session) -> SessionJson {
    SessionJson {
        date: session.date,
        kind: session.kind.clone(),
        planned_min: figure(session.planned_min, decimals::MINUTES),
        done_min: figure(session.done_min, decimals::MINUTES),
        moved_to: session.moved_to,
        harder: session.harder,
        outcome: session.outcome.as_str(),
    }
}
