//! A target put on the days of the week.

use super::check_in;
use super::days::days_of;
use super::exercise_days;
use super::remainder;
use super::schedule;
use super::session;
use super::sore::sore;
use super::target::{Session, Special, Target};
use super::view::View;
use super::week::{Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan};
use super::{pace, rehab};
use crate::calendar::Days;
use crate::diary::span;
use crate::limits;
use crate::method::Rung;
use crate::method::climb::Kind;
use crate::robust::total;
use crate::rule_id::RuleId;
use crate::run::Run;
use chrono::NaiveDate;

pub(super) fn week(view: &View, target: &Target) -> WeekPlan {
    let mut reasons = target.reasons.clone();
    let rest = remainder::of(view, target);
    let run_days = &rest.runs;
    // How many fit is said once, by what this week came to.
    let of_days = |one: &Reason| one.rule == Some(RuleId::RestTooShort);
    if rest.reasons.iter().any(of_days) {
        let first = reasons.first().cloned();
        reasons.retain(|one| !of_days(one) || first.as_ref() == Some(one));
    }
    reasons.extend(rest.reasons.iter().cloned());
    let specials = place(view, target, run_days);
    let mut hard = hard_days_done(view);
    hard.extend(specials.iter().map(|(day, special)| (*day, special.kind)));
    let rehab = if target.decision == Decision::Suspend {
        Vec::new()
    } else {
        rehab::of_week(
            view,
            &exercise_days::RunWeek {
                runs: run_days,
                hard: &hard,
                new_kind: rehab::is_new_kind(
                    view,
                    target.factor,
                    target.specials.iter().map(|special| special.kind),
                ),
            },
        )
    };
    let work_of = |date: NaiveDate| {
        let known = rehab.iter().find(|(day, _)| *day == date);
        known.map(|(_, work)| work.clone())
    };
    let why = reasons
        .first()
        .map_or_else(String::new, |reason| reason.text.clone());
    let once = sore(view.history).map(|sore| {
        format!(
            "Only once {}; until then walk on the level.",
            sore.once_settled()
        )
    });
    let days: Vec<Day> = days_of(view.monday)
        .map(|date| {
            let mut day = if date < view.from {
                past(view, date)
            } else if run_days.contains(&date) {
                let special = specials
                    .iter()
                    .find(|(day, _)| *day == date)
                    .map(|(_, special)| *special);
                // What is left of a week may be shorter than its plan.
                let session = if rest.session == target.session {
                    target.session_on(date)
                } else {
                    rest.session
                };
                let until = once.as_ref().filter(|_| run_days.first() == Some(&date));
                let why = until.map_or_else(|| why.clone(), |until| format!("{until} {why}"));
                let run = run_day(view, session, date, special, &why);
                Day {
                    rehab: work_of(date),
                    ..run
                }
            } else {
                let off = day_off(date, work_of(date), target.decision);
                if rest.walks.contains(&date) {
                    walked(off, rest.walk_minutes())
                } else {
                    off
                }
            };
            if view.episode.is_some() && target.decision != Decision::Suspend {
                let due = check_in::of_day(view, date, run_days);
                day.check_in = check_in::words(&due);
                day.check_ins = due.into_iter().map(|(_, due)| due).collect();
            }
            day
        })
        .collect();
    let on_foot = days.iter().filter(|day| day.kind.is_run());
    let weekly_min = total(on_foot.clone().filter_map(|day| day.minutes));
    WeekPlan {
        week: span::week_name(view.monday),
        starts: view.monday,
        headline: String::new(),
        decision: target.decision,
        factor: target.factor,
        provisional: false,
        // As the check of this moment says it.
        rung: (view.climb.clone())
            .map(|climb| climb.settled(view.history.today().min(view.sunday)).rung()),
        level: match target.session {
            Session::WalkRun { level, .. } => Some(level),
            Session::Minutes(_) => target
                .specials
                .iter()
                .find(|special| special.kind == Kind::HillSprints)
                .map(|special| special.count),
        },
        runs: u32::try_from(on_foot.count()).unwrap_or(0),
        // An empty sum is minus nought.
        weekly_min: (weekly_min * 10.0).round() / 10.0 + 0.0,
        shorter_after: rest.shorter_after,
        reasons,
        days,
        if_amber: None,
        if_red: None,
    }
}

/// The special sessions with their days; one that was done this week is done.
fn place(view: &View, target: &Target, run_days: &[NaiveDate]) -> Vec<(NaiveDate, Special)> {
    if matches!(target.session, Session::WalkRun { .. }) {
        return Vec::new();
    }
    let this_week = view.history.runs_between(view.monday, view.sunday);
    let wanted: Vec<Special> = (target.numbered_specials().into_iter())
        .filter(|(number, special)| *number >= special.kind.sessions_in(this_week))
        .map(|(_, special)| special)
        .collect();
    let kinds: Vec<Kind> = wanted.iter().map(|special| special.kind).collect();
    schedule::specials(view, run_days, &kinds, target.specials_from)
        .into_iter()
        .zip(wanted)
        .filter_map(|(day, special)| Some((day?, special)))
        .collect()
}

fn run_day(
    view: &View,
    session: Session,
    date: NaiveDate,
    special: Option<Special>,
    why: &str,
) -> Day {
    let written = session::write(session, special);
    let effort = pace::effort(written.kind);
    let what = match (special, session) {
        // Its effort names it.
        (Some(_), _) => effort.to_owned(),
        (None, Session::WalkRun { level, .. }) => format!("walk-run level {level}; {effort}"),
        (None, Session::Minutes(_)) => effort.to_owned(),
    };
    Day {
        date,
        kind: written.kind,
        minutes: Some(f64::from(session::seconds(&written.steps)) / 60.0),
        steps: written.steps,
        warm_up_s: Some((limits::WARM_UP_MINUTES.value * 60.0) as u32),
        speed_cap_m_per_s: pace::ceiling(view.history, written.kind),
        cadence_target_spm: pace::cadence_target(view),
        terrain: Some(terrain(view, written.kind).to_owned()),
        rehab: None,
        check_in: None,
        check_ins: Vec::new(),
        why: format!("{what}. {why}"),
    }
}

const fn terrain_of(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Sprints => "flat and straight, firm ground",
        DayKind::Intervals | DayKind::Tempo => "flat",
        DayKind::Hills => "a gentle hill of 4-8 %, on the way down easy",
        DayKind::HillSprints => "a hill of 4-10 %, walked down",
        _ => "flat, no hills",
    }
}

fn terrain(view: &View, kind: DayKind) -> &'static str {
    let hills_are_back = view
        .climb
        .as_ref()
        .is_none_or(|climb| climb.rung() > Rung::Hills);
    match kind {
        DayKind::Easy if hills_are_back => "as you like, downhill with care",
        kind => terrain_of(kind),
    }
}

fn day_off(date: NaiveDate, work: Option<String>, decision: Decision) -> Day {
    Day {
        date,
        kind: if work.is_some() {
            DayKind::Rehab
        } else {
            DayKind::Rest
        },
        minutes: None,
        steps: Vec::new(),
        warm_up_s: None,
        speed_cap_m_per_s: None,
        cadence_target_spm: None,
        terrain: None,
        why: match (decision, &work) {
            (Decision::Suspend, _) => "no training until the red flag is cleared".to_owned(),
            (_, Some(_)) => "no run today; the exercises are for today".to_owned(),
            _ => "a free day between loads; walking is fine, sit in short spells".to_owned(),
        },
        rehab: work,
        check_in: None,
        check_ins: Vec::new(),
    }
}

/// A day whose run the week no longer holds: on foot, and not running.
fn walked(off: Day, minutes: f64) -> Day {
    let work_s = (minutes * 60.0).round() as u32;
    Day {
        kind: DayKind::Walk,
        minutes: Some(f64::from(work_s) / 60.0),
        steps: vec![Step {
            repeat: 1,
            work_s,
            rest_s: 0,
            what: StepKind::Walk,
        }],
        why: "the week's running is done: a walk instead".to_owned(),
        ..off
    }
}

/// A day of the running week that is over: what was done.
fn past(view: &View, date: NaiveDate) -> Day {
    let runs = view.history.runs_between(date, date);
    let walked = view
        .climb
        .as_ref()
        .is_some_and(|climb| climb.level.is_some());
    // Minutes are of running, but where walking is part of the session.
    let seconds: f64 = runs
        .iter()
        .map(|run| {
            let whole = run.moving.or(run.timer).unwrap_or(run.elapsed);
            run.running.filter(|_| !walked).unwrap_or(whole).get()
        })
        .sum();
    let mut day = day_off(date, None, Decision::Hold);
    if runs.is_empty() {
        day.why = "over, without a run".to_owned();
        return day;
    }
    let work_s = seconds.max(0.0).round() as u32;
    day.kind = if walked {
        DayKind::WalkRun
    } else {
        kind_run(view, runs).map_or(DayKind::Easy, session::day_kind)
    };
    day.minutes = Some(f64::from(work_s) / 60.0);
    day.steps = vec![Step {
        repeat: 1,
        work_s,
        rest_s: 0,
        what: if walked {
            StepKind::Run
        } else {
            StepKind::Easy
        },
    }];
    day.why = Day::DONE.to_owned();
    day
}

/// The kind of running that a day was for, where one was run that the goal holds. A climb on
/// the way is no session until climbs are.
fn kind_run(view: &View, runs: &[Run]) -> Option<Kind> {
    let climb = view.climb.as_ref()?;
    let is_due = |kind: &Kind| *kind != Kind::Hills || climb.rung() >= Rung::Hills;
    (Kind::ALL.into_iter().rev())
        .filter(|kind| kind.wanted(&climb.goal) && is_due(kind))
        .find(|kind| kind.sessions_in(runs) > 0)
}

/// The days of the last week and of this one, as far as they are over, on which a kind of running
/// was run: the exercises keep their distance from what is done as from what is planned.
fn hard_days_done(view: &View) -> Vec<(NaiveDate, Kind)> {
    let from = view.monday - Days::new(7);
    let runs = view.history.runs_between(from, view.from - Days::new(1));
    (runs.chunk_by(|a, b| a.date() == b.date()))
        .filter_map(|day| Some((day.first()?.date(), kind_run(view, day)?)))
        .collect()
}
