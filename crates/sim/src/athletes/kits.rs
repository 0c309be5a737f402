//! The watches that the athletes own and how their files leave them.

use super::story::{Kit, Output};
use crate::fit::FitStyle;
use crate::watch::{Noise, Watch};
use crate::xml::{GpxCadence, GpxStyle};

/// Every few seconds only, packed: a long history in little space.
pub(super) fn compact() -> Kit {
    Kit {
        watch: Watch {
            smart_recording: true,
            ..Watch::new(Noise::Typical)
        },
        output: Output::Fit(FitStyle {
            enhanced: false,
            ..FitStyle::garmin()
        }),
        gzip: true,
    }
}

/// Each second, as the watch keeps it.
pub(super) fn every_second(style: FitStyle) -> Kit {
    Kit {
        watch: Watch::new(Noise::Typical),
        output: Output::Fit(style),
        gzip: true,
    }
}

pub(super) fn plain_fit(style: FitStyle) -> Kit {
    Kit {
        gzip: false,
        ..every_second(style)
    }
}

/// An export of a training site.
pub(super) fn gpx(cadence: GpxCadence, noise: Noise) -> Kit {
    Kit {
        watch: Watch::new(noise),
        output: Output::Gpx(GpxStyle::new("Garmin Connect", cadence)),
        gzip: true,
    }
}

pub(super) fn tcx() -> Kit {
    Kit {
        watch: Watch {
            smart_recording: true,
            ..Watch::new(Noise::Good)
        },
        output: Output::Tcx("Forerunner 245"),
        gzip: true,
    }
}

/// A phone: satellite height, no strap, no cadence, few points.
pub(super) fn phone(noise: Noise) -> Kit {
    Kit {
        watch: Watch {
            barometer: false,
            heart_rate: false,
            cadence: false,
            smart_recording: true,
            ..Watch::new(noise)
        },
        output: Output::PlainGpx("Invented Phone Tracker"),
        gzip: false,
    }
}
