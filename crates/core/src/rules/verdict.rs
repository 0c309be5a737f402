//! The three answers of a rule: clear, fires (a finding), unknown (what is missing).

use crate::limits::Evidence;
use crate::rule_id::RuleId;
use crate::run::RunId;
use chrono::NaiveDate;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// From least to most severe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information; changes nothing.
    Info,
    /// Worth an eye.
    Caution,
    /// Act on it in the next days.
    Warning,
    /// Before any further run.
    Urgent,
}

impl Severity {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Caution => "caution",
            Severity::Warning => "warning",
            Severity::Urgent => "urgent",
        }
    }
}

impl Severity {
    /// One step milder, for a finding that the data put in doubt.
    pub const fn milder(self) -> Self {
        match self {
            Severity::Urgent => Severity::Warning,
            Severity::Warning => Severity::Caution,
            Severity::Caution | Severity::Info => Severity::Info,
        }
    }
}

/// One figure of a finding's evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Figure {
    /// How many.
    Count(i64),
    /// A measure, in the unit of its name.
    Number(f64),
    /// A name or a list.
    Text(String),
}

impl From<f64> for Figure {
    /// To three decimals: what follows is noise of the arithmetic.
    fn from(value: f64) -> Self {
        Figure::Number((value * 1000.0).round() / 1000.0)
    }
}

impl From<usize> for Figure {
    fn from(value: usize) -> Self {
        Figure::Count(value as i64)
    }
}

impl From<i64> for Figure {
    fn from(value: i64) -> Self {
        Figure::Count(value)
    }
}

impl From<&str> for Figure {
    fn from(value: &str) -> Self {
        Figure::Text(value.to_owned())
    }
}

impl From<String> for Figure {
    fn from(value: String) -> Self {
        Figure::Text(value)
    }
}

/// The name of a figure with its unit: `session_min`, `distance_m`, `ratio`.
pub type Name = Cow<'static, str>;

/// What a rule found, with the figures that it stands on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that fired.
    pub rule: RuleId,
    /// How severe it is here.
    pub severity: Severity,
    /// The civil day that the finding is about.
    pub date: NaiveDate,
    /// The run that it is about, where it is one.
    pub run: Option<RunId>,
    /// What was found, as a sentence.
    pub message: String,
    /// Name with its unit (`session_min`, `distance_m`, `ratio`), figure.
    #[serde(serialize_with = "as_object", deserialize_with = "from_object")]
    pub evidence: Vec<(Name, Figure)>,
    /// What to do.
    pub advice: String,
    /// What kind of evidence stands behind the rule.
    pub grade: Evidence,
    /// Who says so.
    pub source: Cow<'static, str>,
}

/// The figures as one object, in the order in which the rule gives them.
fn as_object<S: Serializer>(figures: &[(Name, Figure)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(figures.iter().map(|(name, figure)| (name, figure)))
}

/// The same, read back in its order.
fn from_object<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(Name, Figure)>, D::Error> {
    struct Figures;

    impl<'de> Visitor<'de> for Figures {
        type Value = Vec<(Name, Figure)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of figures by name")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut figures = Vec::new();
            while let Some((name, figure)) = map.next_entry::<String, Figure>()? {
                figures.push((Cow::Owned(name), figure));
            }
            Ok(figures)
        }
    }

    deserializer.deserialize_map(Figures)
}

impl Finding {
    /// The same finding with one more figure of evidence.
    pub fn with(mut self, name: &'static str, figure: impl Into<Figure>) -> Self {
        self.evidence.push((Cow::Borrowed(name), figure.into()));
        self
    }

    /// The same finding at another severity than its rule's highest.
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding for information only, with what makes it milder.
    pub fn as_info(mut self, because: &str) -> Self {
        self.message.push(' ');
        self.message.push_str(because);
        self.at(Severity::Info)
    }

    /// The same finding with advice of its own.
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The figure of a name, where the evidence has it.
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.evidence
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, figure)| figure)
    }
}

/// What a rule lacks to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The rule that cannot answer.
    pub rule: RuleId,
    /// The civil day that it would be about.
    pub date: NaiveDate,
    /// The run that it would be about, where it is one.
    pub run: Option<RunId>,
    /// What is missing, as the object of a sentence.
    pub missing: String,
}

/// The answer of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Nothing to say.
    Clear,
    /// It fires.
    Fires(Finding),
    /// It cannot answer.
    Unknown(Missing),
}
