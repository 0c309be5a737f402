//! One rule by its name.

use super::{AppError, Workspace};
use chrono::NaiveDate;
use comeback_core::rules::nearest::Change;
use comeback_core::rules::{self, Rule, RuleId};
use comeback_core::rules::{Finding, Missing};
use comeback_core::run::RunId;

/// The rule of a name.
///
/// # Errors
/// An unknown name, with those that are near it.
pub fn rule(name: &str) -> Result<&'static Rule, AppError> {
    if let Ok(id) = name.parse::<RuleId>() {
        return Ok(rules::rule(id));
    }
    let near: Vec<&str> = RuleId::ALL
        .iter()
        .map(|id| id.as_str())
        .filter(|known| {
            let mut words = name.split('-').filter(|word| word.len() > 2);
            words.any(|word| known.contains(word))
        })
        .collect();
    let meant = super::nearest(name, RuleId::ALL.iter().map(|id| id.as_str()));
    let hint = if let Some(meant) = meant {
        format!("did you mean `{meant}`?")
    } else if near.is_empty() {
        "`comeback rules` lists them".to_owned()
    } else {
        format!("is it one of {}?", near.join(", "))
    };
    Err(AppError::Refused(format!(
        "there is no rule `{name}`; {hint}"
    )))
}

/// What one rule says of the log.
#[derive(Debug)]
pub struct LogNow {
    /// The first day asked about.
    pub since: NaiveDate,
    pub run: Option<RunId>,
    /// Each finding with the smallest change that would have silenced it.
    pub found: Vec<(Finding, Option<Change>)>,
    pub unknown: Vec<Missing>,
}

/// Asks a rule about the trailing week, or about one run by name.
///
/// # Errors
/// A run that is not known, or data that cannot be read.
pub fn log_now(
    workspace: &mut Workspace,
    rule: &Rule,
    run: Option<&str>,
) -> Result<LogNow, AppError> {
    let history = workspace.history()?;
    let run = match run {
        Some(name) => Some(workspace.find_run(&history, name)?),
        None => None,
    };
    let since = run.map_or_else(|| super::since(&history), |run| run.date());
    let checked = rules::check(&history, since);
    let id = run.map(|run| run.id.clone());
    // What a rule says of days names no run: it speaks of the run of that day.
    let speaks = |of: Option<&RunId>, date: NaiveDate| match (&id, run) {
        (Some(id), Some(run)) => of.map_or(date == run.date(), |of| of == id),
        _ => true,
    };
    Ok(LogNow {
        since,
        found: checked
            .findings
            .into_iter()
            .filter(|found| found.rule == rule.id && speaks(found.run.as_ref(), found.date))
            .map(|found| {
                let nearest = rules::nearest(&history, &found).map(|(change, _)| change);
                (found, nearest)
            })
            .collect(),
        unknown: checked
            .unknown
            .into_iter()
            .filter(|lack| lack.rule == rule.id && speaks(lack.run.as_ref(), lack.date))
            .collect(),
        run: id,
    })
}
