//! A long list in pages: which of it is shown, and the way to the others.

use crate::fields::Fields;
use comeback_report::words::quantity;
use maud::{Markup, html};
use std::ops::Range;

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paged {
    /// What is shown, by its place in the list.
    pub here: Range<usize>,
    most: usize,
    all: usize,
}

impl Paged {
    /// The page that begins at a place, at most `most` long; the last one for a place behind
    /// the end.
    pub(super) fn from(place: usize, most: usize, all: usize) -> Paged {
        let from = place.min(all.saturating_sub(1) / most * most);
        Paged {
            here: from..(from + most).min(all),
            most,
            all,
        }
    }

    /// The page that an address asks for by `from`.
    pub(super) fn asked(asked: &Fields, most: usize, all: usize) -> Paged {
        let place = asked.get("from").and_then(|text| text.parse().ok());
        Paged::from(place.unwrap_or(0), most, all)
    }

    /// The way to the page before and to the next, in these words; nothing for a list of one
    /// page. `at` is the address of the page that begins at a place.
    pub(super) fn nav(
        &self,
        label: &str,
        (before, next): (&str, &str),
        at: impl Fn(usize) -> String,
    ) -> Markup {
        let Range { start, end } = self.here;
        html! {
            @if self.all > self.most {
                nav class="fields" aria-label=(label) {
                    @if start > 0 { a class="quiet-button" rel="prev" href=(at(start.saturating_sub(self.most))) { "‹ " (before) } }
                    span { (start + 1) "–" (end) " of " (quantity::grouped(self.all)) }
                    @if end < self.all { a class="quiet-button" rel="next" href=(at(end)) { (next) " ›" } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_to_its_page_and_one_behind_the_end_to_the_last() {
        for (place, all, here, ways) in [
            (0, 0, 0..0, 0),
            (0, 50, 0..50, 0),
            (0, 51, 0..50, 1),
            (50, 51, 50..51, 1),
            (900, 120, 100..120, 1),
            (50, 120, 50..100, 2),
        ] {
            let page = Paged::from(place, 50, all);
            assert_eq!(page.here, here, "{place} of {all}");
            let nav = page.nav("Pages", ("Newer", "Older"), |from| format!("?from={from}"));
            assert_eq!(nav.0.matches("href").count(), ways, "{}", nav.0);
        }
    }
}
