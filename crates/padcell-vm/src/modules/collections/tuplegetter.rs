//! `_tuplegetter`: the descriptor of a `namedtuple` field.

use alloc::format;

use crate::error::Res;
use crate::heap::{ClassFlags, Dict, Id};
use crate::native::Def;
use crate::payload;
use crate::value::Value;
use crate::vm::Vm;

payload! {
    /// The index of the field, and its documentation.
    pub(crate) struct TupleGetter { index, doc }
}

const METHODS: &[Def] = &[
    Def::static_method("__new__", "cls, index, doc, /", new),
    Def::method("__get__", "self, instance, owner=None, /", get),
    Def::method(
        "__set__",
        "self, instance, value, /",
        |vm, _| Err(vm.attribute_error("can't set attribute")),
    ),
    Def::method("__delete__", "self, instance, /", |vm, _| Err(vm.attribute_error("can't delete attribute"))),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__repr__", "self, /", repr),
    Def::get_set("__doc__", get_doc, set_doc),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.module_class(module, "collections", "_tuplegetter", ClassFlags::default(), METHODS)?;
    Ok(())
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.native_argument(args[0], "_tuplegetter")?;
    let index = Value::Int(vm.index_i64(args[1])?);
    vm.heap.object(class, TupleGetter { index, doc: args[2] })
}

impl Vm {
    /// The field that a getter reads from an instance.
    pub(crate) fn tuple_field(&mut self, getter: TupleGetter, instance: Value) -> Res {
        let Value::Int(index) = getter.index else {
            return Err(self.index_error("tuple index out of range"));
        };
        let tuple = self.unwrap(instance);
        let Value::Tuple(_) = tuple else {
            let text = format!(
                "descriptor for index '{index}' for tuple subclasses doesn't apply to '{}' object",
                self.type_name(instance)
            );
            return Err(self.type_error(&text));
        };
        match usize::try_from(index).ok().and_then(|it| self.sequence_item(tuple, it)) {
            Some(it) => Ok(it),
            None => Err(self.index_error("tuple index out of range")),
        }
    }
}

fn get(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_none() {
        return Ok(args[0]);
    }
    let getter = vm.data(args[0])?;
    vm.tuple_field(getter, args[1])
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let TupleGetter { index, doc } = vm.data(args[0])?;
    let class = Value::Class(vm.class_of(args[0]));
    let arguments = vm.heap.tuple_of(&[index, doc])?;
    vm.heap.tuple_of(&[class, arguments])
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let TupleGetter { index, doc } = vm.data(args[0])?;
    let text = format!("_tuplegetter({}, {})", vm.repr(index)?, vm.repr(doc)?);
    vm.heap.string(text)
}

fn get_doc(vm: &mut Vm, args: &[Value]) -> Res {
    vm.data::<TupleGetter>(args[0]).map(|it| it.doc)
}

fn set_doc(vm: &mut Vm, args: &[Value]) -> Res {
    vm.change::<TupleGetter>(args[0], |it| it.doc = args[1].or(Value::None));
    Ok(Value::None)
}
