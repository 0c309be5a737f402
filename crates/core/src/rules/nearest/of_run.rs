//! Changes of one run: shorter, easier, later, left out.

use super::{Asked, Change, Changed, HALF};
use crate::calendar::{Days, spoken};
use crate::run::{EffortKind, Run};
use crate::units::{Metres, Seconds, StepsPerMinute};

/// A run may be put off by so many days. (design)
const LATER_DAYS: u64 = 14;

/// The longest distance that would not have fired.
pub fn less_distance(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let was = asked.run(index)?.distance?;
    // To 10 m: a watch tells no more.
    let (metres, history) = asked.largest(was.get(), 10.0, |metres| {
        asked.with(index, |run| scale(run, metres / was.get()))
    })?;
    let change = Change {
        what: "distance_m",
        run: asked.finding.run.clone(),
        was: Some(was.get().into()),
        would: metres.into(),
        text: format!(
            "up to {:.2} km instead of {:.2} km on {}",
            metres / 1000.0,
            was.get() / 1000.0,
            spoken(asked.run(index)?.date())
        ),
    };
    Some((change, history))
}

/// The most running minutes that would not have fired.
pub fn less_running(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let was = asked
        .run(index)?
        .running_minutes()
        .filter(|&was| was > 0.0)?;
    let (minutes, history) = asked.largest(was, HALF, |minutes| {
        asked.with(index, |run| scale(run, minutes / was))
    })?;
    let change = Change {
        what: "running_min",
        run: asked.finding.run.clone(),
        was: Some(was.into()),
        would: minutes.into(),
        text: format!(
            "up to {minutes} running minutes instead of {was:.1} on {}",
            spoken(asked.run(index)?.date())
        ),
    };
    Some((change, history))
}

pub(super) fn less_hard(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let was = asked.run(index)?.hard_minutes().filter(|&was| was > 0.0)?;
    let with =
        |minutes: f64| asked.with(index, |run| run.hard = Some(Seconds::from_minutes(minutes)));
    let found = asked.largest(was, HALF, with).or_else(|| {
        let none = with(0.0);
        asked.silent(&none).then_some((0.0, none))
    });
    let (minutes, history) = found?;
    let date = spoken(asked.run(index)?.date());
    let change = Change {
        what: "hard_min",
        run: asked.finding.run.clone(),
        was: Some(was.into()),
        would: minutes.into(),
        text: if minutes > 0.0 {
            format!("up to {minutes} hard minutes instead of {was:.1} on {date}")
        } else {
            format!("no hard minute instead of {was:.1} on {date}")
        },
    };
    Some((change, history))
}

fn fewer_efforts(
    asked: &Asked,
    kind: EffortKind,
    what: &'static str,
    words: &str,
) -> Option<Changed> {
    let index = asked.place()?;
    let was = asked.run(index)?.count(kind).filter(|&was| was > 0)?;
    let (kept, history) = (0..was).rev().find_map(|kept| {
        let history = asked.with(index, |run| keep(run, kind, kept));
        asked.silent(&history).then_some((kept, history))
    })?;
    let change = Change {
        what,
        run: asked.finding.run.clone(),
        was: Some(was.into()),
        would: kept.into(),
        text: format!(
            "{kept} {words} instead of {was} on {}",
            spoken(asked.run(index)?.date())
        ),
    };
    Some((change, history))
}

pub(super) fn later(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let run = asked.run(index)?;
    let (days, history) = (1..=LATER_DAYS).find_map(|days| {
        let mut history = asked.with(index, |run| run.start = run.start + Days::new(days));
        history.runs.sort_by_key(|run| run.start);
        // A run after today would be none: the moment goes with it.
        history.now = history.now.max(run.start + Days::new(days));
        asked.silent(&history).then_some((days, history))
    })?;
    let would = run.date() + Days::new(days);
    let change = Change {
        what: "date",
        run: asked.finding.run.clone(),
        was: Some(run.date().to_string().into()),
        would: would.to_string().into(),
        text: format!(
            "on {} or later instead of {}",
            spoken(would),
            spoken(run.date())
        ),
    };
    Some((change, history))
}

pub(super) fn left_out(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let run = asked.run(index)?;
    let mut history = asked.history.clone();
    history.runs.remove(index);
    let change = Change {
        what: "runs",
        run: asked.finding.run.clone(),
        was: Some(1_usize.into()),
        would: 0_usize.into(),
        text: format!("without the run of {}", spoken(run.date())),
    };
    asked.silent(&history).then_some((change, history))
}

/// The least cadence that would not have fired.
pub fn more_cadence(asked: &Asked) -> Option<Changed> {
    let index = asked.place()?;
    let was = asked.run(index)?.cadence?.median.get();
    let least = was.floor() as u32 + 1;
    let (spm, history) = (least..least + 40).find_map(|spm| {
        let factor = f64::from(spm) / was;
        let history = asked.with(index, |run| {
            if let Some(cadence) = &mut run.cadence {
                cadence.median = StepsPerMinute::new(f64::from(spm));
                cadence.mean = cadence.mean * factor;
            }
            for bout in &mut run.steady {
                bout.cadence = bout.cadence * factor;
            }
        });
        asked.silent(&history).then_some((spm, history))
    })?;
    let change = Change {
        what: "cadence_spm",
        run: asked.finding.run.clone(),
        was: Some(was.into()),
        would: f64::from(spm).into(),
        text: format!(
            "{spm} steps a minute instead of {was:.0} on {}",
            spoken(asked.run(index)?.date())
        ),
    };
    Some((change, history))
}

/// As many climbs as would not have fired.
pub fn fewer_hills(asked: &Asked) -> Option<Changed> {
    fewer_efforts(asked, EffortKind::Hill, "hills", "climbs")
}

/// As many descents as would not have fired.
pub fn fewer_downhills(asked: &Asked) -> Option<Changed> {
    fewer_efforts(asked, EffortKind::Downhill, "downhills", "descents")
}

/// As many intervals as would not have fired.
pub fn fewer_intervals(asked: &Asked) -> Option<Changed> {
    fewer_efforts(asked, EffortKind::Interval, "intervals", "intervals")
}

/// As many sprints as would not have fired.
pub fn fewer_sprints(asked: &Asked) -> Option<Changed> {
    fewer_efforts(asked, EffortKind::Sprint, "sprints", "sprints")
}

/// As many hill sprints as would not have fired.
pub fn fewer_hill_sprints(asked: &Asked) -> Option<Changed> {
    fewer_efforts(
        asked,
        EffortKind::HillSprint,
        "hill_sprints",
        "hill sprints",
    )
}

/// What grew first: minutes, hard minutes, then a kind of effort; else a day later.
pub fn less_of_any_factor(asked: &Asked) -> Option<Changed> {
    less_running(asked)
        .or_else(|| less_hard(asked))
        .or_else(|| fewer_hills(asked))
        .or_else(|| fewer_sprints(asked))
        .or_else(|| fewer_hill_sprints(asked))
        .or_else(|| later_or_left_out(asked))
}

/// Fewer hard minutes, or the day without the run.
pub fn less_hard_or_left_out(asked: &Asked) -> Option<Changed> {
    less_hard(asked).or_else(|| left_out(asked))
}

/// The same run on a later day, or none.
pub fn later_or_left_out(asked: &Asked) -> Option<Changed> {
    later(asked).or_else(|| left_out(asked))
}

/// A run made shorter in all that adds up along it.
fn scale(run: &mut Run, share: f64) {
    let shorter = |seconds: Seconds| Seconds::new(seconds.get() * share);
    run.distance = run.distance.map(|metres| Metres::new(metres.get() * share));
    run.elapsed = shorter(run.elapsed);
    run.timer = run.timer.map(shorter);
    run.moving = run.moving.map(shorter);
    run.running = run.running.map(shorter);
}

/// A run with the first few efforts of a kind only.
fn keep(run: &mut Run, kind: EffortKind, kept: usize) {
    let mut seen = 0;
    if let Some(efforts) = &mut run.efforts {
        efforts.retain(|effort| {
            if effort.kind != kind {
                return true;
            }
            seen += 1;
            seen <= kept
        });
    }
}
