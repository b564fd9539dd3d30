//! Files that a cell has opened through its supervisor: their lines cross by many at a time.
//!
//! Lines are read ahead only from files that cannot be written and whose position can be set, so that nobody waits for
//! more than was asked for; what was read ahead counts as unread in all that the file says of itself.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Operation, Remote};
use crate::error::{Res, Unwind};
use crate::heap::{Class, ClassFlags, Id};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

/// So much crosses at a time: lines, and bytes of them.
const MAX_LINES: usize = 1000;
const MAX_BYTES: usize = 64 << 10;

const METHODS: &[Def] = &[
    Def::method("__next__", "self, /", next),
    Def::method("__exit__", "self, type, value, traceback, /", exit),
    Def::method("close", "self, /", close),
    Def::method("read", "self, size=-1, /", read),
    Def::method("readline", "self, size=-1, /", readline),
    Def::method("readlines", "self, hint=-1, /", readlines),
    Def::method("tell", "self, /", tell),
    Def::method("seek", "self, offset, whence=0, /", seek),
    Def::method("write", "self, text, /", |vm, args| vm.invoke(args[0], "write", &args[1..])),
    Def::method("writelines", "self, lines, /", |vm, args| vm.invoke(args[0], "writelines", &args[1..])),
    Def::method("flush", "self, /", |vm, args| vm.invoke(args[0], "flush", &[])),
    Def::method("readable", "self, /", |vm, args| vm.invoke(args[0], "readable", &[])),
    Def::method("writable", "self, /", |vm, args| vm.invoke(args[0], "writable", &[])),
    Def::get("name", name),
    Def::method("seekable", "self, /", |vm, args| vm.invoke(args[0], "seekable", &[])),
];

/// The name that this cell gave, not what its supervisor has made of it.
fn name(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.payload::<Remote>(args[0]).map(|it| it.opened_as) {
        Some(it) if it.is_set() => Ok(it),
        _ => {
            let name = vm.heap.intern_static("name")?;
            vm.remote(Operation::GetAttr, args[0], &[Value::Str(name)])
        }
    }
}

impl Vm {
    /// A file that belongs to this cell alone, since it has opened it under a name.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn own_file(&mut self, file: Value, name: Value) -> Res<()> {
        let Value::Object(id) = file else { return Ok(()) };
        if self.payload::<Remote>(file).is_some_and(|it| it.is_file) {
            self.heap.objects[id].class = self.file_class()?;
        }
        if let Some(it) = self.payload_mut::<Remote>(file) {
            it.opened_as = name;
        }
        Ok(())
    }

    fn file_class(&mut self) -> Res<Id<Class>> {
        if let Some(class) = self.membrane.file_class {
            return Ok(class);
        }
        let base = self.remote_class()?;
        let class = self.native_class("Bastion", "BastionClass", base, ClassFlags::default(), METHODS)?;
        self.membrane.file_class = Some(class);
        Ok(class)
    }

    /// Calls a method of a file on the other side.
    fn invoke(&mut self, file: Value, name: &'static str, args: &[Value]) -> Res {
        let args = self.heap.tuple_of(args)?;
        let name = self.heap.intern_static(name)?;
        self.remote(Operation::Invoke, file, &[Value::Str(name), args])
    }

    /// The lines that were read ahead and not given out yet.
    fn unread(&self, file: Value) -> &[Value] {
        let Some(it) = self.payload::<Remote>(file) else { return &[] };
        let Value::List(id) = it.ahead else { return &[] };
        self.heap.lists[id].items.get(it.at..).unwrap_or_default()
    }

    fn forget_unread(&mut self, file: Value) {
        if let Some(it) = self.payload_mut::<Remote>(file) {
            (it.ahead, it.at) = (Value::Unset, 0);
        }
    }

    /// Takes the next line, of those that were read ahead.
    fn take_unread(&mut self, file: Value) -> Option<Value> {
        let line = self.unread(file).first().copied()?;
        if let Some(it) = self.payload_mut::<Remote>(file) {
            it.at += 1;
        }
        Some(line)
    }

    /// The next line; None at the end.
    fn next_line(&mut self, file: Value) -> Res<Option<Value>> {
        self.spend(1)?;
        if let Some(line) = self.take_unread(file) {
            return Ok(Some(line));
        }
        self.forget_unread(file);
        let lines = self.remote(Operation::Lines, file, &[])?;
        if let Some(it) = self.payload_mut::<Remote>(file) {
            (it.ahead, it.at) = (lines, 0);
        }
        Ok(self.take_unread(file))
    }

    /// Bytes of what was read ahead; None if that is text, whose positions only the file itself knows.
    fn unread_bytes(&self, file: Value) -> Option<usize> {
        let mut bytes = 0;
        for it in self.unread(file) {
            let Value::Bytes(id) = it else { return None };
            bytes += self.heap.bytes[*id].data.len();
        }
        Some(bytes)
    }

    /// The first `size` characters or bytes of what was read ahead, all of it if `size` is negative.
    fn take_part(&mut self, file: Value, size: i64) -> Res<Vec<Value>> {
        let mut left = usize::try_from(size).unwrap_or(usize::MAX);
        let mut parts = Vec::new();
        while left > 0 {
            let Some(line) = self.take_unread(file) else { break };
            self.spend(1)?;
            let length = self.len(line)?;
            if length <= left {
                left -= length;
                parts.push(line);
                continue;
            }
            let (head, tail) = self.split_line(line, left)?;
            parts.push(head);
            if let Some(it) = self.payload_mut::<Remote>(file) {
                it.at -= 1;
                if let (Value::List(id), at) = (it.ahead, it.at) {
                    if let Some(slot) = self.heap.lists[id].items.get_mut(at) {
                        *slot = tail;
                    }
                }
            }
            break;
        }
        Ok(parts)
    }

    fn split_line(&mut self, line: Value, at: usize) -> Res<(Value, Value)> {
        match line {
            Value::Bytes(id) => {
                let data = self.heap.bytes[id].data.clone();
                let (head, tail) = data.split_at(at.min(data.len()));
                Ok((self.heap.bytes(head.to_vec())?, self.heap.bytes(tail.to_vec())?))
            }
            Value::Str(id) => {
                let points: Vec<u32> = self.heap.code_points(id).collect();
                let (head, tail) = points.split_at(at.min(points.len()));
                Ok((self.heap.string_of_code_points(head)?, self.heap.string_of_code_points(tail)?))
            }
            _ => Ok((line, Value::None)),
        }
    }

    /// The parts as one string or bytes.
    fn joined(&mut self, parts: &[Value]) -> Res {
        if let [one] = parts {
            return Ok(*one);
        }
        if let Some(Value::Bytes(_)) = parts.first() {
            let mut data = Vec::new();
            for it in parts {
                if let Value::Bytes(id) = it {
                    self.heap.room(data.len() + self.heap.bytes[*id].data.len())?;
                    data.extend_from_slice(&self.heap.bytes[*id].data);
                }
            }
            self.spend(data.len() / 16)?;
            return self.heap.bytes(data);
        }
        let (mut text, mut surrogates) = (String::new(), false);
        for it in parts {
            if let Value::Str(id) = it {
                self.heap.room(text.len() + self.heap.text(*id).len())?;
                text.push_str(self.heap.text(*id));
                surrogates |= self.heap.str_has_surrogates(*id);
            }
        }
        self.spend(text.len() / 16)?;
        self.heap.string_flagged(text, surrogates)
    }

    /// On the side of the file: some of its lines, as a list; one, if it is not to be read ahead.
    pub(super) fn some_lines(&mut self, file: Value) -> Res {
        let mut ahead = true;
        for (name, wanted) in [("seekable", true), ("writable", false)] {
            let answer = self.call_method(file, name, &[])?;
            ahead &= self.truth(answer)? == wanted;
        }
        let list = self.heap.list(Vec::new())?;
        self.keep(list);
        let Value::List(id) = list else { return Ok(list) };
        let mut bytes = 0;
        while self.heap.lists[id].items.len() < if ahead { MAX_LINES } else { 1 } && bytes < MAX_BYTES {
            match self.next(file) {
                Ok(Some(line)) => {
                    bytes += match line {
                        Value::Str(id) => self.heap.text(id).len(),
                        Value::Bytes(id) => self.heap.bytes[id].data.len(),
                        _ => MAX_BYTES,
                    };
                    self.heap.list_push(id, line)?;
                }
                Ok(None) => break,
                // It comes again when the lines before it have been given out.
                Err(Unwind::Raised) if !self.heap.lists[id].items.is_empty() => {
                    self.heap.raised = Value::Unset;
                    break;
                }
                Err(it) => return Err(it),
            }
        }
        Ok(list)
    }
}

fn next(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.next_line(args[0])? {
        Some(line) => Ok(line),
        None => Err(vm.raise_args(vm.exceptions.stop_iteration, &[])),
    }
}

fn exit(vm: &mut Vm, args: &[Value]) -> Res {
    vm.forget_unread(args[0]);
    vm.remote(Operation::Exit, args[0], &[args[2]])
}

fn close(vm: &mut Vm, args: &[Value]) -> Res {
    vm.forget_unread(args[0]);
    vm.invoke(args[0], "close", &[])
}

/// A size argument: negative for "all".
fn size_of(vm: &mut Vm, size: Value) -> Res<i64> {
    if size.is_absent() { Ok(-1) } else { vm.index_i64(size) }
}

fn read(vm: &mut Vm, args: &[Value]) -> Res {
    let size = size_of(vm, args[1])?;
    let mut parts = vm.take_part(args[0], size)?;
    let mut taken = 0;
    for it in &parts {
        taken += vm.len(*it)?;
    }
    let left = if size < 0 { -1 } else { size.saturating_sub(taken as i64) };
    if parts.is_empty() || left != 0 {
        let mark = vm.kept();
        parts.iter().for_each(|it| vm.keep(*it));
        let rest = vm.invoke(args[0], "read", &[Value::Int(left)])?;
        vm.release(mark);
        if parts.is_empty() {
            return Ok(rest);
        }
        parts.push(rest);
    }
    vm.joined(&parts)
}

fn readline(vm: &mut Vm, args: &[Value]) -> Res {
    let size = size_of(vm, args[1])?;
    if size >= 0 {
        let length = match vm.unread(args[0]).first().copied() {
            Some(line) => vm.len(line)?,
            None => return vm.invoke(args[0], "readline", &[Value::Int(size)]),
        };
        let parts = vm.take_part(args[0], size.min(length as i64))?;
        return vm.joined(&parts);
    }
    match vm.next_line(args[0])? {
        Some(line) => Ok(line),
        // It knows whether the end is text or bytes.
        None => vm.invoke(args[0], "readline", &[]),
    }
}

fn readlines(vm: &mut Vm, args: &[Value]) -> Res {
    let hint = size_of(vm, args[1])?;
    let list = vm.heap.list(Vec::new())?;
    vm.keep(list);
    let Value::List(id) = list else { return Ok(list) };
    let mut size = 0;
    while hint <= 0 || size < hint {
        let Some(line) = vm.next_line(args[0])? else { break };
        size = size.saturating_add(vm.len(line)? as i64);
        vm.heap.list_push(id, line)?;
    }
    Ok(list)
}

fn tell(vm: &mut Vm, args: &[Value]) -> Res {
    match vm.unread_bytes(args[0]) {
        Some(unread) => match vm.invoke(args[0], "tell", &[])? {
            Value::Int(at) => Ok(Value::Int(at.saturating_sub(unread as i64))),
            it => Ok(it),
        },
        None => Err(vm.raise_text(vm.exceptions.os_error, "telling position disabled by next() call")),
    }
}

fn seek(vm: &mut Vm, args: &[Value]) -> Res {
    let (mut offset, mut whence) = (args[1], args[2]);
    if whence.is_unset() {
        whence = Value::Int(0);
    }
    if let (Value::Int(1), Value::Int(by), Some(unread)) = (whence, offset, vm.unread_bytes(args[0])) {
        offset = Value::Int(by.saturating_sub(unread as i64));
    }
    let at = vm.invoke(args[0], "seek", &[offset, whence])?;
    vm.forget_unread(args[0]);
    Ok(at)
}
