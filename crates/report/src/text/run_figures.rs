//! The figures of a run, side by side where the width allows.

use super::look::{Look, pad, width};
use crate::subjects;
use crate::tree::Tone;
use crate::words::quantity::MISSING;
use comeback_core::run::Run;

/// Columns before the names and between two figures, and of a name.
const GAP: usize = 2;
const NAME: usize = 16;

/// Names and figures of one run.
pub(super) fn figures(run: &Run, look: &Look) -> String {
    pairs(&subjects::run::figures(run, look.units), look)
}

/// Names and figures, side by side where the width allows.
fn pairs(figures: &[(&str, Option<String>)], look: &Look) -> String {
    let shown: Vec<(&str, String, Tone)> = figures
        .iter()
        .map(|(name, value)| match value {
            Some(value) => (*name, value.clone(), Tone::Plain),
            None => (*name, MISSING.to_owned(), Tone::Quiet),
        })
        .collect();
    let widest = |from: usize, step: usize| {
        let column = shown.iter().skip(from).step_by(step);
        column.map(|(_, value, _)| width(value)).max().unwrap_or(0)
    };
    let room = GAP + widest(0, 2);
    let both = GAP + NAME + room + NAME + widest(1, 2);
    let beside = if look.columns() >= both { 2 } else { 1 };
    let mut out = String::new();
    for row in shown.chunks(beside) {
        let mut text = " ".repeat(GAP);
        for (place, (name, value, ink)) in row.iter().enumerate() {
            text.push_str(&look.dim(&pad(name, NAME)));
            let value = if place + 1 < row.len() {
                pad(value, room)
            } else {
                value.clone()
            };
            text.push_str(&look.paint(&value, *ink));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}
