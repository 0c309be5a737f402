//! One connection: HTTP/1.1 as far as a browser on this machine or at home needs it,
//! bounded in bytes, in time and in number. Requests are parsed by `httparse` and
//! answered by an axum router; what is odd is refused and the connection closed.

use crate::gate::{Gate, Pass};
use crate::refusal::refusal;
use crate::uploads::{self, Upload};
use axum::Router;
use axum::body::Body;
use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, header,
};
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tower::ServiceExt;

/// Longest head of a request, bytes, and most headers.
const MOST_HEAD: usize = 16 << 10;
const MOST_HEADERS: usize = 64;
/// How long a client may take to send a whole head; an idle connection is closed then.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long it may take to send the body of a form, and a file.
const FORM_TIME: Duration = Duration::from_secs(10);
const FILE_TIME: Duration = Duration::from_mins(15);
/// How long an answer may take to be made, and to be taken.
const ANSWER_TIME: Duration = Duration::from_mins(15);
const TAKE_TIME: Duration = Duration::from_secs(30);
/// Most requests of one connection.
const MOST_REQUESTS: usize = 1_000;
/// Largest answer, bytes.
const MOST_ANSWER: usize = 64 << 20;

/// Answers the requests of a connection until it ends.
pub(crate) async fn answer(stream: TcpStream, peer: IpAddr, gate: Arc<Gate>, router: Router) {
    let mut wire = Wire {
        stream,
        held: Vec::new(),
    };
    for _ in 0..MOST_REQUESTS {
        match one(&mut wire, peer, &gate, &router).await {
            Ok(true) => {}
            // A client that is gone or silent is its own loss.
            Ok(false) | Err(_) => break,
        }
    }
}

/// Whether a door would let the head of a request in; the status of the refusal where not.
pub(crate) fn would_answer(head: &[u8], peer: IpAddr, gate: &Gate) -> Result<(), StatusCode> {
    let head = understood(head)?;
    match gate.check(&head.request, peer) {
        Ok(pass) if head.length <= pass.most_body => Ok(()),
        Ok(_) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(refused) => Err(refused.status()),
    }
}

/// Says that there is no room, and closes.
pub(crate) async fn turn_away(stream: TcpStream) {
    let mut wire = Wire {
        stream,
        held: Vec::new(),
    };
    let full = refusal(StatusCode::SERVICE_UNAVAILABLE, "too many at once");
    let _ = timeout(FORM_TIME, wire.put(full, false, false)).await;
}

/// Answers one request; says whether another may follow.
async fn one(wire: &mut Wire, peer: IpAddr, gate: &Gate, router: &Router) -> io::Result<bool> {
    let late = |_| io::Error::from(ErrorKind::TimedOut);
    let Some(head) = timeout(HEAD_TIME, wire.head()).await.map_err(late)?? else {
        return Ok(false);
    };
    let head = match head {
        Ok(head) => head,
        Err(refused) => {
            let answer = refusal(refused, "that was no request");
            timeout(TAKE_TIME, wire.put(answer, false, false))
                .await
                .map_err(late)??;
            return Ok(false);
        }
    };
    let Head {
        mut request,
        length,
        keep,
        continues,
    } = head;
    let is_head = request.method() == Method::HEAD;
    let pass = match gate.check(&request, peer) {
        Ok(pass) if length <= pass.most_body => pass,
        Ok(_) => {
            let answer = refusal(StatusCode::PAYLOAD_TOO_LARGE, "that is too much");
            timeout(TAKE_TIME, wire.put(answer, false, is_head))
                .await
                .map_err(late)??;
            wire.drain().await;
            return Ok(false);
        }
        Err(refused) => {
            // A body that was not asked for is not read.
            let keep = keep && length == 0;
            timeout(TAKE_TIME, wire.put(*refused, keep, is_head))
                .await
                .map_err(late)??;
            if !keep {
                wire.drain().await;
            }
            return Ok(keep);
        }
    };
    if continues && length > 0 {
        timeout(TAKE_TIME, wire.write(b"HTTP/1.1 100 Continue\r\n\r\n"))
            .await
            .map_err(late)??;
    }
    if pass.to_file {
        let upload = timeout(FILE_TIME, wire.upload(length))
            .await
            .map_err(late)??;
        request.extensions_mut().insert(Arc::new(upload));
    } else {
        let body = timeout(FORM_TIME, wire.body(length as usize))
            .await
            .map_err(late)??;
        *request.body_mut() = Body::from(body);
    }
    let Pass { seen, .. } = pass;
    request.extensions_mut().insert(seen);
    let answered = timeout(ANSWER_TIME, router.clone().oneshot(request)).await;
    let answer = match answered {
        Ok(Ok(answer)) => answer,
        Ok(Err(never)) => match never {},
        Err(_) => refusal(StatusCode::GATEWAY_TIMEOUT, "this took too long"),
    };
    timeout(TAKE_TIME, wire.put(answer, keep, is_head))
        .await
        .map_err(late)??;
    Ok(keep)
}

/// A head that was understood.
struct Head {
    request: Request<Body>,
    /// Bytes of the body that follow.
    length: u64,
    keep: bool,
    /// The client waits to be told before it sends the body.
    continues: bool,
}

struct Wire {
    stream: TcpStream,
    /// What was read and not yet used.
    held: Vec<u8>,
}

impl Wire {
    /// Reads on; 0 at the end.
    async fn fill(&mut self) -> io::Result<usize> {
        let mut part = [0_u8; 16 << 10];
        loop {
            self.stream.readable().await?;
            match self.stream.try_read(&mut part) {
                Ok(count) => {
                    self.held
                        .extend_from_slice(part.get(..count).unwrap_or_default());
                    return Ok(count);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The next head; `None` where the client has ended.
    async fn head(&mut self) -> io::Result<Option<Result<Head, StatusCode>>> {
        loop {
            let ends = self.held.windows(4).position(|four| four == b"\r\n\r\n");
            if ends.unwrap_or(self.held.len()) > MOST_HEAD {
                return Ok(Some(Err(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)));
            }
            if let Some(ends) = ends {
                let rest = self.held.split_off(ends + 4);
                let bytes = std::mem::replace(&mut self.held, rest);
                return Ok(Some(understood(&bytes)));
            }
            if self.fill().await? == 0 {
                return Ok(None);
            }
        }
    }

    async fn body(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.held.len() < length {
            if self.fill().await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        let rest = self.held.split_off(length);
        Ok(std::mem::replace(&mut self.held, rest))
    }

    async fn upload(&mut self, length: u64) -> io::Result<Upload> {
        let mut upload = uploads::Writer::begin()?;
        let mut left = length;
        loop {
            let here = (self.held.len() as u64).min(left) as usize;
            let rest = self.held.split_off(here);
            let part = std::mem::replace(&mut self.held, rest);
            upload.write(&part)?;
            left -= here as u64;
            if left == 0 {
                return upload.end();
            }
            if self.fill().await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
    }

    /// Takes what a refused client is still sending for a moment, so that it can read
    /// why before the connection is reset.
    async fn drain(&mut self) {
        const MOMENT: Duration = Duration::from_millis(300);
        let _ = timeout(MOMENT, async {
            loop {
                self.held.clear();
                if self.fill().await.unwrap_or(0) == 0 {
                    return;
                }
            }
        })
        .await;
    }

    async fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            self.stream.writable().await?;
            match self.stream.try_write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn put(&mut self, answer: Response<Body>, keep: bool, is_head: bool) -> io::Result<()> {
        let (parts, body) = answer.into_parts();
        let body = axum::body::to_bytes(body, MOST_ANSWER)
            .await
            .map_err(io::Error::other)?;
        let mut bytes = format!(
            "HTTP/1.1 {} {}\r\n",
            parts.status.as_u16(),
            parts.status.canonical_reason().unwrap_or("Status")
        )
        .into_bytes();
        for (name, value) in &parts.headers {
            if name != header::CONTENT_LENGTH {
                bytes.extend_from_slice(name.as_str().as_bytes());
                bytes.extend_from_slice(b": ");
                bytes.extend_from_slice(value.as_bytes());
                bytes.extend_from_slice(b"\r\n");
            }
        }
        let goes_on = if keep { "keep-alive" } else { "close" };
        let ends = format!(
            "content-length: {}\r\nconnection: {goes_on}\r\n\r\n",
            body.len()
        );
        bytes.extend_from_slice(ends.as_bytes());
        if !is_head {
            bytes.extend_from_slice(&body);
        }
        self.write(&bytes).await
    }
}

/// Reads a head; of two hosts, two lengths or a body in pieces none is believed.
fn understood(bytes: &[u8]) -> Result<Head, StatusCode> {
    let bad = StatusCode::BAD_REQUEST;
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Err(httparse::Error::TooManyHeaders) => {
            return Err(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
        }
        Ok(httparse::Status::Partial) | Err(_) => return Err(bad),
    }
    let method: Method = (parsed.method.unwrap_or_default())
        .parse()
        .map_err(|_| bad)?;
    let target = parsed.path.unwrap_or_default();
    if !target.starts_with('/') {
        return Err(bad);
    }
    let uri: Uri = target.parse().map_err(|_| bad)?;
    let mut map = HeaderMap::new();
    for header in parsed.headers.iter() {
        let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| bad)?;
        let value = HeaderValue::from_bytes(header.value).map_err(|_| bad)?;
        map.append(name, value);
    }
    let only = |name: HeaderName| -> Result<Option<&str>, StatusCode> {
        let mut all = map.get_all(&name).iter();
        match (all.next(), all.next()) {
            (_, Some(_)) => Err(bad),
            (Some(one), None) => one.to_str().map(Some).map_err(|_| bad),
            (None, None) => Ok(None),
        }
    };
    if only(header::HOST)?.is_none() {
        return Err(bad);
    }
    if map.contains_key(header::TRANSFER_ENCODING) {
        return Err(StatusCode::NOT_IMPLEMENTED);
    }
    let length = match only(header::CONTENT_LENGTH)? {
        Some(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            digits.parse().map_err(|_| bad)?
        }
        Some(_) => return Err(bad),
        None => 0,
    };
    let connection = only(header::CONNECTION)?.unwrap_or_default().to_lowercase();
    let keep = parsed.version == Some(1) && !connection.contains("close");
    let continues =
        only(header::EXPECT)?.is_some_and(|told| told.eq_ignore_ascii_case("100-continue"));
    let mut request = Request::new(Body::empty());
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.headers_mut() = map;
    Ok(Head {
        request,
        length,
        keep,
        continues,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_odd_is_no_request() {
        for (head, expected) in [
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Ok(0)),
            (
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
                Ok(5),
            ),
            ("GET / HTTP/1.1\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", Err(400)),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                Err(400),
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n",
                Err(400),
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                Err(400),
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
                Err(501),
            ),
            ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", Err(400)),
            ("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", Err(400)),
            ("nonsense\r\n\r\n", Err(400)),
        ] {
            let found = understood(head.as_bytes());
            let found = found.map(|head| head.length).map_err(|code| code.as_u16());
            assert_eq!(found, expected, "{head:?}");
        }
    }
}
