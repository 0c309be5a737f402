//! What is done of rehab on the days of a week: which set, how much of it, and what is said
//! beside it.

use super::days::days_of;
use super::exercise_days::{
    LEAST_HEAVY, MOST_HEAVY, RunWeek, heavy_days, last_heavy, retest_day, spring_days,
};
use super::flag::{self, Flag};
use super::sore::{Sore, sore};
use super::view::View;
use super::week::{WeekPlan, kind_of};
use super::word;
use crate::calendar::Days;
use crate::diary::{History, RehabSet, span};
use crate::legible::capital;
use crate::limits;
use crate::method::Rung;
use crate::method::climb::{Climb, Kind};
use crate::rehab::adherence::{self, Adherence};
use crate::rehab::attribution::{self, Share};
use crate::rehab::borne::{Change, Gap};
use crate::rehab::dose::{Dose, RehabSession};
use crate::rehab::load_test::{self, Morning};
use crate::rehab::place::Beside;
use crate::rehab::retest;
use crate::rehab::session;
use crate::rehab::sessions::{self, first_session};
use crate::rehab::sitting::{self, Tolerance};
use crate::rehab::standing::{self, RehabStanding, Retest};
use crate::rules::red_flag;
use chrono::NaiveDate;

/// What is done of rehab on the days of the week that are still to come.
pub fn of_week(view: &View, week: &RunWeek) -> Vec<(NaiveDate, String)> {
    let history = view.history;
    let Some(standing) = standing::standing(history) else {
        return Vec::new();
    };
    let open: Vec<NaiveDate> = days_of(view.monday)
        .filter(|day| *day >= view.from.max(view.well_from.unwrap_or(view.from)))
        .collect();
    let (standing, waits) = beside(view, kept(view, standing), week.new_kind);
    let mut notes: Vec<String> = waits.into_iter().collect();
    let session = next_session(view, &standing, week.new_kind);
    let sore = sore(history);
    let retest = match standing.retest {
        // Nobody is tested while something is sore.
        Retest::Due(from) if sore.is_none() => retest_day(&open, week, from),
        _ => None,
    };
    let most = most_heavy(view);
    let days = match standing.set {
        RehabSet::Isometric => open.clone(),
        RehabSet::A | RehabSet::B => heavy_days(view, week, &open, most, retest),
        RehabSet::C => spring_days(view, week, &open, retest),
    };
    let mut told: Vec<(NaiveDate, String)> = days
        .iter()
        .map(|&day| {
            let after_run = standing.set != RehabSet::Isometric && week.runs.contains(&day);
            let mut text = session.words();
            if after_run {
                text = text.replacen(':', ", after the run:", 1);
            }
            match &sore {
                Some(sore) if standing.set != RehabSet::Isometric => {
                    (day, once_settled(sore, text, day == history.today()))
                }
                _ => (day, text),
            }
        })
        .collect();
    // What is said of the dose belongs to the first day that has it.
    let is_held_back = |day: NaiveDate| {
        sore.is_some() && standing.set != RehabSet::Isometric && day == history.today()
    };
    if let Some((_, first)) = told.iter_mut().find(|(day, _)| !is_held_back(*day)) {
        if !session.why.is_empty() {
            notes.insert(0, session.why.trim_end_matches('.').to_owned());
        }
        for note in &notes {
            first.push_str(&format!(". {note}"));
        }
    }
    if let Some(day) = retest {
        let text = retest_words(view, &standing);
        match told.iter_mut().find(|(known, _)| *known == day) {
            Some((_, known)) => *known = format!("{text}. {known}"),
            None => told.push((day, text)),
        }
        told.sort_by_key(|(day, _)| *day);
    }
    told
}

/// Heavy work after a score over 5 that has not settled: holds on the day itself, and later
/// only once it has.
fn once_settled(sore: &Sore, work: String, is_today: bool) -> String {
    if is_today {
        format!(
            "holds alone, and only if they stay at {} or less; the heavier work waits until the {}{} \
             has settled",
            limits::GREEN_MAX.value,
            sore.score,
            sore.place()
        )
    } else {
        work.replacen(':', &format!(", only once {}:", sore.once_settled()), 1)
    }
}

/// What is left of the exercises of a day on which some were logged: `None` where none were,
/// and no dose where all is done.
pub(super) fn left_on(history: &History, week: &WeekPlan, day: NaiveDate) -> Option<Vec<Dose>> {
    let work = sessions::by_day(history, |_| true);
    let (_, work) = work.into_iter().find(|(date, _)| *date == day)?;
    let session = overview(history, week).map(|overview| overview.session)?;
    let told: Option<Vec<&str>> = (work.iter())
        .map(|entry| entry.work.exercise.as_deref())
        .collect();
    // Work that was told as a whole is all of it, as is that of another set.
    let Some(told) =
        told.filter(|told| (session.doses.iter()).any(|dose| told.contains(&dose.exercise.id)))
    else {
        return Some(Vec::new());
    };
    let of_set = (session.doses.into_iter()).filter(|dose| dose.exercise.set == session.set);
    Some(
        of_set
            .filter(|dose| !told.contains(&dose.exercise.id))
            .collect(),
    )
}

/// The climb that is complete, if it is.
fn restored<'a>(view: &'a View) -> Option<&'a Climb> {
    (view.climb.as_ref()).filter(|climb| climb.rung() == Rung::Restored)
}

/// What stays once all that was lost is back: heavy work of set B, and no test any more. The
/// springs of set C were for the way there.
fn kept(view: &View, standing: RehabStanding) -> RehabStanding {
    let of_b = |episode| first_session(view.history, episode, RehabSet::B);
    let first = (view.episode.and_then(of_b)).map(|at| view.history.local_date(at));
    match first.filter(|_| standing.set >= RehabSet::B && restored(view).is_some()) {
        Some(since) => RehabStanding {
            set: RehabSet::B,
            since,
            criteria: Vec::new(),
            retest: Retest::None,
            ..standing
        },
        None => standing,
    }
}

/// The set that is worked on, as [`of_week`] has it; `None` without an episode.
pub(super) fn worked_on(history: &History) -> Option<RehabSet> {
    let view = View::new(history, span::monday(history.today()));
    Some(kept(&view, standing::standing(history)?).set)
}

/// Days of a week with heavy work at most: fewer once the return is complete, and one when
/// that is long ago.
fn most_heavy(view: &View) -> usize {
    let Some(climb) = restored(view) else {
        return MOST_HEAVY;
    };
    let for_days = (view.monday - climb.since).num_days() as f64;
    if for_days < 7.0 * limits::KEEP_WEEKS.value {
        LEAST_HEAVY
    } else {
        limits::KEEP_DAYS.value as usize
    }
}

/// The set that the week works with: one that is new waits where a kind of running is new
/// too, something is still to be seen, or the last session is long ago, which the second value
/// then says.
fn beside(view: &View, standing: RehabStanding, new_kind: bool) -> (RehabStanding, Option<String>) {
    let flagged = quieted_by(view);
    // What was done last is done once more where it is long ago.
    let last = last_heavy(view.history).filter(|_| standing.set > RehabSet::A);
    let fell_out = last.is_some_and(|last| Gap::between(last, view.history.today()) != Gap::None);
    match standing.set.before() {
        Some(before) if (new_kind || flagged.is_some() || fell_out) && standing.sessions == 0 => {
            let begun = view.episode.and_then(|episode| match before {
                RehabSet::Isometric => Some(episode.start),
                set => Some(
                    view.history
                        .local_date(first_session(view.history, episode, set)?),
                ),
            });
            let set = capital(standing.set.words());
            let waits = match flagged.map(|flag| (flag.symptom, flag.until)) {
                Some((symptom, None)) => format!(
                    "{set} waits until you log \"{}\" as resolved",
                    symptom.words().to_lowercase()
                ),
                Some((_, Some(until))) => format!(
                    "{set} begins from {} on: the running comes back first",
                    until.format("%A %-d %B")
                ),
                None if new_kind => format!("{set} begins next week: one new thing at a time"),
                None => format!("{set} begins after one session more of {}", before.words()),
            };
            let kept = RehabStanding {
                set: before,
                since: begun.unwrap_or(standing.since),
                ..standing
            };
            (kept, Some(waits))
        }
        _ => (standing, None),
    }
}

/// Whether one of the kinds of a week comes back for the first time, where that is what rises.
pub(super) fn is_new_kind(
    view: &View,
    factor: Option<Rung>,
    mut kinds: impl Iterator<Item = Kind>,
) -> bool {
    let begun = |kind: Kind| {
        let first = (view.climb.as_ref()).and_then(|climb| climb.sessions_of(kind).first);
        first.is_some_and(|first| first < view.monday)
    };
    factor.is_some_and(|factor| factor >= Rung::Intensity) && kinds.any(|kind| !begun(kind))
}

/// The next session, with a shared score answered for by whatever changed last.
fn next_session(view: &View, standing: &RehabStanding, new_kind: bool) -> RehabSession {
    let of_kind = || {
        let words = "A kind of running comes back this week".to_owned();
        (new_kind && standing.sessions > 0).then_some((view.monday, words))
    };
    let steady = load_test::not_tolerated(view.history)
        .or_else(|| flag_words(view))
        .or_else(of_kind);
    let reds = view.reds.iter().filter_map(|red| red.response.red_at);
    let first_red = reds.min().map(|at| view.history.local_date(at));
    let beside = Beside {
        spared: spared(view),
        steady_since: (steady.iter().map(|(since, _)| *since))
            .chain(first_red)
            .min(),
    };
    let mut session = session::next(view.history, standing, view.monday, beside);
    if let (Change::First | Change::Same, Some((_, words))) = (session.change, steady) {
        session.why = format!("{words}, so nothing is added to the exercises");
        if session.change == Change::Same {
            session.why.push_str(": as last time");
        }
        session.why.push('.');
    }
    session
}

/// What keeps the exercises as they are while something is to be seen, and for a while after.
fn flag_words(view: &View) -> Option<(NaiveDate, String)> {
    let flag = quieted_by(view)?;
    let since = match flag.until {
        None => "nobody has seen it yet",
        Some(_) => "not long ago",
    };
    Some((flag.told, format!("{}, and {since}", flag.symptom.words())))
}

/// The red flag that keeps the exercises of a week quiet.
fn quieted_by(view: &View) -> Option<Flag> {
    flag::quiets(view.history, view.from.max(view.history.today()))
}

/// Whether the running answers for the last score that rehab shares.
fn spared(view: &View) -> bool {
    let stepped = view.climb.as_ref().and_then(|climb| climb.last_rise);
    let of_rehab = view.reds_of_rehab.last().map(|red| red.run.start);
    let last = view.reds.last();
    last.is_some_and(|red| {
        of_rehab.is_none_or(|rehab| rehab < red.run.start)
            && red.response.red_at.is_some_and(|felt| {
                let share = attribution::share(view.history, red.run.start, felt, stepped);
                share == Share::Running
            })
    })
}

/// How the re-test that is due is done.
fn retest_words(view: &View, standing: &RehabStanding) -> String {
    let next = view
        .episode
        .and_then(|episode| standing::next_set(episode, standing.set))
        .map_or("the next set", RehabSet::words);
    format!(
        "re-test for {next}: {}; then `comeback log test pass` or `fail`",
        retest::how(standing.set)
    )
}

/// All of rehab at one moment, to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Where the rehab stands.
    pub standing: RehabStanding,
    /// The session as it is dosed now.
    pub session: RehabSession,
    /// The set after it.
    pub next: Option<RehabSet>,
    /// The day of the week on which the re-test is planned.
    pub retest_on: Option<NaiveDate>,
    /// A word where all running is back and the strength is not.
    pub behind: Option<String>,
    /// The runner's usual load test, where enough mornings are known.
    pub usual_load_test: Option<f64>,
    /// The last load test.
    pub last_load_test: Option<Morning>,
    /// How long the runner can sit.
    pub sitting: Tolerance,
    /// What was done of what was asked.
    pub adherence: Adherence,
}

/// Where rehab stands and what the sessions of a planned week are; `None` without an
/// episode, and while a red flag suspends training: exercises load too.
pub fn overview(history: &History, plan: &WeekPlan) -> Option<Overview> {
    if red_flag::forbids_running(history) {
        return None;
    }
    let standing = standing::standing(history)?;
    let mornings = load_test::mornings(history, history.now);
    let tomorrow = history.today() + Days::new(1);
    // As the days of that week say it.
    let view = View::new(history, plan.starts);
    let days = plan.days.iter().filter(|day| day.date >= view.from);
    let kinds = days.filter_map(|day| kind_of(day.kind));
    let is_new = is_new_kind(&view, plan.factor, kinds);
    let standing = kept(&view, standing);
    let (of_week, _) = beside(&view, standing.clone(), is_new);
    Some(Overview {
        session: next_session(&view, &of_week, is_new),
        // What is kept leads nowhere: the springs were for the way here.
        next: (history.episode())
            .filter(|_| standing.retest != Retest::None)
            .and_then(|episode| standing::next_set(episode, standing.set)),
        retest_on: (plan.days.iter())
            .find(|day| (day.rehab.as_deref()).is_some_and(|told| told.starts_with("re-test")))
            .map(|day| day.date),
        behind: word::strength_to_come(view.climb.as_ref(), &standing),
        usual_load_test: load_test::usual(&mornings, tomorrow, load_test::form_now(history)),
        last_load_test: mornings.last().copied(),
        sitting: sitting::tolerance(history, history.now),
        adherence: adherence::adherence(history, &standing),
        standing,
    })
}

/// The set that is due, as [`standing`] says; without an episode the holds.
pub fn current(history: &History) -> RehabSet {
    standing::standing(history).map_or(RehabSet::Isometric, |standing| standing.set)
}
