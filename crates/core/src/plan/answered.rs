//! What the runner answered on sleep and on bones, said again in a week that adds something.
//! It is advice and holds nothing back: no answer changes a plan by itself.

use super::view::View;
use super::week::{Day, Reason, WeekPlan, kind_of};
use crate::diary::{History, Question, RehabSet};
use crate::limits::{self, Evidence};
use crate::method::climb::Kind;
use crate::rehab::standing;
use chrono::NaiveDate;

/// What speaks for waiting with what the week adds, by the last answers.
pub(super) fn reasons(view: &View, plan: &WeekPlan) -> Vec<Reason> {
    let mut texts = Vec::new();
    if (plan.factor.is_some() || begins_a_set(view, plan))
        && let Some(on) = last_yes(view.history, Question::SleptBadly)
        && (view.read_on - on).num_days() <= limits::ANSWER_DAYS.value as i64
    {
        texts.push(format!(
            "You answered on {} that you sleep badly. Keeping what you hold is the better week \
             then: do as you did in the last one, and take what is new in the next.",
            on.format("%A %-d %B")
        ));
    }
    let mut days = plan.days.iter().filter(|day| day.date >= view.from);
    let opens = view.climb.as_ref().and_then(|climb| climb.open_kind());
    if opens == Some(Kind::Tempo)
        && days.any(|day| kind_of(day.kind) == Some(Kind::Tempo))
        && last_yes(view.history, Question::StressFracture).is_some()
    {
        texts.push(
            "You answered that you had a stress fracture: see a doctor before intensity comes \
             back, and leave the tempo out until you did."
                .to_owned(),
        );
    }
    let reason = |text| Reason {
        rule: None,
        text: format!("{text} That is advice; the plan changes by what you run and score alone."),
        grade: Evidence::Practice,
    };
    texts.into_iter().map(reason).collect()
}

/// Whether a new set of the exercises begins in a week.
fn begins_a_set(view: &View, plan: &WeekPlan) -> bool {
    let days = || plan.days.iter().filter(|day| day.date >= view.from);
    standing::standing(view.history).is_some_and(|standing| {
        // A set that waits is another's session on the days.
        let begins = |day: &Day| {
            (day.rehab.as_deref()).is_some_and(|told| told.contains(standing.set.words()))
        };
        standing.set != RehabSet::Isometric && standing.sessions == 0 && days().any(begins)
    })
}

/// The day of the last answer to a question, where it was yes.
fn last_yes(history: &History, question: Question) -> Option<NaiveDate> {
    let mut answers = history.answers.iter().rev();
    let last = answers.find(|answer| answer.question == question)?;
    last.yes.then(|| history.local_date(last.at))
}
