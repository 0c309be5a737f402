//! FIT: units, sentinels, frames, sessions, clocks.

use super::fit_bytes::*;
use super::{failed, one, recordings, skipped};
use comeback_core::recording::{CadenceUnit, Format, Sport, SubSport, TimerEvent};
use comeback_core::units::{Metres, Seconds, StepsPerMinute};
use comeback_files::Skip;

#[test]
fn a_run_in_si_units() {
    let run = one("run.fit", &Fit::run().file());
    assert_eq!(run.format, Format::Fit);
    assert_eq!(
        (run.sport, run.sub_sport),
        (Sport::Running, SubSport::Generic)
    );
    assert!(!run.sport_inferred && !run.truncated);
    assert_eq!(run.start.timestamp(), 1_700_000_000);
    assert_eq!(run.utc_offset_s, Some(8 * 3600));
    assert_eq!(run.manufacturer.as_deref(), Some("garmin"));
    assert_eq!(run.product.as_deref(), Some("fr945"));
    assert_eq!(run.serial.as_deref(), Some("42"));
    assert_eq!(run.cadence_unit, CadenceUnit::StridesPerMinute);

    let samples = &run.samples;
    assert_eq!(samples.len(), 60);
    assert_eq!(samples.time_s[59], 59.0);
    let latitude = samples.latitude[0].expect("a fix");
    assert!((latitude - 46.7308).abs() < 1e-3, "{latitude}");
    assert_eq!(samples.altitude_m[0], Some(100.0));
    assert_eq!(samples.speed_m_per_s[10], Some(3.0));
    assert_eq!(samples.distance_m[10], Some(30.0));
    assert_eq!(samples.cadence[10], Some(80.5));
    assert_eq!(samples.heart_rate_bpm[10], Some(150.0));
    assert_eq!(samples.power_w[10], None);

    assert_eq!(run.totals.cadence, Some(StepsPerMinute::new(161.0)));
    assert_eq!(run.totals.distance, Some(Metres::new(180.0)));
    assert_eq!(run.totals.timer, Some(Seconds::new(60.0)));
    assert_eq!(run.totals.ascent, Some(Metres::new(12.0)));
    assert_eq!(run.totals.descent, None);
    assert_eq!(
        run.timer_events,
        [(0.0, true), (59.0, false)].map(|(at_s, running)| TimerEvent { at_s, running })
    );
    assert_eq!(run.laps.len(), 1);
    assert_eq!(run.laps[0].timer_s, Some(59.0));
    assert!(run.problems.is_empty(), "{:?}", run.problems);
}

#[test]
fn sentinels_are_missing_and_never_zero() {
    let record = Fit::default().file_id(4).message(
        20,
        &[
            (253, UINT32, T0),
            (0, SINT32, 0x7fff_ffff),
            (1, SINT32, 0x7fff_ffff),
            (2, UINT16, 0xffff),
            (78, UINT32, 0xffff_ffff),
            (3, UINT8, 0xff),
            (4, UINT8, 0xff),
            (5, UINT32, 0xffff_ffff),
            (6, UINT16, 0xffff),
            (7, UINT16, 0xffff),
            (13, SINT8, 0x7f),
            (31, UINT8, 0xff),
            (39, UINT16, 0xffff),
            (41, UINT16, 0xffff),
            (85, UINT16, 0xffff),
        ],
    );
    let samples = one("run.fit", &record.file()).samples;
    let mut empty = comeback_core::recording::Samples::default();
    empty.push(0.0);
    assert_eq!(samples, empty);

    // A zero heart rate is a lost strap, a zero cadence is standing.
    let zeros = Fit::default().message(
        20,
        &[
            (253, UINT32, T0),
            (3, UINT8, 0),
            (4, UINT8, 0),
            (0, SINT32, 0),
            (1, SINT32, 0),
            (2, UINT16, 0),
        ],
    );
    let samples = one("run.fit", &zeros.file()).samples;
    assert_eq!(samples.heart_rate_bpm[0], None);
    assert_eq!(samples.cadence[0], Some(0.0));
    assert_eq!((samples.latitude[0], samples.altitude_m[0]), (None, None));
}

#[test]
fn running_dynamics() {
    let record = Fit::default().message(
        20,
        &[
            (253, UINT32, T0),
            (39, UINT16, 853),
            (41, UINT16, 2450),
            (83, UINT16, 812),
            (84, UINT16, 4990),
            (85, UINT16, 11_000),
            (31, UINT8, 3),
            (13, SINT8, -5),
            (73, UINT32, 3500),
            (6, UINT16, 3000),
            (78, UINT32, 5000),
            (2, UINT16, 100),
        ],
    );
    let samples = one("run.fit", &record.file()).samples;
    for (column, expected) in [
        (&samples.vertical_oscillation_mm, 85.3),
        (&samples.ground_contact_ms, 245.0),
        (&samples.vertical_ratio_percent, 8.12),
        (&samples.stance_balance_percent, 49.9),
        (&samples.step_length_mm, 1100.0),
        (&samples.gps_accuracy_m, 3.0),
        (&samples.temperature_c, -5.0),
        // The enhanced fields win over the plain ones.
        (&samples.speed_m_per_s, 3.5),
        (&samples.altitude_m, 500.0),
    ] {
        assert_eq!(*column, [Some(expected)]);
    }
}

#[test]
fn byte_order_does_not_matter() {
    let little = one("a.fit", &Fit::run().file());
    let mut big = Fit {
        big_endian: true,
        ..Fit::default()
    };
    big = big.file_id(4).records(T0, 60).session(T0, T0, 60, 1, 0);
    let big = one("b.fit", &big.file());
    assert_eq!(little.samples, big.samples);
    assert_eq!(little.totals, big.totals);
}

#[test]
fn frames_that_are_not_as_they_should_be() {
    let run = Fit::run();
    let good = run.file();
    let rows = one("good.fit", &good).samples;

    // A header of twelve bytes, one of sixteen, one whose length was never written.
    for file in [
        run.file_with(12, good.len() as u32 - 16),
        run.file_with(16, good.len() as u32 - 16),
        run.file_with(14, 0),
        run.file_with(14, u32::MAX),
    ] {
        assert_eq!(one("odd.fit", &file).samples, rows);
    }

    let mut bad_header = good.clone();
    bad_header[12] ^= 0x55;
    let read = one("header.fit", &bad_header);
    assert_eq!(read.samples, rows);
    assert!(!read.problems.is_empty() && !read.truncated);

    let mut bad_checksum = good.clone();
    *bad_checksum.last_mut().expect("a byte") ^= 0x55;
    let read = one("checksum.fit", &bad_checksum);
    assert_eq!(read.samples, rows);
    assert!(
        read.problems
            .iter()
            .any(|p| !p.lost_data && p.at_byte.is_some())
    );

    let trailing = [&good[..], b"left over"].concat();
    let read = one("trailing.fit", &trailing);
    assert_eq!(read.problems[0].at_byte, Some(good.len() as u64));
    assert_eq!(failed("only.fit", &good[..40]).at_byte, Some(38));
}

#[test]
fn what_comes_before_a_cut_is_kept() {
    let good = Fit::run().file();
    let mut rows_before = 0;
    for len in (100..good.len() - 2).step_by(7) {
        match comeback_files::decode("cut.fit", &good[..len]) {
            comeback_files::Reading::Recordings(found) => {
                let found = &found[0];
                assert!(found.truncated, "cut at {len}");
                let problem = found
                    .problems
                    .iter()
                    .find(|p| p.lost_data)
                    .expect("a problem");
                let at = problem.at_byte.expect("a place");
                assert!(
                    (len as u64 - 70..=len as u64).contains(&at),
                    "{at} of {len}"
                );
                assert!(found.samples.len() >= rows_before);
                rows_before = found.samples.len();
            }
            comeback_files::Reading::Failed(error) => {
                assert_eq!(rows_before, 0, "{error} at {len}");
            }
            other @ comeback_files::Reading::Skipped(_) => panic!("{other:?} at {len}"),
        }
    }
    assert_eq!(rows_before, 60);
}

#[test]
fn a_data_message_without_definition_ends_the_reading_there() {
    let broken = Fit::default()
        .file_id(4)
        .records(T0, 30)
        .raw(&[0x0b, 1, 2, 3]);
    let read = one("broken.fit", &broken.records(T0 + 30, 5).file());
    assert_eq!(read.samples.len(), 30);
    assert!(read.truncated);
}

#[test]
fn chained_files_and_sessions_part() {
    let later =
        Fit::default()
            .file_id(4)
            .records(T0 + 5000, 30)
            .session(T0 + 5000, T0 + 5030, 30, 11, 0);
    let chained = [Fit::run().file(), later.file()].concat();
    let found = recordings("chained.fit", &chained);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].sport, Sport::Walking);

    // Swim, ride, run; the sessions come in any order, their timestamp is the start.
    let triathlon = Fit::default()
        .file_id(4)
        .session(T0 + 300, T0 + 300, 50, 1, 3)
        .session(T0, T0, 100, 5, 18)
        .session(T0 + 100, T0 + 100, 200, 2, 0)
        .message(21, &[(253, UINT32, T0 + 100), (0, ENUM, 0), (1, ENUM, 0)])
        .records(T0, 350);
    let found = recordings("triathlon.fit", &triathlon.file());
    let parts: Vec<(Sport, usize, i64)> = found
        .iter()
        .map(|part| {
            (
                part.sport,
                part.samples.len(),
                part.start.timestamp() - 1_700_000_000,
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            (Sport::Swimming, 100, 0),
            (Sport::Cycling, 200, 100),
            (Sport::Running, 50, 300)
        ]
    );
    assert_eq!(found[2].sub_sport, SubSport::Trail);
    assert_eq!(
        found
            .iter()
            .map(|part| part.timer_events.len())
            .collect::<Vec<_>>(),
        [0, 1, 0]
    );
    assert!(found[0].totals.cadence.is_none() && found[2].totals.cadence.is_some());
}

#[test]
fn sports() {
    for (sport, sub_sport, expected, ground) in [
        (1, 0, Sport::Running, SubSport::Generic),
        (1, 1, Sport::Running, SubSport::Treadmill),
        (1, 3, Sport::Running, SubSport::Trail),
        (1, 4, Sport::Running, SubSport::Track),
        (1, 45, Sport::Running, SubSport::Treadmill),
        (1, 58, Sport::Running, SubSport::Virtual),
        (4, 1, Sport::Running, SubSport::Treadmill),
        (2, 58, Sport::Cycling, SubSport::Generic),
        (11, 27, Sport::Walking, SubSport::Generic),
        (17, 0, Sport::Hiking, SubSport::Generic),
        (5, 17, Sport::Swimming, SubSport::Generic),
        (10, 20, Sport::Strength, SubSport::Generic),
        (15, 0, Sport::Other, SubSport::Generic),
        (0xff, 0xff, Sport::Unknown, SubSport::Generic),
    ] {
        let file = Fit::default()
            .file_id(4)
            .records(T0, 5)
            .session(T0, T0, 5, sport, sub_sport);
        let read = one("sport.fit", &file.file());
        assert_eq!(
            (read.sport, read.sub_sport),
            (expected, ground),
            "{sport} {sub_sport}"
        );
    }
}

#[test]
fn a_clock_that_counts_from_its_start_is_dated_by_local_time() {
    let undated = Fit::default().file_id(4).records(16_441_241, 60);
    assert_eq!(skipped("undated.fit", &undated.file()), Skip::NoTime);
    let dated = undated
        .session(16_441_241, 16_441_241, 60, 1, 0)
        .message(34, &[(253, UINT32, 16_441_301), (5, UINT32, T0 + 60)]);
    let read = one("dated.fit", &dated.file());
    assert_eq!(read.start.timestamp(), 1_700_000_000);
    assert_eq!(read.samples.len(), 60);
    assert_eq!(read.problems.len(), 1);
}

#[test]
fn compressed_times_and_packed_distances() {
    let mut fit = Fit::default()
        .file_id(4)
        .message(21, &[(253, UINT32, T0), (0, ENUM, 0), (1, ENUM, 0)]);
    fit.define(1, 20, &[(8, 3, BYTES, 0), (3, 1, UINT8, 0)]);
    // 3.00 m/s and 60 sixteenths a step; the five bits of time roll over.
    for step in 1..=100u32 {
        let (speed, distance) = (300u32, (60 * step) & 0xfff);
        let packed = [
            (speed & 0xff) as u8,
            ((speed >> 8) | (distance & 0xf) << 4) as u8,
            (distance >> 4) as u8,
        ];
        let offset = ((T0 as u32).wrapping_add(5 * step) & 0x1f) as u8;
        fit = fit.raw(&[0x80 | 1 << 5 | offset]).raw(&packed).raw(&[150]);
    }
    let read = one("old.fit", &fit.file());
    assert_eq!(read.samples.len(), 100);
    assert_eq!(read.start.timestamp(), 1_700_000_005);
    assert_eq!(read.samples.time_s[99], 495.0);
    assert_eq!(read.samples.speed_m_per_s[99], Some(3.0));
    assert_eq!(read.samples.distance_m[99], Some(375.0));
}

#[test]
fn fields_whose_size_is_no_multiple_of_their_type() {
    let mut fit = Fit::default().file_id(4);
    fit.define(
        0,
        20,
        &[
            (253, 4, UINT32, 0),
            (3, 1, UINT8, 0),
            (6, 3, UINT16, 0),
            (200, 7, UINT32, 0),
            (4, 1, UINT8, 0),
        ],
    );
    fit = fit.raw(&[0]);
    fit.value(T0, 4);
    fit = fit.raw(&[140, 0xb8, 0x0b, 0, 1, 2, 3, 4, 5, 6, 7, 85]);
    let samples = one("coros.fit", &fit.file()).samples;
    assert_eq!(samples.heart_rate_bpm, [Some(140.0)]);
    assert_eq!(samples.cadence, [Some(85.0)]);
}

#[test]
fn what_is_no_workout_is_skipped() {
    for kind in [2, 5, 6, 15, 32, 34] {
        let file = Fit::default().file_id(kind);
        assert_eq!(
            skipped("other.fit", &file.file()),
            Skip::NotAWorkout,
            "{kind}"
        );
    }
    let course = Fit::default().file_id(6).records(T0, 60);
    assert_eq!(skipped("course.fit", &course.file()), Skip::NotAWorkout);
    assert_eq!(
        skipped("activity.fit", &Fit::default().file_id(4).file()),
        Skip::Empty
    );
}

#[test]
fn a_session_without_records_keeps_its_totals() {
    let read = one(
        "typed-in.fit",
        &Fit::default().file_id(4).session(T0, T0, 1800, 1, 1).file(),
    );
    assert!(read.samples.is_empty());
    assert_eq!(read.totals.timer, Some(Seconds::new(1800.0)));
    assert_eq!(read.start.timestamp(), 1_700_000_000);
}

#[test]
fn laps_alone_and_a_session_without_a_start_are_runs_by_their_totals() {
    let lap = |at: i64| {
        [
            (253, UINT32, at + 300),
            (2, UINT32, at),
            (7, UINT32, 300_000),
            (8, UINT32, 300_000),
            (9, UINT32, 84_000),
            (25, ENUM, 1),
        ]
    };
    let laps = Fit::default()
        .message(0, &[(0, ENUM, 4)])
        .message(19, &lap(T0))
        .message(19, &lap(T0 + 300))
        .message(19, &lap(T0 + 600));
    let session = Fit::default().message(0, &[(0, ENUM, 4)]).message(
        18,
        &[
            (253, UINT32, T0 + 900),
            (7, UINT32, 900_000),
            (8, UINT32, 900_000),
            (9, UINT32, 252_000),
            (5, ENUM, 1),
        ],
    );
    for (what, fit) in [("laps", laps), ("session", session)] {
        let run = one("a.fit", &fit.file());
        assert_eq!(run.sport, Sport::Running, "{what}");
        assert_eq!(run.start.timestamp(), 1_700_000_000, "{what}");
        assert_eq!(run.totals.timer, Some(Seconds::new(900.0)), "{what}");
        assert_eq!(run.totals.distance, Some(Metres::new(2520.0)), "{what}");
    }
}

#[test]
fn a_barometer_that_names_itself() {
    let with = Fit::run().message(
        23,
        &[
            (253, UINT32, T0),
            (0, UINT8, 1),
            (1, UINT8, 4),
            (25, ENUM, 5),
        ],
    );
    assert_eq!(one("with.fit", &with.file()).barometer, Some(true));
    assert_eq!(one("without.fit", &Fit::run().file()).barometer, None);
}

#[test]
fn exertion_and_feel_of_a_session() {
    for (feel, rpe, expected) in [
        (75, 40, (Some(0.75), Some(4.0))),
        (0, 100, (Some(0.0), Some(10.0))),
        (0xff, 0xff, (None, None)),
        (101, 0, (None, None)),
    ] {
        let fields = [
            (253, UINT32, T0 + 60),
            (2, UINT32, T0),
            (5, ENUM, 1),
            (7, UINT32, 60_000),
            (8, UINT32, 60_000),
            (192, UINT8, feel),
            (193, UINT8, rpe),
        ];
        let file = Fit::default()
            .file_id(4)
            .records(T0, 60)
            .message(18, &fields);
        let told = one("run.fit", &file.file()).told;
        assert_eq!((told.feel, told.rpe), expected, "{feel} {rpe}");
    }
}
