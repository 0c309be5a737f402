//! The three little pictures of an athlete.

use super::sketch::{Ago, Sketch};
use crate::charts::axis::{Days1d, Scale};
use crate::charts::frame::pain_sign;
use crate::charts::palette::Role;
use crate::charts::scene::{Area, Scene, Sign};
use crate::words::quantity::trimmed;
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::{Band, span};
use comeback_core::limits;

/// Each athlete on the own scale of the same width: so far to each side of the middle.
const REACH: f64 = 0.08;
/// Runs with a cadence that are drawn at least.
const RUNS_LEAST: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Little {
    Cadence,
    Load,
    Pain,
}

/// Draws one over the last weeks; `false` where too little is known, and nothing was drawn.
pub(super) fn draw(
    scene: &mut Scene,
    sketch: &Sketch,
    which: Little,
    plot: &Area,
    weeks: u64,
) -> bool {
    let first = span::monday(sketch.today) - Days::new(7 * (weeks - 1));
    match which {
        Little::Cadence => cadence(scene, sketch, plot, first),
        Little::Load => load(scene, sketch, plot, first),
        Little::Pain => pain(scene, sketch, plot, first),
    }
}

/// What stands beside the picture: where things are now.
pub fn figure(sketch: &Sketch, which: Little) -> String {
    let none = || "–".to_owned();
    match which {
        Little::Cadence => (sketch.cadence.now).map_or_else(none, |now| format!("{now:.0}")),
        Little::Load => match sketch.weeks.iter().rev().find(|week| week.full) {
            Some(week) if !week.ran => "none".to_owned(),
            Some(week) if week.inside => "usual".to_owned(),
            Some(week) => (week.times).map_or_else(none, |times| format!("{times:.1}\u{a0}×")),
            None => none(),
        },
        Little::Pain => {
            let latest = sketch.pain.iter().filter_map(|run| run.worst).next_back();
            latest.map_or_else(none, |score| trimmed(score, 1))
        }
    }
}

impl Sketch {
    /// Cadence of the last weeks against the usual, %.
    pub fn cadence_change(&self) -> Option<f64> {
        let (usual, _) = self.cadence.usual?;
        Some(100.0 * (self.cadence.now? / usual - 1.0)).filter(|percent| percent.is_finite())
    }

    /// Tendon load of the last full week over that of a usual one, where it lies outside
    /// the range.
    pub fn load_times(&self) -> Option<f64> {
        let last = self.weeks.iter().rev().find(|week| week.full)?;
        last.times
    }
}

/// What is said in place of a picture that cannot be drawn.
pub const fn nothing(which: Little) -> &'static str {
    match which {
        Little::Cadence => "too few runs",
        Little::Load => "not known",
        Little::Pain => "none logged",
    }
}

fn cadence(scene: &mut Scene, sketch: &Sketch, plot: &Area, first: NaiveDate) -> bool {
    let data = &sketch.cadence;
    let day = |ago: u16| sketch.today - Days::new(u64::from(ago));
    let shown = |(ago, _): &&Ago| day(*ago) >= first;
    let runs: Vec<&Ago> = data.runs.iter().filter(shown).collect();
    let middle = (data.usual.map(|(centre, _)| centre))
        .or_else(|| comeback_core::robust::median_of(runs.iter().map(|(_, value)| *value)));
    let (Some(middle), true) = (middle, runs.len() >= RUNS_LEAST) else {
        return false;
    };
    let (low, high) = (middle * (1.0 - REACH), middle * (1.0 + REACH));
    let scale = Scale::new(low, high, plot.bottom, plot.top);
    let days = Days1d::new(first, sketch.today, plot.left, plot.right);
    let inside = |value: f64| scale.at(value.clamp(low, high));
    if let Some((centre, half)) = data.usual {
        let (top, bottom) = (inside(centre + half), inside(centre - half));
        scene.rect(Area::new(plot.left, top, plot.right, bottom), Role::Soft);
    }
    for (ago, value) in runs {
        let at = (days.at(day(*ago), 0.5), inside(*value));
        scene.sign(Sign::Disc, at, 1.5, Role::Faint);
    }
    for piece in &data.line {
        let line: Vec<(f64, f64)> = (piece.iter().filter(shown))
            .map(|(ago, value)| (days.at(day(*ago), 0.5), inside(*value)))
            .collect();
        scene.line(line, 2.0, Role::Accent);
    }
    true
}

fn load(scene: &mut Scene, sketch: &Sketch, plot: &Area, first: NaiveDate) -> bool {
    let this = span::monday(sketch.today);
    let weeks: Vec<(NaiveDate, _)> = (sketch.weeks.iter().rev().enumerate())
        .map(|(back, week)| (this - Days::new(7 * back as u64), week))
        .filter(|(monday, _)| *monday >= first)
        .collect();
    let highest = (weeks.iter())
        .filter_map(|(_, week)| week.load)
        .fold(0.0, f64::max);
    let idle = weeks.iter().all(|(_, week)| !week.ran);
    if highest <= 0.0 && !idle {
        return false;
    }
    let scale = Scale::new(0.0, highest.max(1.0), plot.bottom, plot.top);
    let days = Days1d::new(first, this + Days::new(6), plot.left, plot.right);
    for (monday, week) in weeks.iter().filter(|_| !idle) {
        let (left, right) = (days.at(*monday, 0.0), days.at(*monday + Days::new(6), 1.0));
        if let Some((low, high)) = week.usual.filter(|(low, _)| *low < highest) {
            let high = scale.at(high.min(highest));
            scene.rect(Area::new(left, high, right, scale.at(low)), Role::Soft);
        }
        let room = (right - left) * 0.12;
        if let Some(load) = week.load.filter(|load| *load > 0.0) {
            let bar = Area::new(left + room, scale.at(load), right - room, plot.bottom);
            match (week.full, week.jump) {
                (true, true) => scene.rect(bar, Role::Accent),
                (true, false) => scene.rect(bar, Role::Faint),
                (false, _) => scene.outline(bar, 1.0, Role::Edge),
            }
        }
    }
    let ground = vec![(plot.left, plot.bottom), (plot.right, plot.bottom)];
    scene.line(ground, 1.0, Role::Axis);
    true
}

fn pain(scene: &mut Scene, sketch: &Sketch, plot: &Area, first: NaiveDate) -> bool {
    let day = |ago: u16| sketch.today - Days::new(u64::from(ago));
    let mut runs = (sketch.pain.iter())
        .filter(|run| day(run.ago) >= first)
        .peekable();
    if runs.peek().is_none() {
        return false;
    }
    let plot = Area::new(plot.left, plot.top, plot.right - 4.0, plot.bottom - 5.0);
    let scale = Scale::new(0.0, 10.0, plot.bottom, plot.top);
    let (safe, watch) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    for (low, high, role) in [
        (0.0, safe, Role::SafeBand),
        (safe, watch, Role::WatchBand),
        (watch, 10.0, Role::TooMuchBand),
    ] {
        let (top, bottom) = (scale.at(high), scale.at(low));
        scene.rect(Area::new(plot.left, top, plot.right, bottom), role);
    }
    let days = Days1d::new(first, sketch.today, plot.left + 4.0, plot.right - 4.0);
    for run in runs {
        let x = days.at(day(run.ago), run.hour);
        let (sign, role) = pain_sign(run.band);
        let radius = if run.band == Band::Red || run.band == Band::Amber {
            3.2
        } else {
            2.3
        };
        match run.worst {
            Some(score) => scene.sign(sign, (x, scale.at(score)), radius, role),
            None if run.band == Band::Unknown || run.band == Band::Pending => {
                scene.sign(sign, (x, plot.bottom + 3.5), radius, role);
            }
            None => {}
        }
    }
    true
}
