"""Processes: a cell has none. The names are here, so that modules which mention them can be imported."""

from types import GenericAlias

__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput', 'check_output', 'run',
           'CalledProcessError', 'DEVNULL', 'SubprocessError', 'TimeoutExpired', 'CompletedProcess']

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    """A process returned a non-zero exit status."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            return f'Command {self.cmd!r} died with signal {-self.returncode}.'
        return f'Command {self.cmd!r} returned non-zero exit status {self.returncode}.'

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """The timeout expired while waiting for a process."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """A process that has finished."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        parts = [f'args={self.args!r}', f'returncode={self.returncode!r}']
        parts += [f'{name}={value!r}' for name, value in (('stdout', self.stdout), ('stderr', self.stderr))
                  if value is not None]
        return f"{type(self).__name__}({', '.join(parts)})"

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class Popen:
    """A process: refused."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, *args, **kwargs):
        raise PermissionError(1, 'Operation not permitted: this cell starts no processes')


def run(*args, **kwargs):
    return Popen(*args, **kwargs)


call = check_call = check_output = getoutput = getstatusoutput = run


def list2cmdline(seq):
    """Join arguments into a command line as Windows parses it."""
    result = []
    for arg in map(str, seq):
        quote = not arg or ' ' in arg or '\t' in arg
        out, slashes = '', 0
        for char in arg:
            if char == '\\':
                slashes += 1
                continue
            out += '\\' * (slashes * 2 + 1 if char == '"' else slashes) + char
            slashes = 0
        out += '\\' * (slashes * 2 if quote else slashes)
        result.append(f'"{out}"' if quote else out)
    return ' '.join(result)
