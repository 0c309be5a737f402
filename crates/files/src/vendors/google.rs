//! Google Fit (Takeout): a JSON a session in `All Sessions`, whose tracks are TCX in
//! `Activities`; the same run stands in both.

use super::dates;
use super::json::{figure, list, words};
use super::row::{Row, Vendor, When, some};
use super::shelf::Survey;
use serde_json::Value;

pub(super) fn recognise(head: &str) -> bool {
    head.contains("\"fitnessActivity\"")
}

pub(super) fn read(table: &str, session: &Value, survey: &mut Survey) {
    match row(table, session) {
        Some(row) => survey.rows.push(row),
        None => {
            let word = words(session, &["fitnessActivity"]).unwrap_or_default();
            survey.no_start(table, 1, &word, words(session, &["startTime"]));
        }
    }
}

fn row(table: &str, session: &Value) -> Option<Row> {
    let moment = |key: &str| {
        let wall = words(session, &[key]).and_then(|text| dates::parse(&text))?;
        Some(wall.seconds - f64::from(wall.offset_s.unwrap_or(0)))
    };
    let start = moment("startTime")?;
    let word = words(session, &["fitnessActivity"])?;
    let mut row = Row::new(Vendor::Google, table, 1, When::Instant(start)).with_sport(&word);
    row.elapsed_s = moment("endTime").and_then(|end| some(Some(end - start)));
    row.timer_s = some(words(session, &["duration"]).and_then(|text| dates::duration(&text)))
        .or(row.elapsed_s);
    let total = |metric: &str| {
        let of_metric = list(session, &["aggregate"])
            .iter()
            .find(|one| words(one, &["metricName"]).is_some_and(|name| name.contains(metric)))?;
        some(figure(of_metric, &["floatValue", "intValue"]))
    };
    row.distance_m = total("distance.delta");
    row.heart_rate_bpm = total("heart_rate.summary").filter(|bpm| (30.0..=240.0).contains(bpm));
    row.cadence_of_steps(total("step_count.delta"));
    Some(row)
}
