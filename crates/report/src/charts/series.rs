//! The plain series of the charts, taken from a history.

use super::cadence::{self, Cadence};
use super::ladder::{Ladder, Need, State, Step};
use super::multiples::Small;
use super::profile::{Profile, Shade};
use super::weekly::{Bar, Planned, Response, Weekly};
use crate::Picture;
use crate::subjects::rungs;
use crate::tree::Mark;
use crate::words;
use chrono::{NaiveDate, Timelike};
use comeback_core::calendar::Days;
use comeback_core::diary::expected_cadence::{bouts, expectation};
use comeback_core::diary::{self, Beginning, GaitFocus, Goal, History};
use comeback_core::limits::{self, UnitSystem};
use comeback_core::method::{Rung, Standing};
use comeback_core::plan::WeekPlan;
use comeback_core::run::{Dynamics, EffortKind, Run, SteadyBout, Trace};
use comeback_core::units::Seconds;

/// The weeks that begin with the given Mondays, every run's response, and the plan.
pub fn weekly(history: &History, mondays: &[NaiveDate], plan: &WeekPlan) -> Weekly {
    let bars = mondays
        .iter()
        .map(|&monday| bar(monday, history.runs_between(monday, monday + Days::new(6))))
        .collect();
    let responses = match (mondays.iter().min(), mondays.iter().max()) {
        (Some(&first), Some(&last)) => history
            .runs_between(first, last + Days::new(6))
            .iter()
            .filter_map(|run| {
                let found = diary::response(run, history);
                // Without an episode pain need not be logged, so nothing is missing.
                let asked = found.max.is_some() || history.episode_on(run.date()).is_some();
                asked.then(|| Response {
                    day: run.date(),
                    share: f64::from(run.start.num_seconds_from_midnight()) / 86_400.0,
                    band: found.band,
                    score: found.max.map(|score| score.get()),
                })
            })
            .collect(),
        _ => Vec::new(),
    };
    let ahead = mondays.iter().max().is_none_or(|&last| plan.starts > last);
    Weekly {
        bars,
        responses,
        planned: (ahead && plan.weekly_min.is_finite()).then_some(Planned {
            monday: plan.starts,
            minutes: plan.weekly_min,
            runs: plan.runs,
        }),
    }
}

fn bar(monday: NaiveDate, runs: &[Run]) -> Bar {
    let mut bar = Bar {
        monday,
        easy_min: 0.0,
        uphill_min: 0.0,
        tempo_min: 0.0,
        intervals_min: 0.0,
        unmeasured: 0,
    };
    for run in runs {
        let Some(running) = run.running_minutes().filter(|minutes| minutes.is_finite()) else {
            bar.unmeasured += 1;
            continue;
        };
        let hard = run
            .hard_minutes()
            .unwrap_or(0.0)
            .clamp(0.0, running.max(0.0));
        let short = minutes_of(
            run,
            &[
                EffortKind::Interval,
                EffortKind::Sprint,
                EffortKind::HillSprint,
            ],
        );
        let has_short = [
            EffortKind::Interval,
            EffortKind::Sprint,
            EffortKind::HillSprint,
        ]
        .into_iter()
        .any(|kind| run.count(kind).is_some_and(|count| count > 0));
        // A stated effort has no duration: then the hard minutes are of its kind.
        let intervals = match short {
            minutes if minutes > 0.0 => minutes.min(hard),
            _ if has_short => hard,
            _ => 0.0,
        };
        let uphill = minutes_of(run, &[EffortKind::Hill]).min(running - hard);
        bar.intervals_min += intervals;
        bar.tempo_min += hard - intervals;
        bar.uphill_min += uphill;
        bar.easy_min += running - hard - uphill;
    }
    bar
}

fn minutes_of(run: &Run, kinds: &[EffortKind]) -> f64 {
    let efforts = run.efforts.as_deref().unwrap_or_default();
    let total: Seconds = efforts
        .iter()
        .filter(|effort| kinds.contains(&effort.kind))
        .map(|effort| effort.duration)
        .sum();
    if total.get().is_finite() {
        total.minutes().max(0.0)
    } else {
        0.0
    }
}

/// Cadence of the runs from a day on, each against what the runs before it make
/// expect at its own speeds. The spread is the one that `cadence-low` allows.
pub fn cadence(history: &History, from: NaiveDate, target: Option<f64>) -> Cadence {
    let points = history
        .runs
        .iter()
        .filter(|run| run.date() >= from)
        .filter_map(|run| cadence_point(history, run))
        .collect();
    Cadence { points, target }
}

/// The cadence of a picture's weeks, with the target while cadence is the gait focus.
pub fn cadence_of(picture: &Picture) -> Cadence {
    let history = picture.history;
    let focus = history.gait_focus().map(|gait| gait.focus);
    let target = picture
        .plan
        .days
        .iter()
        .find_map(|day| day.cadence_target_spm)
        .filter(|_| focus == Some(GaitFocus::Cadence));
    let today = history.today();
    let from = picture.weeks.first().map_or(today, |week| week.starts);
    cadence(history, from, target.map(|spm| spm.get()))
}

fn cadence_point(history: &History, run: &Run) -> Option<cadence::Point> {
    // Where steady running is known, that is what is compared: the whole run
    // holds hills and starts that the expectation does not speak of.
    let bouts = bouts(run);
    let time: f64 = bouts.iter().map(|bout| bout.duration.get()).sum();
    let mean = |value: &dyn Fn(&SteadyBout) -> f64| -> Option<f64> {
        let sum: f64 = bouts
            .iter()
            .map(|bout| value(bout) * bout.duration.get())
            .sum();
        Some(sum / time).filter(|mean| mean.is_finite())
    };
    let expectation = expectation(history, run.start).filter(|_| time > 0.0);
    let expected =
        expectation.and_then(|expectation| mean(&|bout| expectation.at(bout.speed).get()));
    let share = if expectation.is_some_and(|expectation| expectation.is_own()) {
        -limits::CADENCE_LOW_RESIDUAL.value
    } else {
        limits::CADENCE_FALLBACK_DEFICIT.value
    };
    Some(cadence::Point {
        day: run.date(),
        measured: mean(&|bout| bout.cadence.get())
            .or(run.cadence.map(|whole| whole.median.get()))?,
        expected,
        spread: expected.map(|spm| spm * share),
    })
}

/// The ladder of a standing; empty without one.
pub fn ladder(history: &History, standing: Option<&Standing>) -> Ladder {
    let Some(standing) = standing else {
        return Ladder::default();
    };
    let goal = &standing.goal;
    let continuous = history
        .episode()
        .is_some_and(|episode| episode.begin == Beginning::Continuous);
    let rungs = [
        (Rung::WalkRun, walk_run_goal(standing), continuous),
        (Rung::Volume, rungs::goal_words(Rung::Volume, goal), false),
        (
            Rung::Frequency,
            rungs::goal_words(Rung::Frequency, goal),
            false,
        ),
        (Rung::Intensity, intensity_goal(goal), !goal.intensity()),
        (
            Rung::Hills,
            rungs::goal_words(Rung::Hills, goal),
            !goal.hills,
        ),
        (
            Rung::HillSprints,
            "3, then 4, then 6\u{a0}×\u{a0}8\u{a0}s".to_owned(),
            !goal.hill_sprints,
        ),
        (Rung::Restored, "training as before".to_owned(), false),
    ];
    let steps = rungs
        .into_iter()
        .map(|(rung, text, skipped)| Step {
            name: words::capital(words::rung(rung)),
            goal: text,
            state: match rungs::mark(standing, rung) {
                Mark::Here => State::Here,
                _ if skipped => State::Skipped,
                Mark::Done => State::Done,
                Mark::Partly => State::Partly,
                Mark::Open => State::Open,
            },
        })
        .collect();
    let needs = if standing.rung == Rung::Restored {
        Vec::new()
    } else {
        vec![
            Need {
                name: "Green runs for the next step:".to_owned(),
                have: standing.green_runs,
                needed: standing.green_runs_needed,
            },
            Need {
                name: "Days on this step:".to_owned(),
                have: standing.days,
                needed: standing.days_needed,
            },
        ]
    };
    Ladder { steps, needs }
}

fn walk_run_goal(standing: &Standing) -> String {
    match standing.level.filter(|_| standing.rung == Rung::WalkRun) {
        Some(level) => format!("level {level} of 10"),
        None => "30 min continuous".to_owned(),
    }
}

fn intensity_goal(goal: &Goal) -> String {
    if goal.intensity() {
        rungs::goal_words(Rung::Intensity, goal)
    } else {
        "tempo and faster".to_owned()
    }
}

/// VISA-H where it was logged.
pub fn visa(history: &History) -> Small {
    Small {
        name: "VISA-H".to_owned(),
        unit: "0–100, higher is better".to_owned(),
        points: history
            .visa
            .iter()
            .map(|entry| (history.local_date(entry.at), entry.score))
            .collect(),
        ends: Some((0.0, 100.0)),
        least: 100.0,
    }
}

/// The course of one run. Efforts without a duration (stated ones) are not shaded.
pub fn profile(run: &Run, trace: &Trace, units: UnitSystem) -> Profile {
    let wide = |column: &[Option<f32>]| -> Vec<Option<f64>> {
        column.iter().map(|value| value.map(f64::from)).collect()
    };
    let efforts = run.efforts.as_deref().unwrap_or_default();
    Profile {
        time_s: trace.time_s.iter().copied().map(f64::from).collect(),
        speed_m_per_s: wide(&trace.speed_m_per_s),
        gap_m_per_s: wide(&trace.gap_m_per_s),
        altitude_m: wide(&trace.altitude_m),
        cadence_spm: wide(&trace.cadence_spm),
        heart_rate_bpm: trace
            .heart_rate_bpm
            .iter()
            .map(|value| value.map(f64::from))
            .collect(),
        efforts: efforts
            .iter()
            .filter(|effort| effort.duration.get() > 0.0)
            .map(|effort| Shade {
                from_s: effort.start.get(),
                to_s: (effort.start + effort.duration).get(),
                name: effort.kind.as_str(),
            })
            .collect(),
        units,
    }
}

/// Running dynamics of each run whose watch, pod or strap recorded them.
pub fn dynamics(history: &History) -> Vec<Small> {
    type Read = fn(&Dynamics) -> Option<f64>;
    let figures: [(&str, &str, f64, Read); 4] = [
        ("Ground contact", "ms", 30.0, |of| {
            of.ground_contact.map(|contact| 1000.0 * contact.get())
        }),
        ("Vertical oscillation", "cm", 2.0, |of| {
            of.vertical_oscillation.map(|metres| 100.0 * metres.get())
        }),
        ("Vertical ratio", "% of the step", 2.0, |of| {
            of.vertical_ratio.map(|ratio| 100.0 * ratio)
        }),
        ("Balance", "% of the contact left", 4.0, |of| {
            of.left_share.map(|share| 100.0 * share)
        }),
    ];
    figures
        .into_iter()
        .map(|(name, unit, least, read)| Small {
            name: name.to_owned(),
            unit: unit.to_owned(),
            points: (history.runs.iter())
                .filter_map(|run| Some((run.date(), read(run.dynamics.as_ref()?)?)))
                .collect(),
            ends: None,
            least,
        })
        .collect()
}
