//! `padcell dis`: what a script is compiled to.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use clap::ArgMatches;
use padcell_compiler::{Options, compile_source};
use padcell_host::{LARGE_STACK, on_large_stack, read_program, read_stdin_program};
use padcell_syntax::Limits;

use crate::failure::{BAD_FLAGS, Failure};

pub(crate) fn main(matches: &ArgMatches) -> Result<u8, Failure> {
    let Some(file) = matches.get_one::<OsString>("file") else { return Ok(BAD_FLAGS) };
    let name = if file == "-" { "<stdin>".into() } else { file.to_string_lossy() };
    let source = if file == "-" { read_stdin_program()? } else { read_program(Path::new(file))? };
    let text = padcell_syntax::decode(&source, &name).map_err(|error| Failure::of_source(&name, &error))?;
    let compiled =
        on_large_stack(LARGE_STACK, || compile_source(&text, &Options::new(&name), &Limits::default()));
    let code = match compiled {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => return Err(Failure::of_source(&name, &error)),
        Err(error) => {
            return Err(Failure { status: BAD_FLAGS, message: format!("no stack to compile on: {error}") });
        }
    };
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{}", padcell_bytecode::listing(&code).trim_end()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure { status: 1, message: format!("<stdout>: {error}") })
        }
        _ => Ok(0),
    }
}
