# requires: 3.14
# What Python 3.14 added: t-strings, except without parentheses, deferred annotations.
from string.templatelib import Interpolation, Template

name = "World"
t = t"Hello {name!r:>10}!"
assert isinstance(t, Template) and t.strings == ("Hello ", "!") and t.values == ("World",)
i = t.interpolations[0]
assert isinstance(i, Interpolation) and (i.value, i.expression, i.conversion, i.format_spec) == ("World", "name", "r", ">10")
assert list(t"a{1}b") == ["a", Interpolation(1, "1", None, ""), "b"] or len(list(t"a{1}b")) == 3
try:
    {}["x"]
except KeyError, IndexError:
    print("without parentheses")


def later(x: NotYet) -> AlsoNot:
    return x


class NotYet:
    pass


assert later(1) == 1
try:
    later.__annotations__
except NameError as e:
    print(e)
AlsoNot = int
assert later.__annotations__ == {"x": NotYet, "return": int}
