//! `comeback screen`: does it fit what this program is made for?

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::AppError;
use comeback_core::limits::UnitSystem;
use comeback_core::method::screen::{self, Answer, Means, QUESTIONS, Question};
use comeback_report::{json, text};
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

/// Ask whether what you feel fits what this program is made for
///
/// It says fits, does not fit, or see a clinician first; never what it is. Red
/// flags are asked first and end it. Nothing is written down.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback screen
  comeback screen --list
  comeback screen --answers n,n,n,n,n,n,n,n,n,n,n,n,y,y,y,y,y,y,y,n,n
  comeback screen --answers spot=y,gradual=y,night-pain=n --json")]
pub(super) struct Arguments {
    /// y, n or ? for each question in order, or KEY=y for those named [default: asked one by one]
    #[arg(long, value_name = "A,…", conflicts_with = "list")]
    answers: Option<String>,
    /// Print the questions with their keys
    #[arg(long)]
    list: bool,
}

type Answers = Vec<(&'static str, Answer)>;

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let look = call.out.look(UnitSystem::Kilometres);
    if arguments.list {
        if call.out.json {
            call.out.json(&json::screen(&[], None))?;
        } else {
            call.out.text(&text::screen_questions(&look))?;
        }
        return Ok(Exit::Done);
    }
    let answers = match &arguments.answers {
        Some(text) => read(text)?,
        None if io::stdin().is_terminal() => ask()?,
        None => {
            return Err(AppError::Refused(
                "nobody is there to be asked: give --answers y,n,… (`comeback screen --list` shows the \
                 questions)"
                    .to_owned(),
            ));
        }
    };
    let found = screen::judge(&answers);
    if call.out.json {
        call.out.json(&json::screen(&answers, Some(&found)))?;
    } else {
        call.out.text(&text::screen(&found, &look))?;
    }
    Ok(Exit::Done)
}

/// Reads answers in order, or by key. In order all must be there, unless one of
/// those given is a red flag already.
fn read(text: &str) -> Result<Answers, AppError> {
    let refuse = |why: String| AppError::Refused(why);
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let answer = |word: &str| {
        Answer::parse(word).ok_or_else(|| refuse(format!("`{word}` is no answer: give y, n or ?")))
    };
    if parts.iter().any(|part| part.contains('=')) {
        return parts
            .iter()
            .map(|part| {
                let (key, word) = part.split_once('=').ok_or_else(|| {
                    refuse(format!("`{part}` has no key: give all as KEY=y, or none"))
                })?;
                let question = QUESTIONS
                    .iter()
                    .find(|question| question.key == key.trim())
                    .ok_or_else(|| refuse(format!("there is no question `{key}`")))?;
                Ok((question.key, answer(word)?))
            })
            .collect();
    }
    let answers: Answers = QUESTIONS
        .iter()
        .zip(&parts)
        .map(|(question, word)| Ok((question.key, answer(word)?)))
        .collect::<Result<_, AppError>>()?;
    let stopped = !screen::judge(&answers).flags.is_empty();
    if parts.len() > QUESTIONS.len() || (parts.len() < QUESTIONS.len() && !stopped) {
        return Err(refuse(format!(
            "{} answers for {} questions; `comeback screen --list` shows them",
            parts.len(),
            QUESTIONS.len()
        )));
    }
    Ok(answers)
}

/// Asks one by one; a red flag ends it.
fn ask() -> Result<Answers, AppError> {
    let mut answers = Answers::new();
    let mut lines = io::stdin().lock().lines();
    for question in QUESTIONS {
        let answer = ask_one(question, &mut lines)?;
        answers.push((question.key, answer));
        let flagged = matches!(question.means, Means::Flag(_)) && answer != Answer::No;
        if flagged {
            break;
        }
    }
    Ok(answers)
}

fn ask_one(
    question: &Question,
    lines: &mut impl Iterator<Item = io::Result<String>>,
) -> Result<Answer, AppError> {
    let failed = |error| AppError::file(Path::new("standard input"), error);
    loop {
        let mut stderr = io::stderr().lock();
        // Nowhere is left to ask when standard error is gone; the answer may still come.
        let _ = write!(stderr, "{} [y/n/?] ", question.text).and_then(|()| stderr.flush());
        drop(stderr);
        match lines.next() {
            Some(line) => {
                if let Some(answer) = Answer::parse(&line.map_err(failed)?) {
                    return Ok(answer);
                }
            }
            None => return Err(AppError::Refused("no answer came".to_owned())),
        }
    }
}
