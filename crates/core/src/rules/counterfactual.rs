//! The change that would have silenced a finding.

use super::nearest::{Asked, Changed};
use super::verdict::Finding;
use crate::diary::History;

/// The smallest change of the log after which the rule of a finding is silent
/// about it; `None` where no change of one thing does that.
pub fn nearest(history: &History, finding: &Finding) -> Option<Changed> {
    let rule = super::rule(finding.rule);
    let asked = Asked::of(rule.check, rule.lasting, history, finding);
    (rule.nearest)(&asked)
}
