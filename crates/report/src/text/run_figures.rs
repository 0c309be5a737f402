//! The figures of a run, side by side where the width allows.

use super::look::{Look, pad, width};
use crate::tree::Tone;
use crate::words::quantity::{MISSING, climb, clock, distance, pace, trimmed};
use comeback_core::run::{Confidence, DistanceSource, PaceSource, Run, SpeedSource};
use comeback_core::units::Metres;

/// Names and figures of one run.
pub(super) fn figures(run: &Run, look: &Look) -> String {
    pairs(&known(run, look), look)
}

fn known(run: &Run, look: &Look) -> Vec<(&'static str, Option<String>)> {
    let units = look.units;
    let source = run.distance_source.map(|source| match source {
        DistanceSource::Device => "by the device",
        DistanceSource::Fixes => "by the fixes",
        DistanceSource::Speed => "by the speed",
        DistanceSource::Stated => "as stated",
        DistanceSource::Total => "by the device's total",
    });
    let with_source = |metres: Metres| match source {
        Some(source) => format!("{} {source}", distance(metres, units)),
        None => distance(metres, units),
    };
    let speed_by = match run.speed_source {
        Some(PaceSource::Device) => " by the device",
        Some(PaceSource::Distance) => " by the distance",
        Some(PaceSource::Fixes) => " by the fixes",
        Some(PaceSource::Corrected) => " scaled to the device's total",
        None => "",
    };
    let dynamics = run.dynamics.unwrap_or_default();
    let within = run
        .ascent_uncertainty
        .map(|half| format!(" ± {}", climb(half, units)))
        .unwrap_or_default();
    let critical = run.speeds.critical.map(|speed| {
        let source = match run.speeds.critical_source {
            Some(SpeedSource::Given) => " as given",
            Some(SpeedSource::BestEfforts) => " by best efforts",
            Some(SpeedSource::EasySpeed) => " by easy speed",
            None => "",
        };
        let doubt = match run.speeds.critical_confidence {
            Some(Confidence::Low) => ", uncertain",
            _ => "",
        };
        format!("{}{source}{doubt}", pace(speed, units))
    });
    vec![
        ("distance", run.distance.map(with_source)),
        (
            "cadence",
            run.cadence.map(|cadence| {
                format!(
                    "{:.0} spm, {:.0} % known",
                    cadence.median.get(),
                    cadence.coverage * 100.0
                )
            }),
        ),
        ("running", run.running.map(clock)),
        (
            "step length",
            run.step_length.map(|step| format!("{:.2} m", step.get())),
        ),
        ("moving", run.moving.map(clock)),
        (
            "heart rate",
            run.heart_rate
                .map(|rate| format!("{:.0} bpm, max {:.0}", rate.mean.get(), rate.max.get())),
        ),
        ("elapsed", Some(clock(run.elapsed))),
        (
            "ascent",
            run.ascent
                .map(|metres| format!("{}{within}", climb(metres, units))),
        ),
        (
            "pace",
            run.speed
                .map(|speed| format!("{}{speed_by}", pace(speed, units))),
        ),
        ("descent", run.descent.map(|metres| climb(metres, units))),
        ("flat pace (GAP)", run.gap.map(|speed| pace(speed, units))),
        ("hard", run.hard.map(clock)),
        ("critical pace", critical),
        ("tendon load", run.tendon_load.map(|load| trimmed(load, 1))),
        (
            "exertion",
            run.rpe.map(|rpe| format!("{} of 10", trimmed(rpe, 1))),
        ),
        (
            "feel",
            run.feel
                .map(|feel| format!("{} of 4", trimmed(feel * 4.0, 0))),
        ),
        ("TRIMP", run.load.trimp.map(|load| trimmed(load, 0))),
        (
            "session RPE",
            run.load.session_rpe.map(|load| trimmed(load, 0)),
        ),
        ("rTSS", run.load.rtss.map(|load| trimmed(load, 0))),
        (
            "ground contact",
            dynamics
                .ground_contact
                .map(|contact| format!("{:.0} ms", 1000.0 * contact.get())),
        ),
        (
            "vertical osc.",
            dynamics
                .vertical_oscillation
                .map(|metres| format!("{:.1} cm", 100.0 * metres.get())),
        ),
        (
            "vertical ratio",
            dynamics
                .vertical_ratio
                .map(|ratio| format!("{:.1} %", 100.0 * ratio)),
        ),
        (
            "balance",
            dynamics
                .left_share
                .map(|left| format!("{:.1} % left", 100.0 * left)),
        ),
    ]
}

/// The figures that no run needs to have are left out when missing, not dashed.
const OPTIONAL: [&str; 10] = [
    "exertion",
    "feel",
    "TRIMP",
    "session RPE",
    "rTSS",
    "critical pace",
    "ground contact",
    "vertical osc.",
    "vertical ratio",
    "balance",
];

/// Names and figures, side by side where the width allows.
fn pairs(figures: &[(&str, Option<String>)], look: &Look) -> String {
    let shown: Vec<(&str, String, Tone)> = figures
        .iter()
        .filter(|(name, value)| value.is_some() || !OPTIONAL.contains(name))
        .map(|(name, value)| match value {
            Some(value) => (*name, value.clone(), Tone::Plain),
            None => (*name, MISSING.to_owned(), Tone::Quiet),
        })
        .collect();
    let beside = if look.columns() >= 80 { 2 } else { 1 };
    let firsts = shown.iter().step_by(beside);
    let room = 2 + firsts.map(|(_, value, _)| width(value)).max().unwrap_or(0);
    let mut out = String::new();
    for row in shown.chunks(beside) {
        let mut text = String::from("  ");
        for (place, (name, value, ink)) in row.iter().enumerate() {
            text.push_str(&look.dim(&pad(name, 16)));
            let value = if place + 1 < row.len() {
                pad(value, room)
            } else {
                value.clone()
            };
            text.push_str(&look.paint(&value, *ink));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}
