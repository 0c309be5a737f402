//! The keys of `config` that are no limit of the table.

/// Critical speed, m/s.
pub const CRITICAL_SPEED: &str = "critical-speed";
/// Highest running speed, m/s.
pub const VMAX: &str = "vmax";
/// Body height, m.
pub const HEIGHT: &str = "height";
/// Time zone, an IANA name.
pub const TIME_ZONE: &str = "time-zone";
/// Days on which a run may be planned.
pub const AVAILABLE_DAYS: &str = "available-days";
/// Units of what is printed.
pub const UNITS: &str = "units";
/// What an amber response does.
pub const AMBER: &str = "amber";
/// For the constants of TRIMP.
pub const SEX: &str = "sex";
/// Resting heart rate, bpm.
pub const RESTING_HEART_RATE: &str = "resting-heart-rate";
/// Highest heart rate, bpm.
pub const MAX_HEART_RATE: &str = "max-heart-rate";
/// Year of birth.
pub const BIRTH_YEAR: &str = "birth-year";

/// Key, unit or form, what it is.
pub const PERSON: &[(&str, &str, &str)] = &[
    (CRITICAL_SPEED, "m/s", "critical speed"),
    (VMAX, "m/s", "highest running speed"),
    (HEIGHT, "m", "body height"),
    (TIME_ZONE, "IANA name", "the runner's time zone"),
    (
        AVAILABLE_DAYS,
        "mon,wed,…",
        "days on which runs can be planned",
    ),
    (UNITS, "km|mi", "units of what is printed"),
    (SEX, "female|male", "for the constants of TRIMP"),
    (RESTING_HEART_RATE, "bpm", "resting heart rate"),
    (MAX_HEART_RATE, "bpm", "highest heart rate"),
    (BIRTH_YEAR, "year", "for red flags that depend on age"),
];
