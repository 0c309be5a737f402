//! All athletes of a home, the one who needs attention first.

use super::{AppError, System, Workspace};
use comeback_core::diary::{response, span};
use comeback_core::rules;
use comeback_core::run::Run;
use comeback_report::AthleteLine;
use comeback_store::{AthleteName, Home};

/// One line an athlete, as of a moment.
pub fn roster(
    home: &Home,
    as_of: Option<&str>,
    system: &System,
) -> Result<Vec<AthleteLine>, AppError> {
    let mut lines = Vec::new();
    for athlete in home.athletes()? {
        lines.push(line(home, athlete, as_of, system)?);
    }
    // Equal need keeps the order of the names.
    lines.sort_by_key(|line| std::cmp::Reverse(line.attention()));
    Ok(lines)
}

fn line(
    home: &Home,
    athlete: AthleteName,
    as_of: Option<&str>,
    system: &System,
) -> Result<AthleteLine, AppError> {
    let mut workspace = Workspace::open(home.clone(), athlete, as_of, system)?;
    let history = workspace.history()?;
    let checked = rules::check(&history, super::since(&history));
    let week = span::trailing_week(&history, history.today());
    let worst = history
        .runs_between(week.from, week.to)
        .iter()
        .map(|run| response(run, &history))
        .max_by_key(|found| comeback_core::diary::weeks::severity(found.band));
    Ok(AthleteLine {
        athlete: workspace.athlete.to_string(),
        standing: checked.standing,
        last_run: history.runs.last().map(Run::date),
        runs_7_d: week.runs,
        running_min_7_d: week.running_min,
        band: worst.map(|found| found.band),
        worst_response: worst.and_then(|found| found.max).map(|max| max.get()),
        findings: checked.findings,
    })
}
