//! Values that cross: plain ones are copied, exceptions rebuilt, all others become remotes.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Peer, Remote};
use crate::error::Res;
use crate::heap::{Bytes, Class, Id, Slice, Str, Table};
use crate::value::Value;
use crate::vm::Vm;

/// Containers nested deeper than this (or containing themselves) do not cross.
pub(super) const MAX_DEPTH: usize = 64;
const TOO_DEEP: &str = "value is nested too deeply (or contains itself) to cross the membrane";
/// Text up to this length is copied wherever it stands.
const SHORT: usize = 32;
/// Bytes copied for one unit of fuel.
const FAST: usize = 64;

/// One crossing: from `peer`, where this cell is `me`.
pub(super) struct Transfer {
    pub(super) peer: Peer,
    me: Peer,
    /// What was copied already; unset while it is being copied.
    copies: BTreeMap<(u8, u32), Value>,
    /// The same of what is a key, or inside one.
    copies_in_keys: BTreeMap<(u8, u32), Value>,
    /// What is copied now is a key. Dates cross as remotes there: their hash is code of the library, which the program may
    /// have changed, and none may run while a neighbour is out of its place.
    pub(super) in_key: bool,
    /// Dates cross as remotes: this cell's library has none.
    pub(super) no_dates: bool,
}

impl Transfer {
    fn new(peer: Peer, me: Peer, no_dates: bool) -> Self {
        Self { peer, me, copies: BTreeMap::new(), copies_in_keys: BTreeMap::new(), in_key: false, no_dates }
    }

    /// What was copied already.
    pub(super) fn copies(&mut self) -> &mut BTreeMap<(u8, u32), Value> {
        if self.in_key { &mut self.copies_in_keys } else { &mut self.copies }
    }
}

impl Vm {
    /// Copies arguments from the supervisor into this cell.
    pub(super) fn import_from_parent(&mut self, args: &[Value]) -> Res<Vec<Value>> {
        self.with_dates(Peer::Parent, |vm, no_dates| {
            let Some((mut parent, number)) = vm.membrane.outer.take() else {
                return Err(vm.runtime_error("the supervisor is gone"));
            };
            let result = vm.import_values(&mut parent, Peer::Parent, Peer::Child(number), args, no_dates);
            vm.membrane.outer = Some((parent, number));
            result
        })
    }

    pub(super) fn import_one_from_parent(&mut self, value: Value) -> Res {
        self.import_from_parent(&[value]).map(|it| it.first().copied().unwrap_or(Value::None))
    }

    /// Copies arguments from a child into this cell.
    pub(super) fn import_args_from_child(&mut self, number: u32, args: &[Value]) -> Res<Vec<Value>> {
        self.with_dates(Peer::Child(number), |vm, no_dates| {
            let Some(mut child) = vm.membrane.children.get_mut(&number).and_then(|it| it.vm.take()) else {
                return Err(vm.runtime_error("the cell has ended"));
            };
            let result = vm.import_values(&mut child, Peer::Child(number), Peer::Parent, args, no_dates);
            if let Some(it) = vm.membrane.children.get_mut(&number) {
                it.vm = Some(child);
            }
            result
        })
    }

    /// Runs `import`, and again once the classes of dates are loaded if they are what it lacks. That runs code of the
    /// library, which the program may have changed, so everybody is in place meanwhile; the sender keeps what it sends.
    fn with_dates(
        &mut self,
        sender: Peer,
        mut import: impl FnMut(&mut Self, bool) -> Res<Vec<Value>>,
    ) -> Res<Vec<Value>> {
        let result = import(self, false);
        if !core::mem::take(&mut self.membrane.wants_dates) {
            return result;
        }
        self.heap.raised = Value::Unset;
        let held = self.neighbour(sender).is_some_and(|it| it.hold_collections(true));
        let loaded = self.load_dates();
        if let Some(it) = self.neighbour(sender) {
            it.hold_collections(held);
        }
        import(self, !loaded?)
    }

    fn neighbour(&mut self, peer: Peer) -> Option<&mut Vm> {
        match peer {
            Peer::Parent => self.membrane.outer.as_mut().map(|(parent, _)| &mut **parent),
            Peer::Child(number) => self.membrane.children.get_mut(&number)?.vm.as_deref_mut(),
        }
    }

    pub(super) fn import_from_child(&mut self, number: u32, value: Value) -> Res {
        self.import_args_from_child(number, &[value]).map(|it| it.first().copied().unwrap_or(Value::None))
    }

    /// Collects in the cells below this one, and drops what they do not hold any more: before files run out.
    pub(crate) fn collect_children(&mut self) {
        let numbers: Vec<u32> = self.membrane.children.keys().copied().collect();
        for number in numbers {
            let slot = self.membrane.children.get_mut(&number);
            let Some(mut child) = slot.and_then(|it| it.vm.take()) else { continue };
            child.collect_garbage();
            self.exchange_releases(&mut child, Peer::Child(number), Peer::Parent);
            if let Some(it) = self.membrane.children.get_mut(&number) {
                it.vm = Some(child);
            }
        }
    }

    /// Copies values from `source`. No code of either side runs meanwhile. Where there are dates but not yet their classes
    /// it fails and says so (`wants_dates`): it is to be done again when they are loaded, or with `no_dates`.
    pub(super) fn import_values(
        &mut self,
        source: &mut Vm,
        peer: Peer,
        me: Peer,
        args: &[Value],
        no_dates: bool,
    ) -> Res<Vec<Value>> {
        self.exchange_releases(source, peer, me);
        let mut transfer = Transfer::new(peer, me, no_dates);
        let mut values = Vec::with_capacity(args.len());
        for it in args {
            values.push(self.import_value(source, &mut transfer, *it, 0)?);
        }
        #[cfg(feature = "paranoid")]
        values.iter().for_each(|it| self.heap.assert_own(*it));
        Ok(values)
    }

    /// Each side drops what the other does not hold any more: before anything crosses, so that a number which is used
    /// again cannot be taken for what it was before.
    fn exchange_releases(&mut self, source: &mut Vm, peer: Peer, me: Peer) {
        let take = |vm: &mut Vm, whom: Peer| match vm.membrane.shared(whom) {
            Some(shared) if shared.has_released() => shared.take_released(),
            _ => Vec::new(),
        };
        let (mine, theirs) = (take(self, peer), take(source, me));
        if !mine.is_empty() {
            source.drop_exports(me, &mine);
        }
        if !theirs.is_empty() {
            self.drop_exports(peer, &theirs);
        }
    }

    /// One value from `source`. Nothing of `source`'s code runs: values are read from their internal representation,
    /// subclasses of builtin types as the builtin value they wrap. What is referred to twice is copied once.
    pub(super) fn import_value(
        &mut self,
        source: &mut Vm,
        transfer: &mut Transfer,
        value: Value,
        depth: usize,
    ) -> Res {
        if depth > MAX_DEPTH {
            return Err(self.value_error(TOO_DEEP));
        }
        match source.unwrap(value) {
            it @ (Value::Unset | Value::None | Value::NotImplemented | Value::Ellipsis) => Ok(it),
            it @ (Value::Bool(_) | Value::Int(_) | Value::Float(_)) => Ok(it),
            Value::Complex(id) => {
                let it = source.heap.complexes[id];
                self.heap.complex(it.re, it.im)
            }
            Value::Str(id) if source.heap.text(id).len() <= SHORT => self.import_text(source, id),
            it @ (Value::Str(_) | Value::Bytes(_) | Value::ByteArray(_) | Value::BigInt(_))
            | it
            @ (Value::Tuple(_) | Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::FrozenSet(_))
            | it @ (Value::Slice(_) | Value::Exception(_)) => {
                let Some(key) = it.handle().filter(|_| depth > 0) else {
                    return self.import_whole(source, transfer, it, depth);
                };
                match transfer.copies().get(&key) {
                    Some(Value::Unset) => return Err(self.value_error(TOO_DEEP)),
                    Some(copy) => return Ok(*copy),
                    None => {}
                }
                transfer.copies().insert(key, Value::Unset);
                let copy = self.import_whole(source, transfer, it, depth)?;
                transfer.copies().insert(key, copy);
                Ok(copy)
            }
            Value::Class(id) => match self.builtin_class_like(source, id) {
                Some(class) => Ok(Value::Class(class)),
                None => self.import_object(source, transfer, value),
            },
            Value::Instance(id) => match self.import_date(source, transfer, id, depth)? {
                Some(date) => Ok(date),
                None => self.import_object(source, transfer, value),
            },
            _ => self.import_object(source, transfer, value),
        }
    }

    fn import_key(&mut self, source: &mut Vm, transfer: &mut Transfer, key: Value, depth: usize) -> Res {
        let around = core::mem::replace(&mut transfer.in_key, true);
        let copy = self.import_value(source, transfer, key, depth);
        transfer.in_key = around;
        copy
    }

    /// Fuel for copying: a cell pays for what goes into it and for what comes out of it.
    pub(super) fn pay(&mut self, source: &mut Vm, transfer: &Transfer, work: usize) -> Res<()> {
        if transfer.peer == Peer::Parent {
            return self.spend(work);
        }
        match source.spend(work) {
            // What a cell does is also its supervisor's work.
            Ok(()) => self.spend(work),
            Err(_) => {
                source.heap.raised = Value::Unset;
                Err(self.runtime_error("the cell has nothing left to pay for what it passes on"))
            }
        }
    }

    fn import_text(&mut self, source: &Vm, id: Id<Str>) -> Res {
        let text = source.heap.text(id);
        self.heap.room(text.len())?;
        self.heap.string_flagged(String::from(text), source.heap.str_has_surrogates(id))
    }

    fn import_whole(&mut self, source: &mut Vm, transfer: &mut Transfer, value: Value, depth: usize) -> Res {
        let next = depth + 1;
        match value {
            Value::Str(id) => {
                self.pay(source, transfer, source.heap.text(id).len() / FAST)?;
                self.import_text(source, id)
            }
            Value::BigInt(id) => {
                let copy = source.heap.integers[id].0.clone();
                self.pay(source, transfer, copy.bits() as usize / FAST)?;
                self.heap.int(copy)
            }
            Value::Bytes(id) | Value::ByteArray(id) => {
                let len = source.heap.bytes[id].data.len();
                self.pay(source, transfer, len / FAST)?;
                self.heap.room(len)?;
                let copy = self
                    .heap
                    .add_bytes(Bytes { data: source.heap.bytes[id].data.clone(), ..Bytes::default() })?;
                Ok(if matches!(value, Value::Bytes(_)) { Value::Bytes(copy) } else { Value::ByteArray(copy) })
            }
            Value::Tuple(id) => {
                let len = source.heap.tuples[id].items.len();
                let mut items = self.room_for_items(source, transfer, len)?;
                for index in 0..len {
                    let it = source.heap.tuples[id].items.get(index).copied().unwrap_or_default();
                    items.push(self.import_value(source, transfer, it, next)?);
                }
                self.heap.tuple(items)
            }
            Value::List(id) => {
                let len = source.heap.lists[id].items.len();
                let mut items = self.room_for_items(source, transfer, len)?;
                for index in 0..len {
                    let it = source.heap.lists[id].items.get(index).copied().unwrap_or_default();
                    items.push(self.import_value(source, transfer, it, next)?);
                }
                self.heap.list(items)
            }
            Value::Dict(id) => {
                let dict = self.heap.dict()?;
                let mut position = 0;
                while let Some((at, entry)) = source.heap.dicts[id].next_from(position) {
                    position = at + 1;
                    self.pay(source, transfer, 2)?;
                    let key = self.import_key(source, transfer, entry.key, next)?;
                    let value = self.import_value(source, transfer, entry.value, next)?;
                    self.dict_set(dict, key, value)?;
                }
                Ok(Value::Dict(dict))
            }
            Value::Set(id) | Value::FrozenSet(id) => {
                let set = self.heap.add_set(Table::default())?;
                let mut position = 0;
                while let Some((at, entry)) = source.heap.sets[id].next_from(position) {
                    position = at + 1;
                    self.pay(source, transfer, 1)?;
                    let key = self.import_key(source, transfer, entry.key, next)?;
                    self.set_add(set, key)?;
                }
                Ok(if matches!(value, Value::Set(_)) { Value::Set(set) } else { Value::FrozenSet(set) })
            }
            Value::Slice(id) => {
                let Slice { start, stop, step } = source.heap.slices[id];
                let start = self.import_value(source, transfer, start, next)?;
                let stop = self.import_value(source, transfer, stop, next)?;
                let step = self.import_value(source, transfer, step, next)?;
                self.heap.add_slice(Slice { start, stop, step }).map(Value::Slice)
            }
            Value::Exception(id) => self.import_exception(source, transfer, id, depth),
            _ => Ok(Value::None),
        }
    }

    fn room_for_items(&mut self, source: &mut Vm, transfer: &Transfer, len: usize) -> Res<Vec<Value>> {
        self.pay(source, transfer, len)?;
        self.heap.room(len.saturating_mul(size_of::<Value>()))?;
        Ok(Vec::with_capacity(len))
    }

    /// A class of the table of builtin types and exceptions is the same class everywhere.
    pub(super) fn builtin_class_like(&self, source: &Vm, class: Id<Class>) -> Option<Id<Class>> {
        let same = (class.index() as usize) < source.builtin_classes
            && source.builtin_classes == self.builtin_classes;
        if same { Some(Id::fixed(class.index())) } else { None }
    }

    fn import_object(&mut self, source: &mut Vm, transfer: &Transfer, value: Value) -> Res {
        let (peer, me) = (transfer.peer, transfer.me);
        if let Some(remote) = source.payload::<Remote>(value).copied() {
            if remote.peer == me {
                // It comes home.
                return match self.exported(peer, remote.number) {
                    Some(value) => Ok(value),
                    None => Err(self.reference_error("the object is gone")),
                };
            }
        }
        let number = match source.export(me, value) {
            Ok(number) => number,
            Err(_) => {
                source.heap.raised = Value::Unset;
                return Err(self.memory_error("too many objects are shared across the membrane"));
            }
        };
        if let Some(remote) = self.membrane.shared(peer).and_then(|it| it.imported(number)) {
            return Ok(remote);
        }
        let label = source.label_of(value);
        let label = self.heap.string(label)?;
        let class = self.remote_class()?;
        let cell = self.membrane.handle_of(peer);
        let is_file = matches!(value, Value::Object(_)) && source.stands_for_file(value);
        let (opened_as, ahead) = (Value::Unset, Value::Unset);
        let data = Remote { peer, number, label, cell, is_file, opened_as, ahead, at: 0 };
        let remote = self.heap.object(class, data)?;
        if let (Value::Object(id), Some(shared)) = (remote, self.membrane.shared(peer)) {
            shared.import(number, id);
        }
        Ok(remote)
    }

    /// What a remote's `repr` says of an object: its kind and name, nothing that its own code makes up.
    fn label_of(&self, value: Value) -> String {
        match value {
            Value::Function(id) => alloc::format!("function {}", self.text_of(self.heap.functions[id].name)),
            Value::Native(id) => alloc::format!("function {}", self.heap.natives[id].def.name),
            Value::Bound(id) => self.label_of(self.heap.bounds[id].function),
            Value::Class(id) => alloc::format!("class {}", self.class_name(id)),
            _ => {
                let bastion = self.payload::<crate::modules::padcell::Bastion>(value).map(|it| it.name);
                match bastion.or_else(|| self.payload::<Remote>(value).map(|it| it.label)) {
                    Some(name) => self.string_of(name),
                    None => alloc::format!("{} object", self.type_name(value)),
                }
            }
        }
    }
}
