# requires: 3.12
# Type parameters: functions, classes, aliases, bounds, scopes, and lazy evaluation.
import typing
from typing import TypeAliasType, TypeVar


def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def __init__(self, value: T):
        self.value = value

    def get[U](self, other: U) -> tuple[T, U]:
        return self.value, other


assert first([1, 2]) == 1 and first.__type_params__[0].__name__ == "T"
assert isinstance(first.__type_params__[0], TypeVar)
assert Box(5).get("x") == (5, "x") and [p.__name__ for p in Box.__type_params__] == ["T", "Ts", "P"]
assert typing.Generic in Box.__mro__ and Box.__parameters__ == Box.__type_params__

type Pair[K] = tuple[K, K]
type Tree = list[Tree] | int
type Broken = no_such_name

assert isinstance(Pair, TypeAliasType) and Pair.__name__ == "Pair"
assert Pair[int].__args__ == (int,) and str(Tree.__value__) == "list[Tree] | int"
try:
    Broken.__value__
except NameError as e:
    print(e)


def bounded[T: (int, str), U: "Box"](x: T) -> T:
    return x


assert bounded.__type_params__[0].__constraints__ == (int, str)
assert bounded.__type_params__[1].__bound__ == "Box"


class Outer[T]:
    class Inner:
        def method(self, x: T) -> T:
            return x

    kind = "class scope"

    def method[T](self) -> T:
        return T


assert Outer().method().__name__ == "T" and Outer().method() is not Outer.__type_params__[0]


def closure[T]():
    return lambda: T


assert closure()() is closure.__type_params__[0]
type = 5
assert type == 5
try:
    T
except NameError as e:
    print(e)
for source in ("def f[T, T](): pass", "class C[T]: T = 1; nonlocal T", "type X[T: (yield)] = T", "def f[T: (x := 1)](): pass", "type X = yield"):
    try:
        compile(source, "<s>", "exec")
        print("compiled", source)
    except SyntaxError:
        print("refused")
