//! The weekly table, and a line of it for the eye: what is missing is a gap.

use super::look::{Look, pad};
use super::render::tabled;
use super::spark::sparkline;
use crate::subjects::weeks;
use crate::words::quantity::{climb, minutes};
use comeback_core::diary::{History, Week};
use comeback_core::limits::UnitSystem;
use comeback_core::units::{Metres, PainScore, StepsPerMinute};

/// The table, one week a line, the last one last, and the sparklines below.
pub fn trend(weeks: &[Week], history: Option<&History>, look: &Look) -> String {
    if weeks.is_empty() {
        return "no weeks\n".to_owned();
    }
    format!(
        "{}\n{}",
        tabled(&weeks::table(weeks, look.units, history), look),
        sparklines(weeks, look)
    )
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
