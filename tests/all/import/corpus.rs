//! Real files, held against what independent decoders say of them.
//!
//! The corpus is not part of the repository; where it is absent these tests say so
//! and pass. Set `COMEBACK_CORPUS` to its folder to run them.

use crate::corpus::cells;
use comeback_core::recording::{Format, Recording, Samples, Sport};
use comeback_files as import;
use comeback_files::{Reading, second_opinion};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::OnceLock;

/// A file with its line of the oracle; an empty cell is none.
struct Case {
    line: HashMap<String, String>,
    bytes: Vec<u8>,
    readings: Vec<Reading>,
}

impl Case {
    fn text(&self, column: &str) -> &str {
        self.line.get(column).map_or("", String::as_str)
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }

    /// The file's name in these tests: the start of the SHA-256 of its path, since
    /// real recordings are not named here.
    fn path(&self) -> String {
        use sha2::{Digest, Sha256};
        let digest = Sha256::digest(self.text("path").as_bytes());
        digest
            .iter()
            .take(5)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn recordings(&self) -> impl Iterator<Item = &Recording> {
        self.readings.iter().flat_map(|reading| match reading {
            Reading::Recordings(found) => &found[..],
            _ => &[],
        })
    }

    /// The rows that independent decoders count.
    fn rows(&self) -> usize {
        let column = if self.text("format") == "fit" {
            "n_record"
        } else {
            "n_time"
        };
        self.number(column).unwrap_or(0.0) as usize
    }
}

/// Every file, read once for all tests.
fn cases() -> Option<&'static [Case]> {
    static CASES: OnceLock<Option<Vec<Case>>> = OnceLock::new();
    CASES
        .get_or_init(|| Some(load(&crate::corpus::found()?)))
        .as_deref()
}

fn load(folder: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(folder.join("oracle.csv")).expect("the oracle");
    let mut lines = text.lines().map(cells);
    let names = lines.next().expect("a header");
    let (mut spent, mut unpacked) = (std::time::Duration::ZERO, 0);
    let cases = lines
        .map(|cells| {
            let line: HashMap<String, String> = names.iter().cloned().zip(cells).collect();
            let bytes = std::fs::read(folder.join(&line["path"])).expect("a corpus file");
            let from = std::time::Instant::now();
            let outcomes = import::read(&line["path"], &bytes);
            spent += from.elapsed();
            unpacked += outcomes
                .iter()
                .map(|outcome| outcome.bytes.len())
                .sum::<usize>();
            Case {
                bytes: outcomes.first().map_or_else(Vec::new, |o| o.bytes.clone()),
                readings: outcomes
                    .into_iter()
                    .map(|outcome| outcome.reading)
                    .collect(),
                line,
            }
        })
        .collect();
    println!("{:.1} MB read in {spent:.1?}", unpacked as f64 / 1e6);
    cases
}

fn filled(column: &[Option<f64>]) -> usize {
    column.iter().flatten().count()
}

/// Collects what differs, so that one run of the test shows all of it.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn near(
        &mut self,
        case: &Case,
        what: &str,
        ours: Option<f64>,
        theirs: Option<f64>,
        within: f64,
    ) {
        if let Some(theirs) = theirs
            && ours.is_none_or(|ours| (ours - theirs).abs() > within)
        {
            self.0.push(format!(
                "{}: {what} {ours:?}, the oracle {theirs}",
                case.path()
            ));
        }
    }

    fn none_but(self, known: &[&str]) {
        let unknown: Vec<&String> = self
            .0
            .iter()
            .filter(|difference| !known.iter().any(|known| difference.contains(known)))
            .collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
    }
}

#[test]
fn everything_that_others_read_is_read() {
    let Some(cases) = cases() else { return };
    assert!(cases.len() >= 700, "{} files", cases.len());
    let mut differences = Differences::default();
    let (mut recordings, mut skips, mut failures) = (0, 0, 0);
    for case in cases {
        assert!(!case.readings.is_empty(), "{}", case.path());
        for reading in &case.readings {
            match reading {
                Reading::Recordings(found) => recordings += found.len(),
                Reading::Skipped(_) => skips += 1,
                Reading::Failed(error) => {
                    failures += 1;
                    assert!(!error.message.is_empty());
                    differences
                        .0
                        .push(format!("{} failed: {error}", case.path()));
                }
            }
        }
        let dated = !case.text("start_time").is_empty() || case.text("format") != "fit";
        if case.recordings().next().is_none() && case.rows() > 0 && dated {
            differences.0.push(format!(
                "{}: nothing read of {} rows",
                case.path(),
                case.rows()
            ));
        }
    }
    println!(
        "{} files: {recordings} recordings, {skips} skipped, {failures} failed",
        cases.len()
    );
    differences.none_but(&[
        // Courses: their points are a plan.
        "1df3316b13",
        "4395cd8097",
        "8455a37542",
        // Times of 1901, 1970 and 7624.
        "d1bf54b94a",
        "e6cbe4b705",
        // One record of an encoder's test, at the epoch.
        "df5a903978",
    ]);
}

#[test]
fn fit_figures_are_those_of_other_decoders() {
    let Some(cases) = cases() else { return };
    let mut differences = Differences::default();
    for case in cases.iter().filter(|case| case.text("format") == "fit") {
        let Some(first) = case.recordings().next() else {
            continue;
        };
        let last = case.recordings().last().unwrap_or(first);
        let start = chrono::DateTime::parse_from_rfc3339(case.text("start_time")).ok();
        let ours = first.start.timestamp_millis() as f64 / 1000.0;
        differences.near(
            case,
            "start",
            Some(ours),
            start.map(|t| t.timestamp() as f64),
            1.0,
        );
        let totals = &first.totals;
        differences.near(
            case,
            "distance",
            totals.distance.map(|v| v.get()),
            case.number("total_distance"),
            0.02,
        );
        differences.near(
            case,
            "timer",
            totals.timer.map(|v| v.get()),
            case.number("total_timer_time"),
            0.01,
        );
        differences.near(
            case,
            "elapsed",
            totals.elapsed.map(|v| v.get()),
            case.number("total_elapsed_time"),
            0.01,
        );
        if first.sport == Sport::Running && case.number("avg_spm").is_some_and(|spm| spm > 0.0) {
            // Theirs leave out the fraction of a stride in some files.
            differences.near(
                case,
                "cadence",
                totals.cadence.map(|v| v.get()),
                case.number("avg_spm"),
                2.01,
            );
        }
        let last_distance = last
            .samples
            .distance_m
            .iter()
            .flatten()
            .next_back()
            .copied();
        differences.near(
            case,
            "last distance",
            last_distance,
            case.number("rec_last_dist"),
            0.02,
        );
        let ours: HashSet<String> = case
            .recordings()
            .map(|r| r.sport.as_str().to_owned())
            .collect();
        let theirs = case.text("sport");
        if ["running", "walking", "cycling", "swimming"].contains(&theirs) != ours.contains(theirs)
        {
            differences.0.push(format!(
                "{}: sport {ours:?}, the oracle {theirs}",
                case.path()
            ));
        }
        let rows: usize = case.recordings().map(|r| r.samples.len()).sum();
        // Rows of one second are one here, so there may be fewer; but not many fewer.
        if rows > case.rows() || rows * 100 < case.rows() * 97 {
            differences.0.push(format!(
                "{}: rows {rows}, the oracle {}",
                case.path(),
                case.rows()
            ));
        }
        let count = |column: fn(&Samples) -> &[Option<f64>]| -> usize {
            case.recordings().map(|r| filled(column(&r.samples))).sum()
        };
        for (what, ours) in [
            ("n_altitude_valid", count(|s| &s.altitude_m)),
            ("n_position", count(|s| &s.latitude)),
            ("n_power", count(|s| &s.power_w)),
        ] {
            let theirs = case.number(what).unwrap_or(0.0) as usize;
            if ours > theirs || ours * 100 < theirs * 97 {
                differences.0.push(format!(
                    "{}: {what} {ours}, the oracle {theirs}",
                    case.path()
                ));
            }
        }
    }
    differences.none_but(&[
        // Five rows a second by a clock of one second.
        "7b818e6e76: ",
        "09365a9a9d: rows",
        // Parted where a pause lasted a month; their figures are of both parts.
        "7f3149b0aa: ",
        "d173fd49a9: ",
        // Two rows a second, one with the position and one with the distance.
        "be7fa1e55d: rows",
        // Never finished by its device: others refuse it.
        "f7b2422c79: ",
        // Compressed times, which the oracle's decoder does not know, on a clock without a date.
        "aa3b96e52d: ",
        "17a78dbe4b: ",
        // A pool swim without times in its records.
        "31355de092: ",
    ]);
}

#[test]
fn tcx_and_gpx_figures_are_those_of_other_readers() {
    let Some(cases) = cases() else { return };
    let mut differences = Differences::default();
    for case in cases.iter().filter(|case| case.text("format") != "fit") {
        let Some(first) = case.recordings().next() else {
            continue;
        };
        let rows: usize = case.recordings().map(|r| r.samples.len()).sum();
        if case.number("n_time").is_some() && (rows > case.rows() || rows * 100 < case.rows() * 97)
        {
            differences.0.push(format!(
                "{}: rows {rows}, the oracle {}",
                case.path(),
                case.rows()
            ));
        }
        if case.text("format") == "tcx" {
            let sum = |value: fn(&Recording) -> Option<f64>| -> Option<f64> {
                case.recordings().map(value).sum()
            };
            differences.near(
                case,
                "distance",
                sum(|r| r.totals.distance.map(|v| v.get())),
                case.number("tcx_lap_dist_sum"),
                0.1,
            );
            differences.near(
                case,
                "timer",
                sum(|r| r.totals.timer.map(|v| v.get())),
                case.number("tcx_lap_time_sum"),
                0.1,
            );
            let strides: usize = case.recordings().map(|r| filled(&r.samples.cadence)).sum();
            if case
                .number("tcx_runcad")
                .is_some_and(|n| n > 0.0 && (strides as f64) < 0.97 * n)
            {
                differences
                    .0
                    .push(format!("{}: {strides} cadences", case.path()));
            }
        }
        let named = case.text("trk_type").to_lowercase();
        if named.contains("run") && first.sport != Sport::Running
            || (named.contains("walk") || named.contains("hik") || named.contains("ride"))
                && first.sport == Sport::Running
        {
            differences.0.push(format!(
                "{}: sport {:?}, named {named}",
                case.path(),
                first.sport
            ));
        }
        // What no file names is inferred; of these it is known.
        let untyped = case.path();
        if [
            "ae514d30cd",
            "77639c6361",
            "ef508eee4a",
            "46c3b2f2a2",
            "90fc716fc5",
            "db52e82a42",
            "8c66891469",
            "2859af1c7e",
            "dbff80826b",
            "d96eddc714",
            "cacd508102",
            "c336e05954",
            "9baec13fce",
        ]
        .iter()
        .any(|part| untyped.contains(part))
            && first.sport == Sport::Running
        {
            differences
                .0
                .push(format!("{}: taken for a run", case.path()));
        }
    }
    differences.none_but(&[
        // Three points, each twice.
        "4ec5784871: rows",
        // Seventy times two points a second.
        "6363d99b86: rows",
        // Points of which some, by design of the file, are one moment.
        "d92d6bed16: ",
    ]);
}

#[test]
fn both_readers_agree() {
    let Some(cases) = cases() else { return };
    let mut differences = Differences::default();
    let (mut fit, mut gpx) = (0, 0);
    for case in cases {
        let Some(second) = second_opinion(&case.bytes) else {
            continue;
        };
        let first: Vec<&Recording> = case.recordings().collect();
        let Some(format) = first.first().map(|recording| recording.format) else {
            differences
                .0
                .push(format!("{}: only the second reader reads it", case.path()));
            continue;
        };
        let same = match format {
            Format::Fit => {
                fit += 1;
                first.len() == second.len()
                    && first.iter().zip(&second).all(|(a, b)| {
                        a.start == b.start
                            && a.sport == b.sport
                            && a.samples == b.samples
                            && a.totals == b.totals
                            && a.laps == b.laps
                            && a.timer_events == b.timer_events
                    })
            }
            _ => {
                gpx += 1;
                let rows = |recordings: &[&Recording]| -> Vec<(i64, Option<f64>, Option<f64>)> {
                    let mut rows: Vec<_> = recordings
                        .iter()
                        .flat_map(|r| {
                            let start = r.start.timestamp_micros() as f64 / 1e6;
                            let samples = &r.samples;
                            (0..samples.len()).map(move |row| {
                                let at = (start + samples.time_s[row]) * 1000.0;
                                (
                                    at.round() as i64,
                                    samples.latitude[row],
                                    samples.longitude[row],
                                )
                            })
                        })
                        .collect();
                    rows.sort_by_key(|row| row.0);
                    rows
                };
                rows(&first) == rows(&second.iter().collect::<Vec<_>>())
            }
        };
        if !same {
            differences
                .0
                .push(format!("{}: the readers differ", case.path()));
        }
    }
    println!("read by both: {fit} FIT, {gpx} GPX");
    differences.none_but(&[]);
    assert!(fit > 350 && gpx > 100);
}
