//! The planned runs as FIT workout files, one a running day, for the watch that
//! counts the walking and the running by itself.
//!
//! The plan's pace is a ceiling, so a step's speed target reaches from walking
//! pace up to it: the watch speaks when it is too fast and never urges on.

use super::words::day_kind;
use super::words::quantity::{minutes, spell};
use super::words::session::{limits_line, rest_name, step_name};
use chrono::{DateTime, FixedOffset};
use comeback_core::limits::{CADENCE_TARGET_CAP, CADENCE_TARGET_FACTOR, UnitSystem};
use comeback_core::plan::{Day, DayKind, Step, StepKind, WeekPlan};
use embedded_io::{ErrorKind, ErrorType, Seek, SeekFrom, Write};
use rustyfit::Encoder;
use rustyfit::profile::mesgdef::{FileId, Workout, WorkoutStep};
use rustyfit::profile::typedef;
use rustyfit::proto::{FIT, FileHeader, Message};

/// Seconds from the Unix epoch to 1989-12-31T00:00:00Z, where FIT counts from.
const FIT_EPOCH_S: i64 = 631_065_600;
/// Longest text of a field: a size is one byte, and a text ends with a zero.
const TEXT_BYTES: usize = 250;
/// Lower end of a speed target, m/s: slower than this is standing, not walking.
const SLOWEST_M_PER_S: f64 = 1.0;

/// One workout file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkoutFile {
    /// `2026-11-24-walk-run.fit`
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The encoder refused a workout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the workout of {day} could not be written: {reason}")]
pub struct WorkoutError {
    pub day: chrono::NaiveDate,
    pub reason: String,
}

/// A file for each running day of the week; `created` is the moment at which they are made.
///
/// # Errors
/// When the encoder refuses a workout, which no plan of `plan` makes it do.
pub fn workouts(
    plan: &WeekPlan,
    created: DateTime<FixedOffset>,
    units: UnitSystem,
) -> Result<Vec<WorkoutFile>, WorkoutError> {
    plan.days
        .iter()
        .filter(|day| day.kind.is_run() && !day.steps.is_empty())
        .map(|day| {
            let bytes = encode(messages(day, created, units)).map_err(|reason| WorkoutError {
                day: day.date,
                reason,
            })?;
            Ok(WorkoutFile {
                name: format!("{}-{}.fit", day.date, day.kind.as_str()),
                bytes,
            })
        })
        .collect()
}

fn messages(day: &Day, created: DateTime<FixedOffset>, units: UnitSystem) -> Vec<Message> {
    let steps = workout_steps(day);
    let mut messages = vec![
        Message::from(file_id(day, created)),
        Message::from(workout(day, steps.len(), units)),
    ];
    messages.extend(steps.into_iter().map(Message::from));
    messages
}

fn file_id(day: &Day, created: DateTime<FixedOffset>) -> FileId {
    let mut id = FileId::new();
    id.r#type = typedef::File::WORKOUT;
    id.manufacturer = typedef::Manufacturer::DEVELOPMENT;
    id.product = 0;
    // Watches tell workouts apart by serial number and time; the day makes it unique.
    id.serial_number = u32::try_from((day.date - chrono::NaiveDate::default()).num_days())
        .unwrap_or(1)
        .max(1);
    let seconds = created.timestamp() - FIT_EPOCH_S;
    id.time_created = typedef::DateTime(u32::try_from(seconds).unwrap_or(0));
    id
}

fn workout(day: &Day, steps: usize, units: UnitSystem) -> Workout {
    let mut workout = Workout::new();
    workout.sport = typedef::Sport::RUNNING;
    workout.num_valid_steps = u16::try_from(steps).unwrap_or(u16::MAX);
    let length = day
        .minutes
        .map(|length| format!(" {} min", minutes(length)))
        .unwrap_or_default();
    let name = format!(
        "{} {}{length}",
        day.date.format("%a %d"),
        day_kind(day.kind)
    );
    workout.wkt_name = cut(&name);
    let mut about = vec![limits_line(day, units), day.why.clone()];
    about.extend(day.check_in.clone());
    about.retain(|part| !part.is_empty());
    workout.wkt_description = cut(&about.join(". "));
    workout
}

/// The steps in order; repeated ones are followed by a step that says from where and how often.
fn workout_steps(day: &Day) -> Vec<WorkoutStep> {
    let mut out: Vec<WorkoutStep> = Vec::new();
    let last = day.steps.len().saturating_sub(1);
    for (place, step) in day.steps.iter().enumerate() {
        if step.repeat == 0 || step.work_s == 0 {
            continue;
        }
        let from = out.len();
        let mut work = timed(from, step.work_s, step_name(step.what));
        work.intensity = intensity(day, step, place, last);
        target(&mut work, day, step.what);
        out.push(work);
        if step.rest_s > 0 {
            let mut rest = timed(out.len(), step.rest_s, rest_name(step.what));
            rest.intensity = typedef::Intensity::RECOVERY;
            if step.what == StepKind::Walk {
                // Here the run is what follows the walk.
                rest.intensity = typedef::Intensity::ACTIVE;
                target(&mut rest, day, StepKind::Run);
            }
            out.push(rest);
        }
        if step.repeat > 1 {
            out.push(repeat(out.len(), from, step.repeat));
        }
    }
    out
}

fn numbered(index: usize) -> WorkoutStep {
    let mut step = WorkoutStep::new();
    step.message_index = typedef::MessageIndex(u16::try_from(index).unwrap_or(u16::MAX));
    step
}

fn timed(index: usize, seconds: u32, what: &str) -> WorkoutStep {
    let mut step = numbered(index);
    step.wkt_step_name = cut(&format!("{} {what}", spell(seconds)));
    step.duration_type = typedef::WktStepDuration::TIME;
    // Scale 1000: milliseconds.
    step.duration_value = seconds.saturating_mul(1000);
    step.target_type = typedef::WktStepTarget::OPEN;
    step.target_value = 0;
    step
}

fn repeat(index: usize, from: usize, times: u32) -> WorkoutStep {
    let mut step = numbered(index);
    step.duration_type = typedef::WktStepDuration::REPEAT_UNTIL_STEPS_CMPLT;
    step.duration_value = u32::try_from(from).unwrap_or(0);
    step.target_value = times;
    step
}

fn intensity(day: &Day, step: &Step, place: usize, last: usize) -> typedef::Intensity {
    let around = last > 0 && matches!(step.what, StepKind::Easy | StepKind::Walk);
    match step.what {
        _ if around && place == 0 => typedef::Intensity::WARMUP,
        _ if around && place == last => typedef::Intensity::COOLDOWN,
        StepKind::Walk => typedef::Intensity::RECOVERY,
        _ if is_main(day.kind, step.what) && step.repeat > 1 => typedef::Intensity::INTERVAL,
        _ => typedef::Intensity::ACTIVE,
    }
}

/// The ceiling of a day is that of its main part: of the running of an easy day,
/// of what stands between warm-up and cool-down on the others.
const fn is_main(kind: DayKind, what: StepKind) -> bool {
    match kind {
        DayKind::Easy | DayKind::WalkRun => matches!(what, StepKind::Easy | StepKind::Run),
        _ => !matches!(what, StepKind::Easy | StepKind::Walk | StepKind::Run),
    }
}

/// Speed first, cadence beside it, or cadence alone; walking has no target.
fn target(step: &mut WorkoutStep, day: &Day, what: StepKind) {
    let speed = day
        .speed_cap_m_per_s
        .filter(|cap| is_main(day.kind, what) && cap.get() > SLOWEST_M_PER_S)
        .map(|cap| (milli(SLOWEST_M_PER_S), milli(cap.get())));
    // A watch counts strides: half the steps. The band ends where the target's cap does.
    let cadence = day
        .cadence_target_spm
        .filter(|_| matches!(what, StepKind::Easy | StepKind::Run | StepKind::Tempo))
        .map(|target| {
            let highest = target.get() * CADENCE_TARGET_CAP.value / CADENCE_TARGET_FACTOR.value;
            (strides(target.get()), strides(highest))
        });
    match (speed, cadence) {
        (Some(speed), beside) => {
            step.target_type = typedef::WktStepTarget::SPEED;
            (step.custom_target_value_low, step.custom_target_value_high) = speed;
            if let Some((low, high)) = beside {
                step.secondary_target_type = typedef::WktStepTarget::CADENCE;
                step.secondary_target_value = 0;
                step.secondary_custom_target_value_low = low;
                step.secondary_custom_target_value_high = high;
            }
        }
        (None, Some(cadence)) => {
            step.target_type = typedef::WktStepTarget::CADENCE;
            (step.custom_target_value_low, step.custom_target_value_high) = cadence;
        }
        (None, None) => {}
    }
}

/// Scale 1000.
fn milli(speed_m_per_s: f64) -> u32 {
    (speed_m_per_s * 1000.0).round() as u32
}

fn strides(steps_per_min: f64) -> u32 {
    (steps_per_min / 2.0).round() as u32
}

/// A text that fits its field, cut between characters.
fn cut(text: &str) -> Box<str> {
    let mut end = text.len().min(TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().into()
}

fn encode(messages: Vec<Message>) -> Result<Vec<u8>, String> {
    let mut fit = FIT {
        file_header: FileHeader::default(),
        messages,
        crc: 0,
    };
    written(&mut Encoder::new(), &mut fit)
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

/// What the encoder writes to: it goes back to its header once the size is known.
#[derive(Default)]
struct Memory {
    bytes: Vec<u8>,
    at: usize,
}

impl ErrorType for Memory {
    type Error = ErrorKind;
}

impl Write for Memory {
    fn write(&mut self, data: &[u8]) -> Result<usize, ErrorKind> {
        let end = self.at + data.len();
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        if let Some(place) = self.bytes.get_mut(self.at..end) {
            place.copy_from_slice(data);
        }
        self.at = end;
        Ok(data.len())
    }

    fn flush(&mut self) -> Result<(), ErrorKind> {
        Ok(())
    }
}

impl Seek for Memory {
    fn seek(&mut self, to: SeekFrom) -> Result<u64, ErrorKind> {
        let at = match to {
            SeekFrom::Start(at) => i128::from(at),
            SeekFrom::End(by) => self.bytes.len() as i128 + i128::from(by),
            SeekFrom::Current(by) => self.at as i128 + i128::from(by),
        };
        self.at = usize::try_from(at).map_err(|_| ErrorKind::InvalidInput)?;
        Ok(self.at as u64)
    }
}
