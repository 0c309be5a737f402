//! The weekly table, and a line of it for the eye: what is missing is a gap.

use super::look::{Ink, Look, band_ink, band_words, pad};
use super::quantity::{
    climb, climb_number, climb_unit, distance_number, distance_unit, minutes, trimmed,
};
use super::table::{Cell, left, right, table};
use comeback_core::diary::Week;
use comeback_core::limits::UnitSystem;
use comeback_core::units::{Metres, PainScore, StepsPerMinute};

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The table, one week a line, the last one last, and the sparklines below.
pub fn trend(weeks: &[Week], look: &Look) -> String {
    if weeks.is_empty() {
        return "no weeks\n".to_owned();
    }
    let columns = [
        left("week", 0),
        right("runs", 0),
        right("min", 0),
        right("min/run", 0),
        right(distance_unit(look.units), 1),
        right("hard", 0),
        right(
            if climb_unit(look.units) == "m" {
                "up m"
            } else {
                "up ft"
            },
            3,
        ),
        right(
            if climb_unit(look.units) == "m" {
                "down m"
            } else {
                "down ft"
            },
            7,
        ),
        right("spm", 2),
        right("sprints", 4),
        right("hills", 5),
        right("hill spr.", 3),
        right("tendon", 6),
        left("response", 0),
    ];
    let rows: Vec<Vec<Cell>> = weeks.iter().map(|week| row(week, look)).collect();
    format!(
        "{}\n{}",
        table(look, 0, &columns, &rows),
        sparklines(weeks, look)
    )
}

fn row(week: &Week, look: &Look) -> Vec<Cell> {
    // In a week without a run nothing is missing: there was nothing to measure.
    let figure = |text: Option<String>| {
        if week.runs == 0 {
            Cell::plain("")
        } else {
            Cell::figure(text)
        }
    };
    let count = |count: Option<usize>| figure(count.map(|count| count.to_string()));
    let mut cells = vec![
        Cell::plain(week.name()),
        Cell::inked(
            week.runs.to_string(),
            if week.runs == 0 { Ink::Dim } else { Ink::Plain },
        ),
        figure(week.running_min.map(|value| format!("{value:.0}"))),
        figure(week.session_min.map(|value| format!("{value:.0}"))),
        figure(
            week.distance
                .map(|metres| distance_number(metres, look.units)),
        ),
        figure(week.hard_min.map(|value| format!("{value:.0}"))),
        figure(week.ascent.map(|metres| climb_number(metres, look.units))),
        figure(week.descent.map(|metres| climb_number(metres, look.units))),
        figure(week.cadence.map(|cadence| format!("{:.0}", cadence.get()))),
        count(week.sprints),
        count(week.hills),
        count(week.hill_sprints),
        figure(week.tendon_load.map(|load| trimmed(load, 1))),
    ];
    cells.push(match week.band {
        Some(band) => {
            let worst = week
                .worst_response
                .map(|score| format!(" {}", trimmed(score.get(), 1)))
                .unwrap_or_default();
            Cell::inked(format!("{}{worst}", band_words(band)), band_ink(band))
        }
        None => Cell::plain(""),
    });
    cells
}

fn sparklines(weeks: &[Week], look: &Look) -> String {
    type Take = fn(&Week) -> Option<f64>;
    type Words = fn(f64, UnitSystem) -> String;
    let plain: Words = |value, _| minutes(value);
    let climbed: Words = |value, units| climb(Metres::new(value), units);
    let kinds: [(&str, Take, Words); 6] = [
        ("minutes", |week| week.running_min, plain),
        ("min/run", |week| week.session_min, plain),
        ("climb", |week| week.ascent.map(Metres::get), climbed),
        (
            "cadence",
            |week| week.cadence.map(StepsPerMinute::get),
            plain,
        ),
        ("tendon load", |week| week.tendon_load, plain),
        (
            "worst pain",
            |week| week.worst_response.map(PainScore::get),
            plain,
        ),
    ];
    // The width is for the latest weeks.
    let room = look.columns().saturating_sub(36).max(8);
    let recent = weeks
        .get(weeks.len().saturating_sub(room)..)
        .unwrap_or(weeks);
    let mut out = String::new();
    for (name, take, words) in kinds {
        let values: Vec<Option<f64>> = recent.iter().map(take).collect();
        let known: Vec<f64> = values.iter().flatten().copied().collect();
        let (Some(low), Some(high)) = (
            known.iter().copied().reduce(f64::min),
            known.iter().copied().reduce(f64::max),
        ) else {
            continue;
        };
        // Cadence moves by a few steps of many: its line starts at its lowest week.
        let floor = if name == "cadence" { low } else { 0.0 };
        let (low, high) = (words(low, look.units), words(high, look.units));
        let range = if low == high {
            low
        } else {
            format!("{low} – {high}")
        };
        out.push_str(&format!(
            "{} {}  {}\n",
            look.dim(&pad(name, 12)),
            sparkline(&values, floor),
            look.dim(&range)
        ));
    }
    out
}

/// One block a value between `floor` and the highest; a space where it is missing.
pub fn sparkline(values: &[Option<f64>], floor: f64) -> String {
    let high = values.iter().flatten().copied().fold(floor, f64::max);
    let block = |value: f64| {
        let share = if high > floor {
            ((value - floor) / (high - floor)).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let index = (share * (BLOCKS.len() - 1) as f64).round() as usize;
        BLOCKS.get(index).copied().unwrap_or(' ')
    };
    values
        .iter()
        .map(|value| value.filter(|value| value.is_finite()).map_or(' ', block))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_spans_its_range_and_leaves_gaps() {
        let line = |values: &[Option<f64>]| sparkline(values, 0.0);
        assert_eq!(line(&[Some(0.0), Some(35.0), Some(70.0)]), "▁▅█");
        assert_eq!(line(&[Some(5.0), None, Some(5.0)]), "█ █");
        assert_eq!(line(&[Some(0.0), Some(0.0)]), "▁▁");
        assert_eq!(line(&[Some(f64::NAN), None]), "  ");
        assert_eq!(sparkline(&[Some(160.0), Some(170.0)], 160.0), "▁█");
    }
}
