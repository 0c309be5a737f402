//! `comeback serve`: the report on a local page, with pain check-in.
//!
//! It answers this machine only, and of this machine only who was given the address
//! with its key: other users of the machine see nothing. A page elsewhere cannot use
//! it: the host named in a request must be the local one, the browser must say that it
//! comes from the page itself, and an entry must carry the key.

mod request;

use super::Exit;
use super::call::Call;
use clap::Args;
use comeback_app::{AppError, Overview, System, entries, when};
use comeback_core::diary::{Entry, What};
use comeback_core::units::PainScore;
use maud::html;
use request::Request;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Show the report on a local page, with pain check-in
#[derive(Debug, Args)]
#[command(after_help = "Example:
  comeback serve --port 8710")]
pub struct Arguments {
    /// Port on this machine; 0 takes a free one
    #[arg(long, value_name = "P", default_value_t = 8710)]
    port: u16,
}

/// How long a client may take to say or to take something.
const PATIENCE: Duration = Duration::from_secs(5);

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    // Refused at once, not at the first visit.
    call.open()?;
    let failed = |error| AppError::file(Path::new("local page"), error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let key = comeback_store::random_key()?;
    call.out
        .text(&format!("http://127.0.0.1:{port}/?key={key}\n"))?;
    call.out
        .say("open this address; the key in it is for you alone. Stop with Ctrl-C");
    let page = Page {
        call,
        port,
        key,
        turn: Mutex::new(()),
        open: AtomicUsize::new(0),
    };
    std::thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            if page.open.fetch_add(1, Ordering::SeqCst) >= MOST_OPEN {
                page.open.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let page = &page;
            scope.spawn(move || {
                page.answer(stream);
                page.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    Ok(Exit::Done)
}

/// Connections that are answered at once; more are dropped.
const MOST_OPEN: usize = 16;

/// The cookie that holds the key.
const COOKIE: &str = "comeback";

struct Page<'a> {
    call: &'a Call,
    port: u16,
    key: String,
    /// One page is computed at a time.
    turn: Mutex<()>,
    /// Connections that are being answered.
    open: AtomicUsize,
}

/// Status line, further headers, body.
struct Answer(&'static str, String, String);

impl Page<'_> {
    fn answer(&self, mut stream: TcpStream) {
        // A client that is gone or silent is its own loss.
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = stream.set_write_timeout(Some(PATIENCE));
        let Answer(status, headers, body) = match Request::read(&mut stream) {
            Some(request) => self.respond(&request),
            None => refusal("400 Bad Request", "that was no request"),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\
             Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\
             Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; \
             img-src data:; form-action 'self'\r\n{headers}\r\n",
            body.len()
        );
        let _ = stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body.as_bytes()));
    }

    fn respond(&self, request: &Request) -> Answer {
        let local = [
            format!("127.0.0.1:{}", self.port),
            format!("localhost:{}", self.port),
        ];
        if !local.contains(&request.host) {
            return refusal("403 Forbidden", "this page is for this machine only");
        }
        let own_pages = local.map(|host| format!("http://{host}"));
        let from_elsewhere = request
            .origin
            .as_ref()
            .is_some_and(|origin| !own_pages.contains(origin))
            || (request.method != "GET"
                && request
                    .fetch_site
                    .as_ref()
                    .is_some_and(|site| site != "same-origin" && site != "none"));
        if from_elsewhere {
            return refusal("403 Forbidden", "this came from another page");
        }
        if request.method == "GET" && request.asked("key") == Some(self.key.as_str()) {
            // The key moves from the address, which others could read, into a cookie.
            return Answer(
                "303 See Other",
                format!(
                    "Location: {}\r\nSet-Cookie: {COOKIE}={}; HttpOnly; SameSite=Strict; Path=/\r\n",
                    request.path, self.key
                ),
                String::new(),
            );
        }
        if !request.has_cookie(COOKIE, &self.key) {
            return refusal(
                "403 Forbidden",
                "open the address that `comeback serve` printed, with its key",
            );
        }
        let _turn = self.turn.lock();
        let answer = match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/") => self.page(""),
            ("POST", "/pain") => match self.enter_pain(request) {
                // A reload must not enter it again.
                Ok(()) => Ok(Answer(
                    "303 See Other",
                    "Location: /\r\n".to_owned(),
                    String::new(),
                )),
                Err(error) => self.page(&error.to_string()),
            },
            (_, "/" | "/pain") => Ok(refusal("405 Method Not Allowed", "not so")),
            _ => Ok(refusal("404 Not Found", "there is no such page")),
        };
        answer.unwrap_or_else(|error| refusal("500 Internal Server Error", &error.to_string()))
    }

    fn page(&self, problem: &str) -> Result<Answer, AppError> {
        let overview = Overview::of(&mut self.call.at(System::read()).open()?, None)?;
        let form = html! {
            form method="post" action="/pain" style="max-width:40rem;margin:1rem auto;padding:0 1rem" {
                input type="hidden" name="key" value=(self.key);
                h2 { "How does the tendon feel?" }
                @if !problem.is_empty() { p role="alert" { strong { (problem) } } }
                p {
                    label { "Pain, 0 to 10 " input type="number" name="score" min="0" max="10" step="0.5" required; }
                    " " label { input type="checkbox" name="during" value="last"; " during the last run" }
                }
                p {
                    label { "When (now if empty) " input type="datetime-local" name="at"; }
                    " " label { "Note " input type="text" name="note" maxlength="500"; }
                    " " button type="submit" { "Enter" }
                }
            }
        };
        let page = overview.html();
        let body = match page.find("<body>") {
            Some(at) => {
                let (head, rest) = page.split_at(at + "<body>".len());
                format!("{head}{}{rest}", form.into_string())
            }
            None => page,
        };
        let status = if problem.is_empty() {
            "200 OK"
        } else {
            "422 Unprocessable Content"
        };
        Ok(Answer(status, String::new(), body))
    }

    fn enter_pain(&self, request: &Request) -> Result<(), AppError> {
        let refuse = |why: &str| AppError::Refused(why.to_owned());
        if request.field("key") != Some(self.key.as_str()) {
            return Err(refuse(
                "the page is from before a restart; enter it again here",
            ));
        }
        let score: f64 = request
            .field("score")
            .and_then(|text| text.trim().parse().ok())
            .ok_or_else(|| refuse("pain is a number from 0 to 10"))?;
        let mut workspace = self.call.at(System::read()).open_to_write()?;
        let history = workspace.history()?;
        let during = match request.field("during") {
            Some(name) if !name.is_empty() => Some(workspace.find_run(&history, name)?),
            _ => None,
        };
        let at = match (request.field("at").filter(|text| !text.is_empty()), during) {
            (Some(text), _) => {
                when::of_entry(workspace.moment(text)?, workspace.now, workspace.zone)
            }
            (None, Some(run)) => run.end(),
            (None, None) => workspace.now,
        };
        let entry = Entry {
            at,
            what: What::Pain {
                score: PainScore::new(score)?,
                during: during.map(|run| run.id.clone()),
                site: None,
                now: None,
            },
            note: request
                .field("note")
                .filter(|note| !note.is_empty())
                .map(str::to_owned),
        };
        entries::enter(&mut workspace, entry).map(drop)
    }
}

fn refusal(status: &'static str, why: &str) -> Answer {
    let body = html! { (maud::DOCTYPE) title { "comeback" } p { (why) } };
    Answer(status, String::new(), body.into_string())
}
