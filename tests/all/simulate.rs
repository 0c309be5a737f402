//! The simulation against independent readers, and the committed fixtures
//! against the simulation.

use comeback_core::recording::Recording;
use comeback_sim::fit::{self, FitStyle};
use comeback_sim::session::{Runner, Session, Step};
use comeback_sim::terrain::Terrain;
use comeback_sim::truth::{self, Truth};
use comeback_sim::watch::{self, Noise, Watch};
use comeback_sim::xml::{self, GpxCadence, GpxStyle};
use comeback_sim::{athletes, fixtures};
use fitparser::Value;
use fitparser::profile::MesgNum;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What the committed fixtures may weigh together, bytes.
const SIZE_LIMIT: usize = 5_000_000;

fn truth_of(terrain: Terrain, fill: impl FnOnce(Session) -> Session) -> Truth {
    let runner = Runner {
        height_m: 1.8,
        mass_kg: 75.0,
        critical_m_per_s: 3.8,
        cadence_habit_spm: 0.0,
        resting_bpm: 55.0,
        maximal_bpm: 185.0,
        place: (45.0, -33.0),
    };
    let start = chrono::DateTime::parse_from_rfc3339("2026-05-03T08:00:00+02:00").expect("a time");
    truth::run(&runner, &fill(Session::new(start, terrain)), 11)
}

fn recorded(noise: Noise) -> (Truth, Recording) {
    let truth = truth_of(Terrain::Flat, |s| {
        s.easy(6.0, 2.8)
            .then(Step::Pause { s: 60.0 })
            .easy(4.0, 3.0)
    });
    let recording = watch::record(&truth, &Watch::new(noise), 5);
    (truth, recording)
}

/// Rows of one kind of message as fitparser reads them, by name of field.
fn messages(bytes: &[u8], kind: MesgNum) -> Vec<BTreeMap<String, Value>> {
    fitparser::from_bytes(bytes)
        .expect("fitparser reads it")
        .into_iter()
        .filter(|message| message.kind() == kind)
        .map(|message| {
            message
                .into_vec()
                .into_iter()
                .map(|field| (field.name().to_owned(), field.value().clone()))
                .collect()
        })
        .collect()
}

fn number(row: &BTreeMap<String, Value>, name: &str) -> f64 {
    let value = row.get(name).unwrap_or_else(|| panic!("{name} in {row:?}"));
    match value {
        Value::Float64(number) => *number,
        Value::Float32(number) => f64::from(*number),
        Value::UInt8(number) => f64::from(*number),
        Value::UInt16(number) => f64::from(*number),
        Value::UInt32(number) => f64::from(*number),
        Value::SInt32(number) => f64::from(*number),
        other => panic!("{name} is a number, not {other:?}"),
    }
}

#[test]
fn fitparser_reads_what_the_watch_saw() {
    let (truth, recording) = recorded(Noise::Clean);
    for style in [
        FitStyle::garmin(),
        FitStyle::coros(),
        FitStyle::huawei(),
        FitStyle {
            compressed_timestamps: true,
            ..FitStyle::garmin()
        },
    ] {
        let bytes = fit::write(&recording, &style).expect("writes");
        let rows = messages(&bytes, MesgNum::Record);
        assert_eq!(rows.len(), recording.samples.len(), "{style:?}");
        let last = rows.last().expect("rows");
        assert!((number(last, "distance") - truth.totals.distance_m).abs() < 0.02);
        // fitparser calls field 6 by the name of its wider sister too.
        let middle = &rows[rows.len() / 2];
        let at = rows.len() / 2;
        let seen = recording.samples.speed_m_per_s[at].expect("a speed");
        assert!(
            (number(middle, "enhanced_speed") - seen).abs() < 0.001,
            "{style:?}"
        );
        let latitude = recording.samples.latitude[at].expect("a fix");
        let read = number(middle, "position_lat") * 180.0 / 2_147_483_648.0;
        assert!((read - latitude).abs() < 1e-6, "{style:?}");
        let strides = recording.samples.cadence[at].expect("a cadence");
        assert!(
            (number(middle, "cadence") - strides).abs() <= 0.5,
            "{style:?}"
        );
        let session = &messages(&bytes, MesgNum::Session)[0];
        assert_eq!(
            number(session, "total_elapsed_time"),
            truth.totals.elapsed_s
        );
        assert_eq!(number(session, "total_timer_time"), truth.totals.timer_s);
    }
}

#[test]
fn the_gpx_crate_reads_both_kinds_of_gpx() {
    let (_, recording) = recorded(Noise::Good);
    let style = GpxStyle::new("test", GpxCadence::Steps);
    for bytes in [
        xml::write_gpx(&recording, &style).expect("writes"),
        xml::write_plain_gpx(&recording, "test").expect("writes"),
    ] {
        let read = gpx::read(bytes.as_slice()).expect("the gpx crate reads it");
        let segments = &read.tracks[0].segments;
        assert_eq!(segments.len(), 2, "a pause begins a segment");
        let points: Vec<_> = segments.iter().flat_map(|s| &s.points).collect();
        assert_eq!(points.len(), recording.samples.len());
        let latitude = recording.samples.latitude[100].expect("a fix");
        assert!((points[100].point().y() - latitude).abs() < 1e-6);
    }
}

#[test]
fn every_cadence_of_gpx_means_the_same_feet() {
    let (_, recording) = recorded(Noise::Clean);
    let strides = recording.samples.cadence[200].expect("a cadence").round();
    for (cadence, expected) in [
        (GpxCadence::None, None),
        (GpxCadence::Strides, Some(strides)),
        (
            GpxCadence::Steps,
            recording.samples.cadence[200].map(|s| (2.0 * s).round()),
        ),
    ] {
        let bytes = xml::write_gpx(&recording, &GpxStyle::new("test", cadence)).expect("writes");
        let text = String::from_utf8(bytes).expect("is UTF-8");
        let point = text.split("<trkpt").nth(201).expect("row 200");
        let found = point
            .split_once("<gpxtpx:cad>")
            .and_then(|(_, rest)| rest.split_once('<'))
            .and_then(|(number, _)| number.parse::<f64>().ok());
        assert_eq!(found, expected, "{cadence:?}");
    }
}

#[test]
fn noise_grows_from_level_to_level() {
    let mut before = -1.0;
    for noise in [Noise::Clean, Noise::Good, Noise::Typical, Noise::Poor] {
        let truth = truth_of(Terrain::Flat, |s| s.easy(40.0, 2.8));
        let recording = watch::record(&truth, &Watch::new(noise), 5);
        let mut errors: Vec<f64> = (0..recording.samples.len())
            .filter_map(|row| {
                let seen = recording.samples.latitude[row]?;
                let second = truth.seconds.get(recording.samples.time_s[row] as usize)?;
                Some((seen - second.position?.0).abs() * 111_195.0)
            })
            .collect();
        errors.sort_by(f64::total_cmp);
        let median = errors[errors.len() / 2];
        assert!(median > before, "{noise:?}: {median} after {before}");
        before = median;
    }
    assert!((1.5..8.0).contains(&before), "poor is metres: {before}");
}

#[test]
fn the_last_week_of_the_returning_runner_is_the_one_that_ends_on_22_november() {
    let story = athletes::story("returning").expect("is there");
    let last = story.runs.last().expect("has runs");
    assert_eq!(last.truth.start.date_naive().to_string(), "2026-11-22");
    let offset = |file: &str| {
        let run = story.runs.iter().find(|run| run.file.starts_with(file));
        run.expect(file).truth.start.offset().local_minus_utc()
    };
    // Summer time ended in between.
    assert_eq!((offset("2026-10-20"), offset("2026-10-27")), (7200, 3600));
}

/// Made once for all tests of this module: it takes seconds without optimisation.
fn made() -> &'static fixtures::Fixtures {
    static MADE: OnceLock<fixtures::Fixtures> = OnceLock::new();
    MADE.get_or_init(|| fixtures::all().expect("makes them"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn committed(below: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(below).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            committed(&path, found);
        } else {
            let name = path.strip_prefix(folder()).expect("below it");
            let parts: Vec<_> = name.iter().map(|p| p.to_string_lossy()).collect();
            found.insert(parts.join("/"), std::fs::read(&path).expect("reads"));
        }
    }
}

#[test]
fn the_committed_fixtures_are_what_the_simulation_makes() {
    let made = made();
    let mut lying = BTreeMap::new();
    for name in fixtures::FOLDERS {
        committed(&folder().join(name), &mut lying);
    }
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(made),
        names(&lying),
        "run `cargo run --example make-fixtures`"
    );
    for (name, bytes) in made {
        assert!(
            lying[name] == *bytes,
            "{name}: run `cargo run --example make-fixtures`"
        );
    }
    let size: usize = made.values().map(Vec::len).sum();
    assert!(size < SIZE_LIMIT, "{size} bytes of fixtures");
}

#[test]
fn every_sound_fit_is_read_by_fitparser_and_every_hostile_one_leaves_it_standing() {
    let made = made();
    let mut read = 0;
    for (name, bytes) in made {
        if !name.ends_with(".fit") {
            continue;
        }
        let outcome = fitparser::from_bytes(bytes);
        if name.starts_with("hostile") || name.contains("a-zip") {
            continue;
        }
        assert!(outcome.is_ok(), "{name}: {outcome:?}");
        read += 1;
    }
    assert!(read > 20, "{read} files");
}

#[test]
fn each_diary_line_is_an_entry_and_none_lies_after_the_story() {
    for name in athletes::NAMES {
        let bytes = &made()[&format!("athletes/{name}/diary.jsonl")];
        let text = std::str::from_utf8(bytes).expect("is UTF-8");
        for line in text.lines() {
            let entry: comeback_core::diary::Entry = serde_json::from_str(line).expect(line);
            assert!(
                entry.at.date_naive().to_string().as_str() <= "2026-11-23",
                "{line}"
            );
        }
    }
}
