//! The pictures of the page. Noise levels and sources differ by the shape of their
//! sign, so that a black-and-white print says the same.

mod ascent;
mod efforts;
mod figures;

use super::super::watch::Noise;
use super::passage::Passage;
use comeback_report::charts::palette::Role;
use comeback_report::charts::render;
use comeback_report::charts::scene::{Anchor, Area, Label, Scene, Sign, wrap};
use comeback_report::charts::{ChartError, Format};

/// Names of the files beside the page, without their ending.
pub const NAMES: [&str; 3] = ["accuracy-ascent", "accuracy-efforts", "accuracy-figures"];

/// One of [`NAMES`] as SVG or PNG; an empty scene for another name.
///
/// # Errors
/// What the drawing library says.
pub fn draw(name: &str, passages: &[Passage], format: Format) -> Result<Vec<u8>, ChartError> {
    let scene = match name {
        "accuracy-ascent" => ascent::draw(passages),
        "accuracy-efforts" => efforts::draw(passages),
        "accuracy-figures" => figures::draw(passages),
        _ => Scene::new(WIDTH, 10.0),
    };
    render::alone(&scene, format)
}

/// Width of every picture, logical pixels.
const WIDTH: f64 = 760.0;
const TEXT: f64 = 12.5;

/// Sign and colour of a noise level.
fn noise_sign(noise: Noise) -> (Sign, Role) {
    match noise {
        Noise::Clean => (Sign::Ring, Role::Muted),
        Noise::Good => (Sign::Disc, Role::Accent),
        Noise::Typical => (Sign::Triangle, Role::Second),
        Noise::Poor => (Sign::Cross, Role::Ink),
    }
}

/// A scene with its title and, below, what to look for; and where the drawing begins.
fn titled(height: f64, title: &str, words: &str) -> (Scene, f64) {
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

fn heading(scene: &mut Scene, at: (f64, f64), text: &str) {
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
fn columns(scene: &mut Scene, area: Area, ticks: &[(f64, String)]) {
    for (x, text) in ticks {
        scene.line(vec![(*x, area.top), (*x, area.bottom)], 1.0, Role::Grid);
        let below = (*x, area.bottom + 12.0);
        scene.text(below, Anchor::Middle, 12.0, Role::Muted, text);
    }
}
