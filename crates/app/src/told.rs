//! What a runner says in a few words, as entries: the same for a command, a page, a
//! phone and a file of the inbox.

use super::{AppError, Workspace, entries, nearest, numbers, when};
use chrono::{DateTime, FixedOffset, NaiveDate};
use comeback_core::diary::{Entry, History, RehabSet, RehabWork, What, response};
use comeback_core::plan::session_done;
use comeback_core::rehab::catalogue::{self, Exercise};
use comeback_core::run::{Run, RunId};
use comeback_core::units::PainScore;

/// A check-in as it was said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pain {
    /// 0 to 10: the worst since the last run.
    pub score: f64,
    /// 0 to 10: how it is at this moment.
    pub now: Option<f64>,
    /// The run on which it was felt: an id, the beginning of one, or `last`.
    pub during: Option<String>,
    /// When it was felt; else now, or the end of the run.
    pub at: Option<DateTime<FixedOffset>>,
    pub site: Option<String>,
    pub note: Option<String>,
}

/// A check-in as an entry. The worst since the last run is never less than what is felt now.
///
/// # Errors
/// A score outside 0 to 10, or a run that is not there.
pub fn pain(workspace: &Workspace, history: &History, told: Pain) -> Result<Entry, AppError> {
    let score = PainScore::new(told.score)?;
    let now = told.now.map(PainScore::new).transpose()?;
    let score = now.map_or(score, |now| if now > score { now } else { score });
    let during = match &told.during {
        Some(name) => Some(workspace.find_run(history, name)?),
        None => None,
    };
    if let (Some(run), Some(at)) = (during, told.at)
        && !workspace.believes
    {
        let closes = response::closes(run);
        if at < run.start || at > closes {
            return Err(AppError::Refused(format!(
                "{} is not in the two days of the run of {}; if it is so, say --yes",
                at.with_timezone(&workspace.zone)
                    .format("%a %-d %b %Y %H:%M"),
                run.date().format("%a %-d %b %Y")
            )));
        }
    }
    let at = told
        .at
        .or_else(|| during.map(|run| run.end().min(workspace.now)))
        .or_else(|| asked_about(history))
        .unwrap_or(workspace.now);
    Ok(Entry {
        at,
        what: What::Pain {
            score,
            during: during.map(|run| run.id.clone()),
            site: told.site,
            now,
        },
        note: told.note,
    })
}

/// The last moment of the run whose forgotten score is asked for, where no later run is open:
/// the worst since the last run is then of that one, however late it is said.
fn asked_about(history: &History) -> Option<DateTime<FixedOffset>> {
    let pain = comeback_core::diary::Pain::of(history);
    let mut latest = history.runs.iter().rev().filter(|run| !run.is_accident());
    let response = pain.response(latest.find(|run| run.end() <= history.now)?);
    (response.closes < history.now && response.is_asked(history.now)).then_some(response.closes)
}

/// That the session of a day was done as it was written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Done {
    /// The day, or a run of it; else today.
    pub of: Option<String>,
    /// Exertion, 0 to 10.
    pub rpe: Option<f64>,
    /// The highest pain during it, 0 to 10.
    pub pain: Option<f64>,
    pub note: Option<String>,
}

/// A session as done, and the runs that the entry itself brings: with a recording of
/// the day none.
///
/// # Errors
/// No run was planned for the day, it has not come yet, or it was entered already.
pub fn done(
    workspace: &Workspace,
    before: &History,
    told: Done,
) -> Result<(Entry, Vec<RunId>), AppError> {
    let pain = told.pain.map(PainScore::new).transpose()?;
    let (day, recording) = subject(workspace, before, told.of.as_deref())?;
    let planned = session_done::planned(before, day)
        .filter(|planned| planned.kind.is_run())
        .ok_or_else(|| {
            AppError::Refused(format!(
                "no run was planned for {}; a run of that day goes in with `comeback add --at {day}`",
                day.format("%A %-d %B")
            ))
        })?;
    if let Some(known) = before.done.iter().find(|entry| entry.done.date == day) {
        return Err(AppError::Refused(format!(
            "the session of {} was entered as done on {} already",
            day.format("%A %-d %B"),
            known.at.format("%Y-%m-%d %H:%M")
        )));
    }
    let at = match recording {
        Some(run) => run.end().min(workspace.now),
        None if day == before.today() => workspace.now,
        None => when::of_run(when::Moment::On(day), workspace.zone),
    };
    let done = session_done::done(
        before,
        &planned,
        recording.map(|run| run.id.clone()),
        told.rpe,
        pain,
    );
    let entry = Entry {
        at,
        what: What::Done(done),
        note: told.note,
    };
    let new_runs = match recording {
        Some(_) => Vec::new(),
        None => vec![entries::id_of(&entry)],
    };
    Ok((entry, new_runs))
}

/// The day that is meant, and its recording where there is one.
fn subject<'a>(
    workspace: &Workspace,
    history: &'a History,
    of: Option<&str>,
) -> Result<(NaiveDate, Option<&'a Run>), AppError> {
    let today = history.today();
    let day = match of {
        None => today,
        Some(text) => match workspace.day(text) {
            Ok(day) => day,
            Err(_) => {
                let run = workspace.find_run(history, text)?;
                return Ok((run.date(), Some(run)));
            }
        },
    };
    if day > today {
        return Err(AppError::Refused(format!(
            "{day} has not come yet; `done` is for a session that is over"
        )));
    }
    let longest = (history.runs_between(day, day).iter())
        .max_by(|a, b| a.elapsed.get().total_cmp(&b.elapsed.get()));
    Ok((day, longest))
}

/// A line of few words: `pain 3 | sat an hour`, `done`, `rehab a`. It can log, and
/// nothing else.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    Pain(Pain),
    Done(Done),
    Rehab(RehabWork, Option<String>),
    Stretch(Option<String>),
    /// Minutes of unbroken sitting.
    Sitting(f64, Option<String>),
}

/// What a line can say, for who wrote another.
pub const LINES: &str = "pain SCORE [now SCORE], done [rpe N] [pain N], \
    rehab isometric|a|b|c [EXERCISE], stretch, sitting MINUTES; a note follows `|`";

/// Longest note of a line, letters.
const LONGEST_NOTE: usize = 500;

/// Reads a line.
///
/// # Errors
/// What it says is none of the few things that a line can say.
pub fn line(text: &str) -> Result<Line, String> {
    let (said, note) = match text.split_once('|') {
        Some((said, note)) => (said, Some(note.trim())),
        None => (text, None),
    };
    let note = note
        .filter(|note| !note.is_empty())
        .map(|note| note.chars().filter(|letter| !letter.is_control()))
        .map(|letters| letters.take(LONGEST_NOTE).collect::<String>());
    let words: Vec<&str> = said.split_whitespace().collect();
    let other = || format!("`{}` is none of: {LINES}", said.trim().escape_debug());
    let Some((kind, rest)) = words.split_first() else {
        return Err(format!("it says nothing; it can say: {LINES}"));
    };
    match (kind.to_ascii_lowercase().as_str(), rest) {
        // A bare number is what a shortcut asks for most.
        (score, []) if felt(score).is_ok() => Ok(Line::Pain(Pain {
            score: felt(score)?,
            note,
            ..Pain::default()
        })),
        ("pain", [score, named @ ..]) => {
            let named = named_scores(named, &["now"]).ok_or_else(other)?;
            Ok(Line::Pain(Pain {
                score: felt(score)?,
                now: score_of(&named, "now")?,
                note,
                ..Pain::default()
            }))
        }
        ("done", named) => {
            let named = named_scores(named, &["rpe", "pain"]).ok_or_else(other)?;
            Ok(Line::Done(Done {
                of: None,
                rpe: score_of(&named, "rpe")?,
                pain: score_of(&named, "pain")?,
                note,
            }))
        }
        ("rehab", [set, exercise @ ..]) => {
            let set = set_called(set).ok_or_else(other)?;
            let exercise = exercise.join(" ");
            // Nobody is there to be asked: what is not of the list stays in own words.
            let exercise = match exercise.is_empty() {
                true => None,
                false => Some(self::exercise(set, exercise, true).map_err(|no| no.to_string())?),
            };
            let work = RehabWork {
                exercise,
                ..RehabWork::of(set)
            };
            Ok(Line::Rehab(work, note))
        }
        ("stretch", []) => Ok(Line::Stretch(note)),
        ("sitting", minutes @ [_, ..]) => {
            Ok(Line::Sitting(numbers::minutes(&minutes.concat())?, note))
        }
        _ => Err(other()),
    }
}

/// The exercise of a set as it was named: one of the list by its id, else the runner's own
/// words. A name of another set, or one that is nearly right, is asked about.
///
/// # Errors
/// What was probably meant, and how to say that it is so.
pub fn exercise(set: RehabSet, name: String, believes: bool) -> Result<String, AppError> {
    let found = catalogue::find(set, &name);
    if let Some(listed) = found.filter(|listed| listed.set == set) {
        return Ok(listed.id.to_owned());
    }
    // The plan itself keeps one of set B beside the springs.
    let is_kept = |other: &&Exercise| set == RehabSet::C && other.set == RehabSet::B;
    if let Some(kept) = found.filter(is_kept) {
        return Ok(kept.id.to_owned());
    }
    if believes {
        return Ok(found.map_or(name, |other| other.id.to_owned()));
    }
    if let Some(other) = found {
        return Err(AppError::Refused(format!(
            "`{name}` is no exercise of `{}` but of `{of}`: `comeback log rehab {of} {}` logs it there, `comeback log exercises {}` lists the others; if it is so, say --yes",
            set.as_str(),
            other.id,
            set.as_str(),
            of = other.set.as_str(),
        )));
    }
    match nearest(&name, catalogue::names(set)) {
        Some(near) => Err(AppError::Refused(format!(
            "`{name}` is no exercise of the list; did you mean `{near}`? In your own words it is taken too; if it is so, say --yes"
        ))),
        None => Ok(name),
    }
}

/// The set of a name.
pub fn set_called(name: &str) -> Option<RehabSet> {
    let sets = [RehabSet::Isometric, RehabSet::A, RehabSet::B, RehabSet::C];
    sets.into_iter()
        .find(|set| set.as_str().eq_ignore_ascii_case(name))
}

/// `now 1 rpe 3` in pairs, each of a known name.
fn named_scores<'a>(words: &[&'a str], known: &[&str]) -> Option<Vec<(String, &'a str)>> {
    words
        .chunks(2)
        .map(|pair| match pair {
            [name, value] => {
                let name = name.to_ascii_lowercase();
                known.contains(&name.as_str()).then_some((name, *value))
            }
            _ => None,
        })
        .collect()
}

fn score_of(named: &[(String, &str)], name: &str) -> Result<Option<f64>, String> {
    let found = named.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| felt(value)).transpose()
}

/// A score from 0 to 10.
fn felt(text: &str) -> Result<f64, String> {
    let told = numbers::score(text)?;
    let score = PainScore::new(told).map_err(|error| error.to_string())?;
    Ok(score.get())
}

impl Line {
    /// The line as an entry of a moment, and the runs that it brings itself.
    ///
    /// # Errors
    /// As for [`pain`] and [`done`].
    pub fn entry(
        self,
        workspace: &Workspace,
        history: &History,
        at: DateTime<FixedOffset>,
    ) -> Result<(Entry, Vec<RunId>), AppError> {
        let of = |what: What, note: Option<String>| (Entry { at, what, note }, Vec::new());
        Ok(match self {
            Line::Pain(told) => {
                let told = Pain {
                    at: Some(at),
                    ..told
                };
                (pain(workspace, history, told)?, Vec::new())
            }
            Line::Done(told) => {
                let day = at.with_timezone(&workspace.zone).date_naive();
                let told = Done {
                    of: Some(day.to_string()),
                    ..told
                };
                done(workspace, history, told)?
            }
            Line::Rehab(work, note) => of(What::Rehab(work), note),
            Line::Stretch(note) => of(What::Stretch, note),
            Line::Sitting(minutes, note) => of(What::Sitting { minutes }, note),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_a_few_things_and_nothing_else() {
        for (text, fits) in [
            ("pain 3 | sat an hour", true),
            ("Pain 3,5", true),
            ("3", true),
            ("pain 3/10", true),
            ("pain 4 now 1", true),
            ("pain 4 now", false),
            ("pain 11", false),
            ("pain", false),
            ("pain 3 during last", false),
            ("done", true),
            ("done rpe 3 pain 1 | easy", true),
            ("done yesterday", false),
            ("rehab a", true),
            ("rehab isometric bridge-hold", true),
            ("rehab d", false),
            ("stretch", true),
            ("sitting 1.5h", true),
            ("sitting", false),
            ("config vmax 9", false),
            ("exclude last", false),
            ("symptom fever", false),
            ("undo", false),
            ("", false),
            ("| only a note", false),
        ] {
            assert_eq!(line(text).is_ok(), fits, "{text}: {:?}", line(text));
        }
    }

    #[test]
    fn a_note_is_one_line_of_bounded_length() {
        let long = format!("pain 2 | {}\u{7}", "x".repeat(10_000));
        let Ok(Line::Pain(told)) = line(&long) else {
            panic!("a check-in");
        };
        assert_eq!(told.note.map(|note| note.len()), Some(LONGEST_NOTE));
    }
}
