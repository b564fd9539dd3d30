//! Code objects and functions: from shared code to this heap, and running it.

use alloc::sync::Arc;
use alloc::vec::Vec;

use num_bigint::BigInt;
use padcell_bytecode::{Code, CodeFlags, Const, FreeSource, Intrinsic};

use super::Flow;
use crate::error::Res;
use crate::frame::{Done, Then};
use crate::heap::{BoxCell, Cache, CodeObject, Dict, Function, Id, Site, Str};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// A code object of this heap from shared code; restricted if that is loaded for restricted code, or in a restricted
    /// cell.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn load_code(&mut self, code: &Arc<Code>) -> Res<Id<CodeObject>> {
        let restricted = self.restricted || self.acts_restricted();
        self.load_code_as(code, restricted, false)
    }

    /// A code object of this heap from shared code, with all code in it.
    pub(crate) fn load_code_as(
        &mut self,
        code: &Arc<Code>,
        restricted: bool,
        library: bool,
    ) -> Res<Id<CodeObject>> {
        let names = self.intern_all(&code.names)?;
        let varnames = self.intern_all(&code.varnames)?;
        // Constants refer to each other (code in code): made bottom-up, kept until the object holds them.
        let mark = self.kept();
        let mut consts = Vec::with_capacity(code.consts.len());
        for constant in &code.consts {
            let value = self.nested(|vm| vm.load_const(constant, (restricted, library)))?;
            self.keep(value);
            consts.push(value);
        }
        let sites =
            code.sites.iter().map(|it| Site { name: names[*it as usize], cache: Cache::Empty }).collect();
        let plain = CodeFlags::VARARGS
            .with(CodeFlags::VARKEYWORDS)
            .with(CodeFlags::GENERATOR)
            .with(CodeFlags::COROUTINE)
            .with(CodeFlags::ASYNC_GENERATOR);
        let simple = code.keyword_only_count == 0 && !code.flags.intersects(plain);
        let object = CodeObject {
            ops: code.ops.clone().into_boxed_slice(),
            consts: consts.into_boxed_slice(),
            names: names.into_boxed_slice(),
            sites,
            varnames: varnames.into_boxed_slice(),
            simple,
            simple_args: if simple { code.arg_count } else { u32::MAX },
            registers: (code.registers as usize).max(code.varnames.len()).max(1),
            n_locals: code.varnames.len(),
            code: code.clone(),
            namespace: Value::Unset,
            restricted,
            library,
            limited: false,
        };
        let id = self.heap.add_code(object)?;
        self.release(mark);
        Ok(id)
    }

    fn intern_all(&mut self, names: &[Arc<str>]) -> Res<Vec<Id<Str>>> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            ids.push(self.intern(name)?);
        }
        Ok(ids)
    }

    fn load_const(&mut self, constant: &Const, mode: (bool, bool)) -> Res {
        match constant {
            Const::None => Ok(Value::None),
            Const::Ellipsis => Ok(Value::Ellipsis),
            Const::Bool(it) => Ok(Value::Bool(*it)),
            Const::Int(it) => Ok(Value::Int(*it)),
            Const::BigInt(digits) => {
                self.spend(digits.len() * digits.len() / 64)?;
                let value = digits.parse::<BigInt>().unwrap_or_default();
                self.heap.int(value)
            }
            Const::Float(it) => Ok(Value::Float(*it)),
            Const::Complex(re, im) => self.heap.complex(*re, *im),
            Const::Str(it) if it.len() <= 64 => self.intern(it).map(Value::Str),
            Const::Str(it) => self.heap.str(it),
            Const::WideStr(points) => self.heap.string_of_code_points(points),
            Const::Bytes(it) => self.heap.bytes(it.to_vec()),
            Const::Tuple(items) => {
                let items = self.load_consts(items, mode)?;
                self.heap.tuple(items)
            }
            Const::FrozenSet(items) => {
                let items = self.load_consts(items, mode)?;
                let set = self.heap.add_set(crate::heap::Table::default())?;
                for item in items {
                    self.set_add(set, item)?;
                }
                Ok(Value::FrozenSet(set))
            }
            Const::Code(code) => self.load_code_as(code, mode.0, mode.1).map(Value::Code),
        }
    }

    fn load_consts(&mut self, items: &[Const], mode: (bool, bool)) -> Res<Vec<Value>> {
        let mut values = Vec::with_capacity(items.len());
        for it in items {
            let value = self.nested(|vm| vm.load_const(it, mode))?;
            values.push(value);
        }
        Ok(values)
    }

    /// A function without parameters or free variables that runs `code`: for modules, `exec` and `eval`.
    pub(crate) fn code_function(&mut self, code: Id<CodeObject>, globals: Id<Dict>) -> Res<Id<Function>> {
        let restricted = self.acts_restricted();
        self.code_function_as(code, globals, restricted)
    }

    /// The same, made by somebody who is restricted, or is not.
    fn code_function_as(
        &mut self,
        code: Id<CodeObject>,
        globals: Id<Dict>,
        maker: bool,
    ) -> Res<Id<Function>> {
        let (builtins, restricted) = self.mode_of(code, globals, maker)?;
        let name = Value::Str(self.intern(&self.heap.codes[code].code.name.clone())?);
        self.heap.add_function(Function {
            code,
            globals,
            builtins,
            name,
            qualname: name,
            restricted,
            ..Function::default()
        })
    }

    /// Runs a module, or what `exec` and `eval` were given.
    ///
    /// # Errors
    /// What it raises.
    pub fn run_code(&mut self, code: Id<CodeObject>, globals: Id<Dict>, namespace: Value) -> Res {
        let restricted = self.acts_restricted();
        self.run_code_as(code, globals, namespace, restricted)
    }

    /// The same for code that somebody restricted has loaded, or somebody who is not: modules do not take after who
    /// imports them.
    pub(crate) fn run_code_as(
        &mut self,
        code: Id<CodeObject>,
        globals: Id<Dict>,
        namespace: Value,
        restricted: bool,
    ) -> Res {
        let function = self.code_function_as(code, globals, restricted)?;
        self.run_function_in_namespace(Value::Function(function), namespace)
    }

    /// Calls a function without arguments whose names live in `namespace`: a class body.
    ///
    /// # Errors
    /// What it raises.
    pub fn run_function_in_namespace(&mut self, function: Value, namespace: Value) -> Res {
        let Value::Function(id) = function else {
            return Err(self.type_error("__build_class__: func must be a function"));
        };
        self.enter_native()?;
        let base = self.next_base();
        let result = match self.enter_function(id, base, &[], &[], Then::Return, namespace) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => self.run(self.frames.len() - 1).map(|done| match done {
                Done::Returned(value) | Done::Yielded(value) => value,
            }),
            Err(it) => Err(it),
        };
        self.native_depth -= 1;
        result
    }

    pub(crate) fn make_function(&mut self, dst: u8, base: u8, code: u32) -> Res<Flow> {
        let Some(frame) = self.frames.last().copied() else { return Ok(Flow::Next) };
        let Value::Code(id) = self.heap.codes[frame.code].consts[code as usize] else {
            return Err(self.system_error("bad code constant"));
        };
        let shared = self.heap.codes[id].code.clone();
        let mut closure: Vec<Id<BoxCell>> = Vec::with_capacity(shared.freevars.len());
        for variable in &shared.freevars {
            let cell = match variable.source {
                FreeSource::Register(reg) => self.reg(reg),
                FreeSource::Free(index) => Value::Box(self.free_box(index)),
                FreeSource::Spill(index) => self.spilled_box(index),
            };
            match cell {
                Value::Box(it) => closure.push(it),
                _ => return Err(self.system_error("free variable without a box")),
            }
        }
        let (defaults, kwdefaults, annotate) =
            (self.reg(base), self.reg(base.wrapping_add(1)), self.reg(base.wrapping_add(2)));
        let (builtins, restricted) =
            self.mode_of(id, frame.globals, self.heap.functions[frame.function].restricted)?;
        let name = Value::Str(self.intern(&shared.name)?);
        let qualname = Value::Str(self.intern(&shared.qualname)?);
        let doc = match &shared.doc {
            Some(it) => self.heap.str(it)?,
            None => Value::None,
        };
        let module = self.heap.dict_str(frame.globals, self.names.__name__).unwrap_or(Value::None);
        let function = self.heap.add_function(Function {
            code: id,
            globals: frame.globals,
            builtins,
            restricted,
            name,
            qualname,
            module,
            doc,
            defaults: defaults.or(Value::None),
            kwdefaults: kwdefaults.or(Value::None),
            annotate: annotate.or(Value::None),
            annotations: Value::Unset,
            type_params: Value::Unset,
            closure: closure.into_boxed_slice(),
            dict: None,
        })?;
        self.set_reg(dst, Value::Function(function));
        Ok(Flow::Next)
    }

    fn spilled_box(&self, index: u32) -> Value {
        // The spill area stands in the one register that holds a list of just this size.
        let Some(frame) = self.frames.last() else { return Value::Unset };
        let object = &self.heap.codes[frame.code];
        let area = object.ops.iter().find_map(|op| match op {
            padcell_bytecode::Op::MakeSpill { dst } => Some(*dst),
            _ => None,
        });
        match area.map(|reg| self.reg(reg)) {
            Some(Value::List(id)) => {
                self.heap.lists[id].items.get(index as usize).copied().unwrap_or(Value::Unset)
            }
            _ => Value::Unset,
        }
    }

    pub(crate) fn load_build_class(&mut self, dst: u8) -> Res<Flow> {
        let builtins = self.frame_builtins();
        match self.heap.dict_str(builtins, self.names.__build_class__) {
            Some(value) => {
                self.set_reg(dst, value);
                Ok(Flow::Next)
            }
            None => Err(self.name_error("__build_class__ not found")),
        }
    }

    /// The rare operations; those on types of `typing` are written in Python or natively in `_typing`.
    pub(crate) fn call_intrinsic(&mut self, dst: u8, base: u8, kind: u8) -> Res<Flow> {
        let start = self.frames.last().map_or(0, |it| it.base as usize) + usize::from(base);
        let args = [0, 1, 2, 3].map(|it| self.stack.get(start + it).copied().unwrap_or(Value::Unset));
        let typing = |vm: &mut Self, name: &str, args: &[Value]| {
            let module = vm.import("_typing", None, Value::None, 0)?;
            vm.call_method(module, name, args)
        };
        let is = |it: Intrinsic| it as u8 == kind;
        let value = if is(Intrinsic::TypeVar) {
            typing(self, "_make_typevar", &args[..1])?
        } else if is(Intrinsic::TypeVarWithBound) {
            typing(self, "_make_typevar_bound", &args[..2])?
        } else if is(Intrinsic::TypeVarWithConstraints) {
            typing(self, "_make_typevar_constraints", &args[..2])?
        } else if is(Intrinsic::ParamSpec) {
            typing(self, "_make_paramspec", &args[..1])?
        } else if is(Intrinsic::TypeVarTuple) {
            typing(self, "_make_typevartuple", &args[..1])?
        } else if is(Intrinsic::SetTypeParamDefault) {
            typing(self, "_set_typeparam_default", &args[..2])?
        } else if is(Intrinsic::SubscriptGeneric) {
            typing(self, "_subscript_generic", &args[..1])?
        } else if is(Intrinsic::TypeAlias) {
            typing(self, "_make_typealias", &args[..3])?
        } else if is(Intrinsic::SetFunctionTypeParams) {
            if let Value::Function(id) = args[0] {
                self.heap.functions[id].type_params = args[1];
            }
            args[0]
        } else if is(Intrinsic::Interpolation) {
            typing(self, "_make_interpolation", &args[..4])?
        } else if is(Intrinsic::Template) {
            typing(self, "_make_template", &args[..1])?
        } else if is(Intrinsic::AsyncGenWrap) {
            self.wrap_async_value(args[0])?
        } else {
            args[0]
        };
        self.set_reg(dst, value);
        Ok(Flow::Next)
    }

    /// What an asynchronous generator yields is marked, so that it can be told from what it awaits.
    fn wrap_async_value(&mut self, value: Value) -> Res {
        let class = self.types.object;
        self.heap.object(class, AsyncYield { value })
    }
}

crate::payload! {
    /// A value yielded by an asynchronous generator, on its way to the `asend` that waits for it.
    pub(crate) struct AsyncYield { value }
}
