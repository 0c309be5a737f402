//! Opening the doors, and answering at them until the process ends.

use crate::desk::Desk;
use crate::gate::{Door, Gate};
use crate::pairing::Pairing;
use crate::routes;
use crate::shared::Shared;
use crate::wire;
use axum::Router;
use comeback_app::AppError;
use comeback_store::random_key;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;

/// Connections that are open at once; a further one is told so.
const MOST_OPEN: usize = 256;
/// The same of the door at home, so that nobody there can shut the one here.
const MOST_AT_HOME: usize = 32;
/// Pages that are computed at once; further ones wait.
const AT_WORK: usize = 4;
/// How often what came for the athletes of a coach is looked at while nobody asks.
const ROSTER_EVERY: Duration = Duration::from_mins(10);

/// Where the doors are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doors {
    /// On this machine; 0 takes a free one.
    pub port: u16,
    /// The address at home, where a phone may come in.
    pub home: Option<IpAddr>,
}

/// Doors that are open and not yet answered at.
pub struct Open {
    here: TcpListener,
    home: Option<TcpListener>,
    shared: Arc<Shared>,
    key: String,
    port: u16,
    at_home: Option<String>,
}

/// Binds the doors, so that what cannot be opened is said before anything is printed.
///
/// # Errors
/// A port is taken, an address is not this machine's, or a key cannot be made.
pub fn open(desk: Desk, doors: Doors) -> Result<Open, AppError> {
    let failed = |what: &str| {
        let what = what.to_owned();
        move |error| AppError::file(Path::new(&what), error)
    };
    let bind = |address: SocketAddr| -> Result<(TcpListener, u16), AppError> {
        let listener = TcpListener::bind(address).map_err(failed(&address.to_string()))?;
        listener
            .set_nonblocking(true)
            .map_err(failed(&address.to_string()))?;
        let port = listener
            .local_addr()
            .map_err(failed(&address.to_string()))?
            .port();
        Ok((listener, port))
    };
    let (here, port) = bind((Ipv4Addr::LOCALHOST, doors.port).into())?;
    let home = match doors.home {
        Some(address) => Some(bind((address, port).into())?.0),
        None => None,
    };
    let at_home = doors
        .home
        .map(|address| SocketAddr::from((address, port)).to_string());
    let feed = crate::feed::key(&desk.home)?;
    let pairing = Pairing::new(at_home.clone());
    let shared = Arc::new(Shared::new(desk, pairing, feed, port));
    Ok(Open {
        here,
        home,
        shared,
        key: random_key()?,
        port,
        at_home,
    })
}

impl Open {
    /// The address of the desk, with the key that opens it.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?key={}", self.port, self.key)
    }

    /// The address that pairs one phone, and the same as a picture of characters.
    ///
    /// # Errors
    /// No key can be made.
    pub fn pairing(&self) -> Result<Option<(String, String)>, AppError> {
        let Some(address) = self.shared.pairing.begin()? else {
            return Ok(None);
        };
        let picture = crate::phone::characters(&address);
        Ok(Some((address, picture)))
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// The machine lets no more be done.
    pub fn run(self) -> Result<(), AppError> {
        let failed = |error| AppError::file(Path::new("the local page"), error);
        let runtime = Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(AT_WORK)
            .build()
            .map_err(failed)?;
        keep_roster(Arc::clone(&self.shared));
        runtime.block_on(async {
            let devices = self.shared.devices.clone();
            let gate = Gate::here(self.port, &self.key, &self.shared.feed, devices.clone());
            let router = routes::here(Arc::clone(&self.shared));
            let here = answer_at(self.here, gate, router, MOST_OPEN);
            match (self.home, self.at_home) {
                (Some(home), Some(host)) => {
                    let gate = Gate::home(vec![host], devices);
                    let router = routes::home(Arc::clone(&self.shared));
                    let home = answer_at(home, gate, router, MOST_AT_HOME);
                    let home = tokio::spawn(home);
                    here.await.map_err(failed)?;
                    home.abort();
                    Ok(())
                }
                _ => here.await.map_err(failed),
            }
        })
    }
}

/// Where there are several athletes, makes the lines of the roster while nobody waits for
/// them: the page of a morning finds them. What fails is said on the page.
fn keep_roster(shared: Arc<Shared>) {
    let several = |shared: &Shared| {
        let athletes = shared.desk.home.athletes();
        athletes.is_ok_and(|athletes| athletes.len() > 1)
    };
    if shared.desk.as_of.is_some() {
        return;
    }
    std::thread::spawn(move || {
        loop {
            if several(&shared) {
                shared.keep_roster();
            }
            std::thread::sleep(ROSTER_EVERY);
        }
    });
}

async fn answer_at(
    listener: TcpListener,
    gate: Gate,
    router: Router,
    most: usize,
) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (gate, room) = (Arc::new(gate), Arc::new(Semaphore::new(most)));
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of descriptors, or a client that was gone already: wait, go on.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        match Arc::clone(&room).try_acquire_owned() {
            Ok(place) => {
                let (gate, router) = (Arc::clone(&gate), router.clone());
                tokio::spawn(async move {
                    wire::answer(stream, peer.ip(), gate, router).await;
                    drop(place);
                });
            }
            Err(_) if gate.door == Door::Here => {
                tokio::spawn(wire::turn_away(stream));
            }
            // At home nobody is owed an answer.
            Err(_) => drop(stream),
        }
    }
}
