//! The part of a recording that no runner ran: the drive home with a watch that was not
//! stopped, a bus between two runs. It is cut off before anything is measured, and said.

mod found;
mod perhaps;
mod speeds;

use comeback_core::recording::{Recording, Sport, TimerEvent};
use found::rides;
use perhaps::clock;
pub use perhaps::{as_fast_as_the_best, perhaps};
pub use speeds::Speeds;
use speeds::speeds;
use std::borrow::Cow;
use std::ops::Range;

/// A device's distance that rises by more over a ride than this goes on without it. m (design)
const RIDDEN: f64 = 50.0;

/// What was cut off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Seconds since the start.
    pub from: f64,
    /// Its end, seconds since the start.
    pub to: f64,
    /// How fast it went at most, m/s.
    pub fastest: f64,
    /// Whether nothing of the run follows.
    pub to_the_end: bool,
}

impl Cut {
    /// The ride as part of a sentence.
    pub fn in_words(&self) -> String {
        let until = if self.to_the_end {
            "on".to_owned()
        } else {
            format!("to {}", clock(self.to))
        };
        format!(
            "from {} {until} it is a ride at up to {:.0} km/h, no running, and is left out",
            clock(self.from),
            3.6 * self.fastest
        )
    }
}

/// The recording without its rides; and where none was cut off the speeds that were read.
pub fn without(recording: &Recording) -> (Cow<'_, Recording>, Vec<Cut>, Option<Speeds>) {
    if recording.sport != Sport::Running || recording.samples.len() < 60 {
        return (Cow::Borrowed(recording), Vec::new(), None);
    }
    let speed = speeds(recording);
    let found = rides(recording, &speed);
    let rows: usize = found.iter().map(Range::len).sum();
    // All of it or most: that is another question than where the run ended.
    if found.is_empty() || rows * 10 > recording.samples.len() * 8 {
        return (Cow::Borrowed(recording), Vec::new(), Some(speed));
    }
    let mut left = recording.clone();
    let mut cuts = Vec::new();
    for ride in found.iter().rev() {
        let times = &recording.samples.time_s;
        let (Some(&from), Some(&to)) = (times.get(ride.start), times.get(ride.end - 1)) else {
            continue;
        };
        let fastest = speed.get(ride.clone()).into_iter().flatten().flatten();
        let cut = Cut {
            from,
            to,
            fastest: fastest.copied().fold(0.0, f64::max),
            to_the_end: ride.end >= times.len(),
        };
        let rest = left.samples.split_off(ride.start);
        let mut rest = rest;
        let after = rest.split_off(ride.len());
        let reading = |row: Option<usize>| {
            let metres = recording.samples.distance_m.get(row?);
            metres.copied().flatten()
        };
        let ridden = reading(ride.start.checked_sub(1))
            .zip(reading(Some(ride.end)))
            .map_or(0.0, |(before, after)| after - before);
        for row in 0..after.len() {
            if let Some(&time) = after.time_s.get(row) {
                let into = left.samples.push(time);
                left.samples.fill_from(into, &after, row);
                if ridden > RIDDEN
                    && let Some(metres) = left.samples.distance_m.get_mut(into)
                {
                    *metres = metres.map(|metres| metres - ridden);
                }
            }
        }
        left.timer_events
            .retain(|event| !(from..to).contains(&event.at_s));
        if cut.to_the_end {
            left.timer_events.retain(|event| event.at_s <= from);
            left.laps.retain(|lap| lap.start_s < from);
        } else {
            let pause = [(from, false), (to, true)];
            left.timer_events
                .extend(pause.map(|(at_s, running)| TimerEvent { at_s, running }));
        }
        cuts.push(cut);
    }
    left.timer_events.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    // They count the ride too.
    left.totals.distance = None;
    left.totals.timer = None;
    left.totals.elapsed = None;
    left.totals.ascent = None;
    left.totals.descent = None;
    for lap in &mut left.laps {
        lap.distance_m = None;
    }
    cuts.reverse();
    (Cow::Owned(left), cuts, None)
}

#[cfg(test)]
mod tests;
