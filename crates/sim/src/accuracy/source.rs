//! Ways that a run takes into the program: which watch saw it and in which file it comes.

use super::super::fit::{self, FitStyle};
use super::super::watch::{Noise, Watch};
use super::super::xml::{self, GpxCadence, GpxStyle};
use comeback_core::recording::Recording;
use comeback_files as import;
use comeback_files::Reading;
use rustyfit::profile::typedef;

/// A watch and its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// FIT each second, altitude from air pressure.
    Barometer,
    /// FIT each second, altitude from satellites.
    Satellite,
    /// FIT of a barometer watch that writes when something changed.
    Smart,
    /// FIT of a phone: speed and distance by fixes alone, no cadence.
    Phone,
    /// GPX: places, satellite altitude and steps, no distance and no speed.
    Gpx,
    /// TCX: distance, satellite altitude and strides.
    Tcx,
}

impl Source {
    pub const ALL: [Source; 6] = [
        Source::Barometer,
        Source::Satellite,
        Source::Smart,
        Source::Phone,
        Source::Gpx,
        Source::Tcx,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Source::Barometer => "FIT, barometer",
            Source::Satellite => "FIT, GPS altitude",
            Source::Smart => "FIT, smart recording",
            Source::Phone => "FIT, phone without cadence",
            Source::Gpx => "GPX, GPS altitude",
            Source::Tcx => "TCX, GPS altitude",
        }
    }

    pub const fn barometer(self) -> bool {
        matches!(self, Source::Barometer | Source::Smart)
    }

    pub fn watch(self, noise: Noise) -> Watch {
        Watch {
            barometer: self.barometer(),
            smart_recording: self == Source::Smart,
            cadence: self != Source::Phone,
            follows_fixes: self == Source::Phone,
            ..Watch::new(noise)
        }
    }

    /// Through the file and back by the importer; `None` where the format cannot hold
    /// the run (GPX without a place).
    ///
    /// # Errors
    /// What the writer or the importer says.
    pub fn through_file(self, seen: &Recording) -> Result<Option<Recording>, String> {
        let (name, bytes) = match self {
            Source::Barometer | Source::Smart => {
                ("run.fit", fit::write(seen, &FitStyle::garmin())?)
            }
            Source::Satellite | Source::Phone => ("run.fit", fit::write(seen, &UNKNOWN)?),
            Source::Gpx => {
                let style = GpxStyle::new("StravaGPX", GpxCadence::Steps);
                let written = xml::write_gpx(seen, &style);
                ("run.gpx", written.map_err(|error| error.to_string())?)
            }
            Source::Tcx => {
                let written = xml::write_tcx(seen, "Forerunner 245");
                ("run.tcx", written.map_err(|error| error.to_string())?)
            }
        };
        for outcome in import::read(name, &bytes) {
            match outcome.reading {
                Reading::Recordings(recordings) => return Ok(recordings.into_iter().next()),
                Reading::Skipped(_) => {}
                Reading::Failed(error) => return Err(error.to_string()),
            }
        }
        Ok(None)
    }
}

/// A device that no list knows: the watch of [`FitStyle::garmin`] has a barometer, and a
/// file that names it would say so of an altitude by satellite.
const UNKNOWN: FitStyle = FitStyle {
    manufacturer: typedef::Manufacturer::DEVELOPMENT,
    product: 1,
    ..FitStyle::garmin()
};

pub const NOISES: [Noise; 4] = [Noise::Clean, Noise::Good, Noise::Typical, Noise::Poor];

pub const fn noise_name(noise: Noise) -> &'static str {
    match noise {
        Noise::Clean => "none",
        Noise::Good => "good",
        Noise::Typical => "typical",
        Noise::Poor => "poor",
    }
}
