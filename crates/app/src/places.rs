//! Where the runner was: the log of places that dates local times without a zone. It is
//! what the recordings with a place of their own say, and the zone of the runner between.

use super::tables::offset_in;
use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// Moments whose offset from UTC is known by a recording itself, in order.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<(f64, i32)>);

/// A run so far away says nothing of where the runner was (s). Design: a journey lasts
/// some weeks, and whoever runs on both sides of a day in one zone was there between.
const NEAR_S: f64 = 30.0 * 86_400.0;

impl Places {
    /// Of moments (Unix seconds) and what their clocks were ahead of UTC (s).
    pub(crate) fn of(known: impl Iterator<Item = (f64, i32)>) -> Places {
        let mut known: Vec<(f64, i32)> = known.filter(|(at, _)| at.is_finite()).collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        Places(known)
    }

    /// Seconds east of UTC when the wall showed a time. The runs before and after must say
    /// the same; one that was at home says that the zone of home was in force, summer time
    /// with it.
    pub(crate) fn offset_at(&self, wall_s: f64, home: &dyn Fn(f64) -> Tz) -> Option<i32> {
        let split = self.0.partition_point(|(at, _)| *at < wall_s);
        let before = split.checked_sub(1).and_then(|at| self.0.get(at));
        let near = [before, self.0.get(split)].into_iter().flatten();
        let mut said = near
            .filter(|(at, _)| (at - wall_s).abs() <= NEAR_S)
            .map(|&(at, offset)| {
                let zone = home(at);
                match offset_of(zone, at) == offset {
                    true => offset_in(zone, wall_s),
                    false => offset,
                }
            });
        let first = said.next()?;
        said.all(|other| other == first).then_some(first)
    }
}

fn offset_of(zone: Tz, at_s: f64) -> i32 {
    let instant = DateTime::<Utc>::from_timestamp(at_s as i64, 0).unwrap_or_default();
    let offset = zone.offset_from_utc_datetime(&instant.naive_utc());
    offset.fix().local_minus_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_times_by_where_the_runner_was() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time").timestamp() as f64;
        let berlin = |_: f64| chrono_tz::Europe::Berlin;
        let hours = |hours: i32| hours * 3600;
        let places = Places::of(
            [
                // Home in winter, a month in Denver, home in summer.
                ("2026-01-10T17:00:00Z", 1),
                ("2026-03-01T17:00:00Z", 1),
                ("2026-03-05T17:00:00Z", -7),
                ("2026-03-20T17:00:00Z", -6),
                ("2026-04-20T17:00:00Z", 2),
            ]
            .map(|(text, offset)| (at(text), hours(offset)))
            .into_iter(),
        );
        for (wall, offset) in [
            ("2026-01-12T07:00:00Z", Some(1)),
            // Before the first and nothing near behind the last.
            ("2026-01-01T07:00:00Z", Some(1)),
            ("2025-11-01T07:00:00Z", None),
            // On the way.
            ("2026-03-03T07:00:00Z", None),
            // The clocks there changed between.
            ("2026-03-07T07:00:00Z", None),
            ("2026-03-19T07:00:00Z", None),
            // Home, whichever of its clocks was in force.
            ("2026-05-10T07:00:00Z", Some(2)),
        ] {
            let found = places.offset_at(at(wall), &berlin);
            assert_eq!(found, offset.map(hours), "{wall}");
        }
        assert_eq!(Places::default().offset_at(0.0, &berlin), None);
        // A run at home in winter dates one in summer by the zone of home.
        let winter = Places::of([(at("2026-03-20T17:00:00Z"), hours(1))].into_iter());
        let summer = winter.offset_at(at("2026-04-10T07:00:00Z"), &berlin);
        assert_eq!(summer, Some(hours(2)));
    }
}
