"""Bastions: an object's methods, and nothing else of it, for code that is not trusted with the object."""

import _padcell

__all__ = ["BastionClass", "Bastion"]

BastionClass = _padcell.BastionClass

_PLAIN = (type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented))
_ITERATOR = ("__iter__", "__next__")


def _public(name):
    return name[:1] != "_"


def Bastion(
    object,
    filter=_public,
    name=None,
    bastionclass=BastionClass,
    *,
    specials=(),
    wrap_results=False,
    copy_args=False,
):
    """A bastion for object: filter decides, by name, which methods can be called; nothing else of it is reachable.

    name is what repr() shows (repr(object), unless it is given) and bastionclass the class of the bastion, which is called
    with a function that gets attributes, and the name.

    specials names the special methods that are permitted, so that a bastion can be called (__call__), iterated over
    (__iter__, __next__), measured (__len__), indexed (__getitem__, __setitem__, __delitem__), used with in (__contains__)
    and with (__enter__, __exit__).  With wrap_results, what the methods return is a bastion too, with the same filter,
    unless it is plain data.  With copy_args, lists, dicts and sets among the arguments are copied first: the object keeps
    nothing that the caller can change afterwards.
    """
    name = repr(object) if name is None else str(name)
    specials = tuple(specials)
    wrap = None
    if wrap_results or copy_args:

        def guarded(value):
            return _guarded(value, filter, specials, copy_args)

        def wrap(method):
            def call(*args, **kwargs):
                if copy_args:
                    args = [_copied(it) for it in args]
                    kwargs = {key: _copied(it) for key, it in kwargs.items()}
                result = method(*args, **kwargs)
                return guarded(result) if wrap_results else result

            call.__name__ = call.__qualname__ = getattr(method, "__name__", "method")
            return call

    made = _padcell.bastion(bastionclass, object, filter, name, specials, wrap)
    if bastionclass is not BastionClass:
        plain = _padcell.bastion(BastionClass, object, filter, name, specials, wrap)
        bastionclass.__init__(made, lambda attribute: getattr(plain, attribute), name)
    return made


def _guarded(value, filter, specials, copy_args):
    """A result as the other side may have it: plain data, or a bastion."""
    kind = type(value)
    if kind in _PLAIN or kind is BastionClass or kind is _padcell.Remote:
        return value
    if kind in (tuple, list, set, frozenset):
        return kind([_guarded(it, filter, specials, copy_args) for it in value])
    if kind is dict:
        return {
            _guarded(key, filter, specials, copy_args): _guarded(it, filter, specials, copy_args)
            for key, it in value.items()
        }
    if hasattr(kind, "__next__"):
        specials = tuple({*specials, *_ITERATOR})
    elif kind.__name__ in ("function", "method", "builtin_function_or_method", "partial"):
        specials = ("__call__",)
    return Bastion(value, filter, kind.__name__, specials=specials, wrap_results=True, copy_args=copy_args)


def _copied(value):
    kind = type(value)
    if kind in (tuple, list, set, frozenset):
        return kind([_copied(it) for it in value])
    if kind is dict:
        return {_copied(key): _copied(it) for key, it in value.items()}
    if kind is bytearray:
        return bytearray(value)
    return value
