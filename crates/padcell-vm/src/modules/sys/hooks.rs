//! Hooks: what the interpreter calls to show values and uncaught exceptions.

use alloc::format;
use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, Id, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("displayhook", "object, /", displayhook)
        .doc("Print an object to sys.stdout and also save it in builtins._"),
    Def::function("__displayhook__", "object, /", displayhook),
    Def::function("excepthook", "exctype, value, traceback, /", excepthook)
        .doc("Handle an exception by displaying it with a traceback on sys.stderr."),
    Def::function("__excepthook__", "exctype, value, traceback, /", excepthook),
    Def::function("unraisablehook", "unraisable, /", unraisablehook).doc("Handle an unraisable exception."),
    Def::function("__unraisablehook__", "unraisable, /", unraisablehook),
    Def::function("breakpointhook", "*args, **kwargs", breakpointhook),
    Def::function("__breakpointhook__", "*args, **kwargs", breakpointhook),
    Def::function("audit", "event, /, *args", |_, _| Ok(Value::None))
        .doc("Passes the event to any hooks that are attached."),
    Def::function("gettrace", "", |_, _| Ok(Value::None)),
    Def::function("getprofile", "", |_, _| Ok(Value::None)),
    Def::function("get_asyncgen_hooks", "", get_asyncgen_hooks),
    Def::function("set_asyncgen_hooks", "firstiter=None, finalizer=None", set_asyncgen_hooks),
    Def::function("get_coroutine_origin_tracking_depth", "", |_, _| Ok(Value::Int(0))),
    Def::function("set_coroutine_origin_tracking_depth", "depth", |_, _| Ok(Value::None)),
];

fn displayhook(vm: &mut Vm, args: &[Value]) -> Res {
    if args[0].is_none() {
        return Ok(Value::None);
    }
    let name = vm.intern("_")?;
    // Where the program sees it.
    vm.heap.dict_set_str(vm.visible_builtins, name, Value::None)?;
    let stdout = match vm.sys_attribute("stdout")? {
        None | Some(Value::None) => return Err(vm.runtime_error("lost sys.stdout")),
        Some(it) => it,
    };
    vm.keep(stdout);
    let text = vm.repr(args[0])?;
    let text = vm.heap.string(format!("{text}\n"))?;
    vm.printed = true;
    vm.call_method(stdout, "write", &[text])?;
    vm.heap.dict_set_str(vm.visible_builtins, name, args[0])?;
    Ok(Value::None)
}

fn excepthook(vm: &mut Vm, args: &[Value]) -> Res {
    let text = vm.format_exception(args[1])?;
    vm.print_error(&text)?;
    Ok(Value::None)
}

pub(crate) fn unraisablehook(vm: &mut Vm, args: &[Value]) -> Res {
    let field = |vm: &mut Vm, name: &str| {
        let name = vm.intern(name)?;
        Ok(vm.getattr_opt(args[0], name)?.unwrap_or(Value::None))
    };
    let (value, message, object) = (field(vm, "exc_value")?, field(vm, "err_msg")?, field(vm, "object")?);
    let message = if message.is_none() { "Exception ignored in".into() } else { vm.str(message)? };
    let object =
        if object.is_none() { alloc::string::String::from(":") } else { format!(": {}", vm.repr(object)?) };
    let shown = vm.format_exception(value)?;
    vm.print_error(&format!("{message}{object}\n{shown}"))?;
    Ok(Value::None)
}

fn breakpointhook(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.runtime_error("breakpoint(): this runtime has no debugger"))
}

/// What is told of asynchronous generators.
#[derive(Default)]
struct AsyncGenHooks {
    class: Option<Id<Class>>,
    firstiter: Value,
    finalizer: Value,
}

impl State for AsyncGenHooks {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.firstiter, self.finalizer]);
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The hooks that are called when an asynchronous generator is used for the first time, and when it is gone; None for none.
pub(crate) fn asyncgen_hooks(vm: &mut Vm) -> (Value, Value) {
    let hooks = vm.state::<AsyncGenHooks>();
    (hooks.firstiter.or(Value::None), hooks.finalizer.or(Value::None))
}

fn get_asyncgen_hooks(vm: &mut Vm, _: &[Value]) -> Res {
    let class = match vm.state::<AsyncGenHooks>().class {
        Some(it) => it,
        None => {
            let made = vm.struct_sequence_class("sys", "asyncgen_hooks", &["firstiter", "finalizer"], 2)?;
            vm.state::<AsyncGenHooks>().class = Some(made);
            made
        }
    };
    let values = <[Value; 2]>::from(asyncgen_hooks(vm));
    vm.struct_sequence(class, &values)
}

fn set_asyncgen_hooks(vm: &mut Vm, args: &[Value]) -> Res {
    for (hook, name) in args.iter().zip(["firstiter", "finalizer"]) {
        if !hook.is_absent() && !vm.is_callable(*hook) {
            let text = format!("callable {name} expected, got {}", vm.type_name(*hook));
            return Err(vm.type_error(&text));
        }
    }
    let hooks = vm.state::<AsyncGenHooks>();
    hooks.firstiter = args[0].or(hooks.firstiter);
    hooks.finalizer = args[1].or(hooks.finalizer);
    Ok(Value::None)
}
