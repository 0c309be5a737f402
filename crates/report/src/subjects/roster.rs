//! All athletes of a coach: who comes first, why, and how the last weeks went.

use crate::json::RosterLineJson;
use crate::text::sparkline;
use crate::tree::{Cell, Table, Tone, Words, column, figures};
use crate::words::quantity::{counted, minutes};

/// Weeks of a little line.
const LINE_WEEKS: usize = 12;
/// A little line of cadence reaches so far under its middle, as a share.
const CADENCE_REACH: f64 = 0.08;

/// One athlete a line, in the order given.
pub fn table(title: &str, athletes: &[&RosterLineJson]) -> Table {
    let columns = vec![
        column("athlete", 0),
        column("why", 0),
        column("rung", 0),
        column("last run", 1),
        column("response", 0),
        figures("due", 2),
        figures("min 7 d", 5),
        column("cadence", 4),
        column("load", 4),
        column("this week", 3),
    ];
    let mut table = Table::new(title, columns);
    for line in athletes {
        table.row(row(line));
    }
    table
}

fn row(line: &RosterLineJson) -> [Cell; 10] {
    let rung = (line.rung != crate::json::NO_RUNG).then(|| {
        let level = line
            .level
            .map_or(String::new(), |level| format!(" {level}"));
        let weeks = line
            .weeks_on_rung
            .map_or(String::new(), |weeks| format!(", {weeks} wk"));
        format!("{}{level}{weeks}", line.rung.replace('-', " "))
    });
    let response: Cell = match (&line.last_response, line.response_trend.as_deref()) {
        (None, _) => Cell::Missing,
        (Some(last), trend) => {
            let mut words = Words::band(last.band, last.max);
            match trend {
                Some("rising") => words = words.then(" ↗"),
                Some("falling") => words = words.then(" ↘"),
                _ => {}
            }
            words.into()
        }
    };
    let tone = if line.needs_a_look {
        Tone::Strong
    } else {
        Tone::Plain
    };
    [
        Cell::toned(&line.athlete, Tone::Strong),
        Cell::toned(&line.reason, tone),
        Cell::figure(rung),
        Cell::figure(line.last_run.map(|day| day.to_string())),
        response,
        Cell::figure((!line.due.is_empty()).then(|| line.due.len().to_string())),
        Cell::figure(line.running_min_7_d.map(minutes)),
        little(&line.cadence_spm_weeks, true),
        little(&line.tendon_load_weeks, false),
        Cell::figure(line.plan.as_ref().map(|plan| {
            let runs = counted(plan.runs as usize, "run", "runs");
            let open = if plan.provisional { ", open" } else { "" };
            format!(
                "{}: {runs}, {} min{open}",
                plan.decision,
                minutes(plan.weekly_min)
            )
        })),
    ]
}

/// The last weeks as a little line; cadence on a scale around its own middle.
fn little(weeks: &[Option<f64>], around: bool) -> Cell {
    let from = weeks.len().saturating_sub(LINE_WEEKS);
    let shown = weeks.get(from..).unwrap_or_default();
    let mut known: Vec<f64> = shown.iter().flatten().copied().collect();
    let floor = match comeback_core::robust::median(&mut known) {
        Some(middle) if around => middle * (1.0 - CADENCE_REACH),
        Some(_) => 0.0,
        None => return Cell::Missing,
    };
    sparkline(shown, floor).into()
}
