//! `runs`, a line a run, and the words that a run has in any list.

use super::look::{Ink, Look, band_ink, band_words};
use super::quantity::{climb, clock, counted, distance, pace, trimmed};
use super::table::{Cell, Column, left, right, table};
use comeback_core::diary::{History, Response, response};
use comeback_core::run::{EffortKind, Run};

const LINE: [Column; 9] = [
    left("run", 0),
    left("day", 0),
    right("distance", 0),
    right("running", 0),
    right("pace", 2),
    right("cadence", 3),
    right("climb", 4),
    left("response", 0),
    left("efforts", 1),
];

/// A line a run, in the order given.
pub fn runs<'a>(
    history: &History,
    chosen: impl IntoIterator<Item = &'a Run>,
    look: &Look,
) -> String {
    let rows: Vec<Vec<Cell>> = chosen
        .into_iter()
        .map(|run| line(history, run, look))
        .collect();
    if rows.is_empty() {
        return "no runs\n".to_owned();
    }
    let count = rows.len();
    let total = look.dim(&counted(count, "run", "runs"));
    format!("{}{total}\n", table(look, 0, &LINE, &rows))
}

fn line(history: &History, run: &Run, look: &Look) -> Vec<Cell> {
    let found = response(run, history);
    vec![
        Cell::inked(run.id.to_string(), Ink::Dim),
        Cell::plain(run.start.format("%a %d %b").to_string()),
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
        response_cell(history, run, &found),
        Cell::plain(most_telling(run)),
    ]
}

/// The response of a run in a list.
pub(crate) fn response_cell(history: &History, run: &Run, found: &Response) -> Cell {
    if !is_asked(history, run, found) {
        return Cell::plain("");
    }
    Cell::inked(response_words(found), band_ink(found.band))
}

/// Whether a response is worth a word: without an episode pain need not be logged, and
/// nothing is said of what is missing.
pub(crate) fn is_asked(history: &History, run: &Run, found: &Response) -> bool {
    found.max.is_some() || history.episode_on(run.date()).is_some()
}

/// `◆ red 5.5`
pub(crate) fn response_words(response: &Response) -> String {
    match response.max {
        Some(max) => format!("{} {}", band_words(response.band), trimmed(max.get(), 1)),
        None => band_words(response.band).to_owned(),
    }
}

/// Less of the moving time was run than in any walk-run session: it was a walk.
const WALKED_BELOW: f64 = 0.05;

/// The first of the [`effort_words`], for a table; of a walk, how long it was.
pub(crate) fn most_telling(run: &Run) -> String {
    if let Some(aside) = &run.not_counted {
        return format!("not counted: {}", aside.why());
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
    counted_efforts(
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

/// `3 hill sprints, 1 hill`: the kinds asked for that the run holds, in that order.
pub(crate) fn counted_efforts(run: &Run, kinds: &[EffortKind]) -> String {
    let parts: Vec<String> = kinds
        .iter()
        .filter_map(|kind| {
            let count = run.count(*kind).filter(|count| *count > 0)?;
            let (one, many) = match kind {
                EffortKind::HillSprint => ("hill sprint", "hill sprints"),
                EffortKind::Sprint => ("sprint", "sprints"),
                EffortKind::Interval => ("interval", "intervals"),
                EffortKind::Hill => ("hill", "hills"),
                EffortKind::Downhill => ("downhill", "downhills"),
                EffortKind::Tempo => ("tempo", "tempos"),
                EffortKind::Stride => ("stride", "strides"),
            };
            Some(counted(count, one, many))
        })
        .collect();
    parts.join(", ")
}
