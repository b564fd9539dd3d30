//! What may be asked of an object on the other side of a membrane, and doing it on its own side.

use alloc::vec::Vec;

use super::{Peer, Remote};
use crate::error::{Res, Unwind};
use crate::heap::{ClassFlags, GeneratorKind, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// One request across a membrane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Call,
    GetAttr,
    SetAttr,
    DelAttr,
    Iter,
    Next,
    Len,
    GetItem,
    SetItem,
    DelItem,
    Contains,
    Enter,
    Exit,
    /// Many lines of a file.
    Lines,
    /// Calls a method of a file.
    Invoke,
}

/// Methods of files that cross. What else a file has (`buffer`, `raw`, `detach`, `reconfigure`, `fileno`) stays behind.
const FILE_METHODS: &[&str] = &[
    "read",
    "readline",
    "readlines",
    "write",
    "writelines",
    "flush",
    "close",
    "seek",
    "tell",
    "truncate",
    "readable",
    "writable",
    "seekable",
    "isatty",
];
/// Data of files that crosses.
const FILE_DATA: &[&str] = &["closed", "name", "mode", "encoding", "errors", "newlines"];

/// What an object is for those who ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Can be called.
    Function,
    /// Can be iterated over.
    Iterator,
    File,
    /// A bastion: decides by its filter.
    Bastion,
    /// A remote of a third cell: passes the request on.
    Remote,
    /// A module of a cell, seen by its supervisor.
    Module,
    /// An object of a cell, seen by its supervisor.
    Object,
    /// Nothing is permitted.
    Opaque,
}

impl Vm {
    /// Asks for `operation` on the object that a remote stands for.
    ///
    /// # Errors
    /// What comes of it on the other side; TypeError for what is not permitted.
    pub(crate) fn remote(&mut self, operation: Operation, remote: Value, args: &[Value]) -> Res {
        let Some(it) = self.payload::<Remote>(remote).copied() else {
            return Err(self.type_error("not a bastion"));
        };
        self.spend(20)?;
        let number = it.number;
        self.flush_printed();
        let result = match it.peer {
            Peer::Parent => {
                let me = self.membrane.outer.as_ref().map_or(Peer::Parent, |(_, me)| Peer::Child(*me));
                self.in_parent(args, |vm, args| {
                    let result = vm.perform(operation, me, number, args);
                    vm.flush_printed();
                    result
                })
            }
            Peer::Child(child) => self.in_child(child, args, |vm, args| {
                let result = vm.perform(operation, Peer::Parent, number, args);
                vm.flush_printed();
                result
            }),
        };
        if operation == Operation::Iter && result.is_ok() {
            // An iterator is its own iterator: the remote serves itself.
            let same = result.ok().and_then(|value| self.payload::<Remote>(value).copied());
            return match same {
                Some(other) if other.number == number && other.peer == it.peer => Ok(remote),
                _ => result,
            };
        }
        result
    }

    /// What an exported object permits. `by_supervisor`: the supervisor asks for an object of its cell.
    fn kind_of_export(&mut self, value: Value, by_supervisor: bool) -> Kind {
        match value {
            Value::Function(_) | Value::Bound(_) | Value::Native(_) => Kind::Function,
            Value::Generator(id) if self.heap.generators[id].kind == GeneratorKind::Generator => {
                Kind::Iterator
            }
            Value::Iter(_) => Kind::Iterator,
            Value::Module(_) if by_supervisor => Kind::Module,
            Value::Object(_) if self.payload::<Remote>(value).is_some() => Kind::Remote,
            Value::Object(_) if self.is_bastion(value) => Kind::Bastion,
            Value::Object(_) if self.is_file(value) => Kind::File,
            Value::Object(_) if self.class_named(value, "partial") => Kind::Function,
            _ if by_supervisor => Kind::Object,
            _ => Kind::Opaque,
        }
    }

    /// Whether the native class of an object has this name.
    fn class_named(&self, value: Value, name: &str) -> bool {
        let mro = &self.heap.classes[self.class_of(value)].mro;
        mro.iter().any(|it| {
            let class = &self.heap.classes[*it];
            !class.flags.has(ClassFlags::HEAP) && self.text_of(class.name) == name
        })
    }

    /// Whether a value is a file of `io`.
    pub(crate) fn is_file(&self, value: Value) -> bool {
        self.class_named(value, "_IOBase")
    }

    /// Whether a value is a file, here or where it comes from.
    pub(super) fn stands_for_file(&self, value: Value) -> bool {
        self.payload::<Remote>(value).map_or_else(|| self.is_file(value), |it| it.is_file)
    }

    fn invoke_file(&mut self, file: Value, args: &[Value]) -> Res {
        let name = self.attribute_argument(args)?;
        let given = match args.get(1) {
            Some(Value::Tuple(id)) => self.heap.tuples[*id].items.to_vec(),
            _ => Vec::new(),
        };
        if !FILE_METHODS.contains(&self.heap.text(name)) {
            return Err(self.refused_name(name));
        }
        let method = self.getattr(file, name)?;
        self.keep(method);
        self.call(method, &given)
    }

    fn is_bastion(&self, value: Value) -> bool {
        self.payload::<crate::modules::padcell::Bastion>(value).is_some()
    }

    /// Does what the neighbour `by` asks for, on this side.
    pub(crate) fn perform(&mut self, operation: Operation, by: Peer, number: u32, args: &[Value]) -> Res {
        let by_supervisor = by == Peer::Parent;
        let Some(object) = self.exported(by, number) else {
            return Err(self.reference_error("the object is gone"));
        };
        let kind = self.kind_of_export(object, by_supervisor);
        if kind == Kind::Remote {
            return self.remote(operation, object, args);
        }
        if kind == Kind::Bastion {
            return self.perform_on_bastion(operation, object, args);
        }
        match (operation, kind) {
            (Operation::Call, Kind::Function | Kind::Object) => self.perform_call(object, args),
            (Operation::Iter, Kind::Iterator) => Ok(object),
            (Operation::Iter, Kind::File) => Ok(object),
            (Operation::Iter, Kind::Object) => self.iter(object),
            (Operation::Next, Kind::Iterator | Kind::File | Kind::Object) => match self.next(object)? {
                Some(value) => Ok(value),
                None => Err(self.raise_args(self.exceptions.stop_iteration, &[])),
            },
            (Operation::GetAttr, _) => self.perform_getattr(object, kind, by_supervisor, args),
            (Operation::SetAttr | Operation::DelAttr, Kind::Module) => {
                let name = self.attribute_argument(args)?;
                let value = if operation == Operation::SetAttr { args[1] } else { Value::Unset };
                self.setattr(object, name, value)?;
                Ok(Value::None)
            }
            (Operation::Enter, Kind::File) => Ok(object),
            (Operation::Exit, Kind::File) => self.call_method(object, "close", &[]),
            (Operation::Lines, Kind::File) => self.some_lines(object),
            (Operation::Invoke, Kind::File) => self.invoke_file(object, args),
            (Operation::Len, Kind::Object) => self.len(object).map(|it| Value::Int(it as i64)),
            (Operation::GetItem, Kind::Object) => self.get_item(object, args[0]),
            (Operation::SetItem, Kind::Object) => {
                self.set_item(object, args[0], args[1]).map(|()| Value::None)
            }
            (Operation::DelItem, Kind::Object) => self.delete_item(object, args[0]).map(|()| Value::None),
            (Operation::Contains, Kind::Object) => self.contains(object, args[0]).map(Value::Bool),
            _ => Err(self.not_permitted(operation, args)),
        }
    }

    pub(crate) fn perform_call(&mut self, object: Value, args: &[Value]) -> Res {
        let mut all = match args.first() {
            Some(it) => self.collect_list(*it)?,
            None => Vec::new(),
        };
        let mut names = Vec::new();
        if let Some(Value::Dict(keywords)) = args.get(1) {
            for it in self.heap.dicts[*keywords].iter() {
                names.push(it.key);
                all.push(it.value);
            }
        }
        self.call_kw(object, &all, &names)
    }

    fn attribute_argument(&mut self, args: &[Value]) -> Res<Id<Str>> {
        match args.first().map(|it| self.unwrap(*it)) {
            Some(Value::Str(id)) => self.heap.intern_id(id),
            _ => Err(self.type_error("attribute name must be string")),
        }
    }

    fn perform_getattr(&mut self, object: Value, kind: Kind, by_supervisor: bool, args: &[Value]) -> Res {
        let name = self.attribute_argument(args)?;
        let text = self.string_of(Value::Str(name));
        let permitted = match kind {
            Kind::File => FILE_METHODS.contains(&&*text) || FILE_DATA.contains(&&*text),
            // A cell iterates over a generator of its supervisor. It raises nothing inside it, and does not end it.
            Kind::Iterator => by_supervisor && ["send", "close", "throw"].contains(&&*text),
            Kind::Module | Kind::Object => true,
            Kind::Function => ["__name__", "__qualname__", "__doc__"].contains(&&*text),
            Kind::Bastion | Kind::Remote | Kind::Opaque => false,
        };
        if permitted {
            return self.getattr(object, name);
        }
        Err(self.refused_name(name))
    }

    /// AttributeError with the name alone: no object is attached.
    #[cold]
    pub(crate) fn refused_name(&mut self, name: Id<Str>) -> Unwind {
        self.raise_args(self.exceptions.attribute_error, &[Value::Str(name)])
    }

    #[cold]
    fn not_permitted(&mut self, operation: Operation, args: &[Value]) -> Unwind {
        if let (Operation::SetAttr | Operation::DelAttr, Some(Value::Str(name))) = (operation, args.first()) {
            return self.refused_name(*name);
        }
        self.refused_operation(operation)
    }

    /// TypeError, as for an object without the special method.
    #[cold]
    pub(crate) fn refused_operation(&mut self, operation: Operation) -> Unwind {
        let text = match operation {
            Operation::Call => "'BastionClass' object is not callable",
            Operation::Iter => "'BastionClass' object is not iterable",
            Operation::Next => "'BastionClass' object is not an iterator",
            Operation::Len => "object of type 'BastionClass' has no len()",
            Operation::GetItem => "'BastionClass' object is not subscriptable",
            Operation::SetItem => "'BastionClass' object does not support item assignment",
            Operation::DelItem => "'BastionClass' object does not support item deletion",
            Operation::Contains => "argument of type 'BastionClass' is not a container or iterable",
            Operation::Enter | Operation::Exit => {
                "'BastionClass' object does not support the context manager protocol"
            }
            Operation::Lines => "'BastionClass' object is not an iterator",
            Operation::GetAttr | Operation::SetAttr | Operation::DelAttr | Operation::Invoke => {
                "not permitted"
            }
        };
        self.type_error(text)
    }
}
