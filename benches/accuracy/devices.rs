//! Real recordings against what their own devices said of them (`oracle.csv` of the
//! corpus). Aggregates go on the page; names of files go to the terminal only.

use super::corpus::{cells, recordings};
use comeback_core::recording::{Recording, Sport};
use comeback_core::units::{Metres, Seconds};
use comeback_signal as run;
use comeback_signal::{Measured, motion};
use comeback_sim::accuracy::errors::Errors;
use rayon::prelude::*;
use std::fmt::Write;
use std::path::Path;

/// One figure of one file beside what the device or another program gave.
struct Difference {
    file: String,
    format: String,
    figure: &'static str,
    own: f64,
    theirs: f64,
    /// In the figure's unit.
    error: f64,
    reason: String,
}

/// Figure, unit of the error, decimals, and the size from which a file is worth a look.
const FIGURES: [(&str, &str, usize, f64); 8] = [
    ("distance", "%", 2, 0.5),
    ("distance by fixes and speed", "%", 2, 3.0),
    ("timer time", "s", 1, 2.0),
    ("timer time from samples alone", "s", 1, 5.0),
    ("cadence, all seconds with steps", "steps/min", 2, 1.0),
    ("ascent", "m", 1, 10.0),
    ("ascent of 50 m and more", "%", 1, 10.0),
    ("mean heart rate", "bpm", 1, 2.0),
];

/// The part of the page; the worst files are printed.
pub(crate) fn compare(corpus: &Path) -> String {
    let table = std::fs::read_to_string(corpus.join("oracle.csv")).unwrap_or_default();
    let mut lines = table.lines();
    let header = cells(lines.next().unwrap_or_default());
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    let found: Vec<Difference> = rows
        .par_iter()
        .flat_map_iter(|row| of_row(corpus, &header, row))
        .collect();
    let mut text = String::from(
        "| figure | file | runs | unit | middle error | size, half within | size, 95 % within |\n|---|---|---|---|---|---|---|\n",
    );
    for (figure, unit, decimals, striking) in FIGURES {
        for format in ["fit", "tcx", "gpx"] {
            let mut own: Vec<&Difference> = found
                .iter()
                .filter(|d| d.figure == figure && d.format == format)
                .collect();
            if own.is_empty() {
                continue;
            }
            let mut errors = Errors::default();
            errors.extend(own.iter().map(|d| d.error));
            let shown = |value: Option<f64>| {
                let text = value.map_or_else(|| "–".to_owned(), |v| format!("{v:.decimals$}"));
                text.replace("-0.00", "0.00").replace('-', "−")
            };
            let _ = writeln!(
                text,
                "| {figure} | {} | {} | {unit} | {} | {} | {} |",
                format.to_uppercase(),
                errors.count(),
                shown(errors.bias()),
                shown(errors.within(0.5)),
                shown(errors.within(0.95)),
            );
            own.retain(|d| d.error.abs() >= striking);
            own.sort_by(|a, b| b.error.abs().total_cmp(&a.error.abs()));
            println!(
                "-- {figure}, {format}: {} by {striking} {unit} and more",
                own.len()
            );
            for d in own.iter().take(10) {
                println!(
                    "   {:9.2} {unit}, own {:.1} for {:.1}: {} [{}]",
                    d.error, d.own, d.theirs, d.file, d.reason
                );
            }
        }
    }
    text
}

fn of_row(corpus: &Path, header: &[String], row: &[String]) -> Vec<Difference> {
    let cell = |name: &str| {
        let place = header.iter().position(|other| other == name);
        place.and_then(|at| row.get(at)).map_or("", String::as_str)
    };
    let number = |name: &str| cell(name).parse::<f64>().ok().filter(|v| *v > 0.0);
    let format = cell("format").to_owned();
    if format == "fit" && (cell("sport") != "running" || cell("n_sessions") != "1") {
        return Vec::new();
    }
    let file = cell("path").to_owned();
    let found = recordings(&corpus.join(&file));
    let [recording] = found.as_slice() else {
        return Vec::new();
    };
    if recording.sport != Sport::Running {
        return Vec::new();
    }
    let measured = run::measure(recording);
    let mut alone = recording.clone();
    alone.totals.timer = None;
    alone.totals.distance = None;
    alone.samples.distance_m.fill(None);
    let mut differences = Vec::new();
    let mut add = |figure, own: Option<f64>, theirs: Option<f64>, relative: bool| {
        if let (Some(own), Some(theirs)) = (own, theirs) {
            let error = if relative {
                100.0 * (own / theirs - 1.0)
            } else {
                own - theirs
            };
            differences.push(Difference {
                file: file.clone(),
                format: format.clone(),
                figure,
                own,
                theirs,
                error,
                reason: reason(recording, &measured),
            });
        }
    };
    let distance = measured.distance.map(Metres::get);
    let timer = measured.timer.map(Seconds::get);
    let ascent = measured.ascent.map(Metres::get);
    match format.as_str() {
        "fit" => {
            add("distance", distance, number("total_distance"), true);
            let of_fixes = run::measure(&alone).distance.map(Metres::get);
            add(
                "distance by fixes and speed",
                of_fixes,
                number("total_distance"),
                true,
            );
            add("timer time", timer, number("total_timer_time"), false);
            let of_samples = Some(motion::motion(&alone).timer.get());
            add(
                "timer time from samples alone",
                of_samples,
                number("total_timer_time"),
                false,
            );
            add("ascent", ascent, number("total_ascent"), false);
            let high = number("total_ascent").filter(|metres| *metres >= 50.0);
            add("ascent of 50 m and more", ascent, high, true);
            add(
                "cadence, all seconds with steps",
                steps(&measured),
                number("rec_mean_spm_nonzero"),
                false,
            );
            let heart = measured.heart_rate.map(|h| h.mean.get());
            add("mean heart rate", heart, number("avg_heart_rate"), false);
        }
        "tcx" => {
            add("distance", distance, number("tcx_lap_dist_sum"), true);
            add("timer time", timer, number("tcx_lap_time_sum"), false);
        }
        _ => {
            add("distance", distance, number("len2d"), true);
            add("ascent", ascent, number("uphill"), false);
            let high = number("uphill").filter(|metres| *metres >= 50.0);
            add("ascent of 50 m and more", ascent, high, true);
        }
    }
    differences
}

/// The device's mean counts walking too, so every second with steps is compared.
fn steps(measured: &Measured) -> Option<f64> {
    let steps: Vec<f64> = measured
        .trace
        .cadence_spm
        .iter()
        .flatten()
        .map(|v| f64::from(*v))
        .collect();
    (!steps.is_empty()).then(|| steps.iter().sum::<f64>() / steps.len() as f64)
}

/// What may explain a difference, in a few words.
fn reason(recording: &Recording, measured: &Measured) -> String {
    let times = &recording.samples.time_s;
    let holes = times
        .windows(2)
        .filter(|pair| pair[1] - pair[0] > 10.0)
        .count();
    let step = measured.elapsed.get() / times.len().max(1) as f64;
    let mut words = Vec::new();
    if step > 1.5 {
        words.push(format!("a row each {step:.0} s"));
    }
    if holes > 0 {
        words.push(format!("{holes} holes of over 10 s"));
    }
    if recording.truncated {
        words.push("cut off".to_owned());
    }
    match (measured.barometer, measured.altitude_noise) {
        (Some(true), _) => words.push("altitude taken for a barometer's".to_owned()),
        (Some(false), Some(noise)) => {
            words.push(format!(
                "satellite altitude, wanders by {:.1} m",
                noise.slow
            ));
        }
        _ => words.push("no altitude".to_owned()),
    }
    if let Some(source) = measured.distance_source {
        words.push(format!("distance by {source:?}").to_lowercase());
    }
    words.extend(measured.quality.iter().map(|doubt| doubt.message.clone()));
    words.join("; ")
}
