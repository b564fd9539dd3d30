"""Type variables and what else `typing` takes from the interpreter."""

import sys
from types import GenericAlias, UnionType as Union

__all__ = ('_idfunc', 'TypeVar', 'ParamSpec', 'TypeVarTuple', 'ParamSpecArgs', 'ParamSpecKwargs', 'TypeAliasType',
           'Generic', 'Union', 'NoDefault')

_unset = object()


def _idfunc(self, x):
    return x


class NoDefaultType:
    """The type of the NoDefault singleton."""

    __slots__ = ()
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = object.__new__(cls)
        return cls._instance

    def __init_subclass__(cls):
        raise TypeError("type 'typing.NoDefaultType' is not an acceptable base type")

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'


NoDefaultType.__module__ = 'typing'
NoDefault = NoDefaultType()


def _caller():
    """The module of the code that makes a type variable."""
    return sys._getframemodulename(2)


def _typing():
    import typing
    return typing


def _check_type(value, message):
    return value if value is None else _typing()._type_check(value, message)


def _evaluator(value):
    """The `evaluate_*` function of a value that is known already."""
    def evaluate(format, /):
        if format == 4:
            from annotationlib import type_repr
            return type_repr(value)
        return value
    return evaluate


class _Lazy:
    """What type variables have in common: parts that are evaluated when they are first asked for."""

    __slots__ = ()

    def _lazy(self, slot):
        value = getattr(self, slot)
        if value is _unset:
            evaluate = getattr(self, slot + '_function')
            value = evaluate(1) if evaluate is not None else None
            setattr(self, slot, value)
        return value

    @property
    def __default__(self):
        if self._default is _unset:
            self._default = NoDefault if self._default_function is None else self._default_function(1)
        return self._default

    @property
    def evaluate_default(self):
        if self._default_function is not None:
            return self._default_function
        return None if self._default is _unset or self._default is NoDefault else _evaluator(self._default)

    def has_default(self):
        return self._default_function is not None or self._default is not _unset and self._default is not NoDefault

    def __or__(self, other):
        return _typing().Union[self, other]

    def __ror__(self, other):
        return _typing().Union[other, self]

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def __setattr__(self, name, value):
        if name in ('__name__', '__bound__', '__constraints__', '__default__', '__covariant__', '__contravariant__',
                    '__infer_variance__'):
            raise AttributeError(f"attribute '{name}' of 'typing.{type(self).__name__}' objects is not writable")
        object.__setattr__(self, name, value)

    def _init_default(self, default):
        self._default = _unset
        self._default_function = None
        if default is not NoDefault and default is not _unset:
            self._default = default


def _refuse_subclass(cls):
    raise TypeError(f"type 'typing.{cls.__base__.__name__}' is not an acceptable base type")


class TypeVar(_Lazy):
    """Type variable."""

    __slots__ = ('_name', '_bound', '_bound_function', '_constraints', '_constraints_function', '_default',
                 '_default_function', '_covariant', '_contravariant', '_infer_variance', '__dict__', '__weakref__')

    def __new__(cls, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
                infer_variance=False):
        if not isinstance(name, str):
            raise TypeError(f"typevar() argument 'name' must be str, not {type(name).__name__}")
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        self = _new_variable(cls, name)
        self._bound = _check_type(bound, 'Bound must be a type.')
        self._constraints = tuple(_check_type(it, 'Constraints must be types.') for it in constraints)
        self._covariant, self._contravariant, self._infer_variance = (
            bool(covariant), bool(contravariant), bool(infer_variance))
        self._init_default(default)
        _set_module(self, _caller())
        return self

    __init_subclass__ = classmethod(_refuse_subclass)

    __name__ = property(lambda self: self._name)
    __bound__ = property(lambda self: self._lazy('_bound'))
    __constraints__ = property(lambda self: self._lazy('_constraints') or ())
    __covariant__ = property(lambda self: self._covariant)
    __contravariant__ = property(lambda self: self._contravariant)
    __infer_variance__ = property(lambda self: self._infer_variance)

    @property
    def evaluate_bound(self):
        if self._bound_function is not None:
            return self._bound_function
        return None if self._bound is None else _evaluator(self._bound)

    @property
    def evaluate_constraints(self):
        if self._constraints_function is not None:
            return self._constraints_function
        return _evaluator(self._constraints) if self._constraints else None

    def __repr__(self):
        if self._infer_variance:
            return self._name
        return ('+' if self._covariant else '-' if self._contravariant else '~') + self._name

    def __typing_subst__(self, arg):
        return _typing()._typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        index = params.index(self)
        if index < len(args):
            return args
        if index == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f'Too few arguments for {alias!r}; actual {len(args)}, expected {index + 1}')


def _set_module(variable, module):
    if module is not None:
        object.__setattr__(variable, '__module__', module)


def _new_variable(cls, name):
    self = object.__new__(cls)
    self._name = name
    if cls is TypeVar:
        self._bound_function = self._constraints_function = None
    return self


class ParamSpecArgs:
    """The args for a ParamSpec object."""

    __slots__ = ('__origin__', '__weakref__')

    def __init__(self, origin):
        self.__origin__ = origin

    __init_subclass__ = classmethod(_refuse_subclass)

    def __repr__(self):
        return f'{getattr(self.__origin__, "__name__", self.__origin__)}.args'

    def __eq__(self, other):
        if not isinstance(other, ParamSpecArgs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of ParamSpecArgs')


class ParamSpecKwargs:
    """The kwargs for a ParamSpec object."""

    __slots__ = ('__origin__', '__weakref__')

    def __init__(self, origin):
        self.__origin__ = origin

    __init_subclass__ = classmethod(_refuse_subclass)

    def __repr__(self):
        return f'{getattr(self.__origin__, "__name__", self.__origin__)}.kwargs'

    def __eq__(self, other):
        if not isinstance(other, ParamSpecKwargs):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of ParamSpecKwargs')


class ParamSpec(_Lazy):
    """Parameter specification variable."""

    __slots__ = ('_name', '_bound', '_default', '_default_function', '_covariant', '_contravariant',
                 '_infer_variance', '__dict__', '__weakref__')

    def __new__(cls, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                infer_variance=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        self = _new_variable(cls, name)
        self._bound = _check_type(bound, 'Bound must be a type.')
        self._covariant, self._contravariant, self._infer_variance = (
            bool(covariant), bool(contravariant), bool(infer_variance))
        self._init_default(default)
        _set_module(self, _caller())
        return self

    __init_subclass__ = classmethod(_refuse_subclass)

    __name__ = property(lambda self: self._name)
    __bound__ = property(lambda self: self._bound)
    __covariant__ = property(lambda self: self._covariant)
    __contravariant__ = property(lambda self: self._contravariant)
    __infer_variance__ = property(lambda self: self._infer_variance)
    args = property(ParamSpecArgs)
    kwargs = property(ParamSpecKwargs)

    __repr__ = TypeVar.__repr__

    def __typing_subst__(self, arg):
        return _typing()._paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._paramspec_prepare_subst(self, alias, args)


class TypeVarTuple(_Lazy):
    """Type variable tuple."""

    __slots__ = ('_name', '_default', '_default_function', '__dict__', '__weakref__')

    def __new__(cls, name, *, default=NoDefault):
        self = _new_variable(cls, name)
        self._init_default(default)
        _set_module(self, _caller())
        return self

    __init_subclass__ = classmethod(_refuse_subclass)

    __name__ = property(lambda self: self._name)

    def __iter__(self):
        yield _typing().Unpack[self]

    def __repr__(self):
        return self._name

    def __typing_subst__(self, arg):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._typevartuple_prepare_subst(self, alias, args)


class TypeAliasType:
    """Type alias: what a `type` statement makes."""

    __slots__ = ('_name', '_value', '_function', '_type_params', '__dict__', '__weakref__')

    def __new__(cls, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError('type_params must be a tuple')
        defaulted = False
        for param in type_params:
            if not isinstance(param, (TypeVar, ParamSpec, TypeVarTuple)):
                raise TypeError(f'Expected a type param, got {param!r}')
            if param.has_default():
                defaulted = True
            elif defaulted:
                raise TypeError(
                    f"non-default type parameter '{param.__name__}' follows default type parameter")
        self = _new_alias(cls, name, value, None, type_params)
        _set_module(self, _caller())
        return self

    __init_subclass__ = classmethod(_refuse_subclass)

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute '{name}' of 'typing.TypeAliasType' objects is not writable")

    __name__ = property(lambda self: self._name)
    __type_params__ = property(lambda self: self._type_params)

    @property
    def __value__(self):
        if self._value is _unset:
            object.__setattr__(self, '_value', self._function(1))
        return self._value

    @property
    def evaluate_value(self):
        return self._function if self._function is not None else _evaluator(self._value)

    @property
    def __parameters__(self):
        return tuple(_typing().Unpack[it] if isinstance(it, TypeVarTuple) else it for it in self._type_params)

    def __repr__(self):
        return self._name

    def __getitem__(self, args):
        if not self._type_params:
            raise TypeError('Only generic type aliases are subscriptable')
        return GenericAlias(self, args)

    def __iter__(self):
        yield _typing().Unpack[self]

    def __or__(self, other):
        return _typing().Union[self, other]

    def __ror__(self, other):
        return _typing().Union[other, self]

    def __reduce__(self):
        return self._name


def _new_alias(cls, name, value, function, type_params):
    self = object.__new__(cls)
    for slot, content in (('_name', name), ('_value', value), ('_function', function), ('_type_params', type_params)):
        object.__setattr__(self, slot, content)
    return self


class Generic:
    """Abstract base class for generic types."""

    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, *args, **kwargs):
        return _typing()._generic_class_getitem(cls, *args, **kwargs)

    @classmethod
    def __init_subclass__(cls, *args, **kwargs):
        return _typing()._generic_init_subclass(cls, *args, **kwargs)


for _class in (TypeVar, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, TypeAliasType, Generic):
    _class.__module__ = 'typing'
del _class


# What the compiler's code for type parameters calls. Its variables infer their variance.


def _bare_typevar(name):
    self = _new_variable(TypeVar, name)
    self._bound = None
    self._constraints = ()
    self._covariant = self._contravariant = False
    self._infer_variance = True
    self._init_default(NoDefault)
    _set_module(self, _caller())
    return self


def _make_typevar(name):
    return _bare_typevar(name)


def _make_typevar_bound(name, evaluate):
    self = _bare_typevar(name)
    self._bound = _unset
    self._bound_function = evaluate
    return self


def _make_typevar_constraints(name, evaluate):
    self = _bare_typevar(name)
    self._constraints = _unset
    self._constraints_function = evaluate
    return self


def _make_paramspec(name):
    self = _new_variable(ParamSpec, name)
    self._bound = None
    self._covariant = self._contravariant = False
    self._infer_variance = True
    self._init_default(NoDefault)
    _set_module(self, sys._getframemodulename(1))
    return self


def _make_typevartuple(name):
    self = _new_variable(TypeVarTuple, name)
    self._init_default(NoDefault)
    _set_module(self, sys._getframemodulename(1))
    return self


def _set_typeparam_default(param, evaluate):
    param._default_function = evaluate
    return param


def _subscript_generic(params):
    unpacked = tuple(_typing().Unpack[it] if isinstance(it, TypeVarTuple) else it for it in params)
    return _typing()._GenericAlias(Generic, unpacked)


def _make_typealias(name, params, evaluate):
    self = _new_alias(TypeAliasType, name, _unset, evaluate, () if params is None else params)
    _set_module(self, sys._getframemodulename(1))
    return self


def _make_interpolation(value, expression, conversion=None, format_spec=''):
    from _template import Interpolation
    return Interpolation(value, expression, conversion, format_spec)


def _make_template(parts):
    from _template import Template
    return Template(*parts)
