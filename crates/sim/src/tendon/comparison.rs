//! The figures of many years: each strategy lives the same runners.

use super::figures::{Figures, Mean, figures, old_minutes, weeks, years};
use super::model::{SPREAD, Spread};
use super::season::Season;
use super::sets;
use super::strategy::{Otherwise, Strategy};
use comeback_core::rules::RuleId;
use std::collections::BTreeMap;

/// The same runners with one strategy and with another: the difference, runner by runner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    pub flares: Mean,
    pub weeks: Mean,
    /// Share of runners whose year is not the same.
    pub touched: f64,
}

/// A way of training with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: &'static str,
    /// What is done, in a sentence.
    pub what: &'static str,
    pub figures: Figures,
    /// Against `comeback` as it is.
    pub against: Difference,
}

/// The figures of [`Strategy::Known`] over all fresh runners.
#[derive(Debug, Clone, PartialEq)]
pub struct Possible {
    pub most_pain: f64,
    pub in_order: bool,
    pub figures: Figures,
}

/// Figures under another spread of the model: the strategies of a comparison that were tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    pub name: &'static str,
    pub figures: Vec<Figures>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub runners: u64,
    pub strategies: Vec<Row>,
    pub without: Vec<Row>,
    /// With what the second edition changed put back, one by one.
    pub put_back: Vec<Row>,
    /// Runners of each setting.
    pub few: u64,
    pub settings: Vec<Setting>,
    /// `comeback` on sets of fresh runners, and how many of them each set has.
    pub fresh: Vec<Figures>,
    pub of_each: u64,
    /// What a coach who sees the tendon reaches on the same fresh runners.
    pub known: Vec<Possible>,
    /// What decided the weeks of `comeback`, with their share, most frequent first.
    pub decided: Vec<(String, f64)>,
}

/// The ways of training, `comeback` last.
pub fn strategies() -> Vec<(&'static str, &'static str, Strategy)> {
    let ten = |start, starts_over| Strategy::TenPercent { start, starts_over };
    vec![
        ("no running", "Rest for a year.", Strategy::Rest),
        (
            "old training at once",
            "The training of before from the first day; 3 days off after pain over 5.",
            Strategy::OldTraining,
        ),
        (
            "10 % rule from a half",
            "Half of the old weekly minutes, 10 % more each week, then the old training; after \
             pain over 5, 3 days off and 10 % back.",
            ten(0.5, false),
        ),
        (
            "10 % rule from a quarter",
            "The same from a quarter.",
            ten(0.25, false),
        ),
        (
            "10 % rule, starting over",
            "The same from a quarter, and from a quarter again after each flare-up.",
            ten(0.25, true),
        ),
        (
            "walk-run table",
            "Nine fixed weeks (Couch to 5K), then the old training; after pain over 5, 3 days off \
             and the week again.",
            Strategy::WalkRunTable { starts_over: false },
        ),
        (
            "table, starting over",
            "The same, from the first week again after each flare-up.",
            Strategy::WalkRunTable { starts_over: true },
        ),
        (
            "comeback",
            "The plan of each Monday as written; after pain over 5 the plan of the rest of the week.",
            Strategy::comeback(),
        ),
    ]
}

/// `comeback` with each rule not asked, and with groups of them.
pub fn without() -> Vec<(&'static str, &'static str, Strategy)> {
    let one = |rule: RuleId, what: &'static str| (rule.as_str(), what, Strategy::without(&[rule]));
    vec![
        one(RuleId::PainTooHigh, "A score over 5 changes nothing."),
        one(RuleId::PainWatch, "A score of 4 or 5 changes nothing."),
        one(
            RuleId::PainUnlogged,
            "A response that is not known counts as tolerated.",
        ),
        one(
            RuleId::PainRepeated,
            "Two reds in 14 days take back one step, not two.",
        ),
        one(
            RuleId::JumpAfterBreak,
            "After days off the plan goes on where it was.",
        ),
        one(
            RuleId::FrequencyEarly,
            "All runs of the week as soon as running is continuous.",
        ),
        one(
            RuleId::IntensityEarly,
            "Tempo and intervals as soon as running is continuous.",
        ),
        one(
            RuleId::SprintEarly,
            "Sprints as soon as running is continuous.",
        ),
        one(
            RuleId::HillsEarly,
            "Hills as soon as running is continuous.",
        ),
        one(
            RuleId::HillSprintEarly,
            "Hill sprints as soon as running is continuous.",
        ),
        one(
            RuleId::TwoFactorsAtOnce,
            "A run more comes with more minutes, and without fewer minutes each.",
        ),
        one(
            RuleId::LongRunSpike,
            "A run may be over 1.10 of the longest.",
        ),
        one(RuleId::FrequencyJump, "Any number of runs more at once."),
        one(RuleId::NewDownhill, "Downhill from one week to the next."),
        one(RuleId::NewIntervals, "Intervals from one week to the next."),
        one(
            RuleId::RestTooShort,
            "Runs lie on the first days of the week, hard ones side by side.",
        ),
        (
            "48 h window",
            "The next day's score is written down as no more than the evening's.",
            Strategy::followed(Otherwise::NextDayUnread),
        ),
        (
            "all on pain",
            "No rule reads pain.",
            Strategy::without(&[
                RuleId::PainTooHigh,
                RuleId::PainWatch,
                RuleId::PainUnlogged,
                RuleId::PainRepeated,
            ]),
        ),
        (
            "all on order",
            "Volume, runs, intensity and hills all at once.",
            Strategy::without(&[
                RuleId::FrequencyEarly,
                RuleId::IntensityEarly,
                RuleId::SprintEarly,
                RuleId::HillsEarly,
                RuleId::HillSprintEarly,
                RuleId::TwoFactorsAtOnce,
                RuleId::NewDownhill,
                RuleId::NewIntervals,
            ]),
        ),
        (
            "all on load",
            "Neither breaks, long runs, jumps nor spacing.",
            Strategy::without(&[
                RuleId::JumpAfterBreak,
                RuleId::LongRunSpike,
                RuleId::FrequencyJump,
                RuleId::RestTooShort,
            ]),
        ),
    ]
}

/// `comeback` with each change of the second edition put back to the first, in as far as a
/// setting or what the runner does can put it back.
pub fn put_back() -> Vec<(&'static str, &'static str, Strategy)> {
    vec![
        (
            "one amber holds",
            "Any score of 4 or 5 holds the week (`amber = hold`), not the mean of a fortnight.",
            Strategy::with(&[("amber", "hold")]),
        ),
        (
            "two scores",
            "A response is known only with a score of the evening and one of the next day.",
            Strategy::followed(Otherwise::BothScores),
        ),
        (
            "amber waits",
            "A score of 4 or 5 counts only when its 48 h are over, not at once.",
            Strategy::followed(Otherwise::AmberWaits),
        ),
        (
            "all volume first",
            "More than three runs a week become the goal only when the minutes of a run are all back, not \
             at four fifths of them.",
            Strategy::followed(Otherwise::VolumeFirst),
        ),
        (
            "a tenth only",
            "Under half an hour, too, no run is over a tenth longer than the longest of 30 days; now \
             three minutes are a step there.",
            Strategy::followed(Otherwise::TenthOnly),
        ),
        (
            "spike cuts",
            "A week of over 1.30 of the mean of the two before is cut to that; now it is only told.",
            Strategy::followed(Otherwise::SpikeCuts),
        ),
        (
            "lighter weeks",
            "After four weeks of building, one with a fifth less (`cut-back-weeks = 4`).",
            Strategy::with(&[("cut-back-weeks", "4")]),
        ),
    ]
}

/// The strategies that are tried under each setting.
pub const TRIED: [&str; 3] = ["10 % rule from a quarter", "walk-run table", "comeback"];

/// The spread with one trait at its lowest or its highest.
pub fn settings() -> Vec<(&'static str, Spread)> {
    let s = SPREAD;
    let at = |value: f64| (value, value);
    vec![
        ("as it is", s),
        (
            "strength at the start 0.65",
            Spread {
                start: at(s.start.0),
                ..s
            },
        ),
        (
            "strength at the start 0.90",
            Spread {
                start: at(s.start.1),
                ..s
            },
        ),
        (
            "fatigue fades in 24 h",
            Spread {
                recovery_d: at(s.recovery_d.0),
                ..s
            },
        ),
        (
            "fatigue fades in 72 h",
            Spread {
                recovery_d: at(s.recovery_d.1),
                ..s
            },
        ),
        (
            "power 3 (overload counts less)",
            Spread {
                power: at(s.power.0),
                ..s
            },
        ),
        (
            "power 6 (overload counts more)",
            Spread {
                power: at(s.power.1),
                ..s
            },
        ),
        (
            "strength grows in 40 d",
            Spread {
                gain_d: at(s.gain_d.0),
                ..s
            },
        ),
        (
            "strength grows in 90 d",
            Spread {
                gain_d: at(s.gain_d.1),
                ..s
            },
        ),
        (
            "reserve 1.5",
            Spread {
                reserve: at(s.reserve.0),
                ..s
            },
        ),
        (
            "reserve 3.5",
            Spread {
                reserve: at(s.reserve.1),
                ..s
            },
        ),
        ("every score logged", Spread { logs: at(1.0), ..s }),
    ]
}

/// Lives all the years: `runners` of each strategy, `few` of each setting, `of_each`
/// fresh ones in each set; `told` hears what has been lived.
pub fn compare(runners: u64, few: u64, of_each: u64, told: &dyn Fn(&str)) -> Comparison {
    let base = years(1..=runners, &SPREAD, &Strategy::comeback());
    let old = old_minutes(1..=runners, &SPREAD);
    let row = |(name, what, strategy): (&'static str, &'static str, Strategy)| {
        let lived = years(1..=runners, &SPREAD, &strategy);
        told(name);
        Row {
            name,
            what,
            figures: figures(&lived, &old),
            against: difference(&lived, &base),
        }
    };
    let tried: Vec<Strategy> = strategies()
        .into_iter()
        .filter(|(name, ..)| TRIED.contains(name))
        .map(|(_, _, strategy)| strategy)
        .collect();
    Comparison {
        runners,
        strategies: strategies().into_iter().map(row).collect(),
        without: without().into_iter().map(row).collect(),
        put_back: put_back().into_iter().map(row).collect(),
        few,
        settings: settings()
            .into_iter()
            .map(|(name, spread)| Setting {
                name,
                figures: tried
                    .iter()
                    .map(|strategy| {
                        let lived = years(1..=few, &spread, strategy);
                        figures(&lived, &old_minutes(1..=few, &spread))
                    })
                    .collect(),
            })
            .collect(),
        fresh: (1..=sets::SETS)
            .map(|set| sets::lived(set, of_each, &Strategy::comeback()))
            .collect(),
        of_each,
        known: possible(of_each),
        decided: decided(&base),
    }
}

/// The bounds of pain at which the most that any plan could reach is asked for.
const BOUNDS: [f64; 4] = [2.5, 2.75, 3.0, 3.5];

/// The most that any plan could reach, on so many runners of each fresh set.
pub fn possible(of_each: u64) -> Vec<Possible> {
    let seeds: Vec<u64> = (1..=sets::SETS)
        .flat_map(|set| sets::seeds(set, of_each))
        .collect();
    [false, true]
        .into_iter()
        .flat_map(|in_order| BOUNDS.map(|most_pain| (most_pain, in_order)))
        .map(|(most_pain, in_order)| Possible {
            most_pain,
            in_order,
            figures: sets::lived_of(
                seeds.iter().copied(),
                &Strategy::Known {
                    most_pain,
                    in_order,
                },
            ),
        })
        .collect()
}

pub fn difference(one: &[Season], other: &[Season]) -> Difference {
    let each = |figure: &dyn Fn(&Season) -> f64| -> Mean {
        let pairs = one.iter().zip(other);
        Mean::of(
            &pairs
                .map(|(a, b)| figure(a) - figure(b))
                .collect::<Vec<f64>>(),
        )
    };
    let touched = one
        .iter()
        .zip(other)
        .filter(|(a, b)| a.weekly_min != b.weekly_min || a.flares != b.flares)
        .count();
    Difference {
        flares: each(&|year| year.flares.len() as f64),
        weeks: each(&weeks),
        touched: touched as f64 / one.len().max(1) as f64,
    }
}

fn decided(years: &[Season]) -> Vec<(String, f64)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let all = || years.iter().flat_map(|year| &year.decided);
    for decided in all() {
        *counts.entry(decided).or_default() += 1;
    }
    let total = all().count().max(1) as f64;
    let mut shares: Vec<(String, f64)> = counts
        .into_iter()
        .map(|(decided, count)| (decided.to_owned(), count as f64 / total))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    shares
}
