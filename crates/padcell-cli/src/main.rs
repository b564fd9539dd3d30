//! The `padcell` command: runs untrusted Python under a policy and a budget.
#![forbid(unsafe_code)]

mod args;
mod dis;
mod failure;
mod grants;
mod incomplete;
mod repl;
mod run;
mod shown;
mod told;

use std::process::ExitCode;

use failure::Failure;

#[global_allocator]
static ALLOCATOR: padcell_allocator::Allocator = padcell_allocator::Allocator;

fn main() -> ExitCode {
    padcell_allocator::map_large_blocks();
    let matches = match args::read(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are no errors; clap knows which stream they go to.
            let status = if error.use_stderr() { failure::BAD_FLAGS } else { 0 };
            let _closed_pipe = error.print();
            return ExitCode::from(status);
        }
    };
    let result = match matches.subcommand() {
        Some(("run", matches)) => run::main(matches),
        Some(("supervise", matches)) => run::supervise(matches),
        Some(("repl", matches)) => repl::main(matches),
        Some(("dis", matches)) => dis::main(matches),
        _ => Ok(0),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(Failure { status, message }) => {
            shown::complain(&message);
            ExitCode::from(status)
        }
    }
}
