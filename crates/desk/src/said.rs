//! The answer to an entry, in words.

use comeback_app::AppError;
use comeback_report::words::reader::without_commands;
use serde::Serialize;

/// The answer to an entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Said {
    pub ok: bool,
    /// What was done, in a few words.
    pub title: String,
    /// What follows from it.
    pub lines: Vec<String>,
    /// The entry that can be taken back.
    pub undo: Option<String>,
    /// Whether that entry was not there before.
    #[serde(skip)]
    pub is_new: bool,
    /// `green`, `amber`, `red`, or nothing.
    pub band: Option<&'static str>,
    /// It is believed when it is said again with `sure`.
    pub ask: bool,
}

impl Said {
    pub(crate) fn refused(error: &AppError) -> Said {
        let text = error.to_string();
        match text.strip_suffix("; if it is so, say --yes") {
            Some(doubt) => Said {
                title: "Is that so?".to_owned(),
                lines: vec![format!("{doubt}. Nothing was entered.")],
                ask: true,
                ..Said::default()
            },
            None => Said {
                title: "Not entered".to_owned(),
                lines: vec![without_commands(&text).into_owned()],
                ..Said::default()
            },
        }
    }
}
