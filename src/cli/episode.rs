//! `comeback episode`: the injury under care and its goal.

use super::call::Call;
use super::effect;
use super::exit::Exit;
use clap::{Args, Subcommand, ValueEnum};
use comeback_app::{AppError, Workspace, entries, episode, numbers};
use comeback_core::diary::{Beginning, EpisodeEdit, EpisodeStart, History};
use comeback_core::forecast;
use comeback_core::method::ladder;
use comeback_report::subjects::forecast::race_words;
use comeback_report::{json, text};

/// The injury under care and the training that the return leads to
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback episode start --on 2026-11-02 --diagnosed
  comeback episode start --on 2026-11-02 --goal-minutes 45 --goal-runs 4 --goal-hills yes
  comeback episode edit --race 2027-04-18
  comeback episode show")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// An episode begins; the goal is your own training before it unless you say otherwise
    Start(Start),
    /// Where you stand
    Show,
    /// Say something of the episode anew; what is not said stays as it was
    Edit(Edit),
    /// The last episode is under care again
    Reopen {
        /// When [default: now]
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
    /// The episode is over
    End {
        /// When [default: now]
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
}

#[derive(Debug, Args)]
struct Start {
    /// The day that it began
    #[arg(long, value_name = "DATE")]
    on: String,
    /// A clinician has confirmed the diagnosis
    #[arg(long)]
    diagnosed: bool,
    #[command(flatten)]
    told: Told,
}

#[derive(Debug, Args)]
struct Edit {
    /// The day that it began
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Whether a clinician has confirmed the diagnosis
    #[arg(long, value_name = "yes|no", num_args = 0..=1, default_missing_value = "yes")]
    diagnosed: Option<YesNo>,
    #[command(flatten)]
    told: Told,
}

/// The beginning and the goal, as far as they are told.
#[derive(Debug, Args)]
struct Told {
    /// How running begins again [default: walk-run after a long time without a run]
    #[arg(long)]
    begin: Option<Begin>,
    /// Running minutes per run of the goal
    #[arg(long, value_name = "M", value_parser = numbers::minutes)]
    goal_minutes: Option<f64>,
    /// Runs per week of the goal
    #[arg(long, value_name = "N")]
    goal_runs: Option<u32>,
    /// Whether tempo and intervals belong to the goal
    #[arg(long, value_name = "yes|no")]
    goal_intensity: Option<YesNo>,
    /// Whether sprints on the flat belong to the goal
    #[arg(long, value_name = "yes|no")]
    goal_sprints: Option<YesNo>,
    #[arg(long, value_name = "yes|no")]
    goal_hills: Option<YesNo>,
    #[arg(long, value_name = "yes|no")]
    goal_hill_sprints: Option<YesNo>,
    /// A race or a date to be fit for; it never makes a plan faster
    #[arg(long, value_name = "DATE")]
    race: Option<String>,
}

impl Told {
    fn edit(self, workspace: &Workspace) -> Result<EpisodeEdit, AppError> {
        let yes = |answer: Option<YesNo>| answer.map(|answer| answer == YesNo::Yes);
        Ok(EpisodeEdit {
            begin: self.begin.map(|begin| match begin {
                Begin::Continuous => Beginning::Continuous,
                Begin::WalkRun => Beginning::WalkRun,
            }),
            goal_minutes: self.goal_minutes,
            goal_runs: self.goal_runs,
            goal_intensity: yes(self.goal_intensity),
            goal_sprints: yes(self.goal_sprints),
            goal_hills: yes(self.goal_hills),
            goal_hill_sprints: yes(self.goal_hill_sprints),
            race: (self.race.as_deref())
                .map(|day| workspace.day(day))
                .transpose()?,
            ..EpisodeEdit::default()
        })
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Begin {
    Continuous,
    WalkRun,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = match arguments.action {
        Action::Show => call.open()?,
        Action::Edit(_) | Action::End { .. } | Action::Reopen { .. } => {
            call.check_home()?;
            call.open_to_write()?
        }
        Action::Start(_) => call.open_to_write()?,
    };
    let entry = match arguments.action {
        Action::Show => return show(call),
        Action::Start(start) => {
            let on = workspace.day(&start.on)?;
            if let Some(open) = episode::in_its_way(&mut workspace, on)?
                && !call.is_agreed(&format!(
                    "An episode is under care since {open}. End it and begin a new one on {on}?"
                ))
            {
                return Err(AppError::Refused(format!(
                    "an episode is under care since {open}: `comeback episode edit` changes it, `comeback episode end` ends it; if a new one is meant, say --yes"
                )));
            }
            let told = start.told.edit(&workspace)?;
            let said = EpisodeStart {
                diagnosed: start.diagnosed,
                ..EpisodeStart::of(on)
            };
            episode::start(&mut workspace, said.edited(&told))?
        }
        Action::Edit(edit) => {
            let told = EpisodeEdit {
                on: (edit.on.as_deref())
                    .map(|day| workspace.day(day))
                    .transpose()?,
                diagnosed: edit.diagnosed.map(|answer| answer == YesNo::Yes),
                ..edit.told.edit(&workspace)?
            };
            episode::edit(&mut workspace, told)?
        }
        Action::Reopen { at } => {
            let at = Call::entry_time(&workspace, at.as_deref())?;
            episode::reopen(&mut workspace, at)?
        }
        Action::End { at } => {
            let at = Call::entry_time(&workspace, at.as_deref())?;
            episode::end(&mut workspace, at)?
        }
    };
    entries::validate(&entry).map_err(AppError::Refused)?;
    call.note_if_later(&workspace, &entry);
    let before = workspace.history()?;
    entries::enter(&mut workspace, entry.clone())?;
    if call.out.json {
        return show(call);
    }
    effect::show(call, &mut workspace, &before, &entry, &[])?;
    // Who tells a race is told at once whether it fits.
    if let Some(race) = race(&workspace.history()?) {
        call.out.text(&format!("{race}\n"))?;
    }
    Ok(Exit::Done)
}

/// Whether the race fits; without one nothing is forecast.
fn race(history: &History) -> Option<String> {
    history.episode()?.race?;
    race_words(&forecast::forecast(history)?)
}

fn show(call: &Call) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let history = workspace.history()?;
    let standing = ladder::standing(&history);
    if call.out.json {
        call.out.json(&json::episode(&history, standing.as_ref()))?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out
            .text(&text::episode(&history, standing.as_ref(), &look))?;
        if let Some(race) = race(&history) {
            call.out.text(&format!("\n  {race}\n"))?;
        }
    }
    Ok(Exit::Done)
}
