//! Which recordings are copies of one run: the connected components of `same_run`.

use crate::copies::CopyFacts;
use comeback_core::run::RunId;
use comeback_files::same_run;
use comeback_store::KeptCopy;
use std::collections::{BTreeMap, HashMap};

/// How far apart two recordings of one run can start, s: a clock that is wrong by
/// a zone, and a recording that lasts over night.
pub(super) const FARTHEST_COPY_S: f64 = 3.0 * 86_400.0;

/// The groups of copies that hold a new one, each as sorted indices.
pub(super) fn with_new(copies: &[KeptCopy<CopyFacts>], first_new: usize) -> Vec<Vec<usize>> {
    let count = copies.len();
    let mut leader: Vec<usize> = (0..count).collect();
    let mut first_of: HashMap<&RunId, usize> = HashMap::with_capacity(count);
    for (index, copy) in copies.iter().enumerate() {
        // Recordings that start in the same second are one run, too: so says the id.
        match first_of.get(&copy.run) {
            Some(&first) => join(&mut leader, first, index),
            None => {
                first_of.insert(&copy.run, index);
            }
        }
    }
    let start = |index: usize| copies.get(index).map_or(0.0, |copy| copy.start_s);
    let mut by_start: Vec<usize> = (0..count).collect();
    by_start.sort_unstable_by(|&a, &b| start(a).total_cmp(&start(b)));
    for new in first_new..count {
        let (from, to) = (start(new) - FARTHEST_COPY_S, start(new) + FARTHEST_COPY_S);
        let first = by_start.partition_point(|&other| start(other) < from);
        let near = by_start.iter().skip(first).copied();
        for other in near.take_while(|&other| start(other) <= to) {
            if let (Some(a), Some(b)) = (copies.get(new), copies.get(other))
                && other < new
                && (a.own_id == b.own_id || is_copy(a, b))
            {
                join(&mut leader, new, other);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..count {
        groups.entry(find(&leader, index)).or_default().push(index);
    }
    groups
        .into_values()
        .filter(|group| group.last().is_some_and(|&last| last >= first_new))
        .collect()
}

/// Whether two recordings are one run. Those that follow one another in one file are two, however
/// alike they are: no watch writes a run twice with two clocks, and a split makes halves.
fn is_copy(a: &KeptCopy<CopyFacts>, b: &KeptCopy<CopyFacts>) -> bool {
    let is_apart = a.end_s <= b.start_s + 1.0 || b.end_s <= a.start_s + 1.0;
    let follow = a.sha256 == b.sha256 && a.end_s > a.start_s && is_apart;
    !follow && same_run(&a.copy.sketch, &b.copy.sketch)
}

fn find(leader: &[usize], mut index: usize) -> usize {
    while let Some(&up) = leader.get(index)
        && up != index
    {
        index = up;
    }
    index
}

/// The smaller index leads, so the outcome does not depend on the order of joining.
fn join(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(leader, a), find(leader, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(slot) = leader.get_mut(high) {
        *slot = low;
    }
}
