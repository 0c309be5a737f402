//! How the runner wants a recording to be read: cut in two, trimmed, put right, or a
//! corrected file in the place of the one that came first.
//!
//! The original stays as it came; each of these is an entry, and taken back the
//! recording is read whole again. Cuts are told by instants: one body cannot run twice
//! at once, so they hold for every recording of that time.

use super::entry::{Entry, What};
use crate::recording::Recording;
use crate::run::RunId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// One thing that is said of how a recording is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// What comes from the moment on is another run.
    Split {
        /// Where.
        moment: DateTime<FixedOffset>,
    },
    /// Only what lies between belongs to the run.
    Trim {
        /// The run.
        run: RunId,
        /// The first moment that is left out.
        from: DateTime<FixedOffset>,
        /// The first moment that counts again.
        to: DateTime<FixedOffset>,
    },
    /// Distance or time are others.
    Correct {
        /// The run.
        run: RunId,
        /// Distance as the runner knows it, m.
        distance_m: Option<f64>,
        /// Minutes as the runner knows them.
        minutes: Option<f64>,
    },
    /// A file, by its SHA-256, speaks for its run.
    Replace {
        /// The file.
        file: String,
    },
}

/// All that is said, in the order in which it was told.
pub fn cuts(entries: &[Entry]) -> Vec<Cut> {
    let of = |entry: &Entry| {
        Some(match &entry.what {
            What::Split { moment, .. } => Cut::Split { moment: *moment },
            What::Trim { run, from, to } => Cut::Trim {
                run: run.clone(),
                from: *from,
                to: *to,
            },
            What::Correct {
                run,
                distance_m,
                minutes,
            } => Cut::Correct {
                run: run.clone(),
                distance_m: distance_m.map(|metres| metres.get()),
                minutes: *minutes,
            },
            What::Replace { file } => Cut::Replace { file: file.clone() },
            _ => return None,
        })
    };
    entries.iter().filter_map(of).collect()
}

impl Cut {
    /// Whether it is about a recording from one moment to another, Unix seconds.
    pub fn touches(&self, own_id: &RunId, sha256: &str, start_s: f64, end_s: f64) -> bool {
        let unix = |at: &DateTime<FixedOffset>| at.timestamp_millis() as f64 / 1000.0;
        match self {
            // Both parts touch the moment at which they were cut.
            Cut::Split { moment } => (start_s - 60.0..=end_s + 60.0).contains(&unix(moment)),
            Cut::Trim { run, from, to } => {
                own_id == run || (start_s < unix(to) && unix(from) < end_s)
            }
            Cut::Correct { run, .. } => own_id == run,
            Cut::Replace { file } => sha256 == file,
        }
    }

    fn apply(&self, id: RunId, recording: Recording) -> Vec<(RunId, Recording)> {
        let since = |at: &DateTime<FixedOffset>| {
            (at.to_utc() - recording.start).num_milliseconds() as f64 / 1000.0
        };
        let end_s = recording.sampled_s();
        match self {
            Cut::Split { moment } => {
                let at = since(moment);
                let parts = (0.0 < at && at < end_s)
                    .then(|| {
                        let first = recording.part(0.0, at)?;
                        let second = recording.part(at, f64::INFINITY)?;
                        Some((first, second))
                    })
                    .flatten();
                match parts {
                    Some((first, second)) => {
                        let second_id = RunId::at(second.start);
                        vec![(id, first), (second_id, second)]
                    }
                    None => vec![(id, recording)],
                }
            }
            Cut::Trim { from, to, .. } => {
                let (from, to) = (since(from), since(to));
                // The last moment belongs to it.
                let part = (from < end_s && to > 0.0)
                    .then(|| recording.part(from, to + 0.001))
                    .flatten();
                vec![(id, part.unwrap_or(recording))]
            }
            Cut::Correct { .. } | Cut::Replace { .. } => vec![(id, recording)],
        }
    }
}

/// The parts of a recording by all cuts, each with the id of its run. A trimmed run
/// keeps its name.
pub fn parts(recording: Recording, cuts: &[Cut]) -> Vec<(RunId, Recording)> {
    let whole = vec![(RunId::at(recording.start), recording)];
    cuts.iter().fold(whole, |parts, cut| {
        let cut_again = parts.into_iter().map(|(id, part)| cut.apply(id, part));
        cut_again.flatten().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::Format;

    fn recording() -> Recording {
        let start = DateTime::parse_from_rfc3339("2026-11-21T08:00:00Z").expect("valid");
        let mut whole = Recording::empty(Format::Fit, start.to_utc());
        for second in 0..=3600 {
            whole.samples.push(f64::from(second));
        }
        whole
    }

    fn told(lines: &[&str]) -> Vec<Cut> {
        let entries: Vec<Entry> = lines
            .iter()
            .map(|line| {
                let line = format!(r#"{{"at":"2026-11-21T20:00:00Z",{line}}}"#);
                serde_json::from_str(&line).expect("an entry")
            })
            .collect();
        cuts(&entries)
    }

    #[test]
    fn a_recording_is_cut_where_it_is_said() {
        let split = r#""kind":"split","run":"R","moment":"2026-11-21T08:20:00Z""#;
        let earlier = r#""kind":"split","run":"R","moment":"2026-11-21T07:20:00Z""#;
        let trim =
            r#""kind":"trim","run":"R","from":"2026-11-21T08:30:00Z","to":"2026-11-21T08:40:00Z""#;
        let other =
            r#""kind":"trim","run":"R","from":"2026-11-20T08:30:00Z","to":"2026-11-20T08:40:00Z""#;
        for (lines, lengths) in [
            (&[][..], &[3600.0][..]),
            (&[split], &[1199.0, 2400.0]),
            (&[split, split], &[1199.0, 2400.0]),
            (&[earlier], &[3600.0]),
            (&[trim], &[600.0]),
            (&[other], &[3600.0]),
            (&[split, trim], &[1199.0, 600.0]),
        ] {
            let parts = parts(recording(), &told(lines));
            let found: Vec<f64> = parts.iter().map(|(_, part)| part.sampled_s()).collect();
            assert_eq!(found, lengths, "{lines:?}");
            assert_eq!(parts[0].0, RunId::at(recording().start), "{lines:?}");
        }
        let ids = parts(recording(), &told(&[split]));
        assert_eq!(ids[1].0.0, "20261121T082000Z");
    }
}
