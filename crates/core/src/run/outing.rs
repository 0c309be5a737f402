//! Recordings of one outing: a warm-up, the run and a jog home that the watch
//! was stopped between are one run for the tendon.

use super::Run;
use crate::limits;

/// So much may the clocks of two recordings overlap (design).
const CLOCK_MINUTES: f64 = 1.0;

impl Run {
    /// Whether this run goes on what an earlier one began: not so many minutes lie between the
    /// end of that and its start that both were a run of their own. Two that overlap are two
    /// tellings, and go on nothing.
    pub fn goes_on(&self, earlier: &Run) -> bool {
        let between = (self.start - earlier.end()).num_seconds() as f64 / 60.0;
        (-CLOCK_MINUTES..=limits::SAME_OUTING_MINUTES.value).contains(&between)
    }
}

/// The runs of an outing each, in order.
pub fn outings(runs: &[Run]) -> impl DoubleEndedIterator<Item = &[Run]> {
    runs.chunk_by(|earlier, run| run.goes_on(earlier))
}

/// Where the outing of the run at `index` begins in `runs`.
pub fn outing_begins(runs: &[Run], index: usize) -> usize {
    let before = runs.get(..=index).unwrap_or(runs);
    let goes_on = before
        .windows(2)
        .rev()
        .take_while(|pair| matches!(pair, [earlier, run] if run.goes_on(earlier)));
    index - goes_on.count().min(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::entry::StatedRun;
    use crate::diary::stated;
    use chrono::DateTime;

    fn run(at: &str, minutes: f64) -> Run {
        let told = StatedRun {
            minutes,
            ..StatedRun::default()
        };
        let at = DateTime::parse_from_rfc3339(at).expect("a moment");
        stated::run(at, &told)
    }

    #[test]
    fn a_watch_that_was_stopped_between_is_one_outing_and_a_run_in_the_evening_another() {
        let runs = [
            run("2026-10-05T07:00:00+02:00", 10.0),
            run("2026-10-05T07:30:00+02:00", 30.0),
            run("2026-10-05T08:00:00+02:00", 8.0),
            run("2026-10-05T08:28:01+02:00", 8.0),
            run("2026-10-05T18:00:00+02:00", 20.0),
            run("2026-10-05T18:10:00+02:00", 20.0),
        ];
        let sizes: Vec<usize> = outings(&runs).map(<[Run]>::len).collect();
        assert_eq!(sizes, [3, 1, 1, 1]);
        let begins: Vec<usize> = (0..6).map(|index| outing_begins(&runs, index)).collect();
        assert_eq!(begins, [0, 0, 0, 3, 4, 5]);
    }
}
