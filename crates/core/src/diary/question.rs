//! Questions about energy, sleep and mood: optional, unscored and private. An
//! answer never changes a plan by itself; it says whom to ask.

use serde::{Deserialize, Serialize};

macro_rules! questions {
    ($($name:ident $word:literal $asks:literal $yes:literal),* $(,)?) => {
        /// One of the optional questions, in the words of the command line.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Question {
            $(#[doc = $asks] $name),*
        }

        impl Question {
            /// All, in their order.
            pub const ALL: [Question; [$($word),*].len()] = [$(Question::$name),*];

            /// The word of the command line and of JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Question::$name => $word),*
                }
            }

            /// The question itself.
            pub const fn asks(self) -> &'static str {
                match self {
                    $(Question::$name => $asks),*
                }
            }

            /// What a yes calls for.
            pub const fn on_yes(self) -> &'static str {
                match self {
                    $(Question::$name => $yes),*
                }
            }
        }
    };
}

questions![
    AteTooLittle "ate-too-little"
        "In the last month, have you lost weight, or eaten less than your hunger on most days?"
        "Eat before and after each run, and leave dieting for later: a tendon is rebuilt from food.",
    NoPeriod "no-period"
        "Have you gone three months without a period (not pregnant, not past menopause, not on hormones)?"
        "See a doctor soon: it can mean that the body runs on too little.",
    LowDrive "low-drive"
        "Is your drive for sex clearly less than a year ago, or are you always cold or tired?"
        "Together with eating too little or a past stress fracture, see a doctor.",
    StressFracture "stress-fracture"
        "Have you ever had a stress fracture?"
        "See a doctor before intensity comes back.",
    SleptBadly "slept-badly"
        "Did you sleep badly on six or more of the last fourteen nights?"
        "Nothing new this week: keep what you hold, and look after the sleep first.",
    LowMood "low-mood"
        "Have you been low, or afraid that the tendon will tear, on most days for two weeks?"
        "Talk to your doctor or physiotherapist. If you think of harming yourself, call your emergency number today.",
];

/// The questions that ask whether the body runs on too little.
const ON_ENERGY: [Question; 4] = [
    Question::AteTooLittle,
    Question::NoPeriod,
    Question::LowDrive,
    Question::StressFracture,
];

/// So many of them answered with yes are more than one thing at a time.
const TOGETHER: usize = 2;

/// What an answer that has just been given calls for, with those given before in their order: nothing
/// after a no; after a yes what the question itself asks for, and a sports doctor or
/// dietitian where another of the questions on energy was last answered with yes too.
pub fn calls_for(question: Question, yes: bool, answers: &[(Question, bool)]) -> Vec<&'static str> {
    if !yes {
        return Vec::new();
    }
    let was_yes = |of: &&Question| {
        let last = answers.iter().rev().find(|(known, _)| known == *of);
        **of == question || last.is_some_and(|(_, yes)| *yes)
    };
    let mut calls = vec![question.on_yes()];
    if ON_ENERGY.contains(&question) && ON_ENERGY.iter().filter(was_yes).count() >= TOGETHER {
        calls.push(
            "Two of these answers together: let a sports doctor or a dietitian look at whether you eat enough \
             for what you run.",
        );
    }
    calls
}

impl Question {
    /// The question of a word.
    pub fn parse(word: &str) -> Option<Self> {
        (Self::ALL.into_iter()).find(|question| question.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_answers_on_energy_call_for_a_doctor_or_dietitian() {
        let yes = |question| (question, true);
        let no = |question| (question, false);
        use Question::{AteTooLittle, LowDrive, SleptBadly, StressFracture};
        for (question, answer, before, calls) in [
            (AteTooLittle, true, vec![], 1),
            (AteTooLittle, true, vec![yes(AteTooLittle)], 1),
            (AteTooLittle, true, vec![yes(StressFracture)], 2),
            (AteTooLittle, false, vec![yes(StressFracture)], 0),
            (LowDrive, true, vec![yes(AteTooLittle), no(AteTooLittle)], 1),
            (SleptBadly, true, vec![yes(StressFracture)], 1),
            (AteTooLittle, true, vec![yes(SleptBadly)], 1),
        ] {
            assert_eq!(
                calls_for(question, answer, &before).len(),
                calls,
                "{question:?}"
            );
        }
    }

    #[test]
    fn every_question_is_read_back_from_its_word() {
        for question in Question::ALL {
            assert_eq!(Question::parse(question.as_str()), Some(question));
            let line = serde_json::to_string(&question).expect("writes");
            assert_eq!(line, format!("\"{}\"", question.as_str()));
        }
    }
}
