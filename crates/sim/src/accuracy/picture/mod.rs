//! The pictures of the page. Noise levels and sources differ by the shape of their
//! sign, so that a black-and-white print says the same.

mod ascent;
mod efforts;
mod figures;
mod sheet;

use super::passage::Passage;
use comeback_report::charts::render;
use comeback_report::charts::scene::Scene;
use comeback_report::charts::{ChartError, Format};
use sheet::WIDTH;

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
