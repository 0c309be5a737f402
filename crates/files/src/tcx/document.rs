//! What stands in a TCX file, as it is read: activities, their laps and their points.

use crate::xml::{self, Attributes};
use crate::{shape, time};
use comeback_core::recording::Samples;

/// Laps and activities of one file.
const ENTRY_LIMIT: usize = 20_000;

#[derive(Default)]
pub(super) struct Document {
    pub activities: Vec<Activity>,
    pub activity: Option<Activity>,
    pub point: Option<Point>,
    /// The open elements that give a repeated name its meaning.
    pub heart_rate: HeartRate,
    pub in_creator: bool,
    pub in_track: bool,
    pub course: bool,
    pub undated: usize,
    pub rows: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeartRate {
    #[default]
    None,
    Point,
    LapAverage,
}

#[derive(Default)]
pub(super) struct Activity {
    pub sport: Option<String>,
    /// Unix seconds of the activity's id, which is its start.
    pub id: Option<f64>,
    pub offset_s: Option<i32>,
    pub notes: Option<String>,
    pub device: Option<String>,
    pub unit: Option<String>,
    pub laps: Vec<LapTotals>,
    pub samples: Samples,
    /// How many of the first rows are dated when no recording can have been made, as by a
    /// clock that the first fix sets.
    pub early: usize,
    /// Pauses: from the last point of a track to the first of the next in the same lap.
    pub pauses: Vec<(f64, f64)>,
    pub track_of_lap: usize,
    pub track_is_new: bool,
}

#[derive(Default)]
pub(super) struct LapTotals {
    pub start: Option<f64>,
    pub timer_s: Option<f64>,
    pub distance_m: Option<f64>,
    pub heart_rate: Option<f64>,
    pub strides: Option<f64>,
}

#[derive(Default)]
pub(super) struct Point {
    pub time: Option<time::Written>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub altitude_m: Option<f64>,
    pub distance_m: Option<f64>,
    pub speed: Option<f64>,
    pub cadence: Option<f64>,
    pub run_cadence: Option<f64>,
    pub heart_rate: Option<f64>,
    pub power: Option<f64>,
}

impl Document {
    pub(super) fn open(&mut self, element: &str, attributes: &Attributes<'_>) -> bool {
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

    pub(super) fn close(&mut self, element: &str, text: &str) -> bool {
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

    pub(super) fn finish_activity(&mut self) {
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
