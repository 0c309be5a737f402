//! Two stretches of time side by side.

use crate::tree::{Block, Cell, Section, Table, Tone, column, figures};
use crate::words::quantity::{counted, long_date};
use comeback_core::trend::period::{Period, Stretch, Weekly};

/// `2 November 2026 to 29 November 2026`
fn named(stretch: Stretch) -> String {
    format!("{} to {}", long_date(stretch.from), long_date(stretch.to))
}

/// `12 Oct 2026 – 22 Nov 2026`
fn short(stretch: Stretch) -> String {
    let day = |day: chrono::NaiveDate| day.format("%-d %b %Y").to_string();
    format!("{} – {}", day(stretch.from), day(stretch.to))
}

/// The later stretch against the earlier one.
pub fn section(now: &Period, before: &Period) -> Section {
    let mut section = Section::new("compared", "Two periods")
        .with(Block::toned(Tone::Lead, sentence(now, before)));
    if now.stretch.from <= before.stretch.to && before.stretch.from <= now.stretch.to {
        section = section.with(Block::text(
            "The two overlap: days in both count on both sides.",
        ));
    }
    section.with(Block::Table(table(now, before)))
}

/// What was done more or less of, and how it was answered.
fn sentence(now: &Period, before: &Period) -> String {
    if now.runs == 0 || before.runs == 0 {
        let without = if now.runs == 0 { now } else { before };
        return format!("There was no run from {}.", named(without.stretch));
    }
    let done = match (now.minutes, before.minutes) {
        (Some(now), Some(before)) if !now.partly && !before.partly => {
            format!("{:.0} min a week against {:.0}", now.value, before.value)
        }
        _ => format!(
            "{:.1} runs a week against {:.1}",
            now.runs_a_week, before.runs_a_week
        ),
    };
    match (now.mean_response, before.mean_response) {
        (Some(pain), Some(earlier)) => {
            format!("{done}, and pain after runs {pain:.1} against {earlier:.1} on average.")
        }
        (None, None) => format!("{done}; no pain score is known of either."),
        (None, Some(_)) => format!("{done}; no pain score is known of the first."),
        (Some(_), None) => format!("{done}; no pain score is known of the second."),
    }
}

fn table(now: &Period, before: &Period) -> Table {
    let mut table = Table::new(
        "Two periods",
        vec![
            column("figure", 0),
            figures(short(now.stretch), 0),
            figures(short(before.stretch), 0),
            figures("difference", 0),
        ],
    );
    let mut row = |name: &str,
                   read: &dyn Fn(&Period) -> Option<f64>,
                   decimals: usize,
                   part: &dyn Fn(&Period) -> bool| {
        let told = |period: &Period| {
            Cell::figure(read(period).map(|value| {
                let short = if part(period) { "at least " } else { "" };
                format!("{short}{}", fixed(value, decimals))
            }))
        };
        let difference = match (read(now), read(before)) {
            (Some(now_is), Some(was)) if !part(now) && !part(before) => {
                let change = fixed(now_is - was, decimals);
                let signed = match change.strip_prefix('-') {
                    Some(less) => format!("−{less}"),
                    None if change.trim_matches(['0', '.']).is_empty() => change,
                    None => format!("+{change}"),
                };
                Cell::from(signed)
            }
            _ => Cell::Empty,
        };
        table.row([name.into(), told(now), told(before), difference]);
    };
    let whole = |_: &Period| false;
    let weekly = |of: Option<Weekly>| of.map(|week| week.value);
    let partly = |of: Option<Weekly>| of.is_some_and(|week| week.partly);
    row(
        "days",
        &|period| Some(period.stretch.days() as f64),
        0,
        &whole,
    );
    row("runs a week", &|period| Some(period.runs_a_week), 1, &whole);
    row(
        "running min a week",
        &|period| weekly(period.minutes),
        0,
        &|period| partly(period.minutes),
    );
    row("longest run, min", &|period| period.longest, 0, &whole);
    row(
        "hard min a week",
        &|period| weekly(period.hard),
        0,
        &|period| partly(period.hard),
    );
    row(
        "tendon load a week",
        &|period| weekly(period.load),
        1,
        &|period| partly(period.load),
    );
    row(
        "cadence at the same speed, spm",
        &|period| Some(period.cadence?.0),
        0,
        &whole,
    );
    row(
        "mean of the highest pain scores",
        &|period| period.mean_response,
        1,
        &whole,
    );
    row(
        "runs answered over 3",
        &|period| (period.answered > 0).then_some(period.over_three as f64),
        0,
        &whole,
    );
    row(
        "over 5 among them",
        &|period| (period.answered > 0).then_some(period.over_five as f64),
        0,
        &whole,
    );
    table.below = Some(format!(
        "A score is known of {} of {} and {} of {}. Cadence is of the last year, with speed taken out.",
        now.answered,
        counted(now.runs, "run", "runs"),
        before.answered,
        counted(before.runs, "run", "runs")
    ));
    table
}

/// The figure with so many decimals; what rounds to nothing has no sign.
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(less) if less.trim_matches(['0', '.']).is_empty() => less.to_owned(),
        _ => text,
    }
}
