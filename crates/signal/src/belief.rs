//! Which of a recording's distances is believed, once and before anything is computed:
//! the sum of its speed, its cumulative distance, the length of its fixes, the total of
//! the session and that of the laps are held against one another and against what the
//! cadence allows. Speed, minutes, laps, efforts and totals then come from one source.

mod aside;
mod entered;
mod said;
mod support;
mod words;

use super::metric::{MetricId, MetricPage};
use aside::{CLOSE, apart, aside, is_no_distance, only_stands};
use comeback_core::run::PaceSource;
use entered::{as_yards, in_yards, is_correction};
pub use said::{Belief, Chosen, Said, Series};
use support::{
    AGREE, OF_LAPS, OF_ORDINARY, TOTAL_AGREES, agree, by_body, is_ordinary, only_wanders,
    preferred, support, within,
};
use words::{doubt, name_of};

/// A total that is so near to a series is the same figure, rounded elsewhere. (design)
const SAME: f64 = 1.02;

/// Decides.
pub fn believed(said: &Said<'_>) -> Belief {
    let series: Vec<Series<'_>> = said.series.iter().flatten().copied().collect();
    let total = said.total.filter(|metres| *metres > 0.0);
    let Some(best) = preferred(&series, said) else {
        return Belief {
            scale: 1.0,
            distance: total,
            distance_source: total.map(|_| Chosen::Total),
            ..Belief::default()
        };
    };
    if only_stands(best, &series, said) {
        let total = total.filter(|total| by_body(*total, said) > 0.0);
        return Belief {
            scale: 1.0,
            distance: total,
            distance_source: total.map(|_| Chosen::Total),
            doubts: vec![format!(
                "its positions give {:.2} km, which is no running, and its steps are a runner's: they are not believed",
                best.metres / 1000.0
            )],
            ..Belief::default()
        };
    }
    if is_no_distance(best, total, said) {
        return Belief {
            scale: 1.0,
            doubts: vec![format!(
                "{:.1} m in {:.0} min, steadily, are metres of no runner: its distance is not believed",
                best.metres,
                said.seconds / 60.0
            )],
            ..Belief::default()
        };
    }
    let mut belief = Belief {
        source: Some(best.source),
        scale: 1.0,
        ..Belief::default()
    };
    by_length(&mut belief, best, &series);
    if let Some(total) = total {
        by_total(&mut belief, best, &series, said, total);
    }
    doubted(&mut belief, best, &series, said);
    belief
}

/// The length of the run by its series: the device's distance is its own sum, and positions
/// are nearer to the ground than the sum of a rounded speed.
fn by_length(belief: &mut Belief, best: Series<'_>, series: &[Series<'_>]) {
    let length = [PaceSource::Distance, PaceSource::Fixes, best.source]
        .into_iter()
        .find_map(|source| {
            let of_source = series.iter().find(|one| one.source == source)?;
            let is_own = source == best.source;
            let joins = best.source == PaceSource::Device && agree(of_source, &best);
            (is_own || joins).then_some(*of_source)
        })
        .filter(|other| within(other.metres / best.metres, AGREE))
        .unwrap_or(best);
    belief.distance = Some(length.metres);
    belief.distance_source = Some(Chosen::Series(length.source));
}

/// The device's total beside its samples: the same figure, yards, the runner's correction, or
/// one of the two is wrong.
fn by_total(
    belief: &mut Belief,
    best: Series<'_>,
    series: &[Series<'_>],
    said: &Said<'_>,
    total: f64,
) {
    let outdoors = series.iter().any(|one| one.source == PaceSource::Fixes);
    let ratio = total / best.metres;
    let laps = said.laps.filter(|laps| within(laps / total, SAME));
    let ordinary = if is_ordinary(total, said) {
        OF_ORDINARY
    } else {
        0.0
    };
    let of_total = 1.0 + laps.map_or(0.0, |_| OF_LAPS) + by_body(total, said) + ordinary;
    if within(ratio, SAME) || (within(ratio, TOTAL_AGREES) && outdoors) {
        belief.distance = Some(total);
        belief.distance_source = Some(Chosen::Total);
    } else if let Some(metric) = in_yards(series, total).filter(|_| !outdoors) {
        belief.distance = Some(metric.metres);
        belief.distance_source = Some(Chosen::Series(metric.source));
        belief.doubts.push(as_yards(total, metric.metres));
    } else if !outdoors && is_correction(ratio, total) && by_body(total, said) >= 0.0 {
        belief.distance = Some(total);
        belief.scale = ratio;
        belief.distance_source = Some(Chosen::Corrected);
    } else if of_total > support(best, series, said) + 0.01 {
        belief.distance = Some(total);
        belief.scale = ratio;
        belief.distance_source = Some(Chosen::Corrected);
        let what = name_of(best.source);
        belief.doubts.push(doubt(what, best.metres, total));
    } else {
        let what = "the device's total";
        belief.doubts.push(doubt(what, total, best.metres));
    }
}

/// What stands aside of what is believed, and what contradicts it, one clause each.
fn doubted(belief: &mut Belief, best: Series<'_>, series: &[Series<'_>], said: &Said<'_>) {
    let aside = aside(series, belief);
    if let Some((metres, stated, by_fixes)) = aside {
        if by_fixes {
            let ratio = metres / best.metres;
            belief.scale = if within(ratio, CLOSE) { 1.0 } else { ratio };
            belief.distance = Some(metres);
            belief.distance_source = Some(Chosen::Series(PaceSource::Fixes));
            let what = "the device's distance";
            belief.doubts.push(doubt(what, stated, metres));
        } else {
            belief.doubts.push(doubt("its speed", metres, stated));
        }
    }
    belief.doubts.extend(apart(series, belief));
    let distance = belief.distance.unwrap_or(best.metres);
    let contradicts = |other: &&Series<'_>| {
        aside.is_none()
            && other.source != best.source
            && !agree(other, &best)
            && !only_wanders(&best, other)
    };
    for other in series.iter().filter(contradicts) {
        let what = name_of(other.source);
        belief.doubts.push(doubt(what, other.metres, distance));
    }
    if let Some(laps) = said.laps.filter(|laps| !within(laps / distance, AGREE)) {
        let what = "the sum of its laps";
        belief.doubts.push(doubt(what, laps, distance));
    }
    if by_body(distance, said) < 0.0 {
        belief.doubts.push(format!(
            "{:.2} km in {:.0} min does not go with its cadence or with any runner",
            distance / 1000.0,
            said.seconds / 60.0
        ));
    }
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Belief,
    what: "Which of a recording's own distances is believed: the sum of its speed, its cumulative distance, its positions, the totals of session and laps.",
    formula: "Each weighs 1, positions 1.5, laps 0.5; two series agree within a factor of 1.15 where both exist, a total within 1.12. A step of 0.55-1.9 m at the recorded cadence adds 1.25, another takes it away; a mean speed outside 0.7-6.6 m/s takes 2 away, one of 1.5-4 m/s adds 0.6. The series with most for it is believed; a device more than 1.5 off its positions is not. Indoors a total of 0.65-1.55 of the samples, or of 0.5-2 in whole tens of metres, is the runner's correction, and the samples are scaled to it; one that nobody entered and that stands to them as yards do to metres is not believed. A device's distance more than 1.06 off its speed is said, and where whole fixes and speed agree within 1.02 they are believed; where fixes alone stand beside it, it is said.",
    unit: "m",
    source: "this project",
    grade: "design",
    validity: "What contradicts the rest is left out of every figure and named. Where all that a device writes is wrong by one factor and there are neither positions nor cadence, nothing can tell it.",
    example: "Samples of 2.52 km, speed and total of 5.04 km: speed is believed, the distance of the samples is named.",
};

#[cfg(test)]
mod tests;
