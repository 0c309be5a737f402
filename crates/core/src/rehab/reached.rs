//! How far the steps of a set have brought an exercise, one thing at a time: in set B the
//! range, then a set more, then repetitions, or the weight that makes fewer of them enough;
//! one leg only after all of it with both.

use super::catalogue::{Exercise, Sides};
use crate::diary::RehabSet;
use crate::limits;

/// Steps until the amount of a set is at its end.
const STEPS_TO_END: i32 = limits::DOSE_STEPS.value as i32;

/// What is left of an amount after pain that was too much.
pub(super) const BACK_SHARE: f64 = 1.0 - limits::BACK_LOAD.value / 100.0;

/// What the dose of an exercise is reckoned from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// Steps taken, under 0 where even the first dose was too much.
    pub(super) steps: i32,
    /// Weeks of the set.
    pub(super) weeks: u32,
    /// It is done with a weight.
    pub(super) weighted: bool,
    /// One leg may follow both: no re-test says that both are still to be worked on.
    pub(super) one_leg: bool,
}

/// Where the steps have brought it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reached {
    /// Sets.
    pub(super) sets: u32,
    /// Seconds, repetitions, metres or steps of each set.
    pub(super) amount: u32,
    /// Each side by itself.
    pub(super) each_side: bool,
    /// How far the hip bends, degrees, where the set limits it.
    pub(super) hip_flexion_deg: Option<f64>,
    /// The range is at its end.
    pub(super) range_used: bool,
    /// The last step went into the weight, or is to.
    pub(super) into_weight: bool,
    /// Its repetitions fall as a weight grows, so that without one it asks for little.
    pub(super) wants_weight: bool,
}

impl Way {
    /// Where the steps have brought an exercise of a set.
    pub(super) fn reached(self, exercise: &Exercise, set: RehabSet) -> Reached {
        let (hip_flexion_deg, of_range, to_goal) = flexion(exercise, set, self.steps);
        let steps = self.steps - of_range;
        // Holds and springs grow by the week; the heavy sets step by step.
        let by_step = matches!(set, RehabSet::A | RehabSet::B);
        let (least, most) = exercise.sets;
        let of_sets = if by_step && most > least {
            steps.clamp(0, 1)
        } else {
            0
        };
        let sets = match by_step {
            true if of_sets > 0 => most,
            false if self.weeks > 0 => most,
            _ => least,
        };
        let steps = steps - of_sets;
        let falls = exercise.amount.0 > exercise.amount.1;
        let mut reached = Reached {
            sets,
            amount: match (self.weighted, falls) {
                // The weight carries what was too much.
                (true, _) => amount(exercise.amount, steps.max(0)),
                // Fewer repetitions without a weight are only less.
                (false, true) => amount(exercise.amount, steps.min(0)),
                (false, false) => amount(exercise.amount, steps),
            },
            each_side: exercise.sides == Sides::Each,
            hip_flexion_deg,
            range_used: of_range == to_goal,
            // Where repetitions rise they come before the weight.
            into_weight: steps > if falls { 0 } else { STEPS_TO_END },
            wants_weight: falls,
        };
        // With one leg it is about twice the load a leg: not before both legs have all of it.
        let on_one = steps - STEPS_TO_END - 1;
        if exercise.sides == Sides::BothThenEach && !falls && self.one_leg && on_one >= 0 {
            reached.each_side = true;
            reached.into_weight = false;
            let (start, end) = exercise.amount;
            let first = (start.min(end / 2), end);
            let of_sets = if by_step { on_one.min(1) } else { 0 };
            if by_step && of_sets == 0 {
                reached.sets = least;
            }
            reached.amount = amount(first, on_one - of_sets);
        }
        reached
    }
}

impl Reached {
    /// Repetitions of all sets, as one leg has them.
    const fn work(&self) -> u32 {
        let legs = if self.each_side { 2 } else { 1 };
        self.sets * self.amount * legs
    }

    /// A share less of all of it.
    pub(super) fn less(self) -> u32 {
        less(self.work())
    }

    /// Within so much work in all.
    pub(super) fn no_more_than(&mut self, work: u32) {
        let legs = if self.each_side { 2 } else { 1 };
        self.amount = self.amount.min((work / (self.sets * legs).max(1)).max(1));
    }

    /// Repetitions that fall as the weight grows, and no faster: from those of the last time.
    pub(super) fn fall_no_faster(&mut self, exercise: &Exercise, last: Option<u32>, more: bool) {
        let (start, end) = exercise.amount;
        let Some(last) = last.filter(|_| start > end) else {
            return;
        };
        let step = if more {
            (start - end).div_ceil(STEPS_TO_END as u32)
        } else {
            0
        };
        self.amount = self.amount.max(last.min(start).saturating_sub(step));
    }
}

/// Between the beginning and the end of a dose; under its beginning a share less each step.
fn amount(range: (u32, u32), steps: i32) -> u32 {
    let (start, end) = (f64::from(range.0), f64::from(range.1));
    let share = f64::from(steps.clamp(0, STEPS_TO_END)) / f64::from(STEPS_TO_END);
    let less = BACK_SHARE.powi(-steps.min(0));
    ((start + (end - start) * share) * less).round() as u32
}

/// A share less of an amount that was too much.
pub(super) fn less(amount: u32) -> u32 {
    (f64::from(amount) * BACK_SHARE).floor() as u32
}

/// How far the hip bends in set B, how many steps went into that and how many can.
fn flexion(exercise: &Exercise, set: RehabSet, steps: i32) -> (Option<f64>, i32, i32) {
    if set != RehabSet::B {
        return (None, 0, 0);
    }
    let goal = limits::FLEXION_GOAL.value.min(exercise.hip_flexion_deg.1);
    let start = limits::FLEXION_START
        .value
        .max(exercise.hip_flexion_deg.0)
        .min(goal);
    let step = limits::FLEXION_STEP.value;
    let to_goal = ((goal - start) / step).ceil() as i32;
    let used = steps.clamp(0, to_goal);
    let bent = (start + step * f64::from(used)).min(goal);
    (Some(bent), used, to_goal)
}

#[cfg(test)]
mod tests {
    use super::super::borne::STEPS_UNDER;
    use super::super::catalogue;
    use super::*;

    fn way(steps: i32, weighted: bool) -> Way {
        Way {
            steps,
            weeks: 1,
            weighted,
            one_leg: true,
        }
    }

    fn on_the_way(id: &str, set: RehabSet, way: impl Fn(i32) -> Way) -> Vec<String> {
        let exercise = catalogue::by_id(id).expect("in the catalogue");
        let words = |steps| {
            let reached = way(steps).reached(exercise, set);
            let bent =
                (reached.hip_flexion_deg).map_or_else(String::new, |bent| format!(" {bent}"));
            let legs = if reached.each_side { " each" } else { "" };
            format!("{}x{}{legs}{bent}", reached.sets, reached.amount)
        };
        (-2..8).map(words).collect()
    }

    #[test]
    fn repetitions_fall_as_the_weight_grows_and_without_one_they_stay() {
        let bridge =
            |weighted| on_the_way("a-bridge-single", RehabSet::A, |steps| way(steps, weighted));
        assert_eq!(
            bridge(true)[2..7],
            [
                "3x15 each",
                "4x15 each",
                "4x13 each",
                "4x10 each",
                "4x8 each"
            ]
        );
        assert_eq!(
            bridge(false)[..5],
            [
                "3x10 each",
                "3x12 each",
                "3x15 each",
                "4x15 each",
                "4x15 each"
            ]
        );
        assert_eq!(bridge(false)[9], "4x15 each");
    }

    #[test]
    fn one_leg_comes_after_all_of_both_and_begins_with_clearly_fewer() {
        let curl = |one_leg| {
            on_the_way("a-curl-slide", RehabSet::A, |steps| Way {
                one_leg,
                ..way(steps, false)
            })
        };
        let both = ["3x6", "4x6", "4x8", "4x10", "4x12"];
        assert_eq!(curl(true)[2..7], both);
        assert_eq!(curl(true)[7..], ["3x6 each", "4x6 each", "4x8 each"]);
        // A re-test that was not passed says to go on with both.
        assert_eq!(curl(false)[7..], ["4x12", "4x12", "4x12"]);
        let hops = on_the_way("c-pogo", RehabSet::C, |steps| way(steps, false));
        assert_eq!(hops[2..7], ["3x15", "3x17", "3x18", "3x20", "3x10 each"]);
    }

    #[test]
    fn set_b_bends_further_step_by_step_then_has_a_set_more_and_then_a_weight() {
        assert_eq!(
            on_the_way("b-rdl", RehabSet::B, |steps| way(steps, true))[2..],
            [
                "3x12 45", "3x12 60", "3x12 75", "3x12 80", "4x12 80", "4x10 80", "4x8 80",
                "4x6 80"
            ]
        );
        assert_eq!(
            on_the_way("b-rdl", RehabSet::B, |steps| way(steps, false))[6..],
            ["4x12 80", "4x12 80", "4x12 80", "4x12 80"]
        );
    }

    #[test]
    fn a_weight_that_comes_late_takes_no_repetitions_away_at_once() {
        let bridge = catalogue::by_id("a-bridge-single").expect("in the catalogue");
        for (last, more, expected) in [
            (Some(15), true, 12),
            (Some(15), false, 15),
            (Some(9), false, 9),
            (Some(20), false, 15),
            (None, true, 8),
        ] {
            let mut reached = way(4, true).reached(bridge, RehabSet::A);
            reached.fall_no_faster(bridge, last, more);
            assert_eq!(reached.amount, expected, "{last:?} {more}");
        }
    }

    #[test]
    fn a_step_back_is_less_of_something_whatever_the_set_has() {
        for set in RehabSet::ALL {
            for exercise in catalogue::of_set(set) {
                // At the least of a set the one before it follows.
                for steps in (1 - STEPS_UNDER)..=STEPS_TO_END {
                    let was = way(steps, false).reached(exercise, set);
                    let mut now = way((steps - 1).max(-STEPS_UNDER), false).reached(exercise, set);
                    now.no_more_than(was.less());
                    let is_less = now.work() < was.work() || was.amount <= 1;
                    assert!(is_less, "{}: {was:?}, {now:?}", exercise.id);
                }
            }
        }
    }
}
