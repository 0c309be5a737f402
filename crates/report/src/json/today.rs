//! `today --json`.

use super::instant;
use super::plan::{DayJson, day};
use chrono::NaiveDate;
use comeback_core::plan::today::{Due, Today};
use comeback_core::run::RunId;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct TodayJson {
    pub date: NaiveDate,
    pub headline: String,
    pub session: Option<DayJson>,
    pub due: Vec<DueJson>,
    pub changed: Vec<String>,
    /// Words for a moment such as the first day or the first red; mostly `null`.
    pub message: Option<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DueJson {
    pub what: &'static str,
    pub run: Option<RunId>,
    pub from: String,
    pub until: String,
}

pub fn today(today: &Today) -> TodayJson {
    TodayJson {
        date: today.date,
        headline: today.headline.clone(),
        session: today.session.as_ref().map(day),
        due: today.due.iter().map(due).collect(),
        changed: today.changed.clone(),
        message: today.message.map(|message| message.text),
    }
}

fn due(due: &Due) -> DueJson {
    DueJson {
        what: due.what.as_str(),
        run: due.run.clone(),
        from: instant(due.from),
        until: instant(due.until),
    }
}
