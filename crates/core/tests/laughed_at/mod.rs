//! What a coach would laugh at in a planned week.

use comeback_core::diary::Rhythm;
use comeback_core::plan::{Day, Decision, WeekPlan};

/// No first plan of an episode holds more of the own rhythm than this.
const FIRST: f64 = 0.75;

pub(crate) fn run_days(week: &WeekPlan) -> Vec<&Day> {
    week.days.iter().filter(|day| day.kind.is_run()).collect()
}

/// Every text of a week that a person reads.
#[allow(dead_code, reason = "not every test reads them all")]
pub(crate) fn texts(week: &WeekPlan) -> Vec<String> {
    let mut found: Vec<String> = vec![week.headline.clone()];
    found.extend(week.reasons.iter().map(|reason| reason.text.clone()));
    for day in &week.days {
        found.push(day.why.clone());
        found.extend(day.check_in.clone());
        found.extend(day.terrain.clone());
        found.extend(day.rehab.clone());
    }
    let branches = [&week.if_amber, &week.if_red].into_iter().flatten();
    found.extend(branches.map(|branch| branch.text.clone()));
    found
}

/// What a coach would laugh at in a week; `own` is the runner's own rhythm.
#[allow(dead_code, reason = "not every test asks")]
pub(crate) fn absurdities(
    week: &WeekPlan,
    before: Option<&WeekPlan>,
    own: Option<Rhythm>,
) -> Vec<String> {
    let mut found = Vec::new();
    let days = run_days(week);
    let short = |day: &&&Day| day.minutes.is_some_and(|minutes| minutes < 10.0 - 1e-9);
    let after_red = week.decision == Decision::BackUp;
    let walks = week.level.is_some();
    let is_long = own.is_some_and(|own| own.session_minutes >= 20.0);
    if is_long && !walks && !after_red && days.iter().any(|day| short(&day)) {
        found.push("a run of under ten minutes".to_owned());
    }
    if days.len() <= 4
        && (days.windows(3)).any(|three| (three[2].date - three[0].date).num_days() == 2)
    {
        found.push("three days in a row while others are free".to_owned());
    }
    for branch in [&week.if_amber, &week.if_red].into_iter().flatten() {
        if branch.weekly_min > week.weekly_min + 1e-9 || branch.runs > week.runs {
            found.push("a branch that holds more than the plan".to_owned());
        }
    }
    if week.decision == Decision::Progress
        && before.is_some_and(|last| week.runs < last.runs && week.weekly_min < last.weekly_min)
    {
        found.push("progress with fewer runs and fewer minutes".to_owned());
    }
    for day in &days {
        let minutes = day.minutes.unwrap_or(0.0);
        if !walks && !after_red && (2.0 * minutes - (2.0 * minutes).round()).abs() > 1e-9 {
            found.push(format!("a run of {minutes} minutes"));
        }
    }
    for text in texts(week) {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
        if numbers.any(|number| number.split('.').nth(1).is_some_and(|rest| rest.len() > 2)) {
            found.push(format!("a number with no end: {text}"));
        }
    }
    if week.headline.is_empty() {
        found.push("no headline".to_owned());
    }
    found.extend(asked_too_late(week));
    found
}

/// Days that ask for a score whose time is past.
#[allow(dead_code, reason = "not every test asks")]
pub(crate) fn asked_too_late(week: &WeekPlan) -> Option<String> {
    let late = week.days.iter().find(|day| {
        let mut asked = day.check_ins.iter();
        asked.any(|check_in| check_in.until.date_naive() < day.date)
    });
    late.map(|day| format!("{} asks for a score whose time is past", day.date))
}

/// What a coach would laugh at in the first week of an episode.
#[allow(dead_code, reason = "not every test asks")]
pub(crate) fn first_week(week: &WeekPlan, own: Rhythm) -> Vec<String> {
    let mut found = Vec::new();
    if week.level.is_some() {
        return found;
    }
    let longest = (run_days(week).iter())
        .filter_map(|day| day.minutes)
        .fold(0.0, f64::max);
    // Five minutes are the least that is planned at all.
    if week.weekly_min > (FIRST * own.weekly_minutes()).max(5.0) + 1e-6 {
        found.push(format!("{} minutes a week of {own:?}", week.weekly_min));
    }
    if longest > (FIRST * own.longest_minutes).max(5.0) + 1e-6 {
        found.push(format!("a run of {longest} minutes, {own:?}"));
    }
    found
}
