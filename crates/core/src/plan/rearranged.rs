//! A week in another order of its days: what the rules would say, and nothing more.
//! Nobody is kept from running on another day, and nothing is kept of having asked.

use super::days::days_of;
use super::plan;
use super::proof::Proof;
use super::week::{Day, WeekPlan};
use crate::diary::{History, span};
use crate::rules::Finding;
use chrono::NaiveDate;

/// A planned week whose days changed places.
#[derive(Debug, Clone, PartialEq)]
pub struct Rearranged {
    /// The week in that order.
    pub plan: WeekPlan,
    /// What would fire if the week were run in this order and every run were tolerated;
    /// empty where nothing objects.
    pub findings: Vec<Finding>,
    /// What would fire in the order of the plan itself.
    pub as_planned: Vec<Finding>,
    /// Moves that could not be made: a day of another week, or one that is over.
    pub refused: Vec<(NaiveDate, NaiveDate)>,
    /// The first day that can change places.
    pub from: NaiveDate,
}

impl Rearranged {
    /// Days on which this order runs, the first first.
    pub fn run_days(&self) -> impl Iterator<Item = &Day> {
        self.plan.days.iter().filter(|day| day.kind.is_run())
    }
}

/// The plan of the week that holds `week`, its days having changed places in pairs, one
/// pair after the other.
pub fn rearranged(
    history: &History,
    week: NaiveDate,
    moves: &[(NaiveDate, NaiveDate)],
) -> Rearranged {
    let monday = span::monday(week);
    let planned = plan(history, monday);
    let view = super::view_of(history, monday);
    let mut proof = Proof::new(&view);
    let as_planned = proof.findings(&planned);
    let mut plan = planned;
    let mut refused = Vec::new();
    for &(from, to) in moves {
        let is_open = |day: NaiveDate| day >= view.from && days_of(monday).any(|of| of == day);
        let place = |day: NaiveDate| plan.days.iter().position(|known| known.date == day);
        match (place(from), place(to)) {
            (Some(a), Some(b)) if is_open(from) && is_open(to) => change_places(&mut plan, a, b),
            _ => refused.push((from, to)),
        }
    }
    let findings = proof.findings(&plan);
    Rearranged {
        plan,
        findings,
        as_planned,
        refused,
        from: view.from,
    }
}

/// Everything but the date goes along; what is to be logged on a date is not known of
/// the new order.
fn change_places(plan: &mut WeekPlan, a: usize, b: usize) {
    if a == b {
        return;
    }
    plan.days.swap(a, b);
    let dates = [a, b].map(|at| plan.days.get(at).map(|day| day.date));
    for (at, date) in [(a, dates[1]), (b, dates[0])] {
        if let (Some(day), Some(date)) = (plan.days.get_mut(at), date) {
            day.date = date;
            day.check_in = None;
            day.check_ins.clear();
        }
    }
}
