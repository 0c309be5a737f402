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
    texts.extend(
        today
            .due
            .iter()
            .filter_map(|due| due_words(due, history.now)),
    );
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

/// `Log pain for Thursday's run by Sunday 20:00: the worst since then (comeback pain SCORE).`
pub fn due_words(due: &Due, now: DateTime<FixedOffset>) -> Option<String> {
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
            clock(due.until),
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

/// `today 20:00`, `tomorrow 04:00`, `Sunday 20:00`.
pub fn clock(at: DateTime<FixedOffset>, today: NaiveDate) -> String {
    let day = match (at.date_naive() - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => at.format("%A").to_string(),
        _ => at.format("%-d %B").to_string(),
    };
    format!("{day} {}", at.format("%H:%M"))
}
