//! The ground: where a metre of the course lies, and how high. All of it is
//! invented and lies in the open Atlantic, hundreds of kilometres from land, so
//! that no position in a fixture is anyone's street.

use super::random::Random;
use std::f64::consts::PI;

/// Metres of one degree of latitude on the sphere that the importer uses too.
const METRES_PER_DEGREE: f64 = 6_371_008.8 * PI / 180.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Terrain {
    /// Along a shore that is not there: within half a metre of level.
    Flat,
    /// Long waves of a few metres; the steepest parts are near 5 %.
    Rolling,
    /// Hill after hill of some twenty metres, 5 to 12 % steep.
    Hilly,
    /// Level ground to the foot of one climb; climbs of the session stand on it.
    HillRepeats,
    /// A 400 m oval.
    Track,
    /// No position; the belt may be inclined, which no watch can tell.
    Treadmill,
}

/// A course as a map from metres along it to place and height.
#[derive(Debug, Clone)]
pub struct Course {
    terrain: Terrain,
    /// East and north of the origin, one entry a metre, from `-REACH`.
    path: Vec<(f64, f64)>,
    origin: (f64, f64),
    base_altitude_m: f64,
    phase: f64,
}

/// How far the course goes on either side of its origin, m.
const REACH: i64 = 25_000;

impl Course {
    /// `place` in degrees north and east; the seed bends the path.
    pub fn new(terrain: Terrain, place: (f64, f64), seed: u64) -> Self {
        let mut random = Random::stream(seed, "course");
        let heading = random.between(0.0, 2.0 * PI);
        let bends = [
            (random.between(0.5, 1.1), random.between(500.0, 900.0)),
            (random.between(0.2, 0.5), random.between(140.0, 260.0)),
            (random.between(0.3, 0.8), random.between(2000.0, 3500.0)),
        ];
        let mut path = Vec::new();
        if matches!(
            terrain,
            Terrain::Flat | Terrain::Rolling | Terrain::Hilly | Terrain::HillRepeats
        ) {
            let (mut east, mut north) = (0.0, 0.0);
            for metre in -REACH..=REACH {
                path.push((east, north));
                let direction = heading
                    + bends
                        .iter()
                        .map(|(swing, wave)| swing * (2.0 * PI * metre as f64 / wave).sin())
                        .sum::<f64>();
                east += direction.sin();
                north += direction.cos();
            }
            let (east_0, north_0) = path[REACH as usize];
            for point in &mut path {
                *point = (point.0 - east_0, point.1 - north_0);
            }
        }
        Course {
            terrain,
            path,
            origin: place,
            base_altitude_m: random.between(4.0, 30.0),
            phase: random.between(0.0, 2.0 * PI),
        }
    }

    pub fn terrain(&self) -> Terrain {
        self.terrain
    }

    /// Degrees north and east at `s` metres along the course; `None` on the treadmill.
    pub fn position(&self, s: f64) -> Option<(f64, f64)> {
        let (east, north) = match self.terrain {
            Terrain::Treadmill => return None,
            Terrain::Track => oval(s),
            _ => self.along(s),
        };
        let latitude = self.origin.0 + north / METRES_PER_DEGREE;
        let longitude =
            self.origin.1 + east / (METRES_PER_DEGREE * self.origin.0.to_radians().cos());
        Some((latitude, longitude))
    }

    fn along(&self, s: f64) -> (f64, f64) {
        let at = (s + REACH as f64).clamp(0.0, (2 * REACH - 1) as f64);
        let whole = at.floor();
        let part = at - whole;
        let a = self.path[whole as usize];
        let b = self.path[whole as usize + 1];
        (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1))
    }

    /// Height of the ground without the session's climb, m.
    pub fn altitude(&self, s: f64) -> f64 {
        let wave = |height: f64, length: f64, turn: f64| {
            height * (2.0 * PI * s / length + self.phase * turn).sin()
        };
        self.base_altitude_m
            + match self.terrain {
                Terrain::Flat | Terrain::HillRepeats => wave(0.5, 1700.0, 1.0),
                Terrain::Rolling => wave(6.0, 1100.0, 1.0) + wave(1.2, 430.0, 2.3),
                Terrain::Hilly => wave(11.0, 900.0, 1.0) + wave(2.0, 390.0, 2.3),
                Terrain::Track | Terrain::Treadmill => 0.0,
            }
    }
}

/// A climb that begins at `foot` and rises with `grade`; its ends are rounded over 8 m.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    pub foot_m: f64,
    pub grade: f64,
    pub length_m: f64,
}

impl Climb {
    /// Height above the foot at `s` metres along the course.
    pub fn height(&self, s: f64) -> f64 {
        const ROUNDED: f64 = 8.0;
        // The integral of a slope that rises linearly over the first metres and falls over the last.
        let risen = |x: f64| {
            if x <= 0.0 {
                0.0
            } else if x < ROUNDED {
                x * x / (2.0 * ROUNDED)
            } else {
                x - ROUNDED / 2.0
            }
        };
        let x = s - self.foot_m;
        self.grade * (risen(x) - risen(x - self.length_m))
    }
}

/// A 400 m oval: two straights of 84.39 m and two bends of radius 36.80 m (30 cm off the kerb).
fn oval(s: f64) -> (f64, f64) {
    const STRAIGHT: f64 = 84.39;
    const RADIUS: f64 = 36.8;
    let bend = PI * RADIUS;
    let s = s.rem_euclid(2.0 * (STRAIGHT + bend));
    if s < STRAIGHT {
        return (s, -RADIUS);
    }
    if s < STRAIGHT + bend {
        let angle = (s - STRAIGHT) / RADIUS;
        return (STRAIGHT + RADIUS * angle.sin(), -RADIUS * angle.cos());
    }
    if s < 2.0 * STRAIGHT + bend {
        return (STRAIGHT - (s - STRAIGHT - bend), RADIUS);
    }
    let angle = (s - 2.0 * STRAIGHT - bend) / RADIUS;
    (-RADIUS * angle.sin(), RADIUS * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: (f64, f64) = (44.0, -35.0);

    #[test]
    fn a_metre_along_the_course_is_a_metre_on_the_ground() {
        for terrain in [
            Terrain::Flat,
            Terrain::Rolling,
            Terrain::Hilly,
            Terrain::HillRepeats,
            Terrain::Track,
        ] {
            let course = Course::new(terrain, PLACE, 3);
            for s in [0.0, 37.5, 84.0, 150.0, 290.0, 2_500.0] {
                let (a, b) = (course.position(s), course.position(s + 1.0));
                let (Some(a), Some(b)) = (a, b) else {
                    panic!("{terrain:?} has positions")
                };
                let north = (b.0 - a.0) * METRES_PER_DEGREE;
                let east = (b.1 - a.1) * METRES_PER_DEGREE * PLACE.0.to_radians().cos();
                assert!((north.hypot(east) - 1.0).abs() < 0.05, "{terrain:?} at {s}");
            }
        }
    }

    #[test]
    fn a_climb_rises_by_its_grade_and_then_stays() {
        let climb = Climb {
            foot_m: 100.0,
            grade: 0.08,
            length_m: 60.0,
        };
        assert_eq!(climb.height(99.0), 0.0);
        assert!((climb.height(140.0) - climb.height(130.0) - 0.8).abs() < 1e-9);
        assert!((climb.height(500.0) - 4.8).abs() < 1e-9);
    }

    #[test]
    fn the_treadmill_is_nowhere() {
        assert_eq!(
            Course::new(Terrain::Treadmill, PLACE, 1).position(10.0),
            None
        );
    }
}
