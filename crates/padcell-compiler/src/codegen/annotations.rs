//! Annotations (PEP 649): `__annotate__` functions; under `from __future__ import annotations`, strings.

use alloc::vec::Vec;

use padcell_bytecode::{Const, Op};
use padcell_syntax::ast::{self, ExceptHandler, Expr, Stmt};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use crate::assemble::NOWHERE;
use crate::error::Result;
use crate::symtable::{Role, ScopeId, ScopeKind, Symtable};
use crate::unit::length;
use crate::unparse::unparse;

/// The largest format that an `__annotate__` function itself answers: VALUE_WITH_FAKE_GLOBALS.
const MAX_FORMAT: i16 = 2;

/// An annotation of a class or module.
struct Annotated<'a> {
    statement: &'a ast::StmtAnnAssign,
    /// It stands in a block that may not run.
    conditional: bool,
}

impl<'a> Codegen<'a> {
    /// At the start of a module: its `__annotate__`.
    pub(crate) fn module_annotations(&mut self, body: &'a [Stmt]) -> Result {
        let found = self.collect_annotations(body);
        if self.future_annotations {
            if !found.is_empty() {
                self.unit.emit(NOWHERE, Op::SetupAnnotations {});
            }
            return Ok(());
        }
        let Some(scope) = self.table[Symtable::TOP].annotations else { return Ok(()) };
        self.start_conditions(NOWHERE);
        let function = self.unit.alloc();
        self.annotate_function(scope, &found, true, function)?;
        let name = self.names.intern("__annotate__");
        self.store_name_op(NOWHERE, name, function);
        self.unit.release(u32::from(function));
        Ok(())
    }

    /// Makes the empty set of the numbers of annotations that were reached.
    fn start_conditions(&mut self, range: TextRange) {
        let name = self.names.intern("__conditional_annotations__");
        let set = self.unit.alloc();
        self.unit.emit(range, Op::BuildSet { dst: set, base: set, count: 0 });
        self.store_name_op(range, name, set);
        if let Some(cell) = self.class_box("__conditional_annotations__") {
            self.unit.emit(range, Op::StoreBox { cell, src: set });
        }
        self.unit.release(u32::from(set));
    }

    pub(crate) fn class_annotations_start(&mut self, range: TextRange, body: &'a [Stmt]) {
        let found = self.collect_annotations(body);
        if self.future_annotations {
            if !found.is_empty() {
                self.unit.emit(range, Op::SetupAnnotations {});
            }
            return;
        }
        if self.table[self.unit.scope].conditional_annotations {
            self.start_conditions(range);
        }
    }

    /// At the end of a class body: its `__annotate_func__`.
    pub(crate) fn class_annotations_end(&mut self, it: &'a ast::StmtClassDef) -> Result {
        let Some(scope) = self.table[self.unit.scope].annotations else { return Ok(()) };
        let found = self.collect_annotations(&it.body);
        let function = self.unit.alloc();
        self.annotate_function(scope, &found, false, function)?;
        self.store_in_class(NOWHERE, "__annotate_func__", function);
        self.unit.release(u32::from(function));
        Ok(())
    }

    /// The annotated assignments of a class or module, those in blocks included, numbered in order.
    fn collect_annotations(&mut self, body: &'a [Stmt]) -> Vec<Annotated<'a>> {
        let mut found = Vec::new();
        collect(body, false, &mut found);
        for (number, it) in found.iter().enumerate() {
            self.annotation_numbers.insert(core::ptr::from_ref(it.statement).addr(), length(number));
        }
        found
    }

    /// What an annotated assignment does besides assigning.
    pub(crate) fn annotate_variable(&mut self, it: &'a ast::StmtAnnAssign) -> Result {
        let scope = &self.table[self.unit.scope];
        let Expr::Name(name) = &*it.target else { return Ok(()) };
        if !it.simple || !matches!(scope.kind, ScopeKind::Module | ScopeKind::Class) {
            return Ok(());
        }
        if self.future_annotations {
            let id = self.mangle(&name.id);
            let text = self.names.text(id);
            let annotations = self.names.intern("__annotations__");
            let obj = self.unit.alloc();
            let key = self.unit.alloc();
            let src = self.unit.alloc();
            self.load_str(it.range, src, &unparse(self.source, &it.annotation));
            self.load_name(it.range, annotations, obj);
            self.load_str(it.range, key, &text);
            self.unit.emit(it.range, Op::StoreItem { obj, key, src });
            return Ok(());
        }
        let conditional = scope.kind == ScopeKind::Module || self.unit.conditional;
        if !conditional {
            return Ok(());
        }
        let address = core::ptr::from_ref(it).addr();
        let Some(number) = self.annotation_numbers.get(&address).copied() else { return Ok(()) };
        let conditions = self.names.intern("__conditional_annotations__");
        let add = self.names.intern("add");
        let base = self.unit.alloc_block(3);
        self.load_name(it.range, conditions, base);
        let site = self.site(add);
        self.unit.emit(it.range, Op::LoadMethod { dst: base, obj: base, site });
        self.load_const(it.range, base.wrapping_add(2), Const::Int(i64::from(number)));
        self.unit.emit(it.range, Op::CallMethod { dst: base, base, nargs: 1 });
        Ok(())
    }

    fn annotate_function(
        &mut self,
        scope: ScopeId,
        found: &[Annotated<'a>],
        all_conditional: bool,
        dst: u8,
    ) -> Result {
        let range = found.first().map_or(NOWHERE, |it| it.statement.range);
        self.enter_scope(scope, "__annotate__", range)?;
        self.start_annotate(range);
        let dict = self.unit.alloc();
        self.unit.emit(range, Op::BuildDict { dst: dict, base: dict, count: 0 });
        for (number, it) in found.iter().enumerate() {
            let Expr::Name(name) = &*it.statement.target else { continue };
            let range = it.statement.range;
            let mark = self.unit.mark();
            let skip = self.unit.label();
            if all_conditional || it.conditional {
                let conditions = self.names.intern("__conditional_annotations__");
                let a = self.unit.alloc();
                let b = self.unit.alloc();
                self.load_const(range, a, Const::Int(number as i64));
                self.load_name(range, conditions, b);
                self.unit.emit_jump(range, Op::JumpIn { a, b, sense: 0, target: skip.0 }, skip);
            }
            let src = self.temp(&it.statement.annotation)?;
            let key = self.unit.alloc();
            let id = self.mangle(&name.id);
            let text = self.names.text(id);
            self.load_str(range, key, &text);
            self.unit.emit(range, Op::DictSet { dict, key, src });
            self.unit.release(mark);
            self.unit.bind(skip);
        }
        self.unit.emit_end(range, Op::Return { src: dict });
        let code = self.leave()?;
        self.function_without_defaults(range, dst, code);
        Ok(())
    }

    pub(crate) fn function_without_defaults(
        &mut self,
        range: TextRange,
        dst: u8,
        code: alloc::sync::Arc<padcell_bytecode::Code>,
    ) {
        let mark = self.unit.mark();
        let base = self.unit.alloc_block(3);
        self.no_defaults(range, base);
        self.unit.emit(range, Op::LoadUnset { dst: base.wrapping_add(2) });
        self.make_function(range, dst, base, code);
        self.unit.release(mark);
    }

    /// `if format > 2: raise NotImplementedError`
    pub(crate) fn start_annotate(&mut self, range: TextRange) {
        self.unit.arg_count = 1;
        self.unit.positional_only_count = 1;
        let known = self.unit.label();
        let op = Op::JumpUnlessGtI { a: 0, value: MAX_FORMAT, target: known.0 };
        self.unit.emit_jump(range, op, known);
        let exc = self.unit.alloc();
        let name = self.names.intern("NotImplementedError");
        let site = self.site(name);
        self.unit.emit(range, Op::LoadGlobal { dst: exc, site });
        self.unit.emit_end(range, Op::Raise { exc });
        self.unit.release(u32::from(exc));
        self.unit.bind(known);
    }

    /// `__annotate__` of a function in `dst`, or unset if it has no annotations.
    pub(crate) fn function_annotations(
        &mut self,
        it: &'a ast::StmtFunctionDef,
        range: TextRange,
        dst: u8,
    ) -> Result {
        if self.table.find(it, Role::Annotations).is_none() {
            self.unit.emit(range, Op::LoadUnset { dst });
            return Ok(());
        }
        self.enter(it, Role::Annotations, "__annotate__", range)?;
        self.start_annotate(range);
        let dict = self.unit.alloc();
        self.unit.emit(range, Op::BuildDict { dst: dict, base: dict, count: 0 });
        // Positional-only parameters come second in CPython, which the order of the dict shows.
        let parameters = &it.parameters;
        let positional = parameters.args.iter().chain(&parameters.posonlyargs).map(|it| &it.parameter);
        let keyword_only = parameters.kwonlyargs.iter().map(|it| &it.parameter);
        let all = positional.chain(parameters.vararg.as_deref()).chain(keyword_only);
        for parameter in all.chain(parameters.kwarg.as_deref()) {
            if let Some(annotation) = parameter.annotation.as_deref() {
                let name = self.mangle(parameter.name.as_str());
                let text = self.names.text(name);
                self.annotation_item(dict, &text, annotation)?;
            }
        }
        if let Some(returns) = it.returns.as_deref() {
            self.annotation_item(dict, "return", returns)?;
        }
        self.unit.emit_end(range, Op::Return { src: dict });
        let code = self.leave()?;
        self.function_without_defaults(range, dst, code);
        Ok(())
    }

    fn annotation_item(&mut self, dict: u8, name: &str, annotation: &'a Expr) -> Result {
        let mark = self.unit.mark();
        let range = annotation.range();
        let src = self.unit.alloc();
        if self.future_annotations {
            self.load_str(range, src, &unparse(self.source, annotation));
        } else if let Expr::Starred(it) = annotation {
            // `*args: *Ts`
            let value = self.operand(&it.value)?;
            self.unit.emit(range, Op::UnpackSequence { src: value, base: src, count: 1 });
        } else {
            self.into(annotation, src)?;
        }
        let key = self.unit.alloc();
        self.load_str(range, key, name);
        self.unit.emit(range, Op::DictSet { dict, key, src });
        self.unit.release(mark);
        Ok(())
    }
}

fn collect<'a>(body: &'a [Stmt], conditional: bool, found: &mut Vec<Annotated<'a>>) {
    for statement in body {
        match statement {
            Stmt::AnnAssign(it) if it.simple && it.target.is_name_expr() => {
                found.push(Annotated { statement: it, conditional });
            }
            Stmt::If(it) => {
                collect(&it.body, true, found);
                for clause in &it.elif_else_clauses {
                    collect(&clause.body, true, found);
                }
            }
            Stmt::For(it) => {
                collect(&it.body, true, found);
                collect(&it.orelse, true, found);
            }
            Stmt::While(it) => {
                collect(&it.body, true, found);
                collect(&it.orelse, true, found);
            }
            Stmt::With(it) => collect(&it.body, true, found),
            Stmt::Match(it) => it.cases.iter().for_each(|case| collect(&case.body, true, found)),
            Stmt::Try(it) => {
                collect(&it.body, true, found);
                for ExceptHandler::ExceptHandler(handler) in &it.handlers {
                    collect(&handler.body, true, found);
                }
                collect(&it.orelse, true, found);
                collect(&it.finalbody, true, found);
            }
            _ => {}
        }
    }
}
