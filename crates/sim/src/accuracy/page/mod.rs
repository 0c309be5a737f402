//! `docs/accuracy.md`: the words and the tables. Three parts of it are computed, each
//! between two marks, so that one can be written anew while the others stay.

mod alarms;
mod number;
mod targets;
mod truth;
mod words;

pub use alarms::alarms;
pub use targets::{Target, targets};
pub use truth::truth;

use super::super::watch::Noise;
use super::cases::Kind;
use super::errors::Errors;
use super::matching::Tally;
use super::passage::{Metric, Passage};
use comeback_core::run::EffortKind;

/// A computed part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// From the fixed set of runs; compared with the code at every test run.
    Truth,
    /// Hours of ordinary running; written by the bench.
    Alarms,
    /// Real recordings against their devices; written by the bench where they are.
    Devices,
}

impl Part {
    fn marks(self) -> (String, String) {
        let name = match self {
            Part::Truth => "truth",
            Part::Alarms => "alarms",
            Part::Devices => "devices",
        };
        (
            format!("<!-- {name}: begin -->\n"),
            format!("<!-- {name}: end -->\n"),
        )
    }

    /// The text of this part on a page.
    pub fn of(self, page: &str) -> Option<&str> {
        let (begin, end) = self.marks();
        let (_, rest) = page.split_once(&begin)?;
        rest.split_once(&end).map(|(text, _)| text)
    }

    fn marked(self, text: &str) -> String {
        let (begin, end) = self.marks();
        format!("{begin}{text}{end}")
    }
}

/// The whole page from its parts.
pub fn page(truth: &str, alarms: &str, devices: &str) -> String {
    format!(
        "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}",
        words::HEAD,
        words::simulated(),
        Part::Truth.marked(truth),
        words::ALARMS,
        Part::Alarms.marked(alarms),
        words::DEVICES,
        Part::Devices.marked(devices),
        words::TAIL,
    )
}

/// The passages of a choice.
pub fn chosen<'a>(
    passages: &'a [Passage],
    choose: impl Fn(&Passage) -> bool + 'a,
) -> impl Iterator<Item = &'a Passage> {
    passages.iter().filter(move |passage| choose(passage))
}

pub fn errors<'a>(passages: impl Iterator<Item = &'a Passage>, metric: Metric) -> Errors {
    let mut errors = Errors::default();
    errors.extend(passages.filter_map(|passage| passage.error(metric)));
    errors
}

pub fn tally<'a>(passages: impl Iterator<Item = &'a Passage>, kind: EffortKind) -> Tally {
    let mut tally = Tally::default();
    for matched in passages.filter_map(|passage| passage.matched(kind)) {
        tally.add(matched.tally);
    }
    tally
}

/// Noise of watches in use, which the targets are set for.
pub fn realistic(noise: Noise) -> bool {
    matches!(noise, Noise::Good | Noise::Typical)
}

/// Whether the targets ask for the efforts of such a session.
pub fn asked(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::ShortHillSprints | Kind::ShortSprints | Kind::TimeTrials
    )
}

/// Interval in which a share lies that was seen as so many of so many, 95 times in a
/// hundred (Wilson 1927).
fn interval(hits: f64, all: f64) -> Option<(f64, f64)> {
    const Z: f64 = 1.96;
    if all <= 0.0 {
        return None;
    }
    let share = hits / all;
    let below = 1.0 + Z * Z / all;
    let middle = (share + Z * Z / (2.0 * all)) / below;
    let half = Z / below * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// The largest mean count that still gives so few, 95 times in a hundred (Poisson;
/// approximation of Wilson and Hilferty 1931).
fn at_most(count: usize) -> f64 {
    let n = count as f64 + 1.0;
    n * (1.0 - 1.0 / (9.0 * n) + 1.645 / (3.0 * n.sqrt())).powi(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_again_on_its_page() {
        let text = page("a\n", "b\n", "c\n");
        for (part, own) in [
            (Part::Truth, "a\n"),
            (Part::Alarms, "b\n"),
            (Part::Devices, "c\n"),
        ] {
            assert_eq!(part.of(&text), Some(own));
        }
        assert_eq!(Part::Truth.of("nothing"), None);
    }

    #[test]
    fn intervals_are_those_of_the_tables() {
        // Wilson: 9 of 10 gives 0.596 to 0.982; Poisson: none seen allows 3.0.
        let (low, high) = interval(9.0, 10.0).expect("ten were seen");
        assert!((low - 0.596).abs() < 0.001 && (high - 0.982).abs() < 0.001);
        assert!((at_most(0) - 3.0).abs() < 0.05, "{}", at_most(0));
        assert!((at_most(5) - 10.51).abs() < 0.05, "{}", at_most(5));
    }
}
