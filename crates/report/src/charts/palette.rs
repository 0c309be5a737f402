//! The colours of charts and page: one role, one colour a theme. The set is
//! Okabe and Ito's in spirit (blue, bluish green, orange, purple, vermilion),
//! and the parts of a stack fall in lightness, so that they stay apart for
//! colour-blind readers and in a black-and-white print.

/// What a mark means; never a colour by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Paper,
    Ink,
    Muted,
    Grid,
    Axis,
    /// The main series of a chart and its second.
    Accent,
    Second,
    /// The soft area behind a series: what was expected, an effort.
    Soft,
    /// What was walked, the ground under an elevation.
    Shade,
    /// The single runs behind a line.
    Faint,
    /// What is likely to come; edged.
    Ahead,
    /// A bar; edged.
    Easy,
    /// Around what is too pale to stand out by itself.
    Edge,
    Uphill,
    Tempo,
    Intervals,
    Safe,
    Watch,
    TooMuch,
    SafeBand,
    WatchBand,
    TooMuchBand,
}

/// Role, name of its CSS variable, light colour, dark colour.
type Entry = (Role, &'static str, u32, u32);

const PALETTE: [Entry; 22] = [
    (Role::Paper, "paper", 0xffffff, 0x161b21),
    (Role::Ink, "ink", 0x1c252e, 0xe6ebf0),
    (Role::Muted, "muted", 0x515f6b, 0xa3b3c2),
    (Role::Grid, "grid", 0xe3e7eb, 0x2b353f),
    (Role::Axis, "axis", 0x75818c, 0x7a8a99),
    (Role::Accent, "accent", 0x1b6686, 0x6fc4e0),
    (Role::Second, "second", 0xb2540a, 0xf2a562),
    (Role::Soft, "soft", 0xd9e8f0, 0x243b4a),
    (Role::Shade, "shade", 0xeef1f3, 0x222a32),
    (Role::Faint, "faint", 0x5489a1, 0x5b97af),
    (Role::Ahead, "ahead", 0xb8d8ed, 0x3e6f90),
    (Role::Easy, "easy", 0xa6cfea, 0x4c8cb5),
    (Role::Edge, "edge", 0x3f7fa6, 0x7db4d8),
    (Role::Uphill, "uphill", 0x5fa788, 0x62b892),
    (Role::Tempo, "tempo", 0xba6c10, 0xeaa148),
    (Role::Intervals, "intervals", 0x6f2a58, 0xdc9ac4),
    (Role::Safe, "safe", 0x177555, 0x5ccba3),
    (Role::Watch, "watch", 0xa05a00, 0xf4b650),
    (Role::TooMuch, "too-much", 0xb0221b, 0xff8273),
    (Role::SafeBand, "safe-band", 0xecf6f2, 0x172a24),
    (Role::WatchBand, "watch-band", 0xfdf3df, 0x2f2716),
    (Role::TooMuchBand, "too-much-band", 0xfbe9e7, 0x331d1d),
];

impl Role {
    fn entry(self) -> &'static Entry {
        let found = PALETTE.iter().find(|entry| entry.0 == self);
        // Every role is in the table (tested); the first entry keeps this total.
        found.unwrap_or(&PALETTE[0])
    }

    /// What marks and words stand on. It says nothing that is not said in words as
    /// well, or is edged by [`Role::Edge`], and so need not stand out by itself.
    pub const fn is_ground(self) -> bool {
        matches!(
            self,
            Role::Paper
                | Role::Grid
                | Role::Soft
                | Role::Shade
                | Role::Ahead
                | Role::Easy
                | Role::SafeBand
                | Role::WatchBand
                | Role::TooMuchBand
        )
    }

    /// Name of the CSS variable, without the leading dashes.
    pub fn variable(self) -> &'static str {
        self.entry().1
    }

    pub fn light(self) -> (u8, u8, u8) {
        parts(self.entry().2)
    }

    pub fn dark(self) -> (u8, u8, u8) {
        parts(self.entry().3)
    }

    /// The light colour as a printer without colours makes it.
    pub fn grey(self) -> (u8, u8, u8) {
        let (red, green, blue) = self.light();
        let luma = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
        let level = luma.round().clamp(0.0, 255.0) as u8;
        (level, level, level)
    }

    /// A colour that stands for the role itself while a drawing is made, so that
    /// it can be replaced by the CSS variable afterwards. No palette colour looks like it.
    pub fn token(self) -> (u8, u8, u8) {
        let place = PALETTE.iter().position(|entry| entry.0 == self);
        (1, 254, u8::try_from(place.unwrap_or(0)).unwrap_or(0))
    }
}

/// Relative luminance of a colour, 0 to 1. (WCAG 2.2)
pub fn luminance(colour: (u8, u8, u8)) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

/// How far two colours stand apart, 1 to 21: text needs 4.5 against its ground, a mark
/// that carries meaning 3. (WCAG 2.2)
pub fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn parts(colour: u32) -> (u8, u8, u8) {
    let [_, red, green, blue] = colour.to_be_bytes();
    (red, green, blue)
}

/// Replaces the tokens of a drawing by CSS variables.
pub fn variables_for_tokens(svg: &str) -> String {
    let tokens = PALETTE.map(|(role, name, _, _)| {
        let (red, green, blue) = role.token();
        (format!("{red:02X}{green:02X}{blue:02X}"), name)
    });
    let mut pieces = svg.split('#');
    let mut text = String::with_capacity(svg.len());
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let begun =
            |(token, name): &(String, _)| Some((piece.strip_prefix(token.as_str())?, *name));
        match tokens.iter().find_map(begun) {
            Some((rest, name)) => {
                text.push_str("var(--");
                text.push_str(name);
                text.push(')');
                text.push_str(rest);
            }
            None => {
                text.push('#');
                text.push_str(piece);
            }
        }
    }
    text
}

/// The variables as CSS declarations of one theme.
pub fn declarations(dark: bool) -> String {
    PALETTE
        .iter()
        .map(|(_, name, light, night)| {
            format!("--{name}:#{:06x};", if dark { *night } else { *light })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2: 4.5 for text, 3 for marks that carry meaning.
    #[test]
    fn text_and_marks_stand_out_from_their_ground() {
        let bands = [
            Role::Paper,
            Role::SafeBand,
            Role::WatchBand,
            Role::TooMuchBand,
        ];
        let paper = [Role::Paper];
        let marks = [Role::Safe, Role::Watch, Role::TooMuch];
        let lines = [Role::Accent, Role::Second, Role::Safe];
        for (roles, grounds, least) in [
            (&[Role::Ink, Role::Muted][..], &bands[..], 4.5),
            (&[Role::Accent, Role::Watch, Role::TooMuch], &paper, 4.5),
            (&[Role::TooMuch], &[Role::TooMuchBand], 4.5),
            (&marks, &bands, 3.0),
            (&lines, &paper, 3.0),
        ] {
            for (role, ground) in roles
                .iter()
                .flat_map(|role| grounds.iter().map(move |ground| (*role, *ground)))
            {
                assert!(
                    contrast(role.light(), ground.light()) >= least,
                    "{role:?} {ground:?}"
                );
                assert!(
                    contrast(role.dark(), ground.dark()) >= least,
                    "{role:?} {ground:?}"
                );
            }
        }
    }

    #[test]
    fn the_parts_of_a_stack_fall_in_lightness_on_paper() {
        let parts = [Role::Easy, Role::Uphill, Role::Tempo, Role::Intervals];
        for pair in parts.windows(2) {
            if let [above, below] = pair {
                assert!(luminance(above.light()) > luminance(below.light()));
            }
        }
    }

    #[test]
    fn every_role_is_its_own_entry() {
        for (role, name, _, _) in PALETTE {
            assert_eq!(role.variable(), name);
            assert_eq!(PALETTE.iter().filter(|entry| entry.0 == role).count(), 1);
        }
    }
}
