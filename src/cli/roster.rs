//! `comeback roster`: all athletes, the one who needs attention first.

use super::Exit;
use super::call::Call;
use clap::{Args, ValueEnum};
use comeback_app as app;
use comeback_app::AppError;
use comeback_core::limits::UnitSystem;
use comeback_report::charts::{self, Look, Theme};
use comeback_report::{json, text};
use std::path::PathBuf;

/// All athletes of this home, the one who needs attention first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback roster
  comeback roster --format png -o roster.png")]
pub struct Arguments {
    /// A picture in place of the table: cadence, tendon load and pain of each at a glance
    #[arg(long, value_name = "FORMAT", requires = "output")]
    format: Option<Format>,
    /// The file of the picture
    #[arg(short, value_name = "PATH", requires = "format")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Png,
    Svg,
}

/// Logical pixels across.
const WIDTH: u32 = 860;

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    call.check_home()?;
    if let Some((format, path)) = arguments.format.zip(arguments.output) {
        let rows = app::roster_rows(&call.home, call.as_of.as_deref(), &call.system)?;
        let as_of = rows.iter().map(|row| row.today).max();
        let look = Look {
            width: WIDTH,
            theme: Theme::Light,
            units: UnitSystem::Kilometres,
            athlete: "Roster".to_owned(),
            as_of: as_of.map_or(String::new(), |day| day.format("%-d %B %Y").to_string()),
        };
        let format = match format {
            Format::Png => charts::Format::Png,
            Format::Svg => charts::Format::Svg,
        };
        let figure = charts::roster::draw(&rows, &look);
        let bytes = charts::file(&figure, Theme::Light, format)
            .map_err(|error| AppError::Refused(error.to_string()))?;
        app::write_file(&path, &bytes)?;
        call.out.text(&format!("{}\n", path.display()))?;
        return Ok(Exit::Done);
    }
    let lines = app::roster(&call.home, call.as_of.as_deref(), &call.system)?;
    if call.out.json {
        call.out.json(&json::roster(&lines))?;
    } else {
        let look = call.out.look(UnitSystem::Kilometres);
        call.out.text(&text::roster(&lines, &look))?;
    }
    Ok(Exit::Done)
}
