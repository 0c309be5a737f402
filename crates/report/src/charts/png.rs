//! Pixels as a PNG (RFC 2083): eight bits a channel, no alpha.

use flate2::Compression;
use flate2::Crc;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Averages squares of `by` × `by` pixels into one: smooth edges from hard ones.
/// Returns the new width, height and pixels.
pub fn shrink(pixels: &[u8], width: u32, height: u32, by: u32) -> (u32, u32, Vec<u8>) {
    let by = by.max(1);
    let (out_width, out_height) = (width / by, height / by);
    let row_bytes = width as usize * 3;
    let mut out = Vec::with_capacity(out_width as usize * out_height as usize * 3);
    let count = by * by;
    for y in 0..out_height {
        for x in 0..out_width {
            for channel in 0..3 {
                let mut sum = 0_u32;
                for dy in 0..by {
                    let row = (y * by + dy) as usize * row_bytes;
                    for dx in 0..by {
                        let at = row + (x * by + dx) as usize * 3 + channel;
                        sum += u32::from(pixels.get(at).copied().unwrap_or(0));
                    }
                }
                out.push(u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
            }
        }
    }
    (out_width, out_height, out)
}

/// Encodes RGB pixels, row by row from the top.
///
/// # Errors
/// Only what the compressor itself reports.
pub fn encode(pixels: &[u8], width: u32, height: u32) -> std::io::Result<Vec<u8>> {
    let mut rows = Vec::with_capacity(pixels.len() + height as usize);
    for row in pixels.chunks(width.max(1) as usize * 3) {
        rows.push(0); // filter type: none
        rows.extend_from_slice(row);
    }
    let mut compressor = ZlibEncoder::new(Vec::new(), Compression::default());
    compressor.write_all(&rows)?;
    let data = compressor.finish()?;

    let mut header = Vec::with_capacity(13);
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    header.extend_from_slice(&[8, 2, 0, 0, 0]); // depth, RGB, deflate, filters, no interlace

    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"IDAT", &data);
    chunk(&mut file, *b"IEND", &[]);
    Ok(file)
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    file.extend_from_slice(&length.to_be_bytes());
    file.extend_from_slice(&name);
    file.extend_from_slice(data);
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(data);
    file.extend_from_slice(&sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_pixels_become_their_mean() {
        let pixels = [0, 0, 0, 100, 0, 0, 100, 0, 0, 200, 0, 0];
        assert_eq!(shrink(&pixels, 2, 2, 2), (1, 1, vec![100, 0, 0]));
    }

    #[test]
    fn the_end_chunk_has_its_known_checksum() {
        let file = encode(&[255, 255, 255], 1, 1).expect("encodes");
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(file.ends_with(&[0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]));
    }
}
