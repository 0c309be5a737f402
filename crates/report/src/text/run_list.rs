//! `runs`, a line a run, and the words that a run has in any list.

use super::look::{Look, paragraph};
use super::table::table;
use crate::tree::{Cell, Column, Tone, Words, column, figures};
use crate::words::quantity::{climb, clock, counted, distance, pace};
use crate::words::{efforts, is_asked};
use chrono::Datelike;
use comeback_core::diary::{History, Pain, Response};
use comeback_core::run::{EffortKind, NotCounted, Run};

fn columns() -> [Column; 9] {
    [
        column("run", 0),
        column("day", 0),
        figures("distance", 0),
        figures("running", 0),
        figures("pace", 2),
        figures("cadence", 3),
        figures("climb", 4),
        column("response", 0),
        column("efforts", 1),
    ]
}

/// A line a run, in the order given.
pub fn runs<'a>(
    history: &History,
    chosen: impl IntoIterator<Item = &'a Run>,
    look: &Look,
) -> String {
    let chosen: Vec<&Run> = chosen.into_iter().collect();
    let pain = Pain::of(history);
    let rows: Vec<Vec<Cell>> = (chosen.iter())
        .map(|run| line(history, run, &pain.response(run), look))
        .collect();
    if rows.is_empty() {
        return "no runs\n".to_owned();
    }
    let count = rows.len();
    let total = look.dim(&counted(count, "run", "runs"));
    let why = why_not(&chosen, look);
    format!("{}{total}\n{why}", table(look, 0, &columns(), &rows))
}

/// Why some of them count for nothing, and how what is unsure is answered.
fn why_not(chosen: &[&Run], look: &Look) -> String {
    let mut out = String::new();
    for run in chosen {
        if let Some(aside) = &run.not_counted {
            let text = format!("{}: {}", run.id, aside.why());
            out.push_str(&paragraph(look, "? ", "  ", &text));
        }
    }
    let is_unsure = |run: &&Run| matches!(run.not_counted, Some(NotCounted::Unsure(_)));
    if chosen.iter().any(is_unsure) {
        let ask = "A run or not? `comeback show RUN` shows what is known, `comeback sport RUN run` or `comeback sport RUN other` answers.";
        out.push_str(&look.dim(&paragraph(look, "  ", "  ", ask)));
    }
    if out.is_empty() {
        return out;
    }
    format!("\n{}{out}", look.heading("Count for nothing"))
}

/// Its day, with the year where that is not this one.
fn day(history: &History, run: &Run) -> String {
    let form = if run.start.year() == history.now.year() {
        "%a %d %b"
    } else {
        "%a %d %b %Y"
    };
    run.start.format(form).to_string()
}

fn line(history: &History, run: &Run, found: &Response, look: &Look) -> Vec<Cell> {
    vec![
        Cell::toned(run.id.to_string(), Tone::Quiet),
        Cell::from(day(history, run)),
        Cell::figure(run.distance.map(|metres| distance(metres, look.units))),
        Cell::figure(run.running.map(clock)),
        Cell::figure(run.speed.map(|speed| pace(speed, look.units))),
        Cell::figure(
            run.cadence
                .map(|cadence| format!("{:.0} spm", cadence.median.get())),
        ),
        Cell::figure(
            run.ascent
                .map(|metres| format!("+{}", climb(metres, look.units))),
        ),
        response_cell(history, run, found),
        Cell::from(most_telling(run)),
    ]
}

/// The response of a run in a list.
pub(crate) fn response_cell(history: &History, run: &Run, found: &Response) -> Cell {
    if !is_asked(history, run, found) {
        return Cell::Empty;
    }
    Words::response(found).into()
}

/// Less of the moving time was run than in any walk-run session: it was a walk.
const WALKED_BELOW: f64 = 0.05;

/// The first of the [`effort_words`], for a table; of a walk, how long it was.
pub(crate) fn most_telling(run: &Run) -> String {
    if let Some(aside) = &run.not_counted {
        return match aside {
            NotCounted::Unsure(_) => "unsure".to_owned(),
            NotCounted::Excluded(_) => "left out".to_owned(),
        };
    }
    if run.is_accident() {
        return "a slip of the start button".to_owned();
    }
    if let (Some(running), Some(moving)) = (run.running, run.moving)
        && running < moving * WALKED_BELOW
    {
        return format!("walked, {}", clock(moving));
    }
    let words = effort_words(run);
    words.split(", ").next().unwrap_or_default().to_owned()
}

/// `3 hill sprints, 1 hill`, the most telling first; empty where there are none.
pub(crate) fn effort_words(run: &Run) -> String {
    efforts(
        run,
        &[
            EffortKind::HillSprint,
            EffortKind::Sprint,
            EffortKind::Interval,
            EffortKind::Hill,
            EffortKind::Downhill,
            EffortKind::Tempo,
            EffortKind::Stride,
        ],
    )
}
