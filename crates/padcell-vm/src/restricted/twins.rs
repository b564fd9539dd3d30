//! The modules that a restricted cell has twice.
//!
//! `sys`, `builtins` and `posix` exist as originals, which the library's code imports, and as copies, which stand in
//! `sys.modules` for the cell's own code and which a supervisor fills as it likes. `own_modules` is the `sys.modules` of
//! the library: all that was loaded, with the originals, out of the program's reach. `Vm::modules` is the program's: what
//! it imported itself, with the copies. Where restricted code would read an original as an attribute, it reads the copy.

use crate::error::Res;
use crate::heap::{Id, Module, Native, Str};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// A module that the library uses, and the one that the cell's own code sees in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Twin {
    own: Id<Module>,
    visible: Id<Module>,
}

/// What is the program's in `sys`: what it or the library puts there, both see.
const SHARED: [&str; 7] = ["stdin", "stdout", "stderr", "argv", "path", "displayhook", "excepthook"];

/// Builtin functions that act on what is named to them, or on the frame that calls them.
const LENT: [&str; 12] = [
    "getattr",
    "setattr",
    "delattr",
    "hasattr",
    "vars",
    "dir",
    "globals",
    "locals",
    "eval",
    "exec",
    "compile",
    "__import__",
];

/// Room in a copy for what a supervisor adds.
const SPARE: usize = 8;

const FUNCTIONS: &[Def] = &[Def::function("__getattr__", "name, /", shared)];

impl Vm {
    /// Copies `builtins`: the copy becomes what the cell's own code sees.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn split_builtins(&mut self) -> Res<()> {
        let key = self.names.builtins;
        let Some(Value::Module(own)) = self.heap.dict_str(self.modules, key) else { return Ok(()) };
        let visible = self.split_module(own)?;
        self.heap.dict_set_str(self.own_modules, key, Value::Module(own))?;
        self.heap.dict_set_str(self.modules, key, Value::Module(visible))?;
        self.visible_builtins = self.heap.modules[visible].dict;
        // The program's own, so that its library does not lend them its authority when it is handed one.
        for name in LENT {
            let key = self.intern(name)?;
            if let Some(own) = self.heap.dict_str(self.visible_builtins, key) {
                let copy = self.lent(name, own)?;
                self.heap.dict_set_str(self.visible_builtins, key, copy)?;
            }
        }
        Ok(())
    }

    /// A builtin as the cell's own code has it, that of the library being given.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn lent(&mut self, name: &str, own: Value) -> Res {
        match own {
            Value::Native(id) if LENT.contains(&name) => self.programs_own(id),
            _ => Ok(own),
        }
    }

    /// A copy of a native that does as restricted whatever it is called for.
    fn programs_own(&mut self, native: Id<Native>) -> Res {
        let copy = Native { restricted: true, ..self.heap.natives[native].clone() };
        self.heap.add_native(copy).map(Value::Native)
    }

    /// Copies `sys`, once it was made: the copy is the program's.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn split_sys(&mut self, own: Id<Module>) -> Res<()> {
        self.split_module(own)?;
        let own = self.heap.modules[own].dict;
        let modules = Value::Dict(self.own_modules);
        self.module_set(own, "modules", modules)?;
        for name in SHARED {
            let kept = self.intern(&alloc::format!("__{name}__"))?;
            let name = self.intern(name)?;
            if let (Some(value), None) = (self.heap.dict_remove_str(own, name), self.heap.dict_str(own, kept))
            {
                self.heap.dict_set_str(own, kept, value)?;
            }
        }
        self.add_functions(own, FUNCTIONS)
    }

    /// Makes the copy of a module, which the cell's own code will see.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn split_module(&mut self, own: Id<Module>) -> Res<Id<Module>> {
        self.heap.modules[own].library = true;
        let (class, entries) = (self.heap.modules[own].class, self.heap.modules[own].dict);
        let dict = self.heap.dict_with_room(self.heap.dicts[entries].len() + SPARE)?;
        self.keep(Value::Dict(dict));
        let entries: alloc::vec::Vec<_> =
            self.heap.dicts[entries].iter().map(|it| (it.key, it.value)).collect();
        for (key, value) in entries {
            let Value::Str(key) = key else { continue };
            let value = match value {
                // The program's own, for whoever it hands it to.
                Value::Native(own) if self.heap.natives[own].def.denied => self.programs_own(own)?,
                it => it,
            };
            self.heap.dict_set_str(dict, key, value)?;
        }
        let visible = self.heap.add_module(Module { class, dict, library: true })?;
        self.roots.pop();
        self.heap.pinned.extend([Value::Module(own), Value::Module(visible)]);
        self.twins.push(Twin { own, visible });
        Ok(visible)
    }

    /// A value as the cell's own code sees it: the copy, where it is an original of which there is a copy.
    #[must_use]
    pub(crate) fn visible_of(&self, value: Value) -> Value {
        match value {
            Value::Module(id) => {
                let twin = self.twins.iter().find(|it| it.own == id);
                twin.map_or(value, |it| Value::Module(it.visible))
            }
            Value::Dict(id) if id == self.builtins => Value::Dict(self.visible_builtins),
            _ => value,
        }
    }

    /// What an attribute is to whoever reads it now.
    #[inline]
    #[must_use]
    pub(crate) fn seen(&self, value: Value) -> Value {
        if self.has_twin(value) && self.acts_restricted() { self.visible_of(value) } else { value }
    }

    /// Whether a value is an original: what code gets that reads it depends on who reads.
    #[inline]
    pub(crate) fn has_twin(&self, value: Value) -> bool {
        match value {
            Value::Module(id) => self.twins.iter().any(|it| it.own == id),
            Value::Dict(id) => self.restricted && id == self.builtins,
            _ => false,
        }
    }

    /// `sys` or `builtins` as the program sees it. In a restricted cell that is the copy, whatever the program has put into
    /// `sys.modules` in its place.
    #[must_use]
    pub(crate) fn program_module(&self, name: Id<Str>) -> Option<Value> {
        if !self.restricted {
            return self.heap.dict_str(self.modules, name);
        }
        self.heap.dict_str(self.own_modules, name).map(|it| self.visible_of(it))
    }

    /// Where a write to an attribute of a module goes: what is shared of the original `sys` is the program's.
    pub(crate) fn written_module(&self, module: Id<Module>, name: Id<crate::heap::Str>) -> Id<Module> {
        match self.twins.iter().find(|it| it.own == module) {
            Some(twin) if SHARED.contains(&self.heap.text(name)) => twin.visible,
            _ => module,
        }
    }
}

/// `__getattr__` of the original `sys`: what is shared, as the program has set it; where its supervisor took it away, what
/// the cell started with.
fn shared(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.attribute_name(args[0])?;
    let text = vm.string_of(args[0]);
    let sys = vm.intern("sys")?;
    if SHARED.contains(&&*text) {
        if let Some(Value::Module(visible)) = vm.program_module(sys) {
            if let Some(it) = vm.heap.dict_str(vm.heap.modules[visible].dict, name) {
                return Ok(it);
            }
        }
        let original = vm.intern(&alloc::format!("__{text}__"))?;
        if let Some(Value::Module(own)) = vm.heap.dict_str(vm.own_modules, sys) {
            if let Some(it) = vm.heap.dict_str(vm.heap.modules[own].dict, original) {
                return Ok(it);
            }
        }
    }
    let text = alloc::format!("module 'sys' has no attribute '{text}'");
    Err(vm.attribute_error(&text))
}
