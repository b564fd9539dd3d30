//! Exceptions: the classes, raising, chaining, tracebacks.

mod base;
mod fields;
mod group;
mod hierarchy;
mod os_error;
mod report;
mod source;
mod suggest;
mod syntax_error;
mod traceback;
mod unicode_error;

use alloc::format;

pub use hierarchy::ExceptionTypes;
pub(crate) use suggest::suggest;
pub use traceback::Traceback;

use crate::error::{Res, Unwind};
use crate::heap::{Class, Exception, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

impl ExceptionTypes {
    /// The builtin exception with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Id<Class>> {
        self.all().find(|(it, _)| *it == name).map(|(_, class)| class)
    }
}

const CLASSES: &ExceptionTypes = ExceptionTypes::ALL;

/// Methods of the exception classes.
pub(crate) const METHODS: &[(Id<Class>, &[crate::native::Def])] = &[
    (CLASSES.base_exception, base::METHODS),
    (CLASSES.base_exception, crate::types::object::DICT),
    (CLASSES.stop_iteration, fields::STOP_ITERATION),
    (CLASSES.system_exit, fields::SYSTEM_EXIT),
    (CLASSES.key_error, fields::KEY_ERROR),
    (CLASSES.import_error, fields::IMPORT_ERROR),
    (CLASSES.attribute_error, fields::ATTRIBUTE_ERROR),
    (CLASSES.name_error, fields::NAME_ERROR),
    (CLASSES.os_error, os_error::METHODS),
    (CLASSES.syntax_error, syntax_error::METHODS),
    (CLASSES.unicode_decode_error, unicode_error::DECODE),
    (CLASSES.unicode_encode_error, unicode_error::ENCODE),
    (CLASSES.unicode_translate_error, unicode_error::TRANSLATE),
    (CLASSES.base_exception_group, group::METHODS),
];

/// Puts the exception classes into builtins.
pub(crate) fn fill(vm: &mut Vm) -> Res<()> {
    let classes = vm.exceptions;
    add_second_base(vm, classes.exception_group, classes.exception)?;
    add_second_base(vm, classes.restricted_error, classes.runtime_error)?;
    for (name, class) in classes.all().collect::<alloc::vec::Vec<_>>() {
        if class == classes.restricted_error {
            // It is no builtin: `rexec` has it.
            continue;
        }
        let name = vm.heap.intern(name)?;
        vm.heap.dict_set_str(vm.builtins, name, Value::Class(class))?;
    }
    Ok(())
}

/// ExceptionGroup and RestrictedError have two bases.
fn add_second_base(vm: &mut Vm, class: Id<Class>, second: Id<Class>) -> Res<()> {
    let mut bases = vm.heap.classes[class].bases.to_vec();
    bases.push(second);
    let mut mro = alloc::vec![class];
    mro.extend(vm.linearize(&bases)?);
    vm.heap.classes[class].bases = bases.into();
    vm.heap.classes[class].mro = mro.into();
    vm.heap.add_subclass(second, class)
}

impl Vm {
    /// A new exception of a builtin class.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn new_exception(&mut self, class: Id<Class>, args: &[Value]) -> Res {
        let args = self.heap.tuple_of(args)?;
        self.heap.add_exception(Exception { class, args, ..Exception::default() }).map(Value::Exception)
    }

    /// Makes a new exception of a builtin class the one under way.
    #[cold]
    pub fn raise_args(&mut self, class: Id<Class>, args: &[Value]) -> Unwind {
        match self.new_exception(class, args) {
            Ok(exception) => self.raise(exception),
            Err(it) => it,
        }
    }

    /// Makes a new exception with a message the one under way.
    #[cold]
    pub fn raise_text(&mut self, class: Id<Class>, message: &str) -> Unwind {
        let message = match self.heap.str(message) {
            Ok(it) => it,
            Err(it) => return it,
        };
        let unwind = self.raise_args(class, &[message]);
        let says = [self.exceptions.import_error, self.exceptions.syntax_error];
        if unwind == Unwind::Raised && says.iter().any(|it| self.is_subclass(class, *it)) {
            // What their `__init__` notes.
            let (raised, name) = (self.heap.raised, self.names.msg);
            if let Err(it) = self.set_exception_field(raised, name, message) {
                return it;
            }
        }
        unwind
    }

    /// Makes an exception the one under way; what is being handled becomes its context.
    #[cold]
    pub fn raise(&mut self, exception: Value) -> Unwind {
        self.set_context(exception);
        self.heap.raised = exception;
        Unwind::Raised
    }

    /// Sets `__context__` to what is being handled, unless that would make a cycle.
    fn set_context(&mut self, exception: Value) {
        let Value::Exception(id) = exception else { return };
        let Value::Exception(handled) = self.handled() else { return };
        if handled == id {
            return;
        }
        // A cycle is cut where the chain comes back to the new exception.
        let mut at = handled;
        let mut steps = 0;
        while let Value::Exception(next) = self.heap.exceptions[at].context {
            if next == id {
                self.heap.exceptions[at].context = Value::None;
                break;
            }
            at = next;
            steps += 1;
            if steps > 10_000 {
                break;
            }
        }
        self.heap.exceptions[id].context = Value::Exception(handled);
    }

    /// The exception that is being handled (`sys.exception()`), or None.
    #[must_use]
    pub fn handled(&self) -> Value {
        for frame in self.frames.iter().rev() {
            let code = &self.heap.codes[frame.code].code;
            if code.handled.is_empty() {
                continue;
            }
            // A frame's pc is one past the op that runs.
            let pc = frame.pc.saturating_sub(1);
            if let Some(range) = code.handled.iter().find(|it| it.start <= pc && pc < it.end) {
                let value = self.stack[frame.base as usize + usize::from(range.reg)];
                if matches!(value, Value::Exception(_)) {
                    return value;
                }
            }
        }
        Value::None
    }

    /// Sets a field of an exception, such as `errno`: an attribute that is not in its dict.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn set_exception_field(&mut self, exception: Value, name: Id<Str>, value: Value) -> Res<()> {
        let Value::Exception(id) = exception else { return Ok(()) };
        let fields = match self.heap.exceptions[id].fields {
            Some(fields) => fields,
            None => {
                let fields = self.heap.dict()?;
                self.heap.exceptions[id].fields = Some(fields);
                fields
            }
        };
        self.heap.dict_set_str(fields, name, value)
    }

    /// A field of an exception.
    #[must_use]
    pub fn exception_field(&self, exception: Value, name: Id<Str>) -> Option<Value> {
        let Value::Exception(id) = exception else { return None };
        self.heap.exceptions[id].fields.and_then(|it| self.heap.dict_str(it, name))
    }

    /// An AttributeError that knows its object and name.
    #[cold]
    pub fn attribute_error_about(&mut self, message: &str, object: Value, name: Id<Str>) -> Unwind {
        let unwind = self.attribute_error(message);
        self.note_subject(unwind, object, name)
    }

    fn note_subject(&mut self, unwind: Unwind, object: Value, name: Id<Str>) -> Unwind {
        if unwind == Unwind::Raised {
            let exception = self.heap.raised;
            let names = self.names;
            for (field, value) in [(names.name, Value::Str(name)), (names.obj, object)] {
                if let Err(other) = self.set_exception_field(exception, field, value) {
                    return other;
                }
            }
        }
        unwind
    }

    /// A NameError that knows its name.
    #[cold]
    pub fn name_not_defined(&mut self, name: Id<Str>) -> Unwind {
        let text = format!("name '{}' is not defined", self.heap.text(name));
        let unwind = self.name_error(&text);
        self.note_name(unwind, name)
    }

    pub(crate) fn note_name(&mut self, unwind: Unwind, name: Id<Str>) -> Unwind {
        if unwind == Unwind::Raised {
            let exception = self.heap.raised;
            if let Err(other) = self.set_exception_field(exception, self.names.name, Value::Str(name)) {
                return other;
            }
        }
        unwind
    }

    /// What `raise value` raises: an exception as it is, an exception class called.
    ///
    /// # Errors
    /// TypeError for anything else.
    pub(crate) fn exception_to_raise(&mut self, value: Value) -> Res {
        match value {
            Value::Exception(_) => Ok(value),
            Value::Class(class) if self.is_subclass(class, self.exceptions.base_exception) => {
                let made = self.call(value, &[])?;
                if matches!(made, Value::Exception(_)) {
                    return Ok(made);
                }
                let text = format!(
                    "calling <class '{}'> should have returned an instance of BaseException, not <class '{}'>",
                    self.class_path(class),
                    self.type_name(made)
                );
                Err(self.type_error(&text))
            }
            _ => Err(self.type_error("exceptions must derive from BaseException")),
        }
    }

    /// `raise value from cause`.
    #[cold]
    pub(crate) fn raise_from(&mut self, value: Value, cause: Value) -> Unwind {
        let exception = match self.exception_to_raise(value) {
            Ok(it) => it,
            Err(it) => return it,
        };
        self.keep(exception);
        let cause = match cause {
            Value::None => Ok(Value::None),
            Value::Exception(_) | Value::Class(_) => self.exception_to_raise(cause),
            _ => Err(self.type_error("exception causes must derive from BaseException")),
        };
        self.roots.pop();
        match cause {
            Ok(cause) => {
                if let Value::Exception(id) = exception {
                    self.heap.exceptions[id].cause = cause;
                    self.heap.exceptions[id].suppress_context = true;
                }
                self.raise(exception)
            }
            Err(it) => it,
        }
    }

    /// KeyError with the key itself as argument.
    #[cold]
    pub fn missing_key(&mut self, key: Value) -> Unwind {
        self.raise_args(self.exceptions.key_error, &[key])
    }

    /// StopIteration with a value.
    #[cold]
    pub fn stop_iteration_with(&mut self, value: Value) -> Unwind {
        let args = [value];
        self.raise_args(self.exceptions.stop_iteration, if value.is_none() { &[] } else { &args })
    }
}
