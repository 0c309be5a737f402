//! A data message as both decoders hand it over: plain numbers by field number,
//! sentinels gone, scale and meaning not yet applied.

/// One data message; reused from message to message.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Message {
    /// The global message number.
    pub number: u16,
    pub fields: Vec<(u8, f64)>,
    pub texts: Vec<(u8, String)>,
    /// Field 8 of a record: speed and distance packed into three bytes.
    pub packed: Option<[u8; 3]>,
    /// Developer fields: index of the developer's data, number of the field, value.
    pub developer: Vec<(u8, u8, f64)>,
}

impl Message {
    pub(super) fn clear(&mut self, number: u16) {
        self.number = number;
        self.fields.clear();
        self.texts.clear();
        self.packed = None;
        self.developer.clear();
    }

    pub(super) fn get(&self, field: u8) -> Option<f64> {
        self.fields
            .iter()
            .find(|&&(number, _)| number == field)
            .map(|&(_, value)| value)
    }

    /// A field in its unit, when its profile gives it a scale.
    pub(super) fn scaled(&self, field: u8, scale: f64) -> Option<f64> {
        self.get(field).map(|value| value / scale)
    }

    pub(super) fn text(&self, field: u8) -> Option<&str> {
        self.texts
            .iter()
            .find(|(number, _)| *number == field)
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty())
    }
}

/// Global message numbers.
pub(super) mod number {
    pub(crate) const FILE_ID: u16 = 0;
    pub(crate) const SPORT: u16 = 12;
    pub(crate) const SESSION: u16 = 18;
    pub(crate) const LAP: u16 = 19;
    pub(crate) const WORKOUT_STEP: u16 = 27;
    pub(crate) const RECORD: u16 = 20;
    pub(crate) const EVENT: u16 = 21;
    pub(crate) const DEVICE_INFO: u16 = 23;
    pub(crate) const ACTIVITY: u16 = 34;
    pub(crate) const FIELD_DESCRIPTION: u16 = 206;

    pub(crate) const fn wanted(number: u16) -> bool {
        matches!(
            number,
            FILE_ID
                | SPORT
                | SESSION
                | LAP
                | RECORD
                | WORKOUT_STEP
                | EVENT
                | DEVICE_INFO
                | ACTIVITY
                | FIELD_DESCRIPTION
        )
    }
}

/// The field that holds a message's time in every message.
pub(super) const TIMESTAMP: u8 = 253;
/// The packed field of a record.
pub(super) const PACKED: u8 = 8;
