//! What is not believed, in words.

use comeback_core::run::PaceSource;

pub(super) fn name_of(source: PaceSource) -> &'static str {
    match source {
        PaceSource::Device | PaceSource::Corrected => "its speed",
        PaceSource::Distance => "the distance of its samples",
        PaceSource::Fixes => "its positions",
    }
}

pub(super) fn doubt(what: &str, metres: f64, believed: f64) -> String {
    let verb = if what == name_of(PaceSource::Fixes) {
        "give"
    } else {
        "gives"
    };
    format!(
        "{what} {verb} {:.2} km where the rest gives {:.2} km, and is not believed",
        metres / 1000.0,
        believed / 1000.0
    )
}
