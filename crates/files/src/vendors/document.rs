//! A row of a vendor's table as an original of its own, so that what stood in an
//! archive of gigabytes is kept a run at a time and derived again from it.
//!
//! The text is the same whenever the same row is read, so a row that comes again is known.

use super::row::{Row, Vendor};
use super::samples::Columns;
use crate::outcome::Reading;
use crate::{Skip, shape, time};
use comeback_core::recording::{Format, Recording, Sport, StartKnown, SubSport, Told};
use comeback_core::units::{BeatsPerMinute, Metres, Seconds, StepsPerMinute};
use serde::{Deserialize, Serialize};

/// How a document begins.
pub(crate) const MARK: &str = "{\"comeback-row\":";

#[derive(Debug, Serialize, Deserialize)]
struct Document {
    #[serde(rename = "comeback-row")]
    version: u32,
    vendor: Vendor,
    sport: Sport,
    sub_sport: SubSport,
    sport_word: String,
    /// Unix seconds.
    start_s: f64,
    #[serde(default)]
    start_known: StartKnown,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    utc_offset_s: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elapsed_s: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timer_s: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distance_m: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distance_doubt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ascent_m: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cadence_spm: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heart_rate_bpm: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_heart_rate_bpm: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default)]
    told: Told,
    /// SHA-256 of the workout files that the row speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    samples: Option<Columns>,
}

/// Where a row's run began, settled by its file, its track or a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Started {
    /// Unix seconds.
    pub at_s: f64,
    pub known: StartKnown,
    pub utc_offset_s: Option<i32>,
}

impl Row {
    /// The row as a document. `files` are the SHA-256 of the workout files that it speaks of.
    pub fn document(&self, started: Started, files: &[String]) -> Vec<u8> {
        let head = Document {
            version: 1,
            vendor: self.vendor,
            sport: self.sport,
            sub_sport: self.sub_sport,
            sport_word: self.sport_word.clone(),
            start_s: (started.at_s * 1e3).round() / 1e3,
            start_known: started.known,
            utc_offset_s: started.utc_offset_s.or(self.utc_offset_s),
            elapsed_s: self.elapsed_s,
            timer_s: self.timer_s,
            distance_m: self.distance_m,
            distance_doubt: self.distance_doubt.clone(),
            ascent_m: self.ascent_m,
            cadence_spm: self.cadence_spm,
            heart_rate_bpm: self.heart_rate_bpm,
            max_heart_rate_bpm: self.max_heart_rate_bpm,
            title: self.title.clone(),
            told: Told {
                rpe: self.rpe,
                feel: self.feel,
                note: self.note.clone(),
            },
            files: files.to_vec(),
            samples: None,
        };
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        if let Some(samples) = &self.samples {
            bytes.pop();
            bytes.extend_from_slice(b",\"samples\":");
            // Memory does not refuse to be written to.
            let _ = samples.write_to(&mut bytes);
            bytes.push(b'}');
        }
        bytes
    }
}

pub(crate) fn read(name: &str, bytes: &[u8]) -> Reading {
    let document: Document = match serde_json::from_slice(bytes) {
        Ok(document) => document,
        Err(error) => {
            return Reading::failed(
                name,
                format!("a kept row of a table is damaged ({error}); import the archive again"),
                None,
            );
        }
    };
    let Some(start) = time::plausible(document.start_s) else {
        return Reading::Skipped(Skip::NoTime);
    };
    let mut recording = Recording::empty(Format::Manual, time::instant(start));
    recording.sport = document.sport;
    recording.sub_sport = document.sub_sport;
    recording.sport_name = Some(document.sport_word);
    recording.manufacturer = Some(document.vendor.as_str().to_owned());
    recording.start_known = document.start_known;
    recording.utc_offset_s = document
        .utc_offset_s
        .and_then(|offset| time::sane_offset(i64::from(offset)));
    recording.title = document.title;
    recording.told = document.told;
    recording.distance_doubt = document.distance_doubt;
    let sane = |value: Option<f64>| value.filter(|value| value.is_finite() && *value > 0.0);
    let totals = &mut recording.totals;
    totals.timer = sane(document.timer_s.or(document.elapsed_s)).map(Seconds::new);
    totals.elapsed = sane(document.elapsed_s.or(document.timer_s)).map(Seconds::new);
    totals.distance = sane(document.distance_m).map(Metres::new);
    totals.ascent = sane(document.ascent_m).map(Metres::new);
    totals.cadence = sane(document.cadence_spm).map(StepsPerMinute::new);
    totals.heart_rate = sane(document.heart_rate_bpm).map(BeatsPerMinute::new);
    totals.max_heart_rate = sane(document.max_heart_rate_bpm).map(BeatsPerMinute::new);
    if let Some(samples) = document.samples.and_then(Columns::into_samples) {
        let mut problems = Vec::new();
        let longest = shape::stretches(samples, &[], &mut problems, &mut recording.clock_jumps)
            .into_iter()
            .max_by_key(|stretch| stretch.len());
        if let Some(samples) = longest.filter(|samples| !samples.is_empty()) {
            let moves = [
                &samples.latitude,
                &samples.distance_m,
                &samples.speed_m_per_s,
            ]
            .iter()
            .any(|column| column.iter().flatten().count() > 1);
            // A heart rate alone does not measure a run; it stays stated, with its mean.
            if !moves {
                take_heart(&mut recording, &samples.heart_rate_bpm);
            }
            let empty = recording.clone();
            if moves {
                recording.format = Format::Export;
            }
            recording.cadence_unit = comeback_core::recording::CadenceUnit::StepsPerMinute;
            recording.problems = problems;
            if !shape::settle(&mut recording, samples, Some(start)) {
                recording = empty;
            }
        }
    }
    Reading::Recordings(vec![recording])
}

/// The mean and the highest of a run's beats, where its row has none.
fn take_heart(recording: &mut Recording, beats: &[Option<f64>]) {
    let beats: Vec<f64> = beats.iter().flatten().copied().collect();
    let highest = beats.iter().copied().reduce(f64::max);
    if recording.totals.heart_rate.is_none()
        && beats.len() >= FEW_BEATS
        && let Some(highest) = highest
    {
        let mean = beats.iter().sum::<f64>() / beats.len() as f64;
        recording.totals.heart_rate = Some(BeatsPerMinute::new(mean));
        recording.totals.max_heart_rate =
            (recording.totals.max_heart_rate).or(Some(BeatsPerMinute::new(highest)));
    }
}

/// Fewer heart rates make no mean.
const FEW_BEATS: usize = 5;

/// What a kept row says of files: their SHA-256 and the sport by the table.
pub fn words_on_files(bytes: &[u8]) -> Vec<(String, (Sport, SubSport))> {
    /// The head alone: samples are passed over.
    #[derive(Deserialize)]
    struct Head {
        sport: Sport,
        sub_sport: SubSport,
        #[serde(default)]
        files: Vec<String>,
    }
    if !bytes.starts_with(MARK.as_bytes()) {
        return Vec::new();
    }
    serde_json::from_slice::<Head>(bytes).map_or_else(
        |_| Vec::new(),
        |head| {
            let word = (head.sport, head.sub_sport);
            head.files.into_iter().map(|file| (file, word)).collect()
        },
    )
}
