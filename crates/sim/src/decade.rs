//! Years of running in a hurry: as many files as are asked for, of a few runs that are
//! recorded once and dated anew, and a diary with an episode at the end.

use super::fit::{self, FitStyle};
use super::session::{Runner, Session, Step};
use super::terrain::Terrain;
use super::truth;
use super::watch::{self, Noise, Watch};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use comeback_core::recording::Recording;

const RUNNER: Runner = Runner {
    height_m: 1.72,
    mass_kg: 64.0,
    critical_m_per_s: 3.8,
    cadence_habit_spm: 2.0,
    resting_bpm: 52.0,
    maximal_bpm: 188.0,
    place: (44.1, -31.2),
};

/// Days from one run to the next, in turn: five runs in eight days.
const GAPS: [u64; 5] = [1, 2, 1, 2, 2];

/// The runs of one runner up to a day.
#[derive(Debug)]
pub struct Decade {
    recorded: Vec<Recording>,
    days: Vec<NaiveDate>,
}

impl Decade {
    /// So many runs, the last on a day.
    pub fn new(count: usize, last: NaiveDate) -> Decade {
        let mut days = vec![last; count];
        let mut day = last;
        for (slot, gap) in days.iter_mut().rev().zip(GAPS.into_iter().cycle()) {
            *slot = day;
            day = day.checked_sub_days(Days::new(gap)).unwrap_or(day);
        }
        let recorded = (0..12).map(recorded).collect();
        Decade { recorded, days }
    }

    pub fn len(&self) -> usize {
        self.days.len()
    }

    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The files by name, made one at a time.
    pub fn files(&self) -> impl Iterator<Item = Result<(String, Vec<u8>), String>> + '_ {
        let kinds = self.recorded.iter().cycle();
        self.days
            .iter()
            .zip(kinds)
            .enumerate()
            .map(|(number, (day, recorded))| {
                let mut recording = recorded.clone();
                // Not at one second of the day always.
                let seconds = 6 * 3600 + (number as i64 * 397) % 36_000;
                let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc();
                recording.start = midnight + TimeDelta::seconds(seconds);
                let bytes = fit::write(&recording, &FitStyle::garmin())?;
                Ok((format!("{day}-{number}.fit"), bytes))
            })
    }

    /// An episode of some weeks up to the last run, with two scores after each run.
    pub fn diary(&self, weeks: u64) -> String {
        let Some(last) = self.days.last() else {
            return String::new();
        };
        let start = last.checked_sub_days(Days::new(7 * weeks)).unwrap_or(*last);
        let mut lines = vec![format!(
            r#"{{"at":"{start}T05:00:00Z","kind":"episode-start","on":"{start}"}}"#
        )];
        let runs = self.days.iter().filter(|day| **day > start);
        for (number, day) in runs.enumerate() {
            let score = [1.0, 0.5, 2.0, 1.0][number % 4];
            lines.push(format!(
                r#"{{"at":"{day}T20:30:00Z","kind":"pain","score":{score}}}"#
            ));
            if let Some(next) = day.succ_opt()
                && next <= *last
            {
                let at = next.and_hms_opt(5, 30, 0).unwrap_or_default().and_utc();
                let at: DateTime<Utc> = at;
                lines.push(format!(
                    r#"{{"at":"{}","kind":"pain","score":{score}}}"#,
                    at.to_rfc3339()
                ));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

/// The dearest run to measure: a track for so many hours, every second of it, by a watch
/// without a barometer, so that its altitude is told from its error over every lap.
///
/// # Errors
/// When the encoder refuses a message, which a recording made here does not cause.
pub fn laps(hours: f64) -> Result<Vec<u8>, String> {
    let session = Session::new(DateTime::<Utc>::UNIX_EPOCH.fixed_offset(), Terrain::Track);
    let session = session.easy(60.0 * hours, 2.6);
    let truth = truth::run(&RUNNER, &session, 9_100);
    let watch = Watch {
        barometer: false,
        ..Watch::new(Noise::Typical)
    };
    let mut recording = watch::record(&truth, &watch, 600);
    recording.start = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(365 * 56);
    fit::write(&recording, &FitStyle::garmin())
}

/// One of a dozen runs: with and without a barometer, flat, hilly, with laps, fast, long.
fn recorded(kind: usize) -> Recording {
    let minutes = [
        35.0, 45.0, 50.0, 40.0, 60.0, 30.0, 45.0, 75.0, 40.0, 55.0, 35.0, 90.0,
    ];
    let terrain = match kind % 6 {
        0 | 3 => Terrain::Rolling,
        1 => Terrain::Flat,
        2 => Terrain::Track,
        4 => Terrain::Hilly,
        _ => Terrain::HillRepeats,
    };
    let minutes = minutes.get(kind).copied().unwrap_or(40.0);
    let session = Session::new(DateTime::<Utc>::UNIX_EPOCH.fixed_offset(), terrain);
    let session = match terrain {
        Terrain::Track => session.easy(15.0, 2.8).repeat(
            10,
            &[
                Step::Interval { s: 75.0, v: 4.2 },
                Step::Easy { s: 75.0, v: 2.4 },
            ],
        ),
        Terrain::HillRepeats => session.easy(10.0, 2.8).repeat(
            8,
            &[
                Step::Climb {
                    s: 45.0,
                    v: 2.9,
                    grade: 0.08,
                },
                Step::RunDown { v: 2.4 },
            ],
        ),
        _ => session,
    };
    let session = session.easy(minutes / 2.0, 2.9).easy(minutes / 2.0, 2.7);
    let truth = truth::run(&RUNNER, &session, 9_000 + kind as u64);
    let watch = Watch {
        barometer: kind.is_multiple_of(2),
        running_dynamics: kind.is_multiple_of(4),
        ..Watch::new(Noise::Typical)
    };
    watch::record(&truth, &watch, 500 + kind as u64)
}
