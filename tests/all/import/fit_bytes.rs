//! FIT files byte by byte, so that what no encoder would write can be written too.

/// Base types: number, size.
pub(super) const ENUM: u8 = 0x00;
pub(super) const SINT8: u8 = 0x01;
pub(super) const UINT8: u8 = 0x02;
pub(super) const UINT16: u8 = 0x84;
pub(super) const SINT32: u8 = 0x85;
pub(super) const UINT32: u8 = 0x86;
pub(super) const UINT32Z: u8 = 0x8c;
pub(super) const BYTES: u8 = 0x0d;

/// FIT seconds of 2023-11-14T22:13:20Z, Unix 1 700 000 000.
pub(super) const T0: i64 = 1_700_000_000 - 631_065_600;

/// One field: number, base type, value; its size is the base type's.
pub(super) type Field = (u8, u8, i64);

#[derive(Clone, Default)]
pub(super) struct Fit {
    pub big_endian: bool,
    pub data: Vec<u8>,
}

pub(super) fn size(base: u8) -> u8 {
    match base {
        UINT16 => 2,
        SINT32 | UINT32 | UINT32Z => 4,
        _ => 1,
    }
}

impl Fit {
    /// A definition and a data message of local number 0.
    pub(super) fn message(mut self, global: u16, fields: &[Field]) -> Self {
        let sized: Vec<(u8, u8, u8, i64)> = fields
            .iter()
            .map(|&(number, base, value)| (number, size(base), base, value))
            .collect();
        self.define(0, global, &sized);
        self.data.push(0);
        for &(_, size, _, value) in &sized {
            self.value(value, size);
        }
        self
    }

    /// Fields with sizes of their own: number, size, base type, value.
    pub(super) fn define(&mut self, local: u8, global: u16, fields: &[(u8, u8, u8, i64)]) {
        self.data
            .extend([0x40 | local, 0, u8::from(self.big_endian)]);
        self.value(i64::from(global), 2);
        self.data.push(fields.len() as u8);
        for &(number, size, base, _) in fields {
            self.data.extend([number, size, base]);
        }
    }

    pub(super) fn raw(mut self, bytes: &[u8]) -> Self {
        self.data.extend(bytes);
        self
    }

    pub(super) fn value(&mut self, value: i64, size: u8) {
        let bytes = value.to_le_bytes();
        let mut bytes = bytes[..usize::from(size).min(8)].to_vec();
        if self.big_endian {
            bytes.reverse();
        }
        self.data.extend(bytes);
    }

    pub(super) fn file(&self) -> Vec<u8> {
        self.file_with(14, self.data.len() as u32)
    }

    /// A file whose header has this length and states this much data.
    pub(super) fn file_with(&self, header: u8, stated: u32) -> Vec<u8> {
        let mut file = vec![header, 0x20, 0x54, 0x08];
        file.extend(stated.to_le_bytes());
        file.extend(b".FIT");
        if header >= 14 {
            file.extend(crc(&file).to_le_bytes());
        }
        file.resize(usize::from(header), 0);
        let checked_from = if header == 12 { 0 } else { file.len() };
        file.extend(&self.data);
        let checksum = crc(&file[checked_from..]);
        file.extend(checksum.to_le_bytes());
        file
    }

    pub(super) fn file_id(self, kind: i64) -> Self {
        self.message(
            0,
            &[
                (0, ENUM, kind),
                (1, UINT16, 1),
                (2, UINT16, 3113),
                (3, UINT32Z, 42),
            ],
        )
    }

    /// `seconds` records at 1 Hz from `from` on: 3 m/s, 80.5 strides, 150 bpm.
    pub(super) fn records(mut self, from: i64, seconds: i64) -> Self {
        for second in 0..seconds {
            self = self.message(
                20,
                &[
                    (253, UINT32, from + second),
                    (0, SINT32, 557_516_000 + second * 320),
                    (1, SINT32, 83_000_000),
                    (2, UINT16, (500 + 100) * 5),
                    (3, UINT8, 150),
                    (4, UINT8, 80),
                    (53, UINT8, 64),
                    (5, UINT32, second * 300),
                    (6, UINT16, 3000),
                ],
            );
        }
        self
    }

    pub(super) fn session(
        self,
        start: i64,
        timestamp: i64,
        seconds: i64,
        sport: i64,
        sub_sport: i64,
    ) -> Self {
        self.message(
            18,
            &[
                (253, UINT32, timestamp),
                (2, UINT32, start),
                (5, ENUM, sport),
                (6, ENUM, sub_sport),
                (7, UINT32, seconds * 1000),
                (8, UINT32, seconds * 1000),
                (9, UINT32, seconds * 300),
                (18, UINT8, 80),
                (92, UINT8, 64),
                (22, UINT16, 12),
                (16, UINT8, 150),
            ],
        )
    }

    /// A minute of running.
    pub(super) fn run() -> Self {
        Fit::default()
            .file_id(4)
            .message(21, &[(253, UINT32, T0), (0, ENUM, 0), (1, ENUM, 0)])
            .records(T0, 60)
            .message(21, &[(253, UINT32, T0 + 59), (0, ENUM, 0), (1, ENUM, 4)])
            .message(
                19,
                &[
                    (253, UINT32, T0 + 60),
                    (2, UINT32, T0),
                    (7, UINT32, 60_000),
                    (8, UINT32, 59_000),
                    (9, UINT32, 17_700),
                ],
            )
            .session(T0, T0 + 60, 60, 1, 0)
            .message(
                34,
                &[(253, UINT32, T0 + 60), (5, UINT32, T0 + 60 + 8 * 3600)],
            )
    }
}

/// The checksum of FIT, by its specification.
pub(super) fn crc(bytes: &[u8]) -> u16 {
    const TABLE: [u16; 16] = [
        0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800,
        0xb401, 0x5000, 0x9c01, 0x8801, 0x4400,
    ];
    bytes.iter().fold(0u16, |mut crc, &byte| {
        for nibble in [byte & 0xf, byte >> 4] {
            crc = (crc >> 4) ^ TABLE[usize::from(crc & 0xf)] ^ TABLE[usize::from(nibble)];
        }
        crc
    })
}
