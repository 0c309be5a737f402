//! `comeback completions` and `comeback man`: for the shell and for `man`.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use clap_complete::Shell;
use comeback_app::{AppError, write_file};
use std::path::{Path, PathBuf};

/// Print the completion script of a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:
  comeback completions zsh > ~/.zfunc/_comeback")]
pub(super) struct Arguments {
    shell: Shell,
}

/// Prints the script for a whole command line.
pub(super) fn run(
    call: &Call,
    arguments: Arguments,
    mut whole: clap::Command,
) -> Result<Exit, AppError> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut whole, "comeback", &mut script);
    call.out.bytes(&script)?;
    Ok(Exit::Done)
}

/// Print the manual page, or write one page a command into a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback man | man -l -
  comeback man -o ~/.local/share/man/man1")]
pub(super) struct ManArguments {
    #[arg(short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints the pages of a whole command line.
pub(super) fn man(
    call: &Call,
    arguments: ManArguments,
    mut whole: clap::Command,
) -> Result<Exit, AppError> {
    let Some(folder) = arguments.output else {
        call.out.bytes(&page(whole)?)?;
        return Ok(Exit::Done);
    };
    // Carries the flags of every call down to each command.
    whole.build();
    let mut written = String::new();
    for command in std::iter::once(&whole).chain(whole.get_subcommands()) {
        let name = match command.get_display_name() {
            Some(name) => name.to_owned(),
            None => command.get_name().to_owned(),
        };
        let path = folder.join(format!("{name}.1"));
        write_file(&path, &page(command.clone())?)?;
        written.push_str(&format!("{}\n", path.display()));
    }
    call.out.text(&written)?;
    Ok(Exit::Done)
}

fn page(command: clap::Command) -> Result<Vec<u8>, AppError> {
    let mut roff = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut roff)
        .map_err(|error| AppError::file(Path::new("manual page"), error))?;
    Ok(roff)
}
