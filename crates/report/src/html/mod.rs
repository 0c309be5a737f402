//! The document tree as HTML: the page that a runner opens in the morning and a coach
//! prints, and parts of it for a page of someone else.
//!
//! The page is one file that asks nothing of any network, what matters now on top.
//! Charts are SVG inside it, once for a wide and once for a narrow screen; their colours
//! are the page's variables, so that one drawing serves light, dark and paper. No
//! script. Ids are those of the [sections](Section::id), classes are those of the
//! [style sheet](sheet); headings go down one level at a time.

mod blocks;
mod exercise;
mod figure;
mod findings;
mod inline;
mod level;
mod style;
mod table;
mod week;

use crate::charts::series::Seen;
use crate::drawings::Drawings;
use crate::subjects;
use crate::tree::{Block, Document, Section};
use crate::{Extras, Picture};
use level::Level;
use maud::{DOCTYPE, Markup, PreEscaped, html};

pub use style::sheet;

/// The whole page of a runner.
pub fn page(picture: &Picture, extras: &Extras) -> String {
    let seen = &Seen::of(picture.history, extras.run.as_ref().map(|(_, run)| run));
    let drawings = Drawings {
        picture,
        extras,
        seen,
    };
    let athlete = extras.athlete.as_deref();
    document(
        &subjects::report(picture, extras, seen, athlete),
        Some(drawings),
    )
}

/// Any document as a whole page; without drawings its charts are left out.
pub fn document(document: &Document, drawings: Option<Drawings>) -> String {
    let first = document.sections.first().map(|section| section.id);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (document.title) }
                style { (PreEscaped(sheet())) }
            }
            body {
                @if let Some(first) = first { a class="skip" href={ "#" (first) } { "To the plan of the week" } }
                div class="page" {
                    (top(document, drawings))
                    main { @for each in &document.sections { (section(each, drawings)) } }
                    footer {
                        h2 { (document.scope.title) }
                        (Level::under(2, drawings).blocks(&document.scope.blocks))
                    }
                }
            }
        }
    }
    .into_string()
}

/// The head of a page: headline, what matters now, contents.
fn top(document: &Document, drawings: Option<Drawings>) -> Markup {
    html! {
        header class="top" {
            p class="when" { (document.when) }
            h1 { (document.headline) }
            @if !document.lead.is_empty() { p class="lead" { (inline::text(&document.lead)) } }
            (Level::under(1, drawings).blocks(&document.now))
            (contents(&document.sections))
        }
    }
}

/// The ways to the sections that are listed.
pub fn contents(sections: &[Section]) -> Markup {
    html! {
        nav aria-label="On this page" {
            @for section in sections {
                @if let Some(short) = section.short { a href={ "#" (section.id) } { (short) } }
            }
        }
    }
}

/// One section under a heading of the second level.
pub fn section(section: &Section, drawings: Option<Drawings>) -> Markup {
    let name = format!("{}-heading", section.id);
    html! {
        section id=(section.id) aria-labelledby=(name) {
            h2 id=(name) { (section.title) }
            @if !section.intro.is_empty() { p class="intro" { (inline::text(&section.intro)) } }
            (Level::under(2, drawings).blocks(&section.blocks))
        }
    }
}

/// One block alone under a heading of the first level.
pub fn block(of: &Block, drawings: Option<Drawings>) -> String {
    Level::under(1, drawings)
        .blocks(std::slice::from_ref(of))
        .into_string()
}

/// Words of a line, with what stands between backticks as a command.
pub fn line(text: &str) -> Markup {
    inline::text(text)
}

/// One section alone, to be put into a page that has the [style sheet](sheet).
pub fn fragment(of: &Section, drawings: Option<Drawings>) -> String {
    section(of, drawings).into_string()
}
