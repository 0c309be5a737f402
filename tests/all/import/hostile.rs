//! No bytes make the reader panic, hang or take memory without bound.

use super::fit_bytes::{Fit, T0, UINT8, UINT16, UINT32};
use comeback_core::recording::Recording;
use comeback_files as import;
use comeback_files::Reading;
use proptest::prelude::*;

/// What must hold of everything that is read.
fn sound(recording: &Recording) {
    let samples = &recording.samples;
    assert!(samples.time_s.is_sorted());
    assert!(
        samples
            .time_s
            .iter()
            .all(|time| (0.0..=40.0 * 86_400.0).contains(time))
    );
    let columns = [
        &samples.latitude,
        &samples.longitude,
        &samples.distance_m,
        &samples.speed_m_per_s,
        &samples.altitude_m,
        &samples.cadence,
        &samples.heart_rate_bpm,
        &samples.power_w,
    ];
    for column in columns {
        assert_eq!(column.len(), samples.len());
        assert!(column.iter().flatten().all(|value| value.is_finite()));
    }
    assert!(
        samples
            .latitude
            .iter()
            .flatten()
            .all(|degrees| degrees.abs() <= 90.0)
    );
    assert!((1990..2100).contains(&chrono::Datelike::year(&recording.start)));
}

pub(crate) fn read_soundly(name: &str, bytes: &[u8]) {
    for outcome in import::read(name, bytes) {
        match outcome.reading {
            Reading::Recordings(found) => {
                assert!(!found.is_empty());
                found.iter().for_each(sound);
            }
            Reading::Failed(error) => {
                assert!(!error.message.is_empty());
                assert!(
                    !error.message.contains("please report it"),
                    "a decoder panicked: {error:?}"
                );
            }
            Reading::Skipped(_) => {}
        }
    }
}

const GPX: &str = "<gpx><trk><type>run</type><trkseg><trkpt lat='1.5' lon='2.5'><ele>3</ele><time>2020-01-01T00:00:00Z</time><extensions><hr>120</hr></extensions></trkpt><trkpt lat='1.6' lon='2.5'><time>2020-01-01T00:00:09Z</time></trkpt></trkseg></trk></gpx>";
const TCX: &str = "<TrainingCenterDatabase><Activities><Activity Sport='Running'><Lap StartTime='2020-01-01T00:00:00Z'><TotalTimeSeconds>9</TotalTimeSeconds><Track><Trackpoint><Time>2020-01-01T00:00:00Z</Time><DistanceMeters>1</DistanceMeters></Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>";

#[test]
fn cut_anywhere() {
    for (name, bytes) in [
        ("x.fit", Fit::run().file()),
        ("x.gpx", GPX.as_bytes().to_vec()),
        ("x.tcx", TCX.as_bytes().to_vec()),
    ] {
        for len in (0..bytes.len()).step_by(3) {
            read_soundly(name, &bytes[..len]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_soundly("x.fit", &bytes);
        read_soundly("x.fit", &[&b"\x0e\x20\x54\x08\xff\xff\0\0.FIT\0\0"[..], &bytes].concat());
        read_soundly("x.gpx", &[b"<gpx><trk><trkseg>", &bytes[..]].concat());
        read_soundly("x.tcx", &[b"<TrainingCenterDatabase>", &bytes[..]].concat());
        read_soundly("x.zip", &[b"PK\x03\x04", &bytes[..]].concat());
        read_soundly("x.gz", &[b"\x1f\x8b\x08\0", &bytes[..]].concat());
    }

    #[test]
    fn flipped_bytes(flips in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12)) {
        for (name, mut bytes) in [
            ("x.fit", Fit::run().file()),
            ("x.gpx", GPX.as_bytes().to_vec()),
            ("x.tcx", TCX.as_bytes().to_vec()),
        ] {
            for (at, with) in &flips {
                let at = at.index(bytes.len());
                bytes[at] = *with;
            }
            read_soundly(name, &bytes);
        }
    }

    /// Definitions with any field numbers, sizes and types, and data behind them.
    #[test]
    fn random_definitions(
        fields in proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 0..20),
        global in prop_oneof![Just(0u16), Just(18), Just(19), Just(20), Just(21), Just(23), Just(34), Just(206), any::<u16>()],
        data in proptest::collection::vec(any::<u8>(), 0..2000),
        big_endian: bool,
    ) {
        let mut fit = Fit { big_endian, ..Fit::default() }.file_id(4);
        let fields: Vec<(u8, u8, u8, i64)> = fields.iter().map(|&(n, s, b)| (n, s, b, 0)).collect();
        fit.define(0, global, &fields);
        let fit = fit.records(T0, 3).raw(&[0]).raw(&data);
        read_soundly("x.fit", &fit.file());
    }
}

#[test]
fn xml_that_nests_or_grows() {
    let deep = format!(
        "<gpx><trk>{}{}",
        "<a>".repeat(200_000),
        "</a>".repeat(200_000)
    );
    read_soundly("deep.gpx", deep.as_bytes());
    let broken = format!("<gpx><trk>{}", "<a <".repeat(100_000));
    read_soundly("broken.gpx", broken.as_bytes());
    let mut laughs = String::from("<!DOCTYPE g [<!ENTITY l0 'lol'>");
    for level in 1..30 {
        laughs += &format!(
            "<!ENTITY l{level} '{}'>",
            format!("&l{};", level - 1).repeat(10)
        );
    }
    laughs += "]><gpx><trk><name>&l29;</name></trk></gpx>";
    read_soundly("laughs.gpx", laughs.as_bytes());
    let long = format!("<gpx><trk><name>{}</name></trk></gpx>", "x".repeat(5 << 20));
    read_soundly("long.gpx", long.as_bytes());
    let attribute = format!(
        "<gpx><trk><trkseg><trkpt lat='{}' lon='1'/>",
        "1".repeat(1 << 20)
    );
    read_soundly("attribute.gpx", attribute.as_bytes());
}

#[test]
fn fit_that_claims_much() {
    // Thousands of sequences, sessions over each other, times at both ends of the clock.
    let tiny = Fit::default().message(20, &[(253, UINT32, T0)]).file();
    read_soundly("chain.fit", &tiny.repeat(3000));
    let mut many = Fit::default().file_id(4);
    for session in 0..500 {
        many = many.session(T0 + session % 7, T0, 60, 1, 0);
    }
    read_soundly("sessions.fit", &many.records(T0, 100).file());
    let mut apart = Fit::default();
    for step in 0..200u32 {
        apart = apart.message(
            20,
            &[
                (253, UINT32, i64::from(step.wrapping_mul(0x9e37_79b9))),
                (5, UINT32, -2),
                (6, UINT16, -2),
                (3, UINT8, 254),
            ],
        );
    }
    read_soundly("apart.fit", &apart.file());
}
