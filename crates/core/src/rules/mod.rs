//! The rules: each is one page, and answers clear, fires or unknown.
//!
//! A rule is one file: its words (the same that `explain` and the docs show)
//! a `check` that looks at the runs and days asked for, the change that would have
//! silenced it, and its part in the plan. One event gives one finding, however
//! many days it stays true.

mod counterfactual;
mod crossing;
mod data_quality;
mod doubts;
mod early;
mod exposure;
mod new_exposure;
mod painful;
mod return_weeks;
mod rule;

pub mod context;
pub mod factors;
pub mod nearest;
pub mod page;
pub mod verdict;

pub mod altitude_implausible;
pub mod cadence_implausible;
pub mod cadence_low;
pub mod cadence_target_missed;
pub mod clock_jump;
pub mod distance_implausible;
pub mod frequency_early;
pub mod frequency_jump;
pub mod gait_order;
pub mod gps_poor;
pub mod hill_sprint_early;
pub mod hills_early;
pub mod intensity_early;
pub mod jump_after_break;
pub mod long_run_spike;
pub mod new_downhill;
pub mod new_intervals;
pub mod no_cadence;
pub mod pain_repeated;
pub mod pain_rising;
pub mod pain_too_high;
pub mod pain_unlogged;
pub mod pain_watch;
pub mod possible_duplicate;
pub mod recording_cut;
pub mod red_flag;
pub mod rehab_compression;
pub mod rehab_retest;
pub mod rest_too_short;
pub mod sitting;
pub mod sprint_early;
pub mod stretching;
pub mod two_factors_at_once;
pub mod weekly_spike;

/// The rule of a name.
pub const fn rule(id: RuleId) -> &'static Rule {
    match id {
        RuleId::RedFlag => &red_flag::RULE,
        RuleId::PainTooHigh => &pain_too_high::RULE,
        RuleId::PainWatch => &pain_watch::RULE,
        RuleId::PainRepeated => &pain_repeated::RULE,
        RuleId::PainUnlogged => &pain_unlogged::RULE,
        RuleId::PainRising => &pain_rising::RULE,
        RuleId::HillSprintEarly => &hill_sprint_early::RULE,
        RuleId::HillsEarly => &hills_early::RULE,
        RuleId::SprintEarly => &sprint_early::RULE,
        RuleId::IntensityEarly => &intensity_early::RULE,
        RuleId::FrequencyEarly => &frequency_early::RULE,
        RuleId::TwoFactorsAtOnce => &two_factors_at_once::RULE,
        RuleId::JumpAfterBreak => &jump_after_break::RULE,
        RuleId::LongRunSpike => &long_run_spike::RULE,
        RuleId::WeeklySpike => &weekly_spike::RULE,
        RuleId::FrequencyJump => &frequency_jump::RULE,
        RuleId::NewDownhill => &new_downhill::RULE,
        RuleId::NewIntervals => &new_intervals::RULE,
        RuleId::RestTooShort => &rest_too_short::RULE,
        RuleId::CadenceLow => &cadence_low::RULE,
        RuleId::CadenceTargetMissed => &cadence_target_missed::RULE,
        RuleId::GaitOrder => &gait_order::RULE,
        RuleId::Stretching => &stretching::RULE,
        RuleId::Sitting => &sitting::RULE,
        RuleId::RehabRetest => &rehab_retest::RULE,
        RuleId::RehabCompression => &rehab_compression::RULE,
        RuleId::CadenceImplausible => &cadence_implausible::RULE,
        RuleId::GpsPoor => &gps_poor::RULE,
        RuleId::DistanceImplausible => &distance_implausible::RULE,
        RuleId::AltitudeImplausible => &altitude_implausible::RULE,
        RuleId::ClockJump => &clock_jump::RULE,
        RuleId::RecordingCut => &recording_cut::RULE,
        RuleId::NoCadence => &no_cadence::RULE,
        RuleId::PossibleDuplicate => &possible_duplicate::RULE,
    }
}

/// Every rule, in the order of the method.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Rule> {
    RuleId::ALL.iter().map(|id| rule(*id))
}

/// The rules that a planned week can break: the order of the protocol, load and spacing.
pub fn order_and_load() -> impl Iterator<Item = &'static Rule> {
    all().filter(|rule| rule.in_plan.objects())
}

pub use context::{Context, Ladder};
pub use counterfactual::nearest;
pub use doubts::doubts;
pub use nearest::Nearest;
pub use page::page;
pub use rule::{InPlan, Rule};
pub use verdict::{Figure, Finding, Missing, Name, Severity, Verdict};

use crate::diary::History;
pub use crate::rule_id::RuleId;

use crate::calendar::Days;
use crate::limits::{self, fill};
use crate::method::Standing;
use crate::run::{Run, RunId};
use chrono::NaiveDate;

/// What a check found: where the runner stands, the findings, and what could not be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Where the runner stands; `None` without an open episode.
    pub standing: Option<Standing>,
    /// Most severe first, then newest first.
    pub findings: Vec<Finding>,
    /// One for each rule and lack, the newest.
    pub unknown: Vec<Missing>,
}

impl Checked {
    /// The highest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Days that a check looks at when none are named: the trailing week, today
/// included, which is what the plan decides by.
const CHECK_DAYS: u64 = 7;

/// The first day of a check that names none.
pub fn since(history: &History) -> NaiveDate {
    history.today() - Days::new(CHECK_DAYS - 1)
}

/// Judges every rule for the runs and days from `since` to the history's moment.
pub fn check(history: &History, since: NaiveDate) -> Checked {
    checked(&Context::new(history, since))
}

/// As [`check`], with a ladder of the caller's, so that a rule can be tried on any rung.
pub fn check_with(history: &History, since: NaiveDate, ladder: Ladder) -> Checked {
    checked(&Context::on_ladder(history, since, ladder))
}

/// The findings of some of the rules, most severe first, then newest first.
pub fn findings(
    rules: impl Iterator<Item = &'static Rule>,
    history: &History,
    since: NaiveDate,
) -> Vec<Finding> {
    judged(rules, &Context::new(history, since)).0
}

/// Which of some rules is the first with a finding that `counts`; the others behind it are
/// not asked.
pub(crate) fn first_to_fire(
    rules: &[&'static Rule],
    history: &History,
    since: NaiveDate,
    counts: impl Fn(&Finding) -> bool,
) -> Option<usize> {
    let context = Context::new(history, since);
    let fires = |verdict: &Verdict| match verdict {
        Verdict::Fires(finding) => counts(finding),
        Verdict::Clear | Verdict::Unknown(_) => false,
    };
    rules
        .iter()
        .position(|rule| history.policy.asks(rule.id) && (rule.check)(&context).iter().any(fires))
}

fn checked(context: &Context) -> Checked {
    let (findings, unknown) = judged(all(), context);
    Checked {
        standing: context.standing_now(),
        findings,
        unknown,
    }
}

fn judged(
    rules: impl Iterator<Item = &'static Rule>,
    context: &Context,
) -> (Vec<Finding>, Vec<Missing>) {
    let since = context.since;
    let asked = |rule: &&Rule| context.history.policy.asks(rule.id);
    let mut findings = Vec::new();
    let mut unknown: Vec<Missing> = Vec::new();
    for rule in rules.filter(asked) {
        for verdict in (rule.check)(context) {
            match verdict {
                Verdict::Clear => {}
                Verdict::Fires(mut finding) => {
                    if rule.lasting || finding.date >= since {
                        finding.advice = fill(&finding.advice, &context.history.settings);
                        findings.push(finding);
                    }
                }
                Verdict::Unknown(missing) => {
                    if missing.date >= since {
                        note(&mut unknown, missing);
                    }
                }
            }
        }
    }
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then(b.date.cmp(&a.date)));
    (findings, unknown)
}

/// Keeps one lack a rule and text: the newest.
fn note(unknown: &mut Vec<Missing>, missing: Missing) {
    let same =
        |known: &&mut Missing| known.rule == missing.rule && known.missing == missing.missing;
    match unknown.iter_mut().find(same) {
        Some(known) if known.date <= missing.date => *known = missing,
        Some(_) => {}
        None => unknown.push(missing),
    }
}

/// The findings that are tied to the given runs, for those who have just brought them in;
/// of a long history only those of its last four weeks.
pub fn new_findings(history: &History, runs: &[RunId]) -> Vec<Finding> {
    let dates = || runs.iter().filter_map(|id| history.run(id)).map(Run::date);
    let Some(last) = dates().max() else {
        return Vec::new();
    };
    let recent = |day: &NaiveDate| (last - *day).num_days() as f64 <= limits::REFERENCE_DAYS.value;
    let first = dates().filter(recent).min().unwrap_or(last);
    let mut findings = check(history, first).findings;
    findings.retain(|finding| finding.run.as_ref().is_some_and(|run| runs.contains(run)));
    findings
}
