//! A headless Chromium, spoken to by its debugging protocol over two pipes.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/// How long an answer, and something on a page, is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

pub(super) struct Chromium {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    last: u64,
    session: Option<String>,
    /// What a drag holds, as the browser told it.
    dragged: Option<Value>,
    _profile: TempDir,
}

impl Chromium {
    /// `None`, with a message, where there is none.
    pub(super) fn start() -> Option<Chromium> {
        let Some(program) = program() else {
            eprintln!("skipped: no Chromium is installed");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        // The protocol is spoken on the descriptors 3 and 4.
        let mut child = Command::new("sh")
            .args([
                "-c",
                "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1",
            ])
            .arg(program)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--no-first-run",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--remote-debugging-pipe",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .env("TZ", "Europe/Berlin")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let to = child.stdin.take().expect("a pipe");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe"));
        let (tell, from) = channel();
        std::thread::spawn(move || {
            loop {
                let mut message = Vec::new();
                match lines.read_until(0, &mut message) {
                    Ok(count) if count > 0 => {}
                    _ => return,
                }
                message.pop();
                let told = serde_json::from_slice(&message).expect("an object");
                if tell.send(told).is_err() {
                    return;
                }
            }
        });
        let mut browser = Chromium {
            child,
            to,
            from,
            last: 0,
            session: None,
            dragged: None,
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.call(
            "Target.attachToTarget",
            json!({"targetId": target["targetId"], "flatten": true}),
        );
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable"] {
            browser.call(domain, json!({}));
        }
        browser.size(1200, 900, false);
        Some(browser)
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).expect("it listens");
        loop {
            let told = self.from.recv_timeout(PATIENCE).expect("it answers");
            if told["method"] == "Input.dragIntercepted" {
                self.dragged = Some(told["params"]["data"].clone());
            }
            if told["id"] == self.last {
                assert!(told["error"].is_null(), "{method}: {}", told["error"]);
                return told["result"].clone();
            }
        }
    }

    pub(super) fn goto(&mut self, address: &str) {
        // A change of the fragment alone loads nothing.
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.wait("location.href === 'about:blank' && document.readyState === 'complete'");
        self.call("Page.navigate", json!({"url": address}));
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    pub(super) fn eval(&mut self, expression: &str) -> Value {
        let told = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(
            told["exceptionDetails"].is_null(),
            "{expression}: {}",
            told["exceptionDetails"]
        );
        told["result"]["value"].clone()
    }

    pub(super) fn is(&mut self, expression: &str) -> bool {
        self.eval(&format!("Boolean({expression})")) == true
    }

    pub(super) fn text(&mut self, expression: &str) -> String {
        self.eval(expression)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    pub(super) fn number(&mut self, expression: &str) -> u64 {
        self.eval(expression).as_u64().expect("a number")
    }

    /// Until something is so.
    #[track_caller]
    pub(super) fn wait(&mut self, expression: &str) {
        let began = Instant::now();
        while !self.is(expression) {
            if began.elapsed() > PATIENCE {
                let page = self.text("document.body.innerText");
                panic!("not so: {expression}\n{page}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The middle of an element, on the screen.
    fn place(&mut self, selector: &str) -> (f64, f64) {
        let found = self.eval(&format!(
            "(() => {{ const element = document.querySelector({selector:?}); \
             element.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const box = element.getBoundingClientRect(); \
             return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        let at = |index: usize| found[index].as_f64().expect("a place");
        (at(0), at(1))
    }

    fn mouse(&mut self, kind: &str, (x, y): (f64, f64)) {
        let params =
            json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1, "buttons": 1});
        self.call("Input.dispatchMouseEvent", params);
    }

    pub(super) fn click(&mut self, selector: &str) {
        let place = self.place(selector);
        self.mouse("mousePressed", place);
        self.mouse("mouseReleased", place);
    }

    pub(super) fn key(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "code": key}),
            );
        }
    }

    pub(super) fn drag(&mut self, from: &str, to: &str) {
        self.call("Input.setInterceptDrags", json!({"enabled": true}));
        let (start, end) = (self.place(from), self.place(to));
        let start = (start.0.max(1.0), self.place(from).1.min(start.1));
        self.mouse("mousePressed", start);
        self.mouse("mouseMoved", (start.0 + 8.0, start.1 + 8.0));
        self.mouse("mouseMoved", (start.0 + 16.0, start.1 + 16.0));
        let began = Instant::now();
        while self.dragged.is_none() && began.elapsed() < PATIENCE {
            self.eval("0");
        }
        let data = self.dragged.take().expect("a drag began");
        self.drag_events(end, &data);
        self.mouse("mouseReleased", end);
        self.call("Input.setInterceptDrags", json!({"enabled": false}));
    }

    /// Draws over an element from one share of its width to another.
    pub(super) fn stroke(&mut self, over: &str, from: f64, to: f64) {
        let room = format!(
            "(() => {{ const box = document.querySelector({over:?}).getBoundingClientRect(); \
             return [box.left, box.width, box.top + box.height / 2].join(); }})()"
        );
        let told = self.text(&room);
        let mut told = told
            .split(',')
            .map(|part| part.parse::<f64>().expect("a number"));
        let mut next = || told.next().expect("three numbers");
        let (left, width, y) = (next(), next(), next());
        self.mouse("mousePressed", (left + from * width, y));
        self.mouse("mouseMoved", (left + f64::midpoint(from, to) * width, y));
        self.mouse("mouseMoved", (left + to * width, y));
        self.mouse("mouseReleased", (left + to * width, y));
    }

    pub(super) fn drop_file(&mut self, onto: &str, file: &str) {
        let place = self.place(onto);
        let data = json!({"items": [], "files": [file], "dragOperationsMask": 1});
        self.drag_events(place, &data);
    }

    fn drag_events(&mut self, (x, y): (f64, f64), data: &Value) {
        for kind in ["dragEnter", "dragOver", "dragOver", "drop"] {
            let params = json!({"type": kind, "x": x, "y": y, "data": data});
            self.call("Input.dispatchDragEvent", params);
        }
    }

    fn size(&mut self, width: u32, height: u32, mobile: bool) {
        let params =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.call("Emulation.setDeviceMetricsOverride", params);
    }

    /// A phone's screen.
    pub(super) fn phone(&mut self) {
        self.size(390, 844, true);
    }

    /// A phone's screen under a finger, a processor a fourth as fast, and a Wi-Fi that
    /// takes its time: milliseconds to and fro.
    pub(super) fn slow_phone(&mut self, latency: u32) {
        self.phone();
        let touch = json!({"enabled": true, "maxTouchPoints": 1});
        self.call("Emulation.setTouchEmulationEnabled", touch);
        self.call("Emulation.setCPUThrottlingRate", json!({"rate": 4}));
        self.network(latency, false);
    }

    /// How the page reaches the computer, and whether it does.
    pub(super) fn network(&mut self, latency: u32, offline: bool) {
        self.call("Network.enable", json!({}));
        let kept = json!({
            "offline": offline,
            "latency": latency,
            "downloadThroughput": 1_000_000,
            "uploadThroughput": 500_000,
        });
        self.call("Network.emulateNetworkConditions", kept);
    }

    /// A finger on the middle of an element that is seen; nothing is scrolled for it.
    pub(super) fn tap(&mut self, selector: &str) {
        let seen = format!(
            "(() => {{ const box = document.querySelector({selector:?}).getBoundingClientRect(); \
             return box.top >= 0 && box.bottom <= innerHeight; }})()"
        );
        assert!(self.is(&seen), "{selector} is not on the screen");
        let (x, y) = self.place(selector);
        let fingers = [
            ("touchStart", json!([{"x": x, "y": y}])),
            ("touchEnd", json!([])),
        ];
        for (kind, touches) in fingers {
            let touch = json!({"type": kind, "touchPoints": touches});
            self.call("Input.dispatchTouchEvent", touch);
        }
    }

    pub(super) fn dark(&mut self) {
        let dark = json!({"name": "prefers-color-scheme", "value": "dark"});
        self.call("Emulation.setEmulatedMedia", json!({"features": [dark]}));
    }

    /// Keeps what is seen in the folder that `COMEBACK_PICTURES` names, where it names one.
    pub(super) fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("COMEBACK_PICTURES") else {
            return;
        };
        let shot = self.call("Page.captureScreenshot", json!({"format": "png"}));
        let bytes = decoded(shot["data"].as_str().expect("a picture"));
        let path = PathBuf::from(folder).join(format!("{name}.png"));
        std::fs::write(path, bytes).expect("writes");
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let places = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// Base64 without its padding.
fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS
            .iter()
            .position(|known| *known == letter)
            .expect("base64");
        held = held << 6 | value as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}
