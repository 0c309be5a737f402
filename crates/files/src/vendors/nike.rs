//! Nike Run Club: JSON a run as tools save it. Distance and steps are what was added
//! since the sample before, halts are moments.
//!
//! No archive of Nike's own has been seen.

use super::json::{figure, list, words};
use super::row::{Row, Vendor, When, some};
use super::samples::{Packed, lay_in};
use super::shelf::Survey;
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use serde_json::Value;

pub(super) fn recognise(head: &str) -> bool {
    head.contains("\"start_epoch_ms\"")
        && [
            "\"active_duration_ms\"",
            "\"summaries\"",
            "\"metrics\"",
            "\"app_id\"",
        ]
        .iter()
        .any(|key| head.contains(key))
}

pub(super) fn read(table: &str, value: &Value, survey: &mut Survey) {
    let activities: Vec<&Value> = match value.as_array() {
        Some(all) => all.iter().collect(),
        None if value.get("activities").is_some() => list(value, &["activities"]).iter().collect(),
        None => vec![value],
    };
    for (number, activity) in (1..).zip(activities) {
        if activity.get("delete_indicator").and_then(Value::as_bool) == Some(true) {
            continue;
        }
        match row(table, number, activity) {
            Some(row) => survey.rows.push(row),
            None => {
                let word = words(activity, &["type"]).unwrap_or_default();
                survey.no_start(table, number, &word, words(activity, &["start_epoch_ms"]));
            }
        }
    }
}

fn row(table: &str, index: usize, activity: &Value) -> Option<Row> {
    let start_ms = figure(activity, &["start_epoch_ms"])?;
    let start = crate::time::plausible(start_ms / 1000.0)?;
    let word = words(activity, &["type"]).unwrap_or_else(|| "run".to_owned());
    let mut row = Row::new(Vendor::Nike, table, index, When::Instant(start)).with_sport(&word);
    row.elapsed_s =
        figure(activity, &["end_epoch_ms"]).and_then(|end| some(Some((end - start_ms) / 1000.0)));
    row.timer_s = some(figure(activity, &["active_duration_ms"]))
        .map(|ms| ms / 1000.0)
        .or(row.elapsed_s);
    let summary = |metric: &str, kind: &str| {
        list(activity, &["summaries"]).iter().find_map(|summary| {
            let fits = words(summary, &["metric"]).as_deref() == Some(metric)
                && words(summary, &["summary"]).is_none_or(|of| of == kind);
            figure(summary, &["value"]).filter(|_| fits)
        })
    };
    row.distance_m = some(summary("distance", "total")).map(|km| km * 1000.0);
    row.heart_rate_bpm = some(summary("heart_rate", "mean"));
    row.ascent_m = some(summary("ascent", "total"));
    let steps = summary("steps", "total");
    row.cadence_of_steps(steps);
    let tags = activity.get("tags").unwrap_or(&Value::Null);
    row.title = words(tags, &["com.nike.name"]);
    row.note =
        words(tags, &["note", "com.nike.running.note"]).or_else(|| words(activity, &["note"]));
    row.rpe =
        some(figure(tags, &["rpe", "com.nike.running.rpe"]).or_else(|| figure(activity, &["rpe"])))
            .filter(|rpe| *rpe <= 10.0);
    let indoors = ["location", "com.nike.running.environment"]
        .iter()
        .any(|key| {
            words(tags, &[key]).is_some_and(|place| place.to_ascii_lowercase().contains("indoor"))
        });
    if indoors && row.sport == Sport::Running {
        row.sub_sport = SubSport::Treadmill;
    }
    if row.sport == Sport::Running {
        row.samples = Packed::of(samples(activity));
    }
    Some(row)
}

fn samples(activity: &Value) -> Samples {
    let metric = |kind: &str| -> Vec<(f64, f64, f64)> {
        let of_kind = list(activity, &["metrics"])
            .iter()
            .filter(|metric| words(metric, &["type"]).as_deref() == Some(kind));
        let mut values: Vec<(f64, f64, f64)> = of_kind
            .flat_map(|metric| list(metric, &["values"]))
            .filter_map(|point| {
                let from = figure(point, &["start_epoch_ms"])?;
                let to = figure(point, &["end_epoch_ms"]).unwrap_or(from);
                Some((from / 1000.0, to / 1000.0, figure(point, &["value"])?))
            })
            .collect();
        values.sort_by(|a, b| a.1.total_cmp(&b.1));
        values
    };
    let ends = |kind: &str| -> Vec<(f64, f64)> {
        metric(kind)
            .into_iter()
            .map(|(_, to, value)| (to, value))
            .collect()
    };
    let mut samples = Samples::default();
    let latitudes = metric("latitude");
    let longitudes = metric("longitude");
    for (&(at, _, latitude), &(_, _, longitude)) in latitudes.iter().zip(&longitudes) {
        if shape::is_position(latitude, longitude) {
            let row = samples.push(at);
            samples.latitude[row] = Some(latitude);
            samples.longitude[row] = Some(longitude);
        }
    }
    samples.sort_by_time();
    lay_in(&mut samples, &ends("elevation"), 10.0, |s| {
        &mut s.altitude_m
    });
    let mut metres = 0.0;
    let distance: Vec<(f64, f64)> = ends("distance")
        .into_iter()
        .map(|(at, km)| {
            metres += km * 1000.0;
            (at, metres)
        })
        .collect();
    lay_in(&mut samples, &distance, 5.0, |s| &mut s.distance_m);
    let cadence: Vec<(f64, f64)> = metric("steps")
        .into_iter()
        .filter(|(from, to, steps)| to > from && *steps > 0.0)
        .map(|(from, to, steps)| (to, steps * 60.0 / (to - from)))
        .collect();
    lay_in(&mut samples, &cadence, 15.0, |s| &mut s.cadence);
    lay_in(&mut samples, &ends("heart_rate"), 10.0, |s| {
        &mut s.heart_rate_bpm
    });
    samples
}
