//! A story in the making: runs on days, what the runner wrote down, and the
//! files that come of them.

use crate::fit::{self, FitStyle};
use crate::random::Random;
use crate::session::{Runner, Session};
use crate::terrain::Terrain;
use crate::truth::{self, Truth};
use crate::watch::{self, Watch};
use crate::xml::{self, GpxStyle};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use comeback_core::diary::entry::{Entry, RehabSet, RehabWork, What};
use comeback_core::recording::Format;
use comeback_core::run::RunId;
use comeback_core::units::PainScore;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// What the run is written as.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    Fit(FitStyle),
    Gpx(GpxStyle),
    /// From the gpx crate: no heart rate, no cadence.
    PlainGpx(&'static str),
    Tcx(&'static str),
}

impl Output {
    fn extension(&self) -> &'static str {
        match self {
            Output::Fit(_) => "fit",
            Output::Gpx(_) | Output::PlainGpx(_) => "gpx",
            Output::Tcx(_) => "tcx",
        }
    }

    pub fn format(&self) -> Format {
        match self {
            Output::Fit(_) => Format::Fit,
            Output::Gpx(_) | Output::PlainGpx(_) => Format::Gpx,
            Output::Tcx(_) => Format::Tcx,
        }
    }
}

/// The watch of a run and the way its file leaves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kit {
    pub watch: Watch,
    pub output: Output,
    pub gzip: bool,
}

/// One run of a story: what was planned, what happened, what the file is called.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryRun {
    pub file: String,
    pub kit: Kit,
    pub truth: Truth,
    seed: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    zone: Tz,
    seed: u64,
    pub runs: Vec<StoryRun>,
    pub diary: Vec<Entry>,
}

impl Story {
    pub fn new(zone: Tz, seed: u64) -> Self {
        Story {
            zone,
            seed,
            runs: Vec::new(),
            diary: Vec::new(),
        }
    }

    /// An instant of the runner's wall clock; in the hour that a clock change skips, an hour on.
    pub fn at(&self, date: NaiveDate, hour: u32, minute: u32) -> DateTime<FixedOffset> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let local = date.and_time(time);
        let found = self
            .zone
            .from_local_datetime(&local)
            .earliest()
            .or_else(|| {
                self.zone
                    .from_local_datetime(&(local + TimeDelta::hours(1)))
                    .earliest()
            });
        match found {
            Some(found) => found.with_timezone(&found.offset().fix()),
            None => local.and_utc().fixed_offset(),
        }
    }

    /// Runs a session that starts at the wall-clock time and gives the instant of its end.
    pub fn run(
        &mut self,
        runner: &Runner,
        at: DateTime<FixedOffset>,
        terrain: Terrain,
        kit: &Kit,
        fill: impl FnOnce(Session) -> Session,
    ) -> DateTime<FixedOffset> {
        let seed = Random::new(self.seed.wrapping_add(self.runs.len() as u64)).next_u64();
        let session = fill(Session::new(at, terrain));
        let truth = truth::run(runner, &session, seed);
        let end = at + TimeDelta::seconds(truth.totals.elapsed_s as i64);
        let suffix = if kit.gzip { ".gz" } else { "" };
        let file = format!(
            "{}.{}{suffix}",
            at.format("%Y-%m-%d-%H%M"),
            kit.output.extension()
        );
        self.runs.push(StoryRun {
            file,
            kit: kit.clone(),
            truth,
            seed,
        });
        end
    }

    pub fn write(&mut self, at: DateTime<FixedOffset>, what: What) {
        self.diary.push(Entry {
            at,
            what,
            note: None,
        });
    }

    pub fn note(&mut self, at: DateTime<FixedOffset>, what: What, note: &str) {
        self.diary.push(Entry {
            at,
            what,
            note: Some(note.into()),
        });
    }

    /// A score, which must lie on the scale of 0 to 10; anything else is not written.
    pub fn pain(&mut self, at: DateTime<FixedOffset>, score: f64) {
        if let Ok(score) = PainScore::new(score) {
            let site = Some("left sitting bone".to_owned());
            self.write(
                at,
                What::Pain {
                    score,
                    during: None::<RunId>,
                    site,
                    now: None,
                },
            );
        }
    }

    /// The two check-ins of a run: an hour and a half after it, and 26 h after it.
    pub fn check_ins(&mut self, end: DateTime<FixedOffset>, same_day: f64, next_day: f64) {
        self.pain(end + TimeDelta::minutes(90), same_day);
        self.pain(end + TimeDelta::hours(26), next_day);
    }

    pub fn rehab(&mut self, at: DateTime<FixedOffset>, set: RehabSet, flexion: f64, pain: f64) {
        let pain = PainScore::new(pain).ok();
        self.write(
            at,
            What::Rehab(RehabWork {
                hip_flexion_deg: Some(flexion),
                pain,
                ..RehabWork::of(set)
            }),
        );
    }

    /// All files of the athlete's folder, the diary among them, by name.
    ///
    /// # Errors
    /// A file that its format cannot hold.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut files = Vec::new();
        for run in &self.runs {
            let bytes = run.bytes()?;
            files.push((run.file.clone(), bytes));
        }
        let mut entries: Vec<&Entry> = self.diary.iter().collect();
        entries.sort_by_key(|entry| entry.at);
        let mut diary = String::new();
        for entry in entries {
            diary.push_str(&serde_json::to_string(entry).map_err(|error| error.to_string())?);
            diary.push('\n');
        }
        files.push(("diary.jsonl".into(), diary.into_bytes()));
        files.sort();
        Ok(files)
    }
}

impl StoryRun {
    /// The file's bytes.
    ///
    /// # Errors
    /// What the format cannot hold.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        let recording = watch::record(&self.truth, &self.kit.watch, self.seed);
        let bytes = match &self.kit.output {
            Output::Fit(style) => fit::write(&recording, style)?,
            Output::Gpx(style) => {
                xml::write_gpx(&recording, style).map_err(|error| error.to_string())?
            }
            Output::PlainGpx(creator) => xml::write_plain_gpx(&recording, creator)?,
            Output::Tcx(creator) => {
                xml::write_tcx(&recording, creator).map_err(|error| error.to_string())?
            }
        };
        if self.kit.gzip {
            gzip(&bytes)
        } else {
            Ok(bytes)
        }
    }
}

/// Compressed without a time stamp, so that the same bytes give the same file.
///
/// # Errors
/// Only those of the compressor, which memory does not raise.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .map_err(|error| error.to_string())?;
    encoder.finish().map_err(|error| error.to_string())
}
