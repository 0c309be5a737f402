//! What a step of the return is.

use crate::method::Standing;

/// Whether more is held than before: a rung, a step of one, longer or more runs.
pub(super) fn is_step(before: &Standing, after: &Standing) -> bool {
    /// Less is rounding of a watch, min.
    const LONGER: f64 = 0.4;
    if after.rung != before.rung {
        return after.rung > before.rung;
    }
    let longer = (before.session_min.zip(after.session_min))
        .is_some_and(|(before, after)| after > before + LONGER);
    longer
        || after.runs_per_week > before.runs_per_week
        || after.level > before.level
        || after.intensity_step > before.intensity_step
}
