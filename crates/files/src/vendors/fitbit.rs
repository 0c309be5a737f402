//! Fitbit (Takeout): `exercise-N.json`, whose start is local or UTC, nobody knows;
//! `UserExercises_….csv`, whose start is UTC and which settles it; fixes of all days in CSV.

use super::dates;
use super::gathered::{Fix, Gathered};
use super::json::{self, figure, words};
use super::lengths::{self, Told, Unit};
use super::row::{Row, Vendor, When, some};
use super::samples::Packed;
use super::shelf::{self, Shelf, Survey};
use super::table::{Lone, Table, cell, each_row, is_silent, number};
use crate::motion::haversine;
use crate::shape;
use comeback_core::recording::{Samples, Sport, SubSport};
use comeback_core::units::METRES_PER_MILE;
use serde_json::Value;
use std::io::Read;

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

/// Places that are held: a thousand hours at one a second, in 120 MB.
const FIX_LIMIT: usize = 3_600_000;

/// The parts that lie on one shelf.
pub(super) fn read(shelf: &mut dyn Shelf, parts: &[(usize, Part)], survey: &mut Survey) {
    for &(index, part) in parts {
        let name = shelf.names().get(index).cloned().unwrap_or_default();
        survey.read.insert(name.clone());
        if part == Part::Fixes {
            let read =
                shelf::stream(shelf, index).and_then(|from| fixes(from, &mut survey.fitbit.fixes));
            if let Err(error) = read {
                survey.fail(&name, error);
            }
            continue;
        }
        let bytes = match shelf::whole(shelf, index) {
            Ok(bytes) => bytes,
            Err(error) => {
                survey.fail(&name, error);
                continue;
            }
        };
        match part {
            Part::Exercises => match json::lenient(&bytes) {
                Ok(value) => exercises(&name, &value, survey),
                Err(error) => survey.fail(
                    &name,
                    format!("broken JSON ({error}); download the archive again"),
                ),
            },
            Part::UserExercises => user_exercises(&name, &crate::xml::text_of(&bytes), survey),
            Part::Fixes => {}
        }
    }
}

/// Joins the parts of all shelves.
pub(super) fn settle(survey: &mut Survey) {
    let Gathered {
        mut rows,
        mut exact,
        fixes,
    } = std::mem::take(&mut survey.fitbit);
    date(&mut rows, &exact);
    // What both tables know is one row.
    exact.retain(|row| {
        let is_twin = |other: &Row| {
            matches!(other.start, When::Instant(at) if (at - row.start.seconds()).abs() < 60.0)
        };
        !rows.iter().any(is_twin)
    });
    rows.extend(exact);
    deal_out(&fixes, &mut rows);
    survey.rows.extend(rows);
}

fn exercises(table: &str, value: &Value, survey: &mut Survey) {
    let all = value.as_array().map_or(&[][..], Vec::as_slice);
    for (index, exercise) in all.iter().enumerate() {
        let date = words(exercise, &["startTime"]);
        let word = words(exercise, &["activityName"]).unwrap_or_default();
        let Some(wall) = date.as_deref().and_then(dates::parse) else {
            survey.no_start(table, index + 1, &word, date);
            continue;
        };
        let start = match wall.offset_s {
            Some(offset) => When::Instant(wall.seconds - f64::from(offset)),
            None => When::Local(wall.seconds),
        };
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
        let written = some(figure(exercise, &["distance"])).filter(|_| unit.is_empty());
        row.distance_doubt = written
            .filter(|_| may_be_miles(&row))
            .map(|figure| lengths::doubt(figure, Unit::Kilometres));
        row.heart_rate_bpm = some(figure(exercise, &["averageHeartRate"]));
        row.cadence_of_steps(figure(exercise, &["steps"]));
        row.ascent_m = some(figure(exercise, &["elevationGain"]));
        if row.sub_sport == SubSport::Treadmill {
            row.settle_treadmill();
        }
        survey.fitbit.rows.push(row);
    }
}

/// Whether a run whose unit is not named may be told in miles.
fn may_be_miles(row: &Row) -> bool {
    let km = row.distance_m.map(|metres| metres / 1000.0);
    km.is_some_and(|figure| {
        lengths::may_be_miles(&[Told {
            figure,
            runs: row.sport == Sport::Running,
            seconds: row.timer_s,
            metres: None,
        }])
    })
}

fn user_exercises(table_name: &str, text: &str, survey: &mut Survey) {
    let table = Table::read(text);
    table.tell_if_cut(table_name, survey);
    for (index, cells) in table.rows.iter().enumerate() {
        let text = |names: &[&str]| cell(cells, table.column(names));
        let figure =
            |names: &[&str]| some(text(names).and_then(|text| number(&text, Lone::Decimal)));
        if is_silent(cells) {
            continue;
        }
        let date = text(&["exercise_start"]);
        let word = text(&["activity_name"]).unwrap_or_default();
        let Some(start) = date.as_deref().and_then(dates::parse) else {
            survey.no_start(table_name, index + 1, &word, date);
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
        survey.fitbit.exact.push(row);
    }
}

/// Holds the JSON's clock against the CSV's: where both know a run, the difference is
/// the zone in force, or nothing when the JSON counts in UTC.
fn date(rows: &mut [Row], exact: &[Row]) {
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

fn fixes(from: impl Read, fixes: &mut Vec<Fix>) -> Result<(), String> {
    each_row(from, |header, cells| {
        let column = |name: &str| header.iter().position(|known| known == name);
        let [at, latitude, longitude, altitude] =
            ["timestamp", "latitude", "longitude", "altitude"].map(column);
        let figure = |column| cell(cells, column).and_then(|text| number(&text, Lone::Decimal));
        if let (Some(at), Some(latitude), Some(longitude)) = (
            cell(cells, at).and_then(|text| dates::parse(&text)),
            figure(latitude),
            figure(longitude),
        ) && shape::is_position(latitude, longitude)
            && fixes.len() < FIX_LIMIT
        {
            fixes.push(Fix {
                time_s: at.seconds - f64::from(at.offset_s.unwrap_or(0)),
                latitude,
                longitude,
                altitude_m: figure(altitude).map(|metres| metres as f32),
            });
        }
    })
}

/// Deals the places of all days out to the runs that they lie in.
fn deal_out(fixes: &[Fix], rows: &mut [Row]) {
    let mut tracks: Vec<Vec<Fix>> = rows.iter().map(|_| Vec::new()).collect();
    let mut runs: Vec<(f64, f64, usize)> = (rows.iter().enumerate())
        .filter(|(_, row)| row.sport == Sport::Running && matches!(row.start, When::Instant(_)))
        .map(|(index, row)| {
            let start = row.start.seconds();
            (start, start + row.duration_s().unwrap_or(0.0), index)
        })
        .collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    for fix in fixes {
        let begun = runs.partition_point(|(start, ..)| *start <= fix.time_s);
        let owner = begun.checked_sub(1).and_then(|last| runs.get(last));
        let owner = owner.filter(|(_, end, _)| fix.time_s <= *end);
        if let Some(track) = owner.and_then(|owner| tracks.get_mut(owner.2)) {
            track.push(*fix);
        }
    }
    for (row, mut fixes) in rows.iter_mut().zip(tracks) {
        fixes.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
        let mut track = Samples::default();
        for fix in one_device(&fixes) {
            let row = track.push(fix.time_s);
            track.latitude[row] = Some(fix.latitude);
            track.longitude[row] = Some(fix.longitude);
            track.altitude_m[row] = fix.altitude_m.map(f64::from);
        }
        row.samples = Packed::of(track).or(row.samples.take());
    }
}

/// Devices whose fixes may lie among each other.
const DEVICES: usize = 4;
/// A device fixes once a second: what follows sooner is another's (s).
const OWN_STEP_S: f64 = 0.8;

/// The fixes of the device that has most of them: phone and watch write into one table, and
/// nothing says whose a fix is but where and when it lies.
fn one_device(fixes: &[Fix]) -> Vec<Fix> {
    let mut chains: Vec<Vec<Fix>> = Vec::new();
    for fix in fixes {
        let jump = |chain: &Vec<Fix>| {
            let last = chain.last()?;
            (fix.time_s - last.time_s >= OWN_STEP_S)
                .then(|| haversine(last.latitude, last.longitude, fix.latitude, fix.longitude))
        };
        let near = (0..chains.len())
            .filter_map(|at| Some((jump(chains.get(at)?)?, at)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some(chain) = near.and_then(|(_, at)| chains.get_mut(at)) {
            chain.push(*fix);
        } else if chains.len() < DEVICES {
            chains.push(vec![*fix]);
        }
    }
    let longest = chains.into_iter().rev().max_by_key(Vec::len);
    longest.unwrap_or_default()
}
