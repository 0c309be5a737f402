//! What keeps the week as it was: pain that is not yet safe, too little known,
//! warnings, a new gait focus. Each names what would release it.

use super::after_a_red::{after_a_red, no_more_than_run};
use super::beside::{beside_running, no_run, of_rehab, re_tested};
use super::flagged::{cleared, flagged};
use super::held::held;
use super::reason::reason;
use super::words::{clock, mean_words, run_of};
use crate::calendar::Days;
use crate::diary::entry::GaitFocus;
use crate::limits::{self, AmberPolicy, Evidence};
use crate::plan::target::Target;
use crate::plan::view::{Answered, View};
use crate::plan::week::Reason;
use crate::rule_id::RuleId;
use crate::units::PainScore;

/// Rules that speak of a kind of running, which a held week then leaves out.
const OF_KINDS: [RuleId; 6] = [
    RuleId::IntensityEarly,
    RuleId::SprintEarly,
    RuleId::HillsEarly,
    RuleId::HillSprintEarly,
    RuleId::NewIntervals,
    RuleId::TwoFactorsAtOnce,
];

/// What keeps the week as it was.
pub(super) fn hold(view: &View) -> Option<Target> {
    let mut reasons = Vec::new();
    reasons.extend(flagged(view));
    reasons.extend(cleared(view));
    // What should be seen by a clinician first leaves easy running and no more.
    let is_flagged = !reasons.is_empty();
    if view.episode.is_some() {
        reasons.extend(of_rehab(view));
        reasons.extend(beside_running(view));
    }
    for finding in &view.warnings {
        reasons.push(reason(
            Some(finding.rule),
            format!("{} Nothing is raised this week.", finding.message),
            finding.grade,
        ));
    }
    if view.episode.is_some() {
        reasons.extend(re_tested(view));
        reasons.extend(no_run(view));
        reasons.extend(too_little_known(view));
        reasons.extend(pain(view).or_else(|| mean_holds(view)));
        reasons.extend(new_focus(view));
    }
    if reasons.is_empty() {
        return None;
    }
    let mut target = held(view);
    after_a_red(view, &mut target);
    if !view.reds_of_rehab.is_empty() {
        no_more_than_run(view, &mut target);
    }
    no_kind_more_than_run(view, &mut target);
    let mut warned = view.warnings.iter();
    if is_flagged || warned.any(|finding| OF_KINDS.contains(&finding.rule)) {
        target.specials.clear();
    }
    target.reasons = reasons;
    Some(target)
}

/// A hold repeats what was run: a kind no more often than in the week before it.
fn no_kind_more_than_run(view: &View, target: &mut Target) {
    let numbered = target.numbered_specials().into_iter();
    target.specials = numbered
        .filter(|(number, special)| *number < view.sessions_last_week(special.kind))
        .map(|(_, special)| special)
        .collect();
}

fn too_little_known(view: &View) -> Option<Reason> {
    // A week that began with enough known is not taken back because days went by.
    if view.mean.mean.is_some() || view.began.is_some() || !view.climb.as_ref()?.begun {
        return None;
    }
    let today = view.read_on;
    let ask = view.asked.first().map_or_else(
        || {
            "Log the morning after your next two runs: `comeback pain` and the worst since the run."
                .to_owned()
        },
        |asked| {
            format!(
                "Log {} by {}.",
                run_of(asked.run.date(), today),
                clock(asked.response.asked_until, today)
            )
        },
    );
    Some(reason(
        Some(RuleId::PainUnlogged),
        format!(
            "How your last runs were tolerated is not known well enough ({} of {:.0} scores in {:.0} \
             days). {ask}",
            view.mean.recent,
            limits::MEAN_RUNS.value,
            limits::MEAN_RECENT_DAYS.value
        ),
        Evidence::Design,
    ))
}

fn pain(view: &View) -> Option<Reason> {
    let today = view.read_on;
    let policy = view.history.settings.amber;
    let said = |text: String| reason(Some(RuleId::PainWatch), text, Evidence::Seed);
    if policy == AmberPolicy::Progress {
        return None;
    }
    let score_of = |answered: &&Answered| answered.response.max.map_or(0.0, PainScore::get);
    let worst = view
        .ambers
        .iter()
        .max_by(|a, b| score_of(a).total_cmp(&score_of(b)))?;
    let score = score_of(&worst);
    let which = run_of(worst.run.date(), today);
    if policy == AmberPolicy::Hold || score >= limits::AMBER_MAX.value {
        return Some(said(format!(
            "Pain of {score} after {which}: acceptable, and watched. The week stays as it is; with \
             less pain the next step comes after it."
        )));
    }
    None
}

const fn focus_words(focus: GaitFocus) -> &'static str {
    match focus {
        GaitFocus::Cadence => "a quicker, shorter step",
        GaitFocus::Taller => "running taller",
        GaitFocus::PelvicTilt => "the tilt of the pelvis",
        GaitFocus::Done => "the last of it",
    }
}

/// The gait focus needs its own weeks.
fn new_focus(view: &View) -> Option<Reason> {
    let focus = view.history.gait_focus()?;
    let since = view.history.local_date(focus.at);
    let hold = view.history.settings.get(&limits::GAIT_HOLD_DAYS);
    let days = (view.monday - since).num_days();
    ((days as f64) < hold).then(|| {
        reason(
            Some(RuleId::GaitOrder),
            format!(
                "You are changing one thing in how you run, {}, and that is enough for a \
                 fortnight: no step up before {}.",
                focus_words(focus.focus),
                (since + Days::new(hold as u64)).format("%A %-d %B")
            ),
            Evidence::Seed,
        )
    })
}

/// Pain that the mean of a fortnight holds at: over 3 and up to 3.5, or two of the last
/// three responses amber.
fn mean_holds(view: &View) -> Option<Reason> {
    if view.history.settings.amber == AmberPolicy::Progress {
        return None;
    }
    let mean = view.mean.mean?;
    let over = view.mean.is_over(limits::GREEN_MAX.value);
    if !over && view.ambers_of_three < 2 {
        return None;
    }
    let most = limits::GREEN_MAX.value;
    let text = if over {
        format!(
            "The worst after your runs of the last two weeks is {} on average: over {most:.0}, so \
             the week stays as it is. At {most:.0} or less the next step comes.",
            mean_words(mean, most)
        )
    } else {
        "Two of your last three runs were over 3: the week stays as it is until two of three are not."
            .to_owned()
    };
    Some(reason(Some(RuleId::PainWatch), text, Evidence::Seed))
}
