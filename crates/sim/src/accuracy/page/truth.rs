//! The tables of the fixed set of runs.

use super::super::super::watch::Noise;
use super::super::cases::Kind;
use super::super::errors::{Errors, quantile};
use super::super::matching::Pair;
use super::super::passage::{EFFORTS, Metric, Passage};
use super::super::source::{NOISES, Source, noise_name};
use super::super::study::{Critical, Study, VARIANTS};
use super::choice::{asked, chosen, errors, tally};
use super::number::{number, optional, table};
use super::targets::{allowed, ascent_holds};
use super::{targets, words};
use comeback_core::run::EffortKind;
use std::fmt::Write;

/// The part that the fixed set of runs gives.
pub fn truth(study: &Study) -> String {
    let passages = study.passages.as_slice();
    let hours: f64 = passages.iter().map(|p| p.hours).sum();
    let by_noise = NOISES.map(|noise| (Source::Barometer, noise));
    let by_source = Source::ALL.map(|source| (source, Noise::Typical));
    let mut text = String::new();
    let _ = write!(
        text,
        "## Targets\n\n{} passages of a run through a watch and a file, {} h together. \"Realistic\" is the noise called good and typical, and where nothing else is said the noise is that.\n\n{}",
        passages.len(),
        number(hours, 0),
        targets::rows(&targets(passages)),
    );
    let _ = write!(
        text,
        "\n## Figures\n\n{}\n### By noise: FIT with a barometer\n\n{}\n![How the errors spread](accuracy-figures.svg)\n\n### By watch and file: typical noise\n\n{}",
        words::FIGURES,
        figures(passages, &by_noise, |_, noise| noise_name(noise)),
        figures(passages, &by_source, |source, _| source.name()),
    );
    let _ = write!(
        text,
        "\n## Ascent\n\n{}\n{}\n![True and measured ascent](accuracy-ascent.svg)\n\n{}\n{}\n{}\n{}",
        words::ASCENT,
        ascents(passages),
        words::STATED,
        stated(passages),
        words::RECOGNISED,
        recognised(passages),
    );
    let _ = write!(
        text,
        "\n## Efforts\n\n{}\n{}\n![F1 of each kind of effort](accuracy-efforts.svg)\n\n{}\n{}\n{}\n{}",
        words::EFFORTS,
        efforts(passages),
        words::SHORT,
        short(passages),
        words::PAIRS,
        pairs(passages),
    );
    let _ = write!(
        text,
        "\n## Critical speed\n\n{}\n{}",
        words::CRITICAL,
        criticals(&study.critical)
    );
    text
}

fn figures(
    passages: &[Passage],
    variants: &[(Source, Noise)],
    name: impl Fn(Source, Noise) -> &'static str,
) -> String {
    let mut header = vec!["figure", "unit"];
    header.extend(variants.iter().map(|(source, noise)| name(*source, *noise)));
    let row = |metric: &Metric| {
        let mut row = vec![metric.name().to_owned(), metric.unit().to_owned()];
        row.extend(variants.iter().map(|&(source, noise)| {
            let own = chosen(passages, move |p| p.source == source && p.noise == noise);
            let errors = errors(own, *metric);
            if errors.count() == 0 {
                return "–".to_owned();
            }
            let shown = |share| optional(errors.within(share), metric.decimals());
            format!("{} · {}", shown(0.5), shown(0.95))
        }));
        row
    };
    let rows: Vec<Vec<String>> = Metric::ALL.iter().map(row).collect();
    table(&header, &rows)
}

/// Ground of one character, and the sessions on it.
const GROUNDS: [(&str, &[Kind]); 5] = [
    ("flat, an hour", &[Kind::EasyFlat, Kind::Track]),
    ("rolling, 50 min", &[Kind::EasyRolling]),
    ("hilly, 50 min", &[Kind::EasyHilly]),
    ("repeats on one climb", &[Kind::HillRepeats]),
    (
        "hill sprints on one climb",
        &[Kind::HillSprints, Kind::ShortHillSprints],
    ),
];

fn ascents(passages: &[Passage]) -> String {
    let header = [
        "ground", "true", "altitude", "none", "good", "typical", "poor",
    ];
    let mut rows = Vec::new();
    for (ground, kinds) in GROUNDS {
        for (barometer, name) in [(true, "barometer"), (false, "GPS")] {
            let own = move |noise: Option<Noise>| {
                chosen(passages, move |p| {
                    kinds.contains(&p.kind)
                        && p.source.barometer() == barometer
                        && noise.is_none_or(|noise| p.noise == noise)
                })
                .filter_map(|p| p.ascent)
            };
            let mut truths: Vec<f64> = own(None).map(|pair| pair.0).collect();
            let mut row = vec![
                ground.to_owned(),
                format!("{} m", optional(quantile(&mut truths, 0.5), 0)),
                name.to_owned(),
            ];
            for noise in NOISES {
                let pairs: Vec<(f64, f64)> = own(Some(noise)).collect();
                let mut errors = Errors::default();
                errors.extend(pairs.iter().map(|(truth, measured)| measured - truth));
                let (share, metres) = allowed(barometer);
                let held = pairs
                    .iter()
                    .filter(|pair| ascent_holds(**pair, share, metres));
                row.push(if pairs.is_empty() {
                    "–".to_owned()
                } else {
                    format!(
                        "{} m · {} of {}",
                        optional(errors.bias(), 1),
                        held.count(),
                        pairs.len()
                    )
                });
            }
            rows.push(row);
        }
    }
    table(&header, &rows)
}

/// How often the truth lies inside the uncertainty that the program states.
fn stated(passages: &[Passage]) -> String {
    let rows: Vec<Vec<String>> = [(true, "barometer"), (false, "GPS")]
        .into_iter()
        .map(|(barometer, name)| {
            let mut row = vec![name.to_owned()];
            row.extend(NOISES.map(|noise| {
                let told: Vec<(f64, f64)> = chosen(passages, move |p| {
                    p.source.barometer() == barometer && p.noise == noise
                })
                .filter_map(|p| {
                    let (truth, measured) = p.ascent?;
                    Some(((measured - truth).abs(), p.ascent_uncertainty_m?))
                })
                .collect();
                if told.is_empty() {
                    return "–".to_owned();
                }
                let inside = told.iter().filter(|(error, stated)| error <= stated);
                let mut widths: Vec<f64> = told.iter().map(|(_, stated)| *stated).collect();
                format!(
                    "{} of {} · {} m",
                    inside.count(),
                    told.len(),
                    optional(quantile(&mut widths, 0.5), 1)
                )
            }));
            row
        })
        .collect();
    table(&["altitude", "none", "good", "typical", "poor"], &rows)
}

fn recognised(passages: &[Passage]) -> String {
    let rows: Vec<Vec<String>> = VARIANTS
        .iter()
        .map(|&(source, noise)| {
            let told: Vec<bool> = chosen(passages, move |p| p.source == source && p.noise == noise)
                .filter_map(|p| p.barometer)
                .collect();
            let taken = told.iter().filter(|barometer| **barometer).count();
            vec![
                source.name().to_owned(),
                noise_name(noise).to_owned(),
                told.len().to_string(),
                taken.to_string(),
                (told.len() - taken).to_string(),
            ]
        })
        .collect();
    let header = [
        "watch and file",
        "noise",
        "runs with altitude",
        "taken for a barometer",
        "taken for GPS",
    ];
    table(&header, &rows)
}

fn efforts(passages: &[Passage]) -> String {
    let mut header = vec!["watch and file".to_owned(), "noise".to_owned()];
    for kind in EFFORTS {
        let run = tally(
            chosen(passages, |p| {
                (p.source, p.noise) == VARIANTS[0] && asked(p.kind)
            }),
            kind,
        )
        .run();
        header.push(format!("{} ({run})", kind.as_str()));
    }
    let rows: Vec<Vec<String>> = VARIANTS
        .iter()
        .map(|&(source, noise)| {
            let mut row = vec![source.name().to_owned(), noise_name(noise).to_owned()];
            row.extend(EFFORTS.iter().map(|kind| {
                let own = chosen(passages, move |p| {
                    p.source == source && p.noise == noise && asked(p.kind)
                });
                let tally = tally(own, *kind);
                format!(
                    "{} · {} · {}",
                    optional(tally.f1(), 2),
                    tally.missed,
                    tally.invented
                )
            }));
            row
        })
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    table(&header, &rows)
}

/// Efforts below the lengths that the targets ask for.
fn short(passages: &[Passage]) -> String {
    let rows: Vec<Vec<String>> = VARIANTS
        .iter()
        .map(|&(source, noise)| {
            let mut row = vec![source.name().to_owned(), noise_name(noise).to_owned()];
            for (session, kind) in [
                (Kind::ShortHillSprints, EffortKind::HillSprint),
                (Kind::ShortSprints, EffortKind::Sprint),
            ] {
                let own = chosen(passages, move |p| {
                    p.source == source && p.noise == noise && p.kind == session
                });
                let tally = tally(own, kind);
                row.push(format!("{} of {}", tally.hit, tally.run()));
            }
            row
        })
        .collect();
    let header = [
        "watch and file",
        "noise",
        "hill sprints of 5-7 s found",
        "flat sprints of 4 s found",
    ];
    table(&header, &rows)
}

/// Errors of start, length, speed and height of the efforts that were found.
fn pairs(passages: &[Passage]) -> String {
    let rows: Vec<Vec<String>> = EFFORTS
        .iter()
        .map(|kind| {
            let found: Vec<&Pair> = chosen(passages, |p| {
                p.source == Source::Barometer && p.noise == Noise::Typical
            })
            .filter_map(|p| p.matched(*kind))
            .flat_map(|matched| &matched.pairs)
            .collect();
            let shown = |value: &dyn Fn(&Pair) -> Option<f64>, decimals: usize| {
                let mut errors = Errors::default();
                errors.extend(found.iter().filter_map(|pair| value(pair)));
                if errors.count() == 0 {
                    return "–".to_owned();
                }
                format!(
                    "{} · {}",
                    optional(errors.bias(), decimals),
                    optional(errors.within(0.95), decimals)
                )
            };
            vec![
                kind.as_str().to_owned(),
                found.len().to_string(),
                shown(&|pair| Some(pair.start_s), 0),
                shown(&|pair| Some(pair.duration_s), 0),
                shown(&|pair| pair.speed_m_per_s, 2),
                shown(&|pair| pair.climb_m, 1),
            ]
        })
        .collect();
    let header = [
        "effort",
        "found",
        "start, s",
        "length, s",
        "speed, m/s",
        "height, m",
    ];
    table(&header, &rows)
}

fn criticals(found: &[Critical]) -> String {
    let speed = |value: Option<f64>| {
        value.map_or_else(
            || "not told".to_owned(),
            |value| format!("{} m/s", number(value, 2)),
        )
    };
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|row| {
            vec![
                row.source.name().to_owned(),
                noise_name(row.noise).to_owned(),
                speed(Some(row.truth)),
                speed(row.trials),
                speed(row.easy),
            ]
        })
        .collect();
    let header = [
        "watch and file",
        "noise",
        "truth",
        "after time trials",
        "from easy runs alone",
    ];
    table(&header, &rows)
}
