//! Polar Flow: one `training-session…json` a session, in a shape of 2019 and one of
//! today, with bare `NaN`, a local time and its offset beside it.

use super::dates;
use super::json::{figure, list, number, words};
use super::row::{Row, Vendor, When, some};
use super::samples::{Packed, lay_in};
use super::shelf::Survey;
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use comeback_core::robust;
use serde_json::Value;

/// `name` helps where samples fill the beginning of the file.
pub(super) fn recognise(head: &str, name: &str) -> bool {
    let trimmed = head.trim_start_matches('\u{feff}').trim_start();
    let leaf = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if trimmed.starts_with('{')
        && leaf.starts_with("training-session")
        && head.contains("\"exercises\"")
    {
        return true;
    }
    trimmed.starts_with('{')
        && head.contains("\"startTime\"")
        && (head.contains("\"timezoneOffsetMinutes\"")
            || head.contains("\"timeZoneOffset\"")
            || head.contains("\"exercises\""))
        && (head.contains("\"exercises\"")
            || head.contains("\"durationMillis\"")
            || head.contains("\"exportVersion\""))
}

pub(super) fn read(table: &str, session: &Value, survey: &mut Survey) {
    let exercises = match list(session, &["exercises"]) {
        [] => std::slice::from_ref(session),
        exercises => exercises,
    };
    let alone = exercises.len() == 1;
    for (number, exercise) in (1..).zip(exercises) {
        match row(table, number, session, exercise, alone) {
            Some(row) => survey.rows.push(row),
            None => survey.no_start(table, number, "", words(session, &["startTime"])),
        }
    }
}

/// `alone` tells whether the session's totals are those of the exercise.
fn row(table: &str, index: usize, session: &Value, exercise: &Value, alone: bool) -> Option<Row> {
    let either =
        |keys: &[&str]| figure(exercise, keys).or_else(|| figure(session, keys).filter(|_| alone));
    let wall = words(exercise, &["startTime"])
        .or_else(|| words(session, &["startTime"]))
        .and_then(|text| dates::parse(&text))?;
    const OFFSET: &[&str] = &["timezoneOffsetMinutes", "timezoneOffset", "timeZoneOffset"];
    let offset_s = wall.offset_s.or_else(|| {
        let minutes = figure(exercise, OFFSET).or_else(|| figure(session, OFFSET))?;
        crate::time::sane_offset((minutes * 60.0) as i64)
    });
    let start = match offset_s {
        Some(offset) => When::Instant(wall.seconds - f64::from(offset)),
        None => When::Local(wall.seconds),
    };
    let mut row = Row::new(Vendor::Polar, table, index, start);
    row.utc_offset_s = offset_s;
    let sport = exercise.get("sport").or_else(|| session.get("sport"));
    let word = sport
        .and_then(|sport| words(sport, &["id"]))
        .or_else(|| words(exercise, &["sport"]).or_else(|| words(session, &["sport"])));
    row = by_sport(row, &word.unwrap_or_default());
    row.timer_s = some(either(&["durationMillis"]))
        .map(|ms| ms / 1000.0)
        .or_else(|| {
            let text = words(exercise, &["duration"])
                .or_else(|| words(session, &["duration"]).filter(|_| alone));
            some(text.and_then(|text| dates::duration(&text)))
        });
    let stop = words(exercise, &["stopTime"]).and_then(|text| dates::parse(&text));
    row.elapsed_s = stop
        .and_then(|stop| some(Some(stop.seconds - wall.seconds)))
        .or(row.timer_s);
    row.distance_m = some(either(&["distanceMeters", "distance"]));
    row.heart_rate_bpm =
        some(either(&["hrAvg"]).or_else(|| figure(exercise.get("heartRate")?, &["avg"])));
    row.max_heart_rate_bpm =
        some(either(&["hrMax"]).or_else(|| figure(exercise.get("heartRate")?, &["max"])));
    row.ascent_m = some(either(&["ascentMeters", "ascent"]));
    row.title = words(session, &["name"]);
    row.note = words(session, &["note"]);
    row.feel = figure(session, &["feeling"]).filter(|feel| (0.0..=1.0).contains(feel));
    row.rpe = words(session, &["sessionRpe", "userRpe"])
        .or_else(|| words(session.get("perceivedLoad")?, &["sessionRpe", "userRpe"]))
        .and_then(|word| exertion(&word));
    let begin = wall.seconds - offset_s.map_or(0.0, f64::from);
    // What was measured before the start is not of the run.
    let samples = from(&samples(exercise, begin, offset_s.unwrap_or(0)), begin);
    if row.distance_m.is_none() {
        row.distance_m = some(samples.distance_m.iter().flatten().last().copied());
    }
    if row.sport == Sport::Running && matches!(row.start, When::Instant(_)) {
        row.samples = Packed::of(samples);
    }
    Some(row)
}

fn from(samples: &Samples, begin: f64) -> Samples {
    let mut kept = Samples::default();
    for (row, &time) in samples.time_s.iter().enumerate() {
        if time >= begin {
            let into = kept.push(time);
            kept.fill_from(into, samples, row);
        }
    }
    kept
}

/// Polar's ten words for exertion, from 1 to 10, or the number itself.
fn exertion(word: &str) -> Option<f64> {
    const WORDS: [&str; 10] = [
        "NONE",
        "EASY",
        "LIGHT",
        "FAIRLY_BRISK",
        "BRISK",
        "MODERATE",
        "FAIRLY_HARD",
        "HARD",
        "EXHAUSTING",
        "EXTREME",
    ];
    let bare = word.strip_prefix("RPE_").unwrap_or(word);
    let place = WORDS.iter().position(|known| *known == bare);
    place
        .map(|place| place as f64 + 1.0)
        .or_else(|| bare.parse().ok())
        .filter(|rpe| (1.0..=10.0).contains(rpe))
}

fn by_sport(mut row: Row, word: &str) -> Row {
    row.sport_word = word.to_owned();
    (row.sport, row.sub_sport) = match word {
        "1" | "4" => (Sport::Running, SubSport::Generic),
        "17" => (Sport::Running, SubSport::Treadmill),
        "19" => (Sport::Running, SubSport::Road),
        "27" => (Sport::Running, SubSport::Trail),
        "36" => (Sport::Running, SubSport::Track),
        "2" => (Sport::Cycling, SubSport::Generic),
        "3" => (Sport::Walking, SubSport::Generic),
        "" => (Sport::Unknown, SubSport::Generic),
        figures if figures.bytes().all(|b| b.is_ascii_digit()) => (Sport::Other, SubSport::Generic),
        _ => return row.with_sport(word),
    };
    row
}

fn samples(exercise: &Value, begin: f64, offset_s: i32) -> Samples {
    let mut samples = Samples::default();
    let Some(columns) = exercise.get("samples") else {
        return samples;
    };
    let at = |point: &Value| {
        let wall = words(point, &["dateTime"]).and_then(|text| dates::parse(&text))?;
        Some(wall.seconds - f64::from(wall.offset_s.unwrap_or(offset_s)))
    };
    let route = exercise
        .get("routes")
        .and_then(|routes| routes.get("route"));
    let points = route.map_or_else(
        || list(columns, &["recordedRoute"]),
        |route| list(route, &["wayPoints"]),
    );
    // Way points count on a clock of their own, from the route's start.
    let route_start = route
        .and_then(|route| words(route, &["startTime"]))
        .and_then(|text| dates::parse(&text))
        .map_or(begin, |wall| {
            wall.seconds - f64::from(wall.offset_s.unwrap_or(offset_s))
        });
    for point in points {
        let time = figure(point, &["elapsedMillis"])
            .map(|ms| route_start + ms / 1000.0)
            .or_else(|| at(point));
        let place = figure(point, &["latitude"]).zip(figure(point, &["longitude"]));
        if let (Some(time), Some((latitude, longitude))) = (time, place)
            && shape::is_position(latitude, longitude)
        {
            let row = samples.push(time);
            samples.latitude[row] = Some(latitude);
            samples.longitude[row] = Some(longitude);
            samples.altitude_m[row] = figure(point, &["altitude"]);
        }
    }
    samples.sort_by_time();
    for column in list(columns, &["samples"]) {
        let every_s = some(figure(column, &["intervalMillis"])).map_or(1.0, |ms| ms / 1000.0);
        let series: Vec<(f64, f64)> = list(column, &["values"])
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((begin + index as f64 * every_s, number(value)?)))
            .collect();
        lay(
            &mut samples,
            words(column, &["type"]).unwrap_or_default().as_str(),
            &series,
            every_s,
        );
    }
    for (key, kind) in [
        ("heartRate", "HEART_RATE"),
        ("speed", "SPEED"),
        ("cadence", "CADENCE"),
        ("distance", "DISTANCE"),
        ("altitude", "ALTITUDE"),
    ] {
        let series: Vec<(f64, f64)> = list(columns, &[key])
            .iter()
            .filter_map(|point| Some((at(point)?, figure(point, &["value"])?)))
            .collect();
        lay(&mut samples, kind, &series, 5.0);
    }
    samples
}

fn lay(samples: &mut Samples, kind: &str, series: &[(f64, f64)], within_s: f64) {
    let positive = |scale: f64| -> Vec<(f64, f64)> {
        series
            .iter()
            .filter(|(_, value)| *value > 0.0)
            .map(|&(time, value)| (time, value * scale))
            .collect()
    };
    let within_s = within_s.max(1.0);
    match kind {
        "HEART_RATE" => lay_in(samples, &positive(1.0), within_s, |s| &mut s.heart_rate_bpm),
        "SPEED" => lay_in(samples, &positive(1.0 / 3.6), within_s, |s| {
            &mut s.speed_m_per_s
        }),
        "CADENCE" => lay_in(samples, &both_feet(positive(1.0)), within_s, |s| {
            &mut s.cadence
        }),
        "DISTANCE" => lay_in(samples, series, within_s, |s| &mut s.distance_m),
        "ALTITUDE" => lay_in(samples, series, within_s, |s| &mut s.altitude_m),
        _ => {}
    }
}

/// Which feet Polar counts is not certain: no runner takes under 115 steps a minute with both.
fn both_feet(mut cadence: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let values = cadence.iter().map(|&(_, value)| value);
    if robust::median_of(values).is_some_and(|median| median < 115.0) {
        for (_, value) in &mut cadence {
            *value *= 2.0;
        }
    }
    cadence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_exertion() {
        for (word, rpe) in [
            ("RPE_NONE", Some(1.0)),
            ("RPE_MODERATE", Some(6.0)),
            ("EXTREME", Some(10.0)),
            ("4", Some(4.0)),
            ("UNKNOWN", None),
            ("11", None),
        ] {
            assert_eq!(exertion(word), rpe, "{word}");
        }
    }
}
