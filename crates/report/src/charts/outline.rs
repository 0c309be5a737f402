//! Where a run went, without a map: north is up, nothing says where on earth.

use super::palette::Role;
use super::profile::{Profile, Slope, sloped};
use super::scene::{Area, Scene, Sign};
use comeback_core::run::EffortKind;

/// Fewest metres across of an outline. (design)
const LEAST_M: f64 = 60.0;

/// Nobody runs this fast, m/s: between two places that lie further apart the way is not known. (design)
const FASTEST: f64 = 15.0;
/// Nearer than this a jump of a watch is not seen, m. (design)
const JUMP_M: f64 = 40.0;

/// So long without a place the way is not known, s. (design)
const LOST_S: f64 = 30.0;

/// Whether there is a way to see: a treadmill has none.
pub(super) fn is_drawable(places: &[Option<(f64, f64)>]) -> bool {
    bounds(places)
        .is_some_and(|(left, bottom, right, top)| (right - left).max(top - bottom) >= LEAST_M)
}

fn bounds(places: &[Option<(f64, f64)>]) -> Option<(f64, f64, f64, f64)> {
    let known = || {
        places
            .iter()
            .flatten()
            .filter(|(x, y)| x.is_finite() && y.is_finite())
    };
    known().next()?;
    Some(known().fold(
        (
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ),
        |(left, bottom, right, top), (x, y)| {
            (left.min(*x), bottom.min(*y), right.max(*x), top.max(*y))
        },
    ))
}

/// The way in an area, its start a ring, the first of each stretch of hard efforts a diamond.
pub(super) fn draw(scene: &mut Scene, data: &Profile, places: &[Option<(f64, f64)>], area: &Area) {
    let Some((left, bottom, right, top)) = bounds(places) else {
        return;
    };
    let pad = 10.0;
    let scale = ((area.width() - 2.0 * pad) / (right - left).max(1.0))
        .min((area.height() - 2.0 * pad) / (top - bottom).max(1.0));
    let (wide, high) = ((right - left) * scale, (top - bottom) * scale);
    let (x0, y0) = (
        area.left + (area.width() - wide) / 2.0,
        area.top + f64::midpoint(area.height(), high),
    );
    let place = |(x, y): (f64, f64)| (x0 + (x - left) * scale, y0 - (y - bottom) * scale);
    // As many points as can be seen apart.
    let every = (places.len() / 1200).max(1);
    let mut points: Vec<((f64, f64), Slope)> = Vec::new();
    let mut before: Option<(f64, (f64, f64))> = None;
    for (step, at) in places.iter().enumerate() {
        let time = data.time_s.get(step).copied().unwrap_or(step as f64);
        if let (Some((then, from)), Some(to)) = (before, at) {
            let far = (to.0 - from.0).hypot(to.1 - from.1);
            if time - then > LOST_S || far > JUMP_M && far > FASTEST * (time - then) {
                sloped(scene, &std::mem::take(&mut points));
            }
        }
        before = at.map(|at| (time, at)).or(before);
        match at {
            Some(at) if step % every == 0 => {
                let grade = data.grade.get(step).copied().flatten();
                points.push((place(*at), Slope::of(grade)));
            }
            // A sample without a place is no gap yet: every other one of some watches is.
            Some(_) | None => {}
        }
    }
    sloped(scene, &points);
    for effort in data.efforts.iter().filter(|effort| is_marked(effort.kind)) {
        let at = data.time_s.partition_point(|time| *time < effort.from_s);
        if let Some(Some(at)) = places.get(at) {
            scene.sign(Sign::Disc, place(*at), 7.0, Role::Paper);
            scene.sign(Sign::Diamond, place(*at), 4.6, Role::Intervals);
        }
    }
    if let Some(start) = places.iter().flatten().next() {
        scene.sign(Sign::Ring, place(*start), 5.6, Role::Ink);
    }
}

const fn is_marked(kind: EffortKind) -> bool {
    matches!(
        kind,
        EffortKind::HillSprint | EffortKind::Sprint | EffortKind::Interval
    )
}

/// What the marks of the way mean; returns the height that it took.
pub(super) fn legend(scene: &mut Scene, data: &Profile, at: (f64, f64), right: f64) -> f64 {
    let slopes =
        || (data.grade.iter().filter(|grade| grade.is_some())).map(|grade| Slope::of(*grade));
    let up = slopes().any(|slope| matches!(slope, Slope::Up(_)));
    let down = slopes().any(|slope| matches!(slope, Slope::Down(_)));
    // What is there is named, and a flat run needs no word for it.
    let mut items = vec![(Sign::Ring, Role::Ink, "start")];
    let ways = [
        (up, Role::Accent, "up"),
        (down, Role::Tempo, "down"),
        (up || down, Role::Axis, "flat"),
    ];
    items.extend(
        (ways.into_iter())
            .filter_map(|(is_there, role, name)| is_there.then_some((Sign::Line, role, name))),
    );
    if data.efforts.iter().any(|effort| is_marked(effort.kind)) {
        items.push((Sign::Diamond, Role::Intervals, "efforts"));
    }
    scene.legend(&items, (at.0, at.1 - 9.0), right)
}
