//! Minutes, days and clock times in the words of a plan.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// `20` or `22.5`: minutes as they stand in a plan.
pub(crate) fn minutes_words(minutes: f64) -> String {
    let tenths = (minutes * 10.0).round() / 10.0;
    if (tenths - tenths.round()).abs() < 1e-9 {
        format!("{tenths:.0}")
    } else {
        format!("{tenths:.1}")
    }
}

/// `3.2`: a mean that is over a limit, with as many digits as show that it is.
pub(super) fn mean_words(mean: f64, over: f64) -> String {
    let tenths = (mean * 10.0).round() / 10.0;
    if tenths > over {
        format!("{mean:.1}")
    } else {
        format!("{:.2}", (mean * 100.0).ceil() / 100.0)
    }
}

/// `Sunday 20:00`, and the date where it is over a week away.
pub(super) fn clock(at: DateTime<FixedOffset>, today: NaiveDate) -> String {
    let far = (at.date_naive() - today).num_days().abs() > 6;
    if far {
        at.format("%A %-d %B %H:%M").to_string()
    } else {
        at.format("%A %H:%M").to_string()
    }
}

/// `Thursday's run`, and the date where it is over a week ago.
pub(crate) fn run_of(day: NaiveDate, today: NaiveDate) -> String {
    if (today - day).num_days() > 6 {
        format!("the run of {}", day.format("%A %-d %B"))
    } else {
        format!("{}'s run", day.format("%A"))
    }
}

/// `Thursday's run`, or `Thursday's run and Friday's run` where one score answers both.
pub(crate) fn runs_of(days: &[NaiveDate], today: NaiveDate) -> String {
    let runs: Vec<String> = days.iter().map(|day| run_of(*day, today)).collect();
    runs.join(" and ")
}

/// From so many days off on nobody counts them (design).
const COUNTED_DAYS: i64 = 100;

/// `9 days`, `5 months`, `over 8 years`: how long the runner was away, as a person says it.
pub(crate) fn time_off(days: i64) -> String {
    let years = days as f64 / 365.25;
    let months = (years * 12.0).round();
    if days < COUNTED_DAYS {
        format!("{days} days")
    } else if months < 24.0 {
        format!("{months} months")
    } else {
        format!("over {:.0} years", years.floor())
    }
}

/// `1 run`, `2 runs`.
pub(super) fn runs_words(count: u32) -> String {
    if count == 1 {
        "1 run".to_owned()
    } else {
        format!("{count} runs")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_have_no_more_digits_than_they_need() {
        for (minutes, words) in [
            (20.0, "20"),
            (22.5, "22.5"),
            (24.966_666, "25"),
            (3.3, "3.3"),
        ] {
            assert_eq!(minutes_words(minutes), words);
        }
    }

    #[test]
    fn long_times_off_are_not_told_in_days() {
        for (days, words) in [
            (9, "9 days"),
            (99, "99 days"),
            (100, "3 months"),
            (200, "7 months"),
            (400, "13 months"),
            (740, "over 2 years"),
            (3268, "over 8 years"),
        ] {
            assert_eq!(time_off(days), words);
        }
    }

    #[test]
    fn a_day_far_away_has_its_date() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(
            run_of(day("2026-10-01"), day("2026-10-04")),
            "Thursday's run"
        );
        assert_eq!(
            run_of(day("2026-09-24"), day("2026-10-04")),
            "the run of Thursday 24 September"
        );
    }
}
