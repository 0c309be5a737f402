//! Apple Health: `export.xml` of gigabytes, read once as a stream of tags. Its document
//! type is malformed since iOS 16 and control characters occur, so nothing is validated.
//!
//! Heart rate and steps stand before the workouts that they belong to; they are held in
//! a few bytes each. Sources of steps overlap: one is chosen. Routes lie beside it as GPX.

use super::dates;
use super::row::{Row, Vendor, When, some};
use super::samples::{Packed, lay_in};
use super::shelf::{self, Shelf, Survey};
use super::table::{Lone, number};
use super::tags::{Tag, Tags};
use crate::outcome::Reading;
use crate::sport;
use comeback_core::recording::{Samples, Sport, SubSport};
use comeback_core::units::{METRES_PER_FOOT, METRES_PER_MILE};
use std::collections::{HashMap, VecDeque};
use std::io::BufReader;

pub(super) fn recognise(head: &str) -> bool {
    head.contains("<HealthData") || head.contains("<!DOCTYPE HealthData")
}

/// Records that are held: forty years of a heart rate every five minutes.
const RECORD_LIMIT: usize = 6_000_000;
/// Records of one block, so that growing never needs twice the memory.
const BLOCK: usize = 1 << 13;
/// A heart rate speaks for so long around its moment (s).
const HEART_S: f64 = 10.0;

/// One heart rate or one interval of steps, in twelve bytes.
#[derive(Debug, Clone, Copy)]
struct Record {
    /// Seconds since 2001, in which these clocks count.
    at: u32,
    until_s: u16,
    source: u16,
    value: f32,
}

#[derive(Debug, Default)]
struct Records {
    blocks: VecDeque<Block>,
    /// Whether the first were let go, for there were too many.
    is_cut: bool,
}

#[derive(Debug)]
struct Block {
    /// The first and the last moment in it.
    span: (u32, u32),
    records: Vec<Record>,
}

impl Records {
    fn push(&mut self, record: Record) {
        let is_full = |block: &Block| block.records.len() >= BLOCK;
        if self.blocks.back().is_none_or(is_full) {
            // The oldest go: what is trained now is what counts.
            if self.blocks.len() * BLOCK >= RECORD_LIMIT {
                self.blocks.pop_front();
                self.is_cut = true;
            }
            self.blocks.push_back(Block {
                span: (record.at, record.at),
                records: Vec::with_capacity(BLOCK),
            });
        }
        if let Some(block) = self.blocks.back_mut() {
            block.span = (block.span.0.min(record.at), block.span.1.max(record.at));
            block.records.push(record);
        }
    }

    /// Those that begin in a span of Unix seconds, in order.
    fn between(&self, from: f64, to: f64) -> Vec<Record> {
        let range = seconds_2001(from)..=seconds_2001(to);
        let near = self
            .blocks
            .iter()
            .filter(|block| block.span.0 <= *range.end() && block.span.1 >= *range.start());
        let all = near.flat_map(|block| &block.records);
        let mut found: Vec<Record> = all
            .filter(|record| range.contains(&record.at))
            .copied()
            .collect();
        found.sort_by_key(|record| record.at);
        found
    }
}

const EPOCH_2001: f64 = 978_307_200.0;

fn seconds_2001(unix_s: f64) -> u32 {
    (unix_s - EPOCH_2001).clamp(0.0, f64::from(u32::MAX)) as u32
}

/// One workout while its tags pass.
struct Workout {
    row: Row,
    end_s: f64,
    source: u16,
    routes: Vec<String>,
}

pub(super) fn read(shelf: &mut dyn Shelf, index: usize, survey: &mut Survey) -> Result<(), String> {
    let table = shelf.names().get(index).cloned().unwrap_or_default();
    let mut found = Found::default();
    let ended = pass(
        BufReader::with_capacity(1 << 18, shelf::stream(shelf, index)?),
        &table,
        &mut found,
    );
    // What stood before the damage is read.
    if let Err(error) = ended {
        survey.fail(&table, error);
    }
    for number in found.undated {
        survey.no_start(&table, number, "", None);
    }
    let (workouts, hearts, steps) = (found.workouts, found.hearts, found.steps);
    if hearts.is_cut || steps.is_cut {
        let note = format!(
            "more than {} million heart rates or steps: the runs of the first years are without them",
            RECORD_LIMIT / 1_000_000
        );
        survey.notes.push((table.clone(), note));
    }
    let mut routes: HashMap<String, Samples> = HashMap::new();
    for mut workout in workouts {
        let is_run = workout.row.sport == Sport::Running;
        let mut track = Samples::default();
        for route in &workout.routes {
            let Some(at) = shelf::ending(shelf, route) else {
                continue;
            };
            survey.read.extend(shelf.names().get(at).cloned());
            if is_run {
                // Several workouts may share a file, one after the other.
                if !routes.contains_key(route) {
                    routes.clear();
                    routes.insert(route.clone(), points(shelf, at));
                }
                if let Some(points) = routes.get(route) {
                    clip(
                        points,
                        workout.row.start.seconds(),
                        workout.end_s,
                        &mut track,
                    );
                }
            }
        }
        if is_run {
            track.sort_by_time();
            fill(&mut workout, track, &hearts, &steps);
        }
        survey.rows.push(workout.row);
    }
    Ok(())
}

/// What one pass finds.
#[derive(Default)]
struct Found {
    workouts: Vec<Workout>,
    /// Numbers of runs whose moments cannot be read.
    undated: Vec<usize>,
    hearts: Records,
    steps: Records,
}

fn pass(
    from: BufReader<Box<dyn std::io::Read + '_>>,
    table: &str,
    found: &mut Found,
) -> Result<(), String> {
    let mut tags = Tags::new(from);
    let Found {
        workouts,
        undated,
        hearts,
        steps,
    } = found;
    let mut number = 0;
    let mut is_whole = false;
    let mut open: Option<Workout> = None;
    let mut sources: HashMap<String, u16> = HashMap::new();
    let mut number_of = |name: Option<String>| -> u16 {
        let next = u16::try_from(sources.len()).unwrap_or(u16::MAX);
        *sources.entry(name.unwrap_or_default()).or_insert(next)
    };
    while let Some(tag) = tags.next()? {
        match tag.name() {
            "Record" => {
                let list = match tag.get("type").as_deref() {
                    Some("HKQuantityTypeIdentifierHeartRate") => &mut *hearts,
                    Some("HKQuantityTypeIdentifierStepCount") => &mut *steps,
                    _ => continue,
                };
                let (Some(at), Some(value)) = (moment(&tag, "startDate"), figure(&tag, "value"))
                else {
                    continue;
                };
                let until = moment(&tag, "endDate").unwrap_or(at);
                list.push(Record {
                    at: seconds_2001(at),
                    until_s: (until - at).clamp(0.0, f64::from(u16::MAX)) as u16,
                    source: number_of(tag.get("sourceName")),
                    value: value as f32,
                });
            }
            "Workout" => {
                workouts.extend(open.take());
                number += 1;
                let opened = workout(&tag, table, number).map(|mut workout| {
                    workout.source = number_of(tag.get("sourceName"));
                    workout
                });
                let kind = tag.get("workoutActivityType").unwrap_or_default();
                if opened.is_none() && sport::in_table(&kind).0 == Sport::Running {
                    undated.push(number);
                }
                if tag.is_empty() {
                    workouts.extend(opened);
                } else {
                    open = opened;
                }
            }
            "/Workout" => workouts.extend(open.take()),
            "/HealthData" => is_whole = true,
            _ => {
                if let Some(workout) = &mut open {
                    inside(workout, &tag);
                }
            }
        }
    }
    workouts.extend(open);
    match is_whole {
        true => Ok(()),
        false => {
            Err("it ends in the middle: what stands before is read; export it again".to_owned())
        }
    }
}

fn workout(tag: &Tag<'_>, table: &str, index: usize) -> Option<Workout> {
    let start = tag.get("startDate").and_then(|text| dates::parse(&text))?;
    let start_s = start.seconds - f64::from(start.offset_s?);
    let end_s = moment(tag, "endDate")?;
    let kind = tag.get("workoutActivityType")?;
    let mut row = Row::new(Vendor::Apple, table, index, When::Instant(start_s)).with_sport(&kind);
    if row.sport == Sport::Unknown {
        // Apple names every sport in English: what is not known here is no run.
        row.sport = Sport::Other;
    }
    row.utc_offset_s = start.offset_s.filter(|offset| *offset != 0);
    row.elapsed_s = some(Some(end_s - start_s));
    let unit = tag.get("durationUnit");
    row.timer_s = some(figure(tag, "duration")).map(|value| match unit.as_deref() {
        Some("hr" | "h") => value * 3600.0,
        Some("sec" | "s") => value,
        _ => value * 60.0,
    });
    row.distance_m =
        some(figure(tag, "totalDistance")).map(|value| metres(value, tag.get("totalDistanceUnit")));
    row.title = None;
    Some(Workout {
        row,
        end_s,
        source: 0,
        routes: Vec::new(),
    })
}

fn inside(workout: &mut Workout, tag: &Tag<'_>) {
    let row = &mut workout.row;
    match tag.name() {
        "WorkoutStatistics" => match tag.get("type").as_deref() {
            Some("HKQuantityTypeIdentifierDistanceWalkingRunning") => {
                let sum = some(figure(tag, "sum")).map(|value| metres(value, tag.get("unit")));
                row.distance_m = sum.or(row.distance_m);
            }
            Some("HKQuantityTypeIdentifierHeartRate") => {
                row.heart_rate_bpm = some(figure(tag, "average")).or(row.heart_rate_bpm);
                row.max_heart_rate_bpm = some(figure(tag, "maximum")).or(row.max_heart_rate_bpm);
            }
            Some("HKQuantityTypeIdentifierStepCount") => row.cadence_of_steps(figure(tag, "sum")),
            Some("HKQuantityTypeIdentifierWorkoutEffortScore") => {
                row.rpe = effort(figure(tag, "average").or(figure(tag, "sum")));
            }
            _ => {}
        },
        "MetadataEntry" => {
            let value = tag.get("value").unwrap_or_default();
            match tag.get("key").as_deref() {
                Some("HKIndoorWorkout") if value.trim() == "1" && row.sport == Sport::Running => {
                    row.sub_sport = SubSport::Treadmill;
                }
                Some("HKWorkoutEffortScore" | "HKWorkoutEffort") => {
                    row.rpe = effort(number(&value, Lone::Decimal));
                }
                Some("HKTimeZone") => {
                    if let Ok(zone) = value.trim().parse::<chrono_tz::Tz>() {
                        use chrono::{Offset, TimeZone};
                        let start = crate::time::instant(row.start.seconds()).naive_utc();
                        row.utc_offset_s = Some(
                            zone.offset_from_utc_datetime(&start)
                                .fix()
                                .local_minus_utc(),
                        );
                    }
                }
                _ => {}
            }
        }
        "FileReference" => workout.routes.extend(tag.get("path")),
        _ => {}
    }
}

fn effort(value: Option<f64>) -> Option<f64> {
    some(value).filter(|value| *value <= 10.0)
}

fn figure(tag: &Tag<'_>, name: &str) -> Option<f64> {
    number(&tag.get(name)?, Lone::Decimal)
}

/// `2016-11-14 07:25:41 -0700`; without an offset it is no moment.
fn moment(tag: &Tag<'_>, name: &str) -> Option<f64> {
    let text = tag.get(name)?;
    let written = crate::time::parse(&text)?;
    crate::time::plausible(written.unix_s)
}

fn metres(value: f64, unit: Option<String>) -> f64 {
    match unit.as_deref() {
        Some("mi") => value * METRES_PER_MILE,
        Some("m") => value,
        Some("yd") => value * 0.9144,
        Some("ft") => value * METRES_PER_FOOT,
        _ => value * 1000.0,
    }
}

/// The points of a route, Unix seconds.
fn points(shelf: &mut dyn Shelf, index: usize) -> Samples {
    let mut all = Samples::default();
    let Ok(bytes) = shelf::whole(shelf, index) else {
        return all;
    };
    if let Reading::Recordings(recordings) = crate::gpx::read("route", &bytes) {
        for recording in recordings {
            let start = recording.start.timestamp_micros() as f64 / 1e6;
            for (row, time) in recording.samples.time_s.iter().enumerate() {
                let into = all.push(start + time);
                all.fill_from(into, &recording.samples, row);
            }
        }
    }
    all
}

fn clip(points: &Samples, from: f64, to: f64, track: &mut Samples) {
    for (row, &time) in points.time_s.iter().enumerate() {
        if (from - 5.0..=to + 5.0).contains(&time) {
            let into = track.push(time);
            track.fill_from(into, points, row);
        }
    }
}

/// Lays heart rate and steps into the track; without one they make the rows.
fn fill(workout: &mut Workout, mut track: Samples, hearts: &Records, steps: &Records) {
    let (from, to) = (workout.row.start.seconds(), workout.end_s);
    let hearts = one_source(hearts.between(from, to), workout.source);
    let unix = |record: &Record| f64::from(record.at) + EPOCH_2001;
    let beats: Vec<(f64, f64)> = hearts
        .iter()
        .map(|record| (unix(record), f64::from(record.value)))
        .collect();
    lay_in(&mut track, &beats, HEART_S, |s| &mut s.heart_rate_bpm);
    let steps = one_source(steps.between(from - 120.0, to), workout.source);
    if track.is_empty() {
        for record in &steps {
            track.push(unix(record).max(from));
        }
    }
    let mut at = 0;
    for row in 0..track.len() {
        let time = track.time_s[row];
        while steps
            .get(at)
            .is_some_and(|record| unix(record) + f64::from(record.until_s) <= time)
        {
            at += 1;
        }
        if let Some(record) = steps
            .get(at)
            .filter(|record| unix(record) <= time && record.until_s > 0)
        {
            track.cadence[row] = Some(f64::from(record.value) * 60.0 / f64::from(record.until_s));
        }
    }
    let inside: f64 = steps
        .iter()
        .filter(|record| unix(record) >= from - 1.0)
        .map(|record| f64::from(record.value))
        .sum();
    workout.row.cadence_of_steps(some(Some(inside)));
    workout.row.samples = Packed::of(track);
}

/// Phone and watch count the same steps: the workout's own source is read, else the
/// one that tells most.
fn one_source(records: Vec<Record>, own: u16) -> Vec<Record> {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for record in &records {
        *counts.entry(record.source).or_default() += 1;
    }
    let chosen = if counts.contains_key(&own) {
        Some(own)
    } else {
        counts
            .into_iter()
            .max_by_key(|&(source, count)| (count, std::cmp::Reverse(source)))
            .map(|(source, _)| source)
    };
    records
        .into_iter()
        .filter(|record| Some(record.source) == chosen)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_records_the_newest_are_kept() {
        let mut records = Records::default();
        let most = u32::try_from(RECORD_LIMIT + 2 * BLOCK).expect("fits");
        for at in 0..most {
            records.push(Record {
                at,
                until_s: 0,
                source: 0,
                value: 60.0,
            });
        }
        assert!(records.is_cut);
        let last = EPOCH_2001 + f64::from(most);
        assert_eq!(records.between(last - 100.0, last).len(), 100);
        assert!(records.between(EPOCH_2001, EPOCH_2001 + 100.0).is_empty());
    }
}
