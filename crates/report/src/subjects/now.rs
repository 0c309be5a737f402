//! What matters now: the urgent, the facts of the moment, what needs attention.

use super::findings::{Judged, card, silence};
use super::week;
use crate::Picture;
use crate::tree::{Block, Fact, Inline, Tone, Words};
use crate::words::{self, quantity};
use chrono::{Datelike, NaiveDate};
use comeback_core::diary::{response, span};
use comeback_core::plan::Decision;
use comeback_core::rules::{Finding, Severity};

/// Said at the top while a red flag is open and no finding of this span tells of it.
const OPEN_FLAG: &str =
    "A red flag is open. Have it seen, then log that it is resolved; the plan goes on from there.";

/// Names of facts.
pub(super) const STANDS: &str = "Where you stand";
pub(super) const LAST_RUN: &str = "Last run";
pub(super) const SEVEN_DAYS: &str = "The last seven days";

pub(super) fn blocks(picture: &Picture) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(urgent(picture));
    blocks.push(Block::Facts(facts(picture)));
    blocks.push(attention(picture));
    blocks
}

fn of<'a>(picture: &Picture<'a>, severity: Severity) -> impl Iterator<Item = &'a Finding> {
    let findings = picture.checked.findings.iter();
    findings.filter(move |finding| finding.severity == severity)
}

pub(super) fn urgent(picture: &Picture) -> Option<Block> {
    let mut lines: Vec<Words> = of(picture, Severity::Urgent)
        .flat_map(|finding| {
            [
                Words::of(Tone::Strong, &finding.message),
                finding.advice.as_str().into(),
            ]
        })
        .collect();
    if lines.is_empty() && picture.plan.decision == Decision::Suspend {
        lines.push(OPEN_FLAG.into());
    }
    (!lines.is_empty()).then(|| Block::Alert {
        title: "First of all".to_owned(),
        lines,
    })
}

pub(super) fn facts(picture: &Picture) -> Vec<Fact> {
    let history = picture.history;
    let plan = picture.plan;
    let minutes = |value: f64| format!("{} min", quantity::minutes(value.round()));
    let missing = || quantity::MISSING.to_owned();
    let fact = |name: &str, value: Words, note: String| Fact {
        name: name.to_owned(),
        value,
        note,
    };
    let in_runs = |count: usize| format!("in {}", quantity::counted(count, "run", "runs"));
    let planned = if plan.decision == Decision::Suspend {
        ("No training".to_owned(), String::new())
    } else {
        (minutes(plan.weekly_min), in_runs(plan.runs as usize))
    };
    let stands = match picture.standing {
        Some(standing) => {
            let level = standing.level.map(|level| format!("level {level} · "));
            (
                words::capital(words::rung(standing.rung)),
                format!(
                    "{}since {}",
                    level.unwrap_or_default(),
                    standing.since.format("%-d %b")
                ),
            )
        }
        None => (
            "No episode".to_owned(),
            "load rules and red flags only".to_owned(),
        ),
    };
    let (felt, day) = match history.runs.last() {
        Some(run) => {
            let found = response(run, history);
            let length = run.running_minutes().map(minutes);
            let day = in_year(run.date(), history.today());
            if words::is_asked(history, run, &found) {
                let length = length.map_or(String::new(), |length| format!(", {length}"));
                (Words::response(&found), format!("{day}{length}"))
            } else {
                (length.unwrap_or_else(missing).into(), day)
            }
        }
        None => ("None yet".into(), String::new()),
    };
    let week = span::trailing_week(history, history.today());
    let done = week.running_min.map_or_else(missing, minutes);
    vec![
        fact(week::name(picture), planned.0.into(), planned.1),
        fact(STANDS, stands.0.into(), stands.1),
        fact(LAST_RUN, felt, day),
        fact(SEVEN_DAYS, done.into(), in_runs(week.runs)),
    ]
}

/// `Sat 16 Dec`, with the year where it is not this one.
fn in_year(day: NaiveDate, today: NaiveDate) -> String {
    let year = if day.year() == today.year() {
        ""
    } else {
        " %Y"
    };
    day.format(&format!("%a %-d %b{year}")).to_string()
}

fn attention(picture: &Picture) -> Block {
    let units = picture.history.settings.units;
    let cards: Vec<_> = of(picture, Severity::Warning)
        .chain(of(picture, Severity::Caution))
        .map(|finding| card(finding, units))
        .collect();
    if !cards.is_empty() {
        return Block::Attention(cards);
    }
    let judged = Judged::of(picture.history);
    let text = if of(picture, Severity::Urgent).next().is_some() {
        "Nothing beside it needs your attention now.".to_owned()
    } else {
        silence(judged)
    };
    Block::Text(Words::from(Inline::Quiet(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_another_year_has_its_year() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-01-05");
        assert_eq!(in_year(day("2026-01-02"), today), "Fri 2 Jan");
        assert_eq!(in_year(day("2025-12-31"), today), "Wed 31 Dec 2025");
        assert_eq!(in_year(day("2017-12-16"), today), "Sat 16 Dec 2017");
    }
}
