//! Who is let in, decided from a request's head alone.
//!
//! Whoever asks must name the door's own host (a page elsewhere that points its name
//! at this machine does not), must not come from another page, and must hold the key:
//! on this machine the one of the printed address, at home that of a paired phone.
//! Keys are compared in constant time, and who guesses is slowed down.

use crate::devices::Devices;
use crate::refusal::refusal;
use crate::secret::is_same;
use crate::uploads;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::Instant;

/// Longest form, bytes.
const MOST_FORM: u64 = 64 << 10;
/// Wrong keys that an address may try at once, and how many more each second.
const WRONG_KEYS: Allowance = Allowance {
    at_once: 20.0,
    a_second: 0.2,
};
/// Requests at once and a second, of this machine and of a phone.
const HERE: Allowance = Allowance {
    at_once: 6_000.0,
    a_second: 600.0,
};
const AT_HOME: Allowance = Allowance {
    at_once: 120.0,
    a_second: 4.0,
};
/// Most addresses that are remembered.
const MOST_PEERS: usize = 512;

/// Which door a request comes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// This machine.
    Here,
    /// The network at home.
    Home,
}

/// What is known of who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Holds the key of this machine's door.
    Owner,
    /// A paired phone, by its number.
    Phone(u64),
    /// Nobody yet; sees only how to be paired.
    Stranger,
}

/// Let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pass {
    pub most_body: u64,
    /// The body is a file.
    pub to_file: bool,
    pub seen: Seen,
}

/// The guard of one door.
pub(crate) struct Gate {
    pub door: Door,
    /// The names under which the door may be asked for, with the port.
    hosts: Vec<String>,
    /// The key of the cookie on this machine.
    key: String,
    /// The key in the calendar's address.
    feed: String,
    cookie: String,
    devices: Devices,
    requests: Limiter,
    guesses: Limiter,
}

impl Gate {
    pub(crate) fn here(port: u16, key: &str, feed: &str, devices: Devices) -> Gate {
        Gate {
            door: Door::Here,
            hosts: vec![format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            key: key.to_owned(),
            feed: feed.to_owned(),
            // Cookies know no port: two desks of one machine must not mix theirs.
            cookie: format!("comeback-{port}"),
            devices,
            requests: Limiter::new(HERE),
            guesses: Limiter::new(WRONG_KEYS),
        }
    }

    pub(crate) fn home(hosts: Vec<String>, devices: Devices) -> Gate {
        Gate {
            door: Door::Home,
            hosts,
            key: String::new(),
            feed: String::new(),
            cookie: PHONE_COOKIE.to_owned(),
            devices,
            requests: Limiter::new(AT_HOME),
            guesses: Limiter::new(WRONG_KEYS),
        }
    }

    /// Lets a request in or says why not.
    pub(crate) fn check(
        &self,
        request: &Request<Body>,
        peer: IpAddr,
    ) -> Result<Pass, Box<Response<Body>>> {
        if !self.requests.allows(peer) {
            return refuse(
                StatusCode::TOO_MANY_REQUESTS,
                "too many requests; wait a moment",
            );
        }
        let headers = request.headers();
        let host = text(headers, header::HOST.as_str()).unwrap_or_default();
        if !self
            .hosts
            .iter()
            .any(|known| known.eq_ignore_ascii_case(host))
        {
            return refuse(StatusCode::FORBIDDEN, "this page has another address");
        }
        if self.is_from_elsewhere(request) {
            return refuse(StatusCode::FORBIDDEN, "this came from another page");
        }
        match self.door {
            Door::Here => self.check_here(request, peer),
            Door::Home => self.check_home(request, peer),
        }
    }

    /// Whether the browser says that another page asks. Browsers send both headers with
    /// every form; a program without either still needs the key.
    fn is_from_elsewhere(&self, request: &Request<Body>) -> bool {
        let headers = request.headers();
        let other_origin = text(headers, header::ORIGIN.as_str()).is_some_and(|origin| {
            let known = |host: &String| origin.eq_ignore_ascii_case(&format!("http://{host}"));
            !self.hosts.iter().any(known)
        });
        let other_site = text(headers, "sec-fetch-site")
            .is_some_and(|site| !matches!(site, "same-origin" | "none"));
        other_origin || other_site
    }

    fn check_here(
        &self,
        request: &Request<Body>,
        peer: IpAddr,
    ) -> Result<Pass, Box<Response<Body>>> {
        let path = request.uri().path();
        let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
        if is_reading && let Some(told) = asked(request.uri().query(), "key") {
            if path == "/calendar.ics" {
                if self.is_key(told, &self.feed, peer)? {
                    return Ok(pass(Seen::Owner));
                }
            } else if self.is_key(told, &self.key, peer)? {
                // The key moves from the address, which others could read, into a cookie.
                let cookie = cookie(&self.cookie, &self.key, None);
                let to = [
                    (header::LOCATION, path.to_owned()),
                    (header::SET_COOKIE, cookie),
                ];
                return Err(Box::new((StatusCode::SEE_OTHER, to).into_response()));
            }
        }
        let mut known = false;
        for held in cookies(request.headers(), &self.cookie) {
            known |= self.is_key(held, &self.key, peer)?;
        }
        if !known {
            return refuse(
                StatusCode::FORBIDDEN,
                "open the address that `comeback serve` printed, with its key",
            );
        }
        let to_file = request.method() == Method::POST && path.ends_with("/import");
        Ok(Pass {
            most_body: if to_file { uploads::MOST } else { MOST_FORM },
            to_file,
            seen: Seen::Owner,
        })
    }

    fn check_home(
        &self,
        request: &Request<Body>,
        peer: IpAddr,
    ) -> Result<Pass, Box<Response<Body>>> {
        let mut wrong = false;
        for held in cookies(request.headers(), &self.cookie) {
            if let Some(device) = self.devices.holder(held) {
                return Ok(pass(Seen::Phone(device.number)));
            }
            wrong = true;
        }
        if wrong && !self.guesses.allows(peer) {
            return refuse(
                StatusCode::TOO_MANY_REQUESTS,
                "too many tries; wait a while",
            );
        }
        let pairing = request.method() == Method::POST && request.uri().path() == "/pair";
        if pairing && !self.guesses.allows(peer) {
            return refuse(
                StatusCode::TOO_MANY_REQUESTS,
                "too many tries; wait a while",
            );
        }
        Ok(pass(Seen::Stranger))
    }

    fn is_key(&self, told: &str, key: &str, peer: IpAddr) -> Result<bool, Box<Response<Body>>> {
        if is_same(told, key) {
            return Ok(true);
        }
        if self.guesses.allows(peer) {
            Ok(false)
        } else {
            refuse(
                StatusCode::TOO_MANY_REQUESTS,
                "too many tries; wait a while",
            )
        }
    }
}

/// The cookie of a paired phone.
pub(crate) const PHONE_COOKIE: &str = "comeback-phone";

fn pass(seen: Seen) -> Pass {
    Pass {
        most_body: MOST_FORM,
        to_file: false,
        seen,
    }
}

/// A cookie that no script reads and no other page sends.
pub(crate) fn cookie(name: &str, value: &str, days: Option<u32>) -> String {
    let lasts = days.map_or(String::new(), |days| format!("; Max-Age={}", days * 86_400));
    format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/{lasts}")
}

fn refuse<T>(status: StatusCode, why: &str) -> Result<T, Box<Response<Body>>> {
    Err(Box::new(refusal(status, why)))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A value of the address.
fn asked<'a>(query: Option<&'a str>, name: &str) -> Option<&'a str> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(header::COOKIE).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(move |pair| {
            let (known, value) = pair.trim().split_once('=')?;
            (known == name).then_some(value)
        })
}

/// So many at once, and so many more each second.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    at_once: f64,
    a_second: f64,
}

/// Who has used how much of an allowance.
struct Limiter {
    allowance: Allowance,
    left: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

impl Limiter {
    fn new(allowance: Allowance) -> Limiter {
        Limiter {
            allowance,
            left: Mutex::new(HashMap::new()),
        }
    }

    fn allows(&self, peer: IpAddr) -> bool {
        let now = Instant::now();
        let Ok(mut left) = self.left.lock() else {
            return false;
        };
        let full = self.allowance.at_once;
        if left.len() >= MOST_PEERS && !left.contains_key(&peer) {
            // Who asked longest ago has most of it back.
            let oldest = left
                .iter()
                .min_by_key(|(_, (_, at))| *at)
                .map(|(peer, _)| *peer);
            oldest.and_then(|peer| left.remove(&peer));
        }
        let (tokens, at) = left.entry(peer).or_insert((full, now));
        let since = now.duration_since(*at).as_secs_f64();
        *tokens = (*tokens + since * self.allowance.a_second).min(full);
        *at = now;
        if *tokens < 1.0 {
            return false;
        }
        *tokens -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_same_only_when_they_are() {
        for (told, key, same) in [
            ("abc", "abc", true),
            ("abd", "abc", false),
            ("ab", "abc", false),
            ("", "", false),
        ] {
            assert_eq!(is_same(told, key), same, "{told} {key}");
        }
    }

    #[test]
    fn who_guesses_is_slowed_down() {
        let limiter = Limiter::new(WRONG_KEYS);
        let peer = IpAddr::from([192, 168, 1, 7]);
        let allowed = (0..100).filter(|_| limiter.allows(peer)).count();
        assert_eq!(allowed, 20);
        assert!(limiter.allows(IpAddr::from([192, 168, 1, 8])));
    }
}
