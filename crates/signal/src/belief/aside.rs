//! What stands aside of the rest or is no distance at all: a device's own sum that its speed
//! and its positions contradict, fixes that stand still, metres that are kilometres.

use super::said::{Belief, Said, Series};
use super::support::{
    AGREE, LEAST_MOVED, MEAN_SPEEDS, OF_CADENCE, OF_SPEED_LIMITS, agree, by_body, is_whole, within,
};
use comeback_core::run::PaceSource;

/// By so much more than rounding a device's own distance may differ from its speed and, where
/// there are fixes, from them too, before that is said: yards are 1.094 metres. (design)
const OWN_AGREES: f64 = 1.06;
/// Nobody moves so slowly, m/s, for so long, s; and the share of each third of the time in a
/// distance that rises all the while. (design)
const NO_DISTANCE: (f64, f64) = (0.02, 300.0);
const STEADY_THIRD: std::ops::RangeInclusive<f64> = 0.2..=0.5;
/// Speed and fixes that are so near to one another outweigh the distance and its total. (design)
pub(super) const CLOSE: f64 = 1.02;

/// Where the speed gives another distance than is believed, and either the fixes say the
/// same as the speed or nothing but the device's own sums stands beside it: the metres of
/// the other, those believed, and whether the fixes outweigh them.
pub(super) fn aside(series: &[Series<'_>], belief: &Belief) -> Option<(f64, f64, bool)> {
    let of = |source| series.iter().find(|one| one.source == source);
    let (speed, own) = (of(PaceSource::Device), of(PaceSource::Distance));
    let stated = belief.distance?;
    if let Some(fixes) = of(PaceSource::Fixes) {
        let beside = speed.or(own)?;
        let joins = within(fixes.metres / beside.metres, CLOSE)
            && agree(fixes, beside)
            && is_whole(fixes)
            && is_whole(beside);
        let is_far = !within(stated / fixes.metres, OWN_AGREES);
        return (joins && is_far).then_some((fixes.metres, stated, true));
    }
    let (speed, own) = (speed?, own?);
    let ratio = own.metres / speed.metres;
    let is_own = within(stated / own.metres, CLOSE);
    (is_own && within(ratio, AGREE) && !within(ratio, OWN_AGREES)).then_some((
        speed.metres,
        stated,
        false,
    ))
}

/// Where nothing but whole positions stands beside a device's own distance, and they are
/// further apart than positions err: which of them is right nobody knows.
pub(super) fn apart(series: &[Series<'_>], belief: &Belief) -> Option<String> {
    let of = |source| series.iter().find(|one| one.source == source);
    let (own, fixes) = (of(PaceSource::Distance)?, of(PaceSource::Fixes)?);
    let stated = belief.distance?;
    let is_alone = of(PaceSource::Device).is_none() && within(stated / own.metres, CLOSE);
    let ratio = own.metres / fixes.metres;
    (is_alone && is_whole(fixes) && within(ratio, AGREE) && !within(ratio, OWN_AGREES)).then(|| {
        format!(
            "its positions give {:.2} km where its distance says {:.2} km, further apart than positions err",
            fixes.metres / 1000.0,
            own.metres / 1000.0
        )
    })
}

/// Whether there are fixes alone and they stand still under a runner's steps, as a phone on
/// a treadmill writes them.
pub(super) fn only_stands(best: Series<'_>, series: &[Series<'_>], said: &Said<'_>) -> bool {
    best.source == PaceSource::Fixes
        && series.len() == 1
        && said.seconds >= LEAST_MOVED
        && best.metres < MEAN_SPEEDS.start() * said.seconds
        && by_body(best.metres, said) <= -(OF_SPEED_LIMITS + OF_CADENCE)
}

/// Whether a distance without positions rises all the while and by next to nothing, as one
/// in kilometres does that is read as metres. A watch that lies there stands.
pub(super) fn is_no_distance(best: Series<'_>, total: Option<f64>, said: &Said<'_>) -> bool {
    let third = best.speed.len() / 3;
    if best.source == PaceSource::Fixes || said.seconds < NO_DISTANCE.1 || third == 0 {
        return false;
    }
    let all: f64 = best.speed.iter().flatten().sum();
    let slow = |metres: f64| metres < NO_DISTANCE.0 * said.seconds;
    let mut thirds = best.speed.chunks(third).take(3);
    let is_steady = thirds.all(|part| {
        let share = part.iter().flatten().sum::<f64>() / all;
        STEADY_THIRD.contains(&share)
    });
    slow(best.metres) && total.is_none_or(slow) && is_steady
}
