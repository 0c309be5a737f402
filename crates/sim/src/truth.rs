//! What really happened in a simulated session, second by second, before any
//! watch looked at it; with the efforts and totals that an accuracy bench holds
//! the product's own figures against.

use super::random::{Random, Wander};
use super::session::{Runner, Session, Step};
use super::terrain::{Climb, Course, Terrain};
use chrono::{DateTime, FixedOffset};
use comeback_core::run::EffortKind;

/// Integration step, s: short enough for the first metres of a sprint.
const STEP_S: f64 = 0.2;
const STEPS_PER_S: usize = 5;
/// Length of the climb that hill sessions stand on, m.
const CLIMB_M: f64 = 500.0;

/// One second of truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Second {
    /// Since the start.
    pub time_s: f64,
    /// Degrees north and east; `None` on the treadmill.
    pub position: Option<(f64, f64)>,
    pub distance_m: f64,
    pub speed_m_per_s: f64,
    pub altitude_m: f64,
    pub grade: f64,
    /// Steps per minute, 0 when standing.
    pub cadence_spm: f64,
    pub heart_rate_bpm: f64,
    pub power_w: f64,
    /// False while the timer is stopped.
    pub timer: bool,
}

impl Second {
    /// Whether it is run with the timer on, in the method's own words: ≥ 140 steps/min at
    /// ≥ 1.8 m/s, ≥ 145 from 1.3 m/s, ≥ 120 from 2.2 m/s.
    pub fn runs(&self) -> bool {
        let (v, steps) = (self.speed_m_per_s, self.cadence_spm);
        let fast = v >= 1.8 && steps >= 140.0 || v >= 2.2 && steps >= 120.0;
        self.timer && (fast || v >= 1.3 && steps >= 145.0)
    }
}

/// An effort as it was run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrueEffort {
    pub kind: EffortKind,
    pub start_s: f64,
    pub duration_s: f64,
    pub mean_grade: f64,
    pub mean_speed_m_per_s: f64,
    /// Rise, or fall as a negative number, m.
    pub climb_m: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TrueTotals {
    pub distance_m: f64,
    pub elapsed_s: f64,
    pub timer_s: f64,
    /// Seconds that are run, see [`Second::runs`].
    pub running_s: f64,
    pub ascent_m: f64,
    pub descent_m: f64,
    /// Mean over the running seconds.
    pub cadence_spm: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    pub start: DateTime<FixedOffset>,
    pub terrain: Terrain,
    pub seconds: Vec<Second>,
    pub efforts: Vec<TrueEffort>,
    pub totals: TrueTotals,
}

/// Runs the session. The same arguments always give the same truth.
pub fn run(runner: &Runner, session: &Session, seed: u64) -> Truth {
    let mut body = Body::new(runner, session, seed);
    let mut marks = Vec::new();
    let planned: f64 = session.steps.iter().map(|step| planned_s(*step)).sum();
    for step in &session.steps {
        let from = body.seconds.len();
        body.run(*step, planned);
        if let Some(kind) = effort_kind(*step) {
            marks.push((kind, from, body.seconds.len()));
        }
    }
    let seconds = body.seconds;
    let mut efforts: Vec<TrueEffort> = marks
        .iter()
        .map(|(kind, from, to)| measure(*kind, *from, *to, &seconds))
        .collect();
    efforts.extend(slopes(&seconds, &efforts));
    efforts.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    Truth {
        start: session.start,
        terrain: session.terrain,
        totals: totals(&seconds),
        seconds,
        efforts,
    }
}

fn planned_s(step: Step) -> f64 {
    match step {
        Step::Easy { s, .. }
        | Step::Walk { s }
        | Step::Tempo { s, .. }
        | Step::Interval { s, .. }
        | Step::Stride { s, .. }
        | Step::Sprint { s, .. }
        | Step::Climb { s, .. }
        | Step::HillSprint { s, .. }
        | Step::Stand { s }
        | Step::Pause { s } => s,
        Step::RunDown { .. } | Step::WalkDown => 40.0,
    }
}

/// Hills are found from the ground itself, so a climb is not marked here.
fn effort_kind(step: Step) -> Option<EffortKind> {
    match step {
        Step::Tempo { .. } => Some(EffortKind::Tempo),
        Step::Interval { .. } => Some(EffortKind::Interval),
        Step::Stride { .. } => Some(EffortKind::Stride),
        Step::Sprint { .. } => Some(EffortKind::Sprint),
        Step::HillSprint { .. } => Some(EffortKind::HillSprint),
        _ => None,
    }
}

/// The runner's state while the session goes on.
struct Body<'a> {
    runner: &'a Runner,
    incline: Option<f64>,
    course: Course,
    climb: Option<Climb>,
    seconds: Vec<Second>,
    s: f64,
    distance: f64,
    direction: f64,
    turned: bool,
    v: f64,
    belt_rise: f64,
    cadence: f64,
    heart_rate: f64,
    speed_noise: Wander,
    cadence_noise: Wander,
    heart_noise: Wander,
}

/// What a step asks of the body at one moment.
struct Aim {
    v: f64,
    /// Time constant of getting there, s.
    tau: f64,
    walking: bool,
    timer: bool,
}

impl<'a> Body<'a> {
    fn new(runner: &'a Runner, session: &Session, seed: u64) -> Self {
        let noise = |name: &str, deviation: f64, tau: f64| {
            Wander::new(Random::stream(seed, name), deviation, tau, 1.0)
        };
        Body {
            runner,
            incline: (session.terrain == Terrain::Treadmill).then_some(session.incline),
            course: Course::new(session.terrain, runner.place, seed),
            climb: None,
            seconds: Vec::new(),
            s: 0.0,
            distance: 0.0,
            direction: 1.0,
            turned: false,
            v: 0.0,
            belt_rise: 0.0,
            cadence: 0.0,
            heart_rate: runner.resting_bpm + 25.0,
            speed_noise: noise("pace", 0.02, 25.0),
            cadence_noise: noise("turnover", 1.1, 8.0),
            heart_noise: noise("heart", 1.2, 40.0),
        }
    }

    fn altitude(&self, s: f64) -> f64 {
        self.course.altitude(s) + self.climb.map_or(0.0, |climb| climb.height(s)) + self.belt_rise
    }

    fn grade(&self) -> f64 {
        if let Some(incline) = self.incline {
            return incline;
        }
        let ahead = self.altitude(self.s + self.direction);
        let behind = self.altitude(self.s - self.direction);
        (ahead - behind) / 2.0
    }

    fn run(&mut self, step: Step, planned_s: f64) {
        match step {
            Step::Climb { grade, .. } | Step::HillSprint { grade, .. } => {
                self.direction = 1.0;
                self.turned = true;
                self.climb.get_or_insert(Climb {
                    foot_m: self.s,
                    grade,
                    length_m: CLIMB_M,
                });
            }
            Step::RunDown { .. } | Step::WalkDown => self.direction = -1.0,
            _ => {}
        }
        let downhill = matches!(step, Step::RunDown { .. } | Step::WalkDown);
        // A walk to the foot ends at the foot, and after ten minutes in any case.
        let limit = if downhill { 600 } else { planned_s_of(step) };
        for _ in 0..limit {
            let foot = self.climb.map_or(self.s, |climb| climb.foot_m);
            if downhill && self.s <= foot {
                break;
            }
            // Out and back: home again from half the planned time on.
            if !self.turned
                && !matches!(self.course.terrain(), Terrain::Track | Terrain::Treadmill)
                && self.seconds.len() as f64 >= planned_s / 2.0
            {
                self.turned = true;
                self.direction = -self.direction;
            }
            self.second(step);
        }
    }

    fn aim(&mut self, step: Step) -> Aim {
        let grade = self.grade();
        let noise = 1.0 + self.speed_noise.step();
        // On a slope the runner keeps roughly the effort, not the speed.
        let eased = (cost(0.0) / cost(grade)).powf(0.6).clamp(0.7, 1.12);
        let run = |v: f64, tau: f64| Aim {
            v,
            tau,
            walking: false,
            timer: true,
        };
        match step {
            Step::Easy { v, .. } => run(v * noise * eased, 3.0),
            Step::Tempo { v, .. } => run(v * noise * eased, 3.0),
            Step::Interval { v, .. } => run(v * noise, 2.5),
            Step::Stride { v, .. } => run(v * noise, 2.0),
            Step::Climb { v, .. } => run(v * noise, 2.5),
            Step::RunDown { v } => run(v * noise, 2.5),
            Step::Sprint { v, .. } => run(v, 1.2),
            Step::HillSprint { v, .. } => run(v, 1.1),
            Step::Walk { .. } => Aim {
                v: 1.5 * noise,
                tau: 1.5,
                walking: true,
                timer: true,
            },
            Step::WalkDown => Aim {
                v: 1.4 * noise,
                tau: 1.5,
                walking: true,
                timer: true,
            },
            Step::Stand { .. } => Aim {
                v: 0.0,
                tau: 0.8,
                walking: true,
                timer: true,
            },
            Step::Pause { .. } => Aim {
                v: 0.0,
                tau: 0.3,
                walking: true,
                timer: false,
            },
        }
    }

    /// Writes the present second, then lives through it.
    fn second(&mut self, step: Step) {
        let aim = self.aim(step);
        let grade = self.grade();
        self.beat(&aim, grade);
        self.seconds.push(Second {
            time_s: self.seconds.len() as f64,
            position: self.course.position(self.s),
            distance_m: self.distance,
            speed_m_per_s: self.v,
            altitude_m: self.altitude(self.s),
            grade,
            cadence_spm: self.cadence,
            heart_rate_bpm: self.heart_rate,
            power_w: self.runner.mass_kg * self.v * cost(grade) * 0.29,
            timer: aim.timer,
        });
        if !aim.timer {
            // Whoever stops the watch stands where it was stopped.
            self.v = 0.0;
            return;
        }
        for _ in 0..STEPS_PER_S {
            let push = ((aim.v - self.v) / aim.tau).clamp(-2.5, 4.5);
            self.v = (self.v + push * STEP_S).max(0.0);
            self.s += self.direction * self.v * STEP_S;
            self.distance += self.v * STEP_S;
            self.belt_rise += self.incline.unwrap_or(0.0) * self.v * STEP_S;
        }
    }

    fn beat(&mut self, aim: &Aim, grade: f64) {
        let hours = self.seconds.len() as f64 / 3600.0;
        let steps = if self.v < 0.3 {
            0.0
        } else if self.v < 2.0 && aim.walking {
            110.0 + 12.0 * (self.v - 1.5) + self.cadence_noise.step()
        } else {
            let climbing = 25.0 * grade.clamp(-0.1, 0.15);
            self.runner.cadence(self.v) + climbing - 1.5 * hours + self.cadence_noise.step()
        };
        self.cadence = steps.max(0.0);
        let reserve = self.runner.maximal_bpm - self.runner.resting_bpm;
        let demand = self.v * cost(grade) / (self.runner.critical_m_per_s * cost(0.0));
        let drift = 0.05 * hours.min(2.0);
        let steady =
            self.runner.resting_bpm + reserve * (0.22 + 0.68 * demand + drift * demand).min(0.98);
        let tau = if steady > self.heart_rate { 32.0 } else { 48.0 };
        self.heart_rate += (steady - self.heart_rate) / tau + 0.12 * self.heart_noise.step();
    }
}

fn planned_s_of(step: Step) -> usize {
    planned_s(step).round().max(0.0) as usize
}

/// Energy cost of running on a slope, J/kg/m (Minetti 2002).
fn cost(grade: f64) -> f64 {
    let i = grade.clamp(-0.45, 0.45);
    155.4 * i.powi(5) - 30.4 * i.powi(4) - 43.3 * i.powi(3) + 46.3 * i * i + 19.5 * i + 3.6
}

fn measure(kind: EffortKind, from: usize, to: usize, seconds: &[Second]) -> TrueEffort {
    let last = to.min(seconds.len().saturating_sub(1));
    let (a, b) = (&seconds[from], &seconds[last]);
    let duration = b.time_s - a.time_s;
    let length = b.distance_m - a.distance_m;
    let part = &seconds[from..=last];
    TrueEffort {
        kind,
        start_s: a.time_s,
        duration_s: duration,
        mean_grade: part.iter().map(|second| second.grade).sum::<f64>() / part.len() as f64,
        mean_speed_m_per_s: if duration > 0.0 {
            length / duration
        } else {
            0.0
        },
        climb_m: b.altitude_m - a.altitude_m,
    }
}

/// Hills and downhills as the method defines them (|grade| ≥ 4 % for ≥ 30 s and
/// ≥ 5 m, running), from the true ground; a hill sprint is not a hill as well.
fn slopes(seconds: &[Second], efforts: &[TrueEffort]) -> Vec<TrueEffort> {
    let sprinted = |time: f64| {
        efforts.iter().any(|effort| {
            effort.kind == EffortKind::HillSprint
                && (effort.start_s..=effort.start_s + effort.duration_s).contains(&time)
        })
    };
    let side = |second: &Second| {
        let running = second.speed_m_per_s >= 1.8 && second.timer && !sprinted(second.time_s);
        match second.grade {
            grade if running && grade >= 0.04 => 1,
            grade if running && grade <= -0.04 => -1,
            _ => 0,
        }
    };
    let mut found = Vec::new();
    let mut from = 0;
    while from < seconds.len() {
        let here = side(&seconds[from]);
        let length = seconds[from..]
            .iter()
            .take_while(|second| side(second) == here)
            .count();
        let to = from + length.max(1);
        if here != 0 {
            let kind = if here > 0 {
                EffortKind::Hill
            } else {
                EffortKind::Downhill
            };
            let effort = measure(kind, from, to, seconds);
            if effort.duration_s >= 30.0 && effort.climb_m.abs() >= 5.0 {
                found.push(effort);
            }
        }
        from = to;
    }
    found
}

fn totals(seconds: &[Second]) -> TrueTotals {
    let mut totals = TrueTotals::default();
    let Some(last) = seconds.last() else {
        return totals;
    };
    totals.distance_m = last.distance_m;
    totals.elapsed_s = last.time_s;
    let mut cadence = 0.0;
    for pair in seconds.windows(2) {
        let rise = pair[1].altitude_m - pair[0].altitude_m;
        totals.ascent_m += rise.max(0.0);
        totals.descent_m += (-rise).max(0.0);
        if pair[0].timer {
            totals.timer_s += 1.0;
        }
        if pair[0].runs() {
            totals.running_s += 1.0;
            cadence += pair[0].cadence_spm;
        }
    }
    if totals.running_s > 0.0 {
        totals.cadence_spm = cadence / totals.running_s;
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn runner() -> Runner {
        Runner {
            height_m: 1.78,
            mass_kg: 72.0,
            critical_m_per_s: 3.7,
            cadence_habit_spm: -4.0,
            resting_bpm: 52.0,
            maximal_bpm: 186.0,
            place: (44.0, -35.0),
        }
    }

    fn session(terrain: Terrain) -> Session {
        let zone = FixedOffset::east_opt(3600).expect("an hour");
        Session::new(
            zone.with_ymd_and_hms(2026, 11, 1, 9, 0, 0)
                .single()
                .expect("a time"),
            terrain,
        )
    }

    #[test]
    fn an_easy_run_comes_home_and_adds_up() {
        let truth = run(&runner(), &session(Terrain::Flat).easy(40.0, 2.8), 1);
        assert_eq!(truth.totals.elapsed_s, 2399.0);
        assert!((truth.totals.distance_m / 2399.0 - 2.8).abs() < 0.1);
        assert!(
            (152.0..172.0).contains(&truth.totals.cadence_spm),
            "{}",
            truth.totals.cadence_spm
        );
        assert!(truth.efforts.is_empty(), "{:?}", truth.efforts);
        let (first, last) = (truth.seconds[0], truth.seconds[2399]);
        let (a, b) = (
            first.position.expect("outdoors"),
            last.position.expect("outdoors"),
        );
        assert!(
            (a.0 - b.0).hypot(a.1 - b.1) < 0.01,
            "within a kilometre of the door"
        );
        assert!(
            (130.0..165.0).contains(&last.heart_rate_bpm),
            "{}",
            last.heart_rate_bpm
        );
    }

    #[test]
    fn a_hill_sprint_gains_metres_in_seconds_and_walks_home() {
        let plan = session(Terrain::HillRepeats)
            .easy(15.0, 2.7)
            .repeat(
                4,
                &[
                    Step::HillSprint {
                        s: 9.0,
                        v: 5.6,
                        grade: 0.09,
                    },
                    Step::WalkDown,
                ],
            )
            .easy(10.0, 2.7);
        let truth = run(&runner(), &plan, 2);
        let sprints: Vec<_> = truth
            .efforts
            .iter()
            .filter(|e| e.kind == EffortKind::HillSprint)
            .collect();
        assert_eq!(sprints.len(), 4);
        for sprint in &sprints {
            assert!((2.5..5.0).contains(&sprint.climb_m), "{sprint:?}");
            assert_eq!(sprint.duration_s, 9.0);
        }
        assert_eq!(truth.efforts.len(), 4, "{:?}", truth.efforts);
        assert!((truth.totals.ascent_m - truth.totals.descent_m).abs() < 2.0);
    }

    #[test]
    fn climbs_and_running_down_are_hills() {
        let plan = session(Terrain::HillRepeats)
            .easy(10.0, 2.8)
            .repeat(
                3,
                &[
                    Step::Climb {
                        s: 90.0,
                        v: 2.5,
                        grade: 0.07,
                    },
                    Step::RunDown { v: 3.0 },
                ],
            )
            .easy(10.0, 2.8);
        let truth = run(&runner(), &plan, 5);
        let count = |kind| truth.efforts.iter().filter(|e| e.kind == kind).count();
        assert_eq!(
            (count(EffortKind::Hill), count(EffortKind::Downhill)),
            (3, 3)
        );
    }

    #[test]
    fn sprints_reach_their_speed_and_pauses_stop_the_timer() {
        let plan = session(Terrain::Track)
            .easy(10.0, 2.8)
            .then(Step::Sprint { s: 8.0, v: 7.2 })
            .then(Step::Pause { s: 120.0 })
            .easy(5.0, 2.8);
        let truth = run(&runner(), &plan, 9);
        let fastest = truth
            .seconds
            .iter()
            .map(|s| s.speed_m_per_s)
            .fold(0.0, f64::max);
        assert!(fastest > 6.9, "{fastest}");
        assert_eq!(truth.totals.elapsed_s - truth.totals.timer_s, 120.0);
    }

    #[test]
    fn walking_is_not_running() {
        let truth = run(
            &runner(),
            &session(Terrain::Flat).walk(10.0).easy(1.0, 2.6),
            4,
        );
        assert!(
            (50.0..62.0).contains(&truth.totals.running_s),
            "{}",
            truth.totals.running_s
        );
    }

    #[test]
    fn the_seed_alone_decides() {
        let plan = session(Terrain::Rolling).easy(10.0, 2.8);
        assert_eq!(run(&runner(), &plan, 3), run(&runner(), &plan, 3));
        assert_ne!(
            run(&runner(), &plan, 3).seconds,
            run(&runner(), &plan, 4).seconds
        );
    }
}
