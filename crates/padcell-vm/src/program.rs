//! What a host does with a cell: run a program as `__main__`, and learn how it ended.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::import::CompileOptions;
use crate::value::Value;
use crate::vm::Vm;

/// A place in a program: where a cell was when it was stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: u32,
    pub function: String,
}

/// What `SystemExit` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitRequest {
    /// A status.
    Status(i32),
    /// A message for standard error, and status 1.
    Message(String),
}

impl Vm {
    /// The namespace of `__main__`, which is made when it is first asked for.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn main_globals(&mut self) -> Res<Id<Dict>> {
        let name = self.names.__main__;
        if let Some(Value::Module(id)) = self.heap.dict_str(self.modules, name) {
            return Ok(self.heap.modules[id].dict);
        }
        let (_, dict) = self.new_module("__main__")?;
        let names = self.names;
        let builtins = self.program_module(names.builtins).unwrap_or(Value::Dict(self.visible_builtins));
        self.heap.dict_set_str(dict, names.__builtins__, builtins)?;
        self.heap.dict_set_str(dict, names.__package__, Value::None)?;
        Ok(dict)
    }

    /// Compiles a text and runs it in `__main__`; gives the value of an expression.
    ///
    /// # Errors
    /// SyntaxError, and what the program raises.
    pub fn run_main(&mut self, text: &str, options: &CompileOptions) -> Res {
        let globals = self.main_globals()?;
        self.remember_source(&options.filename, text)?;
        self.describe_program(globals, &options.filename)?;
        let code = self.compile_text(text, options)?;
        let code = self.load_code(&code)?;
        self.keep(Value::Code(code));
        let result = self.run_code(code, globals, Value::Dict(globals));
        self.roots.pop();
        result
    }

    /// Where the cell was stopped, or the frame that runs stands.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let (file, line, function) = match &self.stopped_at {
            Some(it) => it.clone(),
            None => {
                let frame = self.frames.last()?;
                let code = &self.heap.codes[frame.code].code;
                let line = code.position((frame.pc as usize).saturating_sub(1)).line;
                (String::from(&*code.filename), line, String::from(&*code.qualname))
            }
        };
        Some(Place { file, line, function })
    }

    /// Runs a program as the `python` command runs a script: `sys.argv[0]` and `__file__` are `name`, tracebacks say
    /// `filename`.
    ///
    /// # Errors
    /// SyntaxError, and what the program raises.
    pub fn run_script(&mut self, source: &[u8], name: &str, filename: &str) -> Res<()> {
        let globals = self.main_globals()?;
        if !name.starts_with('-') {
            let file = self.heap.str(name)?;
            self.heap.dict_set_str(globals, self.names.__file__, file)?;
        }
        self.set_argv(name)?;
        let Some(compiler) = self.compiler.clone() else {
            return Err(self.runtime_error("this cell has no compiler"));
        };
        self.spend(source.len())?;
        let text = match compiler.decode(source, filename) {
            Ok(text) => text,
            Err(error) => return Err(self.raise_compile_error(&error, filename)),
        };
        let options = CompileOptions { filename: String::from(filename), ..CompileOptions::default() };
        self.run_main(&text, &options).map(|_| ())
    }

    /// Sets the directory that relative paths start from, and the directory that imports look into first.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn start_in(&mut self, directory: &str, path: &[String]) -> Res<()> {
        self.state::<crate::descriptors::Descriptors>().directory = String::from(directory);
        let sys = self.import("sys", None, Value::None, 0)?;
        self.keep(sys);
        let mark = self.kept();
        let mut entries = Vec::with_capacity(path.len());
        for entry in path {
            let entry = self.heap.str(entry)?;
            self.keep(entry);
            entries.push(entry);
        }
        self.release(mark);
        let path = self.heap.list(entries)?;
        let name = self.intern("path")?;
        let result = self.setattr(sys, name, path);
        self.roots.pop();
        result
    }

    fn set_argv(&mut self, name: &str) -> Res<()> {
        let sys = match self.import("sys", None, Value::None, 0) {
            Ok(sys) => sys,
            // The policy may have left it out.
            Err(it) => return self.take_raised(it).map(|_| ()),
        };
        self.keep(sys);
        let first = self.heap.str(name)?;
        let mut argv = Vec::from([first]);
        for arg in self.authority.args() {
            argv.push(self.heap.str(&arg)?);
        }
        let argv = self.heap.list(argv)?;
        let name = self.intern("argv")?;
        let result = self.setattr(sys, name, argv);
        self.roots.pop();
        result
    }

    /// What the `python` command does after a script: runs the functions registered with `atexit`, finalizes what is left,
    /// flushes the streams, and what cells have written.
    ///
    /// # Errors
    /// What the streams raise: there is nobody left who could be told.
    pub fn finish(&mut self) -> Res<()> {
        // A program that ended with a full heap leaves garbage, and what follows needs a little room.
        if self.heap.collect_soon && self.frames.is_empty() {
            self.collect_garbage();
        }
        let name = self.intern("atexit")?;
        if let Some(atexit) = self.heap.dict_str(self.modules, name) {
            match self.call_method(atexit, "_run_exitfuncs", &[]) {
                Ok(_) => {}
                Err(it) => {
                    self.take_raised(it)?;
                }
            }
        }
        self.finalize_rest()?;
        let flushed = self.flush_streams();
        self.settle_children();
        self.finish_descriptors()?;
        flushed
    }

    /// Passes on what was printed since the last time, so that what this cell prints and what its neighbours print comes in
    /// the order in which it was printed. There is nobody here who could be told of a failure.
    pub(crate) fn flush_printed(&mut self) {
        if !core::mem::take(&mut self.printed) || self.heap.stop.is_some() {
            return;
        }
        let raised = core::mem::take(&mut self.heap.raised);
        self.keep(raised);
        if self.flush_originals().is_err() {
            self.heap.raised = crate::Value::Unset;
        }
        self.roots.pop();
        self.heap.raised = raised;
    }

    fn flush_originals(&mut self) -> Res<()> {
        for name in ["__stdout__", "__stderr__"] {
            if let Some(stream) = self.original_of_sys(name)? {
                self.call_method(stream, "flush", &[])?;
            }
        }
        Ok(())
    }

    /// Flushes `sys.stdout` and `sys.stderr`.
    ///
    /// # Errors
    /// What they raise.
    pub fn flush_streams(&mut self) -> Res<()> {
        for name in ["stdout", "stderr"] {
            let Some(stream) = self.stream(name)? else { continue };
            self.call_method(stream, "flush", &[])?;
        }
        Ok(())
    }

    /// `sys.stdout` or `sys.stderr`, unless it is None, closed, or gone.
    fn stream(&mut self, name: &str) -> Res<Option<Value>> {
        let Some(stream) = self.sys_attribute(name)? else { return Ok(None) };
        if stream.is_none() {
            return Ok(None);
        }
        let closed = self.intern("closed")?;
        let closed = self.getattr_opt(stream, closed)?;
        Ok(match closed {
            Some(it) if self.truth(it)? => None,
            _ => Some(stream),
        })
    }

    /// Writes to `sys.stderr`, or to the console where that is not possible.
    ///
    /// # Errors
    /// A stop.
    pub fn print_error(&mut self, text: &str) -> Res<()> {
        let written = self.write_error(text);
        match written {
            Ok(true) => Ok(()),
            Ok(false) => self
                .write_console(padcell_policy::Stream::Stderr, text.as_bytes())
                .or_else(|it| self.take_raised(it).map(|_| ())),
            Err(it) => {
                self.take_raised(it)?;
                self.write_console(padcell_policy::Stream::Stderr, text.as_bytes())
                    .or_else(|it| self.take_raised(it).map(|_| ()))
            }
        }
    }

    fn write_error(&mut self, text: &str) -> Res<bool> {
        let Some(stream) = self.stream("stderr")? else { return Ok(false) };
        self.keep(stream);
        let text = self.heap.str(text)?;
        self.call_method(stream, "write", &[text])?;
        self.call_method(stream, "flush", &[])?;
        self.roots.pop();
        Ok(true)
    }

    /// Hands an uncaught exception to `sys.excepthook`; `report` is printed where the program did not set its own.
    ///
    /// # Errors
    /// A stop.
    pub fn call_excepthook(&mut self, exception: Value, report: &str) -> Res<()> {
        let flushed = self.flush_streams();
        if let Err(it) = flushed {
            self.take_raised(it)?;
        }
        let hook = match self.excepthook() {
            Ok(hook) => hook,
            Err(it) => {
                self.take_raised(it)?;
                None
            }
        };
        let Some(hook) = hook else { return self.print_error(report) };
        self.keep(exception);
        self.keep(hook);
        let class = Value::Class(self.class_of(exception));
        let traceback = match exception {
            Value::Exception(id) => self.heap.exceptions[id].traceback,
            _ => Value::None,
        };
        if let Err(it) = self.call(hook, &[class, exception, traceback]) {
            let raised = self.take_raised(it)?;
            self.keep(raised);
            let second = self.format_exception(raised)?;
            self.print_error(&format!(
                "Error in sys.excepthook:\n{second}\nOriginal exception was:\n{report}"
            ))?;
        }
        Ok(())
    }

    /// One line in place of a traceback, for an exception that is nothing the program did: somebody pressed Ctrl-C, or
    /// nobody reads what it prints any more.
    #[must_use]
    pub fn one_line(&self, exception: Value, report: &str) -> Option<String> {
        let class = self.class_of(exception);
        let outside = [self.exceptions.keyboard_interrupt, self.exceptions.broken_pipe_error];
        if !self.cut_short || !outside.contains(&class) {
            return None;
        }
        let what = report.lines().next_back()?;
        let place = report.lines().rev().find_map(|it| it.strip_prefix("  File "))?;
        Some(format!("{what}, at {}\n", place.replacen('"', "", 2)))
    }

    /// The program's own `sys.excepthook`.
    fn excepthook(&mut self) -> Res<Option<Value>> {
        let sys = self.intern("sys")?;
        let Some(sys) = self.program_module(sys) else { return Ok(None) };
        let name = self.names.excepthook;
        let hook = self.getattr_opt(sys, name)?;
        Ok(hook.filter(|it| !matches!(it, Value::Native(_) | Value::None)))
    }

    /// What a `SystemExit` asks for; None for other exceptions.
    ///
    /// # Errors
    /// When the cell is stopped while its message is made.
    pub fn exit_request(&mut self, exception: Value) -> Res<Option<ExitRequest>> {
        if !self.is_instance(exception, self.exceptions.system_exit) {
            return Ok(None);
        }
        self.keep(exception);
        let name = self.intern("code")?;
        let code = match self.getattr_opt(exception, name) {
            Ok(code) => code.unwrap_or(Value::None),
            Err(it) => {
                self.take_raised(it)?;
                Value::None
            }
        };
        Ok(Some(match self.unwrap(code) {
            Value::None => ExitRequest::Status(0),
            Value::Bool(it) => ExitRequest::Status(i32::from(it)),
            Value::Int(it) => ExitRequest::Status((it & 0xff) as i32),
            Value::BigInt(_) => ExitRequest::Status(255),
            _ => {
                self.keep(code);
                match self.str(code) {
                    Ok(text) => ExitRequest::Message(text),
                    Err(it) => {
                        self.take_raised(it)?;
                        ExitRequest::Status(1)
                    }
                }
            }
        }))
    }
}
