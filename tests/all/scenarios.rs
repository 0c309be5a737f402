//! The scenarios of `fixtures/scenarios/`: a runner's log in plain lines and
//! what the rules, the ladder and the plan must say of it. See the README there.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};
use chrono_tz::Tz;
use comeback::diary::{Beginning, Entry, EpisodeStart, History, StatedRun, What, span, stated};
use comeback::method::{IntensityStep, Rung, Standing, ladder};
use comeback::recording::Format;
use comeback::rules::{self, Checked};
use comeback::run::{Confidence, Run};
use comeback::units::{Metres, PainScore, Seconds, StepsPerMinute};
use std::path::{Path, PathBuf};

type Failure = String;

/// One scenario: common lines of its file, its own, and what is expected.
struct Scenario {
    name: String,
    zone: Tz,
    rung: Option<Vec<String>>,
    now: Option<NaiveDate>,
    since: Option<NaiveDate>,
    lines: Vec<String>,
    expect: Vec<String>,
}

struct Played {
    history: History,
    checked: Checked,
}

#[test]
fn every_scenario_comes_out_as_it_says() {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable scenario");
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match read(&file, &text) {
            Ok(scenarios) => {
                for scenario in scenarios {
                    count += 1;
                    if let Err(failure) = play(&scenario) {
                        failures.push(format!("{}: {failure}", scenario.name));
                    }
                }
            }
            Err(failure) => failures.push(format!("{file}: {failure}")),
        }
    }
    assert!(count > 80, "only {count} scenarios found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Three answers are shown for every rule that can give them.
#[test]
fn every_rule_has_a_scenario_where_it_fires_and_one_where_it_does_not() {
    let mut all = String::new();
    for path in files() {
        all.push_str(&std::fs::read_to_string(path).expect("a readable scenario"));
    }
    for rule in rules::REGISTRY {
        for wanted in ["fires", "silent"] {
            let line = format!("- {wanted} {}", rule.name);
            let found = all.lines().any(|l| {
                l.strip_prefix(&line)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            });
            assert!(found, "no scenario has `{line}`");
        }
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of scenarios")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    files
}

fn read(file: &str, text: &str) -> Result<Vec<Scenario>, Failure> {
    let mut zone = chrono_tz::Europe::Berlin;
    let mut file_rung = None;
    let mut common: Vec<String> = Vec::new();
    let mut found: Vec<Scenario> = Vec::new();
    let mut in_front = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line == "---" {
            in_front = !in_front;
        } else if in_front {
            let (key, value) = line
                .split_once(':')
                .ok_or_else(|| format!("line {}: `key: value` is asked for", number + 1))?;
            let value = value.trim();
            match key.trim() {
                "zone" => zone = value.parse().map_err(|_| format!("no zone {value}"))?,
                "rung" => file_rung = Some(words(value)),
                "episode" => common.push(format!("episode {value}")),
                other => return Err(format!("line {}: no `{other}`", number + 1)),
            }
        } else if let Some(title) = line.strip_prefix("# ") {
            found.push(Scenario {
                name: format!("{file}, {title}"),
                zone,
                rung: file_rung.clone(),
                now: None,
                since: None,
                lines: common.clone(),
                expect: Vec::new(),
            });
        } else if let Some(bullet) = line.strip_prefix("- ") {
            let Some(scenario) = found.last_mut() else {
                common.push(bullet.to_owned());
                continue;
            };
            match bullet.split_once(' ').unwrap_or((bullet, "")) {
                ("fires" | "silent" | "unknown" | "once" | "stands" | "decides" | "no", _) => {
                    scenario.expect.push(bullet.to_owned());
                }
                ("now", day) => scenario.now = Some(date(day)?),
                ("since", day) => scenario.since = Some(date(day)?),
                ("rung", rest) => scenario.rung = Some(words(rest)),
                _ => scenario.lines.push(bullet.to_owned()),
            }
        }
    }
    Ok(found)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn date(text: &str) -> Result<NaiveDate, Failure> {
    text.trim()
        .parse()
        .map_err(|_| format!("`{text}` is no date"))
}

fn play(scenario: &Scenario) -> Result<(), Failure> {
    if scenario.expect.is_empty() {
        return Err("nothing is expected".to_owned());
    }
    let played = played(scenario)?;
    for line in &scenario.expect {
        expect(&played, line)?;
    }
    Ok(())
}

fn played(scenario: &Scenario) -> Result<Played, Failure> {
    let mut log = Log {
        zone: scenario.zone,
        runs: Vec::new(),
        entries: Vec::new(),
        last: NaiveDate::MIN,
    };
    for line in &scenario.lines {
        log.take(line)
            .map_err(|failure| format!("`{line}`: {failure}"))?;
    }
    let today = scenario.now.unwrap_or(log.last);
    let now = log.at(today, "23:59")?;
    let history = History::assemble(now, scenario.zone, log.runs, &log.entries);
    let since = scenario.since.unwrap_or(today - Days::new(6));
    let checked = match &scenario.rung {
        None => rules::check(&history, since),
        Some(words) => {
            let set = |history: &History| standing(history, words);
            rules::check_with(&history, since, &set)
        }
    };
    Ok(Played { history, checked })
}

/// The standing that a scenario sets by hand, so that it need not climb there.
fn standing(history: &History, words: &[String]) -> Option<Standing> {
    let episode = history.episode()?;
    let mut set = ladder::standing(history)?;
    let has = |word: &str| words.iter().any(|known| known == word);
    set.rung = [
        Rung::WalkRun,
        Rung::Volume,
        Rung::Frequency,
        Rung::Intensity,
        Rung::Hills,
        Rung::HillSprints,
        Rung::Restored,
    ]
    .into_iter()
    .find(|rung| has(rung.as_str()))?;
    set.intensity_step = [
        ("tempo", IntensityStep::Tempo),
        ("intervals", IntensityStep::Intervals),
        ("sprints", IntensityStep::Sprints),
    ]
    .into_iter()
    .find(|(word, _)| has(word))
    .map(|(_, step)| step);
    set.level = None;
    set.goal = episode.goal;
    Some(set)
}

struct Log {
    zone: Tz,
    runs: Vec<Run>,
    entries: Vec<Entry>,
    last: NaiveDate,
}

impl Log {
    fn at(&self, day: NaiveDate, time: &str) -> Result<DateTime<FixedOffset>, Failure> {
        let time: NaiveTime =
            NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| format!("no time {time}"))?;
        self.zone
            .from_local_datetime(&day.and_time(time))
            .earliest()
            .map(|at| at.fixed_offset())
            .ok_or_else(|| format!("no such moment on {day}"))
    }

    fn take(&mut self, line: &str) -> Result<(), Failure> {
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
            diagnosed: true,
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
            goal_hills: yes("hills"),
            goal_hill_sprints: yes("hill-sprints"),
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

    fn pain(&mut self, at: DateTime<FixedOffset>, score: &str) -> Result<(), Failure> {
        let value: f64 = score.parse().map_err(|_| format!("no score {score}"))?;
        self.entries.push(Entry {
            at,
            what: What::Pain {
                score: PainScore::new(value).map_err(|error| error.to_string())?,
                during: None,
                site: None,
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
                return self.pain(at, score);
            }
            ["stretch", ..] => What::Stretch,
            ["sitting", minutes, ..] => What::Sitting {
                minutes: number(minutes)?,
            },
            // The rest is spelled as a line of the diary file is.
            ["symptom", kind, ..] => entry("symptom", "symptom", kind)?,
            ["resolve", kind, ..] => entry("resolve", "symptom", kind)?,
            ["gait", focus, ..] => entry("gait", "focus", focus)?,
            ["test", result, ..] => What::Test {
                passed: *result == "pass",
                pain: None,
            },
            ["rehab", set, ..] => match entry("rehab", "set", set)? {
                What::Rehab { set, .. } => What::Rehab {
                    set,
                    hip_flexion_deg: after(words, "flexion").map(number).transpose()?,
                    pain: None,
                },
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
    /// [treadmill|no-grade|no-effort|no-distance|no-cadence|poor-gps|odd-cadence]
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
            ("poor-gps", "gps-poor"),
            ("odd-cadence", "cadence-implausible"),
        ] {
            if has(word) {
                run.quality.push(comeback::run::Quality {
                    rule: rule.to_owned(),
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
            self.pain(end + chrono::TimeDelta::hours(1), score)?;
        }
        if let Some(score) = later {
            self.pain(end + chrono::TimeDelta::hours(30), score)?;
        }
        Ok(())
    }
}

fn entry(kind: &str, key: &str, value: &str) -> Result<What, Failure> {
    let line = format!(r#"{{"at":"2026-01-01T00:00:00Z","kind":"{kind}","{key}":"{value}"}}"#);
    let entry: Entry = serde_json::from_str(&line).map_err(|_| format!("no {kind} `{value}`"))?;
    Ok(entry.what)
}

fn number(word: &str) -> Result<f64, Failure> {
    word.parse().map_err(|_| format!("`{word}` is no number"))
}

/// The word that follows a name.
fn after<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    let place = words.iter().position(|word| *word == name)?;
    words.get(place + 1).copied()
}

/// The number that stands before a unit.
fn number_before(words: &[&str], unit: &str) -> Result<Option<f64>, Failure> {
    match words.windows(2).find(|pair| pair[1] == unit) {
        Some(pair) => number(pair[0]).map(Some),
        None => Ok(None),
    }
}

fn expect(played: &Played, line: &str) -> Result<(), Failure> {
    let checked = &played.checked;
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let of = |rule: &str| -> Result<Vec<&rules::Finding>, Failure> {
        rules::by_name(rule).ok_or_else(|| format!("no rule {rule}"))?;
        Ok(checked
            .findings
            .iter()
            .filter(|found| found.rule == rule)
            .collect())
    };
    let told = || -> String {
        let findings: Vec<String> = checked
            .findings
            .iter()
            .map(|found| {
                let severity = found.severity.as_str();
                format!(
                    "{} on {} {severity}: {}",
                    found.rule, found.date, found.message
                )
            })
            .collect();
        let unknown: Vec<String> = checked
            .unknown
            .iter()
            .map(|lack| format!("{} ({})", lack.rule, lack.missing))
            .collect();
        format!("\n    found {findings:#?}\n    unknown {unknown:?}")
    };
    let holds = match words.as_slice() {
        ["fires", rule, "on", day, severity] => {
            let day = date(day)?;
            of(rule)?
                .iter()
                .any(|found| found.date == day && found.severity.as_str() == *severity)
        }
        ["once", rule] => of(rule)?.len() == 1,
        ["silent", rule] => of(rule)?.is_empty(),
        ["unknown", rule] => {
            of(rule)?;
            checked.unknown.iter().any(|lack| lack.rule == *rule)
        }
        ["no", "warning"] => checked.worst() < Some(rules::Severity::Warning),
        ["no", "caution"] => checked.worst() < Some(rules::Severity::Caution),
        ["decides", decision] => {
            let monday = span::monday(played.history.today()) + Days::new(7);
            let week = comeback::plan::plan(&played.history, monday);
            if week.decision.as_str() != *decision {
                let why: Vec<&str> = week.reasons.iter().map(|r| r.text.as_str()).collect();
                return Err(format!(
                    "expected `{line}`, planned {}: {why:?}{}",
                    week.decision.as_str(),
                    told()
                ));
            }
            true
        }
        ["stands", "at", rung] => checked
            .standing
            .as_ref()
            .map_or("none", |standing| standing.rung.as_str())
            .eq(*rung),
        _ => return Err(format!("`{line}` is no expectation")),
    };
    if holds {
        Ok(())
    } else {
        Err(format!("expected `{line}`{}", told()))
    }
}
