//! The roster as a file for a spreadsheet or a notebook.

use crate::{AppError, ExportFormat};
use comeback_report::json::{self, RosterLineJson};
use comeback_tables::{Table, Values};

/// All of it as a file for a spreadsheet or a notebook.
///
/// # Errors
/// Lines of unequal height, of which there are none.
pub fn roster_file(lines: &[RosterLineJson], format: ExportFormat) -> Result<Vec<u8>, AppError> {
    let refused = |error: String| AppError::Refused(error);
    Ok(match format {
        ExportFormat::Csv => comeback_tables::csv(&table(lines)).into_bytes(),
        ExportFormat::Parquet => {
            comeback_tables::parquet(table(lines)).map_err(|error| refused(error.to_string()))?
        }
        ExportFormat::Json => json::to_text(&json::RosterJson { athletes: lines })
            .map_err(|error| refused(error.to_string()))?
            .into_bytes(),
    })
}

fn table(lines: &[RosterLineJson]) -> Table {
    let text = |of: &dyn Fn(&RosterLineJson) -> Option<String>| {
        Values::Text(lines.iter().map(of).collect())
    };
    let number = |of: &dyn Fn(&RosterLineJson) -> Option<f64>| {
        Values::Number(lines.iter().map(of).collect())
    };
    let count =
        |of: &dyn Fn(&RosterLineJson) -> Option<i64>| Values::Count(lines.iter().map(of).collect());
    vec![
        ("athlete", text(&|line| Some(line.athlete.clone()))),
        ("reason", text(&|line| Some(line.reason.clone()))),
        ("flag", text(&|line| Some(line.flag.clone()))),
        (
            "needs_a_look",
            count(&|line| Some(i64::from(line.needs_a_look))),
        ),
        ("rung", text(&|line| Some(line.rung.clone()))),
        ("level", count(&|line| line.level.map(i64::from))),
        ("weeks_on_rung", count(&|line| line.weeks_on_rung)),
        (
            "last_run",
            text(&|line| line.last_run.map(|day| day.to_string())),
        ),
        ("runs_7_d", count(&|line| i64::try_from(line.runs_7_d).ok())),
        ("running_min_7_d", number(&|line| line.running_min_7_d)),
        (
            "last_response",
            text(&|line| {
                let last = line.last_response.as_ref()?;
                Some(last.band.as_str().to_owned())
            }),
        ),
        (
            "last_response_max",
            number(&|line| line.last_response.as_ref()?.max),
        ),
        ("response_trend", text(&|line| line.response_trend.clone())),
        (
            "scores_due",
            count(&|line| i64::try_from(line.due.len()).ok()),
        ),
        ("urgent", count(&|line| i64::try_from(line.urgent).ok())),
        ("warnings", count(&|line| i64::try_from(line.warnings).ok())),
        ("cautions", count(&|line| i64::try_from(line.cautions).ok())),
        (
            "cadence_spm",
            number(&|line| {
                line.cadence_spm_weeks
                    .iter()
                    .rev()
                    .flatten()
                    .next()
                    .copied()
            }),
        ),
        (
            "tendon_load",
            number(&|line| {
                line.tendon_load_weeks
                    .iter()
                    .rev()
                    .flatten()
                    .next()
                    .copied()
            }),
        ),
        (
            "plan",
            text(&|line| Some(line.plan.as_ref()?.decision.clone())),
        ),
        (
            "plan_runs",
            count(&|line| Some(i64::from(line.plan.as_ref()?.runs))),
        ),
        (
            "plan_min",
            number(&|line| Some(line.plan.as_ref()?.weekly_min)),
        ),
    ]
}
