//! GPX and TCX: vendors' spellings, broken and cut files.

use super::{failed, one, recordings, skipped};
use comeback_core::recording::{CadenceUnit, Format, Recording, Sport, SubSport};
use comeback_core::units::{Metres, Seconds, StepsPerMinute};
use comeback_files::{Skip, second_opinion};

/// A track of one point a second northward at 3 m/s from 10:00 on.
fn gpx(head: &str, seconds: u32, extension: &str) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"a watch\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n<metadata><time>2023-05-01T09:00:00Z</time></metadata><trk>{head}<trkseg>\n"
    );
    for second in 0..seconds {
        text += &format!(
            "<trkpt lat=\"{:.7}\" lon=\"7.5\"><ele>{}</ele><time>2023-05-01T10:{:02}:{:02}Z</time>{extension}</trkpt>\n",
            46.5 + f64::from(second) * 3.0 / 111_195.0,
            400.0 + f64::from(second) / 10.0,
            second / 60,
            second % 60,
        );
    }
    text + "</trkseg></trk></gpx>"
}

#[test]
fn a_gpx_run() {
    let text = gpx("<name>Morning</name><type>running</type>", 60, "");
    let run = one("run.gpx", text.as_bytes());
    assert_eq!(
        (run.format, run.sport, run.sport_inferred),
        (Format::Gpx, Sport::Running, false)
    );
    assert_eq!(run.start.timestamp(), 1_682_935_200);
    assert_eq!(run.title.as_deref(), Some("Morning"));
    assert_eq!(run.cadence_unit, CadenceUnit::Unspecified);
    assert_eq!(run.samples.len(), 60);
    assert_eq!(run.samples.time_s[59], 59.0);
    assert_eq!(run.samples.latitude[0], Some(46.5));
    assert_eq!(run.samples.altitude_m[10], Some(401.0));
    assert_eq!(run.samples.cadence[0], None);
    assert_eq!(run.utc_offset_s, None);
    assert!(run.problems.is_empty());
}

#[test]
fn extensions_of_every_vendor() {
    let cadence = |run: &Recording| run.samples.cadence[3];
    let heart_rate = |run: &Recording| run.samples.heart_rate_bpm[3];
    type Column = fn(&Recording) -> Option<f64>;
    let cases: [(&str, Column, f64); 13] = [
        (
            "<extensions><gpxtpx:TrackPointExtension><gpxtpx:cad>84</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions>",
            cadence,
            84.0,
        ),
        (
            "<extensions><ns3:TrackPointExtension><ns3:cad>84</ns3:cad></ns3:TrackPointExtension></extensions>",
            cadence,
            84.0,
        ),
        (
            "<extensions><gpxdata:cadence>168</gpxdata:cadence></extensions>",
            cadence,
            168.0,
        ),
        (
            "<extensions><Cadence>84</Cadence></extensions>",
            cadence,
            84.0,
        ),
        (
            "<extensions><RunCadence>84</RunCadence></extensions>",
            cadence,
            84.0,
        ),
        (
            "<extensions><gpxtpx:hr>151</gpxtpx:hr></extensions>",
            heart_rate,
            151.0,
        ),
        (
            "<extensions><heartrate>151</heartrate></extensions>",
            heart_rate,
            151.0,
        ),
        (
            "<extensions><gpxdata:hr> 151 </gpxdata:hr></extensions>",
            heart_rate,
            151.0,
        ),
        (
            "<extensions><gpxtpx:speed>2,5</gpxtpx:speed></extensions>",
            |run| run.samples.speed_m_per_s[3],
            2.5,
        ),
        (
            "<speed>2.5</speed>",
            |run| run.samples.speed_m_per_s[3],
            2.5,
        ),
        (
            "<extensions><gpxdata:distance>12.5</gpxdata:distance></extensions>",
            |run| run.samples.distance_m[3],
            12.5,
        ),
        (
            "<extensions><power>250</power></extensions>",
            |run| run.samples.power_w[3],
            250.0,
        ),
        (
            "<extensions><gpxtpx:atemp>-3</gpxtpx:atemp></extensions>",
            |run| run.samples.temperature_c[3],
            -3.0,
        ),
    ];
    for (extension, column, expected) in cases {
        let run = one("run.gpx", gpx("", 10, extension).as_bytes());
        assert_eq!(column(&run), Some(expected), "{extension}");
    }
}

#[test]
fn sports_and_what_only_looks_like_one() {
    for (head, sport, sub_sport) in [
        ("<type>running</type>", Sport::Running, SubSport::Generic),
        ("<type>9</type>", Sport::Running, SubSport::Generic),
        (
            "<type>trail_running</type>",
            Sport::Running,
            SubSport::Trail,
        ),
        ("<type>Ride</type>", Sport::Cycling, SubSport::Generic),
        (
            "<link href='x'><type>text/html</type></link><type>run</type>",
            Sport::Running,
            SubSport::Generic,
        ),
        (
            "<link href='x'><type>text/html</type></link>",
            Sport::Running,
            SubSport::Generic,
        ),
        ("", Sport::Running, SubSport::Generic),
    ] {
        let run = one("run.gpx", gpx(head, 300, "").as_bytes());
        assert_eq!((run.sport, run.sub_sport), (sport, sub_sport), "{head}");
        assert_eq!(
            run.sport_inferred,
            !head.contains("<type>r")
                && !head.contains("<type>9")
                && !head.contains("<type>t")
                && !head.contains("<type>R")
                || head.ends_with("</link>"),
            "{head}"
        );
    }
}

#[test]
fn how_a_gpx_file_may_begin_and_end() {
    let text = gpx("", 100, "");
    let rows = one("plain.gpx", text.as_bytes()).samples;
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    for (how, bytes) in [
        ("leading space", format!("\n  \t{text}").into_bytes()),
        ("mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("wide", wide(u16::to_le_bytes)),
        ("wide, big-endian", wide(u16::to_be_bytes)),
        ("trailing", format!("{text}\n<!-- end -->\n\n").into_bytes()),
    ] {
        assert_eq!(one(how, &bytes).samples, rows, "{how}");
    }

    let mut rows_before = 0;
    for len in (200..text.len() - 20).step_by(37) {
        let cut = &text.as_bytes()[..len];
        match comeback_files::decode("cut.gpx", cut) {
            comeback_files::Reading::Recordings(found) => {
                assert!(found[0].truncated, "cut at {len}");
                assert!(
                    found[0]
                        .problems
                        .iter()
                        .any(|p| p.lost_data && p.at_byte.is_some())
                );
                assert!(found[0].samples.len() >= rows_before);
                rows_before = found[0].samples.len();
            }
            _ => assert_eq!(rows_before, 0),
        }
    }
    assert!(rows_before >= 99, "{rows_before}");

    // A hole in the middle costs its own points only.
    let hole = text.find("10:00:50").expect("a point");
    let torn = [&text[..hole], "<<< \u{fffd} \"", &text[hole + 300..]].concat();
    let read = one("torn.gpx", torn.as_bytes());
    assert!(
        (94..100).contains(&read.samples.len()),
        "{}",
        read.samples.len()
    );
}

#[test]
fn times_absent_or_impossible() {
    let text = gpx("", 20, "");
    assert_eq!(
        skipped(
            "a.gpx",
            text.replace("<time>2023-05-01T10", "<tine>2023").as_bytes()
        ),
        Skip::NoTime
    );
    assert_eq!(
        skipped(
            "b.gpx",
            text.replace("2023-05-01T10", "1970-01-01T10").as_bytes()
        ),
        Skip::NoTime
    );
    assert_eq!(
        skipped(
            "c.gpx",
            text.replace("2023-05-01T10", "7624-05-01T10").as_bytes()
        ),
        Skip::NoTime
    );
    let some = one(
        "d.gpx",
        text.replace("2023-05-01T10:00:0", "1970-01-01T10:00:0")
            .as_bytes(),
    );
    assert_eq!(some.samples.len(), 10);
    assert!(some.problems[0].lost_data);
    let zoned = one(
        "e.gpx",
        text.replace("Z</time>", "+02:00</time>").as_bytes(),
    );
    assert_eq!(
        (zoned.utc_offset_s, zoned.start.timestamp()),
        (Some(7200), 1_682_928_000)
    );
}

#[test]
fn tracks_apart_in_time_are_recordings_of_their_own() {
    let first = gpx("<type>running</type>", 60, "");
    let second = gpx("<type>running</type>", 60, "");
    let track = |text: &str| {
        text[text.find("<trk>").expect("a track")..text.find("</gpx>").expect("its end")].to_owned()
    };
    let both = |hour: &str| {
        let later = track(&second).replace("T10:", &format!("T{hour}:"));
        first.replace("</gpx>", &format!("{later}</gpx>"))
    };
    assert_eq!(recordings("apart.gpx", both("18").as_bytes()).len(), 2);
    let near = track(&second).replace("T10:00", "T10:05");
    let joined = one(
        "joined.gpx",
        first.replace("</gpx>", &format!("{near}</gpx>")).as_bytes(),
    );
    assert_eq!(joined.samples.len(), 120);
    assert_eq!(joined.samples.time_s[60], 300.0);
}

#[test]
fn what_is_no_recording() {
    let wrap = |inner: &str| format!("<gpx version='1.1' creator='x'>{inner}</gpx>");
    for (inner, expected) in [
        ("", Skip::Empty),
        (
            "<trk><type>treadmill_running</type><trkseg/></trk>",
            Skip::Empty,
        ),
        (
            "<wpt lat='1' lon='2'><time>2020-01-01T00:00:00Z</time></wpt>",
            Skip::NotAWorkout,
        ),
        (
            "<rte><rtept lat='1' lon='2'/><rtept lat='1' lon='3'/></rte>",
            Skip::NotAWorkout,
        ),
        (
            "<trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk>",
            Skip::NoTime,
        ),
    ] {
        assert_eq!(
            skipped("x.gpx", wrap(inner).as_bytes()),
            expected,
            "{inner}"
        );
    }
    assert!(
        failed("x.gpx", b"<!DOCTYPE html><html><body>Sign in</body></html>")
            .message
            .contains("web page")
    );
    assert!(
        failed("x.gpx", b"{\"error\": 403}")
            .message
            .contains("export")
    );
    assert_eq!(skipped("readme.txt", b"hello"), Skip::NotAWorkout);
    assert_eq!(skipped("x.gpx", b""), Skip::Empty);
}

#[test]
fn the_second_gpx_reader_agrees() {
    let text = gpx(
        "<type>running</type>",
        300,
        "<extensions><a:cad>80</a:cad></extensions>",
    );
    let first = one("run.gpx", text.as_bytes());
    let second = second_opinion(text.replace("a:cad", "cad").as_bytes()).expect("a reading");
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].samples.time_s, first.samples.time_s);
    assert_eq!(second[0].samples.latitude, first.samples.latitude);
    assert_eq!(second[0].samples.altitude_m, first.samples.altitude_m);
    assert_eq!(
        (second[0].start, second[0].sport),
        (first.start, first.sport)
    );
}

fn tcx(sport: &str) -> String {
    let point = |time: &str, metres: u32| {
        format!(
            "<Trackpoint><Time>2023-05-01T{time}.000Z</Time><Position><LatitudeDegrees>46.5</LatitudeDegrees><LongitudeDegrees>7.5</LongitudeDegrees></Position><AltitudeMeters>401.2</AltitudeMeters><DistanceMeters>{metres}</DistanceMeters><HeartRateBpm><Value>141</Value></HeartRateBpm><Extensions><ns3:TPX><ns3:Speed>2.9</ns3:Speed><ns3:RunCadence>82</ns3:RunCadence><ns3:Watts>210</ns3:Watts></ns3:TPX></Extensions></Trackpoint>"
        )
    };
    let lap = |start: &str, strides: u32, body: &str| {
        format!(
            "<Lap StartTime=\"2023-05-01T{start}Z\"><TotalTimeSeconds>60</TotalTimeSeconds><DistanceMeters>180</DistanceMeters><AverageHeartRateBpm><Value>140</Value></AverageHeartRateBpm><MaximumHeartRateBpm><Value>190</Value></MaximumHeartRateBpm>{body}<Extensions><LX><AvgRunCadence>{strides}</AvgRunCadence></LX></Extensions></Lap>"
        )
    };
    let track = |points: &[String]| format!("<Track>{}</Track>", points.concat());
    format!(
        "   <?xml version=\"1.0\"?><TrainingCenterDatabase><Activities><Activity Sport=\"{sport}\"><Id>2023-05-01T10:00:00Z</Id>{}{}<Notes>Easy</Notes><Creator><Name>Forerunner 310XT</Name><UnitId>77</UnitId></Creator></Activity></Activities></TrainingCenterDatabase>",
        lap(
            "10:00:00",
            80,
            &(track(&[point("10:00:01", 0), point("10:00:30", 90)])
                + &track(&[point("10:02:00", 90), point("10:02:30", 180)]))
        ),
        lap(
            "10:02:31",
            84,
            &track(&[point("10:02:32", 183), point("10:03:30", 360)])
        ),
    )
}

#[test]
fn a_tcx_run() {
    let run = one("run.tcx", tcx("Running").as_bytes());
    assert_eq!((run.format, run.sport), (Format::Tcx, Sport::Running));
    assert_eq!(run.cadence_unit, CadenceUnit::StridesPerMinute);
    assert_eq!(run.start.timestamp(), 1_682_935_200);
    assert_eq!(run.product.as_deref(), Some("Forerunner 310XT"));
    let samples = &run.samples;
    assert_eq!(samples.time_s, [1.0, 30.0, 120.0, 150.0, 152.0, 210.0]);
    assert_eq!(samples.distance_m[5], Some(360.0));
    assert_eq!(samples.cadence[0], Some(82.0));
    assert_eq!(samples.speed_m_per_s[0], Some(2.9));
    assert_eq!(samples.power_w[0], Some(210.0));
    assert_eq!(samples.heart_rate_bpm[0], Some(141.0));
    assert_eq!(run.totals.distance, Some(Metres::new(360.0)));
    assert_eq!(run.totals.timer, Some(Seconds::new(120.0)));
    assert_eq!(run.totals.cadence, Some(StepsPerMinute::new(164.0)));
    assert_eq!(
        run.laps.iter().map(|lap| lap.start_s).collect::<Vec<_>>(),
        [0.0, 151.0]
    );
    // A new track inside a lap is a pause, a new lap is none.
    let events: Vec<_> = run
        .timer_events
        .iter()
        .map(|e| (e.at_s, e.running))
        .collect();
    assert_eq!(events, [(30.0, false), (120.0, true)]);
}

#[test]
fn other_tcx_files() {
    assert_eq!(one("a.tcx", tcx("Biking").as_bytes()).sport, Sport::Cycling);
    assert!(
        one("a.tcx", tcx("Biking").as_bytes())
            .totals
            .cadence
            .is_none()
    );
    // "Other" is an answer, even where the motion is a runner's.
    assert_eq!(one("b.tcx", tcx("Other").as_bytes()).sport, Sport::Other);
    let course = "<TrainingCenterDatabase><Courses><Course><Track><Trackpoint><Time>2023-05-01T10:00:00Z</Time></Trackpoint></Track></Course></Courses></TrainingCenterDatabase>";
    assert_eq!(skipped("c.tcx", course.as_bytes()), Skip::NotAWorkout);
    assert_eq!(skipped("d.tcx", b"<TrainingCenterDatabase/>"), Skip::Empty);
    let text = tcx("Running");
    let two = text.replace(
        "</Activities>",
        &format!("{}</Activities>", {
            let activity = &text
                [text.find("<Activity ").expect("one")..text.find("</Activities>").expect("end")];
            activity.replace("2023-05-01", "2023-05-03")
        }),
    );
    assert_eq!(recordings("e.tcx", two.as_bytes()).len(), 2);
    let cut = one("f.tcx", &text.as_bytes()[..text.len() - 300]);
    assert!(cut.truncated && !cut.samples.is_empty());
}
