//! What the sentences of the charts notice on ordinary training, and what they cry for
//! nothing: `cargo bench --profile dev --bench charts` writes `docs/charts.md`.
//!
//! Each real history is looked at on the last evening of every month. A look by itself
//! is a false alarm where it names a change. Then a change is put in: cadence 3 % and
//! 5 % lower in the last four weeks at the same speed, the last week's load doubled; and
//! it is counted how often it is named. Only counts leave this bench.

#[allow(
    dead_code,
    reason = "shared with the contact sheet, which needs more of it"
)]
mod kept;

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use comeback_core::diary::History;
use comeback_core::limits;
use comeback_core::run::Run;
use comeback_core::trend::cadence::{self, Size, Verdict};
use comeback_core::trend::load::{self, Place};
use comeback_core::trend::shift;
use std::fmt::Write;

/// Counts of one history.
#[derive(Default, Clone, Copy)]
struct Counts {
    runs: usize,
    /// Looks at which a sentence on cadence could be said.
    looks: usize,
    little: usize,
    clear: usize,
    drop_3: usize,
    drop_5: usize,
    drop_5_clear: usize,
    /// Looks at which both sides of the same pace had enough runs.
    pace_looks: usize,
    pace_changed: usize,
    pace_3: usize,
    pace_5: usize,
    /// Looks with a usual range of load.
    weeks: usize,
    above: usize,
    jump: usize,
    /// Of them weeks as usual, that were doubled.
    usual: usize,
    doubled: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        for (sum, value) in [
            (&mut self.runs, other.runs),
            (&mut self.looks, other.looks),
            (&mut self.little, other.little),
            (&mut self.clear, other.clear),
            (&mut self.drop_3, other.drop_3),
            (&mut self.drop_5, other.drop_5),
            (&mut self.drop_5_clear, other.drop_5_clear),
            (&mut self.pace_looks, other.pace_looks),
            (&mut self.pace_changed, other.pace_changed),
            (&mut self.pace_3, other.pace_3),
            (&mut self.pace_5, other.pace_5),
            (&mut self.weeks, other.weeks),
            (&mut self.above, other.above),
            (&mut self.jump, other.jump),
            (&mut self.usual, other.usual),
            (&mut self.doubled, other.doubled),
        ] {
            *sum += value;
        }
    }
}

fn main() {
    let folders = kept::histories();
    if folders.is_empty() {
        eprintln!("skipped: no real histories; set COMEBACK_CORPUS to their folder");
        return;
    }
    let all: Vec<Counts> = folders
        .iter()
        .map(|folder| {
            let mut workspace = kept::workspace(folder, None).expect("a home");
            live(&workspace.history().expect("a history"))
        })
        .collect();
    let page = page(&all);
    print!("{page}");
    if std::env::args().any(|argument| argument == "--write") {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/charts.md");
        let old = std::fs::read_to_string(&path).unwrap_or_default();
        let head = old.split(MARK).next().unwrap_or_default();
        std::fs::write(&path, format!("{head}{MARK}\n{page}")).expect("writes");
    }
}

const MARK: &str = "<!-- measured -->";

/// The last days of the months, from the fourth after the first run on.
fn looks(history: &History) -> Vec<NaiveDate> {
    let (Some(first), Some(last)) = (history.runs.first(), history.runs.last()) else {
        return Vec::new();
    };
    let from = first.date() + Days::new(120);
    let end = last.date() + Days::new(31);
    from.iter_days()
        .take_while(|day| *day <= end)
        .filter(|day| day.month() != (*day + Days::new(1)).month())
        .collect()
}

fn live(history: &History) -> Counts {
    let mut counts = Counts {
        runs: history.runs.len(),
        ..Counts::default()
    };
    for day in looks(history) {
        let evening = history.start_of(day + Days::new(1)) - TimeDelta::seconds(1);
        let mut then = history.as_of(evening);
        // What lies further back is read by no chart.
        then.runs.retain(|run| (day - run.date()).num_days() <= 500);
        look_at_cadence(&then, &mut counts);
        look_at_pace(&then, &mut counts);
        look_at_load(&then, &mut counts);
    }
    counts
}

/// The history with the steps of some runs fewer by a share, at the same speed.
fn fewer_steps(history: &History, from: NaiveDate, share: f64) -> History {
    let mut changed = history.clone();
    for run in changed.runs.iter_mut().filter(|run| run.date() >= from) {
        if let Some(cadence) = &mut run.cadence {
            cadence.median = cadence.median * (1.0 - share);
            cadence.mean = cadence.mean * (1.0 - share);
        }
        run.step_length = run.step_length.map(|step| step / (1.0 - share));
    }
    changed
}

fn look_at_cadence(then: &History, counts: &mut Counts) {
    let Verdict::Change { size, .. } = cadence::trend(then).verdict else {
        return;
    };
    counts.looks += 1;
    counts.little += usize::from(size == Size::Little);
    counts.clear += usize::from(size == Size::Clear);
    let from = then.today() - Days::new(limits::NOW_DAYS.value as u64 - 1);
    let named = |share: f64| match cadence::trend(&fewer_steps(then, from, share)).verdict {
        Verdict::Change { size, percent } if percent < 0.0 => {
            (size != Size::AsUsual, size == Size::Clear)
        }
        _ => (false, false),
    };
    counts.drop_3 += usize::from(named(0.03).0);
    let (at_all, clearly) = named(0.05);
    counts.drop_5 += usize::from(at_all);
    counts.drop_5_clear += usize::from(clearly);
}

fn look_at_pace(then: &History, counts: &mut Counts) {
    let seen = shift::shift_of(&cadence::trend(then));
    let changed = |verdict: shift::Verdict| matches!(verdict, shift::Verdict::Changed { .. });
    if seen.verdict == shift::Verdict::TooFew {
        return;
    }
    counts.pace_looks += 1;
    counts.pace_changed += usize::from(changed(seen.verdict));
    let fewer = |share: f64| {
        let dropped = shift::shift_of(&cadence::trend(&fewer_steps(then, seen.day, share)));
        matches!(dropped.verdict, shift::Verdict::Changed { by, .. } if by < 0.0)
    };
    counts.pace_3 += usize::from(fewer(0.03));
    counts.pace_5 += usize::from(fewer(0.05));
}

fn look_at_load(then: &History, counts: &mut Counts) {
    let seen = load::trend(then, 20);
    let Some(week) = seen.last_full().filter(|week| week.minutes.usual.is_some()) else {
        return;
    };
    let Some(place) = week.minutes.place() else {
        return;
    };
    counts.weeks += 1;
    counts.above += usize::from(place == Place::Above);
    counts.jump += usize::from(week.minutes.jump || week.load.jump);
    if place != Place::Inside {
        return;
    }
    counts.usual += 1;
    let mut doubled = then.clone();
    let (from, to) = (week.monday, week.monday + Days::new(6));
    let of_week = |run: &Run| from <= run.date() && run.date() <= to;
    for run in doubled.runs.iter_mut().filter(|run| of_week(run)) {
        run.running = run.running.map(|time| time * 2.0);
        run.tendon_load = run.tendon_load.map(|load| load * 2.0);
    }
    let after = load::trend(&doubled, 20);
    let caught = after.last_full().is_some_and(|week| {
        week.minutes.place() == Some(Place::Above) || week.minutes.jump || week.load.jump
    });
    counts.doubled += usize::from(caught);
}

fn page(all: &[Counts]) -> String {
    let mut sum = Counts::default();
    for one in all {
        sum.add(one);
    }
    let mut columns: Vec<(String, Counts)> = (all.iter().enumerate())
        .map(|(place, counts)| {
            let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
            (letter.to_string(), *counts)
        })
        .collect();
    columns.push(("all".to_owned(), sum));
    let mut text = String::from("\n|");
    for (name, _) in &columns {
        let _ = write!(text, " | {name}");
    }
    text.push_str(" |\n|---");
    for _ in &columns {
        text.push_str("|--:");
    }
    text.push_str("|\n");
    type Read = fn(&Counts) -> (usize, usize);
    let share: [(&str, Read); 12] = [
        ("monthly looks with a sentence on cadence", |of| {
            (of.looks, of.looks)
        }),
        ("by itself named *a little*", |of| (of.little, of.looks)),
        ("by itself named *clearly*", |of| (of.clear, of.looks)),
        ("3 % fewer steps: named", |of| (of.drop_3, of.looks)),
        ("5 % fewer steps: named", |of| (of.drop_5, of.looks)),
        ("5 % fewer steps: named *clearly*", |of| {
            (of.drop_5_clear, of.looks)
        }),
        ("same pace, by itself: changed", |of| {
            (of.pace_changed, of.pace_looks)
        }),
        ("same pace, 3 % fewer: named", |of| {
            (of.pace_3, of.pace_looks)
        }),
        ("same pace, 5 % fewer: named", |of| {
            (of.pace_5, of.pace_looks)
        }),
        ("weeks by themselves: above the range", |of| {
            (of.above, of.weeks)
        }),
        ("weeks by themselves: a jump", |of| (of.jump, of.weeks)),
        ("a usual week doubled: caught", |of| (of.doubled, of.usual)),
    ];
    let _ = write!(text, "| runs |");
    for (_, counts) in &columns {
        let _ = write!(text, " {} |", counts.runs);
    }
    text.push('\n');
    for (place, (name, read)) in share.into_iter().enumerate() {
        let _ = write!(text, "| {name} |");
        for (_, counts) in &columns {
            let (count, of) = read(counts);
            let _ = match (place, of) {
                (0, _) => write!(text, " {count} |"),
                (_, 0) => write!(text, " – |"),
                _ => write!(
                    text,
                    " {count} of {of} ({:.0} %) |",
                    100.0 * count as f64 / of as f64
                ),
            };
        }
        text.push('\n');
    }
    text
}
