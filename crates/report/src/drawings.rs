//! What each [`Chart`] of a page is drawn from, and its drawing: the one place where
//! the document meets the charts.

use crate::charts::cadence::Cadence;
use crate::charts::multiples::Small;
use crate::charts::scene::Scene;
use crate::charts::weekly::Weekly;
use crate::charts::{self, Canvas, Format, Theme, cadence, multiples, profile, series, weekly};
use crate::tree::Chart;
use crate::{Extras, Picture};
use chrono::NaiveDate;
use comeback_core::diary::load::{self, LoadDay};

/// Weeks whose bars stay apart at a width.
pub mod weeks_shown {
    /// On a desktop's page.
    pub const WIDE: usize = 40;
    /// On paper.
    pub const PAPER: usize = 32;
    /// On a phone.
    pub const NARROW: usize = 14;
}

/// Narrower than this a drawing is for a phone, logical pixels.
const PHONE: u32 = 480;

/// The drawings of a runner's page.
#[derive(Debug, Clone, Copy)]
pub struct Drawings<'a> {
    pub picture: &'a Picture<'a>,
    pub extras: &'a Extras,
}

impl Drawings<'_> {
    /// A chart without its title at a width in logical pixels, as high as it needs to be;
    /// `None` where there is nothing to draw it from.
    pub fn draw(&self, chart: Chart, width: u32, weeks: usize) -> Option<Scene> {
        let canvas = |height: u32| Canvas {
            width,
            height,
            theme: Theme::Page,
            format: Format::Svg,
        };
        let phone = width < PHONE;
        let high = |wide: u32, narrow: u32| canvas(if phone { narrow } else { wide });
        let across = f64::from(width);
        Some(match chart {
            Chart::Ladder => {
                let picture = self.picture;
                let data = series::ladder(picture.history, picture.standing);
                let height = charts::ladder::height(&data, across, Theme::Page);
                charts::ladder::draw(&data, &canvas(height))
            }
            Chart::Weekly => weekly::draw(&self.weekly(weeks), &high(390, 400)),
            Chart::Cadence => cadence::draw(&self.cadence(), &high(290, 290)),
            Chart::Load => charts::load::draw(&self.load(), &high(270, 280)),
            Chart::Small => {
                let data = self.small();
                let height = multiples::height(&data, across);
                multiples::draw(&data, &canvas(height))
            }
            Chart::Run => {
                let (_, run) = self.extras.run.as_ref()?;
                profile::draw(run, &high(460, 520))
            }
        })
    }

    /// The last so many weeks of the picture, and the plan.
    pub fn weekly(&self, most: usize) -> Weekly {
        let weeks = self.picture.weeks;
        let mondays: Vec<NaiveDate> = weeks.iter().map(|week| week.starts).collect();
        let first = mondays.len().saturating_sub(most);
        let last = mondays.get(first..).unwrap_or_default();
        series::weekly(self.picture.history, last, self.picture.plan)
    }

    pub fn cadence(&self) -> Cadence {
        series::cadence_of(self.picture)
    }

    /// The days of the picture's weeks.
    pub fn load(&self) -> Vec<LoadDay> {
        let history = self.picture.history;
        let today = history.today();
        let first = self.picture.weeks.first().map_or(today, |week| week.starts);
        let mut days = load::days(history, today, |run| run.tendon_load);
        days.retain(|day| day.date >= first);
        days
    }

    /// Figures recorded now and then.
    pub fn small(&self) -> Vec<Small> {
        let mut found = vec![series::visa(self.picture.history)];
        found.extend(series::dynamics(self.picture.history));
        found.extend(self.extras.small.iter().cloned());
        found
    }
}
