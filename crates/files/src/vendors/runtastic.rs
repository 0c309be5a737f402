//! Runtastic: `Sport-sessions/<id>.json`, its track as JSON or GPX in `GPS-data` and its
//! heart rate in `Heart-rate-data` under the same name. Its duration excludes pauses.

use super::dates;
use super::json::{self, figure, words};
use super::row::{Row, Vendor, When, some};
use super::samples::{Packed, lay_in};
use super::shelf::{self, Shelf, Survey};
use crate::outcome::Reading;
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use serde_json::Value;

pub(super) fn recognise(head: &str) -> bool {
    head.contains("\"start_time\"")
        && [
            "\"sport_type_id\"",
            "\"sport_type\"",
            "\"start_time_timezone_offset\"",
        ]
        .iter()
        .any(|key| head.contains(key))
}

pub(super) fn read(shelf: &mut dyn Shelf, table: &str, session: &Value, survey: &mut Survey) {
    let Some(start) = epoch(session.get("start_time")).and_then(crate::time::plausible) else {
        survey.no_start(table, 1, "", words(session, &["start_time"]));
        return;
    };
    let mut row = Row::new(Vendor::Runtastic, table, 1, When::Instant(start));
    row.utc_offset_s = figure(session, &["start_time_timezone_offset"])
        .and_then(|ms| crate::time::sane_offset((ms / 1000.0) as i64));
    row.sport_word = words(session, &["sport_type_id"])
        .or_else(|| words(session.get("sport_type")?, &["id"]))
        .unwrap_or_default();
    (row.sport, row.sub_sport) = match row.sport_word.as_str() {
        "1" => (Sport::Running, SubSport::Generic),
        "14" => (Sport::Running, SubSport::Treadmill),
        "82" => (Sport::Running, SubSport::Trail),
        "107" => (Sport::Running, SubSport::Track),
        "" => (Sport::Unknown, SubSport::Generic),
        _ => (Sport::Other, SubSport::Generic),
    };
    if row.sport == Sport::Running && session.get("indoor").and_then(Value::as_bool) == Some(true) {
        row.sub_sport = SubSport::Treadmill;
    }
    row.timer_s = some(figure(session, &["duration"])).map(|ms| ms / 1000.0);
    row.elapsed_s = epoch(session.get("end_time"))
        .and_then(|end| some(Some(end - start)))
        .or(row.timer_s);
    row.distance_m = some(figure(session, &["distance"]));
    row.heart_rate_bpm = some(figure(session, &["pulse_avg"]));
    row.max_heart_rate_bpm = some(figure(session, &["pulse_max"]));
    row.ascent_m = some(figure(session, &["elevation_gain"]));
    row.cadence_of_steps(figure(session, &["total_steps"]));
    row.note = words(session, &["notes"]);
    // 1 awesome … 5 injured: only the order of the first three is sure.
    row.feel = match figure(session, &["subjective_feeling_id"]) {
        Some(1.0) => Some(1.0),
        Some(2.0) => Some(0.75),
        Some(3.0) => Some(0.5),
        _ => None,
    };
    let stem = table
        .rsplit(['/', '\\'])
        .next()
        .and_then(|leaf| leaf.strip_suffix(".json"))
        .unwrap_or_default();
    let is_run = row.sport == Sport::Running;
    let samples = samples(shelf, table, stem, is_run, survey);
    if is_run {
        row.samples = Packed::of(samples);
    }
    survey.rows.push(row);
}

fn samples(
    shelf: &mut dyn Shelf,
    table: &str,
    stem: &str,
    is_run: bool,
    survey: &mut Survey,
) -> Samples {
    let mut samples = Samples::default();
    let mut beats = Vec::new();
    let mates: Vec<usize> = (shelf.names().iter().enumerate())
        .filter(|(_, name)| !stem.is_empty() && name.contains(stem) && *name != table)
        .map(|(index, _)| index)
        .collect();
    for index in mates {
        survey.read.extend(shelf.names().get(index).cloned());
        let Ok(bytes) = shelf::whole(shelf, index) else {
            continue;
        };
        if !is_run {
            continue;
        }
        if let Reading::Recordings(recordings) = crate::gpx::read("track", &bytes) {
            for recording in recordings {
                let start = recording.start.timestamp_micros() as f64 / 1e6;
                for (row, time) in recording.samples.time_s.iter().enumerate() {
                    let into = samples.push(start + time);
                    samples.fill_from(into, &recording.samples, row);
                }
            }
            continue;
        }
        let Ok(value) = json::lenient(&bytes) else {
            continue;
        };
        for point in value.as_array().map_or(&[][..], Vec::as_slice) {
            let Some(time) = epoch(point.get("timestamp")) else {
                continue;
            };
            if let Some(bpm) = some(figure(point, &["heart_rate"])) {
                beats.push((time, bpm));
            }
            let place = figure(point, &["latitude"]).zip(figure(point, &["longitude"]));
            if let Some((latitude, longitude)) = place
                && shape::is_position(latitude, longitude)
            {
                let row = samples.push(time);
                samples.latitude[row] = Some(latitude);
                samples.longitude[row] = Some(longitude);
                samples.altitude_m[row] = figure(point, &["altitude"]);
                samples.speed_m_per_s[row] =
                    figure(point, &["speed"]).map(|km_per_h| km_per_h / 3.6);
                samples.distance_m[row] = figure(point, &["distance"]);
            }
        }
    }
    samples.sort_by_time();
    beats.sort_by(|a, b| a.0.total_cmp(&b.0));
    lay_in(&mut samples, &beats, 10.0, |s| &mut s.heart_rate_bpm);
    samples
}

/// Milliseconds of the epoch, or a written moment with its offset; Unix seconds.
fn epoch(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64().map(|ms| ms / 1000.0),
        Value::String(text) => {
            let wall = dates::parse(text)?;
            Some(wall.seconds - f64::from(wall.offset_s.unwrap_or(0)))
        }
        _ => None,
    }
}
