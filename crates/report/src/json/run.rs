//! RUN, and `show`: one run with laps, efforts, data quality and response.

use super::instant;
use crate::numbers::{decimals, figure, rounded};
use comeback_core::diary::response::belongs;
use comeback_core::diary::{Band, History, Response, response};
use comeback_core::recording::{Format, Lap, Sport, SubSport};
use comeback_core::rules::{self, RuleId};
use comeback_core::run::{
    Confidence, DistanceSource, Dynamics, Effort, EffortKind, Load, NotCounted, PaceSource,
    Quality, Run, RunId, SourceFile, SpeedSource, Speeds,
};
use comeback_core::units::{Grade, Metres, MetresPerSecond, PainScore, Seconds};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct RunsJson {
    pub runs: Vec<RunJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct RunJson {
    pub id: RunId,
    pub start: String,
    pub sport: Sport,
    pub sub_sport: SubSport,
    pub title: Option<String>,
    pub device: Option<String>,
    pub files: Vec<FileJson>,
    pub distance_m: Option<f64>,
    pub elapsed_s: Option<f64>,
    pub timer_s: Option<f64>,
    pub moving_s: Option<f64>,
    pub running_s: Option<f64>,
    pub ascent_m: Option<f64>,
    pub descent_m: Option<f64>,
    pub cadence_spm: Option<CadenceJson>,
    pub step_length_m: Option<f64>,
    pub heart_rate_bpm: Option<HeartRateJson>,
    pub speed_m_per_s: Option<f64>,
    pub gap_m_per_s: Option<f64>,
    pub hard_s: Option<f64>,
    pub efforts: EffortCountsJson,
    pub tendon_load: Option<f64>,
    pub load: LoadJson,
    /// Names of the data-quality rules, each once.
    pub quality: Vec<RuleId>,
    pub response: ResponseJson,
    /// False for a recording that is kept and counts for nothing, and for a start by accident.
    pub counted: bool,
    /// Why it does not count; `null` where it does.
    pub why: Option<String>,
    /// What was disbelieved or is unsure, one clause each.
    pub uncertain: Vec<String>,
    pub ascent_uncertainty_m: Option<f64>,
    pub distance_source: Option<DistanceSource>,
    pub speed_source: Option<PaceSource>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FileJson {
    pub name: String,
    pub format: Format,
    /// `null` for a run that the runner stated.
    pub sha256: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct CadenceJson {
    pub median: f64,
    pub mean: f64,
    pub coverage: f64,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct HeartRateJson {
    pub mean: f64,
    pub max: f64,
}

/// `null` where the data cannot tell: without grade, hills are unknown and not absent.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct EffortCountsJson {
    pub hills: Option<usize>,
    pub downhills: Option<usize>,
    pub strides: Option<usize>,
    pub intervals: Option<usize>,
    pub sprints: Option<usize>,
    pub hill_sprints: Option<usize>,
}

/// Three scales that are never added.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LoadJson {
    pub session_rpe: Option<f64>,
    pub trimp: Option<f64>,
    pub rtss: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ResponseJson {
    pub band: Band,
    pub max: Option<f64>,
    pub complete: bool,
    pub closes: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ShowJson {
    #[serde(flatten)]
    pub run: RunJson,
    pub effort_list: Option<Vec<EffortJson>>,
    pub laps: Vec<LapJson>,
    /// `null` where the recording holds none.
    pub running_dynamics: Option<DynamicsJson>,
    pub rpe: Option<f64>,
    /// 0 (very weak) to 1 (very strong).
    pub feel: Option<f64>,
    pub note: Option<String>,
    /// Figures that come from another file than the first.
    pub sources: Vec<FigureSourceJson>,
    pub reference_speeds: SpeedsJson,
    pub quality_notes: Vec<QualityJson>,
    pub pain: Vec<PainJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FigureSourceJson {
    pub figure: String,
    pub file: String,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct DynamicsJson {
    pub ground_contact_s: Option<f64>,
    pub vertical_oscillation_m: Option<f64>,
    pub vertical_ratio: Option<f64>,
    /// Share of the contact time that is the left foot's.
    pub left_share: Option<f64>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct EffortJson {
    pub kind: EffortKind,
    /// `null` for an effort that was stated, whose time is not known.
    pub start_s: Option<f64>,
    pub duration_s: Option<f64>,
    pub mean_grade: Option<f64>,
    pub speed_m_per_s: Option<f64>,
    pub gap_m_per_s: Option<f64>,
    pub climb_m: Option<f64>,
    pub confidence: Confidence,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct LapJson {
    pub start_s: f64,
    pub elapsed_s: Option<f64>,
    pub timer_s: Option<f64>,
    pub distance_m: Option<f64>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct SpeedsJson {
    pub critical_m_per_s: Option<f64>,
    pub critical_source: Option<SpeedSource>,
    pub critical_confidence: Option<Confidence>,
    pub vmax_m_per_s: Option<f64>,
    pub vmax_source: Option<SpeedSource>,
    pub easy_m_per_s: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct QualityJson {
    pub rule: RuleId,
    pub message: String,
}

/// One pain entry of the run's window.
#[derive(Debug, Clone, Serialize)]
pub struct PainJson {
    pub at: String,
    pub score: f64,
    /// Hours since the end of the run; negative during it.
    pub hours_after_end: f64,
    pub site: Option<String>,
    pub note: Option<String>,
}

/// `runs --json`, of the runs that the caller chose.
pub fn runs<'a>(history: &History, chosen: impl IntoIterator<Item = &'a Run>) -> RunsJson {
    RunsJson {
        runs: chosen.into_iter().map(|each| run(history, each)).collect(),
    }
}

/// RUN.
pub fn run(history: &History, run: &Run) -> RunJson {
    let accident = || {
        run.is_accident()
            .then(|| "started by accident: under a minute or under 100 m".to_owned())
    };
    let left_out = run.not_counted.as_ref().map(|why| why.why().to_owned());
    let why = left_out.or_else(accident);
    RunJson {
        id: run.id.clone(),
        start: instant(run.start),
        sport: run.sport,
        sub_sport: run.sub_sport,
        title: run.title.clone(),
        device: run.device.clone(),
        files: run.files.iter().map(file).collect(),
        distance_m: metres(run.distance),
        elapsed_s: seconds(Some(run.elapsed)),
        timer_s: seconds(run.timer),
        moving_s: seconds(run.moving),
        running_s: seconds(run.running),
        ascent_m: metres(run.ascent),
        descent_m: metres(run.descent),
        cadence_spm: run.cadence.map(|cadence| CadenceJson {
            median: rounded(cadence.median.get(), decimals::CADENCE),
            mean: rounded(cadence.mean.get(), decimals::CADENCE),
            coverage: rounded(cadence.coverage, decimals::RATIO),
        }),
        step_length_m: figure(run.step_length.map(Metres::get), decimals::STEP_LENGTH),
        heart_rate_bpm: run.heart_rate.map(|heart_rate| HeartRateJson {
            mean: rounded(heart_rate.mean.get(), decimals::HEART_RATE),
            max: rounded(heart_rate.max.get(), decimals::HEART_RATE),
        }),
        speed_m_per_s: speed(run.speed),
        gap_m_per_s: speed(run.gap),
        hard_s: seconds(run.hard),
        efforts: EffortCountsJson {
            hills: run.count(EffortKind::Hill),
            downhills: run.count(EffortKind::Downhill),
            strides: run.count(EffortKind::Stride),
            intervals: run.count(EffortKind::Interval),
            sprints: run.count(EffortKind::Sprint),
            hill_sprints: run.count(EffortKind::HillSprint),
        },
        tendon_load: figure(run.tendon_load, decimals::LOAD),
        load: load(&run.load),
        quality: quality_names(history, run),
        response: response_json(&response(run, history)),
        counted: why.is_none(),
        why,
        uncertain: uncertain(run),
        ascent_uncertainty_m: metres(run.ascent_uncertainty),
        distance_source: run.distance_source,
        speed_source: run.speed_source,
    }
}

/// `show RUN --json`: RUN, and all that is known of it.
pub fn show(history: &History, of: &Run) -> ShowJson {
    ShowJson {
        run: run(history, of),
        effort_list: of
            .efforts
            .as_ref()
            .map(|efforts| efforts.iter().map(effort).collect()),
        laps: of.laps.iter().map(lap).collect(),
        running_dynamics: of.dynamics.map(dynamics),
        rpe: of.rpe,
        feel: of.feel,
        note: of.note.clone(),
        sources: (of.sources.iter())
            .map(|source| FigureSourceJson {
                figure: source.figure.clone(),
                file: source.file.clone(),
            })
            .collect(),
        reference_speeds: speeds(&of.speeds),
        quality_notes: rules::doubts(history, of)
            .into_iter()
            .map(|Quality { rule, message }| QualityJson { rule, message })
            .collect(),
        pain: history
            .pain
            .iter()
            .filter(|entry| belongs(entry, of))
            .map(|entry| PainJson {
                at: instant(entry.at),
                score: rounded(entry.score.get(), decimals::PAIN),
                hours_after_end: rounded((entry.at - of.end()).num_seconds() as f64 / 3600.0, 2),
                site: entry.site.clone(),
                note: entry.note.clone(),
            })
            .collect(),
    }
}

/// What is unsure of a run, that it is one among it.
fn uncertain(run: &Run) -> Vec<String> {
    let mut uncertain = run.uncertain.clone();
    if let Some(NotCounted::Unsure(why)) = &run.not_counted {
        uncertain.insert(0, why.clone());
    }
    uncertain
}

fn file(file: &SourceFile) -> FileJson {
    FileJson {
        name: file.name.clone(),
        format: file.format,
        sha256: Some(file.sha256.clone()).filter(|hash| !hash.is_empty()),
    }
}

fn dynamics(of: Dynamics) -> DynamicsJson {
    DynamicsJson {
        ground_contact_s: figure(of.ground_contact.map(Seconds::get), decimals::RATIO),
        vertical_oscillation_m: figure(of.vertical_oscillation.map(Metres::get), decimals::RATIO),
        vertical_ratio: figure(of.vertical_ratio, decimals::RATIO),
        left_share: figure(of.left_share, decimals::RATIO),
    }
}

fn load(load: &Load) -> LoadJson {
    LoadJson {
        session_rpe: figure(load.session_rpe, decimals::LOAD),
        trimp: figure(load.trimp, decimals::LOAD),
        rtss: figure(load.rtss, decimals::LOAD),
    }
}

fn quality_names(history: &History, run: &Run) -> Vec<RuleId> {
    let mut names: Vec<RuleId> = Vec::new();
    for doubt in rules::doubts(history, run) {
        if !names.contains(&doubt.rule) {
            names.push(doubt.rule);
        }
    }
    names
}

fn response_json(response: &Response) -> ResponseJson {
    ResponseJson {
        band: response.band,
        max: figure(response.max.map(PainScore::get), decimals::PAIN),
        complete: response.complete,
        closes: instant(response.closes),
    }
}

fn effort(effort: &Effort) -> EffortJson {
    // A stated effort has no time; a measured one is never of no duration.
    let timed = effort.duration > Seconds::ZERO;
    EffortJson {
        kind: effort.kind,
        start_s: seconds(Some(effort.start)).filter(|_| timed),
        duration_s: seconds(Some(effort.duration)).filter(|_| timed),
        mean_grade: figure(effort.mean_grade.map(Grade::get), decimals::RATIO),
        speed_m_per_s: speed(effort.speed),
        gap_m_per_s: speed(effort.gap),
        climb_m: metres(effort.climb),
        confidence: effort.confidence,
    }
}

fn lap(lap: &Lap) -> LapJson {
    LapJson {
        start_s: rounded(lap.start_s, decimals::SECONDS),
        elapsed_s: figure(lap.elapsed_s, decimals::SECONDS),
        timer_s: figure(lap.timer_s, decimals::SECONDS),
        distance_m: figure(lap.distance_m, decimals::METRES),
    }
}

fn speeds(speeds: &Speeds) -> SpeedsJson {
    SpeedsJson {
        critical_m_per_s: speed(speeds.critical),
        critical_source: speeds.critical_source,
        critical_confidence: speeds.critical_confidence,
        vmax_m_per_s: speed(speeds.vmax),
        vmax_source: speeds.vmax_source,
        easy_m_per_s: speed(speeds.easy),
    }
}

fn metres(value: Option<Metres>) -> Option<f64> {
    figure(value.map(Metres::get), decimals::METRES)
}

fn seconds(value: Option<Seconds>) -> Option<f64> {
    figure(value.map(Seconds::get), decimals::SECONDS)
}

fn speed(value: Option<MetresPerSecond>) -> Option<f64> {
    figure(value.map(MetresPerSecond::get), decimals::SPEED)
}
