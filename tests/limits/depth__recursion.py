# stack: 256KiB
# expect: exit 0
# expect: stdout contains all were refused
# Recursion of every kind ends in RecursionError, on a small native stack.


class Repr:
    def __repr__(self):
        return repr(self)


class Eq:
    def __eq__(self, other):
        return self == other


class Add:
    def __add__(self, other):
        return self + other


class Attr:
    def __getattr__(self, name):
        return getattr(self, name + "x")


class Item:
    def __getitem__(self, key):
        return self[key]


class Call:
    def __call__(self):
        return self()


class Iter:
    def __iter__(self):
        return iter(self)


class Hash:
    def __hash__(self):
        return hash(self)


class Bool:
    def __bool__(self):
        return bool(self)


class Lt:
    def __lt__(self, other):
        return sorted([self, other])


class Meta(type):
    def __instancecheck__(cls, x):
        return isinstance(x, cls)


class Check(metaclass=Meta):
    pass


def plain():
    return plain()


def generator():
    yield from generator()


def with_key():
    return sorted([2, 1], key=lambda v: with_key())


def mapped():
    return list(map(lambda v: mapped(), [1]))


def in_exec():
    exec("in_exec()")


class Descriptor:
    def __get__(self, obj, cls):
        return obj.x


class HasDescriptor:
    x = Descriptor()


class New:
    def __init__(self):
        New()


nested = []
for _ in range(100_000):
    nested = [nested]
other = []
for _ in range(100_000):
    other = [other]
deep_tuple = ()
for _ in range(100_000):
    deep_tuple = (deep_tuple,)
deep_dict = {}
for _ in range(100_000):
    deep_dict = {1: deep_dict}

import copy
import json

attempts = [
    plain,
    lambda: repr(Repr()),
    lambda: Eq() == 1,
    lambda: Add() + 1,
    lambda: Attr().x,
    lambda: Item()[1],
    lambda: Call()(),
    lambda: list(Iter()),
    lambda: hash(Hash()),
    lambda: not Bool(),
    lambda: Lt() < Lt(),
    lambda: isinstance(1, Check),
    lambda: list(generator()),
    with_key,
    mapped,
    in_exec,
    lambda: HasDescriptor().x,
    New,
    lambda: repr(nested),
    lambda: str(nested),
    lambda: nested == other,
    lambda: nested < other,
    lambda: repr(deep_tuple),
    lambda: hash(deep_tuple),
    lambda: repr(deep_dict),
    lambda: f"{nested}",
    lambda: copy.deepcopy(nested),
    lambda: json.dumps(nested),
    lambda: json.loads("[" * 100_000 + "]" * 100_000),
    lambda: isinstance(1, eval("(" * 5000 + "int," + ",)" * 5000)),
    lambda: eval("(" * 100_000 + ")" * 100_000),
    lambda: eval("-" * 100_000 + "1"),
    lambda: eval("1" + "+1" * 100_000 + "+'a'"),
    lambda: eval("[" * 100_000),
    lambda: eval("a" + ".b" * 100_000),
    lambda: eval("lambda: " * 100_000 + "1"),
    lambda: compile("if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 2000)) + " " * 2000 + "pass", "<s>", "exec"),
]
failed = []
for number, attempt in enumerate(attempts):
    try:
        attempt()
    except (RecursionError, SyntaxError, MemoryError, TypeError, NameError):
        pass
    else:
        failed.append(number)
print("not refused:" if failed else "all were refused", *failed)
