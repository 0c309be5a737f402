//! What counts of a run, held against the truth: minutes by every format, interval of
//! recording, speed and cadence, and figures of files of which one series is wrong.
//!
//! Real bytes are written and read by the importer's own path.

pub mod corruptions;
pub mod minutes;

use super::fit::{self, FitStyle};
use super::session::Runner;
use super::xml::{self, GpxCadence, GpxStyle};
use comeback_core::recording::{Recording, Sport};
use comeback_files::Reading;
use comeback_signal::{Measured, measure};

/// Figures are right within this share of the truth.
pub const NEAR: f64 = 0.02;

/// How a recording is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// FIT with the timer's starts and stops.
    Fit,
    /// FIT without any timer event.
    FitWithoutEvents,
    Tcx,
    /// GPX that names its sport and holds cadence.
    Gpx,
    /// GPX that says nothing of its sport.
    UntypedGpx,
}

impl Written {
    pub const ALL: [Written; 5] = [
        Written::Fit,
        Written::FitWithoutEvents,
        Written::Tcx,
        Written::Gpx,
        Written::UntypedGpx,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Written::Fit => "FIT",
            Written::FitWithoutEvents => "FIT without timer events",
            Written::Tcx => "TCX",
            Written::Gpx => "GPX",
            Written::UntypedGpx => "GPX without a sport",
        }
    }

    /// The bytes of the file, and a name with its ending.
    ///
    /// # Errors
    /// A recording that the format cannot hold.
    pub fn bytes(self, recording: &Recording) -> Result<(&'static str, Vec<u8>), String> {
        let gpx = |kind: Option<&str>| GpxStyle {
            kind: kind.map(str::to_owned),
            ..GpxStyle::new("Phone", GpxCadence::Strides)
        };
        let text = |bytes: std::io::Result<Vec<u8>>| bytes.map_err(|error| error.to_string());
        Ok(match self {
            Written::Fit => ("run.fit", fit::write(recording, &FitStyle::garmin())?),
            Written::FitWithoutEvents => ("run.fit", fit::write(recording, &FitStyle::huawei())?),
            Written::Tcx => ("run.tcx", text(xml::write_tcx(recording, "Watch"))?),
            Written::Gpx => (
                "run.gpx",
                text(xml::write_gpx(recording, &gpx(Some("running"))))?,
            ),
            Written::UntypedGpx => ("run.gpx", text(xml::write_gpx(recording, &gpx(None)))?),
        })
    }
}

/// The one run of a file that counts without a question; `None` where there is none.
///
/// # Errors
/// As [`Written::bytes`].
pub fn counted(recording: &Recording, written: Written) -> Result<Option<Measured>, String> {
    let (name, bytes) = written.bytes(recording)?;
    let runs: Vec<Measured> = comeback_files::read(name, &bytes)
        .into_iter()
        .filter_map(|outcome| match outcome.reading {
            Reading::Recordings(found) => Some(found),
            _ => None,
        })
        .flatten()
        .filter(|one| one.sport == Sport::Running && one.unsure.is_none())
        .map(|one| measure(&one))
        .collect();
    Ok(match <[Measured; 1]>::try_from(runs) {
        Ok([run]) => Some(run),
        Err(_) => None,
    })
}

/// The same recording with a row every `step_s` seconds, the last one included.
#[must_use]
pub fn thinned(recording: &Recording, step_s: f64) -> Recording {
    let mut thin = recording.clone();
    let all = std::mem::take(&mut thin.samples);
    let mut next = 0.0;
    for row in 0..all.len() {
        let time = all.time_s[row];
        if time >= next || row + 1 == all.len() {
            let into = thin.samples.push(time);
            thin.samples.fill_from(into, &all, row);
            next = time + step_s;
        }
    }
    thin
}

/// A runner whose cadence at a speed, m/s, is `steps` a minute.
fn runner(speed: f64, steps: f64) -> Runner {
    let mut runner = Runner {
        height_m: 1.75,
        mass_kg: 70.0,
        critical_m_per_s: (1.35 * speed).max(3.6),
        cadence_habit_spm: 0.0,
        resting_bpm: 55.0,
        maximal_bpm: 185.0,
        place: (47.5, -29.8),
    };
    runner.cadence_habit_spm = steps - runner.cadence(speed);
    runner
}
