//! As much of HTTP as a form on this machine needs, bounded in every direction.

use std::io::Read;

/// Longest head and body that are read, bytes.
const MOST_HEAD: usize = 16 << 10;
const MOST_BODY: usize = 16 << 10;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub path: String,
    /// What follows the `?`.
    query: Vec<(String, String)>,
    pub host: String,
    /// The page that the request comes from, as the browser tells it.
    pub origin: Option<String>,
    /// `same-origin` or `none` where the browser tells that it comes from no other page.
    pub fetch_site: Option<String>,
    cookies: Vec<(String, String)>,
    fields: Vec<(String, String)>,
}

impl Request {
    /// Reads a request; `None` for anything that is none.
    pub fn read(stream: &mut impl Read) -> Option<Request> {
        let mut bytes = Vec::new();
        let mut part = [0_u8; 2048];
        let head_end = loop {
            if let Some(at) = find(&bytes, b"\r\n\r\n") {
                break at;
            }
            if bytes.len() > MOST_HEAD {
                return None;
            }
            let count = stream.read(&mut part).ok().filter(|&count| count > 0)?;
            bytes.extend_from_slice(part.get(..count)?);
        };
        let mut body = bytes.split_off(head_end + 4);
        let head = String::from_utf8(bytes).ok()?;
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (path, query) = (path.to_owned(), fields(query.as_bytes()));
        let (mut host, mut origin, mut fetch_site) = (None, None, None);
        let mut cookies = Vec::new();
        let mut length = 0_usize;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            match name.to_ascii_lowercase().as_str() {
                // Two hosts would be a trick.
                "host" if host.is_some() => return None,
                "host" => host = Some(value.trim().to_ascii_lowercase()),
                "origin" => origin = Some(value.trim().to_ascii_lowercase()),
                "sec-fetch-site" => fetch_site = Some(value.trim().to_ascii_lowercase()),
                "cookie" => cookies.extend(value.split(';').filter_map(|pair| {
                    let (name, value) = pair.trim().split_once('=')?;
                    Some((name.to_owned(), value.to_owned()))
                })),
                "content-length" => length = value.trim().parse().ok()?,
                "transfer-encoding" => return None,
                _ => {}
            }
        }
        if length > MOST_BODY {
            return None;
        }
        while body.len() < length {
            let count = stream.read(&mut part).ok().filter(|&count| count > 0)?;
            body.extend_from_slice(part.get(..count)?);
        }
        body.truncate(length);
        Some(Request {
            method,
            path,
            query,
            host: host?,
            origin,
            fetch_site,
            cookies,
            fields: fields(&body),
        })
    }

    /// A value of the address.
    pub fn asked(&self, name: &str) -> Option<&str> {
        let mut query = self.query.iter();
        query
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether one of the cookies of a name has a value.
    pub fn has_cookie(&self, name: &str, value: &str) -> bool {
        let mut cookies = self.cookies.iter();
        cookies.any(|(known, held)| known == name && held == value)
    }

    /// A field of the form.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn fields(body: &[u8]) -> Vec<(String, String)> {
    body.split(|&byte| byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let middle = pair.iter().position(|&byte| byte == b'=');
            let (name, value) = pair.split_at(middle.unwrap_or(pair.len()));
            (decoded(name), decoded(value.get(1..).unwrap_or(&[])))
        })
        .collect()
}

/// `+` and `%41` as forms write them; what is no escape stands for itself.
fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => match after.get(..2).and_then(hexadecimal) {
                Some(byte) => {
                    rest = after.get(2..).unwrap_or(&[]);
                    byte
                }
                None => b'%',
            },
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    if text.starts_with('+') {
        return None;
    }
    u8::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Request> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn a_form_is_read() {
        let request = read(
            "POST /pain?x=1 HTTP/1.1\r\nHost: LOCALHOST:8710\r\nContent-Length: 33\r\n\r\nscore=2.5&note=a%26b+c%C3%A9%2&zzIGNORED",
        )
        .expect("a request");
        assert_eq!(
            (
                request.method.as_str(),
                request.path.as_str(),
                request.host.as_str()
            ),
            ("POST", "/pain", "localhost:8710")
        );
        assert_eq!(request.field("score"), Some("2.5"));
        assert_eq!(request.field("note"), Some("a&b cé%2"));
        assert_eq!(request.field("at"), None);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for text in [
            "",
            "GET / HTTP/1.1\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(
            read(&format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(40_000))),
            None
        );
    }
}
