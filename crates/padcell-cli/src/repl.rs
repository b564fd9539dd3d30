//! `padcell repl`: Python line by line.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::ArgMatches;
use padcell::{ErrorKind, Outcome};

use crate::failure::Failure;
use crate::incomplete::incomplete;
use crate::run::Session;
use crate::{grants, shown};

const PROMPT: &str = ">>> ";
const MORE: &str = "... ";

pub(crate) fn main(matches: &ArgMatches) -> Result<u8, Failure> {
    let (mut policy, budget) = grants::read(matches)?;
    // The lines are typed where the program would read its own input.
    policy.stdio.stdin = false;
    let mut session = Session::start(matches, policy, budget)?;
    let talks = io::stdin().is_terminal();
    if talks {
        let _closed = writeln!(
            io::stdout(),
            "padcell {}: Python 3.14 in a cell; Ctrl-D ends it",
            env!("CARGO_PKG_VERSION")
        );
    }
    let mut lines = io::stdin().lock();
    let mut text = String::new();
    let mut count = 0;
    loop {
        if talks {
            prompt(if text.is_empty() { PROMPT } else { MORE });
        }
        let mut line = String::new();
        let ended = match lines.read_line(&mut line) {
            Ok(read) => read == 0,
            Err(error) => {
                let message = format!("<stdin>: {error}");
                return Err(Failure { status: 1, message });
            }
        };
        if ended && text.is_empty() {
            break;
        }
        if text.is_empty() && line.trim().is_empty() {
            continue;
        }
        text.push_str(&line);
        if !ended && incomplete(&text) {
            continue;
        }
        count += 1;
        session.ctrl_c.forget();
        let outcome = match session.cell.run_interactive(&text, &format!("<stdin-{count}>")) {
            Ok(outcome) => outcome,
            Err(error) if matches!(error.kind(), ErrorKind::Over(_)) => return Ok(Outcome::STOPPED as u8),
            Err(error) => return Err(error.into()),
        };
        text.clear();
        if let Some(stop) = &outcome.stop {
            shown::stop(stop);
            return Ok(Outcome::STOPPED as u8);
        }
        if outcome.exit {
            return Ok(u8::try_from(outcome.status & 0xff).unwrap_or(1));
        }
        if ended {
            break;
        }
    }
    if talks {
        prompt("\n");
    }
    if matches.get_flag("stats") {
        shown::stats(&session.cell.spent(), session.cell.budget());
    }
    Ok(0)
}

fn prompt(text: &str) {
    let mut out = io::stdout();
    let _closed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
