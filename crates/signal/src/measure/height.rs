//! The heights of a run: its altitude, what it climbed, and which of that is told.

use super::ran::{Ran, seconds_of};
use super::read::Read;
use crate::ascent::{self, Climb};
use crate::efforts::{Course, hills};
use crate::elevation::{self, Altitude, NoAltitude};
use crate::ground::{self, Ground};
use crate::way::Way;
use comeback_core::recording::SubSport;
use comeback_core::units::Metres;

/// What a recording says of heights.
pub(super) struct Height {
    pub altitude: Option<Altitude>,
    /// Why what stands for an altitude is none.
    pub not_altitude: Option<&'static str>,
    climb: Option<Climb>,
    by_device: Option<(Metres, Option<Metres>)>,
}

/// What is told of the climbing.
pub(super) struct Told {
    pub ascent: Option<Metres>,
    pub descent: Option<Metres>,
    pub uncertainty: Option<Metres>,
    /// What a reader is told about it, one clause each.
    pub doubts: Vec<String>,
}

impl Height {
    pub(super) fn of(
        read: &Read<'_>,
        ran: &Ran,
        ground: &Ground,
        way: &Way<'_>,
        distance: Option<Metres>,
    ) -> Height {
        let altitude = altitude_of(read, ground, way, distance);
        let mut not_altitude = match altitude {
            Err(NoAltitude::NotAltitude) => Some("its altitude is none"),
            Err(NoAltitude::Constant) => Some("its altitude is the same from start to end"),
            Err(NoAltitude::Stuck) => Some("its altitude stands still for a great part of it"),
            _ => None,
        };
        let mut altitude = altitude.ok();
        let clock = &read.motion.clock;
        let mut climb = (altitude.as_ref()).map(|altitude| ascent::climb(altitude, clock));
        let hours = seconds_of(&ran.moving) / 3600.0;
        if climb.is_some_and(|climb| !ascent::possible(climb, distance, hours)) {
            (altitude, climb, not_altitude) = (None, None, Some("its altitude is none"));
        }
        let by_device =
            ascent::by_device(read.recording, altitude.as_ref(), climb, distance, hours);
        Height {
            altitude,
            not_altitude,
            climb,
            by_device,
        }
    }

    /// Which of it is told, beside the climbs of the course and what the device says.
    pub(super) fn told(&self, read: &Read<'_>, course: &Course<'_>, grade_known: bool) -> Told {
        let (climb, by_device) = (self.climb, self.by_device);
        let of_both = climb.zip(self.altitude.as_ref());
        let is_unbalanced =
            of_both.is_some_and(|(climb, altitude)| ascent::is_unbalanced(climb, altitude));
        let stated = by_device.map(|device| device.0);
        let told = stated.or(climb.map(|climb| climb.ascent));
        let climbs_more = grade_known && climbs_more_than(told, course);
        let against_device = of_both
            .filter(|_| by_device.is_none())
            .and_then(|(climb, altitude)| ascent::against_device(read.recording, altitude, climb));
        // Nothing beside a device that tells of much says that there was none.
        let is_untold = climb.is_some_and(|climb| climb.ascent <= climb.uncertainty);
        let (climb, by_device) = match climbs_more || against_device.is_some() && is_untold {
            true => (None, None),
            false => (climb.filter(|_| !is_unbalanced), by_device),
        };
        let mut doubts = doubts_of_ascent(
            self.not_altitude,
            by_device.is_some(),
            climbs_more,
            is_unbalanced && by_device.is_none(),
        );
        doubts.extend(against_device);
        Told {
            ascent: (by_device.map(|device| device.0)).or(climb.map(|climb| climb.ascent)),
            descent: match by_device {
                Some(device) => device.1,
                None => climb.map(|climb| climb.descent),
            },
            uncertainty: climb
                .filter(|_| by_device.is_none())
                .map(|climb| climb.uncertainty),
            doubts,
        }
    }
}

/// The altitude, which a treadmill has none of.
fn altitude_of(
    read: &Read<'_>,
    ground: &Ground,
    way: &Way<'_>,
    distance: Option<Metres>,
) -> Result<Altitude, NoAltitude> {
    let (recording, motion) = (read.recording, &read.motion);
    if recording.sub_sport == SubSport::Treadmill {
        return Err(NoAltitude::Missing);
    }
    let column = elevation::Column {
        times: read.times(),
        values: &recording.samples.altitude_m,
        barometer: recording.barometer,
        product: recording.product.as_deref(),
        is_on_track: recording.sub_sport == SubSport::Track,
    };
    let wide = || ground::wide(way.position, &motion.clock);
    let metres = distance.map(Metres::get);
    elevation::altitude(motion, column, ground, wide, way, &read.stretches, metres)
}

/// Whether the run's own climbs rise more than its ascent: such a figure is none.
fn climbs_more_than(ascent: Option<Metres>, course: &Course<'_>) -> bool {
    let hills: f64 = hills::find(course)
        .iter()
        .filter_map(|hill| hill.climb)
        .map(Metres::get)
        .sum();
    ascent.is_some_and(|ascent| ascent::contradicted(ascent, hills))
}

/// What a reader of the run is told about its ascent.
fn doubts_of_ascent(
    not_altitude: Option<&str>,
    by_device: bool,
    climbs_more: bool,
    is_unbalanced: bool,
) -> Vec<String> {
    let none = not_altitude.map(|why| format!("{why}, and its climbs are not told"));
    let others = [
        (by_device, "its ascent is the device's own total"),
        (
            climbs_more,
            "its ascent is not told: its climbs rise more than it",
        ),
        (
            is_unbalanced,
            "its ascent is not told: it does not go with the heights of its start and end",
        ),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, words)| words.to_owned());
    none.into_iter().chain(others).collect()
}
