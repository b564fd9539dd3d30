//! What a supervisor decided for its cell: the modules that it knows, which imports it permits, and the functions of its
//! own that the cell's code calls under the names of builtins.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use core::any::Any;

use super::limits::{Bounds, Limit, Limits};
use super::names::Names;
use super::never::{FACADES, NEVER};
use crate::error::Res;
use crate::heap::{Dict, Id, Module, Str, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

/// Kept in the cell, out of reach of its code.
#[derive(Default)]
pub(crate) struct Supervision {
    /// Modules by their names, as the supervisor knows them; what the cell writes into `sys.modules` is not in it.
    pub(super) modules: Value,
    /// The supervisor's functions; unset, where the cell has its own.
    pub(super) open: Value,
    pub(super) reload: Value,
    pub(super) exc_info: Value,
    /// Does a whole import statement.
    pub(super) import: Value,
    /// Loads a module that is neither in the library nor in the cell's own files.
    pub(super) load: Value,
    /// A cell around has its files opened by its supervisor since this one was made.
    pub(super) shut: bool,
    /// The supervisor is asked for every import.
    pub(super) asks: bool,
    /// Native modules and others that are permitted by name; `None` if the cell is not supervised so.
    pub(super) permitted: Option<Names>,
    /// Modules that are made when somebody asks for them, and which of their names they get then.
    pub(super) later: BTreeMap<&'static str, Names>,
    /// What `sys.path` is then.
    pub(super) path: Value,
    /// The cell's builtins are all that there are, still.
    pub(super) whole_builtins: bool,
    /// What the cells around decided before.
    pub(super) bounds: Bounds,
    /// What the cell has of modules of the runtime, and can give on.
    pub(super) given: Limits,
    /// Names of such modules that are the supervisor's now.
    pub(super) replaced: BTreeMap<String, BTreeSet<String>>,
    /// Names of modules of the runtime under which the supervisor's table has something else.
    pub(super) other: BTreeSet<String>,
}

impl State for Supervision {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for it in [self.modules, self.open, self.reload, self.exc_info, self.import, self.load, self.path] {
            tracer.visit(it);
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) const OPEN: &[Def] = &[Def::function(
    "open",
    "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
    open,
)
.doc("Open file and return a stream.  Raise OSError upon failure.")];

pub(super) const RELOAD: &[Def] =
    &[Def::function("reload", "module, /", reload).doc("Execute a module again, in its old namespace.")];

const EXC_INFO: &[Def] =
    &[Def::function("exc_info", "", exc_info)
        .doc("Return current exception information: (type, value, None).")];

/// What `importlib` has for a cell.
const IMPORTLIB: &[Def] = &[
    Def::function("import_module", "name, package=None", import_module).doc("Import a module."),
    Def::function("reload", "module, /", reload).doc("Execute a module again, in its old namespace."),
    Def::function("invalidate_caches", "", |_, _| Ok(Value::None)),
];

impl Vm {
    pub(super) fn supervision(&mut self) -> &mut Supervision {
        self.state::<Supervision>()
    }

    /// Whether a supervisor decides about this cell's imports.
    pub(crate) fn is_supervised(&mut self) -> bool {
        self.restricted && self.supervision().permitted.is_some()
    }

    /// Whether imports of this cell are decided by its supervisor one by one.
    pub(super) fn asks_supervisor(&mut self) -> bool {
        self.supervision().asks
    }

    /// The modules that the supervisor knows; those of `sys.modules` in a cell without one.
    pub(super) fn known_modules(&mut self) -> Id<Dict> {
        match self.supervision().modules {
            Value::Dict(dict) => dict,
            _ => self.modules,
        }
    }

    /// Begins supervision: of what the cell has by now, the supervisor knows `sys` and `builtins`.
    pub(super) fn supervise(&mut self, permitted: Names, bounds: Bounds) -> Res<()> {
        let known = self.heap.dict()?;
        let it = self.supervision();
        it.bounds = bounds;
        it.modules = Value::Dict(known);
        it.permitted = Some(permitted);
        it.whole_builtins = true;
        let key = self.names.builtins;
        if let Some(module) = self.program_module(key) {
            self.heap.dict_set_str(known, key, module)?;
        }
        Ok(())
    }

    /// What the supervisor's table has under a name; a module that was to be made later is made now.
    pub(super) fn known(&mut self, name: &str) -> Res<Option<Value>> {
        let key = self.intern(name)?;
        let known = self.known_modules();
        match self.heap.dict_str(known, key) {
            None => {
                self.furnish(name)?;
                Ok(self.heap.dict_str(known, key))
            }
            found => Ok(found),
        }
    }

    /// Makes a module that was to be made later, if this is one. Who sees `sys` sees all modules in `sys.modules`.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn furnish(&mut self, name: &str) -> Res<()> {
        let Some((name, names)) = self.supervision().later.remove_entry(name) else { return Ok(()) };
        let own = self.import_dotted(name, true)?;
        if let Value::Module(own) = own {
            let limit = match self.supervision().given.get(name).cloned() {
                Some(it) => it,
                None => self.limit(name, &names, true)?,
            };
            self.show_part(name, own, &limit)?;
        }
        if name == "sys" {
            self.furnish("posix")?;
            self.fill_sys()?;
        }
        Ok(())
    }

    /// Makes a module of the runtime what the supervisor wants of it.
    pub(super) fn show_part(&mut self, name: &str, own: Id<Module>, limit: &Limit) -> Res<()> {
        let key = self.intern(name)?;
        let table = self.known_modules();
        let known = self.heap.dict_str(table, key);
        let whole = name == "builtins" && core::mem::take(&mut self.supervision().whole_builtins);
        let shown = if whole {
            self.show_builtins(limit);
            self.visible_of(Value::Module(own))
        } else {
            Value::Module(self.copied(own, known.is_none(), |_, it| limit.permits(it))?)
        };
        self.publish(key, shown)?;
        if let Value::Module(id) = shown {
            let pinned = self.program_module(self.names.builtins).unwrap_or(Value::None);
            let dict = self.heap.modules[id].dict;
            self.heap.dict_set_str(dict, self.names.__builtins__, pinned)?;
        }
        Ok(())
    }

    /// Takes out of the builtins what the cell does not get.
    fn show_builtins(&mut self, limit: &Limit) {
        const KEPT: [&str; 3] = ["__name__", "__doc__", "__package__"];
        const LEFT: [&str; 2] = ["__loader__", "__spec__"];
        let dict = self.visible_builtins;
        if let Some(refused) = limit.refused() {
            for name in refused.chain(LEFT).filter(|it| !KEPT.contains(it)) {
                if let Some(key) = self.heap.interned(name) {
                    self.heap.dict_remove_str(dict, key);
                }
            }
            return;
        }
        let entries: alloc::vec::Vec<_> = self.heap.dicts[dict].iter().map(|it| it.key).collect();
        for key in entries {
            let Value::Str(key) = key else { continue };
            let name = self.heap.text(key);
            if !KEPT.contains(&name) && (!limit.permits(name) || LEFT.contains(&name)) {
                self.heap.dict_remove_str(dict, key);
            }
        }
    }

    /// What a cell's `sys` has of its own.
    fn fill_sys(&mut self) -> Res<()> {
        let key = self.intern("sys")?;
        let known = self.known_modules();
        let Some(Value::Module(sys)) = self.heap.dict_str(known, key) else { return Ok(()) };
        let dict = self.heap.modules[sys].dict;
        self.add_functions(dict, EXC_INFO)?;
        let mut names = self.supervision().permitted.as_deref().cloned().unwrap_or_default();
        for it in self.heap.dicts[known].iter().map(|it| it.key).collect::<alloc::vec::Vec<_>>() {
            names.insert(self.string_of(it));
        }
        let names = names.iter().map(|it| self.heap.str(it)).collect::<Res<alloc::vec::Vec<_>>>()?;
        let names = self.heap.tuple(names)?;
        let argument = self.heap.str("RESTRICTED")?;
        let argv = self.heap.list(alloc::vec![argument])?;
        let path = self.supervision().path;
        let modules = Value::Dict(self.modules);
        for (name, value) in
            [("argv", argv), ("builtin_module_names", names), ("modules", modules), ("path", path)]
        {
            if value.is_set() {
                self.module_set(dict, name, value)?;
            }
        }
        Ok(())
    }

    /// Makes a module known to the supervisor, and to the cell.
    pub(crate) fn publish(&mut self, key: Id<Str>, module: Value) -> Res<()> {
        let known = self.known_modules();
        self.heap.dict_set_str(known, key, module)?;
        self.heap.dict_set_str(self.modules, key, module)
    }

    /// A module that the runtime has and that the supervisor lets the cell import.
    pub(crate) fn permits(&mut self, name: &str) -> Res<bool> {
        let Some(permitted) = self.supervision().permitted.clone() else { return Ok(true) };
        let top = name.split('.').next().unwrap_or(name);
        let refused = &self.supervision().bounds.refused;
        if refused.contains(name) || refused.contains(top) {
            return Ok(false);
        }
        if permitted.contains(name) || permitted.contains(top) {
            return self.has_module(name);
        }
        let never = |it: &str| NEVER.binary_search(&it).is_ok();
        if crate::modules::find(name).is_some() || never(top) || never(name) {
            return Ok(false);
        }
        self.has_module(name)
    }

    /// Whether the runtime has a module with this name, native or bundled.
    pub(crate) fn has_module(&mut self, name: &str) -> Res<bool> {
        Ok(crate::modules::find(name).is_some() || self.library.as_ref().is_some_and(|it| it.has(name)))
    }

    /// A module by the supervisor's table, by what it permits of the library, or as a file of the cell's own; then as the
    /// supervisor finds it. `None`: the rules of imports say what comes next.
    pub(crate) fn import_supervised(&mut self, name: &str) -> Res<Option<Value>> {
        let key = self.intern(name)?;
        if self.heap.dict_str(self.modules, key).is_some() {
            return Ok(None);
        }
        if let Some(module) = self.known(name)? {
            self.heap.dict_set_str(self.modules, key, module)?;
            return Ok(Some(module));
        }
        if self.permits(name)? {
            return self.import_permitted(name).map(Some);
        }
        self.import_alias(name)
    }

    /// A module that a permitted one has put into the library's table under a name of its own: `os.path`.
    fn import_alias(&mut self, name: &str) -> Res<Option<Value>> {
        let Some((parent, _)) = name.rsplit_once('.') else { return Ok(None) };
        if NEVER.binary_search(&name).is_ok() || !self.permits(parent)? {
            return Ok(None);
        }
        self.nested(|vm| vm.import_dotted(parent, true))?;
        let key = self.intern(name)?;
        match self.heap.dict_str(self.own_modules, key) {
            Some(module @ Value::Module(id)) if self.heap.modules[id].library => {
                let shown = self.visible_of(module);
                self.publish(key, shown)?;
                Ok(Some(shown))
            }
            _ => Ok(None),
        }
    }

    /// Whether the cell may import a module of the runtime.
    pub(super) fn may_import(&mut self, name: &str) -> Res<bool> {
        Ok(self.permits(name)? || self.import_alias(name)?.is_some())
    }

    /// A module of the library, loaded as the library loads it and then shown to the cell.
    pub(super) fn import_permitted(&mut self, name: &str) -> Res {
        let module = self.nested(|vm| vm.import_dotted(name, true))?;
        self.keep(module);
        let facade = FACADES.iter().find(|(it, _)| *it == name);
        let bounded = self.supervision().bounds.limits.contains_key(name);
        let shown = match (facade, module) {
            (Some((_, names)), Value::Module(own)) => {
                let shown = self.copied(own, true, |vm, it| names.contains(&it) && vm.gives(name, it))?;
                if name == "importlib" {
                    let dict = self.heap.modules[shown].dict;
                    self.add_functions(dict, IMPORTLIB)?;
                }
                Value::Module(shown)
            }
            (None, Value::Module(own)) if bounded => {
                Value::Module(self.copied(own, true, |vm, it| vm.gives(name, it))?)
            }
            _ => self.visible_of(module),
        };
        self.roots.pop();
        let key = self.intern(name)?;
        self.publish(key, shown)?;
        Ok(shown)
    }

    /// The copy of a module that the cell's code sees, with those of its names for which `keeps` holds, and what it has
    /// otherwise unless it is `anew`.
    fn copied(
        &mut self,
        own: Id<Module>,
        anew: bool,
        keeps: impl Fn(&mut Self, &str) -> bool,
    ) -> Res<Id<Module>> {
        let visible = match self.visible_of(Value::Module(own)) {
            Value::Module(id) if id != own => id,
            _ => self.split_module(own)?,
        };
        let (from, to) = (self.heap.modules[own].dict, self.heap.modules[visible].dict);
        if anew {
            let old: alloc::vec::Vec<_> = self.heap.dicts[to].iter().map(|it| it.key).collect();
            for key in old {
                if let Value::Str(key) = key {
                    self.heap.dict_remove_str(to, key);
                }
            }
        }
        let entries: alloc::vec::Vec<_> = self.heap.dicts[from].iter().map(|it| (it.key, it.value)).collect();
        for (key, value) in entries {
            let Value::Str(key) = key else { continue };
            let name = self.string_of(Value::Str(key));
            if ["__name__", "__doc__", "__package__"].contains(&&*name) || keeps(self, &name) {
                let value = self.visible_of(value);
                let value = if from == self.builtins { self.lent(&name, value)? } else { value };
                self.heap.dict_set_str(to, key, value)?;
            }
        }
        Ok(visible)
    }

    /// Asks the supervisor for an import, if it wants to be asked for each.
    pub(crate) fn import_by_supervisor(
        &mut self,
        name: &str,
        globals: Option<Id<Dict>>,
        fromlist: Value,
        level: i64,
    ) -> Res<Option<Value>> {
        let it = self.supervision();
        let (asks, function) = (it.asks, it.import);
        if !asks || function.is_absent() {
            return Ok(None);
        }
        let seen = match globals {
            Some(globals) => self.globals_for(function, globals)?,
            None => Value::None,
        };
        self.keep(seen);
        let name = self.heap.str(name)?;
        self.keep(name);
        let result = self.call(function, &[name, seen, Value::None, fromlist, Value::Int(level)])?;
        self.answer(result).map(Some)
    }

    /// Whether this cell may import a module of the runtime itself, as far as its own supervisor is concerned.
    ///
    /// # Errors
    /// ImportError, where it may not.
    pub(super) fn check_import(&mut self, name: &str) -> Res<()> {
        if !self.is_supervised() || self.import_by_supervisor(name, None, Value::None, 0)?.is_some() {
            return Ok(());
        }
        if !self.supervision().other.contains(name) && self.may_import(name)? {
            return Ok(());
        }
        Err(self.module_not_found_error(&format!("No module named '{name}'")))
    }

    /// Has the supervisor find and load a module; `None` if it has no hooks for that.
    pub(crate) fn load_by_supervisor(&mut self, name: &str) -> Res<Option<Value>> {
        let function = self.supervision().load;
        if !self.restricted || function.is_absent() {
            return Ok(None);
        }
        let key = self.intern(name)?;
        if let Err(it) = self.call(function, &[Value::Str(key)]) {
            self.restore_name(key)?;
            return Err(it);
        }
        let known = self.known_modules();
        Ok(self.heap.dict_str(known, key))
    }

    /// Names do not cross with exceptions; that of the module which this cell has asked for, it knows.
    fn restore_name(&mut self, name: Id<Str>) -> Res<()> {
        let Value::Exception(raised) = self.heap.raised else { return Ok(()) };
        let text = match self.heap.exceptions[raised].args {
            Value::Tuple(args) => self.heap.tuples[args].items.first().copied(),
            _ => None,
        };
        let missing = format!("No module named '{}'", self.heap.text(name));
        let says_so = matches!(text, Some(Value::Str(text)) if self.heap.text(text) == missing);
        if says_so && self.raised_is(self.exceptions.module_not_found_error) {
            self.set_exception_field(Value::Exception(raised), self.names.name, Value::Str(name))?;
        }
        Ok(())
    }

    /// What the supervisor answers: a tuple with the name of a module of its table, or an object.
    fn answer(&mut self, result: Value) -> Res {
        if let Value::Tuple(id) = result {
            if let [name] = *self.heap.tuples[id].items {
                let text = self.string_of(name);
                let key = self.intern(&text)?;
                let known = self.known_modules();
                return match self.heap.dict_str(known, key) {
                    Some(module) => Ok(module),
                    None => Err(self.import_error(&format!("No module named '{text}'"))),
                };
            }
        }
        Ok(result)
    }

    /// A stream that the cell started with, for what it prints before its supervisor has given it others.
    pub(crate) fn original_stream(&mut self, name: &str) -> Res<Option<Value>> {
        if !self.restricted || !["stdin", "stdout", "stderr"].contains(&name) {
            return Ok(None);
        }
        self.original_of_sys(&format!("__{name}__"))
    }

    /// `sys.displayhook` of the library.
    pub(crate) fn original_displayhook(&mut self) -> Res<Option<Value>> {
        if self.restricted { self.original_of_sys("__displayhook__") } else { Ok(None) }
    }

    /// An attribute of the `sys` that the library has.
    pub(crate) fn original_of_sys(&mut self, name: &str) -> Res<Option<Value>> {
        let (sys, name) = (self.intern("sys")?, self.intern(name)?);
        let table = if self.restricted { self.own_modules } else { self.modules };
        match self.heap.dict_str(table, sys) {
            Some(Value::Module(id)) => Ok(self.heap.dict_str(self.heap.modules[id].dict, name)),
            _ => Ok(None),
        }
    }
}

/// `open` of a cell whose supervisor opens its files. Arguments are made plain once, here; descriptors and openers, which
/// are the supervisor's there, are nothing that a cell can name.
fn open(vm: &mut Vm, args: &[Value]) -> Res {
    let &[file, mode, buffering, encoding, errors, newline, closefd, opener, ..] = args else {
        return Ok(Value::None);
    };
    if matches!(vm.unwrap(file), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) || !opener.is_absent() {
        return Err(vm.raise_text(vm.exceptions.os_error, "can't open descriptors in restricted mode"));
    }
    let file = vm.fspath(file, "")?;
    vm.keep(file);
    if closefd.is_set() && !vm.truth(closefd)? {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let mode = if mode.is_unset() { vm.heap.str("r")? } else { mode };
    let Value::Str(_) = vm.unwrap(mode) else {
        let text = format!("open() argument 'mode' must be str, not {}", vm.type_name(mode));
        return Err(vm.type_error(&text));
    };
    vm.keep(mode);
    let buffering = if buffering.is_unset() { -1 } else { vm.index_i64(buffering)? };
    let options = vm.heap.dict()?;
    vm.keep(Value::Dict(options));
    for (name, value) in [("encoding", encoding), ("errors", errors), ("newline", newline)] {
        if value.is_absent() {
            continue;
        }
        let Value::Str(_) = vm.unwrap(value) else {
            let text = format!("open() argument '{name}' must be str or None, not {}", vm.type_name(value));
            return Err(vm.type_error(&text));
        };
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(options, name, value)?;
    }
    let function = vm.supervision().open;
    let result = vm.call(function, &[file, mode, Value::Int(buffering), Value::Dict(options)]);
    if result.is_err() && vm.raised_is(vm.exceptions.os_error) {
        // The name as this cell spelled it, not what its supervisor made of it.
        let (raised, names) = (vm.heap.raised, vm.names);
        if vm.exception_field(raised, names.errno).is_some_and(|it| !it.is_none()) {
            vm.set_exception_field(raised, names.filename, file)?;
        }
    }
    if let Ok(opened) = result {
        vm.own_file(opened, file)?;
    }
    result
}

/// `reload`: of a module that is the entry of the supervisor's table, whatever it calls itself.
fn reload(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Module(_) = args[0] else {
        return Err(vm.type_error("reload() argument must be a module"));
    };
    let known = vm.known_modules();
    let name = vm.heap.dicts[known].iter().find(|it| it.value.is(args[0])).map(|it| it.key);
    let Some(name) = name else {
        return Err(vm.import_error("reload() argument is no module of this cell"));
    };
    let function = vm.supervision().reload;
    let result = vm.call(function, &[name])?;
    vm.answer(result)
}

/// `sys.exc_info`: a traceback is none of a cell's business.
fn exc_info(vm: &mut Vm, _: &[Value]) -> Res {
    let function = vm.supervision().exc_info;
    if function.is_set() {
        return vm.call(function, &[]);
    }
    let handled = vm.handled();
    let class = match handled {
        Value::Exception(_) => Value::Class(vm.class_of(handled)),
        _ => Value::None,
    };
    vm.heap.tuple_of(&[class, handled, Value::None])
}

/// `importlib.import_module`: the import that the program itself would do.
fn import_module(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Str(_) = vm.unwrap(args[0]) else {
        return Err(vm.type_error("module name must be a string"));
    };
    let text = vm.string_of(args[0]);
    let name = text.trim_start_matches('.');
    let level = text.len() - name.len();
    let mut absolute = String::from(name);
    if level > 0 {
        let package = match vm.unwrap(args[1]) {
            it @ Value::Str(_) => vm.string_of(it),
            _ => {
                let text =
                    format!("the 'package' argument is required to perform a relative import for '{text}'");
                return Err(vm.type_error(&text));
            }
        };
        let mut base = package.as_str();
        for _ in 1..level {
            base = base.rsplit_once('.').map_or("", |(it, _)| it);
        }
        if base.is_empty() {
            return Err(vm.import_error("attempted relative import beyond top-level package"));
        }
        absolute = if name.is_empty() { String::from(base) } else { format!("{base}.{name}") };
    }
    let from = vm.intern("__name__")?;
    let from = vm.heap.tuple_of(&[Value::Str(from)])?;
    vm.keep(from);
    vm.import(&absolute, None, from, 0)
}
