//! The whole picture of an athlete, and the files made from it.

use super::{AppError, Workspace, week};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::{History, Week, span};
use comeback_core::plan::{self, WeekPlan};
use comeback_core::robust::median_of;
use comeback_core::rules::{self, Checked};
use comeback_core::run::Run;
use comeback_files::Reading;
use comeback_report::charts::profile::Profile;
pub use comeback_report::charts::series::Chart;
use comeback_report::charts::series::Seen;
use comeback_report::charts::{self, ChartError, Format, Look, Theme, series};
use comeback_report::{Extras, Picture, html, markdown, pdf};
use comeback_signal::Measured;

/// Weeks that a report looks back, as many as there are and no fewer than the least.
const MOST_WEEKS: i64 = 52;
const LEAST_WEEKS: i64 = 12;
/// Width of a chart on its own, logical pixels.
const CHART_WIDTH: u32 = 860;

/// Everything that a report shows, computed once.
#[derive(Debug)]
pub struct Overview {
    /// Whose overview it is, as the name is shown.
    pub athlete: String,
    pub history: History,
    pub checked: Checked,
    pub plan: WeekPlan,
    pub weeks: Vec<Week>,
    /// The course of the last run, where its samples are kept.
    pub last_run: Option<Profile>,
}

impl Overview {
    /// The overview as of the workspace's moment: findings since `since`, the plan of next week.
    ///
    /// # Errors
    /// Where the history cannot be read.
    pub fn of(workspace: &mut Workspace, since: Option<NaiveDate>) -> Result<Overview, AppError> {
        let history = workspace.history()?;
        Overview::of_history(workspace, history, since)
    }

    /// The same of a history that is known already.
    ///
    /// # Errors
    /// Where the course of the last run cannot be read.
    pub fn of_history(
        workspace: &mut Workspace,
        history: History,
        since: Option<NaiveDate>,
    ) -> Result<Overview, AppError> {
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
            Some(run) => run_profile(workspace, &history, run, false)?,
            None => None,
        };
        Ok(Overview {
            athlete: workspace.athlete.shown().to_owned(),
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
    ///
    /// # Errors
    /// Where a chart cannot be drawn.
    pub fn pdf(&self, athlete: &str) -> Result<Vec<u8>, ChartError> {
        pdf::report(&self.picture(), &self.extras(), athlete)
    }

    /// The same in Markdown, without the charts.
    pub fn markdown(&self, athlete: &str) -> String {
        markdown::report(&self.picture(), &self.extras(), Some(athlete))
    }

    /// What the page can draw beyond the history.
    pub fn extras(&self) -> Extras {
        let last = self.history.runs.last();
        Extras {
            run: last
                .map(|run| run.date().format("The run of %A %-d %B %Y").to_string())
                .zip(self.last_run.clone()),
            athlete: Some(self.athlete.clone()),
            small: Vec::new(),
        }
    }

    /// What the charts show, for [`Overview::chart`].
    pub fn seen(&self) -> Seen {
        Seen::of(&self.history, self.last_run.as_ref())
    }

    /// One chart as an image; `None` where there is nothing to draw it from.
    ///
    /// # Errors
    /// Where the chart cannot be drawn in that format.
    pub fn chart(
        &self,
        chart: Chart,
        seen: &Seen,
        athlete: &str,
        format: Format,
    ) -> Result<Option<Vec<u8>>, ChartError> {
        let look = Look {
            width: CHART_WIDTH,
            theme: Theme::Light,
            units: self.history.settings.units,
            athlete: athlete.to_owned(),
            as_of: self.history.today().format("%-d %B %Y").to_string(),
        };
        seen.figure(chart, &look)
            .map(|figure| charts::file(&figure, Theme::Light, format))
            .transpose()
    }
}

/// The course of a run from its kept trace; stated runs have none. Its outline is read
/// from the original, and only where it is asked for: a page that is passed on says
/// nothing of where its runner lives.
///
/// # Errors
/// Where the kept trace, or the original of which an outline is asked, cannot be read.
pub fn run_profile(
    workspace: &mut Workspace,
    history: &History,
    run: &Run,
    with_outline: bool,
) -> Result<Option<Profile>, AppError> {
    let Some(Measured { trace, .. }) = workspace.measured(&run.id)? else {
        return Ok(None);
    };
    if trace.is_empty() || !trace.is_rectangular() {
        return Ok(None);
    }
    let mut profile = series::profile(history, run, &trace, history.settings.units);
    if with_outline {
        profile.outline = outline(workspace, run, &profile.time_s);
    }
    Ok(Some(profile))
}

/// Metres of a degree of latitude.
const METRES_PER_DEGREE: f64 = 111_195.0;
/// Between two fixes further apart than this the way is not known, s.
const FIX_S: f64 = 60.0;

/// Where the run was at each second, metres east and north of its first fix; `None`
/// where no original of it can be read or holds a position.
fn outline(workspace: &Workspace, run: &Run, time_s: &[f64]) -> Option<Vec<Option<(f64, f64)>>> {
    let store = workspace.store()?;
    for file in &run.files {
        let Ok(bytes) = store.original(&file.sha256) else {
            continue;
        };
        let recordings = comeback_files::read(&file.name, &bytes)
            .into_iter()
            .filter_map(|outcome| match outcome.reading {
                Reading::Recordings(found) => Some(found),
                _ => None,
            })
            .flatten();
        for recording in recordings {
            let from = (run.start.to_utc() - recording.start).num_milliseconds() as f64 / 1000.0;
            let samples = &recording.samples;
            let fixes: Vec<(f64, f64, f64)> = (samples.time_s.iter())
                .zip(samples.latitude.iter().zip(&samples.longitude))
                .filter_map(|(time, (north, east))| Some((time - from, (*north)?, (*east)?)))
                .collect();
            let placed = placed(&fixes, time_s);
            if placed.iter().any(Option::is_some) {
                return Some(placed);
            }
        }
    }
    None
}

fn placed(fixes: &[(f64, f64, f64)], time_s: &[f64]) -> Vec<Option<(f64, f64)>> {
    let Some((_, north, east)) = fixes.first().copied() else {
        return Vec::new();
    };
    let wide = METRES_PER_DEGREE * north.to_radians().cos();
    let place =
        |fix: &(f64, f64, f64)| ((fix.2 - east) * wide, (fix.1 - north) * METRES_PER_DEGREE);
    let raw: Vec<Option<(f64, f64)>> = (time_s.iter())
        .map(|second| {
            let after = fixes.partition_point(|(time, ..)| time < second);
            let later = fixes.get(after);
            let earlier = after.checked_sub(1).and_then(|before| fixes.get(before));
            match (earlier, later) {
                // Straight on between two fixes that a watch wrote one after the other.
                (Some(from), Some(to)) if to.0 - from.0 <= FIX_S => {
                    let share = (second - from.0) / (to.0 - from.0).max(1e-9);
                    let ((x0, y0), (x1, y1)) = (place(from), place(to));
                    Some((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
                }
                (Some(near), _) if second - near.0 <= 1.0 => Some(place(near)),
                (_, Some(near)) if near.0 - second <= 1.0 => Some(place(near)),
                _ => None,
            }
        })
        .collect();
    without_leaps(&raw)
}

/// The median of the seconds around each: a fix that leapt away is drawn nowhere.
fn without_leaps(raw: &[Option<(f64, f64)>]) -> Vec<Option<(f64, f64)>> {
    const HALF: usize = 10;
    (0..raw.len())
        .map(|at| {
            (*raw.get(at)?)?;
            let from = at.saturating_sub(HALF);
            let near = || raw.iter().skip(from).take(at + HALF + 1 - from).flatten();
            let east = median_of(near().map(|(east, _)| *east))?;
            let north = median_of(near().map(|(_, north)| *north))?;
            Some((east, north))
        })
        .collect()
}
