//! The command line: parse, call one use case, print, exit. One file a command;
//! none computes anything.

mod add;
mod athlete;
mod backup;
mod call;
mod check;
mod completions;
mod config;
mod cut;
mod decide;
mod done;
mod effect;
mod episode;
mod exit;
mod export;
mod forecast;
mod global;
mod import;
mod inbox;
mod log;
mod output;
mod pain;
mod plan;
mod rebuild;
mod record;
mod recording;
mod report;
mod review;
mod roster;
mod rules;
mod runs;
mod screen;
mod serve;
mod show;
mod stop;
mod today;
mod trend;
mod verify;

use call::Call;
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use comeback_app::AppError;
use exit::{Exit, FAILED};
use global::{Global, When};
use std::process::ExitCode;

/// Brings a runner with a high hamstring tendinopathy back to full training.
///
/// comeback reads the files of your watch, holds what you did against the
/// return-to-run protocol and your pain log, and writes the next graded week.
/// It is education and load logging beside a clinician's care, not diagnosis.
#[derive(Debug, Parser)]
#[command(
    name = "comeback",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = "Examples:
  comeback review ~/Downloads/export.zip     import, check, plan and report in one go
  comeback pain 2 --during last              how the tendon felt on the last run
  comeback plan                              next week
  comeback explain frequency-early           why a rule fires

Exit codes: 0 done; 1 `check` or `review` found a warning or an urgent;
2 usage or failure, nothing changed; 3 some inputs failed, the rest is in."
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Review(review::Arguments),
    Import(import::Arguments),
    Add(add::Arguments),
    Runs(runs::Arguments),
    Show(show::Arguments),
    Pain(pain::Arguments),
    Today(today::Arguments),
    Done(done::Arguments),
    Inbox(inbox::Arguments),
    Log(log::Arguments),
    Undo(record::UndoArguments),
    Void(record::VoidArguments),
    Edit(record::EditAlone),
    Exclude(recording::ExcludeArguments),
    Include(recording::IncludeArguments),
    Sport(recording::SportArguments),
    Correct(recording::CorrectArguments),
    Split(cut::SplitArguments),
    Trim(cut::TrimArguments),
    Episode(episode::Arguments),
    Screen(screen::Arguments),
    Config(config::Arguments),
    Check(check::Arguments),
    Rules(rules::Arguments),
    Explain(rules::ExplainArguments),
    Plan(plan::Arguments),
    Decide(decide::Arguments),
    Trend(trend::Arguments),
    Forecast(forecast::Arguments),
    Report(report::Arguments),
    Roster(roster::Arguments),
    Athlete(athlete::Arguments),
    Serve(serve::Arguments),
    Export(export::Arguments),
    Backup(backup::Arguments),
    Restore(backup::RestoreArguments),
    Rebuild(rebuild::Arguments),
    Verify(verify::Arguments),
    Completions(completions::Arguments),
    Man(completions::ManArguments),
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    // Help goes to stdout with 0, a usage error to stderr with 2.
    let matches = definition().color(asked_color()).get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let color = cli.global.color.unwrap_or(When::Auto);
    match run(cli) {
        Ok(exit) => exit.into(),
        Err(error) => {
            output::error(&error, color);
            ExitCode::from(FAILED)
        }
    }
}

/// The colour that the call asks for, needed before its arguments are understood:
/// a mistake among them is told in it.
fn asked_color() -> ColorChoice {
    let words: Vec<_> = std::env::args().collect();
    let asked = words.iter().enumerate().find_map(|(at, word)| {
        let value = word.strip_prefix("--color")?;
        match value.strip_prefix('=') {
            Some(value) => Some(value),
            None => words.get(at + 1).map(String::as_str),
        }
    });
    match asked {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

fn run(cli: Cli) -> Result<Exit, AppError> {
    let call = Call::new(cli.global)?;
    let before = call.home.mark(&call.athlete).ok();
    let exit = answer(&call, cli.command);
    // Of whom something came the roster has a line before anybody asks for it.
    if call.as_of.is_none() && call.home.mark(&call.athlete).ok() != before {
        comeback_app::keep_line(&call.home, &call.athlete, &comeback_app::System::read());
    }
    exit
}

fn answer(call: &Call, command: Command) -> Result<Exit, AppError> {
    match command {
        Command::Review(arguments) => review::run(call, arguments),
        Command::Import(arguments) => import::run(call, arguments),
        Command::Add(arguments) => add::run(call, arguments),
        Command::Runs(arguments) => runs::run(call, arguments),
        Command::Show(arguments) => show::run(call, arguments),
        Command::Pain(arguments) => pain::run(call, arguments),
        Command::Today(arguments) => today::run(call, arguments),
        Command::Done(arguments) => done::run(call, arguments),
        Command::Inbox(arguments) => inbox::run(call, arguments),
        Command::Log(arguments) => log::run(call, arguments),
        Command::Undo(arguments) => record::undo(call, arguments),
        Command::Void(arguments) => record::void(call, arguments),
        Command::Edit(arguments) => record::edit(
            call,
            arguments.edit,
            arguments.at.as_deref(),
            arguments.note,
        ),
        Command::Exclude(arguments) => recording::exclude(call, arguments),
        Command::Include(arguments) => recording::include(call, &arguments),
        Command::Sport(arguments) => recording::sport(call, &arguments),
        Command::Correct(arguments) => recording::correct(call, arguments),
        Command::Split(arguments) => cut::split(call, arguments),
        Command::Trim(arguments) => cut::trim(call, arguments),
        Command::Episode(arguments) => episode::run(call, arguments),
        Command::Screen(arguments) => screen::run(call, arguments),
        Command::Config(arguments) => config::run(call, arguments),
        Command::Check(arguments) => check::run(call, arguments),
        Command::Rules(arguments) => rules::run(call, arguments),
        Command::Explain(arguments) => rules::explain(call, arguments),
        Command::Plan(arguments) => plan::run(call, arguments),
        Command::Decide(arguments) => decide::run(call, arguments),
        Command::Trend(arguments) => trend::run(call, arguments),
        Command::Forecast(arguments) => forecast::run(call, arguments),
        Command::Report(arguments) => report::run(call, arguments),
        Command::Roster(arguments) => roster::run(call, arguments),
        Command::Athlete(arguments) => athlete::run(call, arguments),
        Command::Serve(arguments) => serve::run(call, arguments),
        Command::Export(arguments) => export::run(call, arguments),
        Command::Backup(arguments) => backup::run(call, arguments),
        Command::Restore(arguments) => backup::restore(call, arguments),
        Command::Rebuild(arguments) => rebuild::run(call, arguments),
        Command::Verify(arguments) => verify::run(call, &arguments),
        Command::Completions(arguments) => completions::run(call, arguments, definition()),
        Command::Man(arguments) => completions::man(call, arguments, definition()),
    }
}

/// The whole command line, for completions and the manual.
pub fn definition() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::definition().debug_assert();
    }
}
