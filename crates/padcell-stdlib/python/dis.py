"""What programs ask of `dis` about code objects. This runtime's instructions are its own: `padcell dis` shows them."""

import sys
import types

__all__ = ['code_info', 'dis', 'disassemble', 'distb', 'disco', 'findlinestarts', 'findlabels', 'show_code',
           'get_instructions', 'Instruction', 'Bytecode', 'COMPILER_FLAG_NAMES', 'pretty_flags']

COMPILER_FLAG_NAMES = {
    0x1: 'OPTIMIZED',
    0x2: 'NEWLOCALS',
    0x4: 'VARARGS',
    0x8: 'VARKEYWORDS',
    0x10: 'NESTED',
    0x20: 'GENERATOR',
    0x40: 'NOFREE',
    0x80: 'COROUTINE',
    0x100: 'ITERABLE_COROUTINE',
    0x200: 'ASYNC_GENERATOR',
    0x4000000: 'HAS_DOCSTRING',
    0x8000000: 'METHOD',
}

opmap = {}
opname = []


def pretty_flags(flags):
    """Return pretty representation of code flags."""
    names = []
    for bit in range(32):
        flag = 1 << bit
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
            flags ^= flag
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ', '.join(names)


def _code_of(x):
    x = getattr(x, '__func__', x)
    for name in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        x = getattr(x, name, x)
    if isinstance(x, str):
        x = compile(x, '<disassembly>', 'exec')
    if not isinstance(x, types.CodeType):
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")
    return x


def code_info(x):
    """Formatted details of methods, functions, or code."""
    code = _code_of(x)
    lines = [
        f'Name:              {code.co_name}',
        f'Filename:          {code.co_filename}',
        f'Argument count:    {code.co_argcount}',
        f'Positional-only arguments: {code.co_posonlyargcount}',
        f'Kw-only arguments: {code.co_kwonlyargcount}',
        f'Number of locals:  {code.co_nlocals}',
        f'Stack size:        {code.co_stacksize}',
        f'Flags:             {pretty_flags(code.co_flags)}',
    ]
    for title, values in (('Constants', map(repr, code.co_consts)), ('Names', code.co_names),
                          ('Variable names', code.co_varnames), ('Free variables', code.co_freevars),
                          ('Cell variables', code.co_cellvars)):
        values = list(values)
        if values:
            lines.append(f'{title}:')
            lines.extend(f'{index:4}: {value}' for index, value in enumerate(values))
    return '\n'.join(lines)


def show_code(co, *, file=None):
    """Print details of methods, functions, or code to *file*."""
    print(code_info(co), file=file)


def findlinestarts(code):
    """Find the offsets which are starts of lines in the source; generate pairs (offset, lineno)."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def findlabels(code):
    """Detect all offsets which are jump targets: none that this runtime would tell."""
    return []


def _refuse(*args, **kwargs):
    raise NotImplementedError("this runtime's instructions are not CPython's; `padcell dis` shows them")


dis = disassemble = disco = distb = get_instructions = Instruction = Bytecode = _refuse
