//! `comeback log`: the other things that the method reads.

use super::call::Call;
use super::{Exit, effect};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use comeback_app::{AppError, entries};
use comeback_core::diary::{Entry, GaitFocus, RehabSet, Symptom, What};
use comeback_core::plan::care;
use comeback_core::units::PainScore;
use comeback_report::{json, text};

/// Log stretching, sitting, symptoms, rehab, tests, gait work or a VISA-H score
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback log symptom night-pain
  comeback log rehab a --hip-flexion 20 --pain 2
  comeback log test pass --pain 1
  comeback log gait cadence
  comeback log show")]
pub struct Arguments {
    #[command(subcommand)]
    what: Subject,
    /// When: 18:30, 2026-11-20, "yesterday 18:30", RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", global = true)]
    at: Option<String>,
    #[arg(long, value_name = "TEXT", global = true)]
    note: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Subject {
    /// The hamstring was stretched
    Stretch,
    /// Unbroken sitting
    Sitting {
        /// Minutes
        #[arg(value_name = "MIN", allow_negative_numbers = true)]
        minutes: f64,
    },
    /// A symptom that a clinician must see
    Symptom {
        #[arg(value_parser = symptom_words())]
        kind: String,
    },
    /// A symptom is over or has been looked at
    Resolve {
        #[arg(value_parser = symptom_words())]
        kind: String,
    },
    /// A session of isometrics or of loading set a, b or c
    Rehab {
        set: Set,
        /// Largest hip flexion, degrees
        #[arg(long, value_name = "DEG", allow_negative_numbers = true)]
        hip_flexion: Option<f64>,
        /// Pain during it, 0 to 10
        #[arg(long, value_name = "N", allow_negative_numbers = true)]
        pain: Option<f64>,
    },
    /// The re-test before the next loading set
    Test {
        result: Outcome,
        /// Pain during it, 0 to 10
        #[arg(long, value_name = "N", allow_negative_numbers = true)]
        pain: Option<f64>,
    },
    /// The gait change that is worked on, or `done`
    Gait { focus: Focus },
    /// What is logged beside running: sets and re-tests, gait, habits, VISA-H over time
    Show,
    /// A VISA-H score, 0 to 100
    Visa {
        #[arg(allow_negative_numbers = true)]
        score: f64,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Set {
    Isometric,
    A,
    B,
    C,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Outcome {
    Pass,
    Fail,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Focus {
    Cadence,
    Taller,
    PelvicTilt,
    Done,
}

fn symptom_words() -> PossibleValuesParser {
    PossibleValuesParser::new(Symptom::ALL.map(Symptom::as_str))
}

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let Some(what) = what(arguments.what)? else {
        return show(call);
    };
    let mut workspace = call.open()?;
    let entry = Entry {
        at: call.entry_time(&workspace, arguments.at.as_deref())?,
        what,
        note: arguments.note,
    };
    entries::validate(&entry).map_err(AppError::Refused)?;
    call.note_if_later(&workspace, &entry);
    let before = workspace.history()?;
    if let What::Resolve { symptom } = &entry.what
        && !before
            .symptoms
            .iter()
            .any(|known| known.symptom == *symptom && known.resolved.is_none())
    {
        call.out.warn(&format!(
            "`{}` was not logged as open; entered all the same",
            symptom.as_str()
        ));
    }
    entries::enter(&mut workspace, entry.clone())?;
    effect::show(call, &mut workspace, &before, &entry, &[])?;
    Ok(Exit::Done)
}

/// The sets, the gait focus and the habits as they stand.
fn show(call: &Call) -> Result<Exit, AppError> {
    let history = call.open()?.history()?;
    let care = care::care(&history);
    if call.out.json {
        call.out.json(&json::care(&history, &care))?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::care(&history, &care, &look))?;
    }
    Ok(Exit::Done)
}

/// What is to be entered; `None` where the log is only to be shown.
fn what(subject: Subject) -> Result<Option<What>, AppError> {
    Ok(Some(match subject {
        Subject::Show => return Ok(None),
        Subject::Stretch => What::Stretch,
        Subject::Sitting { minutes } => What::Sitting { minutes },
        Subject::Symptom { kind } => What::Symptom {
            symptom: symptom(&kind)?,
        },
        Subject::Resolve { kind } => What::Resolve {
            symptom: symptom(&kind)?,
        },
        Subject::Rehab {
            set,
            hip_flexion,
            pain,
        } => What::Rehab {
            set: match set {
                Set::Isometric => RehabSet::Isometric,
                Set::A => RehabSet::A,
                Set::B => RehabSet::B,
                Set::C => RehabSet::C,
            },
            hip_flexion_deg: hip_flexion,
            pain: pain.map(PainScore::new).transpose()?,
        },
        Subject::Test { result, pain } => What::Test {
            passed: result == Outcome::Pass,
            pain: pain.map(PainScore::new).transpose()?,
        },
        Subject::Gait { focus } => What::Gait {
            focus: match focus {
                Focus::Cadence => GaitFocus::Cadence,
                Focus::Taller => GaitFocus::Taller,
                Focus::PelvicTilt => GaitFocus::PelvicTilt,
                Focus::Done => GaitFocus::Done,
            },
        },
        Subject::Visa { score } => What::Visa { score },
    }))
}

fn symptom(word: &str) -> Result<Symptom, AppError> {
    Symptom::parse(word)
        .ok_or_else(|| AppError::Refused(format!("`{word}` is no symptom of the list")))
}
