//! The document tree on paper: what a clinician reads in the consulting room and files.
//! Two pages are the visit; everything that stands behind them follows.

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
use crate::subjects::{self, visit};
use crate::tree::{Block, Document, Section};
use crate::{Extras, Picture};
use blocks::Paper;
use sheets::{BODY, SMALL, Sheets};

/// What must stand on every page of the report.
const FOOT: &str = "Education and load logging under a clinician's care; not a diagnosis. Over 5 \
                    is too much, too soon: back up, keep moving.";
/// Sizes of the charts on the second page, the largest that fits, and whether the line
/// that explains their marks stands over them: smaller ones cannot be read.
const SIZES: [(f64, bool); 8] = [
    (1.0, true),
    (0.92, true),
    (0.85, true),
    (0.78, true),
    (0.74, true),
    (0.74, false),
    (0.68, false),
    (0.6, false),
];

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
/// and the two pages of the visit, which are told by them, are left out.
pub fn pages(document: &Document, drawings: Option<Drawings>) -> Vec<Scene> {
    let mut sheets = match drawings {
        Some(drawings) => {
            let mut sheets = first_page(document, drawings);
            sheets.append(second_page(drawings));
            sheets.turn();
            sheets
        }
        None => opening(document),
    };
    for each in &document.sections {
        match drawings {
            Some(_) => section(&mut sheets, &behind(each), drawings),
            None => section(&mut sheets, each, drawings),
        }
    }
    section(&mut sheets, &document.scope, drawings);
    sheets.finish(&document.whose, FOOT)
}

fn opening(document: &Document) -> Sheets {
    let mut sheets = Sheets::new();
    sheets.paragraph(&document.when, SMALL, Role::Muted, false);
    sentence(&mut sheets, document);
    Paper::new(&mut sheets, None, 1.0).blocks(&document.now);
    sheets
}

/// The one sentence, and what stands under it.
fn sentence(sheets: &mut Sheets, document: &Document) {
    sheets.heading(&document.headline, 20.0);
    if !document.lead.is_empty() {
        sheets.paragraph(&document.lead, BODY + 1.0, Role::Ink, false);
    }
}

/// Who, red flags, the sentence, where the return stands, what matters, the week.
fn first_page(document: &Document, drawings: Drawings) -> Sheets {
    let picture = drawings.picture;
    let drawn = (0..=visit::SHORTEST).map(|shorter| {
        let mut sheets = Sheets::new();
        let whose = document.whose.rsplit_once(" · ");
        sheets.heading(whose.map_or("The visit", |(name, _)| name), 24.0);
        for line in visit::who(picture) {
            sheets.paragraph(&line, BODY, Role::Ink, false);
        }
        sheets.space(6.0);
        Paper::new(&mut sheets, Some(drawings), 1.0).blocks(&[visit::flags(picture)]);
        sentence(&mut sheets, document);
        Paper::new(&mut sheets, Some(drawings), 1.0).blocks(&visit::first(picture, shorter));
        sheets
    });
    fitting(drawn)
}

/// Load, pain and cadence, what was done, and what is not known.
fn second_page(drawings: Drawings) -> Sheets {
    fitting(SIZES.into_iter().map(|(scale, explained)| {
        let mut blocks = visit::second(drawings.picture, drawings.seen, !explained);
        for block in &mut blocks {
            if let (Block::Figure(figure), false) = (block, explained) {
                figure.about.clear();
            }
        }
        let mut sheets = Sheets::new();
        Paper::new(&mut sheets, Some(drawings), scale).blocks(&blocks);
        sheets
    }))
}

/// The first that is one page, else the last: a page more is better than a thing less.
fn fitting(drawn: impl Iterator<Item = Sheets>) -> Sheets {
    let mut last = Sheets::new();
    for sheets in drawn {
        let fits = sheets.is_one_page();
        last = sheets;
        if fits {
            break;
        }
    }
    last
}

/// A section without what the two pages of the visit have said.
fn behind(section: &Section) -> Section {
    let mut section = section.clone();
    section.blocks.retain(|block| match block {
        Block::Figure(figure) => !visit::CHARTS.contains(&figure.chart),
        Block::Days(_) => false,
        Block::Group { blocks, .. } => !matches!(blocks.as_slice(), [Block::Branches(_)]),
        _ => true,
    });
    section
}

fn section(sheets: &mut Sheets, section: &Section, drawings: Option<Drawings>) {
    // A heading is not left behind by what stands under it.
    if let Some(first) = section.blocks.first() {
        let mut apart = Sheets::new();
        head(&mut apart, section);
        Paper::new(&mut apart, drawings, 1.0).opens(first);
        sheets.need(apart.filled());
    }
    head(sheets, section);
    Paper::new(sheets, drawings, 1.0).blocks(&section.blocks);
}

fn head(sheets: &mut Sheets, section: &Section) {
    sheets.heading(&section.title, 18.0);
    if !section.intro.is_empty() {
        sheets.paragraph(&section.intro, BODY, Role::Muted, false);
    }
}
