//! `comeback report`: what a coach looks at.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, ValueEnum};
use comeback_app::{AppError, Chart, Overview, Workspace, run_profile, write_file};
use comeback_report::charts::Format as ImageFormat;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Write the page that a coach looks at, or its charts as images
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback report --open
  comeback report -o ~/Desktop/anna.html
  comeback report --format pdf -o anna.pdf
  comeback report --format fhir -o anna.json
  comeback report --format svg -o charts/
  comeback report --format png --chart run -o run.png")]
pub(super) struct Arguments {
    /// [default: what the ending of the output says, else html]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// File, or folder [default: the folder `reports` of the cache]
    #[arg(short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// The chart of an image; all of them when the output is a folder [default: load]
    #[arg(long, value_name = "CHART")]
    chart: Option<ChartName>,
    /// Name the athlete in the FHIR bundle [default: a local number alone]
    #[arg(long)]
    with_name: bool,
    /// Show it in the browser
    #[arg(long)]
    open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Html,
    Pdf,
    /// Markdown, without the charts
    Md,
    Png,
    Svg,
    /// A Bundle of HL7 FHIR R4, for the clinic's record
    Fhir,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChartName {
    /// Minutes and tendon load a week against the usual range, and the pain that followed
    #[value(alias = "weekly")]
    Load,
    /// Each run and the pain that answered it
    Pain,
    /// Cadence over time, speed taken out
    Cadence,
    /// Cadence against speed, before and after
    Pace,
    /// The ladder, and when what is ahead is likely
    Ladder,
    /// Rehab week by week
    Rehab,
    /// The last run; alone, with the outline of its way
    Run,
}

#[derive(Debug, Serialize)]
struct FilesJson {
    files: Vec<String>,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let overview = Overview::of(&mut workspace, None)?;
    let format = format(arguments.format, arguments.output.as_deref())?;
    let is_elsewhere = arguments.output.is_none() && !workspace.is_reports_folder_kept();
    let files = match format {
        Format::Html => vec![page(&mut workspace, &overview, arguments.output)?],
        Format::Pdf => vec![paper(call, &mut workspace, &overview, arguments.output)?],
        Format::Md => vec![notes(call, &mut workspace, &overview, arguments.output)?],
        Format::Fhir => {
            let named = arguments.with_name;
            vec![bundle(&mut workspace, &overview, arguments.output, named)?]
        }
        Format::Png => images(
            call,
            &mut workspace,
            &overview,
            &arguments,
            ImageFormat::Png,
        )?,
        Format::Svg => images(
            call,
            &mut workspace,
            &overview,
            &arguments,
            ImageFormat::Svg,
        )?,
    };
    let names: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    if call.out.json {
        call.out.json(&FilesJson { files: names })?;
    } else {
        call.out.text(&format!("{}\n", names.join("\n")))?;
    }
    if is_elsewhere {
        call.out
            .warn("nothing can be written in the home, so it lies outside of it, for a while; -o PATH says where else");
    }
    if arguments.open
        && let Some(file) = files.first()
    {
        open(file)?;
    }
    Ok(Exit::Done)
}

/// The format that was asked for, by name or by the ending of the file.
fn format(named: Option<Format>, output: Option<&Path>) -> Result<Format, AppError> {
    if output.is_some_and(|path| path.as_os_str() == "-") {
        return Err(AppError::Refused(
            "a report is a file: -o report.html, or -o report.pdf".to_owned(),
        ));
    }
    let ending = output.and_then(|path| path.extension()?.to_str().map(str::to_lowercase));
    let of_ending = match ending.as_deref() {
        Some("html" | "htm") => Some(Format::Html),
        Some("pdf") => Some(Format::Pdf),
        Some("md" | "markdown") => Some(Format::Md),
        Some("png") => Some(Format::Png),
        Some("svg") => Some(Format::Svg),
        Some("json") => Some(Format::Fhir),
        _ => None,
    };
    match (named, of_ending) {
        (Some(named), Some(ending)) if named != ending => Err(AppError::Refused(format!(
            "`{}` ends like another format than --format says; leave one of the two away",
            output.unwrap_or(Path::new("")).display()
        ))),
        (named, of_ending) => Ok(named.or(of_ending).unwrap_or(Format::Html)),
    }
}

/// Writes the page and returns where.
pub(super) fn page(
    workspace: &mut Workspace,
    overview: &Overview,
    output: Option<PathBuf>,
) -> Result<PathBuf, AppError> {
    let path = place(workspace, overview, output, "html")?;
    write_file(&path, overview.html().as_bytes())?;
    Ok(path)
}

/// Writes the report on paper and returns where.
fn paper(
    call: &Call,
    workspace: &mut Workspace,
    overview: &Overview,
    output: Option<PathBuf>,
) -> Result<PathBuf, AppError> {
    let path = place(workspace, overview, output, "pdf")?;
    let bytes = overview
        .pdf(call.athlete.shown())
        .map_err(|error| AppError::Refused(error.to_string()))?;
    write_file(&path, &bytes)?;
    Ok(path)
}

/// Writes the report in Markdown and returns where.
fn notes(
    call: &Call,
    workspace: &mut Workspace,
    overview: &Overview,
    output: Option<PathBuf>,
) -> Result<PathBuf, AppError> {
    let path = place(workspace, overview, output, "md")?;
    let text = overview.markdown(call.athlete.shown());
    write_file(&path, text.as_bytes())?;
    Ok(path)
}

/// Writes the bundle for the clinic and returns where.
fn bundle(
    workspace: &mut Workspace,
    overview: &Overview,
    output: Option<PathBuf>,
    with_name: bool,
) -> Result<PathBuf, AppError> {
    let path = place(workspace, overview, output, "fhir.json")?;
    let text = comeback_app::fhir(workspace, overview, with_name);
    write_file(&path, text.as_bytes())?;
    Ok(path)
}

/// The file that was asked for, in the folder that was asked for, else in the athlete's own.
fn place(
    workspace: &mut Workspace,
    overview: &Overview,
    output: Option<PathBuf>,
    ending: &str,
) -> Result<PathBuf, AppError> {
    let name = format!("{}.{ending}", overview.history.today());
    Ok(match output {
        Some(path) if is_folder(&path) => path.join(name),
        Some(path) => path,
        None => workspace.reports_folder().join(name),
    })
}

fn images(
    call: &Call,
    workspace: &mut Workspace,
    overview: &Overview,
    arguments: &Arguments,
    format: ImageFormat,
) -> Result<Vec<PathBuf>, AppError> {
    let ending = match format {
        ImageFormat::Png => "png",
        ImageFormat::Svg => "svg",
    };
    let chosen = arguments.chart.map(|chart| match chart {
        ChartName::Load => Chart::Load,
        ChartName::Pain => Chart::Pain,
        ChartName::Cadence => Chart::Cadence,
        ChartName::Pace => Chart::Pace,
        ChartName::Ladder => Chart::Ladder,
        ChartName::Rehab => Chart::Rehab,
        ChartName::Run => Chart::Run,
    });
    let mut seen = overview.seen();
    if chosen == Some(Chart::Run)
        && let Some(run) = overview.history.runs.last()
    {
        // Asked for by itself it is the run's own page, which shows where it went.
        seen.run = run_profile(workspace, &overview.history, run, true)?;
    }
    let draw = |chart: Chart| {
        overview
            .chart(chart, &seen, call.athlete.shown(), format)
            .map_err(|error| AppError::Refused(error.to_string()))
    };
    let folder = match &arguments.output {
        Some(path) if !is_folder(path) => {
            let bytes = draw(chosen.unwrap_or(Chart::Load))?.ok_or_else(|| {
                AppError::Refused("the last run has no samples to draw".to_owned())
            })?;
            write_file(path, &bytes)?;
            return Ok(vec![path.clone()]);
        }
        Some(path) => path.clone(),
        None => workspace.reports_folder(),
    };
    let today = overview.history.today();
    let mut files = Vec::new();
    let charts = Chart::ALL.into_iter();
    for chart in charts.filter(|chart| chosen.is_none_or(|chosen| chosen == *chart)) {
        if let Some(bytes) = draw(chart)? {
            let path = folder.join(format!(
                "{today}-{}-{}.{ending}",
                workspace.athlete,
                chart.name()
            ));
            write_file(&path, &bytes)?;
            files.push(path);
        }
    }
    Ok(files)
}

/// An existing folder, or a path that is written as one.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', '\\'])
}

fn open(file: &Path) -> Result<(), AppError> {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    std::process::Command::new(opener)
        .arg(file)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .map(drop)
        .map_err(|error| AppError::file(Path::new(opener), error))
}
