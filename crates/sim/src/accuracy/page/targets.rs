//! What is aimed at, and how it stands.

use super::super::super::watch::Noise;
use super::super::cases::Kind;
use super::super::passage::Passage;
use super::super::source::Source;
use super::choice::{asked, chosen, interval, realistic, tally};
use super::number::{number, optional, table};
use comeback_core::run::EffortKind;

/// One target and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub what: String,
    pub measured: String,
    /// 95 % interval of what was measured, in words.
    pub sure: String,
    pub held: bool,
}

pub(super) fn rows(targets: &[Target]) -> String {
    let rows: Vec<Vec<String>> = targets
        .iter()
        .map(|target| {
            let held = if target.held { "yes" } else { "**no**" };
            vec![
                target.what.clone(),
                target.measured.clone(),
                target.sure.clone(),
                held.to_owned(),
            ]
        })
        .collect();
    table(&["target", "measured", "95 % interval", "held"], &rows)
}

/// An ascent within a share of the truth, or within so many metres.
pub(super) fn ascent_holds(pair: (f64, f64), share: f64, metres: f64) -> bool {
    let (truth, measured) = pair;
    (measured - truth).abs() <= metres.max(share * truth)
}

/// Share and metres that an ascent may be off.
pub(super) fn allowed(barometer: bool) -> (f64, f64) {
    if barometer { (0.05, 5.0) } else { (0.10, 10.0) }
}

/// The targets that the fixed set decides.
pub fn targets(passages: &[Passage]) -> Vec<Target> {
    let mut found = Vec::new();
    for (barometer, name) in [(true, "barometer"), (false, "GPS altitude")] {
        found.push(ascent(passages, barometer, name));
        found.push(flat(passages, barometer, name));
    }
    let each_second = [Source::Barometer, Source::Satellite];
    for (sources, name) in [
        (&[Source::Barometer][..], "a barometer watch"),
        (&[Source::Smart], "smart recording"),
    ] {
        let kind = EffortKind::HillSprint;
        let what = format!("hill sprints of 8 s and longer, {name}");
        found.push(effort(passages, kind, &what, sources, 0.95));
    }
    for (sources, name) in [
        (&each_second[..], "a watch"),
        (&[Source::Smart], "smart recording"),
        (&[Source::Phone], "a phone without cadence"),
        (&[Source::Gpx], "GPX"),
    ] {
        let what = format!("flat sprints of 5 s and longer, {name}");
        found.push(effort(passages, EffortKind::Sprint, &what, sources, 0.95));
    }
    for (sources, name) in [
        (&[Source::Barometer, Source::Smart][..], "barometer"),
        (
            &[Source::Satellite, Source::Phone, Source::Gpx, Source::Tcx],
            "GPS altitude",
        ),
    ] {
        let what = format!("hills, {name}");
        found.push(effort(passages, EffortKind::Hill, &what, sources, 0.98));
    }
    found
}

fn ascent(passages: &[Passage], barometer: bool, name: &str) -> Target {
    let (share, metres) = allowed(barometer);
    let pairs: Vec<(f64, f64)> = chosen(passages, move |p| {
        p.source.barometer() == barometer && realistic(p.noise) && p.kind != Kind::Treadmill
    })
    .filter_map(|p| p.ascent)
    .collect();
    let held = pairs
        .iter()
        .filter(|pair| ascent_holds(**pair, share, metres))
        .count();
    Target {
        what: format!(
            "ascent within {:.0} % or {metres:.0} m, {name}, 95 runs of 100",
            100.0 * share
        ),
        measured: format!("{held} of {} runs", pairs.len()),
        sure: percentages(interval(held as f64, pairs.len() as f64)),
        held: !pairs.is_empty() && held as f64 >= 0.95 * pairs.len() as f64,
    }
}

fn flat(passages: &[Passage], barometer: bool, name: &str) -> Target {
    let found: Vec<f64> = chosen(passages, move |p| {
        p.source.barometer() == barometer
            && p.noise != Noise::Clean
            && matches!(p.kind, Kind::EasyFlat | Kind::Track)
    })
    .filter_map(|p| p.ascent.map(|(_, measured)| measured))
    .collect();
    let most = found.iter().copied().fold(0.0, f64::max);
    Target {
        what: format!("0-10 m of ascent in a flat hour, {name}, any noise"),
        measured: format!("at most {} m in {} hours", number(most, 1), found.len()),
        sure: "–".to_owned(),
        held: !found.is_empty() && most <= 10.0,
    }
}

fn effort(
    passages: &[Passage],
    kind: EffortKind,
    what: &str,
    sources: &[Source],
    least: f64,
) -> Target {
    let own = chosen(passages, |p| {
        sources.contains(&p.source) && realistic(p.noise) && asked(p.kind)
    });
    let tally = tally(own, kind);
    // F1 as a share: what was found of what was run and found on average.
    let all = tally.hit as f64 + (tally.missed + tally.invented) as f64 / 2.0;
    let sure = interval(tally.hit as f64, all);
    Target {
        what: format!("F1 ≥ {least:.2}: {what}"),
        measured: format!(
            "{} ({} run, {} missed, {} invented)",
            optional(tally.f1(), 3),
            tally.run(),
            tally.missed,
            tally.invented
        ),
        sure: sure.map_or_else(
            || "–".to_owned(),
            |(low, high)| format!("{low:.2}-{high:.2}"),
        ),
        held: tally.f1().is_some_and(|f1| f1 >= least),
    }
}

fn percentages(interval: Option<(f64, f64)>) -> String {
    interval.map_or_else(
        || "–".to_owned(),
        |(low, high)| format!("{:.0}-{:.0} %", 100.0 * low, 100.0 * high),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ascent_holds_by_share_or_by_metres() {
        assert!(ascent_holds((20.0, 25.0), 0.05, 5.0));
        assert!(!ascent_holds((20.0, 25.1), 0.05, 5.0));
        assert!(ascent_holds((200.0, 190.0), 0.05, 5.0));
        assert!(!ascent_holds((200.0, 189.9), 0.05, 5.0));
    }
}
