//! The charts: what a runner and a coach look at. Each is a function from what the
//! core found to a [`frame::Figure`]: a sentence, a line on its marks, words for who
//! does not see it, and a [`scene::Scene`], which plotters draws as SVG or PNG.
//!
//! A value that is missing is a gap or a cross, never a zero, and a chart without data
//! says so in words. Bands and kinds differ by shape or lightness, not by hue alone;
//! red is pain alone.

pub mod axis;
pub mod cadence;
mod canvas;
pub mod font;
pub mod frame;
pub mod ladder;
pub mod load;
pub mod multiples;
mod outline;
pub mod pace;
pub mod pain;
pub mod palette;
pub mod png;
pub mod profile;
pub mod rehab;
pub mod render;
pub mod roster;
pub mod scene;
pub mod series;

pub use canvas::{Canvas, ChartError, Format, Look, Theme};
pub use frame::{Figure, Words};

/// A figure drawn in a format.
///
/// # Errors
/// As for [`render::render`].
pub fn file(figure: &Figure, theme: Theme, format: Format) -> Result<Vec<u8>, ChartError> {
    render::render(
        &figure.scene,
        &Canvas {
            width: figure.scene.width as u32,
            height: figure.scene.height as u32,
            theme,
            format,
        },
    )
}
