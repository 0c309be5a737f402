//! `screen --json`

use comeback_core::limits::Evidence;
use comeback_core::method::screen::{self, Answer, Means, QUESTIONS, Screening, Urgency, Verdict};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ScreenJson {
    /// `null` where nothing was answered.
    pub verdict: Option<Verdict>,
    /// Never: only an examination can.
    pub diagnosis: Option<()>,
    pub urgency: Option<Urgency>,
    pub text: Option<&'static str>,
    pub turn_to: Option<&'static str>,
    /// Symptoms answered with yes or not sure.
    pub red_flags: Vec<&'static str>,
    pub speaks_for: Vec<&'static str>,
    pub speaks_against: Vec<&'static str>,
    pub other_cause: Vec<&'static str>,
    pub questions: Vec<QuestionJson>,
    pub sources: Vec<SourceJson>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct QuestionJson {
    pub key: &'static str,
    pub question: &'static str,
    pub red_flag: bool,
    pub answer: Option<Answer>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct SourceJson {
    pub source: &'static str,
    pub grade: Evidence,
}

/// The questions with their answers, and what they come to where there are some.
pub fn screen(answers: &[(&'static str, Answer)], found: Option<&Screening>) -> ScreenJson {
    let keys = |keys: fn(&Screening) -> &Vec<&'static str>| {
        found.map(|found| keys(found).clone()).unwrap_or_default()
    };
    ScreenJson {
        verdict: found.map(|found| found.verdict),
        diagnosis: None,
        urgency: found.map(|found| found.urgency),
        text: found.map(screen::says),
        turn_to: found.map(screen::turn_to),
        red_flags: found
            .map(|found| found.flags.iter().map(|symptom| symptom.as_str()).collect())
            .unwrap_or_default(),
        speaks_for: keys(|found| &found.speaks_for),
        speaks_against: keys(|found| &found.speaks_against),
        other_cause: keys(|found| &found.other_cause),
        questions: QUESTIONS
            .iter()
            .map(|question| QuestionJson {
                key: question.key,
                question: question.text,
                red_flag: matches!(question.means, Means::Flag(_)),
                answer: answers
                    .iter()
                    .find(|(key, _)| *key == question.key)
                    .map(|(_, answer)| *answer),
            })
            .collect(),
        sources: screen::SOURCES
            .iter()
            .map(|&(source, grade)| SourceJson { source, grade })
            .collect(),
    }
}
