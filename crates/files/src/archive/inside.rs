//! An archive that lies in another, as a source of its own: it is read where it lies,
//! whether it was only stored or deflated once more. A deflated one is never held nor
//! written to disk: reading jumps back to the nearest of a few marks and inflates from there.

use super::source::{Source, fill};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::CompressionMethod;
use zip::read::ZipFile;

/// Where it lies.
pub(super) struct Inside {
    pub name: String,
    from: u64,
    packed: u64,
    length: u64,
    is_deflated: bool,
}

impl Inside {
    /// `None` for what is packed in another way.
    pub(super) fn of<R: Read>(name: String, file: &ZipFile<'_, R>) -> Option<Inside> {
        let is_deflated = match file.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return None,
        };
        Some(Inside {
            name,
            from: file.data_start()?,
            packed: file.compressed_size(),
            length: file.size(),
            is_deflated,
        })
    }

    /// Bytes that must be inflated to read it once.
    pub(super) fn inflated(&self) -> u64 {
        if self.is_deflated { self.length } else { 0 }
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn open<'a>(&self, outer: &'a mut dyn Source) -> Box<dyn Source + 'a> {
        if self.is_deflated {
            return Box::new(Inflated::new(outer, self.from, self.packed, self.length));
        }
        let window = Window {
            outer,
            from: self.from,
            length: self.packed,
            at: 0,
        };
        Box::new(BufReader::with_capacity(INPUT, window))
    }
}

/// Bytes that are read at once.
const INPUT: usize = 32 * 1024;
/// How far back deflated data looks.
const WINDOW: usize = 32 * 1024;
/// Marks that are kept, of 44 KB each: reading jumps to no more places without inflating far.
const MARKS: usize = 192;
/// Bytes between two marks at first; doubled whenever there are too many.
const APART: u64 = 1 << 20;
/// So many times its length, and a little, may be inflated: a sound archive is read in order.
const PASSES: u64 = 16;
const LITTLE: u64 = 64 << 20;

/// A part of a source: an archive that lies uncompressed in another.
struct Window<'a> {
    outer: &'a mut dyn Source,
    from: u64,
    length: u64,
    at: u64,
}

impl Read for Window<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = into.len().min(left);
        let Some(into) = into.get_mut(..wanted).filter(|into| !into.is_empty()) else {
            return Ok(0);
        };
        let from = self.from.checked_add(self.at);
        self.outer
            .seek(SeekFrom::Start(from.ok_or(io::ErrorKind::InvalidInput)?))?;
        let got = self.outer.read(into)?;
        self.at += got as u64;
        Ok(got)
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = target(to, self.at, self.length)?;
        Ok(self.at)
    }
}

fn target(to: SeekFrom, at: u64, length: u64) -> io::Result<u64> {
    let place = match to {
        SeekFrom::Start(place) => Some(place),
        SeekFrom::Current(by) => at.checked_add_signed(by),
        SeekFrom::End(by) => length.checked_add_signed(by),
    };
    place.ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

/// Deflated data that can be read from any place.
struct Inflated<'a> {
    outer: &'a mut dyn Source,
    from: u64,
    packed: u64,
    length: u64,
    at: u64,
    now: Mark,
    marks: Vec<Mark>,
    apart: u64,
    /// What was last read of the packed data, and from where on.
    input: Vec<u8>,
    input_from: u64,
    work_left: u64,
}

/// How far inflating has come, and all that is needed to go on from there.
#[derive(Clone)]
struct Mark {
    decoder: Box<DecompressorOxide>,
    /// The last bytes that were given, each at its place by this length.
    window: Box<[u8]>,
    taken: u64,
    given: u64,
    is_over: bool,
}

impl<'a> Inflated<'a> {
    fn new(outer: &'a mut dyn Source, from: u64, packed: u64, length: u64) -> Self {
        let start = Mark {
            decoder: Box::default(),
            window: vec![0; WINDOW].into(),
            taken: 0,
            given: 0,
            is_over: false,
        };
        Inflated {
            outer,
            from,
            packed,
            length,
            at: 0,
            now: start.clone(),
            marks: vec![start],
            apart: APART,
            input: Vec::new(),
            input_from: 0,
            work_left: PASSES.saturating_mul(length).saturating_add(LITTLE),
        }
    }

    /// Goes to where the wanted byte is in the window.
    fn reach(&mut self) -> io::Result<()> {
        let behind = self.marks.partition_point(|mark| mark.given <= self.at);
        let nearest = behind.checked_sub(1).and_then(|at| self.marks.get(at));
        let is_past = self.at < self.now.given.saturating_sub(WINDOW as u64);
        if let Some(mark) = nearest.filter(|mark| is_past || mark.given > self.now.given) {
            self.now = mark.clone();
        }
        while self.now.given <= self.at {
            self.inflate()?;
        }
        Ok(())
    }

    fn inflate(&mut self) -> io::Result<()> {
        if self.now.is_over {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if self.work_left == 0 {
            return Err(io::Error::other("its files lie in no order"));
        }
        let have = |input: &[u8], from: u64, taken: u64| {
            let offset = usize::try_from(taken.checked_sub(from)?).ok()?;
            (offset < input.len()).then_some(offset)
        };
        let offset = match have(&self.input, self.input_from, self.now.taken) {
            Some(offset) => offset,
            None => {
                self.fetch()?;
                0
            }
        };
        let input = self.input.get(offset..).unwrap_or_default();
        let is_last = self.now.taken + input.len() as u64 >= self.packed;
        let flags = match is_last {
            true => 0,
            false => inflate_flags::TINFL_FLAG_HAS_MORE_INPUT,
        };
        let place = usize::try_from(self.now.given % WINDOW as u64).unwrap_or(0);
        let now = &mut self.now;
        let (status, taken, given) =
            decompress(&mut now.decoder, input, &mut now.window, place, flags);
        now.taken += taken as u64;
        now.given += given as u64;
        self.work_left = self.work_left.saturating_sub((given as u64).max(1));
        match status {
            TINFLStatus::Done => now.is_over = true,
            TINFLStatus::NeedsMoreInput | TINFLStatus::HasMoreOutput if taken + given > 0 => {}
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
        self.mark();
        Ok(())
    }

    fn fetch(&mut self) -> io::Result<()> {
        let left = self.packed.saturating_sub(self.now.taken);
        let from = self.from.checked_add(self.now.taken);
        self.outer
            .seek(SeekFrom::Start(from.ok_or(io::ErrorKind::InvalidInput)?))?;
        self.input
            .resize(INPUT.min(usize::try_from(left).unwrap_or(INPUT)), 0);
        let got = fill(&mut self.outer, &mut self.input)?;
        self.input.truncate(got);
        self.input_from = self.now.taken;
        if got == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    fn mark(&mut self) {
        let last = self.marks.last().map_or(0, |mark| mark.given);
        if self.now.given < last.saturating_add(self.apart) {
            return;
        }
        self.marks.push(self.now.clone());
        if self.marks.len() > MARKS {
            let mut place = 0;
            self.marks.retain(|_| {
                place += 1;
                place % 2 == 1
            });
            self.apart = self.apart.saturating_mul(2);
        }
    }
}

impl Read for Inflated<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length || into.is_empty() {
            return Ok(0);
        }
        self.reach()?;
        let there = self.now.given.min(self.length) - self.at;
        let place = usize::try_from(self.at % WINDOW as u64).unwrap_or(0);
        let wanted = into.len().min(usize::try_from(there).unwrap_or(WINDOW));
        let part = self.now.window.get(place..).unwrap_or_default();
        let part = part.get(..wanted.min(part.len())).unwrap_or_default();
        if let Some(into) = into.get_mut(..part.len()) {
            into.copy_from_slice(part);
        }
        self.at += part.len() as u64;
        Ok(part.len())
    }
}

impl Seek for Inflated<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = target(to, self.at, self.length)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::{Cursor, Write};

    /// Bytes that pack to a third or so, 5 MB of them.
    fn bytes() -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b"0123456789,.;-\n "[(state >> 28) as usize]
        };
        (0..5 << 20).map(|_| next()).collect()
    }

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(b"before".to_vec(), Compression::fast());
        encoder.write_all(bytes).expect("memory");
        let mut packed = encoder.finish().expect("memory");
        packed.extend_from_slice(b"behind");
        packed
    }

    #[test]
    fn every_place_reads_as_if_it_were_unpacked() {
        let bytes = bytes();
        let packed = deflated(&bytes);
        let length = bytes.len() as u64;
        let mut outer = Cursor::new(&packed);
        let mut source = Inflated::new(&mut outer, 6, packed.len() as u64 - 12, length);
        for place in [
            4_999_999,
            0,
            5_242_870,
            3_000_000,
            2_999_990,
            1 << 20,
            (1 << 20) - 1,
            32_767,
            5_242_879,
        ] {
            let mut got = [0; 10];
            source.seek(SeekFrom::Start(place)).expect("a place");
            let count = crate::archive::fill(&mut source, &mut got).expect("bytes");
            let place = place as usize;
            let wanted = &bytes[place..bytes.len().min(place + 10)];
            assert_eq!(&got[..count], wanted, "{place}");
        }
        assert!(source.marks.len() > 3);
        source.seek(SeekFrom::End(-3)).expect("a place");
        let mut rest = Vec::new();
        source.read_to_end(&mut rest).expect("bytes");
        assert_eq!(rest, bytes[bytes.len() - 3..]);
        assert!(source.seek(SeekFrom::End(-6_000_000)).is_err());
    }

    #[test]
    fn what_is_damaged_cut_or_lies_about_its_length_is_an_error() {
        let bytes = bytes();
        let packed = deflated(&bytes);
        let sound = packed.len() as u64 - 12;
        for (what, packed_length, length) in [
            ("longer than it is", sound, bytes.len() as u64 + 1),
            ("cut", sound / 2, bytes.len() as u64),
            ("absurd", u64::MAX, u64::MAX),
        ] {
            let mut outer = Cursor::new(&packed);
            let mut source = Inflated::new(&mut outer, 6, packed_length, length);
            source.seek(SeekFrom::End(-1)).expect("a place");
            assert!(source.read(&mut [0]).is_err(), "{what}");
        }
        let mut outer = Cursor::new(&packed);
        assert!(
            Inflated::new(&mut outer, u64::MAX, 9, 9)
                .read(&mut [0])
                .is_err()
        );
    }

    #[test]
    fn jumping_about_comes_to_an_end() {
        let bytes = bytes();
        let packed = deflated(&bytes);
        let mut outer = Cursor::new(&packed);
        let length = bytes.len() as u64;
        let mut source = Inflated::new(&mut outer, 6, packed.len() as u64 - 12, length);
        let mut jumps = (0..100_000).map(|jump| if jump % 2 == 0 { length - 1 } else { 900_000 });
        assert!(jumps.any(|place| {
            source.seek(SeekFrom::Start(place)).expect("a place");
            source.read(&mut [0]).is_err()
        }));
    }
}
