//! The registry of metrics: one page of prose for every figure that this room
//! computes. The documentation is generated from it, so that what is said of a
//! figure stands beside the code that computes it.

/// What a reader needs to know of one metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricPage {
    /// The metric's name, as commands and JSON use it.
    pub name: &'static str,
    /// What it says about the run, in one or two sentences.
    pub what: &'static str,
    /// How it is computed, with the thresholds.
    pub formula: &'static str,
    /// SI unit, or the unit of the field.
    pub unit: &'static str,
    /// Who found it, with the year; "this project" where the number is ours.
    pub source: &'static str,
    /// How well founded: seed, trial, cohort, lab, consensus, practice or design.
    pub grade: &'static str,
    /// When to trust the figure, and when there is none.
    pub validity: &'static str,
    /// A worked example with numbers.
    pub example: &'static str,
}

/// Every metric, in the order in which a reader meets them.
pub const PAGES: &[MetricPage] = &[
    super::motion::PAGE,
    super::distance::PAGE,
    super::fixes::PAGE,
    super::cadence::PAGE,
    super::dynamics::PAGE,
    super::heart::PAGE,
    super::ascent::PAGE,
    super::grade::PAGE,
    super::gap::PAGE,
    super::best::PAGE,
    super::speed::PAGE,
    super::steady::PAGE,
    super::efforts::tempo::PAGE,
    super::efforts::intervals::PAGE,
    super::efforts::strides::PAGE,
    super::efforts::sprints::PAGE,
    super::efforts::hills::PAGE,
    super::efforts::downhills::PAGE,
    super::efforts::hill_sprints::PAGE,
    super::load::PAGE,
    super::quality::PAGE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_complete_and_named_once() {
        let grades = [
            "seed",
            "trial",
            "cohort",
            "lab",
            "consensus",
            "practice",
            "design",
        ];
        let mut names = std::collections::BTreeSet::new();
        for page in PAGES {
            assert!(names.insert(page.name), "{} stands twice", page.name);
            for text in [
                page.what,
                page.formula,
                page.unit,
                page.source,
                page.validity,
                page.example,
            ] {
                assert!(!text.is_empty(), "{} has an empty field", page.name);
            }
            let first = page.grade.split([',', ';', ' ']).next().unwrap_or("");
            assert!(grades.contains(&first), "{}: {}", page.name, page.grade);
        }
    }
}
