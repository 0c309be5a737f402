//! The last step of every reader: rows in time order, one a moment, in one
//! stretch of bounded length, seconds from the start.

use super::time;
use comeback_core::recording::{ReadProblem, Recording, Samples, Sport, TimerEvent};

/// Rows of one recording: 6 days at 1 Hz, as long as the longest races that are run by the
/// second. More is no workout but an attack or a logger, and takes more memory than it may.
pub(super) const ROW_LIMIT: usize = 518_400;

/// A recording whose timer was stopped and started again is two when it stands still this
/// long (s): one wrong clock must not stretch a run over years.
const STOPPED_GAP_LIMIT_S: f64 = 7.0 * 86_400.0;

/// Without a stop of the timer nothing holds a night: a recording that stands still this
/// long (s) is two runs. Design.
pub(super) const GAP_LIMIT_S: f64 = 4.0 * 3600.0;

/// A stop of the timer lies at a gap when it begins and ends so near to its ends (s).
const STOP_NEAR_S: f64 = 600.0;

/// The longest recording (s); the longest races last weeks, not months.
pub(super) const SPAN_LIMIT_S: f64 = 31.0 * 86_400.0;

/// A start that the file states is believed when the first sample follows within this (s).
const START_LEAD_S: f64 = 3600.0;

/// Puts `samples`, whose times are Unix seconds, into the recording. `stated_start`
/// is the start that the file names (Unix seconds). Returns false when there is no usable time.
/// The samples are one of [`stretches`], so their span is bounded.
pub(super) fn settle(
    recording: &mut Recording,
    mut samples: Samples,
    stated_start: Option<f64>,
) -> bool {
    samples.sort_by_time();
    let mut samples = one_row_a_moment(samples);
    let first = samples.time_s.first().copied();
    let start = match (stated_start, first) {
        (Some(stated), Some(first)) if stated <= first && first - stated <= START_LEAD_S => stated,
        (_, Some(first)) => first,
        (Some(stated), None) => stated,
        (None, None) => return false,
    };
    for value in &mut samples.time_s {
        // A hundredth of a millisecond is beyond any watch, and hides the noise of subtraction.
        *value = ((*value - start) * 1e5).round() / 1e5;
    }
    recording.start = time::instant(start);
    recording.samples = samples;
    true
}

/// Timer events in order, without those that repeat the state.
pub(super) fn timer_events(mut events: Vec<TimerEvent>) -> Vec<TimerEvent> {
    events.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    events.dedup_by_key(|event| event.running);
    events
}

/// A cadence that never falls and passes this counts steps since the start.
const COUNT_BEYOND: f64 = 400.0;
/// Steps are counted over at least so long (s), and at most so long, to give a cadence.
const COUNT_OVER_S: std::ops::RangeInclusive<f64> = 10.0..=60.0;

/// Some exporters write the number of steps so far where the cadence belongs. Turns
/// such a column, in time order, into steps per minute and says whether it did.
pub(super) fn count_to_cadence(samples: &mut Samples) -> bool {
    let counted: Vec<(usize, f64, f64)> = samples
        .time_s
        .iter()
        .zip(&samples.cadence)
        .enumerate()
        .filter_map(|(row, (&time, count))| Some((row, time, (*count)?)))
        .collect();
    let is_count = counted.len() >= 10
        && counted.last().is_some_and(|last| last.2 > COUNT_BEYOND)
        && counted.is_sorted_by(|a, b| a.2 <= b.2);
    if !is_count {
        return false;
    }
    let mut back = 0;
    for (index, &(row, time, count)) in counted.iter().enumerate() {
        while back + 1 < index && time - counted[back + 1].1 >= *COUNT_OVER_S.start() {
            back += 1;
        }
        let (_, since, before) = counted[back];
        let cadence = COUNT_OVER_S
            .contains(&(time - since))
            .then(|| (count - before) * 60.0 / (time - since));
        samples.cadence[row] = cadence;
    }
    true
}

/// Whether degrees are a place on Earth where somebody can have been: 0, 0 in the
/// Gulf of Guinea is what devices write before they know.
pub(super) fn is_position(latitude: f64, longitude: f64) -> bool {
    latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
        && (latitude.abs() > 1e-6 || longitude.abs() > 1e-6)
}

/// A stretch this long in rows, or this large a share of all, is a recording; less
/// is a clock that jumped.
const STRETCH_ROWS: usize = 60;
const STRETCH_SHARE: usize = 20;

/// Stops of the timer, from when until when, of its events in any order.
pub(super) fn stops(events: &[(f64, bool)]) -> Vec<(f64, f64)> {
    let mut events = events.to_vec();
    events.sort_by(|a, b| a.0.total_cmp(&b.0));
    events.dedup_by_key(|event| event.1);
    events
        .windows(2)
        .filter(|pair| !pair[0].1 && pair[1].1)
        .map(|pair| (pair[0].0, pair[1].0))
        .collect()
}

/// Samples in time order, parted where they lie hours apart: what was recorded the next
/// day under the same session is another recording unless the timer was stopped for the
/// night (`stops`, from when until when), and a lone sample of another year is none.
pub(super) fn stretches(
    mut samples: Samples,
    stops: &[(f64, f64)],
    problems: &mut Vec<ReadProblem>,
    clock_jumps: &mut usize,
) -> Vec<Samples> {
    samples.sort_by_time();
    let total = samples.len();
    let mut starts = vec![0];
    let mut first = samples.time_s.first().copied().unwrap_or(0.0);
    for (index, pair) in samples.time_s.windows(2).enumerate() {
        if let [last, next] = *pair
            && (parts(last, next, stops) || next - first > SPAN_LIMIT_S)
        {
            starts.push(index + 1);
            first = next;
        }
    }
    let mut stretches: Vec<Samples> = Vec::new();
    for &start in starts.iter().rev() {
        stretches.push(samples.split_off(start));
    }
    stretches.reverse();
    let longest = stretches.iter().map(Samples::len).max().unwrap_or(0);
    stretches.retain(|stretch| {
        let rows = stretch.len();
        rows == longest || rows >= STRETCH_ROWS || rows * STRETCH_SHARE >= total
    });
    let lost = total - stretches.iter().map(Samples::len).sum::<usize>();
    if lost > 0 {
        *clock_jumps += 1;
        problems.push(ReadProblem {
            message: format!(
                "{lost} samples lie hours or years apart from the rest and were left out"
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    stretches
}

/// Whether a gap between two samples ends a recording.
fn parts(last: f64, next: f64, stops: &[(f64, f64)]) -> bool {
    let gap = next - last;
    let stopped = || {
        stops.iter().any(|&(from, until)| {
            (from - last).abs() <= STOP_NEAR_S && (until - next).abs() <= STOP_NEAR_S
        })
    };
    gap > STOPPED_GAP_LIMIT_S || gap > GAP_LIMIT_S && !stopped()
}

/// Whether cadence counts strides of feet, not of pedals or arms.
pub(super) fn on_foot(sport: Sport) -> bool {
    matches!(
        sport,
        Sport::Running | Sport::Walking | Sport::Hiking | Sport::Unknown
    )
}

/// Rows of the same moment are one row: some devices write position and heart
/// rate as two. What comes later wins where both have a value.
fn one_row_a_moment(samples: Samples) -> Samples {
    if samples.time_s.windows(2).all(|pair| pair[0] < pair[1]) {
        return samples;
    }
    let mut merged = Samples::default();
    for row in 0..samples.len() {
        let time = samples.time_s[row];
        let into = match merged.time_s.last() {
            Some(&last) if last == time => merged.len() - 1,
            _ => merged.push(time),
        };
        merged.fill_from(into, &samples, row);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use comeback_core::recording::Format;

    fn settled(times: &[f64], stated: Option<f64>) -> Recording {
        let mut samples = Samples::default();
        for (index, &time) in times.iter().enumerate() {
            let row = samples.push(time);
            if index % 2 == 0 {
                samples.heart_rate_bpm[row] = Some(100.0 + index as f64);
            } else {
                samples.cadence[row] = Some(80.0);
            }
        }
        let mut recording = Recording::empty(Format::Fit, Default::default());
        assert!(settle(&mut recording, samples, stated));
        recording
    }

    #[test]
    fn a_step_count_is_no_cadence() {
        let mut samples = Samples::default();
        for second in 0..300u32 {
            let row = samples.push(f64::from(second));
            samples.cadence[row] = Some((f64::from(second) * 2.7).floor());
        }
        let mut steady = samples.clone();
        steady.cadence.fill(Some(85.0));
        assert!(count_to_cadence(&mut samples));
        assert_eq!(samples.cadence[0], None);
        let last = samples.cadence[299].expect("a cadence");
        assert!((last - 162.0).abs() < 6.0, "{last}");
        assert!(!count_to_cadence(&mut steady));
    }

    const T: f64 = 1.5e9;

    #[test]
    fn rows_of_one_moment_become_one() {
        let recording = settled(&[T, T, T + 1.0, T + 1.0], None);
        assert_eq!(recording.samples.time_s, [0.0, 1.0]);
        assert_eq!(recording.samples.heart_rate_bpm, [Some(100.0), Some(102.0)]);
        assert_eq!(recording.samples.cadence, [Some(80.0), Some(80.0)]);
    }

    #[test]
    fn the_stated_start_is_believed_when_near() {
        for (stated, first_sample_at) in [
            (Some(T - 5.0), 5.0),
            (Some(T - 40_000.0), 0.0),
            (Some(T + 5.0), 0.0),
            (None, 0.0),
        ] {
            assert_eq!(
                settled(&[T, T + 1.0], stated).samples.time_s[0],
                first_sample_at
            );
        }
    }

    #[test]
    fn a_wrong_clock_does_not_stretch_a_run() {
        let parted_with = |times: &[f64], stops: &[(f64, f64)]| -> (Vec<usize>, usize) {
            let mut samples = Samples::default();
            for &time in times {
                samples.push(time);
            }
            let mut problems = Vec::new();
            let rows = stretches(samples, stops, &mut problems, &mut 0)
                .iter()
                .map(Samples::len)
                .collect();
            (rows, problems.len())
        };
        let parted = |times: &[f64]| parted_with(times, &[]);
        let run: Vec<f64> = (0..100).map(|second| T + f64::from(second)).collect();
        let month_later: Vec<f64> = run.iter().map(|time| time + 30.0 * 86_400.0).collect();
        assert_eq!(
            parted(&[&run[..], &[1.0e9, 3.0e9]].concat()),
            (vec![100], 1)
        );
        assert_eq!(
            parted(&[&run[..], &month_later].concat()),
            (vec![100, 100], 0)
        );
        // A night is held by a stop of the timer, and by nothing else.
        let next_day: Vec<f64> = run.iter().map(|time| time + 86_400.0).collect();
        let two_days = [&run[..], &next_day].concat();
        let stop = stops(&[(T + 86_395.0, true), (T, true), (T + 104.0, false)]);
        assert_eq!(stop, [(T + 104.0, T + 86_395.0)]);
        assert_eq!(parted_with(&two_days, &stop), (vec![200], 0));
        assert_eq!(parted(&two_days), (vec![100, 100], 0));
        let elsewhere = [(T + 20.0, T + 40.0)];
        assert_eq!(parted_with(&two_days, &elsewhere), (vec![100, 100], 0));
        assert_eq!(parted(&[T, T + 14_400.0]), (vec![2], 0));
        assert_eq!(parted(&[T, T + 14_401.0]).0, [1, 1]);
        assert_eq!(parted(&[]), (vec![0], 0));
        // Ten years of a sample a day are no one recording.
        let daily: Vec<f64> = (0..3650).map(|day| T + f64::from(day) * 86_400.0).collect();
        assert!(parted(&daily).0.iter().all(|&rows| rows <= 32));
    }
}
