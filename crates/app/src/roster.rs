//! All athletes of a home, the one who needs attention first.

use super::{AppError, System, Workspace};
use comeback_core::diary::{History, response, span};
use comeback_core::run::Run;
use comeback_core::{rules, trend};
use comeback_report::charts::roster::Row;
use comeback_report::{AthleteLine, charts};
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
    // Within a reason the worse first; equal need keeps the order of the names.
    lines.sort_by(|a, b| {
        (a.reason.rank().cmp(&b.reason.rank()))
            .then(b.reason.weight().total_cmp(&a.reason.weight()))
            .then(b.attention().cmp(&a.attention()))
    });
    Ok(lines)
}

/// The same as a picture shows it.
pub fn roster_rows(
    home: &Home,
    as_of: Option<&str>,
    system: &System,
) -> Result<Vec<Row>, AppError> {
    let mut rows = Vec::new();
    for athlete in home.athletes()? {
        let mut workspace = Workspace::open(home.clone(), athlete, as_of, system)?;
        let history = workspace.history()?;
        rows.push(glance(&workspace.athlete.to_string(), &history));
    }
    charts::roster::sort(&mut rows);
    Ok(rows)
}

/// One athlete at a glance.
pub fn glance(name: &str, history: &History) -> Row {
    let cadence = trend::cadence::trend(history);
    let load = trend::load::trend(history, charts::roster::WIDE_WEEKS as usize);
    Row {
        athlete: name.to_owned(),
        today: history.today(),
        reason: trend::roster::reason(history, &cadence, &load),
        pain: trend::pain::trend(history, charts::roster::PAIN_WEEKS),
        cadence,
        load,
    }
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
        reason: glance("", &history).reason,
    })
}
