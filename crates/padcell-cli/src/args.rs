//! The flags, and what `--help` says of them.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

const ABOUT: &str = "Runs untrusted Python in a cell: it reaches nothing that was not put into it.";

const RUN_HELP: &str = "\
What a program gets: the standard streams and its arguments. Not a file, not an environment variable, not the
time, no random bytes. The directory of the script is not mounted either: `--mount .:/app` makes it readable as
/app, where the program can also import from after `sys.path.append('/app')`.

Limits are on unless a flag says `unlimited`. A program that meets one is stopped and cannot prevent it.

Exit status:
  the program's own, 1 after an uncaught exception
  2    a flag, a policy file or the script cannot be used
  70   an error inside padcell
  75   a limit was met
  130  Ctrl-C

Examples:
  padcell run script.py --its-own-flag
  padcell run -c 'print(6 * 7)'
  padcell run --timeout 2s --memory 64MiB --fuel 1e9 script.py
  padcell run --mount ./data:/data --mount ./out:/out:rw script.py
  padcell run --env LANG --clock real --stats script.py
  padcell run --policy strict.toml --audit decisions.jsonl script.py";

const SUPERVISE_HELP: &str = "\
The script is trusted: it sees the files, the environment and the time as the user who starts it does, without
limits. It is the supervisor of the cells that it makes.

Examples:
  padcell supervise grade.py submissions/
  padcell supervise -m rexec untrusted.py";

/// Reads the command line.
///
/// # Errors
/// What is to be shown instead of running anything, help included.
pub(crate) fn read(words: &[OsString]) -> Result<ArgMatches, clap::Error> {
    let matches = command(true).try_get_matches_from(words)?;
    let Some((_, given)) = matches.subcommand() else { return Ok(matches) };
    let has = |name| given.try_contains_id(name).unwrap_or(false);
    if has("code") || has("module") {
        return Ok(matches);
    }
    let script = given.try_get_one::<OsString>("script").ok().flatten();
    match script {
        // No script, then, but a flag that there is not: clap knows which one was meant.
        Some(word) if word.len() > 1 && word.as_encoded_bytes().starts_with(b"-") => {
            command(false).try_get_matches_from(words).map(|_| matches)
        }
        _ => Ok(matches),
    }
}

/// The whole command line. The program's own flags follow its name: `hyphens` lets them.
fn command(hyphens: bool) -> Command {
    Command::new("padcell")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(run(hyphens))
        .subcommand(supervise(hyphens))
        .subcommand(repl())
        .subcommand(dis())
}

fn run(hyphens: bool) -> Command {
    let run = Command::new("run")
        .about("Run a script under a policy and a budget")
        .after_help(RUN_HELP)
        .override_usage("padcell run [FLAGS] SCRIPT [ARGS]...\n       padcell run [FLAGS] -c CODE [ARGS]...")
        .arg(Arg::new("code").short('c').value_name("CODE").help("Run this text instead of a script"))
        .arg(
            script("A script, or - for standard input; what follows it is the program's", hyphens)
                .required_unless_present("code"),
        );
    grants(run)
}

fn supervise(hyphens: bool) -> Command {
    Command::new("supervise")
        .about("Run a trusted script, which makes cells of its own")
        .after_help(SUPERVISE_HELP)
        .override_usage("padcell supervise SCRIPT [ARGS]...\n       padcell supervise -m MODULE [ARGS]...")
        .arg(
            Arg::new("module")
                .short('m')
                .value_name("MODULE")
                .help("Run a module of the library or of this directory instead of a script"),
        )
        .arg(script("A script; what follows it is the program's", hyphens).required_unless_present("module"))
}

fn repl() -> Command {
    grants(Command::new("repl").about("Type Python line by line, under a policy and a budget"))
}

fn dis() -> Command {
    Command::new("dis")
        .about("Show the instructions that a script is compiled to")
        .arg(Arg::new("file").value_name("FILE").required(true).value_parser(value_parser!(OsString)))
}

fn script(help: &'static str, hyphens: bool) -> Arg {
    Arg::new("script")
        .value_name("SCRIPT [ARGS]")
        .num_args(1..)
        .trailing_var_arg(true)
        .allow_hyphen_values(hyphens)
        .value_parser(value_parser!(OsString))
        .help(help)
}

/// The flags by which a program is given something, or limited.
fn grants(command: Command) -> Command {
    let one = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let path = |name: &'static str, help: &'static str| {
        one(name, "FILE", help).value_parser(value_parser!(OsString))
    };
    command
        .next_help_heading("Grants")
        .arg(
            one(
                "mount",
                "HOST:CELL[:ro|rw]",
                "A directory of this machine, read-only unless :rw; can be repeated",
            )
            .action(ArgAction::Append),
        )
        .arg(
            one("connect", "HOST[:PORT]", "A host that can be connected to; can be repeated")
                .action(ArgAction::Append),
        )
        .arg(one("env", "NAME[=VALUE]", "An environment variable; can be repeated").action(ArgAction::Append))
        .arg(one(
            "clock",
            "CLOCK",
            "denied, monotonic, real, or a time at which it stands (the default: 2026-01-01)",
        ))
        .arg(one(
            "entropy",
            "ENTROPY",
            "Random bytes: denied (the default), real, or a number they follow from",
        ))
        .arg(one("seed", "N", "What string hashes follow from and, without --entropy, random bytes"))
        .arg(
            Arg::new("restricted")
                .long("restricted")
                .action(ArgAction::SetTrue)
                .help("Restricted mode: no __globals__, __dict__, frames or code objects, even of its own"),
        )
        .arg(path("policy", "Grants and limits from a TOML file; flags come after it"))
        .next_help_heading("Limits")
        .arg(one("fuel", "N", "Units of work, about one an instruction [default: 20e9]"))
        .arg(one("memory", "SIZE", "Bytes of heap [default: 256MiB]"))
        .arg(one("timeout", "TIME", "Wall-clock time [default: 60s]"))
        .arg(one("max-output", "SIZE", "Bytes written to the standard streams [default: 16MiB]"))
        .arg(one("depth", "N", "Nested calls [default: 1000]"))
        .arg(one("handles", "N", "Open files [default: 64]"))
        .next_help_heading("Reports")
        .arg(
            Arg::new("stats")
                .long("stats")
                .action(ArgAction::SetTrue)
                .help("Say on standard error what was spent"),
        )
        .arg(path("audit", "Write each decision of the policy to this file, as JSON lines"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn flags_are_consistent() {
        super::command(true).debug_assert();
        super::command(false).debug_assert();
    }
}
