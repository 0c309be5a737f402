//! From the messages of a sequence to recordings: one a session.

use super::super::{Skip, clock, shape, sport};
use super::collect::{Collected, Session};
use comeback_core::recording::{
    Format, Lap, ReadProblem, Recording, Samples, Sport, SubSport, TimerEvent,
};
use comeback_core::units::{BeatsPerMinute, Metres, Seconds, StepsPerMinute};
use rustyfit::profile::typedef;

/// File types whose points are a plan, not a recording.
const COURSE: u8 = 6;
const SEGMENT: u8 = 34;
const ACTIVITY: u8 = 4;
/// Profiles from 20.00 on are of 2016 and later.
const PROFILE_OF_2016: u16 = 2000;

/// Recordings of one sequence, or why there is none.
pub(super) fn recordings(mut collected: Collected) -> Result<Vec<Recording>, Skip> {
    if matches!(collected.file_type, Some(COURSE | SEGMENT)) {
        return Err(Skip::NotAWorkout);
    }
    collected.date();
    if collected.samples.is_empty() && collected.sessions.is_empty() {
        collected.sessions.extend(session_of_laps(&collected));
    }
    if collected.samples.is_empty() && collected.sessions.is_empty() {
        return Err(match collected.file_type {
            _ if collected.undated > 0 => Skip::NoTime,
            None | Some(ACTIVITY) => Skip::Empty,
            Some(_) => Skip::NotAWorkout,
        });
    }
    if collected.undated > 0 {
        collected.problems.push(ReadProblem {
            message: format!(
                "{} samples without a usable time were left out",
                collected.undated
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    let samples = std::mem::take(&mut collected.samples);
    let stops = shape::stops(&collected.timer);
    let parts = by_session(samples, std::mem::take(&mut collected.sessions));
    let found: Vec<Recording> = parts
        .into_iter()
        .flat_map(|part| {
            part.stretches(&stops, &mut collected.problems, &mut collected.clock_jumps)
        })
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(|part| recording(&collected, part))
        .collect();
    if found.is_empty() {
        Err(Skip::NoTime)
    } else {
        Ok(found)
    }
}

/// Laps alone, without a record and a session, are a session of their sums.
fn session_of_laps(collected: &Collected) -> Option<Session> {
    let laps = &collected.laps;
    let sum = |value: fn(&super::collect::Lap) -> Option<f64>| {
        laps.iter().map(value).sum::<Option<f64>>()
    };
    let timer_s = sum(|lap| lap.timer_s.or(lap.elapsed_s)).filter(|seconds| *seconds > 0.0)?;
    let start = laps.iter().map(|lap| lap.start).reduce(f64::min)?;
    Some(Session {
        start: Some(start),
        timer_s: Some(timer_s),
        elapsed_s: sum(|lap| lap.elapsed_s),
        distance_m: sum(|lap| lap.distance_m),
        ..Session::default()
    })
}

/// A session with its samples and the span of time that is its own.
struct Part {
    session: Session,
    samples: Samples,
    from: f64,
    until: f64,
}

impl Part {
    /// A session whose samples lie hours apart without a stop of the timer is several recordings, and its totals
    /// are those of none of them.
    fn stretches(
        self,
        stops: &[(f64, f64)],
        problems: &mut Vec<ReadProblem>,
        clock_jumps: &mut usize,
    ) -> Vec<Part> {
        let Part {
            mut session,
            samples,
            from,
            until,
        } = self;
        let mut stops = stops.to_vec();
        stops.extend(jumps(&samples, session.elapsed_s));
        let mut stretches = shape::stretches(samples, &stops, problems, clock_jumps);
        if stretches.len() < 2 {
            let samples = stretches.pop().unwrap_or_default();
            return vec![Part {
                session,
                samples,
                from,
                until,
            }];
        }
        session = Session {
            start: None,
            sport: session.sport,
            sub_sport: session.sub_sport,
            name: session.name,
            ..Session::default()
        };
        let starts: Vec<f64> = stretches
            .iter()
            .filter_map(|stretch| stretch.time_s.first().copied())
            .collect();
        let untils = starts.iter().skip(1).copied().chain([until]);
        stretches
            .into_iter()
            .zip(starts.iter().copied().zip(untils))
            .map(|(samples, (from, until))| Part {
                session: session.clone(),
                samples,
                from,
                until,
            })
            .collect()
    }
}

/// No clock that is put right by its zone jumps further (s).
const JUMP_LIMIT_S: f64 = 14.0 * 3600.0;

/// Gaps that are longer than all that the session says it lasted: there the clock was put
/// right, and nobody rested.
fn jumps(samples: &Samples, elapsed_s: Option<f64>) -> Vec<(f64, f64)> {
    let Some(elapsed_s) = elapsed_s else {
        return Vec::new();
    };
    let gaps = samples.time_s.windows(2).map(|pair| (pair[0], pair[1]));
    gaps.filter(|(last, next)| (elapsed_s..JUMP_LIMIT_S).contains(&(next - last)))
        .filter(|(last, next)| next - last > shape::GAP_LIMIT_S)
        .collect()
}

/// Deals the samples out to the sessions: each takes those from its start to the
/// next session's. A session's own timestamp is its start in some files and its
/// end in others, so it is not used.
fn by_session(mut samples: Samples, mut sessions: Vec<Session>) -> Vec<Part> {
    samples.sort_by_time();
    if sessions.len() < 2 {
        return vec![Part {
            session: sessions.pop().unwrap_or_default(),
            samples,
            from: f64::NEG_INFINITY,
            until: f64::INFINITY,
        }];
    }
    sessions.sort_by(|a, b| a.start.unwrap_or(0.0).total_cmp(&b.start.unwrap_or(0.0)));
    let mut parts = Vec::new();
    let mut until = f64::INFINITY;
    while let Some(session) = sessions.pop() {
        let from = match session.start {
            Some(start) if !sessions.is_empty() => start,
            _ => f64::NEG_INFINITY,
        };
        let at = samples.time_s.partition_point(|&time| time < from);
        let own = samples.split_off(at);
        parts.push(Part {
            session,
            samples: own,
            from,
            until,
        });
        until = from;
    }
    parts.reverse();
    parts
}

fn recording(collected: &Collected, part: Part) -> Option<Recording> {
    let Part {
        session,
        samples,
        from,
        until,
    } = part;
    let mut recording = Recording::empty(Format::Fit, Default::default());
    recording.problems.clone_from(&collected.problems);
    recording.clock_jumps = collected.clock_jumps;
    recording.truncated = collected.truncated;
    recording.utc_offset_s = collected.utc_offset_s;
    recording.barometer = collected.barometer;
    name_device(&mut recording, collected);
    name_sport(&mut recording, &session, collected, from, until);
    let mut laps = collected.laps.iter().map(|lap| lap.start);
    let stated = session
        .start
        .or(laps.find(|start| (from..until).contains(start)));
    if !shape::settle(&mut recording, samples, stated) {
        return None;
    }

    let start = recording.start.timestamp_micros() as f64 / 1e6;
    let is_device = collected.profile >= PROFILE_OF_2016;
    recording.clock_doubt = clock::too_early(start, is_device, recording.product.as_deref());
    let mine = |at: f64| (from..until).contains(&at) && (at - start).abs() < shape::SPAN_LIMIT_S;
    recording.timer_events = shape::timer_events(
        collected
            .timer
            .iter()
            .filter(|&&(at, _)| mine(at))
            .map(|&(at, running)| TimerEvent {
                at_s: (at - start).max(0.0),
                running,
            })
            .collect(),
    );
    recording.laps = collected
        .laps
        .iter()
        .filter(|lap| mine(lap.start))
        .map(|lap| Lap {
            start_s: lap.start - start,
            elapsed_s: lap.elapsed_s,
            timer_s: lap.timer_s,
            distance_m: lap.distance_m,
            planned: lap
                .step
                .and_then(|step| collected.steps.get(&step).copied()),
        })
        .collect();

    let on_foot = shape::on_foot(recording.sport);
    let totals = &mut recording.totals;
    totals.distance = session.distance_m.map(Metres::new);
    totals.timer = session.timer_s.map(Seconds::new);
    let last = recording.samples.time_s.last().copied();
    totals.elapsed = (session.elapsed_s)
        .filter(|&elapsed| !outlasts(elapsed, &session, last))
        .map(Seconds::new);
    totals.ascent = session.ascent_m.map(Metres::new);
    totals.descent = session.descent_m.map(Metres::new);
    totals.heart_rate = session.heart_rate_bpm.map(BeatsPerMinute::new);
    totals.max_heart_rate = session.max_heart_rate_bpm.map(BeatsPerMinute::new);
    totals.cadence = session
        .cadence
        .filter(|_| on_foot)
        .map(|strides| StepsPerMinute::new(2.0 * strides));
    recording.told.rpe = session.rpe;
    recording.told.feel = session.feel;
    Some(recording)
}

/// A session is written at its end: longer than until then it cannot have lasted (s).
const WRITTEN_SLACK_S: f64 = 30.0;

/// Whether a session says that it lasted beyond the moment at which it was written; that
/// moment is believed where it follows the last sample, `last` seconds after the start.
fn outlasts(elapsed_s: f64, session: &Session, last: Option<f64>) -> bool {
    let written = session.written.zip(session.start);
    let until = written.map(|(written, start)| written - start);
    last.zip(until).is_some_and(|(last, until)| {
        last > 0.0 && until >= last - WRITTEN_SLACK_S && elapsed_s > until + WRITTEN_SLACK_S
    })
}

fn name_device(recording: &mut Recording, collected: &Collected) {
    let manufacturer = collected.manufacturer.map(typedef::Manufacturer);
    recording.manufacturer = manufacturer.map(|maker| maker.to_string());
    recording.product = collected.product_name.clone().or_else(|| {
        collected.product.map(|product| match manufacturer {
            Some(typedef::Manufacturer::GARMIN | typedef::Manufacturer::DYNASTREAM) => {
                typedef::GarminProduct(product).to_string()
            }
            _ => product.to_string(),
        })
    });
    recording.serial = collected.serial.map(|serial| serial.to_string());
}

/// The session's sport, else the sport message's, else the first own lap's.
fn name_sport(
    recording: &mut Recording,
    session: &Session,
    collected: &Collected,
    from: f64,
    until: f64,
) {
    let message = collected.sport.clone().unwrap_or((None, None, None));
    let lap = collected
        .laps
        .iter()
        .filter(|lap| (from..until).contains(&lap.start))
        .find_map(|lap| lap.sport);
    let sport = session.sport.or(message.0).or(lap).map(typedef::Sport);
    let sub_sport = session.sub_sport.or(message.1).map(typedef::SubSport);
    recording.title = session.name.clone().or(message.2);
    let Some(sport) = sport else { return };
    recording.sport_name = Some(match sub_sport {
        Some(sub_sport) if sub_sport != typedef::SubSport::GENERIC => {
            format!("{sport}, {sub_sport}")
        }
        _ => sport.to_string(),
    });
    let treadmill = matches!(
        sub_sport,
        Some(typedef::SubSport::TREADMILL | typedef::SubSport::INDOOR_RUNNING)
    );
    recording.sport = match sport {
        typedef::Sport::RUNNING => Sport::Running,
        typedef::Sport::FITNESS_EQUIPMENT if treadmill => Sport::Running,
        typedef::Sport::TRAINING if sub_sport == Some(typedef::SubSport::STRENGTH_TRAINING) => {
            Sport::Strength
        }
        typedef::Sport::WALKING => Sport::Walking,
        typedef::Sport::HIKING | typedef::Sport::MOUNTAINEERING => Sport::Hiking,
        typedef::Sport::GENERIC => Sport::Unknown,
        other => match sport::named(&other.to_string()).0 {
            Sport::Running | Sport::Unknown => Sport::Other,
            sport => sport,
        },
    };
    if recording.sport == Sport::Running {
        recording.sub_sport = match sub_sport {
            _ if treadmill => SubSport::Treadmill,
            Some(typedef::SubSport::TRAIL | typedef::SubSport::ULTRA) => SubSport::Trail,
            Some(typedef::SubSport::TRACK) => SubSport::Track,
            Some(typedef::SubSport::STREET | typedef::SubSport::ROAD) => SubSport::Road,
            Some(typedef::SubSport::VIRTUAL_ACTIVITY) => SubSport::Virtual,
            _ => SubSport::Generic,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_lasts_until_it_is_written_and_no_longer() {
        for (elapsed, written, last, outlasts_it) in [
            (1895.0, 1800.0, 1800.0, true),
            (3600.0, 1800.0, 1800.0, true),
            (1820.0, 1800.0, 1800.0, false),
            // Paused at the end, and saved later.
            (2400.0, 2400.0, 1800.0, false),
            // Stamped at its start.
            (1895.0, 0.0, 1800.0, false),
        ] {
            let session = Session {
                start: Some(1e9),
                written: Some(1e9 + written),
                ..Session::default()
            };
            let found = outlasts(elapsed, &session, Some(last));
            assert_eq!(found, outlasts_it, "{elapsed} {written}");
        }
    }
}
