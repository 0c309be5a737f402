//! The report on paper: what a clinician reads in the consulting room. Page one
//! is what matters now and next week; then the drawings; then the log.

mod font;
mod log;
mod sheets;
mod write;

use crate::Picture;
use crate::charts::palette::Role;
use crate::charts::scene::Scene;
use crate::charts::{self, Canvas, ChartError, Format, Theme, cadence, profile, series, weekly};
use crate::html::{Extras, words};
use crate::text::plan::{alternative_words, limits_words, reason_words, steps, totals};
use crate::text::{is_asked, quantity};
use chrono::{Days, NaiveDate};
use comeback_core::diary::{load, response, span};
use comeback_core::plan::{Day, Decision};
use comeback_core::rules::Severity;
use sheets::{BODY, Column, SMALL, Sheets, TEXT_WIDTH};

const FOOT: &str = "Education and load logging under a clinician's care; not a diagnosis. Over 5 is too much, too soon: back up, keep moving.";
/// Weeks whose bars stay apart on the width of a page.
const WEEKS: usize = 32;
/// Findings on the first page; all of them stand further on.
const FIRST: usize = 3;

/// The report of one runner as a PDF.
///
/// # Errors
/// The embedded font cannot be read.
pub fn document(picture: &Picture, extras: &Extras, athlete: &str) -> Result<Vec<u8>, ChartError> {
    let title = format!(
        "Comeback, {athlete}, {}",
        quantity::long_date(picture.history.today())
    );
    write::write(&pages(picture, extras, athlete), &title)
}

/// The same as pages of marks, before they become a file.
pub fn pages(picture: &Picture, extras: &Extras, athlete: &str) -> Vec<Scene> {
    let mut sheets = Sheets::new();
    now(&mut sheets, picture, athlete);
    week(&mut sheets, picture);
    drawings(&mut sheets, picture, extras);
    log::findings(&mut sheets, picture);
    log::weeks(&mut sheets, picture);
    log::runs(&mut sheets, picture);
    log::pain(&mut sheets, picture);
    sheets.finish(FOOT)
}

/// What is urgent, where the runner stands, what next week is.
fn now(sheets: &mut Sheets, picture: &Picture, athlete: &str) {
    let history = picture.history;
    let plan = picture.plan;
    let when = format!(
        "{athlete} · as of {}, {} · plan for {}",
        quantity::long_date(history.today()),
        history.now.format("%H:%M"),
        plan.week
    );
    sheets.paragraph(&when, SMALL, Role::Muted, false);
    sheets.heading(&words::headline(plan), 24.0);
    if let Some(reason) = plan.reasons.first() {
        sheets.paragraph(&reason.text, 15.0, Role::Ink, false);
    }
    let urgent = of(picture, Severity::Urgent);
    let lines: Vec<String> = urgent
        .iter()
        .flat_map(|finding| [finding.message.clone(), finding.advice.clone()])
        .collect();
    if !lines.is_empty() {
        sheets.alert(&lines);
    } else if plan.decision == Decision::Suspend {
        sheets.alert(&[words::OPEN_FLAG.to_owned()]);
    }
    sheets.space(4.0);
    sheets.facts(&facts(picture));
    let attention: Vec<_> = of(picture, Severity::Warning)
        .into_iter()
        .chain(of(picture, Severity::Caution))
        .collect();
    for finding in attention.iter().take(FIRST) {
        let sign = words::severity_name(finding.severity);
        let text = format!("{} ({})", finding.message, finding.date.format("%-d %b"));
        sheets.hanging(sign, &text, BODY, Role::Ink, false);
    }
    let more = attention.len().saturating_sub(FIRST);
    if more > 0 {
        let text = format!("{more} more under Findings.");
        sheets.paragraph(&text, SMALL, Role::Muted, false);
    } else if attention.is_empty() && urgent.is_empty() {
        sheets.paragraph("No rule fires.", BODY, Role::Muted, false);
    }
}

/// Name, value and note of what stands side by side at the top.
fn facts(picture: &Picture) -> [(String, String, String); 4] {
    let history = picture.history;
    let plan = picture.plan;
    let minutes = |value: f64| format!("{} min", quantity::minutes(value.round()));
    let runs = |count: usize| format!("in {}", quantity::counted(count, "run", "runs"));
    let planned = if plan.decision == Decision::Suspend {
        ("No training".to_owned(), String::new())
    } else {
        (minutes(plan.weekly_min), runs(plan.runs as usize))
    };
    let stands = picture.standing.map_or(
        (
            "No episode".to_owned(),
            "load rules and red flags".to_owned(),
        ),
        |standing| {
            let level = standing.level.map(|level| format!("level {level} · "));
            let since = standing.since.format("since %-d %b");
            (
                words::rung_name(standing.rung).to_owned(),
                format!("{}{since}", level.unwrap_or_default()),
            )
        },
    );
    let last = history
        .runs
        .last()
        .map_or(("None yet".to_owned(), String::new()), |run| {
            let found = response(run, history);
            let score = found
                .max
                .map(|score| format!("{} · ", quantity::trimmed(score.get(), 1)));
            let felt = if is_asked(history, run, &found) {
                let band = words::band_word(found.band);
                format!("{}{band}", score.unwrap_or_default())
            } else {
                run.running_minutes()
                    .map_or(quantity::MISSING.to_owned(), minutes)
            };
            (felt, run.date().format("%a %-d %b").to_string())
        });
    let week = span::trailing_week(history, history.today());
    let done = week
        .running_min
        .map_or(quantity::MISSING.to_owned(), minutes);
    [
        (words::week_name(picture), planned),
        ("Where you stand", stands),
        ("Last run", last),
        ("The last seven days", (done, runs(week.runs))),
    ]
    .map(|(name, (value, note))| (name.to_owned(), value, note))
}

fn of<'a>(picture: &Picture<'a>, severity: Severity) -> Vec<&'a comeback_core::rules::Finding> {
    let findings = picture.checked.findings.iter();
    findings
        .filter(|finding| finding.severity == severity)
        .collect()
}

/// The seven days, what they become after pain, and why they are so.
fn week(sheets: &mut Sheets, picture: &Picture) {
    let plan = picture.plan;
    let end = plan.starts + Days::new(6);
    let title = format!(
        "{}: {} to {}",
        words::week_name(picture),
        plan.starts.format("%-d %B"),
        end.format("%-d %B")
    );
    sheets.heading(&title, 18.0);
    if plan.decision == Decision::Suspend {
        sheets.paragraph("No training is prescribed.", BODY, Role::Ink, true);
    } else {
        sheets.paragraph(&totals(plan), BODY, Role::Ink, false);
    }
    if plan.provisional {
        let text = "This plan is provisional: the last response is not complete yet.";
        sheets.paragraph(text, BODY, Role::Ink, true);
    }
    if !plan.days.is_empty() {
        let columns = [(86.0, false), (92.0, false), (34.0, true), (450.0, false)]
            .map(|(width, right)| Column { width, right });
        let head = ["Day", "What", "Min", "How"].map(str::to_owned);
        sheets.row(&columns, &head, SMALL, true);
        for (place, day) in plan.days.iter().enumerate() {
            let before = plan.days.get(..place).unwrap_or_default();
            let cells = [
                day.date.format("%a %-d %b").to_string(),
                words::day_name(day.kind).to_owned(),
                day.minutes
                    .filter(|minutes| *minutes > 0.0)
                    .map(quantity::minutes)
                    .unwrap_or_default(),
                how(day, before, picture),
            ];
            sheets.row(&columns, &cells, SMALL, false);
        }
    }
    sheets.space(6.0);
    for (sign, turn) in [("Amber:", &plan.if_amber), ("Red:", &plan.if_red)] {
        if let Some(turn) = turn {
            sheets.hanging(sign, &alternative_words(turn), BODY, Role::Ink, false);
        }
    }
    if !plan.reasons.is_empty() {
        sheets.heading("Why this week", 14.0);
        for reason in &plan.reasons {
            sheets.hanging("·", &reason_words(reason), SMALL + 0.5, Role::Ink, false);
        }
    }
}

/// Structure, limits, rehab and check-in of a day; rehab is told once in full.
fn how(day: &Day, before: &[Day], picture: &Picture) -> String {
    let mut parts = Vec::new();
    if day.steps.len() > 1 || day.steps.iter().any(|step| step.repeat > 1) {
        parts.push(steps(&day.steps));
    }
    parts.push(limits_words(day, picture.history.settings.units));
    if let Some(rehab) = &day.rehab {
        parts.push(crate::text::plan::rehab_words(rehab, before));
    }
    parts.extend(day.check_in.clone());
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn drawings(sheets: &mut Sheets, picture: &Picture, extras: &Extras) {
    let canvas = |height: u32| Canvas {
        width: TEXT_WIDTH as u32,
        height,
        theme: Theme::Light,
        format: Format::Svg,
    };
    let mondays: Vec<NaiveDate> = picture.weeks.iter().map(|week| week.starts).collect();
    let first = mondays.len().saturating_sub(WEEKS);
    let data = series::weekly(
        picture.history,
        mondays.get(first..).unwrap_or_default(),
        picture.plan,
    );
    if picture.standing.is_some() {
        let data = series::ladder(picture.history, picture.standing);
        let height = charts::ladder::height(&data, TEXT_WIDTH, Theme::Light);
        sheets.drawing(charts::ladder::draw(&data, &canvas(height)));
    }
    sheets.drawing(weekly::draw(&data, &canvas(320)));
    let data = series::cadence_of(picture);
    sheets.drawing(cadence::draw(&data, &canvas(250)));
    let from = mondays.first().copied();
    let days = load::days(picture.history, picture.history.today(), |run| {
        run.tendon_load
    });
    let begin = days.partition_point(|day| from.is_some_and(|from| day.date < from));
    let days = days.get(begin..).unwrap_or_default();
    sheets.drawing(charts::load::draw(days, &canvas(230)));
    let small: Vec<_> = std::iter::once(series::visa(picture.history))
        .chain(series::dynamics(picture.history))
        .chain(extras.small.iter().cloned())
        .filter(|small| !small.points.is_empty())
        .collect();
    if !small.is_empty() {
        let height = charts::multiples::height(&small, TEXT_WIDTH);
        sheets.drawing(charts::multiples::draw(&small, &canvas(height)));
    }
    if let Some((_, run)) = &extras.run {
        sheets.drawing(profile::draw(run, &canvas(430)));
    }
}
