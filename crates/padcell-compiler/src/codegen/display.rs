//! Displays: tuples, lists, sets, dicts. Long ones are built piece by piece, so that registers suffice.

use padcell_bytecode::{Const, Op};
use padcell_syntax::ast::{self, DictItem, Expr};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::error::Result;
use crate::fold;
use crate::unit::length;

/// Up to how many elements are evaluated into registers side by side.
pub(crate) const MAX_SIDE_BY_SIDE: usize = 30;

impl<'a> Codegen<'a> {
    pub(crate) fn tuple(&mut self, it: &'a ast::ExprTuple, dst: u8) -> Result {
        if let Some(items) = fold::constants(self.source, &it.elts)? {
            self.load_const(it.range, dst, Const::Tuple(items));
            return Ok(());
        }
        self.tuple_of(&it.elts, it.range, dst)
    }

    /// A tuple of elements that need not be constant.
    pub(crate) fn tuple_of(&mut self, elements: &'a [Expr], range: TextRange, dst: u8) -> Result {
        if is_short(elements) {
            let base = self.side_by_side(elements)?;
            self.unit.emit(range, Op::BuildTuple { dst, base, count: length(elements.len()) });
            return Ok(());
        }
        let list = self.scratch(dst);
        self.long_list(elements, range, list)?;
        self.unit.emit(range, Op::ListToTuple { dst, src: list });
        Ok(())
    }

    pub(crate) fn list(&mut self, elements: &'a [Expr], range: TextRange, dst: u8) -> Result {
        if elements.len() > 2
            && let Some(items) = fold::constants(self.source, elements)?
        {
            let list = self.scratch(dst);
            let items_reg = self.unit.alloc();
            self.unit.emit(range, Op::BuildList { dst: list, base: items_reg, count: 0 });
            self.load_const(range, items_reg, Const::Tuple(items));
            self.unit.emit(range, Op::ListExtend { list, src: items_reg });
            self.move_to(range, dst, list);
            return Ok(());
        }
        if is_short(elements) {
            let base = self.side_by_side(elements)?;
            self.unit.emit(range, Op::BuildList { dst, base, count: length(elements.len()) });
            return Ok(());
        }
        let list = self.scratch(dst);
        self.long_list(elements, range, list)?;
        self.move_to(range, dst, list);
        Ok(())
    }

    /// Evaluates elements into consecutive registers; the first of them, or any if there are none.
    pub(crate) fn side_by_side(&mut self, elements: impl IntoIterator<Item = &'a Expr>) -> Result<u8> {
        let base = u8::try_from(self.unit.top).unwrap_or(u8::MAX);
        let mut any = false;
        for element in elements {
            self.temp(element)?;
            any = true;
        }
        Ok(if any { base } else { 0 })
    }

    /// A list that may be long or hold starred elements, in the temporary `list`.
    pub(crate) fn long_list(&mut self, elements: &'a [Expr], range: TextRange, list: u8) -> Result {
        let plain = elements.iter().take(MAX_SIDE_BY_SIDE).take_while(|it| !it.is_starred_expr()).count();
        let (head, rest) = elements.split_at(plain);
        let mark = self.unit.mark();
        let base = self.side_by_side(head)?;
        self.unit.emit(range, Op::BuildList { dst: list, base, count: length(head.len()) });
        self.unit.release(mark);
        for element in rest {
            let src = match element {
                Expr::Starred(it) => {
                    let src = self.operand(&it.value)?;
                    self.unit.emit(element.range(), Op::ListExtend { list, src });
                    self.unit.release(mark);
                    continue;
                }
                other => self.operand(other)?,
            };
            self.unit.emit(range, Op::ListAppend { list, src });
            self.unit.release(mark);
        }
        Ok(())
    }

    pub(crate) fn set(&mut self, it: &'a ast::ExprSet, dst: u8) -> Result {
        if it.elts.len() > 2
            && let Some(items) = fold::constants(self.source, &it.elts)?
        {
            let set = self.scratch(dst);
            let items_reg = self.unit.alloc();
            self.unit.emit(it.range, Op::BuildSet { dst: set, base: items_reg, count: 0 });
            self.load_const(it.range, items_reg, Const::FrozenSet(items));
            self.unit.emit(it.range, Op::SetUpdate { set, src: items_reg });
            self.move_to(it.range, dst, set);
            return Ok(());
        }
        if is_short(&it.elts) {
            let base = self.side_by_side(&it.elts)?;
            self.unit.emit(it.range, Op::BuildSet { dst, base, count: length(it.elts.len()) });
            return Ok(());
        }
        let set = self.scratch(dst);
        let mark = self.unit.mark();
        self.unit.emit(it.range, Op::BuildSet { dst: set, base: set, count: 0 });
        for element in &it.elts {
            match element {
                Expr::Starred(starred) => {
                    let src = self.operand(&starred.value)?;
                    self.unit.emit(starred.range, Op::SetUpdate { set, src });
                }
                other => {
                    let src = self.operand(other)?;
                    self.unit.emit(it.range, Op::SetAdd { set, src });
                }
            }
            self.unit.release(mark);
        }
        self.move_to(it.range, dst, set);
        Ok(())
    }

    pub(crate) fn dict(&mut self, it: &'a ast::ExprDict, dst: u8) -> Result {
        let short = it.items.len() <= MAX_SIDE_BY_SIDE / 2 && it.items.iter().all(|item| item.key.is_some());
        if short {
            let base = self.pairs(&it.items)?;
            self.unit.emit(it.range, Op::BuildDict { dst, base, count: length(it.items.len()) });
            return Ok(());
        }
        let dict = self.scratch(dst);
        let plain = it.items.iter().take(MAX_SIDE_BY_SIDE / 2).take_while(|item| item.key.is_some()).count();
        let (head, rest) = it.items.split_at(plain);
        let mark = self.unit.mark();
        let base = self.pairs(head)?;
        self.unit.emit(it.range, Op::BuildDict { dst: dict, base, count: length(head.len()) });
        self.unit.release(mark);
        for item in rest {
            match &item.key {
                Some(key) => {
                    let scratch = self.unit.alloc();
                    let key = self.operand_before(key, scratch, &[&item.value])?;
                    let src = self.operand(&item.value)?;
                    self.unit.emit(it.range, Op::DictSet { dict, key, src });
                }
                None => {
                    let src = self.operand(&item.value)?;
                    self.unit.emit(it.range, Op::DictUpdate { dict, src });
                }
            }
            self.unit.release(mark);
        }
        self.move_to(it.range, dst, dict);
        Ok(())
    }

    fn pairs(&mut self, items: &'a [DictItem]) -> Result<u8> {
        let base = if items.is_empty() { 0 } else { u8::try_from(self.unit.top).unwrap_or(u8::MAX) };
        for item in items {
            if let Some(key) = &item.key {
                self.temp(key)?;
                self.temp(&item.value)?;
            }
        }
        Ok(base)
    }
}

/// Whether the elements fit into registers side by side.
fn is_short(elements: &[Expr]) -> bool {
    elements.len() <= MAX_SIDE_BY_SIDE && !elements.iter().any(Expr::is_starred_expr)
}
