//! `super()` without arguments: `__class__` and the first argument are passed along.

use padcell_bytecode::Op;
use padcell_syntax::Ranged;
use padcell_syntax::TextRange;
use padcell_syntax::ast::{self, Expr};

use super::Codegen;
use super::name::Access;
use crate::error::Result;
use crate::symtable::flag;

impl<'a> Codegen<'a> {
    /// `super()` itself, if it is the builtin's form without arguments within a method.
    pub(crate) fn super_call(&mut self, call: &'a ast::ExprCall, dst: u8) -> Result<bool> {
        if !self.is_bare_super(call) {
            return Ok(false);
        }
        let mark = self.unit.mark();
        let base = self.super_operands(call.range());
        self.unit.emit(call.range(), Op::CallSuper { dst, base });
        self.unit.release(mark);
        Ok(true)
    }

    /// `super().name`
    pub(crate) fn super_attribute(&mut self, it: &'a ast::ExprAttribute, dst: u8) -> Result<bool> {
        let Expr::Call(call) = &*it.value else { return Ok(false) };
        if !self.is_bare_super(call) {
            return Ok(false);
        }
        let mark = self.unit.mark();
        let base = self.super_operands(call.range());
        let name = self.mangle(it.attr.as_str());
        let site = self.site(name);
        self.unit.emit(it.range, Op::LoadSuperAttr { dst, base, site });
        self.unit.release(mark);
        Ok(true)
    }

    /// `super().name(...)`: the function in `base`, self in the register after it.
    pub(crate) fn super_method(&mut self, it: &'a ast::ExprAttribute, base: u8) -> Result<bool> {
        let Expr::Call(call) = &*it.value else { return Ok(false) };
        if !self.is_bare_super(call) {
            return Ok(false);
        }
        let mark = self.unit.mark();
        let operands = self.super_operands(call.range());
        let name = self.mangle(it.attr.as_str());
        let site = self.site(name);
        self.unit.emit(it.range, Op::LoadSuperMethod { dst: base, base: operands, site });
        self.unit.release(mark);
        Ok(true)
    }

    pub(super) fn is_bare_super(&mut self, call: &ast::ExprCall) -> bool {
        let Expr::Name(name) = &*call.func else { return false };
        if &*name.id != "super" || !call.arguments.is_empty() || self.unit.arg_count == 0 {
            return false;
        }
        let id = self.names.intern("super");
        let class = self.names.intern("__class__");
        self.access(id) == Access::Global && self.place(class).is_some()
    }

    fn super_operands(&mut self, range: TextRange) -> u8 {
        let name = self.names.intern("super");
        let class = self.names.intern("__class__");
        let base = self.unit.alloc_block(3);
        self.load_name(range, name, base);
        self.load_name(range, class, base.wrapping_add(1));
        if let Some(first) = self.first_parameter() {
            self.load_name(range, first, base.wrapping_add(2));
        }
        base
    }

    fn first_parameter(&self) -> Option<crate::names::NameId> {
        self.table[self.unit.scope].symbols.iter().find(|it| it.has(flag::PARAM)).map(|it| it.name)
    }
}
