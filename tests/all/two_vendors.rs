//! The same runs in the archives of two vendors: in either order, in one command, with
//! files on one side or on both, each run counts once, both sources stay, and the better
//! of them speaks for each figure.

use crate::bench::Bench;
use crate::variants::{put, zip_of};
use serde_json::Value;
use std::path::Path;
use zip::CompressionMethod::Deflated;

const LATER: &str = "2026-11-22";

type Files = Vec<(String, Vec<u8>)>;

/// A run of half an hour as a GPX, which begins some seconds late: each app starts by itself.
fn gpx(start_s: i64, latitude: f64, heart: bool) -> Vec<u8> {
    let mut text = String::from(
        "<gpx version=\"1.1\" creator=\"made here\"><trk><type>running</type><trkseg>",
    );
    for s in (0..=1800_i64).step_by(5) {
        let at = chrono::DateTime::from_timestamp(start_s + s, 0).expect("a time");
        // 10 km/h to the north, on a road that winds.
        let north = latitude + s as f64 * 2.5e-5;
        let east = 13.4 + (s as f64 / 97.0).sin() * 1e-3;
        let heart = match heart {
            true => format!("<extensions><hr>{}</hr></extensions>", 140 + s % 7),
            false => String::new(),
        };
        text += &format!(
            "<trkpt lat=\"{north:.6}\" lon=\"{east:.6}\"><ele>40</ele><time>{}</time>{heart}</trkpt>",
            at.format("%Y-%m-%dT%H:%M:%SZ")
        );
    }
    (text + "</trkseg></trk></gpx>").into_bytes()
}

/// Days of three runs at 17:00 UTC: with a track, with a track, on a treadmill.
const DAYS: [u32; 3] = [2, 4, 6];

fn start_s(day: u32) -> i64 {
    let text = format!("2026-03-{day:02}T17:00:00Z");
    text.parse::<chrono::DateTime<chrono::Utc>>()
        .expect("a time")
        .timestamp()
}

/// Garmin's account: names, exertion and feel; files with a heart rate.
fn garmin(files: bool) -> Files {
    let rows: Vec<String> = (DAYS.iter().enumerate())
        .map(|(index, &day)| {
            let kind = if day == 6 { "treadmill_running" } else { "running" };
            let ms = start_s(day) * 1000;
            format!(
                "{{\"activityId\":{index},\"name\":\"Garmin {day}\",\"activityType\":\"{kind}\",\"beginTimestamp\":{ms},\"startTimeGmt\":{ms},\"startTimeLocal\":{},\"duration\":1800000,\"elapsedDuration\":1800000,\"distance\":500000,\"workoutRpe\":40,\"workoutFeel\":75}}",
                ms + 3_600_000
            )
        })
        .collect();
    let table = format!("[{{\"summarizedActivitiesExport\":[{}]}}]", rows.join(","));
    let mut all = vec![(
        "DI_CONNECT/DI-Connect-Fitness/x_0_summarizedActivities.json".to_owned(),
        table.into_bytes(),
    )];
    if files {
        let inner: Files = (DAYS.iter().take(2))
            .map(|&day| (format!("x_{day}.gpx"), gpx(start_s(day), 52.5, true)))
            .collect();
        let part = zip_of(&inner, Deflated);
        all.push((
            "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip".to_owned(),
            part,
        ));
    }
    all
}

/// Strava's: names and private notes; the same runs, some seconds later, without heart rate.
fn strava(files: bool) -> Files {
    let mut table = String::from(
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Activity Private Note,Filename,Elapsed Time,Moving Time,Distance\n",
    );
    let mut all = Files::new();
    for (index, &day) in DAYS.iter().enumerate() {
        let file = match day {
            6 => String::new(),
            _ => format!("activities/{index}.gpx"),
        };
        table += &format!(
            "{index},\"Mar {day}, 2026, 5:00:07 PM\",Strava {day},Run,,1795,5.00,,note {day},{file},1795.0,1790.0,5000.0\n"
        );
        if files && day != 6 {
            all.push((file, gpx(start_s(day) + 7, 52.5001, false)));
        }
    }
    all.push(("activities.csv".to_owned(), table.into_bytes()));
    all
}

/// The runs as the program shows each, whatever order they came in.
fn shown(bench: &Bench) -> Vec<Value> {
    let runs = bench.runs();
    let runs = runs["runs"].as_array().expect("runs");
    runs.iter()
        .map(|run| {
            let id = run["id"].as_str().expect("an id");
            bench.call(&["show", id, "--json"]).ok().json()
        })
        .collect()
}

fn texts(run: &Value, list: &str, key: &str) -> Vec<String> {
    let list = run[list].as_array().into_iter().flatten();
    list.filter_map(|one| Some(one[key].as_str()?.to_owned()))
        .collect()
}

#[test]
fn each_run_of_two_vendors_counts_once() {
    let mut wrong = Vec::new();
    for (garmin_files, strava_files) in [(true, true), (true, false), (false, true), (false, false)]
    {
        let mut seen: Vec<(String, Vec<Value>)> = Vec::new();
        for order in [
            "garmin strava",
            "strava garmin",
            "garmin+strava",
            "strava+garmin",
        ] {
            let bench = Bench::new(LATER);
            let path = |name: &str| bench.folder.path().join(format!("{name}.zip"));
            std::fs::write(path("garmin"), zip_of(&garmin(garmin_files), Deflated))
                .expect("a file");
            std::fs::write(path("strava"), zip_of(&strava(strava_files), Deflated))
                .expect("a file");
            for command in order.split(' ') {
                let paths: Vec<_> = command.split('+').map(path).collect();
                let mut call = vec!["import"];
                call.extend(paths.iter().map(|path| path.to_str().expect("a path")));
                bench.call(&call).ok();
            }
            let what = format!("files {garmin_files} {strava_files}, {order}");
            let runs = shown(&bench);
            bench.call(&["rebuild"]).ok();
            if shown(&bench) != runs {
                wrong.push(format!("{what}: a rebuild tells otherwise"));
            }
            if runs.len() != 3 {
                wrong.push(format!("{what}: {} runs", runs.len()));
                continue;
            }
            for (run, day) in runs.iter().zip(DAYS) {
                let files = texts(run, "files", "name").join(" ");
                let sources = texts(run, "sources", "figure").join(" ");
                let by_file = day != 6 && (garmin_files || strava_files);
                let format = run["files"][0]["format"].as_str().unwrap_or_default();
                let told = [
                    (run["counted"] != true, "is not counted"),
                    (run["rpe"] != 4.0, "lost its exertion"),
                    (run["feel"] != 0.75, "lost its feel"),
                    (
                        !run["note"]
                            .as_str()
                            .unwrap_or("")
                            .contains(&format!("note {day}")),
                        "lost its note",
                    ),
                    (!files.contains("Activities.json"), "forgot Garmin's row"),
                    (!files.contains("activities.csv"), "forgot Strava's row"),
                    (
                        by_file != (format == "gpx"),
                        "is not measured by the better source",
                    ),
                    (
                        day != 6 && garmin_files && run["heart_rate_bpm"].is_null(),
                        "lost its heart rate",
                    ),
                    (
                        by_file && !sources.contains("exertion"),
                        "does not say where its exertion is from",
                    ),
                    (
                        by_file && !sources.contains("note"),
                        "does not say where its note is from",
                    ),
                    (
                        !by_file && sources.is_empty(),
                        "does not say what the other table knew",
                    ),
                ];
                for (_, fault) in told.iter().filter(|(is_wrong, _)| *is_wrong) {
                    wrong.push(format!("{what}, day {day}: {fault}: {run}"));
                }
            }
            seen.push((what, runs));
        }
        // Ids, figures and sources do not depend on what came first.
        if let Some((_, first)) = seen.first() {
            for (what, runs) in &seen {
                for (run, other) in runs.iter().zip(first) {
                    for key in [
                        "start",
                        "distance_m",
                        "timer_s",
                        "rpe",
                        "feel",
                        "note",
                        "sub_sport",
                    ] {
                        if run[key] != other[key] {
                            wrong
                                .push(format!("{what}: {key} is {}, not {}", run[key], other[key]));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that a table of the same import called rides must be read again once that import
/// is taken back: alone they may be runs.
#[test]
fn what_was_passed_over_for_a_table_comes_in_after_undo() {
    let bench = Bench::new(LATER);
    let folder = bench.folder.path();
    let ride = gpx(start_s(2), 52.5, false);
    let ride = String::from_utf8(ride)
        .expect("a text")
        .replace("<type>running</type>", "");
    let table = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Activity Private Note,Filename\n1,\"Mar 2, 2026, 5:00:00 PM\",x,Ride,,1800,5.00,,,activities/1.gpx\n";
    let files: Files = vec![("activities/1.gpx".to_owned(), ride.into_bytes())];
    put(&folder.join("files"), &files);
    let mut all = files;
    all.push(("activities.csv".to_owned(), table.into()));
    put(&folder.join("all"), &all);
    std::fs::write(folder.join("all.zip"), zip_of(&all, Deflated)).expect("a file");
    let path = |name: &str| folder.join(name).to_str().expect("a path").to_owned();
    let count = || bench.runs()["runs"].as_array().map_or(0, Vec::len);
    for whole in ["all", "all.zip"] {
        bench.call(&["import", &path(whole)]).ok();
        assert_eq!(count(), 0, "{whole}: the table says a ride");
        bench.call(&["import", &path("files")]).ok();
        assert_eq!(
            count(),
            0,
            "{whole}: the table of the other import still says so"
        );
        bench.call(&["undo"]).ok();
        bench.call(&["import", &path("files")]).ok();
        assert_eq!(count(), 1, "{whole}: nothing says so any more");
        bench.call(&["undo"]).ok();
        assert_eq!(count(), 0, "{whole}");
    }
    // The same file beside its table again.
    bench.call(&["import", &path("all.zip")]).ok();
    assert_eq!(count(), 0);
    assert!(Path::new(&path("all.zip")).exists());
}

/// A local time without a zone is dated by where the other runs of those weeks were.
#[test]
fn a_list_is_dated_by_where_the_runner_was() {
    let bench = Bench::new(LATER);
    let folder = bench.folder.path();
    // Two runs in Chicago, days apart; the profile says UTC.
    for (name, day) in [("a.gpx", 2), ("b.gpx", 6)] {
        let track = String::from_utf8(gpx(start_s(day), 41.9, false)).expect("a text");
        let track = track.replace("lon=\"13.", "lon=\"-87.");
        std::fs::write(folder.join(name), track).expect("a file");
    }
    let list = "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nTreadmill Running,2026-03-05 18:00:00,false,belt,5.00,300,00:30:00\nTreadmill Running,2026-08-05 18:00:00,false,belt,5.00,300,00:31:00\n";
    std::fs::write(folder.join("list.csv"), list).expect("a file");
    let path = |name: &str| folder.join(name).to_str().expect("a path").to_owned();
    bench.call(&["import", &path("a.gpx"), &path("b.gpx")]).ok();
    let starts = |bench: &Bench| -> Vec<String> { texts(&bench.runs(), "runs", "start") };
    let ended = bench.call(&["import", "--dry-run", &path("list.csv")]).ok();
    assert!(
        ended.stderr.contains("your other runs of those weeks"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("your zone then"), "{}", ended.stderr);
    bench.call(&["import", &path("list.csv")]).ok();
    let found = starts(&bench);
    assert!(
        found
            .iter()
            .any(|start| start == "2026-03-05T18:00:00-06:00"),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|start| start == "2026-08-05T18:00:00+00:00"),
        "{found:?}"
    );
    bench.call(&["undo"]).ok();
    // At home there, summer has its own time.
    bench
        .call(&["config", "set", "time-zone", "America/Chicago"])
        .ok();
    bench.call(&["import", &path("list.csv")]).ok();
    let found = starts(&bench);
    assert!(
        found
            .iter()
            .any(|start| start == "2026-03-05T18:00:00-06:00"),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|start| start == "2026-08-05T18:00:00-05:00"),
        "{found:?}"
    );
    // What the runner names goes before all of it.
    bench.call(&["undo"]).ok();
    bench
        .call(&["import", &path("list.csv"), "--time-zone", "Asia/Tokyo"])
        .ok();
    let found = starts(&bench);
    assert!(
        found
            .iter()
            .any(|start| start == "2026-03-05T18:00:00+09:00"),
        "{found:?}"
    );
}

/// A row that is damaged is named and set aside; the others go in, and the exit says so.
#[test]
fn a_damaged_row_does_not_cost_the_others() {
    let list = "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nRunning,2026-03-05 18:00:00,false,good,5.00,300,00:30:00\nRunning,gestern,false,no date,5.00,300,00:30:00\nRunning,2026-03-07 18:00:00,false,no time,5.00,300,--\nCycling,gestern,false,a ride,5.00,300,00:30:00\nRunning,2026-03-0\n";
    let garmin = "[{\"summarizedActivitiesExport\":[{\"activityType\":\"running\",\"beginTimestamp\":1772384400000,\"duration\":1800000,\"distance\":500000},{\"activityType\":\"running\",\"beginTimestamp\":\"x\"},{\"activityType\":\"running\",\"beginTimestamp\":177255720}]}]";
    let apple = "<?xml version=\"1.0\"?><HealthData><Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" durationUnit=\"min\" startDate=\"2026-03-05 18:00:00 +0100\" endDate=\"2026-03-05 18:30:00 +0100\"/><Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" startDate=\"\" endDate=\"\"/></HealthData>";
    for (name, text, rows) in [
        ("list.csv", list, &[2, 3, 5][..]),
        ("x_summarizedActivities.json", garmin, &[2, 3]),
        ("export.xml", apple, &[2]),
    ] {
        let bench = Bench::new(LATER);
        let path = bench.folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        let path = path.to_str().expect("a path");
        let ended = bench.call(&["import", "--json", path]).exits(3);
        let failed = texts(&ended.json(), "failed", "file");
        let wanted: Vec<String> = rows.iter().map(|row| format!("{path}#{row}")).collect();
        assert_eq!(failed, wanted, "{}", ended.stdout);
        assert_eq!(
            bench.runs()["runs"].as_array().map(Vec::len),
            Some(1),
            "{name}"
        );
    }
    // Of many the first are named and the rest counted.
    let bench = Bench::new(LATER);
    let path = bench.folder.path().join("many.csv");
    let bad = "Running,gestern,false,x,5.00,300,00:30:00\n".repeat(500);
    std::fs::write(&path, format!("{list}{bad}")).expect("a file");
    let ended = bench
        .call(&["import", "--json", path.to_str().expect("a path")])
        .exits(3);
    let failed = texts(&ended.json(), "failed", "error");
    assert_eq!(failed.len(), 6);
    assert!(
        failed
            .iter()
            .any(|error| error.starts_with("498 more rows")),
        "{failed:?}"
    );
}

/// A list in local time and the files of another vendor, which date it: one run each, in
/// either order, whatever zone was taken for the list at first.
#[test]
fn a_list_without_a_zone_meets_the_files_of_another_vendor() {
    let rows: Vec<String> = (DAYS.iter())
        .map(|day| {
            let sport = if *day == 6 {
                "Treadmill Running"
            } else {
                "Running"
            };
            // The clock in Berlin.
            format!("{sport},2026-03-{day:02} 18:00:03,false,list {day},5.00,300,00:30:00,141,150")
        })
        .collect();
    let list = format!(
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR\n{}\n",
        rows.join("\n")
    );
    let mut wrong = Vec::new();
    for zone in ["", "Europe/Berlin", "America/Denver"] {
        for order in ["list strava", "strava list", "list+strava"] {
            let bench = Bench::new(LATER);
            let folder = bench.folder.path();
            std::fs::write(folder.join("list"), &list).expect("a file");
            std::fs::write(folder.join("strava"), zip_of(&strava(true), Deflated)).expect("a file");
            for command in order.split(' ') {
                let paths: Vec<_> = command.split('+').map(|name| folder.join(name)).collect();
                let mut call = vec!["import"];
                call.extend(paths.iter().map(|path| path.to_str().expect("a path")));
                if !zone.is_empty() {
                    call.extend(["--time-zone", zone]);
                }
                bench.call(&call).ok();
            }
            let runs = shown(&bench);
            let what = format!("{order}, zone {zone:?}");
            if runs.len() != DAYS.len() {
                wrong.push(format!("{what}: {} runs", runs.len()));
                continue;
            }
            for (run, day) in runs.iter().zip(DAYS) {
                let start = run["start"].as_str().unwrap_or_default();
                let at = start
                    .parse::<chrono::DateTime<chrono::FixedOffset>>()
                    .expect("a time");
                if at.timestamp() != start_s(day) + 7 {
                    wrong.push(format!("{what}: day {day} begins {start}"));
                }
                if run["heart_rate_bpm"]["mean"] != 141.0 {
                    wrong.push(format!("{what}: day {day} lost the heart rate of the list"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
