//! By which policy a history is decided: the method, or in a study the method without a part.

use crate::rule_id::RuleId;
use std::collections::BTreeSet;

/// What of the method is asked; the default is the whole method.
///
/// A study of what a rule is worth leaves one out. No setting of a runner and no history
/// that is read from outside reaches it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    not_asked: BTreeSet<RuleId>,
}

impl Policy {
    /// The method without these rules.
    pub fn without(rules: impl IntoIterator<Item = RuleId>) -> Policy {
        Policy {
            not_asked: rules.into_iter().collect(),
        }
    }

    /// Whether nothing is left out.
    pub fn is_the_method(&self) -> bool {
        self.not_asked.is_empty()
    }

    /// Whether a rule is asked.
    pub fn asks(&self, rule: RuleId) -> bool {
        !self.not_asked.contains(&rule)
    }
}
