//! `comeback plan`: the graded week.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, ValueEnum};
use comeback_app as app;
use comeback_app::{AppError, write_file, write_files};
use comeback_core::diary::adherence;
use comeback_core::plan::why;
use comeback_report::workout::intervals;
use comeback_report::{csv, json, markdown, text};
use std::path::PathBuf;

/// Write the graded week
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback plan
  comeback plan --week this
  comeback plan --why
  comeback plan --week 2026-W48 --json
  comeback plan --format ics -o week.ics
  comeback plan --format fit -o /media/watch/GARMIN/NewFiles
  comeback plan --format intervals")]
pub(super) struct Arguments {
    /// next, this, a week such as 2026-W48, or a day in it
    #[arg(long, value_name = "W", default_value = "next")]
    week: String,
    /// Say what was read, on whose word, and the smallest change that would have changed it
    #[arg(long)]
    why: bool,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// File to write to, for fit a folder [default: standard output, for fit the present folder]
    #[arg(short, value_name = "PATH")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    /// Markdown
    Md,
    /// Calendar
    Ics,
    /// One workout file a running day, for the watch, and a page of what each watch makes of it
    Fit,
    /// Text for the workout builder of intervals.icu
    Intervals,
    Csv,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let monday = app::week(&workspace, &arguments.week)?;
    let history = workspace.history()?;
    let plan = comeback_core::plan::plan(&history, monday);
    let done = adherence::week(&history, monday);
    let explained = arguments.why.then(|| why::why(&history, monday, &plan));
    let rehab = comeback_core::plan::rehab::overview(&history, &plan);
    let format = if call.out.json {
        Format::Json
    } else {
        arguments.format
    };
    let units = history.settings.units;
    let written = match format {
        Format::Text => {
            let look = call.out.look(units);
            let sessions = done.map(|done| text::sessions(&done, &look));
            let told = explained.map(|told| text::why(&told, &look));
            let care = rehab.map(|overview| text::rehab(&history, &overview, &look));
            [Some(text::plan(&plan, &look)), care, sessions, told]
                .into_iter()
                .flatten()
                .collect()
        }
        Format::Json => {
            let mut told = json::plan(&plan);
            told.rehab = rehab.as_ref().map(json::rehab);
            told.adherence = done.as_ref().map(json::adherence);
            told.explanation = explained.as_ref().map(json::why);
            json::to_text(&told).map_err(|error| AppError::Refused(error.to_string()))?
        }
        Format::Md => {
            let care = rehab.map(|overview| markdown::rehab(&history, &overview));
            [Some(markdown::plan(&plan, units)), care]
                .into_iter()
                .flatten()
                .collect()
        }
        Format::Ics => app::calendar(&workspace, &history, &[plan])?,
        Format::Intervals => {
            let written = intervals::week(&plan, workspace.athlete.shown());
            if written.is_empty() {
                call.out.say("the week holds no run");
            }
            written
        }
        Format::Csv => csv::csv(&plan),
        Format::Fit => {
            let folder = arguments.output.unwrap_or_else(|| PathBuf::from("."));
            let watch = app::watch(&workspace, &history, &plan)?;
            let files = watch
                .files
                .iter()
                .map(|file| (&file.name, file.bytes.as_slice()));
            let page = (&watch.page_name, watch.page.as_bytes());
            let files: Vec<(PathBuf, Vec<u8>)> = (files.chain([page]))
                .map(|(name, bytes)| (folder.join(name), bytes.to_vec()))
                .collect();
            write_files(&files)?;
            for (path, _) in &files {
                call.out.text(&format!("{}\n", path.display()))?;
            }
            if watch.files.is_empty() {
                call.out.say("the week holds no run");
            }
            for old in &watch.stale {
                call.out.say(&format!(
                    "if an earlier plan put `{}` on the watch, remove it there",
                    old.title
                ));
            }
            return Ok(Exit::Done);
        }
    };
    match arguments.output {
        Some(path) => write_file(&path, written.as_bytes())?,
        None => call.out.text(&written)?,
    }
    Ok(Exit::Done)
}
