//! `import` and `from ... import`.

use alloc::vec::Vec;

use padcell_bytecode::{Const, Op};
use padcell_syntax::ast;

use super::Codegen;
use crate::error::Result;

impl<'a> Codegen<'a> {
    pub(crate) fn import_statement(&mut self, it: &'a ast::StmtImport) -> Result {
        for alias in &it.names {
            let mark = self.unit.mark();
            let path = alias.name.as_str();
            let module = self.unit.alloc();
            let fromlist = self.unit.alloc();
            self.unit.emit(it.range, Op::LoadNone { dst: fromlist });
            let name = self.names.intern(path);
            let name = self.name_index(name);
            self.unit.emit(it.range, Op::ImportName { dst: module, fromlist, level: 0, name });
            let mut parts = path.split('.');
            let first = parts.next().unwrap_or_default();
            let stored = match &alias.asname {
                None => first,
                Some(asname) => {
                    // `import a.b as c` walks from the package that the import gave.
                    for part in parts {
                        let name = self.names.intern(part);
                        let name = self.name_index(name);
                        self.unit.emit(it.range, Op::ImportFrom { dst: module, module, name });
                    }
                    asname.as_str()
                }
            };
            let stored = self.mangle(stored);
            self.store_name(it.range, stored, module);
            self.unit.release(mark);
        }
        Ok(())
    }

    pub(crate) fn import_from_statement(&mut self, it: &'a ast::StmtImportFrom) -> Result {
        let module = self.unit.alloc();
        let fromlist = self.unit.alloc();
        let names: Vec<Const> = it.names.iter().map(|alias| crate::fold::text(alias.name.as_str())).collect();
        self.load_const(it.range, fromlist, Const::Tuple(names));
        let path = it.module.as_ref().map_or("", |name| name.as_str());
        let name = self.names.intern(path);
        let name = self.name_index(name);
        let Ok(level) = u8::try_from(it.level) else {
            return self.error(it.range, "attempted relative import beyond top-level package");
        };
        self.unit.emit(it.range, Op::ImportName { dst: module, fromlist, level, name });
        for alias in &it.names {
            if alias.name.as_str() == "*" {
                self.unit.emit(it.range, Op::ImportStar { src: module });
                continue;
            }
            let name = self.names.intern(alias.name.as_str());
            let index = self.name_index(name);
            self.unit.emit(it.range, Op::ImportFrom { dst: fromlist, module, name: index });
            let stored = self.mangle(alias.asname.as_ref().unwrap_or(&alias.name).as_str());
            self.store_name(it.range, stored, fromlist);
        }
        Ok(())
    }
}
