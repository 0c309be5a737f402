//! A plan on its way out of the program: into a calendar, onto a watch.

use super::{AppError, Overview, Workspace};
use chrono::{DateTime, FixedOffset};
use comeback_core::calendar::Days;
use comeback_core::diary::{History, moments, span};
use comeback_core::plan::{WeekPlan, past, plan};
use comeback_report::calendar::{self, About};
use comeback_report::fhir;
use comeback_report::workout::{self, WorkoutFile, watches};

/// Weeks of a feed: the last one, as it was run, this one and the next.
const FEED_WEEKS_BACK: u64 = 1;
const FEED_WEEKS: u64 = 3;

/// Weeks as one calendar file.
///
/// # Errors
/// The list of originals cannot be read.
pub fn calendar(
    workspace: &Workspace,
    history: &History,
    weeks: &[WeekPlan],
) -> Result<String, AppError> {
    let vanished: Vec<DateTime<FixedOffset>> = (weeks.iter())
        .flat_map(|week| past::vanished_check_ins(history, week))
        .collect();
    let about = About {
        athlete: workspace.athlete.shown(),
        units: history.settings.units,
        told: told(workspace, history),
        lines: lines(workspace)?,
        vanished: &vanished,
    };
    Ok(calendar::calendar(weeks, &about))
}

/// The calendar that a program subscribes to, as of the workspace's moment.
///
/// # Errors
/// Data that cannot be read.
pub fn calendar_feed(workspace: &mut Workspace) -> Result<String, AppError> {
    let history = workspace.history()?;
    let first = span::monday(history.today()) - Days::new(7 * FEED_WEEKS_BACK);
    let weeks: Vec<WeekPlan> = (0..FEED_WEEKS)
        .map(|week| plan(&history, first + Days::new(7 * week)))
        .collect();
    calendar(workspace, &history, &weeks)
}

/// When the newest line came that the plan has read, one that takes another back too; the
/// moment of the call only where nothing was ever told.
fn told(workspace: &Workspace, history: &History) -> DateTime<FixedOffset> {
    let acts = workspace.record.lines().map(|line| line.act.at());
    let read = acts.filter(|at| *at <= workspace.now);
    read.chain(moments::newest(history))
        .max()
        .unwrap_or(workspace.now)
}

/// How many lines were ever written: it never falls.
fn lines(workspace: &Workspace) -> Result<usize, AppError> {
    let acts = workspace.record.lines().map(|line| line.act.at());
    let read = acts.filter(|at| *at <= workspace.now).count();
    let originals = match workspace.store() {
        Some(store) => store.originals()?.len(),
        None => 0,
    };
    Ok(read + originals)
}

/// A week's workouts with the page beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Watch {
    pub files: Vec<WorkoutFile>,
    /// What an earlier plan put on the watch and is to be removed.
    pub stale: Vec<watches::Stale>,
    pub page_name: String,
    pub page: String,
}

/// The workouts of a week.
///
/// # Errors
/// A workout that the encoder refuses.
pub fn watch(workspace: &Workspace, history: &History, week: &WeekPlan) -> Result<Watch, AppError> {
    let athlete = workspace.athlete.shown();
    let units = history.settings.units;
    let past = past::sessions(history, week);
    let now: Vec<past::Stood<_>> = past.iter().filter_map(|day| day.last().cloned()).collect();
    let files = workout::workouts(&now, athlete, units)
        .map_err(|error| AppError::Refused(error.to_string()))?;
    let days: Vec<_> = (now.iter())
        .map(|stood| &stood.what)
        .filter(|day| workout::is_workout(day))
        .collect();
    let stale = watches::stale(&past, history.today());
    Ok(Watch {
        page: watches::page(&week.week, athlete, &files, &days, &stale),
        page_name: watches::page_name(&week.week, athlete),
        files,
        stale,
    })
}

/// The bundle for the clinic, with the plan of the report.
pub fn fhir(workspace: &Workspace, overview: &Overview, with_name: bool) -> String {
    let about = fhir::About {
        athlete: workspace.athlete.shown(),
        with_name,
        told: told(workspace, &overview.history),
    };
    fhir::bundle(&overview.history, &overview.plan, &about)
}
