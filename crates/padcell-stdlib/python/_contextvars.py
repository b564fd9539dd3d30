"""Context variables: values that belong to a task rather than to a function."""

from types import GenericAlias

__all__ = ('Context', 'ContextVar', 'Token', 'copy_context')


class _Missing:
    def __repr__(self):
        return '<Token.MISSING>'


_MISSING = _Missing()
_unset = object()


class Token:
    """What `ContextVar.set` gives, to be handed to `ContextVar.reset`."""

    __slots__ = ('var', 'old_value', '_context', '_used')

    MISSING = _MISSING
    __class_getitem__ = classmethod(GenericAlias)
    __hash__ = None

    def __new__(cls):
        raise RuntimeError('Tokens can only be created by ContextVars')

    def __repr__(self):
        used = ' used' if self._used else ''
        return f'<Token{used} var={self.var!r} at {id(self):#014x}>'

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.var.reset(self)


class Context:
    """A mapping from context variables to their values."""

    __slots__ = ('_values', '_previous', '_entered', '__weakref__')

    __hash__ = None

    def __new__(cls):
        self = object.__new__(cls)
        self._values = {}
        self._previous = None
        self._entered = False
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'Context' is not an acceptable base type")

    def run(self, callable, /, *args, **kwargs):
        global _current
        if self._entered:
            raise RuntimeError(f'cannot enter context: {self!r} is already entered')
        self._previous, self._entered, _current = _current, True, self
        try:
            return callable(*args, **kwargs)
        finally:
            _current, self._previous, self._entered = self._previous, None, False

    def copy(self):
        new = Context()
        new._values = self._values.copy()
        return new

    def __getitem__(self, var):
        return self._values[_checked(var)]

    def __contains__(self, var):
        return _checked(var) in self._values

    def get(self, var, default=None, /):
        return self._values.get(_checked(var), default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values


def _checked(var):
    if not isinstance(var, ContextVar):
        raise TypeError(f'a ContextVar key was expected, got {var!r}')
    return var


class ContextVar:
    """A variable whose value depends on the context that runs."""

    __slots__ = ('name', '_default', '__weakref__')

    __class_getitem__ = classmethod(GenericAlias)

    def __new__(cls, name, /, *, default=_unset):
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self = object.__new__(cls)
        object.__setattr__(self, 'name', name)
        object.__setattr__(self, '_default', default)
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'ContextVar' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError(f"'ContextVar' object attribute {name!r} is read-only")

    def __repr__(self):
        default = '' if self._default is _unset else f' default={self._default!r}'
        return f'<ContextVar name={self.name!r}{default} at {id(self):#014x}>'

    def get(self, default=_unset, /):
        value = _current._values.get(self, _unset)
        if value is not _unset:
            return value
        if default is not _unset:
            return default
        if self._default is not _unset:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        values = _current._values
        token = object.__new__(Token)
        token.var = self
        token.old_value = values.get(self, _MISSING)
        token._context = _current
        token._used = False
        values[self] = value
        return token

    def reset(self, token, /):
        if not isinstance(token, Token):
            raise TypeError(f'expected an instance of Token, got {token!r}')
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token.var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        if token._context is not _current:
            raise ValueError(f'{token!r} was created in a different Context')
        token._used = True
        if token.old_value is _MISSING:
            _current._values.pop(self, None)
        else:
            _current._values[self] = token.old_value


def copy_context():
    """Return a copy of the current Context object."""
    return _current.copy()


_current = Context()
