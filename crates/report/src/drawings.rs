//! What each [`Chart`] of a page is drawn from, and its drawing: the one place where
//! the document meets the charts.

use crate::charts::frame::Figure;
use crate::charts::multiples::{self, Small};
use crate::charts::scene::Scene;
use crate::charts::series::{self, Seen};
use crate::charts::{Canvas, Format, Look, Theme};
use crate::tree::Chart;
use crate::{Extras, Picture};

/// The width that the words of a chart are told for, logical pixels.
const WORDS_AT: u32 = 860;

/// The drawings of a runner's page.
#[derive(Debug, Clone, Copy)]
pub struct Drawings<'a> {
    pub picture: &'a Picture<'a>,
    pub extras: &'a Extras,
    pub seen: &'a Seen,
}

impl Drawings<'_> {
    /// A chart without its words at a width in logical pixels, as high as it needs to be;
    /// `None` where there is nothing to draw it from.
    pub fn draw(&self, chart: Chart, width: u32) -> Option<Scene> {
        if chart == Chart::Small {
            let data = small(self.picture, self.extras);
            let canvas = Canvas {
                width,
                height: multiples::height(&data, f64::from(width)),
                theme: Theme::Page,
                format: Format::Svg,
            };
            return Some(multiples::draw(&data, &canvas));
        }
        Some(figure(self.picture, self.seen, chart, width)?.scene)
    }
}

/// A chart with its words, as the page tells them.
pub fn told(picture: &Picture, seen: &Seen, chart: Chart) -> Option<Figure> {
    figure(picture, seen, chart, WORDS_AT)
}

fn figure(picture: &Picture, seen: &Seen, chart: Chart, width: u32) -> Option<Figure> {
    let look = Look {
        width,
        theme: Theme::Page,
        units: picture.history.settings.units,
        athlete: String::new(),
        as_of: String::new(),
    };
    let chart = match chart {
        Chart::Ladder => series::Chart::Ladder,
        Chart::Load => series::Chart::Load,
        Chart::Pain => series::Chart::Pain,
        Chart::Cadence => series::Chart::Cadence,
        Chart::Pace => series::Chart::Pace,
        Chart::Rehab => series::Chart::Rehab,
        Chart::Run => series::Chart::Run,
        Chart::Small => return None,
    };
    seen.figure(chart, &look)
}

/// Figures recorded now and then.
pub fn small(picture: &Picture, extras: &Extras) -> Vec<Small> {
    let mut found = vec![series::visa(picture.history)];
    found.extend(series::dynamics(picture.history));
    found.extend(extras.small.iter().cloned());
    found
}
