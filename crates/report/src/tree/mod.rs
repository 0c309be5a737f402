//! The document tree: what a page says, before it is text, HTML, paper or Markdown.
//!
//! A subject (where the runner stands, the week, the findings …) is written once as a
//! [`Section`] by [`subjects`](crate::subjects); each writer walks it: [`text`](crate::text)
//! for the terminal, [`html`](crate::html), [`pdf`](crate::pdf) and
//! [`markdown`](crate::markdown). A node says what a thing *is* (a finding, a day, a
//! table), never how it looks; what a writer cannot show it leaves out, and a chart is
//! only named.
//!
//! Names that can begin a line (heads of tables, rungs, kinds of day) are written in
//! small letters; a writer that begins a line or a cell with one makes the first letter
//! a capital. Words may hold `` `commands` `` between backticks.
//!
//! ```
//! use comeback_report::tree::{Block, Section, Table, column, figures};
//! use comeback_report::{html, markdown};
//!
//! let mut table = Table::new("Laps", vec![column("lap", 0), figures("min", 0)]);
//! table.row(["1".into(), "5.5".into()]);
//! let section = Section::new("laps", "Laps").with(Block::Table(table));
//! assert!(html::fragment(&section, None).contains("<th scope=\"row\">1</th>"));
//! assert!(markdown::section(&section, 2).contains("| 1 | 5.5 |"));
//! ```

mod inline;
mod node;
mod table;

pub use inline::{Inline, Tone, Words};
pub use node::{
    Block, Branch, Chart, Day, ExerciseCard, Fact, Figure, FindingCard, Mark, Pair, Status, Step,
};
pub use table::{Cell, Column, Table, column, figures};

/// One page of a runner: what matters now, then a section for each subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The name of the window or file.
    pub title: String,
    /// Whose it is and of which day, for the head of every sheet of paper.
    pub whose: String,
    /// Whose it is and of when, in one line.
    pub when: String,
    /// The one sentence that is read first.
    pub headline: String,
    /// What stands under the headline.
    pub lead: String,
    /// What matters now: the urgent, where things stand, what needs attention.
    pub now: Vec<Block>,
    pub sections: Vec<Section>,
    /// What the page is and is not.
    pub scope: Section,
}

/// One subject under its heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Stable, unique on a page: an anchor, and a name to ask for.
    pub id: &'static str,
    pub title: String,
    /// Its name in a list of contents; `None` where it is not listed.
    pub short: Option<&'static str>,
    /// What the subject is, for who meets it the first time; left out on a terminal.
    pub intro: String,
    pub blocks: Vec<Block>,
}

impl Section {
    pub fn new(id: &'static str, title: impl Into<String>) -> Self {
        Section {
            id,
            title: title.into(),
            short: None,
            intro: String::new(),
            blocks: Vec::new(),
        }
    }

    /// Listed in the contents of a page under this name.
    #[must_use]
    pub fn listed(mut self, short: &'static str) -> Self {
        self.short = Some(short);
        self
    }

    #[must_use]
    pub fn intro(mut self, text: impl Into<String>) -> Self {
        self.intro = text.into();
        self
    }

    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    #[must_use]
    pub fn with_all(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.blocks.extend(blocks);
        self
    }
}
