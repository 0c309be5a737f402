//! The plan as calendar, spreadsheet, Markdown and watch workout.

use super::plan::week;
use crate::sample::{at, day};
use chrono::{DateTime, FixedOffset, TimeDelta};
use comeback_core::limits::UnitSystem;
use comeback_core::plan::past::Stood;
use comeback_core::plan::{CheckIn, Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan};
use comeback_core::rules::RuleId;
use comeback_core::units::{MetresPerSecond, StepsPerMinute};
use comeback_report::calendar::About;
use comeback_report::text::Look;
use comeback_report::workout::{intervals, watches};
use comeback_report::{calendar, csv, markdown, workout};
use fitparser::{FitDataRecord, Value};

const KM: UnitSystem = UnitSystem::Kilometres;

fn about<'a>(athlete: &'a str, vanished: &'a [DateTime<FixedOffset>]) -> About<'a> {
    About {
        athlete,
        units: KM,
        told: at("2026-11-22T20:30"),
        lines: 7,
        vanished,
    }
}

fn ics(plan: &WeekPlan) -> String {
    calendar::calendar([plan], &about("me", &[]))
}

/// The content lines of a calendar, unfolded; each component opened and closed in its
/// order, and no property after a component inside it.
fn unfolded(text: &str) -> Vec<String> {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\n', '\r']), "{line}");
    }
    let text = text.replace("\r\n ", "");
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut open: Vec<&str> = Vec::new();
    let mut closed = false;
    for line in &lines {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match name {
            "BEGIN" => {
                open.push(value);
                closed = false;
            }
            "END" => {
                assert_eq!(open.pop(), Some(value), "{line}");
                closed = true;
            }
            _ => assert!(!closed, "{line} stands after a component"),
        }
    }
    assert!(open.is_empty());
    lines
}

/// The events, each as its properties by name (an alarm's beside its own).
fn events(text: &str) -> Vec<Vec<String>> {
    let lines = unfolded(text);
    let parts = lines.split(|line| line == "BEGIN:VEVENT");
    parts.skip(1).map(<[String]>::to_vec).collect()
}

fn property<'a>(event: &'a [String], name: &str) -> Option<&'a str> {
    event.iter().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        (found.split(';').next() == Some(name)).then_some(value)
    })
}

/// The week with a check-in on the morning after Tuesday's run.
fn asked() -> WeekPlan {
    let mut plan = week();
    plan.days[2].check_ins = vec![CheckIn {
        run: None,
        from: at("2026-11-25T06:00"),
        until: at("2026-11-26T18:00"),
    }];
    plan
}

#[test]
fn a_calendar_has_an_event_for_each_day() {
    let text = ics(&asked());
    let lines = unfolded(&text);
    let starts: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"))
        .collect();
    let days: Vec<String> = (23..30).map(|day| format!("202611{day}")).collect();
    assert_eq!(starts, days);
    for event in events(&text) {
        for name in ["UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "STATUS"] {
            assert!(property(&event, name).is_some(), "{name} of {event:?}");
        }
        assert_eq!(property(&event, "TRANSP"), Some("TRANSPARENT"));
        // The version is that of the newest line, in UTC.
        assert_eq!(property(&event, "DTSTAMP"), Some("20261122T193000Z"));
        assert_eq!(property(&event, "LAST-MODIFIED"), Some("20261122T193000Z"));
        // 2517 days and 1170 minutes since 2020, and seven lines.
        assert_eq!(property(&event, "SEQUENCE"), Some("3625657"));
    }
    insta::assert_snapshot!("calendar", lines.join("\n"));
}

#[test]
fn a_check_in_is_a_timed_event_with_an_alarm() {
    let text = ics(&asked());
    let timed: Vec<Vec<String>> = (events(&text).into_iter())
        .filter(|event| property(event, "DURATION").is_some())
        .collect();
    assert_eq!(timed.len(), 1);
    let event = &timed[0];
    assert_eq!(property(event, "DTSTART"), Some("20261125T050000Z"));
    assert_eq!(property(event, "DURATION"), Some("PT10M"));
    assert!(event.contains(&"TRIGGER:PT0S".to_owned()));
    assert!(!text.contains("VTIMEZONE"));
}

#[test]
fn a_check_in_that_is_no_longer_due_is_cancelled_under_its_name() {
    let gone = [at("2026-11-25T06:00")];
    let uid_of = |text: &str| -> Vec<String> {
        (events(text).iter())
            .filter(|event| property(event, "DURATION").is_some())
            .filter_map(|event| property(event, "UID").map(str::to_owned))
            .collect()
    };
    let planned = ics(&asked());
    let without = calendar::calendar([&week()], &about("me", &gone));
    assert_eq!(uid_of(&planned), uid_of(&without));
    let cancelled = events(&without)
        .into_iter()
        .find(|event| property(event, "STATUS") == Some("CANCELLED"))
        .expect("a cancelled check-in");
    assert!(!cancelled.contains(&"BEGIN:VALARM".to_owned()));
    // Due again on that day, it is no longer cancelled.
    let again = calendar::calendar([&asked()], &about("me", &gone));
    assert!(!again.contains("CANCELLED"));
}

#[test]
fn the_same_day_keeps_its_name_and_athletes_do_not_share_it() {
    let uids = |text: &str| -> Vec<String> {
        unfolded(text)
            .into_iter()
            .filter(|line| line.starts_with("UID:"))
            .collect()
    };
    let mut changed = asked();
    changed.days[3].minutes = Some(20.0);
    changed.days[2].check_ins[0].from += TimeDelta::hours(2);
    assert_eq!(uids(&ics(&asked())), uids(&ics(&changed)));
    let other = calendar::calendar([&asked()], &about("anna", &[]));
    let (mine, theirs) = (uids(&ics(&asked())), uids(&other));
    assert_eq!(mine.len(), 8);
    assert!(mine.iter().all(|uid| !theirs.contains(uid)));
    assert!(other.contains("X-WR-CALNAME:Running\\, anna\r\n"));
}

#[test]
fn weeks_follow_each_other_in_a_feed() {
    let mut next = asked();
    next.starts += TimeDelta::days(7);
    for day in &mut next.days {
        day.date += TimeDelta::days(7);
        day.check_ins.clear();
    }
    let text = calendar::calendar([&asked(), &next], &about("me", &[]));
    assert_eq!(events(&text).len(), 15);
    assert!(text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"));
}

#[test]
fn a_suspended_week_says_so_in_the_calendar_too() {
    let plan = WeekPlan {
        decision: Decision::Suspend,
        days: Vec::new(),
        reasons: vec![Reason {
            rule: Some(RuleId::RedFlag),
            text: "a pop was felt; see a clinician today".to_owned(),
            grade: comeback_core::limits::Evidence::Practice,
        }],
        ..week()
    };
    let lines = unfolded(&ics(&plan));
    // Each day says so, else the runs of an earlier plan would stay in the calendar.
    let said = lines
        .iter()
        .filter(|line| *line == "SUMMARY:no training: see a clinician");
    assert_eq!(said.count(), 7);
    assert!(files(&plan.days).is_empty());
}

#[test]
fn a_spreadsheet_has_a_line_a_day() {
    let text = csv::csv(&week());
    assert_eq!(text.matches("\r\n").count(), 8);
    insta::assert_snapshot!("csv", text.replace("\r\n", "\n"));
}

#[test]
fn markdown_reads_as_a_page() {
    insta::assert_snapshot!("markdown", markdown::plan(&week(), KM));
}

/// The days as they have stood since a moment.
fn since(days: &[Day], moment: &str) -> Vec<Stood<Day>> {
    days.iter()
        .map(|day| Stood {
            since: at(moment),
            what: day.clone(),
        })
        .collect()
}

fn files(days: &[Day]) -> Vec<workout::WorkoutFile> {
    workout::workouts(&since(days, "2026-11-22T20:30"), "me", KM).expect("encodes")
}

fn decoded(day: Day) -> Vec<FitDataRecord> {
    let files = files(&[day]);
    assert_eq!(files.len(), 1);
    fitparser::from_bytes(&files[0].bytes).expect("a second reader takes it")
}

fn field<'a>(record: &'a FitDataRecord, name: &str) -> Option<&'a Value> {
    record
        .fields()
        .iter()
        .find(|field| field.name() == name)
        .map(fitparser::FitDataField::value)
}

fn number(record: &FitDataRecord, name: &str) -> Option<f64> {
    field(record, name)?.clone().try_into().ok()
}

fn word(record: &FitDataRecord, name: &str) -> Option<String> {
    field(record, name).map(ToString::to_string)
}

fn of_kind(records: &[FitDataRecord], kind: fitparser::profile::MesgNum) -> Vec<&FitDataRecord> {
    records
        .iter()
        .filter(|record| record.kind() == kind)
        .collect()
}

#[test]
fn a_workout_repeats_its_steps_and_adds_up_to_the_days_minutes() {
    use fitparser::profile::MesgNum;
    for day in week().days.into_iter().filter(|day| day.kind.is_run()) {
        let records = decoded(day.clone());
        let id = of_kind(&records, MesgNum::FileId);
        assert_eq!(word(id[0], "type").as_deref(), Some("workout"));
        let head = of_kind(&records, MesgNum::Workout);
        let steps = of_kind(&records, MesgNum::WorkoutStep);
        assert_eq!(word(head[0], "sport").as_deref(), Some("running"));
        assert_eq!(
            number(head[0], "num_valid_steps"),
            Some(steps.len() as f64),
            "{head:?}"
        );
        let mut total = 0.0;
        let mut times = Vec::new();
        for step in &steps {
            match number(step, "duration_time") {
                Some(seconds) => times.push(seconds),
                None => {
                    let from = number(step, "duration_step").expect("where it repeats from");
                    let count = number(step, "repeat_steps").expect("how often");
                    let round: f64 = times.split_off(times.len() - 2).iter().sum();
                    assert!((from as usize) < steps.len());
                    total += round * count;
                }
            }
        }
        total += times.iter().sum::<f64>();
        let walk = f64::from(day.warm_up_s.unwrap_or_default()) / 60.0;
        let expected = day.minutes.map(|minutes| minutes + walk);
        assert_eq!(Some(total / 60.0), expected, "{:?}", day.kind);
    }
}

#[test]
fn walk_run_begins_with_a_walk_and_has_one_target_a_step() {
    use fitparser::profile::MesgNum;
    let walk_run = Day {
        warm_up_s: Some(300),
        ..week().days[1].clone()
    };
    let read = |day: Day| -> Vec<(Option<String>, Option<String>, Option<String>)> {
        let records = decoded(day);
        (of_kind(&records, MesgNum::WorkoutStep).iter())
            .map(|step| {
                assert!(word(step, "secondary_target_type").is_none(), "{step:?}");
                (
                    word(step, "wkt_step_name"),
                    word(step, "target_type"),
                    word(step, "notes"),
                )
            })
            .collect()
    };
    let told = |name: &str, target: &str, note: &str| {
        let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (told(name), told(target), told(note))
    };
    assert_eq!(
        read(walk_run.clone())[..3],
        [
            told("5 min walk", "open", "walk first, then begin easy"),
            told("2 min run", "cadence", "not faster than 5:45 /km"),
            told("8 min walk", "open", ""),
        ]
    );
    // Without a cadence to work on, the ceiling is the target.
    let plain = Day {
        cadence_target_spm: None,
        ..walk_run
    };
    assert_eq!(read(plain.clone())[1], told("2 min run", "speed", ""));
    let records = decoded(plain);
    let steps = of_kind(&records, MesgNum::WorkoutStep);
    assert_eq!(word(steps[0], "intensity").as_deref(), Some("warmup"));
    // Walking pace up to the ceiling.
    assert_eq!(number(steps[1], "custom_target_speed_high"), Some(2.896));
    assert_eq!(number(steps[1], "custom_target_speed_low"), Some(1.0));
    assert_eq!(number(steps[3], "duration_step"), Some(1.0));
    assert_eq!(number(steps[3], "repeat_steps"), Some(3.0));
    assert_eq!(word(steps[4], "intensity").as_deref(), Some("cooldown"));
}

#[test]
fn a_workout_is_told_from_every_other() {
    use fitparser::profile::MesgNum;
    let id = |days: &[Stood<Day>], athlete: &str| {
        let files = workout::workouts(days, athlete, KM).expect("encodes");
        let records = fitparser::from_bytes(&files[0].bytes).expect("a second reader");
        let id = of_kind(&records, MesgNum::FileId);
        (
            number(id[0], "serial_number").expect("a number"),
            word(id[0], "time_created").expect("a time"),
            files[0].name.clone(),
        )
    };
    let easy = week().days[3].clone();
    let stood = since(std::slice::from_ref(&easy), "2026-11-22T20:30");
    let mine = id(&stood, "me");
    assert_eq!(mine, id(&stood, "me"), "the same each time");
    let theirs = id(&stood, "anna");
    assert!(mine.0 != theirs.0 && mine.2 != theirs.2);
    // Changed at another moment, or told late so that it changed at the same one: it is
    // another workout of the same day, under the same name.
    let mut shorter = easy.clone();
    shorter.steps[0].work_s -= 60;
    for changed in [
        since(&[easy], "2026-11-23T07:00"),
        since(&[shorter], "2026-11-22T20:30"),
    ] {
        let other = id(&changed, "me");
        assert_eq!((mine.0, &mine.2), (other.0, &other.2));
        assert_ne!(mine.1, other.1);
    }
}

#[test]
fn what_an_earlier_plan_put_on_the_watch_is_named() {
    let easy = week().days[3].clone();
    let rest = Day {
        kind: DayKind::Rest,
        steps: Vec::new(),
        ..easy.clone()
    };
    let longer = Day {
        minutes: Some(44.0),
        ..easy.clone()
    };
    let stood = |days: &[&Day]| -> Vec<Stood<Day>> {
        let hours = (0..).map(|hour| at("2026-11-22T08:00") + TimeDelta::hours(hour));
        (days.iter().zip(hours))
            .map(|(day, since)| Stood {
                since,
                what: (*day).clone(),
            })
            .collect()
    };
    let stale = |days: &[&Day], from: &str| watches::stale(&[stood(days)], day(from));
    assert_eq!(stale(&[&rest, &easy], "2026-11-23"), []);
    let gone = stale(&[&longer, &easy, &rest], "2026-11-23");
    assert_eq!(gone.len(), 2);
    assert!(gone.iter().all(|old| !old.replaced));
    let replaced = stale(&[&longer, &easy], "2026-11-23");
    assert_eq!(replaced.len(), 1);
    assert!(replaced[0].replaced && replaced[0].title.contains("44 min"));
    // A day that is over asks for nothing.
    assert_eq!(stale(&[&longer, &easy], "2026-11-27"), []);
}

#[test]
fn each_family_of_watches_is_told_of() {
    let days = week().days;
    let runs: Vec<&Day> = days.iter().filter(|day| day.kind.is_run()).collect();
    let files = workout::workouts(&since(&days, "2026-11-22T20:30"), "anna", KM).expect("encodes");
    let page = watches::page("2026-W48", "anna", &files, &runs, &[]);
    assert!(
        page.is_ascii() && page.lines().all(|line| line.len() <= 80),
        "{page}"
    );
    insta::assert_snapshot!("watches", page);
    let plain: Vec<Day> = (runs.iter())
        .map(|day| Day {
            cadence_target_spm: None,
            ..(*day).clone()
        })
        .collect();
    let verdicts = |days: &[&Day]| -> Vec<&str> {
        (watches::families(days).iter())
            .map(|family| family.verdict.as_str())
            .collect()
    };
    assert_eq!(verdicts(&runs)[0], "degraded");
    let plain: Vec<&Day> = plain.iter().collect();
    assert_eq!(verdicts(&plain)[0], "exact");
}

/// What intervals.icu reads of a text, by the rules that its users found out: a step is a
/// line with a dash; its duration the first word of digits and units; its pace needs the
/// word; a repeat needs an empty line on both sides and is not nested.
fn built(text: &str) -> Vec<(u32, u32, bool)> {
    let seconds = |word: &str| -> Option<u32> {
        let mut total = 0;
        let mut digits = String::new();
        for c in word.chars() {
            match c {
                '0'..='9' => digits.push(c),
                'm' => total += digits.split_off(0).parse::<u32>().ok()? * 60,
                's' => total += digits.split_off(0).parse::<u32>().ok()?,
                _ => return None,
            }
        }
        (digits.is_empty() && total > 0).then_some(total)
    };
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut times = 1;
    for (place, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            times = 1;
        } else if let Some(step) = line.strip_prefix("- ") {
            let words: Vec<&str> = step.split(' ').collect();
            let at = words
                .iter()
                .position(|word| seconds(word).is_some())
                .expect("a duration");
            let rest = words[at + 1..].join(" ");
            let paced = rest.ends_with("/km Pace");
            assert!(paced || rest == "freeride", "{line}");
            found.push((times, seconds(words[at]).expect("a duration"), paced));
        } else if let Some(count) = line.strip_suffix('x') {
            assert!(place == 0 || lines[place - 1].is_empty(), "{text}");
            times = count
                .rsplit(' ')
                .next()
                .and_then(|word| word.parse().ok())
                .expect("how often");
        }
    }
    found
}

#[test]
fn the_text_for_intervals_is_read_as_it_is_meant() {
    for day in week().days.iter().filter(|day| day.kind.is_run()) {
        let day = Day {
            warm_up_s: Some(300),
            ..day.clone()
        };
        let text = intervals::text(&day);
        let mut meant = vec![(1, 300)];
        for step in &day.steps {
            meant.push((step.repeat, step.work_s));
            if step.rest_s > 0 {
                meant.push((step.repeat, step.rest_s));
            }
        }
        let read = built(&text);
        let times: Vec<(u32, u32)> = read.iter().map(|step| (step.0, step.1)).collect();
        assert_eq!(times, meant, "{text}");
        assert!(read.iter().any(|step| step.2), "no pace is held: {text}");
        // The last repeat is closed, too.
        assert!(!text.contains("x\n") || text.contains("\n\n"), "{text}");
    }
    insta::assert_snapshot!("intervals", intervals::week(&week(), "anna"));
}

#[test]
fn a_cadence_without_a_ceiling_is_the_target_itself() {
    use fitparser::profile::MesgNum;
    let mut easy = week().days[3].clone();
    easy.speed_cap_m_per_s = None;
    let records = decoded(easy);
    let steps = of_kind(&records, MesgNum::WorkoutStep);
    assert_eq!(word(steps[0], "target_type").as_deref(), Some("cadence"));
    // 172 steps are 86 strides; the cap is 172 · 1.10 / 1.05 = 180 steps.
    assert_eq!(number(steps[0], "custom_target_cadence_low"), Some(86.0));
    assert_eq!(number(steps[0], "custom_target_cadence_high"), Some(90.0));
}

#[test]
fn the_ceiling_of_a_hard_day_is_that_of_its_main_part() {
    use fitparser::profile::MesgNum;
    let step = |repeat, work_s, rest_s, what| Step {
        repeat,
        work_s,
        rest_s,
        what,
    };
    let tempo = Day {
        date: day("2026-11-24"),
        kind: DayKind::Tempo,
        minutes: Some(30.0),
        steps: vec![
            step(1, 600, 0, StepKind::Easy),
            step(1, 600, 0, StepKind::Tempo),
            step(1, 600, 0, StepKind::Easy),
        ],
        speed_cap_m_per_s: Some(MetresPerSecond::new(3.4)),
        cadence_target_spm: Some(StepsPerMinute::new(170.0)),
        ..week().days[3].clone()
    };
    let records = decoded(tempo);
    let steps = of_kind(&records, MesgNum::WorkoutStep);
    let kinds: Vec<Option<String>> = steps.iter().map(|step| word(step, "target_type")).collect();
    assert_eq!(
        kinds,
        ["cadence", "speed", "cadence"].map(|kind| Some(kind.to_owned()))
    );
    assert_eq!(word(steps[0], "intensity").as_deref(), Some("warmup"));
    assert_eq!(word(steps[2], "intensity").as_deref(), Some("cooldown"));
}

#[test]
fn texts_of_a_workout_are_whole_words_of_ascii() {
    let mut easy = week().days[3].clone();
    easy.terrain = Some("≤ 30° und weiter ".repeat(60));
    for record in decoded(easy) {
        for field in record.fields() {
            if let Value::String(text) = field.value() {
                assert!(text.is_ascii() && text.len() <= 250, "{text}");
                let whole = ["und", "weiter", "deg", "least", "most", "at"];
                let last = text.split(' ').next_back().unwrap_or_default();
                let is_long = text.len() > 60;
                assert!(!is_long || whole.contains(&last) || last == "30", "{text}");
            }
        }
    }
}

proptest::proptest! {
    /// Whatever a plan says, every format stays what it is.
    #[test]
    fn no_text_breaks_a_format(
        why in ".{0,200}",
        rehab in "[^:]{0,20}:?.{0,80}",
        width in 0_usize..200,
        work_s in 1_u32..7200,
        rest_s in 0_u32..600,
        repeat in 1_u32..20,
    ) {
        let mut plan = week();
        for day in &mut plan.days {
            day.why.clone_from(&why);
            day.rehab = Some(rehab.clone());
            day.check_in = Some(why.clone());
        }
        plan.days[1].steps = vec![Step { repeat, work_s, rest_s, what: StepKind::Run }];
        let lines = unfolded(&ics(&plan));
        assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 7);
        for file in files(&plan.days) {
            fitparser::from_bytes(&file.bytes).expect("a second reader takes it");
        }
        let table = markdown::plan(&plan, KM);
        let rows = table.lines().filter(|line| line.starts_with("| ")).count();
        assert_eq!(rows, 8, "{table}");
        assert!(csv::csv(&plan).starts_with("week,date,kind,minutes"));
        let look = Look { width, colour: true, units: KM };
        assert!(comeback_report::text::plan(&plan, &look).contains("Week 2026-W48"));
    }
}
