//! Vendors that keep the track in formats of their own.

use super::archive::Made;
use super::parts::{Outing, gpx, list, zip_of_texts};
use std::fmt::Write;

fn held(outing: &Outing, what: &'static str) -> (String, u32, f64, &'static str) {
    let start = outing.start.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    (start, outing.minutes, outing.km, what)
}

/// A translated name, a malformed document type, a control character, phone and watch
/// counting the same steps, one route file for two workouts, a run that an app copied.
pub(super) fn apple() -> Result<Made, String> {
    let run = Outing::new("2026-05-01T16:00:00Z", 30, 5.0);
    let second = Outing::new("2026-05-01T16:45:00Z", 20, 3.4);
    let belt = Outing::new("2026-05-03T17:00:00Z", 20, 3.2);
    let ride = Outing::new("2026-05-05T10:00:00Z", 40, 8.0);
    let stamp = "%Y-%m-%d %H:%M:%S +0200";
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me)>\n<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n<!ELEMENT Me EMPTY>\n]>\n<HealthData locale=\"zh_CN\">\n <Me a=\"\u{b}\"/>\n",
    );
    let mut record = |kind: &str, source: &str, at: &Outing, from_s: u32, to_s: u32, value: u32| {
        let moment = |s: u32| {
            (at.start + chrono::TimeDelta::seconds(i64::from(s) + 7200))
                .format(stamp)
                .to_string()
        };
        let _ = writeln!(
            xml,
            " <Record type=\"HKQuantityTypeIdentifier{kind}\" sourceName=\"{source}\" unit=\"count\" startDate=\"{}\" endDate=\"{}\" value=\"{value}\"/>",
            moment(from_s),
            moment(to_s),
        );
    };
    for point in run.points(10) {
        record(
            "HeartRate",
            "Armband &amp; Uhr",
            &run,
            point.s,
            point.s,
            point.bpm,
        );
    }
    for outing in [&run, &belt] {
        for minute in 0..outing.minutes {
            record(
                "StepCount",
                "Armband &amp; Uhr",
                outing,
                minute * 60,
                minute * 60 + 60,
                166,
            );
            record(
                "StepCount",
                "Telefon",
                outing,
                minute * 60,
                minute * 60 + 60,
                158,
            );
        }
    }
    let mut workout = |kind: &str,
                       source: &str,
                       outing: &Outing,
                       shift_s: i64,
                       inside: &str,
                       route: bool| {
        let moment = |minutes: u32| {
            let at =
                outing.start + chrono::TimeDelta::seconds(i64::from(minutes) * 60 + shift_s + 7200);
            at.format(stamp).to_string()
        };
        let _ = write!(
            xml,
            " <Workout workoutActivityType=\"HKWorkoutActivityType{kind}\" duration=\"{}\" durationUnit=\"min\" sourceName=\"{source}\" startDate=\"{}\" endDate=\"{}\">\n  <WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"{}\" unit=\"km\"/>\n{inside}",
            outing.minutes,
            moment(0),
            moment(outing.minutes),
            outing.km,
        );
        if route {
            let name = if kind == "Cycling" { "ride" } else { "both" };
            let _ = writeln!(
                xml,
                "  <WorkoutRoute><FileReference path=\"/workout-routes/{name}.gpx\"/></WorkoutRoute>"
            );
        }
        xml.push_str(" </Workout>\n");
    };
    let watch = "Armband &amp; Uhr";
    workout(
        "Running",
        watch,
        &run,
        0,
        "  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Paris\"/>\n",
        true,
    );
    workout("Running", "Laufhilfe", &run, 3, "", false);
    workout("Running", watch, &second, 0, "", true);
    workout(
        "Running",
        watch,
        &belt,
        0,
        "  <MetadataEntry key=\"HKIndoorWorkout\" value=\"1\"/>\n",
        false,
    );
    workout("Cycling", watch, &ride, 0, "", true);
    xml.push_str("</HealthData>\n");
    let bytes = zip_of_texts(&[
        ("apple_health_export/导出.xml", &xml),
        (
            "apple_health_export/export_cda.xml",
            "<?xml version=\"1.0\"?><ClinicalDocument/>",
        ),
        (
            "apple_health_export/workout-routes/both.gpx",
            &gpx(&[run, second], None, 0),
        ),
        (
            "apple_health_export/workout-routes/ride.gpx",
            &gpx(&[ride], None, 0),
        ),
    ])?;
    let runs = vec![
        held(&run, "route and records; an app's copy beside it"),
        held(&second, "the same route file"),
        held(&belt, "without a route"),
    ];
    Ok(Made {
        name: "apple.zip",
        bytes,
        runs,
    })
}

/// Bare NaN, local time and offset, the two shapes, kilometres in the samples alone.
pub(super) fn polar() -> Result<Made, String> {
    let new = Outing::new("2026-02-01T09:00:00Z", 35, 6.0);
    let belt = Outing::new("2026-02-03T17:00:00Z", 20, 3.0);
    let old = Outing::new("2019-06-01T07:00:00Z", 40, 7.0);
    let ride = Outing::new("2026-02-05T09:00:00Z", 30, 6.0);
    let session = |outing: &Outing, sport: u32, track: bool, distance: bool| {
        let points = outing.points(5);
        let values = |write: &dyn Fn(&super::parts::Point) -> String| {
            points.iter().map(write).collect::<Vec<_>>().join(",")
        };
        let start = outing.local(60, "%Y-%m-%dT%H:%M:%S");
        let route = if track {
            let way = list(&points, |p| {
                format!(
                    "{{\"longitude\":{:.6},\"latitude\":{:.6},\"altitude\":{:.1},\"elapsedMillis\":{}}}",
                    p.longitude,
                    p.latitude,
                    p.altitude,
                    p.s * 1000
                )
            });
            format!(",\"routes\":{{\"route\":{{\"startTime\":\"{start}\",\"wayPoints\":{way}}}}}")
        } else {
            String::new()
        };
        let metres = if distance {
            format!(",\"distanceMeters\":{}", outing.metres())
        } else {
            String::new()
        };
        format!(
            "{{\"startTime\":\"{start}\",\"timezoneOffsetMinutes\":60,\"durationMillis\":{},\"name\":\"Made\",\"note\":\"2/10\",\"exercises\":[{{\"startTime\":\"{start}\",\"timezoneOffsetMinutes\":60,\"durationMillis\":{},\"sport\":{{\"id\":\"{sport}\"}},\"samples\":{{\"samples\":[{{\"type\":\"HEART_RATE\",\"intervalMillis\":5000,\"values\":[NaN,NaN,{}]}},{{\"type\":\"CADENCE\",\"intervalMillis\":5000,\"values\":[{}]}},{{\"type\":\"DISTANCE\",\"intervalMillis\":5000,\"values\":[{}]}}]}}{route}{metres}}}]}}",
            outing.seconds() * 1000,
            outing.seconds() * 1000,
            values(&|p| p.bpm.to_string()),
            values(&|_| "83".to_owned()),
            values(&|p| format!("{:.1}", p.metres)),
        )
    };
    let points = old.points(10);
    let moment = |s: u32| {
        (old.start + chrono::TimeDelta::seconds(7200 + i64::from(s)))
            .format("%Y-%m-%dT%H:%M:%S.000")
            .to_string()
    };
    let old_text = format!(
        "{{\"exportVersion\":\"1.3\",\"startTime\":\"{start}\",\"timeZoneOffset\":120,\"distance\":7000.0,\"duration\":\"PT2400.000S\",\"exercises\":[{{\"startTime\":\"{start}\",\"timezoneOffset\":120,\"duration\":\"PT40M\",\"distance\":7000.0,\"sport\":\"RUNNING\",\"samples\":{{\"heartRate\":{},\"recordedRoute\":{}}}}}]}}",
        list(&points, |p| format!(
            "{{\"dateTime\":\"{}\",\"value\":{}}}",
            moment(p.s),
            p.bpm
        )),
        list(&points, |p| format!(
            "{{\"dateTime\":\"{}\",\"latitude\":{:.6},\"longitude\":{:.6},\"altitude\":{:.1}}}",
            moment(p.s),
            p.latitude,
            p.longitude,
            p.altitude
        )),
        start = moment(0),
    );
    let bytes = zip_of_texts(&[
        (
            "training-session_2026-02-01T10-00-00_1-a.json",
            &session(&new, 27, true, true),
        ),
        (
            "training-session_2026-02-03T18-00-00_2-b.json",
            &session(&belt, 17, false, false),
        ),
        (
            "training-session_2026-02-05T10-00-00_3-c.json",
            &session(&ride, 2, true, true),
        ),
        ("training-session-2019-06-01-4-d.json", &old_text),
        ("activity-2026-02-01-e.json", "{\"date\":\"2026-02-01\"}"),
    ])?;
    let runs = vec![
        held(&new, "today's shape"),
        held(&belt, "distance in the samples alone"),
        held(&old, "the shape of 2019"),
    ];
    Ok(Made {
        name: "polar.zip",
        bytes,
        runs,
    })
}

/// Hertz, radians, and times that mix Z and an offset.
pub(super) fn suunto() -> Result<Made, String> {
    let run = Outing::new("2026-01-10T08:00:00Z", 30, 5.0);
    let samples = list(&run.points(10), |p| {
        let at = if p.s % 20 == 0 {
            p.at.format("%Y-%m-%dT%H:%M:%S.000Z").to_string()
        } else {
            (p.at + chrono::TimeDelta::hours(1))
                .format("%Y-%m-%dT%H:%M:%S.000+01:00")
                .to_string()
        };
        format!(
            "{{\"TimeISO8601\":\"{at}\",\"HR\":{:.4},\"Cadence\":1.38,\"Latitude\":{:.9},\"Longitude\":{:.9},\"Altitude\":{:.1},\"Distance\":{:.1},\"Speed\":{:.3}}}",
            f64::from(p.bpm) / 60.0,
            p.latitude.to_radians(),
            p.longitude.to_radians(),
            p.altitude,
            p.metres,
            run.metres() / f64::from(run.seconds()),
        )
    });
    let text = format!(
        "{{\"DeviceLog\":{{\"Header\":{{\"ActivityType\":82,\"DateTime\":\"{}\",\"Duration\":{},\"Distance\":{},\"Feeling\":4,\"Notes\":\"1/10\"}},\"Samples\":{samples}}}}}",
        run.local(60, "%Y-%m-%dT%H:%M:%S.000+01:00"),
        run.seconds(),
        run.metres(),
    );
    let bytes = zip_of_texts(&[("Carrera de montaña.json", &text)])?;
    Ok(Made {
        name: "suunto.zip",
        bytes,
        runs: vec![held(&run, "hertz and radians")],
    })
}

/// A line before the header, rows longer than it, two ways of naming columns.
pub(super) fn samsung() -> Result<Made, String> {
    let run = Outing::new("2026-01-20T17:00:00Z", 30, 5.0);
    let belt = Outing::new("2026-01-22T17:00:00Z", 20, 3.0);
    let walk = Outing::new("2026-01-23T17:00:00Z", 30, 2.5);
    let row = |outing: &Outing, kind: u32, data: [&str; 2], note: &str| {
        let end = outing.start + chrono::TimeDelta::seconds(i64::from(outing.seconds()));
        format!(
            "{},{}.000,{}.000,UTC+0100,{},{},{kind},0.0,{},{},{note},\n",
            "",
            outing.local(0, "%Y-%m-%d %H:%M:%S"),
            end.format("%Y-%m-%d %H:%M:%S"),
            outing.seconds() * 1000,
            outing.metres(),
            data[0],
            data[1],
        )
    };
    let [live, location] = [
        "a1.com.samsung.health.exercise.live_data.json",
        "a1.com.samsung.health.exercise.location_data.json",
    ];
    let table = format!(
        "\u{feff}com.samsung.shealth.exercise,6312345,11\ntitle,com.samsung.health.exercise.start_time,end_time,com.samsung.health.exercise.time_offset,com.samsung.health.exercise.duration,com.samsung.health.exercise.distance,com.samsung.health.exercise.exercise_type,com.samsung.health.exercise.mean_heart_rate,com.samsung.health.exercise.live_data,com.samsung.health.exercise.location_data,com.samsung.health.exercise.comment\n{}{}{}",
        row(&run, 1002, [live, location], "\"2/10, ok\""),
        row(&belt, 15_005, ["", ""], ""),
        row(&walk, 1001, ["", ""], ""),
    );
    let points = run.points(5);
    let live_text = list(&points, |p| {
        format!(
            "{{\"start_time\":{},\"heart_rate\":{}.0,\"cadence\":166.0,\"distance\":{:.3}}}",
            p.at.timestamp_millis(),
            p.bpm,
            if p.s == 0 {
                0.0
            } else {
                run.metres() * 5.0 / f64::from(run.seconds())
            }
        )
    });
    let location_text = list(&points, |p| {
        format!(
            "{{\"start_time\":{},\"latitude\":{:.6},\"longitude\":{:.6},\"altitude\":{:.1},\"accuracy\":4.0}}",
            p.at.timestamp_millis(),
            p.latitude,
            p.longitude,
            p.altitude
        )
    });
    let folder = "samsunghealth_made_1/jsons/com.samsung.shealth.exercise/a";
    let bytes = zip_of_texts(&[
        (
            "samsunghealth_made_1/com.samsung.shealth.exercise.1.csv",
            &table,
        ),
        (
            "samsunghealth_made_1/com.samsung.shealth.exercise.weather.1.csv",
            "com.samsung.shealth.exercise.weather,1,1\ntemperature\n",
        ),
        (&format!("{folder}/{live}"), &live_text),
        (&format!("{folder}/{location}"), &location_text),
    ])?;
    let runs = vec![
        held(&run, "table and two files of samples"),
        held(&belt, "treadmill; run by its pace"),
    ];
    Ok(Made {
        name: "samsung.zip",
        bytes,
        runs,
    })
}

/// Distance and steps as what was added, a deleted run beside it.
pub(super) fn nike() -> Result<Made, String> {
    let run = Outing::new("2025-09-01T16:00:00Z", 30, 5.0);
    let belt = Outing::new("2025-09-03T16:00:00Z", 20, 3.0);
    let points = run.points(10);
    let metric = |kind: &str, value: &dyn Fn(&super::parts::Point) -> f64| {
        let values = list(&points[1..], |p| {
            format!(
                "{{\"start_epoch_ms\":{},\"end_epoch_ms\":{},\"value\":{:.6}}}",
                p.at.timestamp_millis() - 10_000,
                p.at.timestamp_millis(),
                value(p)
            )
        });
        format!("{{\"type\":\"{kind}\",\"unit\":\"\",\"values\":{values}}}")
    };
    let step = run.km * 10.0 / f64::from(run.seconds());
    let metrics = [
        metric("latitude", &|p| p.latitude),
        metric("longitude", &|p| p.longitude),
        metric("distance", &|_| step),
        metric("steps", &|_| 27.6),
        metric("heart_rate", &|p| f64::from(p.bpm)),
    ]
    .join(",");
    let activity = |outing: &Outing, tags: &str, metrics: &str, deleted: bool| {
        format!(
            "{{\"id\":\"{}\",\"type\":\"run\",\"start_epoch_ms\":{},\"end_epoch_ms\":{},\"active_duration_ms\":{},\"delete_indicator\":{deleted},\"summaries\":[{{\"metric\":\"distance\",\"summary\":\"total\",\"value\":{}}}],\"tags\":{{{tags}}},\"moments\":[],\"metrics\":[{metrics}]}}",
            outing.millis(),
            outing.millis(),
            outing.end_millis(),
            outing.seconds() * 1000,
            outing.km,
        )
    };
    let gone = Outing::new("2025-09-05T16:00:00Z", 20, 3.0);
    let bytes = zip_of_texts(&[
        (
            "activities/1.json",
            &activity(
                &run,
                "\"com.nike.name\":\"Monday\",\"rpe\":\"4\",\"note\":\"fine\"",
                &metrics,
                false,
            ),
        ),
        (
            "activities/2.json",
            &activity(&belt, "\"location\":\"indoors\"", "", false),
        ),
        ("activities/3.json", &activity(&gone, "", "", true)),
    ])?;
    let runs = vec![held(&run, "increments"), held(&belt, "indoors")];
    Ok(Made {
        name: "nike.zip",
        bytes,
        runs,
    })
}

/// Track as JSON with km/h, track as GPX, no heart rate as 0.
pub(super) fn runtastic() -> Result<Made, String> {
    let old = Outing::new("2018-09-01T09:28:34Z", 30, 5.0);
    let new = Outing::new("2021-05-01T07:00:00Z", 30, 5.0);
    let belt = Outing::new("2021-05-03T07:00:00Z", 20, 3.0);
    let session = |outing: &Outing, kind: u32, manual: bool| {
        format!(
            "{{\"start_time\":{},\"end_time\":{},\"start_time_timezone_offset\":7200000,\"distance\":{},\"duration\":{},\"pulse_avg\":0,\"pulse_max\":0,\"notes\":\"2/10\",\"manual\":{manual},\"indoor\":{manual},\"sport_type_id\":\"{kind}\"}}",
            outing.millis(),
            outing.end_millis(),
            outing.metres(),
            outing.seconds() * 1000,
        )
    };
    let points = old.points(10);
    let stamp = |p: &super::parts::Point| {
        (p.at + chrono::TimeDelta::hours(2))
            .format("%Y-%m-%d %H:%M:%S +0200")
            .to_string()
    };
    let track = list(&points, |p| {
        format!(
            "{{\"timestamp\":\"{}\",\"longitude\":{:.6},\"latitude\":{:.6},\"altitude\":{:.1},\"speed\":10.0,\"distance\":{:.1}}}",
            stamp(p),
            p.longitude,
            p.latitude,
            p.altitude,
            p.metres
        )
    });
    let heart = list(&points, |p| {
        format!(
            "{{\"timestamp\":\"{}\",\"heart_rate\":{}}}",
            stamp(p),
            p.bpm
        )
    });
    let [a, b, c] = [
        "11111111-0000-4000-8000-00000000000a",
        "22222222-0000-4000-8000-00000000000b",
        "33333333-0000-4000-8000-00000000000c",
    ];
    let bytes = zip_of_texts(&[
        (
            &format!("Sport-sessions/{a}.json"),
            &session(&old, 1, false),
        ),
        (&format!("Sport-sessions/GPS-data/{a}.json"), &track),
        (&format!("Sport-sessions/Heart-rate-data/{a}.json"), &heart),
        (
            &format!("Sport-sessions/{b}.json"),
            &session(&new, 82, false),
        ),
        (
            &format!("Sport-sessions/GPS-data/{b}.gpx"),
            &gpx(&[new], None, 0),
        ),
        (
            &format!("Sport-sessions/{c}.json"),
            &session(&belt, 14, true),
        ),
        ("User/user.json", "{}"),
    ])?;
    let runs = vec![
        held(&old, "JSON track"),
        held(&new, "GPX track"),
        held(&belt, "by hand"),
    ];
    Ok(Made {
        name: "runtastic.zip",
        bytes,
        runs,
    })
}

/// Keys without quotes, a pause at the pole, three ways of writing a time.
pub(super) fn huawei() -> Result<Made, String> {
    let run = Outing::new("2026-04-20T16:00:00Z", 30, 5.0);
    let belt = Outing::new("2026-04-22T16:00:00Z", 20, 3.0);
    let mut detail = String::from("HW_EXT_TRACK_DETAIL@is");
    for p in run.points(5) {
        let time = match p.s % 15 {
            0 => format!("{}", p.at.timestamp()),
            5 => format!("{:.9}E12", p.at.timestamp_millis() as f64 / 1e12),
            _ => format!("{}", p.at.timestamp_millis()),
        };
        let _ = write!(
            detail,
            "tp=lbs;k={};lat={:.6};lon={:.6};alt={:.1};t={time};\\n",
            p.s, p.latitude, p.longitude, p.altitude
        );
        let _ = write!(
            detail,
            "tp=h-r;k={};v={};\\ntp=s-r;k={};v=166;\\n",
            p.at.timestamp_millis(),
            p.bpm,
            p.at.timestamp_millis()
        );
        if p.s == 600 {
            let _ = write!(detail, "tp=lbs;k=1;lat=90.0;lon=-80.0;alt=0.0;t={time};\\n");
        }
    }
    let motion = |outing: &Outing, sport: u32, source: u32, detail: &str| {
        format!(
            "{{sportType:{sport},\"startTime\":{},\"endTime\":{},\"totalTime\":{},\"totalDistance\":{},partTimeMap:{{1.0:360.0,2.0:720.0}},\"timeZone\":\"+0200\",\"sportDataSource\":{source},\"attribute\":\"{detail}&&HW_EXT_TRACK_SIMPLIFY@is{{\\\"avgHeartRate\\\":140}}\"}}",
            outing.millis(),
            outing.end_millis(),
            outing.seconds() * 1000,
            outing.metres(),
        )
    };
    let by_hand = Outing::new("2026-04-23T16:00:00Z", 30, 5.0);
    let text = format!(
        "[{},{},{}]",
        motion(&run, 4, 1, &detail),
        motion(&belt, 101, 1, "HW_EXT_TRACK_DETAIL@is"),
        motion(&by_hand, 4, 2, "HW_EXT_TRACK_DETAIL@is")
    );
    let bytes = zip_of_texts(&[(
        "Motion path detail data & description/motion path detail data1.json",
        &text,
    )])?;
    let runs = vec![
        held(&run, "text in text"),
        held(&belt, "treadmill"),
        held(&by_hand, "by hand"),
    ];
    Ok(Made {
        name: "huawei.zip",
        bytes,
        runs,
    })
}

/// A start in local time, settled by the table in UTC.
pub(super) fn fitbit() -> Result<Made, String> {
    let run = Outing::new("2026-03-20T17:00:05Z", 30, 5.0);
    let belt = Outing::new("2026-03-22T17:00:00Z", 20, 3.0);
    let walk = Outing::new("2026-03-23T17:00:00Z", 30, 2.5);
    let exercise = |id: u32, outing: &Outing, name: &str| {
        format!(
            "{{\"logId\":{id},\"activityName\":\"{name}\",\"startTime\":\"{}\",\"duration\":{},\"activeDuration\":{},\"distance\":{},\"distanceUnit\":\"Kilometer\",\"steps\":{},\"averageHeartRate\":140}}",
            outing.local(60, "%m/%d/%y %H:%M:%S"),
            outing.seconds() * 1000,
            outing.seconds() * 1000,
            outing.km,
            outing.minutes * if name == "Walk" { 100 } else { 166 },
        )
    };
    let json = format!(
        "[{},{},{}]",
        exercise(1, &run, "Run"),
        exercise(2, &belt, "Treadmill"),
        exercise(3, &walk, "Walk")
    );
    let stamp = "%Y-%m-%dT%H:%M:%SZ";
    let users = |outing: &Outing, name: &str| {
        let end = outing.start + chrono::TimeDelta::seconds(i64::from(outing.seconds()));
        format!(
            "9,{},{},+01:00,{name},TRACKER,{},4980,140\n",
            outing.local(0, stamp),
            end.format(stamp),
            outing.metres() * 1000.0
        )
    };
    let csv = format!(
        "exercise_id,exercise_start,exercise_end,utc_offset,activity_name,log_type,tracker_total_distance_mm,tracker_total_steps,tracker_avg_heart_rate\n{}{}",
        users(&run, "Run"),
        users(&belt, "Treadmill")
    );
    let mut fixes = String::from("timestamp,latitude,longitude,altitude\n");
    for p in run.points(5) {
        let _ = writeln!(
            fixes,
            "{},{:.6},{:.6},{:.1}",
            p.at.format(stamp),
            p.latitude,
            p.longitude,
            p.altitude
        );
        // The phone beside the watch, eleven metres off.
        let _ = writeln!(
            fixes,
            "{},{:.6},{:.6},{:.1}",
            p.at.format(stamp),
            p.latitude + 1e-4,
            p.longitude,
            p.altitude
        );
    }
    let bytes = zip_of_texts(&[
        (
            "Takeout/Google Health/Global Export Data/exercise-0.json",
            &json,
        ),
        (
            "Takeout/Google Health/Health Fitness Data_GoogleData/UserExercises_2026-03-01.csv",
            &csv,
        ),
        (
            "Takeout/Google Health/Physical Activity_GoogleData/gps_location_2026-03-20.csv",
            &fixes,
        ),
    ])?;
    let runs = vec![
        held(&run, "three tables; two devices in one"),
        held(&belt, "by hand"),
    ];
    Ok(Made {
        name: "fitbit.zip",
        bytes,
        runs,
    })
}

/// The same run as TCX and as a session.
pub(super) fn google() -> Result<Made, String> {
    let run = Outing::new("2026-03-25T17:00:00Z", 30, 5.0);
    let belt = Outing::new("2026-03-27T17:00:00Z", 20, 3.0);
    let session = |outing: &Outing, kind: &str| {
        let end = outing.start + chrono::TimeDelta::seconds(i64::from(outing.seconds()));
        format!(
            "{{\"fitnessActivity\":\"{kind}\",\"startTime\":\"{}\",\"endTime\":\"{}\",\"duration\":\"{}.0s\",\"aggregate\":[{{\"metricName\":\"com.google.distance.delta\",\"floatValue\":{}}},{{\"metricName\":\"com.google.step_count.delta\",\"intValue\":{}}}]}}",
            outing.local(0, "%Y-%m-%dT%H:%M:%S.000Z"),
            end.format("%Y-%m-%dT%H:%M:%S.000Z"),
            outing.seconds(),
            outing.metres(),
            outing.minutes * 166,
        )
    };
    let mut tcx = format!(
        "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities><Activity Sport=\"Running\"><Id>{0}</Id><Lap StartTime=\"{0}\"><TotalTimeSeconds>1800</TotalTimeSeconds><DistanceMeters>5000</DistanceMeters><Track>\n",
        run.local(0, "%Y-%m-%dT%H:%M:%SZ")
    );
    for p in run.points(10) {
        let _ = writeln!(
            tcx,
            "<Trackpoint><Time>{}</Time><Position><LatitudeDegrees>{:.6}</LatitudeDegrees><LongitudeDegrees>{:.6}</LongitudeDegrees></Position><DistanceMeters>{:.1}</DistanceMeters></Trackpoint>",
            p.at.format("%Y-%m-%dT%H:%M:%SZ"),
            p.latitude,
            p.longitude,
            p.metres
        );
    }
    tcx.push_str("</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n");
    let bytes = zip_of_texts(&[
        ("Takeout/피트니스/Activities/run.tcx", &tcx),
        (
            "Takeout/피트니스/All sessions/run.json",
            &session(&run, "running"),
        ),
        (
            "Takeout/피트니스/All sessions/belt.json",
            &session(&belt, "running.treadmill"),
        ),
    ])?;
    let runs = vec![held(&run, "TCX and session"), held(&belt, "session alone")];
    Ok(Made {
        name: "google.zip",
        bytes,
        runs,
    })
}
