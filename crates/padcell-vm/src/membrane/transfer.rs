//! Values that cross: plain ones are copied, exceptions rebuilt, all others become remotes.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Peer, Remote};
use crate::error::Res;
use crate::heap::{Bytes, Class, Exception, Id, Table, WeakRef};
use crate::value::Value;
use crate::vm::Vm;

/// Containers nested deeper than this (or containing themselves) do not cross.
const MAX_DEPTH: usize = 64;

impl Vm {
    /// Copies arguments from the supervisor into this cell.
    pub(super) fn import_from_parent(&mut self, args: &[Value]) -> Res<Vec<Value>> {
        let Some((mut parent, number)) = self.membrane.outer.take() else {
            return Err(self.runtime_error("the supervisor is gone"));
        };
        self.exchange_releases(&mut parent, Peer::Parent, Peer::Child(number));
        let mark = self.kept();
        let mut values = Vec::with_capacity(args.len());
        let mut result = Ok(());
        for it in args {
            match self.import_value(&mut parent, Peer::Parent, Peer::Child(number), *it, 0) {
                Ok(value) => values.push(value),
                Err(it) => {
                    result = Err(it);
                    break;
                }
            }
        }
        self.release(mark);
        self.membrane.outer = Some((parent, number));
        result.map(|()| values)
    }

    pub(super) fn import_one_from_parent(&mut self, value: Value) -> Res {
        self.import_from_parent(&[value]).map(|it| it.first().copied().unwrap_or(Value::None))
    }

    /// Copies arguments from a child into this cell.
    pub(super) fn import_args_from_child(&mut self, number: u32, args: &[Value]) -> Res<Vec<Value>> {
        let slot = self.membrane.children.get_mut(number as usize);
        let Some(mut child) = slot.and_then(|it| it.vm.take()) else {
            return Err(self.runtime_error("the cell has ended"));
        };
        self.exchange_releases(&mut child, Peer::Child(number), Peer::Parent);
        let mut values = Vec::with_capacity(args.len());
        let mut result = Ok(());
        for it in args {
            match self.import_value(&mut child, Peer::Child(number), Peer::Parent, *it, 0) {
                Ok(value) => values.push(value),
                Err(it) => {
                    result = Err(it);
                    break;
                }
            }
        }
        self.membrane.children[number as usize].vm = Some(child);
        result.map(|()| values)
    }

    pub(super) fn import_from_child(&mut self, number: u32, value: Value) -> Res {
        self.import_args_from_child(number, &[value]).map(|it| it.first().copied().unwrap_or(Value::None))
    }

    /// Collects in the cells below this one, and drops what they do not hold any more: before files run out.
    pub(crate) fn collect_children(&mut self) {
        for number in 0..self.membrane.children.len() {
            let Some(mut child) = self.membrane.children[number].vm.take() else { continue };
            child.collect_garbage();
            self.exchange_releases(&mut child, Peer::Child(number as u32), Peer::Parent);
            self.membrane.children[number].vm = Some(child);
        }
    }

    /// Each side drops what the other does not hold any more.
    fn exchange_releases(&mut self, source: &mut Vm, peer: Peer, me: Peer) {
        let take = |vm: &mut Vm, whom: Peer| {
            let mut numbers = Vec::new();
            vm.membrane.released.retain(|(owner, number)| {
                let gone = *owner == whom;
                if gone {
                    numbers.push(*number);
                }
                !gone
            });
            numbers
        };
        let mine = take(self, peer);
        source.drop_exports(&mine);
        let theirs = take(source, me);
        self.drop_exports(&theirs);
    }

    /// One value from `source`, which is `peer` here, while this cell is `me` there. Nothing of `source`'s code runs:
    /// values are read from their internal representation, subclasses of builtin types as the builtin value they wrap.
    fn import_value(&mut self, source: &mut Vm, peer: Peer, me: Peer, value: Value, depth: usize) -> Res {
        if depth > MAX_DEPTH {
            return Err(
                self.value_error("value is nested too deeply (or contains itself) to cross the membrane")
            );
        }
        self.spend(1)?;
        match source.unwrap(value) {
            it @ (Value::Unset | Value::None | Value::NotImplemented | Value::Ellipsis) => Ok(it),
            it @ (Value::Bool(_) | Value::Int(_) | Value::Float(_)) => Ok(it),
            Value::BigInt(id) => {
                let copy = source.heap.integers[id].0.clone();
                self.heap.int(copy)
            }
            Value::Complex(id) => {
                let it = source.heap.complexes[id];
                self.heap.complex(it.re, it.im)
            }
            Value::Str(id) => {
                let text = source.heap.text(id);
                self.heap.room(text.len())?;
                self.heap.string_flagged(String::from(text), source.heap.str_has_surrogates(id))
            }
            Value::Bytes(id) => {
                self.heap.room(source.heap.bytes[id].data.len())?;
                self.heap.bytes(source.heap.bytes[id].data.clone())
            }
            Value::ByteArray(id) => {
                self.heap.room(source.heap.bytes[id].data.len())?;
                let data = source.heap.bytes[id].data.clone();
                self.heap.add_bytes(Bytes { data, ..Bytes::default() }).map(Value::ByteArray)
            }
            Value::Tuple(id) => {
                let items = source.heap.tuples[id].items.to_vec();
                let items = self.import_all(source, peer, me, &items, depth)?;
                self.heap.tuple(items)
            }
            Value::List(id) => {
                let items = source.heap.lists[id].items.clone();
                let items = self.import_all(source, peer, me, &items, depth)?;
                self.heap.list(items)
            }
            Value::Dict(id) => {
                let entries: Vec<_> = source.heap.dicts[id].iter().map(|it| (it.key, it.value)).collect();
                let dict = self.heap.dict()?;
                for (key, value) in entries {
                    let key = self.import_value(source, peer, me, key, depth + 1)?;
                    let value = self.import_value(source, peer, me, value, depth + 1)?;
                    self.dict_set(dict, key, value)?;
                }
                Ok(Value::Dict(dict))
            }
            it @ (Value::Set(id) | Value::FrozenSet(id)) => {
                let keys: Vec<_> = source.heap.sets[id].iter().map(|it| it.key).collect();
                let set = self.heap.add_set(Table::default())?;
                for key in keys {
                    let key = self.import_value(source, peer, me, key, depth + 1)?;
                    self.set_add(set, key)?;
                }
                Ok(if matches!(it, Value::Set(_)) { Value::Set(set) } else { Value::FrozenSet(set) })
            }
            Value::Exception(id) => self.import_exception(source, peer, me, id, depth),
            Value::Class(id) => match self.builtin_class_like(source, id) {
                Some(class) => Ok(Value::Class(class)),
                None => self.import_object(source, peer, me, value),
            },
            _ => self.import_object(source, peer, me, value),
        }
    }

    fn import_all(
        &mut self,
        source: &mut Vm,
        peer: Peer,
        me: Peer,
        items: &[Value],
        depth: usize,
    ) -> Res<Vec<Value>> {
        self.heap.room(size_of_val(items))?;
        let mut values = Vec::with_capacity(items.len());
        for it in items {
            values.push(self.import_value(source, peer, me, *it, depth + 1)?);
        }
        Ok(values)
    }

    /// A class of the table of builtin types and exceptions is the same class everywhere.
    fn builtin_class_like(&self, source: &Vm, class: Id<Class>) -> Option<Id<Class>> {
        let same = (class.index() as usize) < source.builtin_classes
            && source.builtin_classes == self.builtin_classes;
        if same { Some(Id::fixed(class.index())) } else { None }
    }

    /// A new exception of the nearest builtin class with the arguments that cross by copy: never frames, never objects.
    fn import_exception(
        &mut self,
        source: &mut Vm,
        peer: Peer,
        me: Peer,
        id: Id<Exception>,
        depth: usize,
    ) -> Res {
        let mro = source.heap.classes[source.heap.exceptions[id].class].mro.to_vec();
        let class = mro.iter().find_map(|it| self.builtin_class_like(source, *it));
        let class = class.unwrap_or(self.exceptions.exception);
        let args = match source.heap.exceptions[id].args {
            Value::Tuple(args) => source.heap.tuples[args].items.to_vec(),
            _ => Vec::new(),
        };
        let mut copies = Vec::with_capacity(args.len());
        for it in args {
            copies.push(match source.plain(it, depth) {
                true => self.import_value(source, peer, me, it, depth + 1)?,
                false => {
                    let text = alloc::format!("<{} object>", source.type_name(it));
                    self.heap.string(text)?
                }
            });
        }
        let exception = self.new_exception(class, &copies)?;
        let names = self.names;
        for (mine, theirs) in [
            (names.code, source.names.code),
            (names.errno, source.names.errno),
            (names.strerror, source.names.strerror),
            (names.filename, source.names.filename),
            (names.msg, source.names.msg),
            (names.lineno, source.names.lineno),
            (names.offset, source.names.offset),
            (names.text, source.names.text),
            (names.reason, source.names.reason),
            (names.value, source.names.value),
        ] {
            if let Some(value) = source.exception_field(Value::Exception(id), theirs) {
                if source.plain(value, depth) {
                    let value = self.import_value(source, peer, me, value, depth + 1)?;
                    self.set_exception_field(exception, mine, value)?;
                }
            }
        }
        Ok(exception)
    }

    /// Whether a value crosses by copy.
    fn plain(&self, value: Value, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        match self.unwrap(value) {
            Value::Tuple(id) => self.heap.tuples[id].items.iter().all(|it| self.plain(*it, depth + 1)),
            Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::BigInt(_) => true,
            Value::Str(_) | Value::Bytes(_) | Value::Complex(_) | Value::Ellipsis => true,
            _ => false,
        }
    }

    fn import_object(&mut self, source: &mut Vm, peer: Peer, me: Peer, value: Value) -> Res {
        if let Some(remote) = source.payload::<Remote>(value).copied() {
            if remote.peer == me {
                // It comes home.
                return match self.exported(remote.number) {
                    Some(value) => Ok(value),
                    None => Err(self.reference_error("the object is gone")),
                };
            }
        }
        let number = match source.export(value) {
            Ok(number) => number,
            Err(_) => {
                source.heap.raised = Value::Unset;
                return Err(self.memory_error("too many objects are shared across the membrane"));
            }
        };
        if let Some(reference) = self.membrane.imports.get(&(peer, number)).copied() {
            if let Some(it) = self.payload::<WeakRef>(reference) {
                if it.target.is_set() {
                    return Ok(it.target);
                }
            }
        }
        let label = source.label_of(value);
        let label = self.heap.string(label)?;
        let class = self.remote_class()?;
        let remote = self.heap.object(class, Remote { peer, number, label })?;
        let reference = WeakRef { target: remote, callback: Value::None, hash: None };
        let reference = self.heap.object(self.types.weakref, reference)?;
        if let Value::Object(id) = reference {
            self.heap.weakrefs.push(id);
        }
        self.membrane.imports.insert((peer, number), reference);
        // It may have been released and is now held again.
        self.membrane.released.retain(|it| *it != (peer, number));
        Ok(remote)
    }

    /// What a remote's `repr` says of an object: its kind and name, nothing that its own code makes up.
    fn label_of(&self, value: Value) -> String {
        match value {
            Value::Function(id) => alloc::format!("function {}", self.text_of(self.heap.functions[id].name)),
            Value::Native(id) => alloc::format!("function {}", self.heap.natives[id].def.name),
            Value::Bound(id) => self.label_of(self.heap.bounds[id].function),
            Value::Class(id) => alloc::format!("class {}", self.class_name(id)),
            _ => match self.payload::<crate::modules::padcell::Bastion>(value) {
                Some(it) => self.string_of(it.name),
                None => alloc::format!("{} object", self.type_name(value)),
            },
        }
    }
}
