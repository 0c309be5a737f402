//! The first reader: rustyfit, streamed, without component expansion.

use super::frame::Ending;
use super::message::{Message, PACKED, number};
use rustyfit::profile::typedef::FitBaseType as Base;
use rustyfit::proto::Value;
use rustyfit::{Decoder, DecoderError, DecoderEvent, StreamingIterator};

/// Hands every message of interest of one sequence to `sink`. Returns how it ended
/// and how many bytes were consumed by then.
pub(super) fn read(
    bytes: &[u8],
    checksum: bool,
    sink: &mut dyn FnMut(&Message),
) -> (Ending, usize) {
    let mut rest = bytes;
    let mut decoder = Decoder::builder()
        .checksum(checksum)
        .expand_components(false)
        .build();
    let mut stream = decoder.stream(&mut rest);
    let mut message = Message::default();
    let ending = loop {
        match stream.next() {
            None => break Ending::Cut,
            Some(Ok(DecoderEvent::Crc(_))) => break Ending::Complete,
            Some(Ok(DecoderEvent::Message(raw))) if number::wanted(raw.num.0) => {
                message.clear(raw.num.0);
                for field in &raw.fields {
                    if field.num == PACKED
                        && message.number == number::RECORD
                        && let Value::ArrayUint8(packed) = &field.value
                    {
                        message.packed = packed
                            .first_chunk()
                            .copied()
                            .filter(|packed| *packed != [0xff; 3]);
                    } else if let Some(value) = plain(&field.value, field.base_type) {
                        message.fields.push((field.num, value));
                    } else if let Value::String(text) = &field.value {
                        message.texts.push((field.num, text.to_string()));
                    } else if let Value::ArrayString(texts) = &field.value
                        && let Some(text) = texts.first()
                    {
                        message.texts.push((field.num, text.to_string()));
                    }
                }
                for field in &raw.developer_fields {
                    // Zero is a value of developers' types; only the top is missing.
                    if let Some(value) = plain(&field.value, Base::UINT8) {
                        let index = field.developer_data_index;
                        message.developer.push((index, field.num, value));
                    }
                }
                sink(&message);
            }
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                break match error {
                    DecoderError::ChecksumMismatch { .. } => Ending::BadChecksum,
                    DecoderError::UnexpectedEof => Ending::Cut,
                    DecoderError::MissingMessageDefinition { .. } => Ending::Broken,
                    DecoderError::NotFITFile | DecoderError::Io { .. } => Ending::NotFit,
                };
            }
        }
    };
    (ending, bytes.len() - rest.len())
}

/// The number of a value that is valid for its base type; of an array the first.
fn plain(value: &Value, base: Base) -> Option<f64> {
    match value {
        Value::Uint8(v) => unsigned(u64::from(*v), u64::from(u8::MAX), base == Base::UINT8Z),
        Value::Uint16(v) => unsigned(u64::from(*v), u64::from(u16::MAX), base == Base::UINT16Z),
        Value::Uint32(v) => unsigned(u64::from(*v), u64::from(u32::MAX), base == Base::UINT32Z),
        Value::Uint64(v) => unsigned(*v, u64::MAX, base == Base::UINT64Z),
        Value::Int8(v) => (*v != i8::MAX).then_some(f64::from(*v)),
        Value::Int16(v) => (*v != i16::MAX).then_some(f64::from(*v)),
        Value::Int32(v) => (*v != i32::MAX).then_some(f64::from(*v)),
        Value::Int64(v) => (*v != i64::MAX).then_some(*v as f64),
        Value::Float32(v) => v.is_finite().then_some(f64::from(*v)),
        Value::Float64(v) => v.is_finite().then_some(*v),
        Value::ArrayUint8(v) => plain(&Value::Uint8(*v.first()?), base),
        Value::ArrayUint16(v) => plain(&Value::Uint16(*v.first()?), base),
        Value::ArrayUint32(v) => plain(&Value::Uint32(*v.first()?), base),
        Value::ArrayFloat32(v) => plain(&Value::Float32(*v.first()?), base),
        _ => None,
    }
}

fn unsigned(value: u64, top: u64, zero_is_missing: bool) -> Option<f64> {
    let missing = value == if zero_is_missing { 0 } else { top };
    (!missing).then_some(value as f64)
}
