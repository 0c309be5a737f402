//! The comparison of strategies: what must hold of any year, and that the page
//! is of this code.

use comeback_core::rules::RuleId;
use comeback_report::charts::Format;
use comeback_sim::tendon::comparison::{self, TRIED};
use comeback_sim::tendon::figures;
use comeback_sim::tendon::model::SPREAD;
use comeback_sim::tendon::season::live;
use comeback_sim::tendon::strategy::Strategy;
use comeback_sim::tendon::{kept, page, picture};
use std::fs;
use std::path::PathBuf;

fn docs(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    fs::read_to_string(path).expect("`cargo bench --bench strategies` writes it")
}

const YEAR: usize = figures::WEEKS;

#[test]
fn the_page_holds_what_this_code_lives() {
    assert!(
        docs("strategies.md").ends_with(&page::lived_again()),
        "run `cargo bench --bench strategies` again:\n{}",
        page::lived_again()
    );
}

#[test]
fn the_page_and_the_picture_name_every_strategy_and_rule_tried() {
    let (text, picture) = (docs("strategies.md"), docs("strategies.svg"));
    let tried = comparison::strategies()
        .into_iter()
        .chain(comparison::without())
        .chain(comparison::put_back());
    for (name, what, _) in tried {
        assert!(text.contains(name) && text.contains(what), "{name}");
        assert!(picture.contains(name), "{name}");
    }
}

#[test]
fn the_page_and_the_picture_are_those_of_the_figures_that_are_kept() {
    let all = kept::read(&docs("strategies.tsv")).expect("figures of what is compared now");
    assert_eq!(kept::table(&all), docs("strategies.tsv"));
    let again = "run `cargo bench --bench strategies -- drawn`";
    assert_eq!(page::page(&all), docs("strategies.md"), "{again}");
    let drawn = picture::picture(&all, Format::Svg).expect("a picture");
    assert!(drawn == docs("strategies.svg").into_bytes(), "{again}");
    assert!(all.runners >= 100 && all.of_each >= 300);
}

/// What is done otherwise must be able to change a week, as must a rule that is not asked.
#[test]
fn a_change_that_is_put_back_changes_what_is_run() {
    let weeks = |seed, strategy: &Strategy| live(seed, &SPREAD, strategy, 26).weekly_min;
    for (name, _, strategy) in comparison::put_back() {
        let changed =
            (1..=12).any(|seed| weeks(seed, &Strategy::comeback()) != weeks(seed, &strategy));
        assert!(changed, "{name}");
    }
}

#[test]
fn no_running_gives_no_flare_up_and_brings_nobody_back() {
    for seed in 1..=50 {
        let year = live(seed, &SPREAD, &Strategy::Rest, YEAR);
        assert!(year.flares.is_empty() && year.held.is_none());
        assert!(year.weekly_min.iter().all(|&minutes| minutes == 0.0));
    }
}

#[test]
fn the_same_seed_lives_the_same_year_and_another_does_not() {
    let table = Strategy::WalkRunTable { starts_over: false };
    for strategy in [Strategy::OldTraining, table] {
        let year = |seed| live(seed, &SPREAD, &strategy, YEAR);
        assert_eq!(year(7), year(7));
        assert_ne!(year(7), year(8));
    }
    let weeks = |seed| live(seed, &SPREAD, &Strategy::comeback(), 4);
    assert_eq!(weeks(7), weeks(7));
}

#[test]
fn the_old_training_at_once_hurts_more_than_a_slow_return_in_the_first_weeks() {
    let quarter = Strategy::TenPercent {
        start: 0.25,
        starts_over: false,
    };
    let flares = |strategy: &Strategy| -> usize {
        (1..=60)
            .map(|seed| live(seed, &SPREAD, strategy, 8).flares.len())
            .sum()
    };
    assert!(flares(&Strategy::OldTraining) > flares(&quarter));
}

/// A rule that is not asked must be able to change a week, else the comparison
/// of it would say nothing: the first half year of runners who meet the case.
#[test]
fn a_rule_that_is_not_asked_changes_what_is_run() {
    let weeks = |seed, strategy: &Strategy| live(seed, &SPREAD, strategy, 26).weekly_min;
    for rule in [RuleId::PainUnlogged, RuleId::RestTooShort] {
        let changed = (1..=12).any(|seed| {
            weeks(seed, &Strategy::comeback()) != weeks(seed, &Strategy::without(&[rule]))
        });
        assert!(changed, "{rule}");
    }
}

#[test]
fn what_is_tried_under_other_settings_is_among_the_strategies() {
    let names: Vec<&str> = comparison::strategies()
        .iter()
        .map(|(name, ..)| *name)
        .collect();
    assert!(TRIED.iter().all(|name| names.contains(name)));
    assert_eq!(names.last(), Some(&"comeback"));
}

/// The runner of seed 2 is ill early and begins again with minutes; what was made
/// small by `long-run-spike` then stayed small for the rest of the year.
#[test]
fn a_week_that_was_made_small_grows_again() {
    let weeks = live(2, &SPREAD, &Strategy::comeback(), 25).weekly_min;
    let mean = |from: usize| weeks[from..from + 4].iter().sum::<f64>() / 4.0;
    assert!(mean(20) > 1.5 * mean(4), "{weeks:?}");
}
