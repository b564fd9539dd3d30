//! Struct sequences: tuples whose items have names too, such as `sys.version_info` and `time.struct_time`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::any::Any;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id};
use crate::native::Def;
use crate::object::fill::Pending;
use crate::payload;
use crate::value::Value;
use crate::vm::{State, Vm};

payload! {
    /// The descriptor of one field: its index in the tuple, or None for a field that only its name reaches.
    pub(crate) struct Field { name, index, owner }
}

const FIELD: &[Def] = &[
    Def::method("__get__", "self, instance, owner=None, /", get_field),
    Def::method("__set__", "self, instance, value, /", set_field),
    Def::method("__repr__", "self, /", repr_field),
    Def::get("__name__", |vm, args| vm.data::<Field>(args[0]).map(|it| it.name)),
    Def::get("__objclass__", |vm, args| vm.data::<Field>(args[0]).map(|it| it.owner)),
];

const SEQUENCE: &[Def] = &[
    Def::static_method("__new__", "cls, sequence, dict=None", new),
    Def::method("__repr__", "self, /", repr).doc("Return repr(self)."),
    Def::method("__reduce__", "self, /", reduce),
    Def::method("__replace__", "self, /, **changes", replace),
];

/// How the instances of a class are made up.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    class: Id<Class>,
    /// The class of the descriptors.
    field: Id<Class>,
    names: &'static [&'static str],
    /// So many of them are items of the tuple.
    visible: usize,
}

impl Layout {
    /// How many attributes the class has of it.
    pub(crate) fn entries(&self) -> usize {
        self.names.len() + 4
    }

    fn hidden(&self) -> &'static [&'static str] {
        self.names.get(self.visible..).unwrap_or_default()
    }
}

#[derive(Default)]
struct Fields {
    class: Option<Id<Class>>,
    layouts: Vec<Layout>,
}

impl State for Fields {
    fn trace(&self, _: &mut crate::heap::Tracer<'_>) {}

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Vm {
    /// A new struct sequence class; the first `visible` fields are items of the tuple.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn struct_sequence_class(
        &mut self,
        module: &'static str,
        name: &'static str,
        names: &'static [&'static str],
        visible: usize,
    ) -> Res<Id<Class>> {
        let class = self.native_class(module, name, self.types.tuple, ClassFlags::default(), SEQUENCE)?;
        let field_class = match self.state::<Fields>().class {
            Some(it) => it,
            None => {
                let object = self.types.object;
                let made =
                    self.native_class("builtins", "member_descriptor", object, ClassFlags::default(), FIELD)?;
                self.state::<Fields>().class = Some(made);
                made
            }
        };
        self.heap.charge_fixed(size_of::<Layout>())?;
        let layout = Layout { class, field: field_class, names, visible };
        self.state::<Fields>().layouts.push(layout);
        self.add_pending(class, Pending::Fields(layout))?;
        Ok(class)
    }

    /// Puts the descriptors of the fields into the dict of the class.
    pub(crate) fn add_fields(&mut self, dict: Id<Dict>, layout: Layout) -> Res<()> {
        let Layout { class, field, names, visible } = layout;
        let mut items = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let name = self.heap.intern_static(name)?;
            let shown = index < visible;
            let index = if shown { Value::Int(index as i64) } else { Value::None };
            let made = Field { name: Value::Str(name), index, owner: Value::Class(class) };
            let made = self.heap.object(field, made)?;
            self.heap.dict_set_str(dict, name, made)?;
            if shown {
                items.push(Value::Str(name));
            }
        }
        let items = self.heap.tuple(items)?;
        self.heap.dict_set_str(dict, self.names.__match_args__, items)?;
        let counts = [("n_fields", names.len()), ("n_sequence_fields", visible), ("n_unnamed_fields", 0)];
        for (name, count) in counts {
            let name = self.heap.intern_static(name)?;
            self.heap.dict_set_str(dict, name, Value::Int(count as i64))?;
        }
        Ok(())
    }

    fn layout_of(&mut self, class: Id<Class>) -> Res<Layout> {
        match self.state::<Fields>().layouts.iter().find(|it| it.class == class).copied() {
            Some(it) => Ok(it),
            None => Err(self.type_error("not a struct sequence")),
        }
    }

    /// A struct sequence with these values, the visible ones first.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn struct_sequence(&mut self, class: Id<Class>, values: &[Value]) -> Res {
        let layout = self.layout_of(class)?;
        let visible = layout.visible.min(values.len());
        let tuple = self.heap.tuple_of(&values[..visible])?;
        let made = self.wrap(class, tuple)?;
        if values.len() > visible {
            let Value::Instance(id) = made else { return Ok(made) };
            for (name, value) in layout.hidden().iter().zip(&values[visible..]) {
                let name = self.heap.intern_static(name)?;
                self.set_own(id, name, *value)?;
            }
        }
        Ok(made)
    }
}

fn items(vm: &Vm, this: Value) -> Vec<Value> {
    match vm.unwrap(this) {
        Value::Tuple(id) => vm.heap.tuples[id].items.to_vec(),
        _ => Vec::new(),
    }
}

fn get_field(vm: &mut Vm, args: &[Value]) -> Res {
    if args[1].is_absent() {
        return Ok(args[0]);
    }
    let field = vm.data::<Field>(args[0])?;
    if let (Value::Int(index), Value::Tuple(id)) = (field.index, vm.unwrap(args[1])) {
        let items = &vm.heap.tuples[id].items;
        return Ok(usize::try_from(index).ok().and_then(|it| items.get(it)).copied().unwrap_or(Value::None));
    }
    let name = vm.attribute_name(field.name)?;
    Ok(vm.own_attribute(args[1], name)?.unwrap_or(Value::None))
}

fn set_field(vm: &mut Vm, _: &[Value]) -> Res {
    Err(vm.attribute_error("readonly attribute"))
}

fn repr_field(vm: &mut Vm, args: &[Value]) -> Res {
    let field = vm.data::<Field>(args[0])?;
    let owner = match field.owner {
        Value::Class(it) => vm.class_path(it),
        _ => String::new(),
    };
    let text = format!("<member '{}' of '{owner}' objects>", vm.text_of(field.name));
    vm.heap.string(text)
}

fn new(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_argument(args[0], vm.types.tuple)?;
    let layout = vm.layout_of(class)?;
    let (visible, all) = (layout.visible, layout.names.len());
    let path = vm.class_path(class);
    if vm.class_own(class, vm.names.__module__).is_some_and(|it| vm.text_of(it) == "sys") {
        return Err(vm.type_error(&format!("cannot create '{path}' instances")));
    }
    if !vm.is_iterable(args[1]) {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let mut given = vm.collect_list(args[1])?;
    if given.len() < visible || given.len() > all {
        let (bound, number) = if given.len() < visible { ("at least", visible) } else { ("at most", all) };
        let bound = if visible == all { "a" } else { bound };
        let text = if visible == all {
            format!("{path}() takes {bound} {number}-sequence ({}-sequence given)", given.len())
        } else {
            format!("{path}() takes an {bound} {number}-sequence ({}-sequence given)", given.len())
        };
        return Err(vm.type_error(&text));
    }
    let list = vm.heap.tuple_of(&given)?;
    vm.keep(list);
    let extra = match vm.unwrap(args[2]) {
        Value::Dict(dict) => Some(dict),
        _ => None,
    };
    for name in layout.hidden().iter().skip(given.len() - visible) {
        let name = vm.heap.intern_static(name)?;
        given.push(extra.and_then(|it| vm.heap.dict_str(it, name)).unwrap_or(Value::None));
    }
    vm.struct_sequence(class, &given)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[0]);
    let mut text = vm.class_path(class);
    text.push('(');
    let names = vm.layout_of(class)?.names;
    for (index, (name, value)) in names.iter().zip(items(vm, args[0])).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        let shown = vm.repr(value)?;
        vm.heap.room(text.len() + shown.len())?;
        text.push_str(name);
        text.push('=');
        text.push_str(&shown);
    }
    text.push(')');
    vm.heap.string(text)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[0]);
    let dict = vm.heap.dict()?;
    for name in vm.layout_of(class)?.hidden() {
        let name = vm.heap.intern_static(name)?;
        let value = vm.own_attribute(args[0], name)?.unwrap_or(Value::None);
        vm.heap.dict_set_str(dict, name, value)?;
    }
    let pair = vm.heap.tuple_of(&[vm.unwrap(args[0]), Value::Dict(dict)])?;
    vm.heap.tuple_of(&[Value::Class(class), pair])
}

fn replace(vm: &mut Vm, args: &[Value]) -> Res {
    let class = vm.class_of(args[0]);
    let mut values = items(vm, args[0]);
    let layout = vm.layout_of(class)?;
    let names = layout.names.get(..layout.visible).unwrap_or_default();
    let (keys, new) = vm.keywords_of(args[1])?;
    for (key, value) in keys.into_iter().zip(new) {
        let wanted = vm.string_of(key);
        match names.iter().position(|it| **it == *wanted).and_then(|it| values.get_mut(it)) {
            Some(slot) => *slot = value,
            None => {
                let text = format!("Got unexpected field name(s): ['{wanted}']");
                return Err(vm.type_error(&text));
            }
        }
    }
    vm.struct_sequence(class, &values)
}
