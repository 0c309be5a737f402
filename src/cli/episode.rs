//! `comeback episode`: the injury under care and its goal.

use super::Exit;
use super::call::Call;
use super::effect;
use clap::{Args, Subcommand, ValueEnum};
use comeback_app::{AppError, entries};
use comeback_core::diary::{Beginning, Entry, EpisodeStart, What, start_of_day};
use comeback_core::method::ladder;
use comeback_report::{json, text};

/// The injury under care and the training that the return leads to
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback episode start --on 2026-11-02 --diagnosed
  comeback episode start --on 2026-11-02 --goal-minutes 45 --goal-runs 4 --goal-hills yes
  comeback episode show")]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// An episode begins; the goal is your own training before it unless you say otherwise
    Start(Start),
    /// Where you stand
    Show,
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
    /// How running begins again [default: walk-run when no run lies in the 28 days before]
    #[arg(long)]
    begin: Option<Begin>,
    /// Running minutes per run of the goal
    #[arg(long, value_name = "M")]
    goal_minutes: Option<f64>,
    /// Runs per week of the goal
    #[arg(long, value_name = "N")]
    goal_runs: Option<u32>,
    /// Whether tempo, intervals and sprints belong to the goal
    #[arg(long, value_name = "yes|no")]
    goal_intensity: Option<YesNo>,
    #[arg(long, value_name = "yes|no")]
    goal_hills: Option<YesNo>,
    #[arg(long, value_name = "yes|no")]
    goal_hill_sprints: Option<YesNo>,
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

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let entry = match arguments.action {
        Action::Show => return show(call),
        Action::Start(start) => {
            let on = workspace.day(&start.on)?;
            let yes = |answer: Option<YesNo>| answer.map(|answer| answer == YesNo::Yes);
            Entry {
                // From its first moment on, so that every later --as-of knows of it.
                at: start_of_day(workspace.zone, on),
                what: What::EpisodeStart(EpisodeStart {
                    on,
                    diagnosed: start.diagnosed,
                    begin: start.begin.map(|begin| match begin {
                        Begin::Continuous => Beginning::Continuous,
                        Begin::WalkRun => Beginning::WalkRun,
                    }),
                    goal_minutes: start.goal_minutes,
                    goal_runs: start.goal_runs,
                    goal_intensity: yes(start.goal_intensity),
                    goal_hills: yes(start.goal_hills),
                    goal_hill_sprints: yes(start.goal_hill_sprints),
                }),
                note: None,
            }
        }
        Action::End { at } => {
            let at = call.entry_time(&workspace, at.as_deref())?;
            if workspace.history()?.episode().is_none() {
                return Err(AppError::Refused("no episode is under care".to_owned()));
            }
            Entry {
                at,
                what: What::EpisodeEnd,
                note: None,
            }
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
    Ok(Exit::Done)
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
    }
    Ok(Exit::Done)
}
