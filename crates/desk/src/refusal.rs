//! What every answer says to a browser, and the page that only says why there is none.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;

/// What every answer says to the browser: nothing of any other place, no script but ours
/// from its own address, nobody may frame it, nothing is kept.
pub(crate) fn guard(headers: &mut HeaderMap) {
    let fixed = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
             img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// A page that only says why there is none.
pub(crate) fn refusal(status: StatusCode, why: &str) -> Response<Body> {
    let body = html! {
        (maud::DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "comeback" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/desk.css";
            }
            body { div class="page" { main { h1 { "comeback" } p class="lead" { (why) } p class="below" { a href="/" { "To the first page" } } } } }
        }
    };
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut answer = (status, kind, body.into_string()).into_response();
    guard(answer.headers_mut());
    answer
}
