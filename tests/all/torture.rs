//! Kills at moments of chance and bytes changed by chance. A few at every test run;
//! `just torture` gives them hours.

use crate::bench::{Bench, fixture, fixtures_in};
use crate::import::hostile::read_soundly;
use comeback_app::{numbers, told, when};
use serde_json::Value;
use std::io::Cursor;
use std::time::{Duration, Instant};

const AS_OF: &str = "2027-01-01";

/// A fixed sequence of chances, another one with `COMEBACK_SEED`.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let seed = std::env::var("COMEBACK_SEED").ok();
        let seed = seed.and_then(|text| text.parse::<u64>().ok()).unwrap_or(1);
        Chance(0x2545_f491_4f6c_dd1d_u64.wrapping_mul(2 * seed + 1))
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("fits") % most.max(1)
    }
}

fn number(variable: &str, usual: usize) -> usize {
    let told = std::env::var(variable).ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn entries(bench: &Bench) -> Vec<Value> {
    let listed = bench.call(&["log", "list", "--json"]).ok().json();
    listed["entries"].as_array().expect("a list").clone()
}

/// Scores that count, by their moment.
fn scores(bench: &Bench) -> Vec<String> {
    entries(bench)
        .iter()
        .filter(|entry| entry["counts"] == true && entry["kind"] == "pain")
        .map(|entry| entry["at"].as_str().expect("a time").to_owned())
        .collect()
}

#[test]
fn nothing_that_was_reported_is_lost_by_a_kill() {
    let kills = number("COMEBACK_KILLS", 14);
    let mut chance = Chance::new();
    let bench = Bench::new(AS_OF);
    let files = fixtures_in("athletes/sparse");
    let backup = bench.folder.path().join("all.zip");
    let backup_path = backup.to_str().expect("UTF-8").to_owned();
    let mut reported: Vec<String> = Vec::new();
    let (mut killed, mut ended, mut steps) = (0, 0, 0_usize);
    bench.import(&["files/garmin.fit"]).ok();
    while killed < kills {
        steps += 1;
        let at = format!(
            "2026-{:02}-{:02}T{:02}:{:02}",
            1 + steps / 600 % 12,
            1 + steps / 24 % 25,
            steps % 24,
            steps / 7200 % 60
        );
        let file = fixture(&files[chance.below(files.len())]);
        let arguments: Vec<&str> = match chance.below(8) {
            0 | 1 => vec!["import", &file],
            2 | 3 => vec!["pain", "2", "--at", &at],
            4 => vec!["rebuild"],
            5 => vec!["backup", "--force", &backup_path],
            6 if backup.exists() => vec!["restore", "--force", &backup_path],
            _ => vec!["undo"],
        };
        let before = scores(&bench);
        let mut child = bench.spawn(&arguments);
        let patience = Duration::from_millis(chance.below(90) as u64);
        let began = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("asked") {
                break Some(status);
            }
            if began.elapsed() >= patience {
                child.kill().expect("killed");
                child.wait().expect("ended");
                break None;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        let now = scores(&bench);
        let told = format!("step {steps}: {arguments:?}, {status:?}");
        match (arguments[0], status) {
            // Both take entries back: what is there now is what was reported.
            ("undo" | "restore", _) => reported.clone_from(&now),
            ("pain", Some(status)) if status.success() => {
                assert_eq!(now.len(), before.len() + 1, "{told}");
                reported.clone_from(&now);
            }
            _ => {}
        }
        for moment in &reported {
            assert!(now.contains(moment), "{told}: {moment} is lost");
        }
        if arguments[0] == "backup" && backup.exists() {
            let other = Bench::new(AS_OF);
            other.call(&["restore", &backup_path]).ok();
        }
        match status {
            Some(_) => ended += 1,
            None => killed += 1,
        }
    }
    let runs = bench.runs();
    let unlisted = bench.call(&["verify"]).stdout.contains("no list names it");
    let rebuilt = bench.call(&["rebuild", "--json"]).ok().json();
    let listed_again = rebuilt["listed_again"].as_array().expect("a list").len();
    // A file whose import was killed between its bytes and the list of them:
    // `verify` says so, and it counts from `rebuild` on.
    assert_eq!(unlisted, listed_again > 0, "{rebuilt}");
    if !unlisted {
        assert_eq!(bench.runs(), runs, "derived again, the runs are the same");
    }
    let runs = bench.runs();
    let rebuilt = bench.call(&["rebuild", "--json"]).ok().json();
    assert_eq!(rebuilt["listed_again"], serde_json::json!([]));
    assert_eq!(bench.runs(), runs, "derived again, the runs are the same");
    let sound = bench.call(&["verify", "--json"]).json();
    let problems = sound["problems"].as_array().expect("a list");
    let not_torn = |problem: &&Value| !problem["where"].as_str().unwrap_or("").contains("line");
    let beside = problems.iter().filter(not_torn).count();
    assert_eq!(beside, 0, "{problems:?}");
    println!("torture: {killed} kills, {ended} ended by themselves");
}

/// Does something again and again: so many times, or for `COMEBACK_FUZZ_S` seconds.
fn rounds(usual: usize, mut once: impl FnMut(&mut Chance)) -> usize {
    let mut chance = Chance::new();
    let limit = number("COMEBACK_FUZZ_S", 0);
    let limit = (limit > 0).then(|| Duration::from_secs(limit as u64));
    let began = Instant::now();
    let mut done = 0;
    while limit.map_or(done < usual, |limit| began.elapsed() < limit) {
        once(&mut chance);
        done += 1;
    }
    done
}

/// A few bytes otherwise, fewer or more.
fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(12) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes[at] = u8::try_from(chance.below(256)).expect("a byte"),
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes.truncate(at),
            3 => {
                let end = (at + chance.below(64)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + chance.below(64)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                let extreme = [0, 0xff, 0x7f, 0x80][chance.below(4)];
                let end = (at + 1 + chance.below(8)).min(bytes.len());
                bytes[at..end].fill(extreme);
            }
        }
    }
    bytes
}

#[test]
fn no_change_of_bytes_breaks_the_reader() {
    let mut seeds: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in ["files", "hostile"] {
        for name in fixtures_in(folder) {
            let bytes = std::fs::read(fixture(&name)).expect("reads");
            if bytes.len() < 300_000 {
                seeds.push((name, bytes));
            }
        }
    }
    let mutants = rounds(number("COMEBACK_MUTANTS", 300), |chance| {
        let (name, bytes) = &seeds[chance.below(seeds.len())];
        let bytes = changed(bytes, chance);
        read_soundly(name, &bytes);
        // What a diary, a backup's index or a history says is read as lines of JSON.
        drop(comeback_store::jsonl::parse::<comeback_core::diary::Entry>(
            &bytes,
        ));
    });
    println!("torture: {mutants} mutated files read");
}

/// A backup comes from a disk that may be dying, or from a stranger.
#[test]
fn no_change_of_bytes_breaks_a_backup() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/plain.gpx"]).ok();
    bench.call(&["pain", "2"]).ok();
    bench
        .call(&["--yes", "--athlete", "Anna", "pain", "3"])
        .ok();
    let path = bench.folder.path().join("all.zip");
    bench.call(&["backup", path.to_str().expect("UTF-8")]).ok();
    let whole = std::fs::read(&path).expect("reads");
    let read = |bytes: &[u8]| comeback_store::look_through(Cursor::new(bytes), &path);
    let is = read(&whole).expect("it is whole");
    let mut sound = 0;
    let mutants = rounds(number("COMEBACK_MUTANTS", 300), |chance| {
        if let Ok(found) = read(&changed(&whole, chance)) {
            sound += 1;
            for (athlete, content) in &found.contents {
                assert!(!athlete.as_str().contains(['/', '\\']), "{athlete}");
                // Nothing is in that was not: whatever is changed is refused, or does not count.
                assert!(content.originals <= 1, "{found:?}");
            }
            assert!(found.contents.len() <= is.contents.len() + 1, "{found:?}");
        }
    });
    println!("torture: {mutants} mutated backups, {sound} of them sound");
}

/// What is done with a request before anybody knows whose it is.
#[test]
fn no_change_of_bytes_opens_the_door() {
    let host = "Host: 127.0.0.1:8080\r\n";
    let cookie = "Cookie: a=b; comeback-8080=kez\r\n";
    let seeds = [
        format!("GET / HTTP/1.1\r\n{host}{cookie}Accept: text/html\r\n\r\n"),
        format!("GET /?kez=kex HTTP/1.1\r\n{host}\r\n"),
        format!("GET /calendar.ics?key=feee HTTP/1.1\r\n{host}Sec-Fetch-Site: none\r\n\r\n"),
        format!(
            "POST /a/me/log HTTP/1.1\r\n{host}{cookie}Origin: http://localhost:8080\r\nContent-Length: 40\r\n\r\n\
             score=3,5&at=yesterday+18:30&note=%41%zz%f0\nlong 45 min&2026-11-22T20:00:00%2B01:00"
        ),
        "POST /pair HTTP/1.1\r\nHost: 192.168.0.3:8080\r\nContent-Length: 8\r\nExpect: 100-continue\r\n\r\ncode=12&1h15&5.4 km&2/10&monday morning&pain 3 | sat an hour".to_owned(),
    ];
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-22T20:00:00+01:00").expect("valid");
    let zone = chrono_tz::Europe::Berlin;
    let mutants = rounds(number("COMEBACK_MUTANTS", 300), |chance| {
        let bytes = changed(seeds[chance.below(seeds.len())].as_bytes(), chance);
        let ends = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(ends.map_or(bytes.len(), |ends| ends + 4));
        let body = String::from_utf8_lossy(body);
        let ([here, home], plain) = comeback_desk::at_the_doors(head, &body);
        let told = String::from_utf8_lossy(head);
        let has = |word: &str| told.contains(word);
        assert!(!here || has("key") || has("feed"), "without a key: {told}");
        assert!(!home || has("192.168.0.2:8080"), "by another name: {told}");
        for typed in plain.split(['&', '\n', '=']) {
            drop(told::line(typed));
            drop(when::moment(typed, now, zone));
            drop(when::day(typed, now, zone));
            drop(numbers::distance(typed));
            for read in [numbers::number, numbers::score, numbers::minutes] {
                assert!(read(typed).map_or(true, f64::is_finite), "{typed}");
            }
        }
    });
    println!("torture: {mutants} mutated requests");
}

/// A diary is bytes from a folder that anybody's program may sync.
#[test]
fn no_change_of_bytes_breaks_the_diary() {
    let mutants = number("COMEBACK_MUTANTS", 300) / 20;
    let mut chance = Chance::new();
    let bench = Bench::new("2026-11-22");
    bench.adopt("returning");
    let whole = std::fs::read(fixture("athletes/returning/diary.jsonl")).expect("reads");
    for _ in 0..mutants {
        let mut bytes = whole.clone();
        for _ in 0..=chance.below(30) {
            let at = chance.below(bytes.len());
            match chance.below(3) {
                0 => bytes[at] = b"0123456789-:,.\"{}e+Z\n"[chance.below(21)],
                1 => bytes[at] = u8::try_from(chance.below(256)).expect("a byte"),
                _ => {
                    let digits = b"99999999999";
                    bytes.splice(at..at, digits[..chance.below(11)].iter().copied());
                }
            }
        }
        std::fs::write(bench.athlete().join("diary.jsonl"), &bytes).expect("writes");
        for words in [
            &["check"][..],
            &["plan", "--json"],
            &["trend"],
            &["forecast"],
        ] {
            let ended = bench.call(words);
            assert!(
                ended.code <= 1 && !ended.stderr.contains("panicked"),
                "{words:?}: {}",
                ended.stderr
            );
        }
    }
    println!("torture: {mutants} mutated diaries");
}
