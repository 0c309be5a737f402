//! What the pictures share: their width, their heads, the signs of noise.

use super::super::source::noise_name;
use crate::watch::Noise;
use comeback_report::charts::palette::Role;
use comeback_report::charts::scene::{Anchor, Area, Label, Scene, Sign, wrap};

/// Width of every picture, logical pixels.
pub(super) const WIDTH: f64 = 760.0;

pub(super) const TEXT: f64 = 12.5;

/// Sign and colour of a noise level.
pub(super) fn noise_sign(noise: Noise) -> (Sign, Role) {
    match noise {
        Noise::Clean => (Sign::Ring, Role::Muted),
        Noise::Good => (Sign::Disc, Role::Accent),
        Noise::Typical => (Sign::Triangle, Role::Second),
        Noise::Poor => (Sign::Cross, Role::Ink),
    }
}

/// A scene with its title and, below, what to look for; and where the drawing begins.
pub(super) fn titled(height: f64, title: &str, words: &str) -> (Scene, f64) {
    let mut scene = Scene::new(WIDTH, height);
    words.clone_into(&mut scene.words);
    scene.label(Label {
        x: 16.0,
        y: 20.0,
        anchor: Anchor::Start,
        size: 16.0,
        bold: true,
        role: Role::Ink,
        text: title.to_owned(),
    });
    let mut y = 42.0;
    for line in wrap(words, TEXT, WIDTH - 32.0) {
        scene.text((16.0, y), Anchor::Start, TEXT, Role::Muted, &line);
        y += 17.0;
    }
    (scene, y + 6.0)
}

pub(super) fn heading(scene: &mut Scene, at: (f64, f64), text: &str) {
    scene.label(Label {
        x: at.0,
        y: at.1,
        anchor: Anchor::Start,
        size: 13.0,
        bold: true,
        role: Role::Ink,
        text: text.to_owned(),
    });
}

/// Vertical grid lines with their numbers below.
pub(super) fn columns(scene: &mut Scene, area: Area, ticks: &[(f64, String)]) {
    for (x, text) in ticks {
        scene.line(vec![(*x, area.top), (*x, area.bottom)], 1.0, Role::Grid);
        let below = (*x, area.bottom + 12.0);
        scene.text(below, Anchor::Middle, 12.0, Role::Muted, text);
    }
}

pub(super) fn noise_text(noise: Noise) -> String {
    match noise {
        Noise::Clean => "no noise".to_owned(),
        _ => format!("{} noise", noise_name(noise)),
    }
}
