//! Training load on scales that are never added to one another, and the tendon load
//! index.
//!
//! TRIMP (Banister 1991): Σ minutes · x · a · e^(b x), x = share of the heart rate
//! reserve; a, b = 0.64, 1.92 for men and 0.86, 1.67 for women. rTSS: 100 · hours ·
//! (`v_gap` / critical speed)². Tendon load: F = (`v / v_easy`)^1.6 · (1 + 4i⁺ · [1 if
//! gap ≥ CS else 0.5]) · (1 + 1.5 i⁻), clipped at 3; index = Σ strides · F⁴ / 1000.

use super::efforts::Course;
use super::heart;
use super::metric::{MetricId, MetricPage};
use super::profile::{Profile, Sex};
use comeback_core::limits;
use comeback_core::run::{Load, Speeds};
use comeback_core::units::MetresPerSecond;

/// Banister's weights (a, b). (Banister 1991, lab)
const TRIMP_MEN: (f64, f64) = (
    limits::TRIMP_MEN_FACTOR.value,
    limits::TRIMP_MEN_EXPONENT.value,
);
const TRIMP_WOMEN: (f64, f64) = (
    limits::TRIMP_WOMEN_FACTOR.value,
    limits::TRIMP_WOMEN_EXPONENT.value,
);
/// Exponents and weights of the tendon load index. (method §3, design)
const SPEED_EXPONENT: f64 = 1.6;
const UPHILL_WEIGHT: f64 = 4.0;
const UPHILL_EASY_SHARE: f64 = 0.5;
const DOWNHILL_WEIGHT: f64 = 1.5;
const HIGHEST_FORCE: f64 = 3.0;
const DAMAGE_EXPONENT: i32 = 4;
/// Cadence at a speed when the watch recorded none: 150 + 6.01 v. spm (van Oeveren 2019, lab)
const CADENCE_AT_REST: f64 = 150.0;
const CADENCE_PER_SPEED: f64 = 6.01;

/// Load by heart rate and by speed; the exertion that the runner logs is added by the diary.
pub fn load(course: &Course, speeds: &Speeds, profile: &Profile) -> Load {
    Load {
        session_rpe: None,
        trimp: trimp(course, profile),
        rtss: rtss(course, speeds.critical),
    }
}

fn trimp(course: &Course, profile: &Profile) -> Option<f64> {
    let rest = profile.resting_heart_rate?.get();
    let reserve = profile.max_heart_rate?.get() - rest;
    let (a, b) = match profile.sex? {
        Sex::Male => TRIMP_MEN,
        Sex::Female => TRIMP_WOMEN,
    };
    if reserve <= 0.0 {
        return None;
    }
    let mut sum = 0.0;
    let (mut seen, mut all) = (0usize, 0usize);
    for index in course.indices().filter(|&index| course.moves(index)) {
        all += 1;
        if let Some(bpm) = course.heart_rate(index)
            && heart::VALID.contains(&bpm)
        {
            let x = ((bpm - rest) / reserve).clamp(0.0, 1.0);
            sum += x * a * (b * x).exp() / 60.0;
            seen += 1;
        }
    }
    // Half the heart rate missing is half the load missing.
    (2 * seen > all && seen > 0).then(|| sum * all as f64 / seen as f64)
}

fn rtss(course: &Course, critical: Option<MetresPerSecond>) -> Option<f64> {
    let threshold = critical?.get();
    let moving: Vec<f64> = course
        .indices()
        .filter(|&index| course.moves(index))
        .filter_map(|index| course.effort(index))
        .collect();
    if moving.is_empty() || threshold <= 0.0 {
        return None;
    }
    let mean = moving.iter().sum::<f64>() / moving.len() as f64;
    Some(100.0 * moving.len() as f64 / 3600.0 * (mean / threshold).powi(2))
}

/// The tendon load index; `None` without speed or easy speed.
pub fn tendon(course: &Course, speeds: &Speeds) -> Option<f64> {
    let easy = speeds.easy?.get();
    if easy <= 0.0 {
        return None;
    }
    let critical = speeds.critical.map(MetresPerSecond::get);
    let mut sum = 0.0;
    let mut seen = false;
    for index in course.indices().filter(|&index| course.moves(index)) {
        let Some(speed) = course.speed(index) else {
            continue;
        };
        seen = true;
        let hard = critical
            .zip(course.effort(index))
            .is_some_and(|(critical, gap)| gap >= critical);
        let force = force(speed / easy, course.grade(index).unwrap_or(0.0), hard);
        let spm = course
            .cadence(index)
            .unwrap_or(CADENCE_AT_REST + CADENCE_PER_SPEED * speed);
        sum += spm / 120.0 * force.powi(DAMAGE_EXPONENT);
    }
    seen.then_some(sum / 1000.0)
}

fn force(relative_speed: f64, grade: f64, hard: bool) -> f64 {
    let up = grade.max(0.0) * if hard { 1.0 } else { UPHILL_EASY_SHARE };
    let down = (-grade).max(0.0);
    (relative_speed.max(0.0).powf(SPEED_EXPONENT)
        * (1.0 + UPHILL_WEIGHT * up)
        * (1.0 + DOWNHILL_WEIGHT * down))
        .min(HIGHEST_FORCE)
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Load,
    what: "Training load: by heart rate (TRIMP), by speed (rTSS), by exertion (session-RPE), and the tendon load index. Four scales, never added to one another.",
    formula: "TRIMP = Σ min · x · a · e^(bx), x = (HR − rest)/(max − rest), a, b = {trimp-men-factor}, {trimp-men-exponent} (men), {trimp-women-factor}, {trimp-women-exponent} (women). rTSS = 100 · h · (v_gap/CS)². Tendon load = Σ strides · F⁴ / 1000, F = min(3, (v/v_easy)^1.6 · (1 + 4i⁺ · [1 if gap ≥ CS else .5]) · (1 + 1.5i⁻)).",
    unit: "arbitrary units, each its own",
    source: "Banister 1991; session-RPE Foster 2001; tendon load: this project",
    grade: "lab for TRIMP, design for the tendon load index",
    validity: "TRIMP needs sex, resting and highest heart rate. Tendon load is a heuristic to compare a runner with himself, never with others.",
    example: "30 min at easy speed on the flat with 168 steps/min: 2520 strides, F = 1, tendon load 2.5.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_force_has_its_corner_values() {
        assert_eq!(force(1.0, 0.0, false), 1.0);
        assert!((force(1.0, 0.10, false) - 1.2).abs() < 1e-12);
        assert!((force(1.0, 0.10, true) - 1.4).abs() < 1e-12);
        assert!((force(1.0, -0.10, true) - 1.15).abs() < 1e-12);
        assert_eq!(force(4.0, 0.2, true), HIGHEST_FORCE);
    }
}
