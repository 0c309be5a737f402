//! True against measured ascent, a sign for each run.

use super::super::cases::Kind;
use super::super::page::chosen;
use super::super::passage::Passage;
use super::super::source::NOISES;
use super::sheet::{WIDTH, columns, heading, noise_sign, noise_text, titled};
use comeback_report::charts::axis::{Scale, plain, ticks_up_to};
use comeback_report::charts::palette::Role;
use comeback_report::charts::scene::{Anchor, Area, Scene};

const SIDE: f64 = 300.0;

pub(super) fn draw(passages: &[Passage]) -> Scene {
    let words = "Each sign is one run. On the line the program is right; in the band the error is within the target (5 % or 5 m with a barometer, 10 % or 10 m with GPS altitude).";
    let (mut scene, top) = titled(
        SIDE + 190.0,
        "Ascent: what was climbed and what was measured",
        words,
    );
    let legend: Vec<_> = NOISES
        .iter()
        .map(|noise| {
            let (sign, role) = noise_sign(*noise);
            (sign, role, noise_text(*noise))
        })
        .collect();
    let items: Vec<_> = legend
        .iter()
        .map(|(s, r, t)| (*s, *r, t.as_str()))
        .collect();
    let top = top + scene.legend(&items, (16.0, top), WIDTH - 16.0) + 14.0;
    let outdoors = |p: &Passage| p.kind != Kind::Treadmill;
    let most = chosen(passages, outdoors)
        .filter_map(|p| p.ascent)
        .map(|(truth, measured)| truth.max(measured))
        .fold(0.0, f64::max);
    for (barometer, left, share, metres, name) in [
        (true, 56.0, 0.05, 5.0, "barometer"),
        (false, 436.0, 0.10, 10.0, "GPS altitude"),
    ] {
        heading(&mut scene, (left, top), name);
        let area = Area::new(left, top + 14.0, left + SIDE, top + 14.0 + SIDE);
        let ticks = ticks_up_to(most, 5, &[]);
        let high = ticks.last().copied().unwrap_or(1.0);
        let x = Scale::new(0.0, high, area.left, area.right);
        let y = Scale::new(0.0, high, area.bottom, area.top);
        let allowed = |truth: f64| f64::max(metres, share * truth);
        let truths = (0..=100).map(|part| high * f64::from(part) / 100.0);
        let above = truths.clone().map(|t| (x.at(t), y.at(t + allowed(t))));
        let below = truths.rev().map(|t| (x.at(t), y.at(t - allowed(t))));
        let band = above.chain(below).collect();
        scene.fill(band, Role::Soft);
        let marks: Vec<_> = ticks.iter().map(|t| (x.at(*t), plain(*t))).collect();
        columns(&mut scene, area, &marks);
        for tick in &ticks {
            let at = y.at(*tick);
            scene.line(vec![(area.left, at), (area.right, at)], 1.0, Role::Grid);
            scene.text(
                (area.left - 6.0, at),
                Anchor::End,
                12.0,
                Role::Muted,
                &plain(*tick),
            );
        }
        scene.line(
            vec![(x.at(0.0), y.at(0.0)), (x.at(high), y.at(high))],
            1.4,
            Role::Axis,
        );
        for noise in NOISES {
            let (sign, role) = noise_sign(noise);
            let own = chosen(passages, move |p| {
                p.source.barometer() == barometer && p.noise == noise && p.kind != Kind::Treadmill
            });
            for (truth, measured) in own.filter_map(|p| p.ascent) {
                scene.sign(sign, (x.at(truth), y.at(measured)), 3.6, role);
            }
        }
        let middle = f64::midpoint(area.left, area.right);
        scene.text(
            (middle, area.bottom + 30.0),
            Anchor::Middle,
            12.0,
            Role::Muted,
            "true ascent, m; measured upward",
        );
    }
    scene
}
