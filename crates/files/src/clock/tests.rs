use super::dates::ROLLOVER_S;
use super::*;
use crate::time;

const T: f64 = 1.5e9;

/// Rows at these seconds, which lie so far along a straight course, m.
fn samples(rows: impl IntoIterator<Item = (i32, f64)>, by_places: bool) -> Samples {
    let mut samples = Samples::default();
    for (second, metres) in rows {
        let row = samples.push(T + f64::from(second));
        if by_places {
            samples.latitude[row] = Some(46.0 + metres / 111_195.0);
            samples.longitude[row] = Some(7.0);
        } else {
            samples.distance_m[row] = Some(metres);
        }
    }
    samples
}

fn run(from: i32, to: i32) -> impl Iterator<Item = (i32, f64)> {
    (from..to).map(|second| (second, 3.0 * f64::from(second)))
}

#[test]
fn a_clock_that_was_set_back_goes_on() {
    // Places alone cannot tell it where the rows lie beside one another.
    for (by_places, back, mended) in [
        (false, 60, true),
        (false, 3600, true),
        (true, 60, true),
        (true, 3000, false),
        // Summer time ends in full stride.
        (true, 3600, true),
        (true, 1800, true),
    ] {
        let late = run(600, 1200).map(|(second, metres)| (second - back, metres));
        let mut samples = samples(run(0, 600).chain(late), by_places);
        assert_eq!(
            mend(&mut samples),
            usize::from(mended),
            "{by_places} {back}"
        );
        if mended {
            let expected: Vec<f64> = (0..1200).map(|second| T + f64::from(second)).collect();
            assert_eq!(samples.time_s, expected, "{by_places} {back}");
        }
    }
}

#[test]
fn a_clock_that_a_fix_put_right() {
    // (how far behind, elapsed as the device counted it, put right)
    for (behind, elapsed, right) in [
        (7200, Some(1200.0), true),
        (90_000, Some(1200.0), true),
        // Who rests for two hours knows it.
        (7200, Some(8400.0), false),
        (7200, None, false),
    ] {
        let early = run(0, 120).map(|(second, metres)| (second - behind, metres));
        let mut samples = samples(early.chain(run(120, 1200)), false);
        let set = set_late(&mut samples, elapsed);
        assert_eq!(set.is_some(), right, "{behind} {elapsed:?}");
        if right {
            let expected: Vec<f64> = (0..1200).map(|second| T + f64::from(second)).collect();
            assert_eq!(samples.time_s, expected, "{behind}");
        }
    }
}

#[test]
fn two_days_of_a_device_that_counts_no_night_are_not_one() {
    let night = 86_400;
    let early = run(0, 1200).map(|(second, metres)| (second - night, metres));
    let mut samples = samples(early.chain(run(1200, 2400)), false);
    assert!(set_late(&mut samples, Some(2400.0)).is_none());
}

#[test]
fn a_clock_is_set_in_full_stride() {
    for (behind, seconds, stands, right) in [
        (10_800, 40, false, true),
        (-3600, 50, false, true),
        (172_800, 300, false, true),
        // Who came to stand may have rested, and a run is no first minutes.
        (10_800, 40, true, false),
        (900, 40, false, false),
        (10_800, 700, false, false),
    ] {
        let early = run(0, seconds).map(|(second, metres)| {
            let stood = stands && second > seconds - 10;
            let at = if stood {
                3.0 * f64::from(seconds - 10)
            } else {
                metres
            };
            (second - behind, at)
        });
        let mut samples = samples(early.chain(run(seconds, 2400)), true);
        let set = set_late(&mut samples, None);
        assert_eq!(set.is_some(), right, "{behind} {seconds} {stands}");
    }
}

#[test]
fn summer_time_that_begins_in_full_stride_is_no_rest() {
    for (hole, stands, right) in [
        (3600, false, true),
        (3600, true, false),
        (2700, false, false),
    ] {
        let late = run(1200, 2400).map(|(second, metres)| (second + hole, metres));
        let early = run(0, 1200).map(|(second, metres)| match stands && second > 1180 {
            true => (second, 3.0 * 1180.0),
            false => (second, metres),
        });
        let mut samples = samples(early.chain(late), true);
        let set = set_late(&mut samples, None);
        assert_eq!(set.is_some(), right, "{hole} {stands}");
    }
}

#[test]
fn weeks_that_were_counted_wrong() {
    for (later, turns) in [
        (1024.0, Some(1.0)),
        (2048.0, Some(2.0)),
        (1023.0, None),
        (0.0, None),
    ] {
        let stated = T + later * 7.0 * 86_400.0 + 4000.0;
        let shift = turns.map(|turns| turns * ROLLOVER_S);
        assert_eq!(rolled_over(T, stated), shift, "{later}");
    }
}

#[test]
fn dates_before_there_was_a_watch() {
    let day = |text: &str| time::parse(text).expect("a time").unix_s;
    for (text, gpx, fit) in [
        ("1999-08-22T08:00:00Z", true, true),
        ("2003-08-31T08:00:00Z", true, true),
        ("2003-09-02T08:00:00Z", true, true),
        ("2007-12-31T08:00:00Z", true, true),
        ("2008-01-01T08:00:00Z", true, false),
        ("2009-01-01T08:00:00Z", false, false),
    ] {
        assert_eq!(too_early(day(text), false, None).is_some(), gpx, "{text}");
        assert_eq!(too_early(day(text), true, None).is_some(), fit, "{text}");
    }
    for (text, device, early) in [
        ("2007-03-20T17:00:00Z", "Forerunner 945", true),
        ("2007-03-20T17:00:00Z", "fēnix 7 Pro", true),
        ("2007-03-20T17:00:00Z", "Garmin Forerunner 235", true),
        ("2007-03-20T17:00:00Z", "Forerunner 305", false),
        ("2007-03-20T17:00:00Z", "Garmin Forerunner 405", false),
        ("2007-03-20T17:00:00Z", "Edge 305", false),
        ("2007-03-20T17:00:00Z", "Garmin Connect", true),
        ("2007-03-20T17:00:00Z", "friend", true),
        ("2009-03-20T17:00:00Z", "Forerunner 945", false),
    ] {
        let found = too_early(day(text), false, Some(device));
        assert_eq!(found.is_some(), early, "{text} {device}");
    }
}

#[test]
fn what_was_written_twice_or_out_of_order_is_no_jump() {
    for by_places in [false, true] {
        let mend = |rows: Vec<(i32, f64)>| mend(&mut samples(rows, by_places));
        assert_eq!(mend(run(0, 600).chain(run(0, 600)).collect()), 0);
        // The second half of a run before its first.
        assert_eq!(mend(run(600, 1200).chain(run(0, 600)).collect()), 0);
        // Each row comes again two seconds later.
        let late = run(0, 600).flat_map(|(second, at)| [(second, at), (second - 2, at - 6.0)]);
        assert_eq!(mend(late.collect()), 0);
        assert_eq!(mend(Vec::new()), 0);
    }
}
