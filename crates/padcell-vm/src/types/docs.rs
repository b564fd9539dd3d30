//! What the builtin types say of themselves (`int.__doc__`).

// tidy: table

use super::Types;
use crate::heap::{Class, Id};

/// The documentation of each builtin type that has one.
pub(crate) fn docs(types: &Types) -> [(Id<Class>, &'static str); 25] {
    [
        (types.object, "The base class of the class hierarchy."),
        (types.type_, "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"),
        (
            types.int,
            "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or text to an integer.",
        ),
        (types.bool_, "Returns True when the argument is true, False otherwise."),
        (types.float, "Convert a string or number to a floating-point number, if possible."),
        (types.complex, "Create a complex number from a string or numbers."),
        (types.str_, "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str"),
        (types.bytes, "An immutable array of bytes, made of ints, text, a buffer, or a size."),
        (types.bytearray, "A mutable array of bytes, made of ints, text, a buffer, or a size."),
        (types.tuple, "Built-in immutable sequence."),
        (types.list, "Built-in mutable sequence."),
        (
            types.dict,
            "dict() -> new empty dictionary\ndict(mapping or iterable of pairs, **kwargs) -> a dictionary of them",
        ),
        (types.set, "Build an unordered collection of unique elements."),
        (types.frozenset, "Build an immutable unordered collection of unique elements."),
        (types.range, "range(stop) -> range object\nrange(start, stop[, step]) -> range object"),
        (types.slice, "slice(stop)\nslice(start, stop[, step])"),
        (types.classmethod, "Convert a function to be a class method."),
        (types.staticmethod, "Convert a function to be a static method."),
        (
            types.super_,
            "super() -> the classes behind this one\nsuper(type, object or type) -> those behind `type`",
        ),
        (types.enumerate, "Pairs of a count and the items of an iterable."),
        (types.zip, "Tuples of the items of several iterables that stand at the same place."),
        (types.map, "What a function makes of the items of iterables."),
        (types.filter, "The items of an iterable for which a function is true."),
        (types.reversed, "The items of a sequence from the last to the first."),
        (types.memoryview, "Create a new memoryview object which references the given object."),
    ]
}
