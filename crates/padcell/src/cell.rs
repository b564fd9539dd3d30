//! A cell, and what can be done with it.

mod guard;

use std::sync::Arc;

use padcell_host::{LARGE_STACK, SystemClock, on_large_stack};
use padcell_policy::{Budget, Clock, Interrupt, Policy, Signal, Spent, StopKind, Watch};
use padcell_vm::{CompileMode, CompileOptions, ExitRequest, Res, Unwind, Vm};

use crate::cross::{Cross, from_cell, to_cell};
use crate::{Builder, Error, ErrorKind, Exception, Outcome, Place, Stop, Value};

/// Native stack for each level of nested native calls, with room to spare.
const STACK_FOR_A_CALL: usize = 128 << 10;
/// More than this no machine is sure to reserve.
const MAX_STACK: usize = 16 << 30;

/// One isolated Python world: its heap, its modules, its policy and budget. Dropping it frees everything.
pub struct Cell {
    vm: Box<Vm>,
    policy: Policy,
    stack: usize,
    time_ns: u64,
    over: Option<Stop>,
}

/// The stack that nested native calls need at most.
pub(crate) fn stack_for(budget: &Budget) -> Result<usize, Error> {
    let wanted = (budget.depth as usize).saturating_mul(STACK_FOR_A_CALL).max(LARGE_STACK);
    if wanted > MAX_STACK {
        let most = MAX_STACK / STACK_FOR_A_CALL;
        let why = format!("a depth limit of {} cannot be enforced; {most} can", budget.depth);
        return Err(Error::new(ErrorKind::Unenforceable(why)));
    }
    Ok(wanted)
}

impl Cell {
    pub(crate) fn new(vm: Vm, policy: Policy, stack: usize) -> Self {
        Self { vm: Box::new(vm), policy, stack, time_ns: 0, over: None }
    }

    /// A cell is made of a policy and a budget.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// What the cell may do.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What the cell may spend.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        self.vm.budget()
    }

    /// What the cell has spent so far.
    #[must_use]
    pub fn spent(&self) -> Spent {
        let (memory, memory_peak) = self.vm.heap.usage();
        Spent {
            fuel: self.vm.fuel_spent(),
            memory: memory as u64,
            memory_peak: memory_peak as u64,
            time_ns: self.time_ns,
            output: self.vm.output_spent(),
            handles: self.vm.authority.handles().open(),
            ..Spent::default()
        }
    }

    /// The flag by which another thread reaches the cell while it runs.
    #[must_use]
    pub fn interrupt(&self) -> Arc<Interrupt> {
        self.vm.authority.interrupt().clone()
    }

    /// Runs a program in the cell's `__main__`; what it defines stays for the next one. `name` is what tracebacks and
    /// `__file__` call it. An exception that nothing catches is part of the outcome and printed nowhere.
    ///
    /// # Errors
    /// When the cell was stopped before, or a limit cannot be enforced.
    pub fn run(&mut self, source: &str, name: &str) -> Result<Outcome, Error> {
        let options = options(name, CompileMode::Exec);
        let result = self.enter(|vm| ended(vm, |vm| vm.run_main(source, &options).map(|_| ())))?;
        Ok(self.outcome(result))
    }

    /// Runs a program as the `python` command does: `sys.argv[0]` and `__file__` are `name`, tracebacks say `filename`,
    /// an uncaught exception is printed by `sys.excepthook`, functions registered with `atexit` run and the streams
    /// are flushed.
    ///
    /// # Errors
    /// As [`Cell::run`].
    pub fn run_script(&mut self, source: &[u8], name: &str, filename: &str) -> Result<Outcome, Error> {
        let result = self.enter(|vm| {
            let first = ended(vm, |vm| vm.run_script(source, name, filename));
            if matches!(first, Ended::Stopped(_)) {
                return first;
            }
            let printed = ended(vm, |vm| print(vm, &first));
            let finished = ended(vm, Vm::finish);
            match (printed, finished) {
                (stop @ Ended::Stopped(_), _) | (_, stop @ Ended::Stopped(_)) => stop,
                (_, Ended::Raised(_)) if matches!(first, Ended::Normally) => Ended::Exit(BROKEN_STREAM),
                _ => first,
            }
        })?;
        Ok(self.outcome(result))
    }

    /// For supervisors: where relative paths start, and the directories that imports look into (paths in the cell's own
    /// file system).
    ///
    /// # Errors
    /// As [`Cell::run`].
    pub fn start_in(&mut self, directory: &str, path: &[String]) -> Result<(), Error> {
        self.enter(|vm| ended(vm, |vm| vm.start_in(directory, path)))?;
        Ok(())
    }

    /// Runs one interactive statement, whose value `sys.displayhook` shows; exceptions are printed.
    ///
    /// # Errors
    /// As [`Cell::run`].
    pub fn run_interactive(&mut self, source: &str, name: &str) -> Result<Outcome, Error> {
        let options = options(name, CompileMode::Single);
        let result = self.enter(|vm| {
            let first = ended(vm, |vm| vm.run_main(source, &options).map(|_| ()));
            match ended(vm, |vm| {
                print(vm, &first)?;
                vm.flush_streams()
            }) {
                stop @ Ended::Stopped(_) => stop,
                _ => first,
            }
        })?;
        Ok(self.outcome(result))
    }

    /// The value of an expression, as a copy.
    ///
    /// # Errors
    /// [`ErrorKind::Raised`], [`ErrorKind::Stopped`], and [`ErrorKind::Crossing`] for a value that is no plain data.
    pub fn eval(&mut self, expression: &str) -> Result<Value, Error> {
        let options = options("<eval>", CompileMode::Eval);
        let mut value = Err(Cross::Refused(String::from("the expression has no value")));
        let result = self.enter(|vm| {
            ended(vm, |vm| {
                let result = vm.run_main(expression, &options)?;
                value = from_cell(vm, result);
                match value {
                    Err(Cross::Unwind(it)) => Err(it),
                    _ => Ok(()),
                }
            })
        })?;
        let outcome = self.outcome(result);
        if let Some(stop) = outcome.stop {
            return Err(Error::new(ErrorKind::Stopped(stop)));
        }
        if let Some(exception) = outcome.exception {
            return Err(Error::new(ErrorKind::Raised(exception)));
        }
        match value {
            Ok(value) => Ok(value),
            Err(Cross::Refused(why)) => Err(Error::new(ErrorKind::Crossing(why))),
            Err(Cross::Unwind(_)) => {
                let why = format!("SystemExit with status {}", outcome.status);
                Err(Error::new(ErrorKind::Crossing(why)))
            }
        }
    }

    /// Sets a variable of `__main__` to a copy of a value.
    ///
    /// # Errors
    /// When the cell's memory does not hold it.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<(), Error> {
        let value = value.into();
        let result = self.enter(|vm| {
            ended(vm, |vm| {
                let value = to_cell(vm, &value)?;
                let globals = vm.main_globals()?;
                let name = vm.intern(name)?;
                vm.heap.dict_set_str(globals, name, value)
            })
        })?;
        let outcome = self.outcome(result);
        match (outcome.stop, outcome.exception) {
            (Some(stop), _) => Err(Error::new(ErrorKind::Stopped(stop))),
            (None, Some(exception)) => Err(Error::new(ErrorKind::Raised(exception))),
            (None, None) => Ok(()),
        }
    }

    /// Runs `f` on the large stack, with the time limit armed and panics caught.
    fn enter(&mut self, f: impl FnOnce(&mut Vm) -> Ended + Send) -> Result<Ended, Error> {
        if let Some(stop) = &self.over {
            return Err(Error::new(ErrorKind::Over(stop.clone())));
        }
        let watch = self.arm()?;
        let mut clock = SystemClock::without_wall_time();
        let start = clock.monotonic_ns().unwrap_or(0);
        let vm = &mut *self.vm;
        let ended = on_large_stack(self.stack, move || {
            guard::catch(|| {
                let ended = f(vm);
                // What was written before a stop is shown; a console that is gone is nobody's error here.
                let _gone = vm.flush_console();
                ended
            })
        });
        drop(watch);
        self.time_ns += clock.monotonic_ns().unwrap_or(0).saturating_sub(start);
        self.vm.authority.interrupt().clear(Signal::Deadline);
        let ended = ended.map_err(|error| {
            Error::new(ErrorKind::Unenforceable(format!("no stack for the depth limit: {error}")))
        })?;
        Ok(ended.unwrap_or_else(|panic| {
            let place = self.vm.place().map(place);
            let reason = format!("internal error: {panic}");
            Ended::Stopped(Stop { kind: StopKind::Internal, reason, place })
        }))
    }

    fn arm(&self) -> Result<Option<Box<dyn Watch>>, Error> {
        let Some(ns) = self.vm.budget().time_ns else { return Ok(None) };
        match self.vm.authority.arm_deadline(ns) {
            Ok(watch) => Ok(Some(watch)),
            Err(error) => Err(Error::new(ErrorKind::Unenforceable(error.to_string()))),
        }
    }

    fn outcome(&mut self, ended: Ended) -> Outcome {
        let exit = matches!(ended, Ended::Exit(_) | Ended::Message(_));
        let (status, stop, exception) = match ended {
            Ended::Normally => (0, None, None),
            Ended::Exit(status) => (status, None, None),
            Ended::Message(_) => (1, None, None),
            Ended::Raised(exception) => (1, None, Some(exception.shown)),
            Ended::Stopped(stop) => {
                self.over = Some(stop.clone());
                (Outcome::STOPPED, Some(stop), None)
            }
        };
        Outcome { status, exit, stop, exception, spent: self.spent() }
    }
}

/// What CPython's exit status is when the streams cannot be flushed at the end.
const BROKEN_STREAM: i32 = 120;

/// How a run ended.
enum Ended {
    Normally,
    Exit(i32),
    /// `sys.exit("message")`.
    Message(String),
    Raised(Box<Raised>),
    Stopped(Stop),
}

/// An exception that nothing caught.
struct Raised {
    /// Pinned until it was printed.
    value: padcell_vm::Value,
    shown: Exception,
}

fn options(name: &str, mode: CompileMode) -> CompileOptions {
    CompileOptions { filename: name.to_owned(), mode, ..CompileOptions::default() }
}

fn place(place: padcell_vm::Place) -> Place {
    Place { file: place.file, line: place.line, function: place.function }
}

/// Runs `f` and says how that ended.
fn ended(vm: &mut Vm, f: impl FnOnce(&mut Vm) -> Res<()>) -> Ended {
    match f(vm).map(|()| Ended::Normally).or_else(|unwind| raised(vm, unwind)) {
        Ok(ended) => ended,
        Err(_) => {
            let kind = vm.stop_reason().unwrap_or(StopKind::Internal);
            Ended::Stopped(Stop::new(kind, vm.budget(), vm.place().map(place)))
        }
    }
}

fn raised(vm: &mut Vm, unwind: Unwind) -> Res<Ended> {
    let value = vm.take_raised(unwind)?;
    vm.keep(value);
    if let Some(request) = vm.exit_request(value)? {
        return Ok(match request {
            ExitRequest::Status(status) => Ended::Exit(status),
            ExitRequest::Message(message) => Ended::Message(message),
        });
    }
    let class = vm.exception_class_name(value);
    let message = vm.exception_text(value)?;
    let traceback = vm.format_exception(value)?;
    Ok(Ended::Raised(Box::new(Raised { value, shown: Exception { class, message, traceback } })))
}

/// Prints what a run ended with, as `python` does.
fn print(vm: &mut Vm, ended: &Ended) -> Res<()> {
    match ended {
        Ended::Message(message) => vm.print_error(&format!("{message}\n")),
        Ended::Raised(raised) => {
            let line = vm.one_line(raised.value, &raised.shown.traceback);
            vm.call_excepthook(raised.value, line.as_deref().unwrap_or(&raised.shown.traceback))
        }
        _ => Ok(()),
    }
}
