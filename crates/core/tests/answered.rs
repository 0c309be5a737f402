//! What a plan answers to besides the running: pain that the exercises answer for, an
//! illness, and sessions whose score was forgotten.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::entry::{Entry, EpisodeStart, RehabSet, RehabWork, StatedRun, What};
use comeback_core::diary::{History, start_of_day, stated};
use comeback_core::plan::{Day, Decision, WeekPlan, plan};
use comeback_core::rule_id::RuleId;
use comeback_core::run::Run;
use comeback_core::units::PainScore;

const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

fn day(week: i64, weekday: i64) -> NaiveDate {
    let first: NaiveDate = "2026-01-05".parse().expect("a Monday");
    first + TimeDelta::days(7 * week + weekday)
}

fn at(day: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
    start_of_day(ZONE, day) + TimeDelta::hours(hour)
}

fn run(day: NaiveDate, minutes: f64) -> Run {
    stated::run(
        at(day, 18),
        &StatedRun {
            minutes,
            ..StatedRun::default()
        },
    )
}

fn entry(at: DateTime<FixedOffset>, what: What) -> Entry {
    Entry {
        at,
        what,
        note: None,
    }
}

fn pain(at: DateTime<FixedOffset>, score: f64) -> Entry {
    entry(
        at,
        What::Pain {
            score: PainScore::new(score).expect("0 to 10"),
            now: None,
            during: None,
            site: None,
        },
    )
}

/// Twelve weeks of 3 × 40, an episode, five weeks of 3 × 24 green: what is held is old.
fn steady() -> (Vec<Run>, Vec<Entry>) {
    let days = |week: i64| [0, 2, 4].map(|weekday| day(week, weekday));
    let mut runs: Vec<Run> = (0..12).flat_map(days).map(|date| run(date, 40.0)).collect();
    let start = day(12, 0);
    let mut entries = vec![entry(
        at(start, 0),
        What::EpisodeStart(EpisodeStart {
            diagnosed: true,
            goal_minutes: Some(40.0),
            goal_runs: Some(3),
            ..EpisodeStart::of(start)
        }),
    )];
    for date in (12..17).flat_map(days) {
        runs.push(run(date, 24.0));
        entries.push(pain(at(date + Days::new(1), 7), 1.0));
    }
    (runs, entries)
}

fn planned(runs: &[Run], entries: &[Entry], monday: NaiveDate) -> WeekPlan {
    planned_at(runs, entries, at(monday, 8), monday)
}

fn planned_at(
    runs: &[Run],
    entries: &[Entry],
    now: DateTime<FixedOffset>,
    monday: NaiveDate,
) -> WeekPlan {
    let mut entries = entries.to_vec();
    entries.sort_by_key(|entry| entry.at);
    let history = History::assemble(now, ZONE, runs.iter().cloned(), &entries);
    plan(&history, monday)
}

/// A red on Friday of the sixth week, with heavy exercises so many hours after the run, and
/// the first of their set so many weeks before.
fn red_after_rehab(hours: Option<i64>, weeks_before: i64) -> WeekPlan {
    let (mut runs, mut entries) = steady();
    for weekday in [0, 2] {
        runs.push(run(day(17, weekday), 24.0));
        entries.push(pain(at(day(17, weekday + 1), 7), 1.0));
    }
    let friday = day(17, 4);
    runs.push(run(friday, 24.0));
    let heavy = |at| entry(at, What::Rehab(RehabWork::of(RehabSet::A)));
    let first = weeks_before.max(1);
    entries.extend((1..=first).map(|week| heavy(at(day(17 - week, 4), 20))));
    if let Some(hours) = hours {
        entries.push(heavy(at(friday, 18 + hours)));
    }
    entries.push(pain(at(friday + Days::new(1), 7), 6.0));
    planned(&runs, &entries, day(18, 0))
}

#[test]
fn pain_of_new_exercises_takes_nothing_back_from_the_running() {
    for (hours, weeks_before, decision) in [
        // The set is a week old, the running has not changed in five.
        (Some(2), 1, Decision::Hold),
        // No exercises between the run and the score.
        (None, 1, Decision::BackUp),
        (Some(-2), 1, Decision::BackUp),
        // Nothing is new: both go back. Two weeks and a day are no longer new.
        (Some(2), 2, Decision::BackUp),
        (Some(2), 4, Decision::BackUp),
    ] {
        let plan = red_after_rehab(hours, weeks_before);
        let said = format!(
            "{hours:?} {weeks_before}: {} {:?}",
            plan.headline, plan.reasons
        );
        assert_eq!(plan.decision, decision, "{said}");
        assert_eq!(plan.reasons[0].rule, Some(RuleId::PainTooHigh), "{said}");
        if decision == Decision::Hold {
            assert_eq!((plan.runs, plan.weekly_min), (3, 72.0), "{said}");
            assert!(plan.reasons[0].text.contains("exercises"), "{said}");
        } else {
            assert!(plan.weekly_min < 72.0, "{said}");
        }
    }
}

#[test]
fn an_illness_is_told_without_blame_and_raises_nothing() {
    let (runs, entries) = steady();
    let ill = |from: NaiveDate, until: Option<NaiveDate>| {
        let mut entries = entries.clone();
        entries.push(entry(at(from, 9), What::Illness { until }));
        entries
    };
    // Still ill on Monday: no step, though it was earned, and no run before it may be over.
    let lasting = planned(&runs, &ill(day(16, 6), None), day(17, 0));
    assert_eq!(lasting.decision, Decision::Restart, "{}", lasting.headline);
    let first = lasting.days.iter().find(|day| day.kind.is_run());
    assert_eq!(first.map(|first| first.date), Some(day(17, 2)));
    // Nobody said on Friday that it is over: Friday has no run either.
    let friday = planned_at(&runs, &ill(day(16, 6), None), at(day(17, 4), 8), day(17, 0));
    let run = |day: &&Day| day.kind.is_run() && day.date <= self::day(17, 4);
    assert_eq!(friday.days.iter().find(run).map(|day| day.date), None);
    assert!(
        lasting.reasons[0]
            .text
            .contains("--at 2026-05-03 --until 2026-05-03"),
        "{:?}",
        lasting.reasons
    );
    // Told with its end, the same illness is over, and the week has its runs.
    let mut well = ill(day(16, 6), None);
    let until = Some(day(16, 6));
    well.push(entry(at(day(16, 6), 10), What::Illness { until }));
    let well = planned(&runs, &well, day(17, 0));
    assert_eq!(well.decision, Decision::Progress, "{}", well.headline);
    // One of three weeks ago that nobody ended is none of now, and did not last till now.
    let mut other = ill(day(13, 6), None);
    other.push(entry(at(day(16, 6), 10), What::Illness { until }));
    let history = History::assemble(at(day(17, 0), 8), ZONE, runs.iter().cloned(), &other);
    let of_day = |day| history.illness_on(day).map(|ill| ill.from);
    assert_eq!(of_day(self::day(15, 6)), None);
    assert_eq!(of_day(self::day(16, 6)), until);
    // As long as it is said to last there is none.
    let long = planned(&runs, &ill(day(16, 6), Some(day(18, 1))), day(17, 0));
    assert_eq!((long.runs, long.decision), (0, Decision::Restart));
    assert!(
        lasting.reasons[0].text.contains("ill since"),
        "{:?}",
        lasting.reasons
    );
    // Over on Sunday: the step comes.
    let over = planned(&runs, &ill(day(16, 5), Some(day(16, 6))), day(17, 0));
    assert_eq!(over.decision, Decision::Progress, "{}", over.headline);
    // Nine days off with it: the share of a break, and the illness named.
    let back = planned(&runs, &ill(day(17, 0), Some(day(17, 5))), day(18, 0));
    assert_eq!(back.decision, Decision::Restart, "{}", back.headline);
    assert!(back.headline.contains("an illness"), "{}", back.headline);
    let well = planned(&runs, &entries, day(18, 0));
    assert_eq!(well.decision, Decision::Restart);
    assert!(!well.headline.contains("illness"), "{}", well.headline);
}

#[test]
fn minutes_of_a_plan_are_halves() {
    let mut runs: Vec<Run> = (0..12)
        .flat_map(|week| [0, 2, 4].map(|weekday| day(week, weekday)))
        .map(|date| run(date, 20.9))
        .collect();
    let start = day(12, 0);
    let mut entries = vec![entry(
        at(start, 0),
        What::EpisodeStart(EpisodeStart {
            diagnosed: true,
            ..EpisodeStart::of(start)
        }),
    )];
    for week in 12..26 {
        let next = planned(&runs, &entries, day(week, 0));
        for of_day in next.days.iter().filter(|day| day.kind.is_run()) {
            let minutes = of_day.minutes.expect("a run has minutes");
            assert!(
                (2.0 * minutes - (2.0 * minutes).round()).abs() < 1e-9,
                "{minutes}: {}",
                next.headline
            );
            // A watch tells a little more.
            runs.push(run(of_day.date, minutes + 0.4));
            entries.push(pain(at(of_day.date + Days::new(1), 7), 1.0));
        }
    }
    let held = planned(&runs, &entries, day(26, 0));
    assert_eq!((held.runs, held.weekly_min), (3, 61.5), "{}", held.headline);
}

/// Pain of 7 in the load test on Sunday: the runs were tolerated, and nothing is added to them.
#[test]
fn pain_over_five_beside_the_running_holds_the_week() {
    let (runs, entries) = steady();
    assert_eq!(
        planned(&runs, &entries, day(17, 0)).decision,
        Decision::Progress
    );
    for (score, decision) in [(7.0, Decision::Hold), (5.0, Decision::Progress)] {
        let mut entries = entries.clone();
        let score = PainScore::new(score).expect("0 to 10");
        entries.push(entry(
            at(day(16, 6), 9),
            What::LoadTest { score, side: None },
        ));
        let next = planned(&runs, &entries, day(17, 0));
        assert_eq!(next.decision, decision, "{}", next.headline);
        assert!(decision != Decision::Hold || next.reasons[0].text.contains("load test"));
        assert!(decision != Decision::Hold || next.headline.contains("beside the running"));
    }
}

#[test]
fn a_run_much_longer_than_planned_opens_the_week_that_it_shortens() {
    let (mut runs, entries) = steady();
    runs.push(run(day(17, 0), 45.0));
    let week = planned(&runs, &entries, day(17, 0) + Days::new(1));
    assert!(
        week.headline
            .starts_with("Monday's run was longer than planned"),
        "{}",
        week.headline
    );
    // As long as planned it shortens nothing.
    let (mut runs, entries) = steady();
    runs.push(run(day(17, 0), 24.0));
    let week = planned(&runs, &entries, day(17, 0) + Days::new(1));
    assert_eq!(week.shorter_after, None, "{}", week.headline);
}

#[test]
fn a_headline_begins_with_a_capital_also_where_the_run_is_over_a_week_ago() {
    let (mut runs, mut entries) = steady();
    runs.push(run(day(17, 0), 24.0));
    entries.push(pain(at(day(17, 1), 7), 6.0));
    for weeks in 0..2 {
        let monday = day(17 + weeks, 0) + Days::new(7);
        let week = planned(&runs, &entries, monday);
        let first = week.headline.chars().next();
        assert!(first.is_some_and(char::is_uppercase), "{}", week.headline);
    }
}
