//! Attributes, subscripts and slices.

use padcell_bytecode::Op;
use padcell_syntax::Ranged;
use padcell_syntax::ast::{self, Expr};

use super::Codegen;
use crate::error::Result;
use crate::fold;

impl<'a> Codegen<'a> {
    /// `value.attr`; a chain `a.b.c.d` is walked in a loop.
    pub(crate) fn attribute(&mut self, it: &'a ast::ExprAttribute, dst: u8) -> Result {
        let mut links = alloc::vec![it];
        let mut at = it;
        while let Expr::Attribute(inner) = &*at.value {
            links.push(inner);
            at = inner;
        }
        let scratch = self.scratch(dst);
        let mut obj = None;
        for (at, link) in links.iter().enumerate().rev() {
            let target = if at == 0 { dst } else { scratch };
            if obj.is_none() && self.super_attribute(link, target)? {
                obj = Some(target);
                continue;
            }
            let from = match obj {
                Some(reg) => reg,
                None => self.operand_at(&link.value, scratch)?,
            };
            let name = self.mangle(link.attr.as_str());
            let site = self.site(name);
            let range = self.placed_at_attribute(link.range, link);
            self.unit.emit(range, Op::LoadAttr { dst: target, obj: from, site });
            obj = Some(target);
        }
        Ok(())
    }

    pub(crate) fn subscript(&mut self, it: &'a ast::ExprSubscript, dst: u8) -> Result {
        let scratch = self.scratch(dst);
        let obj = self.operand_before(&it.value, scratch, &[&it.slice])?;
        if let Expr::Slice(slice) = &*it.slice
            && slice.step.is_none()
        {
            let base = self.bounds(slice)?;
            self.unit.emit(it.range, Op::LoadSlice { dst, obj, base });
            return Ok(());
        }
        if let Some(index) = fold::small_int(self.source, &it.slice)? {
            self.unit.emit(it.range, Op::LoadItemI { dst, obj, index });
            return Ok(());
        }
        let key = self.operand(&it.slice)?;
        self.unit.emit(it.range, Op::LoadItem { dst, obj, key });
        Ok(())
    }

    /// The two bounds of a slice in consecutive registers.
    pub(crate) fn bounds(&mut self, it: &'a ast::ExprSlice) -> Result<u8> {
        let base = self.unit.alloc();
        self.bound(it, it.lower.as_deref(), base)?;
        let upper = self.unit.alloc();
        self.bound(it, it.upper.as_deref(), upper)?;
        Ok(base)
    }

    fn bound(&mut self, it: &'a ast::ExprSlice, bound: Option<&'a Expr>, dst: u8) -> Result {
        match bound {
            Some(bound) => self.into(bound, dst),
            None => {
                self.unit.emit(it.range, Op::LoadNone { dst });
                Ok(())
            }
        }
    }

    pub(crate) fn slice(&mut self, it: &'a ast::ExprSlice, dst: u8) -> Result {
        let base = self.bounds(it)?;
        let step = self.unit.alloc();
        self.bound(it, it.step.as_deref(), step)?;
        self.unit.emit(it.range(), Op::BuildSlice { dst, base });
        Ok(())
    }
}
