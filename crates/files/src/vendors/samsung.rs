//! Samsung Health: `com.samsung.shealth.exercise.<time>.csv` with a line of metadata
//! before its header and rows one field longer than it, samples in JSON beside it.

use super::dates;
use super::json;
use super::row::{Row, Vendor, When, some};
use super::samples::{Packed, lay_in};
use super::shelf::{self, Shelf, Survey};
use super::table::{Lone, Table, cell, is_silent, number};
use crate::shape;
use comeback_core::recording::{Samples, Sport};

pub(super) fn recognise(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}');
    [
        "com.samsung.shealth.exercise,",
        "com.samsung.health.exercise,",
    ]
    .iter()
    .any(|mark| head.starts_with(mark))
}

pub(super) fn read(shelf: &mut dyn Shelf, table_name: &str, text: &str, survey: &mut Survey) {
    let text = text.trim_start_matches('\u{feff}');
    let table = Table::read(text.split_once('\n').map_or("", |(_, rest)| rest));
    table.tell_if_cut(table_name, survey);
    let column = |key: &str| {
        let long = format!("com.samsung.health.exercise.{key}");
        table.column(&[key, &long])
    };
    for (index, cells) in table.rows.iter().enumerate() {
        let text = |key: &str| cell(cells, column(key));
        let figure = |key: &str| some(text(key).and_then(|text| number(&text, Lone::Decimal)));
        if is_silent(cells) {
            continue;
        }
        let date = text("start_time");
        let Some(wall) = date.as_deref().and_then(dates::parse) else {
            if matches!(
                text("exercise_type").as_deref(),
                None | Some("1002" | "15005")
            ) {
                survey.no_start(table_name, index + 1, "", date);
            }
            continue;
        };
        let mut row = Row::new(
            Vendor::Samsung,
            table_name,
            index + 1,
            When::Instant(wall.seconds),
        );
        row.utc_offset_s = text("time_offset").and_then(|text| dates::offset(&text));
        row.timer_s = figure("duration").map(|ms| ms / 1000.0);
        row.elapsed_s = text("end_time")
            .and_then(|text| dates::parse(&text))
            .and_then(|end| some(Some(end.seconds - wall.seconds)))
            .or(row.timer_s);
        row.distance_m = figure("distance");
        row.heart_rate_bpm = figure("mean_heart_rate");
        row.max_heart_rate_bpm = figure("max_heart_rate");
        row.cadence_spm = figure("mean_cadence");
        row.cadence_of_steps(
            figure("count").filter(|_| text("count_type").is_none_or(|kind| kind == "30002")),
        );
        row.title = text("title");
        row.note = text("comment");
        row.sport_word = text("exercise_type").unwrap_or_default();
        match row.sport_word.as_str() {
            "1002" => row.sport = Sport::Running,
            "15005" => row.settle_treadmill(),
            "1001" => row.sport = Sport::Walking,
            "13001" => row.sport = Sport::Hiking,
            "11007" => row.sport = Sport::Cycling,
            "" => {}
            _ => row.sport = Sport::Other,
        }
        let is_run = row.sport == Sport::Running;
        row.samples = samples(
            shelf,
            [text("location_data"), text("live_data")],
            is_run,
            survey,
        );
        survey.rows.push(row);
    }
}

fn samples(
    shelf: &mut dyn Shelf,
    files: [Option<String>; 2],
    is_run: bool,
    survey: &mut Survey,
) -> Option<Packed> {
    let mut samples = Samples::default();
    for (is_live, file) in files.into_iter().enumerate() {
        let Some(index) = file.and_then(|file| shelf::ending(shelf, &file)) else {
            continue;
        };
        survey.read.extend(shelf.names().get(index).cloned());
        if !is_run {
            continue;
        }
        let Ok(value) = shelf::whole(shelf, index).and_then(|bytes| json::lenient(&bytes)) else {
            continue;
        };
        let points = value.as_array().map_or(&[][..], Vec::as_slice);
        let at =
            |point: &serde_json::Value| json::figure(point, &["start_time"]).map(|ms| ms / 1000.0);
        if is_live == 0 {
            for point in points {
                let (Some(time), Some(latitude), Some(longitude)) = (
                    at(point),
                    json::figure(point, &["latitude"]),
                    json::figure(point, &["longitude"]),
                ) else {
                    continue;
                };
                if shape::is_position(latitude, longitude) {
                    let row = samples.push(time);
                    samples.latitude[row] = Some(latitude);
                    samples.longitude[row] = Some(longitude);
                    samples.altitude_m[row] = json::figure(point, &["altitude"]);
                    samples.gps_accuracy_m[row] = json::figure(point, &["accuracy"]);
                }
            }
            samples.sort_by_time();
            continue;
        }
        let series = |key: &str| -> Vec<(f64, f64)> {
            points
                .iter()
                .filter_map(|point| Some((at(point)?, some(json::figure(point, &[key]))?)))
                .collect()
        };
        lay_in(&mut samples, &series("heart_rate"), 10.0, |s| {
            &mut s.heart_rate_bpm
        });
        lay_in(&mut samples, &series("cadence"), 10.0, |s| &mut s.cadence);
        lay_in(&mut samples, &series("speed"), 10.0, |s| {
            &mut s.speed_m_per_s
        });
        // The distance is what was covered since the sample before.
        let mut metres = 0.0;
        let distance: Vec<(f64, f64)> = series("distance")
            .into_iter()
            .map(|(time, step)| {
                metres += step;
                (time, metres)
            })
            .collect();
        lay_in(&mut samples, &distance, 5.0, |s| &mut s.distance_m);
    }
    Packed::of(samples)
}
