//! Vendors whose table stands beside workout files, or alone.

use super::archive::Made;
use super::parts::{Outing, gpx, lock, packed, zip_of_texts};
use crate::files::{plain_recording, zip_of};
use crate::fit::{self, FitStyle};
use chrono::TimeDelta;

fn instant(outing: &Outing) -> String {
    outing.start.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn held(outing: &Outing, what: &'static str) -> (String, u32, f64, &'static str) {
    (instant(outing), outing.minutes, outing.km, what)
}

/// German: names twice and translated, decimal commas, line breaks in cells, a ride whose
/// GPX names no sport, a row that the export failed on.
pub(super) fn strava_de() -> Result<Made, String> {
    let run = Outing::new("2026-04-01T17:10:05Z", 30, 5.2);
    let ride = Outing::new("2026-04-02T15:00:10Z", 30, 6.5);
    let belt = Outing::new("2026-04-04T06:00:00Z", 20, 3.0);
    let row = |id: u32, outing: &Outing, name: &str, sport: &str, file: &str, rpe: &str| {
        format!(
            "{id},\"{}\",{name},{sport},\"Zeile eins\nZeile \\\"\"zwei\\\"\"\",{},\"{}\",150,Notiz {id},{file},{}.0,{}.0,{:.1},12.5,140.0,151.0,{rpe}\n",
            outing.local(0, "%d.%m.%Y, %H:%M:%S"),
            outing.seconds(),
            format!("{:.2}", outing.km).replace('.', ","),
            outing.seconds(),
            outing.seconds(),
            outing.metres(),
        )
    };
    let table = format!(
        "\u{feff}Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Beschreibung der Aktivität,Verstrichene Zeit,Distanz,Max. Herzfrequenz,Private Notiz,Dateiname,Verstrichene Zeit,Bewegungszeit,Distanz,Höhenzunahme,Durchschnittliche Herzfrequenz,Max. Herzfrequenz,\"<span class=\"\"translation_missing\"\">Perceived Exertion</span>\"\n{}{}{}#error#\n",
        row(
            101,
            &run,
            "Abendlauf",
            "Lauf",
            "activities/101.gpx.gz",
            "5.0"
        ),
        row(
            102,
            &ride,
            "Gemütlich",
            "Radfahrt",
            "activities/102.gpx.gz",
            ""
        ),
        row(103, &belt, "Band", "Lauf", "", "3.0"),
    );
    let bytes = zip_of(&[
        ("activities.csv", table.as_bytes()),
        ("activities/101.gpx.gz", &packed(&gpx(&[run], None, 0))?),
        ("activities/102.gpx.gz", &packed(&gpx(&[ride], None, 0))?),
        ("media/", b""),
    ])?;
    let runs = vec![
        held(&run, "GPX without type; table in German"),
        held(&belt, "table only"),
    ];
    Ok(Made {
        name: "strava-de.zip",
        bytes,
        runs,
    })
}

/// Centimetres, milliseconds, a wall clock as if it were an epoch, a zip in the zip.
pub(super) fn garmin() -> Result<Made, String> {
    let mut recording = plain_recording();
    recording.start = "2026-03-01T17:00:04Z".parse().unwrap_or_default();
    let seconds = recording.totals.timer.map_or(0.0, |s| s.get());
    let metres = recording.totals.distance.map_or(0.0, |m| m.get());
    let file = fit::write(&recording, &FitStyle::garmin())?;
    let by_hand = Outing::new("2026-03-05T06:30:00Z", 36, 6.0);
    let ride = Outing::new("2026-03-06T16:00:00Z", 40, 16.0);
    let row = |id: u32, kind: &str, start_ms: i64, seconds: f64, metres: f64, more: &str| {
        format!(
            "{{\"activityId\":{id},\"name\":\"Nr. {id}\",\"activityType\":{kind},\"beginTimestamp\":{start_ms}.0,\"startTimeGmt\":{start_ms}.0,\"startTimeLocal\":{}.0,\"duration\":{},\"elapsedDuration\":{},\"distance\":{},\"avgHr\":null{more}}}",
            start_ms + 3_600_000,
            seconds * 1000.0,
            seconds * 1000.0,
            metres * 100.0,
        )
    };
    let table = format!(
        "[{{\"summarizedActivitiesExport\":[{},{},{}]}}]",
        row(
            1,
            "\"running\"",
            recording.start.timestamp_millis(),
            seconds,
            metres,
            ",\"workoutRpe\":40,\"workoutFeel\":75,\"description\":\"links 2/10\",\"avgDoubleCadence\":166.0"
        ),
        row(
            2,
            "{\"typeKey\":\"trail_running\"}",
            by_hand.millis(),
            2160.0,
            6000.0,
            ",\"workoutRpe\":30"
        ),
        row(3, "\"cycling\"", ride.millis(), 2400.0, 16_000.0, ""),
    );
    let inner = zip_of(&[
        ("käthe@example.invalid_17.fit", file.as_slice()),
        ("käthe@example.invalid_18.fit", b""),
    ])?;
    let bytes = zip_of(&[
        (
            "DI_CONNECT/DI-Connect-Fitness/käthe@example.invalid_0_summarizedActivities.json",
            table.as_bytes(),
        ),
        (
            "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip",
            &inner,
        ),
        ("customer_data/customer.json", b"{}"),
    ])?;
    let minutes = (seconds / 60.0).round() as u32;
    let runs = vec![
        (
            "2026-03-01T17:00:04Z".to_owned(),
            minutes,
            (metres / 10.0).round() / 100.0,
            "FIT in zip in zip; exertion in the table",
        ),
        held(&by_hand, "table only"),
    ];
    Ok(Made {
        name: "garmin.zip",
        bytes,
        runs,
    })
}

/// The list from the website, in German: no zone, no unit, metres for a run on a track.
pub(super) fn garmin_list_de() -> Made {
    let text = "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø HF,Maximale HF,Ø Schrittfrequenz (Laufen),Schritte\n\
        Laufen,2026-03-01 18:00:00,false,\"Abend\",\"7,00\",\"320\",\"00:42:00\",\"140\",\"150\",\"166\",\"6.972\"\n\
        Laufband,2026-03-03 19:00:00,false,\"Band\",\"4,00\",\"250\",\"00:25:00\",\"--\",\"--\",\"--\",\"--\"\n\
        Bahnlauf,2026-03-08 07:30:00,false,\"Bahn\",\"3.000\",\"--\",\"00:15:00\",\"--\",\"--\",\"--\",\"--\"\n\
        Radfahren,2026-03-09 07:30:00,false,\"Rad\",\"20,10\",\"--\",\"01:00:00\",\"--\",\"--\",\"--\",\"--\"\n";
    let local = |time: &str, minutes, km, what| (format!("{time} local"), minutes, km, what);
    Made {
        name: "garmin-list-de.csv",
        bytes: text.as_bytes().to_vec(),
        runs: vec![
            local("2026-03-01T18:00:00", 42, 7.0, "decimal comma"),
            local("2026-03-03T19:00:00", 25, 4.0, "two dashes for none"),
            local("2026-03-08T07:30:00", 15, 3.0, "metres on a track"),
        ],
    }
}

/// Miles, local times, and a GPX of before 2014 whose local time is called UTC.
pub(super) fn runkeeper() -> Result<Made, String> {
    let run = Outing::new("2026-03-10T16:35:09Z", 30, 5.0);
    let ride = Outing::new("2026-03-14T06:00:00Z", 30, 7.0);
    let table = "Activity Id,Date,Type,Route Name,Distance (mi),Duration,Average Pace,Climb (ft),Notes,GPX File\n\
        a,2026-03-10 17:35:09,Running,,3.11,30:00,9:39,40,\"2/10 after, fine\",2026-03-10-173509.gpx\n\
        b,2026-03-12 07:00:00,Running,,6.21,1:05:12,10:30,0,belt,\n\
        c,2026-03-14 07:00:00,Cycling,,4.35,30:00,6:54,0,,2026-03-14-070000.gpx\n";
    let bytes = zip_of_texts(&[
        ("cardioActivities.csv", table),
        (
            "2026-03-10-173509.gpx",
            &gpx(&[run], Some("Running 3/10/26 5:35 pm"), 0),
        ),
        (
            "2026-03-14-070000.gpx",
            &gpx(&[ride], Some("Cycling 3/14/26 7:00 am"), 0),
        ),
    ])?;
    let runs = vec![
        held(&run, "GPX and table; miles"),
        (
            "2026-03-12T07:00:00 local".to_owned(),
            65,
            9.99,
            "table only; zone of the run beside it",
        ),
    ];
    Ok(Made {
        name: "runkeeper.zip",
        bytes,
        runs,
    })
}

/// Days without a time, marks around the notes.
pub(super) fn mapmyrun() -> Made {
    let text = "Date Submitted,Workout Date,Activity Type,Calories Burned (kCal),Distance (mi),Workout Time (seconds),Avg Pace (min/mi),Steps,Avg Heart Rate,Notes,Source,Link\n\
        \"May 7, 2025\",\"May 6, 2025\",Run,300,3.10685,1800,9.66,4980,140,\"b'2/10'\",MapMyFitness,http://example.invalid/1\n\
        \"Nov. 6, 2019\",\"Nov. 5, 2019\",Indoor Run / Jog,200,1.86411,1200,10.7,,,,MapMyFitness,http://example.invalid/2\n\
        \"Nov. 7, 2019\",\"Nov. 7, 2019\",Bike Ride,200,6.2,1800,4.8,,,,MapMyFitness,http://example.invalid/3\n";
    Made {
        name: "mapmyrun.csv",
        bytes: text.as_bytes().to_vec(),
        runs: vec![
            (
                "2025-05-06T12:00:00 local".to_owned(),
                30,
                5.0,
                "a day alone",
            ),
            (
                "2019-11-05T12:00:00 local".to_owned(),
                20,
                3.0,
                "a day alone; treadmill",
            ),
        ],
    }
}

const ZEPP: &str = "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),calories(kcal)\n\
    1,2026-04-10 16:00:00+0000,1800,0.30,0.45,5000.0,0.36,320.0\n\
    8,2026-04-12 16:00:00+0000,1200,-1.0,-1.0,3000.0,0.40,200.0\n\
    6,2026-04-13 16:00:00+0000,1800,-1.0,-1.0,2500.0,0.72,90.0\n";

pub(super) fn zepp() -> Result<Made, String> {
    let bytes = zip_of_texts(&[
        ("17_1/SPORT/SPORT_1.csv", ZEPP),
        ("17_1/SLEEP/SLEEP_1.csv", "date,deep\n"),
    ])?;
    let runs = vec![
        held(&Outing::new("2026-04-10T16:00:00Z", 30, 5.0), "table only"),
        held(
            &Outing::new("2026-04-12T16:00:00Z", 20, 3.0),
            "table only; none is -1",
        ),
    ];
    Ok(Made {
        name: "zepp.zip",
        bytes,
        runs,
    })
}

/// As it comes: locked.
pub(super) fn zepp_locked() -> Result<Made, String> {
    let bytes = lock(zip_of_texts(&[("17_1/SPORT/SPORT_1.csv", ZEPP)])?);
    Ok(Made {
        name: "zepp-locked.zip",
        bytes,
        runs: Vec::new(),
    })
}

/// A recording that is not read, beside one that is.
pub(super) fn polar_old_program() -> Result<Made, String> {
    let run = Outing::new("2012-05-01T07:00:00Z", 20, 3.4);
    let start = (run.start + TimeDelta::days(1)).format("%Y%m%d");
    let hrm = format!(
        "[Params]\nVersion=106\nDate={start}\nStartTime=07:00:00.0\nLength=00:30:00.0\n[HRData]\n120\n"
    );
    let bytes = zip_of_texts(&[("12050201.hrm", &hrm), ("run.gpx", &gpx(&[run], None, 0))])?;
    Ok(Made {
        name: "polar-old-program.zip",
        bytes,
        runs: vec![held(&run, "a GPX beside a .hrm")],
    })
}
