//! Sixteen weeks of a runner on the way back, made by formula: what the charts
//! and the page are tried on.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::{
    self, Entry, EpisodeStart, GaitFocus, History, RehabSet, RehabWork, StatedRun, Symptom,
    TestResult, What, stated,
};
use comeback_core::limits::Evidence;
use comeback_core::method::{Rung, Standing};
use comeback_core::plan::week::{
    Alternative, Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan,
};
use comeback_core::rules::{Figure, Finding, Missing, RuleId, Severity};
use comeback_core::run::{
    Confidence, Effort, EffortKind, HeartRateSummary, Quality, Run, SteadyBout,
};
use comeback_core::units::{
    BeatsPerMinute, Grade, Metres, MetresPerSecond, PainScore, Seconds, StepsPerMinute,
};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn at(date: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
    diary::start_of_day(chrono_tz::Europe::Berlin, date) + TimeDelta::hours(hour)
}

fn entry(when: DateTime<FixedOffset>, what: What) -> Entry {
    Entry {
        at: when,
        what,
        note: None,
    }
}

pub(crate) fn pain(when: DateTime<FixedOffset>, score: f64) -> Entry {
    entry(
        when,
        What::Pain {
            score: PainScore::new(score).expect("0 to 10"),
            during: None,
            site: Some("sitting bone, left".to_owned()),
            now: None,
        },
    )
}

/// A run of a watch: an easy one on the flat, with hills or hard minutes where asked.
fn recorded(date: NaiveDate, minutes: f64, hard: f64, hills: u32, cadence: f64) -> Run {
    let speed = 2.72 + hard * 0.02;
    let stated = StatedRun {
        minutes,
        distance_m: Some(Metres::new(minutes * 60.0 * speed)),
        hard_min: hard,
        cadence_spm: Some(StepsPerMinute::new(cadence)),
        rpe: Some(3.0),
        ..StatedRun::default()
    };
    let mut run = stated::run(at(date, 7), &stated);
    run.ascent = Some(Metres::new(24.0 + 30.0 * f64::from(hills)));
    run.descent = run.ascent;
    run.heart_rate = Some(HeartRateSummary {
        mean: BeatsPerMinute::new(141.0 + hard),
        max: BeatsPerMinute::new(158.0 + hard),
    });
    run.gap = Some(MetresPerSecond::new(speed + 0.05));
    run.tendon_load = Some(minutes * 0.32 + hard * 0.9 + f64::from(hills) * 1.4);
    run.steady = vec![SteadyBout {
        duration: Seconds::from_minutes(minutes * 0.6),
        speed: MetresPerSecond::new(speed),
        cadence: StepsPerMinute::new(cadence),
    }];
    run.efforts = Some(
        (0..hills)
            .map(|hill| Effort {
                kind: EffortKind::Hill,
                start: Seconds::from_minutes(8.0 + 6.0 * f64::from(hill)),
                duration: Seconds::new(150.0),
                mean_grade: Some(Grade::new(0.055)),
                speed: Some(MetresPerSecond::new(2.4)),
                gap: Some(MetresPerSecond::new(3.1)),
                climb: Some(Metres::new(19.0)),
                confidence: Confidence::High,
            })
            .collect(),
    );
    run
}

/// Runs and log from 3 August to 22 November 2026: a break, walk-run, volume,
/// frequency, then the first tempo weeks; one amber, one red, one run not logged.
pub(crate) fn runs_and_log() -> (Vec<Run>, Vec<Entry>) {
    let first = day("2026-08-03");
    let mut runs = Vec::new();
    let mut log = vec![
        entry(
            at(day("2026-08-10"), 9),
            What::EpisodeStart(EpisodeStart {
                on: day("2026-08-10"),
                diagnosed: true,
                begin: None,
                goal_minutes: Some(50.0),
                goal_runs: Some(4),
                goal_sprints: None,
                race: None,
                goal_intensity: Some(true),
                goal_hills: Some(true),
                goal_hill_sprints: Some(true),
            }),
        ),
        entry(
            at(day("2026-09-14"), 9),
            What::Gait {
                focus: GaitFocus::Cadence,
            },
        ),
        entry(
            at(day("2026-10-05"), 9),
            What::Config {
                key: "weekly-growth".to_owned(),
                value: "8".to_owned(),
                by: None,
            },
        ),
        entry(
            at(day("2026-10-20"), 21),
            What::Symptom {
                symptom: Symptom::NightPain,
            },
        ),
        entry(
            at(day("2026-10-27"), 21),
            What::Resolve {
                symptom: Symptom::NightPain,
            },
        ),
        entry(at(day("2026-11-12"), 20), What::Sitting { minutes: 75.0 }),
        entry(at(day("2026-08-30"), 20), pain_free_visa(48.0)),
        entry(at(day("2026-09-27"), 20), pain_free_visa(61.0)),
        entry(at(day("2026-10-25"), 20), pain_free_visa(70.0)),
        entry(at(day("2026-11-20"), 20), pain_free_visa(79.0)),
        pain(at(day("2026-08-16"), 20), 4.0),
    ];
    for week in 0..16_u64 {
        // One week without any run, so that an empty bar is seen.
        if week == 1 {
            continue;
        }
        let monday = first + Days::new(7 * week);
        let offsets: &[u64] = if week < 10 { &[1, 3, 6] } else { &[1, 3, 5, 6] };
        for (index, offset) in offsets.iter().enumerate() {
            let date = monday + Days::new(*offset);
            let minutes = (18.0 + 1.9 * week as f64 + 4.0 * (index as f64 - 1.0)).min(50.0);
            let hard = if week >= 13 && index == 1 { 14.0 } else { 0.0 };
            let hills = u32::from(week >= 15 && index == 2) * 2;
            let wave = ((week * 7 + offset) % 5) as f64;
            let cadence = 164.0 + 0.35 * week as f64 + 0.8 * wave;
            if week == 5 && index == 2 {
                let treadmill = StatedRun {
                    minutes: 25.0,
                    treadmill: true,
                    ..StatedRun::default()
                };
                runs.push(stated::run(at(date, 18), &treadmill));
            } else {
                runs.push(recorded(date, minutes, hard, hills, cadence));
            }
            let score = match (week, index) {
                (8, 1) => 6.5,
                (4 | 12, 2) => 4.5,
                _ => ((week + offset) % 4) as f64,
            };
            if (week, index) != (6, 0) {
                log.push(pain(at(date, 9), score.min(3.0)));
                log.push(pain(at(date + Days::new(1), 20), score));
            }
            log.push(entry(
                at(date + Days::new(1), 19),
                What::Rehab(RehabWork {
                    hip_flexion_deg: Some(25.0),
                    pain: PainScore::new(1.0).ok(),
                    ..RehabWork::of(if week < 3 {
                        RehabSet::Isometric
                    } else if week < 9 {
                        RehabSet::A
                    } else {
                        RehabSet::B
                    })
                }),
            ));
        }
    }
    log.push(entry(
        at(day("2026-10-04"), 19),
        What::Test(TestResult {
            pain: PainScore::new(2.0).ok(),
            ..TestResult::of(true)
        }),
    ));
    if let Some(run) = runs.last_mut() {
        run.quality.push(Quality {
            rule: RuleId::GpsPoor,
            message: "12 % of the fixes were worse than 50 m".to_owned(),
        });
    }
    (runs, log)
}

fn pain_free_visa(score: f64) -> What {
    What::Visa { score }
}

pub(crate) fn history() -> History {
    let (runs, log) = runs_and_log();
    History::assemble(
        at(day("2026-11-22"), 21),
        chrono_tz::Europe::Berlin,
        runs,
        &log,
    )
}

pub(crate) fn standing(history: &History) -> Standing {
    Standing {
        rung: Rung::Intensity,
        level: None,
        intensity_step: Some(comeback_core::method::IntensityStep::Tempo),
        goal: history.episode().expect("open").goal,
        since: day("2026-11-02"),
        session_min: Some(46.0),
        runs_per_week: Some(4),
        green_runs: 2,
        green_runs_needed: 3,
        days: 5,
        days_needed: 7,
    }
}

fn a_day(date: NaiveDate, kind: DayKind, minutes: Option<f64>, why: &str) -> Day {
    let minutes_s = minutes.unwrap_or(0.0) * 60.0;
    let steps = match kind {
        DayKind::Tempo => vec![
            step(1, 900, 0, StepKind::Easy),
            step(2, 480, 120, StepKind::Tempo),
            step(1, 720, 0, StepKind::Easy),
        ],
        kind if kind.is_run() => vec![step(1, minutes_s as u32, 0, StepKind::Easy)],
        _ => Vec::new(),
    };
    Day {
        date,
        kind,
        minutes,
        steps,
        warm_up_s: None,
        speed_cap_m_per_s: kind.is_run().then(|| MetresPerSecond::new(2.9)),
        cadence_target_spm: kind.is_run().then(|| StepsPerMinute::new(172.0)),
        terrain: kind.is_run().then(|| "flat, firm ground".to_owned()),
        rehab: (!kind.is_run()).then(|| "set B: 4 × 6–12 at 70–90° hip flexion".to_owned()),
        check_in: kind
            .is_run()
            .then(|| "pain tonight, and again tomorrow evening".to_owned()),
        check_ins: Vec::new(),
        why: why.to_owned(),
    }
}

const fn step(repeat: u32, work_s: u32, rest_s: u32, what: StepKind) -> Step {
    Step {
        repeat,
        work_s,
        rest_s,
        what,
    }
}

pub(crate) fn plan() -> WeekPlan {
    let monday = day("2026-11-23");
    let days = [
        (DayKind::Rehab, None, "a day between two runs"),
        (
            DayKind::Easy,
            Some(42.0),
            "the length of your last green runs",
        ),
        (DayKind::Rehab, None, "loading sets stay off running days"),
        (
            DayKind::Tempo,
            Some(47.0),
            "the one step of this week: two tempo blocks of 8 minutes",
        ),
        (DayKind::Rest, None, "a free day after the harder run"),
        (
            DayKind::Easy,
            Some(42.0),
            "the length of your last green runs",
        ),
        (DayKind::Easy, Some(35.0), "short, since it follows a run"),
    ];
    WeekPlan {
        week: "2026-W48".to_owned(),
        starts: monday,
        headline: String::new(),
            shorter_after: None,
        decision: Decision::Progress,
        factor: Some(Rung::Intensity),
        provisional: true,
        rung: Some(Rung::Intensity),
        level: None,
        runs: 4,
        weekly_min: 166.0,
        reasons: vec![
            Reason {
                rule: None,
                text: "All four runs of the week were answered by 3 or less, so one factor may grow: intensity, the lowest open rung.".to_owned(),
                grade: Evidence::Seed,
            },
            Reason {
                rule: Some(RuleId::RestTooShort),
                text: "The tempo day stands two days clear of the longest run.".to_owned(),
                grade: Evidence::Practice,
            },
        ],
        days: days
            .into_iter()
            .enumerate()
            .map(|(index, (kind, minutes, why))| {
                a_day(monday + Days::new(index as u64), kind, minutes, why)
            })
            .collect(),
        if_amber: Some(Alternative {
            decision: Decision::Hold,
            runs: 4,
            weekly_min: 160.0,
            text: "Repeat last week: four easy runs, no tempo.".to_owned(),
        }),
        if_red: Some(Alternative {
            decision: Decision::BackUp,
            runs: 4,
            weekly_min: 118.0,
            text: "Four easy runs of 30 minutes or less; the tempo blocks go first.".to_owned(),
        }),
    }
}

pub(crate) fn findings(history: &History) -> Vec<Finding> {
    let run = history.runs.last().map(|run| run.id.clone());
    vec![
        Finding {
            rule: RuleId::HillsEarly,
            severity: Severity::Caution,
            date: day("2026-11-21"),
            run: run.clone(),
            message: "Two climbs of over 4 % while the intensity rung is open.".to_owned(),
            evidence: vec![
                ("hills".into(), Figure::Count(2)),
                ("mean_grade".into(), Figure::Number(0.055)),
            ],
            advice: "Take the flat loop until the tempo, interval and sprint steps are done."
                .to_owned(),
            grade: Evidence::Design,
            source: "the clinician's return-to-run protocol".into(),
        },
        Finding {
            rule: RuleId::TwoFactorsAtOnce,
            severity: Severity::Warning,
            date: day("2026-11-19"),
            run,
            message: "Hard minutes and the number of runs rose in the same seven days.".to_owned(),
            evidence: vec![
                ("hard_min".into(), Figure::Number(14.0)),
                ("runs".into(), Figure::Count(4)),
                ("runs_before".into(), Figure::Count(3)),
            ],
            advice: "Let one of them stay for a week: keep four runs, all easy.".to_owned(),
            grade: Evidence::Seed,
            source: "the clinician's return-to-run protocol: not all at once".into(),
        },
        Finding {
            rule: RuleId::PainUnlogged,
            severity: Severity::Info,
            date: day("2026-09-15"),
            run: None,
            message: "A run's window closed without the entries that it needs.".to_owned(),
            evidence: vec![],
            advice: "Log pain on the evening of the run and again the day after.".to_owned(),
            grade: Evidence::Design,
            source: "our number; nothing fixes it".into(),
        },
    ]
}

pub(crate) fn unknown() -> Vec<Missing> {
    vec![Missing {
        rule: RuleId::CadenceLow,
        date: day("2026-11-21"),
        run: None,
        missing: "a baseline of three runs with steady flat stretches".to_owned(),
    }]
}
