//! `del`

use padcell_bytecode::Op;
use padcell_syntax::Ranged;
use padcell_syntax::ast::Expr;

use super::Codegen;
use crate::error::Result;

impl<'a> Codegen<'a> {
    pub(crate) fn delete(&mut self, target: &'a Expr) -> Result {
        let mark = self.unit.mark();
        match target {
            Expr::Name(it) => {
                let name = self.mangle(&it.id);
                self.delete_name(it.range, name);
            }
            Expr::Attribute(it) => {
                let obj = self.operand(&it.value)?;
                let name = self.mangle(it.attr.as_str());
                let name = self.name_index(name);
                self.unit.emit(it.range, Op::DeleteAttr { obj, name });
            }
            Expr::Subscript(it) => {
                let scratch = self.unit.alloc();
                let obj = self.operand_before(&it.value, scratch, &[&it.slice])?;
                let key = self.operand(&it.slice)?;
                self.unit.emit(it.range, Op::DeleteItem { obj, key });
            }
            Expr::Tuple(it) => it.elts.iter().try_for_each(|element| self.delete(element))?,
            Expr::List(it) => it.elts.iter().try_for_each(|element| self.delete(element))?,
            other => return self.error(other.range(), "cannot delete expression"),
        }
        self.unit.release(mark);
        Ok(())
    }
}
