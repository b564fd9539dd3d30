//! `class`: its body is code of its own, which `__build_class__` runs.

use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{Code, Const, Op};
use padcell_syntax::ast::{self, Expr};
use padcell_syntax::{Ranged, TextRange};

use super::Codegen;
use super::call::fits_registers;
use super::display::MAX_SIDE_BY_SIDE;
use crate::assemble::NOWHERE;
use crate::error::Result;
use crate::symtable::Role;

impl<'a> Codegen<'a> {
    pub(crate) fn class_def(&mut self, it: &'a ast::StmtClassDef) -> Result {
        let first = it.decorator_list.first().map_or(it.range, Ranged::range);
        let range = self.header_range(it.range, &it.decorator_list, it.name.range);
        let name = self.mangle(it.name.as_str());
        let target = self.direct_target(name);
        let value = self.decorated(&it.decorator_list, target, |codegen, dst| {
            if it.type_params.is_some() {
                codegen.generic_class(it, range, first, dst)
            } else {
                codegen.class_object(it, range, first, None, dst)
            }
        })?;
        self.store_name(range, name, value);
        Ok(())
    }

    /// Calls `__build_class__`; `generic_base` holds the base that type parameters bring.
    pub(crate) fn class_object(
        &mut self,
        it: &'a ast::StmtClassDef,
        range: TextRange,
        first: TextRange,
        generic_base: Option<u8>,
        dst: u8,
    ) -> Result {
        let base = self.unit.alloc();
        self.unit.emit(range, Op::LoadBuildClass { dst: base });
        let arguments: &'a ast::Arguments = match it.arguments.as_deref() {
            Some(arguments) => arguments,
            None => {
                return self.class_without_arguments(it, range, first, generic_base, base, dst);
            }
        };
        let extra = 2 + usize::from(generic_base.is_some());
        let short = fits_registers(arguments)
            && arguments.args.len() + arguments.keywords.len() + extra <= MAX_SIDE_BY_SIDE;
        if short {
            self.class_function_and_name(it, range, first)?;
            self.check_keywords(arguments)?;
            for argument in &arguments.args {
                self.temp(argument)?;
            }
            let mut nargs = 2 + arguments.args.len();
            nargs += self.generic_base_argument(range, generic_base);
            let mut names = Vec::new();
            for keyword in &arguments.keywords {
                self.temp(&keyword.value)?;
                if let Some(name) = &keyword.arg {
                    names.push(crate::fold::text(name.as_str()));
                }
            }
            nargs += names.len();
            let nargs = u8::try_from(nargs).unwrap_or(u8::MAX);
            let op = if names.is_empty() {
                Op::Call { dst, base, nargs }
            } else {
                let names = self.constant_index(Const::Tuple(names));
                Op::CallKw { dst, base, nargs, names }
            };
            self.unit.emit(range, op);
            return Ok(());
        }
        self.check_keywords(arguments)?;
        let list = self.unit.alloc();
        let dict = self.unit.alloc();
        let mark = self.unit.mark();
        let pair = self.class_function_and_name(it, range, first)?;
        self.unit.emit(range, Op::BuildList { dst: list, base: pair, count: 2 });
        self.unit.release(mark);
        for argument in &arguments.args {
            match argument {
                Expr::Starred(starred) => {
                    let src = self.operand(&starred.value)?;
                    self.unit.emit(range, Op::ListExtend { list, src });
                }
                other => {
                    let src = self.operand(other)?;
                    self.unit.emit(range, Op::ListAppend { list, src });
                }
            }
            self.unit.release(mark);
        }
        if let Some(src) = generic_base {
            self.unit.emit(range, Op::ListAppend { list, src });
        }
        self.keyword_dict(range, arguments, base, dict)?;
        self.unit.emit(range, Op::CallEx { dst, base });
        Ok(())
    }

    fn class_without_arguments(
        &mut self,
        it: &'a ast::StmtClassDef,
        range: TextRange,
        first: TextRange,
        generic_base: Option<u8>,
        base: u8,
        dst: u8,
    ) -> Result {
        self.class_function_and_name(it, range, first)?;
        let nargs = 2 + self.generic_base_argument(range, generic_base);
        let nargs = u8::try_from(nargs).unwrap_or(u8::MAX);
        self.unit.emit(range, Op::Call { dst, base, nargs });
        Ok(())
    }

    fn generic_base_argument(&mut self, range: TextRange, generic_base: Option<u8>) -> usize {
        if let Some(src) = generic_base {
            let dst = self.unit.alloc();
            self.unit.emit(range, Op::Move { dst, src });
        }
        usize::from(generic_base.is_some())
    }

    /// The function of the body and the class's name, in two new temporaries.
    fn class_function_and_name(
        &mut self,
        it: &'a ast::StmtClassDef,
        range: TextRange,
        first: TextRange,
    ) -> Result<u8> {
        let code = self.class_body(it, first)?;
        let function = self.unit.alloc();
        let mark = self.unit.mark();
        let base = self.unit.alloc_block(3);
        self.no_defaults(range, base);
        self.unit.emit(range, Op::LoadUnset { dst: base.wrapping_add(2) });
        self.make_function(range, function, base, code);
        self.unit.release(mark);
        let name = self.unit.alloc();
        self.load_str(range, name, it.name.as_str());
        Ok(function)
    }

    fn class_body(&mut self, it: &'a ast::StmtClassDef, first: TextRange) -> Result<Arc<Code>> {
        self.enter(it, Role::Body, it.name.as_str(), first)?;
        // What every class body starts with stands on the line of the class, without columns.
        let range = self.lines.line_start(first.start());
        let start = self.unit.mark();
        let value = self.unit.alloc();
        let module = self.names.intern("__name__");
        self.load_name(range, module, value);
        self.store_in_class(range, "__module__", value);
        let qualname = self.unit.qualname.clone();
        self.load_str(range, value, &qualname);
        self.store_in_class(range, "__qualname__", value);
        let line = i64::from(self.unit.first_line);
        self.load_const(range, value, Const::Int(line));
        self.store_in_class(range, "__firstlineno__", value);
        if it.type_params.is_some() {
            let params = self.names.intern(".type_params");
            self.load_name(range, params, value);
            self.store_in_class(range, "__type_params__", value);
        }
        let classdict = self.class_box("__classdict__");
        if let Some(cell) = classdict {
            self.unit.emit(range, Op::LoadLocals { dst: value });
            self.unit.emit(range, Op::StoreBox { cell, src: value });
        }
        self.class_annotations_start(range, &it.body);
        let mut body = &*it.body;
        if let Some((text, range)) = self.docstring(body) {
            self.load_str(range, value, &text);
            self.store_in_class(range, "__doc__", value);
            body = body.get(1..).unwrap_or_default();
        }
        self.unit.release(start);
        self.body(body)?;
        self.class_annotations_end(it)?;
        self.class_end(classdict);
        self.leave()
    }

    /// What stands after the statements of a class body.
    fn class_end(&mut self, classdict: Option<u8>) {
        let value = self.unit.alloc();
        let names = core::mem::take(&mut self.unit.static_attributes);
        let names = names.into_iter().map(|it| Const::Str(self.names.text(it))).collect();
        self.load_const(NOWHERE, value, Const::Tuple(names));
        self.store_in_class(NOWHERE, "__static_attributes__", value);
        if let Some(cell) = classdict {
            self.store_in_class(NOWHERE, "__classdictcell__", cell);
        }
        match self.class_box("__class__") {
            Some(cell) => {
                self.unit.emit_end(NOWHERE, Op::Return { src: cell });
            }
            None => {
                self.unit.emit(NOWHERE, Op::LoadNone { dst: value });
                self.unit.emit_end(NOWHERE, Op::Return { src: value });
            }
        }
    }

    /// The register of a box that the class body shares with its functions.
    pub(crate) fn class_box(&mut self, name: &str) -> Option<u8> {
        let name = self.names.intern(name);
        self.unit.class_boxes.get(&name).copied()
    }

    pub(crate) fn store_in_class(&mut self, range: TextRange, name: &str, src: u8) {
        let name = self.names.intern(name);
        self.store_name_op(range, name, src);
    }
}
