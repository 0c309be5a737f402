//! GPX by one streaming pass. The format fixes position, height and time; cadence,
//! heart rate, speed and distance live in extensions that every vendor spells its
//! own way, so elements are known by their bare name wherever they stand in a point.

use super::outcome::{Reading, Skip, settle_recordings};
use super::twice::{self, Relation};
use super::xml::{self, Attributes, Item};
use super::{clock, gpx_second, shape, sport, time};
use chrono::{Offset, TimeZone};
use comeback_core::recording::{
    CadenceUnit, Format, ReadProblem, Recording, Samples, Sport, SubSport,
};

/// Tracks that follow each other within this (s) are parts of one outing.
const JOIN_WITHIN_S: f64 = 1800.0;

/// So many points of one and the same moment have no times.
const ONE_MOMENT: usize = 5;

/// Tracks of one file.
const TRACK_LIMIT: usize = 20_000;

/// Reads a GPX file: one recording a track, where tracks lie apart in time.
pub(super) fn read(name: &str, bytes: &[u8]) -> Reading {
    let text = xml::text_of(bytes);
    let mut document = Document::default();
    let walked = xml::walk(&text, &["trkpt", "trk", "trkseg"], |item| match item {
        Item::Open(element, attributes) => document.open(element, &attributes),
        Item::Close(element, text) => document.close(element, text),
    });
    document.finish_track();

    let mut problems = Vec::new();
    if let Some((at, message)) = &walked.broken {
        problems.push(ReadProblem {
            message: format!(
                "the XML is broken here ({message}); what can be read around it is kept"
            ),
            at_byte: Some(*at),
            lost_data: true,
        });
    } else if let Some(at) = walked.cut_at {
        problems.push(ReadProblem {
            message: "the file ends before its recording does".to_owned(),
            at_byte: Some(at),
            lost_data: true,
        });
    }
    let truncated = walked.cut_at.is_some() || document.full;
    if document.full {
        problems.push(ReadProblem {
            message: format!(
                "more than {} points: the rest is left out",
                shape::ROW_LIMIT
            ),
            at_byte: None,
            lost_data: true,
        });
    }

    let skip = document.nothing();
    let recordings: Vec<Recording> = joined(std::mem::take(&mut document.tracks))
        .into_iter()
        .flat_map(|track| recordings(&document, track, &problems, truncated))
        .collect();
    match settle_recordings(recordings, skip) {
        Reading::Skipped(Skip::Empty) if !problems.is_empty() => {
            // The second reader is stricter about XML; it may still know better.
            let second = gpx_second::read(text.as_bytes());
            if !second.is_empty() {
                return Reading::Recordings(second);
            }
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
    creator: Option<String>,
    title: Option<String>,
    tracks: Vec<Track>,
    track: Option<Track>,
    point: Option<Point>,
    /// Inside a waypoint or a planned route.
    elsewhere: bool,
    metadata: bool,
    /// When the file says that it was made.
    made: Option<f64>,
    /// Inside a link, whose `type` is a media type.
    link: bool,
    points: usize,
    places: usize,
    full: bool,
}

#[derive(Default)]
struct Track {
    title: Option<String>,
    sport: Option<String>,
    samples: Samples,
    undated: usize,
    offset_s: Option<i32>,
    /// Whether its times name a zone.
    is_zoned: bool,
    device: Option<String>,
    /// How often more it was drawn.
    again: usize,
}

impl Track {
    /// Another drawing of the same track.
    fn drawn_again(&self, samples: Samples) -> Track {
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
struct Point {
    time: Option<time::Written>,
    position: Option<(f64, f64)>,
    altitude_m: Option<f64>,
    speed: Option<f64>,
    distance_m: Option<f64>,
    cadence: Option<f64>,
    heart_rate: Option<f64>,
    power: Option<f64>,
    temperature: Option<f64>,
    accuracy_m: Option<f64>,
}

impl Document {
    fn open(&mut self, element: &str, attributes: &Attributes<'_>) -> bool {
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

    fn close(&mut self, element: &str, text: &str) -> bool {
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

    fn finish_track(&mut self) {
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
    fn nothing(&self) -> Skip {
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

/// Tracks, and tracks within a track, in the order of time.
fn in_order(tracks: Vec<Track>) -> Vec<Track> {
    let mut parted: Vec<Track> = Vec::new();
    for mut track in tracks {
        let samples = std::mem::take(&mut track.samples);
        let mut drawings = twice::drawings(samples).into_iter();
        track.samples = drawings.next().unwrap_or_default();
        let more: Vec<Track> = drawings.map(|samples| track.drawn_again(samples)).collect();
        parted.push(track);
        parted.extend(more);
    }
    let first = |track: &Track| {
        let first = track.samples.time_s.first();
        first.copied().unwrap_or(f64::INFINITY)
    };
    parted.sort_by(|a, b| first(a).total_cmp(&first(b)));
    parted
}

/// Joins tracks of one sport that follow each other closely, and those that draw one run.
fn joined(tracks: Vec<Track>) -> Vec<Track> {
    let mut joined: Vec<Track> = Vec::new();
    for mut track in in_order(tracks) {
        let mut own = Samples::default();
        std::mem::swap(&mut own, &mut track.samples);
        let Some(last) = joined.last_mut().filter(|last| last.sport == track.sport) else {
            track.samples = own;
            joined.push(track);
            continue;
        };
        let gap = match (last.samples.time_s.last(), own.time_s.first()) {
            (Some(end), Some(start)) => Some(start - end),
            _ => None,
        };
        let relation = match last.again < twice::MOST {
            true => twice::relation(&last.samples, &own),
            false => Relation::Two,
        };
        let before = std::mem::take(&mut last.samples);
        let parted = match (relation, gap) {
            (Relation::OneRun, _) => {
                last.again += 1;
                last.samples = twice::together(before, &own);
                None
            }
            (Relation::OtherClock, _) => {
                last.again += 1;
                last.samples = twice::fuller(before, own);
                None
            }
            (Relation::Two, Some(gap)) if (0.0..JOIN_WITHIN_S).contains(&gap) => {
                last.samples = before;
                for row in 0..own.len() {
                    let into = last.samples.push(own.time_s[row]);
                    last.samples.fill_from(into, &own, row);
                }
                None
            }
            _ if before.is_empty() && own.is_empty() => None,
            _ => {
                last.samples = before;
                Some(own)
            }
        };
        match parted {
            None => last.undated += track.undated,
            Some(own) => {
                track.samples = own;
                joined.push(track);
            }
        }
    }
    joined
}

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
    let named = super::vendors::wall_in_title(recording.title.as_deref()?)?;
    if !(-1.0..=60.0).contains(&(start - named)) {
        return None;
    }
    let mut places = samples.latitude.iter().zip(&samples.longitude);
    let (latitude, longitude) = places.find_map(|(a, b)| a.zip(*b))?;
    let zone = super::place::zone(latitude, longitude)?;
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
    let zone = super::place::zone(latitude, longitude)?;
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

fn recordings(
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
