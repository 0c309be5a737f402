//! Broken, cut and lying files: `fixtures/hostile`. None may crash the importer;
//! what can be saved of one should be, and the rest be named.

use super::athletes::gzip;
use super::files::{plain_recording, zip_of};
use super::fit::{self, FitStyle};
use super::made::Fixtures;
use super::xml::{self, GpxCadence, GpxStyle};

/// All of them by name.
///
/// # Errors
/// When the sound file that they are made from cannot be written.
pub fn all() -> Result<Fixtures, String> {
    let recording = plain_recording();
    let sound = fit::write(&recording, &FitStyle::garmin())?;
    let style = GpxStyle::new("StravaGPX", GpxCadence::Steps);
    let gpx = xml::write_gpx(&recording, &style).map_err(|error| error.to_string())?;
    let tcx = xml::write_tcx(&recording, "Forerunner 245").map_err(|error| error.to_string())?;
    let private = FitStyle {
        private_messages: true,
        ..FitStyle::coros()
    };
    let private = fit::write(&recording, &private)?;
    let mut files = damaged_fit(&sound)?;
    files.push(("size-no-multiple-of-type.fit", odd_field(&private)));
    files.extend(damaged_xml(
        &String::from_utf8_lossy(&gpx),
        &String::from_utf8_lossy(&tcx),
    ));
    files.extend(damaged_archives(&sound, &gpx)?);
    files.push(("broken.jsonl", BROKEN_DIARY.into()));
    Ok(files
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect())
}

type Named = Vec<(&'static str, Vec<u8>)>;

fn front(bytes: &[u8], share: f64) -> Vec<u8> {
    let length = (bytes.len() as f64 * share) as usize;
    bytes.iter().copied().take(length).collect()
}

fn with_byte(bytes: &[u8], at: usize, change: impl Fn(u8) -> u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(at) {
        *byte = change(*byte);
    }
    bytes
}

fn damaged_fit(sound: &[u8]) -> Result<Named, String> {
    let last = sound.len().saturating_sub(1);
    let middle = sound.len() / 2;
    let mut lying = sound.to_vec();
    if let Some(size) = lying.get_mut(4..8) {
        size.copy_from_slice(&u32::MAX.to_le_bytes());
    }
    let mut unknown_size = sound.to_vec();
    if let Some(size) = unknown_size.get_mut(4..8) {
        size.copy_from_slice(&[0; 4]);
    }
    let mut trailing = sound.to_vec();
    trailing.extend_from_slice(&[0; 512]);
    let chained = [sound, sound].concat();
    // A definition of 255 fields of 255 bytes each, and nothing behind it.
    let mut endless = front(sound, 0.3);
    endless.extend([0x4f, 0, 0, 20, 0, 255]);
    endless.extend((0..255u8).flat_map(|field| [field, 255, 13]));
    Ok(vec![
        ("cut.fit", front(sound, 0.6)),
        ("cut-in-header.fit", sound.iter().copied().take(9).collect()),
        ("header-only.fit", sound.iter().copied().take(14).collect()),
        ("words.fit", b"this is no workout\n".to_vec()),
        (
            "wrong-checksum.fit",
            with_byte(sound, last, |byte| byte ^ 0xff),
        ),
        (
            "flipped-byte.fit",
            with_byte(sound, middle, |byte| byte ^ 0x40),
        ),
        ("size-lies.fit", lying),
        ("size-zero.fit", unknown_size),
        ("trailing-zeros.fit", trailing),
        ("chained-twice.fit", chained),
        ("endless-definition.fit", endless),
        ("really-a-fit.gpx", sound.to_vec()),
        ("cut.fit.gz", front(&gzip(sound)?, 0.7)),
    ])
}

/// Says that the five bytes of the private message are 16-bit numbers, as some
/// makers' files do, and makes the checksum right again.
fn odd_field(sound: &[u8]) -> Vec<u8> {
    const SIZE: u8 = 5;
    const BYTE: u8 = 13;
    const UINT16: u8 = 0x84;
    let [low, high] = fit::PRIVATE_MESSAGE.to_le_bytes();
    let definition = [low, high, 1, 1, SIZE, BYTE];
    let mut bytes = sound.to_vec();
    let found = bytes
        .windows(definition.len())
        .position(|window| window == definition);
    if let Some(base_type) = found.and_then(|at| bytes.get_mut(at + definition.len() - 1)) {
        *base_type = UINT16;
    }
    let content = bytes.len().saturating_sub(2);
    let sum = checksum(bytes.get(..content).unwrap_or_default());
    bytes.truncate(content);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// CRC-16/ARC, which FIT uses.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum: u16, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xa001
            } else {
                sum >> 1
            }
        })
    })
}

/// Changes every `<time>` by a function of its number in the file.
fn with_times(text: &str, change: impl Fn(usize, &str) -> Option<String>) -> Vec<u8> {
    let mut out = String::new();
    for (number, part) in text.split("<time>").enumerate() {
        match part.split_once("</time>").filter(|_| number > 0) {
            None => out.push_str(part),
            Some((time, rest)) => {
                if let Some(time) = change(number, time) {
                    out.push_str(&format!("<time>{time}</time>"));
                }
                out.push_str(rest);
            }
        }
    }
    out.into_bytes()
}

fn damaged_xml(gpx: &str, tcx: &str) -> Named {
    let first_point = gpx.find("<trkpt").unwrap_or(0);
    let latitude = |value: &str| {
        let mut text = gpx.to_owned();
        if let Some(from) = text[first_point..]
            .find("lat=\"")
            .map(|at| first_point + at + 5)
            && let Some(length) = text[from..].find('"')
        {
            text.replace_range(from..from + length, value);
        }
        text.into_bytes()
    };
    let year = |year: &'static str| {
        with_times(gpx, |_, time| {
            Some(format!("{year}{}", time.get(4..).unwrap_or_default()))
        })
    };
    let mut not_utf8 = gpx
        .replace("<name>Run</name>", "<name>L@ufen</name>")
        .into_bytes();
    if let Some(at) = not_utf8.windows(6).position(|window| window == b"L@ufen") {
        not_utf8[at + 1] = 0xe4;
    }
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let empty = format!(
        "{head}\n<gpx version=\"1.1\" creator=\"none\" xmlns=\"http://www.topografix.com/GPX/1/1\">\
         <trk><name>nothing</name><trkseg></trkseg></trk></gpx>\n"
    );
    let entities = format!(
        "{head}\n<!DOCTYPE gpx [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">\
         <!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>\n<gpx version=\"1.1\" creator=\"none\">\
         <trk><name>&c;</name><trkseg><trkpt lat=\"47.5\" lon=\"-29.8\">\
         <time>2026-03-01T07:00:00Z</time></trkpt></trkseg></trk></gpx>\n"
    );
    let undeclared = gpx.replace(
        " xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\"",
        "",
    );
    vec![
        ("cut.gpx", front(gpx.as_bytes(), 0.7)),
        ("cut.tcx", front(tcx.as_bytes(), 0.7)),
        ("undeclared-prefix.gpx", undeclared.into_bytes()),
        ("leading-spaces.gpx", format!("\n   \n{gpx}").into_bytes()),
        (
            "leading-spaces.tcx",
            format!("          {tcx}").into_bytes(),
        ),
        ("no-points.gpx", empty.into_bytes()),
        ("no-times.gpx", with_times(gpx, |_, _| None)),
        ("year-1970.gpx", year("1970")),
        ("year-7624.gpx", year("7624")),
        (
            "time-is-a-word.gpx",
            with_times(gpx, |_, _| Some("yesterday".into())),
        ),
        (
            "time-runs-back.gpx",
            with_times(gpx, |number, time| {
                let back = number % 40 == 0;
                Some(if back {
                    "2026-03-01T06:59:00Z".into()
                } else {
                    time.to_owned()
                })
            }),
        ),
        ("latitude-not-a-number.gpx", latitude("NaN")),
        ("latitude-out-of-range.gpx", latitude("947.5")),
        ("latitude-empty.gpx", latitude("")),
        (
            "height-absurd.gpx",
            gpx.replacen("<ele>", "<ele>9e99", 3).into_bytes(),
        ),
        ("not-utf-8.gpx", not_utf8),
        ("entities.gpx", entities.into_bytes()),
        (
            "words.tcx",
            b"<html><body>404 not found</body></html>\n".to_vec(),
        ),
    ]
}

fn damaged_archives(sound: &[u8], gpx: &[u8]) -> Result<Named, String> {
    let outside = zip_of(&[("../../outside.gpx", gpx), ("/absolute.fit", sound)])?;
    let whole = zip_of(&[("run.fit", sound)])?;
    let mixed = zip_of(&[("good.fit", sound), ("bad.fit", &front(sound, 0.01))])?;
    let mut nested = zip_of(&[("run.fit", sound)])?;
    for _ in 0..12 {
        nested = zip_of(&[("inner.zip", &nested)])?;
    }
    // Eight megabytes of nothing in eight kilobytes.
    let swollen = gzip(&vec![0_u8; 8 << 20])?;
    Ok(vec![
        ("outside.zip", outside),
        ("cut.zip", front(&whole, 0.5)),
        ("half-good.zip", mixed),
        ("empty.zip", zip_of(&[])?),
        ("twelve-deep.zip", nested),
        ("swollen.gpx.gz", swollen),
    ])
}

/// A diary with lines that are none: each bad line is to be named, the good ones kept.
const BROKEN_DIARY: &str = r#"{"at":"2026-03-01T09:00:00+01:00","kind":"pain","score":2.0}
{"at":"2026-03-01T10:00:00+01:00","kind":"pain","score":11.0}
{"at":"yesterday","kind":"pain","score":1.0}
{"at":"2026-03-01T11:00:00+01:00","kind":"horoscope"}
not json at all

{"at":"2026-03-02T09:00:00+01:00","kind":"pain","score":1.0}
{"at":"2026-03-02T10:00:00+01:00","kind":"pain","sc
"#;
