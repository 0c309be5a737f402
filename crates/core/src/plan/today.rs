//! What to do today: the session or the rest with its reason, what is to be logged
//! and until when, and what is another since yesterday.

use super::due::{Due, due};
use super::sore::sore;
use super::week::{Day, DayKind, Decision, WeekPlan};
pub use super::word::not_begun;
use super::{decide, following, rehab, without_branches, word};
use crate::calendar::Days;
use crate::diary::{CommentEntry, History, span};
use crate::limits;
use crate::method::climb;
use crate::rehab::adherence;
use crate::rehab::dose::Dose;
use crate::rehab::load_test;
use crate::rehab::messages::{self, Message};
use crate::rehab::standing;
use crate::rule_id::RuleId;
use crate::rules::{self, red_flag};
use chrono::{Datelike, NaiveDate, Weekday};

/// The day of today.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// The day.
    pub date: NaiveDate,
    /// One sentence that says what today is for.
    pub headline: String,
    /// The session of the day.
    pub session: Option<Day>,
    /// The next day with a run after today, of this week or the next.
    pub next_run: Option<Day>,
    /// What is due, in the order of time.
    pub due: Vec<Due>,
    /// What is another since yesterday, a sentence each.
    pub changed: Vec<String>,
    /// A word for the situation.
    pub message: Option<Message>,
    /// A word where rehab has been quiet for long, or where pain is logged and no return is open.
    pub quiet: Option<String>,
    /// A word on the race that the runner wants to be fit for, in its week.
    pub race: Option<String>,
    /// What somebody who reads along said of late, the newest first.
    pub comments: Vec<CommentEntry>,
}

/// What today holds, at the history's moment.
pub fn today(history: &History) -> Today {
    let date = history.today();
    let monday = span::monday(date);
    let this_week = without_branches(history, monday);
    // After a red flag nothing is asked for, not even what was run before it was known.
    let mut session = (this_week.days.iter())
        .find(|day| day.date == date && this_week.decision != Decision::Suspend)
        .cloned();
    let exercises_done = session
        .as_mut()
        .and_then(|day| exercises(history, &this_week, day));
    let climb = climb::fold(history, date);
    let next_run = next_run(history, &this_week, date);
    let ran = !history.runs_between(date, date).is_empty();
    // Nor are the exercises, the load test or a word on them, until it was seen.
    let rehab = standing::standing(history).filter(|_| this_week.decision != Decision::Suspend);
    let is_flagged = red_flag::open(history).next().is_some();
    Today {
        date,
        headline: headline(
            history,
            &this_week,
            session.as_ref(),
            next_run.as_ref(),
            ran,
        ) + &exercises_done.unwrap_or_default(),
        due: due(history, session.as_ref(), rehab.as_ref(), climb.as_ref()),
        changed: changed(history, &this_week, date),
        message: (rehab.as_ref())
            .filter(|_| !is_flagged)
            .and_then(|standing| {
                messages::today(
                    history,
                    standing,
                    word::of_running(history, climb.as_ref(), session.as_ref()),
                )
            }),
        quiet: (rehab.as_ref())
            .and_then(|standing| {
                let tested = (history.load_tests.last())
                    .filter(|test| history.local_date(test.at) == date)
                    .and_then(|_| load_test::in_words(history));
                let behind = (date.weekday() == Weekday::Mon)
                    .then(|| word::strength_to_come(climb.as_ref(), standing))
                    .flatten();
                tested
                    .or_else(|| adherence::word(history, standing))
                    .or(behind)
            })
            .or_else(|| word::not_begun(history)),
        race: word::of_race(history, climb.as_ref()),
        comments: comments(history),
        session,
        next_run,
    }
}

/// What was done of the exercises of today is not asked for again: the day keeps what is
/// left of them, and where all is done the word that says so, with the next day of them.
fn exercises(history: &History, week: &WeekPlan, day: &mut Day) -> Option<String> {
    let left = rehab::left_on(history, week, day.date)?;
    if !left.is_empty() && sore(history).is_none() {
        let left: Vec<String> = left.iter().map(Dose::words).collect();
        day.rehab = Some(format!("still to do: {}", left.join("; ")));
        return None;
    }
    day.rehab = None;
    if day.kind == DayKind::Rehab {
        day.kind = DayKind::Rest;
    }
    let next = |plan: &WeekPlan| {
        let mut days = plan.days.iter();
        days.find(|later| later.date > day.date && later.rehab.is_some())
            .map(|later| later.date)
    };
    let next = next(week).or_else(|| next(&following(history, week)));
    let next = next.map_or_else(String::new, |next| {
        format!("; the next is {}", when(next, history.today()))
    });
    Some(format!(" Rehab is done for today{next}."))
}

/// `tomorrow`, `on Friday`, `on Monday 4 May`.
fn when(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        1 => "tomorrow".to_owned(),
        2..=6 => day.format("on %A").to_string(),
        _ => day.format("on %A %-d %B").to_string(),
    }
}

/// What was said in the last days, the newest first.
pub fn comments(history: &History) -> Vec<CommentEntry> {
    let age =
        |comment: &CommentEntry| (history.today() - history.local_date(comment.at)).num_days();
    let newest = history.comments.iter().rev();
    newest
        .take_while(|comment| age(comment) < limits::COMMENT_DAYS.value as i64)
        .cloned()
        .collect()
}

fn next_run(history: &History, this_week: &WeekPlan, today: NaiveDate) -> Option<Day> {
    let later = |plan: &WeekPlan| {
        let mut days = plan.days.iter();
        days.find(|day| day.date > today && day.kind.is_run())
            .cloned()
    };
    later(this_week).or_else(|| later(&following(history, this_week)))
}

/// `22 min easy`, `30 min walk-run`, `a rest day`.
pub fn session_words(day: &Day) -> String {
    let what = match day.kind {
        DayKind::Rest | DayKind::Rehab => return "a rest day".to_owned(),
        DayKind::Walk => "walking",
        DayKind::WalkRun => "walk-run",
        DayKind::Easy => "easy",
        DayKind::Tempo => "with tempo",
        DayKind::Intervals => "with intervals",
        DayKind::Sprints => "with sprints",
        DayKind::Hills => "with hills",
        DayKind::HillSprints => "with hill sprints",
        DayKind::CrossTraining => "of something else",
    };
    let minutes = day.minutes.unwrap_or_default();
    let minutes = (minutes * 2.0).round() / 2.0;
    format!("{minutes} min {what}")
}

fn headline(
    history: &History,
    week: &WeekPlan,
    session: Option<&Day>,
    next_run: Option<&Day>,
    ran: bool,
) -> String {
    if week.decision == Decision::Suspend {
        return (week.reasons.first()).map_or_else(
            || "No training today.".to_owned(),
            |reason| reason.text.clone(),
        );
    }
    let first = flagged(history).map_or_else(String::new, |flag| format!("{flag} "));
    let today = of_today(history, session, next_run, ran);
    format!("{first}{today}")
}

/// What should be seen by a clinician in the next days, and holds no run back.
fn flagged(history: &History) -> Option<String> {
    let Some(entry) = red_flag::open(history).next() else {
        return again(history);
    };
    Some(format!(
        "{}, logged on {}: have it seen by a clinician in the next days; no step up until then.",
        entry.symptom.words(),
        history.local_date(entry.at).format("%A %-d %B")
    ))
}

/// Strong pain that came back or stays, for a week after it did.
fn again(history: &History) -> Option<String> {
    history.episode()?;
    let days = Days::new(limits::UNATTRIBUTED_DAYS.value as u64 - 1);
    let rule = rules::rule(RuleId::PainRepeated);
    let since = history.today() - days;
    let found = rules::findings(std::iter::once(rule), history, since);
    let lately = found.iter().any(|finding| finding.date >= since);
    lately.then(|| {
        "The pain keeps coming back or does not go: let your clinician look at it in the next days."
            .to_owned()
    })
}

fn of_today(history: &History, session: Option<&Day>, next_run: Option<&Day>, ran: bool) -> String {
    let next = next_run.map_or_else(String::new, |day| {
        let when = when(day.date, history.today());
        let sore = sore(history);
        let once = sore.map_or_else(String::new, |sore| {
            format!(", once {}", sore.once_settled())
        });
        let how = sore.map_or_else(String::new, |sore| sore.how_to_say());
        format!(
            " The next run is {when}: {}{once}.{how}",
            session_words(day)
        )
    });
    let ill = history.illness_on(history.today());
    match session {
        _ if ill.is_some_and(|ill| ill.is_fever && ill.until.is_some()) && !ran => {
            format!("No run today: a day without a fever comes before the next one.{next}")
        }
        Some(_) if ill.is_some_and(|ill| ill.until.is_some()) && !ran => {
            format!("No run today: rest until you are well, and nothing is lost.{next}")
        }
        _ if ill.is_some() && !ran => {
            let ask = ill.map_or_else(String::new, |ill| decide::well_again(&ill, history.today()));
            format!("No run today: rest until you are well, and nothing is lost.{ask}")
        }
        Some(day) if ran => {
            // How it was run, nobody knows better than the runner.
            let done = session_words(day).replace(" easy", "");
            format!("Today's run is done: {done}.{next}")
        }
        Some(day) if day.kind.is_run() => match sore(history) {
            Some(sore) => format!(
                "Today: {}, but only once {}; until then a walk on the level.{}",
                session_words(day),
                sore.once_settled(),
                sore.how_to_say()
            ),
            None => format!("Today: {}.", session_words(day)),
        },
        Some(day) if day.kind == DayKind::Walk => {
            format!("Today: {} instead of a run.{next}", session_words(day))
        }
        _ if history.runs.is_empty() && history.episode().is_none() => {
            "Nothing is known yet: `comeback import` brings your runs in, `comeback episode start` \
             begins the return."
                .to_owned()
        }
        _ => format!("No run today.{next}"),
    }
}

/// What the rest of the week holds now and did not hold at the end of yesterday.
fn changed(history: &History, now: &WeekPlan, date: NaiveDate) -> Vec<String> {
    let before = history.before(date);
    if before.runs.is_empty() && before.episode().is_none() {
        return Vec::new();
    }
    let then = without_branches(&before, now.starts);
    let mut changed = Vec::new();
    // The headline says why running is off; once is enough.
    if then.decision != now.decision
        && now.decision != Decision::Suspend
        && let Some(reason) = now.reasons.first()
    {
        changed.push(reason.text.clone());
    }
    let ran_today = !history.runs_between(date, date).is_empty();
    let days = then.days.iter().zip(&now.days);
    for (was, is) in days.filter(|(_, is)| is.date > date || is.date == date && !ran_today) {
        if session_words(was) != session_words(is) && (was.kind.is_run() || is.kind.is_run()) {
            changed.push(format!(
                "{}: {} instead of {}.",
                is.date.format("%A"),
                session_words(is),
                session_words(was)
            ));
        }
    }
    let (then_set, now_set) = (rehab::current(&before), rehab::current(history));
    if then_set != now_set {
        changed.push(format!("Rehab is at {} now.", now_set.words()));
    }
    let (form_then, form_now) = (load_test::form_now(&before), load_test::form_now(history));
    if form_then != form_now {
        changed.push(format!("The load test is now {}.", form_now.words()));
    }
    changed
}
