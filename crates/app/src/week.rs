//! Which week is meant.

use super::{AppError, Workspace};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::weeks::{self, Week};
use comeback_core::diary::{History, span};

/// Mondays of the weeks that can be planned or listed lie this near.
const FARTHEST_WEEKS: i64 = 52 * 100;

/// The Monday of `this`, `next`, a week's name or a day's week.
///
/// # Errors
/// [`AppError::Refused`] with the words that are understood.
pub fn week(workspace: &Workspace, text: &str) -> Result<NaiveDate, AppError> {
    let this = span::monday(workspace.now.with_timezone(&workspace.zone).date_naive());
    let monday = match text {
        "this" => Some(this),
        "next" => Some(this + Days::new(7)),
        _ => span::week_start(text).or_else(|| workspace.day(text).ok().map(span::monday)),
    };
    monday
        .filter(|monday| (*monday - this).num_weeks().abs() <= FARTHEST_WEEKS)
        .ok_or_else(|| {
            AppError::Refused(format!(
                "`{text}` names no week: write next, this, 2026-W48 or a day of it"
            ))
        })
}

/// The last weeks of a history, the present one the last.
pub fn last_weeks(history: &History, count: u32) -> Vec<Week> {
    let this = span::monday(history.today());
    let back = u64::from(count.saturating_sub(1)) * 7;
    weeks::weeks(history, this - Days::new(back), this)
}
