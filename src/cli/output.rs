//! Data on standard output, everything else on standard error.

use super::global::When;
use anstyle::{AnsiColor, Style};
use comeback_app::AppError;
use comeback_app::inbox::Inbox;
use comeback_core::legible::is_hidden;
use comeback_core::limits::UnitSystem;
use comeback_report::json;
use comeback_report::text::Look;
use serde::Serialize;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Columns where the terminal does not tell them.
const DEFAULT_WIDTH: usize = 80;
/// Wider text is hard to read.
const MAX_WIDTH: usize = 110;

/// How and where a call prints.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub json: bool,
    quiet: bool,
    verbose: bool,
    color: When,
}

impl Output {
    pub(super) fn new(json: bool, color: When, quiet: bool, verbose: bool) -> Self {
        Output {
            json,
            quiet,
            verbose,
            color,
        }
    }

    /// How text is to look on standard output.
    pub(super) fn look(&self, units: UnitSystem) -> Look {
        let told = std::env::var("COLUMNS")
            .ok()
            .and_then(|text| text.parse().ok());
        let width = told
            .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
            .unwrap_or(DEFAULT_WIDTH);
        Look {
            width: width.min(MAX_WIDTH),
            colour: self.colours(&io::stdout()),
            units,
        }
    }

    fn colours(&self, stream: &impl IsTerminal) -> bool {
        coloured(self.color, stream)
    }

    /// Writes data.
    #[expect(
        clippy::unused_self,
        reason = "what is written goes through the Output"
    )]
    pub(super) fn text(&self, text: &str) -> Result<(), AppError> {
        write_out(steerless(text).as_bytes())
    }

    /// Writes data that need not be text.
    #[expect(
        clippy::unused_self,
        reason = "what is written goes through the Output"
    )]
    pub(super) fn bytes(&self, bytes: &[u8]) -> Result<(), AppError> {
        write_out(bytes)
    }

    /// Writes an object.
    #[expect(
        clippy::unused_self,
        reason = "what is written goes through the Output"
    )]
    pub(super) fn json<T: Serialize>(&self, object: &T) -> Result<(), AppError> {
        let text = json::to_text(object).map_err(|error| AppError::Refused(error.to_string()))?;
        write_out(text.as_bytes())
    }

    /// A message that belongs to the work; not said when quiet.
    pub(super) fn say(&self, message: &str) {
        if !self.quiet {
            self.message("", Style::new(), message);
        }
    }

    /// Whether more is to be said about what is done.
    pub(super) const fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// A message that only some want.
    pub(super) fn detail(&self, message: &str) {
        if self.verbose {
            self.message("", Style::new().dimmed(), message);
        }
    }

    /// What the runner should know though the call succeeds.
    pub(super) fn warn(&self, message: &str) {
        if !self.quiet {
            let style = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
            self.message("note: ", style, message);
        }
    }

    /// Names what stays in the drop folder.
    pub(super) fn left_in_inbox(&self, found: &Inbox) {
        for left in &found.left {
            self.warn(&format!(
                "inbox, {}: {}",
                left.file.escape_debug(),
                left.why
            ));
        }
    }

    fn message(self, prefix: &str, style: Style, message: &str) {
        // Nowhere is left to say that standard error is gone.
        let mut stderr = io::stderr().lock();
        let _ = if self.colours(&io::stderr()) {
            writeln!(
                stderr,
                "{}{prefix}{}{}",
                style.render(),
                style.render_reset(),
                steerless(message)
            )
        } else {
            writeln!(stderr, "{prefix}{}", steerless(message))
        };
    }

    /// A bar where one can be seen.
    pub(super) fn progress(&self) -> indicatif::ProgressBar {
        if self.draws_progress() {
            indicatif::ProgressBar::new(0)
        } else {
            indicatif::ProgressBar::hidden()
        }
    }

    /// Whether progress may be drawn.
    pub(super) fn draws_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }
}

/// A text without what would steer the terminal, but for our own colours and line ends:
/// a file's name may hold anything.
fn steerless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars();
    loop {
        let plain = (rest.as_str().bytes())
            .take_while(|byte| matches!(byte, b' '..=b'~' | b'\n'))
            .count();
        let (letters, after) = rest.as_str().split_at(plain);
        shown.push_str(letters);
        rest = after.chars();
        let Some(letter) = rest.next() else { break };
        let colour = (letter == '\u{1b}')
            .then(|| colour_of(rest.as_str()))
            .flatten();
        if let Some(colour) = colour {
            shown.push(letter);
            shown.push_str(colour);
            rest = rest
                .as_str()
                .get(colour.len()..)
                .unwrap_or_default()
                .chars();
        } else if matches!(letter, '\n' | '\t')
            || letter == '\r' && rest.as_str().starts_with('\n')
            || !letter.is_control() && !is_hidden(letter)
        {
            shown.push(letter);
        }
    }
    shown
}

/// `[1;33m` at the beginning of a text.
fn colour_of(text: &str) -> Option<&str> {
    let end = text.find('m')?;
    let inside = text.get(1..end)?;
    let is_colour = text.starts_with('[')
        && inside.len() <= 16
        && inside
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b';');
    text.get(..=end).filter(|_| is_colour)
}

/// A reader that closed the pipe has seen enough: that is no failure.
fn write_out(bytes: &[u8]) -> Result<(), AppError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(AppError::file(Path::new("standard output"), error))
        }
        _ => Ok(()),
    }
}

/// The reason why a command failed.
pub(super) fn error(error: &AppError, color: When) {
    let style = if coloured(color, &io::stderr()) {
        Style::new().bold().fg_color(Some(AnsiColor::Red.into()))
    } else {
        Style::new()
    };
    let (start, end) = (style.render(), style.render_reset());
    // Nowhere is left to say that standard error is gone.
    let _ = writeln!(
        io::stderr(),
        "{start}error:{end} {}",
        steerless(&error.to_string())
    );
}

/// Whether a stream is to be coloured.
fn coloured(when: When, stream: &impl IsTerminal) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
            !refused && !dumb && stream.is_terminal()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::steerless;

    #[test]
    fn only_our_own_colours_reach_the_terminal() {
        for (text, shown) in [
            ("\u{1b}[1;33mnote\u{1b}[0m\n", "\u{1b}[1;33mnote\u{1b}[0m\n"),
            ("\u{1b}]0;title\u{7}", "]0;title"),
            ("\u{1b}[2Jgone", "[2Jgone"),
            ("a\u{202e}b\rc", "abc"),
            ("a line\r\n", "a line\r\n"),
            ("\u{1b}", ""),
        ] {
            assert_eq!(steerless(text), shown, "{text:?}");
        }
    }
}
