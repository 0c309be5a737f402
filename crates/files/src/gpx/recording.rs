//! The recordings of a track, on the clock of where it was run.

use super::document::{Document, Track};
use crate::vendors::wall_in_title;
use crate::{clock, place, shape, sport, time};
use chrono::{Offset, TimeZone};
use comeback_core::recording::{
    CadenceUnit, Format, ReadProblem, Recording, Samples, Sport, SubSport,
};

/// Seconds east of UTC by which a track is late: until the middle of 2014 Runkeeper wrote the
/// time of the place as if it were UTC. Its name, `Running 5/10/13 6:35 pm`, is in local
/// time, so that a name and a time that are the same somewhere else than in UTC show it.
fn local_as_utc(recording: &Recording, samples: &Samples) -> Option<i32> {
    /// 1 July 2014.
    const UNTIL_S: f64 = 1_404_172_800.0;
    let start = *samples.time_s.first()?;
    if start > UNTIL_S || recording.utc_offset_s.is_some() {
        return None;
    }
    let named = wall_in_title(recording.title.as_deref()?)?;
    if !(-1.0..=60.0).contains(&(start - named)) {
        return None;
    }
    let mut places = samples.latitude.iter().zip(&samples.longitude);
    let (latitude, longitude) = places.find_map(|(a, b)| a.zip(*b))?;
    let zone = place::zone(latitude, longitude)?;
    let naive = time::instant(start).naive_utc();
    let offset = zone.offset_from_local_datetime(&naive).earliest()?.fix();
    Some(offset.local_minus_utc()).filter(|offset_s| *offset_s != 0)
}

/// Times that name no zone are UTC by the format, and local by some writers: what that
/// leaves open, where the place has another clock.
fn without_zone(samples: &Samples) -> Option<String> {
    let start = *samples.time_s.first()?;
    let mut places = samples.latitude.iter().zip(&samples.longitude);
    let (latitude, longitude) = places.find_map(|(a, b)| a.zip(*b))?;
    let zone = place::zone(latitude, longitude)?;
    let offset = zone.offset_from_utc_datetime(&time::instant(start).naive_utc());
    let minutes = offset.fix().local_minus_utc() / 60;
    (minutes != 0).then(|| {
        let way = if minutes > 0 { "earlier" } else { "later" };
        format!(
            "its times name no time zone and are read as UTC; if they are local, it was run {}:{:02} h {way}",
            minutes.abs() / 60,
            minutes.abs() % 60
        )
    })
}

/// The recordings of a track: several where it pauses for hours.
pub(super) fn recordings(
    document: &Document,
    track: Track,
    problems: &[ReadProblem],
    truncated: bool,
) -> Vec<Recording> {
    let mut recording = Recording::empty(Format::Gpx, Default::default());
    recording.problems = problems.to_vec();
    recording.truncated = truncated;
    if track.undated > 0 {
        recording.problems.push(ReadProblem {
            message: format!(
                "{} points without a usable time were left out",
                track.undated
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    if track.again > 0 {
        recording.problems.push(ReadProblem {
            message: "the file draws the run more than once; it counts once".to_owned(),
            at_byte: None,
            lost_data: false,
        });
    }
    let (sport, sub_sport) = track
        .sport
        .as_deref()
        .map_or((Sport::Unknown, SubSport::Generic), sport::named);
    (recording.sport, recording.sub_sport) = (sport, sub_sport);
    recording.sport_name = track.sport;
    recording.title = track.title.or_else(|| document.title.clone());
    recording.manufacturer.clone_from(&document.creator);
    recording.product = track.device;
    recording.utc_offset_s = track.offset_s;
    let mut samples = track.samples;
    if let Some(set) = clock::set_late(&mut samples, None) {
        recording.clock_jumps += 1;
        recording.problems.push(ReadProblem {
            message: clock::said(set.shift_s),
            at_byte: None,
            lost_data: false,
        });
    }
    recording.clock_jumps += clock::mend(&mut samples);
    samples.sort_by_time();
    let first = samples.time_s.first().copied();
    let made = document.made.zip(first);
    if let Some(shift_s) = made.and_then(|(made, first)| clock::rolled_over(first, made)) {
        for time in &mut samples.time_s {
            *time += shift_s;
        }
        recording.clock_jumps += 1;
        recording.problems.push(clock::was_rolled_over());
    }
    if let Some(offset_s) = local_as_utc(&recording, &samples) {
        for time in &mut samples.time_s {
            *time -= f64::from(offset_s);
        }
        recording.utc_offset_s = Some(offset_s);
        recording.problems.push(ReadProblem {
            message: "its local times were written as UTC; put right by its place".to_owned(),
            at_byte: None,
            lost_data: false,
        });
    }
    if shape::count_to_cadence(&mut samples) {
        recording.cadence_unit = CadenceUnit::StepsPerMinute;
        recording.problems.push(ReadProblem {
            message: "its cadence is a count of steps; turned into steps per minute".to_owned(),
            at_byte: None,
            lost_data: false,
        });
    }
    let first = samples.time_s.first().copied();
    let device = (recording.product.as_deref()).or(recording.manufacturer.as_deref());
    recording.clock_doubt = first.and_then(|first| clock::too_early(first, false, device));
    if recording.clock_doubt.is_none() && !track.is_zoned {
        recording.clock_doubt = without_zone(&samples);
    }
    let Recording {
        problems,
        clock_jumps,
        ..
    } = &mut recording;
    shape::stretches(samples, &[], problems, clock_jumps)
        .into_iter()
        .filter_map(|samples| {
            let mut recording = recording.clone();
            shape::settle(&mut recording, samples, None).then_some(recording)
        })
        .collect()
}
