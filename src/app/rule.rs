//! One rule by its name.

use super::AppError;
use crate::rules::{self, REGISTRY, Rule};

/// The rule of a name.
///
/// # Errors
/// An unknown name, with those that are near it.
pub fn rule(name: &str) -> Result<&'static Rule, AppError> {
    if let Some(rule) = rules::by_name(name) {
        return Ok(rule);
    }
    let near: Vec<&str> = REGISTRY
        .iter()
        .map(|rule| rule.name)
        .filter(|known| {
            let mut words = name.split('-').filter(|word| word.len() > 2);
            words.any(|word| known.contains(word))
        })
        .collect();
    let hint = if near.is_empty() {
        "`comeback rules` lists them".to_owned()
    } else {
        format!("is it one of {}?", near.join(", "))
    };
    Err(AppError::Refused(format!(
        "there is no rule `{name}`; {hint}"
    )))
}
