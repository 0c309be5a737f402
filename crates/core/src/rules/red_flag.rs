//! A symptom that a clinician must see before any training is planned.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::diary::{History, Symptom, SymptomEntry};
use crate::limits::{self, Evidence};
use chrono::Datelike;

pub const RULE: Rule = Rule {
    id: RuleId::RedFlag,
    title: "A symptom for a clinician, not for a training plan",
    severity: Severity::Urgent,
    grade: Evidence::Practice,
    source: "common red flags of musculoskeletal practice",
    what: "A symptom was logged and has not been logged as resolved. Emergency: a pop, bruising, \
           not being able to walk, numbness, weakness, numbness between the legs, a change of \
           bladder or bowel. Prompt: pain at night, fever, pain on the bone when hopping, both \
           sides at once, a sudden onset under the age of 25.",
    why: "These do not fit an overloaded tendon. They can mean a torn muscle, a bone stress \
          injury, a growth plate pulled off, an infection or a pressed nerve, some of which \
          do lasting harm within hours.",
    evidence: "Clinical practice; no trial tests such a list, and none is needed to ask first.",
    fires_example: "A pop is logged on Monday and nothing since: it fires on every check until \
                    `comeback log resolve pop`.",
    clear_example: "Night pain was logged, a clinician looked, and it was logged as resolved.",
    missing: "Without a birth year a sudden onset fires all the same, and says that age was not known.",
    advice: "Stop training and see a clinician.",
    limits: &[limits::SUDDEN_ONSET_AGE],
    lasting: true,
    check,
    nearest: nearest::resolved,
    in_plan: InPlan::Symptoms,
};

const EMERGENCY: &str = "Do not train. Seek emergency care today: an emergency department or your \
                         emergency number. Log it as resolved only after you were examined.";
const PROMPT: &str = "Do not train. See a clinician promptly, within days and before the next run. \
                      Log it as resolved after you were examined.";

fn check(context: &Context) -> Vec<Verdict> {
    Symptom::ALL
        .into_iter()
        .filter_map(|symptom| judge(context, symptom))
        .collect()
}

fn judge(context: &Context, symptom: Symptom) -> Option<Verdict> {
    let open: Vec<&SymptomEntry> = context
        .history
        .symptoms
        .iter()
        .filter(|entry| entry.symptom == symptom && entry.resolved.is_none())
        .collect();
    let first = open
        .first()
        .filter(|entry| is_flag(context.history, entry))?;
    let date = context.history.local_date(first.at);
    let mut message = format!("{} since {date}, not resolved.", words(symptom));
    if symptom == Symptom::SuddenOnset {
        match context.history.settings.birth_year {
            Some(_) => message.push_str(" At your age a growth plate may have given way."),
            None => message.push_str(
                " Your age is not known (`comeback config set birth-year`): under 25 a growth \
                 plate may have given way.",
            ),
        }
    }
    let (urgency, advice) = if symptom.is_emergency() {
        ("emergency", EMERGENCY)
    } else {
        ("prompt", PROMPT)
    };
    Some(Verdict::Fires(
        RULE.finding(date, None, message)
            .with("symptom", symptom.as_str())
            .with("urgency", urgency)
            .with("times_logged", open.len())
            .advising(advice),
    ))
}

/// Whether an entry is a red flag: all are while not resolved, but a sudden
/// onset in a runner known to be older than the age of open growth plates.
pub fn is_flag(history: &History, entry: &SymptomEntry) -> bool {
    let grown = entry.symptom == Symptom::SuddenOnset
        && history.settings.birth_year.is_some_and(|year| {
            // Until the birthday of that year the runner is one year younger.
            let age = history.local_date(entry.at).year() - year;
            f64::from(age) > limits::SUDDEN_ONSET_AGE.value
        });
    entry.resolved.is_none() && !grown
}

const fn words(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::Pop => "A pop was felt or heard",
        Symptom::Bruising => "Bruising of the buttock or thigh",
        Symptom::CannotWalk => "Not able to walk normally",
        Symptom::Numbness => "Numbness of the leg",
        Symptom::Weakness => "Weakness of the leg",
        Symptom::SaddleNumbness => "Numbness between the legs",
        Symptom::Bladder => "A change of bladder or bowel",
        Symptom::NightPain => "Pain at night",
        Symptom::Fever => "Fever",
        Symptom::BonyHopPain => "Pain on the bone when hopping",
        Symptom::BothSides => "Pain on both sides at once",
        Symptom::SuddenOnset => "A sudden onset",
    }
}
