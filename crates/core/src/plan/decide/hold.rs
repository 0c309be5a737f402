//! What keeps the week as it was: pain that is not yet safe, too little known,
//! warnings, a new gait focus. Each names what would release it.

use super::held::held;
use super::reason::reason;
use super::words::{clock, run_of};
use crate::calendar::Days;
use crate::diary::entry::GaitFocus;
use crate::diary::history::LoadTestEntry;
use crate::diary::{Band, History, Pain, RehabEntry, Symptom};
use crate::limits::{self, AmberPolicy, Evidence};
use crate::plan::flag::{self, Flag};
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::{Answered, View};
use crate::plan::week::Reason;
use crate::rule_id::RuleId;
use crate::run::Run;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset, NaiveDate};

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

/// What was held before a red is not held just because the week that answered it is over:
/// the runs come back one at a time.
fn after_a_red(view: &View, target: &mut Target) {
    if let Some(most) = most_runs_after_red(view) {
        target.runs = target.runs.min(most);
    }
    let most = most_after_red(view).or_else(|| reached_since_red(view));
    if let (Session::Minutes(minutes), Some(most)) = (target.session, most) {
        target.session = Session::Minutes(minutes.min(most));
    }
}

/// Where the fortnight after a red was kept short, what was held before it comes back a step at
/// a time from then on: one step over the longest run of the last fortnight, for a month after
/// the red. `None` where there was none, and in that first fortnight ([`most_after_red`]).
pub(super) fn reached_since_red(view: &View) -> Option<f64> {
    let climb = view.climb.as_ref()?;
    let known = view.history.today().min(view.sunday);
    let since = (known - *climb.reds().iter().max()?).num_days();
    if since >= limits::LONG_RUN_DAYS.value as i64 || most_after_red(view).is_some() {
        return None;
    }
    let from = known - Days::new(limits::MEAN_DAYS.value as u64);
    let pain = Pain::of(view.history);
    let longest = (view.history.runs_between(from, known).iter())
        .filter(|run| pain.response(run).band != Band::Red)
        .filter_map(Run::tells_minutes)
        .reduce(f64::max)?;
    Some(climb.one_step_longer(longest).unwrap_or(longest))
}

/// After a red of the last fortnight, one run more than last week had; `None` otherwise.
pub(super) fn most_runs_after_red(view: &View) -> Option<u32> {
    let known = view.history.today().min(view.sunday);
    let is_near = |red: &NaiveDate| (known - *red).num_days() < limits::MEAN_DAYS.value as i64;
    let hurt = (view.climb.as_ref()).is_some_and(|climb| climb.reds().iter().any(is_near));
    let ran = view.runs_last_week();
    (hurt && ran > 0).then(|| ran.saturating_add(1))
}

/// A run after one that was too much is as long as what was tolerated, and shorter than it:
/// the longest of the fortnight that was not red, else a tenth less. `None` where nothing was
/// too much, or as much was tolerated after it.
pub(super) fn most_after_red(view: &View) -> Option<f64> {
    let episode = view.episode?;
    let known = view.history.today().min(view.sunday);
    let from = (known - Days::new(limits::MEAN_DAYS.value as u64)).max(episode.start);
    let pain = Pain::of(view.history);
    let of_rehab =
        |day: NaiveDate| (view.climb.as_ref()).is_some_and(|climb| climb.is_of_rehab(day));
    let mut too_much: Option<f64> = None;
    let mut borne: Vec<f64> = Vec::new();
    for run in view.history.runs_between(from, known) {
        // A walk that the watch took for a run is none, however it was answered.
        let least = limits::ACCIDENT_SECONDS.value / 60.0;
        let Some(minutes) = run.tells_minutes().filter(|minutes| *minutes >= least) else {
            continue;
        };
        let response = pain.response(run);
        if response.band == Band::Red && !of_rehab(run.date()) {
            too_much = Some(too_much.map_or(minutes, |least| least.min(minutes)));
        } else if response.is_known() {
            too_much =
                too_much.filter(|least| minutes < least * (1.0 - limits::GOAL_TOLERANCE.value));
            borne.push(minutes);
        }
    }
    let too_much = too_much?;
    let less = rounded_down(too_much * (1.0 - limits::EASE_SHARE.value / 100.0));
    let longest = (borne.into_iter())
        .filter(|minutes| *minutes < too_much)
        .reduce(f64::max);
    Some(longest.map_or(less, |longest| rounded_down(longest).min(less)))
}

/// A hold repeats what was run: a kind no more often than in the week before it.
fn no_kind_more_than_run(view: &View, target: &mut Target) {
    let numbered = target.numbered_specials().into_iter();
    target.specials = numbered
        .filter(|(number, special)| *number < view.sessions_last_week(special.kind))
        .map(|(_, special)| special)
        .collect();
}

/// After a red the running is never more than in the week before, whatever else goes back.
fn no_more_than_run(view: &View, target: &mut Target) {
    let ran = view.runs_last_week();
    if ran > 0 {
        target.runs = target.runs.min(ran);
    }
    let planned = target.session.running() * f64::from(target.runs);
    if let Some(ran) = view
        .last
        .running_min
        .filter(|ran| *ran > 0.0 && planned > *ran)
    {
        target.session = target.session.scaled(ran / planned);
    }
}

/// Pain over 5 that the exercises answer for.
fn of_rehab(view: &View) -> Option<Reason> {
    let red = (view.reds_of_rehab.iter()).max_by_key(|red| red.response.red_at)?;
    Some(reason(
        Some(RuleId::PainTooHigh),
        format!(
            "Pain of {} after {} and the exercises after it. What is new is in the exercises, so \
             they go back a step, and the running stays as it was.",
            red.response.max.map_or(0.0, PainScore::get),
            run_of(red.run.date(), view.read_on),
        ),
        Evidence::Design,
    ))
}

/// The last score of the exercises, and of what hurt over 5 where some did: quiet in another
/// exercise, in an easier set or later on the same day is not quiet in what hurt.
fn last_of_what_hurt(history: &History) -> Option<(DateTime<FixedOffset>, PainScore)> {
    let mut last: Option<(&RehabEntry, PainScore)> = None;
    for entry in &history.rehab {
        let Some(score) = entry.work.pain else {
            continue;
        };
        let speaks_of = |(hurt, felt): (&RehabEntry, PainScore)| {
            let named = hurt
                .work
                .exercise
                .as_ref()
                .zip(entry.work.exercise.as_ref());
            let is_harder = entry.set() > hurt.set();
            let is_same = entry.set() == hurt.set() && named.is_none_or(|(hurt, it)| hurt == it);
            let another_day = history.local_date(hurt.at) < history.local_date(entry.at);
            Band::of_score(felt) != Band::Red || (another_day && (is_harder || is_same))
        };
        if Band::of_score(score) == Band::Red || last.is_none_or(speaks_of) {
            last = Some((entry, score));
        }
    }
    last.map(|(entry, score)| (entry.at, score))
}

/// Pain over 5 in the last load test, or in the last exercises, of seven days: no run is to
/// blame, and nothing is added on top of it.
fn beside_running(view: &View) -> Option<Reason> {
    let history = view.history;
    let from = history.today() - Days::new(limits::UNATTRIBUTED_DAYS.value as u64 - 1);
    let is_near = |at: &DateTime<FixedOffset>| history.local_date(*at) >= from;
    // A side that is quiet says nothing of the other: the worst of the last morning counts.
    let last = history
        .load_tests
        .last()
        .map(|test| history.local_date(test.at));
    let of_morning = |test: &&LoadTestEntry| Some(history.local_date(test.at)) == last;
    let tested = (history.load_tests.iter().filter(of_morning))
        .map(|test| (test.at, test.score, "the load test"))
        .max_by(|a, b| a.1.get().total_cmp(&b.1.get()));
    let worked = last_of_what_hurt(history).map(|(at, score)| (at, score, "the exercises"));
    let (at, score, what) = [tested, worked]
        .into_iter()
        .flatten()
        .filter(|(at, score, _)| is_near(at) && Band::of_score(*score) == Band::Red)
        .max_by_key(|(at, ..)| *at)?;
    Some(reason(
        Some(RuleId::PainTooHigh),
        format!(
            "Pain of {} in {what} on {}: over {:.0}, so nothing is added to the running until it is \
             {:.0} or less there.",
            score.get(),
            history.local_date(at).format("%A"),
            limits::AMBER_MAX.value,
            limits::AMBER_MAX.value,
        ),
        Evidence::Design,
    ))
}

/// A symptom that a clinician must see in the next days: no step until then.
pub(super) fn flagged(view: &View) -> Option<Reason> {
    let Flag::Open(symptom, on) = flag::open(view.history)? else {
        return None;
    };
    Some(reason(
        Some(RuleId::RedFlag),
        format!(
            "{}, logged on {}: have it seen by a clinician in the next days. There is no step up \
             until you log it as resolved.",
            symptom.words(),
            on.format("%A %-d %B"),
        ),
        Evidence::Practice,
    ))
}

/// A red flag that was cleared some days ago: the running comes back before anything is raised.
pub(super) fn cleared(view: &View) -> Option<Reason> {
    let Flag::Cleared { symptom, until, .. } = flag::cleared(view.history, view.from)? else {
        return None;
    };
    let over = match symptom {
        Symptom::Fever => "and it is over",
        _ => "and it was cleared",
    };
    Some(reason(
        Some(RuleId::RedFlag),
        format!(
            "{}, {over}: easy running and no step up before {}. Stop and have it seen again if it \
             comes back.",
            symptom.words(),
            until.format("%A %-d %B")
        ),
        Evidence::Design,
    ))
}

/// A re-test that hurt over 3 is pain beside the runs like any other.
fn re_tested(view: &View) -> Option<Reason> {
    let history = view.history;
    let test = history.tests.last()?;
    let pain = test
        .result
        .pain
        .filter(|pain| Band::of_score(*pain) != Band::Green)?;
    let on = history.local_date(test.at);
    let held = beside_the_runs(pain, on, &format!("in the re-test on {}", on.format("%A")));
    (history.today() < held_until(on)).then_some(held)
}

/// Pain outside the 48 h of every run.
fn no_run(view: &View) -> Option<Reason> {
    let entry = view.unattributed?;
    let what = format!("on {}, {}", entry.at.format("%A"), entry.away());
    let on = view.history.local_date(entry.at);
    Some(beside_the_runs(entry.score, on, &what))
}

/// What is said of pain that belongs to no run, and until when it holds.
fn beside_the_runs(score: PainScore, on: NaiveDate, what: &str) -> Reason {
    reason(
        None,
        format!(
            "Pain of {} {what}: no step up before {}.",
            score.get(),
            held_until(on).format("%A %-d %B")
        ),
        Evidence::Design,
    )
}

fn held_until(on: NaiveDate) -> NaiveDate {
    on + Days::new(limits::UNATTRIBUTED_DAYS.value as u64)
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
    let text = if over {
        format!(
            "The worst after your runs of the last two weeks is {mean:.1} on average: over {:.0}, so \
             the week stays as it is. Below that the next step comes.",
            limits::GREEN_MAX.value
        )
    } else {
        "Two of your last three runs were over 3: the week stays as it is until two of three are not."
            .to_owned()
    };
    Some(reason(Some(RuleId::PainWatch), text, Evidence::Seed))
}
