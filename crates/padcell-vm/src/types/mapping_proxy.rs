//! `mappingproxy`: a read-only view of a mapping, such as the dict of a class.

use padcell_bytecode::CompareOp;

use crate::error::Res;
use crate::native::Def;
use crate::object::BinaryOp;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// A `mappingproxy`.
    pub struct MappingProxy { mapping }
}

pub(crate) const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, mapping", new),
    Def::method("__getitem__", "self, key, /", get_item).doc("Return self[key]."),
    Def::method("__contains__", "self, key, /", contains).doc("Return bool(key in self)."),
    Def::method("__len__", "self, /", len).doc("Return len(self)."),
    Def::method("__iter__", "self, /", iter).doc("Implement iter(self)."),
    Def::method("__reversed__", "self, /", reversed),
    Def::method("__eq__", "self, value, /", eq).doc("Return self==value."),
    Def::method("__ne__", "self, value, /", ne).doc("Return self!=value."),
    Def::method("__or__", "self, value, /", or).doc("Return self|value."),
    Def::method("__ror__", "self, value, /", ror).doc("Return value|self."),
    Def::method("__ior__", "self, value, /", ior),
    Def::method("__hash__", "self, /", hash),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__str__", "self, /", str).doc("Return str(self)."),
    Def::method("get", "self, key, default=None, /", get),
    Def::method("keys", "self, /", |vm, args| forward(vm, args, "keys")),
    Def::method("values", "self, /", |vm, args| forward(vm, args, "values")),
    Def::method("items", "self, /", |vm, args| forward(vm, args, "items")),
    Def::method("copy", "self, /", |vm, args| forward(vm, args, "copy")),
    Def::class_method("__class_getitem__", "cls, item, /", crate::types::generic_alias::class_getitem),
];

fn mapping(vm: &Vm, this: Value) -> Value {
    vm.payload::<MappingProxy>(this).map_or(this, |it| it.mapping)
}

/// What foreign methods get to see: a copy, because the dict itself may be that of a class.
fn shown(vm: &mut Vm, this: Value) -> Res {
    match mapping(vm, this) {
        Value::Dict(id) if vm.payload::<MappingProxy>(this).is_some() => {
            vm.spend(vm.heap.dicts[id].len())?;
            vm.heap.room(vm.heap.dicts[id].copy_cost())?;
            let copy = vm.heap.dicts[id].copy();
            let copy = Value::Dict(vm.heap.add_dict(copy)?);
            vm.keep(copy);
            Ok(copy)
        }
        other => Ok(other),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[1]);
    let is_mapping = vm.class_lookup(class, vm.names.__getitem__).is_some()
        && !matches!(vm.unwrap(args[1]), Value::List(_) | Value::Tuple(_));
    if !is_mapping {
        let text = alloc::format!("mappingproxy() argument must be a mapping, not {}", vm.type_name(args[1]));
        return Err(vm.type_error(&text));
    }
    vm.heap.object(vm.types.mapping_proxy, MappingProxy { mapping: args[1] })
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.get_item(mapping, args[1])
}

fn contains(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.contains(mapping, args[1]).map(Value::Bool)
}

fn len(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.len(mapping).map(|it| Value::Int(it as i64))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.iter(mapping)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Res {
    forward(vm, args, "__reversed__")
}

fn eq(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (shown(vm, args[0])?, shown(vm, args[1])?);
    vm.compare(CompareOp::Eq, a, b)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (shown(vm, args[0])?, shown(vm, args[1])?);
    vm.compare(CompareOp::Ne, a, b)
}

fn or(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (shown(vm, args[0])?, shown(vm, args[1])?);
    vm.binary(BinaryOp::Or, a, b)
}

fn ror(vm: &mut Vm, args: &[Value]) -> Res {
    let (a, b) = (shown(vm, args[1])?, shown(vm, args[0])?);
    vm.binary(BinaryOp::Or, a, b)
}

fn ior(vm: &mut Vm, args: &[Value]) -> Res {
    let text = alloc::format!("'|=' is not supported by {}; use '|' instead", vm.type_name(args[0]));
    Err(vm.type_error(&text))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.hash(mapping).map(Value::Int)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    let inner = vm.repr(mapping)?;
    vm.heap.string(alloc::format!("mappingproxy({inner})"))
}

fn str(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.str_value(mapping)
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.call_method(mapping, "get", &[args[1], args[2].or(Value::None)])
}

fn forward(vm: &mut Vm, args: &[Value], name: &str) -> Res {
    let mapping = mapping(vm, args[0]);
    vm.call_method(mapping, name, &[])
}
