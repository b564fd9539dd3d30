//! What the builtin types say of themselves (`int.__doc__`).

// tidy: table

use super::TYPES;
use crate::heap::{Class, Id};

/// The documentation of each builtin type that has one.
pub(super) const DOCS: &[(Id<Class>, &str)] = &[
    (TYPES.object, "The base class of the class hierarchy."),
    (TYPES.type_, "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"),
    (TYPES.int, "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or text to an integer."),
    (TYPES.bool_, "Returns True when the argument is true, False otherwise."),
    (TYPES.float, "Convert a string or number to a floating-point number, if possible."),
    (TYPES.complex, "Create a complex number from a string or numbers."),
    (TYPES.str_, "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str"),
    (TYPES.bytes, "An immutable array of bytes, made of ints, text, a buffer, or a size."),
    (TYPES.bytearray, "A mutable array of bytes, made of ints, text, a buffer, or a size."),
    (TYPES.tuple, "Built-in immutable sequence."),
    (TYPES.list, "Built-in mutable sequence."),
    (
        TYPES.dict,
        "dict() -> new empty dictionary\ndict(mapping or iterable of pairs, **kwargs) -> a dictionary of them",
    ),
    (TYPES.set, "Build an unordered collection of unique elements."),
    (TYPES.frozenset, "Build an immutable unordered collection of unique elements."),
    (TYPES.range, "range(stop) -> range object\nrange(start, stop[, step]) -> range object"),
    (TYPES.slice, "slice(stop)\nslice(start, stop[, step])"),
    (TYPES.classmethod, "Convert a function to be a class method."),
    (TYPES.staticmethod, "Convert a function to be a static method."),
    (
        TYPES.super_,
        "super() -> the classes behind this one\nsuper(type, object or type) -> those behind `type`",
    ),
    (TYPES.enumerate, "Pairs of a count and the items of an iterable."),
    (TYPES.zip, "Tuples of the items of several iterables that stand at the same place."),
    (TYPES.map, "What a function makes of the items of iterables."),
    (TYPES.filter, "The items of an iterable for which a function is true."),
    (TYPES.reversed, "The items of a sequence from the last to the first."),
    (TYPES.memoryview, "Create a new memoryview object which references the given object."),
];
