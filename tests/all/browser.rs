//! The desk in a real browser: what a person clicks, drags, types and sees. Skipped,
//! with a message, where no Chromium is installed.

mod chromium;

use crate::bench::{Bench, fixture};
use crate::desk::Desk;
use chromium::Chromium;
use std::time::{Duration, Instant};

const SUNDAY: &str = "2026-11-22";

/// The made athlete who is on the way back.
fn returning() -> Bench {
    let bench = Bench::new(SUNDAY);
    bench.adopt("returning");
    bench.import(&["athletes/returning"]).ok();
    bench
}

fn at_desk(bench: &Bench) -> Option<(Desk, Chromium)> {
    let mut browser = Chromium::start()?;
    let desk = Desk::open(bench, &[]);
    browser.goto(&format!("http://{}/?key={}", desk.address, desk.key));
    browser.wait("document.querySelector('#main h1')");
    Some((desk, browser))
}

impl Desk {
    fn page(&self, page: &str) -> String {
        format!("http://{}/a/me/{page}", self.address)
    }
}

/// Entries of the log.
fn entries(bench: &Bench) -> usize {
    let log = bench.call(&["log", "list", "--json"]).ok().json();
    log["entries"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_check_in_is_one_click_and_so_is_taking_it_back() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    browser.goto(&desk.page("today"));
    browser.picture("today");
    let before = entries(&bench);
    browser.click("button.score[value='4']");
    browser.wait("document.querySelector('#said .what')?.textContent.startsWith('Pain 4 is in')");
    browser.picture("today-answered");
    assert_eq!(entries(&bench), before + 1);
    browser.click("#said .actions button");
    browser.wait("document.querySelector('#said .what')?.textContent.startsWith('Taken back')");
    let log = bench.call(&["log", "list", "--json"]).ok().json();
    let last = log["entries"]
        .as_array()
        .and_then(|all| all.last())
        .expect("an entry");
    assert_eq!(last["kind"], "undo", "{last}");
    // What cannot be is said, and stays unsaid.
    browser.eval("document.querySelector('.check-in details').open = true");
    browser.eval("document.querySelector('.check-in [name=at]').value = 'someday'");
    browser.click("button.score[value='2']");
    browser.wait("document.querySelector('#said .answer.refused')");
    assert_eq!(entries(&bench), before + 2);
}

#[test]
fn an_injury_is_begun_on_the_page_and_ended_there() {
    let bench = Bench::new(SUNDAY);
    bench.adopt("healthy");
    bench.import(&["athletes/healthy"]).ok();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    let start = |bench: &Bench| {
        let shown = bench.call(&["episode", "show", "--json"]).ok().json();
        shown["episode"]["start"].as_str().map(str::to_owned)
    };
    assert_eq!(start(&bench), None);
    browser.goto(&desk.page("today"));
    browser.eval("document.querySelector('a[href$=\"#injury\"]').click()");
    browser.wait("document.querySelector('#injury form [name=on]')");
    // The browser asks for the day before anything is sent.
    browser.click("#injury form .main-button");
    assert!(browser.is("document.querySelector('#injury [name=on]:invalid')"));
    browser.eval("document.querySelector('#injury [name=on]').value = '2026-11-16'");
    browser.eval("document.querySelector('#injury [name=begin]').value = 'walk-run'");
    browser.picture("injury");
    browser.click("#injury form .main-button");
    browser.wait(
        "document.querySelector('#said .what')?.textContent.startsWith('The way back is followed')",
    );
    assert_eq!(start(&bench).as_deref(), Some("2026-11-16"));
    // The page is the new one: the ladder, and what can be changed.
    browser.wait("document.querySelector('#injury summary')?.textContent === 'Change it'");
    // What is left empty is told with what holds now.
    let asked =
        |name: &str, of: &str| format!("document.querySelector('#injury [name={name}]').{of}");
    let minutes = browser.text(&asked("goal_minutes", "placeholder"));
    assert!(minutes.starts_with("as it is: "), "{minutes}");
    assert_eq!(
        browser.text(&asked("begin", "options[0].textContent")),
        "as it is: walking and running by turns"
    );
    browser.phone();
    assert!(browser.is("document.documentElement.scrollWidth <= innerWidth"));
    browser
        .eval("for (const each of document.querySelectorAll('#injury details')) each.open = true");
    assert!(browser.is("document.documentElement.scrollWidth <= innerWidth"));
    browser.click("#injury details:last-of-type button");
    browser.wait(
        "document.querySelector('#said .what')?.textContent.startsWith('The injury is over')",
    );
    assert_eq!(start(&bench), None);
}

#[test]
fn a_run_is_left_out_on_its_page_and_counted_again() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    let counting = |bench: &Bench| {
        let listed = bench.call(&["runs", "--json"]).ok().json();
        listed["runs"].as_array().map_or(0, Vec::len)
    };
    let before = counting(&bench);
    browser.goto(&desk.page("runs"));
    browser.eval("document.querySelector('main tbody a').click()");
    browser.wait("document.querySelector('#counts details')");
    browser.phone();
    browser
        .eval("for (const each of document.querySelectorAll('#counts details')) each.open = true");
    assert!(browser.is("document.documentElement.scrollWidth <= innerWidth"));
    browser.picture("run-counts");
    browser.eval("document.querySelector('#counts [name=note]').value = 'the watch of a friend'");
    browser.click("#counts button[value=exclude]");
    browser.wait("document.querySelector('#said .what')?.textContent === 'This run is left out'");
    assert_eq!(counting(&bench), before - 1);
    browser.wait("document.querySelector('#counts button[value=include]')");
    assert!(
        browser
            .text("document.getElementById('main').textContent")
            .contains("the watch of a friend")
    );
    browser.picture("run-left-out");
    // The page may still be scrolling to its answer: no place to point at.
    browser.eval("document.querySelector('#counts button[value=include]').click()");
    browser.wait("document.querySelector('#said .what')?.textContent === 'This run counts again'");
    browser.click("#said .actions button");
    browser.wait("document.querySelector('#said .what')?.textContent.startsWith('Taken back')");
    assert_eq!(counting(&bench), before - 1);
}

#[test]
fn a_run_is_moved_by_key_and_by_drag_and_nothing_is_kept() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    let before = entries(&bench);
    browser.goto(&desk.page("week?week=next"));
    browser.picture("week");
    let runs = "[...document.querySelectorAll('.slot.run')].map(slot => slot.dataset.date).join()";
    let planned = browser.text(runs);
    assert!(!planned.is_empty());
    browser.eval("document.querySelector('a.move[data-step=\"1\"]').focus()");
    browser.key("ArrowRight");
    browser.wait("document.querySelector('#verdict .what')");
    browser.picture("week-moved");
    assert_ne!(browser.text(runs), planned);
    assert!(
        browser.is("document.activeElement.matches('a.move')"),
        "the place is kept"
    );
    browser.goto(&desk.page("week?week=next"));
    assert_eq!(browser.text(runs), planned, "an order is not kept");
    browser.drag(".slot.run .load[draggable]", ".slot.off[data-open]");
    browser.wait("document.querySelector('#verdict .what')");
    assert_ne!(browser.text(runs), planned);
    assert_eq!(entries(&bench), before);
}

#[test]
fn two_periods_are_compared_by_drawing_over_the_weeks() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    browser.goto(&desk.page("trends"));
    browser.stroke(".strip svg", 0.80, 0.99);
    browser.wait("document.querySelector('#compared table')");
    browser.picture("trends-compared");
    assert!(browser.is("location.search.startsWith('?from=2026-')"));
    let head = browser.text("document.querySelector('#compared thead').textContent");
    assert!(head.contains("Difference"), "{head}");
    assert!(browser.is("document.querySelectorAll('.strip .now, .strip .then').length === 2"));
    // Without a script the form does the same, and says what it cannot read.
    browser.goto(&desk.page("trends?from=2026-08-24&to=2026-09-20"));
    browser.wait("document.querySelector('#compared table')");
    let text = "document.getElementById('main').textContent";
    assert!(browser.text(text).contains("as they stood on"));
    browser.goto(&desk.page("trends?from=soon"));
    browser.wait("document.querySelector('[role=alert]')");
    browser.goto(&desk.page("trends?from=2026-09-20&to=2026-08-24"));
    browser.wait("document.querySelector('[role=alert]')");
}

#[test]
fn a_dropped_file_is_imported_with_its_progress() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    browser.goto(&desk.page("runs"));
    let count = "document.querySelectorAll('main tbody tr').length";
    let before = browser.number(count);
    browser.drop_file("main h1", &fixture("files/garmin.fit"));
    browser.wait("/garmin.fit: 1 run is in/.test(document.getElementById('progress').textContent)");
    browser.wait(&format!("{count} > {before}"));
    browser.drop_file("main h1", &fixture("files/garmin.fit"));
    browser.wait("/known already/.test(document.getElementById('progress').textContent)");
}

#[test]
fn a_phone_is_paired_by_its_code_and_is_one_screen_for_one_thumb() {
    let bench = returning();
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let desk = Desk::open(&bench, &["--lan=127.0.0.2", "--yes"]);
    browser.phone();
    // A page that is open already, and then the code: nothing is loaded again.
    let address = desk.pairing.as_deref().expect("an address");
    let (door, code) = address.split_once('#').expect("a code");
    browser.goto(door);
    browser.wait("document.getElementById('pairing')");
    browser.eval(&format!("location.hash = '{code}'"));
    // The paired page replaces the one that was gone to: it is measured once it is whole.
    browser.wait(
        "document.readyState === 'complete' \
         && document.querySelectorAll('button.score').length === 11",
    );
    browser.picture("phone");
    assert_eq!(
        browser.text("location.hash"),
        "",
        "the code is out of the address"
    );
    let fits = "[...document.querySelectorAll('button.score')].every(button => {\
        const box = button.getBoundingClientRect();\
        return box.width >= 44 && box.height >= 44 && box.bottom <= innerHeight && box.right <= innerWidth; })";
    assert!(browser.is(fits), "eleven buttons in one screen");
    assert!(browser.is("document.documentElement.scrollWidth <= innerWidth"));
    browser.click("button.score[value='3']");
    browser.wait("document.querySelector('#said .what')?.textContent.startsWith('Pain 3 is in')");
    browser.picture("phone-answered");
    browser.click("#said button");
    browser.wait("document.querySelector('#said .what')?.textContent.startsWith('Taken back')");
}

/// The seconds that docs/phone.md states: `cargo nextest run -E 'test(/counted/)' --no-capture`.
#[test]
fn the_seconds_to_a_stored_score_are_counted() {
    let bench = returning();
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let desk = Desk::open(&bench, &["--lan=127.0.0.2", "--yes"]);
    browser.slow_phone(40);
    browser.goto(desk.pairing.as_deref().expect("an address"));
    let shown = "document.querySelectorAll('button.score').length === 11";
    browser.wait(shown);
    let door = browser.text("location.origin");
    let mut slowest = [Duration::ZERO; 2];
    for score in [3, 0, 4, 1, 2] {
        // As from the home screen: the page is loaded anew.
        let before = entries(&bench);
        let began = Instant::now();
        browser.goto(&door);
        browser.wait(shown);
        let open = began.elapsed();
        browser.tap(&format!("button.score[value='{score}']"));
        let answer = format!("Pain {score} is in");
        browser.wait(&format!(
            "document.querySelector('#said .what')?.textContent.startsWith('{answer}')"
        ));
        let whole = began.elapsed();
        assert_eq!(entries(&bench), before + 1, "said when it is on the disk");
        slowest = [slowest[0].max(open), slowest[1].max(whole)];
    }
    let [open, whole] = slowest;
    eprintln!("one tap; slowest of five: shown after {open:?}, stored and said after {whole:?}");
}

/// A score that did not arrive is not said to be in, nor one that may have arrived to
/// be lost; the same score again is the same score.
#[test]
fn a_phone_without_network_says_that_no_answer_came() {
    let bench = returning();
    let Some(mut browser) = Chromium::start() else {
        return;
    };
    let desk = Desk::open(&bench, &["--lan=127.0.0.2", "--yes"]);
    browser.slow_phone(0);
    browser.goto(desk.pairing.as_deref().expect("an address"));
    browser.wait("document.querySelectorAll('button.score').length === 11");
    let before = entries(&bench);
    browser.network(0, true);
    browser.tap("button.score[value='3']");
    browser.wait("document.querySelector('#said .answer.refused')");
    browser.picture("phone-offline");
    assert_eq!(entries(&bench), before);
    browser.network(0, false);
    browser.click("#said button");
    browser.wait("document.querySelector('#said .what')?.textContent.startsWith('Pain 3 is in')");
    assert_eq!(entries(&bench), before + 1);
}

#[test]
fn every_page_fits_a_phone_s_width_and_is_dark_in_the_dark() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    browser.phone();
    browser.dark();
    for page in [
        "today", "week", "trends", "runs", "rehab", "ladder", "log", "rules", "settings",
    ] {
        browser.goto(&desk.page(page));
        assert!(
            browser.is("document.documentElement.scrollWidth <= innerWidth"),
            "{page} is wider than the screen"
        );
        let ground = browser.text("getComputedStyle(document.body).backgroundColor");
        assert_eq!(ground, "rgb(14, 18, 22)", "{page}");
        // How a run was answered is seen without pushing the list aside.
        let rows = "[...document.querySelectorAll('main .runs tbody tr')].every(row => \
            row.offsetHeight < 80 && row.lastElementChild.getBoundingClientRect().right <= innerWidth)";
        assert!(browser.is(rows), "{page}");
        browser.picture(&format!("{page}-dark-narrow"));
    }
}

/// The desk was stopped while its page is open: no button is without an answer.
#[test]
fn a_page_whose_desk_is_gone_says_so() {
    let bench = returning();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    browser.goto(&desk.page("week?week=next"));
    let before = entries(&bench);
    drop(desk);
    browser.eval("document.querySelector('a.move[data-step=\"1\"]').click()");
    browser
        .wait("document.querySelector('#said .refused .what')?.textContent === 'Nothing changed'");
    let desk = Desk::open(&bench, &[]);
    browser.goto(&format!("http://{}/?key={}", desk.address, desk.key));
    browser.goto(&desk.page("today"));
    drop(desk);
    browser.eval("document.querySelector('button.score[value=\"4\"]').click()");
    browser.wait(
        "document.querySelector('#said .refused .what')?.textContent.startsWith('No answer')",
    );
    assert_eq!(entries(&bench), before);
}

#[test]
fn a_coach_sees_everyone_and_goes_to_one() {
    let bench = returning();
    bench
        .call(&[
            "--yes",
            "--athlete",
            "Anna B.",
            "add",
            "--at",
            "2026-11-20",
            "--minutes",
            "30",
        ])
        .ok();
    let Some((desk, mut browser)) = at_desk(&bench) else {
        return;
    };
    browser.goto(&format!("http://{}/roster", desk.address));
    browser.picture("roster");
    assert_eq!(
        browser.number("document.querySelectorAll('.roster th[scope=row]').length"),
        2
    );
    // The list follows what is typed; on a phone it is cards, and nothing hangs out.
    browser.eval(
        "const field = document.querySelector('[name=find]'); field.value = 'anna'; \
         field.dispatchEvent(new Event('input', { bubbles: true }))",
    );
    browser.wait("document.querySelectorAll('.roster th[scope=row]').length === 1");
    assert!(browser.is("location.search === '?find=anna&by=need'"));
    browser.phone();
    assert!(browser.is("document.documentElement.scrollWidth <= innerWidth"));
    browser.eval("[...document.querySelectorAll('.roster a')].find(a => a.textContent === 'Anna B.').click()");
    browser.wait("document.querySelector('.masthead .whose')?.textContent === 'Anna B.'");
    assert!(browser.is("document.title.includes('Anna B.')"));
}
