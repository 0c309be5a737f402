//! A Bundle of HL7 FHIR R4 for the clinic: pain with the run that it followed, runs,
//! adherence, totals of questionnaires, the week's plan.
//!
//! It is a copy of the log, not an interpretation: no finding, no diagnosis, no notes, no
//! positions, and no name unless it is asked for. The items of a questionnaire are their
//! authors'; totals alone are sent. The same log gives the same bytes.

pub mod codes;

use super::words::day_kind;
use super::words::session::{safety, steps};
use chrono::{DateTime, FixedOffset, NaiveDate};
use codes::Code;
use comeback_core::calendar::Days;
use comeback_core::diary::adherence::{self, Outcome};
use comeback_core::diary::{History, PainEntry, response, span};
use comeback_core::plan::{Day, DayKind, Decision, WeekPlan};
use comeback_core::run::{Run, RunId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Weeks before the episode that are sent with it: what the return is measured by.
const WEEKS_BEFORE: u64 = 12;
/// Weeks that are sent where no episode is under care.
const WEEKS_WITHOUT: u64 = 26;

/// Whose bundle it is, and as of when.
#[derive(Debug, Clone)]
pub struct About<'a> {
    pub athlete: &'a str,
    /// Send the name; else the local number alone.
    pub with_name: bool,
    /// When the newest entry came that it holds.
    pub told: DateTime<FixedOffset>,
}

/// The bundle, as text.
pub fn bundle(history: &History, plan: &WeekPlan, about: &About) -> String {
    let from = first_day(history);
    let of = |what: &str, name: &str| urn(about.athlete, what, name);
    let patient = of("Patient", "");
    let mut resources: Vec<(String, Value)> = vec![(patient.clone(), patient_of(&patient, about))];
    let runs: Vec<&Run> = history
        .runs_between(from, history.today())
        .iter()
        .filter(|run| !run.is_accident())
        .collect();
    let run_urn = |id: &RunId| of("run", &id.0);
    for run in &runs {
        if let Some(resource) = run_of(run, &patient, &run_urn(&run.id)) {
            resources.push((run_urn(&run.id), resource));
        }
    }
    let start = history.start_of(from);
    let sent: Vec<String> = resources.iter().map(|(urn, _)| urn.clone()).collect();
    // Only scores of one moment are counted: one that is told late for an earlier day
    // renames no other.
    let mut of_moment = 0_usize;
    let mut before: Option<DateTime<FixedOffset>> = None;
    for entry in history.pain.iter().filter(|entry| entry.at >= start) {
        of_moment = match before.replace(entry.at) {
            Some(at) if at == entry.at => of_moment + 1,
            _ => 0,
        };
        let urn = of("pain", &format!("{} {of_moment}", entry.at.to_rfc3339()));
        let focus = followed(entry, &runs)
            .map(|run| run_urn(&run.id))
            .filter(|run| sent.contains(run));
        let resource = pain_of(entry, &patient, &urn, focus);
        resources.push((urn, resource));
    }
    let mut monday = span::monday(from);
    while monday <= span::monday(history.today()) {
        if let Some(week) = adherence::week(history, monday) {
            let urn = of("adherence", &monday.to_string());
            resources.push((urn.clone(), adherence_of(&week, &patient, &urn, history)));
        }
        monday = monday + Days::new(7);
    }
    for score in scores(history, start) {
        let urn = of(
            "score",
            &format!("{} {}", score.name, score.at.to_rfc3339()),
        );
        resources.push((urn.clone(), score_of(&score, &patient, &urn)));
    }
    let urn = of("plan", &plan.week);
    resources.push((urn.clone(), plan_of(plan, &patient, &urn, history)));
    let entries: Vec<Value> = resources
        .into_iter()
        .map(
            |(urn, resource)| json!({ "fullUrl": format!("urn:uuid:{urn}"), "resource": resource }),
        )
        .collect();
    let bundle = json!({
        "resourceType": "Bundle",
        "id": of("Bundle", &about.told.to_rfc3339()),
        "type": "collection",
        "timestamp": about.told.to_rfc3339(),
        "entry": entries,
    });
    // A tree of values always has a text.
    let mut text = serde_json::to_string_pretty(&bundle).unwrap_or_default();
    text.push('\n');
    text
}

fn first_day(history: &History) -> NaiveDate {
    match history.episode() {
        Some(episode) => episode.start - Days::new(7 * WEEKS_BEFORE),
        None => history.today() - Days::new(7 * WEEKS_WITHOUT),
    }
}

/// A name for a resource that is the same in every bundle of the athlete: a UUID of
/// version 8, made of a hash.
fn urn(athlete: &str, what: &str, name: &str) -> String {
    let hash = Sha256::digest(format!("{athlete}\n{what}\n{name}").as_bytes());
    let mut digits = String::with_capacity(36);
    for (place, byte) in hash.iter().take(16).enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            digits.push('-');
        }
        let byte = match place {
            6 => (byte & 0x0f) | 0x80,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        digits.push_str(&format!("{byte:02x}"));
    }
    digits
}

fn concept(code: Code) -> Value {
    json!({
        "coding": [{ "system": code.system, "code": code.code, "display": code.display }],
        "text": code.display,
    })
}

fn quantity(value: f64, (code, unit): (&str, &str)) -> Value {
    // Whole numbers are written as such.
    let value = crate::numbers::rounded(value, 1);
    json!({ "value": value, "unit": unit, "system": codes::UCUM, "code": code })
}

fn reference(urn: &str) -> Value {
    json!({ "reference": format!("urn:uuid:{urn}") })
}

fn patient_of(urn: &str, about: &About) -> Value {
    let mut patient = json!({
        "resourceType": "Patient",
        "id": urn,
        "identifier": [{ "system": "urn:x-comeback:athlete", "value": urn }],
    });
    if about.with_name
        && let Some(fields) = patient.as_object_mut()
    {
        fields.insert("name".to_owned(), json!([{ "text": about.athlete }]));
    }
    patient
}

/// What every observation holds.
fn observation(urn: &str, patient: &str, categories: &[Code], code: Code) -> Value {
    let categories: Vec<Value> = categories.iter().map(|code| concept(*code)).collect();
    json!({
        "resourceType": "Observation",
        "id": urn,
        "status": "final",
        "category": categories,
        "code": concept(code),
        "subject": reference(patient),
    })
}

fn with(mut resource: Value, fields: Value) -> Value {
    if let (Some(into), Value::Object(fields)) = (resource.as_object_mut(), fields) {
        into.extend(fields);
    }
    resource
}

/// A run by its duration; none where its minutes are not known.
fn run_of(run: &Run, patient: &str, urn: &str) -> Option<Value> {
    let minutes = run.running_minutes()?;
    let categories = [codes::ACTIVE, codes::PHYSICAL_ACTIVITY];
    Some(with(
        observation(urn, patient, &categories, codes::RUN),
        json!({
            "effectivePeriod": {
                "start": run.start.to_rfc3339(),
                "end": run.end().to_rfc3339(),
            },
            "valueQuantity": quantity(minutes, codes::MINUTE),
        }),
    ))
}

/// The run that a score answers: the one it names, else the last whose window holds it.
fn followed<'a>(entry: &PainEntry, runs: &[&'a Run]) -> Option<&'a Run> {
    let mut found = runs
        .iter()
        .rev()
        .filter(|run| response::belongs(entry, run));
    let named = |run: &&&Run| entry.during.as_ref() == Some(&run.id);
    found.clone().find(named).or_else(|| found.next()).copied()
}

fn pain_of(entry: &PainEntry, patient: &str, urn: &str, run: Option<String>) -> Value {
    let mut told = json!({
        "effectiveDateTime": entry.at.to_rfc3339(),
        "valueQuantity": quantity(entry.score.get(), codes::SCORE),
    });
    if let Some(run) = run {
        told = with(told, json!({ "focus": [reference(&run)] }));
    }
    with(
        observation(urn, patient, &[codes::SURVEY], codes::PAIN),
        told,
    )
}

fn adherence_of(week: &adherence::Adherence, patient: &str, urn: &str, history: &History) -> Value {
    let ahead = week.count(Outcome::Ahead);
    let planned = week.planned().saturating_sub(ahead);
    let done = planned.saturating_sub(week.count(Outcome::Missed));
    let component = |code, count: usize| {
        json!({
            "code": concept(code),
            "valueQuantity": quantity(count as f64, codes::SESSION),
        })
    };
    let end = (week.monday + Days::new(6)).min(history.today());
    with(
        observation(urn, patient, &[codes::ACTIVE], codes::ADHERENCE),
        json!({
            "effectivePeriod": { "start": week.from.to_string(), "end": end.to_string() },
            "component": [component(codes::PLANNED, planned), component(codes::DONE, done)],
        }),
    )
}

/// A total of a questionnaire.
struct Score {
    name: &'static str,
    text: &'static str,
    at: DateTime<FixedOffset>,
    value: f64,
}

fn scores(history: &History, from: DateTime<FixedOffset>) -> Vec<Score> {
    let visa = history.visa.iter().map(|entry| Score {
        name: "visa-h",
        text: "VISA-H, total of 0 to 100, 100 without complaint",
        at: entry.at,
        value: entry.score,
    });
    let uwri = history.uwri.iter().map(|entry| Score {
        name: "uwri",
        text: "UWRI, total of 0 to 36, 36 without complaint",
        at: entry.at,
        value: entry.score,
    });
    let psfs = history.psfs.iter().map(|entry| Score {
        name: "psfs",
        text: "PSFS, one activity, 0 to 10, 10 as before",
        at: entry.at,
        value: entry.score,
    });
    let all = visa.chain(uwri).chain(psfs);
    all.filter(|score| score.at >= from).collect()
}

fn score_of(score: &Score, patient: &str, urn: &str) -> Value {
    json!({
        "resourceType": "QuestionnaireResponse",
        "id": urn,
        "questionnaire": format!("urn:x-comeback:questionnaire:{}", score.name),
        "status": "completed",
        "subject": reference(patient),
        "authored": score.at.to_rfc3339(),
        "item": [{
            "linkId": "total",
            "text": score.text,
            "answer": [{ "valueDecimal": crate::numbers::rounded(score.value, 1) }],
        }],
    })
}

fn plan_of(plan: &WeekPlan, patient: &str, urn: &str, history: &History) -> Value {
    let suspended = plan.decision == Decision::Suspend;
    let activities: Vec<Value> = (plan.days.iter())
        .filter(|day| day.kind != DayKind::Rest || day.rehab.is_some())
        .map(|day| json!({ "detail": activity(day, suspended, history) }))
        .collect();
    let mut resource = json!({
        "resourceType": "CarePlan",
        "id": urn,
        "status": if suspended { "on-hold" } else { "active" },
        "intent": "proposal",
        "title": format!("Return to running, week {}", plan.week),
        "description": format!("{} {}", plan.headline, safety()),
        "subject": reference(patient),
        "period": {
            "start": plan.starts.to_string(),
            "end": (plan.starts + Days::new(6)).to_string(),
        },
    });
    if !activities.is_empty() {
        resource = with(resource, json!({ "activity": activities }));
    }
    resource
}

fn activity(day: &Day, suspended: bool, history: &History) -> Value {
    let over = day.date < history.today();
    let status = match (suspended, over) {
        (true, _) => "stopped",
        (false, true) => "completed",
        (false, false) => "scheduled",
    };
    let mut parts = vec![day_kind(day.kind).to_owned()];
    if !day.steps.is_empty() {
        parts.push(steps(&day.steps));
    }
    parts.extend(day.rehab.clone());
    json!({
        "status": status,
        "scheduledPeriod": { "start": day.date.to_string(), "end": day.date.to_string() },
        "description": parts.join(". "),
    })
}
