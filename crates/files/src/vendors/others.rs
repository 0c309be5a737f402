//! Rides, walks and other rows of vendors' tables that are no runs, kept small, so that a
//! file which comes after its table, in another import, is still told what it is.

use super::row::{Row, Vendor, When};
use comeback_core::recording::{Sport, SubSport};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Ledger {
    #[serde(rename = "comeback-other-sports")]
    version: u32,
    rows: Vec<Other>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Other {
    vendor: Vendor,
    sport: Sport,
    sub_sport: SubSport,
    /// Unix seconds, or of a local time what its clock showed.
    start_s: f64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    local: bool,
    duration_s: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distance_m: Option<f64>,
}

/// The rows that are known to be no runs, as an original of their own; `None` without one.
/// A row with a day and no time is not among them: it would meet every run of its day.
pub fn others(rows: &[Row]) -> Option<Vec<u8>> {
    let rows: Vec<Other> = rows.iter().filter_map(other).collect();
    if rows.is_empty() {
        return None;
    }
    serde_json::to_vec(&Ledger { version: 1, rows }).ok()
}

fn other(row: &Row) -> Option<Other> {
    if matches!(row.sport, Sport::Running | Sport::Unknown) {
        return None;
    }
    let (start_s, local) = match row.start {
        When::Instant(at) => (at, false),
        When::Local(at) => (at, true),
        When::Day(_) => return None,
    };
    Some(Other {
        vendor: row.vendor,
        sport: row.sport,
        sub_sport: row.sub_sport,
        start_s,
        local,
        duration_s: row.duration_s()?,
        distance_m: row.distance_m,
    })
}

/// The rows of a kept ledger; none where it cannot be read, which `verify` tells of.
pub fn read_others(bytes: &[u8]) -> Vec<Row> {
    let Ok(ledger) = serde_json::from_slice::<Ledger>(bytes) else {
        return Vec::new();
    };
    let rows = (1..).zip(ledger.rows);
    rows.map(|(number, other)| {
        let start = match other.local {
            true => When::Local(other.start_s),
            false => When::Instant(other.start_s),
        };
        let mut row = Row::new(other.vendor, "", number, start);
        row.sport = other.sport;
        row.sub_sport = other.sub_sport;
        row.elapsed_s = Some(other.duration_s);
        row.distance_m = other.distance_m;
        row
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rides_are_kept_and_runs_are_not() {
        let of = |sport, start| {
            let mut row = Row::new(Vendor::Strava, "a.csv", 1, start);
            row.sport = sport;
            row.elapsed_s = Some(1800.0);
            row
        };
        let at = When::Instant(1.7e9);
        assert_eq!(
            others(&[of(Sport::Running, at), of(Sport::Unknown, at)]),
            None
        );
        assert_eq!(others(&[of(Sport::Cycling, When::Day(1.7e9))]), None);
        let rows = [
            of(Sport::Cycling, at),
            of(Sport::Cycling, When::Local(1.6e9)),
        ];
        let back = read_others(&others(&rows).expect("a ledger"));
        let starts: Vec<When> = back.iter().map(|row| row.start).collect();
        assert_eq!(starts, [at, When::Local(1.6e9)]);
        assert!(back.iter().all(|row| row.sport == Sport::Cycling));
        assert_eq!(read_others(b"{"), []);
    }
}
