//! The desk's two doors, as a browser and as an attacker knock at them.

use crate::bench::Bench;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

const SUNDAY: &str = "2026-11-22";

/// A running desk; it ends with this.
pub(crate) struct Desk {
    child: Child,
    /// `127.0.0.1:PORT`
    pub address: String,
    pub key: String,
    /// The address that pairs a phone, where that door is open.
    pub pairing: Option<String>,
}

impl Desk {
    pub(crate) fn open(bench: &Bench, arguments: &[&str]) -> Desk {
        Desk::open_with(bench, arguments, &[])
    }

    fn open_with(bench: &Bench, arguments: &[&str], variables: &[(&str, &str)]) -> Desk {
        let all = [&["serve", "--port", "0"], arguments].concat();
        let mut child = bench
            .command(&all)
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let first = lines.next().expect("a line").expect("its address");
        let (address, key) = first
            .trim_start_matches("http://")
            .split_once("/?key=")
            .expect("an address with a key");
        let pairing = arguments
            .iter()
            .any(|argument| argument.starts_with("--lan"))
            .then(|| lines.next().expect("a line").expect("its address"));
        Desk {
            child,
            address: address.to_owned(),
            key: key.to_owned(),
            pairing,
        }
    }

    fn port(&self) -> &str {
        self.address.rsplit(':').next().expect("a port")
    }

    fn cookie(&self) -> String {
        format!("Cookie: a=b; comeback-{}={}\r\n", self.port(), self.key)
    }

    /// What is answered to bytes as they are; the connection is closed after them.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream
            .set_read_timeout(Some(Duration::from_mins(1)))
            .expect("a limit");
        // A refusal may come before all is sent.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask_with(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.raw(head.as_bytes())
    }

    /// As the owner's browser asks.
    fn ask(&self, method: &str, path: &str, body: &str) -> String {
        let headers = format!("Host: {}\r\n{}", self.address, self.cookie());
        self.ask_with(method, path, &headers, body)
    }

    /// The same for what a script of the page asks.
    fn told(&self, path: &str, body: &str) -> serde_json::Value {
        let headers = format!(
            "Host: {}\r\nAccept: application/json\r\n{}",
            self.address,
            self.cookie()
        );
        let answer = self.ask_with("POST", path, &headers, body);
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).expect(&answer)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[track_caller]
fn is(answer: &str, status: u16) {
    let wanted = format!("HTTP/1.1 {status} ");
    assert!(answer.starts_with(&wanted), "{status}: {answer}");
}

fn bench() -> Bench {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["add", "--at", "2026-11-22T10:00", "--minutes", "30"])
        .ok();
    bench
}

/// Nothing can be kept there, not even a key: what is there is shown all the same.
#[test]
fn a_desk_opens_where_nothing_can_be_written() {
    let bench = Bench::new(SUNDAY);
    bench.import(&["files/garmin.fit"]).ok();
    let full = ("COMEBACK_FAULT", "error:1");
    let desk = Desk::open_with(&bench, &[], &[full]);
    let cookie = desk.cookie();
    let host = format!("Host: {}", desk.address);
    let asked = format!("GET /a/me/runs HTTP/1.1\r\n{host}\r\n{cookie}Connection: close\r\n\r\n");
    let page = desk.raw(asked.as_bytes());
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Runs"), "{page}");
    assert!(!bench.home().join("cache/calendar-key").exists());
}

#[test]
fn the_door_here_opens_to_its_key_only() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let host = format!("Host: {}\r\n", desk.address);
    for headers in [
        host.clone(),
        format!("{host}Cookie: comeback-{}=guess\r\n", desk.port()),
        // The cookie of a desk on another port is another's.
        format!("{host}Cookie: comeback-1={}\r\n", desk.key),
    ] {
        let stranger = desk.ask_with("GET", "/a/me/today", &headers, "");
        is(&stranger, 403);
        assert!(!stranger.contains("Pain"), "{stranger}");
    }
    let first = desk.ask_with("GET", &format!("/?key={}", desk.key), &host, "");
    is(&first, 303);
    assert!(first.contains("HttpOnly; SameSite=Strict"), "{first}");
    let page = desk.ask("GET", "/a/me/today", "");
    is(&page, 200);
    assert!(page.contains("content-security-policy: default-src 'none'; script-src 'self'"));
    assert!(
        !page.contains("<script>") && !page.contains("onclick"),
        "no script inside"
    );
}

#[test]
fn nobody_else_s_page_can_use_the_door() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let host = format!("Host: {}\r\n", desk.address);
    for elsewhere in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        let headers = format!("{host}{}{elsewhere}", desk.cookie());
        is(
            &desk.ask_with("POST", "/a/me/pain", &headers, "score=9"),
            403,
        );
        is(&desk.ask_with("GET", "/a/me/today", &headers, ""), 403);
    }
    let rebound = format!("Host: evil.example\r\n{}", desk.cookie());
    is(&desk.ask_with("GET", "/a/me/today", &rebound, ""), 403);
    assert_eq!(
        bench.runs()["runs"][0]["response"]["max"],
        serde_json::Value::Null
    );
}

#[test]
fn what_is_odd_or_too_much_is_refused() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    for (path, status) in [
        ("/etc/passwd", 404),
        ("/a/me/../../../../etc/passwd", 404),
        ("/a/%2e%2e%2f%2e%2e/today", 422),
        ("/a/nobody/today", 422),
        ("/a/me/run/..%2f..%2fx", 404),
        ("/a/me/rules/..%2f..%2fx", 404),
        ("/a/me/nothing", 404),
    ] {
        let answer = desk.ask("GET", path, "");
        is(&answer, status);
        assert!(!answer.contains("root:"), "{answer}");
    }
    is(&desk.ask("DELETE", "/a/me/today", ""), 405);
    let own = format!("Host: {}\r\n{}", desk.address, desk.cookie());
    for (bytes, status) in [
        (
            format!("POST /a/me/pain HTTP/1.1\r\n{own}Content-Length: 9999999999\r\n\r\n"),
            413,
        ),
        (
            format!("POST /a/me/import HTTP/1.1\r\n{own}Content-Length: 99999999999\r\n\r\n"),
            413,
        ),
        (
            format!("POST /a/me/pain HTTP/1.1\r\n{own}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            501,
        ),
        (
            format!("GET /a/me/today HTTP/1.1\r\n{own}Host: other\r\n\r\n"),
            400,
        ),
        (
            format!("GET / HTTP/1.1\r\n{own}X: {}\r\n\r\n", "x".repeat(20 << 10)),
            431,
        ),
        ("\u{16}\u{3}\u{1}nonsense\r\n\r\n".to_owned(), 400),
    ] {
        let answer = desk.raw(bytes.as_bytes());
        is(&answer, status);
    }
    // After all of that the desk is there.
    is(&desk.ask("GET", "/a/me/today", ""), 200);
}

#[test]
fn who_is_slow_keeps_nobody_waiting() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(&desk.address).expect("it listens");
            stream.write_all(b"GET / HTTP/1.1\r\nHo").expect("it takes");
            stream
        })
        .collect();
    let began = std::time::Instant::now();
    is(&desk.ask("GET", "/a/me/today", ""), 200);
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    // Each is closed when its time is over, however it goes on dripping.
    let mut one = slow.into_iter().next().expect("a connection");
    one.set_read_timeout(Some(Duration::from_secs(30)))
        .expect("a limit");
    let mut rest = Vec::new();
    let ended = one.read_to_end(&mut rest);
    assert!(ended.is_ok() || rest.is_empty(), "it ends");
}

#[test]
fn an_entry_is_answered_and_can_be_taken_back() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let entered = desk.told("/a/me/pain", "score=4.5&during=last&at=&note=a%26b");
    assert_eq!(entered["ok"], true, "{entered}");
    assert_eq!(entered["band"], "amber", "{entered}");
    assert_eq!(bench.runs()["runs"][0]["response"]["max"], 4.5);
    let id = entered["undo"].as_str().expect("an id");
    let back = desk.told("/a/me/undo", &format!("id={id}"));
    assert_eq!(back["ok"], true, "{back}");
    assert_eq!(
        bench.runs()["runs"][0]["response"]["max"],
        serde_json::Value::Null
    );
    for (path, body) in [
        ("/a/me/pain", "score=11"),
        ("/a/me/pain", "note=only"),
        ("/a/me/enter", "kind=config&key=vmax&value=9"),
        ("/a/me/enter", "kind=exclude&run=last"),
        ("/a/me/rebuild", "now=yes"),
        ("/a/me/setting", "key=vmax&value=99"),
        ("/a/me/undo", "id=NOTHING"),
    ] {
        let refused = desk.told(path, body);
        assert_eq!(refused["ok"], false, "{path} {body}: {refused}");
    }
    // Without script the answer stands on the page that follows.
    let moved = desk.ask("POST", "/a/me/pain", "score=2&during=last");
    is(&moved, 303);
    let place = moved
        .lines()
        .find_map(|line| line.strip_prefix("location: "))
        .expect("a place");
    let page = desk.ask("GET", place.split('#').next().expect("an address"), "");
    assert!(page.contains("Pain 2 is in"), "{page}");
}

#[test]
fn an_injury_is_begun_told_anew_ended_and_taken_up_again_by_forms() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let shown = || bench.call(&["episode", "show", "--json"]).ok().json();
    let page = desk.ask("GET", "/a/me/ladder", "");
    assert!(page.contains("Begin the way back"), "{page}");
    let today = desk.ask("GET", "/a/me/today", "");
    assert!(today.contains("/a/me/ladder#injury"), "{today}");
    // Nothing that cannot be is entered.
    for body in [
        "does=start",
        "does=start&on=someday",
        "does=start&on=2026-11-23",
        "does=start&on=2026-11-02&goal_runs=0",
        "does=start&on=2026-11-02&goal_runs=four",
        "does=start&on=2026-11-02&goal_minutes=-3",
        "does=start&on=2026-11-02&begin=fast",
        "does=start&on=2026-11-02&diagnosed=perhaps",
        "does=edit&goal_runs=3",
        "does=end",
        "does=reopen",
        "does=away&on=2026-11-02",
        "on=2026-11-02",
    ] {
        let refused = desk.told("/a/me/episode", body);
        assert_eq!(refused["ok"], false, "{body}: {refused}");
        let words = refused["lines"].to_string();
        assert!(
            !words.contains("comeback "),
            "a page names no command: {words}"
        );
    }
    assert_eq!(shown()["episode"], serde_json::Value::Null);
    let begun = desk.told(
        "/a/me/episode",
        "does=start&on=2026-11-02&diagnosed=yes&begin=walk-run&goal_minutes=45&goal_runs=4\
         &goal_intensity=yes&goal_hills=no&goal_sprints=&race=2027-04-18",
    );
    assert_eq!(begun["ok"], true, "{begun}");
    let after = shown();
    let episode = &after["episode"];
    assert_eq!(episode["start"], "2026-11-02", "{after}");
    assert_eq!(episode["diagnosed"], true, "{after}");
    assert_eq!(episode["goal"]["session_min"], 45.0, "{after}");
    assert_eq!(episode["goal"]["runs_per_week"], 4, "{after}");
    assert_eq!(episode["goal"]["hills"], false, "{after}");
    // A second one would end the first without a word.
    let second = desk.told("/a/me/episode", "does=start&on=2026-11-10");
    assert_eq!(second["ok"], false, "{second}");
    let page = desk.ask("GET", "/a/me/ladder", "");
    assert!(
        page.contains("since Mon 2 November 2026, diagnosed"),
        "{page}"
    );
    let nothing = desk.told("/a/me/episode", "does=edit&goal_runs=&race=");
    assert_eq!(nothing["ok"], false, "{nothing}");
    let anew = desk.told("/a/me/episode", "does=edit&goal_runs=3");
    assert_eq!(anew["ok"], true, "{anew}");
    assert_eq!(shown()["episode"]["goal"]["runs_per_week"], 3);
    assert_eq!(shown()["episode"]["goal"]["session_min"], 45.0);
    // Taken back like any entry.
    let id = anew["undo"].as_str().expect("an id");
    desk.told("/a/me/undo", &format!("id={id}"));
    assert_eq!(shown()["episode"]["goal"]["runs_per_week"], 4);
    let over = desk.told("/a/me/episode", "does=end");
    assert_eq!(over["ok"], true, "{over}");
    assert_eq!(shown()["episode"], serde_json::Value::Null);
    let page = desk.ask("GET", "/a/me/ladder", "");
    assert!(page.contains("Take it up again"), "{page}");
    let again = desk.told("/a/me/episode", "does=reopen");
    assert_eq!(again["ok"], true, "{again}");
    assert_eq!(shown()["episode"]["start"], "2026-11-02");
    // Another page, and a phone's cookie, begin nothing.
    let elsewhere = format!(
        "Host: {}\r\nOrigin: http://evil.example\r\n{}",
        desk.address,
        desk.cookie()
    );
    is(
        &desk.ask_with("POST", "/a/me/episode", &elsewhere, "does=end"),
        403,
    );
    let keyless = format!("Host: {}\r\n", desk.address);
    is(
        &desk.ask_with("POST", "/a/me/episode", &keyless, "does=end"),
        403,
    );
    assert_eq!(shown()["episode"]["start"], "2026-11-02");
}

#[test]
fn what_a_recording_counts_as_is_said_by_forms() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let runs = |kind: &str| -> Vec<String> {
        let listed = bench.call(&["runs", kind, "--json"]).ok().json();
        let all = listed["runs"].as_array().expect("a list");
        all.iter()
            .map(|run| run["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let counting = || runs("--since=2026-01-01");
    let id = counting().pop().expect("a run");
    let place = format!("/a/me/run/{id}");
    let page = desk.ask("GET", &place, "");
    assert!(page.contains("Leave this run out"), "{page}");
    // Nothing that cannot be is entered, and no command is told.
    for body in [
        "does=exclude".to_owned(),
        format!("run={id}"),
        format!("run={id}&does=burn"),
        format!("run={id}&does=correct&minutes=&distance="),
        format!("run={id}&does=correct&minutes=long"),
        "run=19990101T000000Z&does=exclude".to_owned(),
    ] {
        let refused = desk.told("/a/me/recording", &body);
        assert_eq!(refused["ok"], false, "{body}: {refused}");
        let words = refused["lines"].to_string();
        assert!(!words.contains("comeback "), "{words}");
    }
    assert_eq!(counting().len(), 1);
    // Left out with a why, it is found again, and says how it counts again.
    let out = desk.told(
        "/a/me/recording",
        &format!("run={id}&does=exclude&note=my+brother+wore+it"),
    );
    assert_eq!(out["ok"], true, "{out}");
    assert!(counting().is_empty());
    let list = desk.ask("GET", "/a/me/runs", "");
    assert!(
        list.contains("Left out: 1 recording") && list.contains(&place),
        "{list}"
    );
    let page = desk.ask("GET", &place, "");
    is(&page, 200);
    assert!(page.contains("my brother wore it"), "{page}");
    assert!(page.contains("Count it again") && !page.contains("comeback include"));
    // Without a script the form leads back to the run with the answer.
    let headers = format!("Host: {}\r\n{}", desk.address, desk.cookie());
    let body = format!("run={id}&does=include&back=run/{id}");
    let answer = desk.ask_with("POST", "/a/me/recording", &headers, &body);
    is(&answer, 303);
    assert!(
        answer.contains(&format!("location: {place}?said=")),
        "{answer}"
    );
    assert_eq!(counting().len(), 1);
    for odd in ["run/../../etc", "run/", "run/a?b", "//evil.example"] {
        let body = format!("run={id}&does=burn&back={odd}");
        let answer = desk.ask_with("POST", "/a/me/recording", &headers, &body);
        assert!(answer.contains("location: /a/me/today?said="), "{answer}");
    }
    // Put right, and taken back like any entry.
    let right = desk.told(
        "/a/me/recording",
        &format!("run={id}&does=correct&minutes=25&distance=4.2"),
    );
    assert_eq!(right["ok"], true, "{right}");
    let minutes = || {
        let shown = bench.call(&["show", &id, "--json"]).ok().json();
        shown["running_s"].as_f64().map(|seconds| seconds / 60.0)
    };
    assert_eq!(minutes(), Some(25.0));
    let undo = right["undo"].as_str().expect("an id");
    desk.told("/a/me/undo", &format!("id={undo}"));
    assert_eq!(minutes(), Some(30.0));
    // What may be no run waits on the page of runs, and is answered there.
    let path = bench.folder.path().join("untyped.gpx");
    std::fs::write(&path, crate::settles::fast("2026-11-18T09:00:00Z", None)).expect("a file");
    bench.call(&["import", path.to_str().expect("UTF-8")]).ok();
    let waiting = runs("--unsure").pop().expect("it waits");
    let list = desk.ask("GET", "/a/me/runs", "");
    assert!(
        list.contains("A run or not?") && list.contains("It was none"),
        "{list}"
    );
    let page = desk.ask("GET", &format!("/a/me/run/{waiting}"), "");
    assert!(
        page.contains("It was a run") && !page.contains("comeback sport"),
        "{page}"
    );
    let yes = desk.told("/a/me/recording", &format!("run={waiting}&does=run"));
    assert_eq!(yes["ok"], true, "{yes}");
    assert_eq!((counting().len(), runs("--unsure").len()), (2, 0));
    // Another page and a stranger leave nothing out.
    for headers in [
        format!("{headers}Origin: http://evil.example\r\n"),
        format!("Host: {}\r\n", desk.address),
    ] {
        let body = format!("run={id}&does=exclude");
        is(
            &desk.ask_with("POST", "/a/me/recording", &headers, &body),
            403,
        );
    }
    assert_eq!(counting().len(), 2);
}

#[test]
fn a_long_log_is_read_a_page_at_a_time() {
    let bench = bench();
    for minute in 0..60 {
        let at = format!("2026-11-20T12:{minute:02}:00+01:00");
        bench
            .call(&["--yes", "log", "sitting", "20", "--at", &at])
            .ok();
    }
    let desk = Desk::open(&bench, &[]);
    let entries = |page: &str| page.matches("class=\"card entry").count();
    let newest = desk.ask("GET", "/a/me/log", "");
    assert_eq!(entries(&newest), 50);
    assert!(
        newest.contains("Older ›") && !newest.contains("‹ Newer"),
        "{newest}"
    );
    let older = desk.ask("GET", "/a/me/log?from=50", "");
    assert!(
        entries(&older) >= 10 && older.contains("‹ Newer"),
        "{older}"
    );
    for odd in ["999999999", "-1", "x", ""] {
        is(&desk.ask("GET", &format!("/a/me/log?from={odd}"), ""), 200);
    }
}

#[test]
fn every_page_names_its_athlete_and_shows_what_the_commands_show() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    for name in [
        "today", "week", "trends", "runs", "rehab", "ladder", "log", "rules", "settings",
    ] {
        let page = desk.ask("GET", &format!("/a/me/{name}"), "");
        is(&page, 200);
        assert!(page.contains("<p class=\"whose\">me</p>"), "{name}");
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
    }
    let today = bench.call(&["today", "--json"]).ok().json();
    let page = desk.ask("GET", "/a/me/today", "");
    assert!(page.contains(today["headline"].as_str().expect("a headline")));
}

#[test]
fn a_phone_is_paired_once_and_does_four_things() {
    let bench = bench();
    let mut desk = Desk::open(&bench, &["--lan=127.0.0.2", "--yes"]);
    let pairing = desk.pairing.clone().expect("an address");
    let (place, token) = pairing.split_once("/#k=").expect("a code");
    let here = std::mem::replace(
        &mut desk.address,
        place.trim_start_matches("http://").to_owned(),
    );
    let host = format!("Host: {}\r\n", desk.address);
    // A stranger sees how to be paired, and nothing else.
    let stranger = desk.ask_with("GET", "/", &host, "");
    is(&stranger, 200);
    assert!(
        stranger.contains("not paired") && !stranger.contains("score"),
        "{stranger}"
    );
    is(&desk.ask_with("POST", "/log/pain", &host, "score=3"), 403);
    is(&desk.ask_with("POST", "/pair", &host, "token=guess"), 403);
    let paired = desk.ask_with("POST", "/pair", &host, &format!("token={token}"));
    is(&paired, 200);
    let again = desk.ask_with("POST", "/pair", &host, &format!("token={token}"));
    is(&again, 403);
    let cookie = paired
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .and_then(|line| line.split(';').next())
        .expect("a cookie");
    let own = format!("{host}Cookie: {cookie}\r\nAccept: application/json\r\n");
    let page = desk.ask_with("GET", "/", &own, "");
    assert!(page.contains("How is the tendon?"), "{page}");
    let entered = desk.ask_with("POST", "/log/pain", &own, "score=3");
    is(&entered, 200);
    let (_, body) = entered.split_once("\r\n\r\n").expect("a body");
    let entered: serde_json::Value = serde_json::from_str(body).expect("an answer");
    let id = entered["undo"].as_str().expect("an id");
    is(
        &desk.ask_with("POST", "/log/undo", &own, &format!("id={id}")),
        200,
    );
    // What the desk entered is of the same kind, and not the phone's; nor does saying the
    // same again make it so.
    let at = "2026-11-22T18:00:00Z";
    bench.call(&["pain", "7", "--at", at]).ok();
    let listed = bench.call(&["log", "list", "--json"]).ok().json();
    let other = listed["entries"]
        .as_array()
        .and_then(|all| all.iter().find(|entry| entry["score"] == 7.0))
        .and_then(|entry| entry["id"].as_str())
        .expect("an id");
    let undo = format!("id={other}");
    is(&desk.ask_with("POST", "/log/undo", &own, &undo), 422);
    let again = format!("score=7&at={}", at.replace(':', "%3A"));
    is(&desk.ask_with("POST", "/log/pain", &own, &again), 200);
    is(&desk.ask_with("POST", "/log/undo", &own, &undo), 422);
    for (path, body) in [
        ("/log/setting", "key=vmax&value=9"),
        ("/log/enter", "kind=symptom&symptom=fever"),
        ("/log/void", "id=1"),
        ("/log/edit", "id=1&f.score=0"),
        // The first entry is a run, and was not entered by a phone.
        ("/log/undo", "id=1"),
    ] {
        is(&desk.ask_with("POST", path, &own, body), 422);
    }
    for path in [
        "/a/me/log",
        "/a/me/import",
        "/roster",
        "/phone",
        "/calendar.ics",
        "/desk.js",
    ] {
        is(&desk.ask_with("GET", path, &own, ""), 404);
    }
    // What a phone holds opens nothing on this machine.
    let home = std::mem::replace(&mut desk.address, here);
    let headers = format!("Host: {}\r\nCookie: {cookie}\r\n", desk.address);
    is(&desk.ask_with("GET", "/a/me/today", &headers, ""), 403);
    desk.address = home;
    let listed = bench.call(&["serve", "--devices", "--json"]).ok().json();
    assert_eq!(listed["devices"][0]["number"], 1, "{listed}");
    bench.call(&["serve", "--revoke", "1"]).ok();
    is(&desk.ask_with("POST", "/log/pain", &own, "score=3"), 403);
}

#[test]
fn a_run_s_page_begins_with_a_sentence_and_holds_its_figures_as_tables() {
    let bench = Bench::new(SUNDAY);
    bench.adopt("returning");
    bench.import(&["athletes/returning"]).ok();
    let added = ["add", "--at", "2026-11-21T10:00", "--minutes", "30"];
    bench.call(&added).ok();
    let runs = bench.runs();
    let runs = runs["runs"].as_array().expect("runs");
    let id = |of: &dyn Fn(&serde_json::Value) -> bool| -> String {
        let run = runs.iter().find(|run| of(run)).expect("such a run");
        run["id"].as_str().expect("an id").to_owned()
    };
    let desk = Desk::open(&bench, &[]);
    let page = |id: &str| -> String {
        let answer = desk.ask("GET", &format!("/a/me/run/{id}"), "");
        is(&answer, 200);
        answer
    };
    let after_sprints = |run: &serde_json::Value| run["start"] == "2026-10-31T10:00:00+01:00";
    let red = page(&id(&after_sprints));
    for part in [
        "<h1>21\u{a0}min",
        "; pain 7 after it.</h1>",
        "<span class=\"clock\">10:00</span>",
        "id=\"chart-run\"",
        "<th scope=\"row\">Distance</th>",
        "id=\"response-heading\"",
        "id=\"own-findings-heading\"",
        "hill sprint",
    ] {
        assert!(red.contains(part), "{part} is missing");
    }
    assert!(!red.contains("<pre>"), "no terminal on a page");
    let stated = page(&id(&|run| run["files"][0]["format"] == "manual"));
    assert!(
        stated.contains("It was entered by hand"),
        "no word of its origin"
    );
    assert!(
        !stated.contains("id=\"chart-run\""),
        "there is nothing to draw"
    );
}

#[test]
fn a_coach_s_home_opens_on_all_athletes_and_nobody_begins_by_it() {
    let bench = Bench::new(SUNDAY);
    for (athlete, minutes) in [("anna", "30"), ("bea", "40"), ("carl", "50")] {
        let add = ["--yes", "--athlete", athlete, "add", "--at", "2026-11-20"];
        let add = [&add[..], &["--minutes", minutes]].concat();
        bench.call(&add).ok();
    }
    let said = ["--yes", "--athlete", "carl", "log", "symptom", "bladder"];
    bench.call(&said).ok();
    let desk = Desk::open(&bench, &[]);
    let first = desk.ask("GET", "/", "");
    is(&first, 303);
    assert!(first.contains("location: /roster\r\n"), "{first}");
    let page = |query: &str| -> String {
        let answer = desk.ask("GET", &format!("/roster{query}"), "");
        is(&answer, 200);
        answer
    };
    let order = |page: &str| -> Vec<String> {
        let names = page.split("class=\"name\"").skip(1).filter_map(|rest| {
            let (_, name) = rest.split_once('>')?;
            Some(name.split_once('<')?.0.to_owned())
        });
        names.collect()
    };
    let all = page("");
    assert_eq!(order(&all), ["carl", "anna", "bea"]);
    assert!(all.contains("1 of 3 needs a look: carl first"), "{all}");
    assert_eq!(order(&page("?by=minutes")), ["carl", "bea", "anna"]);
    assert_eq!(order(&page("?by=name")), ["anna", "bea", "carl"]);
    assert_eq!(order(&page("?find=BE")), ["bea"]);
    assert_eq!(order(&page("?group=attention")), ["carl"]);
    assert_eq!(
        order(&page("?from=9999999&by=nothing")),
        ["carl", "anna", "bea"]
    );
    // The last run was on a day of this year, and is told with its weekday, in one piece.
    let all = all.replace('\u{a0}', " ");
    assert!(all.contains("last Fri 20 Nov"), "{all}");
    assert!(page("?find=%3Cscript%3E").contains("Nobody is like that"));
    // `me` is nobody here, and no page or entry makes one.
    is(&desk.ask("GET", "/a/me/today", ""), 422);
    is(&desk.ask("POST", "/a/me/pain", "score=3"), 422);
    // Who comes while the pages are shown has one at once.
    let late = ["--yes", "--athlete", "dora", "add", "--at", "2026-11-20"];
    bench.call(&[&late[..], &["--minutes", "20"]].concat()).ok();
    is(&desk.ask("GET", "/a/dora/today", ""), 200);
    // A phone is one athlete's, and the page says so.
    let phone = desk.ask("GET", "/phone", "");
    is(&phone, 200);
    assert!(phone.contains("this desk holds several"), "{phone}");
    is(&desk.ask("GET", "/a/anna/today", ""), 200);
    assert!(!bench.athlete().exists());
    let refused = bench.call(&["--yes", "serve", "--lan=127.0.0.2"]).exits(2);
    assert!(
        refused.stderr.contains("--athlete NAME"),
        "{}",
        refused.stderr
    );
}

#[test]
fn the_door_at_home_opens_only_when_it_was_agreed() {
    let bench = bench();
    let ended = bench
        .call(&["serve", "--port", "0", "--lan=127.0.0.2"])
        .exits(2);
    assert!(ended.stderr.contains("stays closed"), "{}", ended.stderr);
    bench
        .call(&["serve", "--port", "0", "--lan=0.0.0.0", "--yes"])
        .exits(2);
}

#[test]
fn the_calendar_needs_the_key_of_its_address() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let page = desk.ask("GET", "/a/me/settings", "");
    let at = page.find("/calendar.ics").expect("an address");
    let address = page[at..]
        .split('<')
        .next()
        .expect("an end")
        .replace("&amp;", "&");
    let host = format!("Host: {}\r\n", desk.address);
    let feed = desk.ask_with("GET", &address, &host, "");
    is(&feed, 200);
    assert!(feed.contains("BEGIN:VCALENDAR"), "{feed}");
    is(
        &desk.ask_with("GET", "/calendar.ics?athlete=me&key=guess", &host, ""),
        403,
    );
    // That key opens no page.
    let key = address.rsplit("key=").next().expect("a key");
    is(
        &desk.ask_with("GET", &format!("/a/me/today?key={key}"), &host, ""),
        403,
    );
}

#[test]
fn two_thousand_requests_at_fifty_at_once_are_all_answered() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let answered: usize = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..50)
            .map(|_| {
                scope.spawn(|| {
                    let asked = (0..40).filter(|_| {
                        let answer = desk.ask("GET", "/a/me/today", "");
                        answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("</html>")
                    });
                    asked.count()
                })
            })
            .collect();
        asking
            .into_iter()
            .map(|one| one.join().expect("it ends"))
            .sum()
    });
    assert_eq!(answered, 2_000);
}

/// A disk that went away while the pages are shown is no empty home.
#[test]
fn a_home_that_goes_away_is_not_begun_anew() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    let away = bench.folder.path().join("away");
    std::fs::rename(bench.home(), &away).expect("moved");
    for _ in 0..2 {
        let page = desk.ask("GET", "/a/me/today", "");
        is(&page, 422);
        assert!(page.contains("is gone"), "{page}");
        let told = desk.told("/a/me/pain", "score=7");
        assert_eq!(told["ok"], false, "{told}");
        assert!(!bench.home().join("athletes").exists());
        // A mount point stays behind as an empty folder.
        let _ = std::fs::create_dir(bench.home());
    }
    std::fs::remove_dir_all(bench.home()).expect("removed");
    std::fs::rename(&away, bench.home()).expect("moved back");
    is(&desk.ask("GET", "/a/me/today", ""), 200);
}

#[test]
fn a_second_symptom_of_the_day_is_answered_on_the_page() {
    let bench = bench();
    let desk = Desk::open(&bench, &[]);
    for symptom in ["groin-pain", "bladder"] {
        let told = desk.told("/a/me/enter", &format!("kind=symptom&symptom={symptom}"));
        let lines = told["lines"].to_string();
        assert!(
            lines.contains("clinician") || lines.contains("emergency"),
            "{told}"
        );
    }
    let told = desk.told("/a/me/pain", "score=1");
    assert!(
        told["lines"].to_string().contains("Seek emergency care"),
        "{told}"
    );
    assert_eq!(told["band"], serde_json::Value::Null, "{told}");
}

/// A coach sees at once what is known, and of the others that they are being worked out.
#[test]
fn a_page_of_many_athletes_waits_for_none_of_their_lines() {
    let bench = Bench::new(SUNDAY);
    let names: Vec<String> = (10..30).map(|number| format!("runner-{number}")).collect();
    for name in &names {
        let add = ["add", "--at", "2026-11-20T10:00", "--minutes", "30"];
        let call = [&["--yes", "--athlete", name], add.as_slice()].concat();
        bench.call(&call).ok();
    }
    let desk = Desk::open(&bench, &[]);
    let ask = || desk.ask("GET", "/roster", "");
    let there = |page: &str| names.iter().filter(|name| page.contains(*name)).count();
    let first = ask();
    is(&first, 200);
    assert!(first.contains("20 lines are being worked out"), "{first}");
    let whole = || {
        let began = std::time::Instant::now();
        loop {
            let page = ask();
            if !page.contains("being worked out") {
                return page;
            }
            assert!(began.elapsed() < Duration::from_mins(2), "{page}");
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    assert_eq!(there(&whole()), 20);
    // Something comes for each of them, as with a sync: their lines stand as they were.
    for name in &names {
        let call = ["--yes", "--athlete", name, "pain", "2"];
        bench.call(&call).ok();
    }
    let older = ask();
    assert!(older.contains("20 lines are being worked out"), "{older}");
    assert!(older.contains("as it was before the last change"));
    assert_eq!(there(&older), 20);
    let whole = whole();
    assert_eq!(there(&whole), 20);
    assert!(!whole.contains("as it was before"));
}
