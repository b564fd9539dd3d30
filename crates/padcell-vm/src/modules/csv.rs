//! `_csv`: readers and writers of comma-separated values.

mod dialect;
mod reader;
mod writer;

use core::any::Any;

use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Dict, Id, Tracer};
use crate::native::Def;
use crate::value::Value;
use crate::vm::{State, Vm};

/// The longest field unless the program says otherwise.
const FIELD_LIMIT: i64 = 128 * 1024;

struct Csv {
    error: Value,
    /// Dialects by name.
    registry: Value,
    field_limit: i64,
    dialect: Option<Id<Class>>,
    reader: Option<Id<Class>>,
    writer: Option<Id<Class>>,
}

impl Default for Csv {
    fn default() -> Self {
        let unset = Value::Unset;
        Self {
            error: unset,
            registry: unset,
            field_limit: FIELD_LIMIT,
            dialect: None,
            reader: None,
            writer: None,
        }
    }
}

impl State for Csv {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.visit_all(&[self.error, self.registry]);
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

const FUNCTIONS: &[Def] = &[
    Def::function("reader", "iterable, dialect='excel', /, **fmtparams", reader::new),
    Def::function("writer", "fileobj, dialect='excel', /, **fmtparams", writer::new),
    Def::function("register_dialect", "name, dialect=None, /, **fmtparams", |vm, args| {
        if vm.as_str(args[0]).is_none() {
            return Err(vm.type_error("dialect name must be a string"));
        }
        let made = dialect::make(vm, args[1], args[2])?;
        vm.keep(made);
        let registry = vm.state::<Csv>().registry;
        vm.set_item(registry, args[0], made)?;
        Ok(Value::None)
    }),
    Def::function("unregister_dialect", "name", |vm, args| {
        dialect::registered(vm, args[0])?;
        let registry = vm.state::<Csv>().registry;
        vm.call_method(registry, "pop", &[args[0]])?;
        Ok(Value::None)
    }),
    Def::function("get_dialect", "name", |vm, args| dialect::registered(vm, args[0])),
    Def::function("list_dialects", "", |vm, _| {
        let registry = vm.state::<Csv>().registry;
        let names = vm.collect_list(registry)?;
        vm.heap.list(names)
    }),
    Def::function("field_size_limit", "new_limit=None, /", |vm, args| {
        let old = vm.state::<Csv>().field_limit;
        if !args[0].is_unset() {
            let new = match vm.unwrap(args[0]) {
                Value::Int(it) => it,
                _ => return Err(vm.type_error("limit must be an integer")),
            };
            vm.state::<Csv>().field_limit = new;
        }
        Ok(Value::Int(old))
    }),
];

pub(crate) fn build(vm: &mut Vm, dict: Id<Dict>) -> Res<()> {
    let error = error_class(vm)?;
    let registry = Value::Dict(vm.heap.dict()?);
    let object = vm.types.object;
    let flags = ClassFlags::default();
    let state = vm.state::<Csv>();
    (state.error, state.registry) = (error, registry);
    let dialect =
        vm.native_class("_csv", "Dialect", object, flags.with(ClassFlags::BASE), dialect::METHODS)?;
    let reader = vm.native_class("_csv", "reader", object, flags, reader::METHODS)?;
    let writer = vm.native_class("_csv", "writer", object, flags, writer::METHODS)?;
    let state = vm.state::<Csv>();
    (state.dialect, state.reader, state.writer) = (Some(dialect), Some(reader), Some(writer));
    let version = vm.heap.str("1.0")?;
    let values = [
        ("Error", error),
        ("Dialect", Value::Class(dialect)),
        ("Reader", Value::Class(reader)),
        ("Writer", Value::Class(writer)),
        ("_dialects", registry),
        ("__version__", version),
        ("QUOTE_MINIMAL", Value::Int(0)),
        ("QUOTE_ALL", Value::Int(1)),
        ("QUOTE_NONNUMERIC", Value::Int(2)),
        ("QUOTE_NONE", Value::Int(3)),
        ("QUOTE_STRINGS", Value::Int(4)),
        ("QUOTE_NOTNULL", Value::Int(5)),
    ];
    for (name, value) in values {
        let name = vm.intern(name)?;
        vm.heap.dict_set_str(dict, name, value)?;
    }
    vm.add_functions(dict, FUNCTIONS)
}

fn error_class(vm: &mut Vm) -> Res {
    let name = vm.heap.str("Error")?;
    vm.keep(name);
    let bases = vm.heap.tuple_of(&[Value::Class(vm.exceptions.exception)])?;
    vm.keep(bases);
    let dict = vm.heap.dict()?;
    vm.keep(Value::Dict(dict));
    let module = Value::Str(vm.intern("_csv")?);
    vm.heap.dict_set_str(dict, vm.names.__module__, module)?;
    vm.call(Value::Class(vm.types.type_), &[name, bases, Value::Dict(dict)])
}

/// Raises `csv.Error`.
#[cold]
fn error(vm: &mut Vm, message: &str) -> Unwind {
    let class = vm.state::<Csv>().error;
    let made = vm.heap.str(message).and_then(|message| vm.call(class, &[message]));
    match made {
        Ok(exception) => vm.raise(exception),
        Err(it) => it,
    }
}
