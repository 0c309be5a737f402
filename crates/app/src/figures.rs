//! The figures that a run's first file lacks, from its other copies: a watch's file
//! measures, a vendor's table knows the name, the exertion and the note.

use super::copies::CopyFacts;
use comeback_core::recording::Format;
use comeback_core::rule_id::RuleId;
use comeback_core::run::{CadenceSummary, DistanceSource, FigureSource, HeartRateSummary, Run};

/// Completes a run from its copies, the one that speaks for it first, and notes what
/// came from which.
pub(super) fn complete(run: &mut Run, copies: &[&CopyFacts]) {
    run.sources.clear();
    let mut sources = Vec::new();
    let first = copies.first().map(|copy| copy.name.as_str());
    // What the runner told is newest in a table: it can be changed there afterwards.
    let tables = copies.iter().filter(|copy| is_table(copy));
    let told: Vec<&&CopyFacts> = tables
        .chain(copies.iter().filter(|copy| !is_table(copy)))
        .collect();
    let mut note_source = |figure: &str, copy: &CopyFacts| {
        if first != Some(copy.name.as_str()) {
            sources.push(FigureSource {
                figure: figure.to_owned(),
                file: copy.name.clone(),
            });
        }
    };
    if let Some(copy) = told.iter().find(|copy| copy.title.is_some()) {
        run.title.clone_from(&copy.title);
        note_source("name", copy);
    }
    if let Some(copy) = told.iter().find(|copy| copy.told.rpe.is_some()) {
        run.rpe = copy.told.rpe;
        note_source("exertion", copy);
    }
    if let Some(copy) = told.iter().find(|copy| copy.told.feel.is_some()) {
        run.feel = copy.told.feel;
        note_source("feel", copy);
    }
    if let Some(copy) = told.iter().find(|copy| copy.told.note.is_some()) {
        run.note.clone_from(&copy.told.note);
        note_source("note", copy);
    }
    let measured = copies.get(1..).unwrap_or_default();
    let of_others = |lacks: bool, has: &dyn Fn(&CopyFacts) -> bool| {
        measured.iter().copied().find(|copy| lacks && has(copy))
    };
    if let Some(copy) = of_others(run.distance.is_none(), &|copy| {
        copy.totals.distance.is_some()
    }) {
        run.distance = copy.totals.distance;
        run.distance_source = Some(DistanceSource::Stated);
        note_source("distance", copy);
    }
    // A vendor's own table has totals beside its samples; a watch's file has better.
    let own_cadence = copies.first().filter(|copy| is_table(copy)).copied();
    let cadence = own_cadence
        .filter(|copy| run.cadence.is_none() && copy.totals.cadence.is_some())
        .or_else(|| of_others(run.cadence.is_none(), &|copy| copy.totals.cadence.is_some()));
    if let Some(copy) = cadence {
        // The doubt that a mean answers.
        run.cadence = copy.totals.cadence.map(|mean| CadenceSummary {
            median: mean,
            mean,
            coverage: 1.0,
        });
        run.quality.retain(|doubt| doubt.rule != RuleId::NoCadence);
        note_source("cadence", copy);
    }
    let both = |copy: &CopyFacts| copy.totals.heart_rate.zip(copy.totals.max_heart_rate);
    let own = copies.first().and_then(|copy| both(copy));
    if run.heart_rate.is_none()
        && let Some((mean, max)) = own
    {
        run.heart_rate = Some(HeartRateSummary { mean, max });
    }
    if let Some(copy) = of_others(run.heart_rate.is_none(), &|copy| both(copy).is_some()) {
        run.heart_rate = both(copy).map(|(mean, max)| HeartRateSummary { mean, max });
        note_source("heart rate", copy);
    }
    if let Some(copy) = of_others(run.ascent.is_none(), &|copy| copy.totals.ascent.is_some()) {
        run.ascent = copy.totals.ascent;
        note_source("ascent", copy);
    }
    run.sources = sources;
}

fn is_table(copy: &CopyFacts) -> bool {
    matches!(copy.format, Format::Manual | Format::Export)
}
