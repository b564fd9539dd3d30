"""The node classes of Python's abstract syntax. This runtime's compiler has a tree of its own: no text is parsed into these."""

PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_ONLY_AST = 0x400
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST
PyCF_TYPE_COMMENTS = 0x1000

# One line a kind: its name, then its nodes with their fields. `?` may be None, `*` is a list.
_GRAMMAR = '''
mod = Module(stmt* body, type_ignore* type_ignores) Interactive(stmt* body) Expression(expr body) FunctionType(expr* argtypes, expr returns)
stmt = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params) AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params) ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params) Return(expr? value) Delete(expr* targets) Assign(expr* targets, expr value, string? type_comment) TypeAlias(expr name, type_param* type_params, expr value) AugAssign(expr target, operator op, expr value) AnnAssign(expr target, expr annotation, expr? value, int simple) For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) While(expr test, stmt* body, stmt* orelse) If(expr test, stmt* body, stmt* orelse) With(withitem* items, stmt* body, string? type_comment) AsyncWith(withitem* items, stmt* body, string? type_comment) Match(expr subject, match_case* cases) Raise(expr? exc, expr? cause) Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) Assert(expr test, expr? msg) Import(alias* names) ImportFrom(identifier? module, alias* names, int? level) Global(identifier* names) Nonlocal(identifier* names) Expr(expr value) Pass() Break() Continue()
expr = BoolOp(boolop op, expr* values) NamedExpr(expr target, expr value) BinOp(expr left, operator op, expr right) UnaryOp(unaryop op, expr operand) Lambda(arguments args, expr body) IfExp(expr test, expr body, expr orelse) Dict(expr* keys, expr* values) Set(expr* elts) ListComp(expr elt, comprehension* generators) SetComp(expr elt, comprehension* generators) DictComp(expr key, expr value, comprehension* generators) GeneratorExp(expr elt, comprehension* generators) Await(expr value) Yield(expr? value) YieldFrom(expr value) Compare(expr left, cmpop* ops, expr* comparators) Call(expr func, expr* args, keyword* keywords) FormattedValue(expr value, int conversion, expr? format_spec) Interpolation(expr value, constant str, int conversion, expr? format_spec) JoinedStr(expr* values) TemplateStr(expr* values) Constant(constant value, string? kind) Attribute(expr value, identifier attr, expr_context ctx) Subscript(expr value, expr slice, expr_context ctx) Starred(expr value, expr_context ctx) Name(identifier id, expr_context ctx) List(expr* elts, expr_context ctx) Tuple(expr* elts, expr_context ctx) Slice(expr? lower, expr? upper, expr? step)
expr_context = Load() Store() Del()
boolop = And() Or()
operator = Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop = Invert() Not() UAdd() USub()
cmpop = Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()
excepthandler = ExceptHandler(expr? type, identifier? name, stmt* body)
pattern = MatchValue(expr value) MatchSingleton(constant value) MatchSequence(pattern* patterns) MatchMapping(expr* keys, pattern* patterns, identifier? rest) MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns) MatchStar(identifier? name) MatchAs(pattern? pattern, identifier? name) MatchOr(pattern* patterns)
type_ignore = TypeIgnore(int lineno, string tag)
type_param = TypeVar(identifier name, expr? bound, expr? default_value) ParamSpec(identifier name, expr? default_value) TypeVarTuple(identifier name, expr? default_value)
'''

# Nodes that are the only one of their kind.
_SINGLE = '''
comprehension(expr target, expr iter, expr* ifs, int is_async)
arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
arg(identifier arg, expr? annotation, string? type_comment)
keyword(identifier? arg, expr value)
alias(identifier name, identifier? asname)
withitem(expr context_expr, expr? optional_vars)
match_case(pattern pattern, expr? guard, stmt* body)
'''

_PLACE = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
_PLACED = frozenset(('stmt', 'expr', 'excepthandler', 'pattern', 'type_param', 'arg', 'keyword', 'alias'))
_PLAIN = {'identifier': str, 'string': str, 'int': int, 'constant': object}


class AST:
    """The base of all nodes."""

    _fields = ()
    _attributes = ()
    _field_types = {}
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        if len(args) > len(cls._fields):
            plural = '' if len(cls._fields) == 1 else 's'
            raise TypeError(f'{cls.__name__} constructor takes at most {len(cls._fields)} positional argument{plural}')
        for name, value in zip(cls._fields, args):
            if name in kwargs:
                raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)
        for name in cls._fields[len(args):]:
            if name not in kwargs:
                self._set_default(name)

    def _set_default(self, name):
        mark = type(self)._marks.get(name)
        if mark == '*':
            setattr(self, name, [])
        elif name == 'ctx':
            setattr(self, name, Load())

    def __reduce_ex__(self, protocol):
        return _rebuild, (type(self), self.__dict__.copy())

    def __replace__(self, /, **changes):
        unknown = set(changes) - set(self._fields) - set(self._attributes)
        if unknown:
            raise TypeError(f'{type(self).__name__}.__replace__ got an unexpected keyword argument {unknown.pop()!r}.')
        return _rebuild(type(self), self.__dict__ | changes)

    def __repr__(self):
        fields = ', '.join(f'{name}={getattr(self, name, None)!r}' for name in self._fields)
        return f'{type(self).__name__}({fields})'

    _marks = {}


def _rebuild(cls, state):
    self = cls.__new__(cls)
    self.__dict__.update(state)
    return self


def _make(text, base, kind):
    """Make the class of one node from its line in the grammar."""
    name, _, rest = text.partition('(')
    fields, marks, types = [], {}, {}
    for field in filter(None, rest.rstrip(')').split(', ')):
        of, field_name = field.split(' ')
        mark = of[-1] if of[-1] in '*?' else ''
        fields.append(field_name)
        marks[field_name] = mark
        types[field_name] = (of.rstrip('*?'), mark)
    namespace = {'_fields': tuple(fields), '__match_args__': tuple(fields), '_marks': marks, '_types': types,
                 '__module__': 'ast', '__doc__': text}
    if kind in _PLACED:
        namespace['_attributes'] = _PLACE
        namespace['end_lineno'] = namespace['end_col_offset'] = None
    for field_name, mark in marks.items():
        if mark == '?':
            namespace[field_name] = None
    globals()[name] = type(name, (base,), namespace)


def _make_all():
    for line in filter(None, _GRAMMAR.split('\n')):
        kind, _, nodes = line.partition(' = ')
        namespace = {'__module__': 'ast', '_attributes': _PLACE if kind in _PLACED else ()}
        base = globals()[kind] = type(kind, (AST,), namespace)
        for node in nodes.split(') '):
            _make(node if node.endswith(')') else node + ')', base, kind)
    for line in filter(None, _SINGLE.split('\n')):
        _make(line, AST, line.partition('(')[0])
    for cls in list(globals().values()):
        if isinstance(cls, type) and '_types' in cls.__dict__:
            cls._field_types = {name: _field_type(*of) for name, of in cls._types.items()}
            del cls._types


def _field_type(name, mark):
    of = _PLAIN.get(name) or globals()[name]
    return list[of] if mark == '*' else of | None if mark == '?' else of


AST.__module__ = 'ast'
_make_all()
