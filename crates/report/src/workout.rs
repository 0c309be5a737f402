//! The planned runs as FIT workout files, one a running day, for the watch that
//! counts the walking and the running by itself; as text for intervals.icu; and what
//! each family of watches makes of them.
//!
//! The plan's pace is a ceiling, so a step's speed target reaches from walking
//! pace up to it: the watch speaks when it is too fast and never urges on. A step of a
//! run has one target, since watches show no second one.

mod ascii;
mod blocks;
pub mod intervals;
mod memory;
pub mod watches;

use super::words::day_kind;
use super::words::quantity::{minutes, spell};
use super::words::session::limits_line;
use blocks::{Block, Leg, Role, Target, blocks};
use chrono::{DateTime, FixedOffset, NaiveDate};
use comeback_core::limits::UnitSystem;
use comeback_core::plan::Day;
use comeback_core::plan::past::Stood;
use memory::Memory;
use rustyfit::Encoder;
use rustyfit::profile::mesgdef::{FileId, Workout, WorkoutStep};
use rustyfit::profile::typedef;
use rustyfit::proto::{FIT, FileHeader, Message};
use sha2::{Digest, Sha256};

/// Seconds from the Unix epoch to 1989-12-31T00:00:00Z, where FIT counts from.
const FIT_EPOCH_S: i64 = 631_065_600;
/// Longest name of a workout, ASCII characters; no maker states a limit (design).
const NAME: usize = 32;
/// Longest name of a step (design).
const STEP_NAME: usize = 20;
/// Longest note of a step: one line of a watch that scrolls (design).
const NOTE: usize = 50;
/// Longest description: a size is one byte, and a text ends with a zero.
const DESCRIPTION: usize = 250;

/// One workout file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkoutFile {
    /// `2026-11-24-anna.fit`: a day of an athlete keeps it whatever it holds.
    pub name: String,
    /// What the watch calls it.
    pub title: String,
    /// What tells this version of the day from others; FIT's `time_created`.
    pub created: DateTime<FixedOffset>,
    pub bytes: Vec<u8>,
}

/// The encoder refused a workout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the workout of {day} could not be written: {reason}")]
pub struct WorkoutError {
    pub day: NaiveDate,
    pub reason: String,
}

/// A file for each running day.
///
/// # Errors
/// When the encoder refuses a workout, which no plan of `plan` makes it do.
pub fn workouts(
    days: &[Stood<Day>],
    athlete: &str,
    units: UnitSystem,
) -> Result<Vec<WorkoutFile>, WorkoutError> {
    days.iter()
        .filter(|stood| is_workout(&stood.what))
        .map(|stood| file(stood, athlete, units))
        .collect()
}

/// Whether a watch can count a day.
pub fn is_workout(day: &Day) -> bool {
    day.kind.is_run() && !day.steps.is_empty()
}

fn file(stood: &Stood<Day>, athlete: &str, units: UnitSystem) -> Result<WorkoutFile, WorkoutError> {
    let day = &stood.what;
    let created = created(stood);
    let steps = workout_steps(&blocks(day), units);
    let mut messages = vec![
        Message::from(file_id(day.date, athlete, created)),
        Message::from(workout(day, steps.len(), units)),
    ];
    messages.extend(steps.into_iter().map(Message::from));
    let mut fit = FIT {
        file_header: FileHeader::default(),
        messages,
        crc: 0,
    };
    let bytes = written(&mut Encoder::new(), &mut fit).map_err(|reason| WorkoutError {
        day: day.date,
        reason,
    })?;
    Ok(WorkoutFile {
        name: format!("{}-{}.fit", day.date, ascii::file_word(athlete)),
        title: title(day),
        created,
        bytes,
    })
}

fn file_id(date: NaiveDate, athlete: &str, created: DateTime<FixedOffset>) -> FileId {
    let mut id = FileId::new();
    id.r#type = typedef::File::WORKOUT;
    id.manufacturer = typedef::Manufacturer::DEVELOPMENT;
    id.product = 0;
    id.serial_number = serial(date, athlete);
    let seconds = created.timestamp() - FIT_EPOCH_S;
    id.time_created = typedef::DateTime(u32::try_from(seconds).unwrap_or(0));
    id
}

/// Watches tell workouts apart by serial number and time: two athletes share neither.
fn serial(date: NaiveDate, athlete: &str) -> u32 {
    let hash = Sha256::digest(format!("{date} {athlete}").as_bytes());
    let number = hash
        .iter()
        .take(4)
        .fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
    // Zero is FIT's word for no number.
    number.max(1)
}

/// The minute in which the day came to be as it is; its second is drawn from the content,
/// so that an entry which was told late, and changes the day without a later moment,
/// still makes another workout.
fn created(stood: &Stood<Day>) -> DateTime<FixedOffset> {
    let content = serde_json::to_vec(&stood.what).unwrap_or_default();
    let second = Sha256::digest(content)
        .iter()
        .next()
        .map_or(0, |byte| byte % 60);
    let minute = stood.since.timestamp().div_euclid(60) * 60;
    DateTime::from_timestamp(minute + i64::from(second), 0)
        .map_or(stood.since, |at| at.with_timezone(stood.since.offset()))
}

/// `Tue 24 walk-run 30 min`
pub fn title(day: &Day) -> String {
    let length = day
        .minutes
        .map(|length| format!(" {} min", minutes(length)))
        .unwrap_or_default();
    let name = format!(
        "{} {}{length}",
        day.date.format("%a %d"),
        day_kind(day.kind)
    );
    ascii::fitted(&name, NAME)
}

fn workout(day: &Day, steps: usize, units: UnitSystem) -> Workout {
    let mut workout = Workout::new();
    workout.sport = typedef::Sport::RUNNING;
    workout.num_valid_steps = u16::try_from(steps).unwrap_or(u16::MAX);
    workout.wkt_name = title(day).into();
    let about = limits_line(day, units);
    workout.wkt_description = ascii::fitted(&about, DESCRIPTION).into();
    workout
}

/// The steps in order; repeated ones are followed by a step that says from where and how often.
fn workout_steps(blocks: &[Block], units: UnitSystem) -> Vec<WorkoutStep> {
    let mut out: Vec<WorkoutStep> = Vec::new();
    for block in blocks {
        let from = out.len();
        for leg in &block.legs {
            out.push(step(out.len(), leg, units));
        }
        if block.times > 1 {
            out.push(repeat(out.len(), from, block.times));
        }
    }
    out
}

fn numbered(index: usize) -> WorkoutStep {
    let mut step = WorkoutStep::new();
    step.message_index = typedef::MessageIndex(u16::try_from(index).unwrap_or(u16::MAX));
    step
}

fn step(index: usize, leg: &Leg, units: UnitSystem) -> WorkoutStep {
    let mut step = numbered(index);
    step.wkt_step_name =
        ascii::fitted(&format!("{} {}", spell(leg.seconds), leg.what), STEP_NAME).into();
    step.notes = ascii::fitted(&leg.note(units), NOTE).into();
    step.duration_type = typedef::WktStepDuration::TIME;
    // Scale 1000: milliseconds.
    step.duration_value = leg.seconds.saturating_mul(1000);
    step.target_value = 0;
    step.intensity = match leg.role {
        Role::WarmUp => typedef::Intensity::WARMUP,
        Role::Active => typedef::Intensity::ACTIVE,
        Role::Interval => typedef::Intensity::INTERVAL,
        Role::Recovery => typedef::Intensity::RECOVERY,
        Role::CoolDown => typedef::Intensity::COOLDOWN,
    };
    match leg.target() {
        Target::Open => step.target_type = typedef::WktStepTarget::OPEN,
        Target::Pace { slowest, fastest } => {
            step.target_type = typedef::WktStepTarget::SPEED;
            step.custom_target_value_low = milli(slowest);
            step.custom_target_value_high = milli(fastest);
        }
        // A watch counts strides: half the steps.
        Target::Cadence { low, high } => {
            step.target_type = typedef::WktStepTarget::CADENCE;
            step.custom_target_value_low = strides(low);
            step.custom_target_value_high = strides(high);
        }
    }
    step
}

fn repeat(index: usize, from: usize, times: u32) -> WorkoutStep {
    let mut step = numbered(index);
    step.duration_type = typedef::WktStepDuration::REPEAT_UNTIL_STEPS_CMPLT;
    step.duration_value = u32::try_from(from).unwrap_or(0);
    step.target_value = times;
    step
}

/// Scale 1000.
fn milli(speed_m_per_s: f64) -> u32 {
    (speed_m_per_s * 1000.0).round() as u32
}

fn strides(steps_per_min: f64) -> u32 {
    (steps_per_min / 2.0).round() as u32
}

/// The bytes of a FIT file.
///
/// # Errors
/// What the encoder says of a message that its format cannot hold.
pub fn written(encoder: &mut Encoder, fit: &mut FIT) -> Result<Vec<u8>, String> {
    let mut memory = Memory::default();
    encoder
        .encode(&mut memory, fit)
        .map_err(|error| error.to_string())?;
    Ok(memory.bytes)
}
