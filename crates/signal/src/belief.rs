//! Which of a recording's distances is believed, once and before anything is computed:
//! the sum of its speed, its cumulative distance, the length of its fixes, the total of
//! the session and that of the laps are held against one another and against what the
//! cadence allows. Speed, minutes, laps, efforts and totals then come from one source.

use super::metric::{MetricId, MetricPage};
use super::running::STANDING_SPEED;
use comeback_core::run::PaceSource;
use comeback_core::units::METRES_PER_MILE;

/// Two series agree within this factor. (design)
const AGREE: f64 = 1.15;
/// A total agrees with a series within this factor; within the closer one it is the
/// same figure, rounded elsewhere. (design)
const TOTAL_AGREES: f64 = 1.12;
const SAME: f64 = 1.02;
/// By so much more than rounding a device's own distance may differ from its speed and, where
/// there are fixes, from them too, before that is said: yards are 1.094 metres. (design)
const OWN_AGREES: f64 = 1.06;
/// A total that is so much more than the samples, or less, may be in yards: by this share
/// it may differ from them. (NIST; design)
const YARDS: f64 = 1.093_61;
const OF_YARDS: f64 = 1.004;
/// Nobody moves so slowly, m/s, for so long, s; and the share of each third of the time in a
/// distance that rises all the while. (design)
const NO_DISTANCE: (f64, f64) = (0.02, 300.0);
const STEADY_THIRD: std::ops::RangeInclusive<f64> = 0.2..=0.5;
/// Speed and fixes that are so near to one another outweigh the distance and its total. (design)
const CLOSE: f64 = 1.02;
/// And they must tell so much of the run. (design)
const WHOLE: f64 = 0.97;
/// By so much a runner corrects what a watch guessed on a treadmill. (design)
const CORRECTED: std::ops::RangeInclusive<f64> = 0.65..=1.55;
/// A figure that a person enters, of whole tens of metres, may be further off.
const ENTERED: std::ops::RangeInclusive<f64> = 0.5..=2.0;
/// A device that differs from its own good fixes by more than this counts something else. (design)
const FAR_FROM_FIXES: f64 = 1.5;
/// Step lengths at the cadence of running that speak for a distance, m. (design)
const STEPS: std::ops::RangeInclusive<f64> = 0.55..=1.9;
/// Cadence of running, steps/min. (design)
const RUNNING_STEPS: std::ops::RangeInclusive<f64> = 140.0..=220.0;
/// Mean speeds of a run, m/s: outside, a source speaks against itself. (design)
const MEAN_SPEEDS: std::ops::RangeInclusive<f64> = 0.7..=6.6;
/// So long a device must say that the runner moved, s, for its word where he stood, and so
/// much of the way must be what it says. (design)
const LEAST_MOVED: f64 = 60.0;
const LEAST_OF_ALL: f64 = 0.2;
/// What each source's word weighs: fixes come from outside the device's own sums, laps
/// seldom from elsewhere than the total. (design)
const OF_FIXES: f64 = 1.5;
const OF_LAPS: f64 = 0.5;
const OF_CADENCE: f64 = 1.25;
const OF_SPEED_LIMITS: f64 = 2.0;
/// Mean speeds of ordinary running, m/s: what lies there is a little likelier than its double
/// or its half. (design)
const ORDINARY: std::ops::RangeInclusive<f64> = 1.5..=4.0;
const OF_ORDINARY: f64 = 0.6;

/// A series of speed over the clock and how far it went.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Where the speed came from.
    pub source: PaceSource,
    /// m/s on the clock.
    pub speed: &'a [Option<f64>],
    /// Distance by it over the whole run, m.
    pub metres: f64,
}

/// What a recording says of its distance.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// Those that cover enough of the clock, the first to be preferred among equals.
    pub series: [Option<Series<'a>>; 3],
    /// The total of the session, m.
    pub total: Option<f64>,
    /// The sum of several laps, m.
    pub laps: Option<f64>,
    /// Timer time, s.
    pub seconds: f64,
    /// Median cadence, as recorded.
    pub cadence: Option<f64>,
}

/// What is believed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Belief {
    /// The series that speed is read from.
    pub source: Option<PaceSource>,
    /// What its speeds are multiplied by: 1 unless a total was right and it was not.
    pub scale: f64,
    /// m.
    pub distance: Option<f64>,
    /// Which of the distances is believed.
    pub distance_source: Option<Chosen>,
    /// What is not believed, one clause each.
    pub doubts: Vec<String>,
}

/// Where the believed distance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The series of a source.
    Series(PaceSource),
    /// The device's total, which the series agrees with.
    Total,
    /// The device's total, to which the series was scaled.
    Corrected,
}

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
    let own = support(best, &series, said);
    // The device's distance is its own sum, and positions are nearer to the ground than
    // the sum of a rounded speed.
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
    let outdoors = series.iter().any(|one| one.source == PaceSource::Fixes);
    let mut belief = Belief {
        source: Some(best.source),
        scale: 1.0,
        distance: Some(length.metres),
        distance_source: Some(Chosen::Series(length.source)),
        doubts: Vec::new(),
    };
    if let Some(total) = total {
        let ratio = total / best.metres;
        let of_total = 1.0
            + said
                .laps
                .filter(|laps| within(laps / total, SAME))
                .map_or(0.0, |_| OF_LAPS)
            + by_body(total, said)
            + if is_ordinary(total, said) {
                OF_ORDINARY
            } else {
                0.0
            };
        if within(ratio, SAME) || (within(ratio, TOTAL_AGREES) && outdoors) {
            belief.distance = Some(total);
            belief.distance_source = Some(Chosen::Total);
        } else if let Some(metric) = in_yards(&series, total).filter(|_| !outdoors) {
            belief.distance = Some(metric.metres);
            belief.distance_source = Some(Chosen::Series(metric.source));
            belief.doubts.push(as_yards(total, metric.metres));
        } else if !outdoors && is_correction(ratio, total) && by_body(total, said) >= 0.0 {
            belief.distance = Some(total);
            belief.scale = ratio;
            belief.distance_source = Some(Chosen::Corrected);
        } else if of_total > own + 0.01 {
            belief.distance = Some(total);
            belief.scale = ratio;
            belief.distance_source = Some(Chosen::Corrected);
            belief
                .doubts
                .push(doubt(name_of(best.source), best.metres, total));
        } else {
            belief
                .doubts
                .push(doubt("the device's total", total, best.metres));
        }
    }
    let aside = aside(&series, &belief);
    if let Some((metres, stated, by_fixes)) = aside {
        if by_fixes {
            let ratio = metres / best.metres;
            belief.scale = if within(ratio, CLOSE) { 1.0 } else { ratio };
            belief.distance = Some(metres);
            belief.distance_source = Some(Chosen::Series(PaceSource::Fixes));
            belief
                .doubts
                .push(doubt("the device's distance", stated, metres));
        } else {
            belief.doubts.push(doubt("its speed", metres, stated));
        }
    }
    belief.doubts.extend(apart(&series, &belief));
    let distance = belief.distance.unwrap_or(best.metres);
    for other in &series {
        if aside.is_none()
            && other.source != best.source
            && !agree(other, &best)
            && !only_wanders(&best, other)
        {
            belief
                .doubts
                .push(doubt(name_of(other.source), other.metres, distance));
        }
    }
    if let Some(laps) = said.laps.filter(|laps| !within(laps / distance, AGREE)) {
        belief
            .doubts
            .push(doubt("the sum of its laps", laps, distance));
    }
    if by_body(distance, said) < 0.0 {
        belief.doubts.push(format!(
            "{:.2} km in {:.0} min does not go with its cadence or with any runner",
            distance / 1000.0,
            said.seconds / 60.0
        ));
    }
    belief
}

/// Where the speed gives another distance than is believed, and either the fixes say the
/// same as the speed or nothing but the device's own sums stands beside it: the metres of
/// the other, those believed, and whether the fixes outweigh them.
fn aside(series: &[Series<'_>], belief: &Belief) -> Option<(f64, f64, bool)> {
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

/// Whether a total that stands so to the samples is what the runner made of it.
fn is_correction(ratio: f64, total: f64) -> bool {
    CORRECTED.contains(&ratio) || ENTERED.contains(&ratio) && is_entered(total)
}

/// The samples to which a total that nobody entered stands as yards do to metres, the
/// device's own distance first.
fn in_yards<'a>(series: &[Series<'a>], total: f64) -> Option<Series<'a>> {
    let of_yards = |ratio: f64| within(ratio / YARDS, OF_YARDS);
    let is_in = |one: &&Series<'_>| {
        let ratio = total / one.metres;
        (of_yards(ratio) || of_yards(1.0 / ratio)) && !is_entered(total)
    };
    let is_own = |one: &&Series<'_>| one.source == PaceSource::Distance;
    let mut both = series.iter().filter(is_own).chain(series);
    both.find(is_in).copied()
}

/// What a person enters has two decimals of a kilometre or of a mile.
fn is_entered(metres: f64) -> bool {
    let is_whole = |steps: f64| (steps - steps.round()).abs() < 0.005;
    is_whole(metres / 10.0) || is_whole(100.0 * metres / METRES_PER_MILE)
}

/// A total that stands to the samples as yards do to metres.
fn as_yards(total: f64, metres: f64) -> String {
    format!(
        "its total of {:.2} km is to the {:.2} km of its samples as yards are to metres, and is not believed",
        total / 1000.0,
        metres / 1000.0
    )
}

/// Where nothing but whole positions stands beside a device's own distance, and they are
/// further apart than positions err: which of them is right nobody knows.
fn apart(series: &[Series<'_>], belief: &Belief) -> Option<String> {
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

/// Whether a series tells nearly every second.
fn is_whole(one: &Series<'_>) -> bool {
    one.speed.iter().flatten().count() as f64 >= WHOLE * one.speed.len() as f64
}

/// The series that most speaks for; the first of equals. Fixes that a device's own sums
/// are far from speak last, unless the body speaks against them.
fn preferred<'a>(series: &[Series<'a>], said: &Said<'_>) -> Option<Series<'a>> {
    let mut best: Option<(Series<'a>, f64)> = None;
    for one in series {
        let support = support(*one, series, said);
        if best.as_ref().is_none_or(|(_, most)| support > most + 1e-9) {
            best = Some((*one, support));
        }
    }
    let (best, _) = best?;
    let far = series.iter().find(|fixes| {
        fixes.source == PaceSource::Fixes
            && !agree_within(&best, fixes, FAR_FROM_FIXES)
            && !only_wanders(&best, fixes)
            && by_body(fixes.metres, said) >= by_body(best.metres, said)
    });
    Some(far.copied().unwrap_or(best))
}

fn support(one: Series<'_>, series: &[Series<'_>], said: &Said<'_>) -> f64 {
    let weight = |source| match source {
        PaceSource::Fixes => OF_FIXES,
        _ => 1.0,
    };
    let others: f64 = series
        .iter()
        .filter(|other| other.source != one.source && agree(&one, other))
        .map(|other| weight(other.source))
        .sum();
    let total = said
        .total
        .filter(|total| within(total / one.metres, TOTAL_AGREES));
    let laps = said
        .laps
        .filter(|laps| within(laps / one.metres, TOTAL_AGREES));
    let ordinary = if is_ordinary(one.metres, said) {
        OF_ORDINARY
    } else {
        0.0
    };
    weight(one.source)
        + ordinary
        + others
        + total.map_or(0.0, |_| 1.0)
        + laps.map_or(0.0, |_| OF_LAPS)
        + by_body(one.metres, said)
}

/// Whether a distance is run at an ordinary mean speed.
fn is_ordinary(metres: f64, said: &Said<'_>) -> bool {
    said.seconds >= 60.0 && ORDINARY.contains(&(metres / said.seconds))
}

/// What cadence and the limits of runners say of a distance.
fn by_body(metres: f64, said: &Said<'_>) -> f64 {
    if said.seconds < 60.0 {
        return 0.0;
    }
    let speed = metres / said.seconds;
    let limits = if MEAN_SPEEDS.contains(&speed) {
        0.0
    } else {
        -OF_SPEED_LIMITS
    };
    let steps = said.cadence.map(|cadence| {
        // Below the slowest running it counts strides.
        if cadence < 120.0 {
            2.0 * cadence
        } else {
            cadence
        }
    });
    let by_steps = steps
        .filter(|steps| RUNNING_STEPS.contains(steps))
        .map_or(0.0, |steps| {
            if STEPS.contains(&(60.0 * speed / steps)) {
                OF_CADENCE
            } else {
                -OF_CADENCE
            }
        });
    limits + by_steps
}

/// Whether two series are as fast where both exist.
fn agree(one: &Series<'_>, other: &Series<'_>) -> bool {
    agree_within(one, other, AGREE)
}

fn agree_within(one: &Series<'_>, other: &Series<'_>, factor: f64) -> bool {
    let (mut own, mut others) = (0.0, 0.0);
    for (a, b) in one.speed.iter().zip(other.speed) {
        if let (Some(a), Some(b)) = (a, b) {
            own += a;
            others += b;
        }
    }
    others > 0.0 && within(own / others, factor)
}

fn within(ratio: f64, factor: f64) -> bool {
    (1.0 / factor..=factor).contains(&ratio)
}

/// Whether there are fixes alone and they stand still under a runner's steps, as a phone on
/// a treadmill writes them.
fn only_stands(best: Series<'_>, series: &[Series<'_>], said: &Said<'_>) -> bool {
    best.source == PaceSource::Fixes
        && series.len() == 1
        && said.seconds >= LEAST_MOVED
        && best.metres < MEAN_SPEEDS.start() * said.seconds
        && by_body(best.metres, said) <= -(OF_SPEED_LIMITS + OF_CADENCE)
}

/// Whether a distance without positions rises all the while and by next to nothing, as one
/// in kilometres does that is read as metres. A watch that lies there stands.
fn is_no_distance(best: Series<'_>, total: Option<f64>, said: &Said<'_>) -> bool {
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

/// Whether fixes are longer than a device's own sums only where that stands still: a watch
/// on a bedside table goes kilometres in a night by its fixes.
fn only_wanders(device: &Series<'_>, fixes: &Series<'_>) -> bool {
    let (mut own, mut others, mut moved) = (0.0, 0.0, 0.0);
    let (mut wandered, mut stood) = (0.0, 0.0);
    for (a, b) in device.speed.iter().zip(fixes.speed) {
        if let (Some(a), Some(b)) = (a, b) {
            if *a < STANDING_SPEED {
                (wandered, stood) = (wandered + b, stood + 1.0);
            } else {
                (own, others, moved) = (own + a, others + b, moved + 1.0);
            }
        }
    }
    moved >= LEAST_MOVED
        && within(own / others, AGREE)
        && wandered < STANDING_SPEED * stood
        && own >= LEAST_OF_ALL * (own + wandered)
}

fn name_of(source: PaceSource) -> &'static str {
    match source {
        PaceSource::Device | PaceSource::Corrected => "its speed",
        PaceSource::Distance => "the distance of its samples",
        PaceSource::Fixes => "its positions",
    }
}

fn doubt(what: &str, metres: f64, believed: f64) -> String {
    let verb = if what == name_of(PaceSource::Fixes) {
        "give"
    } else {
        "gives"
    };
    format!(
        "{what} {verb} {:.2} km where the rest gives {:.2} km, and is not believed",
        metres / 1000.0,
        believed / 1000.0
    )
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
mod tests {
    use super::*;

    const SECONDS: usize = 1800;

    fn column(speed: f64) -> Vec<Option<f64>> {
        vec![Some(speed); SECONDS]
    }

    /// Belief of half an hour; speeds of the device, its distance and its fixes, and its total, m.
    fn of(
        [device, distance, fixes]: [Option<f64>; 3],
        total: Option<f64>,
        cadence: Option<f64>,
    ) -> Belief {
        let columns = [device, distance, fixes].map(|speed| speed.map(column));
        let sources = [PaceSource::Device, PaceSource::Distance, PaceSource::Fixes];
        let mut said = Said {
            total,
            seconds: SECONDS as f64,
            cadence,
            ..Said::default()
        };
        for ((slot, column), source) in said.series.iter_mut().zip(&columns).zip(sources) {
            *slot = column.as_deref().map(|speed| Series {
                source,
                speed,
                metres: speed.iter().flatten().sum(),
            });
        }
        believed(&said)
    }

    #[test]
    fn a_phone_on_a_treadmill_is_believed_by_its_steps() {
        let on_belt = of([None, None, Some(0.2)], None, Some(84.0));
        assert_eq!((on_belt.source, on_belt.distance), (None, None));
        assert_eq!(on_belt.doubts.len(), 1);
        // A walk of no steps, or a runner who went on.
        for (speed, cadence) in [(0.2, None), (0.2, Some(40.0)), (2.8, Some(84.0))] {
            let found = of([None, None, Some(speed)], None, cadence);
            assert_eq!(found.source, Some(PaceSource::Fixes), "{speed} {cadence:?}");
        }
    }

    #[test]
    fn fixes_that_wander_while_the_device_stands_are_no_way() {
        let night = |device: f64| -> Vec<Option<f64>> {
            let run = std::iter::repeat_n(Some(2.8), 600);
            run.chain(std::iter::repeat_n(Some(device), 12_000))
                .collect()
        };
        let (device, fixes) = (night(0.0), night(0.3));
        let series = [(PaceSource::Distance, &device), (PaceSource::Fixes, &fixes)];
        let mut said = Said {
            total: Some(1680.0),
            seconds: 12_600.0,
            ..Said::default()
        };
        for (slot, (source, speed)) in said.series.iter_mut().zip(series) {
            let metres = speed.iter().flatten().sum();
            *slot = Some(Series {
                source,
                speed,
                metres,
            });
        }
        let found = believed(&said);
        assert_eq!(found.distance, Some(1680.0));
        assert!(
            found.doubts.iter().all(|doubt| !doubt.contains("total")),
            "{found:?}"
        );
    }

    #[test]
    fn one_that_contradicts_the_rest_is_not_believed() {
        let (right, total) = (Some(2.8), Some(5040.0));
        for factor in [0.001, 0.3, 0.5, 0.6, 1.3, 2.0, 3.6, 1000.0] {
            let wrong = Some(2.8 * factor);
            for (series, total) in [
                ([wrong, right, right], total),
                ([right, wrong, right], total),
                ([right, wrong, None], total),
                ([wrong, right, None], total),
                ([right, right, right], Some(5040.0 * factor)),
                ([None, wrong, right], total),
                ([right, wrong, right], Some(5040.0 * factor)),
            ] {
                let found = of(series, total, Some(84.0));
                let distance = found.distance.unwrap();
                assert!(
                    (distance - 5040.0).abs() < 1.0,
                    "{factor} {series:?} {total:?}: {found:?}"
                );
                assert!(!found.doubts.is_empty(), "{factor} {series:?} {total:?}");
            }
        }
    }

    /// Kilometres for metres on a belt, and a watch that lies there.
    #[test]
    fn metres_of_no_runner_are_no_distance() {
        let belt = |factor: f64, total: Option<f64>| {
            of([None, Some(2.8 * factor), None], total, Some(84.0))
        };
        for (factor, total, is_none) in [
            (0.001, Some(5.04), true),
            (0.001, None, true),
            (0.000_621, Some(3.13), true),
            (0.001, Some(5040.0), false),
            (1.0, Some(5040.0), false),
        ] {
            let found = belt(factor, total);
            assert_eq!(found.distance.is_none(), is_none, "{factor}: {found:?}");
            assert_eq!(found.source.is_none(), is_none, "{factor}: {found:?}");
        }
        let mut still = vec![Some(0.0); SECONDS];
        still[..5].fill(Some(1.0));
        let said = Said {
            series: [
                None,
                Some(Series {
                    source: PaceSource::Distance,
                    speed: &still,
                    metres: 5.0,
                }),
                None,
            ],
            seconds: SECONDS as f64,
            ..Said::default()
        };
        assert_eq!(believed(&said).distance, Some(5.0));
    }

    /// A belt of 12 km that the watch took for 18.5 km.
    #[test]
    fn a_total_that_was_entered_is_a_correction() {
        for (total, corrected) in [(3020.0, true), (3023.0, false), (2300.0, false)] {
            let found = of([Some(2.8), Some(2.8), None], Some(total), Some(84.0));
            let is_corrected = found.distance_source == Some(Chosen::Corrected);
            assert_eq!(is_corrected, corrected, "{total}: {found:?}");
            assert_eq!(found.doubts.is_empty(), corrected, "{total}: {found:?}");
        }
    }

    /// Nothing but its positions, or its total, stands beside a distance in yards.
    #[test]
    fn a_distance_in_yards_is_said() {
        let (yards, metres) = (Some(2.8 * 1.0936), Some(5040.0));
        for (series, total, doubts) in [
            ([None, yards, Some(2.8)], None, 1),
            ([None, Some(2.8 * 1.04), Some(2.8)], None, 0),
            ([None, Some(2.8), None], Some(5040.0 * 1.0936), 1),
            ([Some(2.8), None, None], Some(5040.0 * 1.0936), 1),
            ([Some(2.8), Some(2.8), None], Some(5040.0 / 1.0936), 1),
            // A correction by the runner.
            ([Some(2.8), Some(2.8), None], Some(5510.0), 0),
            ([None, Some(2.8), None], Some(5040.0 * 1.12), 0),
            ([None, Some(2.8), None], metres, 0),
        ] {
            let found = of(series, total, Some(84.0));
            assert_eq!(
                found.doubts.len(),
                doubts,
                "{series:?} {total:?}: {found:?}"
            );
        }
    }

    /// Yards for metres, or 400 m lost on the way: the device's total has it too.
    #[test]
    fn a_distance_that_its_own_speed_contradicts_is_said() {
        for factor in [1.0936, 0.9] {
            let (off, total) = (Some(2.8 * factor), Some(5040.0 * factor));
            let outdoors = of([Some(2.8), off, Some(2.8)], total, Some(84.0));
            let metres = outdoors.distance.unwrap();
            assert!((metres - 5040.0).abs() < 1.0, "{outdoors:?}");
            assert_eq!(outdoors.doubts.len(), 1, "{outdoors:?}");
            let indoors = of([Some(2.8), off, None], total, Some(84.0));
            let believed = if factor > 1.0 {
                5040.0
            } else {
                5040.0 * factor
            };
            let metres = indoors.distance.unwrap();
            assert!((metres - believed).abs() < 1.0, "{indoors:?}");
            assert_eq!(indoors.doubts.len(), 1, "{indoors:?}");
        }
        // A little is how watches round, and a corrected total is the runner's word.
        for (distance, total) in [(2.88, 5184.0), (2.8, 5510.0)] {
            let found = of([Some(2.8), Some(distance), None], Some(total), Some(84.0));
            assert!(found.doubts.is_empty(), "{found:?}");
        }
    }

    #[test]
    fn a_corrected_total_scales_the_samples() {
        for (total, scale) in [
            (5600.0, 5600.0 / 5040.0),
            (5040.0, 1.0),
            (3600.0, 3600.0 / 5040.0),
        ] {
            let found = of([Some(2.8), Some(2.8), None], Some(total), Some(84.0));
            assert_eq!(found.distance, Some(total));
            assert!((found.scale - scale).abs() < 1e-9, "{total}");
            assert!(found.doubts.is_empty(), "{found:?}");
        }
        // Kilometres where metres belong, and nothing but the total beside them.
        let found = of([None, Some(0.0028), None], Some(5040.0), Some(84.0));
        assert_eq!(found.distance, Some(5040.0));
        assert!((found.scale - 1000.0).abs() < 1e-6);
        assert_eq!(found.doubts.len(), 1);
    }

    #[test]
    fn what_agrees_is_not_doubted() {
        let found = of([Some(2.8), Some(2.85), Some(2.95)], Some(5040.0), None);
        assert_eq!(found.source, Some(PaceSource::Device));
        assert_eq!(found.distance_source, Some(Chosen::Total));
        assert!(found.doubts.is_empty(), "{found:?}");
    }
}
