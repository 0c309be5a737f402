//! Doubts about the data of one run, each under the name of the rule that reports it.

use super::metric::{MetricId, MetricPage};
use comeback_core::rule_id::RuleId;
use comeback_core::run::Quality;

/// Above this share of spikes among the fixes, GPS is called poor. (design)
const POOR_SPIKES: f64 = 0.05;
/// Above this share of timer time without speed, GPS is called poor. (design)
const POOR_HOLES: f64 = 0.10;
/// Positions that stood still for so long and such a share of the timer are said. s (design)
const STOOD: (f64, f64) = (300.0, 0.2);
/// A standard deviation of raw speed above this is called poor. m/s (design)
const POOR_SPEED_NOISE: f64 = 0.8;

/// What the measuring noticed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// Positions that were kept.
    pub good_fixes: usize,
    /// Positions that jumped.
    pub spikes: usize,
    /// Timer seconds, and those of them without speed.
    pub seconds: usize,
    /// Seconds without a speed.
    pub seconds_without_speed: usize,
    /// Noise of the speed, m/s.
    pub speed_noise: Option<f64>,
    /// How long the positions did not change at all, s.
    pub positions_stood: f64,
    /// Why the cadence cannot be right.
    pub cadence_implausible: Option<String>,
    /// Whether a cadence was recorded.
    pub cadence_known: bool,
    /// Share of the running time with a valid cadence, 0 to 1.
    pub cadence_coverage: f64,
    /// Whether running can be told from walking.
    pub running_known: bool,
    /// What contradicts the rest, one clause each.
    pub disbelieved: Vec<String>,
    /// How the samples cover a part of the run only.
    pub partial: Option<String>,
    /// How far apart the rows of a walk-run lie.
    pub coarse: Option<String>,
    /// Why what stands for altitude is none.
    pub not_altitude: Option<&'static str>,
    /// Jumps of the clock.
    pub clock_jumps: usize,
    /// Why the day or the hour may be wrong.
    pub clock_doubt: Option<String>,
    /// The recording ends before the run.
    pub truncated: bool,
}

/// The doubts worth telling.
pub fn doubts(found: &Findings) -> Vec<Quality> {
    let mut doubts = Vec::new();
    let mut doubt = |rule: RuleId, message: String| {
        doubts.push(Quality { rule, message });
    };
    if let Some(message) = &found.cadence_implausible {
        doubt(RuleId::CadenceImplausible, message.clone());
    } else if !found.cadence_known && found.running_known {
        doubt(
            RuleId::NoCadence,
            format!(
                "valid cadence covers {:.0} % of the running time, 60 % are needed",
                100.0 * found.cadence_coverage
            ),
        );
    }
    let fixes = found.good_fixes + found.spikes;
    if fixes > 0 {
        let spikes = found.spikes as f64 / fixes as f64;
        let holes = found.seconds_without_speed as f64 / found.seconds.max(1) as f64;
        if spikes > POOR_SPIKES {
            doubt(
                RuleId::GpsPoor,
                format!("{:.0} % of the positions are spikes", 100.0 * spikes),
            );
        } else if holes > POOR_HOLES {
            doubt(
                RuleId::GpsPoor,
                format!("{:.0} % of the run has no usable speed", 100.0 * holes),
            );
        } else if found.positions_stood > STOOD.0.max(STOOD.1 * found.seconds as f64) {
            doubt(
                RuleId::GpsPoor,
                format!(
                    "the positions stand still for {:.0} min; what was run then is not known by them",
                    found.positions_stood / 60.0
                ),
            );
        } else if let Some(noise) = found.speed_noise.filter(|n| *n > POOR_SPEED_NOISE) {
            doubt(
                RuleId::GpsPoor,
                format!("the speed jumps by {noise:.1} m/s from second to second"),
            );
        }
    }
    if !found.disbelieved.is_empty() {
        doubt(RuleId::DistanceImplausible, found.disbelieved.join("; "));
    }
    if let Some(why) = found.not_altitude {
        doubt(
            RuleId::AltitudeImplausible,
            format!("{why}; ascent, hills and hill sprints are unknown"),
        );
    }
    if let Some(message) = &found.partial {
        doubt(RuleId::RecordingCut, message.clone());
    } else if found.truncated {
        doubt(
            RuleId::RecordingCut,
            "the file ends before its recording does; the run may be longer".to_owned(),
        );
    } else if let Some(message) = &found.coarse {
        doubt(RuleId::RecordingCut, message.clone());
    }
    if let Some(message) = &found.clock_doubt {
        doubt(RuleId::ClockJump, message.clone());
    } else if found.clock_jumps > 0 {
        let places = match found.clock_jumps {
            1 => "one place".to_owned(),
            more => format!("{more} places"),
        };
        doubt(
            RuleId::ClockJump,
            format!("the clock jumps at {places}; times after it may be wrong"),
        );
    }
    doubts
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Quality,
    what: "Doubts about the recording: implausible or missing cadence, poor GPS, a distance or altitude that cannot be, a cut file, a jumping clock.",
    formula: "gps-poor: > 5 % of the fixes are spikes, or > 10 % of the timer time has no speed, or the positions did not change for more than 5 min and a fifth of it, or raw speed noise > 0.8 m/s. no-cadence: < {cadence-coverage} % valid coverage of the running time. cadence-implausible: median at running speed outside {cadence-least}-{cadence-most}, or step length outside 0.35-2.4 m.",
    unit: "names",
    source: "this project",
    grade: "design",
    validity: "A doubt never removes a run; it says which of its figures to read with care.",
    example: "A chest strap that reports 20 a minute: cadence-implausible, and the run has no cadence.",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(found: &Findings) -> Vec<RuleId> {
        doubts(found).into_iter().map(|doubt| doubt.rule).collect()
    }

    #[test]
    fn poor_gps_begins_at_its_thresholds() {
        for (spikes, poor) in [(5, false), (6, true)] {
            let found = Findings {
                good_fixes: 100 - spikes,
                spikes,
                seconds: 100,
                cadence_known: true,
                ..Findings::default()
            };
            assert_eq!(rules(&found).contains(&RuleId::GpsPoor), poor);
        }
    }

    #[test]
    fn a_clean_run_raises_no_doubt() {
        let found = Findings {
            good_fixes: 100,
            seconds: 100,
            cadence_known: true,
            running_known: true,
            ..Findings::default()
        };
        assert!(doubts(&found).is_empty());
    }
}
