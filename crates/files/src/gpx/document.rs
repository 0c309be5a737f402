//! What stands in a GPX file, as it is read: tracks and their points.

use crate::outcome::Skip;
use crate::xml::{self, Attributes};
use crate::{shape, time};
use comeback_core::recording::Samples;

/// So many points of one and the same moment have no times.
const ONE_MOMENT: usize = 5;
/// Tracks of one file.
const TRACK_LIMIT: usize = 20_000;

#[derive(Default)]
pub(super) struct Document {
    pub creator: Option<String>,
    pub title: Option<String>,
    pub tracks: Vec<Track>,
    pub track: Option<Track>,
    pub point: Option<Point>,
    /// Inside a waypoint or a planned route.
    pub elsewhere: bool,
    pub metadata: bool,
    /// When the file says that it was made.
    pub made: Option<f64>,
    /// Inside a link, whose `type` is a media type.
    pub link: bool,
    pub points: usize,
    pub places: usize,
    pub full: bool,
}

#[derive(Default)]
pub(super) struct Track {
    pub title: Option<String>,
    pub sport: Option<String>,
    pub samples: Samples,
    pub undated: usize,
    pub offset_s: Option<i32>,
    /// Whether its times name a zone.
    pub is_zoned: bool,
    pub device: Option<String>,
    /// How often more it was drawn.
    pub again: usize,
}

impl Track {
    /// Another drawing of the same track.
    pub(super) fn drawn_again(&self, samples: Samples) -> Track {
        Track {
            title: self.title.clone(),
            sport: self.sport.clone(),
            samples,
            undated: 0,
            offset_s: self.offset_s,
            is_zoned: self.is_zoned,
            device: self.device.clone(),
            again: 0,
        }
    }
}

/// One track point while it is open.
#[derive(Default)]
pub(super) struct Point {
    pub time: Option<time::Written>,
    pub position: Option<(f64, f64)>,
    pub altitude_m: Option<f64>,
    pub speed: Option<f64>,
    pub distance_m: Option<f64>,
    pub cadence: Option<f64>,
    pub heart_rate: Option<f64>,
    pub power: Option<f64>,
    pub temperature: Option<f64>,
    pub accuracy_m: Option<f64>,
}

impl Document {
    pub(super) fn open(&mut self, element: &str, attributes: &Attributes<'_>) -> bool {
        match element {
            "gpx" => self.creator = attributes.get("creator"),
            "metadata" => self.metadata = true,
            "link" => self.link = true,
            "trk" => {
                self.finish_track();
                self.elsewhere = false;
                self.track = Some(Track::default());
            }
            "wpt" | "rte" | "rtept" => {
                self.elsewhere = true;
                self.places += 1;
            }
            "trkpt" => {
                self.elsewhere = false;
                let position = attributes.number("lat").zip(attributes.number("lon"));
                self.point = Some(Point {
                    position: position.filter(|&(lat, lon)| shape::is_position(lat, lon)),
                    ..Point::default()
                });
            }
            _ => {}
        }
        true
    }

    pub(super) fn close(&mut self, element: &str, text: &str) -> bool {
        if element == "trkpt" {
            if let Some(point) = self.point.take() {
                self.add(&point);
            }
            return !self.full;
        }
        if let Some(point) = &mut self.point {
            point.value(element, text);
            return true;
        }
        match element {
            "trk" => self.finish_track(),
            "metadata" => self.metadata = false,
            // GPX 1.0 has it without the element around it.
            "time" if self.track.is_none() && !self.elsewhere => {
                let written = time::parse(text);
                self.made = self.made.or(written.map(|written| written.unix_s));
            }
            "link" => self.link = false,
            "wpt" | "rte" => self.elsewhere = false,
            "name" | "type" | "src" if text.is_empty() || self.elsewhere => {}
            "name" => match &mut self.track {
                Some(track) => track.title = track.title.take().or(Some(text.to_owned())),
                None => self.title = self.title.take().or(Some(text.to_owned())),
            },
            "type" if !self.metadata && !self.link => {
                if let Some(track) = &mut self.track {
                    track.sport = track.sport.take().or(Some(text.to_owned()));
                }
            }
            "src" => {
                if let Some(track) = &mut self.track {
                    track.device = Some(text.to_owned());
                }
            }
            _ => {}
        }
        true
    }

    fn add(&mut self, point: &Point) {
        let track = self.track.get_or_insert_default();
        self.points += 1;
        if self.points > shape::ROW_LIMIT {
            self.full = true;
            return;
        }
        let at = point
            .time
            .and_then(|written| time::plausible(written.unix_s));
        let Some(at) = at else {
            track.undated += 1;
            return;
        };
        track.offset_s = track
            .offset_s
            .or(point.time.and_then(|written| written.offset_s));
        track.is_zoned |= point.time.is_some_and(|written| written.is_zoned);
        let row = track.samples.push(at);
        let samples = &mut track.samples;
        for (column, value) in [
            (&mut samples.latitude, point.position.map(|p| p.0)),
            (&mut samples.longitude, point.position.map(|p| p.1)),
            (&mut samples.altitude_m, point.altitude_m),
            (&mut samples.speed_m_per_s, point.speed),
            (&mut samples.distance_m, point.distance_m),
            (&mut samples.cadence, point.cadence),
            (&mut samples.heart_rate_bpm, point.heart_rate),
            (&mut samples.power_w, point.power),
            (&mut samples.temperature_c, point.temperature),
            (&mut samples.gps_accuracy_m, point.accuracy_m),
        ] {
            if let Some(cell) = column.get_mut(row) {
                *cell = value;
            }
        }
    }

    pub(super) fn finish_track(&mut self) {
        if let Some(point) = self.point.take()
            && point.time.is_some()
        {
            // A cut end: what the last point got is kept.
            self.add(&point);
        }
        if let Some(mut track) = self.track.take()
            && self.tracks.len() < TRACK_LIMIT
        {
            // A day alone dates a run and times nothing.
            let times = &track.samples.time_s;
            if times.len() >= ONE_MOMENT && times.iter().all(|time| Some(time) == times.first()) {
                track.undated += times.len();
                track.samples = Samples::default();
            }
            self.tracks.push(track);
        }
    }

    /// What the file is when no track gives a recording.
    pub(super) fn nothing(&self) -> Skip {
        if self.tracks.iter().any(|track| track.undated > 0) {
            Skip::NoTime
        } else if self.places > 0 {
            Skip::NotAWorkout
        } else {
            Skip::Empty
        }
    }
}

impl Point {
    fn value(&mut self, element: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let element = element.to_ascii_lowercase();
        let column = match element.as_str() {
            "time" => {
                self.time = self.time.or_else(|| time::parse(text));
                return;
            }
            "ele" => &mut self.altitude_m,
            "speed" => &mut self.speed,
            "distance" | "dist" => &mut self.distance_m,
            "cad" | "cadence" | "runcadence" | "run_cadence" | "runningcadence" | "spm"
            | "steprate" | "step_rate" | "stepsperminute" => &mut self.cadence,
            "hr" | "heartrate" | "heart_rate" | "heartratebpm" | "bpm" => &mut self.heart_rate,
            "power" | "powerinwatts" | "watts" => &mut self.power,
            "atemp" | "temp" | "temperature" => &mut self.temperature,
            "accuracy_horizontal" | "hacc" | "accuracy" | "h_accuracy" => &mut self.accuracy_m,
            _ => return,
        };
        let sane = |value: &f64| match element.as_str() {
            "ele" => (-500.0..9_000.0).contains(value),
            "temp" | "atemp" | "temperature" => (-60.0..70.0).contains(value),
            "hr" | "heartrate" | "heart_rate" | "heartratebpm" | "bpm" => *value > 0.0,
            _ => *value >= 0.0,
        };
        *column = column.or_else(|| xml::number(text).filter(sane));
    }
}
