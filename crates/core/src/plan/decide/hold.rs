//! What keeps the week as it was: warnings, unknown and amber responses, a new gait focus.

use super::held::{Held, held};
use super::reason;
use crate::limits::{self, AmberPolicy, Evidence};
use crate::plan::target::Target;
use crate::plan::view::View;
use crate::rule_id::RuleId;

/// What keeps the week as it was.
pub(super) fn hold(view: &View) -> Option<Target> {
    let mut reasons = Vec::new();
    for finding in &view.warnings {
        reasons.push(reason(
            Some(finding.rule),
            format!("{} Nothing is raised this week.", finding.message),
            finding.grade,
        ));
    }
    if view.episode.is_some() {
        if let Some(unknown) = view.unknown.first() {
            reasons.push(reason(
                Some(RuleId::PainUnlogged),
                format!(
                    "The response to the run of {} is not known: pain has to be logged up to 24 h \
                     and between 24 h and 48 h after a run before anything is raised.",
                    unknown.run.date()
                ),
                Evidence::Design,
            ));
        }
        if let Some(run) = view.unmeasured.first() {
            reasons.push(reason(
                None,
                format!(
                    "The running minutes of the run of {} are not known, so nothing is raised.",
                    run.date()
                ),
                Evidence::Design,
            ));
        }
        if view.history.settings.amber == AmberPolicy::Hold
            && let Some(amber) = view.ambers.first()
        {
            let score = amber.response.max.map_or(0.0, |max| max.get());
            reasons.push(reason(
                Some(RuleId::PainWatch),
                format!(
                    "Pain of {score} after the run of {}: acceptable, and watched; the week is held.",
                    amber.run.date()
                ),
                Evidence::Seed,
            ));
        }
        if let Some(focus) = view.history.gait_focus() {
            let days = (view.monday - view.history.local_date(focus.at)).num_days();
            if (days as f64) < view.history.settings.get(&limits::GAIT_HOLD_DAYS) {
                reasons.push(reason(
                    Some(RuleId::GaitOrder),
                    format!(
                        "The gait focus `{}` is new ({days} days): no load step in its first {:.0} \
                         days.",
                        focus.focus.as_str(),
                        limits::GAIT_HOLD_DAYS.value
                    ),
                    Evidence::Seed,
                ));
            }
        }
    }
    if reasons.is_empty() {
        return None;
    }
    let mut target = held(
        view,
        Held {
            offended: !view.warnings.is_empty(),
            watched: !view.ambers.is_empty(),
        },
    );
    target.reasons = reasons;
    Some(target)
}
