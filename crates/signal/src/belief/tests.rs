use super::*;

const SECONDS: usize = 1800;

fn column(speed: f64) -> Vec<Option<f64>> {
    vec![Some(speed); SECONDS]
}

/// Belief of half an hour; speeds of the device, its distance and its fixes, and its total, m.
fn of(
    [device, distance, fixes]: [Option<f64>; 3],
    total: Option<f64>,
    cadence: Option<f64>,
) -> Belief {
    let columns = [device, distance, fixes].map(|speed| speed.map(column));
    let sources = [PaceSource::Device, PaceSource::Distance, PaceSource::Fixes];
    let mut said = Said {
        total,
        seconds: SECONDS as f64,
        cadence,
        ..Said::default()
    };
    for ((slot, column), source) in said.series.iter_mut().zip(&columns).zip(sources) {
        *slot = column.as_deref().map(|speed| Series {
            source,
            speed,
            metres: speed.iter().flatten().sum(),
        });
    }
    believed(&said)
}

#[test]
fn a_phone_on_a_treadmill_is_believed_by_its_steps() {
    let on_belt = of([None, None, Some(0.2)], None, Some(84.0));
    assert_eq!((on_belt.source, on_belt.distance), (None, None));
    assert_eq!(on_belt.doubts.len(), 1);
    // A walk of no steps, or a runner who went on.
    for (speed, cadence) in [(0.2, None), (0.2, Some(40.0)), (2.8, Some(84.0))] {
        let found = of([None, None, Some(speed)], None, cadence);
        assert_eq!(found.source, Some(PaceSource::Fixes), "{speed} {cadence:?}");
    }
}

#[test]
fn fixes_that_wander_while_the_device_stands_are_no_way() {
    let night = |device: f64| -> Vec<Option<f64>> {
        let run = std::iter::repeat_n(Some(2.8), 600);
        run.chain(std::iter::repeat_n(Some(device), 12_000))
            .collect()
    };
    let (device, fixes) = (night(0.0), night(0.3));
    let series = [(PaceSource::Distance, &device), (PaceSource::Fixes, &fixes)];
    let mut said = Said {
        total: Some(1680.0),
        seconds: 12_600.0,
        ..Said::default()
    };
    for (slot, (source, speed)) in said.series.iter_mut().zip(series) {
        let metres = speed.iter().flatten().sum();
        *slot = Some(Series {
            source,
            speed,
            metres,
        });
    }
    let found = believed(&said);
    assert_eq!(found.distance, Some(1680.0));
    assert!(
        found.doubts.iter().all(|doubt| !doubt.contains("total")),
        "{found:?}"
    );
}

#[test]
fn one_that_contradicts_the_rest_is_not_believed() {
    let (right, total) = (Some(2.8), Some(5040.0));
    for factor in [0.001, 0.3, 0.5, 0.6, 1.3, 2.0, 3.6, 1000.0] {
        let wrong = Some(2.8 * factor);
        for (series, total) in [
            ([wrong, right, right], total),
            ([right, wrong, right], total),
            ([right, wrong, None], total),
            ([wrong, right, None], total),
            ([right, right, right], Some(5040.0 * factor)),
            ([None, wrong, right], total),
            ([right, wrong, right], Some(5040.0 * factor)),
        ] {
            let found = of(series, total, Some(84.0));
            let distance = found.distance.unwrap();
            assert!(
                (distance - 5040.0).abs() < 1.0,
                "{factor} {series:?} {total:?}: {found:?}"
            );
            assert!(!found.doubts.is_empty(), "{factor} {series:?} {total:?}");
        }
    }
}

/// Kilometres for metres on a belt, and a watch that lies there.
#[test]
fn metres_of_no_runner_are_no_distance() {
    let belt =
        |factor: f64, total: Option<f64>| of([None, Some(2.8 * factor), None], total, Some(84.0));
    for (factor, total, is_none) in [
        (0.001, Some(5.04), true),
        (0.001, None, true),
        (0.000_621, Some(3.13), true),
        (0.001, Some(5040.0), false),
        (1.0, Some(5040.0), false),
    ] {
        let found = belt(factor, total);
        assert_eq!(found.distance.is_none(), is_none, "{factor}: {found:?}");
        assert_eq!(found.source.is_none(), is_none, "{factor}: {found:?}");
    }
    let mut still = vec![Some(0.0); SECONDS];
    still[..5].fill(Some(1.0));
    let said = Said {
        series: [
            None,
            Some(Series {
                source: PaceSource::Distance,
                speed: &still,
                metres: 5.0,
            }),
            None,
        ],
        seconds: SECONDS as f64,
        ..Said::default()
    };
    assert_eq!(believed(&said).distance, Some(5.0));
}

/// A belt of 12 km that the watch took for 18.5 km.
#[test]
fn a_total_that_was_entered_is_a_correction() {
    for (total, corrected) in [(3020.0, true), (3023.0, false), (2300.0, false)] {
        let found = of([Some(2.8), Some(2.8), None], Some(total), Some(84.0));
        let is_corrected = found.distance_source == Some(Chosen::Corrected);
        assert_eq!(is_corrected, corrected, "{total}: {found:?}");
        assert_eq!(found.doubts.is_empty(), corrected, "{total}: {found:?}");
    }
}

/// Nothing but its positions, or its total, stands beside a distance in yards.
#[test]
fn a_distance_in_yards_is_said() {
    let (yards, metres) = (Some(2.8 * 1.0936), Some(5040.0));
    for (series, total, doubts) in [
        ([None, yards, Some(2.8)], None, 1),
        ([None, Some(2.8 * 1.04), Some(2.8)], None, 0),
        ([None, Some(2.8), None], Some(5040.0 * 1.0936), 1),
        ([Some(2.8), None, None], Some(5040.0 * 1.0936), 1),
        ([Some(2.8), Some(2.8), None], Some(5040.0 / 1.0936), 1),
        // A correction by the runner.
        ([Some(2.8), Some(2.8), None], Some(5510.0), 0),
        ([None, Some(2.8), None], Some(5040.0 * 1.12), 0),
        ([None, Some(2.8), None], metres, 0),
    ] {
        let found = of(series, total, Some(84.0));
        assert_eq!(
            found.doubts.len(),
            doubts,
            "{series:?} {total:?}: {found:?}"
        );
    }
}

/// Yards for metres, or 400 m lost on the way: the device's total has it too.
#[test]
fn a_distance_that_its_own_speed_contradicts_is_said() {
    for factor in [1.0936, 0.9] {
        let (off, total) = (Some(2.8 * factor), Some(5040.0 * factor));
        let outdoors = of([Some(2.8), off, Some(2.8)], total, Some(84.0));
        let metres = outdoors.distance.unwrap();
        assert!((metres - 5040.0).abs() < 1.0, "{outdoors:?}");
        assert_eq!(outdoors.doubts.len(), 1, "{outdoors:?}");
        let indoors = of([Some(2.8), off, None], total, Some(84.0));
        let believed = if factor > 1.0 {
            5040.0
        } else {
            5040.0 * factor
        };
        let metres = indoors.distance.unwrap();
        assert!((metres - believed).abs() < 1.0, "{indoors:?}");
        assert_eq!(indoors.doubts.len(), 1, "{indoors:?}");
    }
    // A little is how watches round, and a corrected total is the runner's word.
    for (distance, total) in [(2.88, 5184.0), (2.8, 5510.0)] {
        let found = of([Some(2.8), Some(distance), None], Some(total), Some(84.0));
        assert!(found.doubts.is_empty(), "{found:?}");
    }
}

#[test]
fn a_corrected_total_scales_the_samples() {
    for (total, scale) in [
        (5600.0, 5600.0 / 5040.0),
        (5040.0, 1.0),
        (3600.0, 3600.0 / 5040.0),
    ] {
        let found = of([Some(2.8), Some(2.8), None], Some(total), Some(84.0));
        assert_eq!(found.distance, Some(total));
        assert!((found.scale - scale).abs() < 1e-9, "{total}");
        assert!(found.doubts.is_empty(), "{found:?}");
    }
    // Kilometres where metres belong, and nothing but the total beside them.
    let found = of([None, Some(0.0028), None], Some(5040.0), Some(84.0));
    assert_eq!(found.distance, Some(5040.0));
    assert!((found.scale - 1000.0).abs() < 1e-6);
    assert_eq!(found.doubts.len(), 1);
}

#[test]
fn what_agrees_is_not_doubted() {
    let found = of([Some(2.8), Some(2.85), Some(2.95)], Some(5040.0), None);
    assert_eq!(found.source, Some(PaceSource::Device));
    assert_eq!(found.distance_source, Some(Chosen::Total));
    assert!(found.doubts.is_empty(), "{found:?}");
}
