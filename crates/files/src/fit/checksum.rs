//! The checksum of a FIT file, eight bytes at a time.

/// Bytes of a checksum.
pub(super) const LEN: usize = 2;
/// Where a header states the length of the data, and where its own checksum lies.
const LENGTH_AT: usize = 4;
const CHECKED_HEADER: usize = 12;
const HEADER_WITH_CHECKSUM: usize = 14;
/// The polynomial of CRC-16/ARC, its bits turned round.
const POLYNOMIAL: u16 = 0xa001;
/// Bytes that are taken at once.
const AT_ONCE: usize = 8;

/// What a byte makes of the sum when so many bytes follow it.
static TABLES: [[u16; 256]; AT_ONCE] = tables();

const fn tables() -> [[u16; 256]; AT_ONCE] {
    let mut tables = [[0; 256]; AT_ONCE];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u16;
        let mut bit = 0;
        while bit < 8 {
            let falls_out = sum & 1 == 1;
            sum >>= 1;
            if falls_out {
                sum ^= POLYNOMIAL;
            }
            bit += 1;
        }
        tables[0][byte] = sum;
        byte += 1;
    }
    let mut after = 1;
    while after < AT_ONCE {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[after - 1][byte];
            tables[after][byte] = before >> 8 ^ tables[0][before as usize & 0xff];
            byte += 1;
        }
        after += 1;
    }
    tables
}

/// The sum of bytes that follow those of another sum.
fn sum_on(mut sum: u16, bytes: &[u8]) -> u16 {
    let (eights, rest) = bytes.as_chunks::<AT_ONCE>();
    for &[a, b, c, d, e, f, g, h] in eights {
        let [low, high] = sum.to_le_bytes();
        let of = |after: usize, byte: u8| TABLES[after][usize::from(byte)];
        sum = (of(7, a ^ low) ^ of(6, b ^ high) ^ of(5, c) ^ of(4, d))
            ^ (of(3, e) ^ of(2, f) ^ of(1, g) ^ of(0, h));
    }
    for &byte in rest {
        sum = sum >> 8 ^ TABLES[0][usize::from(sum as u8 ^ byte)];
    }
    sum
}

/// From where to where the data of a sequence lie, if its header is one.
pub(super) fn data_of(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = usize::from(*bytes.first()?);
    if from != CHECKED_HEADER && from != HEADER_WITH_CHECKSUM {
        return None;
    }
    let len = u32::from_le_bytes(*bytes.get(LENGTH_AT..)?.first_chunk()?) as usize;
    Some((from, from.checked_add(len)?))
}

/// Whether the checksums of header and data are those that are written there.
pub(super) fn holds(bytes: &[u8], from: usize, until: usize) -> bool {
    let stated = |at: usize| {
        let bytes = bytes.get(at..)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes))
    };
    let header = bytes.get(..CHECKED_HEADER).map(|header| sum_on(0, header));
    // A header with a checksum of its own is not summed with the data; nought is none.
    let (is_header_right, before) = match from {
        HEADER_WITH_CHECKSUM => {
            let stated = stated(CHECKED_HEADER);
            (stated == Some(0) || stated == header, Some(0))
        }
        _ => (true, header),
    };
    let data = before.zip(bytes.get(from..until));
    let sum = data.map(|(before, data)| sum_on(before, data));
    is_header_right && sum.is_some() && sum == stated(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_its_bytes_one_by_one() {
        // The check value of CRC-16/ARC.
        assert_eq!(sum_on(0, b"123456789"), 0xbb3d);
        let bytes: Vec<u8> = (0..1000u32).map(|i| ((i * i) >> 3) as u8).collect();
        let single = bytes.iter().fold(0, |sum, byte| sum_on(sum, &[*byte]));
        assert_eq!(sum_on(0, &bytes), single);
        assert_eq!(sum_on(sum_on(0, &bytes[..13]), &bytes[13..]), single);
    }
}
