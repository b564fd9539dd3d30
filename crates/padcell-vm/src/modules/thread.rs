//! `_thread`: a cell has one thread. Locks work as far as one thread can use them; new threads are refused.

use core::any::Any;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The identifier of the one thread.
const MAIN: Value = Value::Int(1);
/// The longest timeout that `acquire` takes, in seconds.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

const FUNCTIONS: &[Def] = &[
    Def::function("allocate_lock", "", |vm, _| new_lock(vm)).doc("Create a new lock object."),
    Def::function("allocate", "", |vm, _| new_lock(vm)),
    Def::function("get_ident", "", |_, _| Ok(MAIN))
        .doc("Return a non-zero integer that uniquely identifies the current thread."),
    Def::function("get_native_id", "", |_, _| Ok(MAIN)),
    Def::function("_get_main_thread_ident", "", |_, _| Ok(MAIN)),
    Def::function("_is_main_interpreter", "", |_, _| Ok(Value::Bool(true))),
    Def::function("daemon_threads_allowed", "", |_, _| Ok(Value::Bool(true))),
    Def::function("_count", "", |_, _| Ok(Value::Int(0))),
    Def::function("_shutdown", "", |_, _| Ok(Value::None)),
    Def::function("stack_size", "size=0, /", |_, _| Ok(Value::Int(0))),
    Def::function("interrupt_main", "signum=2, /", interrupt_main),
    Def::function("start_new_thread", "function, args, kwargs=None, /", refuse_thread),
    Def::function("start_new", "function, args, kwargs=None, /", refuse_thread),
    Def::function("start_joinable_thread", "function, handle=None, daemon=True", refuse_thread),
    Def::function("exit", "", |vm, _| Err(vm.raise_args(vm.exceptions.system_exit, &[]))),
    Def::function("_make_thread_handle", "ident, /", make_handle),
    Def::function("_excepthook", "exc_info, /", excepthook),
];

const LOCK: &[Def] = &[
    Def::static_method("__new__", "cls, /", |vm, _| new_lock(vm)),
    Def::method("acquire", "self, blocking=True, timeout=-1", acquire).doc("Lock the lock."),
    Def::method("acquire_lock", "self, blocking=True, timeout=-1", acquire),
    Def::method("release", "self, /", release).doc("Release the lock."),
    Def::method("release_lock", "self, /", release),
    Def::method("locked", "self, /", locked),
    Def::method("locked_lock", "self, /", locked),
    Def::method("__enter__", "self, /", |vm, args| acquire(vm, &[args[0], Value::Unset, Value::Unset])),
    Def::method("__exit__", "self, /, *args", release),
    Def::method("__repr__", "self, /", repr_lock),
    Def::method("_at_fork_reinit", "self, /", reset),
];

const RLOCK: &[Def] = &[
    Def::static_method("__new__", "cls, /, *args, **kwargs", new_rlock),
    Def::method("acquire", "self, blocking=True, timeout=-1", acquire_again).doc("Lock the lock."),
    Def::method("release", "self, /", release_once).doc("Release the lock."),
    Def::method("locked", "self, /", |vm, args| Ok(Value::Bool(depth(vm, args[0]) > 0))),
    Def::method("__enter__", "self, /", |vm, args| acquire_again(vm, &[args[0], Value::Unset, Value::Unset])),
    Def::method("__exit__", "self, /, *args", release_once),
    Def::method("__repr__", "self, /", repr_rlock),
    Def::method("_is_owned", "self, /", |vm, args| Ok(Value::Bool(depth(vm, args[0]) > 0))),
    Def::method("_recursion_count", "self, /", |vm, args| Ok(Value::Int(depth(vm, args[0])))),
    Def::method("_release_save", "self, /", release_save),
    Def::method("_acquire_restore", "self, state, /", acquire_restore),
    Def::method("_at_fork_reinit", "self, /", reset),
];

const LOCAL: &[Def] = &[Def::static_method("__new__", "cls, /, *args, **kwargs", new_local)];

const HANDLE: &[Def] = &[
    Def::static_method("__new__", "cls, /", |vm, args| make_handle(vm, &[args[0]])),
    Def::method("is_done", "self, /", |vm, args| Ok(Value::Bool(depth(vm, args[0]) > 0))),
    Def::method("_set_done", "self, /", |vm, args| {
        vm.change::<Lock>(args[0], |it| it.depth = 1);
        Ok(Value::None)
    }),
    Def::method("join", "self, timeout=None, /", |_, _| Ok(Value::None)),
    Def::get("ident", |_, _| Ok(MAIN)),
];

/// A lock of either kind: how often it is held. Thread handles keep in it whether their thread is done.
#[derive(Clone, Copy, Debug, Default)]
struct Lock {
    depth: i64,
}

/// An object whose attributes every thread has for itself.
struct Local;

macro_rules! plain_payload {
    ($($kind:ty),*) => { $(
        impl Payload for $kind {
            fn trace(&self, _: &mut Tracer<'_>) {}

            fn footprint(&self) -> usize {
                size_of::<Self>()
            }

            fn as_any(&self) -> &dyn Any {
                self
            }

            fn as_any_mut(&mut self) -> &mut dyn Any {
                self
            }
        }
    )* };
}

plain_payload!(Lock, Local);

#[derive(Clone, Copy)]
struct Classes {
    lock: Id<Class>,
    handle: Id<Class>,
}

#[derive(Default)]
struct ThreadState(Option<Classes>);

impl State for ThreadState {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Fills the module.
pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let fixed = ClassFlags::default();
    let lock = vm.module_class(dict, "_thread", "lock", fixed, LOCK)?;
    vm.module_set(dict, "LockType", Value::Class(lock))?;
    vm.module_class(dict, "_thread", "RLock", ClassFlags::BASE, RLOCK)?;
    vm.module_class(dict, "_thread", "_local", ClassFlags::BASE.with(ClassFlags::DICT), LOCAL)?;
    let handle = vm.module_class(dict, "_thread", "_ThreadHandle", fixed, HANDLE)?;
    vm.state::<ThreadState>().0 = Some(Classes { lock, handle });
    let fields = &["exc_type", "exc_value", "exc_traceback", "thread"];
    let arguments = vm.struct_sequence_class("_thread", "_ExceptHookArgs", fields, 4)?;
    vm.module_set(dict, "_ExceptHookArgs", Value::Class(arguments))?;
    vm.module_set(dict, "error", Value::Class(vm.exceptions.runtime_error))?;
    vm.module_set(dict, "TIMEOUT_MAX", Value::Float(TIMEOUT_MAX))
}

fn classes(vm: &mut Vm) -> Res<Classes> {
    match vm.state::<ThreadState>().0 {
        Some(it) => Ok(it),
        None => Err(vm.runtime_error("_thread is not initialised")),
    }
}

fn new_lock(vm: &mut Vm) -> Res {
    let class = classes(vm)?.lock;
    vm.heap.object(class, Lock::default())
}

fn depth(vm: &Vm, this: Value) -> i64 {
    vm.payload::<Lock>(this).map_or(0, |it| it.depth)
}

/// Checks `blocking` and `timeout`; whether the caller wants to wait without an end.
fn waits(vm: &mut Vm, args: &[Value]) -> Res<bool> {
    let blocking = args[1].is_unset() || vm.truth(args[1])?;
    let timeout = if args[2].is_unset() { -1.0 } else { vm.float(args[2])? };
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(blocking && timeout == -1.0)
}

#[cold]
fn deadlock(vm: &mut Vm) -> Unwind {
    vm.runtime_error("deadlock: the lock is held, and there is no other thread that could release it")
}

fn acquire(vm: &mut Vm, args: &[Value]) -> Res {
    let waits = waits(vm, args)?;
    if depth(vm, args[0]) > 0 {
        return if waits { Err(deadlock(vm)) } else { Ok(Value::Bool(false)) };
    }
    vm.change::<Lock>(args[0], |it| it.depth = 1);
    Ok(Value::Bool(true))
}

fn release(vm: &mut Vm, args: &[Value]) -> Res {
    if depth(vm, args[0]) == 0 {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    vm.change::<Lock>(args[0], |it| it.depth = 0);
    Ok(Value::None)
}

fn locked(vm: &mut Vm, args: &[Value]) -> Res {
    Ok(Value::Bool(depth(vm, args[0]) > 0))
}

fn reset(vm: &mut Vm, args: &[Value]) -> Res {
    vm.change::<Lock>(args[0], |it| it.depth = 0);
    Ok(Value::None)
}

fn repr_lock(vm: &mut Vm, args: &[Value]) -> Res {
    let how = if depth(vm, args[0]) > 0 { "locked" } else { "unlocked" };
    let text = alloc::format!("<{how} _thread.lock object at 0x{:012x}>", vm.id_of(args[0]));
    vm.heap.string(text)
}

fn new_rlock(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "RLock")?;
    vm.heap.object(class, Lock::default())
}

fn acquire_again(vm: &mut Vm, args: &[Value]) -> Res {
    waits(vm, args)?;
    vm.change::<Lock>(args[0], |it| it.depth = it.depth.saturating_add(1));
    Ok(Value::Bool(true))
}

fn release_once(vm: &mut Vm, args: &[Value]) -> Res {
    if depth(vm, args[0]) == 0 {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    vm.change::<Lock>(args[0], |it| it.depth -= 1);
    Ok(Value::None)
}

fn repr_rlock(vm: &mut Vm, args: &[Value]) -> Res {
    let (count, at) = (depth(vm, args[0]), vm.id_of(args[0]));
    let (how, owner) = if count > 0 { ("locked", 1) } else { ("unlocked", 0) };
    let name = vm.class_of(args[0]);
    let name = vm.class_path(name);
    vm.heap.string(alloc::format!("<{how} {name} object owner={owner} count={count} at 0x{at:012x}>"))
}

fn release_save(vm: &mut Vm, args: &[Value]) -> Res {
    let count = depth(vm, args[0]);
    if count == 0 {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    vm.change::<Lock>(args[0], |it| it.depth = 0);
    vm.heap.tuple_of(&[Value::Int(count), MAIN])
}

fn acquire_restore(vm: &mut Vm, args: &[Value]) -> Res {
    let count = match args[1] {
        Value::Tuple(id) => vm.heap.tuples[id].items.first().copied(),
        _ => None,
    };
    if let Some(Value::Int(count)) = count {
        vm.change::<Lock>(args[0], |it| it.depth = count.max(0));
    }
    Ok(Value::None)
}

fn new_local(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_local")?;
    if (args[1].is_set() || args.len() > 2) && vm.init_is_objects(class) {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    vm.heap.object(class, Local)
}

fn make_handle(vm: &mut Vm, _: &[Value]) -> Res {
    let class = classes(vm)?.handle;
    vm.heap.object(class, Lock::default())
}

fn refuse_thread(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.runtime_error("can't start new thread"))
}

fn interrupt_main(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.raise_args(vm.exceptions.keyboard_interrupt, &[]))
}

/// Shows an exception that ended a thread.
fn excepthook(vm: &mut Vm, args: &[Value]) -> Res {
    let name = vm.intern("exc_value")?;
    let value = vm.getattr(args[0], name)?;
    let text = vm.format_exception(value)?;
    vm.print_error(&alloc::format!("Exception in thread:\n{text}"))?;
    Ok(Value::None)
}
