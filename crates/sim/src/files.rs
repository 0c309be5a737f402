//! One small file for each habit of a maker or exporter: `fixtures/files`.

use super::athletes::gzip;
use super::fit::{self, FitStyle};
use super::made::Fixtures;
use super::session::{Runner, Session, Step};
use super::terrain::Terrain;
use super::truth::{self, Truth};
use super::watch::{self, Noise, Watch};
use super::xml::{self, GpxCadence, GpxStyle};
use chrono::{DateTime, FixedOffset, TimeDelta};
use comeback_core::recording::{Recording, Sport, SubSport};
use std::io::{Cursor, Write};

const RUNNER: Runner = Runner {
    height_m: 1.75,
    mass_kg: 70.0,
    critical_m_per_s: 3.7,
    cadence_habit_spm: 0.0,
    resting_bpm: 55.0,
    maximal_bpm: 185.0,
    place: (47.5, -29.8),
};

/// Each session starts on a day of its own, so that no two of them look like one run.
fn start(day: i64) -> DateTime<FixedOffset> {
    let first = DateTime::parse_from_rfc3339("2026-03-01T08:00:00+01:00").unwrap_or_default();
    first + TimeDelta::days(day)
}

fn truth_of(day: i64, terrain: Terrain, fill: impl FnOnce(Session) -> Session) -> Truth {
    truth::run(
        &RUNNER,
        &fill(Session::new(start(day), terrain)),
        1_000 + day.unsigned_abs(),
    )
}

fn short(day: i64) -> Truth {
    truth_of(day, Terrain::Flat, |s| s.walk(0.5).easy(4.0, 2.8))
}

/// For the wordy formats.
fn brief(day: i64) -> Truth {
    truth_of(day, Terrain::Flat, |s| s.walk(0.3).easy(2.0, 2.8))
}

fn seen(truth: &Truth, watch: &Watch) -> Recording {
    watch::record(truth, watch, 77)
}

/// All of them by name.
///
/// # Errors
/// A file that its format cannot hold.
pub fn all() -> Result<Fixtures, String> {
    let mut files = Fixtures::new();
    for (name, bytes) in fit_files()? {
        files.insert(name.into(), bytes);
    }
    for (name, bytes) in xml_files()? {
        files.insert(name.into(), bytes);
    }
    for (name, bytes) in archives()? {
        files.insert(name.into(), bytes);
    }
    Ok(files)
}

type Named = Vec<(&'static str, Vec<u8>)>;

/// The recording that damaged files are made from too.
pub fn plain_recording() -> Recording {
    seen(
        &truth_of(0, Terrain::Flat, |s| s.easy(1.2, 2.8)),
        &Watch::new(Noise::Good),
    )
}

fn fit_files() -> Result<Named, String> {
    let typical = Watch::new(Noise::Typical);
    let smart = Watch {
        smart_recording: true,
        ..typical
    };
    let full = Watch {
        running_dynamics: true,
        power: true,
        ..typical
    };
    let satellite = Watch {
        barometer: false,
        ..typical
    };
    let garmin = FitStyle::garmin();
    let mut files: Named = Vec::new();
    let mut add = |name, day, watch: &Watch, style: &FitStyle| {
        files.push((name, fit::write(&seen(&short(day), watch), style)?));
        Ok::<(), String>(())
    };
    add("garmin.fit", 1, &typical, &garmin)?;
    add("garmin-smart-recording.fit", 2, &smart, &garmin)?;
    add("garmin-running-dynamics.fit", 3, &full, &garmin)?;
    let compressed = FitStyle {
        compressed_timestamps: true,
        ..garmin.clone()
    };
    add("garmin-compressed-timestamps.fit", 4, &typical, &compressed)?;
    let narrow = FitStyle {
        enhanced: false,
        fractional_cadence: false,
        ..garmin.clone()
    };
    add("garmin-16-bit-fields.fit", 5, &typical, &narrow)?;
    add("coros.fit", 6, &typical, &FitStyle::coros())?;
    add("suunto.fit", 7, &satellite, &FitStyle::suunto())?;
    add("polar-no-local-time.fit", 8, &typical, &FitStyle::polar())?;
    add("huawei-big-endian.fit", 9, &smart, &FitStyle::huawei())?;
    let private = FitStyle {
        private_messages: true,
        ..FitStyle::coros()
    };
    add("private-messages.fit", 17, &typical, &private)?;
    let dead = FitStyle {
        summary: false,
        ..garmin.clone()
    };
    add("battery-died-no-session.fit", 10, &typical, &dead)?;

    let paused = truth_of(11, Terrain::Flat, |s| {
        s.easy(2.0, 2.8)
            .then(Step::Pause { s: 300.0 })
            .easy(2.0, 2.8)
    });
    files.push(("paused.fit", fit::write(&seen(&paused, &typical), &garmin)?));
    let silent = FitStyle {
        timer_events: false,
        ..FitStyle::coros()
    };
    files.push((
        "paused-without-events.fit",
        fit::write(&seen(&paused, &typical), &silent)?,
    ));
    let night = truth_of(12, Terrain::Flat, |s| {
        s.easy(2.0, 2.8)
            .then(Step::Pause { s: 30_000.0 })
            .easy(1.0, 2.8)
    });
    files.push((
        "paused-over-night.fit",
        fit::write(&seen(&night, &smart), &garmin)?,
    ));

    let belt = truth_of(13, Terrain::Treadmill, |s| s.easy(4.0, 2.8));
    files.push((
        "treadmill.fit",
        fit::write(&seen(&belt, &typical), &garmin)?,
    ));

    let twins = truth_of(14, Terrain::Flat, |s| s.easy(5.0, 2.8));
    files.push((
        "twin-left-wrist.fit",
        fit::write(&seen(&twins, &typical), &garmin)?,
    ));
    let mut other = watch::record(&twins, &smart, 78);
    other.start += TimeDelta::seconds(4);
    files.push((
        "twin-right-wrist.fit",
        fit::write(&other, &FitStyle::coros())?,
    ));

    files.push(("cycling.fit", fit::write(&ride(15), &garmin)?));
    let mut second = seen(&short(16), &typical);
    let first = ride(16);
    second.start = first.start + TimeDelta::seconds(360);
    files.push((
        "multisport.fit",
        fit::write_sessions(&[first, second], &garmin)?,
    ));
    Ok(files)
}

/// A bicycle ride: no running cadence, faster than any runner.
fn ride(day: i64) -> Recording {
    let truth = truth_of(day, Terrain::Flat, |s| s.easy(5.0, 7.5));
    let mut ride = seen(
        &truth,
        &Watch {
            cadence: false,
            ..Watch::new(Noise::Good)
        },
    );
    ride.sport = Sport::Cycling;
    ride.sub_sport = SubSport::Generic;
    ride
}

fn xml_files() -> Result<Named, String> {
    let typical = Watch::new(Noise::Typical);
    let gpx = |day, style: &GpxStyle| {
        xml::write_gpx(&seen(&brief(day), &typical), style).map_err(|error| error.to_string())
    };
    let steps = GpxStyle::new("StravaGPX", GpxCadence::Steps);
    let paused = truth_of(28, Terrain::Flat, |s| {
        s.easy(1.5, 2.8)
            .then(Step::Pause { s: 120.0 })
            .easy(1.5, 2.8)
    });
    Ok(vec![
        (
            "strides.gpx",
            gpx(20, &GpxStyle::new("Garmin Connect", GpxCadence::Strides))?,
        ),
        ("steps.gpx", gpx(21, &steps)?),
        (
            "step-count.gpx",
            gpx(22, &GpxStyle::new("Phone", GpxCadence::StepCount))?,
        ),
        (
            "no-elevation.gpx",
            gpx(
                23,
                &GpxStyle {
                    elevation: false,
                    ..steps.clone()
                },
            )?,
        ),
        (
            "no-type.gpx",
            gpx(
                24,
                &GpxStyle {
                    kind: None,
                    ..steps.clone()
                },
            )?,
        ),
        (
            "type-is-a-number.gpx",
            gpx(
                25,
                &GpxStyle {
                    kind: Some("9".into()),
                    ..steps.clone()
                },
            )?,
        ),
        (
            "milliseconds.gpx",
            gpx(
                26,
                &GpxStyle {
                    fraction_of_second: true,
                    ..steps.clone()
                },
            )?,
        ),
        (
            "plain.gpx",
            xml::write_plain_gpx(&seen(&brief(27), &typical), "gpx crate, no extensions")?,
        ),
        (
            "two-segments.gpx",
            xml::write_gpx(&seen(&paused, &typical), &steps).map_err(|error| error.to_string())?,
        ),
        (
            "run-cadence.tcx",
            xml::write_tcx(&seen(&brief(29), &typical), "Forerunner 245")
                .map_err(|error| error.to_string())?,
        ),
    ])
}

fn archives() -> Result<Named, String> {
    let typical = Watch::new(Noise::Typical);
    let run = |day| fit::write(&seen(&short(day), &typical), &FitStyle::garmin());
    let steps = GpxStyle::new("StravaGPX", GpxCadence::Steps);
    let track =
        xml::write_gpx(&seen(&brief(33), &typical), &steps).map_err(|error| error.to_string())?;
    let inner = zip_of(&[("33.gpx", track.as_slice())])?;
    let packed = gzip(&run(32)?)?;
    let export = zip_of(&[
        (
            "activities.csv",
            b"Activity ID,Activity Name\n32,Run\n".as_slice(),
        ),
        ("activities/32.fit.gz", packed.as_slice()),
        ("activities/part.zip", inner.as_slice()),
        ("profile/readme.txt", b"not a workout\n".as_slice()),
    ])?;
    Ok(vec![
        ("packed.fit.gz", gzip(&run(30)?)?),
        (
            "a-zip-by-content.fit",
            zip_of(&[("run.fit", run(31)?.as_slice())])?,
        ),
        ("export.zip", export),
    ])
}

/// A zip without a date of its own, so that the same content gives the same bytes.
///
/// # Errors
/// Only those of the archiver, which memory does not raise.
pub fn zip_of(entries: &[(&str, &[u8])]) -> Result<Vec<u8>, String> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in entries {
        archive
            .start_file(*name, options)
            .map_err(|error| error.to_string())?;
        archive
            .write_all(bytes)
            .map_err(|error| error.to_string())?;
    }
    let cursor = archive.finish().map_err(|error| error.to_string())?;
    Ok(cursor.into_inner())
}
