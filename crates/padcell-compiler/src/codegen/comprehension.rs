//! Comprehensions and generator expressions: inline in the function around them, or functions of their own.

use alloc::collections::BTreeMap;

use padcell_bytecode::Op;
use padcell_syntax::ast::{Comprehension, Expr};
use padcell_syntax::{Ranged, TextRange, TextSize};

use super::Codegen;
use crate::error::Result;
use crate::symtable::{Role, ScopeId, ScopeKind, SymbolScope, flag};
use crate::unit::{Overlay, Place, length};

/// Variables of comprehensions take registers up to this one.
const MAX_OVERLAY_REGISTER: u32 = 150;

/// What a comprehension makes of each round's value.
#[derive(Clone, Copy)]
enum Output<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Generator(&'a Expr),
}

impl<'a> Codegen<'a> {
    pub(crate) fn comprehension(&mut self, expression: &'a Expr, dst: u8) -> Result {
        let range = match expression {
            Expr::Generator(it) if !it.parenthesized => self.with_parentheses(it.range),
            other => other.range(),
        };
        let (output, generators, scope, name) = match expression {
            Expr::ListComp(it) => {
                (Output::List(&it.elt), &it.generators, self.table.find(it, Role::Body), "<listcomp>")
            }
            Expr::SetComp(it) => {
                (Output::Set(&it.elt), &it.generators, self.table.find(it, Role::Body), "<setcomp>")
            }
            Expr::DictComp(it) => {
                let Some(key) = it.key.as_deref() else { return self.error(range, "invalid syntax") };
                let output = Output::Dict(key, &it.value);
                (output, &it.generators, self.table.find(it, Role::Body), "<dictcomp>")
            }
            Expr::Generator(it) => {
                (Output::Generator(&it.elt), &it.generators, self.table.find(it, Role::Body), "<genexpr>")
            }
            _ => return self.error(range, "invalid syntax"),
        };
        let (Some(scope), Some((first, rest))) = (scope, generators.split_first()) else {
            return self.error(range, "no symbol table for this node");
        };
        self.check_async_comprehension(range, scope)?;
        let iter = self.unit.alloc();
        let src = self.iterated(&first.iter, iter)?;
        let op =
            if first.is_async { Op::GetAIter { dst: iter, src } } else { Op::GetIter { dst: iter, src } };
        self.unit.emit(first.iter.range(), op);
        if self.table[scope].inlined {
            let result = self.scratch(dst);
            self.inline_comprehension(range, scope, output, iter, first, rest, result)?;
            self.move_to(range, dst, result);
            return Ok(());
        }
        self.comprehension_function(range, scope, name, output, first, rest, iter, dst)
    }

    /// The range of a call's only argument with the call's parentheses: they are the generator expression's, too.
    fn with_parentheses(&self, range: TextRange) -> TextRange {
        let text = self.source.text();
        let before = text.get(..range.start().to_usize()).unwrap_or_default().trim_end();
        let after = text.get(range.end().to_usize()..).unwrap_or_default();
        let skipped = after.len() - after.trim_start().len();
        if !before.ends_with('(') || !after.trim_start().starts_with(')') {
            return range;
        }
        let start = TextSize::new(length(before.len() - 1));
        TextRange::new(start, range.end() + TextSize::new(length(skipped + 1)))
    }

    /// Comprehensions that await stand in coroutines only; generator expressions may stand anywhere.
    fn check_async_comprehension(&self, range: TextRange, scope: ScopeId) -> Result {
        let it = &self.table[scope];
        if !it.coroutine || it.generator_expression {
            return Ok(());
        }
        let around = &self.table[self.unit.overlays.last().map_or(self.unit.scope, |it| it.scope)];
        let allowed = match around.kind {
            ScopeKind::Function => around.coroutine,
            ScopeKind::Comprehension => true,
            ScopeKind::Module => self.options.allow_top_level_await,
            _ => false,
        };
        if allowed {
            return Ok(());
        }
        self.error(range, "asynchronous comprehension outside of an asynchronous function")
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is the comprehension")]
    fn inline_comprehension(
        &mut self,
        range: TextRange,
        scope: ScopeId,
        output: Output<'a>,
        iter: u8,
        first: &'a Comprehension,
        rest: &'a [Comprehension],
        result: u8,
    ) -> Result {
        self.start_output(range, output, result);
        let (pinned, next_slot) = (self.unit.pinned, self.unit.next_slot);
        let overlay = self.comprehension_overlay(range, scope);
        self.unit.overlays.push(overlay);
        self.pin();
        let made = self.clause(range, output, iter, first, rest, result);
        self.unit.overlays.pop();
        self.unit.pinned = pinned;
        self.unit.next_slot = next_slot;
        made
    }

    /// Registers for the variables of an inlined comprehension.
    fn comprehension_overlay(&mut self, range: TextRange, scope: ScopeId) -> Overlay {
        let mut places = BTreeMap::new();
        for at in 0..self.table[scope].symbols.len() {
            let Some(symbol) = self.table[scope].symbols.get(at) else { break };
            let (name, found, is_param) = (symbol.name, symbol.scope, symbol.has(flag::PARAM));
            if is_param || !matches!(found, SymbolScope::Local | SymbolScope::Cell) {
                continue;
            }
            if self.unit.top > MAX_OVERLAY_REGISTER {
                let place = self.spilled_overlay_place(range, found);
                places.insert(name, place);
                continue;
            }
            let reg = self.unit.alloc();
            self.unit.bound.remove(reg);
            self.unit.emit(range, Op::LoadUnset { dst: reg });
            if found == SymbolScope::Cell {
                self.unit.emit(range, Op::MakeBox { dst: reg, src: reg });
                places.insert(name, Place::Box(reg));
            } else {
                places.insert(name, Place::Register(reg));
            }
        }
        Overlay { scope, places }
    }

    /// A place in the spill area for a variable of a comprehension that has very many, or that nests very deep.
    fn spilled_overlay_place(&mut self, range: TextRange, found: SymbolScope) -> Place {
        let index = self.alloc_slot();
        if found == SymbolScope::Cell {
            self.make_spilled_box(range, index);
            return Place::SpillBox(index);
        }
        let temp = self.unit.alloc();
        self.unit.emit(range, Op::LoadUnset { dst: temp });
        self.store_spill(range, temp, index);
        self.unit.release(u32::from(temp));
        Place::Spill(index)
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is the comprehension")]
    fn comprehension_function(
        &mut self,
        range: TextRange,
        scope: ScopeId,
        name: &'static str,
        output: Output<'a>,
        first: &'a Comprehension,
        rest: &'a [Comprehension],
        iter: u8,
        dst: u8,
    ) -> Result {
        self.enter_scope(scope, name, range)?;
        self.unit.arg_count = 1;
        self.unit.positional_only_count = 0;
        let result = self.unit.alloc();
        self.start_output(range, output, result);
        self.clause(range, output, 0, first, rest, result)?;
        if let Output::Generator(_) = output {
            self.return_none(range);
        } else {
            self.unit.emit_end(range, Op::Return { src: result });
        }
        let code = self.leave()?;
        let function = self.unit.alloc();
        let argument = self.unit.alloc();
        let base = self.unit.alloc_block(3);
        self.no_defaults(range, base);
        self.unit.emit(range, Op::LoadUnset { dst: base.wrapping_add(2) });
        self.make_function(range, function, base, code);
        self.move_to(range, argument, iter);
        let is_coroutine = self.table[scope].coroutine && !self.table[scope].generator_expression;
        let target = if is_coroutine { function } else { dst };
        self.unit.emit(range, Op::Call { dst: target, base: function, nargs: 1 });
        if is_coroutine {
            self.await_value(range, function, function, 0);
            self.move_to(range, dst, function);
        }
        Ok(())
    }

    fn start_output(&mut self, range: TextRange, output: Output<'a>, result: u8) {
        let op = match output {
            Output::List(_) => Op::BuildList { dst: result, base: result, count: 0 },
            Output::Set(_) => Op::BuildSet { dst: result, base: result, count: 0 },
            Output::Dict(..) => Op::BuildDict { dst: result, base: result, count: 0 },
            Output::Generator(_) => return,
        };
        self.unit.emit(range, op);
    }

    /// One `for` clause over the iterator in `iter`, its conditions, and what is inside of it.
    fn clause(
        &mut self,
        range: TextRange,
        output: Output<'a>,
        iter: u8,
        clause: &'a Comprehension,
        rest: &'a [Comprehension],
        result: u8,
    ) -> Result {
        let mark = self.unit.mark();
        let body = |codegen: &mut Self, _next| {
            let skip = codegen.unit.label();
            for condition in &clause.ifs {
                codegen.jump_if(condition, false, skip)?;
            }
            match rest.split_first() {
                None => codegen.element(output, result)?,
                Some((next, rest)) => codegen.inner_clause(range, output, next, rest, result)?,
            }
            codegen.unit.bind(skip);
            Ok(())
        };
        if clause.is_async {
            self.async_for_loop(range, iter, &clause.target, body)?;
        } else {
            self.for_loop(iter, &clause.target, body)?;
        }
        self.unit.release(mark);
        Ok(())
    }

    fn inner_clause(
        &mut self,
        range: TextRange,
        output: Output<'a>,
        clause: &'a Comprehension,
        rest: &'a [Comprehension],
        result: u8,
    ) -> Result {
        let mark = self.unit.mark();
        let iter = self.unit.alloc();
        let src = self.iterated(&clause.iter, iter)?;
        let op =
            if clause.is_async { Op::GetAIter { dst: iter, src } } else { Op::GetIter { dst: iter, src } };
        self.unit.emit(clause.iter.range(), op);
        self.clause(range, output, iter, clause, rest, result)?;
        self.unit.release(mark);
        Ok(())
    }

    fn element(&mut self, output: Output<'a>, result: u8) -> Result {
        let mark = self.unit.mark();
        match output {
            Output::List(element) => {
                let src = self.operand(element)?;
                self.unit.emit(element.range(), Op::ListAppend { list: result, src });
            }
            Output::Set(element) => {
                let src = self.operand(element)?;
                self.unit.emit(element.range(), Op::SetAdd { set: result, src });
            }
            Output::Dict(key, value) => {
                let scratch = self.unit.alloc();
                let key = self.operand_before(key, scratch, &[value])?;
                let src = self.operand(value)?;
                self.unit.emit(value.range(), Op::DictSet { dict: result, key, src });
            }
            Output::Generator(element) => {
                let src = self.operand(element)?;
                let dst = self.unit.alloc();
                self.yield_register(element.range(), dst, src);
            }
        }
        self.unit.release(mark);
        Ok(())
    }
}
