//! Symptoms that do not belong to an overloaded tendon, and how soon each is to be seen.

use serde::{Deserialize, Serialize};

/// How soon a symptom is to be seen, and what becomes of running until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A warning and no step: within days, training goes on as it is.
    Prompt,
    /// No running until it was seen, within days.
    NoRunning,
    /// Seen today; no training is planned.
    Emergency,
}

impl Urgency {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Urgency::Prompt => "prompt",
            Urgency::NoRunning => "no-running",
            Urgency::Emergency => "emergency",
        }
    }
}

macro_rules! symptoms {
    ($($name:ident $word:literal $urgency:ident $says:literal),* $(,)?) => {
        /// A symptom that a clinician must see, in the words of the command line.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Symptom {
            $(#[doc = $says] $name),*
        }

        impl Symptom {
            /// All, in the order of their urgency.
            pub const ALL: [Symptom; [$($word),*].len()] = [$(Symptom::$name),*];

            /// The word of the command line and of JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Symptom::$name => $word),*
                }
            }

            /// How soon it is to be seen.
            pub const fn urgency(self) -> Urgency {
                match self {
                    $(Symptom::$name => Urgency::$urgency),*
                }
            }

            /// What it is, as a sentence begins.
            pub const fn words(self) -> &'static str {
                match self {
                    $(Symptom::$name => $says),*
                }
            }
        }
    };
}

symptoms![
    Pop "pop" Emergency "A pop was felt or heard",
    Bruising "bruising" Emergency "Bruising of the buttock or thigh",
    CannotWalk "cannot-walk" Emergency "Not able to walk normally",
    Numbness "numbness" Emergency "Numbness of the leg",
    Weakness "weakness" Emergency "Weakness of the leg",
    SaddleNumbness "saddle-numbness" Emergency "Numbness between the legs",
    Bladder "bladder" Emergency "A change of bladder or bowel",
    LegSwollen "leg-swollen" Emergency "One leg swollen and warm",
    Breathless "breathless" Emergency "Short of breath, without a reason for it",
    BonyHopPain "bony-hop-pain" NoRunning "Pain on the bone when hopping",
    GroinPain "groin-pain" NoRunning "Pain in the groin when the leg is loaded",
    NightPain "night-pain" Prompt "Pain at night",
    Fever "fever" Prompt "Fever",
    BothSides "both-sides" Prompt "Pain on both sides at once",
    SuddenOnset "sudden-onset" Prompt "A sudden onset",
    Fluoroquinolone "fluoroquinolone" Prompt
        "A fluoroquinolone antibiotic, now or in the last three months",
    MorningStiffness "morning-stiffness" Prompt "Stiff for over half an hour in the morning",
    PerinealPain "perineal-pain" Prompt "Pain between the legs on sitting",
];

impl Symptom {
    /// The symptom of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|symptom| symptom.as_str() == word)
    }

    /// Emergency symptoms are seen today; the others within days.
    pub const fn is_emergency(self) -> bool {
        matches!(self.urgency(), Urgency::Emergency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symptom_is_read_back_from_its_word() {
        for symptom in Symptom::ALL {
            assert_eq!(Symptom::parse(symptom.as_str()), Some(symptom));
            let line = serde_json::to_string(&symptom).expect("writes");
            assert_eq!(line, format!("\"{}\"", symptom.as_str()));
        }
        assert_eq!(Symptom::parse("hunger"), None);
    }
}
