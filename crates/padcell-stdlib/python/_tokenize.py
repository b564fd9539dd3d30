"""What `tokenize` takes from the interpreter: the tokens of a source, found by patterns."""

import re
from token import (COMMENT, DEDENT, ENDMARKER, ERRORTOKEN, EXACT_TOKEN_TYPES, INDENT, NAME, NEWLINE, NL, NUMBER, OP,
                   STRING)

_NAME = r'\w+'
_NUMBER = (r'0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+'
           r'|(?:[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?[jJ]?'
           r'|[0-9](?:_?[0-9])*[eE][-+]?[0-9](?:_?[0-9])*[jJ]?|[0-9](?:_?[0-9])*[jJ]?')
_PREFIX = r'(?:[bB][rR]?|[rR][bB]?|[uU]|[fFtT][rR]?|[rR][fFtT])?'
_QUOTE = re.compile(_PREFIX + r'("""|\'\'\'|"|\')')
_OPERATOR = '|'.join(re.escape(it) for it in sorted(EXACT_TOKEN_TYPES, key=len, reverse=True)) + r'|!'
_TOKEN = re.compile(rf'(?P<comment>#[^\r\n]*)|(?P<number>{_NUMBER})|(?P<name>{_NAME})|(?P<op>{_OPERATOR})')
_BLANK = re.compile(r'[ \f\t]*')


class TokenizerIter:
    """Iterates over tuples (type, string, start, end, line)."""

    def __init__(self, readline, *, encoding=None, extra_tokens=False):
        self._tokens = _tokens(_lines(readline, encoding), extra_tokens)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._tokens)


def _lines(readline, encoding):
    while True:
        try:
            line = readline()
        except StopIteration:
            return
        if not line:
            return
        if isinstance(line, bytes):
            line = line.decode(encoding or 'utf-8')
        yield line


def _error(message, row, column, line):
    return SyntaxError(message, ('<string>', row, column + 1, line.rstrip('\n'), row, column + 1))


def _string_end(text, start, quote):
    """Where a string that starts its content at `start` ends; -1 if that is not in `text`."""
    while True:
        at = text.find(quote[0], start)
        slash = text.find('\\', start)
        if slash >= 0 and (at < 0 or slash < at):
            start = slash + 2
            continue
        if at < 0:
            return -1
        if text.startswith(quote, at):
            return at + len(quote)
        start = at + 1


def _tokens(lines, extra):
    indents, depth, row, line, continued = [0], 0, 0, '', False
    for line in lines:
        row += 1
        at = _BLANK.match(line).end()
        if not depth and not continued:
            if at == len(line) or line[at] in '#\r\n':
                yield from _blank_line(line, at, row)
                continue
            column = len(line[:at].expandtabs(8))
            if column > indents[-1]:
                indents.append(column)
                yield INDENT, line[:at], (row, 0), (row, at), line
            while column < indents[-1]:
                if column not in indents:
                    raise IndentationError('unindent does not match any outer indentation level',
                                           ('<string>', row, at + 1, line, row, at + 1))
                indents.pop()
                yield DEDENT, '', (row, at), (row, at), line
        continued = False
        while at < len(line):
            at = _BLANK.match(line, at).end()
            if at >= len(line):
                break
            start, char = (row, at), line[at]
            if char in '\r\n':
                yield NL if depth else NEWLINE, line[at:], start, (row, len(line)), line
                break
            if char == '\\' and line[at + 1:] in ('\n', '\r\n'):
                continued = True
                break
            quoted = _QUOTE.match(line, at)
            if quoted:
                first, begin, quote = line, at, quoted[1]
                end = _string_end(line, quoted.end(), quote)
                text = line
                while end < 0:
                    more = next(lines, '') if len(quote) == 3 or text.endswith(('\\\n', '\\\r\n')) else ''
                    if not more:
                        kind = 'triple-quoted string' if len(quote) == 3 else 'string'
                        raise _error(f'unterminated {kind} literal (detected at line {row})', *start, first)
                    row += 1
                    text += more
                    end = _string_end(text, quoted.end(), quote)
                    line = more
                at = end - (len(text) - len(line))
                yield STRING, text[begin:end], start, (row, at), text
                continue
            found = _TOKEN.match(line, at)
            if not found:
                if extra:
                    yield OP, char, start, (row, at + 1), line
                    at += 1
                    continue
                raise _error('invalid character', row, at, line)
            at, text, kind = found.end(), found[0], found.lastgroup
            if kind == 'op':
                depth += (text in '([{') - (text in ')]}' and depth > 0)
                yield OP if extra else EXACT_TOKEN_TYPES.get(text, ERRORTOKEN), text, start, (row, at), line
            else:
                yield {'comment': COMMENT, 'number': NUMBER, 'name': NAME}[kind], text, start, (row, at), line
        else:
            if not line.endswith('\n') and not depth:
                yield NEWLINE, '', (row, len(line)), (row, len(line) + 1), line
    if depth:
        raise _error('unexpected EOF in multi-line statement', row, 0, line)
    for _ in indents[1:]:
        yield DEDENT, '', (row + 1, 0), (row + 1, 0), ''
    yield ENDMARKER, '', (row + 1, 0), (row + 1, 0), ''


def _blank_line(line, at, row):
    rest = line[at:].rstrip('\r\n')
    if rest:
        yield COMMENT, rest, (row, at), (row, at + len(rest)), line
        at += len(rest)
    if at < len(line) or rest:
        yield NL, line[at:], (row, at), (row, at + max(1, len(line) - at)), line
