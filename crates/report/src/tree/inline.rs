//! Words inside a line, with what each of them means.

use crate::words;
use chrono::NaiveDate;
use comeback_core::diary::{Band, Response};
use comeback_core::rules::Severity;

/// What a piece of text means; a writer chooses colour and weight by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Plain,
    Strong,
    Quiet,
    Good,
    Watch,
    Bad,
    Note,
    /// The sentence that opens a section.
    Lead,
}

impl Tone {
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Urgent | Severity::Warning => Tone::Bad,
            Severity::Caution => Tone::Watch,
            Severity::Info => Tone::Note,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    Text(String),
    Strong(String),
    Quiet(String),
    /// The name of a rule, a severity, a grade.
    Tag(String, Tone),
    /// A band with its sign, and the score that it has.
    Band(Band, Option<f64>),
    /// A week by its Monday.
    Week(NaiveDate),
    /// A way to another section of the page.
    Link {
        to: &'static str,
        text: String,
    },
}

/// A sentence, a cell, the text of an item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    pub tone: Tone,
    pub parts: Vec<Inline>,
}

impl Words {
    pub fn of(tone: Tone, text: impl Into<String>) -> Self {
        Words {
            tone,
            parts: vec![Inline::Text(text.into())],
        }
    }

    pub fn band(band: Band, score: Option<f64>) -> Self {
        Inline::Band(band, score).into()
    }

    /// How a run was answered.
    pub fn response(response: &Response) -> Self {
        Words::band(response.band, response.max.map(|score| score.get()))
    }

    #[must_use]
    pub fn then(mut self, part: impl Into<Inline>) -> Self {
        self.parts.push(part.into());
        self
    }

    /// The same as one text, without what the parts mean.
    pub fn plain(&self) -> String {
        self.parts.iter().map(Inline::plain).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.parts
            .iter()
            .all(|part| matches!(part, Inline::Text(text) if text.is_empty()))
    }
}

impl Inline {
    pub fn plain(&self) -> String {
        match self {
            Inline::Text(text)
            | Inline::Strong(text)
            | Inline::Quiet(text)
            | Inline::Tag(text, _)
            | Inline::Link { text, .. } => text.clone(),
            Inline::Band(band, score) => words::band_line(*band, *score),
            Inline::Week(monday) => monday.format("%-d %b %Y").to_string(),
        }
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Inline::Text(text.to_owned())
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Inline::Text(text)
    }
}

impl From<Inline> for Words {
    fn from(part: Inline) -> Self {
        Words {
            tone: Tone::Plain,
            parts: vec![part],
        }
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Words::of(Tone::Plain, text)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Words::of(Tone::Plain, text)
    }
}
