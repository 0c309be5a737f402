//! `comeback log`: the other things that the method reads.

use super::call::Call;
use super::exit::Exit;
use super::{effect, record};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use comeback_app::{AppError, entries, numbers, told};
use comeback_core::diary::{
    Entry, GaitFocus, Question, RehabSet, RehabWork, Side, Symptom, TestResult, What,
};
use comeback_core::plan::care;
use comeback_core::rehab::catalogue;
use comeback_core::units::PainScore;
use comeback_report::{json, text};
use serde::Serialize;

/// Log rehab, tests, symptoms, illness, sitting, stretching, gait work or a score
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback log symptom night-pain
  comeback log rehab a bridge-single --side both --sets 3 --reps 12 --kg 5 --pain 2
  comeback log load-test 1 --side left
  comeback log test pass --left 18 --right 21 --pain 1
  comeback log illness --until 2026-11-24
  comeback log gait cadence
  comeback log comment \"good week, keep Thursday easy\" --by Kim
  comeback log show")]
pub(super) struct Arguments {
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
        #[arg(value_name = "MIN", allow_negative_numbers = true, value_parser = numbers::minutes)]
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
    /// Holds, or a session of loading set a, b or c
    Rehab(Rehab),
    /// The re-test before the next loading set
    Test {
        result: Outcome,
        /// The highest pain during it, 0 to 10
        #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
        pain: Option<f64>,
        /// Repetitions on the left
        #[arg(long, value_name = "N")]
        left: Option<u32>,
        /// Repetitions on the right
        #[arg(long, value_name = "N")]
        right: Option<u32>,
    },
    /// The load test of the morning: the highest pain of its repetitions, 0 to 10
    LoadTest {
        #[arg(value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
        score: f64,
        #[arg(long)]
        side: Option<BodySide>,
    },
    /// How long you can sit until it hurts
    SittingTolerance {
        /// Minutes
        #[arg(value_name = "MIN", allow_negative_numbers = true, value_parser = numbers::minutes)]
        minutes: f64,
    },
    /// Ill from this day on
    Illness {
        /// The last day of it [default: not known yet]
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// A coach's or clinician's word to the runner: signed, shown to both, counts for nothing
    Comment {
        text: String,
        /// Who says it
        #[arg(long, value_name = "NAME")]
        by: String,
    },
    /// The gait change that is worked on, or `done`
    Gait {
        focus: Focus,
    },
    List(record::ListArguments),
    Undo(record::UndoArguments),
    Void(record::VoidArguments),
    Edit(record::EditArguments),
    /// What is logged beside running: sets and re-tests, gait, habits, VISA-H over time
    Show,
    /// A VISA-H score, 0 to 100
    Visa {
        #[arg(allow_negative_numbers = true, value_parser = numbers::number)]
        score: f64,
    },
    /// A UWRI score, 0 to 36
    Uwri {
        #[arg(allow_negative_numbers = true, value_parser = numbers::number)]
        score: f64,
    },
    /// Something that you want to do again, and how far you can: 0 cannot, 10 as before
    Psfs {
        activity: String,
        #[arg(allow_negative_numbers = true, value_parser = numbers::score)]
        score: f64,
    },
    /// The optional questions on energy, sleep and mood, and what a yes calls for
    Questions,
    /// The exercises of a set with their doses, or how one is done
    Exercises {
        /// isometric, a, b or c, or the name of one [default: all]
        which: Option<String>,
    },
    /// Answer one of the optional questions
    Answer {
        #[arg(value_parser = question_words())]
        question: String,
        answer: YesNo,
    },
}

#[derive(Debug, Args)]
struct Rehab {
    set: Set,
    /// The exercise: its name in the list of the set, or your own words
    exercise: Option<String>,
    #[arg(long)]
    side: Option<BodySide>,
    #[arg(long, value_name = "N")]
    sets: Option<u32>,
    /// Repetitions of each set
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    reps: Option<u32>,
    /// Seconds held in each set
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::number)]
    seconds: Option<f64>,
    /// Added weight
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::number)]
    kg: Option<f64>,
    /// How hard it was, 0 to 10
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
    effort: Option<f64>,
    /// Largest hip flexion, degrees [default: the exercise's own]
    #[arg(long, value_name = "DEG", allow_negative_numbers = true, value_parser = numbers::number)]
    hip_flexion: Option<f64>,
    /// The highest pain during it, 0 to 10
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
    pain: Option<f64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BodySide {
    Left,
    Right,
    Both,
}

impl From<BodySide> for Side {
    fn from(side: BodySide) -> Side {
        match side {
            BodySide::Left => Side::Left,
            BodySide::Right => Side::Right,
            BodySide::Both => Side::Both,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
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

fn question_words() -> PossibleValuesParser {
    PossibleValuesParser::new(Question::ALL.map(Question::as_str))
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let subject = match arguments.what {
        Subject::Show => return show(call),
        Subject::Questions => return questions(call),
        Subject::Exercises { which } => return exercises(call, which.as_deref()),
        Subject::List(list) => return record::list(call, &list),
        Subject::Undo(undo) => return record::undo(call, undo),
        Subject::Void(void) => return record::void(call, void),
        Subject::Edit(edit) => {
            return record::edit(call, edit, arguments.at.as_deref(), arguments.note);
        }
        subject => subject,
    };
    let mut workspace = call.open_to_write()?;
    let what = match subject {
        Subject::Illness { until } => What::Illness {
            until: until.map(|until| workspace.day(&until)).transpose()?,
        },
        subject => what(call, subject)?,
    };
    let mut entry = Entry {
        at: Call::entry_time(&workspace, arguments.at.as_deref())?,
        what,
        note: arguments.note,
    };
    if arguments.at.is_none() {
        entry.at = entries::begun_before(&entry, &workspace.history()?).unwrap_or(entry.at);
    }
    entries::validate(&entry).map_err(AppError::Refused)?;
    call.note_if_later(&workspace, &entry);
    let before = workspace.history()?;
    let open = |symptom: Symptom| {
        let mut known = before.symptoms.iter();
        known.find(|known| known.symptom == symptom && known.resolved.is_none())
    };
    if let What::Resolve { symptom } = &entry.what
        && let Some(known) = open(*symptom).filter(|known| known.at > entry.at)
    {
        let day = |at| before.local_date(at).format("%a %-d %b");
        return Err(AppError::Refused(format!(
            "`{}` was logged for {}, which is after {}: nothing of it was open then",
            symptom.as_str(),
            day(known.at),
            day(entry.at)
        )));
    }
    if let What::Resolve { symptom } = &entry.what
        && open(*symptom).is_none()
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

/// The optional questions with what a yes calls for.
fn questions(call: &Call) -> Result<Exit, AppError> {
    if call.out.json {
        let all: Vec<_> = Question::ALL
            .into_iter()
            .map(|question| {
                serde_json::json!({
                    "question": question.as_str(),
                    "text": question.asks(),
                    "on_yes": question.on_yes(),
                })
            })
            .collect();
        call.out.json(&serde_json::json!({ "questions": all }))?;
        return Ok(Exit::Done);
    }
    let mut lines = String::from(
        "Optional and private. No answer changes a plan by itself.\n\
         Answer with `comeback log answer QUESTION yes` or `no`.\n",
    );
    for question in Question::ALL {
        lines.push_str(&format!(
            "\n{}\n  {}\n  yes: {}\n",
            question.as_str(),
            question.asks(),
            question.on_yes()
        ));
    }
    call.out.text(&lines)?;
    Ok(Exit::Done)
}

/// The list of exercises, or one of them whole.
fn exercises(call: &Call, which: Option<&str>) -> Result<Exit, AppError> {
    let of_set = |set: RehabSet| which.is_none_or(|which| which.eq_ignore_ascii_case(set.as_str()));
    let listed: Vec<_> = catalogue::all().filter(|one| of_set(one.set)).collect();
    let found = match which {
        Some(which) if listed.is_empty() => {
            let one = catalogue::find(RehabSet::Isometric, which).ok_or_else(|| {
                AppError::Refused(format!(
                    "`{which}` is no exercise of the list; `comeback log exercises` shows them all"
                ))
            })?;
            vec![one]
        }
        _ => listed,
    };
    if call.out.json {
        let exercises: Vec<ExerciseJson> = found.iter().map(|one| exercise_json(one)).collect();
        call.out.json(&ExercisesJson { exercises })?;
        return Ok(Exit::Done);
    }
    let mut lines = String::new();
    for exercise in &found {
        lines.push_str(&format!("{:22} {}\n", exercise.id, exercise.name));
        if let [only] = found.as_slice() {
            lines.push_str(&format!(
                "  {}\n  {}\n  Easier: {}. Harder: {}.\n  Look out: {}\n  Needs {}. {} ({})\n",
                only.how[0],
                only.how[1],
                only.easier,
                only.harder,
                only.mistake,
                only.equipment,
                only.source,
                only.grade.as_str()
            ));
        }
    }
    call.out.text(&lines)?;
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct ExercisesJson {
    exercises: Vec<ExerciseJson>,
}

#[derive(Serialize)]
struct ExerciseJson {
    id: &'static str,
    name: &'static str,
    set: &'static str,
    how: Vec<String>,
    easier: String,
    harder: String,
    mistake: String,
    equipment: String,
    grade: String,
    source: String,
}

fn exercise_json(one: &catalogue::Exercise) -> ExerciseJson {
    ExerciseJson {
        id: one.id,
        name: one.name,
        set: one.set.as_str(),
        how: one.how.iter().map(ToString::to_string).collect(),
        easier: one.easier.to_string(),
        harder: one.harder.to_string(),
        mistake: one.mistake.to_string(),
        equipment: one.equipment.to_string(),
        grade: one.grade.as_str().to_string(),
        source: one.source.to_string(),
    }
}

fn pain(score: Option<f64>) -> Result<Option<PainScore>, AppError> {
    Ok(score.map(PainScore::new).transpose()?)
}

fn rehab(call: &Call, told: Rehab) -> Result<RehabWork, AppError> {
    let set = match told.set {
        Set::Isometric => RehabSet::Isometric,
        Set::A => RehabSet::A,
        Set::B => RehabSet::B,
        Set::C => RehabSet::C,
    };
    let exercise = told
        .exercise
        .map(|name| told::exercise(set, name, call.yes));
    let exercise = exercise.transpose()?;
    if let Some(own) = exercise
        .as_ref()
        .filter(|id| catalogue::by_id(id).is_none())
    {
        call.out.warn(&format!(
            "`{own}` is none of the list (`comeback log exercises {}`): kept in your own words",
            set.as_str()
        ));
    }
    Ok(RehabWork {
        exercise,
        side: told.side.map(Side::from),
        sets: told.sets,
        reps: told.reps,
        seconds: told.seconds,
        kg: told.kg,
        effort: told.effort,
        hip_flexion_deg: told.hip_flexion,
        pain: pain(told.pain)?,
        ..RehabWork::of(set)
    })
}

/// What is to be entered.
fn what(call: &Call, subject: Subject) -> Result<What, AppError> {
    Ok(match subject {
        Subject::Show
        | Subject::Questions
        | Subject::Exercises { .. }
        | Subject::List(_)
        | Subject::Undo(_)
        | Subject::Void(_)
        | Subject::Edit(_)
        | Subject::Illness { .. } => {
            return Err(AppError::Refused("nothing to enter".to_owned()));
        }
        Subject::Stretch => What::Stretch,
        Subject::Sitting { minutes } => What::Sitting { minutes },
        Subject::Symptom { kind } => What::Symptom {
            symptom: symptom(&kind)?,
        },
        Subject::Resolve { kind } => What::Resolve {
            symptom: symptom(&kind)?,
        },
        Subject::Rehab(told) => What::Rehab(rehab(call, told)?),
        Subject::Test {
            result,
            pain: felt,
            left,
            right,
        } => What::Test(TestResult {
            passed: result == Outcome::Pass,
            pain: pain(felt)?,
            left,
            right,
        }),
        Subject::LoadTest { score, side } => What::LoadTest {
            score: PainScore::new(score)?,
            side: side.map(Side::from),
        },
        Subject::SittingTolerance { minutes } => What::SittingTolerance { minutes },
        Subject::Comment { text, by } => What::Comment { text, by },
        Subject::Gait { focus } => What::Gait {
            focus: match focus {
                Focus::Cadence => GaitFocus::Cadence,
                Focus::Taller => GaitFocus::Taller,
                Focus::PelvicTilt => GaitFocus::PelvicTilt,
                Focus::Done => GaitFocus::Done,
            },
        },
        Subject::Visa { score } => What::Visa { score },
        Subject::Uwri { score } => What::Uwri { score },
        Subject::Psfs { activity, score } => What::Psfs { activity, score },
        Subject::Answer { question, answer } => What::Answer {
            question: Question::parse(&question).ok_or_else(|| {
                AppError::Refused(format!("`{question}` is no question of the list"))
            })?,
            yes: answer == YesNo::Yes,
        },
    })
}

fn symptom(word: &str) -> Result<Symptom, AppError> {
    Symptom::parse(word)
        .ok_or_else(|| AppError::Refused(format!("`{word}` is no symptom of the list")))
}
