//! Whether an entry can stand in a diary, and whether it looks like a slip.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use comeback_core::calendar;
use comeback_core::diary::entry::StatedRun;
use comeback_core::diary::{Done, Entry, What};
use comeback_core::limits::{SettingError, Settings};
use comeback_core::run::RunId;
use comeback_core::units::Metres;

/// Longest stated run or sitting that is believed, min.
const LONGEST_MINUTES: f64 = 48.0 * 60.0;
/// Runs and sitting longer than this are asked about, min.
const LONG_MINUTES: f64 = 12.0 * 60.0;
/// Sitting, and a stated run, shorter than this was probably meant in hours, min.
const SHORT_MINUTES: f64 = 5.0;
/// Paces that are asked about, s/km: the record over a kilometre is 2:11.
const FASTEST_PACE_S: f64 = 125.0;
const SLOWEST_PACE_S: f64 = 1_800.0;
/// Entries so far from the moment of the call are asked about, days.
const LATEST_DAYS: i64 = 60;
const EARLIEST_DAYS: i64 = 365 * 20;
/// Longest stated distance, m.
const LONGEST_METRES: f64 = 500_000.0;
/// Most repetitions of one set that are believed.
const MOST_REPETITIONS: f64 = 500.0;
/// Illnesses longer than this are asked about, days.
const LONG_ILLNESS_DAYS: i64 = 42;
/// More efforts of a kind in a minute are asked about.
const EFFORTS_A_MINUTE: f64 = 2.0;
/// A slower cadence is that of a walk, or counts one foot, steps/min.
const ONE_FOOT_SPM: f64 = 110.0;
/// Longest name of an exercise or an activity, letters.
const LONGEST_NAME: usize = 200;

/// What makes an entry look like a slip of the finger.
pub fn doubt(entry: &Entry, now: DateTime<FixedOffset>) -> Option<String> {
    if (entry.at - now).num_days() > LATEST_DAYS {
        return Some(format!(
            "{} is more than {LATEST_DAYS} days from now",
            entry.at.format("%a %d %b %Y")
        ));
    }
    if (now - entry.at).num_days() > EARLIEST_DAYS {
        return Some(format!(
            "{} is more than {} years ago",
            entry.at.format("%a %d %b %Y"),
            EARLIEST_DAYS / 365
        ));
    }
    let long = |minutes: f64, what: &str| {
        (minutes > LONG_MINUTES).then(|| format!("{minutes:.0} minutes is long for {what}"))
    };
    let short = |minutes: f64, what: &str| {
        (minutes < SHORT_MINUTES).then(|| {
            format!(
                "{} minutes is short for {what} (hours are written 1.5h)",
                hundredths(minutes)
            )
        })
    };
    match &entry.what {
        What::Sitting { minutes } => {
            short(*minutes, "sitting").or_else(|| long(*minutes, "unbroken sitting"))
        }
        What::Run(run) => short(run.minutes + run.walk_min, "a run")
            .or_else(|| long(run.minutes, "a run"))
            .or_else(|| {
                let metres = run.distance_m?.get();
                let pace_s = run.minutes * 60.0 / (metres / 1000.0);
                pace_doubt(pace_s)
            })
            .or_else(|| efforts_doubt(run)),
        What::Illness { until: Some(until) } => {
            let days = (*until - entry.at.date_naive()).num_days();
            (days > LONG_ILLNESS_DAYS).then(|| format!("{days} days are long for an illness"))
        }
        What::Correct {
            distance_m,
            minutes: Some(minutes),
            ..
        } => (short(*minutes, "a run").or_else(|| long(*minutes, "a run"))).or_else(|| {
            let metres = (*distance_m)?.get();
            pace_doubt(minutes * 60.0 / (metres / 1000.0))
        }),
        _ => None,
    }
}

/// A figure as an answer tells it.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// More of one kind in a run than its minutes hold, and steps that belong to one foot.
fn efforts_doubt(run: &StatedRun) -> Option<String> {
    let most = (run.minutes * EFFORTS_A_MINUTE).max(1.0);
    let counts = [
        (run.sprints, "sprints"),
        (run.hill_sprints, "hill sprints"),
        (run.intervals, "intervals"),
        (run.hills, "hills"),
        (run.downhills, "descents"),
    ];
    let many = counts
        .into_iter()
        .find(|(count, _)| f64::from(*count) > most);
    if let Some((count, what)) = many {
        return Some(format!(
            "{count} {what} are many for {:.0} minutes",
            run.minutes
        ));
    }
    let cadence = run.cadence_spm?.get();
    (cadence < ONE_FOOT_SPM).then(|| {
        format!(
            "a cadence of {cadence:.0} is that of one foot: both make {:.0}",
            2.0 * cadence
        )
    })
}

fn pace_doubt(pace_s: f64) -> Option<String> {
    let told = format!("{}:{:02} /km", pace_s as u64 / 60, pace_s as u64 % 60);
    if pace_s < FASTEST_PACE_S {
        Some(format!("{told} is faster than anyone runs"))
    } else if pace_s > SLOWEST_PACE_S {
        Some(format!("{told} is slower than walking"))
    } else {
        None
    }
}

/// An entry from elsewhere as the diary takes it: legible first, for what shows nothing
/// may be all that a text holds.
///
/// # Errors
/// What is wrong with it, see [`validate`].
pub(crate) fn taken(entry: Entry) -> Result<Entry, String> {
    let entry = entry.legible();
    validate(&entry)?;
    Ok(entry)
}

/// Whether an entry can stand in a diary.
///
/// # Errors
/// What is wrong with it, for the runner to read.
pub fn validate(entry: &Entry) -> Result<(), String> {
    dates(entry)?;
    let within = |what: &str, value: f64, low: f64, high: f64| {
        if (low..=high).contains(&value) {
            Ok(())
        } else {
            Err(format!(
                "{what} must lie between {low} and {high}, not {}",
                hundredths(value)
            ))
        }
    };
    let optional = |what: &str, value: Option<f64>, low: f64, high: f64| {
        value.map_or(Ok(()), |value| within(what, value, low, high))
    };
    let short = |what: &str, text: &str| {
        if text.trim().is_empty() || text.chars().count() > LONGEST_NAME {
            Err(format!("{what} is a text of up to {LONGEST_NAME} letters"))
        } else {
            Ok(())
        }
    };
    // Whoever types kilometres is answered in them.
    let far = |distance: Option<Metres>| match distance.map(|distance| distance.get()) {
        Some(metres) if metres < 1.0 => {
            Err("a run has a distance; leave it away where it is not known".to_owned())
        }
        Some(metres) if metres > LONGEST_METRES => Err(format!(
            "a run is at most {} km long, and not {} km (metres are written 5200m)",
            LONGEST_METRES / 1000.0,
            hundredths(metres / 1000.0)
        )),
        _ => Ok(()),
    };
    let goal = |minutes: Option<f64>, runs: Option<u32>| {
        optional("the goal's minutes per run", minutes, 5.0, 600.0)?;
        optional("the goal's runs per week", runs.map(f64::from), 1.0, 14.0)
    };
    match &entry.what {
        What::Sitting { minutes } => within("minutes of sitting", *minutes, 0.1, LONGEST_MINUTES),
        What::SittingTolerance { minutes } => {
            within("minutes of sitting", *minutes, 0.1, LONGEST_MINUTES)
        }
        What::Rehab(work) => {
            let count = |count: Option<u32>| count.map(f64::from);
            optional("hip flexion in degrees", work.hip_flexion_deg, 0.0, 150.0)?;
            optional("sets", count(work.sets), 1.0, 50.0)?;
            optional("repetitions", count(work.reps), 1.0, MOST_REPETITIONS)?;
            optional("seconds of a hold", work.seconds, 1.0, 600.0)?;
            optional("added weight in kg", work.kg, 0.0, 500.0)?;
            optional("effort", work.effort, 0.0, 10.0)?;
            work.exercise
                .as_deref()
                .map_or(Ok(()), |name| short("the name of an exercise", name))
        }
        What::Test(result) => {
            let count = |count: Option<u32>| count.map(f64::from);
            optional(
                "repetitions on the left",
                count(result.left),
                0.0,
                MOST_REPETITIONS,
            )?;
            optional(
                "repetitions on the right",
                count(result.right),
                0.0,
                MOST_REPETITIONS,
            )
        }
        What::Visa { score } => within("a VISA score", *score, 0.0, 100.0),
        What::Uwri { score } => within("a UWRI score", *score, 0.0, 36.0),
        What::Psfs { activity, score } => {
            short("the activity", activity)?;
            within("how far you can do it", *score, 0.0, 10.0)
        }
        What::Comment { text, by } => {
            short("a comment", text)?;
            short("the name of who comments", by)
        }
        What::Illness { until } => match until {
            Some(until) if *until < entry.at.date_naive() => Err(format!(
                "an illness that begins on {} cannot end on {until}",
                entry.at.date_naive()
            )),
            _ => Ok(()),
        },
        What::Config { key, value, .. } => match Settings::default().set(key, value) {
            // An old diary is read without a step; the line has no effect.
            Ok(()) | Err(SettingError::Retired(_)) => Ok(()),
            Err(error) => Err(error.to_string()),
        },
        What::EpisodeStart(start) => goal(start.goal_minutes, start.goal_runs),
        What::EpisodeEdit(edit) => goal(edit.goal_minutes, edit.goal_runs),
        What::Run(run) | What::Done(Done { written: run, .. }) => {
            if let What::Done(done) = &entry.what {
                short("the kind of a session", &done.session)?;
            }
            within("minutes of a run", run.minutes, 0.1, LONGEST_MINUTES)?;
            within("minutes walked", run.walk_min, 0.0, LONGEST_MINUTES)?;
            within("hard minutes", run.hard_min, 0.0, run.minutes)?;
            far(run.distance_m)?;
            let cadence = run.cadence_spm.map(|cadence| cadence.get());
            optional("steps per minute", cadence, 60.0, 260.0)?;
            optional("exertion (CR10)", run.rpe, 0.0, 10.0)
        }
        What::Plan(plan) => plan.sessions.iter().try_for_each(|session| {
            within(
                "minutes of a planned run",
                session.minutes,
                0.0,
                LONGEST_MINUTES,
            )
        }),
        What::Correct {
            distance_m,
            minutes,
            ..
        } => {
            optional("minutes of a run", *minutes, 0.1, LONGEST_MINUTES)?;
            let metres = distance_m.map(|distance| distance.get());
            far(*distance_m)?;
            if minutes.is_none() && metres.is_none() {
                return Err("say what is wrong: --distance, --minutes or both".to_owned());
            }
            Ok(())
        }
        What::Trim { from, to, .. } if from >= to => {
            Err("nothing is left of the run: `from` must lie before `to`".to_owned())
        }
        What::Replace { file } if !is_sha256(file) => {
            Err(format!("`{file}` is no SHA-256 of a file"))
        }
        What::Trim { .. }
        | What::Replace { .. }
        | What::Pain { .. }
        | What::Exclude { .. }
        | What::Include { .. }
        | What::Sport { .. }
        | What::Split { .. }
        | What::Stretch
        | What::Symptom { .. }
        | What::Resolve { .. }
        | What::LoadTest { .. }
        | What::Answer { .. }
        | What::Gait { .. }
        | What::EpisodeEnd
        | What::EpisodeReopen => Ok(()),
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether every date of an entry can lie in a runner's life.
fn dates(entry: &Entry) -> Result<(), String> {
    let possible = |what: &str, day: NaiveDate| {
        if calendar::is_possible(day) {
            Ok(())
        } else {
            Err(format!(
                "{what} must lie between the years {} and {}, not in {}",
                calendar::YEARS.start(),
                calendar::YEARS.end(),
                day.year()
            ))
        }
    };
    let optional =
        |what: &str, day: Option<NaiveDate>| day.map_or(Ok(()), |day| possible(what, day));
    possible("the moment of an entry", entry.at.naive_utc().date())?;
    match &entry.what {
        What::EpisodeStart(start) => {
            possible("the day of an episode", start.on)?;
            optional("the day of a race", start.race)
        }
        What::EpisodeEdit(edit) => {
            optional("the day of an episode", edit.on)?;
            optional("the day of a race", edit.race)
        }
        What::Illness { until } => optional("the end of an illness", *until),
        What::Done(done) => possible("the day of a session", done.date),
        What::Split { moment, .. } => possible("the moment of a split", moment.naive_utc().date()),
        What::Trim { from, to, .. } => {
            possible("the beginning of a run", from.naive_utc().date())?;
            possible("the end of a run", to.naive_utc().date())
        }
        What::Plan(plan) => {
            possible("a week", plan.week)?;
            possible("the first day of a plan", plan.from)?;
            let mut days = plan.sessions.iter().map(|session| session.date);
            days.try_for_each(|day| possible("the day of a session", day))
        }
        _ => Ok(()),
    }
}

/// The id that a run stated at a moment gets.
pub fn id_of(entry: &Entry) -> RunId {
    RunId::at(entry.at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_is_refused() {
        for (json, fits) in [
            (r#""kind":"sitting","minutes":45"#, true),
            (r#""kind":"sitting","minutes":-1"#, false),
            (r#""kind":"visa","score":100"#, true),
            (r#""kind":"visa","score":101"#, false),
            (r#""kind":"rehab","set":"a","hip_flexion_deg":200"#, false),
            (
                r#""kind":"rehab","set":"a","sets":3,"reps":12,"kg":5"#,
                true,
            ),
            (r#""kind":"rehab","set":"a","kg":-1"#, false),
            (r#""kind":"rehab","set":"a","seconds":0"#, false),
            (r#""kind":"test","passed":true,"left":501"#, false),
            (r#""kind":"uwri","score":36"#, true),
            (r#""kind":"uwri","score":37"#, false),
            (r#""kind":"psfs","activity":"sit","score":11"#, false),
            (r#""kind":"psfs","activity":" ","score":1"#, false),
            (r#""kind":"illness","until":"2026-11-21""#, true),
            (r#""kind":"illness","until":"2026-11-20""#, false),
            (r#""kind":"episode-edit","goal_runs":15"#, false),
            (r#""kind":"episode-start","on":"-262143-01-01""#, false),
            (
                r#""kind":"episode-start","on":"2026-11-01","race":"2201-01-01""#,
                false,
            ),
            (r#""kind":"episode-edit","on":"1899-12-31""#, false),
            (r#""kind":"illness","until":"+262142-12-31""#, false),
            (
                r#""kind":"done","date":"1066-10-14","session":"easy","written":{"minutes":30}"#,
                false,
            ),
            (
                r#""kind":"trim","run":"R","from":"2026-11-21T18:00:00Z","to":"2026-11-21T18:00:00Z""#,
                false,
            ),
            (
                r#""kind":"split","run":"R","moment":"9999-11-21T18:00:00Z""#,
                false,
            ),
            (
                r#""kind":"split","run":"R","moment":"2026-11-21T18:00:00Z""#,
                true,
            ),
            (r#""kind":"replace","file":"x""#, false),
            (
                r#""kind":"done","date":"2026-11-21","session":"easy","written":{"minutes":30}"#,
                true,
            ),
            (
                r#""kind":"done","date":"2026-11-21","session":"","written":{"minutes":30}"#,
                false,
            ),
            (r#""kind":"run","minutes":30"#, true),
            (r#""kind":"run","minutes":30,"walk_min":-1"#, false),
            (r#""kind":"run","minutes":0"#, false),
            (r#""kind":"run","minutes":30,"hard_min":31"#, false),
            (r#""kind":"run","minutes":30,"rpe":11"#, false),
            (r#""kind":"run","minutes":30,"cadence_spm":17"#, false),
            (r#""kind":"config","key":"vmax","value":"8.1""#, true),
            (r#""kind":"config","key":"vmax","value":"81""#, false),
            (
                r#""kind":"episode-start","on":"2026-11-01","goal_runs":0"#,
                false,
            ),
        ] {
            let line = format!(r#"{{"at":"2026-11-21T18:30:00+01:00",{json}}}"#);
            let sound =
                serde_json::from_str::<Entry>(&line).is_ok_and(|entry| validate(&entry).is_ok());
            assert_eq!(sound, fits, "{line}");
        }
    }
}
