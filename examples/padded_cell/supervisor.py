"""A supervisor that runs plugins which it does not trust.

    padcell supervise examples/padded_cell/supervisor.py [DIRECTORY [OUTPUT]]

The report plugin gets read access to one directory, rooted there (this repository, unless another is named), and writes
its report through a function that the supervisor gives it.  The hostile plugin gets the same and tries to do more.
"""

import os
import sys
from rexec import CellStopped, RExec

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20


class PluginCell(RExec):
    """A cell whose file system is one directory, read only."""

    def __init__(self, root, **limits):
        budget = {"memory": 192 * MIB, "time": 120, "output": 4 * MIB}
        budget.update(limits)
        super().__init__(budget=budget, mounts=[(root, "/", "ro")])


def spent_line(name, cell):
    spent = cell.spent
    return (
        f"{name}: {spent['fuel']:,} units of fuel, {spent['memory_peak'] / MIB:.1f} MiB at most, "
        f"{spent['output']:,} bytes of output"
    )


def run_report(root, output):
    """Runs the report plugin; what it reports is written below `output`, by the supervisor alone."""
    written = []

    def write_report(name, text):
        # The values were copied on their way out of the cell: they are an exact str each.
        if name not in ("report.txt", "report.json"):
            raise PermissionError(f"a report is called report.txt or report.json, not {name!r}")
        path = os.path.join(output, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        written.append(path)
        return len(text)

    cell = PluginCell(root)
    cell.add_module("__main__").write_report = write_report
    cell.r_execfile(os.path.join(HERE, "report_plugin.py"))
    print(cell.r_eval("summary"))
    for path in written:
        print(f"written: {path}")
    print(spent_line("report plugin", cell))


#: What the hostile plugin tries: the function of it that is called, and how the attempt has to end.
ATTEMPTS = [
    ("write_file", "OSError"),
    ("read_outside", "OSError"),
    ("climb_out", "OSError"),
    ("reach_os_system", "refused"),
    ("loop_forever", "stopped: time"),
    ("loop_and_catch", "stopped: fuel"),
    ("fill_memory", "stopped: memory"),
    ("one_huge_string", "MemoryError"),
    ("recurse", "RecursionError"),
    ("flood_output", "stopped: output"),
    ("leave_by_exit", "SystemExit"),
]


def attempt(root, function):
    """Runs one attempt in a cell of its own; says how it ended, and what was spent."""
    limits = {"memory": 48 * MIB, "time": 20, "fuel": 400_000_000, "output": 400}
    if function == "loop_forever":
        limits.update(time=0.5, fuel=None)
    cell = PluginCell(root, **limits)
    sink = []
    cell.add_module("__main__").report = lambda text: sink.append(text)
    cell.r_execfile(os.path.join(HERE, "hostile_plugin.py"))
    try:
        cell.r_eval(f"{function}()")
        outcome = sink[-1] if sink else "nothing happened"
    except CellStopped as stop:
        outcome = f"stopped: {stop.kind}"
    except MemoryError:
        outcome = "MemoryError"
    except SystemExit:
        outcome = "SystemExit"
    except RecursionError:
        outcome = "RecursionError"
    return outcome, spent_line(function, cell)


def run_hostile(root):
    """Runs every attempt of the hostile plugin; true if each failed in its stated way."""
    print("hostile plugin:")
    contained = True
    for function, expected in ATTEMPTS:
        outcome, line = attempt(root, function)
        fine = outcome == expected
        contained = contained and fine
        print(f"  {'contained' if fine else 'NOT CONTAINED'}: {function} ended in {outcome!r}; {line}")
    return contained


def main(arguments):
    root = os.path.abspath(arguments[0] if arguments else os.path.join(HERE, "..", ".."))
    output = os.path.abspath(arguments[1] if len(arguments) > 1 else os.path.join(root, "target", "padded_cell"))
    os.makedirs(output, exist_ok=True)
    run_report(root, output)
    contained = run_hostile(root)
    print("the supervisor ends normally" if contained else "an attempt was NOT contained")
    return 0 if contained else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
