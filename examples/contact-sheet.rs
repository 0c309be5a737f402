//! Every chart of every athlete at every size and in every colour, side by side, for a
//! person to look at: `just contact-sheet`.
//!
//! The made athletes are taken, and each history of the folders given, else of
//! `COMEBACK_CORPUS` (`../shared/corpus/histories`) and of `../shared/long` where they
//! are there. Everything goes to a folder of its own under the system's temporary
//! files and never into the repository: a picture of a person's training is theirs.

#[allow(dead_code, reason = "shared with the bench of the charts")]
#[path = "../benches/charts/kept.rs"]
mod kept;

use chrono::TimeDelta;
use comeback_app as app;
use comeback_core::diary::History;
use comeback_core::limits::UnitSystem;
use comeback_core::run::EffortKind;
use comeback_report::charts::profile::{self, Profile};
use comeback_report::charts::series::{Chart, Seen};
use comeback_report::charts::{Figure, Look, Theme, png, render, roster};
use std::path::{Path, PathBuf};

type Failure = Box<dyn std::error::Error>;

/// Width, theme and the name of each picture of a row.
const SIZES: [(u32, Theme, &str); 5] = [
    (860, Theme::Light, "page"),
    (330, Theme::Light, "phone"),
    (330, Theme::Dark, "phone-dark"),
    (860, Theme::Dark, "page-dark"),
    (860, Theme::Grey, "page-grey"),
];

struct Athlete {
    name: String,
    history: History,
    /// The last run, the hilliest and the one with the most efforts.
    runs: Vec<Profile>,
}

fn main() -> Result<(), Failure> {
    let folder = kept::folder();
    std::fs::create_dir_all(&folder)?;
    let mut athletes = Vec::new();
    for made in kept::made() {
        athletes.push(athlete(kept::name_of(&made), &made)?);
    }
    let mut real: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    if real.is_empty() {
        real = kept::histories();
    }
    for (place, history) in real.iter().enumerate() {
        // A history is told by no name.
        athletes.push(athlete(format!("runner {}", place + 1), history)?);
    }
    let mut written = Vec::new();
    let seen: Vec<Seen> = (athletes.iter())
        .map(|athlete| Seen::of(&athlete.history, None))
        .collect();
    for chart in Chart::ALL {
        let mut rows: Vec<Vec<(Figure, Theme)>> = Vec::new();
        for (athlete, seen) in athletes.iter().zip(&seen) {
            let looks = || {
                SIZES
                    .iter()
                    .map(|(width, theme, _)| look(&athlete.history, &athlete.name, *width, *theme))
            };
            if chart == Chart::Run {
                for run in &athlete.runs {
                    let drawn = looks().map(|look| (profile::draw(run, &look), look.theme));
                    rows.push(drawn.collect());
                }
            } else {
                let drawn =
                    looks().filter_map(|look| Some((seen.figure(chart, &look)?, look.theme)));
                rows.push(drawn.collect());
            }
        }
        written.extend(sheets(&folder, chart.name(), &rows)?);
    }
    written.extend(sheets(&folder, "roster", &[roster_row(&athletes)])?);
    for path in written {
        println!("{}", path.display());
    }
    Ok(())
}

fn look(history: &History, name: &str, width: u32, theme: Theme) -> Look {
    Look {
        width,
        theme,
        units: history.settings.units,
        athlete: name.to_owned(),
        as_of: history.today().format("%-d %B %Y").to_string(),
    }
}

fn roster_row(athletes: &[Athlete]) -> Vec<(Figure, Theme)> {
    let mut rows: Vec<roster::Row> = (athletes.iter())
        .map(|athlete| app::glance(&athlete.name, &athlete.history))
        .collect();
    roster::sort(&mut rows);
    (SIZES.iter())
        .map(|(width, theme, _)| {
            let look = Look {
                width: *width,
                theme: *theme,
                units: UnitSystem::Kilometres,
                athlete: "all athletes".to_owned(),
                as_of: String::new(),
            };
            (roster::draw(&rows, &look), *theme)
        })
        .collect()
}

/// An athlete brought into a home that is kept for the next time; seen on the evening
/// of the last run.
fn athlete(name: String, folder: &Path) -> Result<Athlete, Failure> {
    eprintln!("reading {name}");
    let whole = kept::workspace(folder, None)?.history()?;
    let last = (whole.runs.last()).map_or(whole.now, |run| run.end() + TimeDelta::hours(6));
    let mut workspace = kept::workspace(folder, Some(&last.to_rfc3339()))?;
    let history = workspace.history()?;
    let runs = &history.runs;
    let climb =
        |run: &comeback_core::run::Run| run.ascent.map_or(0.0, comeback_core::units::Metres::get);
    let efforts = |run: &comeback_core::run::Run| {
        [
            EffortKind::HillSprint,
            EffortKind::Sprint,
            EffortKind::Interval,
        ]
        .into_iter()
        .filter_map(|kind| run.count(kind))
        .sum::<usize>()
    };
    let chosen = [
        runs.last(),
        runs.iter().max_by(|a, b| climb(a).total_cmp(&climb(b))),
        runs.iter().max_by_key(|run| efforts(run)),
    ];
    let mut profiles = Vec::new();
    let mut drawn = std::collections::BTreeSet::new();
    for run in chosen.into_iter().flatten() {
        if !drawn.insert(run.id.clone()) {
            continue;
        }
        profiles.extend(app::run_profile(&mut workspace, &history, run, true)?);
    }
    Ok(Athlete {
        name,
        history,
        runs: profiles,
    })
}

/// Rows of pictures pasted into sheets of a size that can be looked at.
fn sheets(
    folder: &Path,
    name: &str,
    rows: &[Vec<(Figure, Theme)>],
) -> Result<Vec<PathBuf>, Failure> {
    const TALLEST: usize = 1900;
    let mut written = Vec::new();
    // The page and the phone in light and dark on one sheet, the rest on another.
    for (part, range) in [("a", 0..3), ("b", 3..5)] {
        let mut sheet: Vec<Vec<(u32, u32, Vec<u8>)>> = Vec::new();
        let mut tall = 0;
        for row in rows {
            let mut pictures = Vec::new();
            for (figure, theme) in row.get(range.clone()).unwrap_or_default() {
                pictures.push(render::pixels(&figure.scene, *theme, 1)?);
            }
            let height = pictures
                .iter()
                .map(|(_, high, _)| *high as usize)
                .max()
                .unwrap_or(0);
            if tall + height > TALLEST && !sheet.is_empty() {
                written.push(paste(
                    folder,
                    &format!("{name}-{part}{}", written.len()),
                    &sheet,
                )?);
                sheet.clear();
                tall = 0;
            }
            tall += height + 8;
            sheet.push(pictures);
        }
        if !sheet.is_empty() {
            written.push(paste(
                folder,
                &format!("{name}-{part}{}", written.len()),
                &sheet,
            )?);
        }
    }
    Ok(written)
}

fn paste(folder: &Path, name: &str, rows: &[Vec<(u32, u32, Vec<u8>)>]) -> Result<PathBuf, Failure> {
    const GAP: usize = 8;
    let wide_of = |row: &Vec<(u32, u32, Vec<u8>)>| -> usize {
        row.iter().map(|(wide, _, _)| *wide as usize + GAP).sum()
    };
    let high_of = |row: &Vec<(u32, u32, Vec<u8>)>| -> usize {
        row.iter()
            .map(|(_, high, _)| *high as usize)
            .max()
            .unwrap_or(0)
    };
    let width = rows.iter().map(wide_of).max().unwrap_or(1);
    let height: usize = rows.iter().map(|row| high_of(row) + GAP).sum();
    let mut pixels = vec![200_u8; width * height * 3];
    let mut top = 0;
    for row in rows {
        let mut left = 0;
        for (wide, high, picture) in row {
            let bytes = *wide as usize * 3;
            for line in 0..*high as usize {
                let to = ((top + line) * width + left) * 3;
                let from = line * bytes;
                if let (Some(to), Some(from)) = (
                    pixels.get_mut(to..to + bytes),
                    picture.get(from..from + bytes),
                ) {
                    to.copy_from_slice(from);
                }
            }
            left += *wide as usize + GAP;
        }
        top += high_of(row) + GAP;
    }
    let path = folder.join(format!("{name}.png"));
    std::fs::write(&path, png::encode(&pixels, width as u32, height as u32)?)?;
    Ok(path)
}
