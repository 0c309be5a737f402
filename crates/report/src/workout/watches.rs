//! What each family of watches makes of a week's workouts: exact, with less than was
//! meant, or not at all; and what to remove of what was there before. Nothing is left
//! out in silence.
//!
//! From the makers' own pages and from projects that write for them; none was tried on a
//! watch.

use super::{WorkoutFile, ascii, is_workout, title};
use chrono::NaiveDate;
use comeback_core::plan::Day;
use comeback_core::plan::past::Stood;

/// Columns of the page beside the files: it is read in any editor.
const PAGE_COLUMNS: usize = 80;

/// How much of a workout arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Exact,
    Degraded,
    Unsupported,
}

impl Verdict {
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Degraded => "degraded",
            Verdict::Unsupported => "unsupported",
        }
    }
}

/// One family of watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    pub name: &'static str,
    pub verdict: Verdict,
    pub why: String,
}

/// What the days ask of a watch.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    cap: bool,
    cadence: bool,
    /// Some step has both.
    both: bool,
}

fn asked(days: &[&Day]) -> Asked {
    let mut asked = Asked::default();
    let legs = days.iter().flat_map(|day| super::blocks(day));
    for leg in legs.flat_map(|block| block.legs) {
        asked.cap |= leg.cap.is_some();
        asked.cadence |= leg.cadence.is_some();
        asked.both |= leg.cap.is_some() && leg.cadence.is_some();
    }
    asked
}

/// The families, those first that take a file.
pub fn families(days: &[&Day]) -> Vec<Family> {
    let asked = asked(days);
    let family = |name, verdict, why: String| Family { name, verdict, why };
    let mut garmin = "Copy the .fit files to GARMIN/NewFiles by USB (a Mac needs an MTP program). Times, repeats and the warm-up walk arrive as they are.".to_owned();
    if asked.both {
        garmin.push_str(" A step has one target: where cadence is worked on it is the cadence and the pace stands in the step's note, else the pace.");
    }
    if asked.cadence {
        garmin.push_str(" Cadence is written in strides, half the steps, as recordings hold it.");
    }
    let mut coros = "No .fit workout is taken. Paste the text of `plan --format intervals` into intervals.icu, which sends it on.".to_owned();
    if asked.cadence {
        coros.push_str(" The pace is the target; cadence is a word of the step's name.");
    }
    vec![
        family(
            "Garmin",
            if asked.both { Verdict::Degraded } else { Verdict::Exact },
            garmin,
        ),
        family("COROS", Verdict::Degraded, coros),
        family(
            "Suunto",
            Verdict::Unsupported,
            "Guides come through its maker's cloud alone, with titles of 13 characters and texts of 54. Print the plan or take the calendar.".to_owned(),
        ),
        family(
            "Apple",
            Verdict::Unsupported,
            "Its workout files are not documented, and none is written here. Print the plan or take the calendar.".to_owned(),
        ),
        family(
            "Wahoo",
            Verdict::Unsupported,
            "A plan is taken by its own cloud alone, in shares of a threshold speed. Print the plan or take the calendar.".to_owned(),
        ),
        family(
            "Amazfit",
            Verdict::Unsupported,
            "Workouts come through partners of Zepp alone. Print the plan or take the calendar.".to_owned(),
        ),
        family(
            "Polar",
            Verdict::Unsupported,
            "No way in for a file was found. Print the plan or take the calendar.".to_owned(),
        ),
    ]
}

/// A workout that an earlier plan wrote, and that no longer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    pub date: NaiveDate,
    /// What the watch calls it.
    pub title: String,
    /// Whether the day has another workout now.
    pub replaced: bool,
}

/// What to remove from the watch, of the days from one on. `past` holds how each day
/// stood over time.
pub fn stale(past: &[Vec<Stood<Day>>], from: NaiveDate) -> Vec<Stale> {
    let mut found: Vec<Stale> = Vec::new();
    for states in past {
        let Some((now, before)) = states.split_last() else {
            continue;
        };
        let date = now.what.date;
        for old in before
            .iter()
            .filter(|old| date >= from && is_workout(&old.what))
        {
            let stale = Stale {
                date,
                title: title(&old.what),
                replaced: is_workout(&now.what),
            };
            if old.what != now.what && !found.contains(&stale) {
                found.push(stale);
            }
        }
    }
    found
}

/// The page that lies beside the files.
pub fn page(
    week: &str,
    athlete: &str,
    files: &[WorkoutFile],
    days: &[&Day],
    stale: &[Stale],
) -> String {
    let mut out = format!("Workouts of {athlete}, week {week}\n\n");
    for file in files {
        out.push_str(&format!("  {}  {}\n", file.name, file.title));
    }
    if files.is_empty() {
        out.push_str("  The week holds no run.\n");
    }
    if !stale.is_empty() {
        out.push_str("\nRemove from the watch, if an earlier plan put it there\n\n");
        for old in stale {
            let same = files.iter().any(|file| file.title == old.title);
            let which = match (old.replaced, same) {
                (true, true) => " (of two with this name, the one that was there before)",
                (true, false) => "",
                (false, _) => " (no run on this day any more)",
            };
            out.push_str(&format!("  {}{which}\n", old.title));
        }
    }
    if !files.is_empty() {
        out.push_str("\nWhat each watch makes of it (by its maker's word; none was tried)\n\n");
        for family in families(days) {
            let first = format!("  {:<9}{:<13}", family.name, family.verdict.as_str());
            let rest = " ".repeat(first.len());
            let options = textwrap::Options::new(PAGE_COLUMNS)
                .initial_indent(&first)
                .subsequent_indent(&rest);
            out.push_str(&textwrap::fill(&family.why, options));
            out.push('\n');
        }
    }
    out
}

/// The name of that page.
pub fn page_name(week: &str, athlete: &str) -> String {
    format!("{week}-{}-watch.txt", ascii::file_word(athlete))
}
