//! When the rungs are likely to be complete.

use crate::Picture;
use crate::tree::{Block, Section, Table, column};
use crate::words;
use chrono::NaiveDate;
use comeback_core::forecast::{self, Dates, Fit, Forecast};
use comeback_core::limits;

/// The forecast of a report; nothing without an open episode.
pub(super) fn section(picture: &Picture) -> Option<Section> {
    picture.standing?;
    let found = forecast::forecast(picture.history)?;
    Some(
        Section::new("forecast", "When you are likely to be back")
            .listed("Forecast")
            .with_all(blocks(&found)),
    )
}

/// A sentence, then a line for each rung.
pub fn blocks(found: &Forecast) -> Vec<Block> {
    let mut blocks = vec![Block::text(headline(found))];
    if !found.rungs.is_empty() {
        let mut table = Table::new(
            "When each rung is likely to be complete",
            vec![
                column("rung", 0),
                column("likely by", 0),
                column("not before", 0),
                column("at the latest", 0),
            ],
        );
        for rung in &found.rungs {
            let Dates {
                early,
                median,
                late,
            } = rung.dates;
            table.row([
                words::rung(rung.rung).into(),
                on(median).into(),
                on(early).into(),
                on(late).into(),
            ]);
        }
        table.below = Some(
            "Four of five returns should lie between the last two dates, and of simulated ones as \
             many did. Pain, illness or a break moves them; the plan never goes faster to meet one."
                .to_owned(),
        );
        blocks.push(Block::Table(table));
    }
    if let (Some(best), true) = (found.best_case, found.restored.is_some()) {
        blocks.push(Block::text(format!(
            "Best case, with every week a step: {}.",
            on(best)
        )));
    }
    blocks.extend(race_words(found).map(Block::text));
    blocks
}

/// Whether the race fits, honestly; nothing where none is told.
pub fn race_words(found: &Forecast) -> Option<String> {
    let race = found.race?;
    let says = match race.fit {
        Fit::Complete => "every rung of your goal is complete.".to_owned(),
        Fit::Likely => "it fits: even the last date of the forecast is no later.".to_owned(),
        Fit::Even => "it may fit: it lies between the likely date and the last one.".to_owned(),
        Fit::Unlikely => "it comes early: it lies before the likely date.".to_owned(),
        Fit::No => match found.best_case.filter(|best| *best > race.on) {
            Some(best) => format!(
                "it comes too early. Even if every week brought its step, you would be back at \
                 your goal by {}.",
                on(best)
            ),
            None => "it comes too early: even the first date of the forecast is later.".to_owned(),
        },
        Fit::BestCase => "it can fit, if every week brings its step.".to_owned(),
        Fit::OutOfSight => "nothing says yet that it fits.".to_owned(),
    };
    Some(format!(
        "Your race on {}: {says} The plan goes no faster for it.",
        on(race.on)
    ))
}

fn headline(found: &Forecast) -> String {
    if found.complete {
        return "Every rung of your goal is complete.".to_owned();
    }
    let from = limits::FORECAST_FROM_WEEK.value;
    match (found.restored, found.best_case) {
        (Some(Dates { median, .. }), _) => format!(
            "You are likely to be back at your goal by {}; {} of the last {} weeks brought a step \
             and {} left.",
            on(median),
            found.steps_taken.unwrap_or(0),
            found.weeks_read.unwrap_or(0),
            steps_are(found.steps_left.unwrap_or(0)),
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
            "No date is in sight yet: {} of the last {} weeks brought a step, and {} left. \
             That may well take more than a year. In the best case it is {}.",
            found.steps_taken.unwrap_or(0),
            found.weeks_read.unwrap_or(0),
            steps_are(found.steps_left.unwrap_or(0)),
            on(best),
        ),
    }
}

/// `1 step is`, `3 steps are`
fn steps_are(count: u32) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", steps(count))
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
