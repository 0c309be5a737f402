//! The short forms of the benches of `docs/running-minutes.md` and `docs/corruptions.md`.

use comeback_sim::counted::corruptions::{self, Case};
use comeback_sim::counted::minutes::{self, Kind};

#[test]
fn running_minutes_are_right_by_every_format_and_step() {
    let kind = |level, speed, cadence| Kind {
        level,
        speed,
        cadence,
    };
    let kinds = [
        kind(None, 1.6, Some(156.0)),
        kind(None, 1.6, Some(210.0)),
        kind(None, 2.4, Some(130.0)),
        kind(None, 6.0, Some(210.0)),
        kind(None, 1.9, None),
        kind(None, 5.0, None),
        kind(Some(1), 2.8, None),
        kind(Some(2), 2.3, Some(164.0)),
        kind(Some(4), 2.8, None),
        kind(Some(8), 2.3, Some(164.0)),
        kind(Some(10), 2.3, None),
    ];
    let outcomes = minutes::outcomes(&kinds, &[1.0, 10.0, 30.0]).expect("files are written");
    for one in &outcomes {
        let off = one.off().expect("a run");
        // Of three minutes a turn that is a second off is half a per cent, six times.
        let most = match one.kind.level {
            Some(1) => 0.045,
            _ => 0.0225,
        };
        assert!(off.abs() <= most, "{off:.3}: {one:?}");
        assert!(one.is_near() || one.is_marked, "{off:.3}: {one:?}");
    }
}

#[test]
fn what_contradicts_itself_is_right_or_marked() {
    let cases =
        [(false, true), (false, false), (true, true), (true, false)].map(|(indoors, cadence)| {
            Case {
                indoors,
                cadence,
                step_s: 5.0,
                speed: if indoors == cadence { 2.6 } else { 3.6 },
                walks: indoors == cadence,
            }
        });
    let outcomes = corruptions::outcomes(&cases).expect("files are written");
    for one in &outcomes {
        assert!(one.is_right() || one.is_marked, "{one:?}");
    }
    let right = outcomes.iter().filter(|one| one.is_right()).count();
    assert!(
        right as f64 >= 0.98 * outcomes.len() as f64,
        "{right} of {}",
        outcomes.len()
    );
}
