//! All athletes of a home, the one who needs attention first.

use super::{AppError, ExportFormat, System, Workspace};
use chrono::{DateTime, FixedOffset, Utc};
use comeback_core::calendar::Days;
use comeback_core::diary::{History, Pain, response, span};
use comeback_core::method::Standing;
use comeback_core::plan::{self, today};
use comeback_core::run::Run;
use comeback_core::{rules, trend};
use comeback_report::charts::roster::Row;
use comeback_report::json::{self, RosterLineJson};
use comeback_report::{AthleteLine, Glance, Trend, charts};
use comeback_store::{AthleteName, Home, Summary};
use comeback_tables::{Table, Values};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// What a row was made by: another program makes another one.
const MADE_BY: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");
/// Weeks of cadence and load that are shown.
const WEEKS: u32 = 26;
/// One line an athlete, as of a moment, the one who needs attention first.
///
/// Lines that were made before are taken as they are, as long as nothing came since, the
/// day is the same and no time for a score began or ended; the others are worked out,
/// several at once, and kept in the cache. Nothing of the home is changed.
///
/// # Errors
/// The home cannot be looked into, or none of its athletes.
pub fn roster(home: &Home, as_of: Option<&str>, system: &System) -> Result<Roster, AppError> {
    let kept = home.summaries();
    let asked = as_of.map(|text| format!("{text} on {}", system.clock.date_naive()));
    let mut lines = Vec::new();
    let mut stale = Vec::new();
    let mut failed = Vec::new();
    for athlete in home.athletes()? {
        let mark = match home.mark(&athlete) {
            Ok(mark) => format!("{MADE_BY} {mark}"),
            Err(error) => {
                failed.push((athlete.to_string(), error.into()));
                continue;
            }
        };
        let known = kept
            .get(athlete.as_str())
            .filter(|summary| summary.mark == mark)
            .and_then(|summary| serde_json::from_str::<Kept>(&summary.row).ok())
            .filter(|kept| kept.holds(asked.as_deref(), system.clock));
        match known {
            Some(kept) => lines.push(RosterLineJson {
                // A rename changes no line of the log.
                athlete: athlete.to_string(),
                ..kept.line
            }),
            None => stale.push((athlete, mark)),
        }
    }
    let worked: Vec<Result<Fresh, (String, AppError)>> = stale
        .into_par_iter()
        .map(|(athlete, mark)| {
            let (folder, shown) = (athlete.as_str().to_owned(), athlete.to_string());
            let kept = worked_out(home, athlete, as_of, asked.clone(), system).and_then(|kept| {
                let row = serde_json::to_string(&kept)
                    .map_err(|error| AppError::Refused(error.to_string()))?;
                Ok((folder, Summary { mark, row }, kept.line))
            });
            kept.map_err(|error| (shown, error))
        })
        .collect();
    let mut fresh = Vec::new();
    for one in worked {
        match one {
            Ok(one) => fresh.push(one),
            Err(one) => failed.push(one),
        }
    }
    if !fresh.is_empty() {
        let rows: Vec<(String, Summary)> = (fresh.iter())
            .map(|(folder, summary, _)| (folder.clone(), summary.clone()))
            .collect();
        // What cannot be kept is worked out again the next time.
        let _ = home.keep_summaries(&rows);
    }
    lines.extend(fresh.into_iter().map(|(_, _, line)| line));
    json::by_need(&mut lines);
    without_all_failing(lines.is_empty(), failed).map(|failed| Roster { lines, failed })
}

/// The athletes that cannot be shown, by name, with the reason.
pub(crate) type Failed = Vec<(String, AppError)>;

/// A line that was worked out: the folder, what is kept of it, and itself.
type Fresh = (String, Summary, RosterLineJson);

/// What failed, unless it is all.
fn without_all_failing(is_all: bool, failed: Failed) -> Result<Failed, AppError> {
    if !is_all {
        return Ok(failed);
    }
    failed
        .into_iter()
        .next()
        .map_or(Ok(Vec::new()), |(_, error)| Err(error))
}

/// The lines of a home, and the athletes of whom there is none, with the reason.
#[derive(Debug)]
pub struct Roster {
    pub lines: Vec<RosterLineJson>,
    pub failed: Failed,
}

/// A line with how long it holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// The moment that was asked for, where one was.
    asked: Option<String>,
    from: DateTime<FixedOffset>,
    until: DateTime<FixedOffset>,
    line: RosterLineJson,
}

impl Kept {
    fn holds(&self, asked: Option<&str>, clock: DateTime<Utc>) -> bool {
        self.asked.as_deref() == asked
            && (asked.is_some() || (self.from <= clock && clock < self.until))
    }
}

fn worked_out(
    home: &Home,
    athlete: AthleteName,
    as_of: Option<&str>,
    asked: Option<String>,
    system: &System,
) -> Result<Kept, AppError> {
    let mut workspace = Workspace::open(home.clone(), athlete, as_of, system)?;
    let runs = workspace.all_runs()?;
    let later_runs = runs.iter().map(|run| run.start);
    let later = later_runs.chain(workspace.entries.iter().map(|entry| entry.at));
    let next_line = later.filter(|at| *at > workspace.now).min();
    let history = workspace.history_of(runs)?;
    let line = line(&workspace.athlete.to_string(), &history);
    let until = windows(&history)
        .chain(next_line)
        .chain([history.start_of(history.today() + Days::new(1))])
        .min();
    Ok(Kept {
        asked,
        from: history.now,
        until: until.unwrap_or(history.now),
        line: json::roster_line(&line),
    })
}

/// When the time for a score begins or ends next.
fn windows(history: &History) -> impl Iterator<Item = DateTime<FixedOffset>> + '_ {
    let pain = Pain::of(history);
    let last = history.runs.iter().rev().take(WEEKS as usize);
    last.flat_map(move |run| {
        let found = pain.response(run);
        [found.late_from, found.closes, found.asked_until]
    })
    .filter(|at| *at > history.now)
}

/// The same as a picture shows it, with the athletes that cannot be shown.
///
/// # Errors
/// Where the home cannot be read; an athlete that cannot be read is among the failed.
pub fn roster_rows(
    home: &Home,
    as_of: Option<&str>,
    system: &System,
) -> Result<(Vec<Row>, Failed), AppError> {
    let mut rows = Vec::new();
    let mut failed = Vec::new();
    for athlete in home.athletes()? {
        let shown = athlete.to_string();
        let row = Workspace::open(home.clone(), athlete, as_of, system)
            .and_then(|mut workspace| workspace.history())
            .map(|history| glance(&shown, &history));
        match row {
            Ok(row) => rows.push(row),
            Err(error) => failed.push((shown, error)),
        }
    }
    charts::roster::sort(&mut rows);
    without_all_failing(rows.is_empty(), failed).map(|failed| (rows, failed))
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

fn line(name: &str, history: &History) -> AthleteLine {
    let checked = rules::check(history, super::since(history));
    let week = span::trailing_week(history, history.today());
    let worst = history
        .runs_between(week.from, week.to)
        .iter()
        .map(|run| response(run, history))
        .max_by_key(|found| comeback_core::diary::weeks::severity(found.band));
    AthleteLine {
        athlete: name.to_owned(),
        glance: weeks_of(history, checked.standing.as_ref()),
        standing: checked.standing,
        last_run: history.runs.last().map(Run::date),
        runs_7_d: week.runs,
        running_min_7_d: week.running_min,
        band: worst.map(|found| found.band),
        worst_response: worst.and_then(|found| found.max).map(|max| max.get()),
        findings: checked.findings,
        reason: glance("", history).reason,
    }
}

fn weeks_of(history: &History, standing: Option<&Standing>) -> Glance {
    let today = history.today();
    let weeks = super::last_weeks(history, WEEKS);
    let last = history.runs.iter().rev().find(|run| !run.is_accident());
    let plan = plan::plan(history, span::monday(today));
    Glance {
        weeks_on_rung: standing.map(|standing| (today - standing.since).num_weeks()),
        last_response: last.map(|run| {
            let found = response(run, history);
            (run.date(), found.band, found.max.map(|max| max.get()))
        }),
        trend: Trend::of(history),
        due: today::scores_due(history),
        cadence_spm: (weeks.iter())
            .map(|week| week.cadence.map(|cadence| cadence.get()))
            .collect(),
        tendon_load: weeks.iter().map(|week| week.tendon_load).collect(),
        plan: history.episode().map(|_| plan),
        comment: today::comments(history).into_iter().next(),
    }
}

/// All of it as a file for a spreadsheet or a notebook.
///
/// # Errors
/// Lines of unequal height, of which there are none.
pub fn roster_file(lines: &[RosterLineJson], format: ExportFormat) -> Result<Vec<u8>, AppError> {
    let refused = |error: String| AppError::Refused(error);
    Ok(match format {
        ExportFormat::Csv => comeback_tables::csv(&table(lines)).into_bytes(),
        ExportFormat::Parquet => {
            comeback_tables::parquet(table(lines)).map_err(|error| refused(error.to_string()))?
        }
        ExportFormat::Json => json::to_text(&json::RosterJson { athletes: lines })
            .map_err(|error| refused(error.to_string()))?
            .into_bytes(),
    })
}

fn table(lines: &[RosterLineJson]) -> Table {
    let text = |of: &dyn Fn(&RosterLineJson) -> Option<String>| {
        Values::Text(lines.iter().map(of).collect())
    };
    let number = |of: &dyn Fn(&RosterLineJson) -> Option<f64>| {
        Values::Number(lines.iter().map(of).collect())
    };
    let count =
        |of: &dyn Fn(&RosterLineJson) -> Option<i64>| Values::Count(lines.iter().map(of).collect());
    vec![
        ("athlete", text(&|line| Some(line.athlete.clone()))),
        ("reason", text(&|line| Some(line.reason.clone()))),
        ("flag", text(&|line| Some(line.flag.clone()))),
        (
            "needs_a_look",
            count(&|line| Some(i64::from(line.needs_a_look))),
        ),
        ("rung", text(&|line| Some(line.rung.clone()))),
        ("level", count(&|line| line.level.map(i64::from))),
        ("weeks_on_rung", count(&|line| line.weeks_on_rung)),
        (
            "last_run",
            text(&|line| line.last_run.map(|day| day.to_string())),
        ),
        ("runs_7_d", count(&|line| i64::try_from(line.runs_7_d).ok())),
        ("running_min_7_d", number(&|line| line.running_min_7_d)),
        (
            "last_response",
            text(&|line| {
                let last = line.last_response.as_ref()?;
                Some(last.band.as_str().to_owned())
            }),
        ),
        (
            "last_response_max",
            number(&|line| line.last_response.as_ref()?.max),
        ),
        ("response_trend", text(&|line| line.response_trend.clone())),
        (
            "scores_due",
            count(&|line| i64::try_from(line.due.len()).ok()),
        ),
        ("urgent", count(&|line| i64::try_from(line.urgent).ok())),
        ("warnings", count(&|line| i64::try_from(line.warnings).ok())),
        ("cautions", count(&|line| i64::try_from(line.cautions).ok())),
        (
            "cadence_spm",
            number(&|line| {
                line.cadence_spm_weeks
                    .iter()
                    .rev()
                    .flatten()
                    .next()
                    .copied()
            }),
        ),
        (
            "tendon_load",
            number(&|line| {
                line.tendon_load_weeks
                    .iter()
                    .rev()
                    .flatten()
                    .next()
                    .copied()
            }),
        ),
        (
            "plan",
            text(&|line| Some(line.plan.as_ref()?.decision.clone())),
        ),
        (
            "plan_runs",
            count(&|line| Some(i64::from(line.plan.as_ref()?.runs))),
        ),
        (
            "plan_min",
            number(&|line| Some(line.plan.as_ref()?.weekly_min)),
        ),
    ]
}
