//! What the encoder writes to: it goes back to its header once the size is known.

use embedded_io::{ErrorKind, ErrorType, Seek, SeekFrom, Write};

#[derive(Default)]
pub(super) struct Memory {
    pub bytes: Vec<u8>,
    at: usize,
}

impl ErrorType for Memory {
    type Error = ErrorKind;
}

impl Write for Memory {
    fn write(&mut self, data: &[u8]) -> Result<usize, ErrorKind> {
        let end = self.at + data.len();
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        if let Some(place) = self.bytes.get_mut(self.at..end) {
            place.copy_from_slice(data);
        }
        self.at = end;
        Ok(data.len())
    }

    fn flush(&mut self) -> Result<(), ErrorKind> {
        Ok(())
    }
}

impl Seek for Memory {
    fn seek(&mut self, to: SeekFrom) -> Result<u64, ErrorKind> {
        let at = match to {
            SeekFrom::Start(at) => i128::from(at),
            SeekFrom::End(by) => self.bytes.len() as i128 + i128::from(by),
            SeekFrom::Current(by) => self.at as i128 + i128::from(by),
        };
        self.at = usize::try_from(at).map_err(|_| ErrorKind::InvalidInput)?;
        Ok(self.at as u64)
    }
}
