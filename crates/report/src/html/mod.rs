//! The page that a runner opens in the morning and a coach prints: one file that
//! asks nothing of any network, what matters now on top.
//!
//! Charts are SVG inside the page, once for a wide and once for a narrow screen;
//! their colours are the page's variables, so that one drawing serves light, dark
//! and paper. No script.

mod adherence;
mod care;
mod drawing;
mod drawings;
mod findings;
mod log;
mod now;
mod settings;
mod style;
mod week;
pub(super) mod words;

use crate::Picture;
use crate::charts::multiples::Small;
use crate::charts::profile::Profile;
use crate::text::quantity;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What a page can show beyond the history, where the samples of runs are at hand.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// The course of one run with its title, see [`series::profile`](crate::charts::series::profile).
    pub run: Option<(String, Profile)>,
    /// Figures over time, such as ground contact.
    pub small: Vec<Small>,
}

/// The whole page.
pub fn page(picture: &Picture) -> String {
    page_with(picture, Extras::default())
}

impl From<&Extras> for Extras {
    fn from(extras: &Extras) -> Self {
        extras.clone()
    }
}

impl From<Option<&Profile>> for Extras {
    fn from(run: Option<&Profile>) -> Self {
        Extras {
            run: run.map(|run| ("The last run".to_owned(), run.clone())),
            small: Vec::new(),
        }
    }
}

/// The whole page with what the samples of runs add.
pub fn page_with(picture: &Picture, extras: impl Into<Extras>) -> String {
    let extras = &extras.into();
    let history = picture.history;
    let today = history.today();
    let head = format!("Comeback, {}", quantity::long_date(today));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (head) }
                style { (PreEscaped(style::sheet())) }
            }
            body {
                a class="skip" href="#week" { "To next week's plan" }
                div class="page" {
                    (now::section(picture))
                    main {
                        (week::section(picture))
                        (drawings::ladder(picture))
                        (drawings::charts(picture, extras))
                        (adherence::section(picture))
                        (findings::section(picture))
                        (findings::went_before(picture))
                        (log::runs(picture))
                        (log::weeks(picture))
                        (log::pain(picture))
                        (care::section(picture))
                        (settings::section(picture))
                        (log::quality(picture))
                    }
                    (scope(picture))
                }
            }
        }
    }
    .into_string()
}

fn scope(picture: &Picture) -> Markup {
    let diagnosed = picture.history.episode().map(|episode| episode.diagnosed);
    html! {
        footer {
            h2 { "What this page is, and is not" }
            p {
                "It is education and load logging for a runner under a clinician's care. "
                "It does not diagnose and it does not replace a clinician: the load rules of one "
                "protocol are held against what was logged, nothing more."
            }
            @if diagnosed == Some(false) {
                p {
                    strong { "No diagnosis is on record. " }
                    "Pain at the sitting bone has other causes too. Ask a clinician to confirm that it is "
                    "the hamstring's tendon before you load it by this plan."
                }
            }
            p {
                "See a doctor the same day after a pop or a tearing pain, bruising, when you cannot walk, with "
                "numbness or weakness of a leg, numbness between the legs, or trouble holding or passing "
                "water or stool. Have pain at night, fever, pain in the bone on hopping or pain on both sides seen soon."
            }
            p {
                "Pain from 0 to 3 is safe, over 3 and up to 5 is watched, over 5 was too much, too soon. It counts from the "
                "start of a run to 48 hours after its end."
            }
        }
    }
}
