//! Days of illness: nothing is run on them, and what comes after is a return.

use super::reason::reason;
use super::restart::restart;
use crate::calendar::Days;
use crate::diary::IllnessEntry;
use crate::limits::Evidence;
use crate::plan::target::Target;
use crate::plan::view::View;
use crate::plan::week::{Decision, Reason};
use chrono::NaiveDate;

/// The week while an illness lasts: its runs lie after it, or there are none.
pub(super) fn ill(view: &View) -> Option<Target> {
    let well = view.well_from?;
    let entry = view.history.illness_on(view.from)?;
    let mut target = match restart(view) {
        Some(target) if well <= view.sunday => target,
        // So short an illness is no break: the rest of the week waits for its end.
        None if well <= view.sunday => Target {
            runs_from: Some(well),
            ..super::held::held(view)
        },
        _ => Target::rest(),
    };
    target.decision = Decision::Restart;
    target.specials.clear();
    target.runs_from = target.runs_from.max(Some(well));
    let until = entry.until.map_or_else(String::new, |until| {
        format!(", until {}", until.format("%A %-d %B"))
    });
    let ask = well_again(&entry, view.history.today());
    let from = entry.from.format("%A %-d %B");
    let text = if entry.is_fever && entry.until.is_some() {
        format!(
            "The fever of {from} is over. A day without one comes before the first run: nothing \
             is lost."
        )
    } else {
        format!(
            "You are ill since {from}{until}. Rest until you are well: nothing is lost, and the \
             first week back is a lighter one.{ask}"
        )
    };
    let ill = reason(None, text, Evidence::Practice);
    target.reasons.insert(0, ill);
    Some(target)
}

/// What a week to come says while an illness has no end yet: it is for who is well by then.
pub(super) fn still_ill(view: &View) -> Option<Reason> {
    let entry = view.still_ill()?;
    Some(reason(
        None,
        format!(
            "You are ill since {}. This is for when you are well by then; until then rest, and \
             nothing is lost.{}",
            entry.from.format("%A %-d %B"),
            well_again(&entry, view.history.today())
        ),
        Evidence::Practice,
    ))
}

/// What an illness without an end asks from its second day on: whether it is over.
pub(in crate::plan) fn well_again(ill: &IllnessEntry, today: NaiveDate) -> String {
    if ill.is_fever && ill.until.is_none() {
        return " Nobody runs with a fever. Gone? `comeback log resolve fever` brings the runs \
                back after a day without one."
            .to_owned();
    }
    let yesterday = today - Days::new(1);
    if ill.until.is_some() || yesterday < ill.from {
        return String::new();
    }
    format!(
        " Well again? `comeback log illness --at {} --until {yesterday}` brings the runs back.",
        ill.from
    )
}
