//! `docs/json.md`: every key of every `--json` answer, with its kind and its unit, read from
//! the answers themselves. Written by `COMEBACK_BLESS=1 cargo test`, otherwise compared.

use crate::bench::{Bench, fixture};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

/// The calls, each as it is shown.
const CALLS: &[&[&str]] = &[
    &["import", "--dry-run"],
    &["runs"],
    &["show", "last"],
    &["check"],
    &["plan"],
    &["today"],
    &["forecast"],
    &["trend"],
    &["log", "list"],
    &["pain", "2", "--at", "2026-11-22T18:00"],
    &["undo"],
    &["episode", "show"],
    &["config"],
    &["rules"],
    &["explain", "long-run-spike"],
    &["roster"],
    &["verify"],
];

/// What the end of a name says of its unit.
const UNITS: &[(&str, &str)] = &[
    ("m_per_s", "m/s"),
    ("speed_cap", "m/s"),
    ("distance_m", "m"),
    ("_kg", "kg"),
    ("_m", "m"),
    ("_s", "s"),
    ("_min", "min"),
    ("minutes", "min"),
    ("_spm", "steps/min"),
    ("_bpm", "beats/min"),
    ("_days", "days"),
    ("_weeks", "weeks"),
    ("_ms", "ms"),
];

/// Shares and counts below a key that tells a unit.
const WITHOUT_UNIT: &[&str] = &["coverage"];

/// The unit that a key tells, or the one above it: `cadence_spm.mean`.
fn unit(key: &str) -> &'static str {
    let mut names = key.rsplit('.').map(|name| name.trim_end_matches("[]"));
    let own = names.next().unwrap_or_default();
    if WITHOUT_UNIT.contains(&own) {
        return "";
    }
    let of = |name: &str| UNITS.iter().find(|(end, _)| name.ends_with(end));
    let found = of(own).or_else(|| names.next().and_then(of));
    found.map_or("", |(_, unit)| unit)
}

/// Under these keys stand names that the data bring, and no names of ours.
const OF_THE_DATA: &[&str] = &["figures", "sha256"];

fn gather(path: &str, value: &Value, into: &mut BTreeMap<String, BTreeSet<&'static str>>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let below = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "true or false",
                    Value::Number(_) => "number",
                    Value::String(_) => "text",
                    Value::Array(_) => "list",
                    Value::Object(_) => "object",
                };
                into.entry(below.clone()).or_default().insert(kind);
                if !OF_THE_DATA.contains(&name.as_str()) {
                    gather(&below, value, into);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                gather(&format!("{path}[]"), item, into);
            }
        }
        _ => {}
    }
}

fn page() -> String {
    let bench = Bench::new("2026-11-22T20:00:00Z");
    let folder = fixture("athletes/returning");
    bench.call(&["import", "-q", "--diary", &folder]).ok();
    let others = ["files/garmin.fit", "files/cycling.fit"].map(fixture);
    let others = others.each_ref().map(String::as_str);
    let mut page = String::from(
        "# Keys of `--json`\n\nEvery key of each answer, as the invented runner `returning` gives them on 22 November 2026: what stands there, `null` where a figure is not known, and the unit of a number. `[]` is each of a list. A key stays what it is: new ones come beside it. Written by a test from the answers themselves.\n",
    );
    for call in CALLS {
        let mut arguments = call.to_vec();
        if call[0] == "import" {
            arguments.extend(&others);
        }
        arguments.push("--json");
        let ended = bench.call(&arguments);
        assert!(ended.code < 2, "{call:?}: {ended:?}");
        let mut keys = BTreeMap::new();
        gather("", &ended.json(), &mut keys);
        let _ = write!(
            page,
            "\n## `{} --json`\n\n| key | holds | unit |\n|---|---|---|\n",
            call.join(" ")
        );
        for (key, kinds) in keys {
            let unit = match kinds.contains("number") {
                true => unit(&key),
                false => "",
            };
            let mut kinds: Vec<&str> = kinds.into_iter().collect();
            kinds.sort_by_key(|kind| *kind == "null");
            let _ = writeln!(page, "| `{key}` | {} | {unit} |", kinds.join(", "));
        }
    }
    page
}

#[test]
fn the_page_of_the_keys_is_fresh() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/json.md");
    let page = page();
    if std::env::var_os("COMEBACK_BLESS").is_some() {
        std::fs::write(&path, &page).expect("docs/json.md");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept, page,
        "docs/json.md is stale: COMEBACK_BLESS=1 cargo test json_keys"
    );
}
