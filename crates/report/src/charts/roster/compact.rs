//! A little picture as few bytes: a page holds hundreds. What is drawn alike one after
//! the other becomes one path, a dot in it a line without length and with round ends.

use crate::charts::palette::Role;
use crate::charts::scene::{Mark, Scene};
use std::fmt::Write;

/// How a path is drawn; tenths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    Fill(Role),
    Line(Role, u32),
    Dots(Role, u32),
    Rings(Role, u32),
}

/// The picture for a page, in the colours of its theme. What it shows stands in words
/// beside it, so it is hidden from who does not see it.
pub(super) fn svg(scene: &Scene) -> String {
    let mut text = format!(
        "<svg viewBox=\"0 0 {:.0} {:.0}\" aria-hidden=\"true\">",
        scene.width, scene.height
    );
    let mut open: Option<(Stroke, String)> = None;
    for mark in scene.marks.iter().filter(|mark| mark.is_drawable()) {
        let Some((stroke, path)) = path(mark) else {
            continue;
        };
        match &mut open {
            Some((known, begun)) if *known == stroke => begun.push_str(&path),
            _ => {
                text.push_str(&closed(open.replace((stroke, path))));
            }
        }
    }
    text.push_str(&closed(open));
    text.push_str("</svg>");
    text
}

fn closed(open: Option<(Stroke, String)>) -> String {
    let Some((stroke, path)) = open else {
        return String::new();
    };
    let width = |tenths: u32| format!("{}", f64::from(tenths) / 10.0);
    let look = match stroke {
        Stroke::Fill(role) => format!("fill=\"var(--{})\"", role.variable()),
        Stroke::Line(role, wide) => format!(
            "fill=\"none\" stroke=\"var(--{})\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
            role.variable(),
            width(wide)
        ),
        Stroke::Dots(role, wide) => format!(
            "stroke=\"var(--{})\" stroke-width=\"{}\" stroke-linecap=\"round\"",
            role.variable(),
            width(wide)
        ),
        Stroke::Rings(role, wide) => format!(
            "fill=\"var(--{})\" stroke=\"var(--{})\" stroke-width=\"{}\"",
            Role::Paper.variable(),
            role.variable(),
            width(wide)
        ),
    };
    format!("<path {look} d=\"{path}\"/>")
}

fn path(mark: &Mark) -> Option<(Stroke, String)> {
    const RING: f64 = 1.6;
    let tenths = |value: f64| (value * 10.0).round() as u32;
    Some(match mark {
        Mark::Line {
            points,
            width,
            role,
        } => (Stroke::Line(*role, tenths(*width)), through(points)),
        Mark::Fill { points, role } => (Stroke::Fill(*role), format!("{}z", through(points))),
        Mark::Disc {
            at: (x, y),
            radius,
            role,
            hollow,
        } => {
            if *hollow {
                let r = (radius - RING / 2.0).max(0.5);
                let ring = format!("M{:.1} {y:.1}a{r:.1} {r:.1} 0 1 0 .01 0z", x - r, r = r);
                (Stroke::Rings(*role, tenths(RING)), ring)
            } else {
                (
                    Stroke::Dots(*role, tenths(2.0 * radius)),
                    format!("M{x:.1} {y:.1}h0"),
                )
            }
        }
        Mark::Text(_) => return None,
    })
}

fn through(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        // Writing into a text does not fail.
        let _ = write!(path, "{}{x:.1} {y:.1}", if place == 0 { 'M' } else { 'L' });
    }
    path
}
