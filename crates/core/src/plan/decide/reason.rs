//! A reason of a week.

use crate::limits::Evidence;
use crate::plan::week::Reason;
use crate::rule_id::RuleId;

/// A reason of a rule, or of none.
pub(super) fn reason(rule: Option<RuleId>, text: impl Into<String>, grade: Evidence) -> Reason {
    Reason {
        rule,
        text: text.into(),
        grade,
    }
}
