//! One run: what it was, in figures, and how it was answered.

use crate::charts::frame::Figure as Drawn;
use crate::tree::{
    Block, Cell, Chart, Figure, Pair, Section, Table, Tone, Words, column, figures as right,
};
use crate::words::quantity::{self, climb, clock, distance, moment, pace, step_length, trimmed};
use crate::words::{clean, is_asked};
use comeback_core::diary::response::belongs;
use comeback_core::diary::{Band, History, PainEntry, response};
use comeback_core::limits::{self, UnitSystem};
use comeback_core::recording::Format;
use comeback_core::rules;
use comeback_core::run::{
    Confidence, DistanceSource, Effort, NotCounted, PaceSource, Run, SpeedSource,
};
use comeback_core::units::{Metres, Seconds};

/// Where hills cannot be told.
pub(crate) const NO_GRADE: &str = "no usable grade: hills and hill sprints are unknown, not absent";

/// Names and figures of a run; `None` is not known. What no run needs to have is left out
/// where it is not known.
pub(crate) fn figures(run: &Run, units: UnitSystem) -> Vec<(&'static str, Option<String>)> {
    let source = run.distance_source.map(|source| match source {
        DistanceSource::Device => "by the device",
        DistanceSource::Fixes => "by the fixes",
        DistanceSource::Speed => "by the speed",
        DistanceSource::Stated => "as stated",
        DistanceSource::Total => "by the device's total",
    });
    let with_source = |metres: Metres| match source {
        Some(source) => format!("{} {source}", distance(metres, units)),
        None => distance(metres, units),
    };
    let speed_by = match run.speed_source {
        Some(PaceSource::Device) => " by the device",
        Some(PaceSource::Distance) => " by the distance",
        Some(PaceSource::Fixes) => " by the fixes",
        Some(PaceSource::Corrected) => " scaled to the device's total",
        None => "",
    };
    let dynamics = run.dynamics.unwrap_or_default();
    let within = run
        .ascent_uncertainty
        .map(|half| format!(" ± {}", climb(half, units)))
        .unwrap_or_default();
    let critical = run.speeds.critical.map(|speed| {
        let source = match run.speeds.critical_source {
            Some(SpeedSource::Given) => " as given",
            Some(SpeedSource::BestEfforts) => " by best efforts",
            Some(SpeedSource::EasySpeed) => " by easy speed",
            None => "",
        };
        let doubt = match run.speeds.critical_confidence {
            Some(Confidence::Low) => ", uncertain",
            _ => "",
        };
        format!("{}{source}{doubt}", pace(speed, units))
    });
    let all = vec![
        ("distance", run.distance.map(with_source)),
        (
            "cadence",
            run.cadence.map(|cadence| {
                format!(
                    "{:.0} spm, {:.0} % known",
                    cadence.median.get(),
                    cadence.coverage * 100.0
                )
            }),
        ),
        ("running", run.running.map(clock)),
        (
            "step length",
            run.step_length.map(|step| step_length(step, units)),
        ),
        ("moving", run.moving.map(clock)),
        (
            "heart rate",
            run.heart_rate
                .map(|rate| format!("{:.0} bpm, max {:.0}", rate.mean.get(), rate.max.get())),
        ),
        ("elapsed", Some(clock(run.elapsed))),
        (
            "ascent",
            run.ascent
                .map(|metres| format!("{}{within}", climb(metres, units))),
        ),
        (
            "pace",
            run.speed
                .map(|speed| format!("{}{speed_by}", pace(speed, units))),
        ),
        ("descent", run.descent.map(|metres| climb(metres, units))),
        ("flat pace (GAP)", run.gap.map(|speed| pace(speed, units))),
        ("hard", run.hard.map(clock)),
        ("critical pace", critical),
        ("tendon load", run.tendon_load.map(|load| trimmed(load, 1))),
        (
            "exertion",
            run.rpe.map(|rpe| format!("{} of 10", trimmed(rpe, 1))),
        ),
        (
            "feel",
            run.feel
                .map(|feel| format!("{} of 4", trimmed(feel * 4.0, 0))),
        ),
        ("TRIMP", run.load.trimp.map(|load| trimmed(load, 0))),
        (
            "session RPE",
            run.load.session_rpe.map(|load| trimmed(load, 0)),
        ),
        ("rTSS", run.load.rtss.map(|load| trimmed(load, 0))),
        (
            "ground contact",
            dynamics
                .ground_contact
                .map(|contact| format!("{:.0} ms", 1000.0 * contact.get())),
        ),
        (
            "vertical osc.",
            dynamics
                .vertical_oscillation
                .map(|metres| format!("{:.1} cm", 100.0 * metres.get())),
        ),
        (
            "vertical ratio",
            dynamics
                .vertical_ratio
                .map(|ratio| format!("{:.1} %", 100.0 * ratio)),
        ),
        (
            "balance",
            dynamics
                .left_share
                .map(|left| format!("{:.1} % left", 100.0 * left)),
        ),
    ];
    all.into_iter()
        .filter(|(name, value)| value.is_some() || !OPTIONAL.contains(name))
        .collect()
}

/// The figures that no run needs to have are left out when missing, not dashed.
const OPTIONAL: [&str; 10] = [
    "exertion",
    "feel",
    "TRIMP",
    "session RPE",
    "rTSS",
    "critical pace",
    "ground contact",
    "vertical osc.",
    "vertical ratio",
    "balance",
];

/// Efforts that lasted, in the order of time; `None` where there are none.
pub(crate) fn efforts(run: &Run, units: UnitSystem) -> Option<Table> {
    let timed = (run.efforts.iter().flatten()).filter(|effort| effort.duration > Seconds::ZERO);
    let mut table = Table::new(
        "Efforts",
        vec![
            column("kind", 0),
            right("at", 0),
            right("for", 0),
            right("grade", 0),
            right("climb", 3),
            right("pace", 1),
            right("flat pace", 0),
            column("", 2),
        ],
    );
    for effort in timed {
        table.row(effort_row(effort, units));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn effort_row(effort: &Effort, units: UnitSystem) -> [Cell; 8] {
    let doubt = match effort.confidence {
        Confidence::Low => "uncertain",
        Confidence::Medium => "fairly sure",
        Confidence::High => "",
    };
    [
        Cell::from(effort.kind.as_str()),
        Cell::from(clock(effort.start)),
        Cell::from(clock(effort.duration)),
        Cell::figure(
            effort
                .mean_grade
                .map(|grade| format!("{:+.1} %", grade.percent())),
        ),
        Cell::figure(effort.climb.map(|metres| climb(metres, units))),
        Cell::figure(effort.speed.map(|speed| pace(speed, units))),
        Cell::figure(effort.gap.map(|speed| pace(speed, units))),
        Cell::toned(doubt, Tone::Quiet),
    ]
}

/// Laps, where there are several.
pub(crate) fn laps(run: &Run, units: UnitSystem) -> Option<Table> {
    if run.laps.len() < 2 {
        return None;
    }
    let mut table = Table::new(
        "Laps",
        vec![
            right("lap", 0),
            right("at", 1),
            right("distance", 0),
            right("time", 0),
            right("pace", 0),
        ],
    );
    for (index, lap) in run.laps.iter().enumerate() {
        let time = lap.timer_s.or(lap.elapsed_s);
        let speed = (lap.distance_m)
            .zip(time.filter(|time| *time > 0.0))
            .map(|(metres, time)| Metres::new(metres) / Seconds::new(time));
        let far = |metres: f64| distance(Metres::new(metres), units);
        table.row([
            Cell::from((index + 1).to_string()),
            Cell::from(clock(Seconds::new(lap.start_s))),
            Cell::figure(lap.distance_m.map(far)),
            Cell::figure(time.map(|time| clock(Seconds::new(time)))),
            Cell::figure(speed.map(|speed| pace(speed, units))),
        ]);
    }
    Some(table)
}

/// Why a recording counts for nothing, and what would make it count.
pub fn aside(run: &Run) -> Option<(String, String)> {
    if let Some(aside) = &run.not_counted {
        let change = match aside {
            NotCounted::Unsure(_) => format!(
                "`comeback sport {0} run` counts it, `comeback sport {0} other` settles that it is no run; where only a part of it was run, `comeback trim {0} --to TIME` keeps that part.",
                run.id
            ),
            NotCounted::Excluded(_) => format!("`comeback include {}` counts it again.", run.id),
        };
        return Some((format!("Counts for nothing: {}.", aside.why()), change));
    }
    run.is_accident().then(|| {
        let why = format!(
            "Counts for nothing: under {:.0} s or {:.0} m is a slip of the start button.",
            limits::ACCIDENT_SECONDS.value,
            limits::ACCIDENT_METRES.value,
        );
        let change = format!(
            "Was it a run? `comeback correct {} --minutes M --distance KM` says what was run.",
            run.id
        );
        (why, change)
    })
}

/// `trail run “Round the lake”`
pub fn name(run: &Run) -> String {
    let ground = match run.sub_sport.as_str() {
        "generic" => "run".to_owned(),
        other => format!("{other} run"),
    };
    match &run.title {
        Some(title) => format!("{ground} “{}”", clean(title)),
        None => ground,
    }
}

/// The run's name among runs, the watch and the files that it came from.
pub(crate) fn origin(run: &Run) -> String {
    let files: Vec<String> = (run.files.iter())
        .map(|file| match file.format {
            Format::Manual => clean(&file.name),
            _ => format!("{} ({})", clean(&file.name), file.format.as_str()),
        })
        .collect();
    let mut origin = vec![run.id.to_string()];
    origin.extend(run.device.as_deref().map(clean));
    origin.push(files.join(", "));
    origin.join(" · ")
}

/// The figures that another file than the first gave, by file.
pub(crate) fn by_source(run: &Run) -> Vec<(&str, Vec<&str>)> {
    let mut by_file: Vec<(&str, Vec<&str>)> = Vec::new();
    for source in &run.sources {
        match by_file.iter_mut().find(|(file, _)| *file == source.file) {
            Some((_, figures)) => figures.push(&source.figure),
            None => by_file.push((&source.file, vec![&source.figure])),
        }
    }
    by_file
}

/// What was not believed or is unsure, beyond what a rule of data quality says already.
pub(crate) fn not_believed<'a>(history: &History, run: &'a Run) -> Vec<&'a String> {
    let doubts = rules::doubts(history, run);
    let said = |clause: &&String| doubts.iter().any(|doubt| doubt.message.contains(*clause));
    (run.uncertain.iter())
        .filter(|clause| !said(clause))
        .collect()
}

/// The course with the line on its marks; its sentence stands above it.
pub fn course(drawn: &Drawn) -> Section {
    Section::new("course", "The course").with(Block::Figure(Figure {
        chart: Chart::Run,
        title: String::new(),
        second: String::new(),
        about: drawn.words.marks.clone(),
        table: None,
    }))
}

/// Figures of the body, and not of the way.
const OF_THE_BODY: [&str; 14] = [
    "cadence",
    "step length",
    "heart rate",
    "hard",
    "tendon load",
    "exertion",
    "feel",
    "TRIMP",
    "session RPE",
    "rTSS",
    "ground contact",
    "vertical osc.",
    "vertical ratio",
    "balance",
];

/// The figures as two tables, of the way and of the body.
pub fn figure_tables(run: &Run, units: UnitSystem) -> [Section; 2] {
    let of = |body: bool| {
        let columns = vec![column("figure", 0), column("value", 0)];
        let mut table = Table::new(if body { "Body" } else { "Way" }, columns);
        for (name, value) in figures(run, units) {
            if OF_THE_BODY.contains(&name) == body {
                let name = match name {
                    "rTSS" => "running stress (rTSS)",
                    "vertical osc." => "vertical oscillation",
                    other => other,
                };
                table.row([Cell::from(name), Cell::figure(value)]);
            }
        }
        table
    };
    [
        Section::new("way", "Way and time").with(Block::Table(of(false))),
        Section::new("body", "Stride and effort").with(Block::Table(of(true))),
    ]
}

/// Efforts and laps.
pub fn parts(history: &History, run: &Run, units: UnitSystem) -> Vec<Section> {
    /// More laps than these are shown when asked for.
    const MANY: usize = 12;
    /// The same of efforts: a day in the hills has fifty.
    const MANY_EFFORTS: usize = 24;
    let mut found = Vec::new();
    let mut of = Section::new("efforts", "Efforts");
    of = match (efforts(run, units), &run.efforts) {
        (Some(table), _) if table.rows.len() > MANY_EFFORTS => of.with(Block::Fold {
            title: quantity::counted(table.rows.len(), "effort", "efforts"),
            blocks: vec![Block::Table(table)],
        }),
        (Some(table), _) => of.with(Block::Table(table)),
        (None, None) => of.with(Block::text("Unknown: the recording has no usable speed.")),
        (None, Some(_)) => of.with(Block::text("None.")),
    };
    if !run.grade_known {
        of = of.with(Block::Note(crate::words::capital(NO_GRADE) + "."));
    }
    found.push(of);
    if let Some(table) = laps(run, units) {
        let section = Section::new("laps", "Laps");
        found.push(if table.rows.len() > MANY {
            let title = quantity::counted(table.rows.len(), "lap", "laps");
            section.with(Block::Fold {
                title,
                blocks: vec![Block::Table(table)],
            })
        } else {
            section.with(Block::Table(table))
        });
    }
    let doubts = rules::doubts(history, run);
    let told = (doubts.iter().map(|doubt| doubt.message.clone()))
        .chain(not_believed(history, run).into_iter().cloned());
    let told: Vec<Words> = told
        .map(|text| Words::from(crate::words::capital(&text)))
        .collect();
    if !told.is_empty() {
        found.push(Section::new("doubts", "Not sure about this recording").with(Block::List(told)));
    }
    let mut source = vec![Pair {
        name: "recording".to_owned(),
        words: origin(run).into(),
    }];
    source.extend(by_source(run).into_iter().map(|(file, figures)| Pair {
        name: figures.join(", "),
        words: format!("from {}", clean(file)).into(),
    }));
    found.push(Section::new("source", "Where it comes from").with(Block::Pairs(source)));
    found
}

/// Pain from the start of the run to 48 h after its end, as it was logged; `None` where it
/// is not asked for.
pub fn answered(history: &History, run: &Run) -> Option<Section> {
    let found = response(run, history);
    if !is_asked(history, run, &found) {
        return None;
    }
    let of = Section::new("response", "How the tendon answered")
        .with(Block::Text(Words::response(&found)));
    let entries: Vec<&PainEntry> = (history.pain.iter())
        .filter(|entry| belongs(entry, run))
        .collect();
    let due = if found.complete {
        "The day after is known.".to_owned()
    } else {
        format!(
            "The worst since the run is asked for from {} to {}; it can be given until {}.",
            moment(found.late_from),
            moment(found.closes),
            moment(found.asked_until)
        )
    };
    let mut table = Table::new(
        "Pain after the run",
        vec![
            column("when", 0),
            column("after the run", 1),
            column("pain", 0),
            column("said with it", 0),
        ],
    );
    for entry in entries {
        let score = entry.score.get();
        table.row([
            Cell::from(moment(entry.at)),
            Cell::from(after(entry, run)),
            Words::band(Band::of_score(entry.score), Some(score)).into(),
            Cell::from(said(entry)),
        ]);
    }
    let of = if table.rows.is_empty() {
        of.with(Block::text("Nothing is logged."))
    } else {
        of.with(Block::Table(table))
    };
    Some(of.with(Block::Note(due)))
}

/// `5 h 4 min`
fn after(entry: &PainEntry, run: &Run) -> String {
    let minutes = (entry.at - run.end()).num_minutes();
    match (minutes / 60, minutes % 60) {
        _ if entry.at < run.end() => "during it".to_owned(),
        (0, minutes) => format!("{minutes} min"),
        (hours, _) => format!("{hours} h"),
    }
}

/// Where it was felt, and what was said.
pub(crate) fn said(entry: &PainEntry) -> String {
    let site = entry.site.as_deref().map(clean).unwrap_or_default();
    let note = (entry.note.as_deref())
        .map(|note| format!("“{}”", clean(note)))
        .unwrap_or_default();
    let parts = [site, note].into_iter().filter(|text| !text.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
