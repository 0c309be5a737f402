//! How a text is to look: width, colour, units. All three are arguments, so the
//! same data gives the same text everywhere. Colour only repeats what a word or
//! a symbol already says.

use crate::tree::Tone;
pub(crate) use crate::words::clean;
use crate::words::tied::pieces;
use anstyle::{AnsiColor, Style};
use comeback_core::diary::Band;
use comeback_core::limits::UnitSystem;
use textwrap::core::Word;
use unicode_width::UnicodeWidthStr;

/// How a text is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; below 40 it is read as 40.
    pub width: usize,
    pub colour: bool,
    pub units: UnitSystem,
}

impl Look {
    pub(crate) fn columns(&self) -> usize {
        self.width.max(40)
    }

    pub(crate) fn paint(&self, text: &str, tone: Tone) -> String {
        if !self.colour || matches!(tone, Tone::Plain | Tone::Lead) || text.is_empty() {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Plain | Tone::Lead => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Quiet => Style::new().dimmed(),
            Tone::Good => Style::new().fg_color(Some(AnsiColor::Green.into())),
            Tone::Watch => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
            Tone::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())).bold(),
            Tone::Note => Style::new().fg_color(Some(AnsiColor::Cyan.into())),
        };
        format!("{}{text}{}", style.render(), style.render_reset())
    }

    pub(crate) fn strong(&self, text: &str) -> String {
        self.paint(text, Tone::Strong)
    }

    pub(crate) fn dim(&self, text: &str) -> String {
        self.paint(text, Tone::Quiet)
    }

    /// A heading with a rule under it as wide as the text allows.
    pub(crate) fn heading(&self, text: &str) -> String {
        format!("{}\n", self.strong(text))
    }
}

pub(crate) const fn band_tone(band: Band) -> Tone {
    match band {
        Band::Green => Tone::Good,
        Band::Amber => Tone::Watch,
        Band::Red => Tone::Bad,
        Band::Pending => Tone::Note,
        Band::Unknown => Tone::Quiet,
    }
}

/// The width of a text without colour, in terminal columns.
pub(crate) fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    UnicodeWidthStr::width(text)
}

/// Pads a text without colour with spaces behind it.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    [text, &" ".repeat(missing)].concat()
}

/// Pads a text without colour with spaces before it.
pub(crate) fn pad_left(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    [&" ".repeat(missing), text].concat()
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

/// A line of a list, which goes on below itself where the terminal is too narrow for it.
pub fn list_line(look: &Look, lead: &str, text: &str) -> String {
    paragraph(look, lead, &" ".repeat(width(lead)), text)
}

/// The lines of a text, no wider than so many columns.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    textwrap::wrap(&clean(text), options(columns))
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// The words of a line, those that are tied as one.
fn tied(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(pieces(line).into_iter().map(Word::from))
}

/// Neither a rule's name nor a file's is broken.
fn options<'a>(columns: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(columns)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::Custom(tied))
}
