//! `comeback export`: data out.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, ValueEnum};
use comeback_app as app;
use comeback_app::{AppError, ExportFormat, write_file};
use serde::Serialize;
use std::path::PathBuf;

/// Write runs, weeks and the diary as Parquet, CSV or JSON
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback export csv -o ~/Desktop
  comeback export parquet --athlete anna")]
pub(super) struct Arguments {
    format: Format,
    /// Folder to write to [default: the present one]
    #[arg(
        short,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Parquet,
    Csv,
    Json,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let format = match arguments.format {
        Format::Parquet => ExportFormat::Parquet,
        Format::Csv => ExportFormat::Csv,
        Format::Json => ExportFormat::Json,
    };
    let mut written = Vec::new();
    for file in app::export(&mut workspace, format)? {
        let path = arguments.output.join(&file.name);
        write_file(&path, &file.bytes)?;
        written.push(path.display().to_string());
    }
    if call.out.json {
        call.out.json(&Written { written })?;
    } else {
        call.out.text(&lines(&written))?;
    }
    Ok(Exit::Done)
}

/// What `--json` tells: the files in the order in which they were written.
#[derive(Serialize)]
struct Written {
    written: Vec<String>,
}

fn lines(written: &[String]) -> String {
    written.iter().map(|path| format!("{path}\n")).collect()
}
