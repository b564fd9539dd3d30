//! From syntax tree to ops: one unit a code object, one file a family of constructs.

mod annotations;
mod assign;
mod async_;
mod attribute;
mod block;
mod call;
mod call_long;
mod class;
mod compare;
mod comprehension;
mod condition;
mod delete;
mod display;
mod expr;
mod fstring;
mod function;
mod import;
mod loops;
mod name;
mod operator;
mod pattern;
mod pool;
mod scope;
mod spill;
mod stmt;
mod super_call;
mod try_;
mod try_star;
mod type_alias;
mod type_params;
mod with;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{Code, CodeFlags, Op};
use padcell_syntax::ast::Stmt;
use padcell_syntax::{Parsed, Ranged, Source, TextRange};

pub(crate) use self::block::Block;
pub(crate) use self::operator::is_true;
pub(crate) use self::spill::SPILL_AREA;
use crate::assemble::{Lines, NOWHERE};
use crate::error::{Result, error_at};
use crate::future;
use crate::names::Names;
use crate::options::{Mode, Options};
use crate::symtable::{self, Symtable};
use crate::unit::Unit;

/// The compiler's state: the unit being made and those around it.
pub(crate) struct Codegen<'a> {
    pub(crate) source: &'a Source,
    pub(crate) options: &'a Options,
    pub(crate) lines: Lines,
    pub(crate) names: Names,
    pub(crate) table: Symtable,
    pub(crate) future_annotations: bool,
    pub(crate) unit: Unit<'a>,
    pub(crate) outer: Vec<Unit<'a>>,
    /// Bytes of text compiled so far, copies of `finally` bodies included.
    pub(crate) work: usize,
    /// Numbers of the annotated assignments of classes and modules, by the address of their node.
    pub(crate) annotation_numbers: BTreeMap<usize, u32>,
}

/// Compiles a syntax tree that was parsed from `source`.
pub(crate) fn compile(source: &Source, parsed: &Parsed, options: &Options) -> Result<Arc<Code>> {
    let future_annotations = options.future_annotations | future::annotations(source, parsed.body())?;
    let mut names = Names::default();
    let table = symtable::build(source, parsed, options, future_annotations, &mut names)?;
    let unit = Unit::new(Symtable::TOP, "<module>".into(), "<module>".into(), 1);
    let mut codegen = Codegen {
        source,
        options,
        lines: Lines::new(source.text()),
        names,
        table,
        future_annotations,
        unit,
        outer: Vec::new(),
        work: 0,
        annotation_numbers: BTreeMap::new(),
    };
    codegen.top(parsed)
}

impl<'a> Codegen<'a> {
    fn top(&mut self, parsed: &'a Parsed) -> Result<Arc<Code>> {
        if self.table[Symtable::TOP].coroutine {
            // Only where `await` is allowed in a module's own code.
            self.unit.flags = CodeFlags::COROUTINE;
        }
        match parsed.expression() {
            Some(expression) if self.options.mode == Mode::Eval => {
                let value = self.operand(expression)?;
                self.unit.emit_end(expression.range(), Op::Return { src: value });
            }
            _ => self.module(parsed.body())?,
        }
        let finished = core::mem::replace(&mut self.unit, Unit::new(Symtable::TOP, "".into(), "".into(), 0));
        self.finish(finished)
    }

    fn module(&mut self, body: &'a [Stmt]) -> Result {
        self.module_annotations(body)?;
        let rest = match self.docstring(body) {
            Some((text, range)) if self.options.mode == Mode::Exec => {
                let value = self.unit.alloc();
                self.load_str(range, value, &text);
                let name = self.names.intern("__doc__");
                self.store_name_op(range, name, value);
                self.unit.release(0);
                body.get(1..).unwrap_or_default()
            }
            _ => body,
        };
        self.body(rest)?;
        let range = body.last().map_or(NOWHERE, Ranged::range);
        self.return_none(range);
        Ok(())
    }

    pub(crate) fn return_none(&mut self, range: TextRange) {
        if self.unit.reachable {
            let value = self.unit.alloc();
            self.unit.emit(range, Op::LoadNone { dst: value });
            self.unit.emit_end(range, Op::Return { src: value });
            self.unit.release(u32::from(value));
        }
    }

    pub(crate) fn error<T>(&self, range: TextRange, message: impl Into<String>) -> Result<T> {
        Err(error_at(self.source, range, message))
    }
}
