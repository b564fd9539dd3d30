//! Making instances: of plain classes, of subclasses of builtin value types, of exceptions and modules.

use alloc::boxed::Box;

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Exception, Id, Instance, InstanceRest, Module};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// A new instance of a class, without attributes: what `object.__new__` makes.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn new_instance(&mut self, class: Id<Class>) -> Res {
        let shape = self.heap.classes[class].root_shape;
        let id = self.heap.add_instance(Instance { class, shape, ..Instance::default() })?;
        let value = Value::Instance(id);
        self.watch_finalizer(class, value)?;
        Ok(value)
    }

    /// A value of a builtin value type as an instance of `class`: the value itself if `class` is the builtin class,
    /// else an instance that wraps it.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn wrap(&mut self, class: Id<Class>, value: Value) -> Res {
        if self.builtin_class_of(value) == class {
            return Ok(value);
        }
        self.heap.charge(size_of::<InstanceRest>())?;
        let shape = self.heap.classes[class].root_shape;
        let rest = Some(Box::new(InstanceRest { wrapped: value, ..InstanceRest::default() }));
        let id = self.heap.add_instance(Instance { class, shape, rest, ..Instance::default() })?;
        let value = Value::Instance(id);
        self.watch_finalizer(class, value)?;
        Ok(value)
    }

    /// A new exception of any exception class, without running its `__new__` or `__init__`.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn bare_exception(&mut self, class: Id<Class>, args: &[Value]) -> Res {
        let args = self.heap.tuple_of(args)?;
        let id = self.heap.add_exception(Exception { class, args, ..Exception::default() })?;
        let value = Value::Exception(id);
        self.watch_finalizer(class, value)?;
        Ok(value)
    }

    /// A new module of `types.ModuleType` or a subclass, with an empty dict.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn bare_module(&mut self, class: Id<Class>) -> Res {
        let dict = self.heap.dict()?;
        self.heap.add_module(Module { class, dict, library: false }).map(Value::Module)
    }

    /// Remembers an object whose class has `__del__`.
    pub(crate) fn watch_finalizer(&mut self, class: Id<Class>, value: Value) -> Res<()> {
        if self.heap.classes[class].flags.has(ClassFlags::DEL) {
            self.heap.charge(size_of::<Value>())?;
            self.heap.finalizable.push(value);
        }
        Ok(())
    }

    /// The class that a first argument of `__new__` names, which must be `base` or inherit from it.
    ///
    /// # Errors
    /// TypeError with CPython's words if it is not.
    pub fn class_argument(&mut self, value: Value, base: Id<Class>) -> Res<Id<Class>> {
        let base_name = self.class_name(base);
        let Value::Class(class) = value else {
            let text =
                alloc::format!("{base_name}.__new__(X): X is not a type object ({})", self.type_name(value));
            return Err(self.type_error(&text));
        };
        if !self.is_subclass(class, base) {
            let name = self.class_name(class);
            let text = alloc::format!("{base_name}.__new__({name}): {name} is not a subtype of {base_name}");
            return Err(self.type_error(&text));
        }
        // A builtin type between the two has a `__new__` of its own: only that one makes its instances.
        let solid = self.heap.classes[class].solid;
        let names = self.names;
        if solid != base && self.is_subclass(solid, base) {
            if let (Some(a), Some(b)) =
                (self.class_lookup(solid, names.__new__), self.class_lookup(base, names.__new__))
            {
                if !a.is(b) {
                    let (name, solid) = (self.class_name(class), self.class_name(solid));
                    let text =
                        alloc::format!("{base_name}.__new__({name}) is not safe, use {solid}.__new__()");
                    return Err(self.type_error(&text));
                }
            }
        }
        Ok(class)
    }
}
