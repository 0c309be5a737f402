//! Files of which one series or total is wrong, held against the truth: the figures are
//! right, or the run is marked.

use super::{NEAR, Written, counted, runner, thinned};
use crate::session::Session;
use crate::terrain::Terrain;
use crate::truth;
use crate::watch::{self, Noise, Watch};
use chrono::DateTime;
use comeback_core::recording::Recording;
use comeback_core::rule_id::RuleId;
use comeback_core::units::{Metres, Seconds};
use comeback_signal::Measured;
use rayon::prelude::*;
use std::fmt::Write as _;

type Spoil = fn(&mut Recording);

/// A kind of corruption by name.
pub const KINDS: [(&str, Spoil); 53] = [
    ("nothing", |_| {}),
    ("distance in kilometres", |r| distance(r, |_, v| v / 1000.0)),
    ("distance in miles", |r| distance(r, |_, v| v / 1609.344)),
    ("distance counted in miles", |r| {
        distance(r, |_, v| v / 1.609);
    }),
    ("distance in feet", |r| distance(r, |_, v| v * 3.281)),
    ("distance in yards", |r| distance(r, |_, v| v / 0.9144)),
    ("distance in centimetres", |r| distance(r, |_, v| v * 100.0)),
    ("distance halved", |r| distance(r, |_, v| v / 2.0)),
    ("distance doubled", |r| distance(r, |_, v| v * 2.0)),
    ("distance of each row", per_row),
    ("distance from 7 km on", |r| distance(r, |_, v| v + 7000.0)),
    ("distance jumps by 4 km", |r| {
        distance(r, |at, v| if at > 0.3 { v + 4000.0 } else { v });
    }),
    ("distance jumps by 300 m", |r| {
        distance(r, |at, v| if at > 0.6 { v + 300.0 } else { v });
    }),
    ("distance begins anew", |r| resets(r, 1)),
    ("distance begins anew each lap", |r| resets(r, 5)),
    ("distance zero", |r| distance(r, |_, _| 0.0)),
    ("distance stands still", |r| {
        let third = at_share(r, 0.33);
        distance(r, move |_, v| v.min(third));
    }),
    ("distance of the first third only", |r| {
        keep(&mut r.samples.distance_m, 0.0, 0.33);
    }),
    ("distance missing in the middle", |r| {
        let column = &mut r.samples.distance_m;
        let (third, more) = (column.len() / 3, column.len() / 2);
        column[third..more].fill(None);
    }),
    ("no distance", |r| r.samples.distance_m.fill(None)),
    ("speed in km/h", |r| speed(r, |v| v * 3.6)),
    ("speed in mph", |r| speed(r, |v| v * 2.237)),
    ("speed halved", |r| speed(r, |v| v / 2.0)),
    ("speed zero", |r| speed(r, |_| 0.0)),
    ("speed stuck", |r| speed(r, |_| 1.9)),
    ("no speed", |r| r.samples.speed_m_per_s.fill(None)),
    ("positions stand still from the middle on", |r| {
        let half = r.samples.len() / 2;
        for column in [&mut r.samples.latitude, &mut r.samples.longitude] {
            let last = column.get(half).copied().flatten();
            column[half..].fill(last);
        }
    }),
    ("positions of the first third only", |r| {
        keep(&mut r.samples.latitude, 0.0, 0.33);
        keep(&mut r.samples.longitude, 0.0, 0.33);
    }),
    ("positions jump by 5 km and back", |r| {
        let third = r.samples.len() / 3;
        for value in r.samples.latitude[third..].iter_mut().take(60).flatten() {
            *value += 0.045;
        }
    }),
    ("timer halved", |r| {
        r.totals.timer = r.totals.timer.map(|timer| timer * 0.5);
    }),
    ("total halved", |r| total(r, 0.5)),
    ("total in yards", |r| total(r, 1.0 / 0.9144)),
    ("total in kilometres", |r| total(r, 0.001)),
    ("no totals", |r| {
        (r.totals.distance, r.totals.timer) = (None, None);
    }),
    ("totals of one lap", |r| {
        if let Some(lap) = r.laps.first() {
            r.totals.distance = lap.distance_m.map(Metres::new);
            r.totals.timer = lap.timer_s.map(Seconds::new);
        }
    }),
    ("total doubled", |r| total(r, 2.0)),
    ("total zero", |r| total(r, 0.0)),
    ("timer doubled", |r| {
        r.totals.timer = r.totals.timer.map(|timer| timer * 2.0);
    }),
    ("timer zero", |r| r.totals.timer = Some(Seconds::new(0.0))),
    ("laps doubled", |r| {
        for lap in &mut r.laps {
            lap.distance_m = lap.distance_m.map(|metres| metres * 2.0);
        }
    }),
    ("laps without a distance", |r| {
        for lap in &mut r.laps {
            lap.distance_m = None;
        }
    }),
    ("distance and total halved", |r| {
        distance(r, |_, v| v / 2.0);
        total(r, 0.5);
    }),
    ("distance and speed doubled", |r| {
        distance(r, |_, v| v * 2.0);
        speed(r, |v| v * 2.0);
    }),
    ("distance, total and laps in kilometres", |r| {
        distance(r, |_, v| v / 1000.0);
        total(r, 0.001);
        for lap in &mut r.laps {
            lap.distance_m = lap.distance_m.map(|metres| metres / 1000.0);
        }
    }),
    ("speed of the first third only", |r| {
        keep(&mut r.samples.speed_m_per_s, 0.0, 0.33);
    }),
    ("cadence in steps where strides belong", |r| {
        cadence(r, |v| 2.0 * v);
    }),
    ("cadence halved", |r| cadence(r, |v| v / 2.0)),
    ("cadence of one foot from the middle on", |r| {
        let half = r.samples.len() / 2;
        for value in r.samples.cadence[half..].iter_mut().flatten() {
            *value /= 2.0;
        }
    }),
    ("cadence zero", |r| cadence(r, |_| 0.0)),
    ("cadence missing from the middle on", |r| {
        keep(&mut r.samples.cadence, 0.0, 0.5);
    }),
    ("rows written twice", |r| {
        let all = std::mem::take(&mut r.samples);
        for row in (0..all.len()).flat_map(|row| [row, row]) {
            let into = r.samples.push(all.time_s[row]);
            r.samples.fill_from(into, &all, row);
        }
    }),
    ("rows out of order", |r| {
        let all = std::mem::take(&mut r.samples);
        for row in 0..all.len() {
            let other = (row ^ 1).min(all.len() - 1);
            let into = r.samples.push(all.time_s[other]);
            r.samples.fill_from(into, &all, other);
        }
    }),
    ("samples of the first third only", |r| {
        let third = r.samples.len() / 3;
        let all = std::mem::take(&mut r.samples);
        for row in 0..third {
            let into = r.samples.push(all.time_s[row]);
            r.samples.fill_from(into, &all, row);
        }
    }),
];

/// GPX holds neither distance nor totals, and no point without a place.
const HELD_BY_GPX: [&str; 10] = [
    "nothing",
    "positions stand still from the middle on",
    "positions jump by 5 km and back",
    "cadence in steps where strides belong",
    "cadence halved",
    "cadence of one foot from the middle on",
    "cadence zero",
    "cadence missing from the middle on",
    "rows written twice",
    "rows out of order",
];

/// How far into the rows, as a share, and the value.
fn distance(recording: &mut Recording, of: impl Fn(f64, f64) -> f64) {
    let column = &mut recording.samples.distance_m;
    let rows = column.len() as f64;
    for (row, value) in column.iter_mut().enumerate() {
        *value = value.map(|value| of(row as f64 / rows, value));
    }
}

fn at_share(recording: &Recording, share: f64) -> f64 {
    let column = &recording.samples.distance_m;
    let row = (share * column.len() as f64) as usize;
    column.get(row).copied().flatten().unwrap_or(0.0)
}

fn speed(recording: &mut Recording, of: impl Fn(f64) -> f64) {
    for value in recording.samples.speed_m_per_s.iter_mut().flatten() {
        *value = of(*value);
    }
}

fn cadence(recording: &mut Recording, of: impl Fn(f64) -> f64) {
    for value in recording.samples.cadence.iter_mut().flatten() {
        *value = of(*value);
    }
}

fn total(recording: &mut Recording, factor: f64) {
    let totals = &mut recording.totals;
    totals.distance = totals.distance.map(|metres| metres * factor);
}

fn per_row(recording: &mut Recording) {
    let mut last = 0.0;
    for value in recording.samples.distance_m.iter_mut().flatten() {
        let so_far = *value;
        *value = so_far - last;
        last = so_far;
    }
}

/// The distance begins at 0 again so many times, as even as can be.
fn resets(recording: &mut Recording, times: usize) {
    let column = &mut recording.samples.distance_m;
    let part = column.len() / (times + 1) + 1;
    let mut before = 0.0;
    for (row, value) in column.iter_mut().enumerate() {
        if row % part == 0 {
            before = value.unwrap_or(before);
        }
        *value = value.map(|value| value - before);
    }
}

fn keep(column: &mut [Option<f64>], from: f64, to: f64) {
    let rows = column.len() as f64;
    for (row, value) in column.iter_mut().enumerate() {
        if !(from..to).contains(&(row as f64 / rows)) {
            *value = None;
        }
    }
}

/// What is run while the file goes wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    pub indoors: bool,
    pub cadence: bool,
    pub step_s: f64,
    /// m/s, and whether a third of it is walked.
    pub speed: f64,
    pub walks: bool,
}

/// One file that was read again.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub kind: &'static str,
    pub case: Case,
    pub written: Written,
    /// Relative errors of distance and running time; `None` where there is no figure.
    pub distance_off: Option<f64>,
    pub running_off: Option<f64>,
    /// Whether it says that something is doubted, or gave no run without a question.
    pub is_marked: bool,
}

impl Outcome {
    pub fn is_right(&self) -> bool {
        let near = |off: Option<f64>| off.is_some_and(|off| off.abs() <= NEAR);
        near(self.distance_off) && near(self.running_off)
    }
}

/// All cases of the page.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for indoors in [false, true] {
        for cadence in [true, false] {
            for step_s in [1.0, 5.0] {
                for (speed, walks) in [(2.8, false), (3.6, false), (2.6, true)] {
                    cases.push(Case {
                        indoors,
                        cadence,
                        step_s,
                        speed,
                        walks,
                    });
                }
            }
        }
    }
    cases
}

const FORMATS: [Written; 4] = [
    Written::Fit,
    Written::FitWithoutEvents,
    Written::Tcx,
    Written::Gpx,
];

/// Spoils, writes and reads each case by each kind and format.
///
/// # Errors
/// A recording that its format cannot hold.
pub fn outcomes(cases: &[Case]) -> Result<Vec<Outcome>, String> {
    let each: Result<Vec<Vec<Outcome>>, String> = cases
        .par_iter()
        .map(|case| {
            let (truth, right) = recorded(case)?;
            let mut found = Vec::new();
            for (kind, spoil) in KINDS {
                let mut spoiled = right.clone();
                spoil(&mut spoiled);
                for written in FORMATS {
                    let holds = written != Written::Gpx || HELD_BY_GPX.contains(&kind);
                    if !holds || (written == Written::Gpx && case.indoors) {
                        continue;
                    }
                    let run = counted(&spoiled, written)?;
                    found.push(outcome(kind, *case, written, run.as_ref(), &truth));
                }
            }
            Ok(found)
        })
        .collect();
    Ok(each?.into_iter().flatten().collect())
}

fn outcome(
    kind: &'static str,
    case: Case,
    written: Written,
    run: Option<&Measured>,
    truth: &truth::TrueTotals,
) -> Outcome {
    let off = |found: Option<f64>, truly: f64| found.map(|found| found / truly - 1.0);
    let says = |run: &Measured| {
        let doubts = run.quality.iter().map(|doubt| doubt.rule);
        doubts.filter(|rule| *rule != RuleId::NoCadence).count() > 0
    };
    Outcome {
        kind,
        case,
        written,
        distance_off: off(
            run.and_then(|run| run.distance).map(Metres::get),
            truth.distance_m,
        ),
        running_off: off(
            run.and_then(|run| run.running).map(Seconds::get),
            truth.running_s,
        ),
        is_marked: run.is_none_or(says),
    }
}

fn recorded(case: &Case) -> Result<(truth::TrueTotals, Recording), String> {
    let start = DateTime::parse_from_rfc3339("2026-11-24T18:00:00+01:00")
        .map_err(|error| error.to_string())?;
    let terrain = match case.indoors {
        true => Terrain::Treadmill,
        false => Terrain::Flat,
    };
    let mut session = Session::new(start, terrain);
    if case.walks {
        for _ in 0..3 {
            session = session.walk(4.0).easy(6.0, case.speed);
        }
    } else {
        session = session.easy(30.0, case.speed);
    }
    let truth = truth::run(&runner(case.speed, 166.0), &session, 11);
    let watch = Watch {
        cadence: case.cadence,
        ..Watch::new(Noise::Good)
    };
    let whole = watch::record(&truth, &watch, 5);
    Ok((truth.totals, thinned(&whole, case.step_s)))
}

/// The page of the bench.
pub fn page(outcomes: &[Outcome]) -> String {
    let mut page = String::from(HEAD);
    let right = outcomes.iter().filter(|one| one.is_right()).count();
    let silent = outcomes
        .iter()
        .filter(|one| !one.is_right() && !one.is_marked)
        .count();
    let _ = writeln!(
        page,
        "Of {} files {right} are right ({:.1} %), {} are not and say so, {silent} are wrong without a word.\n",
        outcomes.len(),
        100.0 * right as f64 / outcomes.len().max(1) as f64,
        outcomes.len() - right - silent,
    );
    let mut names = Vec::new();
    let mut head = String::from("| what is wrong |");
    for indoors in [false, true] {
        for written in FORMATS {
            if indoors && written == Written::Gpx {
                continue;
            }
            names.push((indoors, written));
            let place = if indoors { "indoors" } else { "outdoors" };
            let _ = write!(head, " {}, {place} |", written.name());
        }
    }
    let _ = writeln!(page, "{head}\n|---|{}", "---|".repeat(names.len()));
    for (kind, _) in KINDS {
        let _ = write!(page, "| {kind} |");
        for &(indoors, written) in &names {
            let own: Vec<&Outcome> = outcomes
                .iter()
                .filter(|one| {
                    one.kind == kind && one.case.indoors == indoors && one.written == written
                })
                .collect();
            let right = own.iter().filter(|one| one.is_right()).count();
            let silent = own
                .iter()
                .filter(|one| !one.is_right() && !one.is_marked)
                .count();
            let cell = match (own.len(), own.len() - right, silent) {
                (0, ..) => "-".to_owned(),
                (all, 0, _) => format!("{all}/{all}"),
                (all, wrong, 0) => format!("{right}/{all}, {wrong} marked"),
                (all, wrong, silent) => {
                    format!("{right}/{all}, {} marked, {silent} silent", wrong - silent)
                }
            };
            let _ = write!(page, " {cell} |");
        }
        page.push('\n');
    }
    page
}

const HEAD: &str = "\
# Files that contradict themselves

Half-hour runs of which everything is known, with and without cadence, a row every 1 or 5 s, one in three a walk-run; then one series or total of the file is spoiled, the file written, read by the importer and measured. Right: distance and running minutes within 2 %. Else it must be marked: a doubt about its data stands beside its figures. Written by `cargo run -p comeback-sim --example counted -- write`.

";
