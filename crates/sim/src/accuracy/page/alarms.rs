//! The tables of invented efforts in hours of ordinary running.

use super::super::cases::Kind;
use super::super::passage::EFFORTS;
use super::super::source::{Source, noise_name};
use super::super::study::{ALARMING, Alarms, ORDINARY};
use super::choice::at_most;
use super::number::{number, table};
use super::targets::{self, Target};
use comeback_core::run::EffortKind;

/// The part that hours of ordinary running give.
pub fn alarms(found: &[Alarms]) -> String {
    let hours: f64 = found.iter().map(|row| row.hours).sum();
    let targets: Vec<Target> = [Where::Watches, Where::Phones, Where::Treadmill]
        .into_iter()
        .flat_map(|place| [false, true].map(|untold| target(found, place, untold)))
        .collect();
    format!(
        "{} h in all. A pair of numbers is the count with critical speed given, and as the runs alone tell it.\n\n{}\n{}\n{}",
        number(hours, 0),
        targets::rows(&targets),
        by_source(found),
        by_ground(found),
    )
}

/// Sprints and hill sprints of some rows.
fn bursts<'a>(rows: impl Iterator<Item = &'a Alarms>, untold: bool) -> (usize, f64) {
    rows.fold((0, 0.0), |(count, hours), row| {
        let counts = if untold { &row.untold } else { &row.given };
        let bursts = EFFORTS
            .iter()
            .zip(counts)
            .filter(|(kind, _)| matches!(kind, EffortKind::Sprint | EffortKind::HillSprint));
        let own: usize = bursts.map(|(_, count)| count).sum();
        (count + own, hours + row.hours)
    })
}

/// What a target is set for: speed from fixes alone errs in its own way, and on a
/// treadmill there is no grade.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Watches,
    Phones,
    Treadmill,
}

impl Where {
    fn of(row: &Alarms) -> Self {
        match (row.kind, row.source) {
            (Kind::Treadmill, _) => Where::Treadmill,
            (_, Source::Phone) => Where::Phones,
            _ => Where::Watches,
        }
    }
}

fn target(found: &[Alarms], place: Where, untold: bool) -> Target {
    let rows = found.iter().filter(|row| Where::of(row) == place);
    let (count, hours) = bursts(rows, untold);
    let in_100_h = |count: f64| 100.0 * count / hours.max(1.0);
    let speed = if untold { "told by the runs" } else { "given" };
    let what = match place {
        Where::Watches => "at most 1 sprint or hill sprint invented in 100 h, watches and GPX",
        Where::Phones => {
            "at most 1 sprint or hill sprint invented in 100 h, phones without cadence"
        }
        Where::Treadmill => "no sprint or hill sprint invented on a treadmill",
    };
    Target {
        what: format!("{what}, critical speed {speed}"),
        measured: format!(
            "{count} in {} h: {} in 100 h",
            number(hours, 0),
            number(in_100_h(count as f64), 2)
        ),
        sure: format!("up to {} in 100 h", number(in_100_h(at_most(count)), 2)),
        held: match place {
            Where::Treadmill => count == 0,
            _ => in_100_h(count as f64) <= 1.0,
        },
    }
}

fn by_source(found: &[Alarms]) -> String {
    let mut header = vec!["watch and file", "noise", "hours"];
    header.extend(EFFORTS.iter().map(|kind| kind.as_str()));
    let rows: Vec<Vec<String>> = ALARMING
        .iter()
        .map(|(source, noise)| {
            let own = |row: &&Alarms| row.source == *source && row.noise == *noise;
            let name = vec![source.name().to_owned(), noise_name(*noise).to_owned()];
            counted(name, found.iter().filter(own).collect())
        })
        .collect();
    table(&header, &rows)
}

fn by_ground(found: &[Alarms]) -> String {
    let mut header = vec!["session", "hours"];
    header.extend(EFFORTS.iter().map(|kind| kind.as_str()));
    let rows: Vec<Vec<String>> = ORDINARY
        .iter()
        .map(|kind| {
            let own = found.iter().filter(|row| row.kind == *kind).collect();
            counted(vec![kind.name().to_owned()], own)
        })
        .collect();
    table(&header, &rows)
}

/// Hours and the count of each kind of effort after the name of a row.
fn counted(mut row: Vec<String>, own: Vec<&Alarms>) -> Vec<String> {
    row.push(number(own.iter().map(|row| row.hours).sum(), 0));
    for at in 0..EFFORTS.len() {
        let given: usize = own.iter().map(|row| row.given[at]).sum();
        let untold: usize = own.iter().map(|row| row.untold[at]).sum();
        row.push(format!("{given} · {untold}"));
    }
    row
}
