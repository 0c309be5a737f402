//! Histories written by hand: runs that the runner states, runs dressed as a
//! watch's, pain, and an episode. Times are of Berlin, where winter is +01:00.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::{Entry, EpisodeStart, History, StatedRun, What, stated};
use comeback_core::recording::{Format, Lap, SubSport};
use comeback_core::rules::RuleId;
use comeback_core::run::{
    CadenceSummary, Confidence, DistanceSource, Effort, EffortKind, HeartRateSummary, Quality, Run,
    SourceFile, SpeedSource, Speeds,
};
use comeback_core::units::{
    BeatsPerMinute, Grade, Metres, MetresPerSecond, PainScore, Seconds, StepsPerMinute,
};

pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    let text = if text.len() == 16 {
        format!("{text}:00+01:00")
    } else {
        text.to_owned()
    };
    DateTime::parse_from_rfc3339(&text).expect("an instant")
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn entry(time: &str, what: What) -> Entry {
    Entry {
        at: at(time),
        what,
        note: None,
    }
}

pub(crate) fn pain(time: &str, score: f64) -> Entry {
    entry(
        time,
        What::Pain {
            score: PainScore::new(score).expect("0 to 10"),
            during: None,
            site: None,
            now: None,
        },
    )
}

pub(crate) fn easy(time: &str, minutes: f64) -> Run {
    let stated = StatedRun {
        minutes,
        distance_m: Some(Metres::new(minutes * 60.0 * 2.75)),
        cadence_spm: Some(StepsPerMinute::new(168.0)),
        ..StatedRun::default()
    };
    stated::run(at(time), &stated)
}

/// A run of a watch over hills, with three hill sprints of 8 s at its end.
pub(crate) fn hill_run(time: &str) -> Run {
    let minutes = 41.5;
    let mut run = easy(time, minutes);
    run.sub_sport = SubSport::Trail;
    run.title = Some("Morning run".to_owned());
    run.device = Some("Watch 5".to_owned());
    run.files = vec![SourceFile {
        name: "2026-11-19-morning.fit".to_owned(),
        format: Format::Fit,
        sha256: "5f2b".repeat(16),
    }];
    run.distance_source = Some(DistanceSource::Device);
    run.moving = Some(Seconds::new(2471.04));
    run.running = Some(Seconds::new(2433.0));
    run.elapsed = Seconds::new(2652.5);
    run.ascent = Some(Metres::new(124.26));
    run.descent = Some(Metres::new(118.9));
    run.ascent_uncertainty = Some(Metres::new(8.0));
    run.cadence = Some(CadenceSummary {
        median: StepsPerMinute::new(166.0),
        mean: StepsPerMinute::new(165.372),
        coverage: 0.971_43,
    });
    run.step_length = Some(Metres::new(0.984_2));
    run.heart_rate = Some(HeartRateSummary {
        mean: BeatsPerMinute::new(148.3),
        max: BeatsPerMinute::new(176.0),
    });
    run.speed = Some(MetresPerSecond::new(2.771));
    run.gap = Some(MetresPerSecond::new(2.944));
    run.hard = Some(Seconds::new(96.0));
    run.tendon_load = Some(14.237_9);
    run.load.trimp = Some(61.23);
    run.load.rtss = Some(38.9);
    let effort = |kind, start, duration, grade, speed, gap, climb| Effort {
        kind,
        start: Seconds::new(start),
        duration: Seconds::new(duration),
        mean_grade: Some(Grade::new(grade)),
        speed: Some(MetresPerSecond::new(speed)),
        gap: Some(MetresPerSecond::new(gap)),
        climb: Some(Metres::new(climb)),
        confidence: Confidence::High,
    };
    run.efforts = Some(vec![
        effort(EffortKind::Hill, 610.0, 95.0, 0.062, 2.5, 3.4, 14.7),
        effort(EffortKind::Downhill, 810.0, 88.0, -0.058, 3.0, 2.4, 15.3),
        effort(EffortKind::HillSprint, 1805.0, 8.0, 0.081, 4.6, 7.1, 3.0),
        effort(EffortKind::HillSprint, 1925.0, 9.0, 0.079, 4.5, 6.9, 3.2),
        effort(EffortKind::HillSprint, 2048.0, 8.0, 0.080, 4.7, 7.2, 3.0),
    ]);
    run.speeds = Speeds {
        critical: Some(MetresPerSecond::new(3.62)),
        critical_source: Some(SpeedSource::BestEfforts),
        critical_confidence: Some(Confidence::Medium),
        vmax: None,
        vmax_source: None,
        easy: Some(MetresPerSecond::new(2.74)),
    };
    run.laps = [
        (0.0, 1000.0, 372.0),
        (372.0, 1000.0, 365.0),
        (737.0, 412.0, 160.0),
    ]
    .map(|(start_s, distance, time)| Lap {
        start_s,
        elapsed_s: Some(time),
        timer_s: Some(time),
        distance_m: Some(distance),
        planned: None,
    })
    .to_vec();
    run.quality = vec![Quality {
        rule: RuleId::GpsPoor,
        message: "9 % of the fixes were no fixes".to_owned(),
    }];
    run
}

pub(crate) fn episode(on: &str) -> Entry {
    entry(
        &format!("{on}T08:00"),
        What::EpisodeStart(EpisodeStart {
            on: day(on),
            diagnosed: true,
            begin: None,
            goal_minutes: Some(45.0),
            goal_runs: Some(4),
            goal_sprints: None,
            race: None,
            goal_intensity: Some(true),
            goal_hills: Some(true),
            goal_hill_sprints: Some(true),
        }),
    )
}

pub(crate) fn history(now: &str, runs: Vec<Run>, entries: &[Entry]) -> History {
    History::assemble(at(now), chrono_tz::Europe::Berlin, runs, entries)
}

/// Six weeks of three easy runs, green, with one week without a run; then the
/// hill run of Thursday 19 November, whose morning after hurts at 5.5.
pub(crate) fn six_weeks() -> History {
    let monday = day("2026-10-12");
    let mut runs = Vec::new();
    let mut entries = vec![episode("2026-10-10")];
    for week in [0_u64, 1, 2, 4] {
        for offset in [1, 3, 5] {
            let date = monday + Days::new(7 * week + offset);
            // Berlin leaves summer time on 25 October.
            let zone = if date < day("2026-10-25") {
                "+02:00"
            } else {
                "+01:00"
            };
            let start = format!("{date}T07:10:00{zone}");
            runs.push(easy(&start, 26.0 + week as f64));
            for (hours, score) in [(3, 1.0), (27, 2.0 - 0.25 * week as f64)] {
                let mut later = pain(&start, score);
                later.at += TimeDelta::hours(hours);
                entries.push(later);
            }
        }
    }
    runs.push(easy("2026-11-17T07:10", 30.0));
    runs.push(hill_run("2026-11-19T06:12"));
    entries.extend([
        pain("2026-11-17T12:00", 1.0),
        pain("2026-11-18T19:00", 1.5),
        pain("2026-11-19T12:00", 3.5),
        Entry {
            note: Some("stiff on the stairs".to_owned()),
            ..entry(
                "2026-11-20T07:00",
                What::Pain {
                    score: PainScore::new(5.5).expect("a score"),
                    during: None,
                    site: Some("right sitting bone".to_owned()),
                    now: None,
                },
            )
        },
    ]);
    history("2026-11-20T21:00", runs, &entries)
}
