//! The answer to a score: what it means for a run, what comes next, until when.

use super::today::clock;
use crate::words::quantity::trimmed;
use comeback_core::diary::{Band, History, Response};
use comeback_core::limits;
use comeback_core::plan::today;
use comeback_core::run::RunId;

/// One sentence on the response of a run as it now stands, and one on what is missing.
pub fn answer(history: &History, id: &RunId, response: &Response) -> String {
    let Some(run) = history.run(id) else {
        return String::new();
    };
    let max = response.max.map_or(0.0, |max| max.get());
    let score = trimmed(max, 1);
    let day = run.start.format("%A %-d %B");
    let meaning = if max > limits::AMBER_MAX.value {
        format!(
            "{score} after the run of {day}: over {:.0} is too much. The last step goes back; keep \
             walking on the level, keep the holds, do not stop.",
            limits::AMBER_MAX.value
        )
    } else if max > limits::GREEN_MAX.value {
        format!(
            "{score} after the run of {day}: acceptable, and watched. Nothing is added until the \
             mornings are quieter."
        )
    } else if response.band == Band::Green {
        format!("{score} after the run of {day}: green, and complete. It counts for the next step.")
    } else {
        format!("{score} after the run of {day}: fine so far.")
    };
    let Some(due) = today::score_due(history, run, response) else {
        return meaning;
    };
    let date = history.today();
    let from = if history.now < due.from {
        format!("from {} on", clock(due.from, date))
    } else {
        "now".to_owned()
    };
    format!(
        "{meaning} What is missing is the worst since then, {from}, until {}: `comeback pain SCORE`.",
        clock(due.until, date)
    )
}
