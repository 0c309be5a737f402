//! The bundle for the clinic, held against what a general validator lets pass.

use crate::bench::Bench;
use comeback_report::fhir::codes;
use serde_json::Value;

/// A log with runs, scores of each kind and a plan.
fn bench() -> Bench {
    let bench = Bench::new("2026-11-22T20:00");
    for day in ["2026-11-17", "2026-11-19", "2026-11-21"] {
        let at = format!("{day}T18:00");
        bench.call(&["add", "--at", &at, "--minutes", "20"]).ok();
    }
    let calls: [&[&str]; 8] = [
        &["episode", "start", "--on", "2026-11-02"],
        &["pain", "2.5", "--at", "2026-11-18T08:00"],
        &["pain", "0", "--at", "2026-11-20T08:00"],
        &["pain", "10", "--at", "2026-11-10T08:00"],
        &["log", "visa", "61", "--at", "2026-11-15T08:00"],
        &["log", "uwri", "20", "--at", "2026-11-15T08:00"],
        &[
            "log",
            "psfs",
            "sit in a cinema",
            "4",
            "--at",
            "2026-11-15T08:00",
        ],
        &[
            "pain",
            "1",
            "--at",
            "2026-11-22T08:00",
            "--note",
            "a private word",
        ],
    ];
    for call in calls {
        bench.call(call).ok();
    }
    bench
}

fn bundle(bench: &Bench, more: &[&str]) -> Value {
    let path = bench.folder.path().join("bundle.json");
    let out = path.to_str().expect("UTF-8");
    let call = [&["report", "--format", "fhir", "-o", out], more].concat();
    bench.call(&call).ok();
    serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON")
}

fn resources<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().expect("entries").iter();
    let of_kind = entries.filter(|entry| entry["resource"]["resourceType"] == kind);
    of_kind.map(|entry| &entry["resource"]).collect()
}

/// Everything that is wrong with a bundle by the project's own table.
fn faults(bundle: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let known: Vec<&Value> = (bundle["entry"].as_array().expect("entries").iter())
        .map(|entry| &entry["fullUrl"])
        .collect();
    for entry in bundle["entry"].as_array().expect("entries") {
        let resource = &entry["resource"];
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        let id = resource["id"].as_str().unwrap_or_default();
        if entry["fullUrl"] != format!("urn:uuid:{id}") {
            faults.push(format!("{kind} {id} is not what it is called"));
        }
        if let Some((_, statuses)) = codes::STATUSES.iter().find(|(of, _)| *of == kind) {
            let status = resource["status"].as_str().unwrap_or_default();
            if !statuses.contains(&status) {
                faults.push(format!("{kind} is {status}"));
            }
        } else if kind != "Patient" {
            faults.push(format!("{kind} is none of ours"));
        }
        walk(resource, &known, &mut faults);
        if resource["code"]["coding"][0]["code"] == codes::PAIN.code {
            let score = resource["valueQuantity"]["value"].as_f64().unwrap_or(-1.0);
            if !(0.0..=10.0).contains(&score) {
                faults.push(format!("a pain of {score}"));
            }
        }
    }
    faults
}

fn walk(value: &Value, known: &[&Value], faults: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, known, faults)),
        Value::Object(fields) => {
            if let Some(reference) = fields.get("reference")
                && !known.contains(&reference)
            {
                faults.push(format!("{reference} is not there"));
            }
            if fields.contains_key("display") {
                let is = |code: &&codes::Code| {
                    fields["system"] == code.system
                        && fields["code"] == code.code
                        && fields["display"] == code.display
                };
                if codes::ALL.iter().find(is).is_none() {
                    faults.push(format!("{fields:?} is no code of the table"));
                }
            }
            if fields.contains_key("unit") {
                let is =
                    |unit: &&(&str, &str)| fields["code"] == unit.0 && fields["unit"] == unit.1;
                let known = codes::UNITS.iter().find(is).is_some();
                if !known || fields["system"] != codes::UCUM {
                    faults.push(format!("{fields:?} is no unit of the table"));
                }
            }
            for (name, value) in fields {
                let time = matches!(
                    name.as_str(),
                    "effectiveDateTime" | "authored" | "timestamp"
                );
                if time
                    && value
                        .as_str()
                        .is_none_or(|text| chrono::DateTime::parse_from_rfc3339(text).is_err())
                {
                    faults.push(format!("{name} {value} has no offset"));
                }
                walk(value, known, faults);
            }
        }
        _ => {}
    }
}

#[test]
fn a_bundle_holds_what_the_table_knows() {
    let bench = bench();
    let bundle = bundle(&bench, &[]);
    assert_eq!(faults(&bundle), Vec::<String>::new());
    let count = |kind: &str| resources(&bundle, kind).len();
    assert_eq!(
        (
            count("Patient"),
            count("QuestionnaireResponse"),
            count("CarePlan")
        ),
        (1, 3, 1)
    );
    let of_code = |code: codes::Code| -> Vec<&Value> {
        let all = resources(&bundle, "Observation").into_iter();
        all.filter(|resource| resource["code"]["coding"][0]["code"] == code.code)
            .collect()
    };
    assert_eq!(of_code(codes::RUN).len(), 3);
    let pain = of_code(codes::PAIN);
    assert_eq!(pain.len(), 4);
    let focused = pain.iter().filter(|pain| pain["focus"].is_array()).count();
    assert_eq!(focused, 3, "a score of no run has no focus");
    assert!(!bundle.to_string().contains("private"));
    assert!(!bundle.to_string().contains("cinema"));
}

#[test]
fn what_a_validator_lets_pass_is_found() {
    let bench = bench();
    let whole = bundle(&bench, &[]);
    let with = |path: &str, value: Value| {
        let mut bundle = whole.clone();
        *bundle.pointer_mut(path).expect(path) = value;
        faults(&bundle).len()
    };
    let first = (whole["entry"].as_array().expect("entries").iter())
        .position(|entry| entry["resource"]["code"]["coding"][0]["code"] == codes::PAIN.code)
        .expect("a score");
    let at = |path: &str| format!("/entry/{first}/resource/{path}");
    for (path, value) in [
        ("status", "done".into()),
        ("code/coding/0/code", "72514-4".into()),
        ("subject/reference", "urn:uuid:nobody".into()),
        ("valueQuantity/code", "points".into()),
        ("valueQuantity/value", 11.into()),
        ("effectiveDateTime", "2026-11-22T08:00:00".into()),
        ("id", "another".into()),
    ] {
        assert_eq!(with(&at(path), value), 1, "{path}");
    }
}

#[test]
fn the_name_is_sent_where_it_is_asked_for() {
    let bench = bench();
    let named = |bundle: &Value| resources(bundle, "Patient")[0]["name"][0]["text"].clone();
    assert_eq!(named(&bundle(&bench, &[])), Value::Null);
    assert_eq!(named(&bundle(&bench, &["--with-name"])), "me");
    assert_eq!(bundle(&bench, &[]), bundle(&bench, &[]));
}

/// A clinic's system knows a score by its name: one that is told late for an earlier day, or
/// for the same moment, must not give those that it has already another name.
#[test]
fn a_score_told_late_renames_no_other() {
    let bench = bench();
    let scores = |bundle: &Value| -> Vec<String> {
        let mut named: Vec<String> = (resources(bundle, "Observation").iter())
            .map(|one| format!("{} {}", one["id"], one["effectiveDateTime"]))
            .collect();
        named.sort();
        named
    };
    let before = scores(&bundle(&bench, &[]));
    for (score, at) in [("3", "2026-11-12T08:00"), ("4", "2026-11-20T08:00")] {
        bench.call(&["pain", score, "--at", at]).ok();
    }
    let after = scores(&bundle(&bench, &[]));
    assert!(after.len() >= before.len() + 2, "{after:?}");
    for named in &before {
        assert!(after.contains(named), "{named} is gone: {after:?}");
    }
}
