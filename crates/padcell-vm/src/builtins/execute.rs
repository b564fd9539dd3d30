//! `exec`, `eval`, `compile`, and the namespaces of the code that runs.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use crate::error::Res;
use crate::heap::{CodeObject, Dict, Id};
use crate::import::{CompileMode, CompileOptions};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const FUNCTIONS: &[Def] = &[
    Def::function("exec", "source, /, globals=None, locals=None, *, closure=None", exec)
        .doc("Execute the given source in the context of globals and locals."),
    Def::function("eval", "source, /, globals=None, locals=None", eval)
        .doc("Evaluate the given source in the context of globals and locals."),
    Def::function(
        "compile",
        "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1",
        compile,
    )
    .doc("Compile source into a code object that can be executed by exec() or eval()."),
    Def::function("globals", "", globals)
        .doc("Return the dictionary containing the current scope's global variables."),
    Def::function("locals", "", locals)
        .doc("Return a dictionary containing the current scope's local variables."),
    Def::function("__import__", "name, globals=None, locals=None, fromlist=(), level=0", import)
        .doc("Import a module."),
    Def::function("exit", "code=None", exit).doc("Exit the interpreter by raising SystemExit."),
    Def::function("quit", "code=None", exit).doc("Exit the interpreter by raising SystemExit."),
    Def::function("help", "*args, **kwds", help).doc("Show documentation."),
    Def::function("breakpoint", "*args, **kws", breakpoint).doc("Call sys.breakpointhook(*args, **kws)."),
];

/// Compiler flags that `compile` accepts: those of `__future__`, and top-level await.
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;
const KNOWN_FLAGS: i64 = 0x1_FFF0 | 0x1FF_0000;
const ONLY_AST: i64 = 0x400;

impl Vm {
    /// `locals()`: the namespace of a module or class body, a snapshot of a function's variables.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn locals(&mut self) -> Res {
        match self.frames.last().copied() {
            Some(frame) => self.locals_of(&frame),
            None => Err(self.system_error("frame does not exist")),
        }
    }

    /// The variables of a frame that runs.
    pub(crate) fn locals_of(&mut self, frame: &crate::frame::Frame) -> Res {
        if frame.namespace.is_set() {
            return Ok(frame.namespace);
        }
        let dict = self.heap.dict()?;
        let code = self.heap.codes[frame.code].code.clone();
        let base = frame.base as usize;
        for index in 0..code.varnames.len() {
            let name = self.heap.codes[frame.code].varnames[index];
            let value = self.stack.get(base + index).copied().unwrap_or_default();
            let shared = code.cellvars.iter().any(|it| *it == code.varnames[index]);
            self.add_local(dict, name, value, shared)?;
        }
        for (index, variable) in code.freevars.iter().enumerate() {
            let name = self.intern(&variable.name)?;
            let cell = self.heap.functions[frame.function].closure.get(index).copied();
            if let Some(cell) = cell {
                self.add_local(dict, name, Value::Box(cell), true)?;
            }
        }
        if let Value::List(area) = self.spill_area(frame) {
            for (index, name) in code.spilled.iter().enumerate() {
                let name_id = self.intern(name)?;
                let value = self.heap.lists[area].items.get(index).copied().unwrap_or_default();
                let shared = code.cellvars.contains(name);
                self.add_local(dict, name_id, value, shared)?;
            }
        }
        Ok(Value::Dict(dict))
    }

    fn add_local(
        &mut self,
        dict: Id<Dict>,
        name: Id<crate::heap::Str>,
        value: Value,
        shared: bool,
    ) -> Res<()> {
        let value = match value {
            Value::Box(cell) if shared => self.heap.boxes[cell].value,
            other => other,
        };
        if value.is_unset() || self.heap.text(name).starts_with('.') {
            return Ok(());
        }
        self.heap.dict_set_str(dict, name, value)
    }

    /// The list of the locals that did not fit into registers.
    fn spill_area(&self, frame: &crate::frame::Frame) -> Value {
        let object = &self.heap.codes[frame.code];
        let area = object.ops.iter().find_map(|op| match op {
            padcell_bytecode::Op::MakeSpill { dst } => Some(*dst),
            _ => None,
        });
        area.and_then(|reg| self.stack.get(frame.base as usize + usize::from(reg)).copied())
            .unwrap_or_default()
    }
}

fn globals(vm: &mut Vm, _: &[Value]) -> Res {
    vm.check_own_namespace()?;
    match vm.frames.last() {
        Some(frame) => Ok(Value::Dict(frame.globals)),
        None => Err(vm.system_error("globals do not exist")),
    }
}

fn locals(vm: &mut Vm, _: &[Value]) -> Res {
    vm.check_own_namespace()?;
    vm.locals()
}

/// The namespaces that `exec` and `eval` were given, or those of the caller.
fn namespaces(vm: &mut Vm, name: &str, globals: Value, locals: Value) -> Res<(Id<Dict>, Value)> {
    if !locals.is_absent() {
        let class = vm.class_of(locals);
        if vm.class_lookup(class, vm.names.__getitem__).is_none() {
            let text = match name {
                "exec" => format!("locals must be a mapping or None, not {}", vm.type_name(locals)),
                _ => String::from("locals must be a mapping"),
            };
            return Err(vm.type_error(&text));
        }
    }
    if globals.is_absent() {
        vm.check_own_namespace()?;
    }
    let (dict, own) = match vm.unwrap(globals) {
        Value::None | Value::Unset => match vm.frames.last() {
            Some(frame) => (frame.globals, true),
            None => return Err(vm.system_error("globals and locals cannot be NULL")),
        },
        Value::Dict(dict) => (dict, false),
        _ => {
            let class = vm.class_of(globals);
            let text = if name == "exec" {
                format!("exec() globals must be a dict, not {}", vm.type_name(globals))
            } else if vm.class_lookup(class, vm.names.__getitem__).is_some() {
                String::from("globals must be a real dict; try eval(code, {}, mapping)")
            } else {
                String::from("globals must be a dict")
            };
            return Err(vm.type_error(&text));
        }
    };
    let namespace = match locals {
        Value::None | Value::Unset if own => vm.locals()?,
        Value::None | Value::Unset => Value::Dict(dict),
        it => it,
    };
    if vm.library_serves()? {
        return vm.served_namespaces(dict, namespace);
    }
    let key = vm.names.__builtins__;
    if vm.heap.dict_str(dict, key).is_none() {
        let builtins = vm.builtins_to_insert(dict)?;
        vm.heap.dict_set_str(dict, key, Value::Dict(builtins))?;
    }
    Ok((dict, namespace))
}

/// Source text of a `str`, or of bytes as their coding line says.
///
/// # Errors
/// What `exec` and `compile` say of other values; when it does not fit into memory.
pub(crate) fn source_text(vm: &mut Vm, source: Value, function: &str, filename: &str) -> Res<String> {
    let data = match vm.unwrap(source) {
        Value::Str(id) => {
            if vm.heap.str_has_surrogates(id) {
                return Err(vm.value_error("source code string cannot contain surrogates"));
            }
            vm.heap.room(vm.heap.text(id).len().saturating_mul(crate::import::PARSE_ROOM))?;
            let text = vm.heap.text(id).to_owned();
            if text.contains('\0') {
                return Err(vm.syntax_error("source code string cannot contain null bytes"));
            }
            return Ok(text);
        }
        Value::Bytes(id) | Value::ByteArray(id) => {
            vm.heap.room(vm.heap.bytes[id].data.len().saturating_mul(crate::import::PARSE_ROOM))?;
            vm.heap.bytes[id].data.clone()
        }
        _ => {
            let what = if function == "compile" { "string, bytes or AST" } else { "string, bytes or code" };
            let text = format!("{function}() arg 1 must be a {what} object");
            return Err(vm.type_error(&text));
        }
    };
    let Some(compiler) = vm.compiler.clone() else {
        return Err(vm.runtime_error("this cell has no compiler"));
    };
    match compiler.decode(&data, filename) {
        Ok(text) => Ok(text),
        Err(error) => Err(vm.raise_compile_error(&error, filename)),
    }
}

/// Whether the code that runs was compiled with `from __future__ import annotations`.
fn future_annotations(vm: &Vm) -> bool {
    let flag = padcell_bytecode::CodeFlags(FUTURE_ANNOTATIONS as u32);
    vm.frames.last().is_some_and(|frame| vm.heap.codes[frame.code].code.flags.contains(flag))
}

fn compiled(
    vm: &mut Vm,
    text: &str,
    filename: &str,
    mode: CompileMode,
    future_annotations: bool,
) -> Res<Id<CodeObject>> {
    let options = CompileOptions { filename: filename.to_owned(), mode, future_annotations, optimize: 0 };
    let code = vm.compile_text(text, &options)?;
    vm.load_code(&code)
}

fn exec(vm: &mut Vm, args: &[Value]) -> Res {
    let &[source, globals, locals, closure] = args else { return Ok(Value::None) };
    let (dict, namespace) = namespaces(vm, "exec", globals, locals)?;
    vm.keep(namespace);
    if let Value::Code(code) = source {
        vm.restrict_executed(code, dict)?;
        return exec_code(vm, code, dict, namespace, closure);
    }
    if !closure.is_absent() {
        return Err(vm.type_error("closure can only be used when source is a code object"));
    }
    let text = source_text(vm, source, "exec", "<string>")?;
    let inherited = future_annotations(vm);
    let code = compiled(vm, &text, "<string>", CompileMode::Exec, inherited)?;
    vm.keep(Value::Code(code));
    vm.restrict_executed(code, dict)?;
    vm.run_code(code, dict, namespace)?;
    Ok(Value::None)
}

fn exec_code(vm: &mut Vm, code: Id<CodeObject>, dict: Id<Dict>, namespace: Value, closure: Value) -> Res {
    let wanted = vm.heap.codes[code].code.freevars.len();
    let boxes = match vm.unwrap(closure) {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => alloc::vec::Vec::new(),
    };
    if wanted == 0 {
        if !closure.is_absent() {
            return Err(vm.type_error("cannot use a closure with this code object"));
        }
        vm.run_code(code, dict, namespace)?;
        return Ok(Value::None);
    }
    let fits = boxes.len() == wanted && boxes.iter().all(|it| matches!(it, Value::Box(_)));
    if !fits {
        let text = format!("code object requires a closure of exactly length {wanted}");
        return Err(vm.type_error(&text));
    }
    let function = vm.code_function(code, dict)?;
    vm.heap.functions[function].closure = boxes
        .iter()
        .filter_map(|it| match it {
            Value::Box(id) => Some(*id),
            _ => None,
        })
        .collect();
    vm.keep(Value::Function(function));
    vm.run_function_in_namespace(Value::Function(function), namespace)?;
    Ok(Value::None)
}

fn eval(vm: &mut Vm, args: &[Value]) -> Res {
    let &[source, globals, locals] = args else { return Ok(Value::None) };
    let (dict, namespace) = namespaces(vm, "eval", globals, locals)?;
    vm.keep(namespace);
    let code = match source {
        Value::Code(code) => {
            if !vm.heap.codes[code].code.freevars.is_empty() {
                return Err(vm.type_error("code object passed to eval() may not contain free variables"));
            }
            code
        }
        _ => {
            let text = source_text(vm, source, "eval", "<string>")?;
            let inherited = future_annotations(vm);
            compiled(vm, text.trim_start_matches([' ', '\t']), "<string>", CompileMode::Eval, inherited)?
        }
    };
    vm.keep(Value::Code(code));
    vm.restrict_executed(code, dict)?;
    vm.run_code(code, dict, namespace)
}

fn compile(vm: &mut Vm, args: &[Value]) -> Res {
    let &[source, filename, mode, flags, dont_inherit, ..] = args else { return Ok(Value::None) };
    let filename = match vm.unwrap(filename) {
        Value::Bytes(id) => String::from_utf8_lossy(&vm.heap.bytes[id].data).into_owned(),
        it @ Value::Str(_) => vm.string_of(it),
        _ => {
            let path = vm.call_special(filename, vm.names.__fspath__, &[])?;
            match path {
                Some(it) => vm.string_of(it),
                None => {
                    let text =
                        format!("expected str, bytes or os.PathLike object, not {}", vm.type_name(filename));
                    return Err(vm.type_error(&text));
                }
            }
        }
    };
    let flags = if flags.is_unset() { 0 } else { vm.index_i64(flags)? };
    if flags & ONLY_AST != 0 {
        // The library takes this as "no tree for this text" where it can do without.
        return Err(vm.syntax_error("this runtime has no syntax trees"));
    }
    if flags & !KNOWN_FLAGS != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    let mode = match vm.text_of(mode) {
        "exec" => CompileMode::Exec,
        "eval" => CompileMode::Eval,
        "single" => CompileMode::Single,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if let Value::Code(_) = source {
        return Ok(source);
    }
    let text = source_text(vm, source, "compile", &filename)?;
    let inherits = dont_inherit.is_unset() || !vm.truth(dont_inherit)?;
    let annotations = flags & FUTURE_ANNOTATIONS != 0 || inherits && future_annotations(vm);
    let text = if mode == CompileMode::Eval { text.trim_start_matches([' ', '\t']) } else { &text };
    compiled(vm, text, &filename, mode, annotations).map(Value::Code)
}

fn import(vm: &mut Vm, args: &[Value]) -> Res {
    let &[name, globals, _, fromlist, level] = args else { return Ok(Value::None) };
    let Value::Str(_) = vm.unwrap(name) else {
        return Err(vm.type_error("module name must be a string"));
    };
    let level = if level.is_unset() { 0 } else { vm.index_i64(level)? };
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    let globals = match vm.unwrap(globals) {
        Value::Dict(dict) => Some(dict),
        _ => None,
    };
    let text = vm.string_of(name);
    vm.import(&text, globals, fromlist.or(Value::None), level)
}

fn breakpoint(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.sys_attribute("breakpointhook")? {
        Some(hook) => vm.call_dict(hook, &args[1..], args[0]),
        None => Err(vm.runtime_error("lost sys.breakpointhook")),
    }
}

fn exit(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.exceptions.system_exit;
    let code = [args[0].or(Value::None)];
    Err(vm.raise_args(class, &code))
}

/// `pydoc` does it, and is imported when it is asked to.
fn help(vm: &mut Vm, args: &[Value]) -> Res {
    let pydoc = vm.import("pydoc", None, Value::None, 0)?;
    vm.keep(pydoc);
    let name = vm.intern("help")?;
    let function = vm.getattr(pydoc, name)?;
    vm.keep(function);
    vm.call_dict(function, &args[1..], args[0])
}
