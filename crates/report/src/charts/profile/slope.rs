//! How steep a place is, in colour and width.

use crate::charts::palette::Role;
use crate::charts::scene::Scene;

/// Slope that is up or down, and one that is steep. (design)
pub(super) const SLOPE: f64 = 0.03;
const STEEP: f64 = 0.08;

/// How steep a place is, for its colour and width.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Slope {
    Up(bool),
    Down(bool),
    Flat,
}

impl Slope {
    pub fn of(grade: Option<f64>) -> Slope {
        match grade.filter(|grade| grade.is_finite()) {
            Some(grade) if grade > SLOPE => Slope::Up(grade > STEEP),
            Some(grade) if grade < -SLOPE => Slope::Down(grade < -STEEP),
            _ => Slope::Flat,
        }
    }

    pub const fn ink(self) -> (f64, Role) {
        match self {
            Slope::Up(steep) => (if steep { 4.0 } else { 2.6 }, Role::Accent),
            Slope::Down(steep) => (if steep { 4.0 } else { 2.6 }, Role::Tempo),
            Slope::Flat => (1.5, Role::Axis),
        }
    }
}

/// A line whose width and colour follow the slope.
pub fn sloped(scene: &mut Scene, points: &[((f64, f64), Slope)]) {
    let mut part: Vec<(f64, f64)> = Vec::new();
    let mut slope = Slope::Flat;
    for (at, here) in points {
        if *here != slope && !part.is_empty() {
            part.push(*at);
            let (width, role) = slope.ink();
            scene.line(std::mem::take(&mut part), width, role);
        }
        slope = *here;
        part.push(*at);
    }
    let (width, role) = slope.ink();
    if part.len() > 1 {
        scene.line(part, width, role);
    }
}
