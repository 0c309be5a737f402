//! The report on paper: everything inside the sheet, nothing over something
//! else, the urgent first, and a file that readers open.

use crate::charts;
use crate::season::{self, day};
use comeback_core::diary::{self, History, Symptom, SymptomEntry};
use comeback_core::plan::{Decision, WeekPlan};
use comeback_core::rules::{Checked, Finding};
use comeback_report::charts::scene::Scene;
use comeback_report::charts::series::Seen;
use comeback_report::drawings::Drawings;
use comeback_report::{Extras, Picture, pdf, subjects};

fn with<T>(
    history: &History,
    findings: Vec<Finding>,
    plan: &WeekPlan,
    then: impl FnOnce(&Picture, &Extras) -> T,
) -> T {
    let weeks = diary::weeks(history, day("2026-08-03"), day("2026-11-22"));
    let standing = history.episode().map(|_| season::standing(history));
    let checked = Checked {
        standing: None,
        findings,
        unknown: season::unknown(),
    };
    let picture = Picture {
        history,
        standing: standing.as_ref(),
        checked: &checked,
        plan,
        weeks: &weeks,
    };
    let extras = Extras {
        run: Some(("The last run".to_owned(), charts::profile_data())),
        small: charts::multiples_data().split_off(1),
        ..Extras::default()
    };
    then(&picture, &extras)
}

fn pages(history: &History, findings: Vec<Finding>, plan: &WeekPlan) -> Vec<Scene> {
    with(history, findings, plan, |picture, extras| {
        let seen = &Seen::of(picture.history, extras.run.as_ref().map(|(_, run)| run));
        let document = subjects::report(picture, extras, seen, Some("anna"));
        let drawings = Drawings {
            picture,
            extras,
            seen,
        };
        pdf::pages(&document, Some(drawings))
    })
}

fn words(page: &Scene) -> String {
    let labels: Vec<&str> = page.labels().map(|label| label.text.as_str()).collect();
    labels.join(" ")
}

#[test]
fn every_label_lies_on_its_sheet_and_on_no_other() {
    let history = season::history();
    let pages = pages(&history, season::findings(&history), &season::plan());
    assert!((3..=12).contains(&pages.len()), "{} pages", pages.len());
    for (number, page) in pages.iter().enumerate() {
        let labels: Vec<_> = page.labels().collect();
        for (index, label) in labels.iter().enumerate() {
            // Widths are measured with room for a wider font than the one embedded.
            let area = label.area();
            assert!(
                area.left >= 0.0
                    && area.right - (area.right - area.left) * 0.13 <= page.width - 40.0
                    && area.bottom <= page.height,
                "page {number}: {label:?}"
            );
            for other in labels.iter().skip(index + 1) {
                let (a, b) = (area, other.area());
                let room = (a.right - a.left).max(b.right - b.left) * 0.15;
                let over = (a.right.min(b.right) - a.left.max(b.left) - room)
                    .min((a.bottom.min(b.bottom) - a.top.max(b.top)) * 4.0);
                assert!(over < 10.0, "page {number}: {label:?} over {other:?}");
            }
        }
    }
}

#[test]
fn the_first_page_says_what_matters_now() {
    let history = season::history();
    let plan = season::plan();
    let pages = pages(&history, season::findings(&history), &plan);
    let first = words(&pages[0]);
    for day in &plan.days {
        assert!(first.contains(&day.date.format("%a %-d %b").to_string()));
    }
    for wanted in ["anna", "Where you stand", "What it becomes"] {
        assert!(first.contains(wanted), "{wanted}: {first}");
    }
    for page in &pages {
        let told = words(page);
        assert!(told.contains("not a diagnosis"));
        assert!(!told.contains('`'), "a command is printed: {told}");
    }
}

#[test]
fn an_open_red_flag_is_named_on_the_first_page_and_a_resolved_one_too() {
    let mut history = season::history();
    let flag = |resolved: Option<&str>| SymptomEntry {
        at: season::at(day("2026-11-14"), 8),
        symptom: Symptom::NightPain,
        resolved: resolved.map(|date| season::at(day(date), 8)),
    };
    let plan = season::plan();
    // No finding says it and the plan is not suspended: it is seen within days.
    history.symptoms = vec![flag(None)];
    let first = words(&pages(&history, Vec::new(), &plan)[0]);
    assert!(
        first.contains("Red flag open: pain at night (logged on Sat 14 November 2026)."),
        "{first}"
    );
    history.symptoms = vec![flag(Some("2026-11-20"))];
    let first = words(&pages(&history, Vec::new(), &plan)[0]);
    assert!(first.contains("Red flags: none is open."), "{first}");
    assert!(
        first.contains(
            "The last one, pain at night (logged on Sat 14 November 2026), was marked as resolved."
        ),
        "{first}"
    );
}

#[test]
fn a_page_that_is_filed_names_no_rule_by_its_slug() {
    let history = season::history();
    let pages = pages(&history, season::findings(&history), &season::plan());
    let second = words(&pages[1]);
    for missing in season::unknown() {
        assert!(!second.contains(&format!("{}:", missing.rule)), "{second}");
    }
}

#[test]
fn every_page_says_whose_it_is_of_when_and_which_of_how_many() {
    let history = season::history();
    let pages = pages(&history, season::findings(&history), &season::plan());
    let count = pages.len();
    for (index, page) in pages.iter().enumerate() {
        let text = words(page);
        for wanted in [
            format!("anna · {}", history.today().format("%a %-d %B %Y")),
            format!("Page {} of {count}", index + 1),
        ] {
            assert!(text.contains(&wanted), "{wanted}: {text}");
        }
    }
}

#[test]
fn the_second_page_closes_the_visit() {
    let history = season::history();
    let pages = pages(&history, season::findings(&history), &season::plan());
    let (first, second) = (words(&pages[0]), words(&pages[1]));
    for wanted in [
        "Red flags",
        "The last responses",
        "What matters now",
        "on it",
    ] {
        assert!(first.contains(wanted), "{wanted}: {first}");
    }
    for wanted in ["tendon load", "Cadence", "Rehab on", "What is not known"] {
        assert!(second.contains(wanted), "{wanted}: {second}");
    }
    // What stands behind begins on a page of its own, and does not repeat the visit.
    let behind: Vec<String> = pages.iter().skip(2).map(words).collect();
    assert!(behind[0].contains("The ladder"), "{}", behind[0]);
    assert!(!behind.concat().contains("What it becomes"));
}

#[test]
fn a_suspended_week_prescribes_no_training() {
    let history = season::history();
    let plan = WeekPlan {
        decision: Decision::Suspend,
        days: Vec::new(),
        runs: 0,
        weekly_min: 0.0,
        if_amber: None,
        if_red: None,
        ..season::plan()
    };
    let first = words(&pages(&history, Vec::new(), &plan)[0]);
    assert!(first.contains("No training is prescribed."), "{first}");
    assert!(first.contains("A red flag is open."), "{first}");
    assert!(!first.contains("Easy run"), "{first}");
}

#[test]
fn the_file_is_the_same_each_time_and_has_its_pages() {
    let history = season::history();
    let make = || {
        with(
            &history,
            season::findings(&history),
            &season::plan(),
            |picture, extras| pdf::report(picture, extras, "anna").expect("a document"),
        )
    };
    let bytes = make();
    assert_eq!(bytes, make());
    let text = String::from_utf8_lossy(&bytes);
    let count = pages(&history, season::findings(&history), &season::plan()).len();
    assert!(text.contains(&format!("/Count {count}")));
    assert!(text.contains("/ToUnicode") && text.contains("/FontFile2"));
    // One font and vectors: small enough to send.
    assert!(bytes.len() < 600_000, "{} bytes", bytes.len());
}
