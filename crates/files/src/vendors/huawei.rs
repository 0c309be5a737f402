//! Huawei Health: `motion path detail data….json` with keys that have no quotes; the
//! track is text inside of text. The archive comes locked.

use super::dates;
use super::json::{figure, list, words};
use super::row::{Row, Vendor, When, some};
use super::samples::{Packed, lay_in};
use super::shelf::Survey;
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use serde_json::Value;
use std::io::Read;

pub(super) fn recognise(head: &str) -> bool {
    head.contains("HW_EXT_TRACK")
        || head.contains("sportType")
            && head.contains("totalTime")
            && head.contains("totalDistance")
}

/// One file can hold the tracks of years.
pub(super) fn read(table: &str, from: impl Read, survey: &mut Survey) {
    let mut number = 0;
    let ended = super::json::each(from, None, |_, day| {
        // Older files keep the runs of a day in a list inside.
        let paths = list(day, &["motionPathData"]);
        let paths = match paths {
            [] => std::slice::from_ref(day),
            paths => paths,
        };
        for motion in paths {
            number += 1;
            match row(table, number, motion) {
                Some(row) => survey.rows.push(row),
                None if is_other(motion) => {}
                None => survey.no_start(table, number, "", words(motion, &["startTime"])),
            }
        }
    });
    if let Err((_, why)) = ended {
        survey.set_aside(table, number + 1, why);
    }
}

fn is_other(motion: &Value) -> bool {
    words(motion, &["sportType"]).is_some_and(|word| !["4", "101", "118"].contains(&word.as_str()))
}

fn row(table: &str, index: usize, motion: &Value) -> Option<Row> {
    let start = crate::time::plausible(figure(motion, &["startTime"])? / 1000.0)?;
    let mut row = Row::new(Vendor::Huawei, table, index, When::Instant(start));
    row.utc_offset_s = words(motion, &["timeZone"]).and_then(|text| dates::offset(&text));
    row.sport_word = words(motion, &["sportType"]).unwrap_or_default();
    (row.sport, row.sub_sport) = match row.sport_word.as_str() {
        "4" => (Sport::Running, SubSport::Generic),
        "101" => (Sport::Running, SubSport::Treadmill),
        "118" => (Sport::Running, SubSport::Trail),
        "" => (Sport::Unknown, SubSport::Generic),
        _ => (Sport::Other, SubSport::Generic),
    };
    row.timer_s = some(figure(motion, &["totalTime"])).map(|ms| ms / 1000.0);
    row.elapsed_s = figure(motion, &["endTime"])
        .and_then(|end| some(Some(end / 1000.0 - start)))
        .or(row.timer_s);
    row.distance_m = some(figure(motion, &["totalDistance"]));
    row.cadence_of_steps(figure(motion, &["totalSteps"]));
    let text = words_whole(motion);
    let by_hand = figure(motion, &["sportDataSource"]) == Some(2.0);
    row.heart_rate_bpm = (!by_hand)
        .then(|| text.split_once("HW_EXT_TRACK_SIMPLIFY@is"))
        .flatten()
        .and_then(|(_, simple)| {
            super::json::lenient(simple.split("&&").next().unwrap_or_default().as_bytes()).ok()
        })
        .and_then(|simple| some(figure(&simple, &["avgHeartRate"])));
    if row.sport == Sport::Running {
        let until = start + row.elapsed_s.unwrap_or(86_400.0);
        row.samples = Packed::of(samples(text, start, until));
    }
    Some(row)
}

/// The track's text at its full length.
fn words_whole(motion: &Value) -> &str {
    motion
        .get("attribute")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn samples(text: &str, start: f64, until: f64) -> Samples {
    let detail = text
        .split("HW_EXT_TRACK_SIMPLIFY")
        .next()
        .unwrap_or_default();
    let detail = detail.split_once("@is").map_or(detail, |(_, rest)| rest);
    let mut samples = Samples::default();
    let (mut beats, mut steps, mut speeds) = (Vec::new(), Vec::new(), Vec::new());
    for line in detail.split(['\n']).flat_map(|line| line.split("\\n")) {
        let get = |key: &str| {
            let value = line
                .split(';')
                .find_map(|part| part.trim().strip_prefix(key)?.strip_prefix('='))?;
            value.trim().parse::<f64>().ok()
        };
        let kind = line
            .split(';')
            .find_map(|part| part.trim().strip_prefix("tp="))
            .unwrap_or_default();
        if kind == "lbs" {
            let (Some(latitude), Some(longitude), Some(at)) = (get("lat"), get("lon"), get("t"))
            else {
                continue;
            };
            // A pause is written as a place in the ice of the Arctic.
            let pause = latitude == 90.0 && longitude == -80.0;
            if let Some(time) = moment(at, start, until)
                .filter(|_| !pause && shape::is_position(latitude, longitude))
            {
                let row = samples.push(time);
                samples.latitude[row] = Some(latitude);
                samples.longitude[row] = Some(longitude);
                samples.altitude_m[row] = get("alt").filter(|metres| *metres != 0.0);
            }
            continue;
        }
        let series = match kind {
            "h-r" => &mut beats,
            "s-r" => &mut steps,
            "rs" => &mut speeds,
            _ => continue,
        };
        if let (Some(at), Some(value)) = (
            get("k").and_then(|k| moment(k, start, until)),
            some(get("v")),
        ) {
            series.push((at, value));
        }
    }
    samples.sort_by_time();
    lay_in(&mut samples, &beats, 10.0, |s| &mut s.heart_rate_bpm);
    lay_in(&mut samples, &steps, 10.0, |s| &mut s.cadence);
    let speeds: Vec<(f64, f64)> = speeds.into_iter().map(|(at, dm)| (at, dm / 10.0)).collect();
    lay_in(&mut samples, &speeds, 10.0, |s| &mut s.speed_m_per_s);
    samples
}

/// A moment in seconds or milliseconds, of the epoch or since the start.
fn moment(value: f64, start: f64, until: f64) -> Option<f64> {
    [value, value / 1000.0, start + value, start + value / 1000.0]
        .into_iter()
        .find(|time| (start - 60.0..=until + 60.0).contains(time))
}
