//! The metrics: one page of prose for every figure that this room computes. The
//! documentation is generated from it, so that what is said of a figure stands
//! beside the code that computes it.

use super::metric::{MetricId, MetricPage};

/// The page of a metric.
pub const fn page(id: MetricId) -> &'static MetricPage {
    match id {
        MetricId::Time => &super::motion::PAGE,
        MetricId::Belief => &super::belief::PAGE,
        MetricId::Distance => &super::distance::PAGE,
        MetricId::Speed => &super::fixes::PAGE,
        MetricId::Cadence => &super::cadence::PAGE,
        MetricId::RunningDynamics => &super::dynamics::PAGE,
        MetricId::HeartRate => &super::heart::PAGE,
        MetricId::Ascent => &super::ascent::PAGE,
        MetricId::Grade => &super::grade::PAGE,
        MetricId::Gap => &super::gap::PAGE,
        MetricId::BestEfforts => &super::best::PAGE,
        MetricId::CriticalSpeed => &super::speed::PAGE,
        MetricId::SteadyBouts => &super::steady::PAGE,
        MetricId::Tempo => &super::efforts::tempo::PAGE,
        MetricId::Interval => &super::efforts::intervals::PAGE,
        MetricId::Stride => &super::efforts::strides::PAGE,
        MetricId::Sprint => &super::efforts::sprints::PAGE,
        MetricId::Hill => &super::efforts::hills::PAGE,
        MetricId::Downhill => &super::efforts::downhills::PAGE,
        MetricId::HillSprint => &super::efforts::hill_sprints::PAGE,
        MetricId::Load => &super::load::PAGE,
        MetricId::Quality => &super::quality::PAGE,
    }
}

/// The pages of all metrics, in the order in which a reader meets them.
pub fn pages() -> impl Iterator<Item = &'static MetricPage> {
    MetricId::ALL.iter().map(|id| page(*id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use comeback_core::limits::Settings;

    #[test]
    fn every_page_is_complete_and_its_own() {
        let grades = [
            "seed",
            "trial",
            "cohort",
            "lab",
            "consensus",
            "practice",
            "design",
        ];
        for page in pages() {
            assert_eq!(super::page(page.id), page, "{} has another's page", page.id);
            for text in [
                page.what,
                page.formula,
                page.unit,
                page.source,
                page.validity,
                page.example,
            ] {
                assert!(!text.is_empty(), "{} has an empty field", page.id);
            }
            let told = page.formula_in_force(&Settings::default());
            assert!(!told.contains(['{', '}']), "{}: {told}", page.id);
            let first = page.grade.split([',', ';', ' ']).next().unwrap_or("");
            assert!(grades.contains(&first), "{}: {}", page.id, page.grade);
        }
    }
}
