//! Data out: runs, weeks and the diary as tables and as one object.

use super::{AppError, Workspace, report::Overview};
use crate::diary::{History, Week, response};
use crate::report::json;
use crate::rules;
use crate::run::{EffortKind, Run};
use polars::prelude::{Column, CompatLevel, DataFrame, SchemaExt};
use polars_parquet::write::{
    CompressionOptions, Encoding, FileWriter, RowGroupIterator, StatisticsOptions, Version,
    WriteOptions, get_dtype_encoding,
};
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

/// One column of a table; a missing value is missing.
enum Values {
    Text(Vec<Option<String>>),
    Number(Vec<Option<f64>>),
    Count(Vec<Option<i64>>),
}

type Table = Vec<(&'static str, Values)>;

/// Everything of an athlete as of the workspace's moment.
pub fn export(
    workspace: &mut Workspace,
    format: ExportFormat,
) -> Result<Vec<ExportFile>, AppError> {
    let overview = Overview::of(workspace, None)?;
    let history = &overview.history;
    let first = history.runs.first().map(Run::date);
    let weeks = match first {
        Some(first) => crate::diary::weeks::weeks(history, first, history.today()),
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
                bytes: parquet(table)?,
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
    diary: Vec<&'a crate::diary::Entry>,
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

fn parquet(table: Table) -> Result<Vec<u8>, AppError> {
    let columns: Vec<Column> = table
        .into_iter()
        .map(|(name, values)| match values {
            Values::Text(values) => Column::new(name.into(), values),
            Values::Number(values) => Column::new(name.into(), values),
            Values::Count(values) => Column::new(name.into(), values),
        })
        .collect();
    let mut frame = DataFrame::new_infer_height(columns).map_err(refused)?;
    frame.rechunk_mut();
    let level = CompatLevel::oldest();
    let schema = frame.schema().to_arrow(level);
    let encodings: Vec<Vec<Encoding>> = schema
        .iter_values()
        .map(|field| get_dtype_encoding(&field.dtype))
        .collect();
    // A few hundred rows: compression would cost the build more than it saves on disk.
    let options = WriteOptions {
        statistics: StatisticsOptions::full(),
        version: Version::V1,
        compression: CompressionOptions::Uncompressed,
        data_page_size: None,
    };
    let groups = RowGroupIterator::try_new(
        frame.iter_chunks(level, false).map(Ok),
        &schema,
        options,
        encodings.into(),
    )
    .map_err(refused)?;
    let rows = frame.height() as u64;
    let mut bytes = Vec::new();
    let mut writer = FileWriter::try_new(&mut bytes, schema.clone(), options).map_err(refused)?;
    for group in groups {
        writer
            .write(rows, group.map_err(refused)?)
            .map_err(refused)?;
    }
    writer.end(None).map_err(refused)?;
    drop(writer);
    Ok(bytes)
}

fn csv(table: &Table) -> String {
    let rows = table.first().map_or(0, |(_, values)| values.len());
    let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
    let mut out = names.join(",");
    out.push_str("\r\n");
    for row in 0..rows {
        let fields: Vec<String> = table.iter().map(|(_, values)| values.field(row)).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Values::Text(values) => values.len(),
            Values::Number(values) => values.len(),
            Values::Count(values) => values.len(),
        }
    }

    /// A field as RFC 4180 wants it; missing is empty.
    fn field(&self, row: usize) -> String {
        match self {
            Values::Text(values) => values
                .get(row)
                .cloned()
                .flatten()
                .map_or_else(String::new, |text| quoted(&text)),
            Values::Number(values) => shown(values.get(row).copied().flatten()),
            Values::Count(values) => shown(values.get(row).copied().flatten()),
        }
    }
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Quotes what needs it, and keeps a spreadsheet from running a text as a formula.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_an_empty_field() {
        let table: Table = vec![
            ("name", Values::Text(vec![Some("a,\"b\"".into()), None])),
            ("x", Values::Number(vec![None, Some(0.0)])),
            ("n", Values::Count(vec![Some(2), None])),
        ];
        assert_eq!(csv(&table), "name,x,n\r\n\"a,\"\"b\"\"\",,2\r\n,0,\r\n");
    }

    #[test]
    fn a_table_is_written_as_parquet() {
        let table: Table = vec![("x", Values::Number(vec![None, Some(1.0)]))];
        let bytes = parquet(table).expect("writes");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}
