//! Where a set stands before its next session: the steps and weeks that count, what was
//! eased, the days without it, and whether anything may be added at all.

use super::borne::{self, Borne, Change, Gap, after_long_gap};
use super::reached::Reached;
use super::standing::RehabStanding;
use crate::diary::{History, RehabSet, span};
use chrono::NaiveDate;

/// How many steps were taken in the present set.
pub fn steps_taken(history: &History, standing: &RehabStanding) -> i32 {
    borne::course(standing.set, &borne::borne(history, standing), false).steps
}

/// Where a set is: what its sessions and its weeks have come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) steps: i32,
    pub(super) change: Change,
    /// Weeks of the set.
    pub(super) weeks: u32,
    /// The session that was too much and has not been quiet since.
    pub(super) too_much: Option<NaiveDate>,
    /// Something hurt, and what came after it has not stayed quiet twice.
    pub(super) waits: bool,
    /// Nothing is added, whatever the sessions were like.
    pub(super) steady: bool,
    /// How often in a row it was eased because it was watched.
    pub(super) eased: u32,
    /// Days without the set before the next session.
    pub(super) gap: Gap,
}

/// What is eased where a pain is watched again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ease {
    Range,
    Slower,
    Load,
}

impl Place {
    /// Where a set stands for a week, by its sessions. `whole` is a day on which it was done
    /// without being told by itself.
    pub(super) fn of(
        history: &History,
        standing: &RehabStanding,
        sessions: &[Borne],
        whole: Option<NaiveDate>,
        week: NaiveDate,
        beside: Beside,
    ) -> Place {
        let course = borne::course(standing.set, sessions, beside.spared);
        let last = sessions.last().map(|last| last.date).max(whole);
        let gap = last.map_or(Gap::None, |last| Gap::between(last, history.today()));
        let (mut steps, mut eased, mut change) = (course.steps, course.eased, course.change);
        let before: Option<Vec<Borne>> = (beside.steady_since).map(|since| {
            let earlier = sessions.iter().filter(|session| session.date < since);
            earlier.copied().collect()
        });
        if let Some(before) = &before {
            // As it was dosed then: what was quiet since adds nothing, what hurt is heard.
            let then = borne::course(standing.set, before, beside.spared);
            let (had_steps, had_eased) = match then.change {
                Change::More => then.unchanged,
                _ => (then.steps, then.eased),
            };
            (steps, eased) = (steps.min(had_steps), eased.max(had_eased));
        } else if change == Change::More && gap != Gap::None {
            (steps, eased) = course.unchanged;
        }
        if change == Change::More && (before.is_some() || gap != Gap::None) {
            change = Change::Same;
        }
        if gap == Gap::Long {
            steps = after_long_gap(steps);
        }
        if gap != Gap::None && matches!(change, Change::Same | Change::Less) {
            change = Change::AfterGap;
        }
        let until = before.as_ref().map_or(week, |before| {
            let last = before.last().map_or(week, |last| last.date);
            span::monday(last).min(week)
        });
        Place {
            steps,
            change,
            weeks: course.weeks(began(standing, sessions, until), until),
            too_much: course.too_much,
            waits: course.waits.is_some(),
            steady: before.is_some(),
            eased,
            gap,
        }
    }

    /// What has been eased last: in set B the range first, in the moving sets the speed, then
    /// the load; of holds and springs there are simply fewer.
    pub(super) const fn eased(&self, set: RehabSet) -> Option<Ease> {
        match (set, self.eased) {
            (_, 0) => None,
            (RehabSet::B, 1) => Some(Ease::Range),
            (RehabSet::B, 2) | (RehabSet::A, 1) => Some(Ease::Slower),
            _ => Some(Ease::Load),
        }
    }

    /// Whether a weight is the next thing of a dose: from the second week of set A on, and in
    /// set B once the range is used. Nothing new beside a set or a range that has just come.
    pub(super) fn wants_weight(&self, set: RehabSet, reached: Reached) -> bool {
        let settled = self.change == Change::Same && !self.waits && !self.steady;
        match set {
            RehabSet::A => reached.into_weight || settled && self.weeks >= 1,
            RehabSet::B => reached.into_weight || settled && reached.range_used,
            RehabSet::Isometric | RehabSet::C => false,
        }
    }
}

/// The day from which the weeks of a set count: its first session, as far as there is one.
/// The holds come without being told of.
fn began(standing: &RehabStanding, sessions: &[Borne], until: NaiveDate) -> NaiveDate {
    match standing.set {
        RehabSet::Isometric => standing.since,
        _ => sessions.first().map_or(until, |first| first.date),
    }
}

/// What the running and the mornings say of the next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// A score after the last session that was too much is answered for by the running.
    pub spared: bool,
    /// From this day on nothing is added, whatever the sessions were like: something hurt too
    /// much, is to be seen, or is new besides.
    pub steady_since: Option<NaiveDate>,
}
