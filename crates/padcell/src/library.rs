//! The bundled library of every cell: each module is compiled once a process.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use padcell_bytecode::Code;
use padcell_vm::{Compile, CompileError, CompileOptions, Library, LibrarySource};

use crate::compiler::Compiler;

/// Code objects never change and hold no values, so that all cells of a process may share them.
static COMPILED: Mutex<BTreeMap<&'static str, Arc<Code>>> = Mutex::new(BTreeMap::new());

/// The bundled library.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bundled;

impl Library for Bundled {
    fn find(&self, name: &str) -> Result<Option<LibrarySource>, CompileError> {
        let Some(module) = padcell_stdlib::find(name) else { return Ok(None) };
        let cached = lookup(module.name);
        let code = match cached {
            Some(code) => code,
            None => {
                let options = CompileOptions { filename: module.path.clone(), ..CompileOptions::default() };
                let code = Compiler.compile(&module.source, &options)?;
                COMPILED.lock().unwrap_or_else(PoisonError::into_inner).insert(module.name, code.clone());
                code
            }
        };
        Ok(Some(LibrarySource { path: module.path, is_package: module.is_package, code }))
    }

    fn has(&self, name: &str) -> bool {
        padcell_stdlib::find(name).is_some()
    }

    fn source(&self, path: &str) -> Option<Cow<'static, str>> {
        padcell_stdlib::file(path).map(|module| module.source)
    }
}

fn lookup(name: &str) -> Option<Arc<Code>> {
    COMPILED.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
}
