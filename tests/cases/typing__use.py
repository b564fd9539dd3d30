# The typing module at run time: generics, aliases, protocols, named tuples, typed dicts and casts.
import typing
from typing import Annotated, Any, Callable, ClassVar, Final, Generic, Iterable, Literal, NamedTuple, NewType, Optional, ParamSpec, Protocol, TypedDict, TypeVar, Union, cast, final, get_args, get_origin, get_type_hints, overload, runtime_checkable


def error(call):
    try:
        call()
    except Exception as e:
        return f"{type(e).__name__}: {e}"
    return "no error"


T = TypeVar("T")
K = TypeVar("K", bound=int)
P = ParamSpec("P")


# === generic classes ===
class Stack(Generic[T]):
    def __init__(self):
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


s = Stack[int]()
s.push(1)
s.push("unchecked")
print(s.pop(), s.pop(), type(s) is Stack, Stack[int] == Stack[int], Stack[int] != Stack[str], get_origin(Stack[int]) is Stack, get_args(Stack[int]), Stack.__parameters__, T.__name__, K.__bound__)


class Pair(Generic[T, K]):
    pass


class IntStack(Stack[int]):
    pass


print(Pair[str, bool].__args__, IntStack.__orig_bases__[0].__args__, IntStack.__mro__[1].__name__, error(lambda: Stack[int, str]).split(":")[0], error(lambda: Pair[int]).split(":")[0], isinstance(IntStack(), Stack), error(lambda: isinstance(s, Stack[int])).split(":")[0])

# === aliases of builtin types ===
print(list[int], dict[str, list[int]], tuple[int, ...], tuple[()], set[T], type[int], list[int]([1]), get_origin(dict[str, int]), get_args(dict[str, int]), list[int] == list[int], list[T][int], dict[str, T][int], hash(list[int]) == hash(list[int]))
print(int | str, int | None, isinstance(5, int | str), isinstance(None, int | None), issubclass(bool, int | str), (int | str) == (str | int), get_args(int | str), int | str | int, (int | str) | None)
print(typing.List[int], typing.Dict[str, int], typing.Callable[[int], str], Callable[..., Any], get_args(Callable[[int, str], bool]), get_origin(typing.List[int]), Iterable[int], Literal[1, "a"], get_args(Literal[1, 2]), Any, ClassVar[int], Final[int])
print(get_args(Optional[int]), get_args(Union[int, str, int]), Union[int] is int, get_args(Union[int, Union[str, None]]), Optional[int] == Union[int, None], Annotated[int, "meta"].__metadata__, get_args(Annotated[int, 1, 2]), error(lambda: Literal[1]()).split(":")[0])

# === hints ===


def f(a: int, b: "str" = "x", *args: float, c: "list[int]", **kw: Any) -> "Stack[int]":
    pass


class Hinted:
    x: int
    y: "str" = "d"
    z: ClassVar["int"] = 1
    a: Annotated[int, "m"] = 0


print(get_type_hints(f), get_type_hints(Hinted)["y"], get_type_hints(Hinted)["a"], get_type_hints(Hinted, include_extras=True)["a"] == Annotated[int, "m"], sorted(Hinted.__annotations__), hasattr(Hinted, "x"), f.__annotations__["b"])

# === protocols ===


@runtime_checkable
class Closes(Protocol):
    def close(self) -> None: ...


class Named(Protocol):
    name: str


class File:
    def close(self):
        pass


print(isinstance(File(), Closes), isinstance(5, Closes), issubclass(File, Closes), error(lambda: isinstance(5, Named)).split(":")[0], error(lambda: Closes()).split(":")[0])


class Explicit(Closes):
    pass


print(Explicit().close(), isinstance(Explicit(), Closes))


# === named tuples and typed dicts ===
class Point(NamedTuple):
    """A point."""

    x: int
    y: int = 0

    def total(self):
        return self.x + self.y


class Movie(TypedDict, total=False):
    name: str
    year: int


class Sequel(Movie):
    part: int


p = Point(1)
print(p, p.total(), p._replace(y=5), Point._fields, Point._field_defaults, Point.__doc__, p == (1, 0), sorted(Movie.__annotations__), Movie(name="x", year=1), type(Movie()).__name__, Movie.__total__, sorted(Sequel.__annotations__), sorted(Sequel.__required_keys__), sorted(Sequel.__optional_keys__))
print(NamedTuple("N", [("a", int)])(5), error(lambda: isinstance({}, Movie)).split(":")[0])

# === what does nothing at run time ===
UserId = NewType("UserId", int)


@overload
def g(a: int) -> int: ...
@overload
def g(a: str) -> str: ...
def g(a):
    return a


@final
class Last:
    pass


print(UserId(5), type(UserId(5)).__name__, UserId.__name__, cast(int, "not an int"), g("x"), typing.TYPE_CHECKING, Last.__final__, typing.get_overloads(g) != [], typing.assert_type(5, int), error(lambda: typing.assert_never(5)).split(":")[0])


def with_paramspec(fn: Callable[P, T]) -> Callable[P, T]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> T:
        return fn(*args, **kwargs)

    return inner


print(with_paramspec(max)(1, 5), P.__name__, error(lambda: TypeVar("X", int)).split(":")[0], TypeVar("S", int, str).__constraints__, typing.NoReturn, typing.Self)
