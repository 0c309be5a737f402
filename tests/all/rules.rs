//! The rules as a whole: their words, their pages, and what holds for all of
//! them. What each says of a log is in the scenarios.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::{Entry, EpisodeStart, History, StatedRun, What, stated};
use comeback_core::limits::{self, Limit, Settings};
use comeback_core::rules::{self, Checked, RuleId, Severity, page};
use comeback_core::run::{Run, RunId};
use comeback_core::units::{Metres, PainScore, StepsPerMinute};
use std::path::Path;

const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn at(day: NaiveDate, hour: u32) -> DateTime<FixedOffset> {
    comeback_core::diary::start_of_day(ZONE, day) + TimeDelta::hours(i64::from(hour))
}

/// Deterministic noise in 0..1.
fn noise(seed: u64) -> f64 {
    let mut x = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D;
    x ^= x >> 33;
    x = x.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    x ^= x >> 29;
    (x >> 11) as f64 / (1u64 << 53) as f64
}

/// A restless runner: days, minutes, efforts and pain at random, breaks among them.
fn restless(seed: u64, days: u64) -> (Vec<Run>, Vec<Entry>) {
    let first = day("2025-11-03");
    let mut runs = Vec::new();
    let mut entries = vec![Entry {
        at: at(first + Days::new(90), 0),
        what: What::EpisodeStart(EpisodeStart {
            on: first + Days::new(90),
            diagnosed: true,
            begin: None,
            goal_minutes: Some(45.0),
            goal_runs: Some(4),
            goal_sprints: None,
            race: None,
            goal_intensity: Some(true),
            goal_hills: Some(true),
            goal_hill_sprints: Some(true),
        }),
        note: None,
    }];
    let mut away = 0;
    for offset in 0..days {
        let roll = |kind: u64| noise(seed * 1_000_003 + offset * 101 + kind);
        if roll(1) < 0.01 {
            away = (roll(2) * 40.0) as u64;
        }
        if away > 0 {
            away -= 1;
            continue;
        }
        let today = first + Days::new(offset);
        if roll(3) < 0.55 {
            let minutes = 15.0 + 50.0 * roll(4);
            let many = |kind: u64| if roll(kind) < 0.08 { 4 } else { 0 };
            let statement = StatedRun {
                minutes,
                distance_m: (roll(5) < 0.95).then(|| Metres::new(minutes * 170.0)),
                hard_min: if roll(6) < 0.15 { 10.0 } else { 0.0 },
                cadence_spm: Some(StepsPerMinute::new(160.0 + 14.0 * roll(7))),
                hills: many(8),
                downhills: many(9),
                intervals: many(10),
                sprints: many(11),
                hill_sprints: many(12),
                ..StatedRun::default()
            };
            runs.push(stated::run(at(today, 7), &statement));
        }
        if roll(13) < 0.7 {
            entries.push(Entry {
                at: at(today, 20),
                what: What::Pain {
                    score: PainScore::new((roll(14) * 7.0).round()).expect("in range"),
                    during: None,
                    site: None,
                    now: None,
                },
                note: None,
            });
        }
    }
    (runs, entries)
}

/// A runner who does what the dice say, for so many days.
pub(crate) fn restless_history(seed: u64, days: u64, until: NaiveDate) -> History {
    history(seed, days, until)
}

fn history(seed: u64, days: u64, until: NaiveDate) -> History {
    let (runs, entries) = restless(seed, days);
    History::assemble(at(until, 23), ZONE, runs, &entries)
}

#[test]
fn every_rule_speaks_in_whole_plain_sentences() {
    for rule in rules::all() {
        for (part, text) in [
            ("what", rule.what),
            ("why", rule.why),
            ("evidence", rule.evidence),
            ("fires_example", rule.fires_example),
            ("clear_example", rule.clear_example),
            ("missing", rule.missing),
            ("advice", rule.advice),
        ] {
            assert!(text.len() > 10, "{} {part} says nothing", rule.id);
            assert!(text.ends_with(['.', '`']), "{} {part}: {text}", rule.id);
            assert!(!text.contains("  "), "{} {part}: double blank", rule.id);
            for word in ["you have a", "diagnos", "push through", "ignore"] {
                let spoken = text.to_lowercase();
                let allowed = word == "diagnos" && rule.id == RuleId::PainRepeated;
                assert!(
                    allowed || !spoken.contains(word),
                    "{} {part}: {word}",
                    rule.id
                );
            }
        }
        assert!(!rule.source.is_empty() && !rule.title.ends_with('.'));
    }
}

/// Another value that a limit can be set to.
fn another(limit: &Limit) -> Option<f64> {
    let (low, high) = limit.range?;
    let away = |value: f64| (value - limit.value).abs();
    Some(if away(low) > away(high) { low } else { high })
}

/// A number that can be set is named in prose by its key, so that the page shows the
/// one in force and never the old one.
#[test]
fn a_page_shows_the_values_in_force_and_no_other() {
    for rule in rules::all() {
        let raw = [
            rule.what,
            rule.why,
            rule.evidence,
            rule.fires_example,
            rule.clear_example,
            rule.missing,
            rule.advice,
        ];
        assert!(
            !rule.why.contains('{'),
            "{}: findings quote it as it is",
            rule.id
        );
        let filled = page::parts(rule, &Settings::default());
        assert!(
            filled.iter().all(|text| !text.contains(['{', '}'])),
            "{}: {filled:?}",
            rule.id
        );
        for limit in rule.limits.iter().filter(|limit| limit.is_configurable()) {
            let value = another(limit).expect("a range");
            let mut settings = Settings::default();
            settings
                .set(limit.key, &value.to_string())
                .expect(limit.key);
            let changed = page::parts(rule, &settings);
            assert_ne!(changed, filled, "{}: {} is not shown", rule.id, limit.key);
            let old = limits::as_read(limit, limit.value);
            for text in raw {
                let outside: String = (text.split('{'))
                    .map(|part| part.split_once('}').map_or(part, |(_, after)| after))
                    .collect();
                let typed = outside
                    .split(|letter: char| !letter.is_ascii_digit() && letter != '.')
                    .any(|word| word.trim_end_matches('.').parse() == Ok(old));
                assert!(
                    !typed,
                    "{}: {old} of {} is typed in: {text}",
                    rule.id, limit.key
                );
            }
        }
    }
}

/// As a person reads it: the command shows the changed value, in km and in miles.
#[test]
fn explain_shows_a_changed_value_in_both_units() {
    let bench = super::bench::Bench::new("2026-11-10T12:00:00Z");
    bench.call(&["config", "set", "break-short-days", "4"]).ok();
    bench
        .call(&["config", "set", "break-short-share", "60%"])
        .ok();
    for units in ["km", "mi"] {
        bench.call(&["config", "set", "units", units]).ok();
        let page = bench.call(&["explain", "jump-after-break"]).ok().stdout;
        let words: Vec<&str> = page.split_whitespace().collect();
        let page = words.join(" ");
        assert!(page.contains("at least 4 days without a run"), "{page}");
        assert!(page.contains("4 to 13 days off: 60 %"), "{page}");
        assert!(page.contains("break-short-days = 4 d"), "{page}");
        assert!(!page.contains("75 % in the first"), "{page}");
        let json = bench
            .call(&["explain", "jump-after-break", "--json"])
            .ok()
            .json();
        let what = json["what"].as_str().unwrap_or_default();
        assert!(
            what.contains("At least 4 days") || what.contains("at least 4 days"),
            "{what}"
        );
    }
}

#[test]
fn the_names_are_those_of_the_method_and_stable() {
    let names: Vec<&str> = rules::all().map(|rule| rule.id.as_str()).collect();
    assert_eq!(
        names.join(" "),
        "red-flag pain-too-high pain-watch pain-repeated pain-unlogged pain-rising \
         hill-sprint-early hills-early sprint-early intensity-early frequency-early \
         two-factors-at-once jump-after-break long-run-spike weekly-spike frequency-jump \
         new-downhill new-intervals rest-too-short cadence-low cadence-target-missed gait-order \
         stretching sitting rehab-retest rehab-compression cadence-implausible gps-poor \
         distance-implausible altitude-implausible clock-jump recording-cut no-cadence \
         possible-duplicate"
    );
    for name in names {
        let id: RuleId = name.parse().expect("a rule");
        assert_eq!(rules::rule(id).id, id);
        assert_eq!(serde_json::to_value(id).expect("writes"), name);
    }
    assert!("nonsense".parse::<RuleId>().is_err());
}

#[test]
fn findings_stand_in_order_and_name_a_rule_and_its_ceiling() {
    for seed in 0..6 {
        let until = day("2026-10-01");
        let checked = rules::check(&history(seed, 330, until), day("2026-01-01"));
        assert!(checked.findings.len() > 20, "a restless runner is warned");
        for pair in checked.findings.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            assert!(first.severity >= second.severity);
            if first.severity == second.severity {
                assert!(first.date >= second.date);
            }
        }
        for finding in &checked.findings {
            let rule = rules::rule(finding.rule);
            assert!(finding.severity <= rule.severity, "{finding:?}");
            assert!(finding.date <= until);
            assert!(finding.message.ends_with(['.', '?']), "{}", finding.message);
            assert!(!finding.advice.is_empty());
            assert!(finding.evidence.iter().all(|(name, _)| !name.contains(' ')));
        }
    }
}

/// The same event is told with the same date, from whatever day one asks.
#[test]
fn asking_from_a_later_day_only_leaves_findings_out() {
    for seed in 0..4 {
        let history = history(seed, 330, day("2026-10-01"));
        let all = rules::check(&history, day("2025-11-01"));
        for since in ["2026-03-01", "2026-07-15", "2026-09-25"] {
            let since = day(since);
            let later = rules::check(&history, since);
            let wanted: Vec<_> = all
                .findings
                .iter()
                .filter(|finding| finding.date >= since || finding.rule == RuleId::RedFlag)
                .collect();
            let got: Vec<_> = later.findings.iter().collect();
            assert_eq!(got, wanted, "seed {seed} since {since}");
        }
    }
}

/// A spike is told once: no rule of the trailing week names two runs of one week.
#[test]
fn one_event_is_one_finding() {
    let folded = [
        RuleId::WeeklySpike,
        RuleId::FrequencyJump,
        RuleId::FrequencyEarly,
        RuleId::TwoFactorsAtOnce,
        RuleId::IntensityEarly,
        RuleId::JumpAfterBreak,
        RuleId::RestTooShort,
    ];
    for seed in 0..4 {
        let checked = rules::check(&history(seed, 330, day("2026-10-01")), day("2025-11-01"));
        for rule in folded {
            let mut days: Vec<NaiveDate> = checked
                .findings
                .iter()
                .filter(|finding| finding.rule == rule)
                .map(|finding| finding.date)
                .collect();
            days.sort();
            for pair in days.windows(2) {
                assert!((pair[1] - pair[0]).num_days() > 6, "{rule} {pair:?}");
            }
        }
    }
}

#[test]
fn new_findings_are_those_of_the_new_runs() {
    let history = history(1, 330, day("2026-10-01"));
    let ids: Vec<RunId> = history
        .runs
        .iter()
        .rev()
        .take(20)
        .map(|run| run.id.clone())
        .collect();
    let found = rules::new_findings(&history, &ids);
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|finding| finding.run.as_ref().is_some_and(|run| ids.contains(run)))
    );
    assert!(rules::new_findings(&history, &[]).is_empty());
}

#[test]
fn an_empty_log_finds_nothing_and_does_not_fall_over() {
    let history = History::assemble(at(day("2026-10-01"), 12), ZONE, [], &[]);
    let checked = rules::check(&history, day("2026-09-25"));
    let nothing = Checked {
        standing: None,
        findings: Vec::new(),
        unknown: Vec::new(),
    };
    assert_eq!(checked, nothing);
    // Nor do days at the ends of the calendar.
    rules::check(&history, NaiveDate::MIN);
    rules::check(&history, NaiveDate::MAX);
}

/// A check at the end of a year of runs, and one over the whole of it.
#[test]
fn a_year_is_checked_quickly() {
    let history = history(2, 365, day("2026-11-02"));
    let start = std::time::Instant::now();
    rules::check(&history, day("2026-10-27"));
    let week = start.elapsed();
    let start = std::time::Instant::now();
    rules::check(&history, day("2025-11-02"));
    let year = start.elapsed();
    println!(
        "{} runs: last week {week:?}, whole year {year:?}",
        history.runs.len()
    );
    // Far above what is measured, for slow machines and builds without optimisation.
    assert!(week.as_secs_f64() < 5.0 && year.as_secs_f64() < 60.0);
}

#[test]
fn the_worst_severity_is_told() {
    let history = history(3, 330, day("2026-10-01"));
    let checked = rules::check(&history, day("2026-01-01"));
    assert_eq!(checked.worst(), Some(Severity::Warning));
}

/// The pages in `docs/` are those of the code. `COMEBACK_BLESS=1 cargo test docs` writes them.
#[test]
fn docs_of_rules_and_limits_are_those_of_the_code() {
    let mut pages: Vec<(String, String)> = rules::all()
        .map(|rule| (format!("docs/rules/{}.md", rule.id), page::page(rule)))
        .collect();
    pages.push(("docs/rules/README.md".to_owned(), page::index()));
    pages.push(("docs/method/limits.md".to_owned(), page::limits_page()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bless = std::env::var_os("COMEBACK_BLESS").is_some();
    for (name, text) in &pages {
        let path = root.join(name);
        if bless {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("the docs folder");
            std::fs::write(&path, text).expect("a page is written");
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == *text,
            "{name} is stale: COMEBACK_BLESS=1 cargo test docs"
        );
    }
    let known = std::fs::read_dir(root.join("docs/rules"))
        .expect("the pages")
        .count();
    assert_eq!(known, RuleId::ALL.len() + 1, "a page without its rule");
}
