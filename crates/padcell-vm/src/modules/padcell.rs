//! `_padcell`: cells and bastions, for the `rexec` and `Bastion` modules of the library.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_policy::{Access, Budget, ClockPolicy, EntropyPolicy, Mount, Policy, Variable};

use crate::error::{Res, Unwind};
use crate::heap::{ClassFlags, Dict, Id, Str, WeakRef};
use crate::import::{CompileMode, CompileOptions};
use crate::membrane::Operation;
use crate::native::Def;
use crate::value::Value;
use crate::vm::{Settings, Vm};

crate::payload! {
    /// A bastion, in the supervisor's heap: the object that it guards, its filter, its name, the special methods that it
    /// lets through (a tuple of names).
    pub struct Bastion { object, filter, name, specials }
}

crate::payload! {
    /// A cell's handle in its supervisor's heap: the child's number.
    struct CellHandle { number }
}

const FUNCTIONS: &[Def] = &[
    Def::function("cell", "policy, budget, /", make_cell),
    Def::function("bastion", "object, filter, name, specials, /", make_bastion),
];

const CELL: &[Def] = &[
    Def::method("exec", "self, code, filename='<string>', /", exec),
    Def::method("eval", "self, code, filename='<string>', /", eval),
    Def::method("import_module", "self, name, globals, fromlist, level, /", import_module),
    Def::method("add_module", "self, name, /", add_module),
    Def::method("module_names", "self, /", module_names),
    Def::method("set_module", "self, name, module, /", set_module),
    Def::method("get", "self, module, name, /", get),
    Def::method("set", "self, module, name, value, /", set),
    Def::method("delete", "self, module, name, /", delete),
    Def::method("names", "self, module, /", names),
    Def::method("spent", "self, /", spent),
    Def::method("stop", "self, /", stop),
    Def::get("alive", alive),
];

const BASTION: &[Def] = &[
    Def::method("__getattr__", "self, name, /", bastion_getattr),
    Def::method("__setattr__", "self, name, value, /", bastion_refuse),
    Def::method("__delattr__", "self, name, /", bastion_refuse),
    Def::method("__repr__", "self, /", bastion_repr),
    Def::method("__reduce_ex__", "self, protocol, /", bastion_reduce),
];

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let object = vm.types.object;
    let cell = vm.native_class("_padcell", "Cell", object, ClassFlags::default(), CELL)?;
    let bastion = vm.native_class("Bastion", "BastionClass", object, ClassFlags::BASE, BASTION)?;
    let exception = vm.exceptions.exception;
    let stopped =
        vm.native_class("rexec", "CellStopped", exception, ClassFlags::BASE.with(ClassFlags::DICT), &[])?;
    vm.membrane.stopped_class = Some(stopped);
    let remote = vm.remote_class()?;
    for (name, class) in
        [("Cell", cell), ("BastionClass", bastion), ("CellStopped", stopped), ("Remote", remote)]
    {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, Value::Class(class))?;
    }
    Ok(())
}

/// A class that `build` put into the module.
fn class_of_module(vm: &mut Vm, name: &str) -> Res<Id<crate::heap::Class>> {
    let module = vm.import("_padcell", None, Value::None, 0)?;
    let name = vm.intern(name)?;
    match vm.getattr(module, name)? {
        Value::Class(class) => Ok(class),
        _ => Err(vm.type_error("_padcell was changed")),
    }
}

// ---- cells

/// A number of a dict of limits; None and absent mean "as the supervisor's".
fn limit(vm: &mut Vm, dict: Value, key: &str) -> Res<Option<u64>> {
    let Value::Dict(id) = dict else { return Ok(None) };
    let name = vm.intern(key)?;
    match vm.heap.dict_str(id, name) {
        None | Some(Value::None) => Ok(None),
        Some(value) => match vm.index(value)? {
            Value::Int(it) if it >= 0 => Ok(Some(it as u64)),
            _ => Err(vm.value_error(&format!("{key} limit must not be negative"))),
        },
    }
}

fn flag(vm: &mut Vm, dict: Value, key: &str) -> Res<bool> {
    let Value::Dict(id) = dict else { return Ok(false) };
    let name = vm.intern(key)?;
    match vm.heap.dict_str(id, name) {
        Some(value) => vm.truth(value),
        None => Ok(false),
    }
}

fn policy_of(vm: &mut Vm, dict: Value) -> Res<Policy> {
    let mut policy = Policy::default();
    if flag(vm, dict, "clock")? {
        policy.clock = ClockPolicy::Real;
    }
    if flag(vm, dict, "entropy")? {
        policy.entropy = EntropyPolicy::Real;
    }
    policy.stdio.stdin = flag(vm, dict, "stdin")?;
    policy.stdio.stdout = flag(vm, dict, "stdout")?;
    policy.stdio.stderr = flag(vm, dict, "stderr")?;
    if let Value::Dict(id) = dict {
        let name = vm.intern("environ")?;
        if let Some(names) = vm.heap.dict_str(id, name) {
            for it in vm.collect_list(names)? {
                let name = vm.string_of(it);
                policy.environment.insert(name, Variable::Host);
            }
        }
    }
    let mounts = mounts_of(vm, dict)?;
    if let Err(error) = policy.set_mounts(mounts) {
        return Err(vm.value_error(&format!("{error}")));
    }
    Ok(policy)
}

/// `(directory, path in the cell, "ro" or "rw")` triples; directories are paths of the supervisor's own file system.
fn mounts_of(vm: &mut Vm, dict: Value) -> Res<Vec<Mount>> {
    let mut mounts = Vec::new();
    let Value::Dict(id) = dict else { return Ok(mounts) };
    let name = vm.intern("mounts")?;
    let Some(listed) = vm.heap.dict_str(id, name) else { return Ok(mounts) };
    for it in vm.collect_list(listed)? {
        let parts = vm.unpack(it, 3)?;
        let access = match vm.text_of(parts[2]) {
            "ro" => Access::ReadOnly,
            "rw" => Access::ReadWrite,
            other => {
                let text = format!("access of a mount is 'ro' or 'rw', not '{other}'");
                return Err(vm.value_error(&text));
            }
        };
        mounts.push(Mount::new(vm.string_of(parts[0]), vm.string_of(parts[1]), access));
    }
    Ok(mounts)
}

fn make_cell(vm: &mut Vm, args: &[Value]) -> Res {
    let policy = policy_of(vm, args[0])?;
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
    let restricted = flag(vm, args[0], "restricted")?;
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
    let Ok(child) = Vm::new(settings) else {
        return Err(vm.memory_error("the cell's memory limit is too small for its builtins"));
    };
    let class = class_of_module(vm, "Cell")?;
    let handle = vm.heap.object(class, CellHandle { number: Value::Int(0) })?;
    let reference = WeakRef { target: handle, callback: Value::None, hash: None };
    let reference = vm.heap.object(vm.types.weakref, reference)?;
    if let Value::Object(id) = reference {
        vm.heap.weakrefs.push(id);
    }
    let number = vm.adopt(Box::new(child), reference);
    if let Some(it) = vm.payload_mut::<CellHandle>(handle) {
        it.number = Value::Int(i64::from(number));
    }
    Ok(handle)
}

fn number_of(vm: &mut Vm, handle: Value) -> Res<u32> {
    match vm.payload::<CellHandle>(handle).map(|it| it.number) {
        Some(Value::Int(number)) => Ok(number as u32),
        _ => Err(vm.type_error("not a cell")),
    }
}

/// What `exec` and `eval` run: source text, or a code object that the supervisor compiled.
enum Program {
    Text(String),
    Code(alloc::sync::Arc<padcell_bytecode::Code>),
}

fn program(vm: &mut Vm, code: Value) -> Res<Program> {
    match vm.unwrap(code) {
        Value::Str(id) => Ok(Program::Text(String::from(vm.heap.text(id)))),
        Value::Code(id) => Ok(Program::Code(vm.heap.codes[id].code.clone())),
        Value::Bytes(id) => {
            let data = vm.heap.bytes[id].data.clone();
            let Some(compiler) = vm.compiler.clone() else {
                return Err(vm.runtime_error("this cell has no compiler"));
            };
            match compiler.decode(&data, "<string>") {
                Ok(text) => Ok(Program::Text(text)),
                Err(error) => Err(vm.raise_compile_error(&error, "<string>")),
            }
        }
        _ => {
            let text = format!("source must be a string, bytes or code object, not {}", vm.type_name(code));
            Err(vm.type_error(&text))
        }
    }
}

fn run(vm: &mut Vm, args: &[Value], mode: CompileMode) -> Res {
    let number = number_of(vm, args[0])?;
    let program = program(vm, args[1])?;
    let filename = match args[2] {
        Value::Unset => String::from("<string>"),
        it => vm.string_of(it),
    };
    vm.in_child(number, &[], |child, _| {
        let deadline = child.arm_time_limit()?;
        let code = match program {
            Program::Code(code) => code,
            Program::Text(text) => {
                child.compile_text(&text, &CompileOptions { filename, mode, ..CompileOptions::default() })?
            }
        };
        let code = child.load_code(&code)?;
        child.keep(Value::Code(code));
        let (_, main) = child.get_or_add_module("__main__")?;
        let result = child.run_code(code, main, Value::Dict(main));
        child.roots.pop();
        drop(deadline);
        result
    })
}

fn exec(vm: &mut Vm, args: &[Value]) -> Res {
    run(vm, args, CompileMode::Exec).map(|_| Value::None)
}

fn eval(vm: &mut Vm, args: &[Value]) -> Res {
    run(vm, args, CompileMode::Eval)
}

fn import_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        let globals = match args[1] {
            Value::Dict(id) => Some(id),
            _ => None,
        };
        let level = child.index_i64(args[3])?;
        child.import(&name, globals, args[2], level)
    })
}

impl Vm {
    /// The module with this name, made if there is none; its `__builtins__` are the cell's.
    pub(crate) fn get_or_add_module(&mut self, name: &str) -> Res<(Value, Id<Dict>)> {
        let key = self.intern(name)?;
        let (module, dict) = match self.heap.dict_str(self.modules, key) {
            Some(module @ Value::Module(id)) => (module, self.heap.modules[id].dict),
            _ => self.new_module(name)?,
        };
        let pinned = self.program_module(self.names.builtins).unwrap_or(Value::Dict(self.visible_builtins));
        self.heap.dict_set_str(dict, self.names.__builtins__, pinned)?;
        Ok((module, dict))
    }
}

fn add_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        child.get_or_add_module(&name).map(|(module, _)| module)
    })
}

fn module_names(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &[], |child, _| {
        let names: Vec<Value> = child.heap.dicts[child.modules].iter().map(|it| it.key).collect();
        child.heap.list(names)
    })
}

fn set_module(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let name = child.string_of(args[0]);
        let key = child.intern(&name)?;
        let modules = child.modules;
        if args[1].is_none() {
            if child.heap.dict_remove_str(modules, key).is_none() {
                return Err(child.missing_key(args[0]));
            }
        } else {
            child.heap.dict_set_str(modules, key, args[1])?;
        }
        Ok(Value::None)
    })
}

/// The dict of a module of the cell.
fn module_dict(child: &mut Vm, name: Value) -> Res<Id<Dict>> {
    let text = child.string_of(name);
    let key = child.intern(&text)?;
    match child.heap.dict_str(child.modules, key) {
        Some(Value::Module(id)) => Ok(child.heap.modules[id].dict),
        _ => Err(child.missing_key(name)),
    }
}

fn name_argument(child: &mut Vm, name: Value) -> Res<Id<Str>> {
    match child.unwrap(name) {
        Value::Str(id) => child.heap.intern_id(id),
        _ => Err(child.type_error("names must be strings")),
    }
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = module_dict(child, args[0])?;
        let name = name_argument(child, args[1])?;
        match child.heap.dict_str(dict, name) {
            Some(value) => Ok(value),
            None => Err(child.missing_key(args[1])),
        }
    })
}

fn set(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = module_dict(child, args[0])?;
        let name = name_argument(child, args[1])?;
        child.heap.dict_set_str(dict, name, args[2])?;
        Ok(Value::None)
    })
}

fn delete(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = module_dict(child, args[0])?;
        let name = name_argument(child, args[1])?;
        match child.heap.dict_remove_str(dict, name) {
            Some(_) => Ok(Value::None),
            None => Err(child.missing_key(args[1])),
        }
    })
}

fn names(vm: &mut Vm, args: &[Value]) -> Res {
    let number = number_of(vm, args[0])?;
    vm.in_child(number, &args[1..], |child, args| {
        let dict = module_dict(child, args[0])?;
        let names: Vec<Value> = child.heap.dicts[dict].iter().map(|it| it.key).collect();
        child.heap.list(names)
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
    let alive = vm.child_mut(number).is_some_and(|it| it.stop_reason().is_none());
    Ok(Value::Bool(alive))
}

// ---- bastions

fn make_bastion(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.string_of(args[2]);
    let name = vm.heap.string(name)?;
    let class = class_of_module(vm, "BastionClass")?;
    vm.heap.object(class, Bastion { object: args[0], filter: args[1], name, specials: args[3] })
}

/// The attribute of a bastion: what its filter lets through, and only methods.
fn bastion_getattr(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(bastion) = vm.payload::<Bastion>(args[0]).copied() else {
        return Err(vm.type_error("not a bastion"));
    };
    // An exact string, made once: what the filter sees is what is looked up.
    let Value::Str(given) = vm.unwrap(args[1]) else {
        return Err(vm.type_error("attribute name must be string"));
    };
    let name = vm.heap.intern_id(given)?;
    let permitted = vm.call(bastion.filter, &[Value::Str(name)])?;
    if vm.truth(permitted)? {
        match vm.getattr_opt(bastion.object, name)? {
            Some(method @ Value::Bound(id)) => {
                let inner = vm.heap.bounds[id].function;
                if matches!(inner, Value::Function(_)) {
                    return Ok(method);
                }
            }
            Some(remote @ Value::Object(_)) if vm.payload::<crate::membrane::Remote>(remote).is_some() => {
                return Ok(remote);
            }
            _ => {}
        }
    }
    Err(vm.refused_name(name))
}

fn bastion_refuse(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.unwrap(args[1]) {
        Value::Str(name) => Err(vm.refused_name(name)),
        _ => Err(vm.type_error("attribute name must be string")),
    }
}

fn bastion_repr(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.payload::<Bastion>(args[0]).map_or(Value::None, |it| it.name);
    let text = format!("<Bastion for {}>", vm.text_of(name));
    vm.heap.string(text)
}

fn bastion_reduce(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.type_error("cannot pickle 'BastionClass' object"))
}

impl Vm {
    /// What the other side asks of a bastion: its permitted methods, and the special methods that were allowed.
    pub(crate) fn perform_on_bastion(&mut self, operation: Operation, bastion: Value, args: &[Value]) -> Res {
        if operation == Operation::GetAttr {
            return bastion_getattr(self, &[bastion, args[0]]);
        }
        let special = match operation {
            Operation::Call => "__call__",
            Operation::Iter => "__iter__",
            Operation::Next => "__next__",
            Operation::Len => "__len__",
            Operation::GetItem => "__getitem__",
            Operation::SetItem => "__setitem__",
            Operation::DelItem => "__delitem__",
            Operation::Contains => "__contains__",
            Operation::Enter => "__enter__",
            Operation::Exit => "__exit__",
            Operation::GetAttr | Operation::SetAttr | Operation::DelAttr => "",
        };
        let Some(it) = self.payload::<Bastion>(bastion).copied() else { return Ok(Value::None) };
        let allowed = match it.specials {
            Value::Tuple(id) => self.heap.tuples[id].items.iter().any(|it| self.text_of(*it) == special),
            _ => false,
        };
        if !allowed || special.is_empty() {
            return Err(self.bastion_lacks(operation, args));
        }
        let object = it.object;
        match operation {
            Operation::Call => self.perform_call(object, args),
            Operation::Iter => self.iter(object),
            Operation::Next => match self.next(object)? {
                Some(value) => Ok(value),
                None => Err(self.raise_args(self.exceptions.stop_iteration, &[])),
            },
            Operation::Len => self.len(object).map(|it| Value::Int(it as i64)),
            Operation::GetItem => self.get_item(object, args[0]),
            Operation::SetItem => self.set_item(object, args[0], args[1]).map(|()| Value::None),
            Operation::DelItem => self.delete_item(object, args[0]).map(|()| Value::None),
            Operation::Contains => self.contains(object, args[0]).map(Value::Bool),
            Operation::Enter => self.call_method(object, "__enter__", &[]),
            _ => {
                let value = args.first().copied().unwrap_or(Value::None);
                let class = if value.is_none() { Value::None } else { Value::Class(self.class_of(value)) };
                self.call_method(object, "__exit__", &[class, value, Value::None])
            }
        }
    }

    fn bastion_lacks(&mut self, operation: Operation, args: &[Value]) -> Unwind {
        if let (Operation::SetAttr | Operation::DelAttr, Some(Value::Str(name))) = (operation, args.first()) {
            return self.refused_name(*name);
        }
        self.refused_operation(operation)
    }
}
