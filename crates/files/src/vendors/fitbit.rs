//! Fitbit (Takeout): `exercise-N.json`, whose start is local or UTC, nobody knows;
//! `UserExercises_….csv`, whose start is UTC and which settles it; fixes of all days in CSV.

use super::dates;
use super::json::{self, figure, words};
use super::row::{Row, Vendor, When, some};
use super::samples::Packed;
use super::shelf::{self, Shelf, Survey};
use super::table::{Lone, Table, cell, number};
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use comeback_core::units::METRES_PER_MILE;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Exercises,
    UserExercises,
    Fixes,
}

pub(super) fn recognise(head: &str) -> Option<Part> {
    let first = head
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default();
    if head.contains("\"logId\"") && head.contains("\"activityName\"") {
        Some(Part::Exercises)
    } else if first.starts_with("exercise_id,exercise_start") {
        Some(Part::UserExercises)
    } else if first.starts_with("timestamp,")
        && first.contains("latitude")
        && first.contains("longitude")
    {
        Some(Part::Fixes)
    } else {
        None
    }
}

/// All parts that lie on one shelf.
pub(super) fn read(shelf: &mut dyn Shelf, parts: &[(usize, Part)], survey: &mut Survey) {
    let mut rows: Vec<Row> = Vec::new();
    let mut exact: Vec<Row> = Vec::new();
    for &(index, part) in parts {
        let name = shelf.names().get(index).cloned().unwrap_or_default();
        survey.read.insert(name.clone());
        let bytes = match (part, shelf::whole(shelf, index)) {
            (Part::Fixes, _) => continue,
            (_, Ok(bytes)) => bytes,
            (_, Err(error)) => {
                survey.fail(&name, error);
                continue;
            }
        };
        match part {
            Part::Exercises => match json::lenient(&bytes) {
                Ok(value) => rows.extend(exercises(&name, &value)),
                Err(error) => survey.fail(
                    &name,
                    format!("broken JSON ({error}); download the archive again"),
                ),
            },
            Part::UserExercises => {
                exact.extend(user_exercises(&name, &String::from_utf8_lossy(&bytes)))
            }
            Part::Fixes => {}
        }
    }
    settle(&mut rows, &exact);
    // What both tables know is one row.
    exact.retain(|row| !rows.iter().any(|other| matches!(other.start, When::Instant(at) if (at - row.start.seconds()).abs() < 60.0)));
    rows.extend(exact);
    fixes(shelf, parts, &mut rows);
    survey.rows.extend(rows);
}

fn exercises(table: &str, value: &Value) -> Vec<Row> {
    let all = value.as_array().map_or(&[][..], Vec::as_slice);
    let rows = all.iter().enumerate().filter_map(|(index, exercise)| {
        let wall = words(exercise, &["startTime"]).and_then(|text| dates::parse(&text))?;
        let start = match wall.offset_s {
            Some(offset) => When::Instant(wall.seconds - f64::from(offset)),
            None => When::Local(wall.seconds),
        };
        let word = words(exercise, &["activityName"])?;
        let mut row = Row::new(Vendor::Fitbit, table, index + 1, start).with_sport(&word);
        row.timer_s = some(figure(exercise, &["activeDuration", "duration"])).map(|ms| ms / 1000.0);
        row.elapsed_s = some(figure(exercise, &["duration"]))
            .map(|ms| ms / 1000.0)
            .or(row.timer_s);
        let unit = words(exercise, &["distanceUnit"])
            .unwrap_or_default()
            .to_lowercase();
        row.distance_m = some(figure(exercise, &["distance"])).map(|value| match unit.as_str() {
            unit if unit.starts_with("mile") => value * METRES_PER_MILE,
            unit if unit.starts_with("met") => value,
            _ => value * 1000.0,
        });
        row.heart_rate_bpm = some(figure(exercise, &["averageHeartRate"]));
        row.cadence_of_steps(figure(exercise, &["steps"]));
        row.ascent_m = some(figure(exercise, &["elevationGain"]));
        if row.sub_sport == SubSport::Treadmill {
            row.settle_treadmill();
        }
        Some(row)
    });
    rows.collect()
}

fn user_exercises(table_name: &str, text: &str) -> Vec<Row> {
    let table = Table::read(text);
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let text = |names: &[&str]| cell(cells, table.column(names));
        let figure =
            |names: &[&str]| some(text(names).and_then(|text| number(&text, Lone::Decimal)));
        let (Some(start), Some(word)) = (
            text(&["exercise_start"]).and_then(|text| dates::parse(&text)),
            text(&["activity_name"]),
        ) else {
            continue;
        };
        let mut row = Row::new(
            Vendor::Fitbit,
            table_name,
            index + 1,
            When::Instant(start.seconds),
        )
        .with_sport(&word);
        row.utc_offset_s = text(&["utc_offset"]).and_then(|text| dates::offset(&text));
        row.elapsed_s = text(&["exercise_end"])
            .and_then(|text| dates::parse(&text))
            .and_then(|end| some(Some(end.seconds - start.seconds)));
        row.timer_s = row.elapsed_s;
        row.distance_m = figure(&["tracker_total_distance_mm"]).map(|mm| mm / 1000.0);
        row.heart_rate_bpm = figure(&["tracker_avg_heart_rate"]);
        row.cadence_of_steps(figure(&["tracker_total_steps"]));
        if row.sub_sport == SubSport::Treadmill {
            row.settle_treadmill();
        }
        rows.push(row);
    }
    rows
}

/// Holds the JSON's clock against the CSV's: where both know a run, the difference is
/// the zone in force, or nothing when the JSON counts in UTC.
fn settle(rows: &mut [Row], exact: &[Row]) {
    const HALF_DAY_S: f64 = 14.0 * 3600.0;
    let twin = |row: &Row| {
        exact.iter().find(|other| {
            let apart = row.start.seconds() - other.start.seconds();
            let quarter = (apart / 900.0).round() * 900.0;
            apart.abs() <= HALF_DAY_S
                && (apart - quarter).abs() <= 60.0
                && row.sport == other.sport
                && row
                    .duration_s()
                    .zip(other.duration_s())
                    .is_none_or(|(a, b)| (a - b).abs() <= 60.0 + 0.05 * b)
        })
    };
    let known: Vec<(f64, i64)> = rows
        .iter()
        .filter_map(|row| {
            let apart = row.start.seconds() - twin(row)?.start.seconds();
            Some((row.start.seconds(), (apart / 900.0).round() as i64 * 900))
        })
        .collect();
    // The zone of the nearest run that both know, within the time between two journeys.
    let near = |wall: f64| {
        let apart = |(at, _): &&(f64, i64)| (at - wall).abs();
        let nearest = known.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)))?;
        (apart(&nearest) <= 45.0 * 86_400.0)
            .then(|| crate::time::sane_offset(nearest.1))
            .flatten()
    };
    let in_utc = !known.is_empty() && known.iter().all(|(_, apart)| *apart == 0);
    for row in rows {
        let When::Local(wall) = row.start else {
            continue;
        };
        if in_utc {
            let own = twin(row).and_then(|other| other.utc_offset_s);
            (row.start, row.utc_offset_s) = (When::Instant(wall), own);
        } else if let Some(other) = twin(row) {
            (row.start, row.utc_offset_s) = (other.start, other.utc_offset_s);
        } else if let Some(offset) = near(wall) {
            row.start = When::Instant(wall - f64::from(offset));
            row.utc_offset_s = Some(offset);
        }
    }
}

/// Deals the fixes of all days out to the runs that they lie in.
fn fixes(shelf: &mut dyn Shelf, parts: &[(usize, Part)], rows: &mut [Row]) {
    let mut tracks: Vec<Samples> = rows.iter().map(|_| Samples::default()).collect();
    for &(index, part) in parts {
        if part != Part::Fixes {
            continue;
        }
        let Ok(bytes) = shelf::whole(shelf, index) else {
            continue;
        };
        let table = Table::read(&String::from_utf8_lossy(&bytes));
        let column = |name: &str| table.column(&[name]);
        for cells in &table.rows {
            let figure = |name: &str| {
                cell(cells, column(name)).and_then(|text| number(&text, Lone::Decimal))
            };
            let (Some(at), Some(latitude), Some(longitude)) = (
                cell(cells, column("timestamp")).and_then(|text| dates::parse(&text)),
                figure("latitude"),
                figure("longitude"),
            ) else {
                continue;
            };
            let time = at.seconds - f64::from(at.offset_s.unwrap_or(0));
            let owner = rows.iter().position(|row| {
                let start = row.start.seconds();
                matches!(row.start, When::Instant(_))
                    && row.sport == Sport::Running
                    && (start..=start + row.duration_s().unwrap_or(0.0)).contains(&time)
            });
            if let Some(track) = owner.and_then(|owner| tracks.get_mut(owner))
                && shape::is_position(latitude, longitude)
            {
                let row = track.push(time);
                track.latitude[row] = Some(latitude);
                track.longitude[row] = Some(longitude);
                track.altitude_m[row] = figure("altitude");
            }
        }
    }
    for (row, mut track) in rows.iter_mut().zip(tracks) {
        track.sort_by_time();
        row.samples = Packed::of(track).or(row.samples.take());
    }
}
