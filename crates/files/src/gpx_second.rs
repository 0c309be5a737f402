//! The second reader of GPX: the gpx crate, which knows positions, heights and
//! times but passes over extensions. Tried for what the first reader cannot read,
//! and held against it in tests.

use super::{shape, sport, time};
use comeback_core::recording::{Format, Recording, Samples, Sport, SubSport};

/// Elements may stand this deep for the crate, which reads them by recursion.
const DEPTH_LIMIT: usize = 64;

/// One recording a track with at least one dated point; none when the crate refuses the file.
pub(super) fn read(bytes: &[u8]) -> Vec<Recording> {
    if too_deep(bytes) {
        return Vec::new();
    }
    let Ok(document) = gpx::read(bytes) else {
        return Vec::new();
    };
    document
        .tracks
        .into_iter()
        .flat_map(|track| {
            let mut recording = Recording::empty(Format::Gpx, Default::default());
            (recording.sport, recording.sub_sport) = track
                .type_
                .as_deref()
                .map_or((Sport::Unknown, SubSport::Generic), sport::named);
            recording.sport_name = track.type_;
            recording.title = track.name;
            recording.manufacturer.clone_from(&document.creator);
            let mut samples = Samples::default();
            for point in track.segments.iter().flat_map(|segment| &segment.points) {
                let at = point.time.and_then(|time| {
                    let written = time::parse(&time.format().ok()?)?;
                    time::plausible(written.unix_s)
                });
                let Some(at) = at else { continue };
                if samples.len() >= shape::ROW_LIMIT {
                    break;
                }
                let row = samples.push(at);
                let place = point.point();
                if shape::is_position(place.y(), place.x()) {
                    samples.latitude[row] = Some(place.y());
                    samples.longitude[row] = Some(place.x());
                }
                samples.altitude_m[row] = point.elevation;
            }
            let mut jumps = recording.clock_jumps;
            let stretches = shape::stretches(samples, &[], &mut recording.problems, &mut jumps);
            recording.clock_jumps = jumps;
            stretches
                .into_iter()
                .filter_map(|samples| {
                    let mut recording = recording.clone();
                    shape::settle(&mut recording, samples, None).then_some(recording)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn too_deep(bytes: &[u8]) -> bool {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for pair in bytes.windows(2) {
        match pair {
            b"</" | b"/>" => depth = depth.saturating_sub(1),
            [b'<', b'?' | b'!'] => {}
            [b'<', _] => depth += 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest > DEPTH_LIMIT
}
