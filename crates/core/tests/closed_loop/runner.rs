//! A random runner: where from, what for, on which days, with which watch and settings.

use super::dice::Dice;
use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use comeback_core::diary::entry::{Beginning, Entry, EpisodeStart, GaitFocus, StatedRun, What};
use comeback_core::diary::{History, start_of_day, stated};
use comeback_core::plan::{Day, StepKind, WeekPlan, plan, without_branches};
use comeback_core::recording::Format;
use comeback_core::run::{Run, SteadyBout};
use comeback_core::units::{Metres, MetresPerSecond, PainScore, Seconds, StepsPerMinute};

/// A Monday to start from, and the Mondays after it.
pub(super) fn monday(weeks: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).expect("a Monday") + Days::new(7 * weeks)
}

/// The first week of every episode: runs before it lie in the weeks before.
pub(super) const START: u64 = 30;

/// Zones with and without summer time, either side of the date line.
const ZONES: [Tz; 6] = [
    chrono_tz::UTC,
    chrono_tz::Europe::Berlin,
    chrono_tz::America::New_York,
    chrono_tz::Pacific::Auckland,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::America::Santiago,
];

#[derive(Clone)]
pub(super) struct Runner {
    pub runs: Vec<Run>,
    pub entries: Vec<Entry>,
    pub zone: Tz,
    /// Metres per second of easy running, where the watch tells distance.
    pub speed: Option<f64>,
    /// How many of a hundred runs are stated and not measured.
    pub stated_of_100: u64,
    pub cadence: bool,
    /// Share by which session minutes grow, per cent.
    pub growth: f64,
    pub words: String,
    /// The hour at which this runner runs.
    pub hour: i64,
}

impl Runner {
    pub(super) fn random(seed: u64, dice: &mut Dice) -> Runner {
        let start = monday(START);
        let mut runner = Runner {
            runs: Vec::new(),
            entries: Vec::new(),
            zone: dice.one_of(&ZONES),
            speed: dice.chance(50).then(|| dice.range(20, 35) as f64 / 10.0),
            stated_of_100: dice.one_of(&[0, 30, 100]),
            cadence: dice.chance(60),
            growth: 10.0,
            words: String::new(),
            hour: dice.range(6, 20) as i64,
        };
        let before = runner.live_before(dice);
        let begin = dice.one_of(&[Some(Beginning::Continuous), Some(Beginning::WalkRun), None]);
        let said = dice.chance(70);
        let say = |dice: &mut Dice| said.then(|| dice.chance(50));
        let goal = EpisodeStart {
            on: start,
            diagnosed: dice.chance(50),
            begin,
            goal_minutes: said.then(|| dice.range(10, 75) as f64),
            goal_runs: said.then(|| dice.range(1, 6) as u32),
            goal_sprints: None,
            race: None,
            goal_intensity: say(dice),
            goal_hills: say(dice),
            goal_hill_sprints: say(dice),
        };
        let days = days(dice);
        runner.words = format!(
            "seed {seed}: {before}; {goal:?}; {days}; {}; speed {:?}; {} % stated",
            runner.zone.name(),
            runner.speed,
            runner.stated_of_100
        );
        runner.entry(start, 0, What::EpisodeStart(goal));
        runner.set(start, "available-days", &days);
        runner.choose_settings(dice);
        if dice.chance(30) {
            for (index, focus) in [GaitFocus::Cadence, GaitFocus::Taller]
                .into_iter()
                .enumerate()
            {
                // On a Monday, before the week is planned.
                let on = start + Days::new(7 * (dice.range(0, 6) + 9 * index as u64));
                runner.entry(on, 0, What::Gait { focus });
            }
        }
        runner
    }

    /// Weeks of running before the episode, and a gap.
    fn live_before(&mut self, dice: &mut Dice) -> String {
        if !dice.chance(60) {
            return "no history".to_owned();
        }
        let weeks = dice.range(1, 14);
        let gap = if dice.chance(50) {
            0
        } else {
            dice.range(1, 70)
        };
        let (runs, minutes) = (dice.range(1, 5), dice.range(15, 70));
        let first = monday(START) - Days::new(gap + 7 * weeks);
        for week in 0..weeks {
            for run in 0..runs {
                let hard_min = if dice.chance(20) { 8.0 } else { 0.0 };
                let stated = StatedRun {
                    minutes: minutes as f64,
                    hard_min,
                    distance_m: self
                        .speed
                        .map(|speed| Metres::new(speed * 60.0 * minutes as f64)),
                    hills: u32::from(dice.chance(20)) * 3,
                    hill_sprints: u32::from(dice.chance(10)) * 4,
                    ..StatedRun::default()
                };
                let day = first + Days::new(7 * week + run * 7 / runs);
                let run = stated::run(self.at(day, self.hour), &stated);
                self.take(run, dice);
            }
        }
        format!("{weeks} weeks of {runs} × {minutes}, {gap} d off")
    }

    /// Each setting that a clinician may change, at times at an end of its range.
    fn choose_settings(&mut self, dice: &mut Dice) {
        let start = monday(START);
        for (key, choices, often) in [
            ("weekly-growth", ["1", "4", "15", "20"], 30),
            ("cut-back-weeks", ["3", "4", "6", "8"], 15),
            ("cut-back-share", ["20", "22", "28", "30"], 15),
            ("amber", ["hold", "progress", "mean", "mean"], 50),
            ("step-days", ["7", "7", "10", "14"], 10),
            ("high-load-days-apart", ["2", "3", "3", "4"], 10),
        ] {
            if dice.chance(often) {
                let value = dice.one_of(&choices);
                self.set(start, key, value);
                self.words.push_str(&format!("; {key} {value}"));
                if key == "weekly-growth" {
                    self.growth = value.parse().expect("a number");
                }
            }
        }
    }

    pub(super) fn at(&self, day: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
        start_of_day(self.zone, day) + TimeDelta::hours(hour)
    }

    pub(super) fn entry(&mut self, day: NaiveDate, hour: i64, what: What) {
        let at = self.at(day, hour);
        self.entries.push(Entry {
            at,
            what,
            note: None,
        });
    }

    pub(super) fn set(&mut self, on: NaiveDate, key: &str, value: &str) {
        let (key, value) = (key.to_owned(), value.to_owned());
        self.entry(
            on,
            0,
            What::Config {
                key,
                value,
                by: None,
            },
        );
    }

    pub(super) fn pain(&mut self, at: DateTime<FixedOffset>, score: f64) {
        self.entries.push(Entry {
            at,
            what: What::Pain {
                score: PainScore::new(score).expect("0 to 10"),
                during: None,
                site: None,
                now: None,
            },
            note: None,
        });
    }

    /// A run, as a watch tells it or as the runner states it.
    pub(super) fn take(&mut self, mut run: Run, dice: &mut Dice) {
        if !dice.chance(self.stated_of_100) {
            for file in &mut run.files {
                file.format = Format::Fit;
            }
            if self.cadence
                && let (Some(speed), Some(duration)) = (run.speed, run.running)
            {
                let wave = dice.range(0, 4) as f64 - 2.0;
                run.steady = vec![SteadyBout {
                    duration: duration * 0.7,
                    speed,
                    cadence: StepsPerMinute::new(150.0 + 6.0 * speed.get() + wave),
                }];
            }
        }
        self.runs.push(run);
    }

    /// Runs a planned day and answers it with `pain` and a milder day after.
    pub(super) fn run_day(&mut self, day: &Day, pain: f64, dice: &mut Dice) {
        let run = run_of(day, self.at(day.date, self.hour), self.speed);
        let end = run.end();
        self.take(run, dice);
        self.pain(end + TimeDelta::hours(2), pain);
        self.pain(end + TimeDelta::hours(26), pain.min(3.0));
    }

    pub(super) fn run_week(&mut self, week: &WeekPlan, dice: &mut Dice) {
        for day in week.days.iter().filter(|day| day.kind.is_run()) {
            self.run_day(day, 1.0, dice);
        }
    }

    /// All that is known at the first moment of a day.
    pub(super) fn history(&self, day: NaiveDate) -> History {
        let now = self.at(day, 0);
        History::assemble(now, self.zone, self.runs.iter().cloned(), &self.entries)
    }

    /// The plan of a week, in one of four with what it becomes at amber and at red: these
    /// take half of the time, and what is held of a week is asked of the week itself.
    pub(super) fn plan(&self, monday: NaiveDate) -> WeekPlan {
        plan_of(&self.history(monday), monday)
    }
}

/// Three to seven weekdays.
pub(super) fn days(dice: &mut Dice) -> String {
    let mut days: Vec<&str> = vec!["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    while days.len() > 3 && dice.chance(55) {
        days.remove(dice.range(0, days.len() as u64 - 1) as usize);
    }
    days.join(",")
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
pub(super) fn run_of(day: &Day, start: DateTime<FixedOffset>, speed: Option<f64>) -> Run {
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
        start,
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
    run.speed = speed.map(MetresPerSecond::new);
    run
}

/// See [`Runner::plan`].
pub(super) fn plan_of(history: &History, monday: NaiveDate) -> WeekPlan {
    if monday.iso_week().week().is_multiple_of(4) {
        plan(history, monday)
    } else {
        without_branches(history, monday)
    }
}
