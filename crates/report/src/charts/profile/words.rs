//! What a picture of a run says, and what it says to whom does not see it.

use super::columns::{APART, BREAK_S, Profile, RANKED, is_hilly, range, rank};
use super::slope::SLOPE;
use crate::charts::frame::Words;
use crate::charts::pain::effort_words;
use crate::words::quantity::{climb, counted, pace, trimmed};
use comeback_core::trend::pain::Effort;
use comeback_core::units::{Metres, MetresPerSecond};

pub(super) fn words(data: &Profile) -> Words {
    let facts = &data.facts;
    let units = data.units;
    let minutes = facts.running_s.map(|time| time / 60.0);
    let long = (facts.running_s.zip(facts.elapsed_s)).filter(|(ran, all)| *all > 1.25 * ran);
    let mut text = match (minutes, long) {
        (Some(minutes), Some((_, all))) => {
            let all = if all >= 5400.0 {
                format!("{:.1}\u{a0}h", all / 3600.0)
            } else {
                format!("{:.0}\u{a0}min", all / 60.0)
            };
            format!("{minutes:.0}\u{a0}min of running in {all},")
        }
        (Some(minutes), None) => format!("{minutes:.0}\u{a0}min"),
        (None, _) => "A run".to_owned(),
    };
    if let Some(speed) = facts.speed_m_per_s {
        text.push_str(&format!(" at {}", pace(MetresPerSecond::new(speed), units)));
    }
    if let Some(ascent) = facts.ascent_m.filter(|_| is_hilly(facts)) {
        text.push_str(&format!(
            " over {} of climb",
            climb(Metres::new(ascent), units)
        ));
        let flat = (facts.gap_m_per_s.zip(facts.speed_m_per_s))
            .filter(|(gap, speed)| (gap / speed - 1.0).abs() > APART);
        if let Some((gap, _)) = flat {
            let flat = pace(MetresPerSecond::new(gap), units);
            let bare = flat.split(' ').next().unwrap_or_default();
            text.push_str(&format!(" (flat {bare})"));
        }
    }
    let kinds: Vec<String> = (RANKED.into_iter())
        .filter_map(|kind| {
            let count = data
                .efforts
                .iter()
                .filter(|effort| effort.kind == kind && effort.is_sure)
                .count();
            (count > 0).then(|| effort_words(&Effort::Count(kind, count)))
        })
        .take(2)
        .collect();
    if !kinds.is_empty() {
        let text_end = text.trim_end_matches(',').len();
        text.truncate(text_end);
        text.push_str(&format!(", with {}", kinds.join(" and ")));
    }
    let mut sentence = text.trim_end_matches(',').to_owned();
    if let Some(score) = facts.pain {
        sentence.push_str(&format!("; pain {} after it", trimmed(score, 1)));
    }
    sentence.push('.');
    if data.time_s.is_empty() {
        sentence.push_str(" It was entered by hand, or its file holds no samples.");
    }
    let mut marks = Vec::new();
    if data.altitude_m.iter().any(Option::is_some) {
        let any = |slope: fn(f64) -> bool| data.grade.iter().flatten().any(|grade| slope(*grade));
        // Up and down are seen by the line itself, on paper without colours too.
        if any(|grade| grade.abs() > SLOPE) {
            marks.push(format!("thick line: steeper than {:.0} %", 100.0 * SLOPE));
        }
    }
    if (data.efforts.iter()).any(|effort| rank(effort.kind).is_some()) {
        marks.push("shade: efforts".to_owned());
    }
    Words {
        sentence,
        second: None,
        drawn: None,
        marks: marks.join("; "),
        alternative: alternative(data),
    }
}

fn alternative(data: &Profile) -> String {
    let mut parts = Vec::new();
    if let Some((low, high)) = range(data.altitude_m.iter().flatten().copied()) {
        parts.push(format!("elevation {low:.0} to {high:.0} m"));
    }
    if let Some(spm) = data.facts.cadence_spm {
        parts.push(format!("cadence {spm:.0} steps per minute"));
    }
    if let Some((_, high)) = range(data.heart_rate_bpm.iter().flatten().copied()) {
        parts.push(format!("heart rate up to {high:.0}"));
    }
    let pauses = (data.time_s.windows(2))
        .filter(|pair| matches!(pair, [before, after] if after - before > BREAK_S))
        .count();
    parts.push(counted(pauses, "pause", "pauses"));
    let text = parts.join(", ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
