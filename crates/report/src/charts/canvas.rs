//! On what and for whom a chart is drawn, and how one begins.

use super::palette::Role;
use super::scene::{self, Anchor, Area, Scene};
use comeback_core::limits::UnitSystem;

/// How a picture is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// As a printer without colours makes it of the light one.
    Grey,
    /// For a page: CSS variables in place of colours, no title (the page has its own).
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Svg,
    /// Two pixels to each logical one.
    Png,
}

/// For whom and on what a chart is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Logical pixels; the height follows from what there is to draw.
    pub width: u32,
    pub theme: Theme,
    pub units: UnitSystem,
    /// Whose picture it is and of when, on every picture that stands alone.
    pub athlete: String,
    pub as_of: String,
}

/// Under this width a chart is drawn for a phone.
const NARROW: u32 = 560;

impl Look {
    pub const fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// The last of some weeks, as many as the width has room for.
    pub(super) fn last_of<'a, T>(&self, weeks: &'a [T], wide: usize, narrow: usize) -> &'a [T] {
        let room = if self.is_narrow() { narrow } else { wide };
        let from = weeks.len().saturating_sub(room);
        weeks.get(from..).unwrap_or_default()
    }

    pub(super) fn named(&self) -> String {
        match (self.athlete.is_empty(), self.as_of.is_empty()) {
            (true, _) => self.as_of.clone(),
            (false, true) => self.athlete.clone(),
            (false, false) => format!("{} · as of {}", self.athlete, self.as_of),
        }
    }
}

/// What a scene of a given size is drawn on; lengths in logical pixels.
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

/// An empty scene and the area that is left under the title.
pub(super) fn begin(canvas: &Canvas, title: &str, words: &str) -> (Scene, Area) {
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
pub(super) fn only_words(canvas: &Canvas, title: &str, words: &str) -> Scene {
    let (mut scene, area) = begin(canvas, title, words);
    let inner = Area::new(area.left + 12.0, area.top, area.right - 12.0, area.bottom);
    scene.say(inner, 14.0, Role::Muted, words);
    scene
}
