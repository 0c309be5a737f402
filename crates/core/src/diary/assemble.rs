//! From the runner's lines to one history, cut at its moment.

use super::Policy;
use super::entry::{Entry, What};
use super::episodes::{self, Mark};
use super::history::{
    AnswerEntry, CommentEntry, DoneEntry, GaitEntry, History, IllnessEntry, LoadTestEntry,
    PainEntry, PlanEntry, RehabEntry, ScoreEntry, SettingChange, SittingEntry, SymptomEntry,
    TestEntry, VisaEntry, settings_at,
};
use crate::run::Run;
use chrono::{DateTime, FixedOffset, NaiveDate};
use chrono_tz::Tz;

/// Makes the civil days of runs, which are in the order of time, come in order too.
///
/// Whoever flies east over the date line lives a day twice. A run that would fall on a day
/// before that of the run before it keeps the clock of that run: it belongs to the day that
/// had begun. All spans of days rest on this order.
pub(crate) fn days_in_order(runs: &mut [Run]) {
    let mut before: Option<(NaiveDate, FixedOffset)> = None;
    for run in runs {
        if let Some((day, offset)) = before
            && run.date() < day
        {
            run.start = run.start.with_timezone(&offset);
        }
        before = Some((run.date(), *run.start.offset()));
    }
}

impl History {
    /// Sorts runs and entries into one history and cuts it at `now`.
    ///
    /// `runs` are runs of files and stated runs alike, already classified;
    /// an entry of kind `run` is therefore passed over here (see `stated_runs`).
    /// A setting about the person holds from the start, a changed limit from its date.
    pub fn assemble(
        now: DateTime<FixedOffset>,
        zone: Tz,
        runs: impl IntoIterator<Item = Run>,
        entries: &[Entry],
    ) -> History {
        let mut history = History {
            now,
            zone,
            settings: settings_at(now, entries),
            policy: Policy::default(),
            setting_changes: Vec::new(),
            runs: runs.into_iter().filter(|run| run.start <= now).collect(),
            pain: Vec::new(),
            symptoms: Vec::new(),
            rehab: Vec::new(),
            tests: Vec::new(),
            load_tests: Vec::new(),
            done: Vec::new(),
            illness: Vec::new(),
            gait: Vec::new(),
            stretches: Vec::new(),
            sitting: Vec::new(),
            sitting_tolerance: Vec::new(),
            visa: Vec::new(),
            uwri: Vec::new(),
            psfs: Vec::new(),
            answers: Vec::new(),
            comments: Vec::new(),
            plans: Vec::new(),
            episodes: Vec::new(),
        };
        history
            .runs
            .sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.id.cmp(&b.id)));
        days_in_order(&mut history.runs);
        let told = (0..).zip(entries);
        let mut known: Vec<(usize, &Entry)> = told.filter(|(_, entry)| entry.at <= now).collect();
        known.sort_by_key(|(_, entry)| entry.at);
        let mut episode_marks = Vec::new();
        for (place, entry) in known {
            history.take(place, entry, &mut episode_marks);
        }
        history.episodes = episodes::derive(&episode_marks, &history.runs, history.zone);
        history
    }

    /// Takes an entry in, which was told as the `place`th.
    fn take<'a>(&mut self, place: usize, entry: &'a Entry, marks: &mut Vec<Mark<'a>>) {
        // On the runner's own clock, wherever it was written.
        let at = entry.at.with_timezone(&self.zone).fixed_offset();
        match &entry.what {
            What::Pain {
                score,
                during,
                site,
                now,
            } => self.pain.push(PainEntry {
                at,
                score: *score,
                during: during.clone(),
                site: site.clone(),
                note: entry.note.clone(),
                now: *now,
            }),
            What::Stretch => self.stretches.push(at),
            What::Sitting { minutes } => self.sitting.push(SittingEntry {
                at,
                minutes: *minutes,
            }),
            What::Symptom { symptom } => self.symptoms.push(SymptomEntry {
                at,
                symptom: *symptom,
                resolved: None,
            }),
            What::Resolve { symptom } => {
                for open in &mut self.symptoms {
                    if open.symptom == *symptom && open.resolved.is_none() {
                        open.resolved = Some(at);
                    }
                }
            }
            What::Rehab(work) => self.rehab.push(RehabEntry {
                at,
                work: work.clone(),
            }),
            What::Test(result) => self.tests.push(TestEntry {
                at,
                result: *result,
            }),
            What::LoadTest { score, side } => self.load_tests.push(LoadTestEntry {
                at,
                score: *score,
                side: *side,
            }),
            What::SittingTolerance { minutes } => self.sitting_tolerance.push(SittingEntry {
                at,
                minutes: *minutes,
            }),
            What::Illness { until } => {
                let from = self.local_date(at);
                // Told with its end, it is the one that was told before without; not one of
                // long ago that nobody ended.
                let open = |ill: &&mut IllnessEntry| ill.may_last_on(from);
                if let (Some(until), Some(ill)) = (*until, self.illness.iter_mut().rfind(open)) {
                    ill.until = Some(until.max(ill.from));
                }
                self.illness.push(IllnessEntry {
                    at,
                    from,
                    until: *until,
                    is_fever: false,
                });
            }
            What::Uwri { score } => self.uwri.push(ScoreEntry {
                at,
                activity: None,
                score: *score,
            }),
            What::Psfs { activity, score } => self.psfs.push(ScoreEntry {
                at,
                activity: Some(activity.clone()),
                score: *score,
            }),
            What::Answer { question, yes } => self.answers.push(AnswerEntry {
                at,
                question: *question,
                yes: *yes,
            }),
            What::Done(done) => {
                if let Some(score) = done.pain {
                    self.pain.push(PainEntry {
                        during: done.run.clone(),
                        note: entry.note.clone(),
                        ..PainEntry::of(at, score)
                    });
                }
                self.done.push(DoneEntry {
                    at,
                    done: done.clone(),
                });
            }
            What::Gait { focus } => self.gait.push(GaitEntry { at, focus: *focus }),
            What::Visa { score } => self.visa.push(VisaEntry { at, score: *score }),
            What::EpisodeStart(_)
            | What::EpisodeEdit(_)
            | What::EpisodeEnd
            | What::EpisodeReopen => marks.push(Mark { place, entry }),
            What::Config { key, value, by } => self.setting_changes.push(SettingChange {
                at,
                key: key.clone(),
                value: value.clone(),
                by: by.clone(),
                note: entry.note.clone(),
            }),
            What::Comment { text, by } => self.comments.push(CommentEntry {
                at,
                text: text.clone(),
                by: by.clone(),
            }),
            What::Plan(plan) => self.plans.push(PlanEntry {
                at,
                plan: plan.clone(),
            }),
            // The runs come with it in them: see `said::of`.
            What::Exclude { .. }
            | What::Include { .. }
            | What::Sport { .. }
            | What::Correct { .. }
            | What::Split { .. }
            | What::Trim { .. }
            | What::Replace { .. }
            | What::Run(_) => {}
        }
    }
}
