"""Big ints whose parts are all ones, or end on a word: multiplied, divided and raised in pieces."""

ones = (1 << 64 * 3000) - 1
short = (1 << 64 * 1000) - 1
print(ones * short == (ones << 64 * 1000) - ones)
print(ones // short == sum(1 << 64 * 1000 * i for i in range(3)), ones % short)
long = (1 << 64 * 2001) - 1
print(long * short % (10**9 + 7), long // short % (10**9 + 7), long % short % (10**9 + 7))
for words in (127, 128, 129, 255, 256, 257, 2047, 2048, 2049):
    for other in (words, words + 1, 2 * words, 2 * words + 1):
        x, y = (1 << 64 * other) - 1, (1 << 64 * words) - 1
        q, r = divmod(x, y)
        assert q * y + r == x and 0 <= r < y, (words, other)
        q, r = divmod(x * y - 1, y)
        assert q == x - 1 and r == y - 1, (words, other)
print(pow(3, 10**40, (1 << 64 * 40) - 1) % (10**9 + 7))
print("done")
