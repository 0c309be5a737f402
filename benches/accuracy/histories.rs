//! Every sprint and hill sprint that is found in the real histories, for a person to
//! judge. Printed only: a date and a time are someone's.

use super::corpus::recordings;
use comeback_core::recording::{Recording, Sport};
use comeback_core::run::EffortKind;
use comeback_core::units::{Grade, Metres, MetresPerSecond};
use comeback_signal as run;
use comeback_signal::{Classified, Measured, Profile};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) fn list(corpus: &Path) {
    let mut folders: Vec<PathBuf> = entries(&corpus.join("histories"));
    folders.sort();
    for folder in folders {
        history(&folder);
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    found.map(|entry| entry.path()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn history(folder: &Path) {
    let mut runs: Vec<(Recording, Measured)> = files(folder)
        .par_iter()
        .flat_map_iter(|path| recordings(path))
        .filter(|recording| recording.sport == Sport::Running)
        .map(|recording| {
            let measured = run::measure(&recording);
            (recording, measured)
        })
        .collect();
    runs.sort_by_key(|(recording, _)| recording.start);
    runs.dedup_by_key(|(recording, _)| recording.start);
    let found: Vec<Classified> = (0..runs.len())
        .into_par_iter()
        .map(|now| {
            let today = runs[now].0.start;
            let earlier = runs[..=now].iter().map(|(other, measured)| {
                let days = (today - other.start).num_minutes() as f64 / 1440.0;
                (days, &measured.best)
            });
            let speeds = run::speeds(earlier, None, None);
            run::classify(&runs[now].1, &speeds, &Profile::default())
        })
        .collect();
    let hours: f64 = runs
        .iter()
        .filter_map(|(_, measured)| measured.timer)
        .map(|timer| timer.minutes() / 60.0)
        .sum();
    println!(
        "## {}: {} runs, {hours:.0} h",
        folder.file_name().unwrap_or_default().to_string_lossy(),
        runs.len()
    );
    let mut counts: BTreeMap<EffortKind, usize> = BTreeMap::new();
    for ((recording, measured), classified) in runs.iter().zip(&found) {
        for effort in classified.efforts.iter().flatten() {
            *counts.entry(effort.kind).or_default() += 1;
            if !matches!(effort.kind, EffortKind::Sprint | EffortKind::HillSprint) {
                continue;
            }
            println!(
                "{} {:11} at {:5.0} s for {:3.0} s, {:.2} m/s, {} %, {} m, {:?}; run {:.2} m/s, cadence {}, grade {}",
                recording.start.format("%Y-%m-%d %H:%M"),
                effort.kind.as_str(),
                effort.start.get(),
                effort.duration.get(),
                effort.speed.map_or(f64::NAN, MetresPerSecond::get),
                effort
                    .mean_grade
                    .map_or(f64::NAN, |g: Grade| (1000.0 * g.get()).round() / 10.0),
                effort
                    .climb
                    .map_or(f64::NAN, |m: Metres| (10.0 * m.get()).round() / 10.0),
                effort.confidence,
                measured.speed.map_or(f64::NAN, MetresPerSecond::get),
                measured
                    .cadence
                    .map_or("none".to_owned(), |c| format!("{:.0}", c.median.get())),
                if measured.grade_known {
                    "known"
                } else {
                    "unknown"
                },
            );
        }
    }
    for (kind, count) in counts {
        println!(
            "   {:11} {count:5}  {:7.1} in 100 h",
            kind.as_str(),
            100.0 * count as f64 / hours.max(1.0)
        );
    }
}
