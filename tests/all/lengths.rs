//! Distances in another unit than they should be: feet and yards in a track, yards in a
//! total, miles in a table beside which no file stands. Right, or marked.

use crate::bench::Bench;
use crate::cases::{formats, read, recorded, start};
use comeback_core::units::{METRES_PER_FOOT, METRES_PER_MILE, Metres};
use comeback_sim::session::Session;
use comeback_sim::terrain::Terrain;
use serde_json::Value;

const METRES_PER_YARD: f64 = 3.0 * METRES_PER_FOOT;
/// Of half an hour at 2.8 m/s.
const METRES: f64 = 5040.0;

fn is_near(metres: f64, other: f64) -> bool {
    (metres / other - 1.0).abs() <= 0.02
}

#[test]
fn a_gpx_whose_distance_is_in_feet_or_yards() {
    let session = Session::new(start(), Terrain::Flat).easy(30.0, 2.8);
    for (cadence, metres_per_unit, is_right) in [
        (true, METRES_PER_FOOT, true),
        (false, METRES_PER_FOOT, true),
        (true, METRES_PER_MILE, true),
        (true, METRES_PER_YARD, false),
        (true, 1.0, true),
    ] {
        let (truth, recording) = recorded(&session, false, cadence);
        let (name, bytes) = formats(&recording).swap_remove(2);
        let text = String::from_utf8(bytes).expect("UTF-8");
        let mut rows = recording.samples.distance_m.iter();
        let points = text.split("</trkpt>").map(|point| {
            let metres = rows.next().copied().flatten();
            let distance = metres.map(|metres| {
                format!(
                    "<extensions><distance>{}</distance></extensions></trkpt>",
                    metres / metres_per_unit
                )
            });
            format!(
                "{point}{}",
                distance.unwrap_or_else(|| "</trkpt>".to_owned())
            )
        });
        let text: String = points.collect();
        let text = text.trim_end_matches("</trkpt>");
        let (_, runs) = read(name, text.as_bytes());
        let [run] = runs.as_slice() else {
            panic!("{metres_per_unit} {cadence}: {} runs", runs.len())
        };
        let metres = run.distance.map_or(0.0, Metres::get);
        let right = is_near(metres, truth.totals.distance_m);
        assert_eq!(right, is_right, "{metres_per_unit} {cadence}: {metres} m");
        let doubts = run.uncertain.iter().any(|clause| clause.contains("km"));
        assert_eq!(doubts, metres_per_unit != 1.0, "{:?}", run.uncertain);
    }
}

#[test]
fn an_indoor_total_in_yards_is_said() {
    let session = Session::new(start(), Terrain::Treadmill).easy(30.0, 2.8);
    let (_, recording) = recorded(&session, true, true);
    for (factor, said) in [
        (1.0 / METRES_PER_YARD, true),
        (METRES_PER_YARD, true),
        (1.12, false),
        (1.0, false),
    ] {
        let mut spoiled = recording.clone();
        spoiled.totals.distance = recording.totals.distance.map(|metres| metres * factor);
        for lap in &mut spoiled.laps {
            lap.distance_m = lap.distance_m.map(|metres| metres * factor);
        }
        for (name, bytes) in formats(&spoiled).into_iter().take(2) {
            let (_, runs) = read(name, &bytes);
            assert_eq!(runs.len(), 1, "{name}");
            let says = runs[0]
                .uncertain
                .iter()
                .any(|clause| clause.contains("yards"));
            assert_eq!(says, said, "{name} {factor}: {:?}", runs[0].uncertain);
        }
    }
}

/// The one run of a table, imported into a home of its own.
fn of_table(name: &str, text: &str, units: Option<&str>) -> Value {
    let bench = Bench::new("2026-11-29");
    let file = bench.home().with_file_name(name);
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(&file, text).expect("a table");
    if let Some(units) = units {
        bench.call(&["config", "set", "units", units]).ok();
    }
    bench.call(&["import", file.to_str().expect("a path")]).ok();
    let runs = bench.runs();
    assert_eq!(runs["runs"].as_array().map(Vec::len), Some(1), "{text}");
    runs["runs"][0].clone()
}

/// A list of Garmin's site, a table of Strava and one of Runkeeper: by the header, by the
/// cell, by the pace, by the steps, by the runner's own units; and marked where nothing tells.
#[test]
fn a_table_in_miles_beside_which_no_file_stands() {
    let garmin = |header: &str, distance: &str, pace: &str, stride: &str| {
        format!(
            "Activity Type,Date,Favorite,Title,{header},Calories,Time,Avg HR,Max HR,Avg Run Cadence,Avg Pace,Avg Stride Length\nRunning,2026-11-24 17:00:00,false,Run,{distance},300,00:30:00,140,160,168,{pace},{stride}\n"
        )
    };
    let strava = |header: &str, distance: &str, exact: &str, speed: &str| {
        format!(
            "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,{header},Filename,Elapsed Time,Moving Time,Distance,Average Speed\n1,\"Nov 24, 2026, 5:00:00 PM\",Run,Run,,1800,{distance},,1800,1800,{exact},{speed}\n"
        )
    };
    let runkeeper = |header: &str, speed: &str| {
        format!(
            "Activity Id,Date,Type,Route Name,{header},Duration,Average Pace,{speed},GPX File\n1,2026-11-24 17:00:00,Running,,3.13,30:00,9:35,6.26,\n"
        )
    };
    let (list, export) = ("Activities.csv", "activities.csv");
    for (name, text, units, is_right) in [
        (list, garmin("Distance", "5.04", "5:57", "--"), None, true),
        (list, garmin("Distance", "3.13", "9:35", "1.00"), None, true),
        (
            list,
            garmin("Distance", "3.13", "9:35 /mi", "--"),
            None,
            true,
        ),
        (
            list,
            garmin("Distance (mi)", "3.13", "9:35", "--"),
            None,
            true,
        ),
        (
            list,
            garmin("Distance", "3.13 mi", "9:35", "--"),
            None,
            true,
        ),
        (
            list,
            garmin("Distance", "3.13", "9:35", "--"),
            Some("mi"),
            true,
        ),
        (list, garmin("Distance", "3.13", "9:35", "--"), None, false),
        (
            export,
            strava("Distance", "5.04", "5040.0", "2.8"),
            None,
            true,
        ),
        (export, strava("Distance", "3.13", "5040.0", ""), None, true),
        (export, strava("Distance", "3.13", "", "2.8"), None, true),
        (
            export,
            strava("Distance (miles)", "3.13", "", ""),
            None,
            true,
        ),
        (export, strava("Distance", "3.13", "3.13", ""), None, false),
        (export, strava("Distance", "5040.2", "", ""), None, true),
        (
            "cardioActivities.csv",
            runkeeper("Distance (Miles)", "Speed"),
            None,
            true,
        ),
        (
            "cardioActivities.csv",
            runkeeper("Distance", "Speed (mph)"),
            None,
            true,
        ),
        (
            "cardioActivities.csv",
            runkeeper("Distance", "Speed"),
            None,
            false,
        ),
    ] {
        let run = of_table(name, &text, units);
        let metres = run["distance_m"].as_f64().expect("a distance");
        let marks = run["uncertain"].to_string();
        let is_marked = marks.contains("kilometres or miles");
        assert_eq!(is_near(metres, METRES), is_right, "{metres} m of {text}");
        assert_eq!(is_marked, !is_right, "{marks} of {text}");
    }
}
