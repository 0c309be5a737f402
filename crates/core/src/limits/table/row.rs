//! How a number is written down, and the sources that many share.

use crate::limits::{Evidence, Limit};

pub(super) const PROTO: &str = "the clinician's return-to-run protocol";
pub(super) const OURS: &str = "our number; nothing fixes it";

pub(super) const fn limit(
    key: &'static str,
    value: f64,
    unit: &'static str,
    grade: Evidence,
    source: &'static str,
    what: &'static str,
) -> Limit {
    Limit {
        key,
        value,
        unit,
        grade,
        source,
        what,
        range: None,
    }
}

pub(super) const fn within(limit: Limit, low: f64, high: f64) -> Limit {
    Limit {
        range: Some((low, high)),
        ..limit
    }
}
