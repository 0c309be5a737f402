//! The style sheet: that of the report, and what a page adds that can be worked with.

use comeback_report::html::sheet;

/// The sheet of every page.
pub(crate) fn style() -> String {
    format!("{}{}", sheet(), include_str!("desk.css"))
}
