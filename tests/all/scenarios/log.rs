//! The log of a scenario: each line an event, as the runner or the watch would tell it.

use super::Failure;
use super::read::{date, words};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};
use chrono_tz::Tz;
use comeback_core::diary::{
    Beginning, Entry, EpisodeStart, Question, RehabWork, Side, StatedRun, TestResult, What, stated,
};
use comeback_core::recording::Format;
use comeback_core::rules::RuleId;
use comeback_core::run::{Confidence, Run};
use comeback_core::units::{Metres, PainScore, Seconds, StepsPerMinute};

pub(super) struct Log {
    pub zone: Tz,
    pub runs: Vec<Run>,
    pub entries: Vec<Entry>,
    /// The last day on which something happened.
    pub last: NaiveDate,
}

impl Log {
    pub(super) fn new(zone: Tz) -> Log {
        Log {
            zone,
            runs: Vec::new(),
            entries: Vec::new(),
            last: NaiveDate::MIN,
        }
    }

    pub(super) fn at(&self, day: NaiveDate, time: &str) -> Result<DateTime<FixedOffset>, Failure> {
        let time: NaiveTime =
            NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| format!("no time {time}"))?;
        self.zone
            .from_local_datetime(&day.and_time(time))
            .earliest()
            .map(|at| at.fixed_offset())
            .ok_or_else(|| format!("no such moment on {day}"))
    }

    /// Takes one line of the log.
    pub(super) fn take(&mut self, line: &str) -> Result<(), Failure> {
        let all = words(line);
        let words: Vec<&str> = all.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["episode", "end", "on", day] => {
                let day = date(day)?;
                self.last = self.last.max(day);
                self.enter(day, "12:00", What::EpisodeEnd)
            }
            ["episode", "from", day, rest @ ..] => self.episode(date(day)?, rest),
            [from, "to", to, "every", days, rest @ ..] => {
                let (from, to) = (date(from)?, date(to)?);
                if let ["days", what @ ..] = rest {
                    let step: usize = days.parse().map_err(|_| format!("no number {days}"))?;
                    for day in from.iter_days().take_while(|day| *day <= to).step_by(step) {
                        self.event(day, what)?;
                    }
                    return Ok(());
                }
                let days: Result<Vec<Weekday>, Failure> = days
                    .split(',')
                    .map(|day| day.parse().map_err(|_| format!("no weekday {day}")))
                    .collect();
                let days = days?;
                use chrono::Datelike;
                for day in from.iter_days().take_while(|day| *day <= to) {
                    if days.contains(&day.weekday()) {
                        self.event(day, rest)?;
                    }
                }
                Ok(())
            }
            [day, rest @ ..] => self.event(date(day)?, rest),
            [] => Err("an empty line".to_owned()),
        }
    }

    fn episode(&mut self, on: NaiveDate, words: &[&str]) -> Result<(), Failure> {
        let has = |word: &str| words.contains(&word);
        let yes = |word: &str| has(word).then_some(true);
        let start = EpisodeStart {
            on,
            diagnosed: !has("undiagnosed"),
            begin: if has("walk-run") {
                Some(Beginning::WalkRun)
            } else if has("continuous") {
                Some(Beginning::Continuous)
            } else {
                None
            },
            goal_minutes: number_before(words, "min")?,
            goal_runs: number_before(words, "runs")?.map(|count| count as u32),
            goal_intensity: yes("intensity"),
            goal_sprints: yes("sprints"),
            goal_hills: yes("hills"),
            goal_hill_sprints: yes("hill-sprints"),
            race: after(words, "race").map(date).transpose()?,
        };
        self.enter(on, "00:00", What::EpisodeStart(start))
    }

    fn enter(&mut self, day: NaiveDate, time: &str, what: What) -> Result<(), Failure> {
        let at = self.at(day, time)?;
        self.entries.push(Entry {
            at,
            what,
            note: None,
        });
        Ok(())
    }

    fn pain(
        &mut self,
        at: DateTime<FixedOffset>,
        score: &str,
        site: Option<&str>,
    ) -> Result<(), Failure> {
        let value: f64 = score.parse().map_err(|_| format!("no score {score}"))?;
        self.entries.push(Entry {
            at,
            what: What::Pain {
                score: PainScore::new(value).map_err(|error| error.to_string())?,
                during: None,
                site: site.map(str::to_owned),
                now: None,
            },
            note: None,
        });
        Ok(())
    }

    fn event(&mut self, day: NaiveDate, words: &[&str]) -> Result<(), Failure> {
        self.last = self.last.max(day);
        let time = after(words, "at");
        let what = match words {
            ["run", ..] => return self.run(day, words),
            ["pain", score, ..] => {
                let at = self.at(day, time.unwrap_or("20:00"))?;
                return self.pain(at, score, after(words, "site"));
            }
            ["stretch", ..] => What::Stretch,
            ["sitting", minutes, ..] => What::Sitting {
                minutes: number(minutes)?,
            },
            // The rest is spelled as a line of the diary file is.
            ["symptom", kind, ..] => entry("symptom", "symptom", kind)?,
            ["resolve", kind, ..] => entry("resolve", "symptom", kind)?,
            ["answer", question, yes, ..] => What::Answer {
                question: Question::parse(question)
                    .ok_or_else(|| format!("no question {question}"))?,
                yes: *yes == "yes",
            },
            ["gait", focus, ..] => entry("gait", "focus", focus)?,
            ["test", result, ..] => What::Test(TestResult {
                pain: after(words, "pain").map(score).transpose()?,
                left: whole(words, "left")?,
                right: whole(words, "right")?,
                ..TestResult::of(*result == "pass")
            }),
            ["load-test", felt, ..] => What::LoadTest {
                score: score(felt)?,
                side: side(words),
            },
            ["sitting-tolerance", minutes, ..] => What::SittingTolerance {
                minutes: number(minutes)?,
            },
            ["ill", ..] => What::Illness {
                until: after(words, "until").map(date).transpose()?,
            },
            ["rehab", set, ..] => match entry("rehab", "set", set)? {
                What::Rehab(work) => What::Rehab(RehabWork {
                    exercise: after(words, "with").map(str::to_owned),
                    side: side(words),
                    sets: whole(words, "sets")?,
                    reps: whole(words, "reps")?,
                    seconds: after(words, "seconds").map(number).transpose()?,
                    kg: after(words, "kg").map(number).transpose()?,
                    effort: after(words, "effort").map(number).transpose()?,
                    hip_flexion_deg: after(words, "flexion").map(number).transpose()?,
                    pain: after(words, "pain").map(score).transpose()?,
                    ..work
                }),
                other => other,
            },
            ["config", key, value, ..] => What::Config {
                key: (*key).to_owned(),
                value: (*value).to_owned(),
                by: None,
            },
            _ => return Err("this is no event".to_owned()),
        };
        self.enter(day, time.unwrap_or("12:00"), what)
    }

    /// `run 30 min [of 40] [5 km] [hard 10] [cadence 168] [sprints 2] … [doubtful]
    /// [treadmill|no-grade|no-effort|no-distance|no-cadence|poor-gps|odd-cadence|
    /// odd-distance|odd-altitude|clock-jump|cut]
    /// [green] [pain 2 then 4] [at 07:00]`
    fn run(&mut self, day: NaiveDate, words: &[&str]) -> Result<(), Failure> {
        let has = |word: &str| words.contains(&word);
        let count = |word: &str| -> Result<u32, Failure> {
            Ok(after(words, word).map(number).transpose()?.unwrap_or(0.0) as u32)
        };
        let minutes = number_before(words, "min")?.ok_or("`run 30 min` is asked for")?;
        let km = number_before(words, "km")?.unwrap_or(minutes / 6.0);
        let statement = StatedRun {
            minutes,
            distance_m: Some(Metres::new(km * 1000.0)),
            hard_min: after(words, "hard").map(number).transpose()?.unwrap_or(0.0),
            cadence_spm: after(words, "cadence")
                .map(number)
                .transpose()?
                .map(StepsPerMinute::new),
            rpe: None,
            hills: count("hills")?,
            downhills: count("downhills")?,
            intervals: count("intervals")?,
            sprints: count("sprints")?,
            hill_sprints: count("hill-sprints")?,
            treadmill: has("treadmill"),
            ..StatedRun::default()
        };
        let start = self.at(day, after(words, "at").unwrap_or("07:00"))?;
        let mut run = stated::run(start, &statement);
        if let Some(whole) = after(words, "of").map(number).transpose()? {
            let whole = Seconds::from_minutes(whole);
            (run.elapsed, run.timer, run.moving) = (whole, Some(whole), Some(whole));
        }
        if has("no-distance") {
            run.distance = None;
        }
        if has("no-grade") {
            run.grade_known = false;
        }
        if has("no-effort") {
            (run.hard, run.efforts) = (None, None);
        }
        if has("doubtful") {
            for effort in run.efforts.iter_mut().flatten() {
                effort.confidence = Confidence::Low;
            }
        }
        if has("recorded") {
            for file in &mut run.files {
                file.format = Format::Fit;
            }
        }
        for (word, rule) in [
            ("poor-gps", RuleId::GpsPoor),
            ("odd-cadence", RuleId::CadenceImplausible),
            ("odd-distance", RuleId::DistanceImplausible),
            ("odd-altitude", RuleId::AltitudeImplausible),
            ("clock-jump", RuleId::ClockJump),
            ("cut", RuleId::RecordingCut),
        ] {
            if has(word) {
                run.quality.push(comeback_core::run::Quality {
                    rule,
                    message: "as the scenario says".to_owned(),
                });
            }
        }
        let end = run.end();
        self.runs.push(run);
        let (soon, later) = match (after(words, "pain"), after(words, "then"), has("green")) {
            (soon, later, false) => (soon, later),
            (_, _, true) => (Some("1"), Some("1")),
        };
        if let Some(score) = soon {
            self.pain(end + chrono::TimeDelta::hours(1), score, None)?;
        }
        if let Some(score) = later {
            self.pain(end + chrono::TimeDelta::hours(30), score, None)?;
        }
        Ok(())
    }
}

fn entry(kind: &str, key: &str, value: &str) -> Result<What, Failure> {
    let line = format!(r#"{{"at":"2026-01-01T00:00:00Z","kind":"{kind}","{key}":"{value}"}}"#);
    let entry: Entry = serde_json::from_str(&line).map_err(|_| format!("no {kind} `{value}`"))?;
    Ok(entry.what)
}

pub(super) fn number(word: &str) -> Result<f64, Failure> {
    word.parse().map_err(|_| format!("`{word}` is no number"))
}

/// The word that follows a name.
pub(super) fn after<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    let place = words.iter().position(|word| *word == name)?;
    words.get(place + 1).copied()
}

/// The number that stands before a unit.
pub(super) fn number_before(words: &[&str], unit: &str) -> Result<Option<f64>, Failure> {
    match words.windows(2).find(|pair| pair[1] == unit) {
        Some(pair) => number(pair[0]).map(Some),
        None => Ok(None),
    }
}

fn score(text: &str) -> Result<PainScore, Failure> {
    PainScore::new(number(text)?).map_err(|error| error.to_string())
}

fn whole(words: &[&str], word: &str) -> Result<Option<u32>, Failure> {
    Ok(after(words, word)
        .map(number)
        .transpose()?
        .map(|count| count as u32))
}

/// `left`, `right` or `both` as a word of its own, not as the name of a figure.
fn side(words: &[&str]) -> Option<Side> {
    match after(words, "side") {
        Some("left") => Some(Side::Left),
        Some("right") => Some(Side::Right),
        Some("both") => Some(Side::Both),
        _ => None,
    }
}
