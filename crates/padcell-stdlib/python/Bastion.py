"""Bastions: an object's methods, and nothing else of it, for code that is not trusted with the object."""

import _padcell

__all__ = ["BastionClass", "Bastion"]

BastionClass = _padcell.BastionClass


def _public(name):
    return name[:1] != "_"


def Bastion(object, filter=_public, name=None, bastionclass=BastionClass, *, specials=()):
    """A bastion for object: filter decides, by name, which methods can be called.

    name is what repr() shows; specials names the special methods (__len__, __iter__, __call__, ...) that a cell may use.
    """
    if bastionclass is not BastionClass:
        raise TypeError("bastionclass must be BastionClass")
    return _padcell.bastion(object, filter, repr(object) if name is None else str(name), tuple(specials))
