//! Importing folders of workouts.

use super::rooms::{self, Rooms, workouts};
use super::{program, short};
use std::path::PathBuf;

/// Each room by itself.
pub(crate) fn rooms(folders: &[PathBuf]) {
    println!(
        "{:<28} {:>6} {:>7} {:>10} {:>8} {:>8} {:>9} {:>6}",
        "ms a file", "files", "MB", "rustyfit", "decode", "measure", "classify", "times"
    );
    for folder in folders {
        let files = workouts(folder);
        let found = rooms::of(&files);
        let Rooms {
            decode,
            measure,
            classify,
            ..
        } = found;
        let each = |seconds: f64| 1e3 * seconds / found.files.max(1) as f64;
        let bare = found.bare.unwrap_or(f64::NAN);
        println!(
            "{:<28} {:>6} {:>7.1} {:>10.2} {:>8.2} {:>8.2} {:>9.2} {:>6.1}",
            short(folder),
            found.files,
            found.bytes as f64 / 1e6,
            each(bare),
            each(decode),
            each(measure),
            each(classify),
            (decode + measure + classify) / bare,
        );
    }
}

/// The program, beside bare decoding right before and after it.
pub(crate) fn whole(folders: &[PathBuf]) {
    println!(
        "{:<28} {:>6} {:>11} {:>10} {:>6} {:>8} {:>8} {:>9}",
        "", "files", "ms a file", "rustyfit", "times", "wall s", "peak MB", "cache MB"
    );
    let (mut all, mut all_bare) = (0.0, 0.0);
    for folder in folders {
        let files = workouts(folder);
        let fit = files.iter().filter(|(_, bytes)| rooms::is_fit(bytes));
        let fit: Vec<_> = fit.cloned().collect();
        let whole = fit.len() == files.len();
        let mut least: Option<(f64, f64, program::Call)> = None;
        let mut cache = 0;
        for _ in 0..2 {
            let bare_s = |files: &[(String, Vec<u8>)]| {
                let from = super::processor::own();
                let fields: usize = files.iter().map(|(_, bytes)| rooms::bare(bytes)).sum();
                std::hint::black_box(fields);
                super::processor::own() - from
            };
            let before = bare_s(&fit);
            let home = tempfile::tempdir().expect("a home");
            let path = folder.to_str().expect("a path in UTF-8");
            let call = program::call(home.path(), None, &["import", path]);
            let after = bare_s(&fit);
            let bare = f64::midpoint(before, after);
            cache = program::size(&home.path().join("cache"));
            if least
                .as_ref()
                .is_none_or(|(times, ..)| call.processor_s / bare < *times)
            {
                least = Some((call.processor_s / bare, bare, call));
            }
        }
        let Some((times, bare, call)) = least else {
            continue;
        };
        if whole {
            all += call.processor_s;
            all_bare += bare;
        }
        println!(
            "{:<28} {:>6} {:>11.2} {:>10.2} {:>6} {:>8.1} {:>8.0} {:>9.1}",
            short(folder),
            files.len(),
            1e3 * call.processor_s / files.len() as f64,
            1e3 * bare / fit.len().max(1) as f64,
            if whole {
                format!("{times:.1}")
            } else {
                "-".to_owned()
            },
            call.wall_s,
            call.peak_mb,
            cache as f64 / 1e6,
        );
    }
    println!("all that are FIT only: {:.2} times", all / all_bare);
}
