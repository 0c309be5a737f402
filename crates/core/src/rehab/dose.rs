//! How much a session asks for: its exercises, each with its dose, and how both are said.

use super::borne::Change;
use super::catalogue::{Exercise, Unit};
use crate::diary::RehabSet;
use crate::limits;

/// One exercise of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// The exercise.
    pub exercise: &'static Exercise,
    /// Sets.
    pub sets: u32,
    /// Seconds, repetitions, metres or steps of each set.
    pub amount: u32,
    /// Each side by itself.
    pub each_side: bool,
    /// Added weight where it is known from the log, kg.
    pub kg: Option<f64>,
    /// Largest hip flexion, degrees, where the set limits it.
    pub hip_flexion_deg: Option<f64>,
    /// It is time for a weight, and none is logged.
    pub wants_weight: bool,
}

impl Dose {
    /// `single-leg bridge 3 × 12 each side, 5 kg`
    pub fn words(&self) -> String {
        let unit = match self.exercise.unit {
            Unit::Seconds => " s",
            Unit::Repetitions => "",
            Unit::Metres => " m",
            Unit::Steps => " steps",
        };
        let mut text = format!(
            "{} {} × {}{unit}",
            self.exercise.name.to_lowercase(),
            self.sets,
            self.amount
        );
        if self.each_side {
            text.push_str(" each side");
        }
        match self.kg {
            Some(kg) if kg > 0.0 => text.push_str(&format!(", {kg} kg")),
            _ => {}
        }
        if let Some(flexion) = self.hip_flexion_deg {
            text.push_str(&format!(", hip bent to {flexion:.0}°"));
        }
        text
    }
}

/// A session of rehab.
#[derive(Debug, Clone, PartialEq)]
pub struct RehabSession {
    /// The set.
    pub set: RehabSet,
    /// Its exercises with their doses.
    pub doses: Vec<Dose>,
    /// What is otherwise than the last time.
    pub change: Change,
    /// Why it is as it is, in a sentence; empty where it is as the last time.
    pub why: String,
}

impl RehabSession {
    /// `set A: single-leg bridge 3 × 12 each side; sliding leg curl 3 × 6; 3 s up, 3 s down, 2 min between sets`
    pub fn words(&self) -> String {
        let name = match self.set {
            RehabSet::Isometric => "isometric holds".to_owned(),
            set => set.words().to_owned(),
        };
        let (of_set, beside): (Vec<&Dose>, Vec<&Dose>) =
            (self.doses.iter()).partition(|dose| dose.exercise.set == self.set);
        let doses: Vec<String> = of_set.iter().map(|dose| dose.words()).collect();
        let mut text = format!("{name}: {}", doses.join("; "));
        if let Some(dose) = self.doses.first() {
            let rest = dose.exercise.rest_s;
            let rest = if rest % 60 == 0 {
                format!("{} min", rest / 60)
            } else {
                format!("{rest} s")
            };
            if self.set != RehabSet::Isometric {
                text.push_str(&format!("; {}", dose.exercise.tempo.words()));
            }
            text.push_str(&format!("; {rest} between sets"));
        }
        for dose in beside {
            text.push_str(&format!(
                "; and to keep the strength: {}, {}",
                dose.words(),
                dose.exercise.tempo.words()
            ));
        }
        if self.set == RehabSet::Isometric {
            text.push_str(&format!(
                "; hip bent no more than {:.0}°",
                limits::REHAB_HIP_FLEXION.value
            ));
        }
        text
    }
}
