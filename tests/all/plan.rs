//! The ladder and the plan on short histories written by hand.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::entry::{Beginning, Entry, EpisodeStart, StatedRun, Symptom, What};
use comeback_core::diary::{History, start_of_day, stated};
use comeback_core::method::{Rung, Standing, ladder};
use comeback_core::plan::due::DueKind;
use comeback_core::plan::rehab;
use comeback_core::plan::today::today;
use comeback_core::plan::{DayKind, Decision, WeekPlan, plan};
use comeback_core::rules::RuleId;
use comeback_core::run::Run;
use comeback_core::units::PainScore;

/// A log that is written run by run.
pub(crate) struct Log {
    pub runs: Vec<Run>,
    pub entries: Vec<Entry>,
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn at(date: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
    start_of_day(chrono_tz::UTC, date) + TimeDelta::hours(hour)
}

impl Log {
    pub(crate) fn new() -> Log {
        Log {
            runs: Vec::new(),
            entries: Vec::new(),
        }
    }

    pub(crate) fn entry(&mut self, at: DateTime<FixedOffset>, what: What) -> &mut Log {
        self.entries.push(Entry {
            at,
            what,
            note: None,
        });
        self
    }

    pub(crate) fn episode(
        &mut self,
        on: NaiveDate,
        begin: Beginning,
        goal: (f64, u32),
    ) -> &mut Log {
        self.entry(
            at(on, 0),
            What::EpisodeStart(EpisodeStart {
                on,
                diagnosed: true,
                begin: Some(begin),
                goal_minutes: Some(goal.0),
                goal_runs: Some(goal.1),
                goal_sprints: None,
                race: None,
                goal_intensity: Some(false),
                goal_hills: Some(false),
                goal_hill_sprints: Some(false),
            }),
        )
    }

    pub(crate) fn set(&mut self, on: NaiveDate, key: &str, value: &str) -> &mut Log {
        self.entry(
            at(on, 0),
            What::Config {
                key: key.to_owned(),
                value: value.to_owned(),
                by: None,
            },
        )
    }

    pub(crate) fn pain(&mut self, at: DateTime<FixedOffset>, score: f64) -> &mut Log {
        self.entry(
            at,
            What::Pain {
                score: PainScore::new(score).expect("0 to 10"),
                during: None,
                site: None,
                now: None,
            },
        )
    }

    /// A run at eight in the morning, without a word on pain.
    pub(crate) fn run(&mut self, date: NaiveDate, minutes: f64) -> &mut Log {
        self.stated(
            date,
            StatedRun {
                minutes,
                ..StatedRun::default()
            },
        )
    }

    pub(crate) fn stated(&mut self, date: NaiveDate, run: StatedRun) -> &mut Log {
        self.runs.push(stated::run(at(date, 8), &run));
        self
    }

    /// A run with both pain entries of a complete response.
    pub(crate) fn felt(&mut self, date: NaiveDate, minutes: f64, score: f64) -> &mut Log {
        self.run(date, minutes)
            .pain(at(date, 12), score)
            .pain(at(date + Days::new(1), 12), score.min(3.0))
    }

    /// Four weeks of three runs before the first Monday, without a word on pain.
    pub(crate) fn before(&mut self, minutes: f64) -> &mut Log {
        for back in (1..=4).rev() {
            for offset in [0, 2, 4] {
                self.run(monday(0) - Days::new(7 * back) + Days::new(offset), minutes);
            }
        }
        self
    }

    /// Monday, Wednesday and Friday of a week.
    pub(crate) fn week(&mut self, monday: NaiveDate, minutes: f64, score: f64) -> &mut Log {
        for offset in [0, 2, 4] {
            self.felt(monday + Days::new(offset), minutes, score);
        }
        self
    }

    pub(crate) fn history(&self, now: DateTime<FixedOffset>) -> History {
        History::assemble(now, chrono_tz::UTC, self.runs.clone(), &self.entries)
    }

    pub(crate) fn standing(&self, now: DateTime<FixedOffset>) -> Standing {
        ladder::standing(&self.history(now)).expect("an episode")
    }
}

/// A Monday to start from, and the Mondays after it.
pub(crate) fn monday(weeks: u64) -> NaiveDate {
    day("2026-01-05") + Days::new(7 * weeks)
}

#[test]
fn no_episode_no_standing() {
    let mut log = Log::new();
    log.week(monday(0), 30.0, 0.0);
    assert!(ladder::standing(&log.history(at(monday(1), 0))).is_none());
}

#[test]
fn a_walk_run_level_takes_two_tolerated_runs_and_five_days() {
    for (runs, score, level) in [
        (1, 0.0, 1),
        (2, 0.0, 2),
        (3, 0.0, 2),
        (3, 5.0, 1),
        (3, 6.0, 1),
    ] {
        let mut log = Log::new();
        log.episode(monday(0), Beginning::WalkRun, (30.0, 3));
        for offset in [0, 2, 4].into_iter().take(runs) {
            log.felt(monday(0) + Days::new(offset), 3.0, score);
        }
        log.felt(monday(1), 6.0, 0.0);
        let standing = log.standing(at(monday(1), 20));
        assert_eq!(standing.rung, Rung::WalkRun);
        assert_eq!(standing.level, Some(level), "{runs} runs at pain {score}");
    }
}

#[test]
fn volume_is_complete_when_the_goal_was_held_for_a_week() {
    for (minutes, score, rung) in [
        (28.0, 0.0, Rung::Volume),
        (28.5, 0.0, Rung::Restored),
        (30.0, 4.0, Rung::Volume),
    ] {
        let mut log = Log::new();
        log.before(50.0);
        log.episode(monday(0), Beginning::Continuous, (30.0, 3));
        // Fifty before: thirty is the start. Shorter from the first day, 28 is what is held.
        log.week(monday(0), minutes, score);
        assert_eq!(
            log.standing(at(monday(0) + Days::new(6), 20)).rung,
            Rung::Volume,
            "six days are no week"
        );
        assert_eq!(log.standing(at(monday(1), 20)).rung, rung, "{minutes} min");
    }
}

#[test]
fn a_red_response_takes_back_what_rose_last() {
    let mut log = Log::new();
    log.before(34.0);
    log.episode(monday(0), Beginning::Continuous, (40.0, 3));
    log.week(monday(0), 20.0, 0.0).week(monday(1), 23.0, 0.0);
    assert_eq!(
        log.standing(at(monday(2), 7)).session_min,
        Some(23.0),
        "held"
    );
    log.felt(monday(2), 23.0, 6.0);
    assert_eq!(log.standing(at(monday(2), 20)).session_min, Some(20.0));
    log.felt(monday(2) + Days::new(3), 20.0, 6.0);
    assert_eq!(
        log.standing(at(monday(2) + Days::new(3), 20)).session_min,
        Some(14.0),
        "the second of a fortnight takes a second step"
    );
}

#[test]
fn eight_weeks_off_lead_back_to_walk_run_and_less_does_not() {
    for (days_off, level) in [(27, None), (28, None), (55, None), (56, Some(1))] {
        let mut log = Log::new();
        log.episode(monday(0), Beginning::Continuous, (30.0, 3));
        log.week(monday(0), 30.0, 0.0);
        let back = monday(0) + Days::new(4 + days_off + 1);
        log.felt(back, 10.0, 0.0);
        assert_eq!(log.standing(at(back, 20)).level, level, "{days_off} days");
    }
}

/// An episode of continuous running with three green runs of 20 min, and the goal of 30 × 3.
fn first_week(score: f64) -> Log {
    let mut log = Log::new();
    log.before(34.0);
    log.episode(monday(0), Beginning::Continuous, (30.0, 3));
    log.week(monday(0), 20.0, score);
    log
}

fn planned(log: &Log, week: u64) -> WeekPlan {
    plan(&log.history(at(monday(week), 0)), monday(week))
}

fn minutes(plan: &WeekPlan) -> Vec<f64> {
    plan.days.iter().filter_map(|day| day.minutes).collect()
}

#[test]
fn three_green_runs_are_followed_by_three_minutes_more() {
    let plan = planned(&first_week(1.0), 1);
    assert_eq!(plan.decision, Decision::Progress, "{:?}", plan.reasons);
    assert_eq!(plan.factor, Some(Rung::Volume));
    assert_eq!(plan.runs, 3);
    assert_eq!(minutes(&plan), [23.0, 23.0, 23.0]);
    assert_eq!(plan.weekly_min, 69.0);
    assert!(!plan.provisional);
    assert_eq!(plan.week, "2026-W03");
}

#[test]
fn the_sunday_before_sees_the_same_week() {
    let log = first_week(1.0);
    let sunday = plan(&log.history(at(monday(0) + Days::new(6), 20)), monday(1));
    assert_eq!(sunday, planned(&log, 1));
}

#[test]
fn amber_holds_the_week_and_red_backs_up() {
    let mut log = first_week(0.0);
    log.pain(at(monday(0) + Days::new(4), 13), 5.0);
    let amber = planned(&log, 1);
    assert_eq!(amber.decision, Decision::Hold);
    assert_eq!(minutes(&amber), [20.0, 20.0, 20.0]);
    assert_eq!(amber.factor, None);

    let red = planned(&first_week(5.1), 1);
    assert_eq!(red.decision, Decision::BackUp);
    assert!(red.weekly_min < 60.0 && red.weekly_min > 0.0, "{red:?}");
}

#[test]
fn a_red_response_is_answered_once() {
    let mut log = first_week(6.0);
    let answer = planned(&log, 1);
    let each = minutes(&answer)[0];
    log.week(monday(1), each, 0.0);
    let after = planned(&log, 2);
    assert_ne!(after.decision, Decision::BackUp, "{:?}", after.reasons);
}

#[test]
fn an_unknown_response_is_replaced_by_the_next_and_too_few_hold() {
    let forget = |log: &mut Log, scores: usize| {
        let kept = log.entries.len() - 2 * scores;
        log.entries.truncate(kept);
    };
    let mut log = first_week(0.0);
    forget(&mut log, 1);
    assert_eq!(planned(&log, 1).decision, Decision::Progress);
    forget(&mut log, 1);
    let plan = planned(&log, 1);
    assert_eq!(plan.decision, Decision::Hold);
    assert_eq!(plan.reasons[0].rule, Some(RuleId::PainUnlogged));
    // Friday at half past eight and 96 h.
    assert!(
        plan.reasons[0]
            .text
            .contains("Log Friday's run by Tuesday 08:20"),
        "{:?}",
        plan.reasons
    );
    assert_eq!(minutes(&plan), [20.0, 20.0, 20.0]);
}

#[test]
fn a_pending_response_says_what_it_may_become() {
    let mut log = Log::new();
    log.before(34.0);
    log.episode(monday(0), Beginning::Continuous, (30.0, 3));
    for offset in [1, 3] {
        log.felt(monday(0) + Days::new(offset), 20.0, 0.0);
    }
    log.run(monday(0) + Days::new(6), 20.0)
        .pain(at(monday(0) + Days::new(6), 12), 0.0);
    let plan = planned(&log, 1);
    assert!(plan.provisional);
    assert_eq!(plan.decision, Decision::Progress, "{:?}", plan.reasons);
    assert_eq!(
        plan.if_amber.as_ref().map(|other| other.decision),
        Some(Decision::Hold)
    );
    let red = plan.if_red.as_ref().expect("an alternative");
    assert_eq!(red.decision, Decision::BackUp);
    assert!(red.weekly_min < 60.0 && red.weekly_min > 0.0);
}

/// A run of this morning is no session to be shown after the flag of noon.
#[test]
fn today_shows_no_session_after_an_emergency_though_one_was_run() {
    let mut log = first_week(0.0);
    log.run(monday(1), 20.0);
    let before = today(&log.history(at(monday(1), 11)));
    assert!(before.session.is_some());
    let symptom = Symptom::Numbness;
    log.entry(at(monday(1), 12), What::Symptom { symptom });
    let told = today(&log.history(at(monday(1), 13)));
    assert_eq!(told.session, None);
    assert!(
        !told
            .changed
            .iter()
            .any(|line| told.headline.contains(line.as_str())),
        "{:?}",
        told.changed
    );
}

#[test]
fn an_emergency_or_the_bone_suspends_and_a_prompt_flag_takes_no_step() {
    for (symptom, decision) in [
        (Symptom::Bladder, Decision::Suspend),
        (Symptom::Pop, Decision::Suspend),
        (Symptom::BonyHopPain, Decision::Suspend),
        (Symptom::NightPain, Decision::Hold),
    ] {
        let mut log = first_week(0.0);
        log.entry(at(monday(0), 9), What::Symptom { symptom });
        let plan = planned(&log, 1);
        assert_eq!(plan.decision, decision, "{symptom:?}");
        assert_eq!(plan.reasons[0].rule, Some(RuleId::RedFlag));
        // What is asked for today, and the exercises that stand beside a plan.
        let history = log.history(at(monday(0), 10));
        let today = today(&history);
        assert!(
            today.headline.contains(symptom.words()),
            "{}",
            today.headline
        );
        let exercises = today.due.iter().any(|due| due.what != DueKind::Pain)
            || rehab::overview(&history, &plan).is_some();
        assert_eq!(exercises, decision != Decision::Suspend, "{symptom:?}");
        if decision == Decision::Suspend {
            assert_eq!((plan.runs, plan.weekly_min), (0, 0.0));
            assert!(plan.days.iter().all(|day| day.kind == DayKind::Rest
                && day.minutes.is_none()
                && day.rehab.is_none()));
        } else {
            assert_eq!(minutes(&plan), [20.0, 20.0, 20.0]);
        }
        log.entry(at(monday(0), 10), What::Resolve { symptom });
        assert_eq!(planned(&log, 1).decision, Decision::Progress);
    }
}

#[test]
fn a_lighter_week_comes_only_where_it_is_asked_for() {
    let mut log = first_week(0.0);
    log.episode(monday(0), Beginning::Continuous, (40.0, 3));
    for (week, minutes) in [(1, 23.0), (2, 26.0), (3, 29.0)] {
        log.week(monday(week), minutes, 0.0);
    }
    assert_eq!(planned(&log, 4).decision, Decision::Progress);
    log.set(monday(0), "cut-back-weeks", "3");
    let lighter = planned(&log, 4);
    assert_eq!(lighter.decision, Decision::CutBack, "{:?}", lighter.reasons);
    assert_eq!(lighter.runs, 3);
    let share = lighter.weekly_min / 87.0;
    assert!((0.78..=0.82).contains(&share), "{share}");
    log.week(monday(4), minutes(&lighter)[0], 0.0);
    let on = planned(&log, 5);
    assert_eq!(on.decision, Decision::Progress, "{:?}", on.reasons);
    assert_eq!(minutes(&on), [31.5, 31.5, 31.5]);
}

#[test]
fn a_break_is_followed_by_a_share() {
    for (weeks_off, most) in [
        (1, 0.75 * 65.0),
        (2, 0.5 * 65.0),
        (3, 0.5 * 65.0),
        (5, 0.33 * 65.0),
    ] {
        let mut log = Log::new();
        log.before(34.0);
        log.episode(monday(0), Beginning::Continuous, (30.0, 3));
        for week in 0..4 {
            log.week(monday(week), 20.0, 0.0);
        }
        let plan = planned(&log, 4 + weeks_off);
        assert_eq!(plan.decision, Decision::Restart, "{weeks_off} weeks off");
        assert!(plan.weekly_min <= most && plan.weekly_min > 0.0, "{plan:?}");
    }
    let mut log = first_week(0.0);
    log.week(monday(1), 20.0, 0.0);
    let plan = planned(&log, 2 + 9);
    assert_eq!(plan.decision, Decision::Restart);
    assert_eq!(plan.level, Some(1));
    assert_eq!(plan.weekly_min, 90.0, "three sessions of half an hour");
}

#[test]
fn what_is_left_of_the_running_week_is_not_piled_up() {
    let mut log = first_week(0.0);
    let whole = planned(&log, 1);
    // Tuesday, with Monday missed.
    let tuesday = monday(1) + Days::new(1);
    let left = plan(&log.history(at(tuesday, 7)), monday(1));
    assert!(left.runs < whole.runs, "{left:?}");
    // Friday, after Monday and Wednesday were run.
    log.felt(monday(1), 23.0, 0.0)
        .felt(monday(1) + Days::new(2), 23.0, 0.0);
    let friday = monday(1) + Days::new(4);
    let left = plan(&log.history(at(friday, 7)), monday(1));
    assert_eq!(left.runs, 3);
    assert_eq!(left.days[0].why, "done");
    assert_eq!(minutes(&left), [23.0, 23.0, 23.0]);
    assert_eq!(left.days[4].kind, DayKind::Easy);
}

#[test]
fn only_available_days_are_planned_and_the_lack_is_said() {
    let mut log = first_week(0.0);
    log.set(monday(0), "available-days", "tue,wed");
    let plan = planned(&log, 1);
    assert_eq!(plan.runs, 1, "next-day runs wait for the frequency rung");
    assert!(
        plan.reasons
            .iter()
            .any(|reason| reason.rule == Some(RuleId::RestTooShort)),
        "{:?}",
        plan.reasons
    );
}

#[test]
fn walk_run_days_are_three_rounds() {
    let mut log = Log::new();
    log.episode(monday(0), Beginning::WalkRun, (30.0, 3));
    let plan = planned(&log, 0);
    assert_eq!((plan.runs, plan.weekly_min, plan.level), (3, 90.0, Some(1)));
    let day = plan
        .days
        .iter()
        .find(|day| day.kind == DayKind::WalkRun)
        .expect("a session");
    assert_eq!(day.steps.len(), 1);
    let step = day.steps[0];
    assert_eq!((step.repeat, step.work_s, step.rest_s), (3, 60, 540));
}

#[test]
fn without_an_episode_the_usual_week_is_kept() {
    let mut log = Log::new();
    for week in 0..6 {
        log.week(monday(week), 40.0, 0.0);
    }
    let plan = planned(&log, 6);
    assert_eq!((plan.decision, plan.rung), (Decision::Hold, None));
    assert_eq!(minutes(&plan), [40.0, 40.0, 40.0]);
    assert_eq!(planned(&Log::new(), 0).runs, 0);
}

#[test]
fn weeks_back_after_a_long_break_leave_a_free_day_between_runs() {
    // Six days a week before, and no episode: days in a row were usual then.
    let mut log = Log::new();
    for day in (0..28).filter(|day| day % 7 != 6) {
        log.run(monday(0) + Days::new(day), 30.0);
    }
    let plan = planned(&log, 16);
    assert_eq!(plan.decision, Decision::Restart);
    let days: Vec<NaiveDate> = plan
        .days
        .iter()
        .filter(|day| day.kind.is_run())
        .map(|day| day.date)
        .collect();
    assert!(days.len() > 1, "{days:?}");
    assert!(
        days.windows(2)
            .all(|pair| (pair[1] - pair[0]).num_days() > 1),
        "{days:?}"
    );
}
