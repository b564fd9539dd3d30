//! What the classes of native modules have in common: reading an object's data, checking the class in `__new__`.

use alloc::format;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Dict, Id, Payload};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// `__iter__` of an iterator.
pub(crate) const ITSELF: Def = Def::method("__iter__", "self, /", itself);

fn itself(_: &mut Vm, args: &[Value]) -> Res {
    Ok(args[0])
}

impl Vm {
    /// A copy of the data of a native object.
    pub(crate) fn data<T: Payload + Copy>(&mut self, object: Value) -> Res<T> {
        match self.payload::<T>(object) {
            Some(it) => Ok(*it),
            None => Err(self.type_error("the object is not initialised")),
        }
    }

    /// Changes the data of a native object.
    pub(crate) fn change<T: Payload>(&mut self, object: Value, f: impl FnOnce(&mut T)) {
        if let Some(it) = self.payload_mut::<T>(object) {
            f(it);
        }
    }

    /// The class argument of a native type's `__new__`: the type called `name` or a subclass of it.
    pub(crate) fn native_argument(&mut self, value: Value, name: &str) -> Res<Id<Class>> {
        if let Value::Class(class) = value {
            let solid = self.heap.classes[class].solid;
            let native = !self.heap.classes[solid].flags.has(ClassFlags::HEAP);
            if native && self.text_of(self.heap.classes[solid].name) == name {
                return Ok(class);
            }
            let given = self.class_name(class);
            let text = format!("{name}.__new__({given}): {given} is not a subtype of {name}");
            return Err(self.type_error(&text));
        }
        let text = format!("{name}.__new__(X): X is not a type object ({})", self.type_name(value));
        Err(self.type_error(&text))
    }

    /// Puts a value into the dict of a module.
    pub(crate) fn module_set(&mut self, module: Id<Dict>, name: &str, value: Value) -> Res<()> {
        let name = self.intern(name)?;
        self.heap.dict_set_str(module, name, value)
    }

    /// Makes a class and puts it into the dict of a module.
    pub(crate) fn module_class(
        &mut self,
        module: Id<Dict>,
        module_name: &'static str,
        name: &'static str,
        flags: ClassFlags,
        methods: &'static [Def],
    ) -> Res<Id<Class>> {
        let class = self.native_class(module_name, name, self.types.object, flags, methods)?;
        self.module_set(module, name, Value::Class(class))?;
        Ok(class)
    }

    /// The end of a native iterator.
    pub(crate) fn end<T>(&mut self) -> Res<T> {
        Err(self.stop_iteration_with(Value::None))
    }
}
