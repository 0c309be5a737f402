//! `today --json`.

use super::instant;
use super::plan::{DayJson, day};
use chrono::NaiveDate;
use comeback_core::diary::CommentEntry;
use comeback_core::plan::due::Due;
use comeback_core::plan::today::Today;
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
    /// A word on the race of the episode, in its week; mostly `null`.
    pub race: Option<String>,
    /// What a coach or a clinician said in the last seven days, the newest first.
    pub comments: Vec<CommentJson>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommentJson {
    pub at: String,
    pub by: String,
    pub text: String,
}

impl CommentJson {
    pub fn of(comment: &CommentEntry) -> CommentJson {
        CommentJson {
            at: instant(comment.at),
            by: comment.by.clone(),
            text: comment.text.clone(),
        }
    }
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
        race: today.race.clone(),
        comments: today.comments.iter().map(CommentJson::of).collect(),
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
