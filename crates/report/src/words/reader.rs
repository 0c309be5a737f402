//! The same sentence for who reads a page or paper: without the commands of a terminal.

use std::borrow::Cow;

/// What a sentence says around its command, and what it says without it.
const SAID: [(&str, &str); 17] = [
    (" (`--at` says when it was)", ""),
    (
        "`comeback pain` and the worst since the run",
        "the worst since the run",
    ),
    (
        "then `comeback log test pass` or `fail`",
        "then log whether it was passed",
    ),
    (
        "and log it: `comeback log test pass` or `fail`",
        "and log whether it was passed",
    ),
    ("see `comeback rules`", "see the rules"),
    (
        "`comeback import` brings your runs in, `comeback episode start` begins the return",
        "bring your runs in, then begin the way back",
    ),
    (
        "`comeback episode start --on DATE` begins one, with the day on which it began",
        "begin one, with the day on which it began",
    ),
    (" `comeback episode start --on DATE` begins one.", ""),
    ("; `comeback episode start --on DATE` begins one", ""),
    ("; `comeback runs` lists them", ""),
    (
        "`comeback config get` lists them",
        "the page of settings lists them",
    ),
    (
        "`comeback episode reopen` takes it up again",
        "it can be taken up again",
    ),
    (
        "until `comeback log resolve pop`",
        "until it is logged as resolved",
    ),
    (
        "`comeback today` says what is left of the day",
        "the page of today says what is left of the day",
    ),
    (
        "`comeback plan` says what holds it",
        "The plan says what holds it",
    ),
    (
        " `comeback plan --week this` is the week that is running.",
        "",
    ),
    (
        "Well again? `comeback log illness",
        "Well again? Log the last day of it: `comeback log illness",
    ),
];

/// A text without the commands that it can be said without: one in parentheses, one
/// after a colon, and those of `SAID`. What only a command can do keeps it.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    if !text.contains("`comeback") && !text.contains("(`--") {
        return Cow::Borrowed(text);
    }
    let mut said = text.to_owned();
    for (with, without) in SAID {
        if said.contains(with) {
            said = said.replace(with, without);
        }
    }
    for (opens, closes, stays) in [
        (" (`comeback", "`)", ""),
        (" (`--", "`)", ""),
        (": `comeback", "`.", "."),
        (
            ": `comeback log illness",
            "` brings the runs back",
            ", and the runs come back",
        ),
    ] {
        while let Some(at) = said.find(opens) {
            let Some(length) = said.get(at..).and_then(|rest| rest.find(closes)) else {
                break;
            };
            let inside = said.get(at + 1..at + length).unwrap_or_default();
            // One command or two, never another sentence between them.
            let commands = inside.matches('`').count();
            if commands != 1 && !(commands == 3 && inside.contains("` or `")) {
                break;
            }
            said.replace_range(at..at + length + closes.len(), stays);
        }
    }
    Cow::Owned(said)
}

#[cfg(test)]
mod tests {
    use super::without_commands;

    #[test]
    fn a_reader_is_told_no_command_where_the_sentence_stands_without_it() {
        for (words, expected) in [
            (
                "Sitting: not measured yet (`comeback log sitting-tolerance MIN`), so at most 30 min.",
                "Sitting: not measured yet, so at most 30 min.",
            ),
            (
                "From now on with a weight, and log it (`--kg`).",
                "From now on with a weight, and log it.",
            ),
            (
                "Say how the worst of it was, a 0 too: `comeback pain 0`. What was felt in the 48 hours counts whenever it is given (`--at` says when it was).",
                "Say how the worst of it was, a 0 too. What was felt in the 48 hours counts whenever it is given.",
            ),
            (
                "Log the morning after your next two runs: `comeback pain` and the worst since the run.",
                "Log the morning after your next two runs: the worst since the run.",
            ),
            (
                "Do the re-test, and log it: `comeback log test pass` or `fail`.",
                "Do the re-test, and log whether it was passed.",
            ),
            (
                "Well again? `comeback log illness --at 2026-11-27 --until 2026-11-27` brings the runs back.",
                "Well again? Log the last day of it, and the runs come back.",
            ),
            (
                "`comeback include 1` counts it again.",
                "`comeback include 1` counts it again.",
            ),
            (
                "Nothing is known yet: `comeback import` brings your runs in, `comeback episode start` begins the return.",
                "Nothing is known yet: bring your runs in, then begin the way back.",
            ),
            (
                "What is missing is the worst since then, until 20:00: `comeback pain SCORE`.",
                "What is missing is the worst since then, until 20:00.",
            ),
            (
                "The re-test is due today (`comeback log test pass` or `fail`).",
                "The re-test is due today.",
            ),
            ("Nothing here.", "Nothing here."),
        ] {
            assert_eq!(without_commands(words), expected);
        }
    }
}
