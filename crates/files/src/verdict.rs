//! Is it a run? One place decides, and in this order: what the runner said, what an
//! archive's table says, the file's own sport, the words of its type and its name, the
//! motion. There are three answers: what is unsure is kept and asked about, never lost.

use super::motion::{self, Like};
use super::sport::{self, Told};
use comeback_core::recording::{Format, Recording, Sport, SubSport};

/// What others than the file say of its sport.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// The runner's answer: a run or not.
    pub said: Option<bool>,
    /// The sport and ground by a vendor's table.
    pub table: Option<(Sport, SubSport)>,
}

/// Whether a recording is a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Run,
    Other(Sport),
    /// To be kept, listed and asked about; why, as a clause.
    Unsure(String),
}

/// Decides, and writes what was decided into the recording: its sport, whether that was
/// concluded, and what is unsure about it.
pub fn decide(recording: &mut Recording, evidence: Evidence) -> Verdict {
    let (verdict, ground) = judged(recording, evidence);
    let by_table = evidence
        .table
        .is_some_and(|(sport, _)| sport != Sport::Unknown);
    let named = by_table || !recording.sport_inferred && recording.sport != Sport::Unknown;
    if let Some(ground) = ground
        && (recording.sub_sport == SubSport::Generic || evidence.table.is_some())
        && ground != SubSport::Generic
    {
        recording.sub_sport = ground;
    }
    recording.unsure = None;
    let sport = match &verdict {
        Verdict::Run => Sport::Running,
        Verdict::Other(sport) => *sport,
        Verdict::Unsure(why) => {
            recording.unsure = Some(why.clone());
            if named {
                recording.sport
            } else {
                Sport::Unknown
            }
        }
    };
    recording.sport_inferred = !named && sport != Sport::Unknown;
    recording.sport = sport;
    verdict
}

fn judged(recording: &Recording, evidence: Evidence) -> (Verdict, Option<SubSport>) {
    if let Some(is_run) = evidence.said {
        let other = match recording.sport {
            Sport::Running | Sport::Unknown => Sport::Other,
            sport => sport,
        };
        let verdict = if is_run {
            Verdict::Run
        } else {
            Verdict::Other(other)
        };
        return (verdict, None);
    }
    let like = motion::like(recording);
    let by_words = |told: Told| match told {
        Told::Sport(Sport::Running, ground) => Some((run_unless(&like), Some(ground))),
        Told::Sport(sport, _) => Some((other_unless(sport, &like), None)),
        // Who walks the way of a marathon does not run it.
        Told::Occasion(ground) => {
            (!matches!(like, Like::Walk | Like::Ride)).then(|| (run_unless(&like), Some(ground)))
        }
        Told::Nothing | Told::Strange => None,
    };
    if let Some((Sport::Other | Sport::Strength, _)) = evidence.table
        && moves_like_a_run(&like)
        && motion::has_steps(recording)
    {
        let why = "its table calls it another sport, and it moves and steps like a run";
        return (Verdict::Unsure(why.to_owned()), None);
    }
    if let Some((sport, ground)) = evidence.table
        && let Some(found) = by_words(match sport {
            Sport::Unknown => Told::Nothing,
            sport => Told::Sport(sport, ground),
        })
    {
        return found;
    }
    let own = if recording.sport_inferred {
        Sport::Unknown
    } else {
        recording.sport
    };
    match own {
        Sport::Unknown => {}
        // TCX knows running, riding and nothing else.
        Sport::Other if is_any_other(recording) => return (any_other(recording, &like), None),
        Sport::Running => return (run_unless(&like), None),
        Sport::Other if is_titled_a_run(recording) && moves_like_a_run(&like) => {
            let why = "its name is that of a run and its sport another, and it moves like a run";
            return (Verdict::Unsure(why.to_owned()), None);
        }
        sport => return (other_unless(sport, &like), None),
    }
    let word = recording
        .sport_name
        .as_deref()
        .map_or(Told::Nothing, sport::told);
    if let Some(found) = by_words(word) {
        return found;
    }
    let title = titled(recording);
    if let Told::Sport(sport, _) = title
        && sport != Sport::Running
    {
        return (titled_other(sport, &like), None);
    }
    if let Some(found) = by_words(title) {
        return found;
    }
    (silent(word, &like, recording), None)
}

/// The word says a run: only what no runner does speaks against it.
fn run_unless(like: &Like) -> Verdict {
    match like {
        Like::Beyond(why) | Like::Endless(why) => Verdict::Unsure(why.clone()),
        _ => Verdict::Run,
    }
}

/// The word says another sport; a walk with runs in it whose steps are a runner's is
/// asked about, since walk-runs are recorded as walks, and runs on trails as hikes.
fn other_unless(sport: Sport, like: &Like) -> Verdict {
    let called = match sport {
        Sport::Walking => "a walk",
        Sport::Hiking => "a hike",
        _ => return Verdict::Other(sport),
    };
    match like {
        Like::WalkRun { by_steps: true } => Verdict::Unsure(format!(
            "it is called {called}, and there is running in it by its cadence"
        )),
        Like::Run | Like::RunOrRide => {
            Verdict::Unsure(format!("it is called {called}, and it moves like a run"))
        }
        _ => Verdict::Other(sport),
    }
}

/// A title says another sport. It is free text, and names the tennis club that a run went
/// by: what moves like a run is asked about, unless wheels or water explain it.
fn titled_other(sport: Sport, like: &Like) -> Verdict {
    if moves_like_a_run(like) && matches!(sport, Sport::Other | Sport::Strength) {
        return Verdict::Unsure(
            "its name is that of another sport, and it moves like a run".to_owned(),
        );
    }
    other_unless(sport, like)
}

fn moves_like_a_run(like: &Like) -> bool {
    matches!(
        like,
        Like::Run | Like::RunOrRide | Like::SlowJog | Like::WalkRun { by_steps: true }
    )
}

/// What its title says.
fn titled(recording: &Recording) -> Told {
    (recording.title.as_deref()).map_or(Told::Nothing, sport::titled)
}

fn is_titled_a_run(recording: &Recording) -> bool {
    matches!(titled(recording), Told::Sport(Sport::Running, _))
}

/// Whether the file's sport is the one word that TCX has for all sports but two.
fn is_any_other(recording: &Recording) -> bool {
    recording.format == Format::Tcx && recording.sport_name.as_deref() == Some("Other")
}

/// A sport that is neither running nor riding by its file: its name may be surer, and what
/// moves like a run is asked about.
fn any_other(recording: &Recording, like: &Like) -> Verdict {
    let title = titled(recording);
    match (title, like) {
        (Told::Sport(Sport::Running, _) | Told::Occasion(_), Like::Beyond(_) | Like::Ride) => {
            Verdict::Other(Sport::Other)
        }
        (Told::Sport(Sport::Running, _), _) => run_unless(like),
        (Told::Sport(sport, _), _) => titled_other(sport, like),
        (_, Like::Run | Like::RunOrRide | Like::SlowJog | Like::WalkRun { .. }) => Verdict::Unsure(
            "its file calls it neither running nor riding, and it moves like a run".to_owned(),
        ),
        _ => Verdict::Other(Sport::Other),
    }
}

/// No word tells: the motion does, or nobody.
fn silent(word: Told, like: &Like, recording: &Recording) -> Verdict {
    let strange = (word == Told::Strange)
        .then_some(recording.sport_name.as_deref())
        .flatten();
    // The sport stands at the end of a FIT file: cut off, it may have been any.
    let is_cut = recording.truncated
        && (recording.format == Format::Fit || matches!(like, Like::Nothing))
        && strange.is_none();
    match (like, strange) {
        (Like::Walk | Like::Ride | Like::Beyond(_) | Like::Nothing, None) if is_cut => {
            Verdict::Unsure("its file is cut off before it tells the sport".to_owned())
        }
        (Like::Run | Like::SlowJog | Like::WalkRun { .. }, None) => Verdict::Run,
        (
            Like::Run | Like::RunOrRide | Like::SlowJog | Like::WalkRun { .. } | Like::Perhaps(_),
            Some(word),
        ) => Verdict::Unsure(format!(
            "it moves like a run, and its sport is called \u{201c}{word}\u{201d}"
        )),
        (Like::RunOrRide, None) => Verdict::Unsure(
            "it is as fast as a fast run or an easy ride, and nothing in it tells them apart"
                .to_owned(),
        ),
        (Like::Endless(why), _) => Verdict::Unsure(why.clone()),
        (Like::Perhaps(why), None) => Verdict::Unsure((*why).to_owned()),
        (Like::Walk, _) => Verdict::Other(Sport::Walking),
        (Like::Ride | Like::Beyond(_), _) => Verdict::Other(Sport::Other),
        (Like::Nothing, _) => Verdict::Other(Sport::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half an hour of 3 × (walk, run), s, at 1 Hz; speeds of walk and run, m/s.
    fn walk_run(run_s: u32, walk: f64, run: f64, cadence: Option<(f64, f64)>) -> Recording {
        let mut recording = Recording::empty(Format::Gpx, super::super::time::instant(1.5e9));
        let mut north = 0.0;
        for second in 0..1800_u32 {
            let runs = second % 600 >= 600 - run_s;
            let row = recording.samples.push(f64::from(second));
            recording.samples.latitude[row] = Some(46.0 + north / 111_195.0);
            recording.samples.longitude[row] = Some(7.0);
            recording.samples.cadence[row] =
                cadence.map(|(of_walk, of_run)| if runs { of_run } else { of_walk });
            north += if runs { run } else { walk };
        }
        recording
    }

    #[test]
    fn every_level_of_walk_and_run_is_a_run() {
        for minutes in 1..=9 {
            for cadence in [None, Some((55.0, 82.0)), Some((110.0, 164.0))] {
                for run in [2.2, 2.8, 3.4] {
                    let mut recording = walk_run(60 * minutes, 1.5, run, cadence);
                    let found = decide(&mut recording, Evidence::default());
                    assert_eq!(found, Verdict::Run, "{minutes} min at {run}, {cadence:?}");
                }
            }
        }
    }

    /// The sport of a FIT file stands at its end: what is cut off before it is asked about.
    #[test]
    fn a_file_that_is_cut_before_its_sport_is_no_other_sport() {
        for (format, cut, speed, unsure) in [
            (Format::Fit, true, 8.0, true),
            (Format::Fit, false, 8.0, false),
            (Format::Gpx, true, 8.0, false),
        ] {
            let mut recording = walk_run(600, speed, speed, None);
            recording.format = format;
            recording.truncated = cut;
            let found = decide(&mut recording, Evidence::default());
            let is_unsure = matches!(found, Verdict::Unsure(_));
            assert_eq!(is_unsure, unsure, "{format:?} {cut}: {found:?}");
        }
        let mut empty = Recording::empty(Format::Tcx, super::super::time::instant(1.5e9));
        empty.truncated = true;
        let found = decide(&mut empty, Evidence::default());
        assert!(matches!(found, Verdict::Unsure(_)), "{found:?}");
        // A word that was read before the cut still decides.
        let mut ride = walk_run(600, 8.0, 8.0, None);
        ride.format = Format::Fit;
        ride.truncated = true;
        ride.sport = Sport::Cycling;
        let found = decide(&mut ride, Evidence::default());
        assert_eq!(found, Verdict::Other(Sport::Cycling));
    }

    #[test]
    fn a_fast_run_or_an_easy_ride_is_asked_about_where_no_step_tells() {
        let asked = |speed, cadence, title: Option<&str>| {
            let mut recording = walk_run(600, speed, speed, cadence);
            recording.title = title.map(str::to_owned);
            matches!(
                decide(&mut recording, Evidence::default()),
                Verdict::Unsure(_)
            )
        };
        assert!(asked(4.4, None, None));
        assert!(!asked(4.0, None, None));
        assert!(!asked(4.4, Some((88.0, 88.0)), None));
        assert!(!asked(4.4, None, Some("Morning run")));
    }

    #[test]
    fn the_surer_word_decides() {
        let ride = || walk_run(600, 3.6, 3.6, None);
        let decided =
            |recording: &mut Recording, said, table| decide(recording, Evidence { said, table });
        let mut recording = ride();
        recording.title = Some("Cycling 11/24/26".to_owned());
        assert_eq!(
            decided(&mut recording, None, None),
            Verdict::Other(Sport::Cycling)
        );
        let run = Some((Sport::Running, SubSport::Trail));
        assert_eq!(decided(&mut recording, None, run), Verdict::Run);
        assert_eq!(recording.sub_sport, SubSport::Trail);
        assert!(!recording.sport_inferred);
        assert_eq!(
            decided(&mut recording, Some(false), run),
            Verdict::Other(Sport::Other)
        );
        let mut typed = ride();
        typed.sport = Sport::Running;
        assert_eq!(
            decided(&mut typed, None, Some((Sport::Cycling, SubSport::Generic))),
            Verdict::Other(Sport::Cycling)
        );
        // A table that says nothing leaves the word to the file.
        let silent = Some((Sport::Unknown, SubSport::Generic));
        typed.sport = Sport::Running;
        assert_eq!(decided(&mut typed, None, silent), Verdict::Run);
        let mut strange = ride();
        strange.sport_name = Some("Zumba Gold".to_owned());
        assert!(matches!(
            decided(&mut strange, None, None),
            Verdict::Unsure(_)
        ));
    }

    /// `Workout` in a table, and a ride with a meter of power: neither settles it.
    #[test]
    fn what_may_be_a_run_by_its_steps_is_asked_about() {
        let other = Some((Sport::Other, SubSport::Generic));
        for (cadence, asked) in [(Some((84.0, 84.0)), true), (None, false)] {
            let mut recording = walk_run(600, 2.8, 2.8, cadence);
            let evidence = Evidence {
                said: None,
                table: other,
            };
            let found = decide(&mut recording, evidence);
            assert_eq!(matches!(found, Verdict::Unsure(_)), asked, "{found:?}");
            assert_ne!(found, Verdict::Run);
        }
        for (speed, power, asked) in [(4.6, true, true), (4.6, false, false), (3.4, true, false)] {
            let mut recording = walk_run(600, speed, speed, Some((85.0, 85.0)));
            recording.samples.power_w.fill(power.then_some(230.0));
            let found = decide(&mut recording, Evidence::default());
            assert_eq!(matches!(found, Verdict::Unsure(_)), asked, "{found:?}");
        }
    }

    #[test]
    fn a_word_for_another_sport_loses_no_run() {
        let run = || walk_run(600, 2.8, 2.8, Some((84.0, 84.0)));
        let walk = || walk_run(600, 1.4, 1.4, Some((55.0, 55.0)));
        let unsure = |verdict: Verdict| matches!(verdict, Verdict::Unsure(_));
        for (title, asked) in [
            ("Tennis club loop", true),
            ("Wanderung zum See", true),
            ("Evening walk", true),
            ("Cycling 11/24/26", false),
            ("Schwimmen", false),
        ] {
            let mut recording = run();
            recording.title = Some(title.to_owned());
            let verdict = decide(&mut recording, Evidence::default());
            assert_eq!(unsure(verdict.clone()), asked, "{title}: {verdict:?}");
            assert_ne!(verdict, Verdict::Run, "{title}");
            let mut slow = walk();
            slow.title = Some(title.to_owned());
            let verdict = decide(&mut slow, Evidence::default());
            assert!(matches!(verdict, Verdict::Other(_)), "{title}: {verdict:?}");
        }
        // A marathon that is walked is no run, one that is run is.
        for (mut recording, is_run) in [(run(), true), (walk(), false)] {
            recording.title = Some("Berlin Marathon".to_owned());
            let verdict = decide(&mut recording, Evidence::default());
            assert_eq!(verdict == Verdict::Run, is_run, "{verdict:?}");
        }
    }

    #[test]
    fn the_one_word_of_tcx_for_all_other_sports_is_asked_about() {
        let other = |title: Option<&str>, mut recording: Recording| {
            recording.format = Format::Tcx;
            recording.sport = Sport::Other;
            recording.sport_name = Some("Other".to_owned());
            recording.title = title.map(str::to_owned);
            decide(&mut recording, Evidence::default())
        };
        let run = || walk_run(600, 2.8, 2.8, None);
        assert_eq!(other(Some("Lunch Run"), run()), Verdict::Run);
        assert!(matches!(other(None, run()), Verdict::Unsure(_)));
        // A watch's own profile, of a sport that is none.
        let mut profile = run();
        profile.sport = Sport::Other;
        profile.sport_name = Some("training, cardio_training".to_owned());
        profile.title = Some("Run Indoor".to_owned());
        let verdict = decide(&mut profile, Evidence::default());
        assert!(matches!(verdict, Verdict::Unsure(_)), "{verdict:?}");
        for (title, recording) in [
            (Some("Radtour"), run()),
            (None, walk_run(600, 1.4, 1.4, None)),
            (None, walk_run(600, 7.0, 7.0, None)),
        ] {
            let verdict = other(title, recording);
            assert!(
                matches!(verdict, Verdict::Other(_)),
                "{title:?} {verdict:?}"
            );
        }
    }

    #[test]
    fn what_lasts_longer_than_anybody_runs_is_asked_about() {
        // A row a minute, with a rest of two hours in the middle or none.
        let long = |hours: u32, rests: bool| {
            let mut recording = Recording::empty(Format::Fit, super::super::time::instant(1.5e9));
            recording.sport = Sport::Running;
            for minute in 0..=60 * hours {
                let rest = if rests && minute > 30 * hours {
                    7200.0
                } else {
                    0.0
                };
                let row = recording.samples.push(60.0 * f64::from(minute) + rest);
                let metres = 60.0 * 2.0 * f64::from(minute);
                recording.samples.distance_m[row] = Some(metres);
            }
            recording
        };
        for (hours, rests, is_run) in [
            (48, false, true),
            (49, false, false),
            (49, true, true),
            (96, true, true),
            (100, true, false),
        ] {
            let mut recording = long(hours, rests);
            let found = decide(&mut recording, Evidence::default());
            assert_eq!(found == Verdict::Run, is_run, "{hours} h: {found:?}");
            assert_eq!(recording.unsure.is_none(), is_run);
        }
        let mut untyped = long(60, false);
        untyped.sport = Sport::Unknown;
        let found = decide(&mut untyped, Evidence::default());
        assert!(matches!(found, Verdict::Unsure(_)), "{found:?}");
    }

    #[test]
    fn what_no_runner_does_is_asked_about() {
        let mut fast = walk_run(600, 6.8, 6.8, None);
        fast.sport = Sport::Running;
        assert!(matches!(
            decide(&mut fast, Evidence::default()),
            Verdict::Unsure(_)
        ));
        assert!(fast.unsure.is_some());
        // A table that calls it a run does not make it one.
        let table = Evidence {
            said: None,
            table: Some((Sport::Running, SubSport::Generic)),
        };
        assert!(matches!(decide(&mut fast, table), Verdict::Unsure(_)));
        let said = Evidence {
            said: Some(true),
            table: None,
        };
        assert_eq!(decide(&mut fast, said), Verdict::Run);
        assert_eq!(fast.unsure, None);
    }
}
