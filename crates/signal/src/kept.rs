//! How a trace is kept: each column counts in whole steps, of which what changes from
//! second to second is written.
//!
//! The steps lie below what any watch tells apart, and [`settle`] rounds a trace to them
//! when it is made: what is read back is to the last bit what was measured. Flat-equivalent
//! speed is not kept; it follows from speed and grade.

use super::gap;
use comeback_core::run::trace::Trace;
use comeback_core::units::{Grade, MetresPerSecond};
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// Steps of a unit; powers of two, so that each multiple is a number without rounding.
/// 1 mm/s, 0.006 %, 0.016 m, 0.016 steps/min. (design)
const SPEED: f32 = 1024.0;
const GRADE: f32 = 16_384.0;
const ALTITUDE: f32 = 64.0;
const CADENCE: f32 = 64.0;

/// Longest trace that is read back: two months of seconds. (design)
const MOST_ROWS: usize = 1 << 23;

/// Rounds a trace to the steps in which it is kept, and gives it its flat-equivalent speed.
pub fn settle(trace: &mut Trace) {
    let steepest = (gap::STEEPEST as f32 * GRADE).floor();
    round(&mut trace.speed_m_per_s, SPEED, f32::MAX);
    round(&mut trace.grade, GRADE, steepest);
    round(&mut trace.effort_grade, GRADE, steepest);
    round(&mut trace.altitude_m, ALTITUDE, f32::MAX);
    round(&mut trace.recorded_altitude_m, ALTITUDE, f32::MAX);
    round(&mut trace.cadence_spm, CADENCE, f32::MAX);
    trace.gap_m_per_s = gap_of(trace);
}

fn round(column: &mut [Option<f32>], steps: f32, most: f32) {
    for value in column.iter_mut().flatten() {
        *value = nearest(*value * steps).clamp(-most, most) / steps;
    }
}

/// The nearest whole number, of two the one away from zero: as [`f32::round`], which is
/// a call for every value where a processor's own rounding cannot be counted on.
fn nearest(value: f32) -> f32 {
    // From here on every number is whole.
    const WHOLE: f32 = 8_388_608.0;
    if value.abs() < WHOLE {
        (counted(f64::from(value)) as f32).copysign(value)
    } else {
        value
    }
}

fn counted(value: f64) -> i64 {
    (value + 0.5_f64.copysign(value)) as i64
}

fn gap_of(trace: &Trace) -> Vec<Option<f32>> {
    (trace.speed_m_per_s.iter())
        .zip(&trace.grade)
        .map(|(speed, grade)| {
            let speed = MetresPerSecond::new(f64::from((*speed)?));
            let grade = Grade::new(f64::from((*grade)?));
            Some(gap::flat_equivalent(speed, grade).get() as f32)
        })
        .collect()
}

/// For serde: writes a trace as one string of bytes.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(trace: &Trace, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&packed(trace))
}

/// For serde: reads a trace that was written so.
///
/// # Errors
/// Those of the deserializer, and bytes that are no trace.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Trace, D::Error> {
    struct Bytes;
    impl Visitor<'_> for Bytes {
        type Value = Trace;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("the bytes of a trace")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Trace, E> {
            unpacked(bytes).ok_or_else(|| E::custom("these bytes are no trace"))
        }
    }
    deserializer.deserialize_bytes(Bytes)
}

fn packed(trace: &Trace) -> Vec<u8> {
    let rows = trace.len();
    let mut out = Vec::with_capacity(rows * 10);
    unsigned(&mut out, rows as u64);
    let mut columns = Columns {
        out: &mut out,
        values: Vec::with_capacity(rows),
    };
    columns.put(trace.time_s.iter().map(|&t| Some(i64::from(t))));
    columns.count(&trace.speed_m_per_s, SPEED);
    columns.count(&trace.grade, GRADE);
    columns.count(&trace.effort_grade, GRADE);
    columns.count(&trace.cadence_spm, CADENCE);
    columns.put(whole(&trace.heart_rate_bpm));
    columns.count(&trace.altitude_m, ALTITUDE);
    columns.count(&trace.recorded_altitude_m, ALTITUDE);
    columns.put(trace.passes.iter().map(|&n| Some(i64::from(n))));
    columns.put(whole(&trace.place));
    columns.put(whole(&trace.power_w));
    columns.put(flags(&trace.moving));
    columns.put(flags(&trace.running));
    columns.put(whole(&trace.ground_contact_ms));
    columns.put(whole(&trace.vertical_oscillation_mm));
    columns.put(whole(&trace.vertical_ratio_permille));
    columns.put(whole(&trace.stance_balance_permille));
    out
}

fn whole<T: Copy + Into<i64>>(column: &[Option<T>]) -> impl Iterator<Item = Option<i64>> {
    column.iter().map(|value| value.map(Into::into))
}

fn flags(column: &[bool]) -> impl Iterator<Item = Option<i64>> {
    column.iter().map(|flag| flag.then_some(0))
}

fn unpacked(bytes: &[u8]) -> Option<Trace> {
    let mut reader = Reader { bytes };
    let rows = usize::try_from(reader.unsigned()?).ok()?;
    if rows > MOST_ROWS {
        return None;
    }
    let counted = |steps: f32| {
        let step = 1.0 / f64::from(steps);
        move |count: i64| Some((count as f64 * step) as f32)
    };
    let (speed, grade, height, cadence) = (
        counted(SPEED),
        counted(GRADE),
        counted(ALTITUDE),
        counted(CADENCE),
    );
    let time: Vec<Option<u32>> = reader.column(rows, narrow)?;
    let mut trace = Trace {
        time_s: time.into_iter().collect::<Option<_>>()?,
        speed_m_per_s: reader.column(rows, speed)?,
        grade: reader.column(rows, grade)?,
        effort_grade: reader.column(rows, grade)?,
        gap_m_per_s: Vec::new(),
        cadence_spm: reader.column(rows, cadence)?,
        heart_rate_bpm: reader.column(rows, narrow)?,
        altitude_m: reader.column(rows, height)?,
        recorded_altitude_m: reader.column(rows, height)?,
        passes: (reader.column(rows, narrow)?)
            .into_iter()
            .collect::<Option<_>>()?,
        place: reader.column(rows, narrow)?,
        power_w: reader.column(rows, narrow)?,
        moving: reader.flags(rows)?,
        running: reader.flags(rows)?,
        ground_contact_ms: reader.column(rows, narrow)?,
        vertical_oscillation_mm: reader.column(rows, narrow)?,
        vertical_ratio_permille: reader.column(rows, narrow)?,
        stance_balance_permille: reader.column(rows, narrow)?,
    };
    trace.gap_m_per_s = gap_of(&trace);
    reader.bytes.is_empty().then_some(trace)
}

/// The value in a narrower type; `None` where it does not fit.
fn narrow<T: TryFrom<i64>>(value: i64) -> Option<T> {
    T::try_from(value).ok()
}

/// Where columns are written to, with room for the values of one.
struct Columns<'a> {
    out: &'a mut Vec<u8>,
    values: Vec<i64>,
}

impl Columns<'_> {
    /// Writes a column in whole steps.
    fn count(&mut self, column: &[Option<f32>], steps: f32) {
        let count = |value: f32| counted(f64::from(value) * f64::from(steps));
        self.put(column.iter().map(|value| value.map(count)));
    }

    /// Writes which rows have a value, as lengths of turns of having and missing, and then
    /// the values as differences: of the order that makes them smallest, which is written
    /// first.
    fn put(&mut self, column: impl Iterator<Item = Option<i64>>) {
        let Columns { out, values } = self;
        values.clear();
        let mut has = true;
        let mut length = 0u64;
        for value in column {
            if value.is_some() != has {
                unsigned(out, length);
                (has, length) = (!has, 0);
            }
            length += 1;
            values.extend(value);
        }
        unsigned(out, length);
        let order = order_of(values);
        out.push(order as u8);
        out.reserve(2 * values.len());
        let mut before = [0i64; 2];
        let coded = values.iter().map(|&value| orders(value, &mut before));
        // Of each order by itself, so that it is not asked for at every value.
        match order {
            0 => coded.for_each(|[value, ..]| unsigned(out, zigzag(value))),
            1 => coded.for_each(|[_, once, _]| unsigned(out, zigzag(once))),
            _ => coded.for_each(|[.., twice]| unsigned(out, zigzag(twice))),
        }
    }
}

/// The order of the differences that makes values smallest, by the bits of every few of
/// them. A second difference is tried only where the first was worth it.
fn order_of(values: &[i64]) -> usize {
    const EVERY: usize = 4;
    let mut sizes = [0u64; 3];
    for near in values.windows(3).step_by(EVERY) {
        let [first, second, third] = *near else {
            continue;
        };
        let mut before = [second, second.wrapping_sub(first)];
        let orders = orders(third, &mut before);
        for (size, value) in sizes.iter_mut().zip(orders) {
            *size += u64::from(u64::BITS - zigzag(value).leading_zeros());
        }
    }
    match sizes {
        [none, once, _] if once >= none => 0,
        [_, once, twice] if twice >= once => 1,
        _ => 2,
    }
}

/// A value, less the one before, and that less the difference before.
fn orders(value: i64, before: &mut [i64; 2]) -> [i64; 3] {
    let once = value.wrapping_sub(before[0]);
    let twice = once.wrapping_sub(before[1]);
    *before = [value, once];
    [value, once, twice]
}

const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Seven bits a byte, the lowest first.
fn unsigned(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    #[inline]
    fn unsigned(&mut self) -> Option<u64> {
        // Mostly it is one byte.
        if let Some((&first @ ..0x80, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            return Some(u64::from(first));
        }
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// The lengths of the turns of having and missing, of rows altogether.
    fn turns(&mut self, rows: usize) -> Option<Vec<usize>> {
        let mut turns = Vec::new();
        let mut left = rows;
        loop {
            let length = usize::try_from(self.unsigned()?).ok()?;
            left = left.checked_sub(length)?;
            turns.push(length);
            if left == 0 {
                return Some(turns);
            }
        }
    }

    /// A column, each value as `told` says it; none where it says none of one.
    fn column<T: Copy>(
        &mut self,
        rows: usize,
        told: impl Fn(i64) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        let turns = self.turns(rows)?;
        match self.byte()? {
            0 => self.values::<0, T>(rows, &turns, told),
            1 => self.values::<1, T>(rows, &turns, told),
            _ => self.values::<2, T>(rows, &turns, told),
        }
    }

    fn values<const ORDER: usize, T: Copy>(
        &mut self,
        rows: usize,
        turns: &[usize],
        told: impl Fn(i64) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        let mut column = Vec::with_capacity(rows);
        // The sum so far of each order, the values themselves last.
        let mut sums = [0i64; ORDER];
        let mut has = true;
        for &length in turns {
            let end = column.len() + length;
            if has {
                for _ in 0..length {
                    let coded = self.unsigned()?;
                    let mut value = (coded >> 1) as i64 ^ -((coded & 1) as i64);
                    for sum in &mut sums {
                        *sum = sum.wrapping_add(value);
                        value = *sum;
                    }
                    column.push(Some(told(value)?));
                }
            } else {
                column.resize(end, None);
            }
            has = !has;
        }
        Some(column)
    }

    /// Which rows have a value, whatever it is.
    fn flags(&mut self, rows: usize) -> Option<Vec<bool>> {
        let column = self.column(rows, Some)?;
        Some(column.iter().map(Option::is_some).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(column: &[Option<i64>]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut columns = Columns {
            out: &mut out,
            values: Vec::new(),
        };
        columns.put(column.iter().copied());
        out
    }

    fn again(column: &[Option<i64>]) -> Option<Vec<Option<i64>>> {
        let bytes = written(column);
        let mut reader = Reader { bytes: &bytes };
        let found = reader.column(column.len(), Some)?;
        reader.bytes.is_empty().then_some(found)
    }

    #[test]
    fn a_column_comes_back() {
        let slope: Vec<_> = (0..500).map(|t| Some(3 * t * t - 70_000)).collect();
        let holes: Vec<_> = (0..500).map(|t| (t % 7 > 2).then_some(t % 11)).collect();
        let columns = [
            vec![],
            vec![None; 9],
            vec![None, Some(i64::MIN), Some(i64::MAX), None],
            slope,
            holes,
        ];
        for column in columns {
            assert_eq!(again(&column).as_ref(), Some(&column));
        }
    }

    #[test]
    fn a_steady_slope_takes_a_byte_a_second() {
        let slope: Vec<_> = (0..1000).map(|t| Some(640 + 20 * t)).collect();
        let bytes = written(&slope);
        assert!(bytes.len() < 1010, "{}", bytes.len());
    }

    #[test]
    fn a_value_is_rounded_as_the_language_does_it() {
        let halves = (-2000..2000).map(|count| count as f32 / 8.0);
        let others = [
            0.499_999_97,
            -0.499_999_97,
            8_388_607.5,
            8_388_609.0,
            1e30,
            f32::MAX,
            f32::INFINITY,
            f32::NAN,
            -0.0,
            0.2,
            -0.2,
        ];
        for value in halves.chain(others).chain(others.map(|value| -value)) {
            let (own, rounded) = (nearest(value), value.round());
            assert_eq!(own.to_bits(), rounded.to_bits(), "{value}");
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let trace = Trace {
            time_s: (0..60).collect(),
            ..Trace::default()
        };
        // Columns of another length than the time are no trace.
        assert_eq!(unpacked(&packed(&trace)), None);
        for bytes in [&[][..], &[0xff; 12], &[3, 0xff, 0xff, 0xff], &[200, 1, 5]] {
            assert_eq!(unpacked(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn steps_stay_within_what_the_grade_may_be() {
        let mut trace = Trace {
            time_s: vec![0, 1],
            speed_m_per_s: vec![Some(3.000_4), None],
            grade: vec![Some(0.45), Some(-0.45)],
            ..Trace::default()
        };
        settle(&mut trace);
        assert_eq!(trace.speed_m_per_s[0], Some(3072.0 / 1024.0));
        assert!(
            trace
                .grade
                .iter()
                .flatten()
                .all(|grade| grade.abs() <= 0.45)
        );
        assert_eq!(trace.gap_m_per_s[1], None);
        let once = trace.clone();
        settle(&mut trace);
        assert_eq!(trace, once);
    }
}
