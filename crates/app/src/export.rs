//! Data out: runs, weeks and the diary as tables and as one object.

use super::{AppError, Workspace, report::Overview};
use comeback_core::diary::{History, Week, response};
use comeback_core::rules;
use comeback_core::run::{EffortKind, Run};
use comeback_report::json;
use comeback_tables::{Table, Values, csv, parquet};
use serde::Serialize;

/// A file of an export.
#[derive(Debug)]
pub struct ExportFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Parquet,
    Csv,
    Json,
}

/// Everything of an athlete as of the workspace's moment.
///
/// # Errors
/// Where the history cannot be read, or a table cannot be written as Parquet.
pub fn export(
    workspace: &mut Workspace,
    format: ExportFormat,
) -> Result<Vec<ExportFile>, AppError> {
    let overview = Overview::of(workspace, None)?;
    let history = &overview.history;
    let first = history.runs.first().map(Run::date);
    let weeks = match first {
        Some(first) => comeback_core::diary::weeks::weeks(history, first, history.today()),
        None => Vec::new(),
    };
    let athlete = workspace.athlete.as_str();
    let known = workspace
        .entries
        .iter()
        .filter(|entry| entry.at <= history.now);
    let entries: Vec<_> = known.collect();
    if format == ExportFormat::Json {
        let whole = WholeJson {
            athlete,
            as_of: history.now.to_rfc3339(),
            runs: json::runs(history, history.runs.iter()).runs,
            weeks: json::trend(&weeks).weeks,
            diary: entries,
        };
        let text = json::to_text(&whole).map_err(refused)?;
        return Ok(vec![ExportFile {
            name: format!("{athlete}.json"),
            bytes: text.into_bytes(),
        }]);
    }
    let mut diary = String::new();
    for entry in entries {
        diary.push_str(&serde_json::to_string(entry).map_err(refused)?);
        diary.push('\n');
    }
    let mut files = Vec::new();
    for (name, table) in [("runs", runs(history)), ("weeks", week_table(&weeks))] {
        files.push(match format {
            ExportFormat::Parquet => ExportFile {
                name: format!("{athlete}-{name}.parquet"),
                bytes: parquet(table).map_err(refused)?,
            },
            _ => ExportFile {
                name: format!("{athlete}-{name}.csv"),
                bytes: csv(&table).into_bytes(),
            },
        });
    }
    files.push(ExportFile {
        name: format!("{athlete}-diary.jsonl"),
        bytes: diary.into_bytes(),
    });
    Ok(files)
}

fn refused(error: impl std::fmt::Display) -> AppError {
    AppError::Refused(error.to_string())
}

#[derive(Serialize)]
struct WholeJson<'a> {
    athlete: &'a str,
    as_of: String,
    runs: Vec<json::RunJson>,
    weeks: Vec<json::WeekJson>,
    diary: Vec<&'a comeback_core::diary::Entry>,
}

fn runs(history: &History) -> Table {
    let all = &history.runs;
    let text = |of: &dyn Fn(&Run) -> Option<String>| Values::Text(all.iter().map(of).collect());
    let number = |of: &dyn Fn(&Run) -> Option<f64>| Values::Number(all.iter().map(of).collect());
    let count = |kind: EffortKind| {
        let counts = all.iter().map(|run| run.count(kind));
        Values::Count(
            counts
                .map(|count| count.map(|count| count as i64))
                .collect(),
        )
    };
    let responses: Vec<_> = all.iter().map(|run| response(run, history)).collect();
    vec![
        ("id", text(&|run| Some(run.id.0.clone()))),
        ("start", text(&|run| Some(run.start.to_rfc3339()))),
        ("date", text(&|run| Some(run.date().to_string()))),
        (
            "sub_sport",
            text(&|run| Some(run.sub_sport.as_str().to_owned())),
        ),
        ("distance_m", number(&|run| run.distance.map(|v| v.get()))),
        ("elapsed_s", number(&|run| Some(run.elapsed.get()))),
        ("timer_s", number(&|run| run.timer.map(|v| v.get()))),
        ("moving_s", number(&|run| run.moving.map(|v| v.get()))),
        ("running_s", number(&|run| run.running.map(|v| v.get()))),
        ("ascent_m", number(&|run| run.ascent.map(|v| v.get()))),
        ("descent_m", number(&|run| run.descent.map(|v| v.get()))),
        (
            "cadence_median_spm",
            number(&|run| run.cadence.map(|v| v.median.get())),
        ),
        (
            "cadence_mean_spm",
            number(&|run| run.cadence.map(|v| v.mean.get())),
        ),
        (
            "step_length_m",
            number(&|run| run.step_length.map(|v| v.get())),
        ),
        (
            "heart_rate_mean_bpm",
            number(&|run| run.heart_rate.map(|v| v.mean.get())),
        ),
        (
            "heart_rate_max_bpm",
            number(&|run| run.heart_rate.map(|v| v.max.get())),
        ),
        (
            "ground_contact_s",
            number(&|run| run.dynamics?.ground_contact.map(|v| v.get())),
        ),
        (
            "vertical_oscillation_m",
            number(&|run| run.dynamics?.vertical_oscillation.map(|v| v.get())),
        ),
        (
            "vertical_ratio",
            number(&|run| run.dynamics?.vertical_ratio),
        ),
        ("left_share", number(&|run| run.dynamics?.left_share)),
        ("speed_m_per_s", number(&|run| run.speed.map(|v| v.get()))),
        ("gap_m_per_s", number(&|run| run.gap.map(|v| v.get()))),
        ("hard_s", number(&|run| run.hard.map(|v| v.get()))),
        ("hills", count(EffortKind::Hill)),
        ("downhills", count(EffortKind::Downhill)),
        ("strides", count(EffortKind::Stride)),
        ("intervals", count(EffortKind::Interval)),
        ("sprints", count(EffortKind::Sprint)),
        ("hill_sprints", count(EffortKind::HillSprint)),
        ("tendon_load", number(&|run| run.tendon_load)),
        ("session_rpe", number(&|run| run.load.session_rpe)),
        ("trimp", number(&|run| run.load.trimp)),
        ("rtss", number(&|run| run.load.rtss)),
        (
            "response_band",
            Values::Text(
                responses
                    .iter()
                    .map(|r| Some(r.band.as_str().to_owned()))
                    .collect(),
            ),
        ),
        (
            "response_max",
            Values::Number(
                responses
                    .iter()
                    .map(|r| r.max.map(|max| max.get()))
                    .collect(),
            ),
        ),
        (
            "quality",
            text(&|run| {
                let doubts = rules::doubts(history, run);
                let rules: Vec<&str> = doubts.iter().map(|doubt| doubt.rule.as_str()).collect();
                (!rules.is_empty()).then(|| rules.join(" "))
            }),
        ),
    ]
}

fn week_table(weeks: &[Week]) -> Table {
    let rows: Vec<json::WeekJson> = json::trend(weeks).weeks;
    let number =
        |of: &dyn Fn(&json::WeekJson) -> Option<f64>| Values::Number(rows.iter().map(of).collect());
    vec![
        (
            "week",
            Values::Text(rows.iter().map(|week| Some(week.week.clone())).collect()),
        ),
        (
            "runs",
            Values::Count(rows.iter().map(|week| Some(week.runs as i64)).collect()),
        ),
        ("running_min", number(&|week| week.running_min)),
        ("session_min", number(&|week| week.session_min)),
        ("distance_m", number(&|week| week.distance_m)),
        ("hard_min", number(&|week| week.hard_min)),
        ("ascent_m", number(&|week| week.ascent_m)),
        ("descent_m", number(&|week| week.descent_m)),
        ("cadence_spm", number(&|week| week.cadence_spm)),
        ("tendon_load", number(&|week| week.tendon_load)),
        ("worst_response", number(&|week| week.worst_response)),
    ]
}
