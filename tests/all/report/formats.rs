//! The plan as calendar, spreadsheet, Markdown and watch workout.

use super::plan::week;
use crate::sample::{at, day};
use comeback_core::limits::UnitSystem;
use comeback_core::plan::{Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan};
use comeback_core::rules::RuleId;
use comeback_core::units::{MetresPerSecond, StepsPerMinute};
use comeback_report::text::Look;
use comeback_report::{calendar, csv, markdown, workout};
use fitparser::{FitDataRecord, Value};

const KM: UnitSystem = UnitSystem::Kilometres;

fn ics(plan: &WeekPlan) -> String {
    calendar::calendar(plan, "me", at("2026-11-22T20:30"), KM)
}

/// The content lines of a calendar, unfolded.
fn unfolded(text: &str) -> Vec<String> {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\n', '\r']), "{line}");
    }
    let text = text.replace("\r\n ", "");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn a_calendar_has_an_event_for_each_day() {
    let text = ics(&week());
    let lines = unfolded(&text);
    let starts: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"))
        .collect();
    let days: Vec<String> = (23..30).map(|day| format!("202611{day}")).collect();
    assert_eq!(starts, days);
    for name in ["UID", "DTSTAMP", "SUMMARY", "DESCRIPTION"] {
        let count = lines
            .iter()
            .filter(|line| line.starts_with(&format!("{name}:")))
            .count();
        assert_eq!(count, 7, "{name}");
    }
    // The stamp is the argument, in UTC.
    assert!(lines.contains(&"DTSTAMP:20261122T193000Z".to_owned()));
    insta::assert_snapshot!("calendar", lines.join("\n"));
}

#[test]
fn the_same_day_keeps_its_name_and_athletes_do_not_share_it() {
    let uids = |text: &str| -> Vec<String> {
        unfolded(text)
            .into_iter()
            .filter(|line| line.starts_with("UID:"))
            .collect()
    };
    let mut changed = week();
    changed.days[3].minutes = Some(20.0);
    assert_eq!(uids(&ics(&week())), uids(&ics(&changed)));
    let other = calendar::calendar(&week(), "anna", at("2026-11-22T20:30"), KM);
    let (mine, theirs) = (uids(&ics(&week())), uids(&other));
    assert!(mine.iter().all(|uid| !theirs.contains(uid)));
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
    assert!(
        workout::workouts(&plan, at("2026-11-22T20:30"), KM)
            .expect("none")
            .is_empty()
    );
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

fn decoded(day: Day) -> Vec<FitDataRecord> {
    let plan = WeekPlan {
        days: vec![day],
        ..week()
    };
    let files = workout::workouts(&plan, at("2026-11-22T20:30"), KM).expect("encodes");
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
        assert_eq!(Some(total / 60.0), day.minutes, "{:?}", day.kind);
    }
}

#[test]
fn walk_run_steps_are_named_and_capped() {
    use fitparser::profile::MesgNum;
    let records = decoded(week().days[1].clone());
    let steps = of_kind(&records, MesgNum::WorkoutStep);
    let names: Vec<Option<String>> = steps
        .iter()
        .map(|step| word(step, "wkt_step_name"))
        .collect();
    assert_eq!(
        names,
        [
            Some("2 min run".to_owned()),
            Some("8 min walk".to_owned()),
            None,
            Some("5 min walk".to_owned())
        ]
    );
    // Running: walking pace up to the ceiling, and the cadence in strides.
    assert_eq!(word(steps[0], "target_type").as_deref(), Some("speed"));
    assert_eq!(number(steps[0], "custom_target_speed_high"), Some(2.896));
    assert_eq!(number(steps[0], "custom_target_speed_low"), Some(1.0));
    // The second reader has no name for the second target's own fields; it keeps their numbers.
    assert_eq!(word(steps[1], "target_type").as_deref(), Some("open"));
    assert_eq!(number(steps[2], "duration_step"), Some(0.0));
    assert_eq!(number(steps[2], "repeat_steps"), Some(3.0));
    assert_eq!(word(steps[3], "intensity").as_deref(), Some("cooldown"));
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
fn a_text_longer_than_its_field_is_cut_between_characters() {
    use fitparser::profile::MesgNum;
    let mut easy = week().days[3].clone();
    easy.why = "≤ 30° und weiter ".repeat(60);
    let records = decoded(easy);
    let head = of_kind(&records, MesgNum::Workout);
    let length = head[0]
        .fields()
        .iter()
        .map(|field| field.value().to_string().len())
        .max();
    assert!(
        length.is_some_and(|length| (200..=250).contains(&length)),
        "{length:?}"
    );
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
        let files = workout::workouts(&plan, at("2026-11-22T20:30"), KM).expect("encodes");
        for file in files {
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
