//! The whole picture of an athlete, and the files made from it.

use super::{AppError, Workspace, week};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::{History, Week, load, span};
use comeback_core::plan::{self, WeekPlan};
use comeback_core::rules::{self, Checked};
use comeback_core::run::Run;
use comeback_report::charts::profile::Profile;
use comeback_report::charts::{self, Canvas, ChartError, Format, Theme, series};
use comeback_report::{Extras, Picture, html, markdown, pdf};
use comeback_signal::Measured;

/// Weeks that a report looks back, as many as there are and no fewer than the least.
const MOST_WEEKS: i64 = 52;
const LEAST_WEEKS: i64 = 12;
/// Size of a chart on its own, logical pixels.
const CHART_WIDTH: u32 = 1000;
const CHART_HEIGHT: u32 = 430;

/// Everything that a report shows, computed once.
#[derive(Debug)]
pub struct Overview {
    pub history: History,
    pub checked: Checked,
    pub plan: WeekPlan,
    pub weeks: Vec<Week>,
    /// The course of the last run, where its samples are kept.
    pub last_run: Option<Profile>,
}

impl Overview {
    /// The overview as of the workspace's moment: findings since `since`, the plan of next week.
    pub fn of(workspace: &mut Workspace, since: Option<NaiveDate>) -> Result<Overview, AppError> {
        let history = workspace.history()?;
        let checked = rules::check(&history, since.unwrap_or_else(|| super::since(&history)));
        let next = span::monday(history.today()) + Days::new(7);
        let plan = plan::plan(&history, next);
        let this = span::monday(history.today());
        let first = history
            .runs
            .first()
            .map_or(this, |run| span::monday(run.date()));
        let count = ((this - first).num_weeks() + 1).clamp(LEAST_WEEKS, MOST_WEEKS);
        let weeks = week::last_weeks(&history, count as u32);
        let last_run = match history.runs.last() {
            Some(run) => profile(workspace, &history, run)?,
            None => None,
        };
        Ok(Overview {
            history,
            checked,
            plan,
            weeks,
            last_run,
        })
    }

    pub fn picture(&self) -> Picture<'_> {
        Picture {
            history: &self.history,
            standing: self.checked.standing.as_ref(),
            checked: &self.checked,
            plan: &self.plan,
            weeks: &self.weeks,
        }
    }

    /// The page that a coach looks at.
    pub fn html(&self) -> String {
        html::page(&self.picture(), &self.extras())
    }

    /// The same on paper.
    pub fn pdf(&self, athlete: &str) -> Result<Vec<u8>, ChartError> {
        pdf::report(&self.picture(), &self.extras(), athlete)
    }

    /// The same in Markdown, without the charts.
    pub fn markdown(&self, athlete: &str) -> String {
        markdown::report(&self.picture(), &self.extras(), Some(athlete))
    }

    fn extras(&self) -> Extras {
        let last = self.history.runs.last();
        Extras {
            run: last
                .map(|run| run.date().format("The run of %A %-d %B %Y").to_string())
                .zip(self.last_run.clone()),
            small: Vec::new(),
        }
    }

    /// One chart as an image; `None` where there is nothing to draw it from.
    pub fn chart(&self, chart: Chart, format: Format) -> Result<Option<Vec<u8>>, ChartError> {
        let canvas = |height: u32| Canvas {
            width: CHART_WIDTH,
            height,
            theme: Theme::Light,
            format,
        };
        let drawn = match chart {
            Chart::Weekly => {
                let mondays: Vec<NaiveDate> = self.weeks.iter().map(|week| week.starts).collect();
                let data = series::weekly(&self.history, &mondays, &self.plan);
                charts::weekly_minutes(&data, &canvas(CHART_HEIGHT))?
            }
            Chart::Ladder => {
                let data = series::ladder(&self.history, self.checked.standing.as_ref());
                let height = charts::ladder::height(&data, f64::from(CHART_WIDTH), Theme::Light);
                charts::ladder(&data, &canvas(height))?
            }
            Chart::Cadence => {
                let data = series::cadence_of(&self.picture());
                charts::cadence(&data, &canvas(CHART_HEIGHT))?
            }
            Chart::Load => {
                let days = load::days(&self.history, self.history.today(), |run| run.tendon_load);
                charts::tendon_load(&days, &canvas(CHART_HEIGHT))?
            }
            Chart::Run => match &self.last_run {
                Some(profile) => charts::run_profile(profile, &canvas(2 * CHART_HEIGHT))?,
                None => return Ok(None),
            },
        };
        Ok(Some(drawn))
    }
}

/// The charts that can stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    Weekly,
    Ladder,
    Cadence,
    Load,
    Run,
}

impl Chart {
    pub const ALL: [Chart; 5] = [
        Chart::Weekly,
        Chart::Ladder,
        Chart::Cadence,
        Chart::Load,
        Chart::Run,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Chart::Weekly => "weekly",
            Chart::Ladder => "ladder",
            Chart::Cadence => "cadence",
            Chart::Load => "load",
            Chart::Run => "run",
        }
    }
}

/// The course of a run from its kept trace; stated runs have none.
fn profile(
    workspace: &mut Workspace,
    history: &History,
    run: &Run,
) -> Result<Option<Profile>, AppError> {
    let Some(Measured { trace, .. }) = workspace.measured(&run.id)? else {
        return Ok(None);
    };
    if trace.is_empty() || !trace.is_rectangular() {
        return Ok(None);
    }
    Ok(Some(series::profile(run, &trace, history.settings.units)))
}
