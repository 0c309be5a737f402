//! A finding, printed like a good compiler's: what and when, the figures, why it
//! matters, what to do, and on whose word.

use super::look::{Look, clean, paragraph, severity_ink, wrap};
use super::quantity::{clock, counted, distance, minutes, moment, pace, trimmed};
use chrono::DateTime;
use comeback_core::limits::UnitSystem;
use comeback_core::rules::{self, Figure, Finding, Missing, RuleId, Severity};
use comeback_core::run::RunId;
use comeback_core::units::{Metres, MetresPerSecond, Seconds};

/// All findings, in the order in which the check gives them: the most severe first.
pub fn findings(found: &[Finding], look: &Look) -> String {
    let texts: Vec<String> = found.iter().map(|each| finding(each, look)).collect();
    texts.join("\n")
}

/// One finding.
pub fn finding(finding: &Finding, look: &Look) -> String {
    let ink = severity_ink(finding.severity);
    let label = format!("{}[{}]", finding.severity.as_str(), finding.rule);
    let head = paragraph(
        look,
        "",
        "    ",
        &format!("{label} {}: {}", finding.date, finding.message),
    );
    // The label is coloured after wrapping, which must not count the colour.
    let mut out = match head.strip_prefix(&label) {
        Some(rest) => format!("{}{rest}", look.paint(&label, ink)),
        None => head,
    };
    let bar = look.paint("│", ink);
    let mut figures: Vec<String> = finding
        .evidence
        .iter()
        .map(|(name, figure)| evidence(name, figure, look.units))
        .collect();
    // Some rules name the run among their figures.
    let named = |run: &RunId| {
        let mut figures = finding.evidence.iter();
        figures.any(|(_, figure)| matches!(figure, Figure::Text(text) if text.contains(&run.0)))
    };
    if let Some(run) = finding.run.as_ref().filter(|run| !named(run)) {
        figures.push(format!("run {run}"));
    }
    if !figures.is_empty() {
        out.push_str(&barred(look, &bar, &figures.join(" · ")));
    }
    let why = rules::rule(finding.rule).why;
    out.push_str(&barred(look, &bar, &format!("why it matters: {why}")));
    if !finding.advice.is_empty() {
        out.push_str(&barred(look, &bar, &format!("do: {}", finding.advice)));
    }
    let source = format!("{}: {}", finding.grade.as_str(), finding.source);
    let end = look.paint("╰", ink);
    for (index, line) in lines(look, &source).into_iter().enumerate() {
        let mark = if index == 0 { end.as_str() } else { " " };
        out.push_str(&format!("  {mark} {}\n", look.dim(&line)));
    }
    out
}

fn barred(look: &Look, bar: &str, text: &str) -> String {
    lines(look, text)
        .into_iter()
        .map(|line| format!("  {bar} {line}\n"))
        .collect()
}

/// Wrapped for what stands behind the bar.
fn lines(look: &Look, text: &str) -> Vec<String> {
    wrap(text, look.columns() - 4)
}

/// What the endings of evidence names mean.
const UNITS: [(&str, &str); 9] = [
    ("_min", "min"),
    ("_spm", "spm"),
    ("_bpm", "bpm"),
    ("_deg", "°"),
    ("_weeks", "weeks"),
    ("_ms", "ms"),
    ("_d", "d"),
    ("_h", "h"),
    ("_days", "d"),
];

/// `session 30.5 min`, `distance 6.85 km`: the name's ending is its unit.
pub(crate) fn evidence(name: &str, figure: &Figure, units: UnitSystem) -> String {
    let value = match figure {
        Figure::Text(text) => {
            let text = match DateTime::parse_from_rfc3339(text) {
                Ok(at) => moment(at),
                Err(_) => clean(text),
            };
            return format!("{} {text}", words(name));
        }
        Figure::Count(count) => *count as f64,
        Figure::Number(number) => *number,
    };
    if !value.is_finite() {
        return format!("{} unknown", words(name));
    }
    if let Some(stem) = name.strip_suffix("_m_per_s") {
        return format!(
            "{} {}",
            words(stem),
            pace(MetresPerSecond::new(value), units)
        );
    }
    if let Some(stem) = name.strip_suffix("_m") {
        return format!("{} {}", words(stem), length(value, units));
    }
    if let Some(stem) = name.strip_suffix("_s") {
        let text = if value < 120.0 {
            format!("{} s", trimmed(value, 1))
        } else {
            clock(Seconds::new(value))
        };
        return format!("{} {text}", words(stem));
    }
    for (ending, unit) in UNITS {
        // In `highest_28_d` the ending names a span and no unit.
        let stem = name
            .strip_suffix(ending)
            .filter(|stem| !stem.ends_with(|c: char| c.is_ascii_digit()));
        if let Some(stem) = stem {
            return format!("{} {} {unit}", words(stem), minutes(value));
        }
    }
    format!("{} {}", words(name), trimmed(value, 2))
}

/// A height or a way: hundreds of metres are a way.
fn length(metres: f64, units: UnitSystem) -> String {
    if metres < 500.0 && units == UnitSystem::Kilometres {
        format!("{} m", trimmed(metres, 1))
    } else {
        distance(Metres::new(metres), units)
    }
}

fn words(name: &str) -> String {
    name.replace('_', " ").replace("gap", "GAP")
}

/// What could not be told, one rule a line: the same want of several days once.
pub fn unknown(missing: &[Missing], look: &Look) -> String {
    let mut seen: Vec<(RuleId, &str, usize)> = Vec::new();
    for each in missing {
        match seen
            .iter_mut()
            .find(|(rule, want, _)| *rule == each.rule && *want == each.missing)
        {
            Some((_, _, times)) => *times += 1,
            None => seen.push((each.rule, &each.missing, 1)),
        }
    }
    let mut out = String::new();
    for (rule, want, times) in seen {
        let times = if times > 1 {
            format!(" ({times} times)")
        } else {
            String::new()
        };
        out.push_str(&paragraph(
            look,
            "  ? ",
            "    ",
            &format!("{rule}: {want}{times}"),
        ));
    }
    out
}

/// `1 warning, 2 cautions`; `nothing fires` when there is none.
pub fn tally(found: &[Finding]) -> String {
    let kinds = [
        (Severity::Urgent, "urgent", "urgent"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Caution, "caution", "cautions"),
        (Severity::Info, "note", "notes"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(severity, one, many)| {
            let count = found
                .iter()
                .filter(|each| each.severity == severity)
                .count();
            (count > 0).then(|| counted(count, one, many))
        })
        .collect();
    if parts.is_empty() {
        "nothing fires".to_owned()
    } else {
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_its_unit_and_the_runner_reads_their_own() {
        let km = UnitSystem::Kilometres;
        for (name, figure, units, text) in [
            ("session_min", Figure::Number(30.5), km, "session 30.5 min"),
            ("hill_sprints", Figure::Count(3), km, "hill sprints 3"),
            ("longest_s", Figure::Number(9.0), km, "longest 9 s"),
            ("distance_m", Figure::Number(6847.5), km, "distance 6.85 km"),
            (
                "distance_m",
                Figure::Number(6847.5),
                UnitSystem::Miles,
                "distance 4.25 mi",
            ),
            ("climb_m", Figure::Number(3.0), km, "climb 3 m"),
            ("gap_m_per_s", Figure::Number(2.8169), km, "GAP 5:55 /km"),
            ("highest_28_d", Figure::Count(4), km, "highest 28 d 4"),
            ("ratio", Figure::Number(1.2345), km, "ratio 1.23"),
            ("rung", Figure::Text("volume".to_owned()), km, "rung volume"),
            (
                "felt_at",
                Figure::Text("2026-11-20T19:25:59+01:00".to_owned()),
                km,
                "felt at Fri 20 Nov 19:25",
            ),
            ("ratio", Figure::Number(f64::NAN), km, "ratio unknown"),
        ] {
            assert_eq!(evidence(name, &figure, units), text);
        }
    }
}
