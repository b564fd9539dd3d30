# args: --fuel 200000000
# expect: exit 0
# expect: stdout contains survived
# Code lists that no pattern gives: each is refused, or does something that ends.
import _sre

state = 12345


def number(limit):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (state >> 33) % limit


INFO = [14, 4, 0, 0, 4294967295]
REAL = [
    INFO + [24, 5, 0, 4294967295, 2, 1, 1],
    INFO + [7, 5, 16, 97, 15, 7, 5, 16, 98, 15, 2, 0, 1],
    INFO + [17, 0, 23, 6, 1, 4294967295, 16, 97, 18, 17, 1, 11, 0, 1],
    INFO + [4, 5, 0, 16, 97, 1, 27, 4, 16, 98, 1, 28, 5, 0, 3, 16, 99, 1, 1],
    INFO + [13, 12, 9, 1, 2, 3, 4, 5, 6, 7, 8, 0, 12, 0, 4, 16, 97, 1],
]
subjects = ["", "a", "abab", "aaaaaaaaaaaaaaaaaaaaaaaa", "é\U0001f600a\n"]
refused = accepted = 0
for turn in range(3000):
    code = list(REAL[turn % len(REAL)])
    for _ in range(number(4)):
        kind = number(3)
        place = number(len(code))
        word = [number(45), number(8), 4294967295, number(1 << 32)][number(4)]
        if kind == 0:
            code[place] = word
        elif kind == 1:
            code.insert(place, word)
        else:
            del code[place]
    try:
        pattern = _sre.compile("", 32, code, number(3), {}, (None, None, None))
    except (RuntimeError, OverflowError, TypeError):
        refused += 1
        continue
    accepted += 1
    for subject in subjects:
        pattern.match(subject)
        pattern.search(subject, number(3))
        pattern.fullmatch(subject)
        pattern.findall(subject)
for code in ([], [1], [0], [4294967295] * 10, [7] * 1000, [27, 3] * 2000 + [1], ["a"], [-1], [1 << 40], [None]):
    try:
        _sre.compile(None, 0, code, 0, {}, ())
    except (RuntimeError, OverflowError, TypeError):
        refused += 1
for groups in (-1, 1 << 29, 1 << 70):
    try:
        _sre.compile(None, 0, [1], groups, {}, ())
    except (RuntimeError, OverflowError):
        refused += 1
print("survived", refused > 100, accepted > 100)
