//! `_padcell.Cell`: making a cell, and running code in it.

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_policy::Budget;

use super::names::{Names, names_of, size_of_names};
use super::policy::{flag, limit, policy_of};
use super::{class_of_module, namespace};
use crate::error::Res;
use crate::import::{CompileMode, CompileOptions};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{Settings, Vm};

crate::payload! {
    /// A cell's handle in its supervisor's heap: the child's number.
    struct CellHandle { number }
}

pub(super) const METHODS: &[Def] = &[
    Def::method("exec", "self, code, filename='<string>', /", |vm, args| {
        run(vm, args, "__main__", CompileMode::Exec).map(|_| Value::None)
    }),
    Def::method("eval", "self, code, filename='<string>', /", |vm, args| {
        run(vm, args, "__main__", CompileMode::Eval)
    }),
    Def::method("exec_module", "self, name, code, filename, /", |vm, args| {
        let name = vm.string_of(args[1]);
        run(vm, &[args[0], args[2], args[3]], &name, CompileMode::Exec).map(|_| Value::None)
    }),
    Def::method("describe", "self, object, /", describe),
    Def::method("add_module", "self, name, /", namespace::add_module),
    Def::method("module", "self, name, /", namespace::module),
    Def::method("is_module", "self, name, /", namespace::is_module),
    Def::method("module_names", "self, /", namespace::module_names),
    Def::method("set_module", "self, name, module, /", namespace::set_module),
    Def::method("delete_module", "self, name, /", namespace::delete_module),
    Def::method("copy", "self, name, only, exceptions, /", namespace::copy),
    Def::method("make_later", "self, sys, posix, path, exc_info, /", namespace::make_later),
    Def::method("on_open", "self, function, /", namespace::on_open),
    Def::method("on_reload", "self, function, /", namespace::on_reload),
    Def::method("on_import", "self, function, load, asks, /", namespace::on_import),
    Def::method("permits", "self, name, /", namespace::permits),
    Def::method("import_library", "self, name, /", namespace::import_library),
    Def::method("get", "self, module, name, /", namespace::get),
    Def::method("set", "self, module, name, value, /", namespace::set),
    Def::method("delete", "self, module, name, /", namespace::delete),
    Def::method("names", "self, module, /", namespace::names),
    Def::method("spent", "self, /", spent),
    Def::method("stop", "self, /", stop),
    Def::get("alive", alive),
];

pub(super) fn make(vm: &mut Vm, args: &[Value]) -> Res {
    vm.check_level()?;
    let (mut policy, mut kept) = policy_of(vm, args[0])?;
    if vm.files_are_opened_outside() {
        policy.set_mounts(Vec::new()).ok();
    }
    let own = vm.budget().clone();
    let asked = Budget {
        fuel: limit(vm, args[1], "fuel")?,
        memory: limit(vm, args[1], "memory")?,
        time_ns: limit(vm, args[1], "time_ns")?,
        depth: limit(vm, args[1], "depth")?.map_or(own.depth, |it| u32::try_from(it).unwrap_or(u32::MAX)),
        output: limit(vm, args[1], "output")?,
        handles: limit(vm, args[1], "handles")?
            .map_or(own.handles, |it| u32::try_from(it).unwrap_or(u32::MAX)),
    };
    let budget = own.meet(&asked);
    // A restricted cell makes none that is less so.
    let restricted = vm.restricted || flag(vm, args[0], "restricted")?;
    let authority = match vm.authority.attenuate(&policy, budget.handles) {
        Ok(it) => it,
        Err(error) => return Err(vm.runtime_error(&error.message)),
    };
    let settings = Settings {
        budget,
        authority,
        compiler: vm.compiler.clone(),
        library: vm.library.clone(),
        hash_seed: vm.heap.hash_seed,
        restricted,
    };
    let permitted = permitted(vm, args[2])?;
    if Arc::strong_count(&permitted) == 1 {
        kept += size_of_names(&permitted);
    }
    let bounds = vm.bounds_for_child()?;
    kept += bounds.size();
    let class = class_of_module(vm, "Cell")?;
    let handle = vm.heap.object(class, CellHandle { number: Value::Int(0) })?;
    let supervise = move |child: &mut Vm| {
        child.heap.charge_fixed(kept)?;
        child.supervise(permitted, bounds)
    };
    let number = if vm.can_wait(&settings, kept) {
        vm.adopt_dormant(settings, kept, handle, Box::new(move |child, _| supervise(child)))?
    } else {
        let made = vm.new_child(settings).and_then(|mut child| {
            supervise(&mut child)?;
            Ok(child)
        });
        let child = match made {
            Ok(it) => it,
            Err(_) => {
                // What interrupts this cell interrupts one in the making, too.
                vm.poll_interrupt()?;
                return Err(vm.memory_error("the cell's memory limit is too small for its builtins"));
            }
        };
        vm.adopt(Box::new(child), handle)?
    };
    if let Some(it) = vm.payload_mut::<CellHandle>(handle) {
        it.number = Value::Int(i64::from(number));
    }
    Ok(handle)
}

/// The names of modules that a cell may import: of those that are asked for, what the supervisor itself may.
fn permitted(vm: &mut Vm, names: Value) -> Res<Names> {
    let names = names_of(vm, names)?;
    if !vm.is_supervised() {
        return Ok(names);
    }
    let mut permitted = BTreeSet::new();
    for name in names.iter() {
        if vm.permits(name)? {
            permitted.insert(name.clone());
        }
    }
    Ok(Arc::new(permitted))
}

pub(super) fn number_of(vm: &mut Vm, handle: Value) -> Res<u32> {
    match vm.payload::<CellHandle>(handle).map(|it| it.number) {
        Some(Value::Int(number)) => Ok(number as u32),
        _ => Err(vm.type_error("not a cell")),
    }
}

/// What `exec` and `eval` run: source text, or a code object that the supervisor compiled.
enum Program {
    Text(String),
    Code(Arc<padcell_bytecode::Code>),
}

fn program(vm: &mut Vm, code: Value, mode: CompileMode) -> Res<Program> {
    if let Value::Code(id) = code {
        return Ok(Program::Code(vm.heap.codes[id].code.clone()));
    }
    let function = if mode == CompileMode::Eval { "eval" } else { "exec" };
    let text = crate::builtins::source_text(vm, code, function, "<string>")?;
    Ok(Program::Text(match mode {
        CompileMode::Eval => String::from(text.trim_start_matches([' ', '\t'])),
        _ => text,
    }))
}

/// Runs a program in a module of the cell; what it printed is shown then.
fn run(vm: &mut Vm, args: &[Value], module: &str, mode: CompileMode) -> Res {
    let number = number_of(vm, args[0])?;
    let program = program(vm, args[1], mode)?;
    let filename = match args[2] {
        Value::Unset => String::from("<string>"),
        it => vm.string_of(it),
    };
    // What the supervisor wrote without print() waits too.
    vm.printed = true;
    vm.flush_printed();
    vm.in_child(number, &[], |child, _| {
        let code = match program {
            Program::Code(code) => code,
            Program::Text(text) => {
                child.compile_text(&text, &CompileOptions { filename, mode, ..CompileOptions::default() })?
            }
        };
        let code = child.load_code(&code)?;
        child.keep(Value::Code(code));
        let (_, dict) = child.get_or_add_module(module)?;
        let result = child.run_code(code, dict, Value::Dict(dict));
        child.keep(result.unwrap_or_default());
        child.flush_printed();
        result
    })
}

/// What an object of the cell is, in its own words: text that is made in the cell, at its cost.
fn describe(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let text = child.repr(args[0])?;
        child.heap.string(text)
    })
}

/// `{"fuel": ..., "memory": ..., "memory_peak": ..., "output": ...}` in units and bytes.
fn spent(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    let Some(child) = vm.child_mut(number) else {
        return Err(vm.runtime_error("the cell has ended"));
    };
    let (used, peak) = child.heap.usage();
    let rows = [
        ("fuel", child.fuel_spent()),
        ("memory", used as u64),
        ("memory_peak", peak as u64),
        ("output", child.output_spent()),
    ];
    let dict = vm.heap.dict()?;
    for (name, value) in rows {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Int(i64::try_from(value).unwrap_or(i64::MAX)))?;
    }
    Ok(Value::Dict(dict))
}

fn stop(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.drop_child(number);
    Ok(Value::None)
}

fn alive(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    let alive = vm.is_dormant(number) || vm.child_mut(number).is_some_and(|it| it.stop_reason().is_none());
    Ok(Value::Bool(alive))
}
