//! `comeback roster`: all athletes, the one who needs attention first.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, ValueEnum};
use comeback_app as app;
use comeback_app::{AppError, ExportFormat, Roster};
use comeback_core::limits::UnitSystem;
use comeback_core::method::Rung;
use comeback_report::charts::{self, Look, Theme};
use comeback_report::json::RosterLineJson;
use comeback_report::text;
use comeback_report::words::quantity::counted;
use serde_json::{Value, json};
use std::path::PathBuf;

/// All athletes of this home, the one who needs attention first, and why
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback roster
  comeback roster --only red,amber --group
  comeback roster --sort last-run
  comeback roster anna bo
  comeback roster --format csv -o roster.csv
  comeback roster --format png -o roster.png")]
pub(super) struct Arguments {
    /// Only these, to be held beside each other [default: all]
    #[arg(value_name = "ATHLETE")]
    athletes: Vec<String>,
    /// Only those who come first for one of these reasons, or `look` for all who need a look
    #[arg(long, value_name = "REASON", value_delimiter = ',', value_enum)]
    only: Vec<Only>,
    /// Only those on this rung
    #[arg(long, value_name = "RUNG")]
    rung: Option<String>,
    #[arg(long, value_name = "BY", default_value = "need", value_enum)]
    sort: Sort,
    /// In groups of the same reason
    #[arg(long)]
    group: bool,
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Format,
    /// File to write to [default: standard output, for text, JSON and CSV]
    #[arg(short, value_name = "PATH")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Parquet,
    /// A picture: cadence, tendon load and pain of each at a glance
    Png,
    Svg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    Look,
    RedFlag,
    Red,
    Amber,
    NoRun,
    Back,
    LoadJump,
    MinutesJump,
    Unscored,
    Cadence,
    LoadHigh,
    BelowRange,
    AsUsual,
    NoData,
}

impl Only {
    fn holds(self, line: &RosterLineJson) -> bool {
        let word = self.to_possible_value();
        match self {
            Only::Look => line.needs_a_look,
            _ => word.is_some_and(|word| word.get_name() == line.flag),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// Who needs attention first
    Need,
    Name,
    /// The longest without a run first
    LastRun,
    /// The lowest rung first
    Rung,
    /// The most minutes of the last seven days first
    Minutes,
}

/// Logical pixels across.
const WIDTH: u32 = 860;

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    call.check_home()?;
    let image = match arguments.format {
        Format::Png => Some(charts::Format::Png),
        Format::Svg => Some(charts::Format::Svg),
        _ => None,
    };
    let named = named(call, &arguments.athletes)?;
    if let Some(format) = image {
        return picture(call, format, &named, arguments.output);
    }
    let bar = call.out.progress();
    let mut progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let as_of = call.as_of.as_deref();
    let made = app::roster(&call.home, as_of, &call.system, &mut progress);
    bar.finish_and_clear();
    let Roster { athletes, failed } = made?;
    let mut lines: Vec<RosterLineJson> = athletes.into_iter().map(|of| of.line).collect();
    let exit = told_of(call, &failed);
    tell_what_waits(call)?;
    lines.retain(|line| {
        let only = arguments.only.is_empty() || arguments.only.iter().any(|only| only.holds(line));
        let rung = arguments.rung.as_deref();
        is_among(&named, &line.athlete)
            && only
            && rung.is_none_or(|rung| line.rung.eq_ignore_ascii_case(rung))
    });
    sort(&mut lines, arguments.sort);
    let format = if call.out.json {
        Format::Json
    } else {
        arguments.format
    };
    let bytes = match format {
        Format::Csv => app::roster_file(&lines, ExportFormat::Csv)?,
        Format::Parquet => {
            if arguments.output.is_none() {
                return Err(needs_a_file());
            }
            app::roster_file(&lines, ExportFormat::Parquet)?
        }
        Format::Json => with_failed(app::roster_file(&lines, ExportFormat::Json)?, &failed)?,
        _ => {
            let look = call.out.look(UnitSystem::Kilometres);
            let shown: Vec<&RosterLineJson> = lines.iter().collect();
            text::roster(&shown, arguments.group, &look).into_bytes()
        }
    };
    match arguments.output {
        Some(path) => app::write_file(&path, &bytes)?,
        None => call.out.text(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(exit)
}

/// The athletes that were named, by the names that are shown.
fn named(call: &Call, asked: &[String]) -> Result<Vec<String>, AppError> {
    let shown = |name: &String| -> Result<String, AppError> {
        match call.home.find(name)? {
            Some(athlete) => Ok(athlete.to_string()),
            None => Err(AppError::Refused(format!(
                "there is no athlete `{name}`; `comeback athlete list` names them"
            ))),
        }
    };
    asked.iter().map(shown).collect()
}

/// Whether an athlete is among those that were named; everybody is where none was.
fn is_among(named: &[String], athlete: &str) -> bool {
    named.is_empty() || named.iter().any(|name| name == athlete)
}

/// Names whose drop folder holds something: a score in it is not in the lines.
fn tell_what_waits(call: &Call) -> Result<(), AppError> {
    for athlete in call.home.athletes()? {
        let named = call.inbox.clone().filter(|_| athlete == call.athlete);
        let folder = named.unwrap_or_else(|| app::inbox::folder_of(&call.home, &athlete));
        let waiting = app::inbox::count(&folder)?;
        if waiting > 0 {
            call.out.warn(&format!(
                "`{athlete}`: {} in the inbox and is not in the list; `comeback --athlete \"{athlete}\" inbox` takes what it can",
                counted(waiting, "entry waits", "entries wait")
            ));
        }
    }
    Ok(())
}

/// Names the athletes that are not among the lines: a list without them is no calm one.
fn told_of(call: &Call, failed: &[(String, AppError)]) -> Exit {
    for (athlete, error) in failed {
        call.out
            .warn(&format!("`{athlete}` is not in the list: {error}"));
    }
    if failed.is_empty() {
        Exit::Done
    } else {
        Exit::Partial
    }
}

fn with_failed(bytes: Vec<u8>, failed: &[(String, AppError)]) -> Result<Vec<u8>, AppError> {
    if failed.is_empty() {
        return Ok(bytes);
    }
    let refuse = |error: serde_json::Error| AppError::Refused(error.to_string());
    let mut told: Value = serde_json::from_slice(&bytes).map_err(refuse)?;
    if let Some(fields) = told.as_object_mut() {
        let failed = (failed.iter())
            .map(|(athlete, error)| json!({"athlete": athlete, "error": error.to_string()}));
        fields.insert("failed".to_owned(), failed.collect());
    }
    let mut text = serde_json::to_vec_pretty(&told).map_err(refuse)?;
    text.push(b'\n');
    Ok(text)
}

fn needs_a_file() -> AppError {
    AppError::Refused("say where to: -o PATH".to_owned())
}

fn sort(lines: &mut [RosterLineJson], by: Sort) {
    match by {
        // As they come.
        Sort::Need => {}
        Sort::Name => lines.sort_by_key(|line| line.athlete.to_lowercase()),
        Sort::LastRun => lines.sort_by_key(|line| line.last_run),
        Sort::Rung => lines.sort_by_key(|line| {
            let place = Rung::ALL.iter().position(|rung| rung.as_str() == line.rung);
            (place.unwrap_or(Rung::ALL.len()), line.level)
        }),
        Sort::Minutes => lines.sort_by(|a, b| {
            let minutes = |line: &RosterLineJson| line.running_min_7_d.unwrap_or(-1.0);
            minutes(b).total_cmp(&minutes(a))
        }),
    }
}

fn picture(
    call: &Call,
    format: charts::Format,
    named: &[String],
    output: Option<PathBuf>,
) -> Result<Exit, AppError> {
    let path = output.ok_or_else(needs_a_file)?;
    let (mut rows, failed) = app::roster_rows(&call.home, call.as_of.as_deref(), &call.system)?;
    let exit = told_of(call, &failed);
    rows.retain(|row| is_among(named, &row.athlete));
    let as_of = rows.iter().map(|row| row.sketch.today).max();
    let look = Look {
        width: WIDTH,
        theme: Theme::Light,
        units: UnitSystem::Kilometres,
        athlete: "Roster".to_owned(),
        as_of: as_of.map_or(String::new(), |day| day.format("%-d %B %Y").to_string()),
    };
    let figure = charts::roster::draw(&rows, &look);
    let bytes = charts::file(&figure, Theme::Light, format)
        .map_err(|error| AppError::Refused(error.to_string()))?;
    app::write_file(&path, &bytes)?;
    call.out.text(&format!("{}\n", path.display()))?;
    Ok(exit)
}
