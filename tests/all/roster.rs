//! The kept lines of the roster: at every moment the same as worked out from nothing.

use crate::bench::{Bench, fixtures_in};
use chrono::{DateTime, TimeDelta, Utc};
use comeback_app::{Listed, System};
use comeback_store::Home;
use std::path::PathBuf;

const ATHLETES: [&str; 4] = ["healthy", "relapse", "returning", "sparse"];

/// The invented athletes in one home, and two caches for it.
struct Squad {
    bench: Bench,
    zone: chrono_tz::Tz,
}

impl Squad {
    fn new() -> Squad {
        let bench = Bench::new("2026-12-31");
        for athlete in ATHLETES {
            bench.adopt(athlete);
            let files: Vec<String> = fixtures_in(&format!("athletes/{athlete}"))
                .into_iter()
                .filter(|name| !name.ends_with(".jsonl"))
                .collect();
            bench.import(&files.iter().map(String::as_str).collect::<Vec<_>>());
            let folder = bench.home().join("athletes").join(athlete);
            std::fs::rename(bench.athlete(), folder).expect("renamed");
            std::fs::rename(bench.cache(), bench.home().join("cache").join(athlete))
                .expect("renamed");
        }
        Squad {
            bench,
            zone: chrono_tz::Europe::Berlin,
        }
    }

    fn kept(&self) -> PathBuf {
        self.bench.home().join("cache/roster.db")
    }

    fn lines(&self, clock: DateTime<Utc>) -> Vec<Listed> {
        let system = System {
            clock,
            zone: self.zone,
        };
        let found =
            comeback_app::roster(&Home::new(self.bench.home()), None, &system, &mut |_, _| {});
        let found = found.expect("a roster");
        assert!(found.failed.is_empty(), "{:?}", found.failed);
        found.athletes
    }

    /// The same with nothing kept; what was kept is there again afterwards.
    fn worked_out(&self, clock: DateTime<Utc>) -> Vec<Listed> {
        let aside = self.kept().with_extension("aside");
        let had = std::fs::rename(self.kept(), &aside).is_ok();
        let lines = self.lines(clock);
        std::fs::remove_file(self.kept()).expect("removed");
        if had {
            std::fs::rename(&aside, self.kept()).expect("put back");
        }
        lines
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

#[test]
fn a_kept_line_is_the_one_that_is_worked_out_worked_out() {
    let squad = Squad::new();
    // In the middle of the logs, over the end of summer time, and after the last line.
    for (from, steps, hours) in [
        ("2026-10-22T03:17:00Z", 8, 11),
        ("2026-11-20T05:02:00Z", 11, 10),
        ("2026-12-02T21:30:00Z", 3, 26),
    ] {
        for step in 0..steps {
            let clock = at(from) + TimeDelta::hours(step * hours);
            let kept = squad.lines(clock);
            assert_eq!(kept.len(), ATHLETES.len());
            assert_eq!(kept, squad.worked_out(clock), "{clock}");
        }
    }
}

#[test]
fn the_line_of_the_next_day_is_kept_and_a_new_entry_ends_them() {
    let squad = Squad::new();
    let evening = at("2026-12-02T20:00:00Z");
    let before = squad.lines(evening);
    let written = std::fs::read(squad.kept()).expect("kept");
    squad.lines(evening + TimeDelta::hours(26));
    let now = std::fs::read(squad.kept()).expect("kept");
    assert!(now == written, "a day on nothing is worked out");
    let at_night = [
        "--athlete",
        "sparse",
        "--yes",
        "--as-of",
        "2026-12-03T06:00",
    ];
    let said = [&at_night[..], &["log", "symptom", "bladder"]].concat();
    squad.bench.call(&said).ok();
    let morning = evening + TimeDelta::hours(12);
    let after = squad.lines(morning);
    let flag = |lines: &[Listed]| {
        let line = lines
            .iter()
            .map(|of| &of.line)
            .find(|line| line.athlete == "sparse");
        line.map(|line| line.flag.clone())
    };
    assert_ne!(flag(&before), flag(&after));
    assert_eq!(flag(&after).as_deref(), Some("red-flag"));
    squad.lines(evening + TimeDelta::days(9));
    let now = std::fs::read(squad.kept()).expect("kept");
    assert!(now != written, "after that day they are worked out again");
}

/// Calls the program as of the clock.
fn now(bench: &Bench, arguments: &[&str]) {
    let ended = std::process::Command::new(env!("CARGO_BIN_EXE_comeback"))
        .env_clear()
        .env("HOME", bench.home())
        .env("TZ", "UTC")
        .arg("--home")
        .arg(bench.home())
        .args(arguments)
        .output()
        .expect("the program runs");
    assert!(ended.status.success(), "{ended:?}");
}

#[test]
fn an_entry_brings_its_line_with_it_over_a_weekend() {
    let squad = Squad::new();
    assert!(!squad.kept().exists(), "no line of an import as of a day");
    let said = ["--athlete", "sparse", "--yes", "log", "symptom", "bladder"];
    now(&squad.bench, &said);
    assert!(squad.kept().exists(), "the line came with the entry");
    let home = Home::new(squad.bench.home());
    let now = Utc::now();
    for days in [0, 1, 2] {
        let then = now + TimeDelta::days(days) + TimeDelta::seconds(1);
        let mut kept = home.summaries(None, then);
        kept.retain(|_, kept| kept.holds_at(then));
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["sparse"], "{days}");
    }
}

#[test]
fn who_is_alone_keeps_no_line() {
    let bench = Bench::new("2026-11-22");
    bench.adopt("returning");
    now(&bench, &["--yes", "pain", "2"]);
    assert!(!bench.home().join("cache/roster.db").exists());
}
