//! A week of each kind of day, for the plan formats.

use crate::sample::day;
use chrono::Days;
use comeback_core::limits::Evidence;
use comeback_core::method::Rung;
use comeback_core::plan::{Alternative, Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan};
use comeback_core::rules::RuleId;
use comeback_core::units::{MetresPerSecond, StepsPerMinute};

const fn step(repeat: u32, work_s: u32, rest_s: u32, what: StepKind) -> Step {
    Step {
        repeat,
        work_s,
        rest_s,
        what,
    }
}

fn blank(offset: u64, kind: DayKind, why: &str) -> Day {
    Day {
        date: day("2026-11-23") + Days::new(offset),
        kind,
        minutes: None,
        steps: Vec::new(),
        warm_up_s: None,
        speed_cap_m_per_s: None,
        cadence_target_spm: None,
        terrain: None,
        rehab: None,
        check_in: None,
        check_ins: Vec::new(),
        why: why.to_owned(),
    }
}

fn running(offset: u64, kind: DayKind, steps: Vec<Step>, why: &str) -> Day {
    let total: u32 = steps
        .iter()
        .map(|step| step.repeat * (step.work_s + step.rest_s))
        .sum();
    Day {
        minutes: Some(f64::from(total) / 60.0),
        steps,
        warm_up_s: None,
        speed_cap_m_per_s: Some(MetresPerSecond::new(2.896)),
        cadence_target_spm: Some(StepsPerMinute::new(172.0)),
        terrain: Some("flat".to_owned()),
        check_in: Some("log pain today, and again on Wednesday morning".to_owned()),
        ..blank(offset, kind, why)
    }
}

/// Progress on the volume rung, provisional, with one day of walk-run and one
/// of hill sprints so that every form of step is seen.
pub(super) fn week() -> WeekPlan {
    let rehab = "isometrics: 4 × 40 s at ≤ 30° hip flexion";
    let days = vec![
        Day {
            rehab: Some(rehab.to_owned()),
            minutes: Some(15.0),
            ..blank(0, DayKind::Rehab, "isometrics on days without a run (seed)")
        },
        running(
            1,
            DayKind::WalkRun,
            vec![
                step(3, 120, 480, StepKind::Run),
                step(1, 300, 0, StepKind::Walk),
            ],
            "walk-run level 2, held",
        ),
        blank(
            2,
            DayKind::Rest,
            "one free day between runs (rest-too-short, practice)",
        ),
        running(
            3,
            DayKind::Easy,
            vec![step(1, 1860, 0, StepKind::Easy)],
            "session minutes +10 % of 28 (two-factors-at-once, seed: nothing else rises)",
        ),
        Day {
            rehab: Some(rehab.to_owned()),
            ..blank(
                4,
                DayKind::CrossTraining,
                "no load on the tendon, bike or pool; keep hip flexion small",
            )
        },
        running(
            5,
            DayKind::HillSprints,
            vec![
                step(1, 900, 0, StepKind::Easy),
                step(3, 8, 112, StepKind::HillSprint),
                step(1, 600, 0, StepKind::Easy),
            ],
            "hill sprints, 3 × 8 s; 72 h clear on both sides",
        ),
        blank(6, DayKind::Rest, "rest"),
    ];
    WeekPlan {
        week: "2026-W48".to_owned(),
        starts: day("2026-11-23"),
        headline: String::new(),
            shorter_after: None,
        decision: Decision::Progress,
        factor: Some(Rung::Volume),
        provisional: true,
        rung: Some(Rung::Volume),
        level: None,
        runs: 3,
        weekly_min: 97.0,
        reasons: vec![
            Reason {
                rule: None,
                text: "the last 3 runs were green over 8 days, so the lowest open rung may rise: session minutes".to_owned(),
                grade: Evidence::Seed,
            },
            Reason {
                rule: Some(RuleId::PainUnlogged),
                text: "the response of Thursday's run is pending until Saturday 06:56".to_owned(),
                grade: Evidence::Design,
            },
        ],
        days,
        if_amber: Some(Alternative {
            decision: Decision::Hold,
            runs: 3,
            weekly_min: 84.0,
            text: "the last tolerated week again, 3 × 28 min".to_owned(),
        }),
        if_red: Some(Alternative {
            decision: Decision::BackUp,
            runs: 3,
            weekly_min: 75.0,
            text: "session minutes back to 25, walking and isometrics stay".to_owned(),
        }),
    }
}
