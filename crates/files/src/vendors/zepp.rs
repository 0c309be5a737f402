//! Zepp (Amazfit, Mi Fit): `SPORT_<time>.csv`, and the heart rate of each minute in
//! local time beside it. The archive comes locked.

use super::dates;
use super::gathered::Beats;
use super::row::{Row, Vendor, When, some};
use super::shelf::Survey;
use super::table::{Lone, Table, cell, each_row, is_silent, number};
use chrono::{Offset, TimeZone};
use comeback_core::recording::{Sport, SubSport};
use std::io::Read;

pub(super) fn recognise(head: &str) -> bool {
    let first = head
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    first.contains("sporttime(s)") && first.contains("starttime") && first.contains("type")
}

pub(super) fn read(table_name: &str, text: &str, survey: &mut Survey) {
    let table = Table::read(text);
    table.tell_if_cut(table_name, survey);
    let begins = |word: &str| {
        let header = table.header.iter();
        header
            .map(|name| name.to_ascii_lowercase())
            .position(|name| name.starts_with(word))
    };
    for (index, cells) in table.rows.iter().enumerate() {
        let figure = |column: Option<usize>| {
            some(cell(cells, column).and_then(|text| number(&text, Lone::Decimal)))
        };
        if is_silent(cells) {
            continue;
        }
        let word = cell(cells, begins("type")).unwrap_or_default();
        let text = cell(cells, begins("starttime")).unwrap_or_default();
        let start = match (dates::parse(&text), text.parse::<f64>()) {
            (Some(wall), _) => match wall.offset_s {
                Some(offset) => When::Instant(wall.seconds - f64::from(offset)),
                None => When::Local(wall.seconds),
            },
            (None, Ok(epoch)) => When::Instant(if epoch > 1e11 { epoch / 1000.0 } else { epoch }),
            _ => {
                if matches!(word.as_str(), "1" | "7" | "8" | "") {
                    survey.no_start(table_name, index + 1, "", Some(text));
                }
                continue;
            }
        };
        let mut row = Row::new(Vendor::Zepp, table_name, index + 1, start);
        row.timer_s = figure(begins("sporttime"));
        row.elapsed_s = row.timer_s;
        row.distance_m = figure(begins("distance"));
        row.sport_word = word;
        (row.sport, row.sub_sport) = match row.sport_word.as_str() {
            "1" => (Sport::Running, SubSport::Generic),
            "7" => (Sport::Running, SubSport::Trail),
            "8" => (Sport::Running, SubSport::Treadmill),
            "6" => (Sport::Walking, SubSport::Generic),
            "" => (Sport::Unknown, SubSport::Generic),
            _ => (Sport::Other, SubSport::Generic),
        };
        if row.sub_sport == SubSport::Treadmill {
            row.settle_treadmill();
        }
        survey.rows.push(row);
    }
}

/// Minutes that are held: eight years of every minute, in 32 MB.
const BEAT_LIMIT: usize = 4_200_000;

pub(super) fn recognise_heart(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default().to_ascii_lowercase();
    let bare = first
        .trim_start_matches('\u{feff}')
        .replace([' ', '"', '_'], "");
    bare == "date,time,heartrate" || bare == "date;time;heartrate"
}

impl Beats {
    /// A line a minute for years: read as a stream.
    pub(super) fn read(&mut self, from: impl Read) -> Result<(), String> {
        each_row(from, |_, cells| {
            let [date, time, bpm] = [0, 1, 2].map(|column| cell(cells, Some(column)));
            let (Some(date), Some(time), Some(bpm)) = (date, time, bpm) else {
                return;
            };
            let wall = dates::parse(&format!("{date} {time}")).filter(|wall| wall.has_time);
            let bpm = number(&bpm, Lone::Decimal).filter(|bpm| (25.0..=250.0).contains(bpm));
            if let (Some(wall), Some(bpm)) = (wall, bpm)
                && self.0.len() < BEAT_LIMIT
            {
                self.0.push((wall.seconds as u32, bpm as u8));
            }
        })
    }

    /// The mean and the highest within a span of the same clock (s).
    fn within(&self, from: f64, to: f64) -> Option<(f64, f64)> {
        let range = from as u32..=to as u32;
        let first = self.0.partition_point(|(at, _)| at < range.start());
        let inside = self
            .0
            .iter()
            .skip(first)
            .take_while(|(at, _)| at <= range.end());
        let beats: Vec<f64> = inside.map(|&(_, bpm)| f64::from(bpm)).collect();
        let highest = beats.iter().copied().reduce(f64::max)?;
        Some((beats.iter().sum::<f64>() / beats.len() as f64, highest))
    }
}

/// Gives the runs their heart rate. Its clock is the phone's, so the runner's zone reads it;
/// where that gives a run no more than the day around it, another zone was in force.
pub(super) fn settle(survey: &mut Survey, zone: chrono_tz::Tz) {
    let mut beats = std::mem::take(&mut survey.beats);
    beats.0.sort_unstable();
    for row in &mut survey.rows {
        let (Vendor::Zepp, When::Instant(start), Sport::Running) =
            (row.vendor, row.start, row.sport)
        else {
            continue;
        };
        let instant = crate::time::instant(start).naive_utc();
        let offset = zone
            .offset_from_utc_datetime(&instant)
            .fix()
            .local_minus_utc();
        let from = start + f64::from(offset);
        let to = from + row.duration_s().unwrap_or(0.0);
        let around = beats.within(from - 43_200.0, to + 43_200.0);
        if let (Some((mean, highest)), Some((of_day, _))) = (beats.within(from, to), around)
            && (mean > of_day || of_day == highest)
        {
            row.heart_rate_bpm = Some(mean);
            row.max_heart_rate_bpm = Some(highest);
            row.utc_offset_s = row.utc_offset_s.or(Some(offset));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::{self, Hints};

    #[test]
    fn heart_rate_of_the_minutes_of_a_run() {
        let mut survey = Survey::default();
        read(
            "SPORT.csv",
            "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),calories(kcal)\n1,2026-04-10 16:00:00+0000,1800,0.30,0.45,5000.0,0.36,320.0\n",
            &mut survey,
        );
        let mut text = String::from("\u{feff}date,time,heartRate\n");
        for minute in 0..1440 {
            let bpm = if (1080..1110).contains(&minute) {
                150
            } else {
                60
            };
            text += &format!("2026-04-10,{:02}:{:02},{bpm}\n", minute / 60, minute % 60);
        }
        assert!(recognise_heart(&text));
        let hints = |zone| Hints { miles: false, zone };
        for (zone, heart) in [
            (chrono_tz::Europe::Berlin, Some((147.0, 150.0))),
            (chrono_tz::America::Denver, None),
        ] {
            let mut survey = Survey {
                rows: survey.rows.clone(),
                ..Survey::default()
            };
            survey.beats.read(text.as_bytes()).expect("a table");
            vendors::settle(&mut survey, hints(zone));
            let row = &survey.rows[0];
            let found = row.heart_rate_bpm.zip(row.max_heart_rate_bpm);
            assert_eq!(
                found.map(|(mean, highest)| (mean.round(), highest)),
                heart,
                "{zone}"
            );
        }
    }
}
