//! What each subject says, written once as a part of the [document tree](crate::tree).
//! No builder knows who will write it down; quantities become words here, in the
//! runner's units.

pub mod adherence;
pub mod care;
mod charts;
pub mod check;
pub mod findings;
pub mod forecast;
pub mod log;
mod now;
pub mod period;
pub mod rehab;
pub mod roster;
pub mod run;
pub mod rungs;
pub mod settings;
pub mod visit;
pub mod week;
pub mod weeks;

use crate::charts::series::Seen;
use crate::tree::{Block, Chart, Document, Section, Tone, Words};
use crate::words::{self, quantity};
use crate::{Extras, Picture};
use comeback_core::limits;

/// One chart of a report under its sentence; `None` where there is nothing to draw it from.
pub fn chart(picture: &Picture, seen: &Seen, of: Chart) -> Option<Block> {
    charts::block(picture, seen, of)
}

/// The report of one runner: every subject in the order in which it is read.
pub fn report(picture: &Picture, extras: &Extras, seen: &Seen, athlete: Option<&str>) -> Document {
    let history = picture.history;
    let plan = picture.plan;
    let day = quantity::long_date(history.today());
    let whose = athlete.map_or(String::new(), |name| format!("{name} · "));
    Document {
        title: athlete.map_or_else(
            || format!("Comeback, {day}"),
            |name| format!("Comeback, {name}, {day}"),
        ),
        whose: athlete.map_or_else(|| day.clone(), |name| format!("{name} · {day}")),
        when: format!(
            "{whose}As of {day}, {} · plan for {}",
            history.now.format("%H:%M"),
            plan.week
        ),
        headline: words::decision(plan),
        lead: match plan.reasons.first() {
            _ if !plan.headline.is_empty() => plan.headline.clone(),
            Some(reason) => reason.text.clone(),
            None => String::new(),
        },
        now: now::blocks(picture),
        sections: vec![
            week::of_picture(picture),
            rungs::section(picture, seen),
            forecast::section(picture),
            charts::section(picture, extras, seen),
            adherence::section(picture),
            findings::section(picture),
            findings::went_before(picture),
            log::runs(picture),
            weeks::section(picture),
            log::pain(picture),
            log::comments(picture),
            care::section(picture),
            settings::section(picture),
            log::quality(picture),
        ]
        .into_iter()
        .flatten()
        .collect(),
        scope: scope(picture),
    }
}

fn scope(picture: &Picture) -> Section {
    let (green, amber) = (limits::GREEN_MAX.value, limits::AMBER_MAX.value);
    let hours = limits::RESPONSE_HOURS.value;
    let mut section = Section::new("scope", "What this page is, and is not").with(Block::text(
        "It is education and load logging for a runner under a clinician's care. It does not \
         diagnose and it does not replace a clinician: the load rules of one protocol are held \
         against what was logged, nothing more.",
    ));
    if picture
        .history
        .episode()
        .is_some_and(|episode| !episode.diagnosed)
    {
        section = section.with(Block::Text(
            Words::of(Tone::Strong, "No diagnosis is on record. ").then(
                "Pain at the sitting bone has other causes too. Ask a clinician to confirm that it \
                 is the hamstring's tendon before you load it by this plan.",
            ),
        ));
    }
    section
        .with(Block::text(
            "Go to an emergency department, or call your emergency number, the same day after a pop or \
             a tearing pain, bruising, when you cannot walk, with numbness or weakness of a leg, \
             numbness between the legs, trouble holding or passing water or stool, one leg swollen \
             and warm, or short of breath. Do not run, and have it seen in the next days, with pain \
             in the groin or in the bone on loading or hopping. Have pain at night, fever or pain on \
             both sides seen soon.",
        ))
        .with(Block::text(format!(
            "Pain from 0 to {green} is safe, over {green} and up to {amber} is watched, over \
             {amber} was too much, too soon. It counts from the start of a run to {hours} hours \
             after its end.",
        )))
}
