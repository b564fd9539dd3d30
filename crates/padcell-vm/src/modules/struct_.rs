//! `_struct`: values packed into bytes.

mod layout;
mod pack;

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use core::any::Any;

use self::layout::Layout;
use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Payload, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The classes of the module.
#[derive(Default)]
struct Classes {
    error: Option<Id<Class>>,
    iterator: Option<Id<Class>>,
}

impl State for Classes {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for it in [self.error, self.iterator].into_iter().flatten() {
            tracer.visit(Value::Class(it));
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The data of a `Struct`.
struct Struct {
    format: Value,
    layout: Arc<Layout>,
}

impl Payload for Struct {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.format);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.layout.footprint()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// The data of an iterator of `iter_unpack`.
struct Unpacker {
    layout: Arc<Layout>,
    data: Value,
    at: usize,
}

impl Payload for Unpacker {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit(self.data);
    }

    fn footprint(&self) -> usize {
        size_of::<Self>() + self.layout.footprint()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const FUNCTIONS: &[Def] = &[
    Def::function("calcsize", "format, /", |vm, args| {
        layout(vm, args[0]).map(|it| Value::Int(it.size as i64))
    }),
    Def::function("pack", "*args", |vm, args| {
        let Some((format, values)) = args.split_first() else {
            return Err(vm.type_error("missing format argument"));
        };
        let layout = layout(vm, *format)?;
        pack::pack(vm, &layout, values)
    }),
    Def::function("pack_into", "*args", |vm, args| {
        let Some((format, rest)) = args.split_first() else {
            return Err(vm.type_error("missing format argument"));
        };
        let layout = layout(vm, *format)?;
        pack::pack_into(vm, &layout, rest)
    }),
    Def::function("unpack", "format, buffer, /", |vm, args| {
        let layout = layout(vm, args[0])?;
        pack::unpack(vm, &layout, args[1])
    }),
    Def::function("unpack_from", "format, /, buffer, offset=0", |vm, args| {
        let layout = layout(vm, args[0])?;
        pack::unpack_from(vm, &layout, args[1], args[2])
    }),
    Def::function("iter_unpack", "format, buffer, /", |vm, args| {
        let layout = layout(vm, args[0])?;
        iter_unpack(vm, layout, args[1])
    }),
    Def::function("_clearcache", "", |_, _| Ok(Value::None)),
];

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, format", new),
    Def::method("pack", "self, /, *args", |vm, args| {
        let layout = this(vm, args[0])?;
        pack::pack(vm, &layout, &args[1..])
    }),
    Def::method("pack_into", "self, /, *args", |vm, args| {
        let layout = this(vm, args[0])?;
        pack::pack_into(vm, &layout, &args[1..])
    }),
    Def::method("unpack", "self, buffer, /", |vm, args| {
        let layout = this(vm, args[0])?;
        pack::unpack(vm, &layout, args[1])
    }),
    Def::method("unpack_from", "self, /, buffer, offset=0", |vm, args| {
        let layout = this(vm, args[0])?;
        pack::unpack_from(vm, &layout, args[1], args[2])
    }),
    Def::method("iter_unpack", "self, buffer, /", |vm, args| {
        let layout = this(vm, args[0])?;
        iter_unpack(vm, layout, args[1])
    }),
    Def::method("__repr__", "self, /", |vm, args| {
        let name = vm.type_name(args[0]);
        let format = vm.payload::<Struct>(args[0]).map_or(Value::None, |it| it.format);
        let text = format!("{name}({})", vm.repr(format)?);
        vm.heap.string(text)
    }),
    Def::get("format", |vm, args| Ok(vm.payload::<Struct>(args[0]).map_or(Value::None, |it| it.format))),
    Def::get("size", |vm, args| this(vm, args[0]).map(|it| Value::Int(it.size as i64))),
];

const ITERATOR: &[Def] = &[
    Def::method("__iter__", "self, /", |_, args| Ok(args[0])),
    Def::method("__next__", "self, /", next),
    Def::method("__length_hint__", "self, /", |vm, args| {
        let left = vm
            .payload::<Unpacker>(args[0])
            .map_or(0, |it| vm.view_len(it.data).saturating_sub(it.at) / it.layout.size.max(1));
        Ok(Value::Int(left as i64))
    }),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    vm.add_functions(dict, FUNCTIONS)?;
    let flags = ClassFlags::BASE.with(ClassFlags::DICT);
    let error = vm.native_class("struct", "error", vm.exceptions.exception, flags, &[])?;
    vm.module_set(dict, "error", Value::Class(error))?;
    let class = vm.native_class("_struct", "Struct", vm.types.object, ClassFlags::BASE, METHODS)?;
    vm.module_set(dict, "Struct", Value::Class(class))?;
    let iterator =
        vm.native_class("_struct", "unpack_iterator", vm.types.object, ClassFlags::default(), ITERATOR)?;
    *vm.state::<Classes>() = Classes { error: Some(error), iterator: Some(iterator) };
    Ok(())
}

/// Raises `struct.error`.
#[cold]
fn error(vm: &mut Vm, message: &str) -> Unwind {
    match vm.state::<Classes>().error {
        Some(class) => vm.raise_text(class, message),
        None => vm.value_error(message),
    }
}

/// The layout that a format argument describes.
fn layout(vm: &mut Vm, format: Value) -> Res<Arc<Layout>> {
    if let Some(it) = vm.payload::<Struct>(format) {
        return Ok(Arc::clone(&it.layout));
    }
    let text: String = match vm.unwrap(format) {
        Value::Str(id) => String::from(vm.heap.text(id)),
        Value::Bytes(id) => vm.heap.bytes[id].data.iter().map(|it| char::from(*it)).collect(),
        _ => {
            let text =
                format!("Struct() argument 1 must be a str or bytes object, not {}", vm.type_name(format));
            return Err(vm.type_error(&text));
        }
    };
    vm.heap.room(text.len().saturating_mul(64))?;
    vm.spend(text.len() + 1)?;
    match Layout::parse(&text) {
        Ok(it) => Ok(Arc::new(it)),
        Err(message) => Err(error(vm, message)),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "Struct")?;
    let layout = layout(vm, args[1])?;
    let format = match vm.unwrap(args[1]) {
        it @ Value::Str(_) => it,
        Value::Bytes(id) => {
            let text = vm.heap.bytes[id].data.iter().map(|it| char::from(*it)).collect();
            vm.heap.string(text)?
        }
        other => other,
    };
    vm.heap.charge(layout.footprint())?;
    vm.heap.object(class, Struct { format, layout })
}

fn this(vm: &mut Vm, value: Value) -> Res<Arc<Layout>> {
    match vm.payload::<Struct>(value) {
        Some(it) => Ok(Arc::clone(&it.layout)),
        None => Err(vm.type_error("expected a Struct object")),
    }
}

fn iter_unpack(vm: &mut Vm, layout: Arc<Layout>, data: Value) -> Res {
    vm.bytes_like(data)?;
    if layout.size == 0 {
        return Err(error(vm, "cannot iteratively unpack with a struct of length 0"));
    }
    if !vm.view_len(data).is_multiple_of(layout.size) {
        let text = format!("iterative unpacking requires a buffer of a multiple of {} bytes", layout.size);
        return Err(error(vm, &text));
    }
    let class = match vm.state::<Classes>().iterator {
        Some(it) => it,
        None => return Err(vm.system_error("_struct was not initialised")),
    };
    vm.heap.object(class, Unpacker { layout, data, at: 0 })
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    let Some(it) = vm.payload::<Unpacker>(args[0]) else { return Ok(Value::None) };
    let (layout, data, at) = (Arc::clone(&it.layout), it.data, it.at);
    if at.saturating_add(layout.size) > vm.view_len(data) {
        return Err(vm.stop_iteration_with(Value::None));
    }
    let result = pack::read(vm, &layout, data, at)?;
    if let Some(it) = vm.payload_mut::<Unpacker>(args[0]) {
        it.at = at + layout.size;
    }
    Ok(result)
}
