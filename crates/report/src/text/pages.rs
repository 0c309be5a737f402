//! The pages of the commands that are read from the document tree.

use super::look::Look;
use super::render;
use crate::subjects;
use comeback_core::diary::History;
use comeback_core::diary::adherence::Adherence;
use comeback_core::forecast::Forecast;
use comeback_core::insight::WentBefore;
use comeback_core::method::Standing;
use comeback_core::plan::WeekPlan;
use comeback_core::plan::care::Care;
use comeback_core::plan::rehab::Overview;
use comeback_core::rules::{Finding, Missing};

/// `plan`: the week, and what every plan says.
pub fn plan(plan: &WeekPlan, look: &Look) -> String {
    render::section(&subjects::week::page(plan, look.units), look)
}

/// The part of the plan that says where rehab stands.
pub fn rehab(history: &History, overview: &Overview, look: &Look) -> String {
    let section = subjects::rehab::section(history, overview);
    format!("\n{}", render::section(&section, look))
}

/// The sessions of one week, below its plan.
pub fn sessions(week: &Adherence, look: &Look) -> String {
    let section = subjects::adherence::sessions(week);
    format!("\n{}", render::section(&section, look))
}

/// The weeks for which plans were given, one a line; nothing where none was.
pub fn adherence(weeks: &[Adherence], look: &Look) -> String {
    subjects::adherence::weeks(weeks).map_or_else(String::new, |section| {
        format!("\n{}", render::section(&section, look))
    })
}

/// What went before higher scores; empty where nothing may be said.
pub fn went_before(found: &[WentBefore], look: &Look) -> String {
    let blocks = subjects::findings::went_before_blocks(found);
    if blocks.is_empty() {
        return String::new();
    }
    format!("\n{}", render::blocks(&blocks, look))
}

/// `check`, whole.
pub fn check(
    history: &History,
    standing: Option<&Standing>,
    found: &[Finding],
    missing: &[Missing],
    look: &Look,
) -> String {
    let sections = subjects::check::sections(history, standing, found, missing);
    render::sections(&sections, look)
}

/// The rungs of the goal from the last to the first, with where the runner stands.
pub fn ladder(history: &History, standing: &Standing, look: &Look) -> String {
    render::blocks(&[subjects::rungs::ladder(history, standing)], look)
}

/// When the rungs are likely to be complete.
pub fn forecast(found: &Forecast, look: &Look) -> String {
    render::blocks(&subjects::forecast::blocks(found), look)
}

/// `log show`
pub fn care(history: &History, care: &Care, look: &Look) -> String {
    if care.is_empty() && !subjects::care::has_scores(history) {
        return "Nothing beside running is logged yet: `comeback log --help` lists what can be.\n"
            .to_owned();
    }
    render::blocks(&subjects::care::logged(history, care), look)
}
