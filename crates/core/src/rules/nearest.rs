//! The smallest change that would have silenced a finding, found by trying: the
//! run a little shorter, a sprint fewer, a day later, the score lower. Each trial
//! asks the rule itself, so the answer is never more than the rule would say.

use super::{Context, Figure, Finding, Rule, Verdict, by_name};
use crate::diary::{History, PainEntry, TestEntry, response};
use crate::limits;
use crate::run::{EffortKind, Run, RunId};
use crate::units::{Metres, PainScore, Seconds, StepsPerMinute};
use chrono::{DateTime, Days, FixedOffset, TimeDelta};

/// One change of what is in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is changed, with its unit: `distance_m`, `pain`, `sprints`, `date` …
    pub what: &'static str,
    pub run: Option<RunId>,
    /// As it is; `None` where it is missing.
    pub was: Option<Figure>,
    /// As it would have to be.
    pub would: Figure,
    /// The same as a sentence.
    pub text: String,
}

/// A change with the history that it makes.
pub type Changed = (Change, History);

/// A run may be put off by so many days. (design)
const LATER_DAYS: u64 = 14;
/// Scores are logged in halves.
const HALF: f64 = 0.5;
/// Halvings of a range: a thousandth of it is left.
const HALVINGS: usize = 12;

/// The smallest change of the log after which the rule of a finding is silent
/// about it; `None` where no change of one thing does that.
pub fn nearest(history: &History, finding: &Finding) -> Option<Changed> {
    let rule = by_name(finding.rule)?;
    let asked = Asked {
        rule,
        history,
        finding,
        count: count(rule, history, finding),
    };
    let run = finding.run.as_ref().and_then(|id| asked.place(id));
    let efforts = |kind, what, words| asked.fewer_efforts(run?, kind, what, words);
    match rule.name {
        "red-flag" => asked.resolved(),
        "pain-too-high" | "pain-watch" | "pain-rising" | "pain-repeated" => asked.less_pain(),
        "pain-unlogged" => run.and_then(|at| asked.logged(at)),
        "long-run-spike" => run.and_then(|at| asked.less_distance(at)),
        "jump-after-break" | "weekly-spike" => run.and_then(|at| asked.less_running(at)),
        "two-factors-at-once" | "gait-order" => run
            .and_then(|at| asked.less_running(at))
            .or_else(|| run.and_then(|at| asked.less_hard(at)))
            .or_else(|| efforts(EffortKind::Hill, "hills", "climbs"))
            .or_else(|| efforts(EffortKind::Sprint, "sprints", "sprints"))
            .or_else(|| efforts(EffortKind::HillSprint, "hill_sprints", "hill sprints"))
            .or_else(|| run.and_then(|at| asked.later(at)))
            .or_else(|| run.and_then(|at| asked.left_out(at))),
        "intensity-early" => run
            .and_then(|at| asked.less_hard(at))
            .or_else(|| run.and_then(|at| asked.left_out(at))),
        "sprint-early" => efforts(EffortKind::Sprint, "sprints", "sprints"),
        "hills-early" => efforts(EffortKind::Hill, "hills", "climbs"),
        "hill-sprint-early" => efforts(EffortKind::HillSprint, "hill_sprints", "hill sprints"),
        "new-downhill" => efforts(EffortKind::Downhill, "downhills", "descents"),
        "new-intervals" => efforts(EffortKind::Interval, "intervals", "intervals"),
        "frequency-early" | "frequency-jump" | "rest-too-short" => run
            .and_then(|at| asked.later(at))
            .or_else(|| run.and_then(|at| asked.left_out(at))),
        "cadence-low" | "cadence-target-missed" => run.and_then(|at| asked.more_cadence(at)),
        "sitting" => asked.less_sitting(),
        "stretching" => asked.without_stretch(),
        "rehab-retest" => asked.passed_test(),
        "rehab-compression" => asked.less_flexion(),
        _ => None,
    }
}

/// How many findings of the rule there are from the finding's day on: one that
/// only moves to another day is not silenced.
fn count(rule: &Rule, history: &History, finding: &Finding) -> usize {
    let context = Context::new(history, finding.date);
    (rule.check)(&context)
        .iter()
        .filter(|verdict| {
            matches!(verdict, Verdict::Fires(found) if rule.lasting || found.date >= finding.date)
        })
        .count()
}

/// A finding and what is asked about it.
struct Asked<'a> {
    rule: &'static Rule,
    history: &'a History,
    finding: &'a Finding,
    count: usize,
}

impl Asked<'_> {
    fn silent(&self, history: &History) -> bool {
        count(self.rule, history, self.finding) < self.count
    }

    fn place(&self, id: &RunId) -> Option<usize> {
        self.history.runs.iter().position(|run| run.id == *id)
    }

    fn run(&self, index: usize) -> Option<&Run> {
        self.history.runs.get(index)
    }

    fn with(&self, index: usize, change: impl FnOnce(&mut Run)) -> History {
        let mut history = self.history.clone();
        if let Some(run) = history.runs.get_mut(index) {
            change(run);
        }
        history
    }

    /// The largest value in steps below `was` at which the rule is silent.
    fn largest(
        &self,
        was: f64,
        step: f64,
        make: impl Fn(f64) -> History,
    ) -> Option<(f64, History)> {
        let steps = |value: f64| (value / step + 1e-9).floor() * step;
        let (mut low, mut high) = (0.0, was);
        let mut found = None;
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            let value = steps(middle);
            let history = make(value);
            if self.silent(&history) {
                found = Some((value, history));
                low = middle;
            } else {
                high = middle;
            }
        }
        // Halving ends beside the edge: the last steps are walked.
        if let Some((value, _)) = found {
            for more in 1..=4 {
                let next = value + f64::from(more) * step;
                let history = make(next);
                if next >= was || !self.silent(&history) {
                    break;
                }
                found = Some((next, history));
            }
        }
        found.filter(|(value, _)| *value > 0.0)
    }

    fn less_distance(&self, index: usize) -> Option<Changed> {
        let was = self.run(index)?.distance?;
        // To 10 m: a watch tells no more.
        let (metres, history) = self.largest(was.get(), 10.0, |metres| {
            self.with(index, |run| scale(run, metres / was.get()))
        })?;
        let change = Change {
            what: "distance_m",
            run: self.finding.run.clone(),
            was: Some(was.get().into()),
            would: metres.into(),
            text: format!(
                "up to {:.2} km instead of {:.2} km on {}",
                metres / 1000.0,
                was.get() / 1000.0,
                self.run(index)?.date()
            ),
        };
        Some((change, history))
    }

    fn less_running(&self, index: usize) -> Option<Changed> {
        let was = self
            .run(index)?
            .running_minutes()
            .filter(|&was| was > 0.0)?;
        let (minutes, history) = self.largest(was, HALF, |minutes| {
            self.with(index, |run| scale(run, minutes / was))
        })?;
        let change = Change {
            what: "running_min",
            run: self.finding.run.clone(),
            was: Some(was.into()),
            would: minutes.into(),
            text: format!(
                "up to {minutes} running minutes instead of {was:.1} on {}",
                self.run(index)?.date()
            ),
        };
        Some((change, history))
    }

    fn less_hard(&self, index: usize) -> Option<Changed> {
        let was = self.run(index)?.hard_minutes().filter(|&was| was > 0.0)?;
        let with =
            |minutes: f64| self.with(index, |run| run.hard = Some(Seconds::from_minutes(minutes)));
        let found = self.largest(was, HALF, with).or_else(|| {
            let none = with(0.0);
            self.silent(&none).then_some((0.0, none))
        });
        let (minutes, history) = found?;
        let date = self.run(index)?.date();
        let change = Change {
            what: "hard_min",
            run: self.finding.run.clone(),
            was: Some(was.into()),
            would: minutes.into(),
            text: if minutes > 0.0 {
                format!("up to {minutes} hard minutes instead of {was:.1} on {date}")
            } else {
                format!("no hard minute instead of {was:.1} on {date}")
            },
        };
        Some((change, history))
    }

    fn fewer_efforts(
        &self,
        index: usize,
        kind: EffortKind,
        what: &'static str,
        words: &str,
    ) -> Option<Changed> {
        let was = self.run(index)?.count(kind).filter(|&was| was > 0)?;
        let (kept, history) = (0..was).rev().find_map(|kept| {
            let history = self.with(index, |run| keep(run, kind, kept));
            self.silent(&history).then_some((kept, history))
        })?;
        let change = Change {
            what,
            run: self.finding.run.clone(),
            was: Some(was.into()),
            would: kept.into(),
            text: format!(
                "{kept} {words} instead of {was} on {}",
                self.run(index)?.date()
            ),
        };
        Some((change, history))
    }

    fn later(&self, index: usize) -> Option<Changed> {
        let run = self.run(index)?;
        let (days, history) = (1..=LATER_DAYS).find_map(|days| {
            let mut history = self.with(index, |run| run.start = run.start + Days::new(days));
            history.runs.sort_by_key(|run| run.start);
            // A run after today would be none: the moment goes with it.
            history.now = history.now.max(run.start + Days::new(days));
            self.silent(&history).then_some((days, history))
        })?;
        let would = run.date() + Days::new(days);
        let change = Change {
            what: "date",
            run: self.finding.run.clone(),
            was: Some(run.date().to_string().into()),
            would: would.to_string().into(),
            text: format!("on {would} or later instead of {}", run.date()),
        };
        Some((change, history))
    }

    fn left_out(&self, index: usize) -> Option<Changed> {
        let run = self.run(index)?;
        let mut history = self.history.clone();
        history.runs.remove(index);
        let change = Change {
            what: "runs",
            run: self.finding.run.clone(),
            was: Some(1_usize.into()),
            would: 0_usize.into(),
            text: format!("without the run of {}", run.date()),
        };
        self.silent(&history).then_some((change, history))
    }

    fn less_pain(&self) -> Option<Changed> {
        let run = self
            .finding
            .run
            .as_ref()
            .and_then(|id| self.history.run(id));
        let speaks = |entry: &PainEntry| match run {
            Some(run) => response::belongs(entry, run),
            // Pain that lasts or does not improve: all that was logged.
            None => true,
        };
        let pain = self.history.pain.iter();
        let worst = pain
            .filter(|entry| speaks(entry))
            .map(|entry| entry.score.get())
            .reduce(f64::max)?;
        let steps = (worst / HALF).ceil() as u32;
        let (score, history) = (0..steps).rev().find_map(|step| {
            let score = f64::from(step) * HALF;
            let mut history = self.history.clone();
            let most = PainScore::new(score).ok()?;
            for entry in history.pain.iter_mut().filter(|entry| speaks(entry)) {
                if entry.score > most {
                    entry.score = most;
                }
            }
            self.silent(&history).then_some((score, history))
        })?;
        let change = Change {
            what: "pain",
            run: self.finding.run.clone(),
            was: Some(worst.into()),
            would: score.into(),
            text: match run {
                Some(run) => format!(
                    "no score over {score} in the 48 h of the run of {} (the highest was {worst})",
                    run.date()
                ),
                None => format!("no score over {score} (the highest was {worst})"),
            },
        };
        Some((change, history))
    }

    fn logged(&self, index: usize) -> Option<Changed> {
        let run = self.run(index)?;
        let (history, text) = complete(self.history, run)?;
        let change = Change {
            what: "entry",
            run: self.finding.run.clone(),
            was: None,
            would: 0.0.into(),
            text,
        };
        self.silent(&history).then_some((change, history))
    }

    fn more_cadence(&self, index: usize) -> Option<Changed> {
        let was = self.run(index)?.cadence?.median.get();
        let least = was.floor() as u32 + 1;
        let (spm, history) = (least..least + 40).find_map(|spm| {
            let factor = f64::from(spm) / was;
            let history = self.with(index, |run| {
                if let Some(cadence) = &mut run.cadence {
                    cadence.median = StepsPerMinute::new(f64::from(spm));
                    cadence.mean = cadence.mean * factor;
                }
                for bout in &mut run.steady {
                    bout.cadence = bout.cadence * factor;
                }
            });
            self.silent(&history).then_some((spm, history))
        })?;
        let change = Change {
            what: "cadence_spm",
            run: self.finding.run.clone(),
            was: Some(was.into()),
            would: f64::from(spm).into(),
            text: format!(
                "{spm} steps a minute instead of {was:.0} on {}",
                self.run(index)?.date()
            ),
        };
        Some((change, history))
    }

    fn resolved(&self) -> Option<Changed> {
        let mut history = self.history.clone();
        let open = history.symptoms.iter_mut().find(|entry| {
            entry.resolved.is_none() && self.history.local_date(entry.at) == self.finding.date
        })?;
        open.resolved = Some(self.history.now);
        let symptom = open.symptom.as_str();
        let change = Change {
            what: "symptom",
            run: None,
            was: Some(symptom.into()),
            would: "resolved".into(),
            text: format!(
                "`{symptom}` logged as resolved, once a clinician has seen and cleared it"
            ),
        };
        self.silent(&history).then_some((change, history))
    }

    fn less_sitting(&self) -> Option<Changed> {
        let of_day = |at: DateTime<FixedOffset>| self.history.local_date(at) == self.finding.date;
        let place = self
            .history
            .sitting
            .iter()
            .enumerate()
            .filter(|(_, entry)| of_day(entry.at))
            .max_by(|(_, a), (_, b)| a.minutes.total_cmp(&b.minutes))?;
        let (index, was) = (place.0, place.1.minutes);
        let (minutes, history) = self.largest(was, 1.0, |minutes| {
            let mut history = self.history.clone();
            if let Some(entry) = history.sitting.get_mut(index) {
                entry.minutes = minutes;
            }
            history
        })?;
        let change = Change {
            what: "sitting_min",
            run: None,
            was: Some(was.into()),
            would: minutes.into(),
            text: format!("up, and about, after {minutes} min instead of {was:.0}"),
        };
        Some((change, history))
    }

    fn without_stretch(&self) -> Option<Changed> {
        let mut history = self.history.clone();
        history
            .stretches
            .retain(|at| self.history.local_date(*at) != self.finding.date);
        let change = Change {
            what: "stretches",
            run: None,
            was: Some((self.history.stretches.len() - history.stretches.len()).into()),
            would: 0_usize.into(),
            text: format!("without the stretch of {}", self.finding.date),
        };
        self.silent(&history).then_some((change, history))
    }

    fn passed_test(&self) -> Option<Changed> {
        let entry = self
            .history
            .rehab
            .iter()
            .find(|entry| self.history.local_date(entry.at) == self.finding.date)?;
        let mut history = self.history.clone();
        history.tests.push(TestEntry {
            at: entry.at - TimeDelta::seconds(1),
            passed: true,
            pain: None,
        });
        history.tests.sort_by_key(|test| test.at);
        let change = Change {
            what: "test",
            run: None,
            was: None,
            would: "passed".into(),
            text: format!("a passed re-test by {}", self.finding.date),
        };
        self.silent(&history).then_some((change, history))
    }

    fn less_flexion(&self) -> Option<Changed> {
        let (index, was) = self
            .history
            .rehab
            .iter()
            .enumerate()
            .filter(|(_, entry)| self.history.local_date(entry.at) == self.finding.date)
            .find_map(|(index, entry)| Some((index, entry.hip_flexion_deg?)))?;
        let (degrees, history) = self.largest(was, 1.0, |degrees| {
            let mut history = self.history.clone();
            if let Some(entry) = history.rehab.get_mut(index) {
                entry.hip_flexion_deg = Some(degrees);
            }
            history
        })?;
        let change = Change {
            what: "hip_flexion_deg",
            run: None,
            was: Some(was.into()),
            would: degrees.into(),
            text: format!("the hip bent up to {degrees}° instead of {was:.0}°"),
        };
        Some((change, history))
    }
}

/// The history in which the response of a run is complete, and which entries it
/// lacks, with the time by which each was due. `None` where none is lacking.
pub fn complete(history: &History, run: &Run) -> Option<(History, String)> {
    let found = response(run, history);
    let early = run.end() + TimeDelta::hours(limits::EARLY_HOURS.value as i64);
    let mut filled = history.clone();
    let mut lacking = Vec::new();
    let mut add = |at: DateTime<FixedOffset>| {
        let painless = PainScore::new(0.0).ok();
        filled
            .pain
            .extend(painless.map(|score| PainEntry::of(at, score)));
    };
    let when = |at: DateTime<FixedOffset>| at.format("%a %-d %b %H:%M").to_string();
    if !found.has_early {
        add(run.end());
        lacking.push(format!("one entry by {}", when(early)));
    }
    if !found.has_late {
        add(early + TimeDelta::hours(1));
        lacking.push(format!(
            "one entry between {} and {}",
            when(early),
            when(found.closes)
        ));
    }
    if lacking.is_empty() {
        return None;
    }
    filled.pain.sort_by_key(|entry| entry.at);
    let text = format!(
        "for the run of {}, {}, of 3 or less",
        run.date(),
        lacking.join(" and ")
    );
    Some((filled, text))
}

/// A run made shorter in all that adds up along it.
fn scale(run: &mut Run, share: f64) {
    let shorter = |seconds: Seconds| Seconds::new(seconds.get() * share);
    run.distance = run.distance.map(|metres| Metres::new(metres.get() * share));
    run.elapsed = shorter(run.elapsed);
    run.timer = run.timer.map(shorter);
    run.moving = run.moving.map(shorter);
    run.running = run.running.map(shorter);
}

/// A run with the first few efforts of a kind only.
fn keep(run: &mut Run, kind: EffortKind, kept: usize) {
    let mut seen = 0;
    if let Some(efforts) = &mut run.efforts {
        efforts.retain(|effort| {
            if effort.kind != kind {
                return true;
            }
            seen += 1;
            seen <= kept
        });
    }
}
