//! Functions of the bundled library that do what their caller names: they look up attributes, import and call by names and
//! objects that they are given, and so must not do it with more than their caller's authority.

// tidy: table

use crate::error::Res;
use crate::heap::{CodeObject, Id};
use crate::value::Value;
use crate::vm::Vm;

/// How much a deputy may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deputy {
    /// It runs restricted.
    Restricted,
    /// It may touch what `LIMITED` lists, and no more.
    Limited,
}

/// Module, qualified name of the function (with all functions in it), how much it may.
const DEPUTIES: &[(&str, &str, Deputy)] = &[
    ("copy", "_reconstruct", Deputy::Limited),
    ("copyreg", "__newobj__", Deputy::Restricted),
    ("copyreg", "__newobj_ex__", Deputy::Restricted),
    ("copyreg", "_reconstructor", Deputy::Restricted),
    ("functools", "update_wrapper", Deputy::Limited),
    ("importlib", "__import__", Deputy::Restricted),
    ("importlib", "import_module", Deputy::Restricted),
    ("importlib", "reload", Deputy::Restricted),
    ("importlib._bootstrap", "_gcd_import", Deputy::Restricted),
    ("importlib._bootstrap", "_load_by_name", Deputy::Restricted),
    ("inspect", "_getmembers", Deputy::Restricted),
    ("inspect", "getclosurevars", Deputy::Restricted),
    ("inspect", "getmembers", Deputy::Restricted),
    ("inspect", "getmembers_static", Deputy::Restricted),
    ("pickle", "_Unpickler.find_class", Deputy::Restricted),
    ("pickle", "_Unpickler.load_build", Deputy::Limited),
    ("pickle", "_Unpickler.load_reduce", Deputy::Restricted),
    ("pickle", "_getattribute", Deputy::Restricted),
    ("pkgutil", "resolve_name", Deputy::Restricted),
    ("string", "Formatter.get_field", Deputy::Restricted),
    ("unittest.loader", "TestLoader.loadTestsFromName", Deputy::Restricted),
    ("unittest.mock", "_importer", Deputy::Restricted),
    ("unittest.mock", "_patch.__enter__", Deputy::Limited),
    ("unittest.mock", "_patch.__exit__", Deputy::Limited),
    ("unittest.mock", "_patch.get_original", Deputy::Limited),
];

/// Guarded names that `functools.update_wrapper` copies, and those that restore an object's state.
const LIMITED: &[&str] = &[
    "__annotate__",
    "__dict__",
    "__doc__",
    "__module__",
    "__name__",
    "__qualname__",
    "__setstate__",
    "__type_params__",
    "__wrapped__",
];

/// Modules whose deputies are limited in the heap of a supervisor too, while they work on what restricted code has made.
const EVERYWHERE: &[&str] = &["copy"];

/// Whether a limited deputy may touch an attribute of this name.
pub(crate) fn is_limited(name: &str) -> bool {
    LIMITED.contains(&name)
}

impl Vm {
    /// Marks the deputies among the functions of a module of the library.
    ///
    /// # Errors
    /// When the recursion is too deep.
    pub(crate) fn mark_deputies(&mut self, module: &str, code: Id<CodeObject>) -> Res<()> {
        if !self.restricted && !EVERYWHERE.contains(&module) {
            return Ok(());
        }
        for (_, name, deputy) in DEPUTIES.iter().filter(|(of, ..)| *of == module) {
            self.mark_deputy(code, name, *deputy)?;
        }
        Ok(())
    }

    fn mark_deputy(&mut self, code: Id<CodeObject>, name: &str, deputy: Deputy) -> Res<()> {
        for index in 0..self.heap.codes[code].consts.len() {
            let Value::Code(inner) = self.heap.codes[code].consts[index] else { continue };
            let qualname = self.heap.codes[inner].code.qualname.clone();
            if &*qualname != name {
                self.nested(|vm| vm.mark_deputy(inner, name, deputy))?;
                continue;
            }
            match deputy {
                Deputy::Restricted => self.restrict_code(inner)?,
                Deputy::Limited => self.heap.codes[inner].limited = true,
            }
        }
        Ok(())
    }
}
