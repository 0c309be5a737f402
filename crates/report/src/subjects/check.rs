//! A check: where the runner stands, what was found, what could not be judged.

use super::findings::{self, Judged, card, tally};
use super::{rungs, settings};
use crate::tree::{Block, Section};
use crate::words::quantity::long_date;
use comeback_core::diary::History;
use comeback_core::method::Standing;
use comeback_core::rules::{Finding, Missing};

/// The check, and the settings that differ where there are some.
pub fn sections(
    history: &History,
    standing: Option<&Standing>,
    found: &[Finding],
    missing: &[Missing],
) -> Vec<Section> {
    let units = history.settings.units;
    let tally = tally(found, Judged::of(history));
    let title = format!("{} · {tally}", long_date(history.today()));
    let mut section = Section::new("check", title).with(match standing {
        Some(standing) => rungs::ladder(history, standing),
        None => Block::text(
            "No episode is under care: load, gait and data are checked, the order of return is \
             not. `comeback episode start --on DATE` begins one.",
        ),
    });
    if !found.is_empty() {
        let cards = found.iter().map(|each| card(each, units));
        section = section.with(Block::Findings(cards.collect()));
    }
    let mut sections = vec![section.with_all(findings::unknown(missing))];
    sections.extend(settings::differing(history));
    sections
}
