//! `comeback export`: data out.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, ValueEnum};
use comeback_app as app;
use comeback_app::{AppError, ExportFormat, write_files};
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
    let files: Vec<(PathBuf, Vec<u8>)> = (app::export(&mut workspace, format)?.into_iter())
        .map(|file| (arguments.output.join(&file.name), file.bytes))
        .collect();
    write_files(&files)?;
    let written: Vec<String> = (files.iter())
        .map(|(path, _)| path.display().to_string())
        .collect();
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
