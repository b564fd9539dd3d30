//! `code`: what the compiler makes of a function, class body or module.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{Code, CodeFlags, Position};

use crate::error::Res;
use crate::heap::{CodeObject, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

pub(crate) const METHODS: &[Def] = &[
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__hash__", "self, /", hash).doc("Return hash(self)."),
    Def::method("co_lines", "self, /", lines),
    Def::method("co_positions", "self, /", positions),
    Def::method("replace", "self, /, **changes", replace)
        .denied()
        .doc("Return a copy of the code object with new values for the specified fields."),
    Def::method("__replace__", "self, /, **changes", forge),
    Def::get("co_name", |vm, args| text(vm, |it| it.name.clone(), args)),
    Def::get("co_qualname", |vm, args| text(vm, |it| it.qualname.clone(), args)),
    Def::get("co_filename", |vm, args| text(vm, |it| it.filename.clone(), args)),
    Def::get("co_firstlineno", |vm, args| Ok(Value::Int(i64::from(code(vm, args).first_line)))),
    Def::get("co_flags", |vm, args| Ok(Value::Int(i64::from(code(vm, args).flags.0)))),
    Def::get("co_argcount", |vm, args| Ok(Value::Int(i64::from(code(vm, args).arg_count)))),
    Def::get("co_posonlyargcount", |vm, args| {
        Ok(Value::Int(i64::from(code(vm, args).positional_only_count)))
    }),
    Def::get("co_kwonlyargcount", |vm, args| Ok(Value::Int(i64::from(code(vm, args).keyword_only_count)))),
    Def::get("co_stacksize", |vm, args| Ok(Value::Int(i64::from(code(vm, args).registers)))),
    Def::get("co_nlocals", |vm, args| Ok(Value::Int(local_names(&code(vm, args)).len() as i64))),
    Def::get("co_varnames", |vm, args| names(vm, &local_names(&code(vm, args)))),
    Def::get("co_cellvars", |vm, args| names(vm, &code(vm, args).cellvars)),
    Def::get("co_freevars", free_names),
    Def::get("co_names", |vm, args| names(vm, &code(vm, args).names)),
    Def::get("co_consts", consts),
    Def::get("co_code", |vm, _| vm.heap.bytes(Vec::new())),
    Def::get("co_lnotab", |vm, _| vm.heap.bytes(Vec::new())),
    Def::get("co_linetable", |vm, _| vm.heap.bytes(Vec::new())),
    Def::get("co_exceptiontable", |vm, _| vm.heap.bytes(Vec::new())),
];

/// `copy.replace()` asks for this on behalf of anybody, so a restricted cell does not have it at all.
fn forge(vm: &mut Vm, args: &[Value]) -> Res {
    if vm.is_restricted() {
        return Err(vm.restricted_error("restricted attribute"));
    }
    replace(vm, args)
}

fn this(args: &[Value]) -> Id<CodeObject> {
    match args[0] {
        Value::Code(id) => id,
        _ => unreachable!("a method of code was called without a code object"),
    }
}

fn code(vm: &Vm, args: &[Value]) -> Arc<Code> {
    vm.heap.codes[this(args)].code.clone()
}

fn text(vm: &mut Vm, get: fn(&Code) -> Arc<str>, args: &[Value]) -> Res {
    let text = get(&code(vm, args));
    vm.heap.str(&text)
}

fn names(vm: &mut Vm, names: &[Arc<str>]) -> Res {
    let mut all = Vec::with_capacity(names.len());
    for it in names {
        all.push(Value::Str(vm.intern(it)?));
    }
    vm.heap.tuple(all)
}

/// Locals in registers (the compiler's own have a dot in front), then those that did not fit.
fn local_names(code: &Code) -> Vec<Arc<str>> {
    let parameters = code.parameter_count();
    let own = code.varnames.iter().enumerate().filter(|(index, it)| {
        let shared = code.cellvars.contains(it) && *index >= parameters;
        !shared && (!it.starts_with('.') || *index < parameters)
    });
    own.map(|(_, it)| it.clone())
        .chain(code.spilled.iter().filter(|it| !code.cellvars.contains(it)).cloned())
        .collect()
}

fn free_names(vm: &mut Vm, args: &[Value]) -> Res {
    let all: Vec<Arc<str>> = code(vm, args).freevars.iter().map(|it| it.name.clone()).collect();
    names(vm, &all)
}

fn consts(vm: &mut Vm, args: &[Value]) -> Res {
    let all = vm.heap.codes[this(args)].consts.to_vec();
    vm.heap.tuple(all)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let code = code(vm, args);
    let at = vm.id_of(args[0]);
    let (name, file, line) = (&code.name, &code.filename, code.first_line);
    vm.heap.string(format!("<code object {name} at 0x{at:012x}, file \"{file}\", line {line}>"))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    let Value::Code(other) = args[1] else { return Ok(Value::NotImplemented) };
    let (a, b) = (code(vm, args), vm.heap.codes[other].code.clone());
    vm.spend(a.ops.len().min(b.ops.len()))?;
    Ok(Value::Bool(Arc::ptr_eq(&a, &b) || a == b))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let code = code(vm, args);
    let name = vm.heap.hash_bytes(code.qualname.as_bytes());
    let mixed = name
        ^ i64::from(code.first_line).wrapping_mul(1_000_003)
        ^ (code.ops.len() as i64).wrapping_mul(0x9E37);
    Ok(Value::Int(if mixed == -1 { -2 } else { mixed }))
}

/// A line or column number, or None where there is none.
fn number(it: u32, absent: u32) -> Value {
    if it == absent { Value::None } else { Value::Int(i64::from(it)) }
}

fn lines(vm: &mut Vm, args: &[Value]) -> Res {
    let code = code(vm, args);
    vm.spend(code.positions.len())?;
    let mut ranges: Vec<(usize, usize, u32)> = Vec::new();
    for (index, it) in code.positions.iter().enumerate() {
        match ranges.last_mut() {
            Some((_, end, line)) if *line == it.line => *end = index + 1,
            _ => ranges.push((index, index + 1, it.line)),
        }
    }
    let mut all = Vec::with_capacity(ranges.len());
    for (start, end, line) in ranges {
        let item = [Value::Int(2 * start as i64), Value::Int(2 * end as i64), number(line, 0)];
        all.push(vm.heap.tuple_of(&item)?);
    }
    let list = vm.heap.list(all)?;
    vm.keep(list);
    vm.iter(list)
}

fn positions(vm: &mut Vm, args: &[Value]) -> Res {
    let code = code(vm, args);
    vm.spend(code.positions.len())?;
    vm.heap.room(code.positions.len() * 128)?;
    let mut all = Vec::with_capacity(code.positions.len());
    for Position { line, end_line, column, end_column } in code.positions.iter().copied() {
        let known = line != 0;
        let column_of = |it: u32| if known { Value::Int(i64::from(it)) } else { Value::None };
        let item = [number(line, 0), number(end_line, 0), column_of(column), column_of(end_column)];
        all.push(vm.heap.tuple_of(&item)?);
    }
    let list = vm.heap.list(all)?;
    vm.keep(list);
    vm.iter(list)
}

/// A copy with other names, flags or first line; what the machine runs cannot be replaced.
fn replace(vm: &mut Vm, args: &[Value]) -> Res {
    let mut code = (*code(vm, args)).clone();
    let (keys, values) = vm.keywords_of(args[1])?;
    for (key, value) in keys.into_iter().zip(values) {
        let name = vm.string_of(key);
        match name.as_str() {
            "co_name" => code.name = new_text(vm, value, "co_name")?,
            "co_qualname" => code.qualname = new_text(vm, value, "co_qualname")?,
            "co_filename" => code.filename = new_text(vm, value, "co_filename")?,
            "co_firstlineno" => code.first_line = u32::try_from(vm.index_i64(value)?).unwrap_or(1),
            "co_flags" => {
                let flags = u32::try_from(vm.index_i64(value)?).unwrap_or(0);
                let lazy = CodeFlags::GENERATOR.0 | CodeFlags::COROUTINE.0 | CodeFlags::ASYNC_GENERATOR.0;
                let shape = lazy | CodeFlags::VARARGS.0 | CodeFlags::VARKEYWORDS.0 | CodeFlags::OPTIMIZED.0;
                if (flags ^ code.flags.0) & shape != 0 {
                    return Err(vm.value_error("code: these flags cannot be replaced"));
                }
                code.flags = CodeFlags(flags);
            }
            other => {
                let text: String = format!("code: field '{other}' cannot be replaced");
                return Err(vm.value_error(&text));
            }
        }
    }
    // Whose code it is, is not among what can be replaced.
    let old = &vm.heap.codes[this(args)];
    let (restricted, library, limited) = (old.restricted, old.library, old.limited);
    let restricted = restricted || vm.acts_restricted();
    let new = vm.load_code_as(&Arc::new(code), restricted, library)?;
    vm.heap.codes[new].limited = limited;
    Ok(Value::Code(new))
}

fn new_text(vm: &mut Vm, value: Value, field: &str) -> Res<Arc<str>> {
    match vm.unwrap(value) {
        Value::Str(id) => Ok(Arc::from(vm.heap.text(id))),
        _ => {
            let text = format!("replace() argument '{field}' must be str, not {}", vm.type_name(value));
            Err(vm.type_error(&text))
        }
    }
}
