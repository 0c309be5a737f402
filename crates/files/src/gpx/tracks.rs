//! Tracks of one outing, and tracks that draw one run more than once.

use super::document::Track;
use crate::twice::{self, Relation};
use comeback_core::recording::Samples;

/// Tracks that follow each other within this (s) are parts of one outing.
const JOIN_WITHIN_S: f64 = 1800.0;

/// Tracks, and tracks within a track, in the order of time.
fn in_order(tracks: Vec<Track>) -> Vec<Track> {
    let mut parted: Vec<Track> = Vec::new();
    for mut track in tracks {
        let samples = std::mem::take(&mut track.samples);
        let mut drawings = twice::drawings(samples).into_iter();
        track.samples = drawings.next().unwrap_or_default();
        let more: Vec<Track> = drawings.map(|samples| track.drawn_again(samples)).collect();
        parted.push(track);
        parted.extend(more);
    }
    let first = |track: &Track| {
        let first = track.samples.time_s.first();
        first.copied().unwrap_or(f64::INFINITY)
    };
    parted.sort_by(|a, b| first(a).total_cmp(&first(b)));
    parted
}

/// Joins tracks of one sport that follow each other closely, and those that draw one run.
pub(super) fn joined(tracks: Vec<Track>) -> Vec<Track> {
    let mut joined: Vec<Track> = Vec::new();
    for mut track in in_order(tracks) {
        let mut own = Samples::default();
        std::mem::swap(&mut own, &mut track.samples);
        let Some(last) = joined.last_mut().filter(|last| last.sport == track.sport) else {
            track.samples = own;
            joined.push(track);
            continue;
        };
        let gap = match (last.samples.time_s.last(), own.time_s.first()) {
            (Some(end), Some(start)) => Some(start - end),
            _ => None,
        };
        let relation = match last.again < twice::MOST {
            true => twice::relation(&last.samples, &own),
            false => Relation::Two,
        };
        let before = std::mem::take(&mut last.samples);
        let parted = match (relation, gap) {
            (Relation::OneRun, _) => {
                last.again += 1;
                last.samples = twice::together(before, &own);
                None
            }
            (Relation::OtherClock, _) => {
                last.again += 1;
                last.samples = twice::fuller(before, own);
                None
            }
            (Relation::Two, Some(gap)) if (0.0..JOIN_WITHIN_S).contains(&gap) => {
                last.samples = before;
                for row in 0..own.len() {
                    let into = last.samples.push(own.time_s[row]);
                    last.samples.fill_from(into, &own, row);
                }
                None
            }
            _ if before.is_empty() && own.is_empty() => None,
            _ => {
                last.samples = before;
                Some(own)
            }
        };
        match parted {
            None => last.undated += track.undated,
            Some(own) => {
                track.samples = own;
                joined.push(track);
            }
        }
    }
    joined
}
