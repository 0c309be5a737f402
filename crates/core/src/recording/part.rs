//! A part of a recording, for the runner who cuts it in two or trims an end.

use super::{DeviceTotals, Recording, TimerEvent};
use crate::calendar::TimeDelta;

impl Recording {
    /// Seconds from the start to the last sample.
    pub fn sampled_s(&self) -> f64 {
        self.samples.time_s.last().copied().unwrap_or(0.0)
    }

    /// What was recorded from one moment to before another, s since the start, as a
    /// recording of its own; `None` where no sample lies between them.
    ///
    /// The device totalled the whole, so its totals are not those of a part; a lap counts
    /// where all of it lies inside.
    pub fn part(&self, from_s: f64, to_s: f64) -> Option<Recording> {
        let first = self.samples.time_s.partition_point(|time| *time < from_s);
        let last = self.samples.time_s.partition_point(|time| *time < to_s);
        if first >= last {
            return None;
        }
        let mut part = self.clone();
        part.samples = part.samples.split_off(first);
        part.samples.split_off(last - first);
        let begins_s = match first {
            0 => 0.0,
            _ => part.samples.time_s.first().copied()?,
        };
        for time in &mut part.samples.time_s {
            *time -= begins_s;
        }
        if first > 0 {
            let travelled = part.samples.distance_m.iter().flatten().next().copied();
            for metres in part.samples.distance_m.iter_mut().flatten() {
                *metres -= travelled.unwrap_or(0.0);
            }
        }
        part.start = self.start + TimeDelta::milliseconds((begins_s * 1000.0).round() as i64);
        let events = self.timer_events.iter();
        let stopped = (events.clone())
            .rfind(|event| event.at_s < begins_s)
            .is_some_and(|event| !event.running);
        part.timer_events = stopped
            .then_some(TimerEvent {
                at_s: 0.0,
                running: false,
            })
            .into_iter()
            .collect();
        part.timer_events.extend(
            events
                .filter(|event| (begins_s..to_s).contains(&event.at_s))
                .map(|event| TimerEvent {
                    at_s: event.at_s - begins_s,
                    running: event.running,
                }),
        );
        part.laps.retain(|lap| {
            lap.start_s >= begins_s && lap.start_s + lap.elapsed_s.unwrap_or(0.0) <= to_s
        });
        for lap in &mut part.laps {
            lap.start_s -= begins_s;
        }
        part.totals = DeviceTotals::default();
        part.truncated &= last == self.samples.len();
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use crate::recording::{Format, Lap, Recording, TimerEvent};
    use chrono::DateTime;

    fn recording() -> Recording {
        let mut whole = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
        for second in 0..100 {
            let row = whole.samples.push(f64::from(second));
            whole.samples.distance_m[row] = Some(f64::from(second) * 3.0);
        }
        whole.timer_events = [(0.0, true), (40.0, false), (60.0, true)]
            .map(|(at_s, running)| TimerEvent { at_s, running })
            .to_vec();
        whole.laps = [0.0, 50.0]
            .map(|start_s| Lap {
                start_s,
                elapsed_s: Some(50.0),
                timer_s: None,
                distance_m: None,
                planned: None,
            })
            .to_vec();
        whole.truncated = true;
        whole
    }

    #[test]
    fn a_part_is_a_recording_of_its_own() {
        let whole = recording();
        let first = whole.part(0.0, 50.0).expect("samples");
        let second = whole.part(50.0, f64::INFINITY).expect("samples");
        assert_eq!((first.samples.len(), second.samples.len()), (50, 50));
        assert_eq!((first.start.timestamp(), second.start.timestamp()), (0, 50));
        assert_eq!(second.samples.time_s.first(), Some(&0.0));
        assert_eq!(second.samples.distance_m.first(), Some(&Some(0.0)));
        assert_eq!(second.samples.distance_m.last(), Some(&Some(147.0)));
        assert_eq!((first.laps.len(), second.laps.len()), (1, 1));
        assert_eq!(second.laps[0].start_s, 0.0);
        assert!(!second.timer_events[0].running, "stopped when it was cut");
        assert_eq!(second.timer_events[1].at_s, 10.0);
        assert!(second.truncated && !first.truncated);
        assert_eq!(whole.part(100.0, 200.0), None);
        assert_eq!(whole.part(50.0, 40.0), None);
        assert_eq!(
            whole.part(-10.0, 200.0).map(|part| part.samples),
            Some(whole.samples)
        );
    }
}
