//! Findings, what could not be judged, and what is said where there is neither.

use crate::Picture;
use crate::tree::{Block, FindingCard, Inline, Section, Tone, Words};
use crate::words::{self, quantity};
use chrono::{DateTime, NaiveDate};
use comeback_core::calendar::Days;
use comeback_core::diary::History;
use comeback_core::insight::{self, WentBefore};
use comeback_core::limits::UnitSystem;
use comeback_core::rules::{self, Figure, Finding, Missing, RuleId, Severity};
use comeback_core::run::RunId;
use comeback_core::units::{Metres, MetresPerSecond, Seconds};
use quantity::{clock, counted, distance, minutes, moment, pace, trimmed};

/// What there was to judge: that nothing was found says little where nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    NoRunYet,
    /// No run in the last seven days.
    NoRunLately,
    Runs,
}

impl Judged {
    pub fn of(history: &History) -> Self {
        let today = history.today();
        if history.runs.is_empty() {
            Judged::NoRunYet
        } else if history.runs_between(today - Days::new(6), today).is_empty() {
            Judged::NoRunLately
        } else {
            Judged::Runs
        }
    }

    pub fn last(last_run: Option<NaiveDate>, runs_7_d: usize) -> Self {
        match (last_run, runs_7_d) {
            (None, _) => Judged::NoRunYet,
            (_, 0) => Judged::NoRunLately,
            _ => Judged::Runs,
        }
    }
}

/// Where nothing was found.
pub fn silence(judged: Judged) -> String {
    match judged {
        Judged::NoRunYet => "No run is logged yet, so there is nothing to judge.",
        Judged::NoRunLately => "No warnings, and no run in the last seven days.",
        Judged::Runs => "No warnings: your last runs keep to the rules.",
    }
    .to_owned()
}

/// `1 warning, 2 cautions`; where there is none, whether there was something to judge.
pub fn tally(found: &[Finding], judged: Judged) -> String {
    let kinds = [
        (Severity::Urgent, "urgent", "urgent"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Caution, "caution", "cautions"),
        (Severity::Info, "note", "notes"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(severity, one, many)| {
            let of_it = found.iter().filter(|each| each.severity == severity);
            let count = of_it.count();
            (count > 0).then(|| counted(count, one, many))
        })
        .collect();
    match judged {
        _ if !parts.is_empty() => parts.join(", "),
        Judged::NoRunYet => "no runs yet".to_owned(),
        Judged::NoRunLately => "no warnings, no run in 7 days".to_owned(),
        Judged::Runs => "no warnings".to_owned(),
    }
}

/// The section of a report: all findings, the most severe and newest first.
pub(super) fn section(picture: &Picture) -> Option<Section> {
    let units = picture.history.settings.units;
    let mut findings: Vec<&Finding> = picture.checked.findings.iter().collect();
    findings.sort_by_key(|finding| {
        (
            std::cmp::Reverse(finding.severity),
            std::cmp::Reverse(finding.date),
        )
    });
    let section = Section::new("findings", "Findings").listed("Findings");
    let section = if findings.is_empty() {
        section.with(Block::text(silence(Judged::of(picture.history))))
    } else {
        section
            .intro("Each names the rule, its figures, and what kind of evidence stands behind it.")
            .with(Block::Findings(
                findings.iter().map(|found| card(found, units)).collect(),
            ))
    };
    Some(section.with_all(unknown(&picture.checked.unknown)))
}

/// All that is known of a finding.
pub fn card(finding: &Finding, units: UnitSystem) -> FindingCard {
    let figures: Vec<String> = finding
        .evidence
        .iter()
        .map(|(name, figure)| evidence(name, figure, units))
        .collect();
    // Some rules name the run among their figures.
    let named = |run: &RunId| {
        let mut figures = finding.evidence.iter();
        figures.any(|(_, figure)| matches!(figure, Figure::Text(text) if text.contains(&run.0)))
    };
    FindingCard {
        severity: finding.severity,
        rule: finding.rule,
        date: finding.date,
        run: finding.run.clone().filter(|run| !named(run)),
        message: finding.message.clone(),
        figures: figures.join(" · "),
        why: rules::rule(finding.rule).why,
        advice: finding.advice.clone(),
        source: words::source(finding.grade, &finding.source),
    }
}

/// What could not be judged; nothing where all could.
pub fn unknown(missing: &[Missing]) -> Option<Block> {
    if missing.is_empty() {
        return None;
    }
    Some(Block::group(
        "Could not be judged, as this is missing",
        vec![wants(missing)],
    ))
}

/// One want a line: the same of several days once.
pub fn wants(missing: &[Missing]) -> Block {
    let items = wanted(missing).into_iter().map(|(rule, want)| {
        Words::from(Inline::Tag(rule.to_string(), Tone::Plain)).then(format!(": {want}"))
    });
    Block::List(items.collect())
}

/// What a rule could not see, and how often, without saying it twice.
pub fn wanted(missing: &[Missing]) -> Vec<(RuleId, String)> {
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
    let told = seen.into_iter().map(|(rule, want, times)| match times {
        1 => (rule, want.to_owned()),
        times => (rule, format!("{want} ({times} times)")),
    });
    told.collect()
}

/// What went before higher scores; nothing where nothing may be said.
pub(super) fn went_before(picture: &Picture) -> Option<Section> {
    let blocks = went_before_blocks(&insight::went_before(picture.history));
    (!blocks.is_empty())
        .then(|| Section::new("went-before", "What went before higher scores").with_all(blocks))
}

pub fn went_before_blocks(found: &[WentBefore]) -> Vec<Block> {
    let mut blocks: Vec<Block> = found
        .iter()
        .map(|before| Block::text(went_before_words(before)))
        .collect();
    if !blocks.is_empty() {
        blocks.push(Block::text(
            "That it went before does not say that it caused it.",
        ));
    }
    blocks
}

/// One sentence: `Hard running went before scores that were 1.4 higher …`
pub fn went_before_words(before: &WentBefore) -> String {
    format!(
        "{} went before scores that were {} higher (95 % interval {} to {}; {} runs with it, {} \
         without).",
        before.what.words(),
        trimmed(before.points, 1),
        trimmed(before.low, 1),
        trimmed(before.high, 1),
        before.runs_with,
        before.runs_without,
    )
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
pub fn evidence(name: &str, figure: &Figure, units: UnitSystem) -> String {
    let value = match figure {
        Figure::Text(text) => {
            let text = match DateTime::parse_from_rfc3339(text) {
                Ok(at) => moment(at),
                Err(_) => text.clone(),
            };
            return format!("{} {text}", spoken(name));
        }
        Figure::Count(count) => *count as f64,
        Figure::Number(number) => *number,
    };
    if !value.is_finite() {
        return format!("{} unknown", spoken(name));
    }
    if let Some(stem) = name.strip_suffix("_m_per_s") {
        let speed = MetresPerSecond::new(value);
        return format!("{} {}", spoken(stem), pace(speed, units));
    }
    if let Some(stem) = name.strip_suffix("_m") {
        return format!("{} {}", spoken(stem), length(value, units));
    }
    if let Some(stem) = name.strip_suffix("_s") {
        let text = if value < 120.0 {
            format!("{} s", trimmed(value, 1))
        } else {
            clock(Seconds::new(value))
        };
        return format!("{} {text}", spoken(stem));
    }
    for (ending, unit) in UNITS {
        // In `highest_28_d` the ending names a span and no unit.
        let stem = name
            .strip_suffix(ending)
            .filter(|stem| !stem.ends_with(|c: char| c.is_ascii_digit()));
        if let Some(stem) = stem {
            return format!("{} {} {unit}", spoken(stem), minutes(value));
        }
    }
    format!("{} {}", spoken(name), trimmed(value, 2))
}

/// A height or a way: hundreds of metres are a way.
fn length(metres: f64, units: UnitSystem) -> String {
    if metres < 500.0 && units == UnitSystem::Kilometres {
        format!("{} m", trimmed(metres, 1))
    } else {
        distance(Metres::new(metres), units)
    }
}

fn spoken(name: &str) -> String {
    name.replace('_', " ").replace("gap", "GAP")
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
