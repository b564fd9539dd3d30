//! `type X = ...`

use padcell_bytecode::{Intrinsic, Op};
use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, Expr};

use super::Codegen;
use crate::error::Result;
use crate::symtable::Role;

impl<'a> Codegen<'a> {
    pub(crate) fn type_alias(&mut self, it: &'a ast::StmtTypeAlias) -> Result {
        let Expr::Name(name) = &*it.name else { return self.error(it.name.range(), "invalid syntax") };
        let dst = self.unit.alloc();
        match it.type_params.as_deref() {
            None => self.alias_object(it, &name.id, None, dst)?,
            Some(params) => {
                self.enter_type_params(it, &name.id, it.range)?;
                let tuple = self.type_params(params)?;
                let alias = self.unit.alloc();
                self.alias_object(it, &name.id, Some(tuple), alias)?;
                self.unit.emit_end(it.range, Op::Return { src: alias });
                self.call_type_params(it.range, dst)?;
            }
        }
        let id = self.mangle(&name.id);
        self.store_name(name.range, id, dst);
        Ok(())
    }

    fn alias_object(
        &mut self,
        it: &'a ast::StmtTypeAlias,
        name: &str,
        params: Option<u8>,
        dst: u8,
    ) -> Result {
        let mark = self.unit.mark();
        let base = self.unit.alloc_block(3);
        self.load_str(it.range, base, name);
        let second = base.wrapping_add(1);
        match params {
            Some(src) => self.unit.emit(it.range, Op::Move { dst: second, src }),
            None => self.unit.emit(it.range, Op::LoadNone { dst: second }),
        }
        self.value_function(it, Role::Body, name, &it.value, base.wrapping_add(2))?;
        self.intrinsic(it.range, dst, base, Intrinsic::TypeAlias);
        self.unit.release(mark);
        Ok(())
    }
}
