//! What all made archives are put together from: a straight course in the Atlantic,
//! points along it, and the file formats around them.

use crate::athletes::gzip;
use crate::files::zip_of;
use chrono::{DateTime, TimeDelta, Utc};
use std::fmt::Write;

/// A piece of running, riding or walking at one speed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outing {
    pub start: DateTime<Utc>,
    pub minutes: u32,
    pub km: f64,
}

/// One moment of an outing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    /// Seconds since the start.
    pub s: u32,
    pub at: DateTime<Utc>,
    pub latitude: f64,
    pub longitude: f64,
    pub altitude: f64,
    pub metres: f64,
    pub bpm: u32,
}

impl Outing {
    pub(super) fn new(start: &str, minutes: u32, km: f64) -> Outing {
        let start = start.parse().unwrap_or_default();
        Outing { start, minutes, km }
    }

    pub(super) fn seconds(&self) -> u32 {
        self.minutes * 60
    }

    pub(super) fn millis(&self) -> i64 {
        self.start.timestamp_millis()
    }

    pub(super) fn end_millis(&self) -> i64 {
        self.millis() + i64::from(self.seconds()) * 1000
    }

    pub(super) fn metres(&self) -> f64 {
        self.km * 1000.0
    }

    /// The start on a clock so many minutes east of UTC, in a format of chrono's.
    pub(super) fn local(&self, offset_min: i64, format: &str) -> String {
        (self.start + TimeDelta::minutes(offset_min))
            .format(format)
            .to_string()
    }

    /// A point every so many seconds, due north.
    pub(super) fn points(&self, every_s: u32) -> Vec<Point> {
        let total = self.seconds();
        (0..=total / every_s)
            .map(|index| {
                let s = index * every_s;
                let metres = self.metres() * f64::from(s) / f64::from(total);
                Point {
                    s,
                    at: self.start + TimeDelta::seconds(i64::from(s)),
                    latitude: 47.5 + metres / 111_195.0,
                    longitude: -29.8,
                    altitude: 12.0 + (f64::from(s) / 90.0).sin(),
                    metres,
                    bpm: 138 + index % 7,
                }
            })
            .collect()
    }
}

/// A GPX of a vendor that names no sport; `name` may say more.
pub(super) fn gpx(outings: &[Outing], name: Option<&str>, shift_min: i64) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"made here\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk>",
    );
    if let Some(name) = name {
        let _ = write!(text, "<name>{name}</name>");
    }
    text.push_str("<trkseg>\n");
    for point in outings.iter().flat_map(|outing| outing.points(10)) {
        let _ = writeln!(
            text,
            "<trkpt lat=\"{:.6}\" lon=\"{:.6}\"><ele>{:.1}</ele><time>{}</time></trkpt>",
            point.latitude,
            point.longitude,
            point.altitude,
            (point.at + TimeDelta::minutes(shift_min)).format("%Y-%m-%dT%H:%M:%SZ"),
        );
    }
    text.push_str("</trkseg></trk></gpx>\n");
    text
}

/// `[{…}, {…}]` of an outing's points.
pub(super) fn list(points: &[Point], mut write: impl FnMut(&Point) -> String) -> String {
    let all: Vec<String> = points.iter().map(&mut write).collect();
    format!("[{}]", all.join(","))
}

pub(super) fn packed(text: &str) -> Result<Vec<u8>, String> {
    gzip(text.as_bytes())
}

/// A zip of texts.
pub(super) fn zip_of_texts(entries: &[(&str, &str)]) -> Result<Vec<u8>, String> {
    let entries: Vec<(&str, &[u8])> = entries
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zip_of(&entries)
}

/// Marks every entry of a zip as locked, as a password does.
pub(super) fn lock(mut zip: Vec<u8>) -> Vec<u8> {
    for (mark, flags_at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let found: Vec<usize> = (0..zip.len().saturating_sub(10))
            .filter(|&at| zip[at..].starts_with(mark))
            .collect();
        for at in found {
            zip[at + flags_at] |= 1;
        }
    }
    zip
}
