//! Suunto: `DeviceLog` JSON of its app, in hertz, radians and kelvins.
//!
//! No bulk archive of Suunto has been seen; the app's own files are FIT and are read as such.

use super::dates;
use super::json::{figure, list, words};
use super::row::{Row, Vendor, When, some};
use super::samples::Packed;
use super::shelf::Survey;
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use serde_json::Value;

pub(super) fn recognise(head: &str) -> bool {
    head.contains("\"DeviceLog\"")
        || (head.contains("\"activityId\"") || head.contains("\"ActivityID\""))
            && head.contains("\"totalTime\"")
            && head.contains("\"startTime\"")
}

pub(super) fn read(table: &str, value: &Value, survey: &mut Survey) {
    if let Some(log) = value.get("DeviceLog") {
        match device_log(table, log) {
            Some(row) => survey.rows.push(row),
            None => survey.no_start(table, 1, "", None),
        }
        return;
    }
    let list = value.as_array().map_or_else(
        || {
            ["payload", "workouts"]
                .iter()
                .find_map(|key| value.get(key)?.as_array())
                .map_or(vec![value], |all| all.iter().collect())
        },
        |all| all.iter().collect(),
    );
    for (number, workout) in (1..).zip(list) {
        match workout_row(table, number, workout) {
            Some(row) => survey.rows.push(row),
            None => survey.no_start(table, number, "", words(workout, &["startTime"])),
        }
    }
}

/// A workout of the app's list.
fn workout_row(table: &str, index: usize, workout: &Value) -> Option<Row> {
    let start_ms = figure(workout, &["startTime"])?;
    let start = crate::time::plausible(start_ms / 1000.0)?;
    let mut row = Row::new(Vendor::Suunto, table, index, When::Instant(start));
    row.utc_offset_s = figure(workout, &["timeOffsetInMinutes"])
        .and_then(|m| crate::time::sane_offset((m * 60.0) as i64));
    by_id(
        &mut row,
        figure(workout, &["activityId", "ActivityID"]),
        true,
    );
    row.timer_s = some(figure(workout, &["totalTime"]));
    row.elapsed_s = figure(workout, &["stopTime"])
        .and_then(|stop| some(Some((stop - start_ms) / 1000.0)))
        .or(row.timer_s);
    row.distance_m = some(figure(workout, &["totalDistance"]));
    row.ascent_m = some(figure(workout, &["totalAscent"]));
    row.title = words(workout, &["name"]);
    row.note = words(workout, &["description"]);
    Some(row)
}

fn device_log(table: &str, log: &Value) -> Option<Row> {
    let header = log.get("Header")?;
    let start = words(header, &["DateTime"]).and_then(|text| dates::parse(&text))?;
    let when = match start.offset_s {
        Some(offset) => When::Instant(start.seconds - f64::from(offset)),
        None => When::Local(start.seconds),
    };
    let mut row = Row::new(Vendor::Suunto, table, 1, when);
    row.utc_offset_s = start.offset_s.filter(|offset| *offset != 0);
    match words(header, &["Activity"]) {
        Some(word) if !word.bytes().all(|b| b.is_ascii_digit()) => row = row.with_sport(&word),
        _ => by_id(&mut row, figure(header, &["ActivityType"]), false),
    }
    row.elapsed_s = some(figure(header, &["Duration"]));
    let paused = figure(header, &["PauseDuration"]).unwrap_or(0.0);
    row.timer_s = row.elapsed_s.map(|seconds| seconds - paused);
    row.distance_m = some(figure(header, &["Distance"]));
    row.ascent_m = some(figure(header, &["Ascent"]));
    row.feel = figure(header, &["Feeling"])
        .filter(|feel| (1.0..=5.0).contains(feel))
        .map(|feel| (feel - 1.0) / 4.0);
    row.note = words(header, &["Notes"]);
    let of = |keys: &[&str], what: &str| {
        keys.iter()
            .find_map(|key| figure(header.get(key)?, &[what]))
    };
    row.heart_rate_bpm = some(of(&["HR"], "Avg")).map(|hertz| hertz * 60.0);
    row.max_heart_rate_bpm = some(of(&["HR"], "Max")).map(|hertz| hertz * 60.0);
    row.cadence_spm = some(of(&["Cadence"], "Avg")).map(|hertz| hertz * 120.0);
    if row.sport == Sport::Running {
        row.samples = Packed::of(samples(log));
    }
    Some(row)
}

/// Movescount and the app number sports differently: 3 and 1 mean one sport there and
/// another here. Movescount's come with device logs.
fn by_id(row: &mut Row, id: Option<f64>, of_app: bool) {
    let Some(id) = id else { return };
    row.sport_word = id.to_string();
    (row.sport, row.sub_sport) = match (id as i64, of_app) {
        (1, true) | (3, false) => (Sport::Running, SubSport::Generic),
        (22, true) | (82, false) => (Sport::Running, SubSport::Trail),
        (53, true) | (93, false) => (Sport::Running, SubSport::Treadmill),
        (59 | 103, true) | (81, false) => (Sport::Running, SubSport::Track),
        _ => (Sport::Other, SubSport::Generic),
    };
}

fn samples(log: &Value) -> Samples {
    let mut samples = Samples::default();
    let mut last: Option<f64> = None;
    for point in list(log, &["Samples"]) {
        // Times mix Z and the local offset.
        let Some(wall) = words(point, &["TimeISO8601", "UTC"]).and_then(|text| dates::parse(&text))
        else {
            continue;
        };
        let time = wall.seconds - f64::from(wall.offset_s.unwrap_or(0));
        let row = match last {
            Some(before) if before == time => samples.len() - 1,
            _ => samples.push(time),
        };
        last = Some(time);
        let mut set = |column: fn(&mut Samples) -> &mut Vec<Option<f64>>, value: Option<f64>| {
            if let (Some(cell), Some(_)) = (column(&mut samples).get_mut(row), value) {
                *cell = value;
            }
        };
        let place = figure(point, &["Latitude"]).zip(figure(point, &["Longitude"]));
        if let Some((latitude, longitude)) = place.map(|(a, b)| (a.to_degrees(), b.to_degrees()))
            && shape::is_position(latitude, longitude)
        {
            set(|s| &mut s.latitude, Some(latitude));
            set(|s| &mut s.longitude, Some(longitude));
        }
        set(
            |s| &mut s.altitude_m,
            figure(point, &["Altitude", "GPSAltitude"]),
        );
        set(|s| &mut s.distance_m, figure(point, &["Distance"]));
        set(|s| &mut s.speed_m_per_s, figure(point, &["Speed"]));
        set(
            |s| &mut s.cadence,
            some(figure(point, &["Cadence"])).map(|hertz| hertz * 120.0),
        );
        set(
            |s| &mut s.heart_rate_bpm,
            some(figure(point, &["HR"])).map(|hertz| hertz * 60.0),
        );
    }
    samples.sort_by_time();
    samples
}
