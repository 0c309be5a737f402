//! The document tree on paper: what a clinician reads in the consulting room. Page one
//! is what matters now and next week; then everything that stands behind it.

mod blocks;
mod font;
mod sheets;
mod table;
mod write;

use crate::charts::ChartError;
use crate::charts::palette::Role;
use crate::charts::scene::Scene;
use crate::charts::series::Seen;
use crate::drawings::Drawings;
use crate::subjects;
use crate::tree::{Document, Section};
use crate::{Extras, Picture};
use blocks::Paper;
use sheets::{BODY, SMALL, Sheets};

/// What must stand on every page of the report.
const FOOT: &str = "Education and load logging under a clinician's care; not a diagnosis. Over 5 \
                    is too much, too soon: back up, keep moving.";

/// The report of one runner as a PDF.
///
/// # Errors
/// The embedded font cannot be read.
pub fn report(picture: &Picture, extras: &Extras, athlete: &str) -> Result<Vec<u8>, ChartError> {
    let seen = &Seen::of(picture.history, extras.run.as_ref().map(|(_, run)| run));
    let document = subjects::report(picture, extras, seen, Some(athlete));
    let drawings = Drawings {
        picture,
        extras,
        seen,
    };
    write::write(&pages(&document, Some(drawings)), &document.title)
}

/// A document as pages of marks, before they become a file; without drawings its charts
/// are left out.
pub fn pages(document: &Document, drawings: Option<Drawings>) -> Vec<Scene> {
    let mut sheets = Sheets::new();
    sheets.paragraph(&document.when, SMALL, Role::Muted, false);
    sheets.heading(&document.headline, 24.0);
    if !document.lead.is_empty() {
        sheets.paragraph(&document.lead, 15.0, Role::Ink, false);
    }
    Paper::new(&mut sheets, drawings).blocks(&document.now);
    for each in &document.sections {
        section(&mut sheets, each, drawings);
    }
    section(&mut sheets, &document.scope, drawings);
    sheets.finish(FOOT)
}

fn section(sheets: &mut Sheets, section: &Section, drawings: Option<Drawings>) {
    let mut paper = Paper::new(sheets, drawings);
    // A heading is not left behind by the chart under it.
    if let Some(height) = section.blocks.first().and_then(|first| paper.drawn(first)) {
        paper.need(height + 90.0);
    }
    sheets.heading(&section.title, 18.0);
    if !section.intro.is_empty() {
        sheets.paragraph(&section.intro, BODY, Role::Muted, false);
    }
    Paper::new(sheets, drawings).blocks(&section.blocks);
}
