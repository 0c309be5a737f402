//! Runs in the runner's local time, those of files and those stated together.

use chrono::{DateTime, FixedOffset, TimeZone, Utc};
use chrono_tz::Tz;
use comeback_core::diary::{Entry, sessions_done, stated, stated_runs};
use comeback_core::recording::Format;
use comeback_core::run::{Run, RunId};
use comeback_store::KeptRun;
use std::collections::HashSet;

/// The start in the runner's local time: that of the file or its place, else the athlete's zone.
pub(super) fn local_start(
    start_s: f64,
    utc_offset_s: Option<i32>,
    zone: Tz,
) -> DateTime<FixedOffset> {
    let start = DateTime::from_timestamp_millis((start_s * 1000.0).round() as i64)
        .unwrap_or(DateTime::UNIX_EPOCH);
    in_local_time(start, utc_offset_s, zone)
}

fn in_local_time(
    start: DateTime<Utc>,
    utc_offset_s: Option<i32>,
    zone: Tz,
) -> DateTime<FixedOffset> {
    match utc_offset_s.and_then(FixedOffset::east_opt) {
        Some(offset) => start.with_timezone(&offset),
        None => zone.from_utc_datetime(&start.naive_utc()).fixed_offset(),
    }
}

/// A session done as written is the run of its day where none is known otherwise;
/// a run that is known takes its exertion.
fn add_sessions_done(runs: &mut Vec<Run>, entries: &[Entry], zone: Tz) {
    let known = runs.len();
    for (entry, done) in sessions_done(entries) {
        let of_day = |run: &Run| run.date() == done.date;
        let (recorded, added) = runs.split_at_mut(known);
        let longest = (recorded.iter_mut())
            .filter(|run| of_day(run))
            .max_by(|a, b| a.elapsed.get().total_cmp(&b.elapsed.get()));
        match longest {
            Some(run) => {
                if let (None, Some(rpe)) = (run.rpe, done.written.rpe) {
                    run.rpe = Some(rpe);
                    let minutes = run.timer.unwrap_or(run.elapsed).minutes();
                    run.load.session_rpe = Some(rpe * minutes);
                }
            }
            None if added.iter().any(of_day) => {}
            None => {
                let at = entry.at.with_timezone(&zone).fixed_offset();
                runs.push(stated::run(at, &done.written));
            }
        }
    }
}

/// Runs of files in local time, with what follows from their exertion; those that are
/// so already are not touched.
pub(super) fn in_zone(mut kept: Vec<KeptRun>, zone: Tz) -> Vec<KeptRun> {
    for KeptRun { run, utc_offset_s } in &mut kept {
        let start = in_local_time(run.start.to_utc(), *utc_offset_s, zone);
        if start.offset() != run.start.offset() {
            run.start = start;
        }
        if let (None, Some(rpe)) = (run.load.session_rpe, run.rpe) {
            let minutes = run.timer.unwrap_or(run.elapsed).minutes();
            run.load.session_rpe = Some(rpe * minutes);
        }
    }
    kept
}

/// Runs of files in local time and stated runs together. A stated run that
/// overlaps a file's is the same run: the file speaks, exertion is taken over.
pub(super) fn with_stated(kept: Vec<KeptRun>, entries: &[Entry], zone: Tz) -> Vec<Run> {
    let mut runs: Vec<Run> = (in_zone(kept, zone).into_iter())
        .map(|kept| kept.run)
        .collect();
    let mut added: Vec<Run> = Vec::new();
    let mut named: HashSet<RunId> = HashSet::new();
    for (entry, said) in stated_runs(entries) {
        let fresh = stated::run(entry.at.with_timezone(&zone).fixed_offset(), said);
        let overlaps = |run: &Run| run.start < fresh.end() && fresh.start < run.end();
        if let Some(run) = runs.iter_mut().find(|run| overlaps(run)) {
            if run.rpe.is_none()
                && let Some(rpe) = fresh.rpe
            {
                run.rpe = Some(rpe);
                let minutes = run.timer.unwrap_or(run.elapsed).minutes();
                run.load.session_rpe = Some(rpe * minutes);
            }
            if run.files.iter().all(|file| file.format != Format::Manual) {
                run.files.extend_from_slice(&fresh.files);
            }
        } else if named.insert(fresh.id.clone()) {
            added.push(fresh);
        }
    }
    runs.extend(added);
    add_sessions_done(&mut runs, entries, zone);
    runs.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.id.cmp(&b.id)));
    runs
}
