//! The second reader: fitparser's raw objects, tried for what the first refuses.

use super::frame::Ending;
use super::message::{Message, PACKED, TIMESTAMP, number};
use fitparser::de::{DecodeOption, FitDataMessage, FitObject, FitStreamProcessor};
use fitparser::{ErrorKind, Value};

/// Bytes of a FIT header with its checksum.
const LONGEST_HEADER: usize = 14;

/// Like [`super::first::read`]; checksums are not looked at.
pub(super) fn read(bytes: &[u8], sink: &mut dyn FnMut(&Message)) -> (Ending, usize) {
    // fitparser takes the length of a header that is cut off from the size it states,
    // and panics where overflow is checked.
    if bytes.len() < LONGEST_HEADER {
        return (Ending::Cut, 0);
    }
    let mut processor = FitStreamProcessor::new();
    processor.add_option(DecodeOption::SkipHeaderCrcValidation);
    processor.add_option(DecodeOption::SkipDataCrcValidation);
    let mut clock = Clock::default();
    let mut message = Message::default();
    let mut rest = bytes;
    let ending = loop {
        if rest.is_empty() {
            break Ending::Cut;
        }
        let whole_fields = as_whole_fields(rest);
        let next = whole_fields.as_deref().unwrap_or(rest);
        match processor.deserialize_next(next) {
            Ok((after, object)) => {
                rest = rest.get(next.len() - after.len()..).unwrap_or(&[]);
                match object {
                    FitObject::Crc(_) => break Ending::Complete,
                    FitObject::DataMessage(raw) => {
                        if number::wanted(raw.global_message_number()) {
                            convert(&raw, &mut message);
                            clock.complete(raw.time_offset(), &mut message);
                            sink(&message);
                        } else {
                            clock.pass(&raw);
                        }
                    }
                    FitObject::Header(_) | FitObject::DefinitionMessage(_) => {}
                }
            }
            Err(error) => {
                break match *error {
                    ErrorKind::UnexpectedEof(_) => Ending::Cut,
                    _ => Ending::Broken,
                };
            }
        }
    };
    (ending, bytes.len() - rest.len())
}

/// The definition message that comes next, where it gives a field a size that is no
/// multiple of its type: with bytes as the type. So fitparser would read it too, but
/// with a line on the error stream for each field, which is the runner's.
fn as_whole_fields(rest: &[u8]) -> Option<Vec<u8>> {
    const DEFINITION: u8 = 0x40;
    const COMPRESSED_TIME: u8 = 0x80;
    const BYTE: u8 = 0x0d;
    const FIELDS_AT: usize = 6;
    const FIELD: usize = 3;
    let header = *rest.first()?;
    if header & DEFINITION == 0 || header & COMPRESSED_TIME != 0 {
        return None;
    }
    let fields = usize::from(*rest.get(FIELDS_AT - 1)?) * FIELD;
    let mut whole = rest.get(..FIELDS_AT + fields)?.to_vec();
    let mut changed = false;
    for field in whole.get_mut(FIELDS_AT..)?.chunks_exact_mut(FIELD) {
        if let [_, size, base] = field
            && *size % size_of_base(*base) != 0
        {
            *base = BYTE;
            changed = true;
        }
    }
    const DEVELOPER_DATA: u8 = 0x20;
    if header & DEVELOPER_DATA != 0 {
        let from = whole.len();
        let count = usize::from(*rest.get(from)?);
        whole.extend_from_slice(rest.get(from..from + 1 + count * FIELD)?);
    }
    changed.then_some(whole)
}

/// Bytes of one value of a base type, by its number without the flags that fitparser ignores.
const fn size_of_base(base: u8) -> u8 {
    match base & 0x9f {
        0x83 | 0x84 | 0x8b => 2,
        0x85 | 0x86 | 0x88 | 0x8c => 4,
        0x89 | 0x8e | 0x8f | 0x90 => 8,
        _ => 1,
    }
}

/// The running time that a compressed timestamp adds its five bits to.
#[derive(Default)]
struct Clock(u32);

impl Clock {
    fn pass(&mut self, raw: &FitDataMessage) {
        if let Some(offset) = raw.time_offset() {
            self.advance(offset);
        } else if let Some(time) = raw.fields().get(&TIMESTAMP).and_then(plain) {
            self.0 = time as u32;
        }
    }

    fn complete(&mut self, offset: Option<u8>, message: &mut Message) {
        if let Some(offset) = offset {
            self.advance(offset);
            message.fields.push((TIMESTAMP, f64::from(self.0)));
        } else if let Some(time) = message.get(TIMESTAMP) {
            self.0 = time as u32;
        }
    }

    fn advance(&mut self, offset: u8) {
        let behind = u32::from(offset).wrapping_sub(self.0) & 0x1f;
        self.0 = self.0.wrapping_add(behind);
    }
}

fn convert(raw: &FitDataMessage, message: &mut Message) {
    message.clear(raw.global_message_number());
    for (&(index, field), value) in raw.developer_fields() {
        message
            .developer
            .extend(plain(value).map(|number| (index, field, number)));
    }
    for (&field, value) in raw.fields() {
        match value {
            Value::String(text) => {
                let text = text.trim_end_matches('\0');
                message.texts.push((field, text.to_owned()));
            }
            Value::Array(values) if field == PACKED && message.number == number::RECORD => {
                let packed: Vec<u8> = values
                    .iter()
                    .map_while(|value| match value {
                        Value::Byte(byte) | Value::UInt8(byte) => Some(*byte),
                        _ => None,
                    })
                    .collect();
                message.packed = packed
                    .first_chunk()
                    .copied()
                    .filter(|packed| *packed != [0xff; 3]);
            }
            value => message
                .fields
                .extend(plain(value).map(|number| (field, number))),
        }
    }
}

/// The number of a valid value; the decoder leaves sentinels in its raw values.
fn plain(value: &Value) -> Option<f64> {
    match value {
        Value::Byte(v) | Value::Enum(v) | Value::UInt8(v) => {
            (*v != u8::MAX).then_some(f64::from(*v))
        }
        Value::UInt16(v) => (*v != u16::MAX).then_some(f64::from(*v)),
        Value::UInt32(v) => (*v != u32::MAX).then_some(f64::from(*v)),
        Value::UInt64(v) => (*v != u64::MAX).then_some(*v as f64),
        Value::UInt8z(v) => (*v != 0).then_some(f64::from(*v)),
        Value::UInt16z(v) => (*v != 0).then_some(f64::from(*v)),
        Value::UInt32z(v) => (*v != 0).then_some(f64::from(*v)),
        Value::UInt64z(v) => (*v != 0).then_some(*v as f64),
        Value::SInt8(v) => (*v != i8::MAX).then_some(f64::from(*v)),
        Value::SInt16(v) => (*v != i16::MAX).then_some(f64::from(*v)),
        Value::SInt32(v) => (*v != i32::MAX).then_some(f64::from(*v)),
        Value::SInt64(v) => (*v != i64::MAX).then_some(*v as f64),
        Value::Float32(v) => v.is_finite().then_some(f64::from(*v)),
        Value::Float64(v) => v.is_finite().then_some(*v),
        Value::Array(values) => values.first().and_then(plain),
        Value::Timestamp(_) | Value::String(_) | Value::Invalid => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, read};

    #[test]
    fn a_header_cut_off_is_cut() {
        for bytes in [&[][..], &[4, 0, 0, 0, 0], &[12; 11], &[1; 13]] {
            let (ending, at) = read(bytes, &mut |_| {});
            assert!(matches!(ending, Ending::Cut), "{bytes:?}");
            assert_eq!(at, 0);
        }
    }
}
