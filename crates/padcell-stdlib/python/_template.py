"""What t-strings make: templates and their interpolations."""

from types import GenericAlias


class Interpolation:
    """An expression in a template, with its value."""

    __slots__ = ('value', 'expression', 'conversion', 'format_spec', '__weakref__')
    __match_args__ = ('value', 'expression', 'conversion', 'format_spec')
    __class_getitem__ = classmethod(GenericAlias)

    def __new__(cls, value, expression='', conversion=None, format_spec=''):
        if not isinstance(expression, str):
            raise TypeError(f"Interpolation() argument 'expression' must be str, not {type(expression).__name__}")
        if conversion not in (None, 's', 'r', 'a'):
            raise ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        if not isinstance(format_spec, str):
            raise TypeError(f"Interpolation() argument 'format_spec' must be str, not {type(format_spec).__name__}")
        self = object.__new__(cls)
        for name, part in zip(cls.__match_args__, (value, expression, conversion, format_spec)):
            object.__setattr__(self, name, part)
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Interpolation' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError('readonly attribute')

    def __repr__(self):
        return (f'Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, {self.format_spec!r})')

    def __reduce__(self):
        return Interpolation, (self.value, self.expression, self.conversion, self.format_spec)


class Template:
    """The strings of a t-string and the interpolations between them."""

    __slots__ = ('strings', 'interpolations', '__weakref__')

    def __new__(cls, *args):
        strings, interpolations = [''], []
        for arg in args:
            if isinstance(arg, str):
                strings[-1] += arg
            elif isinstance(arg, Interpolation):
                interpolations.append(arg)
                strings.append('')
            else:
                raise TypeError(
                    'Template.__new__ *args need to be of type \'str\' or \'Interpolation\', '
                    f'got {type(arg).__name__}')
        self = object.__new__(cls)
        object.__setattr__(self, 'strings', tuple(strings))
        object.__setattr__(self, 'interpolations', tuple(interpolations))
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'string.templatelib.Template' is not an acceptable base type")

    def __setattr__(self, name, value):
        raise AttributeError('readonly attribute')

    @property
    def values(self):
        """Values of interpolations"""
        return tuple(it.value for it in self.interpolations)

    def __iter__(self):
        for index, string in enumerate(self.strings):
            if string:
                yield string
            if index < len(self.interpolations):
                yield self.interpolations[index]

    def __add__(self, other):
        if not isinstance(other, Template):
            raise TypeError('can only concatenate string.templatelib.Template (not '
                            f'"{type(other).__name__}") to string.templatelib.Template')
        return Template(*self, *other)

    def __repr__(self):
        return f'Template(strings={self.strings!r}, interpolations={self.interpolations!r})'

    def __reduce__(self):
        from string.templatelib import _template_unpickle
        return _template_unpickle, (self.strings, self.interpolations)


Interpolation.__module__ = Template.__module__ = 'string.templatelib'
