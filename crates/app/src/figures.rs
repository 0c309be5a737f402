//! The figures that a run's first file lacks, from its other copies: a watch's file
//! measures, a vendor's table knows the name, the exertion and the note.

use super::copies::CopyFacts;
use comeback_core::recording::{Format, SubSport};
use comeback_core::rule_id::RuleId;
use comeback_core::run::{
    CadenceSummary, DistanceSource, FigureSource, HeartRateSummary, Quality, Run,
};

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
    doubt_distance(run, copies);
}

/// A vendor's table holds what the runner put right there after a treadmill; outdoors it
/// rounds, and tells another way of counting. As shares. (design)
const TABLE_AGREES_INDOORS: f64 = 0.03;
const TABLE_AGREES: f64 = 0.12;

/// Says so where a table tells a distance that the file does not.
fn doubt_distance(run: &mut Run, copies: &[&CopyFacts]) {
    const SAID: &str = "its table gives ";
    run.uncertain.retain(|clause| !clause.starts_with(SAID));
    run.quality.retain(|doubt| !doubt.message.starts_with(SAID));
    let Some(own) = run
        .distance
        .map(|metres| metres.get())
        .filter(|metres| *metres > 0.0)
    else {
        return;
    };
    let agrees = match run.sub_sport == SubSport::Treadmill {
        true => TABLE_AGREES_INDOORS,
        false => TABLE_AGREES,
    };
    let by_file = copies.first().is_some_and(|copy| !is_table(copy));
    let mut tables = copies.iter().filter(|copy| is_table(copy) && by_file);
    let told = tables.find_map(|copy| copy.totals.distance.map(|metres| metres.get()));
    let Some(told) = told.filter(|told| *told > 0.0 && (told / own - 1.0).abs() > agrees) else {
        return;
    };
    let clause = format!(
        "{SAID}{:.2} km where its file gives {:.2} km: `comeback correct {} --distance {:.2}` takes the table's",
        told / 1000.0,
        own / 1000.0,
        run.id,
        told / 1000.0
    );
    run.quality.push(Quality {
        rule: RuleId::DistanceImplausible,
        message: clause.clone(),
    });
    run.uncertain.push(clause);
}

fn is_table(copy: &CopyFacts) -> bool {
    matches!(copy.format, Format::Manual | Format::Export)
}
