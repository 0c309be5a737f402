//! When the rungs are likely to be complete, and what went before higher scores.

use super::check::words;
use super::look::{Look, paragraph};
use super::quantity::trimmed;
use super::table::{Cell, left, table};
use chrono::NaiveDate;
use comeback_core::forecast::{Dates, Forecast};
use comeback_core::insight::WentBefore;
use comeback_core::limits;

/// The forecast: a sentence, then a line for each rung.
pub fn forecast(found: &Forecast, look: &Look) -> String {
    let mut out = paragraph(look, "", "", &headline(found));
    if !found.rungs.is_empty() {
        let columns = [
            left("rung", 0),
            left("likely by", 0),
            left("not before", 0),
            left("at the latest", 0),
        ];
        let rows: Vec<Vec<Cell>> = (found.rungs.iter())
            .map(|rung| {
                vec![
                    Cell::plain(words(rung.rung)),
                    Cell::plain(on(rung.dates.median)),
                    Cell::plain(on(rung.dates.early)),
                    Cell::plain(on(rung.dates.late)),
                ]
            })
            .collect();
        out.push('\n');
        out.push_str(&table(look, 0, &columns, &rows));
        out.push_str(&paragraph(
            look,
            "",
            "",
            "Four of five returns like yours lie between the last two dates. Pain, illness or a \
             break moves them; the plan never goes faster to meet one.",
        ));
    }
    if let (Some(best), true) = (found.best_case, found.restored.is_some()) {
        out.push_str(&paragraph(
            look,
            "",
            "",
            &format!("Best case, with every week a step: {}.", on(best)),
        ));
    }
    out
}

fn headline(found: &Forecast) -> String {
    if found.complete {
        return "Every rung of your goal is complete.".to_owned();
    }
    let from = limits::FORECAST_FROM_WEEK.value;
    match (found.restored, found.best_case) {
        (Some(Dates { median, .. }), _) => format!(
            "You are likely to be back at your goal by {}; {} of the last {} weeks brought a step \
             and {} are left.",
            on(median),
            found.steps_taken.unwrap_or(0),
            limits::FORECAST_LOOK_BACK.value,
            steps(found.steps_left.unwrap_or(0)),
        ),
        (None, None) => "No date is in sight: with the log as it is, the plan does not lead to \
                         your goal. `comeback plan` says what holds it."
            .to_owned(),
        (None, Some(best)) if found.in_sight => format!(
            "Best case: back at your goal by {}, if every week brings its step. From week {from} \
             of the return on there is an estimate by how it has gone; {} known so far.",
            on(best),
            weeks(found.weeks_known),
        ),
        (None, Some(best)) => format!(
            "No date is in sight yet: {} of the last {} weeks brought a step, and {} are left. \
             That may well take more than a year. In the best case it is {}.",
            found.steps_taken.unwrap_or(0),
            limits::FORECAST_LOOK_BACK.value,
            steps(found.steps_left.unwrap_or(0)),
            on(best),
        ),
    }
}

fn on(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

fn steps(count: u32) -> String {
    match count {
        1 => "1 step".to_owned(),
        _ => format!("{count} steps"),
    }
}

fn weeks(count: u32) -> String {
    match count {
        1 => "1 week is".to_owned(),
        _ => format!("{count} weeks are"),
    }
}

/// What went before higher scores; empty where nothing may be said.
pub fn went_before(found: &[WentBefore], look: &Look) -> String {
    if found.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n");
    for before in found {
        out.push_str(&paragraph(look, "", "", &went_before_words(before)));
    }
    out.push_str(&paragraph(
        look,
        "",
        "",
        "That it went before does not say that it caused it.",
    ));
    out
}

/// One sentence: `Hard running went before scores that were 1.4 higher …`
pub fn went_before_words(before: &WentBefore) -> String {
    format!(
        "{} went before scores that were {} higher (95 % interval {} to {}; {} runs with it, {} \
         without).",
        before.what.words(),
        trimmed(before.points, 1),
        trimmed(before.low, 1),
        trimmed(before.high, 1),
        before.runs_with,
        before.runs_without,
    )
}
