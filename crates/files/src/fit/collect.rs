//! Gathers the messages of one sequence and gives their numbers unit and meaning.
//! Field numbers, scales and enumerations are those of the FIT profile 21.

use super::super::{clock, shape::ROW_LIMIT, time};
use super::developer;
use super::message::{Message, TIMESTAMP, number};
use comeback_core::recording::{Planned, ReadProblem, Samples};
use std::collections::BTreeMap;

/// Seconds from the Unix epoch to FIT's, 1989-12-31T00:00:00Z.
const FIT_EPOCH: f64 = 631_065_600.0;
/// Times below count from the device's last start, not from the epoch.
const SYSTEM_TIME: f64 = 268_435_456.0;
/// Semicircles in a half turn.
const SEMICIRCLES: f64 = 2_147_483_648.0;
/// Laps, sessions, events and devices of one sequence; devices write hundreds.
const ENTRY_LIMIT: usize = 20_000;

/// The messages of one sequence.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Messages of interest seen.
    pub messages: usize,
    pub file_type: Option<u8>,
    pub manufacturer: Option<u16>,
    pub product: Option<u16>,
    pub product_name: Option<String>,
    pub serial: Option<u32>,
    /// Rows in the file's order; times are FIT seconds until [`Collected::date`], then Unix seconds.
    pub samples: Samples,
    pub sessions: Vec<Session>,
    pub laps: Vec<Lap>,
    /// What the steps of a guided workout ask for, by their index.
    pub steps: BTreeMap<u16, Planned>,
    /// Timer events: time like the samples', running.
    pub timer: Vec<(f64, bool)>,
    /// Sport, sub-sport and name of the sport message.
    pub sport: Option<(Option<u8>, Option<u8>, Option<String>)>,
    pub utc_offset_s: Option<i32>,
    pub barometer: Option<bool>,
    /// Of the profile that the header names: 2132 for 21.32.
    pub profile: u16,
    pub problems: Vec<ReadProblem>,
    pub clock_jumps: usize,
    pub truncated: bool,
    /// Records that were there but whose time was missing or cannot be.
    pub undated: usize,
    full: bool,
    /// Whether the start was dated again, and the events with it.
    clock_was_set: bool,
    packed_distance: PackedDistance,
    /// Local date less the device's own count, where the clock counts from its start.
    since_start: Option<f64>,
    /// When the file says that it was made, FIT seconds.
    created: Option<f64>,
    developer: developer::Fields,
}

/// Totals of a session.
#[derive(Debug, Clone, Default)]
pub(super) struct Session {
    /// Like the times of the samples.
    pub start: Option<f64>,
    /// When the message was written, which is at its end.
    pub written: Option<f64>,
    pub sport: Option<u8>,
    pub sub_sport: Option<u8>,
    pub name: Option<String>,
    pub elapsed_s: Option<f64>,
    pub timer_s: Option<f64>,
    pub distance_m: Option<f64>,
    pub ascent_m: Option<f64>,
    pub descent_m: Option<f64>,
    /// Strides per minute.
    pub cadence: Option<f64>,
    pub heart_rate_bpm: Option<f64>,
    pub max_heart_rate_bpm: Option<f64>,
    /// Exertion as asked by the watch, 0 to 10.
    pub rpe: Option<f64>,
    /// 0 (very weak) to 1 (very strong).
    pub feel: Option<f64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Lap {
    /// Like the times of the samples.
    pub start: f64,
    pub elapsed_s: Option<f64>,
    pub timer_s: Option<f64>,
    pub distance_m: Option<f64>,
    pub sport: Option<u8>,
    /// The step of a guided workout that was done.
    pub step: Option<u16>,
}

/// The distance that packed records count in twelve bits.
#[derive(Debug, Default)]
struct PackedDistance {
    last: Option<u32>,
    total: u32,
}

/// Takes a message while the sequence stays within the limits.
pub(super) fn within_limits(collected: &mut Collected, message: &Message) {
    collected.messages += 1;
    match message.number {
        number::RECORD if collected.samples.len() >= ROW_LIMIT => collected.overfull(),
        number::RECORD => collected.record(message),
        number::FILE_ID => collected.file_id(message),
        number::SESSION if collected.sessions.len() < ENTRY_LIMIT => collected.session(message),
        number::LAP if collected.laps.len() < ENTRY_LIMIT => collected.lap(message),
        number::WORKOUT_STEP if collected.steps.len() < ENTRY_LIMIT => collected.step(message),
        number::EVENT if collected.timer.len() < ENTRY_LIMIT => collected.event(message),
        number::DEVICE_INFO => collected.device(message),
        number::ACTIVITY => collected.activity(message),
        number::FIELD_DESCRIPTION => collected.developer.describe(message),
        number::SPORT => {
            let name = message.text(3).map(str::to_owned);
            collected.sport = Some((byte(message, 0), byte(message, 1), name));
        }
        _ => {}
    }
}

impl Collected {
    /// Turns every time into Unix seconds and drops what cannot be dated. Times that
    /// count from the device's start are dated by the local time of the activity
    /// message, where there is one.
    pub(super) fn date(&mut self) {
        let since_start = self.since_start;
        let dated = |seconds: f64| {
            let seconds = match since_start {
                _ if seconds >= SYSTEM_TIME => seconds,
                Some(shift) => seconds + shift,
                None => return None,
            };
            time::plausible(seconds + FIT_EPOCH)
        };
        self.developer.settle(&mut self.samples);
        self.turn_rollover();
        self.set_clock();
        self.clock_jumps += clock::mend(&mut self.samples);
        if self.clock_jumps > 0 && !self.clock_was_set {
            // Events are dated by the same clock, and not where among the rows they lay.
            self.timer.clear();
        }
        self.samples.sort_by_time();
        let rows = self.samples.len();
        for time in &mut self.samples.time_s {
            *time = dated(*time).unwrap_or(f64::NEG_INFINITY);
        }
        self.samples.sort_by_time();
        let undated = self
            .samples
            .time_s
            .partition_point(|&time| time == f64::NEG_INFINITY);
        if undated > 0 {
            self.samples = self.samples.split_off(undated);
            self.undated += undated;
        } else if rows > 0 && since_start.is_some() {
            self.problems.push(ReadProblem {
                message: "the watch's clock was not set to UTC; dated by its local time".to_owned(),
                at_byte: None,
                lost_data: false,
            });
        }
        for session in &mut self.sessions {
            session.start = session.start.and_then(&dated);
            session.written = session.written.and_then(&dated);
        }
        self.laps.retain_mut(|lap| match dated(lap.start) {
            Some(start) => {
                lap.start = start;
                true
            }
            None => false,
        });
        self.timer.retain_mut(|event| match dated(event.0) {
            Some(at) => {
                event.0 = at;
                true
            }
            None => false,
        });
    }

    /// A clock that was wrong until the first fix: what it dated before is dated again.
    fn set_clock(&mut self) {
        let elapsed = match self.sessions.as_slice() {
            [session] => session.elapsed_s,
            _ => None,
        };
        let Some(set) = clock::set_late(&mut self.samples, elapsed) else {
            return;
        };
        let again = |time: f64| {
            if set.dated.contains(&time) {
                time + set.shift_s
            } else {
                time
            }
        };
        for event in &mut self.timer {
            event.0 = again(event.0);
        }
        for lap in &mut self.laps {
            lap.start = again(lap.start);
        }
        for session in &mut self.sessions {
            session.start = session.start.map(again);
            session.written = session.written.map(again);
            // What counts the wrong clock's hole is no elapsed time.
            let counts_hole = |seconds: f64| set.shift_s > 0.0 && seconds >= set.shift_s;
            session.elapsed_s = session.elapsed_s.filter(|&seconds| !counts_hole(seconds));
        }
        self.clock_was_set = true;
        self.clock_jumps += 1;
        self.problems.push(ReadProblem {
            message: clock::said(set.shift_s),
            at_byte: None,
            lost_data: false,
        });
    }

    /// The week of GPS is counted to 1,024: a receiver that forgot how often writes dates
    /// of 19.6 years ago, while the file's own date is right.
    fn turn_rollover(&mut self) {
        let first = self.samples.time_s.first().copied();
        let Some((created, first)) = self.created.zip(first) else {
            return;
        };
        let rolled_over = clock::rolled_over(first, created).filter(|_| first >= SYSTEM_TIME);
        let Some(shift) = rolled_over else { return };
        for time in &mut self.samples.time_s {
            *time += shift;
        }
        for event in &mut self.timer {
            event.0 += shift;
        }
        for lap in &mut self.laps {
            lap.start += shift;
        }
        for session in &mut self.sessions {
            session.start = session.start.map(|start| start + shift);
            session.written = session.written.map(|written| written + shift);
        }
        self.clock_jumps += 1;
        self.clock_was_set = true;
        self.problems.push(clock::was_rolled_over());
    }

    fn overfull(&mut self) {
        if !self.full {
            self.full = true;
            self.truncated = true;
            self.problems.push(ReadProblem {
                message: format!("more than {ROW_LIMIT} samples: the rest is left out"),
                at_byte: None,
                lost_data: true,
            });
        }
    }

    fn file_id(&mut self, message: &Message) {
        self.file_type = byte(message, 0).or(self.file_type);
        self.manufacturer = message.get(1).map(|v| v as u16).or(self.manufacturer);
        self.product = message.get(2).map(|v| v as u16).or(self.product);
        self.created = message.get(4).or(self.created);
        self.serial = message
            .get(3)
            .filter(|&v| v > 0.0)
            .map(|v| v as u32)
            .or(self.serial);
        if let Some(name) = message.text(8) {
            self.product_name = Some(name.to_owned());
        }
    }

    fn device(&mut self, message: &Message) {
        // The watch itself is device 0; its own parts have source type "local" (5),
        // and a local part of type 4 is the barometer.
        if message.get(0) == Some(0.0) {
            if let Some(name) = message.text(27) {
                self.product_name.get_or_insert_with(|| name.to_owned());
            }
            self.serial = self.serial.or(message.get(3).map(|v| v as u32));
        }
        if message.get(25) == Some(5.0) && message.get(1) == Some(4.0) {
            self.barometer = Some(true);
        }
    }

    fn activity(&mut self, message: &Message) {
        if let (Some(utc), Some(local)) = (message.get(TIMESTAMP), message.get(5)) {
            if utc >= SYSTEM_TIME {
                self.utc_offset_s = time::sane_offset((local - utc).round() as i64);
            } else if local >= SYSTEM_TIME {
                self.since_start = Some(local - utc);
            }
        }
    }

    fn event(&mut self, message: &Message) {
        const TIMER: f64 = 0.0;
        if message.get(0) != Some(TIMER) {
            return;
        }
        let running = match message.get(1) {
            Some(0.0) => true,
            // stop, stop all, stop and disable, stop and disable all
            Some(1.0 | 4.0 | 8.0 | 9.0) => false,
            _ => return,
        };
        if let Some(at) = message.get(TIMESTAMP) {
            self.timer.push((at, running));
        }
    }

    fn session(&mut self, message: &Message) {
        let strides = message
            .get(18)
            .filter(|&whole| whole > 0.0)
            .map(|whole| whole + message.scaled(92, 128.0).unwrap_or(0.0));
        let elapsed_s = message.scaled(7, 1000.0);
        // Its own time is its end where it does not say when it began.
        let by_end = || Some(message.get(TIMESTAMP)? - elapsed_s?);
        self.sessions.push(Session {
            start: message.get(2).or_else(by_end),
            written: message.get(TIMESTAMP),
            sport: byte(message, 5),
            sub_sport: byte(message, 6),
            name: message.text(110).map(str::to_owned),
            elapsed_s,
            timer_s: message.scaled(8, 1000.0),
            distance_m: message.scaled(9, 100.0),
            ascent_m: message.get(22),
            descent_m: message.get(23),
            cadence: strides,
            heart_rate_bpm: message.get(16).filter(|&bpm| bpm > 0.0),
            max_heart_rate_bpm: message.get(17).filter(|&bpm| bpm > 0.0),
            // Hundredths both; 0 is written where the question was passed over, and an
            // exertion of 0 is no run.
            rpe: (message.scaled(193, 10.0)).filter(|rpe| (0.1..=10.0).contains(rpe)),
            feel: (message.scaled(192, 100.0)).filter(|feel| (0.0..=1.0).contains(feel)),
        });
    }

    fn lap(&mut self, message: &Message) {
        if let Some(start) = message.get(2) {
            self.laps.push(Lap {
                start,
                elapsed_s: message.scaled(7, 1000.0),
                timer_s: message.scaled(8, 1000.0),
                distance_m: message.scaled(9, 100.0),
                sport: byte(message, 25),
                step: message.get(71).map(|index| index as u16),
            });
        }
    }

    /// A step of a guided workout: its index and whether it is work (0 active, 5 interval)
    /// or rest (1 rest, 2 warm-up, 3 cool-down, 4 recovery).
    fn step(&mut self, message: &Message) {
        let planned = match byte(message, 7) {
            Some(0 | 5) => Planned::Work,
            Some(1..=4) => Planned::Rest,
            _ => return,
        };
        if let Some(index) = message.get(254) {
            self.steps.insert(index as u16, planned);
        }
    }

    fn record(&mut self, message: &Message) {
        let Some(at) = message.get(TIMESTAMP) else {
            self.undated += 1;
            return;
        };
        let row = self.samples.push(at);
        let samples = &mut self.samples;
        let mut cadence = None;
        let mut fraction = None;
        let mut position = (None, None);
        let (mut altitude, mut speed) = (None, None);
        for &(field, value) in &message.fields {
            let column = match field {
                0 => {
                    position.0 = Some(value * 180.0 / SEMICIRCLES);
                    continue;
                }
                1 => {
                    position.1 = Some(value * 180.0 / SEMICIRCLES);
                    continue;
                }
                2 => {
                    altitude = altitude.or(metres_above_sea(value));
                    continue;
                }
                78 => {
                    altitude = metres_above_sea(value).or(altitude);
                    continue;
                }
                4 => {
                    cadence = cadence.or(Some(value));
                    continue;
                }
                52 => {
                    cadence = Some(value / 256.0);
                    fraction = Some(0.0);
                    continue;
                }
                53 => {
                    fraction = fraction.or(Some(value / 128.0));
                    continue;
                }
                6 => {
                    speed = speed.or(Some(value / 1000.0));
                    continue;
                }
                73 => {
                    speed = Some(value / 1000.0);
                    continue;
                }
                3 if value > 0.0 => (&mut samples.heart_rate_bpm, value),
                5 => (&mut samples.distance_m, value / 100.0),
                7 => (&mut samples.power_w, value),
                13 => (&mut samples.temperature_c, value),
                31 => (&mut samples.gps_accuracy_m, value),
                39 => (&mut samples.vertical_oscillation_mm, value / 10.0),
                41 => (&mut samples.ground_contact_ms, value / 10.0),
                83 => (&mut samples.vertical_ratio_percent, value / 100.0),
                84 => (&mut samples.stance_balance_percent, value / 100.0),
                85 => (&mut samples.step_length_mm, value / 10.0),
                _ => continue,
            };
            set(column.0, row, Some(column.1));
        }
        if let (Some(latitude), Some(longitude)) = position
            && super::super::shape::is_position(latitude, longitude)
        {
            set(&mut samples.latitude, row, Some(latitude));
            set(&mut samples.longitude, row, Some(longitude));
        }
        set(&mut samples.altitude_m, row, altitude);
        set(&mut samples.speed_m_per_s, row, speed);
        let cadence = cadence.map(|whole| whole + fraction.unwrap_or(0.0));
        set(&mut samples.cadence, row, cadence);
        self.developer.record(row, &message.developer);
        if let Some(packed) = message.packed {
            let (speed, distance) = self.packed_distance.unpack(packed);
            let samples = &mut self.samples;
            set(&mut samples.speed_m_per_s, row, Some(speed));
            set(&mut samples.distance_m, row, Some(distance));
        }
    }
}

/// Whether a field of a record is one that [`Collected::record`] takes.
pub(super) const fn is_read_of_record(field: u8) -> bool {
    matches!(
        field,
        0..=8 | 13 | 31 | 39 | 41 | 52 | 53 | 73 | 78 | 83..=85 | TIMESTAMP
    )
}

impl PackedDistance {
    /// Twelve bits of speed in cm/s, twelve of distance in sixteenths of a metre
    /// that start again after 256 m.
    fn unpack(&mut self, [a, b, c]: [u8; 3]) -> (f64, f64) {
        let speed = u32::from(a) | (u32::from(b & 0x0f) << 8);
        let distance = u32::from(b >> 4) | (u32::from(c) << 4);
        let step = distance.wrapping_sub(self.last.unwrap_or(distance)) & 0xfff;
        self.total = match self.last {
            None => distance,
            Some(_) => self.total.saturating_add(step),
        };
        self.last = Some(distance);
        (f64::from(speed) / 100.0, f64::from(self.total) / 16.0)
    }
}

fn set(column: &mut [Option<f64>], row: usize, value: Option<f64>) {
    if let (Some(cell), Some(_)) = (column.get_mut(row), value) {
        *cell = value;
    }
}

/// Raw 0, 500 m below the sea, is what devices write before they know the height.
fn metres_above_sea(raw: f64) -> Option<f64> {
    (raw > 0.0).then_some(raw / 5.0 - 500.0)
}

fn byte(message: &Message, field: u8) -> Option<u8> {
    message.get(field).map(|value| value as u8)
}
