//! `docs/accuracy.md`: the words and the tables. Three parts of it are computed, each
//! between two marks, so that one can be written anew while the others stay.

mod alarms;
mod choice;
mod number;
mod targets;
mod truth;
mod words;

pub use alarms::alarms;
pub use choice::{asked, chosen, errors, realistic, tally};
pub use targets::{Target, targets};
pub use truth::truth;

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
}
