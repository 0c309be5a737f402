//! What vendors' tables are known to do, one small invented table for each quirk: which
//! runs come of it, what is left out by its row, and how the call ends.

use crate::bench::Bench;
use crate::variants::{put, zip_of};
use crate::vendors::{expected, is};
use zip::CompressionMethod::Deflated;

const LATER: &str = "2026-11-22";

struct Quirk {
    what: &'static str,
    /// The files of an archive, or one file.
    files: &'static [(&'static str, &'static str)],
    /// As in `expected.csv`, without the archive.
    runs: &'static [&'static str],
    exit: i32,
    /// Ends of the names of what is named as failed.
    failed: &'static [&'static str],
}

const POLAR: &str = r#"{"exportVersion":"1.6","startTime":"2026-02-01T10:00:00","timezoneOffsetMinutes":60,"durationMillis":1800000,"distanceMeters":5000,"sport":{"id":"1"}}"#;
const POLAR_EARLY: &str = r#"{"exportVersion":"1.3","startTime":"2019-06-01T09:00:00.000","timeZoneOffset":120,"duration":"PT1800S","exercises":[{"startTime":"2019-06-01T09:00:00.000","timezoneOffset":120,"duration":"PT30M","distance":5000.0,"sport":"RUNNING","samples":{"heartRate":[{"dateTime":"2019-06-01T08:52:00.000","value":100},{"dateTime":"2019-06-01T08:59:30.000","value":110},{"dateTime":"2019-06-01T09:00:10.000","value":140},{"dateTime":"2019-06-01T09:29:00.000","value":NaN}]}}]}"#;
/// It ends before its last tag.
const APPLE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ATTLIST VisionPrescription type CDATA #REQUIRED\n]>\n<HealthData locale=\"zh_CN\">\n<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"W\u{b}\" unit=\"count/min\" startDate=\"2026-05-01 18:05:00 +0200\" endDate=\"2026-05-01 18:05:00 +0200\" value=\"150\"/>\n<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"0.5\" durationUnit=\"hr\" totalDistance=\"3.1\" totalDistanceUnit=\"mi\" sourceName=\"W\" startDate=\"2026-05-01 18:00:00 +0200\" endDate=\"2026-05-01 18:30:00 +0200\"/>\n<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"1800\" durationUnit=\"sec\" sourceName=\"App\" startDate=\"2026-05-01 18:00:05 +0200\" endDate=\"2026-05-01 18:30:10 +0200\"><WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"5.0\" unit=\"km\"/></Workout>\n<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"20\" durationUnit=\"min\" sourceName=\"W\" startDate=\"2026-05-03 18:00:00 +0200\" endDate=\"2026-05-03 18:20:00 +0200\"><MetadataEntry key=\"HKWasUserEntered\" value=\"1\"/><WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"2\" unit=\"mi\"/></Workout>\n<Workout workoutActivityType=\"HKWorkoutActivityTypeCycling\" duration=\"20\" durationUnit=\"min\" startDate=\"2026-05-04 18:00:00 +0200\" endDate=\"2026-05-04 18:20:00 +0200\"/>\n";
const APPLE_RUNS: &[&str] = &[
    "2026-05-01T16:00:05Z,30,5,",
    "2026-05-03T16:00:00Z,20,3.22,",
];

#[rustfmt::skip]
const QUIRKS: &[Quirk] = &[
    Quirk {
        what: "a French list, its columns in another order, with semicolons and narrow spaces",
        files: &[("Activités.csv", "\u{feff}Date;Type d'activité;Titre;Temps;Distance;FC moyenne;FC max.\n2026-03-05 18:00:00;Course à pied;Soir;00:30:00;5,00;140;160\n2026-03-06 18:00:00;Course sur piste;Piste;00:15:00;3\u{202f}000;--;--\n2026-03-07 18:00:00;Tapis de course;Tapis;00:20:00,5;3,00;--;--\n2026-03-08 18:00:00;Cyclisme;Vélo;01:00:00;25,00;--;--\n2026-03-09 18:00:00;Marche;;00:30:00;3,00;--;--\n")],
        runs: &["2026-03-05T18:00:00 local,30,5,", "2026-03-06T18:00:00 local,15,3,", "2026-03-07T18:00:00 local,20,3,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "an old list that went through a spreadsheet, metres for track and pool",
        files: &[("Activities.csv", "Activity Type,Date,Title,Distance,Calories,Time,Avg HR\nRunning,17/04/2020 15:36,a,5.01,300,0:30:01,--\nRunning,04/05/2020 7:00,b,\"10.00\",\"1,000\",1:00:00,150\nOpen Water Swimming,05/05/2020 7:00,c,\"1,500\",100,0:30:00,--\nTrack Running,06/05/2020 7:00,d,\"6,640\",100,0:30:00,--\n")],
        runs: &["2020-04-17T15:36:00 local,30,5.01,", "2020-05-04T07:00:00 local,60,10,", "2020-05-06T07:00:00 local,30,6.64,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "one run twice in a table, and another an hour later",
        files: &[("list.csv", "Activity Type,Date,Favorite,Title,Distance,Calories,Time\nRunning,2026-03-05 18:00:00,false,a,5.00,300,00:30:00\nRunning,2026-03-05 18:00:08,false,b,5.00,300,00:30:05\nRunning,2026-03-05 19:00:00,false,c,5.02,300,00:30:05\n")],
        runs: &["2026-03-05T18:00:08 local,30,5,", "2026-03-05T19:00:00 local,30,5.02,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "figures that cannot be",
        files: &[("SPORT.csv", "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),calories(kcal)\n1,2026-04-10 16:00:00+0000,1800,0.3,0.4,5000.0,0.36,300\n1,2026-04-11 16:00:00+0000,7200000,0.3,0.4,5000.0,0.36,300\n1,1899-12-31 16:00:00+0000,1800,0.3,0.4,5000.0,0.36,300\n1,2199-12-31 16:00:00+0000,1800,0.3,0.4,5000.0,0.36,300\n")],
        runs: &["2026-04-10T16:00:00Z,30,5,"],
        exit: 3, failed: &["SPORT.csv#2", "SPORT.csv#3", "SPORT.csv#4"],
    },
    Quirk {
        what: "Zepp of 2019: one flat table, seconds of the epoch, -1 for none",
        files: &[("SPORT.csv", "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),calories(kcal)\n1,1556694000,1800,0.3,0.4,5000.0,0.36,300\n8,2026-04-11 16:00:00+0000,1800,-1,-1,2000,0.9,-1\n9,2026-04-12 16:00:00+0000,1800,-1,-1,9000,0.2,-1\n1,not a date,1800,-1,-1,9000,0.2,-1\n")],
        runs: &["2019-05-01T07:00:00Z,30,5,"],
        exit: 3, failed: &["SPORT.csv#4"],
    },
    Quirk {
        what: "Czech Strava with a column called NaN",
        files: &[("activities.csv", "ID aktivity,Datum aktivity,Název aktivity,Typ aktivity,Popis aktivity,Uplynulý čas,Vzdálenost,NaN,Relativní námaha,Dojíždění,Soukromá poznámka k aktivitě,Vybavení,Název souboru,Hmotnost,Hmotnost kola,Uplynulý čas,Čas v pohybu,Vzdálenost\n1,\"3. 3. 2026 7:00:00\",Ranní běh,Běh,,1800,\"5,00\",,,false,,,activities/1.fit.gz,,,1800.0,1800.0,5000.0\n2,\"5. 3. 2026 7:00:00\",Kolo,Jízda,,1800,\"10,00\",,,false,,,activities/2.fit.gz,,,1800.0,1800.0,10000.0\n3,\"6. 3. 2026 7:00:00\",Les,Běh v terénu,,2400,\"6,00\",,,false,bolest 2/10,,,,,2400.0,2400.0,6000.0\n")],
        runs: &["2026-03-03T07:00:00Z,30,5,", "2026-03-06T07:00:00Z,40,6,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "Dutch Strava under another name, without files, its sports in two languages",
        files: &[("sporten.csv", "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Beschrijving van activiteit,Verstreken tijd,Afstand,Max. hartslag\n1,6 mrt. 2026 14:23:15,x,Run,,1800,\"5,00\",\n2,7 mrt. 2026 14:23:15,x,Fietsrit,,1800,\"9,00\",\n3,8 mrt. 2026 14:23:15,x,Hardloopsessie,,1800,\"5,10\",\n4,9 mrt. 2026 14:23:15,x,Virtual Run,,1800,\"5,10\",\n")],
        runs: &["2026-03-06T14:23:15Z,30,5,", "2026-03-08T14:23:15Z,30,5.1,", "2026-03-09T14:23:15Z,30,5.1,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "Strava failed on a file, on a row and on a distance",
        files: &[("activities.csv", "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,Filename\n1,\"Apr 1, 2026, 6:18:55 PM\",a,Run,\"multi\nline, \"\"q\"\"\",3000,9.44,,,false,#error#\n#error#\n3,\"Apr 3, 2026, 6:18:55 PM\",swim,Swim,,3000,\"1,500\",,,false,\n")],
        runs: &["2026-04-01T18:18:55Z,50,9.44,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "Apple in Chinese: a broken document type, a control character, hours and miles, an app's copy",
        files: &[("apple_health_export/导出.xml", APPLE), ("apple_health_export/export_cda.xml", "<ClinicalDocument/>")],
        runs: APPLE_RUNS,
        exit: 3, failed: &["导出.xml"],
    },
    Quirk {
        what: "Polar: measured before the start, without exercises, without a sport, broken",
        files: &[
            ("training-session_2026-02-01T10-00-00_1-a.json", POLAR),
            ("training-session-2019-06-01-4-d.json", POLAR_EARLY),
            ("training-session-bad.json", "{\"startTime\":\"2026-02-03T10:00:00\",\"exercises\":["),
            ("training-session-none.json", "{\"startTime\":\"2026-02-03T10:00:00\",\"timezoneOffsetMinutes\":60,\"durationMillis\":1800000,\"sport\":{}}"),
        ],
        runs: &["2026-02-01T09:00:00Z,30,5,", "2019-06-01T07:00:00Z,30,5,"],
        exit: 3, failed: &["training-session-bad.json"],
    },
    Quirk {
        what: "Samsung: bare names, no offset, a treadmill walked and one run on, 0.0 for none, samples that are not there",
        files: &[
            ("x/com.samsung.shealth.exercise.2026.csv", "com.samsung.shealth.exercise,6,7\nstart_time,time_offset,exercise_type,duration,distance,mean_heart_rate,count,live_data,location_data,title,comment\n2026-01-20 17:00:00.000,UTC+0100,1002,1800000,5000.0,0.0,0,,,,\"a, b\",\n2026-01-22 17:00:00.000,,15005,1800000,2000.0,0.0,0,,,,,\n2026-01-23 17:00:00.000,UTC-0500,15005,1800000,4500.0,140.0,0,missing.json,,,,\n2026-01-24 17:00:00.000,UTC-0500,1002,0.0,4500.0,140.0,0,,,,,\n"),
            ("x/com.samsung.shealth.exercise.weather.2026.csv", "com.samsung.shealth.exercise.weather,6,7\na,b\n1,2\n"),
        ],
        runs: &["2026-01-20T17:00:00Z,30,5,", "2026-01-23T17:00:00Z,30,4.5,"],
        exit: 3, failed: &["exercise.2026.csv#4"],
    },
    Quirk {
        what: "Runkeeper under another name: a file that is not there, once with and once without a duration",
        files: &[("Läufe.csv", "Activity Id,Date,Type,Route Name,Distance (km),Duration,Average Pace,Climb (m),Notes,GPX File\n1,2026-03-10 17:35:09,Running,,\"5,00\",28:30,5:42,12,,2026-03-10-173509.gpx\n2,2026-03-11 17:35:09,Running,,6.00,,,,,2026-03-11-173509.gpx\n3,2026-03-12 17:35:09,Elliptical,,6.00,30:00,,,,\n")],
        runs: &["2026-03-10T17:35:09 local,28.5,5,"],
        exit: 3, failed: &["Läufe.csv#2"],
    },
    Quirk {
        what: "MapMyRun: a French month, two runs of a day, no duration",
        files: &[("user_workout_history.csv", "Workout Date,Date Submitted,Distance (km),Activity Type,Workout Time (seconds),Notes\n\"6 mai 2025\",\"7 mai 2025\",5.0,Course à pied,1800,x\n\"2025-05-08\",\"\",5.0,Run,1500,\n\"2025-05-08\",\"\",3.0,Run,1000,\n\"Jun 1, 2025\",\"\",5.0,Trail Run,,\n")],
        runs: &["2025-05-06T12:00:00 local,30,5,", "2025-05-08T12:00:00 local,25,5,", "2025-05-08T13:00:00 local,16.67,3,"],
        exit: 3, failed: &["history.csv#4"],
    },
    Quirk {
        what: "Nike: one indoors, one deleted, one without a start",
        files: &[("activities.json", r#"{"activities":[{"id":"a","app_id":"x","start_epoch_ms":1756742400000,"end_epoch_ms":1756744200000,"active_duration_ms":1800000,"type":"run","summaries":[{"metric":"distance","summary":"total","value":5.0}],"tags":{"location":"indoors"}},{"id":"b","app_id":"x","start_epoch_ms":1756915200000,"active_duration_ms":1800000,"type":"run","delete_indicator":true,"summaries":[]},{"id":"c","app_id":"x","start_epoch_ms":null,"active_duration_ms":1800000,"type":"run","summaries":[]}]}"#)],
        runs: &["2025-09-01T16:00:00Z,30,5,"],
        exit: 3, failed: &["activities.json#3"],
    },
    Quirk {
        what: "Huawei: keys without quotes, a walk, a run without a start",
        files: &[("Motion path detail data & description/motion path detail data2026.json", r#"[{sportType:101,startTime:1776787200000,totalTime:1200000,totalDistance:3000,attribute:""},{sportType:5,startTime:1776787200000,totalTime:1200000},{sportType:4,totalTime:1200000}]"#)],
        runs: &["2026-04-21T16:00:00Z,20,3,"],
        exit: 3, failed: &["data2026.json#3"],
    },
    Quirk {
        what: "Fitbit: the exact table alone, millimetres, a damaged row",
        files: &[("Takeout/Google Health/UserExercises_0.csv", "exercise_id,exercise_start,exercise_end,utc_offset,activity_name,tracker_total_distance_mm,tracker_avg_heart_rate,tracker_total_steps\n1,2026-03-20 17:00:05+0000,2026-03-20 17:30:05+0000,+01:00,Run,5000000,140,5000\n2,bad,2026-03-20 17:30:05+0000,+01:00,Run,5000000,140,5000\n3,2026-03-21 17:00:05+0000,2026-03-21 17:30:05+0000,+01:00,Walk,5000000,140,5000\n")],
        runs: &["2026-03-20T17:00:05Z,30,5,"],
        exit: 3, failed: &["UserExercises_0.csv#2"],
    },
    Quirk {
        what: "Fitbit: the list alone, miles, a treadmill walked, a sport without a name",
        files: &[("exercise-0.json", r#"[{"logId":1,"activityName":"Outdoor Run","startTime":"03/20/26 18:00:05","duration":1800000,"distance":3.1,"distanceUnit":"Mile","steps":5000},{"logId":2,"activityName":"Treadmill","startTime":"03/21/26 18:00:05","duration":1800000,"steps":2500},{"logId":3,"activityName":"Sport","startTime":"03/22/26 18:00:05","duration":1800000}]"#)],
        runs: &["2026-03-20T18:00:05 local,30,4.99,"],
        exit: 0, failed: &[],
    },
    Quirk {
        what: "Google Fit in a German folder, a session without a start",
        files: &[
            ("Takeout/Fit/Alle Sitzungen/a.json", r#"{"fitnessActivity":"running","startTime":"2026-03-25T17:00:00.000Z","endTime":"2026-03-25T17:30:00Z","duration":"1800s","aggregate":[{"metricName":"com.google.distance.delta","floatValue":5000.0}]}"#),
            ("Takeout/Fit/Alle Sitzungen/b.json", r#"{"fitnessActivity":"biking","startTime":"2026-03-26T17:00:00.000Z","endTime":"2026-03-26T17:30:00Z"}"#),
            ("Takeout/Fit/Alle Sitzungen/c.json", r#"{"fitnessActivity":"running.treadmill","duration":"1800s"}"#),
        ],
        runs: &["2026-03-25T17:00:00Z,30,5,"],
        exit: 3, failed: &["c.json#1"],
    },
    Quirk {
        what: "Runtastic without its folders of tracks, two shapes of a start, a pulse of 0",
        files: &[
            ("export-1/Sport-sessions/a.json", r#"{"id":"a","start_time":1535786914000,"end_time":1535788714000,"start_time_timezone_offset":7200000,"duration":1800000,"distance":5000,"sport_type_id":"1","pulse_avg":0}"#),
            ("export-1/Sport-sessions/b.json", r#"{"id":"b","start_time":"2021-05-01T07:00:00Z","duration":1800000,"distance":5000,"sport_type":{"id":"14"}}"#),
            ("export-1/Sport-sessions/c.json", r#"{"id":"c","start_time":null,"duration":1800000,"sport_type_id":"1"}"#),
        ],
        runs: &["2018-09-01T07:28:34Z,30,5,", "2021-05-01T07:00:00Z,30,5,"],
        exit: 3, failed: &["c.json#1"],
    },
    Quirk {
        what: "Suunto's app: 1 is a run and 3 is none, the other way round than in its logs",
        files: &[("workouts.json", r#"{"payload":[{"activityId":1,"startTime":1768032000000,"totalTime":1800,"totalDistance":5000,"timeOffsetInMinutes":60},{"activityId":3,"startTime":1768118400000,"totalTime":1800,"totalDistance":5000}]}"#)],
        runs: &["2026-01-10T08:00:00Z,30,5,"],
        exit: 0, failed: &[],
    },
    Quirk { what: "an empty list", files: &[("Activities.csv", "Activity Type,Date,Favorite,Title,Distance,Calories,Time\n")], runs: &[], exit: 0, failed: &[] },
    Quirk { what: "an empty table of Strava", files: &[("activities.csv", "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,Filename\n")], runs: &[], exit: 0, failed: &[] },
    Quirk { what: "an empty account of Garmin", files: &[("DI_CONNECT/x_0_summarizedActivities.json", "[{\"summarizedActivitiesExport\":[]}]")], runs: &[], exit: 0, failed: &[] },
];

#[test]
fn every_quirk_gives_the_runs_that_it_holds() {
    let mut wrong = Vec::new();
    for quirk in QUIRKS {
        for wrapped in [false, true] {
            let bench = Bench::new(LATER);
            let folder = bench.folder.path();
            let files: Vec<(String, Vec<u8>)> = (quirk.files.iter())
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect();
            let path = if wrapped {
                std::fs::write(folder.join("all.zip"), zip_of(&files, Deflated)).expect("a file");
                folder.join("all.zip")
            } else {
                put(&folder.join("all"), &files);
                folder.join("all")
            };
            let path = path.to_str().expect("a path");
            let ended = bench.call(&["import", "--json", "--time-zone", "Europe/Berlin", path]);
            let told = ended.json();
            let runs = bench.runs();
            let runs = runs["runs"].as_array().expect("runs");
            let table = quirk.runs.iter().map(|run| format!("x,{run}"));
            let table = table.collect::<Vec<_>>().join("\n");
            let wanted = expected(&format!("header\n{table}"));
            let mut fault =
                |what: String| wrong.push(format!("{}, zip {wrapped}: {what}", quirk.what));
            for run in &wanted {
                if !runs.iter().any(|found| is(found, run)) {
                    fault(format!("{run:?} is missing"));
                }
            }
            if runs.len() != wanted.len() {
                fault(format!("{} runs, not {}", runs.len(), wanted.len()));
            }
            if ended.code != quirk.exit {
                fault(format!("exit {}: {told}", ended.code));
            }
            let failed = told["failed"].as_array().expect("a list");
            let as_wanted = failed.len() == quirk.failed.len()
                && (quirk.failed.iter()).all(|end| {
                    let names = failed.iter().filter_map(|one| one["file"].as_str());
                    names.into_iter().any(|name| name.ends_with(end))
                });
            if !as_wanted {
                fault(format!("failed are {failed:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
