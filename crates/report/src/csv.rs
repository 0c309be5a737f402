//! The week as a table for a coach's spreadsheet (RFC 4180): one day a line,
//! SI units with the unit in the name, an empty field where nothing is set.

use super::numbers::{decimals, figure};
use super::words::session::steps;
use comeback_core::plan::{Day, WeekPlan};
use comeback_core::units::{MetresPerSecond, StepsPerMinute};

const HEAD: [&str; 12] = [
    "week",
    "date",
    "kind",
    "minutes",
    "steps",
    "speed_cap_m_per_s",
    "cadence_target_spm",
    "terrain",
    "rehab",
    "check_in",
    "why",
    "decision",
];

pub fn csv(plan: &WeekPlan) -> String {
    let mut out = record(&HEAD.map(str::to_owned));
    for day in &plan.days {
        out.push_str(&record(&fields(plan, day)));
    }
    out
}

fn fields(plan: &WeekPlan, day: &Day) -> [String; 12] {
    let number = |value: Option<f64>, decimals: i32| {
        figure(value, decimals).map_or_else(String::new, |value| value.to_string())
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        plan.week.clone(),
        day.date.to_string(),
        day.kind.as_str().to_owned(),
        number(day.minutes, decimals::MINUTES),
        steps(&day.steps),
        number(
            day.speed_cap_m_per_s.map(MetresPerSecond::get),
            decimals::SPEED,
        ),
        number(
            day.cadence_target_spm.map(StepsPerMinute::get),
            decimals::CADENCE,
        ),
        text(&day.terrain),
        text(&day.rehab),
        text(&day.check_in),
        day.why.clone(),
        plan.decision.as_str().to_owned(),
    ]
}

fn record(fields: &[String]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// Quoted where it must be; a spreadsheet must not take a text for a formula.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t']) && field.parse::<f64>().is_err();
    let safe = if formula {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        for (field, expected) in [
            ("easy", "easy"),
            ("a, b", "\"a, b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("-1.5", "-1.5"),
            ("=1+1", "'=1+1"),
        ] {
            assert_eq!(quoted(field), expected);
        }
    }
}
