//! Which days of the week hold the runs.

use super::days_of;
use super::view::View;
use crate::limits;
use crate::method::Rung;
use crate::method::climb::Kind;
use crate::rule_id::RuleId;
use crate::rules::rest_too_short::is_high_load;
use crate::run::{EffortKind, Run};
use chrono::{Datelike, Days, NaiveDate};

/// What the choice of days must respect.
pub struct Spacing {
    /// Least days from one run to the next; 1 is the next day.
    pub gap: i64,
    pub from: NaiveDate,
    pub last_run: Option<NaiveDate>,
    /// Runs lie as far apart as they can.
    pub even: bool,
}

impl Spacing {
    pub fn of(view: &View, from: NaiveDate) -> Spacing {
        let free = view.history.settings.get(&limits::REST_DAYS_BETWEEN_RUNS) as i64;
        // Without an episode the same holds for the weeks back after a break.
        let spaced = view
            .climb
            .as_ref()
            .map_or(view.returning.is_some(), |climb| {
                climb.rung() < Rung::Frequency
            });
        let asked = view.history.settings.asks(RuleId::RestTooShort);
        Spacing {
            even: asked,
            gap: if spaced && asked { free + 1 } else { 1 },
            from,
            last_run: view
                .history
                .runs
                .iter()
                .rev()
                .map(Run::date)
                .find(|&day| day < from),
        }
    }
}

/// The days of up to `wanted` runs: as many as fit, spread as evenly as can be,
/// on the weekdays of the week before where that is as good.
pub fn days(view: &View, spacing: &Spacing, wanted: u32) -> Vec<NaiveDate> {
    let free: Vec<NaiveDate> = days_of(view.monday)
        .filter(|day| {
            *day >= spacing.from && view.history.settings.available_days.contains(day.weekday())
        })
        .collect();
    let habit: Vec<u32> = view
        .history
        .runs_between(view.monday - Days::new(7), view.monday - Days::new(1))
        .iter()
        .map(|run| run.date().weekday().num_days_from_monday())
        .collect();
    let mut best: Option<(Score, Vec<NaiveDate>)> = None;
    for choice in 0u32..1 << free.len() {
        if choice.count_ones() > wanted {
            continue;
        }
        let days: Vec<NaiveDate> = free
            .iter()
            .enumerate()
            .filter(|(index, _)| choice & (1 << index) != 0)
            .map(|(_, day)| *day)
            .collect();
        let Some(score) = score(&days, spacing, &habit) else {
            continue;
        };
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, days));
        }
    }
    best.map_or_else(Vec::new, |(_, days)| days)
}

/// How many runs, whether a gap of the length of a break is avoided, the
/// narrowest gap, how many on habitual weekdays, how early.
type Score = (usize, bool, i64, usize, i64);

fn score(days: &[NaiveDate], spacing: &Spacing, habit: &[u32]) -> Option<Score> {
    let mut narrowest = 7;
    let mut previous = spacing.last_run;
    for &day in days {
        if let Some(previous) = previous {
            let gap = (day - previous).num_days();
            if gap < spacing.gap {
                return None;
            }
            narrowest = narrowest.min(gap);
        }
        previous = Some(day);
    }
    // The same days next week should fit as well.
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        let around = 7 - (*last - *first).num_days();
        narrowest = narrowest.min(around);
    }
    let no_break = match (spacing.last_run, days.first()) {
        (Some(last), Some(first)) => {
            let days_off = (*first - last).num_days() - 1;
            // One run a week on the same weekday is a rhythm and no break.
            let weekly = days.len() == 1 && days_off == 6;
            weekly || days_off < limits::BREAK_SHORT_DAYS.value as i64
        }
        _ => true,
    };
    if !spacing.even {
        narrowest = 0;
    }
    let habitual = days
        .iter()
        .filter(|day| habit.contains(&day.weekday().num_days_from_monday()))
        .count();
    let early = -days
        .iter()
        .map(|day| i64::from(day.num_days_from_ce()))
        .sum::<i64>();
    Some((days.len(), no_break, narrowest, habitual, early))
}

/// Whether a run counts as a hard one for the spacing of hard ones. Climbs are
/// counted too: they load the tendon at length.
fn is_hard(run: &Run) -> bool {
    is_high_load(run) || run.count(EffortKind::Hill).is_some_and(|count| count > 0)
}

/// Which of the run days each special session takes, in the order given; `None`
/// where the spacing of hard sessions leaves no day for it.
pub fn specials(
    view: &View,
    run_days: &[NaiveDate],
    kinds: &[Kind],
    not_before: Option<NaiveDate>,
) -> Vec<Option<NaiveDate>> {
    let asked = view.history.settings.asks(RuleId::RestTooShort);
    let days_apart = |days: i64| if asked { days } else { 1 };
    let apart = days_apart(view.history.settings.get(&limits::HIGH_LOAD_DAYS_APART) as i64);
    // Hours between sessions whose time of day is not known: one day more is safe.
    let clear = days_apart((limits::HILL_SPRINT_CLEAR_HOURS.value / 24.0) as i64 + 1);
    let mut hard: Vec<(NaiveDate, bool)> = view
        .history
        .runs
        .iter()
        .rev()
        .take(14)
        .filter(|run| is_hard(run))
        .map(|run| {
            let sprints = run
                .count(EffortKind::HillSprint)
                .is_some_and(|count| count > 0);
            (run.date(), sprints)
        })
        .collect();
    kinds
        .iter()
        .map(|&kind| {
            let sprints = kind == Kind::HillSprints;
            let fits = |day: &&NaiveDate| {
                not_before.is_none_or(|first| **day >= first)
                    && hard.iter().all(|(other, other_sprints)| {
                        let needed = if (sprints || *other_sprints) && sprints != *other_sprints {
                            clear
                        } else {
                            apart
                        };
                        (**day - *other).num_days().abs() >= needed
                    })
            };
            let day = run_days.iter().find(fits).copied();
            hard.extend(day.map(|day| (day, sprints)));
            day
        })
        .collect()
}
