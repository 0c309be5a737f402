//! Running the plan exactly as written leads back: no rule objects, one thing
//! rises at a time, hill sprints come last.
//!
//! `COMEBACK_RUNNER_YEARS=10000 cargo test --release --test all closed_loop`
//! runs as many years of training; without it a short sample is run.

use crate::plan::{Log, at, monday};
use chrono::{Days, NaiveDate};
use comeback::diary::entry::{Beginning, EpisodeStart, GaitFocus, StatedRun, What};
use comeback::diary::stated;
use comeback::method::{Rung, ladder};
use comeback::plan::{Day, DayKind, Decision, StepKind, WeekPlan, plan};
use comeback::rules::{self, Severity};
use comeback::run::Run;
use comeback::units::{Metres, Seconds};

/// A small generator with a seed, so that every failure can be run again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    pub fn range(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.range(1, 100) <= percent
    }
}

/// Rules on order, load and spacing: none may speak of a week run as planned.
const LOAD: [&str; 14] = [
    "hill-sprint-early",
    "hills-early",
    "sprint-early",
    "intensity-early",
    "frequency-early",
    "two-factors-at-once",
    "jump-after-break",
    "long-run-spike",
    "weekly-spike",
    "frequency-jump",
    "new-downhill",
    "new-intervals",
    "rest-too-short",
    "gait-order",
];

/// A runner who does as the plan says.
struct Runner {
    log: Log,
    /// Metres per second of easy running, where the watch tells distance.
    speed: Option<f64>,
    words: String,
}

fn steps_of(day: &Day, kind: StepKind) -> (u32, u32) {
    day.steps
        .iter()
        .filter(|step| step.what == kind)
        .fold((0, 0), |(count, seconds), step| {
            (count + step.repeat, seconds + step.repeat * step.work_s)
        })
}

/// What the watch would tell of a planned day that was run as written.
fn run_of(day: &Day, speed: Option<f64>) -> Run {
    let whole: u32 = day
        .steps
        .iter()
        .map(|step| step.repeat * (step.work_s + step.rest_s))
        .sum();
    assert_eq!(
        f64::from(whole),
        (day.minutes.expect("a run has minutes") * 60.0).round(),
        "{day:?}"
    );
    let walked: u32 = day
        .steps
        .iter()
        .map(|step| match step.what {
            StepKind::Run | StepKind::Sprint | StepKind::HillSprint => step.repeat * step.rest_s,
            StepKind::Walk => step.repeat * (step.work_s + step.rest_s),
            _ => 0,
        })
        .sum();
    let (_, tempo) = steps_of(day, StepKind::Tempo);
    let (intervals, interval_s) = steps_of(day, StepKind::Interval);
    let (sprints, sprint_s) = steps_of(day, StepKind::Sprint);
    let (climbs, _) = steps_of(day, StepKind::Climb);
    let (hill_sprints, _) = steps_of(day, StepKind::HillSprint);
    let distance = speed.map(|speed| {
        let fast = f64::from(tempo + interval_s) * 1.25 + f64::from(sprint_s) * 2.0;
        let easy = f64::from(whole - walked - tempo - interval_s - sprint_s);
        Metres::new(speed * (fast + easy) + 1.4 * f64::from(walked))
    });
    let mut run = stated::run(
        at(day.date, 8),
        &StatedRun {
            minutes: f64::from(whole) / 60.0,
            distance_m: distance,
            hard_min: f64::from(tempo + interval_s + sprint_s) / 60.0,
            intervals,
            sprints,
            hills: climbs,
            downhills: climbs,
            hill_sprints,
            ..StatedRun::default()
        },
    );
    run.running = Some(Seconds::new(f64::from(whole - walked)));
    run
}

impl Runner {
    fn random(seed: u64) -> Runner {
        let mut dice = Dice::new(seed);
        let mut log = Log::new();
        let start = monday(30);
        let speed = dice.chance(50).then(|| dice.range(20, 35) as f64 / 10.0);
        let mut before = String::from("no history");
        if dice.chance(60) {
            let weeks = dice.range(1, 14);
            let gap = if dice.chance(50) {
                0
            } else {
                dice.range(1, 70)
            };
            let (runs, minutes) = (dice.range(1, 5), dice.range(15, 70));
            before = format!("{weeks} weeks of {runs} × {minutes}, {gap} d off");
            let first = start - Days::new(gap + 7 * weeks);
            for week in 0..weeks {
                for run in 0..runs {
                    let day = first + Days::new(7 * week + run * 7 / runs);
                    let hard = if dice.chance(20) { 8.0 } else { 0.0 };
                    log.stated(
                        day,
                        StatedRun {
                            minutes: minutes as f64,
                            hard_min: hard,
                            distance_m: speed
                                .map(|speed| Metres::new(speed * 60.0 * minutes as f64)),
                            hills: u32::from(dice.chance(20)) * 3,
                            hill_sprints: u32::from(dice.chance(10)) * 4,
                            ..StatedRun::default()
                        },
                    );
                }
            }
        }
        let begin = match dice.range(0, 2) {
            0 => Some(Beginning::Continuous),
            1 => Some(Beginning::WalkRun),
            _ => None,
        };
        let said = dice.chance(70);
        let say = |dice: &mut Dice| said.then(|| dice.chance(50));
        let goal = EpisodeStart {
            on: start,
            diagnosed: dice.chance(50),
            begin,
            goal_minutes: said.then(|| dice.range(10, 75) as f64),
            goal_runs: said.then(|| dice.range(1, 6) as u32),
            goal_intensity: say(&mut dice),
            goal_hills: say(&mut dice),
            goal_hill_sprints: say(&mut dice),
        };
        let mut days: Vec<&str> = vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        while days.len() > 3 && dice.chance(55) {
            days.remove(dice.range(0, days.len() as u64 - 1) as usize);
        }
        let words = format!("seed {seed}: {before}; {goal:?}; {days:?}; speed {speed:?}");
        log.entry(at(start, 0), What::EpisodeStart(goal));
        log.set(start, "available-days", &days.join(","));
        if dice.chance(30) {
            for (index, focus) in [GaitFocus::Cadence, GaitFocus::Taller]
                .into_iter()
                .enumerate()
            {
                // On a Monday, before the week is planned.
                let on = start + Days::new(7 * (dice.range(0, 6) + 9 * index as u64));
                log.entry(at(on, 0), What::Gait { focus });
            }
        }
        Runner { log, speed, words }
    }

    fn plan(&self, monday: NaiveDate) -> WeekPlan {
        plan(&self.log.history(at(monday, 0)), monday)
    }

    fn run_day(&mut self, day: &Day, pain: f64) {
        self.log.runs.push(run_of(day, self.speed));
        self.log
            .pain(at(day.date, 12), pain)
            .pain(at(day.date + Days::new(1), 12), pain.min(3.0));
    }

    fn run_week(&mut self, week: &WeekPlan) {
        for day in week.days.iter().filter(|day| day.kind.is_run()) {
            self.run_day(day, 1.0);
        }
    }

    fn rung(&self, monday: NaiveDate) -> Rung {
        ladder::standing(&self.log.history(at(monday, 0)))
            .expect("an episode")
            .rung
    }
}

/// What of the load is planned in a week.
struct Load {
    session: f64,
    runs: u32,
    hard: f64,
    kinds: Vec<DayKind>,
}

fn load(week: &WeekPlan) -> Load {
    let runs: Vec<Run> = week
        .days
        .iter()
        .filter(|day| day.kind.is_run())
        .map(|day| run_of(day, None))
        .collect();
    let minutes: f64 = runs.iter().filter_map(Run::running_minutes).sum();
    Load {
        session: minutes / (runs.len() as f64).max(1.0),
        runs: week.runs,
        hard: runs.iter().filter_map(Run::hard_minutes).sum(),
        kinds: week
            .days
            .iter()
            .map(|day| day.kind)
            .filter(|kind| {
                matches!(
                    kind,
                    DayKind::Sprints | DayKind::Hills | DayKind::HillSprints
                )
            })
            .collect(),
    }
}

/// How many factors of a week are over the highest of the four weeks before.
fn risen(before: &[Load], now: &Load) -> Vec<&'static str> {
    let highest = |figure: &dyn Fn(&Load) -> f64| before.iter().map(figure).fold(0.0, f64::max);
    let mut risen = Vec::new();
    if now.session > 1.05 * highest(&|load| load.session) {
        risen.push("session");
    }
    if f64::from(now.runs) > highest(&|load| f64::from(load.runs)) {
        risen.push("runs");
    }
    if now.hard > highest(&|load| load.hard) + 2.0 {
        risen.push("hard");
    }
    if now
        .kinds
        .iter()
        .any(|kind| !before.iter().any(|load| load.kinds.contains(kind)))
    {
        risen.push("kind");
    }
    risen
}

fn years() -> u64 {
    std::env::var("COMEBACK_RUNNER_YEARS")
        .ok()
        .and_then(|years| years.parse().ok())
        .unwrap_or(3)
}

fn print(week: &WeekPlan) -> String {
    let days: Vec<String> = week
        .days
        .iter()
        .map(|day| match day.minutes {
            Some(minutes) => format!("{}:{minutes:.1}", day.kind.as_str()),
            None => "-".to_owned(),
        })
        .collect();
    format!(
        "{} {} {:?} {:?} L{:?} {} {}",
        week.starts,
        week.decision.as_str(),
        week.factor.map(Rung::as_str),
        week.rung.map(Rung::as_str),
        week.level,
        days.join(" "),
        week.reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    )
}

#[test]
fn the_plan_as_written_leads_back_and_no_rule_objects() {
    let most_weeks = 260;
    let mut weeks_run = 0;
    let mut slowest = (0, String::new());
    let mut restored = Vec::new();
    let mut time = std::time::Duration::ZERO;
    let mut failures: Vec<String> = Vec::new();
    let only: Option<u64> = std::env::var("COMEBACK_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    for seed in only.unwrap_or(1).. {
        if only.is_some_and(|only| seed > only) {
            break;
        }
        if weeks_run >= years() * 52 || failures.len() > 5 {
            break;
        }
        let mut runner = Runner::random(seed);
        let mut planned: Vec<WeekPlan> = Vec::new();
        let mut done = None;
        let trail =
            |planned: &[WeekPlan]| planned.iter().map(print).collect::<Vec<_>>().join("\n  ");
        for week in 0..most_weeks {
            let start = monday(30 + week);
            if runner.rung(start) == Rung::Restored {
                done = Some(week);
                break;
            }
            let clock = std::time::Instant::now();
            let next = runner.plan(start);
            time += clock.elapsed();
            let loads: Vec<Load> = planned.iter().rev().take(4).map(load).collect();
            if week > 0 && !loads.is_empty() {
                let risen = risen(&loads, &load(&next));
                if risen.len() > 1 {
                    failures.push(format!(
                        "{}\n{risen:?} rose at once\n  {}\n  {}",
                        runner.words,
                        trail(&planned),
                        print(&next)
                    ));
                    break;
                }
            }
            runner.run_week(&next);
            planned.push(next);
        }
        weeks_run += planned.len() as u64;
        let end = monday(30 + planned.len() as u64);
        let history = runner.log.history(at(end + Days::new(2), 0));
        let first = monday(30);
        let objections: Vec<String> = rules::check(&history, first)
            .findings
            .into_iter()
            .filter(|finding| {
                finding.severity >= Severity::Warning
                    || (finding.severity == Severity::Caution && LOAD.contains(&finding.rule))
            })
            .map(|finding| format!("{} {}: {}", finding.date, finding.rule, finding.message))
            .collect();
        if !objections.is_empty() {
            failures.push(format!(
                "{}\n{}\n  {}",
                runner.words,
                objections.join("\n"),
                trail(&planned)
            ));
        }
        match done {
            Some(weeks) => {
                restored.push(weeks);
                if weeks > slowest.0 {
                    slowest = (weeks, runner.words.clone());
                }
            }
            None => failures.push(format!(
                "{}\nnot restored in {} weeks\n  {}",
                runner.words,
                planned.len(),
                trail(&planned)
            )),
        }
        let kinds: Vec<DayKind> = planned
            .iter()
            .flat_map(|week| &week.days)
            .map(|day| day.kind)
            .collect();
        let first_sprint = kinds.iter().position(|kind| *kind == DayKind::HillSprints);
        let first_of = |kind: DayKind| kinds.iter().position(|other| *other == kind);
        for kind in [
            DayKind::Tempo,
            DayKind::Intervals,
            DayKind::Sprints,
            DayKind::Hills,
        ] {
            if let (Some(sprint), Some(other)) = (first_sprint, first_of(kind)) {
                assert!(
                    other < sprint,
                    "{}: {kind:?} after hill sprints",
                    runner.words
                );
            }
        }
    }
    restored.sort_unstable();
    println!(
        "{} runners, {weeks_run} weeks ({:.1} ms a plan); restored after {:?} weeks (median), {:?} (most): {}",
        restored.len(),
        time.as_secs_f64() * 1000.0 / (weeks_run as f64).max(1.0),
        restored.get(restored.len() / 2),
        restored.last(),
        slowest.1
    );
    assert!(
        failures.is_empty(),
        "{} runners:\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

#[test]
fn a_red_response_at_any_point_leads_to_less_and_more_than_nothing() {
    for seed in 1..=(years() / 2).max(2) {
        let weeks = 16;
        let mut runner = Runner::random(seed);
        for week in 0..weeks {
            let start = monday(30 + week);
            let next = runner.plan(start);
            // Another runner with the same past has a red response this week.
            let runs: Vec<Day> = next
                .days
                .iter()
                .filter(|day| day.kind.is_run())
                .cloned()
                .collect();
            let (red_on, _) = (seed + week).overflowing_rem(runs.len().max(1) as u64);
            let mut hurt = Runner {
                log: Log {
                    runs: runner.log.runs.clone(),
                    entries: runner.log.entries.clone(),
                },
                speed: runner.speed,
                words: runner.words.clone(),
            };
            for (index, day) in runs.iter().enumerate() {
                let pain = if index as u64 == red_on { 7.0 } else { 1.0 };
                hurt.run_day(day, pain);
            }
            let after = hurt.plan(start + Days::new(7));
            if !runs.is_empty() {
                let (now, then) = (load(&next), load(&after));
                let less =
                    then.session * f64::from(then.runs) < now.session * f64::from(now.runs) - 1e-9;
                assert!(
                    after.decision == Decision::BackUp
                        && less
                        && then.session > 0.0
                        && then.runs > 0,
                    "{}\n  {}\n  {}",
                    runner.words,
                    print(&next),
                    print(&after)
                );
            }
            runner.run_week(&next);
        }
    }
}

/// Weeks missed, runs added, breaks, pain not logged, reds: whatever the past,
/// the next week is neither a leap nor empty, and following the plan again leads back.
#[test]
fn a_disorderly_past_neither_stalls_nor_leaps() {
    for seed in 1..=(years() / 3).max(1) {
        let mut dice = Dice::new(seed + 1000);
        let mut log = Log::new();
        let minutes = dice.range(25, 45) as f64;
        log.episode(monday(30), Beginning::Continuous, (minutes, 3));
        let mut runner = Runner {
            log,
            speed: None,
            words: format!("seed {seed}, goal {minutes} × 3"),
        };
        let mut week = 30;
        let mut longest_planned: f64 = 0.0;
        while week < 70 {
            let start = monday(week);
            let next = runner.plan(start);
            assert!(next.runs > 0, "{}: {}", runner.words, print(&next));
            let session = load(&next).session;
            let recent = runner
                .log
                .runs
                .iter()
                .filter(|run| run.date() + Days::new(30) >= start)
                .filter_map(Run::running_minutes)
                .fold(0.0, f64::max);
            assert!(
                recent == 0.0 || session <= recent.max(longest_planned) * 1.2 + 1.0,
                "{}: {session} after {recent}\n{}",
                runner.words,
                print(&next)
            );
            longest_planned = longest_planned.max(session);
            if dice.chance(5) {
                week += dice.range(2, 9);
                continue;
            }
            if dice.chance(15) {
                week += 1;
                continue;
            }
            for day in next.days.iter().filter(|day| day.kind.is_run()) {
                if dice.chance(15) {
                    continue;
                }
                if dice.chance(10) {
                    runner.log.runs.push(run_of(day, None));
                } else {
                    runner.run_day(day, if dice.chance(5) { 6.0 } else { 1.0 });
                }
            }
            if dice.chance(10) {
                runner.log.run(start + Days::new(6), 30.0);
            }
            week += 1;
        }
        let mut trail = Vec::new();
        let back = (week..week + 120).find(|&week| {
            let start = monday(week);
            if runner.rung(start) == Rung::Restored {
                return true;
            }
            let next = runner.plan(start);
            trail.push(print(&next));
            runner.run_week(&next);
            false
        });
        assert!(
            back.is_some(),
            "{} is not restored\n  {}",
            runner.words,
            trail.join("\n  ")
        );
    }
}
