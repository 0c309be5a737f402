//! Where blocks stand in a page.

use super::inline;
use crate::drawings::Drawings;
use maud::{Markup, html};

/// Where blocks stand: the level of the headings inside them, and what draws their charts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level<'a> {
    pub(super) heading: u8,
    pub(super) drawings: Option<Drawings<'a>>,
}

impl<'a> Level<'a> {
    /// Blocks under a heading of a level.
    pub(super) fn under(level: u8, drawings: Option<Drawings<'a>>) -> Self {
        Level {
            heading: level + 1,
            drawings,
        }
    }

    pub(super) fn heading(self, class: &str, text: &str) -> Markup {
        let text = inline::text(text);
        let class = Some(class).filter(|class| !class.is_empty());
        match self.heading {
            0..=2 => html! { h2 class=[class] { (text) } },
            3 => html! { h3 class=[class] { (text) } },
            _ => html! { h4 class=[class] { (text) } },
        }
    }
}
