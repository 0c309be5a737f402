//! The charts of a report, each led by the sentence that answers its question.

use crate::charts::series::Seen;
use crate::drawings;
use crate::tree::{Block, Chart, Figure, Section};
use crate::{Extras, Picture};

/// In the order of the page; the ladder has a section of its own.
const CHARTS: [Chart; 6] = [
    Chart::Load,
    Chart::Pain,
    Chart::Cadence,
    Chart::Pace,
    Chart::Rehab,
    Chart::Run,
];

pub(super) fn section(picture: &Picture, extras: &Extras, seen: &Seen) -> Option<Section> {
    let mut section = Section::new("charts", "Charts").listed("Charts");
    for chart in CHARTS {
        if let Some(block) = block(picture, seen, chart) {
            section = section.with(block);
        }
    }
    let small = drawings::small(picture, extras);
    if small.iter().any(|small| !small.points.is_empty()) {
        section = section.with(Block::Figure(Figure {
            chart: Chart::Small,
            title: "Also recorded".to_owned(),
            second: String::new(),
            about: String::new(),
            table: None,
        }));
    }
    Some(section)
}

/// A chart under its sentence.
pub(super) fn block(picture: &Picture, seen: &Seen, chart: Chart) -> Option<Block> {
    let words = drawings::told(picture, seen, chart)?.words;
    Some(Block::Figure(Figure {
        chart,
        title: words.sentence,
        second: words.second.unwrap_or_default(),
        about: words.marks,
        table: None,
    }))
}
