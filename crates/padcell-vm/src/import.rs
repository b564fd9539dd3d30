//! Imports: the module table, native modules, the bundled library, and files on the cell's mounts.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::Code;

use crate::error::{Res, Unwind};
use crate::heap::{Dict, Id, Module, Str};
use crate::value::Value;
use crate::vm::Vm;

/// What `compile()` was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompileMode {
    #[default]
    Exec,
    Eval,
    Single,
}

/// How to compile.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    pub filename: String,
    pub mode: CompileMode,
    /// `from __future__ import annotations` is inherited.
    pub future_annotations: bool,
    pub optimize: u8,
}

/// Why source text was refused; becomes a SyntaxError (or MemoryError, where `too_deep`).
#[derive(Clone, Debug, Default)]
pub struct CompileError {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub class: &'static str,
    pub message: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub text: Option<String>,
    pub too_deep: bool,
}

/// The compiler, which the embedding crate supplies: this crate knows no syntax.
pub trait Compile: Send + Sync {
    /// Compiles source text.
    ///
    /// # Errors
    /// What is wrong with it.
    fn compile(&self, source: &str, options: &CompileOptions) -> Result<Arc<Code>, CompileError>;

    /// Decodes source bytes by their coding cookie.
    ///
    /// # Errors
    /// What is wrong with them.
    fn decode(&self, source: &[u8], filename: &str) -> Result<String, CompileError>;
}

/// A module of the bundled library.
pub struct LibrarySource {
    pub path: String,
    pub is_package: bool,
    /// Compiled once a process.
    pub code: Arc<Code>,
}

/// The bundled library, which the embedding crate supplies.
pub trait Library: Send + Sync {
    /// The module with this dotted name.
    ///
    /// # Errors
    /// What the compiler says.
    fn find(&self, name: &str) -> Result<Option<LibrarySource>, CompileError>;

    /// Whether there is a module with this dotted name; nothing is compiled.
    fn has(&self, name: &str) -> bool;

    /// The source text of a file of the library, by the path that its code objects carry: for tracebacks.
    fn source(&self, path: &str) -> Option<Cow<'static, str>>;
}

/// Where a module was found.
enum Found {
    Native(fn(&mut Vm, Id<Dict>) -> Res<()>),
    Library(LibrarySource),
    File { path: String, package: Option<String>, source: Vec<u8> },
}

/// Files larger than this are not read as modules.
const MAX_SOURCE: usize = 16 << 20;

/// Parsing takes memory outside the heap: up to so many bytes for each byte of source, checked before it is taken. (Where
/// each or every other byte is an expression of its own it is 80 to 140; ordinary source takes less than 20.)
pub(crate) const PARSE_ROOM: usize = 100;

impl Vm {
    /// `import name`: `__import__(name, globals, None, fromlist, level)`.
    ///
    /// # Errors
    /// ImportError, and what the module raises.
    pub(crate) fn import_name(
        &mut self,
        name: Id<Str>,
        globals: Id<Dict>,
        fromlist: Value,
        level: u8,
    ) -> Res {
        let builtins = self.frame_builtins();
        let Some(hook) = self.heap.dict_str(builtins, self.names.__import__) else {
            return Err(self.import_error("__import__ not found"));
        };
        if !matches!(hook, Value::Native(_)) {
            let seen = self.globals_for(hook, globals)?;
            self.keep(seen);
            let args = [Value::Str(name), seen, Value::None, fromlist, Value::Int(i64::from(level))];
            let result = self.call(hook, &args);
            self.roots.pop();
            return result;
        }
        let text = self.string_of(Value::Str(name));
        self.import(&text, Some(globals), fromlist, i64::from(level))
    }

    /// What an import hook sees of the importing module's globals: all, or (across the membrane) the names that relative
    /// imports need.
    pub(crate) fn globals_for(&mut self, hook: Value, globals: Id<Dict>) -> Res {
        if self.payload::<crate::membrane::Remote>(hook).is_none() {
            return Ok(Value::Dict(globals));
        }
        let seen = self.heap.dict()?;
        for name in [self.names.__name__, self.names.__package__, self.names.__path__] {
            if let Some(value) = self.heap.dict_str(globals, name) {
                self.heap.dict_set_str(seen, name, value)?;
            }
        }
        Ok(Value::Dict(seen))
    }

    /// `__import__`. What the library of a restricted cell imports, it finds in `own_modules`; everybody else in
    /// `sys.modules`.
    ///
    /// # Errors
    /// As [`Vm::import_name`].
    pub fn import(&mut self, name: &str, globals: Option<Id<Dict>>, fromlist: Value, level: i64) -> Res {
        let own = self.library_acts();
        if name.len() > 1000 {
            return Err(self.value_error("module name is too long"));
        }
        let absolute =
            if level > 0 { self.resolve_relative(name, globals, level)? } else { String::from(name) };
        if absolute.is_empty() {
            return Err(self.value_error("Empty module name"));
        }
        let supervised = !own && self.is_supervised();
        if supervised {
            if let Some(result) = self.import_by_supervisor(name, globals, fromlist, level)? {
                return Ok(result);
            }
        }
        let module = self.import_dotted(&absolute, own)?;
        if !self.truth(fromlist)? {
            if level == 0 {
                let top = name.split('.').next().unwrap_or(name);
                return self.import_dotted(top, own);
            }
            if name.is_empty() {
                return Ok(module);
            }
            let cut = absolute.len() - name.len() + name.find('.').unwrap_or(name.len());
            let top = String::from(&absolute[..cut]);
            return self.import_dotted(&top, own);
        }
        self.keep(module);
        self.import_submodules(module, &absolute, fromlist, own)?;
        self.roots.pop();
        Ok(module)
    }

    fn import_submodules(&mut self, module: Value, absolute: &str, fromlist: Value, own: bool) -> Res<()> {
        if self.getattr_opt(module, self.names.__path__)?.is_none() {
            return Ok(());
        }
        let mut names = self.collect_list(fromlist)?;
        if names.iter().any(|it| self.text_of(*it) == "*") {
            if let Some(all) = self.getattr_opt(module, self.names.__all__)? {
                let more = self.collect_list(all)?;
                names.extend(more);
            }
        }
        for item in names {
            let Value::Str(id) = self.unwrap(item) else {
                let text = format!("Item in ``from list'' must be str, not {}", self.type_name(item));
                return Err(self.type_error(&text));
            };
            let text = self.string_of(item);
            if text == "*" || self.getattr_opt(module, id)?.is_some() {
                continue;
            }
            let full = format!("{absolute}.{text}");
            match self.import_dotted(&full, own) {
                Ok(_) => {}
                Err(Unwind::Raised)
                    if self.raised_is(self.exceptions.module_not_found_error)
                        && self.missing_module_is(&full) =>
                {
                    self.heap.raised = Value::Unset;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    fn missing_module_is(&self, full: &str) -> bool {
        let name = self.exception_field(self.heap.raised, self.names.name);
        name.is_some_and(|it| self.text_of(it) == full)
    }

    fn resolve_relative(&mut self, name: &str, globals: Option<Id<Dict>>, level: i64) -> Res<String> {
        let names = self.names;
        let package = globals
            .and_then(|it| self.heap.dict_str(it, names.__package__))
            .filter(|it| matches!(it, Value::Str(_)));
        let package = match package {
            Some(it) => self.string_of(it),
            None => {
                let module =
                    globals.and_then(|it| self.heap.dict_str(it, names.__name__)).unwrap_or(Value::None);
                let is_package = globals.and_then(|it| self.heap.dict_str(it, names.__path__)).is_some();
                let module = self.string_of(module);
                if is_package {
                    module
                } else {
                    module.rsplit_once('.').map_or_else(String::new, |(it, _)| String::from(it))
                }
            }
        };
        if package.is_empty() {
            return Err(self.import_error("attempted relative import with no known parent package"));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((it, _)) => base = it,
                None => return Err(self.import_error("attempted relative import beyond top-level package")),
            }
        }
        Ok(if name.is_empty() { String::from(base) } else { format!("{base}.{name}") })
    }

    /// The module with this absolute name, imported with its parents if need be.
    pub(crate) fn import_dotted(&mut self, name: &str, own: bool) -> Res {
        let supervised = !own && self.is_supervised();
        if supervised {
            if let Some(module) = self.import_supervised(name)? {
                return Ok(module);
            }
        }
        if let Some(module) = self.loaded(name, own)? {
            return Ok(module);
        }
        let mut parent = None;
        if let Some((package, _)) = name.rsplit_once('.') {
            let module = self.nested(|vm| vm.import_dotted(package, own))?;
            if let Some(module) = self.loaded(name, own)? {
                return Ok(module);
            }
            parent = Some((module, package));
        }
        let mut path = None;
        if let Some((module, package)) = parent {
            path = self.getattr_opt(module, self.names.__path__)?;
            if path.is_none() {
                let text = format!("No module named '{name}'; '{package}' is not a package");
                return Err(self.no_module(&text, name));
            }
        }
        let Some(found) = self.find_module(name, path, supervised)? else {
            if supervised {
                if let Some(module) = self.load_by_supervisor(name)? {
                    return Ok(module);
                }
            }
            let text = format!("No module named '{name}'");
            return Err(self.no_module(&text, name));
        };
        let module = self.nested(|vm| vm.load_module(name, found, own))?;
        if supervised {
            let key = self.intern(name)?;
            self.publish(key, module)?;
        }
        if let Some((parent, _)) = parent {
            let last = name.rsplit('.').next().unwrap_or(name);
            let last = self.intern(last)?;
            self.keep(module);
            self.setattr(parent, last, module)?;
            self.roots.pop();
        }
        Ok(module)
    }

    fn no_module(&mut self, text: &str, name: &str) -> Unwind {
        let unwind = self.module_not_found_error(text);
        match self.intern(name) {
            Ok(name) => self.note_name(unwind, name),
            Err(other) => other,
        }
    }

    fn loaded(&mut self, name: &str, own: bool) -> Res<Option<Value>> {
        let key = self.intern(name)?;
        if self.restricted {
            let known = self.heap.dict_str(self.own_modules, key);
            let library = match known {
                Some(Value::Module(id)) if self.heap.modules[id].library => known,
                _ => None,
            };
            if own && library.is_some() {
                return Ok(library);
            }
            if own && self.is_supervised() && self.has_module(name)? {
                // What the program or its supervisor calls by this name is not what the library means.
                return Ok(None);
            }
            if let (Some(module), false, false) = (library, own, self.is_supervised()) {
                // What the library has loaded already becomes the program's when it imports it.
                if self.heap.dict_str(self.modules, key).is_none() {
                    let visible = self.visible_of(module);
                    self.heap.dict_set_str(self.modules, key, visible)?;
                    return Ok(Some(visible));
                }
            }
        }
        match self.heap.dict_str(self.modules, key) {
            Some(Value::None) => {
                let text = format!("import of {name} halted; None in sys.modules");
                Err(self.no_module(&text, name))
            }
            found => Ok(found),
        }
    }

    /// `only_files`: what the runtime has of this name is not for the program.
    fn find_module(&mut self, name: &str, path: Option<Value>, only_files: bool) -> Res<Option<Found>> {
        if let (Some(build), false) = (crate::modules::find(name), only_files) {
            return Ok(Some(Found::Native(build)));
        }
        // What the bundled library has, no file of the same name can stand in for.
        if let (Some(library), false) = (self.library.clone(), only_files) {
            match library.find(name) {
                Ok(Some(source)) => return Ok(Some(Found::Library(source))),
                Ok(None) => {}
                Err(error) => return Err(self.raise_compile_error(&error, name)),
            }
        }
        let last = name.rsplit('.').next().unwrap_or(name);
        for directory in self.search_path(path)? {
            self.spend(50)?;
            let base = if directory.ends_with('/') {
                format!("{directory}{last}")
            } else {
                format!("{directory}/{last}")
            };
            let init = format!("{base}/__init__.py");
            if let Some(source) = self.read_source(&init)? {
                return Ok(Some(Found::File { path: init, package: Some(base), source }));
            }
            let file = format!("{base}.py");
            if let Some(source) = self.read_source(&file)? {
                return Ok(Some(Found::File { path: file, package: None, source }));
            }
        }
        Ok(None)
    }

    fn search_path(&mut self, path: Option<Value>) -> Res<Vec<String>> {
        let path = match path {
            Some(it) => it,
            None => {
                let sys = self.intern("sys")?;
                let Some(sys) = self.program_module(sys) else { return Ok(Vec::new()) };
                let name = self.intern("path")?;
                match self.getattr_opt(sys, name)? {
                    Some(it) => it,
                    None => return Ok(Vec::new()),
                }
            }
        };
        if self.restricted && !matches!(path, Value::List(_) | Value::Tuple(_)) {
            // The program may have put anything there.
            return Ok(Vec::new());
        }
        let entries = self.collect_list(path)?;
        Ok(entries
            .into_iter()
            .filter(|it| matches!(it, Value::Str(_)) || !self.restricted)
            .map(|it| self.string_of(it))
            .filter(|it| !it.is_empty())
            .collect())
    }

    /// The bytes of a source file; None where there is no such file.
    fn read_source(&mut self, path: &str) -> Res<Option<Vec<u8>>> {
        if self.files_are_opened_outside() {
            return Ok(None);
        }
        let options = padcell_policy::OpenOptions { read: true, ..padcell_policy::OpenOptions::default() };
        let is_file =
            self.authority.stat(path, true).is_ok_and(|it| it.kind == padcell_policy::FileKind::File);
        if !is_file {
            return Ok(None);
        }
        let Ok(file) = self.authority.open(path, options) else { return Ok(None) };
        let mut data = Vec::new();
        let mut buffer = alloc::vec![0; 64 << 10];
        let result = loop {
            match self.authority.read(file, &mut buffer) {
                Ok(0) => break Ok(Some(data)),
                Ok(n) => {
                    self.spend(n / 16)?;
                    self.heap.room(data.len() + n)?;
                    data.extend_from_slice(&buffer[..n]);
                    if data.len() > MAX_SOURCE {
                        break Err(self.import_error(&format!("source file '{path}' is too large")));
                    }
                }
                Err(_) => break Ok(None),
            }
        };
        let _ = self.authority.close(file);
        result
    }

    /// A new empty module, entered into `sys.modules`.
    pub(crate) fn new_module(&mut self, name: &str) -> Res<(Value, Id<Dict>)> {
        let (module, dict) = self.empty_module(name, false)?;
        let key = self.intern(name)?;
        self.enter_module(key, module, false)?;
        Ok((module, dict))
    }

    /// Enters a module into the tables: that of the library too, if the cell is restricted, or into that one alone.
    fn enter_module(&mut self, key: Id<Str>, module: Value, own: bool) -> Res<()> {
        if self.restricted {
            self.heap.dict_set_str(self.own_modules, key, module)?;
        }
        if !own {
            let visible = self.visible_of(module);
            self.heap.dict_set_str(self.modules, key, visible)?;
        }
        Ok(())
    }

    pub(crate) fn empty_module(&mut self, name: &str, library: bool) -> Res<(Value, Id<Dict>)> {
        let dict = self.heap.dict()?;
        let class = self.types.module;
        let module = Value::Module(self.heap.add_module(Module { class, dict, library })?);
        let key = self.intern(name)?;
        let names = self.names;
        self.heap.dict_set_str(dict, names.__name__, Value::Str(key))?;
        self.heap.dict_set_str(dict, names.__doc__, Value::None)?;
        let package = self.intern(name.rsplit_once('.').map_or("", |(it, _)| it))?;
        self.heap.dict_set_str(dict, names.__package__, Value::Str(package))?;
        self.heap.dict_set_str(dict, names.__loader__, Value::None)?;
        self.heap.dict_set_str(dict, names.__spec__, Value::None)?;
        Ok((module, dict))
    }

    /// The `sys` module as the program sees it, made when the cell first asks for it; None once the program took it away.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn sys_module(&mut self) -> Res<Option<Value>> {
        if !self.has_sys {
            self.load_module("sys", Found::Native(crate::modules::sys::build), false)?;
        }
        let name = self.intern("sys")?;
        Ok(self.program_module(name))
    }

    fn load_module(&mut self, name: &str, found: Found, own: bool) -> Res {
        let library = matches!(found, Found::Native(_) | Found::Library(_));
        let (module, dict) = self.empty_module(name, library)?;
        let key = self.intern(name)?;
        self.enter_module(key, module, own)?;
        let result = match found {
            Found::Native(build) => {
                self.describe_module(dict, name, None, false).and_then(|()| build(self, dict))
            }
            Found::Library(source) => {
                let package = source.is_package.then(|| source.path.trim_end_matches("/__init__.py").into());
                self.run_module(dict, name, &source.path, package, &source.code, true)
                    .and_then(|()| self.note_dates(name, dict))
            }
            Found::File { path, package, source } => match self.compile_file(&source, &path) {
                Ok(code) => self.run_module(dict, name, &path, package, &code, false),
                Err(it) => Err(it),
            },
        };
        if let Err(it) = result {
            self.heap.dict_remove_str(self.modules, key);
            self.heap.dict_remove_str(self.own_modules, key);
            return Err(it);
        }
        if let (true, Value::Module(id)) = (self.restricted, module) {
            match name {
                "posix" => {
                    self.split_module(id)?;
                }
                "sys" => self.split_sys(id)?,
                _ => {}
            }
            // What the program sees of it is for its supervisor to say.
            self.furnish(name)?;
        }
        // A module may replace itself in the `sys.modules` that it sees.
        let table = if self.restricted && library { self.own_modules } else { self.modules };
        let module = self.heap.dict_str(table, key).unwrap_or(module);
        if own {
            return Ok(module);
        }
        let visible = self.visible_of(module);
        self.heap.dict_set_str(self.modules, key, visible)?;
        Ok(visible)
    }

    fn run_module(
        &mut self,
        dict: Id<Dict>,
        name: &str,
        path: &str,
        package: Option<String>,
        code: &Arc<Code>,
        library: bool,
    ) -> Res<()> {
        let names = self.names;
        let file = self.heap.str(path)?;
        let is_package = package.is_some();
        self.heap.dict_set_str(dict, names.__file__, file)?;
        let restricted = self.restricted && !library;
        let builtins = if restricted { self.visible_builtins } else { self.builtins };
        self.heap.dict_set_str(dict, names.__builtins__, Value::Dict(builtins))?;
        if let Some(directory) = package {
            let entry = self.heap.str(&directory)?;
            let list = self.heap.list(alloc::vec![entry])?;
            self.heap.dict_set_str(dict, names.__path__, list)?;
            let package = self.heap.str(name)?;
            self.heap.dict_set_str(dict, names.__package__, package)?;
        }
        self.describe_module(dict, name, Some(path), is_package)?;
        let code = self.load_code_as(code, restricted, library)?;
        self.keep(Value::Code(code));
        if library {
            self.mark_deputies(name, code)?;
        }
        let result = self.run_code_as(code, dict, Value::Dict(dict), restricted);
        self.roots.pop();
        result.map(|_| ())
    }

    fn compile_file(&mut self, source: &[u8], path: &str) -> Res<Arc<Code>> {
        let Some(compiler) = self.compiler.clone() else {
            return Err(self.import_error("this cell has no compiler"));
        };
        self.spend(source.len())?;
        let text = match compiler.decode(source, path) {
            Ok(it) => it,
            Err(error) => return Err(self.raise_compile_error(&error, path)),
        };
        self.compile_text(
            &text,
            &CompileOptions { filename: String::from(path), ..CompileOptions::default() },
        )
    }

    /// Compiles source text.
    ///
    /// # Errors
    /// SyntaxError; RuntimeError in a cell without a compiler.
    pub fn compile_text(&mut self, text: &str, options: &CompileOptions) -> Res<Arc<Code>> {
        let Some(compiler) = self.compiler.clone() else {
            return Err(self.runtime_error("this cell has no compiler"));
        };
        self.spend(text.len() * 4)?;
        self.heap.room(text.len().saturating_mul(PARSE_ROOM))?;
        match compiler.compile(text, options) {
            Ok(code) => Ok(code),
            Err(error) => Err(self.raise_compile_error(&error, &options.filename)),
        }
    }

    /// Raises the SyntaxError that a compile error stands for.
    #[cold]
    pub fn raise_compile_error(&mut self, error: &CompileError, filename: &str) -> Unwind {
        if error.too_deep {
            return self.memory_error(&error.message);
        }
        match self.new_syntax_error(error, filename) {
            Ok(exception) => self.raise(exception),
            Err(it) => it,
        }
    }

    fn new_syntax_error(&mut self, error: &CompileError, filename: &str) -> Res {
        let class = self.exceptions.named(error.class).unwrap_or(self.exceptions.syntax_error);
        let message = self.heap.str(&error.message)?;
        let filename = self.heap.str(filename)?;
        let text = match &error.text {
            Some(it) => self.heap.str(it)?,
            None => Value::None,
        };
        let number = |it: u32| Value::Int(i64::from(it));
        let (line, column) = (number(error.line), number(error.column));
        let (end_line, end_column) = (number(error.end_line), number(error.end_column));
        let details = self.heap.tuple_of(&[filename, line, column, text, end_line, end_column])?;
        let exception = self.new_exception(class, &[message, details])?;
        let names = self.names;
        let fields = [
            (names.msg, message),
            (names.filename, filename),
            (names.lineno, line),
            (names.offset, column),
            (names.text, text),
            (names.end_lineno, end_line),
            (names.end_offset, end_column),
            (names.print_file_and_line, Value::None),
        ];
        for (name, value) in fields {
            self.set_exception_field(exception, name, value)?;
        }
        Ok(exception)
    }

    /// `from module import name`.
    pub(crate) fn import_from(&mut self, module: Value, name: Id<Str>) -> Res {
        if let Some(value) = self.getattr_opt(module, name)? {
            return Ok(value);
        }
        let module_name = self.getattr_opt(module, self.names.__name__)?.unwrap_or(Value::None);
        let module_text = self.string_of(module_name);
        if let Value::Str(_) = module_name {
            let full = format!("{module_text}.{}", self.heap.text(name));
            let full = self.intern(&full)?;
            let table = if self.library_acts() { self.own_modules } else { self.modules };
            if let Some(value) = self.heap.dict_str(table, full) {
                return Ok(value);
            }
        }
        let file = self.getattr_opt(module, self.names.__file__)?;
        let text = match file {
            Some(file @ Value::Str(_)) => {
                format!(
                    "cannot import name '{}' from '{module_text}' ({})",
                    self.heap.text(name),
                    self.text_of(file)
                )
            }
            _ => format!(
                "cannot import name '{}' from '{module_text}' (unknown location)",
                self.heap.text(name)
            ),
        };
        let unwind = self.import_error(&text);
        if unwind == Unwind::Raised {
            let exception = self.heap.raised;
            let names = self.names;
            self.set_exception_field(exception, names.name, module_name)?;
            self.set_exception_field(exception, names.path, file.unwrap_or(Value::None))?;
            self.set_exception_field(exception, names.name_from, Value::Str(name))?;
        }
        Err(unwind)
    }

    /// `from module import *` into a namespace.
    pub(crate) fn import_star(&mut self, module: Value, namespace: Value) -> Res<()> {
        let all = self.getattr_opt(module, self.names.__all__)?;
        let names = match all {
            Some(all) => self.collect_list(all)?,
            None => {
                let Some(dict) = self.dict_of(module)? else {
                    return Err(self.import_error("from-import-* object has no __dict__ and no __all__"));
                };
                let keys = self.heap.dicts[dict].iter().map(|it| it.key).collect::<Vec<_>>();
                keys.into_iter().filter(|it| !self.text_of(*it).starts_with('_')).collect()
            }
        };
        self.keep(module);
        for name in names {
            let Value::Str(id) = self.unwrap(name) else {
                return Err(self.type_error("Item in __all__ must be str"));
            };
            self.keep(name);
            let value = self.getattr(module, id)?;
            self.set_item(namespace, name, value)?;
            self.roots.pop();
        }
        self.roots.pop();
        Ok(())
    }
}
