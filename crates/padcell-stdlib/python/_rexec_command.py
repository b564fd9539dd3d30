"""The command of rexec: rexec [-v] [-t module]... [script|-] [args]."""

import getopt
import os
import sys
import traceback

#: What a SyntaxError says of text that stops too early.
_OPEN = (
    "was never closed", "unterminated triple-quoted", "unexpected EOF", "expected an indented block",
    "expected 'except' or 'finally' block",
)


def main(RExec):
    """Runs a script, or what is typed, in a cell; gives the exit status."""
    program = os.path.basename(sys.argv[0])
    try:
        options, args = getopt.getopt(sys.argv[1:], "vt:")
    except getopt.error as message:
        print(message)
        print(f"usage: {program} [-v] [-t module]... [script|-] [args]")
        return 2
    verbose = 0
    trusted = []
    for option, value in options:
        if option == "-v":
            verbose += 1
        elif option == "-t":
            trusted.append(value)

    class Command(RExec):
        ok_builtin_modules = RExec.ok_builtin_modules + tuple(trusted)

    cell = Command(verbose=verbose)
    module = cell.modules["sys"]
    if args:
        module.argv = args
        module.path.insert(0, os.path.dirname(args[0]) or ".")
    else:
        module.path.insert(0, "")
    file = sys.stdin
    if args and args[0] != "-":
        try:
            file = open(args[0], "rb")
        except OSError:
            print(f"{program}: can't open file {args[0]!r}")
            return 1
    if file.isatty():
        return _console(cell)
    with file:
        text = file.read()
    try:
        code = compile(text, args[0] if args and args[0] != "-" else "<stdin>", "exec")
        cell.s_exec(code)
    except SystemExit as error:
        return error.code
    except BaseException as error:
        _show(error)
        return 1
    return 0


def _show(error):
    """Prints the traceback of what the cell's code raised: its own frames, where it has some."""
    text = getattr(error, "cell_traceback", None)
    if text is None:
        traceback.print_exception(error)
    else:
        print(text, end="" if text.endswith("\n") else "\n", file=sys.stderr)


def _console(cell):
    print(f"Python {sys.version} on {sys.platform}\n(RestrictedConsole)")
    lines = []
    while True:
        try:
            line = input("... " if lines else ">>> ")
        except EOFError:
            print()
            return 0
        except KeyboardInterrupt:
            print("\nKeyboardInterrupt")
            lines.clear()
            continue
        lines.append(line)
        text = "\n".join(lines) + "\n"
        try:
            code = compile(text, "<stdin>", "single")
            # A block goes on until an empty line.
            if len(lines) > 1 and line:
                continue
            if len(lines) == 1 and line.rstrip().endswith(":"):
                continue
        except SyntaxError as error:
            if line and any(it in error.msg for it in _OPEN):
                continue
            traceback.print_exc()
            lines.clear()
            continue
        lines.clear()
        try:
            cell.s_exec(code)
        except SystemExit as error:
            return error.code
        except (Exception, KeyboardInterrupt) as error:
            _show(error)
            if not cell.alive:
                return 1
