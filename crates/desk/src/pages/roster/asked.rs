//! What is asked of the roster: who, and in which order.

use crate::address::encoded;
use crate::fields::Fields;
use comeback_app::Listed;
use comeback_core::method::Rung;
use comeback_report::json::RosterLineJson;
use comeback_report::subjects::roster::Group;

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Need,
    Name,
    Rung,
    Cadence,
    Load,
    Pain,
    Due,
    Minutes,
    LastRun,
}

impl Sort {
    pub(super) const ALL: [Sort; 9] = [
        Sort::Need,
        Sort::Name,
        Sort::Rung,
        Sort::Cadence,
        Sort::Load,
        Sort::Pain,
        Sort::Due,
        Sort::Minutes,
        Sort::LastRun,
    ];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Sort::Need => "need",
            Sort::Name => "name",
            Sort::Rung => "rung",
            Sort::Cadence => "cadence",
            Sort::Load => "load",
            Sort::Pain => "pain",
            Sort::Due => "due",
            Sort::Minutes => "minutes",
            Sort::LastRun => "last",
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Sort::Need => "who needs attention",
            Sort::Name => "name",
            Sort::Rung => "the lowest rung",
            Sort::Cadence => "cadence furthest below usual",
            Sort::Load => "load furthest above usual",
            Sort::Pain => "the highest last score",
            Sort::Due => "most scores due",
            Sort::Minutes => "most minutes in seven days",
            Sort::LastRun => "longest without a run",
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub find: String,
    pub rung: String,
    pub group: Option<Group>,
    pub sort: Sort,
    pub from: usize,
}

impl Asked {
    pub(super) fn of(fields: &Fields) -> Asked {
        let text = |name: &str| fields.get(name).map(|text| text.trim()).unwrap_or_default();
        let group = text("group");
        let by = text("by");
        Asked {
            find: text("find").to_lowercase(),
            rung: text("rung").to_owned(),
            group: Group::ALL.into_iter().find(|of| of.as_str() == group),
            sort: (Sort::ALL.into_iter().find(|of| of.as_str() == by)).unwrap_or(Sort::Need),
            from: text("from").parse().unwrap_or(0),
        }
    }

    /// Whether a line is among what is looked for, of whatever group.
    pub(super) fn holds(&self, line: &RosterLineJson) -> bool {
        let of_rung = self.rung.is_empty() || line.rung == self.rung;
        of_rung && self.finds(&line.athlete, &line.reason)
    }

    /// A name, or what stands in the reason; of several with commas between them any.
    fn finds(&self, athlete: &str, reason: &str) -> bool {
        let (athlete, reason) = (athlete.to_lowercase(), reason.to_lowercase());
        let words = self.find.split(',').map(str::trim);
        let mut said = words.filter(|word| !word.is_empty()).peekable();
        said.peek().is_none() || said.any(|word| athlete.contains(word) || reason.contains(word))
    }

    fn address(&self) -> String {
        let group = self.group.map_or("", Group::as_str);
        let by = if self.sort == Sort::Need {
            ""
        } else {
            self.sort.as_str()
        };
        let from = match self.from {
            0 => String::new(),
            from => from.to_string(),
        };
        query(&[
            ("find", &self.find),
            ("rung", &self.rung),
            ("group", group),
            ("by", by),
            ("from", &from),
        ])
    }

    pub(super) fn with_group(&self, group: Option<Group>) -> String {
        let from = 0;
        Asked {
            group,
            from,
            ..self.clone()
        }
        .address()
    }

    pub(super) fn sorted_by(&self, sort: Sort) -> String {
        let from = 0;
        Asked {
            sort,
            from,
            ..self.clone()
        }
        .address()
    }

    pub(super) fn at(&self, from: usize) -> String {
        Asked {
            from,
            ..self.clone()
        }
        .address()
    }
}

/// The athletes come in the order of need, and keep it among equals.
pub(super) fn sort(athletes: &mut [&Listed], by: Sort) {
    const LAST: f64 = f64::INFINITY;
    let figure = |of: &Listed, by: Sort| -> f64 {
        let sketch = || of.sketch();
        match by {
            Sort::Cadence => sketch().and_then(|sketch| sketch.cadence_change()),
            Sort::Load => sketch()
                .and_then(|sketch| sketch.load_times())
                .map(|times| -times),
            Sort::Pain => (of.line.last_response.as_ref())
                .and_then(|last| last.max)
                .map(|score| -score),
            Sort::Minutes => of.line.running_min_7_d.map(|minutes| -minutes),
            _ => None,
        }
        .unwrap_or(LAST)
    };
    match by {
        Sort::Need => athletes.sort_by_key(|of| Group::of(&of.line)),
        Sort::Name => athletes.sort_by_cached_key(|of| of.line.athlete.to_lowercase()),
        Sort::Rung => athletes.sort_by_key(|of| {
            let place = Rung::ALL
                .iter()
                .position(|rung| rung.as_str() == of.line.rung);
            (place.unwrap_or(Rung::ALL.len()), of.line.level)
        }),
        Sort::Due => athletes.sort_by_key(|of| std::cmp::Reverse(of.line.due.len())),
        Sort::LastRun => athletes.sort_by_key(|of| of.line.last_run),
        Sort::Cadence | Sort::Load | Sort::Pain | Sort::Minutes => {
            let mut keyed: Vec<(f64, &Listed)> =
                athletes.iter().map(|of| (figure(of, by), *of)).collect();
            keyed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            for (place, (_, of)) in athletes.iter_mut().zip(keyed) {
                *place = of;
            }
        }
    }
}

/// The words of an address after the question mark.
fn query(parts: &[(&str, &str)]) -> String {
    let said: Vec<String> = (parts.iter())
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    if said.is_empty() {
        "/roster".to_owned()
    } else {
        format!("/roster?{}", said.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_are_held_beside_each_other() {
        let asked = |find: &str| {
            let mut fields = Fields::new();
            fields.insert("find".to_owned(), find.to_owned());
            Asked::of(&fields)
        };
        let of = |find: &str| {
            let asked = asked(find);
            ["Anna", "Bo", "Ida"].map(|name| asked.finds(name, "As usual"))
        };
        assert_eq!(of("anna, ida"), [true, false, true]);
        assert_eq!(of("Bo,"), [false, true, false]);
        assert_eq!(of(" , "), [true, true, true]);
        assert_eq!(of("usual"), [true, true, true]);
        assert_eq!(of(""), [true, true, true]);
    }
}
