//! The local time of the place where a run happened, for files that do not say.
//!
//! A GPX knows UTC alone, and some watches write a local time that cannot be. The
//! zones' borders come with the crate `tzf-dist` (made from OpenStreetMap's,
//! ODbL); nothing is asked of any network.

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use comeback_core::recording::{Recording, SubSport};
use flate2::read::ZlibDecoder;
use std::io::Read;
use std::sync::OnceLock;
use tzf_rs::EmbeddedFinder;

/// By how much a file's own offset may differ from that of its place before the
/// place is believed, s: summer time and a watch not yet put right make one hour
/// or two, a clock that was never set makes more. Design.
const BOGUS_S: i32 = 3 * 3600;

/// Seconds east of UTC in which the runner lived a recording: what the file says,
/// unless its place contradicts it; else what its place says; `None` without both.
/// A file that says 0 where the place knows better was written by one that knows UTC only.
pub fn utc_offset_s(recording: &Recording) -> Option<i32> {
    match (recording.utc_offset_s, of_place(recording)) {
        (Some(said), Some(place)) if said == 0 || (said - place).abs() > BOGUS_S => Some(place),
        (said, place) => said.or(place),
    }
}

/// The offset in force at the first fix, at the recording's start.
fn of_place(recording: &Recording) -> Option<i32> {
    // The fixes of a virtual run lie where its makers put their island.
    if matches!(recording.sub_sport, SubSport::Virtual | SubSport::Treadmill) {
        return None;
    }
    let samples = &recording.samples;
    let (latitude, longitude) = samples
        .latitude
        .iter()
        .zip(&samples.longitude)
        .find_map(|(latitude, longitude)| latitude.zip(*longitude))?;
    let offset = zone(latitude, longitude)?
        .offset_from_utc_datetime(&recording.start.naive_utc())
        .fix();
    Some(offset.local_minus_utc())
}

/// Seconds east of UTC by a file's name that holds the local time of its start, as
/// `Move_2020_07_13_05_09_20_Carrera.fit` or `2026-03-10-173509.gpx` does; `None` where it
/// holds none, or UTC, which tells nothing of the place.
pub fn offset_of_name(name: &str, start: DateTime<Utc>) -> Option<i32> {
    let leaf = name.rsplit(['/', '\\']).next()?;
    let figures: Vec<&str> = (leaf.split(|c: char| !c.is_ascii_digit()))
        .filter(|part| !part.is_empty())
        .collect();
    let text = (0..figures.len()).find_map(|at| {
        let text: String = figures.get(at..)?.concat();
        let is_year = text.starts_with("20") || text.starts_with("19");
        let whole = matches!(figures.get(at)?.len(), 4 | 8 | 14);
        (is_year && whole && text.len() >= 14).then(|| text.chars().take(14).collect::<String>())
    })?;
    let wall = NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%S").ok()?;
    let apart = (wall - start.naive_utc()).num_seconds();
    let offset = (apart as f64 / 900.0).round() as i64 * 900;
    if offset == 0 || (apart - offset).abs() > NAMED_WITHIN_S {
        return None;
    }
    crate::time::sane_offset(offset)
}

/// A file is named when the watch is started; its first sample follows (s). Design.
const NAMED_WITHIN_S: i64 = 60;

/// The zone of a place on land, degrees; `None` for what is no place.
pub fn zone(latitude: f64, longitude: f64) -> Option<Tz> {
    static ZONES: OnceLock<Option<EmbeddedFinder>> = OnceLock::new();
    // Null Island is where fixes lie that a device never had.
    let real = latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
        && (latitude.abs() > 0.01 || longitude.abs() > 0.01);
    if !real {
        return None;
    }
    let name = ZONES
        .get_or_init(borders)
        .as_ref()?
        .get_tz_name(longitude, latitude);
    // At sea there are nautical zones only, and a ship keeps a time of its own.
    if name.starts_with("Etc/") {
        return None;
    }
    name.parse().ok()
}

/// The borders, which the build packs. A test reads them: what is built can be unpacked.
fn borders() -> Option<EmbeddedFinder> {
    let packed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/borders.z"));
    let mut borders = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut borders).ok()?;
    EmbeddedFinder::from_tzb(borders).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use comeback_core::recording::Format;

    fn start(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn places_have_their_zone() {
        for (latitude, longitude, zone_name) in [
            (52.52, 13.40, Some("Europe/Berlin")),
            (42.88, -8.54, Some("Europe/Madrid")),
            (41.15, -8.61, Some("Europe/Lisbon")),
            (27.70, 85.32, Some("Asia/Kathmandu")),
            (45.0, -33.0, None),
            (0.0, 0.0, None),
            (91.0, 0.0, None),
            (f64::NAN, 13.0, None),
            (10.0, f64::INFINITY, None),
        ] {
            let found = zone(latitude, longitude).map(|zone| zone.name());
            assert_eq!(found, zone_name, "{latitude} {longitude}");
        }
    }

    #[test]
    fn names_that_hold_the_local_time() {
        let at = start("2020-07-13T03:09:25Z");
        for (name, hours) in [
            (
                "a/käthe_Move_2020_07_13_05_09_20_Carrera_de_montaña.fit",
                Some(2),
            ),
            ("2020-07-13-050920.gpx", Some(2)),
            ("20200712210920.fit", Some(-6)),
            ("training-session_2020-07-13T05-09-20_12-ab.json", Some(2)),
            // UTC tells nothing of the place; seven minutes are no zone.
            ("2020-07-13T03-09-20Z.fit", None),
            ("2020-07-13-051620.gpx", None),
            ("17384950_2020.fit", None),
            ("2020-07-13.gpx", None),
            ("run.fit", None),
            ("9999999999999999999999.fit", None),
        ] {
            assert_eq!(offset_of_name(name, at), hours.map(|h| h * 3600), "{name}");
        }
    }

    #[test]
    fn the_file_speaks_unless_its_place_contradicts_it() {
        let hours = |hours: f64| (hours * 3600.0) as i32;
        for (said, place, sub_sport, lived) in [
            // Summer time of the place.
            (None, Some((52.52, 13.40)), SubSport::Generic, Some(2.0)),
            (
                Some(2.0),
                Some((52.52, 13.40)),
                SubSport::Generic,
                Some(2.0),
            ),
            // The watch was not put right after a flight from London.
            (
                Some(1.0),
                Some((52.52, 13.40)),
                SubSport::Generic,
                Some(1.0),
            ),
            // Three hours are still the file's word, more is a clock never set.
            (
                Some(-1.0),
                Some((52.52, 13.40)),
                SubSport::Generic,
                Some(-1.0),
            ),
            (
                Some(-1.25),
                Some((52.52, 13.40)),
                SubSport::Generic,
                Some(2.0),
            ),
            // A program that knows UTC only writes 0, also in summer.
            (
                Some(0.0),
                Some((52.52, 13.40)),
                SubSport::Generic,
                Some(2.0),
            ),
            (Some(0.0), None, SubSport::Generic, Some(0.0)),
            (Some(-7.0), None, SubSport::Generic, Some(-7.0)),
            // A virtual island in the Pacific.
            (
                Some(2.0),
                Some((-11.6, 166.9)),
                SubSport::Virtual,
                Some(2.0),
            ),
            (None, Some((-11.6, 166.9)), SubSport::Virtual, None),
            (None, None, SubSport::Generic, None),
        ] {
            let mut recording = Recording::empty(Format::Gpx, start("2026-07-01T10:00:00Z"));
            recording.sub_sport = sub_sport;
            recording.utc_offset_s = said.map(hours);
            let (latitude, longitude) = place.unzip();
            recording.samples.latitude = vec![None, latitude];
            recording.samples.longitude = vec![None, longitude];
            assert_eq!(
                utc_offset_s(&recording),
                lived.map(hours),
                "{said:?} {place:?}"
            );
        }
    }
}
