//! The figures of the whole run: distance, laps, means, best efforts.

use super::read::positive;
use crate::belief::{Belief, Chosen};
use crate::efforts::Course;
use crate::motion::Motion;
use crate::whole::Whole;
use crate::{best, cadence, dynamics};
use comeback_core::recording::{Format, Lap, Recording};
use comeback_core::run::trace::Trace;
use comeback_core::run::{BestEfforts, CadenceSummary, DistanceSource, Dynamics, PaceSource};
use comeback_core::units::{Metres, MetresPerSecond, Seconds};

/// The sum of the laps agrees with the believed distance within this factor. (design)
const LAPS_AGREE: f64 = 1.05;

/// The distance that counts and where it comes from: what was stated, the total where it
/// stands for samples that are missing, else what the series that agree say.
pub(super) fn distance_of(
    recording: &Recording,
    belief: &Belief,
    by_total: bool,
) -> (Option<Metres>, Option<DistanceSource>) {
    let stated = recording
        .totals
        .distance
        .filter(|metres| metres.get() > 0.0);
    if recording.format == Format::Manual {
        return (stated, stated.map(|_| DistanceSource::Stated));
    }
    if by_total {
        return (stated, stated.map(|_| DistanceSource::Total));
    }
    let chosen = belief.distance_source.map(|chosen| match chosen {
        Chosen::Series(PaceSource::Fixes) => DistanceSource::Fixes,
        Chosen::Series(PaceSource::Device) => DistanceSource::Speed,
        Chosen::Series(_) | Chosen::Total => DistanceSource::Device,
        Chosen::Corrected => DistanceSource::Total,
    });
    (belief.distance.map(Metres::new), chosen)
}

/// The best efforts; of a run without samples how fast its totals say that it was.
pub(super) fn best_of(
    course: &Course<'_>,
    recording: &Recording,
    whole: &Whole,
    distance: Option<Metres>,
) -> BestEfforts {
    let mut best = best::best(course);
    if whole.by_total && recording.format != Format::Manual {
        let long_enough = whole.timer.filter(|timer| *timer >= best::HALF_HOUR);
        let stated = (distance.zip(long_enough))
            .map(|(metres, timer)| MetresPerSecond::new(metres.get() / timer));
        best.half_hour = best
            .half_hour
            .into_iter()
            .chain(stated)
            .reduce(MetresPerSecond::max);
    }
    best
}

/// The laps; where their distances are not those of the speed that is believed, with
/// distances by that speed.
pub(super) fn laps(recording: &Recording, trace: &Trace, belief: &Belief) -> Vec<Lap> {
    let mut laps = recording.laps.clone();
    let sum: Option<f64> = laps.iter().map(|lap| lap.distance_m).sum();
    let run: f64 = trace
        .speed_m_per_s
        .iter()
        .flatten()
        .map(|v| f64::from(*v))
        .sum();
    let agrees = sum.is_some_and(|sum| {
        let whole = belief.distance.unwrap_or(sum);
        belief.scale == 1.0 && (1.0 / LAPS_AGREE..=LAPS_AGREE).contains(&(sum / whole))
    });
    if agrees || run <= 0.0 {
        return laps;
    }
    let starts: Vec<f64> = laps.iter().skip(1).map(|lap| lap.start_s).collect();
    for (lap, end) in laps
        .iter_mut()
        .zip(starts.into_iter().chain([f64::INFINITY]))
    {
        let span = lap.start_s..end;
        let seconds = trace.time_s.iter().zip(&trace.speed_m_per_s);
        let metres = seconds
            .filter(|(time, _)| span.contains(&f64::from(**time)))
            .filter_map(|(_, speed)| speed.map(f64::from))
            .sum::<f64>();
        lap.distance_m = (metres > 0.0).then_some(metres);
    }
    laps
}

pub(super) fn dynamics_of(
    recording: &Recording,
    motion: &Motion,
    running: &[bool],
) -> Option<Dynamics> {
    let samples = &recording.samples;
    let columns = [
        &samples.ground_contact_ms,
        &samples.vertical_oscillation_mm,
        &samples.vertical_ratio_percent,
        &samples.stance_balance_percent,
    ];
    // Most watches record none of it.
    if columns
        .iter()
        .all(|column| column.iter().all(Option::is_none))
    {
        return None;
    }
    let [contact, oscillation, ratio, balance] =
        columns.map(|column| motion.on_clock(&samples.time_s, &positive(column)));
    dynamics::summary(
        dynamics::Columns {
            ground_contact_ms: &contact,
            vertical_oscillation_mm: &oscillation,
            vertical_ratio_percent: &ratio,
            stance_balance_percent: &balance,
        },
        running,
    )
}

/// Mean over the moving time: the believed distance where the speed agrees with it.
pub(super) fn mean_speed(
    trace: &Trace,
    distance: Option<Metres>,
    manual: bool,
    timer: Option<Seconds>,
) -> Option<MetresPerSecond> {
    if manual {
        return distance
            .zip(timer)
            .map(|(metres, seconds)| metres / seconds);
    }
    let (mut all, mut moving, mut seconds) = (0.0, 0.0, 0usize);
    for (speed, moves) in trace.speed_m_per_s.iter().zip(&trace.moving) {
        if let Some(speed) = speed {
            all += f64::from(*speed);
            if *moves {
                moving += f64::from(*speed);
                seconds += 1;
            }
        }
    }
    if seconds == 0 || moving <= 0.0 {
        return None;
    }
    let scale = distance
        .map(|metres| metres.get() / all)
        .filter(|scale| (0.9..=1.1).contains(scale))
        .unwrap_or(1.0);
    MetresPerSecond::finite(scale * moving / seconds as f64)
}

pub(super) fn mean_gap(trace: &Trace) -> Option<MetresPerSecond> {
    let moving: Vec<f64> = (trace.gap_m_per_s.iter().zip(&trace.moving))
        .filter(|(_, moves)| **moves)
        .filter_map(|(gap, _)| gap.map(f64::from))
        .collect();
    (!moving.is_empty())
        .then(|| MetresPerSecond::new(moving.iter().sum::<f64>() / moving.len() as f64))
}

/// What the runner stated of a run without a file.
pub(super) fn stated_cadence(recording: &Recording) -> Option<CadenceSummary> {
    let stated = recording.totals.cadence?;
    (recording.format == Format::Manual && cadence::VALID.contains(&stated.get())).then_some(
        CadenceSummary {
            median: stated,
            mean: stated,
            coverage: 1.0,
        },
    )
}
