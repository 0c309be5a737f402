//! Processor time, user and system, as the kernel counts it; only Linux tells it.

use std::fs;

/// Ticks a second of `/proc`, the same on every Linux.
const TICKS: f64 = 100.0;

/// Seconds that this thread was on a processor.
pub(crate) fn own() -> f64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let first = text
        .split(' ')
        .next()
        .and_then(|text| text.parse::<f64>().ok());
    first.unwrap_or(f64::NAN) / 1e9
}

/// Seconds of the processes that were started here and have ended.
pub(crate) fn children() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program may hold spaces; what follows it does not.
    let rest = text.rsplit(')').next().unwrap_or_default();
    let ticks = rest.split_whitespace().skip(13).take(2);
    let sum: Option<f64> = ticks.map(|text| text.parse::<f64>().ok()).sum();
    sum.unwrap_or(f64::NAN) / TICKS
}
