//! `today`: what to do today, in at most twelve lines.

use super::look::{Look, wrap};
use crate::words::session::{limits_line, steps};
use chrono::{DateTime, FixedOffset, NaiveDate};
use comeback_core::diary::History;
use comeback_core::plan::due::{Due, DueKind};
use comeback_core::plan::today::Today;

/// Lines of `today` at most.
pub const MOST_LINES: usize = 12;

/// The day.
pub fn today(history: &History, today: &Today, look: &Look) -> String {
    let head = format!("{} · {}", today.date.format("%A %-d %B"), today.headline);
    let mut lines: Vec<String> = (wrap(&head, look.columns()).iter())
        .map(|line| look.paint(line, crate::tree::Tone::Strong))
        .collect();
    let date = history.today();
    let ran = !history.runs_between(date, date).is_empty();
    let mut texts: Vec<String> = Vec::new();
    if let Some(day) = today
        .session
        .as_ref()
        .filter(|day| day.kind.is_run() && !ran)
    {
        let limits = limits_line(day, look.units);
        let parts = [steps(&day.steps), limits];
        let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        texts.push(told.join(" · "));
    }
    if let Some(rehab) = today.session.as_ref().and_then(|day| day.rehab.as_ref()) {
        texts.push(format!("Rehab: {rehab}."));
    }
    texts.extend(due_lines(&today.due, history.now));
    texts.extend(today.race.clone());
    texts.extend(today.comments.iter().map(|comment| {
        let on = history.local_date(comment.at).format("%A");
        format!("{}, {on}: {}", comment.by, comment.text)
    }));
    if !today.changed.is_empty() {
        texts.push(format!("Since yesterday: {}", today.changed.join(" ")));
    }
    texts.extend(today.quiet.clone());
    texts.extend(today.message.map(|message| message.text.to_owned()));
    // What comes first is said whole; the rest as far as there is room.
    for text in texts {
        let wrapped = wrap(&text, look.columns());
        if lines.len() + wrapped.len() > MOST_LINES {
            continue;
        }
        lines.extend(wrapped);
    }
    lines.join("\n") + "\n"
}

/// What is due, in words. The runs of one day are one line, with the first hour at which
/// the time of one of them ends: one score answers them all.
pub fn due_lines(due: &[Due], now: DateTime<FixedOffset>) -> Vec<String> {
    let is_pain = |due: &Due| due.what == DueKind::Pain && due.of.is_some();
    let is_first = |at: usize, one: &Due| {
        let same = |other: &Due| is_pain(other) && other.of == one.of;
        let mut others = due.iter().enumerate().filter(|(_, other)| same(other));
        !is_pain(one) || others.all(|(other, of)| (one.until, at) <= (of.until, other))
    };
    (due.iter().enumerate())
        .filter(|(at, one)| is_first(*at, one))
        .filter_map(|(_, one)| due_words(one, now))
        .collect()
}

/// `Log pain for Thursday's run by Sunday 20:00: the worst since then (comeback pain SCORE).`
fn due_words(due: &Due, now: DateTime<FixedOffset>) -> Option<String> {
    let clock = |at: DateTime<FixedOffset>| clock(at, now.date_naive());
    Some(match due.what {
        DueKind::Pain => {
            let of = due.of.map_or_else(
                || "the last run".to_owned(),
                |day| format!("the run of {}", day.format("%A")),
            );
            if now < due.from {
                format!(
                    "Pain after {of}: from {} on, by {} at the latest, the worst since then (`comeback pain SCORE`).",
                    clock(due.from),
                    clock(due.until)
                )
            } else {
                format!(
                    "Pain after {of}: by {}, the worst since then (`comeback pain SCORE`).",
                    clock(due.until)
                )
            }
        }
        DueKind::LoadTest(form) => format!(
            "This morning, by {}: the load test, {} (`comeback log load-test SCORE`).",
            due.until.format("%H:%M"),
            form.words()
        ),
        DueKind::ReTest => {
            "The re-test is due today (`comeback log test pass` or `fail`).".to_owned()
        }
        DueKind::Visa => "Four weeks since the last VISA-H (`comeback log visa SCORE`).".to_owned(),
        // It is told with the day.
        DueKind::Rehab => return None,
    })
}

/// `20:00 today`, `04:00 tomorrow`, `Sunday 20:00`.
pub fn clock(at: DateTime<FixedOffset>, today: NaiveDate) -> String {
    let time = at.format("%H:%M");
    match (at.date_naive() - today).num_days() {
        0 => format!("{time} today"),
        1 => format!("{time} tomorrow"),
        2..=6 => format!("{} {time}", at.format("%A")),
        _ => format!("{} {time}", at.format("%-d %B")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pain(day: u32, until: &str) -> Due {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("a moment");
        Due {
            what: DueKind::Pain,
            run: None,
            of: NaiveDate::from_ymd_opt(2026, 11, day),
            from: at("2026-11-20T06:00:00+01:00"),
            until: at(until),
        }
    }

    #[test]
    fn two_runs_of_a_day_are_one_line_until_the_first_of_them_closes() {
        let due = [
            pain(18, "2026-11-20T18:30:00+01:00"),
            pain(18, "2026-11-20T12:00:00+01:00"),
            pain(19, "2026-11-21T18:00:00+01:00"),
        ];
        let now = DateTime::parse_from_rfc3339("2026-11-20T08:00:00+01:00").expect("a moment");
        assert_eq!(
            due_lines(&due, now),
            [
                "Pain after the run of Wednesday: by 12:00 today, the worst since then (`comeback pain SCORE`).",
                "Pain after the run of Thursday: by 18:00 tomorrow, the worst since then (`comeback pain SCORE`).",
            ]
        );
    }
}
