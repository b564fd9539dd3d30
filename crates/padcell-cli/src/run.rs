//! `padcell run` and `padcell supervise`.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use clap::ArgMatches;
use padcell::{
    Access, Budget, Cell, ClockPolicy, CtrlC, EntropyPolicy, Host, HostError, Interrupt, JsonLines, Mount,
    Outcome, Policy, Stdio, StopKind, Variable,
};
use padcell_host::{
    create_file, directories_of, environment_names, python_path, read_program, read_stdin_program,
};
use padcell_policy::{Audit, Hosts};

use crate::failure::{BAD_FLAGS, Failure};
use crate::told::Told;
use crate::{grants, shown};

/// An error inside padcell (`EX_SOFTWARE`).
const INTERNAL: u8 = 70;
/// As a shell reports a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// A program's text and what `sys.argv` says.
struct Program {
    source: Vec<u8>,
    name: String,
    args: Vec<String>,
}

pub(crate) fn main(matches: &ArgMatches) -> Result<u8, Failure> {
    let (mut policy, budget) = grants::read(matches)?;
    let program = Program::from(matches)?;
    policy.args.extend(program.args.iter().cloned());
    let session = Session::start(matches, policy, budget)?;
    session.run(&program, matches.get_flag("stats"))
}

pub(crate) fn supervise(matches: &ArgMatches) -> Result<u8, Failure> {
    let program = Program::from(matches)?;
    let mut policy = Policy::default();
    policy.environment = environment_names().into_iter().map(|name| (name, Variable::Host)).collect();
    policy.clock = ClockPolicy::Real;
    policy.entropy = EntropyPolicy::Real;
    policy.stdio = Stdio::ALL;
    policy.hosts = Hosts::All;
    policy.args.clone_from(&program.args);
    policy.set_mounts(vec![Mount::new("/", "/", Access::ReadWrite)]).map_err(HostError::from)?;
    let budget =
        Budget { fuel: None, memory: None, time_ns: None, output: None, handles: 1024, ..Budget::default() };
    let mut session = Session::new(None, policy, budget)?;
    if let Some((current, directory)) = directories_of(Path::new(&program.name)) {
        let mut path = vec![directory];
        path.extend(python_path());
        session.cell.start_in(&current, &path)?;
    }
    session.run(&program, false)
}

impl Program {
    fn from(matches: &ArgMatches) -> Result<Self, Failure> {
        let mut words = Vec::new();
        for word in matches.get_many::<OsString>("script").into_iter().flatten() {
            words.push(word.clone());
        }
        let code = matches.try_get_one::<String>("code").ok().flatten();
        if let Some(code) = code {
            return Ok(Self { source: code.clone().into_bytes(), name: "-c".into(), args: texts(words)? });
        }
        if let Ok(Some(module)) = matches.try_get_one::<String>("module") {
            // What follows is text of the command line: it must be a name before it becomes source.
            if module.is_empty() || !module.chars().all(|it| it.is_alphanumeric() || it == '_' || it == '.') {
                return Err(Failure {
                    status: BAD_FLAGS,
                    message: format!("'{module}' is not the name of a module"),
                });
            }
            let source = format!("import runpy\nrunpy._run_module_as_main('{module}')\n").into_bytes();
            return Ok(Self { source, name: "-m".into(), args: texts(words)? });
        }
        let script = words.remove(0);
        let source = if script == "-" { read_stdin_program()? } else { read_program(Path::new(&script))? };
        let name = if script == "-" { "-".to_owned() } else { script.to_string_lossy().into_owned() };
        let program = Self { source, name, args: texts(words)? };
        // A file that is no text is a mistake of who starts it, most often: one line says so, without a traceback.
        match padcell_syntax::decode(&program.source, program.filename()) {
            Ok(_) => Ok(program),
            Err(error) => Err(Failure::of_source(program.filename(), &error)),
        }
    }

    /// What tracebacks call it.
    fn filename(&self) -> &str {
        match self.name.as_str() {
            "-c" | "-m" => "<string>",
            "-" => "<stdin>",
            name => name,
        }
    }
}

fn texts(words: Vec<OsString>) -> Result<Vec<String>, Failure> {
    let text = |word: OsString| {
        word.into_string().map_err(|word| Failure {
            status: BAD_FLAGS,
            message: format!("the argument {word:?} is not UTF-8 text"),
        })
    };
    words.into_iter().map(text).collect()
}

/// A cell with what the command needs beside it.
pub(crate) struct Session {
    pub(crate) cell: Cell,
    pub(crate) ctrl_c: CtrlC,
    told: Arc<Told>,
}

impl Session {
    pub(crate) fn start(matches: &ArgMatches, policy: Policy, budget: Budget) -> Result<Self, Failure> {
        Self::new(matches.get_one::<OsString>("audit").map(Path::new), policy, budget)
    }

    fn new(audit: Option<&Path>, policy: Policy, budget: Budget) -> Result<Self, Failure> {
        let interrupt = Arc::new(Interrupt::new());
        let lines: Option<Arc<dyn Audit>> = match audit {
            Some(path) => Some(Arc::new(JsonLines::new(create_file(path)?, interrupt.clone()))),
            None => None,
        };
        let told = Arc::new(Told::new(lines));
        let ctrl_c = CtrlC::install(interrupt.clone())?;
        let host = Host::new().with_audit(told.clone()).with_interrupt(interrupt);
        let cell = Cell::builder().policy(policy).budget(budget).host(host).build()?;
        Ok(Self { cell, ctrl_c, told })
    }

    fn run(mut self, program: &Program, stats: bool) -> Result<u8, Failure> {
        let outcome = self.cell.run_script(&program.source, &program.name, program.filename())?;
        if stats {
            shown::stats(&outcome.spent, self.cell.budget());
        }
        let status = self.status(&outcome, program);
        // The process ends, and the memory with it: to free what the cell holds piece by piece would be work for nothing.
        std::mem::forget(self.cell);
        Ok(status)
    }

    /// Says what is to be said beside the traceback, and gives the exit status.
    fn status(&self, outcome: &Outcome, program: &Program) -> u8 {
        if let Some(stop) = &outcome.stop {
            shown::stop(stop);
            return match stop.kind {
                StopKind::Internal => INTERNAL,
                StopKind::Abort => INTERRUPTED,
                _ => Outcome::STOPPED as u8,
            };
        }
        if let Some(exception) = &outcome.exception {
            match exception.class.as_str() {
                "KeyboardInterrupt" => return INTERRUPTED,
                "ModuleNotFoundError" => {
                    if let Some(note) = sibling(&program.name, &exception.message) {
                        shown::complain(&note);
                    }
                }
                "PermissionError" | "FileNotFoundError" | "OSError" => {
                    if let Some(rule) = self.told.take_refusal() {
                        shown::complain(&format!("note: {rule}"));
                    }
                }
                _ => {}
            }
        }
        u8::try_from(outcome.status & 0xff).unwrap_or(1)
    }
}

/// A note for a program that imports a file from its own directory, which the cell does not see.
fn sibling(script: &str, message: &str) -> Option<String> {
    let name = message.strip_prefix("No module named '")?.strip_suffix('\'')?;
    let directory = Path::new(script).parent()?;
    let top = name.split('.').next()?;
    if script.starts_with('-') || !padcell_host::has_module(directory, top) {
        return None;
    }
    let shown = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    Some(format!(
        "note: '{top}' is beside the script, whose directory is not mounted; `--mount {}:/app` and \
         `sys.path.append('/app')` in the script would allow the import",
        shown.display()
    ))
}
