//! Numbers for squares of a plane, in the order in which they are first entered.
//!
//! A table with open addresses and a fixed mixing of the two coordinates: the squares of a
//! run are asked for at every step, and the same run must give the same figures always.

/// Squares that have been entered.
#[derive(Debug, Default)]
pub(crate) struct Squares {
    entered: Vec<(i64, i64)>,
    /// A number and one more; 0 is free. The length is a power of two.
    table: Vec<u32>,
}

impl Squares {
    /// The number of a square that was entered.
    pub(crate) fn number(&self, square: (i64, i64)) -> Option<usize> {
        if self.table.is_empty() {
            return None;
        }
        self.find(square).ok()
    }

    /// The number of a square, entered now if it was not.
    pub(crate) fn number_or_add(&mut self, square: (i64, i64)) -> usize {
        if self.table.len() < 2 * (self.entered.len() + 1) {
            self.grow();
        }
        match self.find(square) {
            Ok(number) => number,
            Err(free) => {
                let number = self.entered.len();
                self.entered.push(square);
                self.put(free, number);
                number
            }
        }
    }

    /// The number of a square, or the free place where it belongs. Half of the table at
    /// least is free, so that one is found.
    fn find(&self, square: (i64, i64)) -> Result<usize, usize> {
        let mask = self.table.len() - 1;
        let mut at = mixed(square) as usize & mask;
        loop {
            match self.table.get(at).copied().unwrap_or(0) {
                0 => return Err(at),
                taken if self.entered.get(taken as usize - 1) == Some(&square) => {
                    return Ok(taken as usize - 1);
                }
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.table = vec![0; (4 * (self.entered.len() + 1)).next_power_of_two().max(64)];
        for number in 0..self.entered.len() {
            if let Some(&square) = self.entered.get(number)
                && let Err(free) = self.find(square)
            {
                self.put(free, number);
            }
        }
    }

    fn put(&mut self, free: usize, number: usize) {
        if let Some(slot) = self.table.get_mut(free) {
            // A run has at most a few million squares.
            *slot = u32::try_from(number + 1).unwrap_or(u32::MAX);
        }
    }
}

/// Neighbours end far apart. The factors are odd and without pattern.
const fn mixed((x, y): (i64, i64)) -> u64 {
    let mix = (x as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add((y as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f));
    mix ^ (mix >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_square_has_one_number() {
        let mut squares = Squares::default();
        assert_eq!(squares.number((0, 0)), None);
        let plane = || (-40..40).flat_map(|x| (-40..40).map(move |y| (x * 7, y)));
        for (number, square) in plane().enumerate() {
            assert_eq!(squares.number_or_add(square), number);
            assert_eq!(squares.number_or_add(square), number);
        }
        for (number, square) in plane().enumerate() {
            assert_eq!(squares.number(square), Some(number), "{square:?}");
        }
        assert_eq!(squares.number((1, 0)), None);
    }
}
