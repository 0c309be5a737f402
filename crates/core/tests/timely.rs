//! The plan run as written, all green and logged, is back in time: the table of the
//! method's section on the closed loop.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use comeback_core::diary::entry::{Beginning, Entry, EpisodeStart, StatedRun, What};
use comeback_core::diary::{History, start_of_day, stated};
use comeback_core::limits::Weekdays;
use comeback_core::method::{Rung, ladder};
use comeback_core::plan::{Day, StepKind, WeekPlan, plan, without_branches};
use comeback_core::run::Run;
use comeback_core::units::{Metres, PainScore, Seconds};
use std::collections::BTreeSet;

const ZONE: Tz = chrono_tz::Europe::Berlin;
const MOST_WEEKS: u64 = 80;

fn monday(week: i64) -> NaiveDate {
    let first: NaiveDate = "2026-01-05".parse().expect("a Monday");
    first + TimeDelta::days(7 * week)
}

/// Who comes back, for what, and how it is answered.
struct Return {
    minutes: f64,
    runs: u32,
    kinds: bool,
    everything: bool,
    /// The old training is in the log.
    history: bool,
    walk_run: bool,
    /// What is logged in the morning after run number so many; `None` is forgotten.
    answer: Answer,
}

#[derive(Clone, Copy)]
enum Answer {
    Green,
    /// Three of twenty are forgotten, the first of them so many runs on.
    Forgets(u64),
    /// A 4 at run number so many of every so many, else green.
    Amber(u64, u64),
}

impl Answer {
    const fn of(self, run: u64) -> Option<f64> {
        match self {
            Answer::Green => Some(1.0),
            Answer::Forgets(shift) => match (run + shift) % 20 {
                3 | 10 | 17 => None,
                _ => Some(1.0),
            },
            Answer::Amber(at, of) => Some(if run % of == at { 4.0 } else { 1.0 }),
        }
    }
}

struct Log {
    runs: Vec<Run>,
    entries: Vec<Entry>,
    /// Days on which the runner can run; all where none are given.
    free: Option<&'static str>,
}

impl Log {
    fn history(&self, now: DateTime<FixedOffset>) -> History {
        let mut history = History::assemble(now, ZONE, self.runs.iter().cloned(), &self.entries);
        if let Some(free) = self.free {
            history.settings.available_days = Weekdays::parse(free).expect("weekdays");
        }
        history
    }

    fn pain(&mut self, at: DateTime<FixedOffset>, score: f64) {
        self.entries.push(Entry {
            at,
            what: What::Pain {
                score: PainScore::new(score).expect("0 to 10"),
                now: None,
                during: None,
                site: None,
            },
            note: None,
        });
    }
}

fn at(day: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
    start_of_day(ZONE, day) + TimeDelta::hours(hour)
}

/// A planned day as it was run at 18:00.
fn as_run(day: &Day) -> Run {
    let of = |kind: StepKind| {
        let steps = day.steps.iter().filter(move |step| step.what == kind);
        steps.fold((0, 0), |(count, seconds), step| {
            (count + step.repeat, seconds + step.repeat * step.work_s)
        })
    };
    let whole: u32 = (day.steps.iter())
        .map(|step| step.repeat * (step.work_s + step.rest_s))
        .sum();
    let walked: u32 = (day.steps.iter())
        .map(|step| match step.what {
            StepKind::Run | StepKind::Sprint | StepKind::HillSprint => step.repeat * step.rest_s,
            StepKind::Walk => step.repeat * (step.work_s + step.rest_s),
            _ => 0,
        })
        .sum();
    let hard = of(StepKind::Tempo).1 + of(StepKind::Interval).1 + of(StepKind::Sprint).1;
    let mut run = stated::run(
        at(day.date, 18),
        &StatedRun {
            minutes: f64::from(whole) / 60.0,
            distance_m: Some(Metres::new(
                2.8 * f64::from(whole - walked) + 1.4 * f64::from(walked),
            )),
            hard_min: f64::from(hard) / 60.0,
            intervals: of(StepKind::Interval).0,
            sprints: of(StepKind::Sprint).0,
            hills: of(StepKind::Climb).0,
            hill_sprints: of(StepKind::HillSprint).0,
            ..StatedRun::default()
        },
    );
    run.running = Some(Seconds::new(f64::from(whole - walked)));
    run
}

fn begin(who: &Return) -> Log {
    let mut log = Log {
        runs: Vec::new(),
        entries: Vec::new(),
        free: None,
    };
    let days: &[u64] = match who.runs {
        3 => &[0, 2, 4],
        4 => &[0, 2, 4, 6],
        _ => &[0, 1, 3, 4, 6],
    };
    let off = if who.walk_run { 9 } else { 0 };
    if who.history {
        for week in -(12 + off)..-off {
            for day in days {
                let minutes = who.minutes;
                log.runs.push(stated::run(
                    at(monday(week) + Days::new(*day), 18),
                    &StatedRun {
                        minutes,
                        distance_m: Some(Metres::new(2.8 * 60.0 * minutes)),
                        ..StatedRun::default()
                    },
                ));
            }
        }
    }
    log.entries.push(Entry {
        at: at(monday(0), 0),
        what: What::EpisodeStart(EpisodeStart {
            diagnosed: true,
            begin: who.walk_run.then_some(Beginning::WalkRun),
            goal_minutes: Some(who.minutes),
            goal_runs: Some(who.runs),
            goal_intensity: Some(who.kinds || who.everything),
            goal_sprints: Some(who.everything),
            goal_hills: Some(who.everything),
            goal_hill_sprints: Some(who.everything),
            ..EpisodeStart::of(monday(0))
        }),
        note: None,
    });
    log
}

/// Weeks until the goal is reached; the plans, for who reads a failure.
fn weeks(who: &Return) -> (u64, Vec<String>) {
    let mut log = begin(who);
    let mut told = Vec::new();
    let mut runs = 0;
    for week in 0..MOST_WEEKS {
        let start = monday(week as i64);
        let history = log.history(at(start, 8));
        let standing = ladder::standing(&history).expect("an episode");
        if standing.rung == Rung::Restored {
            return (week, told);
        }
        let next = plan(&history, start);
        told.push(print(&next));
        for day in next.days.iter().filter(|day| day.kind.is_run()) {
            log.runs.push(as_run(day));
            runs += 1;
            if let Some(score) = who.answer.of(runs) {
                log.pain(at(day.date + Days::new(1), 7), score);
            }
        }
    }
    (MOST_WEEKS, told)
}

/// Who wants minutes and runs back, answers green and has the old training in the log.
const fn minutes(minutes: f64, runs: u32) -> Return {
    Return {
        minutes,
        runs,
        kinds: false,
        everything: false,
        history: true,
        walk_run: false,
        answer: Answer::Green,
    }
}

/// The same where the plan is read every morning, before the score of yesterday's run, and
/// that day's session is run; and every day whose session was another the morning before.
fn days(who: &Return, log: &mut Log, from: u64, most: u64) -> (u64, Vec<String>, Vec<String>) {
    let mut told = Vec::new();
    let mut turned = Vec::new();
    let mut runs = 0;
    let mut before: Option<WeekPlan> = None;
    let words = |day: &Day| format!("{} {:.1}", day.kind.as_str(), day.minutes.unwrap_or(0.0));
    for number in from..7 * most {
        let date = monday(0) + Days::new(number);
        let history = log.history(at(date, 6));
        if ladder::standing(&history).expect("an episode").rung == Rung::Restored {
            return (number / 7, told, turned);
        }
        let now = without_branches(&history, monday((number / 7) as i64));
        let said: BTreeSet<&str> = now
            .reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect();
        assert_eq!(said.len(), now.reasons.len(), "said twice: {}", print(&now));
        let of_today = now.days.iter().find(|day| day.date == date);
        let day = of_today.expect("a day of the week").clone();
        let was = before
            .iter()
            .flat_map(|week| &week.days)
            .find(|day| day.date == date);
        if let Some(was) =
            was.filter(|was| (was.kind.is_run() || day.kind.is_run()) && words(was) != words(&day))
        {
            turned.push(format!("{date}: {} instead of {}", words(&day), words(was)));
        }
        told.push(format!("{date} {} | {}", words(&day), print(&now)));
        before = Some(now);
        if day.kind.is_run() {
            log.runs.push(as_run(&day));
            runs += 1;
            if let Some(score) = who.answer.of(runs) {
                log.pain(at(date + Days::new(1), 7), score);
            }
        }
    }
    (most, told, turned)
}

fn print(week: &WeekPlan) -> String {
    let days: Vec<String> = (week.days.iter())
        .filter(|day| day.kind.is_run())
        .map(|day| {
            let minutes = day.minutes.unwrap_or(0.0);
            format!(
                "{} {} {minutes:.1}",
                day.date.format("%a"),
                day.kind.as_str()
            )
        })
        .collect();
    let why = week.reasons.iter().map(|reason| reason.text.as_str());
    format!(
        "{} {} {:?} [{}] {} | {}",
        week.starts,
        week.decision.as_str(),
        week.rung,
        days.join(", "),
        week.headline,
        why.collect::<Vec<_>>().join(" | ")
    )
}

#[test]
fn all_green_and_logged_the_goal_is_reached_in_time() {
    for (who, most) in [
        (minutes(30.0, 3), 10),
        (
            Return {
                history: false,
                ..minutes(30.0, 3)
            },
            10,
        ),
        (
            Return {
                kinds: true,
                ..minutes(45.0, 4)
            },
            19,
        ),
        (
            Return {
                everything: true,
                ..minutes(60.0, 5)
            },
            28,
        ),
        (
            Return {
                everything: true,
                walk_run: true,
                ..minutes(40.0, 4)
            },
            32,
        ),
    ] {
        let (taken, told) = weeks(&who);
        println!("{} x {}: {taken} weeks", who.minutes, who.runs);
        assert!(
            taken <= most,
            "{} x {}: {taken} weeks, {most} at most\n  {}",
            who.minutes,
            who.runs,
            told.iter()
                .take(30)
                .cloned()
                .collect::<Vec<_>>()
                .join("\n  ")
        );
    }
}

#[test]
fn forgotten_scores_and_ambers_cost_little() {
    // The method asks for 15 % where scores are forgotten. With everything in the goal each
    // forgotten score of a weekly kind costs a whole week, and it is missed: 29 weeks for 24.
    for (minutes, runs, kinds, forgetful) in [
        (30.0, 3, false, 1.15),
        (45.0, 4, true, 1.15),
        (60.0, 5, true, 1.15),
    ] {
        let with = |answer: Answer| {
            let who = Return {
                minutes,
                runs,
                kinds,
                everything: minutes > 50.0,
                history: true,
                walk_run: false,
                answer,
            };
            weeks(&who).0 as f64
        };
        let best = with(Answer::Green);
        // Which runs are forgotten is chance: the mean of several draws counts.
        let shifts = [0, 2, 4, 6];
        let forgets = shifts.map(|shift| with(Answer::Forgets(shift)));
        let forgets = forgets.iter().sum::<f64>() / shifts.len() as f64;
        let a_week = u64::from(runs);
        let ambers = with(Answer::Amber(a_week + 2, 3 * a_week));
        println!("{minutes} x {runs}: {best} weeks, forgets {forgets}, ambers {ambers}");
        // A plan counts in weeks.
        for (taken, share) in [(forgets, forgetful), (ambers, 1.25)] {
            assert!(
                taken <= (best * share).ceil(),
                "{minutes} x {runs}: {taken} weeks, {best} at best"
            );
        }
    }
}

#[test]
fn who_reads_the_plan_every_morning_finds_the_same_week_and_is_back_in_time() {
    for (who, most) in [
        (minutes(30.0, 3), 10),
        (minutes(30.0, 5), 20),
        (
            Return {
                kinds: true,
                ..minutes(45.0, 4)
            },
            19,
        ),
        (
            Return {
                everything: true,
                ..minutes(60.0, 5)
            },
            28,
        ),
    ] {
        let (taken, told, turned) = days(&who, &mut begin(&who), 0, MOST_WEEKS);
        println!(
            "{} x {}: {taken} weeks, {} turned",
            who.minutes,
            who.runs,
            turned.len()
        );
        assert!(
            taken <= most && turned.is_empty(),
            "{} x {}: {taken} weeks\n{turned:#?}\n{told:#?}",
            who.minutes,
            who.runs
        );
    }
}

#[test]
fn a_break_leads_back_to_what_was_held_without_days_off_of_its_own() {
    let who = minutes(45.0, 4);
    // Eight weeks of the return, so many days off, and back with ten minutes on any weekday.
    for off in [7, 20, 41] {
        for weekday in [0, 2, 4, 5] {
            let mut log = begin(&who);
            let begun = log.entries.first_mut().expect("the episode");
            let start = monday(-8);
            begun.at = at(start, 0);
            if let What::EpisodeStart(episode) = &mut begun.what {
                episode.on = start;
            }
            let last = monday(0) + Days::new(weekday) - Days::new(off + 1);
            log.runs
                .retain(|run| run.date() < start || run.date() <= last);
            for run in log.runs.iter_mut().filter(|run| run.date() >= start) {
                *run = stated::run(
                    run.start,
                    &StatedRun {
                        minutes: 29.0,
                        ..StatedRun::default()
                    },
                );
            }
            let scored: Vec<NaiveDate> = (log.runs.iter().map(Run::date))
                .filter(|day| *day >= start)
                .collect();
            for day in scored {
                log.pain(at(day + Days::new(1), 7), 1.0);
            }
            let back = monday(0) + Days::new(weekday);
            log.runs.push(stated::run(
                at(back, 18),
                &StatedRun {
                    minutes: 10.0,
                    ..StatedRun::default()
                },
            ));
            log.pain(at(back + Days::new(1), 7), 1.0);
            let (_, told, turned) = days(&who, &mut log, weekday + 1, 8);
            let longest = |from: i64| {
                let week = monday(from)..monday(from + 1);
                let runs = log.runs.iter().filter(|run| week.contains(&run.date()));
                runs.filter_map(Run::running_minutes).fold(0.0, f64::max)
            };
            let dates: Vec<NaiveDate> = (log.runs.iter().map(Run::date))
                .filter(|day| *day >= back)
                .collect();
            let gaps = dates.windows(2).map(|pair| (pair[1] - pair[0]).num_days());
            let widest = gaps.max().unwrap_or(99);
            let weeks = 2 + i64::from(off >= 14) + i64::from(off >= 28);
            println!(
                "{off} days off, back on day {weekday}: {} turned, gap {widest}, {:?}",
                turned.len(),
                (0..8).map(longest).collect::<Vec<_>>(),
            );
            assert!(
                turned.is_empty() && widest <= 4 && longest(weeks + 1) >= 24.0,
                "{off} days off, back on day {weekday}: {turned:#?}\n{told:#?}"
            );
        }
    }
}

#[test]
fn one_run_a_week_as_the_free_days_leave_it_is_no_break() {
    let who = minutes(45.0, 4);
    let mut log = begin(&who);
    log.free = Some("sat,sun");
    let (_, told, turned) = days(&who, &mut log, 0, 12);
    let of_week = |week: i64| -> f64 {
        let week = monday(week)..monday(week + 1);
        let runs = log.runs.iter().filter(|run| week.contains(&run.date()));
        runs.filter_map(Run::running_minutes).sum()
    };
    let minutes: Vec<f64> = (0..12).map(of_week).collect();
    assert!(
        minutes.is_sorted() && minutes[0] >= 27.0 && minutes[11] >= 50.0 && turned.is_empty(),
        "{minutes:?}\n{turned:#?}\n{told:#?}"
    );
}
