//! The quick reader, for a sequence that is whole: the numbers that count, taken from the
//! bytes where their definition says that they lie.
//!
//! What a field is, is told by the profile of the first reader, and once a definition, not
//! once a value. Nothing is mended here: where a byte is not as it should be there is no
//! answer, and the readers that know damage begin anew.

use super::checksum;
use super::collect::is_read_of_record;
use super::message::{Message, PACKED, TIMESTAMP, number};
use rustyfit::profile::lookup::field_reference;
use rustyfit::profile::typedef::{FitBaseType as Base, MesgNum};

const DEFINITION: u8 = 0x40;
const COMPRESSED_TIME: u8 = 0x80;
const DEVELOPER_DATA: u8 = 0x20;
const LOCAL_NUMBERS: usize = 16;
/// Bytes of a field's definition.
const FIELD: usize = 3;
/// The low bits of a time that a compressed header holds.
const TIME_BITS: u32 = 0x1f;

/// Where a number or a text lies in a message.
#[derive(Debug, Clone, Copy)]
struct Field {
    number: u8,
    base: Base,
    is_array: bool,
    at: usize,
    size: usize,
}

/// Where a developer's field lies; what it is, its description tells.
#[derive(Debug, Clone, Copy)]
struct Developer {
    number: u8,
    index: u8,
    at: usize,
    size: usize,
}

/// What the messages of a local number hold.
#[derive(Debug, Default)]
struct Definition {
    number: u16,
    is_big_endian: bool,
    /// Bytes of a message behind its header.
    len: usize,
    fields: Vec<Field>,
    /// The time alone, in messages that nothing else is read of.
    time: Option<Field>,
    developer: Vec<Developer>,
}

/// The type of a developer's field, by the developer's index and the field's number.
type Descriptions = Vec<((u8, u8), Base)>;

/// Hands every message of interest of one sequence to `sink`; how many bytes it has, where
/// it is whole. What was handed over of one that is not is not to be used.
pub(super) fn read(bytes: &[u8], sink: &mut dyn FnMut(&Message)) -> Option<usize> {
    let (from, until) = checksum::data_of(bytes)?;
    let data = bytes.get(from..until)?;
    let mut definitions: [Option<Definition>; LOCAL_NUMBERS] = Default::default();
    let mut descriptions = Descriptions::new();
    let mut message = Message::default();
    let mut clock = 0u32;
    let mut at = 0;
    let mut ends_with_data = false;
    while at < data.len() {
        let header = *data.get(at)?;
        at += 1;
        ends_with_data = header & (COMPRESSED_TIME | DEFINITION) != DEFINITION;
        if !ends_with_data {
            let slot = definitions.get_mut(usize::from(header) % LOCAL_NUMBERS)?;
            let definition = slot.get_or_insert_default();
            at += definition.read(data.get(at..)?, header & DEVELOPER_DATA != 0)?;
            continue;
        }
        let is_compressed = header & COMPRESSED_TIME != 0;
        let local = if is_compressed {
            usize::from(header & !COMPRESSED_TIME) >> 5
        } else {
            usize::from(header) % LOCAL_NUMBERS
        };
        let definition = definitions.get(local)?.as_ref()?;
        let body = data.get(at..at + definition.len)?;
        at += definition.len;
        message.clear(definition.number);
        if is_compressed {
            let behind = u32::from(header).wrapping_sub(clock) & TIME_BITS;
            clock = clock.wrapping_add(behind);
            message.fields.push((TIMESTAMP, f64::from(clock)));
        }
        if let Some(time) = definition.time {
            clock = time.raw(body, definition.is_big_endian)? as u32;
        }
        if !number::wanted(definition.number) {
            continue;
        }
        definition.take(body, &mut message)?;
        if !definition.developer.is_empty() {
            definition.take_developers(body, &descriptions, &mut message)?;
        }
        if definition.number == number::FIELD_DESCRIPTION {
            describe(&message, &mut descriptions);
        }
        sink(&message);
    }
    (ends_with_data && checksum::holds(bytes, from, until)).then_some(until + checksum::LEN)
}

impl Definition {
    /// Reads a definition behind its header; how many bytes it has.
    fn read(&mut self, bytes: &[u8], has_developers: bool) -> Option<usize> {
        let [_, order, low, high, count] = *bytes.first_chunk()?;
        self.is_big_endian = order != 0;
        self.number = match self.is_big_endian {
            true => u16::from_be_bytes([low, high]),
            false => u16::from_le_bytes([low, high]),
        };
        self.fields.clear();
        self.developer.clear();
        self.time = None;
        let mut used = FIELD + 2;
        let mut len = 0;
        let wanted = number::wanted(self.number);
        for _ in 0..count {
            let [number, size, base] = *bytes.get(used..)?.first_chunk()?;
            used += FIELD;
            let field = Field::defined(self.number, number, Base(base), len, size);
            len += usize::from(size);
            if number == TIMESTAMP && field.base == Base::UINT32 && !field.is_array {
                self.time = Some(field);
            }
            if wanted && (self.number != number::RECORD || is_read_of_record(number)) {
                self.fields.push(field);
            }
        }
        if has_developers {
            let count = *bytes.get(used)?;
            used += 1;
            for _ in 0..count {
                let [number, size, index] = *bytes.get(used..)?.first_chunk()?;
                used += FIELD;
                let (at, size) = (len, usize::from(size));
                len += size;
                if self.number == number::RECORD {
                    self.developer.push(Developer {
                        number,
                        index,
                        at,
                        size,
                    });
                }
            }
        }
        self.len = len;
        Some(used)
    }

    fn take(&self, body: &[u8], message: &mut Message) -> Option<()> {
        for field in &self.fields {
            if field.number == PACKED && self.number == number::RECORD && field.is_array {
                let packed = field.bytes(body)?.first_chunk().copied();
                message.packed = packed.filter(|packed| *packed != [0xff; 3]);
            } else if field.base == Base::STRING {
                let text = text(field.bytes(body)?, field.is_array);
                message.texts.extend(text.map(|text| (field.number, text)));
            } else if !field.is_array || is_read_of_arrays(field.base) {
                let raw = field.raw(body, self.is_big_endian)?;
                if let Some(value) = value(raw, field.base) {
                    message.fields.push((field.number, value));
                }
            }
        }
        Some(())
    }

    fn take_developers(
        &self,
        body: &[u8],
        descriptions: &Descriptions,
        message: &mut Message,
    ) -> Option<()> {
        for developer in &self.developer {
            let of = (developer.index, developer.number);
            let Some(&(_, base)) = descriptions.iter().find(|(known, _)| *known == of) else {
                continue;
            };
            let size = usize::from(base.size());
            let is_array = developer.size > size && developer.size.is_multiple_of(size);
            if base == Base::STRING || is_array && !is_read_of_arrays(base) {
                continue;
            }
            // Zero is a value of developers' types; only the top is missing.
            let base = match base {
                Base::UINT8Z => Base::UINT8,
                Base::UINT16Z => Base::UINT16,
                Base::UINT32Z => Base::UINT32,
                Base::UINT64Z => Base::UINT64,
                base => base,
            };
            let field = Field {
                number: developer.number,
                base,
                is_array,
                at: developer.at,
                size: developer.size,
            };
            if let Some(value) = value(field.raw(body, self.is_big_endian)?, base) {
                let index = developer.index;
                message.developer.push((index, developer.number, value));
            }
        }
        Some(())
    }
}

impl Field {
    fn defined(message: u16, number: u8, stated: Base, at: usize, size: u8) -> Field {
        let (base, is_array) = match field_reference(MesgNum(message), number) {
            Some(field) => (field.base_type(), field.array()),
            None => {
                let one = stated.size();
                // Of several texts the first that is one is taken either way.
                let several = size > one && size.is_multiple_of(one);
                (stated, several && stated != Base::STRING)
            }
        };
        Field {
            number,
            base,
            is_array,
            at,
            size: usize::from(size),
        }
    }

    fn bytes<'a>(&self, body: &'a [u8]) -> Option<&'a [u8]> {
        body.get(self.at..self.at + self.size)
    }

    /// The bytes of its first value as a number without sign; of a field that is shorter
    /// than its type what is there.
    fn raw(&self, body: &[u8], is_big_endian: bool) -> Option<u64> {
        let size = self.size.min(usize::from(self.base.size()));
        let bytes = body.get(self.at..self.at + size)?;
        Some(match (bytes, is_big_endian) {
            (&[a], _) => u64::from(a),
            (&[a, b], false) => u64::from(u16::from_le_bytes([a, b])),
            (&[a, b, c, d], false) => u64::from(u32::from_le_bytes([a, b, c, d])),
            (bytes, true) => joined(bytes.iter()),
            (bytes, false) => joined(bytes.iter().rev()),
        })
    }
}

/// Bytes, the highest first, as one number.
fn joined<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

/// The number that the bytes of a type stand for, if it is valid.
fn value(raw: u64, base: Base) -> Option<f64> {
    let unless = |missing: u64| (raw != missing).then_some(raw as f64);
    match base {
        Base::ENUM | Base::BYTE | Base::UINT8 => unless(u64::from(u8::MAX)),
        Base::UINT16 => unless(u64::from(u16::MAX)),
        Base::UINT32 => unless(u64::from(u32::MAX)),
        Base::UINT64 => unless(u64::MAX),
        Base::UINT8Z | Base::UINT16Z | Base::UINT32Z | Base::UINT64Z => unless(0),
        Base::SINT8 => (raw != i8::MAX as u64).then_some(f64::from(raw as i8)),
        Base::SINT16 => (raw != i16::MAX as u64).then_some(f64::from(raw as i16)),
        Base::SINT32 => (raw != i32::MAX as u64).then_some(f64::from(raw as i32)),
        Base::SINT64 => (raw != i64::MAX as u64).then_some(raw as i64 as f64),
        Base::FLOAT32 => Some(f64::from(f32::from_bits(raw as u32))).filter(|v| v.is_finite()),
        Base::FLOAT64 => Some(f64::from_bits(raw)).filter(|v| v.is_finite()),
        _ => None,
    }
}

/// The types of which the first of several values is read, as the first reader does.
fn is_read_of_arrays(base: Base) -> bool {
    matches!(
        base,
        Base::ENUM
            | Base::BYTE
            | Base::UINT8
            | Base::UINT8Z
            | Base::UINT16
            | Base::UINT16Z
            | Base::UINT32
            | Base::UINT32Z
            | Base::FLOAT32
    )
}

/// A text up to its end; of several the first that is one.
fn text(bytes: &[u8], is_array: bool) -> Option<String> {
    let mut parts = bytes.split(|byte| *byte == 0);
    let found = match is_array {
        true => parts.find(|part| !part.is_empty()),
        false => parts.next(),
    };
    found.map(|part| String::from_utf8_lossy(part).into_owned())
}

/// Learns the type of a developer's field.
fn describe(message: &Message, descriptions: &mut Descriptions) {
    let byte = |field| message.get(field).map_or(u8::MAX, |value| value as u8);
    let (of, base) = ((byte(0), byte(1)), Base(byte(2)));
    match descriptions.iter_mut().find(|(known, _)| *known == of) {
        Some((_, known)) => *known = base,
        None => descriptions.push((of, base)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{first, frame::Ending};
    use super::*;

    /// What counts of a message: the other fields of a record are not looked for.
    fn counted(message: &Message) -> Message {
        let mut message = message.clone();
        if message.number == number::RECORD {
            message
                .fields
                .retain(|(field, _)| is_read_of_record(*field));
            message.texts.clear();
        } else {
            message.developer.clear();
        }
        message
    }

    #[test]
    fn a_whole_file_is_read_as_the_first_reader_reads_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/files");
        let mut files = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            if bytes.get(8..12) != Some(b".FIT") {
                continue;
            }
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            let (ending, used) = first::read(&bytes, true, &mut |message| {
                theirs.push(counted(message));
            });
            let whole = read(&bytes, &mut |message| ours.push(counted(message)));
            let is_whole = ending == Ending::Complete;
            assert_eq!(whole, is_whole.then_some(used), "{path:?}");
            if is_whole {
                assert_eq!(ours, theirs, "{path:?}");
                files += 1;
            }
            let cut = &bytes[..bytes.len() - 1];
            assert_eq!(read(cut, &mut |_| {}), None, "{path:?}");
        }
        assert!(files > 15, "{files}");
    }

    #[test]
    fn numbers_are_those_of_their_type() {
        for (base, raw, expected) in [
            (Base::UINT8, 0xff, None),
            (Base::UINT8, 0, Some(0.0)),
            (Base::UINT16Z, 0, None),
            (Base::SINT8, 0x7f, None),
            (Base::SINT8, 0xff, Some(-1.0)),
            (Base::SINT32, 0x8000_0000, Some(-2_147_483_648.0)),
            (Base::FLOAT32, u64::from(1.5f32.to_bits()), Some(1.5)),
            (Base::FLOAT32, u64::from(f32::NAN.to_bits()), None),
            (Base(0x55), 1, None),
        ] {
            assert_eq!(value(raw, base), expected, "{base:?} {raw}");
        }
        let field = |size| Field {
            number: 0,
            base: Base::UINT32,
            is_array: false,
            at: 1,
            size,
        };
        let body = [9, 1, 2, 3, 4, 5];
        for (size, big, expected) in [
            (4, false, 0x0403_0201),
            (4, true, 0x0102_0304),
            // Shorter than its type, and longer.
            (2, false, 0x0201),
            (3, true, 0x01_0203),
            (5, false, 0x0403_0201),
        ] {
            assert_eq!(field(size).raw(&body, big), Some(expected), "{size} {big}");
        }
        assert_eq!(field(6).raw(&body[..4], false), None);
        assert_eq!(text(b"\0ab\0c", true), Some("ab".to_owned()));
        assert_eq!(text(b"ab\0c", false), Some("ab".to_owned()));
        assert_eq!(text(b"\0\0", true), None);
    }
}
