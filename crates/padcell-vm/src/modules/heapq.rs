//! `_heapq`: heaps in lists, smallest or largest item first.

use crate::error::Res;
use crate::heap::{Dict, Id, List};
use crate::native::Def;
use crate::value::Value;
use crate::vm::Vm;

const FUNCTIONS: &[Def] = &[
    Def::function("heappush", "heap, item, /", |vm, args| push(vm, args, Order::Min))
        .doc("Push item onto heap, maintaining the heap invariant."),
    Def::function("heappop", "heap, /", |vm, args| pop(vm, args, Order::Min))
        .doc("Pop the smallest item off the heap, maintaining the heap invariant."),
    Def::function("heapreplace", "heap, item, /", |vm, args| replace(vm, args, Order::Min))
        .doc("Pop and return the current smallest value, and add the new item."),
    Def::function("heappushpop", "heap, item, /", |vm, args| push_pop(vm, args, Order::Min))
        .doc("Push item on the heap, then pop and return the smallest item from the heap."),
    Def::function("heapify", "heap, /", |vm, args| heapify(vm, args, Order::Min))
        .doc("Transform list into a heap, in-place, in O(len(heap)) time."),
    Def::function("heappush_max", "heap, item, /", |vm, args| push(vm, args, Order::Max))
        .doc("Push item onto max heap, maintaining the heap invariant."),
    Def::function("heappop_max", "heap, /", |vm, args| pop(vm, args, Order::Max))
        .doc("Maxheap variant of heappop."),
    Def::function("heapreplace_max", "heap, item, /", |vm, args| replace(vm, args, Order::Max))
        .doc("Maxheap variant of heapreplace."),
    Def::function("heappushpop_max", "heap, item, /", |vm, args| push_pop(vm, args, Order::Max))
        .doc("Maxheap variant of heappushpop."),
    Def::function("heapify_max", "heap, /", |vm, args| heapify(vm, args, Order::Max))
        .doc("Maxheap variant of heapify."),
];

pub(super) fn build(vm: &mut Vm, module: Id<Dict>) -> Res<()> {
    vm.add_functions(module, FUNCTIONS)
}

/// Which item comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Min,
    Max,
}

fn this(vm: &mut Vm, value: Value) -> Res<Id<List>> {
    match vm.unwrap(value) {
        Value::List(id) => Ok(id),
        _ => {
            let text = alloc::format!("heap argument must be a list, not {}", vm.type_name(value));
            Err(vm.type_error(&text))
        }
    }
}

/// Whether the item at `a` must stand before the one at `b`; the list must not change its size meanwhile.
fn before(vm: &mut Vm, id: Id<List>, a: usize, b: usize, order: Order) -> Res<bool> {
    let items = &vm.heap.lists[id].items;
    let len = items.len();
    let (Some(x), Some(y)) = (items.get(a).copied(), items.get(b).copied()) else { return Ok(false) };
    vm.spend(2)?;
    let mark = vm.kept();
    vm.keep(x);
    vm.keep(y);
    let first = if order == Order::Min { vm.less(x, y)? } else { vm.less(y, x)? };
    vm.release(mark);
    if vm.heap.lists[id].items.len() != len {
        return Err(vm.runtime_error("list changed size during iteration"));
    }
    Ok(first)
}

fn swap(vm: &mut Vm, id: Id<List>, a: usize, b: usize) {
    let items = &mut vm.heap.lists[id].items;
    if a < items.len() && b < items.len() {
        items.swap(a, b);
    }
}

/// Lifts the item at `at` towards `top` as long as it comes before its parent.
fn sift_up(vm: &mut Vm, id: Id<List>, top: usize, mut at: usize, order: Order) -> Res<()> {
    while at > top {
        let parent = (at - 1) / 2;
        if !before(vm, id, at, parent, order)? {
            break;
        }
        swap(vm, id, at, parent);
        at = parent;
    }
    Ok(())
}

/// Sinks the item at `top` to a leaf along its first children, then lifts it to its place: that takes fewer
/// comparisons than stopping on the way, because what sinks comes from the bottom.
fn sift_down(vm: &mut Vm, id: Id<List>, top: usize, order: Order) -> Res<()> {
    let len = vm.heap.lists[id].items.len();
    let mut at = top;
    while 2 * at + 1 < len {
        let left = 2 * at + 1;
        let right = left + 1;
        let child = if right < len && !before(vm, id, left, right, order)? { right } else { left };
        swap(vm, id, at, child);
        at = child;
    }
    sift_up(vm, id, top, at, order)
}

fn push(vm: &mut Vm, args: &[Value], order: Order) -> Res {
    let id = this(vm, args[0])?;
    vm.heap.list_push(id, args[1])?;
    let at = vm.heap.lists[id].items.len() - 1;
    sift_up(vm, id, 0, at, order)?;
    Ok(Value::None)
}

fn pop(vm: &mut Vm, args: &[Value], order: Order) -> Res {
    let id = this(vm, args[0])?;
    let Some(last) = vm.heap.lists[id].items.pop() else { return Err(vm.index_error("index out of range")) };
    let Some(first) = vm.heap.lists[id].items.first_mut() else { return Ok(last) };
    let result = core::mem::replace(first, last);
    vm.keep(result);
    sift_down(vm, id, 0, order)?;
    Ok(result)
}

fn replace(vm: &mut Vm, args: &[Value], order: Order) -> Res {
    let id = this(vm, args[0])?;
    let Some(first) = vm.heap.lists[id].items.first_mut() else {
        return Err(vm.index_error("index out of range"));
    };
    let result = core::mem::replace(first, args[1]);
    vm.keep(result);
    sift_down(vm, id, 0, order)?;
    Ok(result)
}

fn push_pop(vm: &mut Vm, args: &[Value], order: Order) -> Res {
    let id = this(vm, args[0])?;
    let Some(first) = vm.heap.lists[id].items.first().copied() else { return Ok(args[1]) };
    vm.keep(first);
    let goes_in = if order == Order::Min { vm.less(first, args[1])? } else { vm.less(args[1], first)? };
    if !goes_in {
        return Ok(args[1]);
    }
    replace(vm, args, order)
}

fn heapify(vm: &mut Vm, args: &[Value], order: Order) -> Res {
    let id = this(vm, args[0])?;
    for at in (0..vm.heap.lists[id].items.len() / 2).rev() {
        sift_down(vm, id, at, order)?;
    }
    Ok(Value::None)
}
