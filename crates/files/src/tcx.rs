//! TCX by one streaming pass: activities, laps with their totals, track points
//! with Garmin's extensions.

use super::outcome::{Reading, Skip, settle_recordings};
use super::xml::{self, Attributes, Item};
use super::{clock, laps, shape, sport, time};
use comeback_core::recording::{
    Format, Lap, ReadProblem, Recording, Samples, Sport, SubSport, TimerEvent,
};
use comeback_core::units::{BeatsPerMinute, Metres, Seconds, StepsPerMinute};

/// Laps and activities of one file.
const ENTRY_LIMIT: usize = 20_000;
/// A lap begins and ends so near to the samples that it counts (s).
const LAP_SLACK_S: f64 = 60.0;

/// Reads a TCX file: one recording an activity.
pub(super) fn read(name: &str, bytes: &[u8]) -> Reading {
    let text = xml::text_of(bytes);
    let mut document = Document::default();
    let walked = xml::walk(
        &text,
        &["Trackpoint", "Lap", "Activity"],
        |item| match item {
            Item::Open(element, attributes) => document.open(element, &attributes),
            Item::Close(element, text) => document.close(element, text),
        },
    );
    document.finish_activity();

    let mut problems = Vec::new();
    if let Some((at, message)) = walked.broken {
        problems.push(ReadProblem {
            message: format!(
                "the XML is broken here ({message}); what can be read around it is kept"
            ),
            at_byte: Some(at),
            lost_data: true,
        });
    } else if let Some(at) = walked.cut_at {
        problems.push(ReadProblem {
            message: "the file ends before its recording does".to_owned(),
            at_byte: Some(at),
            lost_data: true,
        });
    }
    if document.rows > shape::ROW_LIMIT {
        problems.push(ReadProblem {
            message: format!(
                "more than {} points: the rest is left out",
                shape::ROW_LIMIT
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    let truncated = walked.cut_at.is_some() || document.rows > shape::ROW_LIMIT;
    let skip = if document.undated > 0 {
        Skip::NoTime
    } else if document.course {
        Skip::NotAWorkout
    } else {
        Skip::Empty
    };
    let recordings = std::mem::take(&mut document.activities)
        .into_iter()
        .flat_map(|activity| recordings(activity, &problems, truncated))
        .collect();
    match settle_recordings(recordings, skip) {
        Reading::Skipped(Skip::Empty) if !problems.is_empty() => {
            let problem = problems.swap_remove(0);
            Reading::failed(
                name,
                format!(
                    "no point could be read: {}; export the file again",
                    problem.message
                ),
                problem.at_byte,
            )
        }
        reading => reading,
    }
}

#[derive(Default)]
struct Document {
    activities: Vec<Activity>,
    activity: Option<Activity>,
    point: Option<Point>,
    /// The open elements that give a repeated name its meaning.
    heart_rate: HeartRate,
    in_creator: bool,
    in_track: bool,
    course: bool,
    undated: usize,
    rows: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum HeartRate {
    #[default]
    None,
    Point,
    LapAverage,
}

#[derive(Default)]
struct Activity {
    sport: Option<String>,
    /// Unix seconds of the activity's id, which is its start.
    id: Option<f64>,
    offset_s: Option<i32>,
    notes: Option<String>,
    device: Option<String>,
    unit: Option<String>,
    laps: Vec<LapTotals>,
    samples: Samples,
    /// How many of the first rows are dated when no recording can have been made, as by a
    /// clock that the first fix sets.
    early: usize,
    /// Pauses: from the last point of a track to the first of the next in the same lap.
    pauses: Vec<(f64, f64)>,
    track_of_lap: usize,
    track_is_new: bool,
}

#[derive(Default)]
struct LapTotals {
    start: Option<f64>,
    timer_s: Option<f64>,
    distance_m: Option<f64>,
    heart_rate: Option<f64>,
    strides: Option<f64>,
}

#[derive(Default)]
struct Point {
    time: Option<time::Written>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    altitude_m: Option<f64>,
    distance_m: Option<f64>,
    speed: Option<f64>,
    cadence: Option<f64>,
    run_cadence: Option<f64>,
    heart_rate: Option<f64>,
    power: Option<f64>,
}

impl Document {
    fn open(&mut self, element: &str, attributes: &Attributes<'_>) -> bool {
        match element {
            "Activity" => {
                self.finish_activity();
                self.activity = Some(Activity {
                    sport: attributes.get("Sport"),
                    ..Activity::default()
                });
            }
            "Course" | "Workout" => self.course = true,
            "Lap" => {
                if let Some(activity) = &mut self.activity
                    && activity.laps.len() < ENTRY_LIMIT
                {
                    let start = attributes
                        .get("StartTime")
                        .and_then(|text| time::parse(&text));
                    activity.offset_s = activity.offset_s.or(start.and_then(|s| s.offset_s));
                    activity.laps.push(LapTotals {
                        start: start.and_then(|written| time::plausible(written.unix_s)),
                        ..LapTotals::default()
                    });
                    activity.track_of_lap = 0;
                }
            }
            "Track" => {
                self.in_track = true;
                if let Some(activity) = &mut self.activity {
                    activity.track_of_lap += 1;
                    activity.track_is_new = activity.track_of_lap > 1;
                }
            }
            "Trackpoint" => self.point = Some(Point::default()),
            "HeartRateBpm" => self.heart_rate = HeartRate::Point,
            "AverageHeartRateBpm" => self.heart_rate = HeartRate::LapAverage,
            "MaximumHeartRateBpm" => self.heart_rate = HeartRate::None,
            "Creator" => self.in_creator = true,
            _ => {}
        }
        true
    }

    fn close(&mut self, element: &str, text: &str) -> bool {
        match element {
            "Trackpoint" => {
                if let Some(point) = self.point.take() {
                    self.add(&point);
                }
                return self.rows <= shape::ROW_LIMIT;
            }
            "Activity" => self.finish_activity(),
            "Track" => self.in_track = false,
            "Creator" => self.in_creator = false,
            "HeartRateBpm" | "AverageHeartRateBpm" | "MaximumHeartRateBpm" => {
                self.heart_rate = HeartRate::None;
            }
            _ if text.is_empty() => {}
            _ => {
                if let Some(point) = &mut self.point {
                    point.value(element, text, self.heart_rate);
                } else if let Some(activity) = &mut self.activity {
                    activity.value(element, text, self.heart_rate, self.in_creator);
                }
            }
        }
        true
    }

    fn add(&mut self, point: &Point) {
        let Some(activity) = &mut self.activity else {
            return;
        };
        self.rows += 1;
        if self.rows > shape::ROW_LIMIT {
            return;
        }
        let written = point.time.map(|written| written.unix_s);
        let is_early = |at: &f64| activity.early == activity.samples.len() && *at >= 0.0;
        let Some(at) =
            written.and_then(|at| time::plausible(at).or_else(|| Some(at).filter(is_early)))
        else {
            self.undated += 1;
            return;
        };
        if time::plausible(at).is_none() {
            activity.early += 1;
        }
        activity.offset_s = activity.offset_s.or(point.time.and_then(|w| w.offset_s));
        if std::mem::take(&mut activity.track_is_new)
            && let Some(&last) = activity.samples.time_s.last()
            && at > last
            && activity.pauses.len() < ENTRY_LIMIT
        {
            activity.pauses.push((last, at));
        }
        let row = activity.samples.push(at);
        let samples = &mut activity.samples;
        let position = point
            .latitude
            .zip(point.longitude)
            .filter(|&(latitude, longitude)| shape::is_position(latitude, longitude));
        for (column, value) in [
            (&mut samples.latitude, position.map(|p| p.0)),
            (&mut samples.longitude, position.map(|p| p.1)),
            (&mut samples.altitude_m, point.altitude_m),
            (&mut samples.distance_m, point.distance_m),
            (&mut samples.speed_m_per_s, point.speed),
            (&mut samples.cadence, point.run_cadence.or(point.cadence)),
            (&mut samples.heart_rate_bpm, point.heart_rate),
            (&mut samples.power_w, point.power),
        ] {
            if let Some(cell) = column.get_mut(row) {
                *cell = value;
            }
        }
    }

    fn finish_activity(&mut self) {
        if let Some(point) = self.point.take()
            && point.time.is_some()
        {
            self.add(&point);
        }
        if let Some(mut activity) = self.activity.take()
            && self.activities.len() < ENTRY_LIMIT
        {
            if activity.early == activity.samples.len() {
                self.undated += std::mem::take(&mut activity.early);
                activity.samples = Samples::default();
            }
            self.activities.push(activity);
        }
    }
}

impl Point {
    fn value(&mut self, element: &str, text: &str, heart_rate: HeartRate) {
        let positive = || xml::number(text).filter(|&value| value >= 0.0);
        match element {
            "Time" => self.time = time::parse(text),
            "LatitudeDegrees" => self.latitude = xml::number(text),
            "LongitudeDegrees" => self.longitude = xml::number(text),
            "AltitudeMeters" => {
                self.altitude_m = xml::number(text).filter(|v| (-500.0..9_000.0).contains(v));
            }
            "DistanceMeters" => self.distance_m = positive(),
            "Speed" => self.speed = positive(),
            "RunCadence" => self.run_cadence = positive(),
            "Cadence" => self.cadence = positive(),
            "Watts" => self.power = positive(),
            "Value" if heart_rate == HeartRate::Point => {
                self.heart_rate = xml::number(text).filter(|&bpm| bpm > 0.0);
            }
            _ => {}
        }
    }
}

impl Activity {
    fn value(&mut self, element: &str, text: &str, heart_rate: HeartRate, in_creator: bool) {
        match (element, in_creator) {
            ("Name", true) => self.device = Some(text.to_owned()),
            ("UnitId", true) => self.unit = Some(text.to_owned()).filter(|id| id != "0"),
            ("Notes", _) => self.notes = Some(text.to_owned()),
            ("Id", _) => {
                let written = time::parse(text);
                self.id = written.and_then(|written| time::plausible(written.unix_s));
            }
            _ => {
                let Some(lap) = self.laps.last_mut() else {
                    return;
                };
                let number = xml::number(text).filter(|&value| value >= 0.0);
                match element {
                    "TotalTimeSeconds" => lap.timer_s = number,
                    "DistanceMeters" => lap.distance_m = number,
                    "AvgRunCadence" => lap.strides = number.filter(|&v| v > 0.0),
                    "Value" if heart_rate == HeartRate::LapAverage => {
                        lap.heart_rate = number.filter(|&v| v > 0.0);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// An activity whose points lie hours apart without a pause is several recordings, each with
/// the laps that begin in it.
fn recordings(mut activity: Activity, problems: &[ReadProblem], truncated: bool) -> Vec<Recording> {
    let mut problems = problems.to_vec();
    let mut samples = std::mem::take(&mut activity.samples);
    let mut clock_jumps = 0;
    if let Some(set) = clock::set_late(&mut samples, None) {
        clock_jumps += 1;
        let again = |time: &mut f64| {
            if set.dated.contains(time) {
                *time += set.shift_s;
            }
        };
        activity.id.as_mut().map(again);
        for lap in &mut activity.laps {
            lap.start.as_mut().map(again);
        }
        problems.push(ReadProblem {
            message: clock::said(set.shift_s),
            at_byte: None,
            lost_data: false,
        });
    }
    let is_dated = samples
        .time_s
        .first()
        .copied()
        .and_then(time::plausible)
        .is_some();
    if activity.early > 0 && !is_dated {
        let rest = samples.split_off(activity.early);
        samples = rest;
        problems.push(ReadProblem {
            message: format!(
                "{} points are dated when no recording can have been made, and were left out",
                activity.early
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    clock_jumps += clock::mend(&mut samples);
    let first = samples.time_s.iter().copied().reduce(f64::min);
    let stated = activity
        .id
        .or(activity.laps.first().and_then(|lap| lap.start));
    if let Some(shift_s) = stated
        .zip(first)
        .and_then(|(stated, first)| clock::rolled_over(first, stated))
    {
        for time in &mut samples.time_s {
            *time += shift_s;
        }
        for pause in &mut activity.pauses {
            *pause = (pause.0 + shift_s, pause.1 + shift_s);
        }
        for start in activity
            .laps
            .iter_mut()
            .filter_map(|lap| lap.start.as_mut())
        {
            // Laps may be dated by the clock that is right.
            if first.is_some_and(|first| *start < first + shift_s / 2.0) {
                *start += shift_s;
            }
        }
        clock_jumps += 1;
        problems.push(clock::was_rolled_over());
    }
    let stretches = shape::stretches(samples, &activity.pauses, &mut problems, &mut clock_jumps);
    let whole = stretches.len() < 2;
    stretches
        .into_iter()
        .filter_map(|samples| {
            let mut recording = recording(&activity, samples, whole)?;
            recording.problems.extend(problems.iter().cloned());
            recording.clock_jumps = clock_jumps;
            let start = recording.start.timestamp() as f64;
            recording.clock_doubt = clock::too_early(start, false, recording.product.as_deref());
            recording.truncated = truncated;
            Some(recording)
        })
        .collect()
}

fn recording(activity: &Activity, samples: Samples, whole: bool) -> Option<Recording> {
    let mut recording = Recording::empty(Format::Tcx, Default::default());
    // "Other" in TCX is the maker's word for everything but running and riding, so
    // it is an answer; only silence is left to the motion.
    (recording.sport, recording.sub_sport) = match activity.sport.as_deref() {
        Some("Other") => (Sport::Other, SubSport::Generic),
        Some(name) => sport::named(name),
        None => (Sport::Unknown, SubSport::Generic),
    };
    recording.sport_name.clone_from(&activity.sport);
    recording.title.clone_from(&activity.notes);
    recording.product.clone_from(&activity.device);
    recording.serial.clone_from(&activity.unit);
    recording.utc_offset_s = activity.offset_s;
    let stated = activity
        .laps
        .first()
        .and_then(|lap| lap.start)
        .or(activity.id);
    if !shape::settle(&mut recording, samples, stated) {
        return None;
    }

    let start = recording.start.timestamp_micros() as f64 / 1e6;
    let within = |at: f64| (at - start).abs() < shape::SPAN_LIMIT_S;
    recording.timer_events = shape::timer_events(
        activity
            .pauses
            .iter()
            .filter(|&&(from, to)| within(from) && within(to))
            .flat_map(|&(from, to)| [(from, false), (to, true)])
            .map(|(at, running)| TimerEvent {
                at_s: at - start,
                running,
            })
            .collect(),
    );
    let mut told: Vec<&LapTotals> = match whole {
        true => activity.laps.iter().collect(),
        false => laps_of_part(&activity.laps, start, &recording.samples),
    };
    let end = start + recording.samples.time_s.last().copied().unwrap_or(0.0);
    let shares = shares_of(&told, end);
    if shares.iter().any(|share| *share < 1.0) {
        recording.problems.push(ReadProblem {
            message: "its laps lie over one another; what they tell twice counts once".to_owned(),
            at_byte: None,
            lost_data: false,
        });
    }
    let sum = |value: fn(&LapTotals) -> Option<f64>| -> Option<f64> {
        let values: Vec<f64> = (told.iter().zip(&shares))
            .filter_map(|(lap, share)| Some(value(lap)? * share))
            .collect();
        (!values.is_empty()).then(|| values.iter().sum())
    };
    // Means over laps weigh each by its time.
    let mean = |value: fn(&LapTotals) -> Option<f64>| -> Option<f64> {
        let (mut total, mut weight) = (0.0, 0.0);
        for lap in &told {
            if let (Some(value), Some(time)) = (value(lap), lap.timer_s) {
                total += value * time;
                weight += time;
            }
        }
        (weight > 0.0).then(|| total / weight)
    };
    recording.totals.timer = sum(|lap| lap.timer_s).map(Seconds::new);
    recording.totals.distance = sum(|lap| lap.distance_m).map(Metres::new);
    recording.totals.heart_rate = mean(|lap| lap.heart_rate).map(BeatsPerMinute::new);
    recording.totals.cadence = mean(|lap| lap.strides)
        .filter(|_| shape::on_foot(recording.sport))
        .map(|strides| StepsPerMinute::new(2.0 * strides));
    let mut counts = shares.iter().map(|share| *share > 0.0);
    told.retain(|_| counts.next() == Some(true));
    recording.laps = told
        .iter()
        .filter_map(|lap| {
            Some(Lap {
                start_s: lap.start.filter(|&at| within(at))? - start,
                elapsed_s: None,
                timer_s: lap.timer_s,
                distance_m: lap.distance_m,
                planned: None,
            })
        })
        .collect();
    Some(recording)
}

/// How much of each lap counts; all of each where one does not tell its start and its time.
fn shares_of(laps: &[&LapTotals], until: f64) -> Vec<f64> {
    let spans: Option<Vec<(f64, f64)>> = (laps.iter())
        .map(|lap| lap.start.zip(lap.timer_s))
        .collect();
    match spans {
        Some(spans) => laps::shares(&spans, until),
        None => vec![1.0; laps.len()],
    }
}

/// The laps of one of several recordings of an activity: those that begin in it, unless one
/// of them lasts on beyond it; then its totals are not its own.
fn laps_of_part<'a>(laps: &'a [LapTotals], start: f64, samples: &Samples) -> Vec<&'a LapTotals> {
    let end = start + samples.time_s.last().copied().unwrap_or(0.0);
    let begins = |lap: &&LapTotals| {
        let inside = |at: f64| (start - LAP_SLACK_S..=end).contains(&at);
        lap.start.is_some_and(inside)
    };
    let own: Vec<&LapTotals> = laps.iter().filter(begins).collect();
    let ends = |lap: &&LapTotals| {
        let until = lap.start.zip(lap.timer_s).map(|(at, timer)| at + timer);
        until.is_none_or(|until| until <= end + LAP_SLACK_S)
    };
    match own.iter().all(ends) {
        true => own,
        false => Vec::new(),
    }
}
