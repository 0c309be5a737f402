//! A symptom that a clinician must see before any training is planned.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::{History, Symptom, SymptomEntry, Urgency};
use crate::limits::{self, Evidence};
use chrono::Datelike;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::RedFlag,
    title: "A symptom for a clinician, not for a training plan",
    severity: Severity::Urgent,
    grade: Evidence::Practice,
    source: "common red flags of musculoskeletal practice",
    what: "A symptom was logged and has not been logged as resolved. Emergency: a pop, bruising, \
           not being able to walk, numbness, weakness, numbness between the legs, a change of \
           bladder or bowel, one leg swollen and warm, being short of breath. No running until it \
           was seen: pain on the bone when hopping, pain in the groin when the leg is loaded. \
           Prompt, a warning: pain at night, fever, both sides at once, a sudden onset under the age of {sudden-onset-age}, a fluoroquinolone antibiotic now or in the last three months, over half an \
           hour of stiffness in the morning (more so with psoriasis, a bowel disease or a red, \
           painful eye), pain between the legs on sitting.",
    why: "These do not fit an overloaded tendon. They can mean a torn muscle, a clot, a bone stress \
          injury, a growth plate pulled off, an infection, an inflammation of the joints or a \
          pressed nerve, some of which do lasting harm within hours. Some antibiotics weaken \
          tendons.",
    evidence: "Clinical practice; no trial tests such a list, and none is needed to ask first. \
               Fluoroquinolones: any tendon disorder, odds ratio 1.98 (1.62-2.43).",
    fires_example: "A pop is logged on Monday and nothing since: it fires on every check until \
                    `comeback log resolve pop`.",
    clear_example: "Night pain was logged, a clinician looked, and it was logged as resolved.",
    missing: "Without a birth year a sudden onset fires all the same, and says that age was not known.",
    advice: "See a clinician before you train on.",
    limits: &[limits::SUDDEN_ONSET_AGE],
    lasting: true,
    check,
    nearest: nearest::resolved,
    in_plan: InPlan::Symptoms,
};

const EMERGENCY: &str = "Do not train. Seek emergency care today: an emergency department or your \
                         emergency number. Log it as resolved only after you were examined.";
const NO_RUNNING: &str = "Do not run and do not hop. See a clinician within days: a bone under \
                          stress can give way. Walking without pain is fine. Log it as resolved \
                          after you were examined.";
const PROMPT: &str = "See a clinician within days, and add nothing to your training until then. \
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
    let mut message = format!(
        "{}, logged on {} and not resolved.",
        symptom.words(),
        spoken(date)
    );
    if symptom == Symptom::SuddenOnset {
        match context.history.settings.birth_year {
            Some(_) => message.push_str(" At your age a growth plate may have given way."),
            None => message.push_str(&format!(
                " Your age is not known (`comeback config set birth-year`): up to {} a growth \
                 plate may have given way.",
                limits::SUDDEN_ONSET_AGE.value
            )),
        }
    }
    let (severity, advice) = match symptom.urgency() {
        Urgency::Emergency => (Severity::Urgent, EMERGENCY),
        Urgency::NoRunning => (Severity::Urgent, NO_RUNNING),
        Urgency::Prompt => (Severity::Warning, PROMPT),
    };
    Some(Verdict::Fires(
        RULE.finding(date, None, message)
            .at(severity)
            .with("symptom", symptom.as_str())
            .with("urgency", symptom.urgency().as_str())
            .with("times_logged", open.len())
            .advising(advice),
    ))
}

/// The red flags that are open, in the order in which they were told.
pub fn open(history: &History) -> impl Iterator<Item = &SymptomEntry> {
    (history.symptoms.iter()).filter(|entry| is_flag(history, entry))
}

/// Whether a flag is open under which nobody runs: an emergency, or a bone under stress.
pub fn forbids_running(history: &History) -> bool {
    open(history).any(|entry| entry.symptom.urgency() > Urgency::Prompt)
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
