//! Too little time between runs, or between hard ones.

use super::crossing::{Judged, crossings};
use super::early::rung_words;
use super::exposure::{surely, words};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, factors, nearest};
use crate::calendar::spoken;
use crate::diary::RehabSet;
use crate::legible::capital;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::run::{EffortKind, Run, outing_begins};
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::RestTooShort,
    title: "Too little rest between runs",
    severity: Severity::Caution,
    grade: Evidence::Practice,
    source: "common tendon-loading practice: 24-72 h between high loads",
    what: "Before the frequency rung: two runs with less than {rest-days-between-runs} free day \
           between them. At any time: two high-load sessions less than {high-load-days-apart} days \
           apart, from date to date. A high-load session holds more than {hard-over-minutes} hard minutes, an \
           interval, a sprint or a hill sprint; easy climbs do not make one. Without an episode {hard-session-minutes} hard minutes are asked for, as for a tempo effort: a fast finish is no hard session of \
           a sound runner, and a habit is told once, not each week. Recordings with up to {same-outing-minutes} minutes between them are one run. Under an episode also: sets A and B less \
           than {rehab-heavy-gap} hours apart by their dates, set C less than {rehab-spring-gap}.",
    why: "A tendon answers late and rebuilds for a day or more after load.",
    evidence: "Practice in tendon loading; the exact hours are not fixed by trials, and can be set.",
    fires_example: "On the volume rung, two runs on one day. Or intervals, and a tempo run \
                    {high-load-days-apart - 1} days later.",
    clear_example: "Intervals, and a tempo run {high-load-days-apart} days later.",
    missing: "Where the effort of one of two runs is unknown and the other is a high-load session, \
              the answer is unknown.",
    advice: "Make tomorrow a day without running; move the next hard session so that {high-load-days-apart - 1} \
             full days lie between.",
    limits: &[
        limits::REST_DAYS_BETWEEN_RUNS,
        limits::HIGH_LOAD_DAYS_APART,
        limits::HARD_OVER_MINUTES,
        limits::HARD_SESSION_MINUTES,
        limits::SAME_OUTING_MINUTES,
        limits::HEAVY_GAP_HOURS,
        limits::SPRING_GAP_HOURS,
    ],
    lasting: false,
    check,
    nearest: nearest::later_or_left_out,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut verdicts = crossings(&RULE, context, |index, run| judge(context, index, run));
    verdicts.extend(heavy_sets(context));
    verdicts
}

/// Days of an episode with heavy exercises that lie too near to one another.
fn heavy_sets(context: &Context) -> Vec<Verdict> {
    let history = context.history;
    let mut done: Vec<(NaiveDate, RehabSet)> = Vec::new();
    for entry in &history.rehab {
        let (day, set) = (history.local_date(entry.at), entry.set());
        if set == RehabSet::Isometric || history.episode_on(day).is_none() {
            continue;
        }
        match done.last_mut().filter(|(known, _)| *known == day) {
            Some((_, known)) => *known = set.max(*known),
            None => done.push((day, set)),
        }
    }
    let too_near =
        done.windows(2).filter_map(|pair| {
            let [(before, was), (day, is)] = *pair else {
                return None;
            };
            let hours = if was == RehabSet::C && is == RehabSet::C {
                limits::SPRING_GAP_HOURS.value
            } else {
                limits::HEAVY_GAP_HOURS.value
            };
            let (needed, apart) = (hours / 24.0, (day - before).num_days());
            if apart as f64 >= needed {
                return None;
            }
            let sets = if was == is {
                format!("{} on {} and", capital(is.words()), spoken(before))
            } else {
                format!(
                    "{} on {}, {} on",
                    capital(was.words()),
                    spoken(before),
                    is.words()
                )
            };
            let finding = RULE
            .finding(
                day,
                None,
                format!("{sets} {}, {} apart; {needed} are asked for.", spoken(day), days(apart)),
            )
            .with("days_apart", apart)
            .with("needed_d", needed)
            .advising(
                "Leave the next one out: the tendon rebuilds on the days between. The holds may be \
                 done on any day.",
            );
            Some(Verdict::Fires(finding))
        });
    too_near.collect()
}

fn judge(context: &Context, index: usize, run: &Run) -> Judged {
    let hard = high_load_too_close(context, index, run);
    match hard {
        Some(Judged::Over(..)) => hard,
        other => runs_too_close(context, index, run).or(other),
    }
    .unwrap_or(Judged::Clear)
}

/// A session that asks the tendon for much.
pub fn is_high_load(run: &Run) -> bool {
    run.hard_minutes()
        .is_some_and(|hard| hard > limits::HARD_OVER_MINUTES.value)
        || holds_fast_efforts(run)
}

/// The same of a runner without an episode.
fn is_hard_session(run: &Run) -> bool {
    run.hard_minutes()
        .is_some_and(|hard| hard >= limits::HARD_SESSION_MINUTES.value)
        || holds_fast_efforts(run)
}

fn holds_fast_efforts(run: &Run) -> bool {
    [
        EffortKind::Interval,
        EffortKind::Sprint,
        EffortKind::HillSprint,
    ]
    .into_iter()
    .any(|kind| surely(run, kind))
}

/// What makes a session a high-load one, in words.
fn what_is_hard(run: &Run) -> String {
    let efforts = [
        EffortKind::HillSprint,
        EffortKind::Sprint,
        EffortKind::Interval,
    ]
    .into_iter()
    .find(|kind| surely(run, *kind));
    match (efforts, run.hard_minutes()) {
        (Some(kind), _) => words(kind, run.count(kind).unwrap_or(0)),
        (None, hard) => format!("{:.0} hard minutes", hard.unwrap_or(0.0)),
    }
}

/// The runs before the outing of a run: a warm-up and the run are one, though the watch was
/// stopped between.
fn before_outing<'a>(context: &'a Context, index: usize) -> Option<&'a [Run]> {
    let runs = &context.history.runs;
    runs.get(..outing_begins(runs, index))
}

fn high_load_too_close(context: &Context, index: usize, run: &Run) -> Option<Judged> {
    let needed = context.limit(&limits::HIGH_LOAD_DAYS_APART);
    let ordinary = context.episode(run).is_none();
    let is_high_load = |run: &Run| match ordinary {
        true => is_hard_session(run),
        false => is_high_load(run),
    };
    let close = |earlier: &&Run| ((run.date() - earlier.date()).num_days() as f64) < needed;
    let earlier = before_outing(context, index)?;
    let lately = || earlier.iter().rev().take_while(close);
    let unknown = |run: &Run| !is_high_load(run) && (run.hard.is_none() || run.efforts.is_none());
    let Some(last) = lately().find(|other| is_high_load(other) && is_high_load(run)) else {
        let in_doubt = if is_high_load(run) {
            lately().any(unknown)
        } else {
            unknown(run) && lately().any(is_high_load)
        };
        return in_doubt.then(|| {
            Judged::Unknown("a usable speed of a run within days of a high-load session".to_owned())
        });
    };
    let apart = (run.date() - last.date()).num_days();
    let finding = RULE
        .finding(
            run.date(),
            Some(run),
            format!(
                "Hard sessions on {} ({}) and {} ({}), {} apart; {needed} are asked for.",
                spoken(last.date()),
                what_is_hard(last),
                spoken(run.date()),
                what_is_hard(run),
                days(apart)
            ),
        )
        .with("days_apart", apart)
        .with("needed_d", needed);
    Some(Judged::Over(
        needed - apart as f64,
        format!("two hard sessions {} apart", days(apart)),
        Box::new(finding),
    ))
}

fn runs_too_close(context: &Context, index: usize, run: &Run) -> Option<Judged> {
    let free = context.limit(&limits::REST_DAYS_BETWEEN_RUNS);
    if !factors::is_session(run) {
        return None;
    }
    let earlier = before_outing(context, index)?;
    let last = earlier.iter().rev().find(|run| factors::is_session(run))?;
    let apart = (run.date() - last.date()).num_days();
    if apart as f64 > free {
        return None;
    }
    let standing = context
        .standing(index, run)
        .filter(|standing| standing.rung < Rung::Frequency)?;
    let when = match apart {
        0 => format!("Two runs on {}", spoken(run.date())),
        _ => format!("Runs on {} and {}", spoken(last.date()), spoken(run.date())),
    };
    let finding = RULE
        .finding(
            run.date(),
            Some(run),
            format!(
                "{when}, and {} is still open; before the frequency rung {} free \
                 between runs is asked for.",
                rung_words(&standing),
                days(free as i64)
            ),
        )
        .with("days_apart", apart)
        .with("free_days_needed_d", free)
        .with("rung", standing.rung.as_str());
    Some(Judged::Over(
        free + 1.0 - apart as f64,
        match apart {
            0 => "two runs on one day".to_owned(),
            _ => "runs on successive days".to_owned(),
        },
        Box::new(finding),
    ))
}

fn days(count: i64) -> String {
    match count {
        1 => "1 day".to_owned(),
        _ => format!("{count} days"),
    }
}
