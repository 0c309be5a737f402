//! The table of the method's numbers, a file for each subject. A number is added
//! to its file and to the list that the file begins with.

/// Writes numbers a line each, and the list of them.
macro_rules! numbers {
    (
        $(#[$about:meta])* $seen:vis $list:ident;
        $($name:ident $key:literal $value:literal $unit:literal $grade:ident $source:expr, $what:literal;)*
    ) => {
        $(
            #[doc = $what]
            pub const $name: Limit = Limit {
                key: $key,
                value: $value,
                unit: $unit,
                grade: Evidence::$grade,
                source: $source,
                what: $what,
                range: None,
            };
        )*
        $(#[$about])*
        $seen const $list: &[Limit] = &[$($name),*];
    };
}

mod breaks;
mod classes;
mod efforts;
mod forecast;
mod gait;
mod ladder;
mod load;
mod pain;
mod plan;
mod recording;
mod rehab;
mod row;
mod session;
mod trend;

pub use breaks::*;
pub use classes::*;
pub use efforts::*;
pub use forecast::*;
pub use gait::*;
pub use ladder::*;
pub use load::*;
pub use pain::*;
pub use plan::*;
pub use recording::*;
pub use rehab::*;
pub use session::*;
pub use trend::*;

use super::Limit;

const SUBJECTS: [&[Limit]; 14] = [
    pain::ALL,
    ladder::ALL,
    breaks::ALL,
    load::ALL,
    gait::ALL,
    rehab::ALL,
    REHAB,
    plan::ALL,
    session::SESSION,
    efforts::ALL,
    classes::CLASSES,
    forecast::ALL,
    trend::ALL,
    recording::RECORDING,
];

const COUNT: usize = {
    let (mut subject, mut count) = (0, 0);
    while subject < SUBJECTS.len() {
        count += SUBJECTS[subject].len();
        subject += 1;
    }
    count
};

/// Every limit, subject by subject.
pub const ALL: &[Limit] = &{
    let mut all = [GREEN_MAX; COUNT];
    let (mut subject, mut at) = (0, 0);
    while subject < SUBJECTS.len() {
        let mut place = 0;
        while place < SUBJECTS[subject].len() {
            all[at] = SUBJECTS[subject][place];
            (place, at) = (place + 1, at + 1);
        }
        subject += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_defaults_lie_in_their_range() {
        for (index, limit) in ALL.iter().enumerate() {
            assert!(
                ALL[..index].iter().all(|other| other.key != limit.key),
                "{}",
                limit.key
            );
            if let Some((low, high)) = limit.range {
                assert!((low..=high).contains(&limit.value), "{}", limit.key);
            }
            assert!(!limit.what.is_empty() && !limit.unit.is_empty());
        }
    }
}
