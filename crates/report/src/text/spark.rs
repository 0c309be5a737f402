//! A line of blocks for a few figures.

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One block a value between `floor` and the highest; a space where it is missing.
pub fn sparkline(values: &[Option<f64>], floor: f64) -> String {
    let high = values.iter().flatten().copied().fold(floor, f64::max);
    let block = |value: f64| {
        let share = if high > floor {
            ((value - floor) / (high - floor)).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let index = (share * (BLOCKS.len() - 1) as f64).round() as usize;
        BLOCKS.get(index).copied().unwrap_or(' ')
    };
    values
        .iter()
        .map(|value| value.filter(|value| value.is_finite()).map_or(' ', block))
        .collect()
}
