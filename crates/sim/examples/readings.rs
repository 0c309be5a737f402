//! What efforts the program claims of real histories: counts by kind and confidence, each
//! per 100 hours, and how much of ordinary running lies above critical speed.
//!
//! `cargo run -p comeback-sim --example readings -- FOLDER...` takes one history a folder,
//! files unpacked. `--half first|second` keeps the runs of one half by the hash of their
//! file, so that a threshold chosen on one half is confirmed on the other. `--list` prints
//! every claim with what lies beside it, and every run with laps of changing speed or a
//! workout, `--traces INTO` writes the samples of each run as CSV to read or to draw.
//! `--minutes` prints the running time of each run. `--against docs/readings.csv` counts what
//! is claimed now of each effort that was read. Nothing that is printed or written holds a position or a date.

use comeback_core::recording::Sport;
use comeback_core::run::{Confidence, Effort, EffortKind, Speeds};
use comeback_core::units::MetresPerSecond;
use comeback_files::{Reading, RunSketch, read, richness, same_run};
use comeback_signal::efforts::{self, Course, beside};
use comeback_signal::{Classified, Measured, Profile, classify, measure, speeds};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const KINDS: [EffortKind; 7] = [
    EffortKind::Interval,
    EffortKind::Tempo,
    EffortKind::Stride,
    EffortKind::Sprint,
    EffortKind::HillSprint,
    EffortKind::Hill,
    EffortKind::Downhill,
];
/// Easy efforts count for the speeds of reference so long. s
const YEAR_S: f64 = 365.0 * 86_400.0;

struct Held {
    /// First twelve digits of the file's SHA-256, unpacked and as it lies there.
    file: String,
    packed: String,
    sketch: RunSketch,
    rich: comeback_files::identity::Richness,
    measured: Measured,
}

struct Asked {
    half: Option<bool>,
    list: bool,
    minutes: bool,
    traces: Option<PathBuf>,
    against: Vec<Reader>,
}

fn main() -> Result<(), String> {
    let mut asked = Asked {
        half: None,
        list: false,
        minutes: false,
        traces: None,
        against: Vec::new(),
    };
    let mut folders = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => asked.list = true,
            "--minutes" => asked.minutes = true,
            "--half" => {
                asked.half = Some(match arguments.next().as_deref() {
                    Some("first") => true,
                    Some("second") => false,
                    _ => return Err("--half first or --half second".to_owned()),
                });
            }
            "--against" => {
                let list = arguments.next().unwrap_or_default();
                let text = std::fs::read_to_string(&list).map_err(|e| format!("{list}: {e}"))?;
                asked.against = text.lines().skip(1).filter_map(Reader::of).collect();
            }
            "--traces" => asked.traces = arguments.next().map(PathBuf::from),
            folder => folders.push(PathBuf::from(folder)),
        }
    }
    if folders.is_empty() {
        return Err("name a folder with the files of one history; several for several".to_owned());
    }
    let mut claimed = BTreeMap::new();
    println!("{}", heading());
    for folder in &folders {
        let name = folder
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let runs = history(folder)?;
        println!("{}", row(&name, &runs, &asked, &mut claimed)?);
    }
    for ((kind, verdict), [sure, doubtful, none]) in &claimed {
        println!("READ,{kind},{verdict},sure {sure},in doubt {doubtful},not claimed {none}");
    }
    Ok(())
}

/// An effort, or a run for its sessions, that was read by hand.
struct Reader {
    kind: String,
    file: String,
    second: f64,
    seconds: f64,
    verdict: String,
}

/// Of each kind and verdict the efforts that are claimed and sure, in doubt, not claimed.
type Claimed = BTreeMap<(String, String), [usize; 3]>;

/// An effort begins or ends so much elsewhere by another rule. s
const BESIDE_S: f64 = 15.0;

impl Reader {
    /// A line of the list.
    fn of(line: &str) -> Option<Reader> {
        // A second reading of sessions is quoted for its comma.
        let line = line.replace("\"session, second reading\"", "session");
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |at: usize| cells.get(at).copied();
        Some(Reader {
            kind: cell(0)?.to_owned(),
            file: cell(1)?.to_owned(),
            second: cell(2)?.parse().ok()?,
            seconds: cell(3)?.parse().ok()?,
            verdict: cell(5)?.to_owned(),
        })
    }

    /// Counts what is claimed of it.
    fn count(&self, efforts: &[Effort], claimed: &mut Claimed) {
        let is_session = self.kind == "session";
        let kind = if is_session { "interval" } else { &self.kind };
        let mut of = efforts.iter().filter(|effort| {
            let (from, to) = efforts::span(effort);
            let is_beside =
                self.second - BESIDE_S <= to && from <= self.second + self.seconds + BESIDE_S;
            effort.kind.as_str() == kind && (is_session || is_beside)
        });
        let found = match of.next() {
            None => 2,
            Some(first) => {
                let mut all = std::iter::once(first).chain(of);
                usize::from(all.all(|effort| effort.confidence == Confidence::Low))
            }
        };
        let key = (self.kind.clone(), self.verdict.clone());
        claimed.entry(key).or_default()[found] += 1;
    }
}

/// The first twelve digits of the SHA-256.
fn digits(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(6).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The runs of a folder in the order of their start, each once.
fn history(folder: &Path) -> Result<Vec<Held>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    let mut runs: Vec<Held> = files
        .par_iter()
        .filter_map(|path| Some((path, std::fs::read(path).ok()?)))
        .flat_map_iter(|(path, bytes)| {
            let packed = digits(&bytes);
            let outcomes = read(&path.to_string_lossy(), &bytes);
            outcomes
                .into_iter()
                .map(move |outcome| (packed.clone(), outcome))
        })
        .flat_map_iter(|(packed, outcome)| {
            let file = digits(&outcome.bytes);
            let recordings = match outcome.reading {
                Reading::Recordings(recordings) => recordings,
                _ => Vec::new(),
            };
            recordings
                .into_iter()
                .filter(|one| one.sport == Sport::Running && one.unsure.is_none())
                .map(move |one| Held {
                    file: file.clone(),
                    packed: packed.clone(),
                    sketch: RunSketch::of(&one),
                    rich: richness(&one),
                    measured: measure(&one),
                })
        })
        .collect();
    runs.sort_by(|a, b| {
        let richer = b.rich.partial_cmp(&a.rich);
        richer.unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut kept: Vec<Held> = Vec::new();
    for run in runs {
        if !kept
            .iter()
            .any(|other| same_run(&other.sketch, &run.sketch))
        {
            kept.push(run);
        }
    }
    kept.sort_by(|a, b| a.sketch.start_s.total_cmp(&b.sketch.start_s));
    Ok(kept)
}

/// The speeds of reference of a run's day.
fn speeds_of(runs: &[Held], index: usize) -> Speeds {
    let start = runs[index].sketch.start_s;
    let earlier = runs[..=index].iter().filter_map(|run| {
        let age = start - run.sketch.start_s;
        (age <= YEAR_S).then_some((age / 86_400.0, &run.measured.best))
    });
    speeds(earlier, None, None)
}

fn is_first_half(file: &str) -> bool {
    u8::from_str_radix(file.get(..2).unwrap_or("0"), 16).is_ok_and(|byte| byte % 2 == 0)
}

fn heading() -> String {
    let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.as_str()).collect();
    format!(
        "| history | runs | hours | {} | runs with a sure session | runs with a doubtful one | running ≥ CS | runs ≥ CS | runs ≥ 0.90 CS | hard min per 100 h |\n|{}",
        kinds.join(" | "),
        "---|".repeat(KINDS.len() + 9)
    )
}

fn row(name: &str, runs: &[Held], asked: &Asked, claimed: &mut Claimed) -> Result<String, String> {
    let chosen: Vec<usize> = (0..runs.len())
        .filter(|&index| {
            asked
                .half
                .is_none_or(|first| is_first_half(&runs[index].file) == first)
        })
        .collect();
    if asked.minutes {
        for run in chosen.iter().filter_map(|&index| runs.get(index)) {
            let seconds = run.measured.running.map(|seconds| seconds.get().round());
            println!("MINUTES,{name},{},{seconds:?}", run.file);
        }
    }
    let found: Vec<(usize, Speeds, Classified)> = chosen
        .par_iter()
        .map(|&index| {
            let speeds = speeds_of(runs, index);
            let classified = classify(&runs[index].measured, &speeds, &Profile::default());
            (index, speeds, classified)
        })
        .collect();
    let hours: f64 = chosen
        .iter()
        .filter_map(|&index| runs[index].measured.moving)
        .map(|time| time.get() / 3600.0)
        .sum();
    let per = |count: f64| 100.0 * count / hours.max(0.1);
    let claims = |kind: EffortKind, sure: bool| {
        let efforts = found
            .iter()
            .filter_map(|(_, _, found)| found.efforts.as_ref());
        let of = efforts.flatten().filter(|effort| effort.kind == kind);
        of.filter(|effort| (effort.confidence != Confidence::Low) == sure)
            .count()
    };
    let sessions = |sure: bool| {
        let with = |found: &&(usize, Speeds, Classified)| {
            let mut efforts = found.2.efforts.iter().flatten();
            efforts.any(|effort| {
                effort.kind == EffortKind::Interval
                    && (effort.confidence != Confidence::Low) == sure
            })
        };
        found.iter().filter(with).count()
    };
    let (mut above, mut running, mut hard, mut harder, mut judged) = (0usize, 0usize, 0, 0, 0);
    let mut sure_hard = 0.0;
    for (index, speeds, classified) in &found {
        let Some(critical) = speeds.critical.map(MetresPerSecond::get) else {
            continue;
        };
        let run = &runs[*index].measured;
        judged += 1;
        let median = run.best.median_gap.map_or(0.0, MetresPerSecond::get);
        hard += usize::from(median >= critical);
        harder += usize::from(median >= 0.9 * critical);
        let course = course(run);
        let effort = course.averaged(29, |course, index| course.effort(index));
        for (second, effort) in effort.iter().enumerate() {
            if course.runs(second) {
                running += 1;
                above += usize::from(effort.is_some_and(|v| v >= critical));
            }
        }
        let efforts: Vec<Effort> = classified.efforts.clone().unwrap_or_default();
        sure_hard += classified.hard.map_or(0.0, |hard| hard.get() / 60.0);
        let run = &runs[*index];
        for read in &asked.against {
            if read.file == run.file || read.file == run.packed {
                read.count(&efforts, claimed);
            }
        }
        if asked.list {
            print!("{}", listed(name, &runs[*index], speeds, &efforts));
        }
        if let Some(into) = &asked.traces {
            let path = into.join(format!("{}.csv", runs[*index].file));
            std::fs::write(&path, samples(&runs[*index].measured))
                .map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    let mut text = format!("| {name} | {} | {hours:.0} |", chosen.len());
    for kind in KINDS {
        let (sure, not) = (claims(kind, true), claims(kind, false));
        let _ = write!(text, " {:.1} · {:.1} |", per(sure as f64), per(not as f64));
    }
    let _ = write!(
        text,
        " {} | {} | {:.1} % | {:.1} % | {:.1} % | {:.0} |",
        sessions(true),
        sessions(false),
        percent(above, running),
        percent(hard, judged),
        percent(harder, judged),
        per(sure_hard)
    );
    Ok(text)
}

fn course(run: &Measured) -> Course<'_> {
    Course::new(
        &run.trace,
        run.altitude_noise,
        run.speed_noise,
        run.speed_step,
    )
}

/// The claims of a run with what a reader asks of each.
fn listed(name: &str, run: &Held, speeds: &Speeds, efforts: &[Effort]) -> String {
    let course = course(&run.measured);
    let shown = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.2}"));
    let planned = beside::repeated_work(&run.measured.laps).len();
    let laps: Vec<String> = (run.measured.laps.iter())
        .map(|lap| {
            let time = lap.timer_s.or(lap.elapsed_s);
            let speed = lap.distance_m.zip(time).map(|(metres, time)| metres / time);
            format!("{:.0}@{}", time.unwrap_or(0.0), shown(speed))
        })
        .collect();
    let mut text = format!(
        "RUN,{name},{},{:.0},cs {} {:?},vmax {},noise {},speed {},by {:?},poor {},planned {planned},median {},laps {}\n",
        run.file,
        run.measured.moving.map_or(0.0, |time| time.get()),
        shown(speeds.critical.map(MetresPerSecond::get)),
        speeds.critical_source,
        shown(speeds.vmax.map(MetresPerSecond::get)),
        shown(run.measured.altitude_noise.map(|noise| noise.slow)),
        shown(run.measured.speed_noise),
        run.measured.speed_source,
        run.measured.quality.len(),
        shown(run.measured.best.median_gap.map(MetresPerSecond::get)),
        laps.join(" ")
    );
    for effort in efforts {
        let (from, to) = efforts::span(effort);
        let inside = |index: &usize| (from..to).contains(&course.time(*index));
        let seconds: Vec<usize> = course.indices().filter(inside).collect();
        let Some((first, last)) = seconds.first().zip(seconds.last()) else {
            continue;
        };
        let range = *first..last + 1;
        let _ = writeln!(
            text,
            "CLAIM,{name},{},{},{from:.0},{:.0},{:?},speed {},gap {},side {},heart {},steps {},rise {},grade {},climb {}",
            effort.kind.as_str(),
            run.file,
            effort.duration.get(),
            effort.confidence,
            shown(effort.speed.map(MetresPerSecond::get)),
            shown(effort.gap.map(MetresPerSecond::get)),
            shown(beside::faster_side(&course, &range)),
            shown(beside::heart_rise(&course, &range)),
            shown(beside::cadence_rise(&course, &range)),
            shown(beside::recorded_rise(&course, &range)),
            shown(effort.mean_grade.map(|grade| grade.get())),
            shown(effort.climb.map(|climb| climb.get())),
        );
    }
    text
}

/// The samples of a run without place and date.
fn samples(run: &Measured) -> String {
    let mut text = String::from("time,speed,gap,cadence,heart,altitude,running\n");
    let trace = &run.trace;
    for index in 0..trace.len() {
        let small = |column: &[Option<f32>]| {
            let value = column.get(index).copied().flatten();
            value.map_or(String::new(), |value| format!("{value:.2}"))
        };
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{}",
            trace.time_s[index],
            small(&trace.speed_m_per_s),
            small(&trace.gap_m_per_s),
            small(&trace.cadence_spm),
            trace.heart_rate_bpm[index].map_or(String::new(), |bpm| bpm.to_string()),
            small(&trace.recorded_altitude_m),
            u8::from(trace.running[index]),
        );
    }
    text
}
