//! All athletes of a home, the one who needs attention first.

mod ahead;
mod line;
mod table;

pub use table::roster_file;

use super::{AppError, System, Workspace};
use ahead::{DAYS_AHEAD, Span};
use comeback_core::diary::History;
use comeback_core::trend;
use comeback_report::charts::{self, roster::Row};
use comeback_report::json::{self, RosterLineJson};
use comeback_store::{Home, Summary};
use rayon::prelude::*;

/// What a row was made by: another program makes another one.
const MADE_BY: &str = concat!(env!("CARGO_PKG_VERSION"), "/2");

/// One line an athlete, as of a moment, the one who needs attention first.
///
/// A line that was made before is taken as it is, as long as nothing came since and it
/// holds at the moment (`ahead`); the others are worked out, several at once, and kept
/// in the cache. Nothing of the home is changed.
///
/// # Errors
/// The home cannot be looked into, or none of its athletes.
pub fn roster(home: &Home, as_of: Option<&str>, system: &System) -> Result<Roster, AppError> {
    let asked = as_of.map(|text| format!("{text} on {}", system.clock.date_naive()));
    let mut kept = home.summaries(asked.as_deref(), system.clock);
    let mut lines = Vec::new();
    let mut stale = Vec::new();
    let mut failed = Vec::new();
    for athlete in home.athletes()? {
        let mark = match home.mark(&athlete) {
            Ok(mark) => format!("{MADE_BY} {} {mark}", system.zone),
            Err(error) => {
                failed.push((athlete.to_string(), error.into()));
                continue;
            }
        };
        let known = (kept.remove(athlete.as_str()))
            .filter(|summary| summary.mark == mark)
            .and_then(|summary| serde_json::from_str::<RosterLineJson>(&summary.row).ok());
        match known {
            Some(line) => lines.push(RosterLineJson {
                // A rename changes no line of the log.
                athlete: athlete.to_string(),
                ..line
            }),
            None => stale.push((athlete, mark)),
        }
    }
    let worked: Vec<Result<Fresh, (String, AppError)>> = stale
        .into_par_iter()
        .map(|(athlete, mark)| {
            let (folder, shown) = (athlete.as_str().to_owned(), athlete.to_string());
            let made = Workspace::open(home.clone(), athlete, as_of, system)
                .and_then(|mut workspace| ahead::lines(&mut workspace, DAYS_AHEAD))
                .and_then(|(now, later)| Fresh::of(folder, &mark, now, &later));
            made.map_err(|error| (shown, error))
        })
        .collect();
    let mut rows = Vec::new();
    for one in worked {
        match one {
            Ok(one) => {
                lines.push(one.line);
                rows.push((one.folder, one.rows));
            }
            Err(one) => failed.push(one),
        }
    }
    if !rows.is_empty() {
        // What cannot be kept is worked out again the next time.
        let _ = home.keep_summaries(asked.as_deref(), &rows);
    }
    json::by_need(&mut lines);
    without_all_failing(lines.is_empty(), failed).map(|failed| Roster { lines, failed })
}

/// A line that was worked out, and what is kept of its athlete.
struct Fresh {
    folder: String,
    rows: Vec<Summary>,
    line: RosterLineJson,
}

impl Fresh {
    fn of(folder: String, mark: &str, now: Span, later: &[Span]) -> Result<Fresh, AppError> {
        let refused = |error: serde_json::Error| AppError::Refused(error.to_string());
        let row = |span: &Span| -> Result<Summary, AppError> {
            Ok(Summary {
                mark: mark.to_owned(),
                from: span.from,
                to: span.to,
                row: serde_json::to_string(&span.line).map_err(refused)?,
            })
        };
        let rows = std::iter::once(&now).chain(later).map(row);
        Ok(Fresh {
            folder,
            rows: rows.collect::<Result<Vec<_>, _>>()?,
            line: now.line,
        })
    }
}

/// The athletes that cannot be shown, by name, with the reason.
pub(crate) type Failed = Vec<(String, AppError)>;

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

/// The same as a picture shows it, with the athletes that cannot be shown.
///
/// # Errors
/// Where the home cannot be read; an athlete that cannot be read is among the failed.
pub fn roster_rows(
    home: &Home,
    as_of: Option<&str>,
    system: &System,
) -> Result<(Vec<Row>, Failed), AppError> {
    let found: Vec<Result<Row, (String, AppError)>> = home
        .athletes()?
        .into_par_iter()
        .map(|athlete| {
            let shown = athlete.to_string();
            let history = Workspace::open(home.clone(), athlete, as_of, system)
                .and_then(|mut workspace| workspace.history());
            match history {
                Ok(history) => Ok(glance(&shown, &history)),
                Err(error) => Err((shown, error)),
            }
        })
        .collect();
    let mut rows = Vec::new();
    let mut failed = Vec::new();
    for one in found {
        match one {
            Ok(row) => rows.push(row),
            Err(one) => failed.push(one),
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
