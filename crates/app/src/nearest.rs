//! The name that was probably meant.

/// The known name that is fewest letters away from one that is not known, if that is
/// near enough to be worth a question.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let most = (name.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|known| (distance(&name, &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Letters to add, drop, change or swap with their neighbour (Damerau 1964, restricted).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let at = |rows: &[Vec<usize>], back: usize, column: usize| {
                let line = rows.len().checked_sub(back);
                line.and_then(|line| rows.get(line)?.get(column).copied())
                    .unwrap_or(usize::MAX / 2)
            };
            let mut best = at(&rows, 1, j) + usize::from(left != right);
            best = best.min(at(&rows, 1, j + 1) + 1);
            best = best.min(row.last().copied().unwrap_or(0) + 1);
            let swapped =
                i > 0 && j > 0 && a.get(i - 1) == Some(right) && b.get(j - 1) == Some(left);
            if swapped {
                best = best.min(at(&rows, 2, j - 1) + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let known = ["anna", "ben", "Müller, Jörg", "weekly-growth"];
        for (name, meant) in [
            ("ana", Some("anna")),
            ("Anan", Some("anna")),
            ("bne", Some("ben")),
            ("muller, jorg", Some("Müller, Jörg")),
            ("weekly-grwoth", Some("weekly-growth")),
            ("cleo", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
    }
}
