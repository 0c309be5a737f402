//! The page: whole, self-contained, in the right order, for any history.

use crate::charts;
use crate::season::{self, at, day};
use chrono::Days;
use comeback_core::diary::{self, Entry, History, StatedRun, What, stated};
use comeback_core::limits::UnitSystem;
use comeback_core::plan::{Decision, WeekPlan};
use comeback_core::rules::{Checked, Finding, RuleId, Severity};
use comeback_core::units::{PainScore, StepsPerMinute};
use comeback_report::{Extras, Picture, html, subjects};
use proptest::prelude::*;
use quick_xml::events::Event;

fn page_of(history: &History, checked: &Checked, plan: &WeekPlan, extras: &Extras) -> String {
    let weeks = diary::weeks(history, day("2026-08-03"), day("2026-11-22"));
    let standing = history.episode().map(|_| season::standing(history));
    let picture = Picture {
        history,
        standing: standing.as_ref(),
        checked,
        plan,
        weeks: &weeks,
    };
    html::page(&picture, extras)
}

fn checked(findings: Vec<Finding>) -> Checked {
    Checked {
        standing: None,
        findings,
        unknown: season::unknown(),
    }
}

fn season_page() -> String {
    let history = season::history();
    let extras = Extras {
        run: Some((
            "The last run, Sun 22 Nov".to_owned(),
            charts::profile_data(),
        )),
        small: charts::multiples_data().split_off(1),
        ..Extras::default()
    };
    page_of(
        &history,
        &checked(season::findings(&history)),
        &season::plan(),
        &extras,
    )
}

fn empty_history() -> History {
    History::assemble(
        at(day("2026-11-22"), 21),
        chrono_tz::Europe::Berlin,
        [],
        &[],
    )
}

/// Every opened element is closed in its order; the elements that HTML leaves open are closed first.
fn check_whole(page: &str) {
    let body = page.replacen("<!DOCTYPE html>", "", 1);
    let mut closed = String::with_capacity(body.len());
    for (index, piece) in body.split("<meta").enumerate() {
        if index == 0 {
            closed.push_str(piece);
        } else {
            closed.push_str("<meta");
            closed.push_str(&piece.replacen('>', "/>", 1));
        }
    }
    let mut reader = quick_xml::Reader::from_str(&closed);
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => break,
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
    for bad in ["NaN", "Infinity", "-inf", ">inf"] {
        assert!(!page.contains(bad), "{bad}");
    }
}

#[test]
fn the_page_asks_nothing_of_a_network() {
    let page = season_page();
    let own = page.replace("http://www.w3.org/2000/svg", "");
    for outside in [
        "http:", "https:", "//cdn", "src=", "@import", "url(", "<link", "<script", "<img",
        "<iframe",
    ] {
        assert!(!own.contains(outside), "{outside}");
    }
    check_whole(&page);
    assert!(page.len() < 600_000, "{} bytes", page.len());
    if let Some(folder) = std::env::var_os("COMEBACK_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join("page.html"), page).expect("writes");
    }
}

#[test]
fn a_chart_is_drawn_for_each_kind_of_screen_and_a_phone_is_told_how_much_of_it() {
    let page = season_page();
    let count = |class: &str| {
        page.matches(&format!("<div class=\"{class}\"><svg"))
            .count()
    };
    assert!(count("wide") >= 6, "{}", count("wide"));
    assert_eq!(
        (count("middle"), count("narrow")),
        (count("wide"), count("wide"))
    );
    // Pain is asked for eight weeks, and a phone has room for four.
    assert!(page.contains("Drawn here: the last 4 weeks."));
}

#[test]
fn what_matters_now_comes_first() {
    let page = season_page();
    let places: Vec<usize> = [
        "One step up: a little intensity",
        "class=\"facts\"",
        "Hard minutes and the number of runs rose",
        "id=\"week\"",
        "Pain over 5",
        "id=\"ladder\"",
        "id=\"forecast\"",
        "id=\"charts\"",
        "id=\"findings\"",
        "id=\"runs\"",
        "id=\"weeks\"",
        "id=\"pain\"",
        "id=\"rehab\"",
        "id=\"settings\"",
        "id=\"quality\"",
        "does not diagnose",
    ]
    .into_iter()
    .map(|mark| {
        page.find(mark)
            .unwrap_or_else(|| panic!("{mark} is on the page"))
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_reason_of_the_week_is_told_once_a_section() {
    let history = season::history();
    let mut plan = season::plan();
    let reason = plan.reasons.first().expect("a reason").text.clone();
    for day in &mut plan.days {
        day.why = format!("easy: you can talk. progress: {reason}");
    }
    let page = page_of(&history, &checked(Vec::new()), &plan, &Extras::default());
    assert_eq!(
        page.matches(&reason).count(),
        2,
        "under the headline and in the list"
    );
    assert_eq!(page.matches("you can talk.").count(), 7);
}

#[test]
fn each_chart_has_words_a_caption_and_three_sizes() {
    let page = season_page();
    // The drawings of exercises stand beside the charts.
    let exercises = page.matches("<svg class=\"exercise\"").count();
    let drawings = page.matches("<svg ").count() - exercises;
    assert!(exercises > 0);
    assert_eq!(drawings, 3 * page.matches("<figure class=\"chart").count());
    assert_eq!(
        drawings + exercises,
        page.matches("role=\"img\" aria-label=\"").count()
    );
    assert_eq!(drawings, 24);
    for svg in page.split("<svg ").skip(1) {
        let words = svg
            .split("aria-label=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        assert!(words.is_some_and(|words| words.len() > 30), "{words:?}");
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = season_page();
    for link in page.split("href=\"#").skip(1) {
        let name = link.split('"').next().expect("a name");
        assert_eq!(page.matches(&format!("id=\"{name}\"")).count(), 1, "{name}");
    }
}

#[test]
fn a_red_flag_stands_above_everything() {
    let history = season::history();
    let mut findings = season::findings(&history);
    findings.push(Finding {
        rule: RuleId::RedFlag,
        severity: Severity::Urgent,
        date: day("2026-11-22"),
        run: None,
        message: "Numbness was logged.".to_owned(),
        evidence: Vec::new(),
        advice: "See a doctor today.".to_owned(),
        grade: comeback_core::limits::Evidence::Practice,
        source: "common practice".into(),
    });
    let plan = WeekPlan {
        decision: Decision::Suspend,
        runs: 0,
        weekly_min: 0.0,
        days: Vec::new(),
        ..season::plan()
    };
    let page = page_of(&history, &checked(findings), &plan, &Extras::default());
    check_whole(&page);
    let flag = page.find("Numbness was logged.").expect("told");
    assert!(flag < page.find("class=\"facts\"").expect("there"));
    assert!(page.contains("Nothing is planned until a clinician has seen this"));
    assert!(page.contains("No training is prescribed."));
}

#[test]
fn an_empty_history_is_a_whole_page() {
    let plan = WeekPlan {
        rung: None,
        factor: None,
        if_amber: None,
        if_red: None,
        reasons: Vec::new(),
        ..season::plan()
    };
    let page = page_of(
        &empty_history(),
        &checked(Vec::new()),
        &plan,
        &Extras::default(),
    );
    check_whole(&page);
    for words in [
        "No episode",
        "No run is logged yet",
        "No run in these weeks",
        "so there is nothing to judge",
        "No pain is logged yet",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn what_the_runner_writes_stays_text() {
    let nasty = "<script>alert(1)</script>\" onload=\"x";
    let mut entry = season::pain(at(day("2026-11-21"), 20), 2.0);
    entry.note = Some(nasty.to_owned());
    if let What::Pain { site, .. } = &mut entry.what {
        *site = Some(nasty.to_owned());
    }
    let history = History::assemble(
        at(day("2026-11-22"), 21),
        chrono_tz::Europe::Berlin,
        [],
        &[entry],
    );
    let page = page_of(
        &history,
        &checked(Vec::new()),
        &season::plan(),
        &Extras::default(),
    );
    check_whole(&page);
    assert!(page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script") && !page.contains("\" onload"));
}

#[test]
fn missing_figures_are_dashes_and_no_noughts() {
    let run = stated::run(
        at(day("2026-11-20"), 18),
        &StatedRun {
            minutes: 25.0,
            ..StatedRun::default()
        },
    );
    let history = History::assemble(
        at(day("2026-11-22"), 21),
        chrono_tz::Europe::Berlin,
        [run],
        &[],
    );
    let page = page_of(
        &history,
        &checked(Vec::new()),
        &season::plan(),
        &Extras::default(),
    );
    let row = page
        .split("id=\"runs\"")
        .nth(1)
        .and_then(|rest| rest.split("<tbody>").nth(1))
        .and_then(|rest| rest.split("</tr>").next())
        .expect("a row");
    assert_eq!(
        row.matches("not known").count(),
        4,
        "distance, pace, climb, cadence: {row}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_log_makes_a_whole_page(
        runs in prop::collection::vec((0_u64..110, 1.0..200.0_f64, prop::option::of(100.0..230.0_f64), 0_u32..3), 0..60),
        pains in prop::collection::vec((0_u64..110, 0.0..=10.0_f64, "[ -~äß€]{0,12}"), 0..60),
        visa in prop::collection::vec((0_u64..110, 0.0..100.0_f64), 0..6),
    ) {
        let first = day("2026-08-03");
        let runs: Vec<_> = runs.into_iter().map(|(offset, minutes, cadence, hills)| {
            stated::run(at(first + Days::new(offset), 7), &StatedRun {
                minutes,
                cadence_spm: cadence.map(StepsPerMinute::new),
                hills,
                ..StatedRun::default()
            })
        }).collect();
        let mut log: Vec<Entry> = pains.into_iter().map(|(offset, score, note)| Entry {
            at: at(first + Days::new(offset), 20),
            what: What::Pain { score: PainScore::new(score).expect("in range"), during: None, site: Some(note.clone()), now: None },
            note: Some(note),
        }).collect();
        log.extend(visa.into_iter().map(|(offset, score)| Entry {
            at: at(first + Days::new(offset), 21), what: What::Visa { score }, note: None,
        }));
        let history = History::assemble(at(day("2026-11-22"), 21), chrono_tz::Europe::Berlin, runs, &log);
        check_whole(&page_of(&history, &checked(Vec::new()), &season::plan(), &Extras::default()));
    }
}

#[test]
fn many_efforts_are_shown_when_asked_for() {
    let history = season::history();
    let run = (history.runs.iter())
        .find(|run| run.efforts.as_ref().is_some_and(|all| !all.is_empty()))
        .expect("a run with efforts");
    let of = |count: usize| {
        let mut run = run.clone();
        let first = run.efforts.iter().flatten().next().cloned();
        run.efforts = Some(vec![first.expect("an effort"); count]);
        let parts = subjects::run::parts(&history, &run, UnitSystem::Kilometres);
        html::fragment(&parts[0], None)
    };
    assert!(!of(20).contains("<details"));
    assert!(of(40).contains("<summary>40 efforts"), "{}", of(40));
}
