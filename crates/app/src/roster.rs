//! All athletes of a home, the one who needs attention first.

mod ahead;
mod line;
mod table;

pub use table::roster_file;

use super::{AppError, System, Workspace};
use ahead::Span;
pub use ahead::{DAYS_AHEAD, DAYS_AHEAD_UNWATCHED};
use chrono::{DateTime, Utc};
use comeback_core::diary::History;
use comeback_core::trend;
use comeback_report::charts::{self, roster::Row, roster::Sketch};
use comeback_report::json::{self, RosterLineJson};
use comeback_store::{AthleteName, Home, Summary};
use rayon::prelude::*;

/// What a row was made by: another program makes another one.
const MADE_BY: &str = concat!(env!("CARGO_PKG_VERSION"), "/5");

/// So many lines are worked out before they are kept, and told of to who waits.
pub const A_BATCH: usize = 48;

/// One line an athlete, as of a moment, the one who needs attention first.
///
/// A line that was made before is taken as it is, as long as nothing came since and it
/// holds at the moment (`ahead`); the others are worked out, several at once, and kept
/// in the cache. Nothing of the home is changed. `progress` is told how many are made of
/// how many.
///
/// # Errors
/// The home cannot be looked into, or none of its athletes.
pub fn roster(
    home: &Home,
    as_of: Option<&str>,
    system: &System,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Roster, AppError> {
    let Kept {
        mut athletes,
        stale,
        mut failed,
    } = kept(home, as_of, system)?;
    for (at, batch) in stale.chunks(A_BATCH).enumerate() {
        progress(at * A_BATCH, stale.len());
        let made = work_out(home, as_of, system, batch, DAYS_AHEAD);
        athletes.extend(made.athletes);
        failed.extend(made.failed);
    }
    sort(&mut athletes);
    without_all_failing(athletes.is_empty(), failed).map(|failed| Roster { athletes, failed })
}

/// Sorts the one who needs attention first.
pub fn sort(athletes: &mut [Listed]) {
    athletes.sort_by(|a, b| json::by_need(&a.line, &b.line));
}

/// What is known of a home without working anything out.
#[derive(Debug)]
pub struct Kept {
    /// Whose lines hold.
    pub athletes: Vec<Listed>,
    pub stale: Vec<Stale>,
    pub failed: Failed,
}

/// An athlete whose line is to be worked out.
#[derive(Debug, Clone)]
pub struct Stale {
    pub name: AthleteName,
    /// What it is to be made from.
    pub mark: String,
    /// The last line that is known, and since when it held.
    pub last: Option<(Listed, DateTime<Utc>)>,
}

/// The lines that hold, and the athletes of whom there is none.
///
/// # Errors
/// The home cannot be looked into.
pub fn kept(home: &Home, as_of: Option<&str>, system: &System) -> Result<Kept, AppError> {
    let mut known = home.summaries(asked(as_of, system).as_deref(), system.clock);
    let mut found = Kept {
        athletes: Vec::new(),
        stale: Vec::new(),
        failed: Vec::new(),
    };
    for athlete in home.athletes()? {
        let mark = match home.mark(&athlete) {
            Ok(mark) => format!("{MADE_BY} {} {mark}", system.zone),
            Err(error) => {
                found.failed.push((athlete.to_string(), error.into()));
                continue;
            }
        };
        let last = (known.remove(athlete.as_str()))
            .and_then(|kept| Some((Listed::kept(&athlete, &kept.row)?, kept)));
        match last {
            Some((line, kept)) if kept.mark == mark && kept.holds_at(system.clock) => {
                found.athletes.push(line);
            }
            last => found.stale.push(Stale {
                name: athlete,
                mark,
                last: last.map(|(line, kept)| (line, kept.from)),
            }),
        }
    }
    Ok(found)
}

/// Works out the lines of some athletes, several at once, and keeps them for so many days
/// ahead.
pub fn work_out(
    home: &Home,
    as_of: Option<&str>,
    system: &System,
    stale: &[Stale],
    days: u64,
) -> Roster {
    let worked: Vec<Result<Fresh, (String, AppError)>> = stale
        .par_iter()
        .map(|Stale { name, mark, .. }| {
            let made = Workspace::open(home.clone(), name.clone(), as_of, system)
                .and_then(|mut workspace| ahead::lines(&mut workspace, days))
                .and_then(|(now, later)| Fresh::of(name, mark, now, &later));
            made.map_err(|error| (name.to_string(), error))
        })
        .collect();
    let mut made = Roster {
        athletes: Vec::new(),
        failed: Vec::new(),
    };
    let mut rows = Vec::new();
    for one in worked {
        match one {
            Ok(one) => {
                rows.push((one.listed.name.as_str().to_owned(), one.rows));
                made.athletes.push(one.listed);
            }
            Err(one) => made.failed.push(one),
        }
    }
    if !rows.is_empty() {
        // What cannot be kept is worked out again the next time.
        let _ = home.keep_summaries(asked(as_of, system).as_deref(), &rows);
    }
    made
}

/// The words that named the moment, which are of a day.
fn asked(as_of: Option<&str>, system: &System) -> Option<String> {
    as_of.map(|text| format!("{text} on {}", system.clock.date_naive()))
}

/// Makes and keeps the line of one athlete of several, of whom something came: who looks
/// at all of them finds it, and for the days after, too. It costs a hundredth of a second
/// of who entered it, when all is said, and nothing where the athlete is the only one.
pub fn keep_line(home: &Home, athlete: &AthleteName, system: &System) {
    if !home.has_several() {
        return;
    }
    let make = || -> Result<(), AppError> {
        let mark = format!("{MADE_BY} {} {}", system.zone, home.mark(athlete)?);
        let mut workspace = Workspace::open(home.clone(), athlete.clone(), None, system)?;
        let (now, later) = ahead::lines(&mut workspace, DAYS_AHEAD_UNWATCHED)?;
        let fresh = Fresh::of(athlete, &mark, now, &later)?;
        let rows = [(athlete.as_str().to_owned(), fresh.rows)];
        Ok(home.keep_summaries(None, &rows)?)
    };
    // What cannot be kept is worked out by who looks.
    let _ = make();
}

/// An athlete of the roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub name: AthleteName,
    pub line: RosterLineJson,
    /// As it is kept: it is read when it is drawn.
    sketch: String,
}

impl Listed {
    /// What is kept of an athlete in one text: the line, and what is drawn beside it.
    fn kept(name: &AthleteName, row: &str) -> Option<Listed> {
        let (line, sketch) = row.split_once('\n')?;
        let line: RosterLineJson = serde_json::from_str(line).ok()?;
        Some(Listed {
            line: RosterLineJson {
                // A rename changes no line of the log.
                athlete: name.to_string(),
                ..line
            },
            name: name.clone(),
            sketch: sketch.to_owned(),
        })
    }

    /// What the little pictures are drawn from.
    pub fn sketch(&self) -> Option<Sketch> {
        serde_json::from_str(&self.sketch).ok()
    }
}

/// A line that was worked out, and what is kept of its athlete.
struct Fresh {
    rows: Vec<Summary>,
    listed: Listed,
}

impl Fresh {
    fn of(name: &AthleteName, mark: &str, now: Span, later: &[Span]) -> Result<Fresh, AppError> {
        let refused = |error: serde_json::Error| AppError::Refused(error.to_string());
        let sketch = |span: &Span| serde_json::to_string(&span.sketch).map_err(refused);
        let row = |span: &Span| -> Result<Summary, AppError> {
            let line = serde_json::to_string(&span.line).map_err(refused)?;
            Ok(Summary {
                mark: mark.to_owned(),
                from: span.from,
                to: span.to,
                row: format!("{line}\n{}", sketch(span)?),
            })
        };
        let rows = std::iter::once(&now).chain(later).map(row);
        Ok(Fresh {
            rows: rows.collect::<Result<Vec<_>, _>>()?,
            listed: Listed {
                name: name.clone(),
                sketch: sketch(&now)?,
                line: now.line,
            },
        })
    }
}

/// The athletes that cannot be shown, by name, with the reason.
pub type Failed = Vec<(String, AppError)>;

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
    pub athletes: Vec<Listed>,
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
    let pain = trend::pain::trend(history, charts::roster::PAIN_WEEKS);
    Row {
        athlete: name.to_owned(),
        reason: trend::roster::reason(history, &cadence, &load),
        sketch: Sketch::from_trends(&cadence, &load, &pain),
    }
}
