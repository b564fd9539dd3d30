//! `_imp`: what `importlib` asks of the machine that imports.

use alloc::string::String;
use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("is_builtin", "name, /", is_builtin),
    Def::function("create_builtin", "spec, /", create_builtin),
    Def::function("exec_builtin", "mod, /", |_, _| Ok(Value::Int(0))),
    Def::function("exec_dynamic", "mod, /", |_, _| Ok(Value::Int(0))),
    Def::function("is_frozen", "name, /", |_, _| Ok(Value::Bool(false))),
    Def::function("is_frozen_package", "name, /", |_, _| Ok(Value::Bool(false))),
    Def::function("_frozen_module_names", "", |vm, _| vm.heap.list(alloc::vec::Vec::new())),
    Def::function("extension_suffixes", "", |vm, _| vm.heap.list(alloc::vec::Vec::new())),
    Def::function("acquire_lock", "", |_, _| Ok(Value::None)),
    Def::function("release_lock", "", |_, _| Ok(Value::None)),
    Def::function("lock_held", "", |_, _| Ok(Value::Bool(false))),
    Def::function("_fix_co_filename", "code, path, /", |_, _| Ok(Value::None)),
    Def::function("find_library", "name, /", find_library),
    Def::function("library_source", "path, /", library_source),
];

/// The loader of the bundled library's modules. It has no state: the class is the loader.
const LOADER: &[Def] = &[
    Def::class_method("get_source", "cls, fullname, /", get_source),
    Def::class_method("get_filename", "cls, fullname, /", |vm, args| find(vm, args[1]).map(|(path, _)| path)),
    Def::class_method("is_package", "cls, fullname, /", |vm, args| {
        find(vm, args[1]).map(|(_, package)| package)
    }),
    Def::class_method("get_code", "cls, fullname, /", get_code).denied(),
    Def::class_method("get_data", "cls, path, /", get_data),
    Def::class_method("create_module", "cls, spec, /", |_, _| Ok(Value::None)),
    Def::class_method("exec_module", "cls, module, /", exec_module).denied(),
    Def::class_method("load_module", "cls, fullname, /", load_module).denied(),
];

#[derive(Default)]
struct ImpState {
    loader: Option<Id<Class>>,
    program: Option<Id<Class>>,
}

impl State for ImpState {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The loader of the bundled library, made when it is first needed.
fn library_loader(vm: &mut Vm) -> Res {
    if let Some(it) = vm.state::<ImpState>().loader {
        return Ok(Value::Class(it));
    }
    let object = vm.types.object;
    let made = vm.native_class(
        "importlib._bootstrap_external",
        "LibraryLoader",
        object,
        ClassFlags::default(),
        LOADER,
    )?;
    vm.state::<ImpState>().loader = Some(made);
    Ok(Value::Class(made))
}

crate::payload! {
    /// The loader of the program itself: its text is nowhere but in memory.
    struct ProgramLoader { path }
}

const PROGRAM: &[Def] = &[Def::method("get_source", "self, fullname=None, /", |vm, args| {
    let path = vm.data::<ProgramLoader>(args[0])?.path;
    let path = vm.string_of(path);
    match vm.source_of(&path) {
        Some(text) => vm.heap.str(&text),
        None => Err(vm.import_error("the program's source is not known")),
    }
})];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let loader = library_loader(vm)?;
    vm.module_set(dict, "LibraryLoader", loader)?;
    vm.module_set(dict, "ModuleSpec", Value::Class(vm.types.module_spec))?;
    let policy = vm.heap.str("default")?;
    vm.module_set(dict, "check_hash_based_pycs", policy)
}

fn is_builtin(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.string_of(args[0]);
    Ok(Value::Int(i64::from(crate::modules::find(&name).is_some())))
}

fn create_builtin(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.getattr(args[0], vm.names.name)?;
    let name = vm.string_of(name);
    vm.import(&name, None, Value::Bool(false), 0)
}

/// Path, and whether it is a package; None for what the library does not have.
fn find_library(vm: &mut Vm, args: &[Value]) -> Res {
    match find_opt(vm, args[0])? {
        Some((path, package)) => vm.heap.tuple_of(&[path, package]),
        None => Ok(Value::None),
    }
}

fn find_opt(vm: &mut Vm, name: Value) -> Res<Option<(Value, Value)>> {
    let name = vm.string_of(name);
    let Some(library) = vm.library.clone() else { return Ok(None) };
    match library.find(&name) {
        Ok(Some(it)) => Ok(Some((vm.heap.str(&it.path)?, Value::Bool(it.is_package)))),
        Ok(None) => Ok(None),
        Err(error) => Err(vm.raise_compile_error(&error, &name)),
    }
}

fn find(vm: &mut Vm, name: Value) -> Res<(Value, Value)> {
    match find_opt(vm, name)? {
        Some(it) => Ok(it),
        None => {
            let text = alloc::format!("the library has no module '{}'", vm.text_of(name));
            Err(vm.import_error(&text))
        }
    }
}

fn source_of(vm: &mut Vm, path: Value) -> Res<Option<String>> {
    let path = vm.string_of(path);
    let source = vm.library.clone().and_then(|it| it.source(&path).map(alloc::borrow::Cow::into_owned));
    let len = source.as_ref().map_or(0, String::len);
    vm.spend(len / 64)?;
    vm.heap.room(len)?;
    Ok(source)
}

fn library_source(vm: &mut Vm, args: &[Value]) -> Res {
    match source_of(vm, args[0])? {
        Some(source) => vm.heap.string(source),
        None => Ok(Value::None),
    }
}

fn get_source(vm: &mut Vm, args: &[Value]) -> Res {
    let (path, _) = find(vm, args[1])?;
    library_source(vm, &[path])
}

fn get_data(vm: &mut Vm, args: &[Value]) -> Res {
    match source_of(vm, args[1])? {
        Some(source) => vm.heap.bytes(source.into_bytes()),
        None => Err(vm.raise_errno(padcell_policy::errno::ENOENT, args[1])),
    }
}

fn get_code(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.string_of(args[1]);
    let found = match vm.library.clone() {
        Some(library) => library.find(&name),
        None => Ok(None),
    };
    match found {
        Ok(Some(it)) => vm.load_code_as(&it.code, false, true).map(Value::Code),
        Ok(None) => find(vm, args[1]).map(|(path, _)| path),
        Err(error) => Err(vm.raise_compile_error(&error, &name)),
    }
}

fn exec_module(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.getattr(args[1], vm.names.__name__)?;
    let code = get_code(vm, &[args[0], name])?;
    let (Value::Code(code), Some(dict)) = (code, vm.dict_of(args[1])?) else { return Ok(Value::None) };
    vm.keep(Value::Code(code));
    vm.heap.dict_set_str(dict, vm.names.__builtins__, Value::Dict(vm.builtins))?;
    vm.run_code(code, dict, Value::Dict(dict))?;
    Ok(Value::None)
}

fn load_module(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.string_of(args[1]);
    let list = vm.heap.tuple_of(&[args[1]])?;
    vm.keep(list);
    vm.import(&name, None, list, 0)
}

impl Vm {
    /// `__loader__` of `__main__`: by it, `traceback` and `inspect` find the program's lines.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn describe_program(&mut self, dict: Id<Dict>, filename: &str) -> Res<()> {
        let class = match self.state::<ImpState>().program {
            Some(it) => it,
            None => {
                let object = self.types.object;
                let made = self.native_class(
                    "importlib._bootstrap_external",
                    "ProgramLoader",
                    object,
                    ClassFlags::default(),
                    PROGRAM,
                )?;
                self.state::<ImpState>().program = Some(made);
                made
            }
        };
        let path = self.heap.str(filename)?;
        let loader = self.heap.object(class, ProgramLoader { path })?;
        self.heap.dict_set_str(dict, self.names.__loader__, loader)
    }

    /// `__spec__` and `__loader__` of a module.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn describe_module(
        &mut self,
        dict: Id<Dict>,
        name: &str,
        origin: Option<&str>,
        is_package: bool,
    ) -> Res<()> {
        let name = Value::Str(self.intern(name)?);
        let origin_text = self.heap.str(origin.unwrap_or("built-in"))?;
        let loader = match origin {
            Some(path) if path.starts_with("<stdlib>/") => library_loader(self)?,
            _ => Value::None,
        };
        self.heap.dict_set_str(dict, self.names.__loader__, loader)?;
        let spec = self.new_instance(self.types.module_spec)?;
        let Value::Instance(id) = spec else { return Ok(()) };
        let locations = if is_package {
            self.heap.dict_str(dict, self.names.__path__).unwrap_or(Value::None)
        } else {
            Value::None
        };
        let fields = [
            ("name", name),
            ("loader", loader),
            ("origin", origin_text),
            ("loader_state", Value::None),
            ("submodule_search_locations", locations),
            ("_set_fileattr", Value::Bool(origin.is_some())),
            ("_cached", Value::None),
        ];
        for (name, value) in fields {
            let name = self.intern(name)?;
            self.set_own(id, name, value)?;
        }
        self.heap.dict_set_str(dict, self.names.__spec__, spec)
    }
}
