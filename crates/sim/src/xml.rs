//! Writes a recording as GPX or TCX. Extensions are written with quick-xml,
//! since the gpx crate has no way to write them; GPX without any comes from the gpx crate.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use comeback_core::recording::{Recording, Sport};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// How a GPX exporter writes cadence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GpxCadence {
    None,
    /// One foot, as Garmin's exports do.
    Strides,
    /// Both feet.
    Steps,
    /// Cumulative steps since the start, as some phones put into `cad`.
    StepCount,
}

#[derive(Debug, Clone, PartialEq)]
pub struct GpxStyle {
    pub creator: String,
    pub cadence: GpxCadence,
    pub heart_rate: bool,
    pub elevation: bool,
    /// Text of `<type>`; some exporters write none, some a number.
    pub kind: Option<String>,
    pub fraction_of_second: bool,
}

impl GpxStyle {
    pub fn new(creator: &str, cadence: GpxCadence) -> Self {
        GpxStyle {
            creator: creator.into(),
            cadence,
            heart_rate: true,
            elevation: true,
            kind: Some("running".into()),
            fraction_of_second: false,
        }
    }
}

fn instant(recording: &Recording, at_s: f64) -> DateTime<Utc> {
    recording.start + TimeDelta::milliseconds((at_s * 1000.0).round() as i64)
}

fn text(at: DateTime<Utc>, fraction: bool) -> String {
    let form = if fraction {
        SecondsFormat::Millis
    } else {
        SecondsFormat::Secs
    };
    at.to_rfc3339_opts(form, true)
}

/// Rows that begin a new segment: those after a stopped timer.
fn breaks(recording: &Recording) -> Vec<f64> {
    recording
        .timer_events
        .iter()
        .filter(|event| event.running && event.at_s > 0.0)
        .map(|event| event.at_s)
        .collect()
}

/// GPX with Garmin's `TrackPointExtension`; points without a position are left out,
/// as the format cannot hold them.
///
/// # Errors
/// Only those of the writer, which memory does not raise.
pub fn write_gpx(recording: &Recording, style: &GpxStyle) -> io::Result<Vec<u8>> {
    let samples = &recording.samples;
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer
        .create_element("gpx")
        .with_attribute(("version", "1.1"))
        .with_attribute(("creator", style.creator.as_str()))
        .with_attribute(("xmlns", "http://www.topografix.com/GPX/1/1"))
        .with_attribute((
            "xmlns:gpxtpx",
            "http://www.garmin.com/xmlschemas/TrackPointExtension/v1",
        ));
    let breaks = breaks(recording);
    let fraction = style.fraction_of_second;
    root.write_inner_content(|w| {
        w.create_element("metadata")
            .write_inner_content(|w| leaf(w, "time", &text(recording.start, fraction)))?;
        w.create_element("trk").write_inner_content(|w| {
            leaf(w, "name", recording.title.as_deref().unwrap_or("Run"))?;
            if let Some(kind) = &style.kind {
                leaf(w, "type", kind)?;
            }
            let mut row = 0;
            let mut steps = 0.0;
            for end in breaks.iter().copied().chain([f64::INFINITY]) {
                w.create_element("trkseg").write_inner_content(|w| {
                    while row < samples.len() && samples.time_s[row] < end {
                        let before = row.checked_sub(1).map_or(0.0, |b| samples.time_s[b]);
                        let minutes = (samples.time_s[row] - before) / 60.0;
                        steps += minutes * 2.0 * samples.cadence[row].unwrap_or(0.0);
                        point(w, recording, row, steps, style)?;
                        row += 1;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(writer.into_inner())
}

type Xml = Writer<Vec<u8>>;

fn leaf(writer: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    writer
        .create_element(name)
        .write_text_content(BytesText::new(value))?;
    Ok(())
}

fn point(
    writer: &mut Xml,
    recording: &Recording,
    row: usize,
    steps: f64,
    style: &GpxStyle,
) -> io::Result<()> {
    let samples = &recording.samples;
    let (Some(latitude), Some(longitude)) = (samples.latitude[row], samples.longitude[row]) else {
        return Ok(());
    };
    let cadence = samples.cadence[row].and_then(|strides| match style.cadence {
        GpxCadence::None => None,
        GpxCadence::Strides => Some(strides.round()),
        GpxCadence::Steps => Some((2.0 * strides).round()),
        GpxCadence::StepCount => Some(steps.round()),
    });
    let heart_rate = samples.heart_rate_bpm[row].filter(|_| style.heart_rate);
    writer
        .create_element("trkpt")
        .with_attribute(("lat", format!("{latitude:.7}").as_str()))
        .with_attribute(("lon", format!("{longitude:.7}").as_str()))
        .write_inner_content(|w| {
            if let Some(altitude) = samples.altitude_m[row].filter(|_| style.elevation) {
                leaf(w, "ele", &format!("{altitude:.1}"))?;
            }
            let at = instant(recording, samples.time_s[row]);
            leaf(w, "time", &text(at, style.fraction_of_second))?;
            if cadence.is_none() && heart_rate.is_none() {
                return Ok(());
            }
            w.create_element("extensions").write_inner_content(|w| {
                w.create_element("gpxtpx:TrackPointExtension")
                    .write_inner_content(|w| {
                        if let Some(heart_rate) = heart_rate {
                            leaf(w, "gpxtpx:hr", &format!("{heart_rate:.0}"))?;
                        }
                        if let Some(cadence) = cadence {
                            leaf(w, "gpxtpx:cad", &format!("{cadence:.0}"))?;
                        }
                        Ok(())
                    })?;
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(())
}

/// GPX with nothing but places, heights and times, written by the gpx crate.
///
/// # Errors
/// A time outside the range of the crate.
pub fn write_plain_gpx(recording: &Recording, creator: &str) -> Result<Vec<u8>, String> {
    let samples = &recording.samples;
    let mut track = gpx::Track::new();
    track.type_ = Some("running".into());
    for end in breaks(recording).into_iter().chain([f64::INFINITY]) {
        let from = track
            .segments
            .iter()
            .map(|s: &gpx::TrackSegment| s.points.len())
            .sum::<usize>();
        let mut segment = gpx::TrackSegment::new();
        let fixed = (0..samples.len())
            .filter_map(|i| Some((i, samples.latitude[i]?, samples.longitude[i]?)))
            .skip(from)
            .take_while(|(i, _, _)| samples.time_s[*i] < end);
        for (i, latitude, longitude) in fixed {
            let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
            let place = geo_types::Point::new(rounded(longitude), rounded(latitude));
            let mut waypoint = gpx::Waypoint::new(place);
            waypoint.elevation =
                samples.altitude_m[i].map(|altitude| (altitude * 10.0).round() / 10.0);
            let at = instant(recording, samples.time_s[i]).timestamp();
            let at = time::OffsetDateTime::from_unix_timestamp(at).map_err(|e| e.to_string())?;
            waypoint.time = Some(at.into());
            segment.points.push(waypoint);
        }
        track.segments.push(segment);
    }
    let document = gpx::Gpx {
        version: gpx::GpxVersion::Gpx11,
        creator: Some(creator.into()),
        tracks: vec![track],
        ..gpx::Gpx::default()
    };
    let mut bytes = Vec::new();
    gpx::write(&document, &mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// TCX with Garmin's `ActivityExtension`: speed and `RunCadence` in strides per minute.
///
/// # Errors
/// Only those of the writer, which memory does not raise.
pub fn write_tcx(recording: &Recording, creator: &str) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let sport = match recording.sport {
        Sport::Running => "Running",
        Sport::Cycling => "Biking",
        _ => "Other",
    };
    let stated = |w: &mut Xml| laps(w, recording);
    writer
        .create_element("TrainingCenterDatabase")
        .with_attribute((
            "xmlns",
            "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2",
        ))
        .with_attribute((
            "xmlns:ns3",
            "http://www.garmin.com/xmlschemas/ActivityExtension/v2",
        ))
        .with_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
        .write_inner_content(|w| {
            w.create_element("Activities").write_inner_content(|w| {
                w.create_element("Activity")
                    .with_attribute(("Sport", sport))
                    .write_inner_content(|w| {
                        leaf(w, "Id", &text(recording.start, true))?;
                        stated(w)?;
                        w.create_element("Creator")
                            .with_attribute(("xsi:type", "Device_t"))
                            .write_inner_content(|w| leaf(w, "Name", creator))?;
                        Ok(())
                    })?;
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(writer.into_inner())
}

fn laps(writer: &mut Xml, recording: &Recording) -> io::Result<()> {
    let samples = &recording.samples;
    let mut row = 0;
    let count = recording.laps.len();
    for (index, lap) in recording.laps.iter().enumerate() {
        let end = lap.start_s + lap.elapsed_s.unwrap_or(0.0);
        let last = index + 1 == count;
        writer
            .create_element("Lap")
            .with_attribute((
                "StartTime",
                text(instant(recording, lap.start_s), true).as_str(),
            ))
            .write_inner_content(|w| {
                leaf(
                    w,
                    "TotalTimeSeconds",
                    &format!("{:.1}", lap.timer_s.unwrap_or(0.0)),
                )?;
                leaf(
                    w,
                    "DistanceMeters",
                    &format!("{:.2}", lap.distance_m.unwrap_or(0.0)),
                )?;
                leaf(w, "Calories", "0")?;
                leaf(w, "Intensity", "Active")?;
                leaf(w, "TriggerMethod", if last { "Manual" } else { "Distance" })?;
                w.create_element("Track").write_inner_content(|w| {
                    while row < samples.len() && (last || samples.time_s[row] < end) {
                        trackpoint(w, recording, row)?;
                        row += 1;
                    }
                    Ok(())
                })?;
                Ok(())
            })?;
    }
    Ok(())
}

fn trackpoint(writer: &mut Xml, recording: &Recording, row: usize) -> io::Result<()> {
    let samples = &recording.samples;
    writer
        .create_element("Trackpoint")
        .write_inner_content(|w| {
            leaf(
                w,
                "Time",
                &text(instant(recording, samples.time_s[row]), true),
            )?;
            if let (Some(latitude), Some(longitude)) =
                (samples.latitude[row], samples.longitude[row])
            {
                w.create_element("Position").write_inner_content(|w| {
                    leaf(w, "LatitudeDegrees", &format!("{latitude:.7}"))?;
                    leaf(w, "LongitudeDegrees", &format!("{longitude:.7}"))
                })?;
            }
            if let Some(altitude) = samples.altitude_m[row] {
                leaf(w, "AltitudeMeters", &format!("{altitude:.1}"))?;
            }
            if let Some(distance) = samples.distance_m[row] {
                leaf(w, "DistanceMeters", &format!("{distance:.2}"))?;
            }
            if let Some(heart_rate) = samples.heart_rate_bpm[row] {
                w.create_element("HeartRateBpm")
                    .write_inner_content(|w| leaf(w, "Value", &format!("{heart_rate:.0}")))?;
            }
            w.create_element("Extensions").write_inner_content(|w| {
                w.create_element("ns3:TPX").write_inner_content(|w| {
                    if let Some(speed) = samples.speed_m_per_s[row] {
                        leaf(w, "ns3:Speed", &format!("{speed:.3}"))?;
                    }
                    if let Some(strides) = samples.cadence[row] {
                        leaf(w, "ns3:RunCadence", &format!("{strides:.0}"))?;
                    }
                    Ok(())
                })?;
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(())
}
