//! One log on several devices: whatever way the lines travel, the history is the same.

use chrono::{DateTime, TimeDelta, Utc};
use comeback_core::diary::{Act, Entry, EntryId, Line, Record, TakenBack, What};
use comeback_core::units::PainScore;
use comeback_store::{AthleteName, Draft, Home, Store};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// What a device does next.
#[derive(Debug, Clone)]
enum Step {
    Pain(u8),
    /// Of the lines that it knows, the one at this place.
    Edit(usize, u8),
    Void(usize),
    Undo,
    /// Takes a copy of what another device has written so far.
    Fetch(usize),
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    let step = prop_oneof![
        3 => (0_u8..=10).prop_map(Step::Pain),
        3 => (any::<usize>(), 0_u8..=10).prop_map(|(at, score)| Step::Edit(at, score)),
        2 => any::<usize>().prop_map(Step::Void),
        1 => Just(Step::Undo),
        3 => (0_usize..3).prop_map(Step::Fetch),
    ];
    prop::collection::vec((0_usize..3, step), 1..40)
}

fn pain(score: u8, at: DateTime<Utc>) -> Entry {
    Entry {
        at: at.fixed_offset(),
        what: What::Pain {
            score: PainScore::new(f64::from(score)).expect("a score"),
            during: None,
            site: None,
            now: None,
        },
        note: None,
    }
}

/// The act of a step by what a device knows; `None` where there is nothing to do it to.
fn act(step: &Step, record: &Record, at: DateTime<Utc>) -> Option<Act> {
    let counting: Vec<(&Line, &Entry)> = record.counting().collect();
    let chosen = |place: usize| {
        let count = counting.len();
        (count > 0).then(|| counting[place % count].0.id.clone())
    };
    let taken = |line: EntryId| TakenBack {
        at: at.fixed_offset(),
        line,
        why: None,
    };
    Some(match step {
        Step::Pain(score) => Act::Enter {
            entry: pain(*score, at),
            supersedes: None,
        },
        Step::Edit(place, score) => Act::Enter {
            entry: pain(*score, at),
            supersedes: Some(chosen(*place)?),
        },
        Step::Void(place) => Act::Void(taken(chosen(*place)?)),
        Step::Undo => Act::Undo(taken(
            record
                .lines()
                .rev()
                .find(|line| record.counts(&line.id) && !matches!(line.act, Act::Undo(_)))?
                .id
                .clone(),
        )),
        Step::Fetch(_) => return None,
    })
}

struct Device {
    home: PathBuf,
    /// How far its clock is off.
    off: TimeDelta,
}

impl Device {
    fn store(&self) -> Store {
        let name = AthleteName::new("me").expect("a name");
        Home::new(&self.home).store(&name).expect("a store")
    }

    fn record(&self) -> Record {
        let diary = self.store().diary(&|_| Ok(())).expect("reads");
        assert_eq!(diary.set_aside, []);
        diary.record
    }

    /// Does a step, and gives the lines that it wrote.
    fn take(&self, step: &Step, clock: DateTime<Utc>) -> usize {
        let clock = clock + self.off;
        match act(step, &self.record(), clock) {
            Some(act) => {
                let draft = Draft { act, import: None };
                self.store()
                    .append(vec![draft], clock)
                    .expect("writes")
                    .len()
            }
            None => 0,
        }
    }

    fn diary(&self) -> PathBuf {
        self.home.join("athletes/me/diary")
    }

    /// Copies the other's files, as a sync program does: over an older copy, and of a
    /// file that both have under a name of its own.
    fn fetch(&self, from: &Device) {
        if self.home == from.home {
            return;
        }
        let Ok(files) = std::fs::read_dir(from.diary()) else {
            return;
        };
        std::fs::create_dir_all(self.diary()).expect("a folder");
        for file in files {
            let file = file.expect("a file").path();
            let name = file
                .file_name()
                .expect("a name")
                .to_str()
                .expect("UTF-8")
                .to_owned();
            let target = self.diary().join(&name);
            if is_behind(&target, &file) {
                std::fs::copy(&file, &target).expect("copies");
            } else {
                let stem = name.trim_end_matches(".jsonl");
                let copy = self
                    .diary()
                    .join(format!("{stem}.sync-conflict-20261122.jsonl"));
                std::fs::copy(&file, copy).expect("copies");
            }
        }
    }
}

fn is_behind(target: &Path, source: &Path) -> bool {
    let Ok(target) = std::fs::read(target) else {
        return true;
    };
    std::fs::read(source).expect("reads").starts_with(&target)
}

fn devices(folder: &Path, count: usize) -> Vec<Device> {
    (0..count)
        .map(|index| Device {
            home: folder.join(format!("home-{index}")),
            // One clock is an hour behind, one a day ahead.
            off: [TimeDelta::zero(), TimeDelta::hours(-1), TimeDelta::days(1)][index % 3],
        })
        .collect()
}

/// Runs the steps, lets all devices fetch from each other, and compares.
fn agree(count: usize, steps: &[(usize, Step)]) -> Record {
    let folder = tempfile::tempdir().expect("a folder");
    let devices = devices(folder.path(), count);
    let start = DateTime::<Utc>::from_timestamp(1_795_000_000, 0).expect("valid");
    let mut written = 0;
    for (index, (device, step)) in (0_i64..).zip(steps) {
        let device = &devices[device % count];
        if let Step::Fetch(other) = step {
            device.fetch(&devices[other % count]);
        } else {
            written += device.take(step, start + TimeDelta::minutes(index));
        }
    }
    for _ in 0..2 {
        for device in &devices {
            for other in &devices {
                device.fetch(other);
            }
        }
    }
    let first = devices[0].record();
    assert_eq!(first.lines().count(), written, "no line is lost on its way");
    for device in &devices[1..] {
        assert_eq!(device.record(), first);
    }
    first
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn devices_that_have_met_agree(count in 2_usize..=3, steps in steps()) {
        agree(count, &steps);
    }

    /// Any order, doubling and division of the lines gives the same record.
    #[test]
    fn the_way_of_the_lines_does_not_show(
        steps in steps(),
        order in any::<prop::sample::Index>(),
        doubled in prop::collection::vec(any::<bool>(), 40),
    ) {
        let start = DateTime::<Utc>::from_timestamp(1_795_000_000, 0).expect("valid");
        let mut lines: Vec<Line> = Vec::new();
        // Each device knows its own lines and those written before its last fetch.
        let mut known = [0_usize; 3];
        for (index, (device, step)) in (0_i64..).zip(&steps) {
            let device = device % 3;
            if matches!(step, Step::Fetch(_)) {
                known[device] = lines.len();
                continue;
            }
            let seen = lines.iter().enumerate().filter(|(place, line)| {
                *place < known[device] || line.id.0.ends_with(&device.to_string())
            });
            let record = Record::new(seen.map(|(_, line)| line.clone()));
            if let Some(act) = act(step, &record, start) {
                let id = EntryId(format!("{index:06}{device}"));
                lines.push(Line { id, import: None, act });
            }
        }
        let record = Record::new(lines.clone());
        let mut travelled = lines.clone();
        for (line, doubled) in lines.iter().zip(&doubled) {
            if *doubled {
                travelled.push(line.clone());
            }
        }
        if !travelled.is_empty() {
            let middle = order.index(travelled.len());
            travelled.rotate_left(middle);
        }
        travelled.reverse();
        prop_assert_eq!(Record::new(travelled), record.clone());
        // What counts counts once, and what was taken back by a line that stands does not.
        for (line, _) in record.counting() {
            prop_assert!(!record.is_taken_back(&line.id));
        }
    }
}

/// Two homes over a folder that is synced for long, by a fixed sequence of chances.
#[test]
fn two_homes_over_a_synced_folder_agree_after_many_steps() {
    let count: u64 = std::env::var("COMEBACK_SYNC_STEPS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(150);
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        usize::try_from(chance >> 33).expect("fits")
    };
    let steps: Vec<(usize, Step)> = (0..count)
        .map(|_| {
            let score = u8::try_from(next() % 11).expect("fits");
            let step = match next() % 12 {
                0..4 => Step::Pain(score),
                4..7 => Step::Edit(next(), score),
                7..9 => Step::Void(next()),
                9 => Step::Undo,
                _ => Step::Fetch(next() % 2),
            };
            (next() % 2, step)
        })
        .collect();
    let record = agree(2, &steps);
    assert!(record.lines().count() > steps.len() / 4);
}
