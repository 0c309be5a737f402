//! Whether what a runner feels fits what this program is made for. Questions in
//! our own words, and one of three answers: fits, does not fit, see a clinician
//! first. It names no disease: only an examination can.
//!
//! The features are those that Goom 2016 gathers: pain at one spot on the sitting
//! bone, of gradual onset, brought on by load with the hip bent (fast and uphill
//! running, lunging, sitting on it), easing as one warms up and worse later. What
//! may lie behind pain there instead is in Falvey 2009; what must be asked first,
//! whatever fits, in Finucane 2020. How many features are enough is our number.

use crate::diary::Symptom;
use crate::limits::Evidence;
use serde::Serialize;

/// What stands behind the questions.
pub const SOURCES: [(&str, Evidence); 4] = [
    (
        "features: Goom et al. 2016, J Orthop Sports Phys Ther 46(6):483-493",
        Evidence::Consensus,
    ),
    (
        "other causes of pain there: Falvey et al. 2009, Br J Sports Med 43:460-466",
        Evidence::Practice,
    ),
    (
        "what is asked first: Finucane et al. 2020, J Orthop Sports Phys Ther 50(7):350-372",
        Evidence::Consensus,
    ),
    (
        "how many features are enough: our number; nothing fixes it",
        Evidence::Design,
    ),
];

/// What an answer of yes means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A clinician has to see it first.
    Flag(Symptom),
    /// Without it the protocol is for something else.
    Core,
    /// Speaks for it; some are needed.
    Feature,
    /// Speaks for it; none is needed.
    Supports,
    /// Speaks for another cause, which wants an examination.
    Other,
}

/// One question, to be answered with yes, no or not sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Its stable name.
    pub key: &'static str,
    /// The question.
    pub text: &'static str,
    /// What a yes means.
    pub means: Means,
}

const fn flag(symptom: Symptom, text: &'static str) -> Question {
    Question {
        key: symptom.as_str(),
        text,
        means: Means::Flag(symptom),
    }
}

const fn asks(key: &'static str, means: Means, text: &'static str) -> Question {
    Question { key, text, means }
}

/// The questions in their order: what must not wait comes first.
pub const QUESTIONS: &[Question] = &[
    flag(
        Symptom::SaddleNumbness,
        "Is the skin between your legs numb or strange to the touch?",
    ),
    flag(
        Symptom::Bladder,
        "Has holding or passing water or stool changed since the pain began?",
    ),
    flag(
        Symptom::CannotWalk,
        "Can you not walk normally, or not stand on that leg?",
    ),
    flag(
        Symptom::Pop,
        "Did something pop or tear in the buttock or the back of the thigh?",
    ),
    flag(
        Symptom::Bruising,
        "Has a bruise come out on the buttock or down the thigh?",
    ),
    flag(
        Symptom::Weakness,
        "Is the leg weak: does the foot drop, or the knee give way?",
    ),
    flag(
        Symptom::Numbness,
        "Is a part of the leg or foot numb, or does it tingle?",
    ),
    flag(
        Symptom::NightPain,
        "Does the pain wake you at night, however you lie?",
    ),
    flag(
        Symptom::Fever,
        "Are you unwell besides: fever, sweats at night, weight lost without a reason, or a cancer now or before?",
    ),
    flag(
        Symptom::BonyHopPain,
        "Does hopping on that leg hurt deep in the bone?",
    ),
    flag(
        Symptom::LegSwollen,
        "Is one leg swollen and warm, more than the other?",
    ),
    flag(
        Symptom::Breathless,
        "Are you short of breath at rest or on the stairs, more than you used to be?",
    ),
    flag(
        Symptom::GroinPain,
        "Does it hurt in the groin when you stand or hop on that leg?",
    ),
    flag(
        Symptom::Fluoroquinolone,
        "Have you taken an antibiotic such as ciprofloxacin or levofloxacin in the last three months?",
    ),
    flag(
        Symptom::MorningStiffness,
        "Are you stiff for over half an hour in the morning, or have you psoriasis, a bowel disease or a red, painful eye?",
    ),
    flag(
        Symptom::PerinealPain,
        "Does sitting hurt between your legs rather than on the sitting bone?",
    ),
    flag(Symptom::BothSides, "Did it come on both sides at once?"),
    flag(
        Symptom::SuddenOnset,
        "Did it begin at one moment, and are you under 25?",
    ),
    asks(
        "spot",
        Means::Core,
        "Is it at one spot under the buttock, on the bone you sit on, where a fingertip can find it?",
    ),
    asks(
        "gradual",
        Means::Core,
        "Did it build up over days or weeks, rather than at one step or stride?",
    ),
    asks(
        "running",
        Means::Feature,
        "Does running faster or uphill bring it on more than slow running on the flat?",
    ),
    asks(
        "bending",
        Means::Feature,
        "Do you feel it with the hip well bent: in a lunge, a deep squat, or leaning far forward?",
    ),
    asks(
        "sitting",
        Means::Feature,
        "Does sitting for long bring it on, on a hard seat sooner than on a soft one?",
    ),
    asks(
        "warming",
        Means::Supports,
        "Does it ease in the first minutes of a run and come back afterwards or the next morning?",
    ),
    asks(
        "change",
        Means::Supports,
        "Did your training change in the weeks before: back from a break, more runs, faster, hills or sprints?",
    ),
    asks(
        "elsewhere",
        Means::Other,
        "Does it come from the back, or run down the leg past the knee?",
    ),
    asks(
        "unrelated",
        Means::Other,
        "Is it much the same on every day, whatever you did?",
    ),
];

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known.
    NotSure,
}

impl Answer {
    /// Reads `y`, `yes`, `n`, `no`, `?`, `not-sure`.
    pub fn parse(text: &str) -> Option<Answer> {
        match text.trim().to_ascii_lowercase().as_str() {
            "y" | "yes" => Some(Answer::Yes),
            "n" | "no" => Some(Answer::No),
            "?" | "u" | "not-sure" | "not sure" => Some(Answer::NotSure),
            _ => None,
        }
    }
}

/// What the answers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The answers fit a high hamstring tendinopathy.
    Fits,
    /// They do not.
    DoesNotFit,
    /// Something asks for a clinician before anything else.
    SeeAClinicianFirst,
}

impl Verdict {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Fits => "fits",
            Verdict::DoesNotFit => "does not fit",
            Verdict::SeeAClinicianFirst => "see a clinician first",
        }
    }
}

/// How soon it should be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// At the next occasion.
    Routine,
    /// Within days.
    Prompt,
    /// Today.
    Emergency,
}

/// The outcome of a screening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// What the answers say together.
    pub verdict: Verdict,
    /// How soon a clinician is asked.
    pub urgency: Urgency,
    /// Symptoms answered with yes or not sure.
    pub flags: Vec<Symptom>,
    /// Questions whose answers speak for it, against it, for another cause.
    pub speaks_for: Vec<&'static str>,
    /// What speaks against it.
    pub speaks_against: Vec<&'static str>,
    /// What may cause it instead.
    pub other_cause: Vec<&'static str>,
    /// Questions that nobody answered.
    pub open: Vec<&'static str>,
}

/// So many of the features are needed beside the core. (design)
pub const FEATURES_NEEDED: usize = 2;

/// Judges answers by the name of their question. Not being sure of a red flag is
/// no no; not being sure of anything else is no yes.
pub fn judge(answers: &[(&str, Answer)]) -> Screening {
    let answer = |question: &Question| {
        let found = answers.iter().find(|(key, _)| *key == question.key);
        found.map(|(_, answer)| *answer)
    };
    let keys = |wanted: &dyn Fn(&Question, Option<Answer>) -> bool| -> Vec<&'static str> {
        QUESTIONS
            .iter()
            .filter(|question| wanted(question, answer(question)))
            .map(|question| question.key)
            .collect()
    };
    let flags: Vec<Symptom> = QUESTIONS
        .iter()
        .filter_map(|question| match (question.means, answer(question)) {
            (Means::Flag(symptom), Some(Answer::Yes | Answer::NotSure)) => Some(symptom),
            _ => None,
        })
        .collect();
    let yes = Some(Answer::Yes);
    let asked_of_it = |means: Means| matches!(means, Means::Core | Means::Feature);
    let other_cause = keys(&|question, answer| question.means == Means::Other && answer == yes);
    let open = keys(&|_, answer| answer.is_none());
    let core = keys(&|question, answer| question.means == Means::Core && answer != yes).is_empty();
    let features = keys(&|question, answer| question.means == Means::Feature && answer == yes);
    let flags_open = QUESTIONS
        .iter()
        .any(|question| matches!(question.means, Means::Flag(_)) && answer(question).is_none());
    let verdict = if !flags.is_empty() || !other_cause.is_empty() || flags_open {
        Verdict::SeeAClinicianFirst
    } else if core && features.len() >= FEATURES_NEEDED {
        Verdict::Fits
    } else {
        Verdict::DoesNotFit
    };
    let urgency = if flags.iter().any(|symptom| symptom.is_emergency()) {
        Urgency::Emergency
    } else if !flags.is_empty() {
        Urgency::Prompt
    } else {
        Urgency::Routine
    };
    Screening {
        verdict,
        urgency,
        speaks_for: keys(&|question, answer| {
            !matches!(question.means, Means::Flag(_) | Means::Other) && answer == yes
        }),
        speaks_against: keys(&|question, answer| {
            asked_of_it(question.means) && answer == Some(Answer::No)
        }),
        other_cause,
        flags,
        open,
    }
}

/// The sentence that says what the answers come to.
pub const fn says(screening: &Screening) -> &'static str {
    match screening.verdict {
        Verdict::Fits => {
            "Your answers fit what this program is made for: an overloaded tendon where the hamstrings \
             begin. That is no diagnosis; other things can feel the same. Have a clinician confirm it, \
             then start with `comeback episode start`."
        }
        Verdict::DoesNotFit => {
            "Your answers do not fit what this program is made for. That says nothing of what it is: \
             have it looked at, and do not train by this program's plan for it."
        }
        Verdict::SeeAClinicianFirst => {
            "Some of your answers have to be looked at by a clinician before any training is planned."
        }
    }
}

/// Where to turn, and how soon.
pub const fn turn_to(screening: &Screening) -> &'static str {
    match screening.urgency {
        Urgency::Emergency => {
            "Today: an emergency department or your emergency number. Do not run, and do not wait for it \
             to settle."
        }
        Urgency::Prompt => {
            "Within days and before the next run: your doctor. Do not run until it was looked at."
        }
        Urgency::Routine => "A doctor or a physiotherapist who sees runners.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No to every red flag and to other causes, and the rest as given.
    fn judged(yes: &[&str]) -> Screening {
        let answers: Vec<(&str, Answer)> = QUESTIONS
            .iter()
            .map(|question| {
                let answer = if yes.contains(&question.key) {
                    Answer::Yes
                } else {
                    Answer::No
                };
                (question.key, answer)
            })
            .collect();
        judge(&answers)
    }

    #[test]
    fn red_flags_come_first_in_the_list_and_in_the_verdict() {
        let after_flags = QUESTIONS
            .iter()
            .skip_while(|question| matches!(question.means, Means::Flag(_)));
        for question in after_flags {
            assert!(
                !matches!(question.means, Means::Flag(_)),
                "{}",
                question.key
            );
        }
        for symptom in Symptom::ALL {
            let all = [
                "spot",
                "gradual",
                "running",
                "bending",
                "sitting",
                symptom.as_str(),
            ];
            let found = judged(&all);
            assert_eq!(found.verdict, Verdict::SeeAClinicianFirst, "{symptom:?}");
            assert_eq!(found.flags, [symptom]);
            assert_eq!(found.urgency == Urgency::Emergency, symptom.is_emergency());
        }
    }

    #[test]
    fn it_fits_with_the_core_and_two_features() {
        for (yes, verdict) in [
            (
                &["spot", "gradual", "running", "sitting"][..],
                Verdict::Fits,
            ),
            (
                &[
                    "spot", "gradual", "running", "bending", "sitting", "warming", "change",
                ],
                Verdict::Fits,
            ),
            (&["spot", "gradual", "sitting"], Verdict::DoesNotFit),
            (
                &["spot", "gradual", "sitting", "warming", "change"],
                Verdict::DoesNotFit,
            ),
            (
                &["gradual", "running", "bending", "sitting"],
                Verdict::DoesNotFit,
            ),
            (
                &["spot", "running", "bending", "sitting"],
                Verdict::DoesNotFit,
            ),
            (&[], Verdict::DoesNotFit),
            (
                &["spot", "gradual", "running", "sitting", "elsewhere"],
                Verdict::SeeAClinicianFirst,
            ),
            (
                &["spot", "gradual", "running", "sitting", "unrelated"],
                Verdict::SeeAClinicianFirst,
            ),
        ] {
            let found = judged(yes);
            assert_eq!(found.verdict, verdict, "{yes:?}");
            assert_eq!(found.urgency, Urgency::Routine);
        }
    }

    #[test]
    fn not_sure_of_a_red_flag_and_not_asked_are_no_no() {
        let mut answers: Vec<(&str, Answer)> = QUESTIONS
            .iter()
            .map(|question| (question.key, Answer::No))
            .collect();
        answers[3].1 = Answer::NotSure;
        assert_eq!(judge(&answers).verdict, Verdict::SeeAClinicianFirst);
        let unasked: Vec<(&str, Answer)> = ["spot", "gradual", "running", "sitting"]
            .map(|key| (key, Answer::Yes))
            .to_vec();
        let found = judge(&unasked);
        assert_eq!(found.verdict, Verdict::SeeAClinicianFirst);
        assert!(found.flags.is_empty() && !found.open.is_empty());
    }
}
