//! Every code, unit and status that a bundle may hold, in one table: a general validator
//! lets a wrong one pass, and the tests hold a bundle against this.

/// A code of a system, as a receiver reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    pub system: &'static str,
    pub code: &'static str,
    pub display: &'static str,
}

const LOINC: &str = "http://loinc.org";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
const ACTIVITY: &str = "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes";
/// For what no standard has a code.
const OURS: &str = "urn:x-comeback:observation";
/// Units of measure.
pub const UCUM: &str = "http://unitsofmeasure.org";

/// Pain of 0 to 10 as reported. Half points are allowed, so it is no answer of a list.
pub const PAIN: Code = Code {
    system: LOINC,
    code: "72514-3",
    display: "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
};
pub const RUN: Code = Code {
    system: LOINC,
    code: "55411-3",
    display: "Exercise duration",
};
pub const ADHERENCE: Code = Code {
    system: OURS,
    code: "adherence",
    display: "Running sessions of a week, planned and done",
};
pub const PLANNED: Code = Code {
    system: OURS,
    code: "sessions-planned",
    display: "Running sessions planned",
};
pub const DONE: Code = Code {
    system: OURS,
    code: "sessions-done",
    display: "Planned running sessions that were run",
};
pub const SURVEY: Code = Code {
    system: CATEGORY,
    code: "survey",
    display: "Survey",
};
pub const ACTIVE: Code = Code {
    system: CATEGORY,
    code: "activity",
    display: "Activity",
};
pub const PHYSICAL_ACTIVITY: Code = Code {
    system: ACTIVITY,
    code: "PhysicalActivity",
    display: "Physical Activity",
};

/// All of them.
pub const ALL: [Code; 8] = [
    PAIN,
    RUN,
    ADHERENCE,
    PLANNED,
    DONE,
    SURVEY,
    ACTIVE,
    PHYSICAL_ACTIVITY,
];

/// The units of UCUM, and how each is written for a person.
pub const SCORE: (&str, &str) = ("{score}", "score");
pub const MINUTE: (&str, &str) = ("min", "min");
pub const SESSION: (&str, &str) = ("{session}", "sessions");

pub const UNITS: [(&str, &str); 3] = [SCORE, MINUTE, SESSION];

/// The status words of each resource that are written.
pub const STATUSES: [(&str, &[&str]); 3] = [
    ("Observation", &["final"]),
    ("QuestionnaireResponse", &["completed"]),
    ("CarePlan", &["active", "on-hold"]),
];
