//! The charts: what a runner and a coach look at. Each is a function from plain
//! series to a [`scene::Scene`], which plotters draws as SVG or PNG.
//!
//! A value that is missing is a gap, never a zero, and a chart without data says
//! so in words. Bands and kinds differ by shape or lightness, not by hue alone.

pub mod axis;
pub mod cadence;
pub mod font;
pub mod ladder;
pub mod load;
pub mod multiples;
pub mod palette;
mod png;
pub mod profile;
pub mod render;
pub mod scene;
pub mod series;
pub mod weekly;

use comeback_core::diary::load::LoadDay;
use palette::Role;
use scene::{Anchor, Area, Scene};

/// How a picture is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// For a page: CSS variables in place of colours, no title (the page has its own).
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Svg,
    /// Two pixels to each logical one.
    Png,
}

/// What a chart is drawn on; lengths in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Canvas {
    pub width: u32,
    pub height: u32,
    pub theme: Theme,
    pub format: Format,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    #[error("the embedded font cannot be read")]
    Font,
    #[error("a chart may be at most 4000 by 4000 pixels")]
    TooLarge,
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
}

/// Least sizes in which every chart can still place its labels.
const MIN_WIDTH: f64 = 280.0;
const MIN_HEIGHT: f64 = 120.0;

/// Weekly running minutes by kind, each run's pain response above, next week outlined.
///
/// # Errors
/// As for [`render::render`], here and below.
pub fn weekly_minutes(data: &weekly::Weekly, canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    render::render(&weekly::draw(data, canvas), canvas)
}

/// Cadence of each run against the runner's own expectation at its speed.
#[allow(clippy::missing_errors_doc)]
pub fn cadence(data: &cadence::Cadence, canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    render::render(&cadence::draw(data, canvas), canvas)
}

/// Tendon load per day with its 7- and 28-day weighted means.
#[allow(clippy::missing_errors_doc)]
pub fn tendon_load(data: &[LoadDay], canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    render::render(&load::draw(data, canvas), canvas)
}

/// The ladder with where the runner stands and what the next step needs.
#[allow(clippy::missing_errors_doc)]
pub fn ladder(data: &ladder::Ladder, canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    render::render(&ladder::draw(data, canvas), canvas)
}

/// One run: pace, elevation, cadence and heart rate over time, efforts shaded.
#[allow(clippy::missing_errors_doc)]
pub fn run_profile(data: &profile::Profile, canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    render::render(&profile::draw(data, canvas), canvas)
}

/// Small multiples of figures that are recorded now and then: VISA-H, ground contact.
#[allow(clippy::missing_errors_doc)]
pub fn small_multiples(data: &[multiples::Small], canvas: &Canvas) -> Result<Vec<u8>, ChartError> {
    render::render(&multiples::draw(data, canvas), canvas)
}

/// An empty scene and the area that is left under the title.
fn begin(canvas: &Canvas, title: &str, words: &str) -> (Scene, Area) {
    let width = f64::from(canvas.width).max(MIN_WIDTH);
    let height = f64::from(canvas.height).max(MIN_HEIGHT);
    let mut scene = Scene::new(width, height);
    words.clone_into(&mut scene.words);
    let mut top = 4.0;
    if canvas.theme != Theme::Page {
        for line in scene::wrap(title, 16.0 * scene::BOLD, width - 32.0) {
            scene.label(scene::Label {
                x: 16.0,
                y: top + 16.0,
                anchor: Anchor::Start,
                size: 16.0,
                bold: true,
                role: Role::Ink,
                text: line,
            });
            top += 21.0;
        }
        top += 12.0;
    }
    let side = if canvas.theme == Theme::Page {
        2.0
    } else {
        16.0
    };
    (
        scene,
        Area::new(side, top, width - side, height - side.min(8.0)),
    )
}

/// A picture that says in words why there is nothing to draw.
fn only_words(canvas: &Canvas, title: &str, words: &str) -> Scene {
    let (mut scene, area) = begin(canvas, title, words);
    let inner = Area::new(area.left + 12.0, area.top, area.right - 12.0, area.bottom);
    scene.say(inner, 14.0, Role::Muted, words);
    scene
}
