//! How a text is to look: width, colour, units. All three are arguments, so the
//! same data gives the same text everywhere. Colour only repeats what a word or
//! a symbol already says.

use anstyle::{AnsiColor, Style};
use comeback_core::diary::Band;
use comeback_core::limits::UnitSystem;
use comeback_core::rules::Severity;
use unicode_width::UnicodeWidthStr;

/// How a text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; below 40 it is read as 40.
    pub width: usize,
    pub colour: bool,
    pub units: UnitSystem,
}

/// What a piece of text means; colours follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Strong,
    Dim,
    Good,
    Watch,
    Bad,
    Note,
}

impl Look {
    pub(crate) fn columns(&self) -> usize {
        self.width.max(40)
    }

    pub(crate) fn paint(&self, text: &str, ink: Ink) -> String {
        if !self.colour || ink == Ink::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = match ink {
            Ink::Plain => Style::new(),
            Ink::Strong => Style::new().bold(),
            Ink::Dim => Style::new().dimmed(),
            Ink::Good => Style::new().fg_color(Some(AnsiColor::Green.into())),
            Ink::Watch => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
            Ink::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())).bold(),
            Ink::Note => Style::new().fg_color(Some(AnsiColor::Cyan.into())),
        };
        format!("{}{text}{}", style.render(), style.render_reset())
    }

    pub(crate) fn strong(&self, text: &str) -> String {
        self.paint(text, Ink::Strong)
    }

    pub(crate) fn dim(&self, text: &str) -> String {
        self.paint(text, Ink::Dim)
    }

    /// A heading with a rule under it as wide as the text allows.
    pub(crate) fn heading(&self, text: &str) -> String {
        format!("{}\n", self.strong(text))
    }
}

pub(crate) const fn band_ink(band: Band) -> Ink {
    match band {
        Band::Green => Ink::Good,
        Band::Amber => Ink::Watch,
        Band::Red => Ink::Bad,
        Band::Pending => Ink::Note,
        Band::Unknown => Ink::Dim,
    }
}

/// A band as symbol and word, so that it can be told without colour.
pub(crate) const fn band_words(band: Band) -> &'static str {
    match band {
        Band::Green => "● green",
        Band::Amber => "▲ amber",
        Band::Red => "◆ red",
        Band::Pending => "… pending",
        Band::Unknown => "? unknown",
    }
}

pub(crate) const fn severity_ink(severity: Severity) -> Ink {
    match severity {
        Severity::Urgent | Severity::Warning => Ink::Bad,
        Severity::Caution => Ink::Watch,
        Severity::Info => Ink::Note,
    }
}

/// The width of a text without colour, in terminal columns.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Pads a text without colour with spaces behind it.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Pads a text without colour with spaces before it.
pub(crate) fn pad_left(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(missing))
}

/// A paragraph whose first line starts with `first` and whose others start with `rest`.
pub(crate) fn paragraph(look: &Look, first: &str, rest: &str, text: &str) -> String {
    let options = options(look.columns())
        .initial_indent(first)
        .subsequent_indent(rest);
    let mut out = textwrap::fill(&clean(text), options);
    out.push('\n');
    out
}

/// The lines of a text, no wider than so many columns.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    textwrap::wrap(&clean(text), options(columns))
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// Neither a rule's name nor a file's is broken.
fn options<'a>(columns: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(columns)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
}

/// A control character of a file's or a runner's text must not steer the terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
