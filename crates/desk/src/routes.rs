//! What is asked for at which address, and by whom it is answered.

use crate::address::address;
use crate::fields::{Fields, unescaped};
use crate::gate::Seen;
use crate::refusal::{guard, refusal};
use crate::said::Said;
use crate::shared::Shared;
use crate::uploads::Upload;
use crate::{acts, feed, pages, phone};
use axum::body::Body;
use axum::extract::{Form, FromRequest, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router, middleware};
use comeback_app::AppError;
use std::sync::Arc;

type Desks = State<Arc<Shared>>;

/// The door on this machine.
pub(crate) fn here(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(first))
        .route("/roster", get(roster))
        .route("/phone", get(phones).post(phones_changed))
        .route("/a/{athlete}/{page}", get(page).post(act))
        .route("/a/{athlete}/{page}/{item}", get(item))
        .route("/calendar.ics", get(calendar))
        .route("/desk.css", get(style))
        .route(
            "/desk.js",
            get(|| async { script(include_str!("desk.js")) }),
        )
        .fallback(nothing)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::map_response(guarded))
        .with_state(shared)
}

/// The door at home: a check-in, `done` and undo, and today.
pub(crate) fn home(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(phone_page))
        .route("/pair", post(pair))
        .route("/log/{act}", post(phone_act))
        .route("/desk.css", get(style))
        .route(
            "/phone.js",
            get(|| async { script(include_str!("phone.js")) }),
        )
        .fallback(nothing)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::map_response(guarded))
        .with_state(shared)
}

async fn guarded(mut answer: Response) -> Response {
    guard(answer.headers_mut());
    answer
}

/// Does work that waits for files on a thread of its own.
async fn work<F>(shared: Arc<Shared>, make: F) -> Response
where
    F: FnOnce(&Shared) -> Result<Response, AppError> + Send + 'static,
{
    let made = tokio::task::spawn_blocking(move || make(&shared)).await;
    match made {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => refusal(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()),
        Err(_) => refusal(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this page could not be made; the log is as it was",
        ),
    }
}

fn html(page: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (kind, page.to_owned()).into_response()
}

fn to(place: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

fn script(text: &'static str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, text).into_response()
}

async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, pages::style()).into_response()
}

async fn nothing() -> Response {
    refusal(StatusCode::NOT_FOUND, "there is no such page")
}

async fn not_so() -> Response {
    refusal(StatusCode::METHOD_NOT_ALLOWED, "not so")
}

async fn first(State(shared): Desks) -> Response {
    work(shared, |shared| {
        let desk = &shared.desk;
        Ok(if desk.begins_with_all()? {
            to("/roster")
        } else {
            to(&address(&desk.athlete, "today"))
        })
    })
    .await
}

async fn roster(State(shared): Desks, Query(asked): Query<Fields>) -> Response {
    work(shared, move |shared| {
        pages::roster::page(shared, &asked).map(|page| html(&page))
    })
    .await
}

async fn page(
    State(shared): Desks,
    Path((athlete, page)): Path<(String, String)>,
    Query(asked): Query<Fields>,
) -> Response {
    work(shared, move |shared| {
        let made = pages::page(shared, &athlete, &page, None, &asked)?;
        Ok(made.map_or_else(no_page, |page| html(&page)))
    })
    .await
}

async fn item(
    State(shared): Desks,
    Path((athlete, page, item)): Path<(String, String, String)>,
    Query(asked): Query<Fields>,
) -> Response {
    work(shared, move |shared| {
        let made = pages::page(shared, &athlete, &page, Some(&item), &asked)?;
        Ok(made.map_or_else(no_page, |page| html(&page)))
    })
    .await
}

fn no_page() -> Response {
    refusal(StatusCode::NOT_FOUND, "there is no such page")
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .is_some_and(|kinds| kinds.as_bytes().starts_with(b"application/json"))
}

async fn act(
    State(shared): Desks,
    Path((athlete, name)): Path<(String, String)>,
    request: Request<Body>,
) -> Response {
    let json = wants_json(request.headers());
    let upload = request.extensions().get::<Arc<Upload>>().cloned();
    let file = request
        .headers()
        .get("x-file-name")
        .and_then(|name| name.to_str().ok())
        .map(unescaped)
        .unwrap_or_default();
    let mut fields = match upload {
        Some(_) => Fields::new(),
        None => match Form::<Fields>::from_request(request, &()).await {
            Ok(Form(fields)) => fields,
            Err(refused) => return refused.into_response(),
        },
    };
    work(shared, move |shared| {
        let athlete = shared.desk.find(&athlete)?;
        let word = once(&mut fields, athlete.as_str());
        let said = shared.said.once(word, || {
            let outcome = match upload {
                Some(upload) => acts::import(&shared.desk, &athlete, &upload, &file),
                None => acts::act(&shared.desk, &athlete, &name, &fields),
            };
            Ok(outcome.unwrap_or_else(|error| Said::refused(&error)))
        })?;
        if json {
            return Ok(told(&said));
        }
        let back = fields
            .get("back")
            .map(String::as_str)
            .filter(|page| pages::leads_back(page))
            .unwrap_or("today");
        let number = shared.said.keep(said);
        let place = address(&athlete, back);
        Ok(to(&format!("{place}?said={number}#said")))
    })
    .await
}

/// What tells a tap that is sent again from another one, of whoever sent it.
fn once(fields: &mut Fields, whose: &str) -> Option<String> {
    let word = fields.remove("once").filter(|word| word.len() <= 64)?;
    Some(format!("{whose} {word}"))
}

fn told(said: &Said) -> Response {
    let status = if said.ok {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let text = serde_json::to_string(said).unwrap_or_default();
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, text).into_response()
}

async fn calendar(State(shared): Desks, Query(asked): Query<Fields>) -> Response {
    work(shared, move |shared| {
        let text = feed::calendar(shared, &asked)?;
        let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
        Ok((kind, text).into_response())
    })
    .await
}

async fn phones(State(shared): Desks) -> Response {
    work(shared, |shared| {
        phone::desk_page(shared).map(|page| html(&page))
    })
    .await
}

async fn phones_changed(State(shared): Desks, Form(fields): Form<Fields>) -> Response {
    work(shared, move |shared| {
        if let Some(number) = fields.get("revoke").and_then(|number| number.parse().ok()) {
            shared.devices.revoke(number)?;
        }
        Ok(to("/phone"))
    })
    .await
}

async fn phone_page(
    State(shared): Desks,
    Extension(seen): Extension<Seen>,
    Query(asked): Query<Fields>,
) -> Response {
    work(shared, move |shared| {
        Ok(html(&match seen {
            Seen::Phone(number) => phone::page(shared, number, &asked)?,
            _ => phone::stranger(),
        }))
    })
    .await
}

async fn pair(State(shared): Desks, headers: HeaderMap, Form(fields): Form<Fields>) -> Response {
    work(shared, move |shared| {
        let agent = headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default();
        let told = fields.get("token").map_or("", String::as_str);
        Ok(match phone::pair(shared, told, agent)? {
            Some(cookie) => {
                let headers = [
                    (header::SET_COOKIE, cookie),
                    (header::CONTENT_TYPE, "application/json".to_owned()),
                ];
                (headers, r#"{"ok":true}"#).into_response()
            }
            None => refusal(
                StatusCode::FORBIDDEN,
                "this code was used already or is too old; show a new one with `comeback serve --lan`",
            ),
        })
    })
    .await
}

async fn phone_act(
    State(shared): Desks,
    Extension(seen): Extension<Seen>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Form(mut fields): Form<Fields>,
) -> Response {
    let json = wants_json(&headers);
    let Seen::Phone(number) = seen else {
        return refusal(StatusCode::FORBIDDEN, "this phone is not paired");
    };
    work(shared, move |shared| {
        let word = once(&mut fields, &format!("phone {number}"));
        let said = (shared.said).once(word, || phone::act(shared, number, &name, &fields))?;
        if json {
            return Ok(told(&said));
        }
        let number = shared.said.keep(said);
        Ok(to(&format!("/?said={number}#said")))
    })
    .await
}
