//! Texts as a terminal shows them, at 80 and 120 columns, without colour.

use crate::sample::{day, easy, hill_run, history, pain, six_weeks};
use chrono::NaiveDate;
use comeback_core::diary::{Entry, StatedRun, stated, weeks};
use comeback_core::limits::{Evidence, Settings, UnitSystem};
use comeback_core::method::{IntensityStep, Rung, Standing};
use comeback_core::rules::{Finding, Missing, RuleId, Severity};
use comeback_report::text::{self, Look};
use comeback_report::{AthleteLine, FailedFile, ImportOutcome, SkippedFile, json};
use unicode_width::UnicodeWidthStr;

const NARROW: Look = Look {
    width: 80,
    colour: false,
    units: UnitSystem::Kilometres,
};
const WIDE: Look = Look {
    width: 120,
    ..NARROW
};

/// The same text at both widths; no line is wider than its terminal.
fn golden(name: &str, make: impl Fn(&Look) -> String) {
    for look in [NARROW, WIDE] {
        let text = make(&look);
        for line in text.lines() {
            assert!(
                line.width() <= look.width,
                "{} > {}: {line}",
                line.width(),
                look.width
            );
            assert_eq!(line, line.trim_end(), "no spaces at the end");
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
        insta::assert_snapshot!(format!("{name}_{}", look.width), text);
    }
    // Colour adds escapes and nothing else.
    let coloured = make(&Look {
        colour: true,
        ..NARROW
    });
    assert_eq!(strip(&coloured), make(&NARROW));
}

fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            for c in chars.by_ref() {
                if c == 'm' {
                    break;
                }
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn standing() -> Standing {
    let goal = six_weeks().episode().expect("one is open").goal;
    Standing {
        rung: Rung::Volume,
        level: None,
        intensity_step: None,
        goal,
        since: day("2026-10-13"),
        session_min: Some(30.0),
        runs_per_week: Some(3),
        green_runs: 2,
        green_runs_needed: 3,
        days: 6,
        days_needed: 7,
    }
}

fn finding(rule: RuleId, severity: Severity, on: &str) -> Finding {
    Finding {
        rule,
        severity,
        date: day(on),
        ..super::json::finding()
    }
}

fn found() -> Vec<Finding> {
    let mut found = vec![
        Finding {
            message: "pain of 4 in a response, in the band that is watched".to_owned(),
            evidence: vec![
                ("pain_max".into(), 4.0.into()),
                ("felt_at".into(), "Thu 12:00".into()),
            ],
            run: None,
            ..finding(RuleId::PainWatch, Severity::Caution, "2026-11-12")
        },
        super::json::finding(),
        Finding {
            message: "7.4 km is 1.35 times the longest run of the 30 days before".to_owned(),
            evidence: vec![
                ("distance_m".into(), 7420.0.into()),
                ("longest_m".into(), 5496.3.into()),
                ("ratio".into(), 1.35.into()),
            ],
            grade: Evidence::Cohort,
            source: "Frandsen 2025, BJSM, n = 5205".into(),
            ..finding(RuleId::LongRunSpike, Severity::Warning, "2026-11-19")
        },
    ];
    // As a check gives them.
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

fn missing() -> Vec<Missing> {
    let missing = |rule, date: NaiveDate| Missing {
        rule,
        date,
        run: None,
        missing: "the 14 days before the trailing week are not whole: the log begins on 13 October"
            .to_owned(),
    };
    vec![
        missing(RuleId::WeeklySpike, day("2026-10-20")),
        missing(RuleId::WeeklySpike, day("2026-10-21")),
        missing(RuleId::FrequencyJump, day("2026-10-21")),
    ]
}

#[test]
fn runs_are_one_line_each() {
    let history = six_weeks();
    golden("runs", |look| text::runs(&history, &history.runs, look));
}

#[test]
fn pain_is_not_asked_without_an_episode() {
    use crate::sample::episode;
    let run = easy("2026-11-19 18:00", 40.0);
    let told = |entries: &[Entry]| {
        let history = history("2026-11-24 12:00", vec![run.clone()], entries);
        text::show(&history, &history.runs[0], &NARROW)
    };
    assert!(told(&[]).contains("not asked: no episode"));
    assert!(told(&[pain("2026-11-19 20:00", 2.0)]).contains("the worst since the run"));
    assert!(told(&[episode("2026-11-01")]).contains("nothing logged"));
}

#[test]
fn a_walk_in_a_list_says_how_long_it_was() {
    use comeback_core::units::Seconds;
    for (running_s, walked) in [(6.0, true), (119.0, true), (120.0, false), (2000.0, false)] {
        let mut run = easy("2026-11-19 18:00", 40.0);
        run.moving = Some(Seconds::new(2400.0));
        run.running = Some(Seconds::new(running_s));
        let history = history("2026-11-22 12:00", vec![run], &[]);
        let listed = text::runs(&history, &history.runs, &NARROW);
        assert_eq!(listed.contains("walked, 40:00"), walked, "{listed}");
    }
}

#[test]
fn the_card_of_a_run_says_all_that_is_known() {
    let history = six_weeks();
    let run = history.runs.last().expect("runs");
    golden("show", |look| text::show(&history, run, look));
}

#[test]
fn the_card_of_a_stated_run_dashes_what_is_missing() {
    let run = stated::run(
        crate::sample::at("2026-11-18T07:00"),
        &StatedRun {
            minutes: 30.0,
            hill_sprints: 2,
            rpe: Some(3.0),
            treadmill: true,
            ..StatedRun::default()
        },
    );
    let history = history("2026-11-19T12:00", vec![run], &[]);
    golden("show_stated", |look| {
        text::show(&history, &history.runs[0], look)
    });
}

#[test]
fn an_import_lists_runs_and_what_did_not_come_in() {
    let history = six_weeks();
    let last = history.runs.last().expect("runs").id.clone();
    let outcome = ImportOutcome {
        unsure: Vec::new(),
        later: Vec::new(),
        replaced: Vec::new(),
        imported: history.runs[12..]
            .iter()
            .map(|run| run.id.clone())
            .collect(),
        skipped: vec![SkippedFile {
            file: "export/2026-11-19-copy.gpx".to_owned(),
            reason: "duplicate".to_owned(),
            of: Some(last),
        }],
        failed: vec![FailedFile {
            file: "export/broken.fit".to_owned(),
            error: "the file ends inside a message".to_owned(),
            at_byte: Some(4112),
        }],
        findings: vec![super::json::finding()],
        diaries: Vec::new(),
        dry_run: false,
    };
    golden("import", |look| text::import(&history, &outcome, look));
}

#[test]
fn a_check_shows_the_ladder_and_the_findings() {
    let history = six_weeks();
    golden("check", |look| {
        text::check(&history, Some(&standing()), &found(), &missing(), look)
    });
}

#[test]
fn a_check_without_an_episode_says_what_is_not_checked() {
    let history = history(
        "2026-11-19T12:00",
        vec![easy("2026-11-18T07:00", 30.0)],
        &[],
    );
    golden("check_none", |look| {
        text::check(&history, None, &[], &[], look)
    });
}

#[test]
fn every_rung_has_its_words_on_the_ladder() {
    let history = six_weeks();
    let on = |rung, level, intensity_step| Standing {
        rung,
        level,
        intensity_step,
        ..standing()
    };
    golden("ladders", |look| {
        [
            on(Rung::WalkRun, Some(4), None),
            on(Rung::Frequency, None, None),
            on(Rung::Intensity, None, Some(IntensityStep::Intervals)),
            on(Rung::Hills, None, None),
            on(Rung::HillSprints, Some(4), None),
            on(Rung::Restored, None, None),
        ]
        .iter()
        .map(|standing| text::ladder(&history, standing, look))
        .collect::<Vec<_>>()
        .join("\n")
    });
}

#[test]
fn a_day_that_was_run_is_told_in_whole_minutes_and_without_steps() {
    let mut week = super::plan::week();
    let easy = &mut week.days[3];
    (easy.minutes, easy.steps[0].work_s) = (Some(1533.0 / 60.0), 1533);
    let planned = text::plan(&week, &NARROW);
    assert!(planned.contains("25:33 min easy"), "{planned}");
    week.days[3].why = "done".to_owned();
    let done = text::plan(&week, &NARROW);
    assert!(done.contains("26 min"), "{done}");
    assert!(!done.contains("25:33"), "{done}");
}

#[test]
fn a_plan_is_a_week_of_days_with_reasons_and_turns() {
    let week = super::plan::week();
    golden("plan", |look| text::plan(&week, look));
}

#[test]
fn a_trend_has_a_line_a_week_and_sparklines_with_gaps() {
    let table = weeks(&six_weeks(), day("2026-10-05"), day("2026-11-16"));
    golden("trend", |look| text::trend(&table, None, look));
}

#[test]
fn an_episode_shows_its_goal_and_where_it_stands() {
    let history = six_weeks();
    golden("episode", |look| {
        text::episode(&history, Some(&standing()), look)
    });
}

#[test]
fn a_roster_is_a_line_an_athlete() {
    let line = |athlete: &str, findings: Vec<Finding>| AthleteLine {
        athlete: athlete.to_owned(),
        standing: Some(standing()),
        last_run: Some(day("2026-11-19")),
        runs_7_d: 2,
        running_min_7_d: Some(70.55),
        band: Some(comeback_core::diary::Band::Red),
        worst_response: Some(5.5),
        findings,
        reason: comeback_core::trend::roster::Reason::NoRun(15),
        glance: comeback_report::Glance {
            weeks_on_rung: Some(3),
            trend: Some(comeback_report::Trend::Rising),
            cadence_spm: vec![Some(164.0), None, Some(168.0)],
            tendon_load: vec![Some(11.0), Some(0.0), Some(22.0)],
            last_response: Some((
                day("2026-11-19"),
                comeback_core::diary::Band::Red,
                Some(5.5),
            )),
            ..comeback_report::Glance::default()
        },
    };
    let mut quiet = line("Ömer", Vec::new());
    quiet.reason = comeback_core::trend::roster::Reason::AsUsual;
    quiet.standing = None;
    quiet.band = None;
    quiet.worst_response = None;
    quiet.glance = comeback_report::Glance::default();
    let mut lines = [quiet, line("anna", found())].map(|line| json::roster_line(&line));
    lines.sort_by(json::by_need);
    assert_eq!(lines[0].athlete, "anna");
    let athletes: Vec<&json::RosterLineJson> = lines.iter().collect();
    golden("roster", |look| text::roster(&athletes, false, look));
    let look = Look {
        width: 100,
        colour: false,
        units: comeback_core::limits::UnitSystem::Kilometres,
    };
    let grouped = text::roster(&athletes, true, &look);
    assert!(grouped.contains("no run (1)"), "{grouped}");
    assert!(grouped.contains("as usual (1)"), "{grouped}");
}

#[test]
fn settings_are_a_table_and_one_is_a_page() {
    let mut settings = Settings::default();
    settings.set("weekly-growth", "12").expect("in range");
    golden("settings", |look| text::settings(&settings, look));
    golden("setting", |look| {
        ["weekly-growth", "green-max", "vmax"]
            .map(|key| text::setting(&settings, key, look).expect("known"))
            .join("")
    });
}

#[test]
fn miles_are_only_a_way_of_printing() {
    let history = six_weeks();
    let run = history.runs.last().expect("runs");
    let look = Look {
        units: UnitSystem::Miles,
        ..NARROW
    };
    let card = text::show(&history, run, &look);
    for words in ["4.25 mi by the device", "408 ft", "/mi"] {
        assert!(card.contains(words), "{words} in {card}");
    }
    assert!(!card.contains("km"));
}

#[test]
fn a_note_cannot_steer_the_terminal() {
    let evil = Entry {
        note: Some("\u{1b}[2Jgone\r\nnew line".to_owned()),
        ..pain("2026-11-19T08:00", 2.0)
    };
    let history = history(
        "2026-11-20T12:00",
        vec![hill_run("2026-11-19T06:12")],
        &[evil],
    );
    let card = text::show(&history, &history.runs[0], &NARROW);
    assert!(!card.contains('\u{1b}') && !card.contains('\r'));
}

#[test]
fn a_very_narrow_terminal_still_gets_its_text() {
    let history = six_weeks();
    let look = Look { width: 5, ..NARROW };
    assert!(text::plan(&super::plan::week(), &look).contains("hill sprint"));
    assert!(text::runs(&history, &history.runs, &look).contains("20261119T051200Z"));
}

#[test]
fn rules_are_a_list_and_each_has_its_page() {
    golden("rules", |look| {
        text::rules(comeback_core::rules::all(), look)
    });
    let rule = comeback_core::rules::rule(RuleId::LongRunSpike);
    golden("explain", |look| {
        text::explain(rule, &Settings::default(), look)
    });
    for rule in comeback_core::rules::all() {
        assert!(
            text::explain(rule, &Settings::default(), &NARROW).contains("What to do"),
            "{}",
            rule.id
        );
    }
}
