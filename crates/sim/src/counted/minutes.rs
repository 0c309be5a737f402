//! Running minutes of runs with known truth, by format and interval of recording.

use super::{NEAR, Written, counted, runner, thinned};
use crate::session::Session;
use crate::terrain::Terrain;
use crate::truth;
use crate::watch::{self, Noise, Watch};
use chrono::DateTime;
use comeback_core::rule_id::RuleId;
use comeback_core::units::Seconds;
use comeback_signal::Measured;
use rayon::prelude::*;
use std::fmt::Write as _;

/// Seconds between two rows. A minute is the longest step that is no pause.
pub const STEPS_S: [f64; 8] = [1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0];
/// Speeds with cadence, m/s, and cadences that are running at them by the method's
/// definition, steps/min.
const SPEEDS: [f64; 8] = [1.6, 2.0, 2.4, 2.8, 3.3, 4.0, 5.0, 6.0];
const CADENCES: [f64; 6] = [130.0, 148.0, 156.0, 168.0, 190.0, 210.0];
/// Speeds that are running without any cadence, m/s.
const SPEEDS_ALONE: [f64; 8] = [1.9, 2.0, 2.4, 2.8, 3.3, 4.0, 5.0, 6.0];
/// Speeds of the running in a walk-run, m/s.
const WALK_RUN_SPEEDS: [f64; 2] = [2.3, 2.8];
/// Levels of the walk-run: so many of ten minutes are run, three times.
const LEVELS: std::ops::RangeInclusive<u8> = 1..=10;

/// What is run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kind {
    /// Minutes of ten that are run; `None` for a run throughout.
    pub level: Option<u8>,
    pub speed: f64,
    /// Steps a minute; `None` for a watch without cadence.
    pub cadence: Option<f64>,
}

impl Kind {
    /// The row of the table that it belongs to.
    fn row(&self) -> String {
        match (self.level, self.cadence) {
            (Some(level), Some(_)) => format!("walk-run level {level}, cadence"),
            (Some(level), None) => format!("walk-run level {level}, no cadence"),
            (None, None) => "continuous, 1.9 to 6 m/s, no cadence".to_owned(),
            (None, Some(_)) if self.speed < 1.8 => "slow jog, 1.6 m/s, 148 to 210".to_owned(),
            (None, Some(cadence)) => format!("continuous, 2 to 6 m/s, {cadence:.0} steps/min"),
        }
    }
}

/// One file that was read again.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub kind: Kind,
    pub written: Written,
    pub step_s: f64,
    pub truth_s: f64,
    /// Running time, s; `None` where the file gave no run.
    pub found_s: Option<f64>,
    /// Whether the run says that its minutes are known to a part only.
    pub is_marked: bool,
}

impl Outcome {
    /// Relative error.
    pub fn off(&self) -> Option<f64> {
        self.found_s.map(|found| found / self.truth_s - 1.0)
    }

    pub fn is_near(&self) -> bool {
        self.off().is_some_and(|off| off.abs() <= NEAR)
    }
}

/// All kinds of the page.
pub fn kinds() -> Vec<Kind> {
    let mut kinds = Vec::new();
    for speed in SPEEDS {
        for cadence in CADENCES {
            let runs = speed >= 2.4 || cadence >= 148.0;
            // Nobody turns over 130 steps at 5 m/s: they would be 2.3 m long.
            if runs && 60.0 * speed / cadence <= 2.0 {
                kinds.push(Kind {
                    level: None,
                    speed,
                    cadence: Some(cadence),
                });
            }
        }
    }
    for speed in SPEEDS_ALONE {
        kinds.push(Kind {
            level: None,
            speed,
            cadence: None,
        });
    }
    for level in LEVELS {
        for speed in WALK_RUN_SPEEDS {
            for cadence in [Some(164.0), None] {
                kinds.push(Kind {
                    level: Some(level),
                    speed,
                    cadence,
                });
            }
        }
    }
    kinds
}

/// Runs, records, writes and reads each kind by each format and interval.
///
/// # Errors
/// A recording that its format cannot hold.
pub fn outcomes(kinds: &[Kind], steps_s: &[f64]) -> Result<Vec<Outcome>, String> {
    let each: Result<Vec<Vec<Outcome>>, String> = kinds
        .par_iter()
        .map(|kind| {
            let (truth_s, whole) = recorded(kind)?;
            let mut found = Vec::new();
            for &step_s in steps_s {
                let thin = thinned(&whole, step_s);
                for written in Written::ALL {
                    let run = counted(&thin, written)?;
                    let marks = |run: &Measured| {
                        let mut doubts = run.quality.iter();
                        doubts.any(|doubt| doubt.rule == RuleId::RecordingCut)
                    };
                    found.push(Outcome {
                        kind: *kind,
                        written,
                        step_s,
                        truth_s,
                        is_marked: run.as_ref().is_some_and(marks),
                        found_s: run.and_then(|run| run.running).map(Seconds::get),
                    });
                }
            }
            Ok(found)
        })
        .collect();
    Ok(each?.into_iter().flatten().collect())
}

fn recorded(kind: &Kind) -> Result<(f64, comeback_core::recording::Recording), String> {
    let start = DateTime::parse_from_rfc3339("2026-11-24T18:00:00+01:00")
        .map_err(|error| error.to_string())?;
    let mut session = Session::new(start, Terrain::Flat);
    match kind.level.map(f64::from) {
        None => session = session.easy(20.0, kind.speed),
        Some(10.0) => session = session.easy(30.0, kind.speed),
        // Half a step off the rows, as no runner turns at the second of one.
        Some(level) => {
            session = session.walk(0.2);
            for _ in 0..3 {
                session = session.walk(10.0 - level).easy(level, kind.speed);
            }
        }
    }
    let runner = runner(kind.speed, kind.cadence.unwrap_or(164.0));
    let truth = truth::run(&runner, &session, 11);
    let watch = Watch {
        cadence: kind.cadence.is_some(),
        ..Watch::new(Noise::Good)
    };
    Ok((truth.totals.running_s, watch::record(&truth, &watch, 5)))
}

/// The page of the bench.
pub fn page(outcomes: &[Outcome]) -> String {
    let mut page = String::from(HEAD);
    let within = |of: &dyn Fn(&&Outcome) -> bool| -> String {
        let chosen: Vec<&Outcome> = outcomes.iter().filter(of).collect();
        let near = chosen.iter().filter(|one| one.is_near()).count();
        let lost = chosen.iter().filter(|one| one.found_s.is_none()).count();
        let wrong = chosen.iter().filter(|one| !one.is_near());
        let marked = wrong.filter(|one| one.is_marked).count();
        let worst = chosen
            .iter()
            .filter_map(|one| one.off())
            .fold(
                0.0,
                |worst: f64, off| {
                    if off.abs() > worst.abs() { off } else { worst }
                },
            );
        if chosen.is_empty() {
            return "-".to_owned();
        }
        let mut cell = format!("{near}/{}, {:+.1} %", chosen.len(), 100.0 * worst);
        for (count, what) in [(marked, "marked"), (lost, "no run")] {
            if count > 0 {
                let _ = write!(cell, ", {count} {what}");
            }
        }
        cell
    };
    let _ = writeln!(page, "## By what is run\n\nSteps of 1 to 30 s.\n");
    page.push_str(&table_head("what is run"));
    let mut rows: Vec<String> = Vec::new();
    for one in outcomes {
        if !rows.contains(&one.kind.row()) {
            rows.push(one.kind.row());
        }
    }
    for row in &rows {
        let _ = write!(page, "| {row} |");
        for written in Written::ALL {
            let cell = within(&|one| {
                one.kind.row() == *row && one.written == written && one.step_s <= 30.0
            });
            let _ = write!(page, " {cell} |");
        }
        page.push('\n');
    }
    for (title, walk_runs) in [("Continuous runs", false), ("Walk-runs", true)] {
        let _ = writeln!(page, "\n## {title} by the step between rows\n");
        page.push_str(&table_head("step"));
        for step in STEPS_S {
            let _ = write!(page, "| {step:.0} s |");
            for written in Written::ALL {
                let cell = within(&|one| {
                    one.step_s == step
                        && one.written == written
                        && one.kind.level.is_some() == walk_runs
                });
                let _ = write!(page, " {cell} |");
            }
            page.push('\n');
        }
    }
    page
}

fn table_head(first: &str) -> String {
    let names: Vec<&str> = Written::ALL.iter().map(|written| written.name()).collect();
    format!(
        "| {first} | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(names.len())
    )
}

const HEAD: &str = "\
# Running minutes

Runs of which every second is known, through a good watch, written as a file with a row every 1 to 60 s, read by the importer and measured. A cell says how many of the files have their running minutes within 2 % of the truth, the worst difference, how many of the others say that their minutes are known to a part only, and how many gave no run. Written by `cargo run -p comeback-sim --example counted -- write`.

What is running is the method's definition: without cadence from 1.8 m/s, with it 140 steps/min from 1.8 m/s, 145 from 1.3 m/s, 120 from 2.2 m/s. A walk-run is three times walk and run, ten minutes together; the run may begin and end between two rows.

";
