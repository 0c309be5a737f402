//! What a red flag says to a week: no step while it is open, and none for a while after.

use super::reason::reason;
use crate::diary::Symptom;
use crate::limits::Evidence;
use crate::plan::flag;
use crate::plan::view::View;
use crate::plan::week::Reason;
use crate::rule_id::RuleId;

/// A symptom that a clinician must see in the next days: no step until then.
pub(super) fn flagged(view: &View) -> Option<Reason> {
    let open = flag::open(view.history)?;
    Some(reason(
        Some(RuleId::RedFlag),
        format!(
            "{}, logged on {}: have it seen by a clinician in the next days. There is no step up \
             until you log it as resolved.",
            open.symptom.words(),
            open.told.format("%A %-d %B"),
        ),
        Evidence::Practice,
    ))
}

/// A red flag that was cleared some days ago: the running comes back before anything is raised.
pub(super) fn cleared(view: &View) -> Option<Reason> {
    let cleared = flag::cleared(view.history, view.from)?;
    let (symptom, until) = (cleared.symptom, cleared.until?);
    let over = match symptom {
        Symptom::Fever => "and it is over",
        _ => "and it was cleared",
    };
    Some(reason(
        Some(RuleId::RedFlag),
        format!(
            "{}, {over}: easy running and no step up before {}. Stop and have it seen again if it \
             comes back.",
            symptom.words(),
            until.format("%A %-d %B")
        ),
        Evidence::Design,
    ))
}
