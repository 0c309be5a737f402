//! The words of a day beside its session: for the first of something, for a return that
//! is not begun, for a race.

use super::view::View;
use super::week::{Day, Reason, kind_of};
use crate::calendar::Days;
use crate::diary::{History, PainEntry, RehabSet};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::method::climb::{self, Climb, Kind};
use crate::rehab::messages::{self, Message};
use crate::rehab::standing::RehabStanding;
use crate::rules::{self, Severity};

/// Whether every rung of the goal is complete.
pub(super) fn is_restored(climb: Option<&Climb>) -> bool {
    climb.is_some_and(|climb| climb.rung() == Rung::Restored)
}

/// What is said where all running is back and the exercises are still at their beginning.
pub(super) fn strength_to_come(climb: Option<&Climb>, standing: &RehabStanding) -> Option<String> {
    let is_behind = is_restored(climb) && standing.set < RehabSet::B;
    is_behind.then(|| {
        let begun = if standing.sessions == 0 {
            "not begun"
        } else {
            "only begun"
        };
        format!(
            "Your running is back and the strength for it is {begun}: the exercises are at {}. Go on \
             with them; heavy work twice a week is what keeps the return.",
            standing.set.words()
        )
    })
}

/// Whether the last rung became complete today: the score that says so is of a run some days ago.
fn is_restored_today(history: &History, climb: &Climb) -> bool {
    let before = || {
        let yesterday = history.before(history.today());
        climb::fold(&yesterday, yesterday.today())
    };
    is_restored(Some(climb)) && !is_restored(before().as_ref())
}

/// Whether a week ran against the order or was too much: no day to be congratulated.
fn is_warned(history: &History) -> bool {
    let since = history.today() - Days::new(6);
    let found = rules::findings(rules::order_and_load(), history, since);
    (found.iter()).any(|finding| finding.severity >= Severity::Warning && finding.date >= since)
}

/// The word for a running day that comes once: the first faster running, the first hill
/// sprints, the day on which the return is complete.
pub(super) fn of_running(
    history: &History,
    climb: Option<&Climb>,
    session: Option<&Day>,
) -> Option<Message> {
    let episode = history.episode()?;
    if is_restored_today(history, climb?) && !is_warned(history) {
        return Some(messages::RESTORED);
    }
    let (kind, message) = match kind_of(session?.kind)? {
        kind @ Kind::HillSprints => (kind, messages::HILL_SPRINTS),
        kind @ Kind::Tempo => (kind, messages::FIRST_HARD_SESSION),
        _ => return None,
    };
    let of_episode = history.runs_between(episode.start, history.today());
    (kind.sessions_in(of_episode) == 0).then_some(message)
}

/// Pain that nothing watches, as no return is open: that one must be begun.
pub fn not_begun(history: &History) -> Option<String> {
    let lately = |entry: &PainEntry| {
        let days = (history.today() - history.local_date(entry.at)).num_days();
        (days as f64) < limits::QUIET_DAYS.value && entry.score.get() > 0.0
    };
    let told = history.episode().is_none() && history.pain.iter().any(lately);
    told.then(|| {
        "No return is open, so pain steers nothing yet: where it is the tendon, `comeback episode \
         start --on DATE` begins one, with the day on which it began."
            .to_owned()
    })
}

/// What the days before a race, and that of it, say of it. It changes no plan.
pub(super) fn of_race(history: &History, climb: Option<&Climb>) -> Option<String> {
    let on = history.episode()?.race?;
    let away = (on - history.today()).num_days();
    if !(0..7).contains(&away) {
        return None;
    }
    if away == 0 && !history.runs_between(on, on).is_empty() {
        return Some(
            "Your race is run. Score it tomorrow morning, and keep the next days easy.".to_owned(),
        );
    }
    let holds = holds(climb?);
    let when = match away {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => on.format("on %A").to_string(),
    };
    Some(match (holds, away) {
        (None, 0) => "Your race is today, and the return is complete. Enjoy it, and score it \
                      tomorrow morning."
            .to_owned(),
        (None, _) => format!("Your race is {when}, and the return is complete."),
        (Some(holds), 0) => format!(
            "Your race is today. You hold {holds}; what is longer or faster is more than this \
             tendon was asked for. Whatever you do, score it tomorrow morning."
        ),
        (Some(holds), _) => {
            format!("Your race is {when}. You hold {holds}; the plan goes no faster for it.")
        }
    })
}

/// What the runner holds, in words; `None` where the return is complete.
fn holds(climb: &Climb) -> Option<String> {
    match climb.session {
        _ if is_restored(Some(climb)) => None,
        Some(minutes) => Some(format!("{} min a run", climb::rounded_down(minutes))),
        None => Some("walk-run".to_owned()),
    }
}

/// What the plan of a race's week says of it, while it is still to come.
pub(super) fn race_of_week(view: &View) -> Option<Reason> {
    let on = view.episode?.race?;
    let is_ahead = view.from <= on && on <= view.sunday;
    if !is_ahead
        || view
            .history
            .runs_between(on, on)
            .iter()
            .any(|run| run.date() == on)
    {
        return None;
    }
    let day = on.format("%A %-d %B");
    let text = match holds(view.climb.as_ref()?) {
        None => format!("Your race is on {day}, and the return is complete."),
        Some(holds) => format!(
            "Your race is on {day}. You hold {holds}, and the plan goes no faster for it: what is \
             longer or harder is more than this tendon was asked for."
        ),
    };
    Some(Reason {
        rule: None,
        text,
        grade: Evidence::Design,
    })
}
