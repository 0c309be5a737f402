//! `comeback serve`: the desk on a local page, and the phone's check-in at home.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, Seen};
use comeback_desk::{Desk, Device, Devices, Doors, open};
use comeback_store::find_among;
use serde::Serialize;
use std::net::{IpAddr, UdpSocket};
use std::sync::{Arc, Mutex};

/// Show everything on a local page, and take check-ins there or from a phone at home
///
/// The page answers this machine only, to who holds the key in the printed address.
/// With --lan a phone in the same network can be paired: it enters a check-in or done,
/// takes them back and sees today, nothing else. Plain http in a home network can be
/// read by others in it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback serve
  comeback serve --lan                   asks, then shows a code for the phone's camera
  comeback serve --devices               the phones that are paired
  comeback serve --revoke 2              take one out")]
pub(super) struct Arguments {
    /// Port on this machine; 0 takes a free one
    #[arg(long, value_name = "P", default_value_t = 8710)]
    port: u16,
    /// Let a paired phone in by this machine's address at home
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1)]
    #[expect(clippy::option_option, reason = "`--lan` alone and `--lan ADDRESS`")]
    lan: Option<Option<IpAddr>>,
    /// List the phones that are paired
    #[arg(long, conflicts_with_all = ["lan", "revoke"])]
    devices: bool,
    /// Take a phone out by its number
    #[arg(long, value_name = "N", conflicts_with = "lan")]
    revoke: Option<u64>,
}

#[derive(Debug, Serialize)]
struct DevicesJson<'a> {
    devices: Vec<DeviceJson<'a>>,
}

#[derive(Debug, Serialize)]
struct DeviceJson<'a> {
    number: u64,
    name: &'a str,
    athlete: &'a str,
    since: String,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let devices = Devices::of(call.home.cache());
    if let Some(number) = arguments.revoke {
        let out = devices.revoke(number)?;
        call.out
            .say(&format!("{} ({number}) is not paired any more", out.name));
        return Ok(Exit::Done);
    }
    if arguments.devices {
        return list(call, &devices.all());
    }
    // Refused at once, not at the first visit.
    let mut seen = Seen::default();
    if is_of_all(call)? {
        if arguments.lan.is_some() {
            return Err(AppError::Refused(format!(
                "what a phone enters is one athlete's, and there is no `{}` here: say whose with --athlete NAME",
                call.athlete
            )));
        }
    } else {
        call.open()?;
        seen.refuse_gone(&call.home, &call.athlete)?;
    }
    let home = match arguments.lan {
        Some(told) => Some(at_home(call, told)?),
        None => None,
    };
    let desk = Desk {
        home: call.home.clone(),
        athlete: call.athlete.clone(),
        athlete_named: call.athlete_named,
        as_of: call.as_of.clone(),
        inbox: call.inbox.clone(),
        seen: Arc::new(Mutex::new(seen)),
        known: Arc::default(),
    };
    let doors = Doors {
        port: arguments.port,
        home,
    };
    let opened = open(desk, doors)?;
    call.out.text(&format!("{}\n", opened.address()))?;
    call.out
        .say("open this address; the key in it is for you alone. Stop with Ctrl-C");
    if let Some((address, picture)) = opened.pairing()? {
        call.out.text(&format!("{address}\n"))?;
        call.out.say(&format!("{picture}\nscan it with the phone's camera, in the same Wi-Fi: it pairs one phone, within ten minutes"));
    }
    opened.run()?;
    Ok(Exit::Done)
}

/// Whether the home holds athletes, and none of the name that is taken when none is said:
/// a coach's home. Its first page is that of all athletes.
fn is_of_all(call: &Call) -> Result<bool, AppError> {
    call.check_home()?;
    let there = call.home.athletes()?;
    let is_known = find_among(&there, call.athlete.shown()).is_some();
    Ok(!call.athlete_named && !is_known && !there.is_empty())
}

fn list(call: &Call, all: &[Device]) -> Result<Exit, AppError> {
    if call.out.json {
        let devices = all
            .iter()
            .map(|device| DeviceJson {
                number: device.number,
                name: &device.name,
                athlete: &device.athlete,
                since: device.since.to_rfc3339(),
            })
            .collect();
        call.out.json(&DevicesJson { devices })?;
    } else if all.is_empty() {
        call.out
            .say("no phone is paired; `comeback serve --lan` pairs one");
    } else {
        for device in all {
            call.out.text(&format!(
                "{:>3}  {}  for {}  since {}\n",
                device.number,
                device.name,
                device.athlete,
                device.since.format("%Y-%m-%d")
            ))?;
        }
    }
    Ok(Exit::Done)
}

/// The address at home, once it was agreed to open a door there.
fn at_home(call: &Call, told: Option<IpAddr>) -> Result<IpAddr, AppError> {
    let address = match told {
        Some(address) => address,
        None => own_address().ok_or_else(|| {
            AppError::Refused(
                "no network is found; say this machine's address with --lan 192.168.1.23"
                    .to_owned(),
            )
        })?,
    };
    if address.is_unspecified() {
        return Err(AppError::Refused(
            "one address is opened, not all; say which with --lan 192.168.1.23".to_owned(),
        ));
    }
    let question = format!(
        "Everybody in this network will reach the check-in page on {address}, and on plain http they can read what a paired phone sends. Open it?"
    );
    if call.is_agreed(&question) {
        Ok(address)
    } else {
        Err(AppError::Refused(format!(
            "the door on {address} stays closed; --yes opens it without being asked"
        )))
    }
}

/// The address by which this machine is reached in its network. Nothing is sent: a
/// datagram socket only looks up the way.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind(("0.0.0.0", 0)).ok()?;
    // An address of documentation (RFC 5737), behind the default gateway.
    socket.connect(("192.0.2.1", 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}
