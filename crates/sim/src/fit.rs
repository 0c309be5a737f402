//! Writes a recording as a FIT activity, with the habits of different makers.

use chrono::{DateTime, Utc};
use comeback_core::recording::{Recording, Sport, SubSport};
use comeback_report::workout;
use rustyfit::profile::{mesgdef, typedef};
use rustyfit::proto::{FIT, Field, FileHeader, Message, ProtocolVersion, Value};
use rustyfit::{Encoder, Endianness, HeaderOption};

/// Seconds from the Unix epoch to 1989-12-31T00:00:00Z, where FIT counts from.
const FIT_EPOCH_S: i64 = 631_065_600;

/// What makers do differently.
#[derive(Debug, Clone, PartialEq)]
pub struct FitStyle {
    pub manufacturer: typedef::Manufacturer,
    pub product: u16,
    pub serial: u32,
    /// Fields 73 and 78 (32 bit); else 6 and 2 (16 bit).
    pub enhanced: bool,
    pub fractional_cadence: bool,
    /// Some makers send no timer event at all.
    pub timer_events: bool,
    pub local_timestamp: bool,
    /// Session messages; a watch that dies writes none.
    pub summary: bool,
    /// Some makers put the start into `session.timestamp`.
    pub session_stamped_at_start: bool,
    pub big_endian: bool,
    /// Record times in five bits of the header instead of a field.
    pub compressed_timestamps: bool,
    /// Messages of a number that no profile knows, one after every 20 records.
    pub private_messages: bool,
}

impl FitStyle {
    pub const fn garmin() -> Self {
        FitStyle {
            manufacturer: typedef::Manufacturer::GARMIN,
            product: 3113,
            serial: 3_900_000_001,
            enhanced: true,
            fractional_cadence: true,
            timer_events: true,
            local_timestamp: true,
            summary: true,
            session_stamped_at_start: false,
            big_endian: false,
            compressed_timestamps: false,
            private_messages: false,
        }
    }

    pub const fn coros() -> Self {
        FitStyle {
            manufacturer: typedef::Manufacturer::COROS,
            product: 821,
            fractional_cadence: false,
            ..Self::garmin()
        }
    }

    pub const fn suunto() -> Self {
        FitStyle {
            manufacturer: typedef::Manufacturer::SUUNTO,
            product: 47,
            ..Self::garmin()
        }
    }

    pub const fn polar() -> Self {
        FitStyle {
            manufacturer: typedef::Manufacturer::POLAR_ELECTRO,
            product: 219,
            fractional_cadence: false,
            local_timestamp: false,
            enhanced: false,
            ..Self::garmin()
        }
    }

    /// Big-endian, without timer events, stamped at the start.
    pub const fn huawei() -> Self {
        FitStyle {
            manufacturer: typedef::Manufacturer::HUAWEI,
            product: 1,
            big_endian: true,
            enhanced: false,
            fractional_cadence: false,
            timer_events: false,
            local_timestamp: false,
            session_stamped_at_start: true,
            ..Self::garmin()
        }
    }
}

/// The whole file, header and checksum included.
///
/// # Errors
/// When the encoder refuses a message, which a recording made by `simulate` does not cause.
pub fn write(recording: &Recording, style: &FitStyle) -> Result<Vec<u8>, String> {
    write_sessions(std::slice::from_ref(recording), style)
}

/// Several sessions one after the other in one file: a multisport activity.
///
/// # Errors
/// As [`write()`]; also without any recording.
pub fn write_sessions(recordings: &[Recording], style: &FitStyle) -> Result<Vec<u8>, String> {
    let first = recordings.first().ok_or("nothing to write")?;
    let mut messages = vec![file_id(first, style), device_info(first, style)];
    let mut laps_before = 0;
    for (index, recording) in recordings.iter().enumerate() {
        messages.extend(records(recording, style));
        if style.summary {
            messages.extend(laps(recording, laps_before));
            messages.push(session(recording, index, laps_before, style));
            laps_before += recording.laps.len();
        }
    }
    if style.summary {
        messages.push(activity(recordings, style));
    }
    encode(messages, style)
}

fn encode(messages: Vec<Message>, style: &FitStyle) -> Result<Vec<u8>, String> {
    let header = if style.compressed_timestamps {
        HeaderOption::Compressed(3)
    } else {
        HeaderOption::Normal(3)
    };
    let order = if style.big_endian {
        Endianness::BigEndian
    } else {
        Endianness::LittleEndian
    };
    let mut encoder = Encoder::builder()
        .header_option(header)
        .endianness(order)
        .protocol_version(ProtocolVersion::V2)
        .build();
    let mut fit = FIT {
        file_header: FileHeader::default(),
        messages,
        crc: 0,
    };
    workout::written(&mut encoder, &mut fit)
}

fn stamp(recording: &Recording, at_s: f64) -> typedef::DateTime {
    fit_time(recording.start, at_s)
}

fn fit_time(start: DateTime<Utc>, at_s: f64) -> typedef::DateTime {
    let seconds = start.timestamp() - FIT_EPOCH_S + at_s.round() as i64;
    typedef::DateTime(u32::try_from(seconds).unwrap_or(u32::MAX))
}

fn file_id(recording: &Recording, style: &FitStyle) -> Message {
    let mut message = mesgdef::FileId::new();
    message.r#type = typedef::File::ACTIVITY;
    message.manufacturer = style.manufacturer;
    message.product = style.product;
    message.serial_number = style.serial;
    message.time_created = stamp(recording, 0.0);
    message.into()
}

fn device_info(recording: &Recording, style: &FitStyle) -> Message {
    let mut message = mesgdef::DeviceInfo::new();
    message.timestamp = stamp(recording, 0.0);
    message.device_index = typedef::DeviceIndex::CREATOR;
    message.manufacturer = style.manufacturer;
    message.product = style.product;
    message.serial_number = style.serial;
    message.software_version = 1234;
    if recording.barometer == Some(true) {
        message.source_type = typedef::SourceType::LOCAL;
    }
    message.into()
}

fn timer_event(recording: &Recording, at_s: f64, running: bool, last: bool) -> Message {
    let mut message = mesgdef::Event::new();
    message.timestamp = stamp(recording, at_s);
    message.event = typedef::Event::TIMER;
    message.event_type = match (running, last) {
        (true, _) => typedef::EventType::START,
        (false, true) => typedef::EventType::STOP_ALL,
        (false, false) => typedef::EventType::STOP,
    };
    message.into()
}

/// Records and the timer events between them, in order of time.
fn records(recording: &Recording, style: &FitStyle) -> Vec<Message> {
    let samples = &recording.samples;
    let mut messages = Vec::new();
    let mut events = recording.timer_events.iter().peekable();
    let count = recording.timer_events.len();
    let mut sent = 0;
    for i in 0..samples.len() {
        let now = samples.time_s[i];
        while let Some(event) =
            events.next_if(|event| event.at_s < now || (event.at_s <= now && event.running))
        {
            sent += 1;
            if style.timer_events {
                messages.push(timer_event(
                    recording,
                    event.at_s,
                    event.running,
                    sent == count,
                ));
            }
        }
        messages.push(record(recording, i, style));
        if style.private_messages && i % 20 == 10 {
            messages.push(private_message(&[i as u8, 1, 2, 3, 4]));
        }
    }
    for event in events {
        sent += 1;
        if style.timer_events {
            messages.push(timer_event(
                recording,
                event.at_s,
                event.running,
                sent == count,
            ));
        }
    }
    messages
}

fn semicircles(degrees: f64) -> i32 {
    (degrees / 180.0 * 2_147_483_648.0).round() as i32
}

fn record(recording: &Recording, i: usize, style: &FitStyle) -> Message {
    let samples = &recording.samples;
    let mut message = mesgdef::Record::new();
    message.timestamp = stamp(recording, samples.time_s[i]);
    if let (Some(latitude), Some(longitude)) = (samples.latitude[i], samples.longitude[i]) {
        message.position_lat = semicircles(latitude);
        message.position_long = semicircles(longitude);
    }
    if let Some(distance) = samples.distance_m[i] {
        message.distance = (distance * 100.0).round() as u32;
    }
    if let Some(speed) = samples.speed_m_per_s[i] {
        let speed = (speed * 1000.0).round();
        if style.enhanced {
            message.enhanced_speed = speed as u32;
        } else {
            message.speed = speed as u16;
        }
    }
    if let Some(altitude) = samples.altitude_m[i] {
        let altitude = ((altitude + 500.0) * 5.0).round();
        if style.enhanced {
            message.enhanced_altitude = altitude as u32;
        } else {
            message.altitude = altitude as u16;
        }
    }
    if let Some(strides) = samples.cadence[i] {
        if style.fractional_cadence {
            message.cadence = strides.floor() as u8;
            message.fractional_cadence = (strides.fract() * 128.0).round() as u8;
        } else {
            message.cadence = strides.round() as u8;
        }
    }
    if let Some(heart_rate) = samples.heart_rate_bpm[i] {
        message.heart_rate = heart_rate.round() as u8;
    }
    if let Some(power) = samples.power_w[i] {
        message.power = power.round() as u16;
    }
    if let Some(accuracy) = samples.gps_accuracy_m[i] {
        message.gps_accuracy = accuracy.round() as u8;
    }
    if let Some(contact) = samples.ground_contact_ms[i] {
        message.stance_time = (contact * 10.0).round() as u16;
    }
    if let Some(bounce) = samples.vertical_oscillation_mm[i] {
        message.vertical_oscillation = (bounce * 10.0).round() as u16;
    }
    if let Some(ratio) = samples.vertical_ratio_percent[i] {
        message.vertical_ratio = (ratio * 100.0).round() as u16;
    }
    if let Some(balance) = samples.stance_balance_percent[i] {
        message.stance_time_balance = (balance * 100.0).round() as u16;
    }
    if let Some(step) = samples.step_length_mm[i] {
        message.step_length = (step * 10.0).round() as u16;
    }
    message.into()
}

fn laps(recording: &Recording, laps_before: usize) -> Vec<Message> {
    let sport = sport(recording.sport);
    recording
        .laps
        .iter()
        .enumerate()
        .map(|(index, lap)| {
            let mut message = mesgdef::Lap::new();
            message.message_index = typedef::MessageIndex((laps_before + index) as u16);
            message.start_time = stamp(recording, lap.start_s);
            message.timestamp = stamp(recording, lap.start_s + lap.elapsed_s.unwrap_or(0.0));
            message.event = typedef::Event::LAP;
            message.event_type = typedef::EventType::STOP;
            message.sport = sport;
            if let Some(elapsed) = lap.elapsed_s {
                message.set_total_elapsed_time_scaled(elapsed);
            }
            if let Some(timer) = lap.timer_s {
                message.set_total_timer_time_scaled(timer);
            }
            if let Some(distance) = lap.distance_m {
                message.total_distance = (distance * 100.0).round() as u32;
            }
            message.into()
        })
        .collect()
}

fn session(recording: &Recording, index: usize, laps_before: usize, style: &FitStyle) -> Message {
    let totals = &recording.totals;
    let end = recording.samples.time_s.last().copied().unwrap_or(0.0);
    let elapsed = totals.elapsed.map_or(end, |elapsed| elapsed.get());
    let mut message = mesgdef::Session::new();
    message.message_index = typedef::MessageIndex(index as u16);
    message.start_time = stamp(recording, 0.0);
    message.timestamp = stamp(
        recording,
        if style.session_stamped_at_start {
            0.0
        } else {
            elapsed
        },
    );
    message.event = typedef::Event::SESSION;
    message.event_type = typedef::EventType::STOP;
    message.sport = sport(recording.sport);
    message.sub_sport = sub_sport(recording.sub_sport);
    message.first_lap_index = laps_before as u16;
    message.num_laps = recording.laps.len() as u16;
    message.set_total_elapsed_time_scaled(elapsed);
    if let Some(timer) = totals.timer {
        message.set_total_timer_time_scaled(timer.get());
    }
    if let Some(distance) = totals.distance {
        message.total_distance = (distance.get() * 100.0).round() as u32;
    }
    if let Some(ascent) = totals.ascent {
        message.total_ascent = ascent.get().round() as u16;
    }
    if let Some(descent) = totals.descent {
        message.total_descent = descent.get().round() as u16;
    }
    if let Some(cadence) = totals.cadence {
        message.avg_cadence = (cadence.get() / 2.0).round() as u8;
    }
    if let Some(heart_rate) = totals.heart_rate {
        message.avg_heart_rate = heart_rate.get().round() as u8;
    }
    message.into()
}

fn activity(recordings: &[Recording], style: &FitStyle) -> Message {
    let mut message = mesgdef::Activity::new();
    message.num_sessions = recordings.len() as u16;
    message.r#type = if recordings.len() > 1 {
        typedef::Activity::AUTO_MULTI_SPORT
    } else {
        typedef::Activity::MANUAL
    };
    message.event = typedef::Event::ACTIVITY;
    message.event_type = typedef::EventType::STOP;
    let timer: f64 = recordings
        .iter()
        .filter_map(|r| r.totals.timer)
        .map(|t| t.get())
        .sum();
    message.set_total_timer_time_scaled(timer);
    if let Some(last) = recordings.last() {
        let end = last.totals.elapsed.map_or(0.0, |elapsed| elapsed.get());
        message.timestamp = stamp(last, end);
        if let Some(offset) = last.utc_offset_s.filter(|_| style.local_timestamp) {
            let local = stamp(last, end + f64::from(offset));
            message.local_timestamp = typedef::LocalDateTime(local.0);
        }
    }
    message.into()
}

fn sport(sport: Sport) -> typedef::Sport {
    match sport {
        Sport::Running => typedef::Sport::RUNNING,
        Sport::Walking => typedef::Sport::WALKING,
        Sport::Hiking => typedef::Sport::HIKING,
        Sport::Cycling => typedef::Sport::CYCLING,
        Sport::Swimming => typedef::Sport::SWIMMING,
        Sport::Strength => typedef::Sport::TRAINING,
        Sport::Other | Sport::Unknown => typedef::Sport::GENERIC,
    }
}

fn sub_sport(sub_sport: SubSport) -> typedef::SubSport {
    match sub_sport {
        SubSport::Generic => typedef::SubSport::GENERIC,
        SubSport::Road => typedef::SubSport::STREET,
        SubSport::Trail => typedef::SubSport::TRAIL,
        SubSport::Track => typedef::SubSport::TRACK,
        SubSport::Treadmill => typedef::SubSport::TREADMILL,
        SubSport::Virtual => typedef::SubSport::VIRTUAL_ACTIVITY,
    }
}

/// The number of the message that [`FitStyle::private_messages`] adds.
pub const PRIVATE_MESSAGE: u16 = 0xff2a;

/// A message that no profile knows, as makers add them; readers must step over it.
fn private_message(payload: &[u8]) -> Message {
    Message {
        num: typedef::MesgNum(PRIVATE_MESSAGE),
        fields: vec![Field {
            num: 1,
            base_type: typedef::FitBaseType::BYTE,
            value: Value::ArrayUint8(payload.into()),
            is_expanded: false,
        }],
        ..Message::default()
    }
}
