//! Which days of the week hold the runs.

use super::days::days_of;
use super::view::View;
use crate::calendar::Days;
use crate::diary::{History, rhythm, span};
use crate::limits;
use crate::method::Rung;
use crate::method::climb::Kind;
use crate::rule_id::RuleId;
use crate::rules::factors;
use crate::rules::rest_too_short::is_high_load;
use crate::run::{EffortKind, Run};
use chrono::{Datelike, NaiveDate};

/// What the choice of days must respect.
pub(super) struct Spacing {
    /// Least days from one run to the next; 1 is the next day.
    pub gap: i64,
    /// Days off from which a gap is a break, but for one that is the runner's usual spacing.
    break_days: i64,
    usual_gap: Option<i64>,
    pub from: NaiveDate,
    pub last_run: Option<NaiveDate>,
    /// Runs lie as far apart as they can.
    pub even: bool,
    /// Days of the week that were run already.
    ran: Vec<NaiveDate>,
    /// The last two days with a run before the week.
    lately: Vec<NaiveDate>,
    /// Days with a run in the six days before the week.
    six_before: Vec<NaiveDate>,
    /// The most of them in seven days that are no jump after the weeks before.
    most_in_seven: usize,
    /// The day after a run as long as a marathon or a usual week.
    recovers: Option<NaiveDate>,
}

impl Spacing {
    pub(super) fn of(view: &View, from: NaiveDate) -> Spacing {
        let free = view.history.settings.get(&limits::REST_DAYS_BETWEEN_RUNS) as i64;
        // Without an episode the same holds for the weeks back after a break.
        let spaced = view
            .climb
            .as_ref()
            .map_or(view.returning.is_some(), |climb| {
                climb.rung() < Rung::Frequency
            });
        let asked = view.history.policy.asks(RuleId::RestTooShort);
        let counted = || view.history.runs.iter().filter(|run| !run.is_accident());
        let planned = || view.before.iter().map(|day| day.date);
        let dates = || counted().map(Run::date).chain(planned());
        let last_before = |day: NaiveDate| dates().rfind(|date| *date < day);
        let mut ran: Vec<NaiveDate> = counted()
            .map(Run::date)
            .filter(|day| view.monday <= *day && *day < from)
            .collect();
        ran.dedup();
        let mut lately: Vec<NaiveDate> = last_before(view.monday).into_iter().collect();
        let two_before = lately.first().and_then(|last| last_before(*last));
        lately.extend(two_before);
        lately.reverse();
        let mut six_before: Vec<NaiveDate> = dates()
            .filter(|day| view.monday - Days::new(6) <= *day && *day < view.monday)
            .collect();
        six_before.dedup();
        Spacing {
            even: asked,
            gap: if spaced && asked { free + 1 } else { 1 },
            break_days: view.history.settings.get(&limits::BREAK_SHORT_DAYS) as i64,
            usual_gap: last_before(view.monday)
                .filter(|last| view.history.illnesses().all(|ill| ill.from <= *last))
                .and_then(|last| span::usual_gap(view.history, last)),
            from,
            last_run: last_before(from),
            ran,
            lately,
            six_before,
            most_in_seven: most_in_seven(view),
            recovers: recovers(view.history, from),
        }
    }

    /// By how many the fullest seven days up to a day of the pattern hold more runs than
    /// `frequency-jump` lets pass. Saturday's run, then Tuesday and Friday, are three in seven
    /// days: after weeks of one the rules would object to that every week, and the second run
    /// would never be added. Tuesday and Saturday are two.
    fn crowded(&self, pattern: &[NaiveDate], wanted: usize) -> i64 {
        let all = || self.six_before.iter().chain(pattern);
        let up_to = |day: NaiveDate| {
            all()
                .filter(|run| **run <= day && (day - **run).num_days() < 7)
                .count()
        };
        let fullest = pattern.iter().map(|day| up_to(*day)).max().unwrap_or(0);
        let most = (self.ran.len() + wanted).max(self.most_in_seven);
        fullest.saturating_sub(most) as i64
    }
}

/// The most days with a run in seven that are no jump after the weeks before; all seven where
/// too little is known of those.
fn most_in_seven(view: &View) -> usize {
    let Some((first, last, known)) = factors::run_days_reference(view.history, view.sunday) else {
        return 7;
    };
    let ran = factors::session_days(view.history, first, last) + view.before.len();
    let usual = ran as f64 / known as f64 * 7.0;
    let most = (usual + limits::FREQUENCY_JUMP_RUNS.value) as usize;
    most.max(factors::before_break(view.history, view.sunday))
}

/// The day after a run as long as a marathon or as the week that is usual, where that
/// is `from`: nothing is run on it.
fn recovers(history: &History, from: NaiveDate) -> Option<NaiveDate> {
    let day = from - Days::new(1);
    let is_huge = |run: &Run| {
        let far =
            (run.distance).is_some_and(|metres| metres.get() >= limits::MARATHON_METRES.value);
        let long = run.tells_minutes().is_some_and(|minutes| {
            minutes >= limits::MARATHON_LEAST_MINUTES.value
                && rhythm::before_break(history, day - Days::new(1))
                    .is_some_and(|held| minutes >= held.weekly_minutes())
        });
        far || long
    };
    let runs = history.runs_between(day, day);
    runs.iter().any(is_huge).then_some(from)
}

/// The days of up to `wanted` runs: as many as fit, as even as they can be.
pub(super) fn days(view: &View, spacing: &Spacing, wanted: u32) -> Vec<NaiveDate> {
    let free: Vec<NaiveDate> = days_of(view.monday)
        .filter(|day| {
            *day >= spacing.from
                && spacing.recovers != Some(*day)
                && view.history.settings.available_days.contains(day.weekday())
        })
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
        let Some(score) = score(&days, spacing, wanted as usize) else {
            continue;
        };
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, days));
        }
    }
    best.map_or_else(Vec::new, |(_, days)| days)
}

/// How many runs, whether a gap of the length of a break is avoided, how little any seven
/// days hold too many, how few times three days in a row are run, where not all fit how early
/// the last run is (so that they fit in the week after), how even the days are, how early the
/// last run is (so that Sunday's plan is seldom provisional), how early all are.
type Score = (usize, bool, i64, i64, i64, i64, i64, i64);

fn score(days: &[NaiveDate], spacing: &Spacing, wanted: usize) -> Option<Score> {
    let mut previous = spacing.last_run;
    for &day in days {
        if previous.is_some_and(|previous| (day - previous).num_days() < spacing.gap) {
            return None;
        }
        previous = Some(day);
    }
    let no_break = match (spacing.last_run, days.first()) {
        (Some(last), Some(first)) => {
            let days_off = (*first - last).num_days() - 1;
            // One run a week on the same weekday is a rhythm and no break.
            let weekly = days.len() == 1 && days_off == 6;
            let usual = spacing.usual_gap.is_some_and(|usual| days_off <= usual);
            weekly || usual || days_off < spacing.break_days
        }
        _ => true,
    };
    let pattern: Vec<NaiveDate> = spacing.ran.iter().chain(days).copied().collect();
    let (in_a_row, uneven) = if spacing.even {
        (
            three_in_a_row(&pattern, &spacing.lately),
            unevenness(&pattern, spacing.lately.last().copied()),
        )
    } else {
        (0, 0)
    };
    let number = |day: &NaiveDate| i64::from(day.num_days_from_ce());
    let last = days.last().map_or(0, number);
    let all: i64 = days.iter().map(number).sum();
    let crowded = spacing.crowded(&pattern, wanted);
    Some((
        days.len(),
        no_break,
        -crowded,
        -in_a_row,
        if days.len() < wanted { -last } else { 0 },
        -uneven,
        -last,
        -all,
    ))
}

/// How often three days in a row are run, the runs before the week among them.
fn three_in_a_row(pattern: &[NaiveDate], lately: &[NaiveDate]) -> i64 {
    let all: Vec<NaiveDate> = lately.iter().chain(pattern).copied().collect();
    all.windows(3)
        .filter(|three| matches!(three, [a, _, c] if (*c - *a).num_days() == 2))
        .count() as i64
}

/// Σ 1/gap² in millionths, over the gaps of the week's pattern repeated every week and
/// the one from the run before it. That one is counted up to what the pattern has
/// itself: a run long ago is no reason to begin late.
fn unevenness(pattern: &[NaiveDate], before: Option<NaiveDate>) -> i64 {
    let (Some(first), Some(last)) = (pattern.first(), pattern.last()) else {
        return 0;
    };
    let cost = |gap: i64| (1e6 / (gap.max(1) as f64).powi(2)).round() as i64;
    let own = (7 / pattern.len() as i64).max(2);
    let within = (pattern.iter().zip(pattern.iter().skip(1)))
        .map(|(earlier, later)| (*later - *earlier).num_days());
    let around = 7 - (*last - *first).num_days();
    let from = before.map(|before| (*first - before).num_days().min(own));
    within.chain([around]).chain(from).map(cost).sum()
}

/// Whether a run counts as a hard one for the spacing of hard ones. Climbs are
/// counted too: they load the tendon at length.
fn is_hard(run: &Run) -> bool {
    is_high_load(run) || run.count(EffortKind::Hill).is_some_and(|count| count > 0)
}

/// Which of the run days each special session takes, in the order given; `None`
/// where the spacing of hard sessions leaves no day for it.
pub(super) fn specials(
    view: &View,
    run_days: &[NaiveDate],
    kinds: &[Kind],
    not_before: Option<NaiveDate>,
) -> Vec<Option<NaiveDate>> {
    let asked = view.history.policy.asks(RuleId::RestTooShort);
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
            // The day after a hard one is free where there is room.
            let rests = |day: &&NaiveDate| !run_days.contains(&(**day + Days::new(1)));
            // And the day before it.
            let rested = |day: &&NaiveDate| {
                let before = **day - Days::new(1);
                !run_days.contains(&before) && view.history.runs_between(before, before).is_empty()
            };
            let day = (run_days
                .iter()
                .find(|day| fits(day) && rests(day) && rested(day)))
            .or_else(|| run_days.iter().find(|day| fits(day) && rests(day)))
            .or_else(|| run_days.iter().find(fits))
            .copied();
            hard.extend(day.map(|day| (day, sprints)));
            day
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 5 October 2026 and the days after it, by their names.
    fn on(names: &str) -> Vec<NaiveDate> {
        let monday: NaiveDate = "2026-10-05".parse().expect("a date");
        (names.split(',').filter(|name| !name.is_empty()))
            .map(|name| {
                let weekday: chrono::Weekday = name.parse().expect("a weekday");
                monday + Days::new(u64::from(weekday.num_days_from_monday()))
            })
            .collect()
    }

    /// The best of all choices of so many days.
    fn best(wanted: u32, before: &str, gap: i64) -> String {
        let lately: Vec<NaiveDate> = on(before).iter().map(|day| *day - Days::new(7)).collect();
        let spacing = Spacing {
            gap,
            break_days: limits::BREAK_SHORT_DAYS.value as i64,
            usual_gap: None,
            from: on("mon")[0],
            last_run: lately.last().copied(),
            even: true,
            ran: Vec::new(),
            lately,
            six_before: Vec::new(),
            most_in_seven: 7,
            recovers: None,
        };
        let week = on("mon,tue,wed,thu,fri,sat,sun");
        let chosen = (0u32..1 << 7)
            .filter(|choice| choice.count_ones() == wanted)
            .filter_map(|choice| {
                let days: Vec<NaiveDate> = (week.iter().enumerate())
                    .filter(|(index, _)| choice & (1 << index) != 0)
                    .map(|(_, day)| *day)
                    .collect();
                Some((score(&days, &spacing, wanted as usize)?, days))
            })
            .max();
        let (_, days) = chosen.expect("some days fit");
        let names: Vec<String> = (days.iter())
            .map(|day| day.format("%a").to_string().to_lowercase())
            .collect();
        names.join(",")
    }

    #[test]
    fn days_are_as_even_as_they_can_be_and_the_last_is_early() {
        for (wanted, before, gap, days) in [
            // Nothing before: the earliest of the even patterns.
            (2, "", 2, "mon,thu"),
            (3, "", 2, "mon,wed,fri"),
            (4, "", 1, "mon,tue,thu,sat"),
            // The run before the week counts as one of the gaps.
            (3, "sun", 2, "tue,thu,sat"),
            (3, "sat", 2, "mon,wed,fri"),
            (2, "fri", 2, "mon,thu"),
            (1, "sun", 1, "sun"),
        ] {
            assert_eq!(best(wanted, before, gap), days, "{wanted} after {before}");
        }
    }

    #[test]
    fn no_three_days_in_a_row_while_free_days_remain() {
        for before in ["", "sat", "sun", "sat,sun"] {
            for wanted in 1..=4 {
                let days = on(&best(wanted, before, 1));
                let lately: Vec<NaiveDate> =
                    on(before).iter().map(|day| *day - Days::new(7)).collect();
                assert_eq!(three_in_a_row(&days, &lately), 0, "{wanted} {before:?}");
            }
        }
        assert_eq!(best(5, "", 1), "mon,tue,thu,fri,sun");
        // By hand: gaps of 2, 2 and around the week 3; the run before is 1 day away.
        let before = on("sun")[0] - Days::new(7);
        let sum = unevenness(&on("mon,wed,fri"), Some(before));
        assert_eq!(sum, 250_000 + 250_000 + 111_111 + 1_000_000);
    }
}
