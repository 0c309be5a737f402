//! The visit: what a clinician reads and files, on two pages. Who it is and where the
//! return stands, then load, pain and cadence, rehab, and what is not known.

use super::findings::{card, silence, wanted};
use super::{charts, now, rehab, rungs, week};
use crate::charts::series::Seen;
use crate::outcome::Trend;
use crate::tree::{Block, Cell, Chart, Fact, Tone, Words, column, figures};
use crate::tree::{Inline, Table};
use crate::words::quantity::{
    self, counted, distance_number, distance_unit, long_date, minutes, moment, trimmed,
};
use crate::words::{self, is_asked, uncapital};
use crate::{Picture, drawings};
use comeback_core::calendar::Days;
use comeback_core::diary::{Goal, SymptomEntry, adherence, response, span};
use comeback_core::method::Rung;
use comeback_core::plan::{Decision, today};
use comeback_core::rules::{Severity, red_flag};
use comeback_core::trend::rehab as rehab_trend;

/// The charts of the second page; the others stand behind.
pub const CHARTS: [Chart; 3] = [Chart::Load, Chart::Pain, Chart::Cadence];
/// How short the first page can be told, from 0 for all of it.
pub const SHORTEST: usize = 4;
/// Weeks of rehab, counted back from the present one.
const REHAB_WEEKS: usize = 6;
/// Days in which responses and cadence are missed.
const LATELY: u64 = 27;
const UNKNOWN: usize = 5;
const UNKNOWN_SHORT: usize = 2;
/// Lines of what was done, where there is little room: the rest stands behind.
const DONE: usize = 5;
const SAID: usize = 3;

/// Of when it is and what it rests on, a line each.
pub fn who(picture: &Picture) -> Vec<String> {
    let history = picture.history;
    let runs = match (history.runs.first(), history.runs.last()) {
        (Some(first), Some(last)) if history.runs.len() > 1 => format!(
            "{} from {} to {}",
            counted(history.runs.len(), "run", "runs"),
            long_date(first.date()),
            long_date(last.date())
        ),
        (Some(only), _) => format!("1 run, of {}", long_date(only.date())),
        _ => "No run is logged".to_owned(),
    };
    let mut lines = vec![format!(
        "Status of {}, {}. {runs}.",
        long_date(history.today()),
        history.now.format("%H:%M")
    )];
    let Some(episode) = history.episode() else {
        lines.push("No injury is being followed: usual training under the load rules.".to_owned());
        return lines;
    };
    let diagnosed = if episode.diagnosed {
        "diagnosed by a clinician"
    } else {
        "no clinician's diagnosis is on record"
    };
    let race = episode
        .race
        .map_or(String::new(), |day| format!("; race on {}", long_date(day)));
    lines.push(format!(
        "High hamstring pain since {}, {diagnosed}. Goal: {}{race}.",
        long_date(episode.start),
        aims(&episode.goal)
    ));
    lines
}

/// `4 runs a week of 45 min; tempo, then intervals; hills`
pub fn aims(goal: &Goal) -> String {
    let mut parts = vec![format!(
        "{} of {} min",
        rungs::goal_words(Rung::Frequency, goal),
        minutes(goal.session_min)
    )];
    if goal.intensity() {
        parts.push(rungs::goal_words(Rung::Intensity, goal));
    }
    parts.extend(goal.hills.then(|| "hills".to_owned()));
    parts.extend(goal.hill_sprints.then(|| "hill sprints".to_owned()));
    parts.join("; ")
}

/// Red flags first: what is to be seen at once in a box, else what is open, else that
/// there is none.
pub fn flags(picture: &Picture) -> Block {
    if let Some(alert) = now::urgent(picture) {
        return alert;
    }
    let history = picture.history;
    let said = |entry: &SymptomEntry| {
        let on = long_date(history.local_date(entry.at));
        format!("{} (logged on {on})", uncapital(entry.symptom.words()))
    };
    let mut open: Vec<&SymptomEntry> = (history.symptoms.iter())
        .filter(|entry| red_flag::is_flag(history, entry))
        .collect();
    open.sort_by_key(|entry| entry.at);
    if !open.is_empty() {
        let named: Vec<String> = open.into_iter().map(said).collect();
        let named = named.join("; ");
        return Block::Text(Words::of(Tone::Strong, format!("Red flag open: {named}.")));
    }
    let none = Words::of(Tone::Plain, "Red flags: none is open.");
    let seen = history
        .symptoms
        .iter()
        .filter(|entry| entry.resolved.is_some())
        .max_by_key(|entry| entry.at);
    Block::Text(match seen {
        Some(entry) => none.then(format!(
            " The last one, {}, was marked as resolved.",
            said(entry)
        )),
        None => none,
    })
}

/// The first page below its one sentence. The shorter, the less is told in full; all of
/// it stands behind.
pub fn first(picture: &Picture, shorter: usize) -> Vec<Block> {
    let mut blocks = vec![Block::Facts(facts(picture))];
    if !picture.history.runs.is_empty() {
        let rows = match shorter {
            0 => 6,
            1 | 2 => 4,
            _ => 3,
        };
        let table = Block::Table(responses(picture, rows));
        let title = if picture.history.pain.is_empty() && picture.history.episode().is_none() {
            "The last runs"
        } else {
            "The last responses"
        };
        blocks.push(Block::group(title, vec![table]));
    }
    blocks.push(Block::group("What matters now", findings(picture, shorter)));
    let said = said(picture, shorter);
    if !said.is_empty() {
        blocks.push(Block::group("Said lately", vec![Block::List(said)]));
    }
    blocks.push(Block::group(week_title(picture), planned(picture, shorter)));
    blocks
}

fn week_title(picture: &Picture) -> String {
    let plan = picture.plan;
    let amount = if plan.decision == Decision::Suspend {
        String::new()
    } else {
        format!(", {}", week::amount(plan.runs, plan.weekly_min))
    };
    format!(
        "{}, {} to {}{amount}{}",
        week::name(picture),
        plan.starts.format("%-d %B"),
        (plan.starts + Days::new(6)).format("%-d %B"),
        week::provisional(plan)
    )
}

fn facts(picture: &Picture) -> Vec<Fact> {
    let history = picture.history;
    let all = now::facts(picture);
    let named = |name: &str| all.iter().find(|fact| fact.name == name).cloned();
    let mut tiles: Vec<Fact> = Vec::new();
    if let Some(mut stands) = named(now::STANDS) {
        if let Some(standing) = picture.standing {
            let weeks = (history.today() - standing.since).num_weeks();
            let on_it = match weeks {
                ..=0 => "new this week".to_owned(),
                weeks => format!("{} on it", counted(weeks as usize, "week", "weeks")),
            };
            stands.note = format!("{}, {on_it}", stands.note);
        }
        tiles.push(stands);
    }
    tiles.extend(named(now::LAST_RUN));
    let trend = Trend::of(history);
    tiles.push(Fact {
        name: "Pain after runs".to_owned(),
        value: trend
            .map_or_else(
                || quantity::MISSING.to_owned(),
                |trend| words::capital(trend.as_str()),
            )
            .into(),
        note: match trend {
            Some(_) => "this fortnight against the last",
            None => "too few scores to compare",
        }
        .to_owned(),
    });
    tiles.extend(named(now::SEVEN_DAYS));
    tiles
}

fn responses(picture: &Picture, rows: usize) -> Table {
    let history = picture.history;
    let units = history.settings.units;
    let mut table = Table::new(
        "The last responses",
        vec![
            column("run", 0),
            figures("min", 0),
            figures(distance_unit(units), 1),
            figures("hard min", 1),
            column("worst pain within 48 hours", 0),
            column("felt", 1),
        ],
    );
    for run in history.runs.iter().rev().take(rows) {
        let found = response(run, history);
        let rounded = |value: Option<f64>| Cell::figure(value.map(|value| minutes(value.round())));
        table.row([
            run.date().format("%a %-d %b").to_string().into(),
            rounded(run.running_minutes()),
            Cell::figure(run.distance.map(|metres| distance_number(metres, units))),
            rounded(run.hard_minutes()),
            if is_asked(history, run, &found) {
                Words::response(&found).into()
            } else {
                Words::from(Inline::Quiet("not asked".to_owned())).into()
            },
            found.max_at.map_or(Cell::Empty, |at| moment(at).into()),
        ]);
    }
    table
}

fn findings(picture: &Picture, shorter: usize) -> Vec<Block> {
    let units = picture.history.settings.units;
    let of = |severity: Severity| {
        let findings = picture.checked.findings.iter();
        findings.filter(move |finding| finding.severity == severity)
    };
    let mut cards: Vec<_> = of(Severity::Warning)
        .chain(of(Severity::Caution))
        .map(|finding| card(finding, units))
        .collect();
    if cards.is_empty() {
        let judged = super::findings::Judged::of(picture.history);
        return vec![Block::text(silence(judged))];
    }
    if shorter > 0 {
        for card in &mut cards {
            card.advice.clear();
        }
    }
    vec![Block::Attention(cards)]
}

/// What coach, clinician and runner wrote in the last days.
fn said(picture: &Picture, shorter: usize) -> Vec<Words> {
    let most = SAID.saturating_sub(shorter).max(1);
    today::comments(picture.history)
        .iter()
        .take(most)
        .map(|comment| {
            let on = picture.history.local_date(comment.at).format("%a %-d %b");
            format!("{}, {on}: {}", comment.by, comment.text).into()
        })
        .collect()
}

fn planned(picture: &Picture, shorter: usize) -> Vec<Block> {
    let plan = picture.plan;
    if plan.decision == Decision::Suspend {
        return vec![Block::text("No training is prescribed.")];
    }
    let mut days = week::days(plan, picture.history.settings.units);
    for day in &mut days {
        if shorter > 1 {
            day.check_in.clear();
        }
        if shorter > 2 {
            day.rehab.clear();
        }
    }
    let branches = week::branches(plan);
    let mut blocks = Vec::new();
    if !days.is_empty() {
        blocks.push(Block::Days(days));
    }
    if !branches.is_empty() {
        let branches = Block::Branches(branches);
        blocks.push(Block::group("What it becomes", vec![branches]));
    }
    blocks
}

/// The second page: three charts, what was done beside running, and what is not known;
/// in short where there is much of it.
pub fn second(picture: &Picture, seen: &Seen, short: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = (CHARTS.into_iter())
        .filter_map(|chart| charts::block(picture, seen, chart))
        .collect();
    let mut done = done(picture, seen);
    if short {
        done.truncate(DONE);
    }
    if !done.is_empty() {
        blocks.push(Block::group("Planned and done", vec![Block::List(done)]));
    }
    blocks.push(Block::group(
        "What is not known",
        vec![unknown(picture, short)],
    ));
    blocks
}

fn done(picture: &Picture, seen: &Seen) -> Vec<Words> {
    let history = picture.history;
    let mut lines: Vec<Words> = Vec::new();
    let last = span::monday(history.today()) - Days::new(7);
    if let Some(week) = adherence::week(history, last) {
        lines.push(
            format!(
                "Running last week: {} min planned, {} done.",
                minutes(week.planned_min.round()),
                minutes(week.done_min.round())
            )
            .into(),
        );
    }
    if history.episode().is_some() || !history.rehab.is_empty() {
        if let Some(figure) = drawings::told(picture, seen, Chart::Rehab) {
            lines.push(figure.words.sentence.into());
        }
        lines.extend(by_week(seen).map(Words::from));
    }
    lines.extend(rehab::scores(history).into_iter().map(Words::from));
    if let [only] = history.visa.as_slice() {
        let day = long_date(history.local_date(only.at));
        let score = trimmed(only.score, 0);
        lines.push(format!("VISA-H: {score} of 100 on {day}, the only score so far.").into());
    }
    lines
}

/// `Days of rehab done of those asked: 12 Oct 3 of 3, 19 Oct 2 of 3, …`
fn by_week(seen: &Seen) -> Option<String> {
    let weeks = &seen.rehab.weeks;
    let recent = weeks.get(weeks.len().saturating_sub(REHAB_WEEKS)..)?;
    let told: Vec<String> = recent
        .iter()
        .filter_map(|week| {
            let set = week.in_force?;
            let sunday = week.monday + Days::new(6);
            let mut days: Vec<_> = (seen.rehab.done.iter())
                .filter(|done| week.monday <= done.day && done.day <= sunday)
                .map(|done| done.day)
                .collect();
            days.sort_unstable();
            days.dedup();
            Some(format!(
                "{} {} of {}",
                week.monday.format("%-d %b"),
                days.len(),
                rehab_trend::asked(set)
            ))
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "Days with rehab of those asked, by week from: {}.",
            told.join(" · ")
        )
    })
}

fn unknown(picture: &Picture, short: bool) -> Block {
    let history = picture.history;
    let mut lines: Vec<Words> = Vec::new();
    let today = history.today();
    let lately = history.runs_between(today - Days::new(LATELY), today);
    let silent = lately.iter().filter(|run| {
        let found = response(run, history);
        is_asked(history, run, &found) && !found.is_known()
    });
    let silent = silent.count();
    if silent > 0 {
        lines.push(
            format!(
                "The response to {silent} of the {} of the last four weeks.",
                counted(lately.len(), "run", "runs")
            )
            .into(),
        );
    }
    let without = lately.iter().filter(|run| run.cadence.is_none()).count();
    if without > 0 {
        lines.push(
            format!(
                "The cadence of {without} of the {} of the last four weeks.",
                counted(lately.len(), "run", "runs")
            )
            .into(),
        );
    }
    if let Some(episode) = history.episode() {
        if history.visa.is_empty() {
            lines.push("VISA-H: no score is logged.".into());
        }
        if !episode.diagnosed {
            lines.push("Whether it is the hamstring's tendon: no diagnosis is on record.".into());
        }
    }
    // Who files the page knows no rule by its name.
    let wanted = wanted(&picture.checked.unknown);
    let shown = if short { UNKNOWN_SHORT } else { UNKNOWN };
    let more = wanted.len().saturating_sub(shown);
    let named = wanted
        .into_iter()
        .take(shown)
        .map(|(_, want)| format!("{}.", words::capital(want.trim_end_matches('.'))).into());
    lines.extend(named);
    if more > 0 {
        lines.push(format!("{more} more under Findings.").into());
    }
    if lines.is_empty() {
        return Block::text("Nothing that the rules ask for is missing.");
    }
    Block::List(lines)
}
