//! Shapes (hidden classes): which attribute stands in which slot of an instance.

use alloc::vec::Vec;

use super::kinds::{Class, Str};
use super::slab::Id;

/// A shape; 0 means that the instance keeps its attributes in a dict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShapeId(pub(crate) u32);

impl ShapeId {
    /// The instance keeps its attributes in its `__dict__`.
    pub const DICT: Self = Self(0);
}

/// An instance with more attributes keeps them in a dict.
const MAX_SLOTS: usize = 64;
/// A shape with more successors belongs to a class whose attribute names are data.
const MAX_TRANSITIONS: usize = 32;

#[derive(Clone, Debug)]
struct Shape {
    class: Id<Class>,
    names: Vec<Id<Str>>,
    transitions: Vec<(Id<Str>, ShapeId)>,
}

/// All shapes of a heap.
#[derive(Clone, Debug)]
pub struct Shapes {
    all: Vec<Shape>,
}

impl Shapes {
    pub(crate) fn new() -> Self {
        Self { all: alloc::vec![Shape { class: Id::fixed(0), names: Vec::new(), transitions: Vec::new() }] }
    }

    /// A shape without attributes, for instances of `class`.
    pub(crate) fn root(&mut self, class: Id<Class>) -> ShapeId {
        self.all.push(Shape { class, names: Vec::new(), transitions: Vec::new() });
        ShapeId(self.all.len() as u32 - 1)
    }

    /// Where `name` (interned) stands.
    pub(crate) fn slot(&self, shape: ShapeId, name: Id<Str>) -> Option<usize> {
        self.all[shape.0 as usize].names.iter().position(|it| *it == name)
    }

    /// The names in slot order.
    pub(crate) fn names(&self, shape: ShapeId) -> &[Id<Str>] {
        &self.all[shape.0 as usize].names
    }

    /// The shape with `name` added, and the bytes that making it cost; None where the instance should use a dict.
    pub(crate) fn add(&mut self, shape: ShapeId, name: Id<Str>) -> Option<(ShapeId, usize)> {
        let next = ShapeId(self.all.len() as u32);
        let from = &mut self.all[shape.0 as usize];
        if let Some((_, to)) = from.transitions.iter().find(|(it, _)| *it == name) {
            return Some((*to, 0));
        }
        if shape == ShapeId::DICT
            || from.names.len() >= MAX_SLOTS
            || from.transitions.len() >= MAX_TRANSITIONS
        {
            return None;
        }
        from.transitions.push((name, next));
        let mut names = Vec::with_capacity(from.names.len() + 1);
        names.extend_from_slice(&from.names);
        names.push(name);
        let class = from.class;
        let cost = size_of::<Shape>() + names.len() * 8 + 16;
        self.all.push(Shape { class, names, transitions: Vec::new() });
        Some((next, cost))
    }

    /// Every name in any shape.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = Id<Str>> + '_ {
        self.all.iter().filter_map(|it| it.names.last().copied())
    }
}
