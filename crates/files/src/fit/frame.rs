//! The frame of a FIT file: header, data, checksum, and the next sequence behind
//! it. Kept by ourselves so that a damaged frame does not hide good data.

use std::borrow::Cow;

/// How a reader came to the end of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Complete,
    /// Everything was read, but the checksum of header or data does not match.
    BadChecksum,
    /// The bytes end before the data does.
    Cut,
    /// A data message without a definition: bytes are lost or wrong.
    Broken,
    NotFit,
}

/// One sequence of a file.
pub(super) struct Frame<'a> {
    /// From the header to the end of the file; where the header is put right, to the end
    /// of the sequence.
    pub bytes: Cow<'a, [u8]>,
    /// Bytes from the header's start to behind the checksum, as the header states them.
    pub stated_len: usize,
    /// Bytes of the header in the file, less those in `bytes`.
    pub shift: usize,
    /// The header states no length: the device never finished the file.
    pub unfinished: bool,
}

impl Frame<'_> {
    /// The version of the profile that the header names: 2132 for 21.32.
    pub(super) fn profile(&self) -> u16 {
        let bytes = self.bytes.get(2..4).and_then(|bytes| bytes.first_chunk());
        bytes.map_or(0, |bytes| u16::from_le_bytes(*bytes))
    }
}

const PLAIN_HEADER: usize = 14;

/// The sequence that starts at `at`; `None` when no header is there.
pub(super) fn at(file: &[u8], at: usize) -> Option<Frame<'_>> {
    let bytes = file.get(at..)?;
    if bytes.get(8..12) != Some(b".FIT") {
        return None;
    }
    let header_len = usize::from(*bytes.first()?);
    if header_len < 12 {
        return None;
    }
    let stated = u32::from_le_bytes(*bytes.get(4..8)?.first_chunk()?) as usize;
    let body = bytes.get(header_len..).unwrap_or(&[]);
    let unfinished = stated == 0 && body.len() > 2 || stated == u32::MAX as usize;
    let stated_len = if unfinished {
        bytes.len()
    } else {
        header_len.saturating_add(stated).saturating_add(2)
    };
    if (header_len == 12 || header_len == PLAIN_HEADER) && !unfinished {
        return Some(Frame {
            bytes: Cow::Borrowed(bytes),
            stated_len,
            shift: 0,
            unfinished,
        });
    }
    // A header of another length, or one whose length was never written, is read
    // through a plain one; a checksum of zero means that there is none.
    let data_len = if unfinished { body.len() } else { stated };
    // No more than this sequence and its checksum: a file of a thousand would be copied
    // a thousand times.
    let body = body.get(..data_len.saturating_add(2)).unwrap_or(body);
    let mut plain = Vec::with_capacity(PLAIN_HEADER + body.len());
    plain.extend_from_slice(&[PLAIN_HEADER as u8, 0x20, 0x54, 0x08]);
    plain.extend_from_slice(&u32::try_from(data_len).unwrap_or(u32::MAX).to_le_bytes());
    plain.extend_from_slice(b".FIT\0\0");
    plain.extend_from_slice(body);
    Some(Frame {
        bytes: Cow::Owned(plain),
        stated_len,
        shift: header_len.saturating_sub(PLAIN_HEADER),
        unfinished,
    })
}

/// Whether the sequence says it holds no data at all.
pub(super) fn is_empty(frame: &Frame<'_>) -> bool {
    frame.bytes.get(4..8) == Some(&[0; 4])
}
