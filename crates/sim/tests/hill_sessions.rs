//! A plan's own hill sprints are found and sure through every watch whose altitude is air
//! pressure, and never invented through any.

use comeback_sim::accuracy::hill_sessions::outcomes;
use comeback_sim::accuracy::source::Source;

#[test]
fn a_barometer_shows_the_hill_sprints_of_a_plan() {
    for one in outcomes(&[Source::Barometer, Source::Smart]).expect("files") {
        let of = one.sprints as f64;
        assert!(one.found as f64 >= 0.9 * of, "{one:?}");
        assert!(one.sure as f64 >= 0.7 * of, "{one:?}");
        assert_eq!(one.invented, 0, "{one:?}");
    }
}

#[test]
fn a_satellite_leaves_them_in_doubt_and_invents_none() {
    for one in outcomes(&[Source::Satellite, Source::Gpx]).expect("files") {
        assert_eq!(one.invented, 0, "{one:?}");
    }
}
