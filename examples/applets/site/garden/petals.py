"""Where petals are: imported by the flower, from the same place."""

from math import cos, pi, sin


def around(count, radius):
    for n in range(count):
        angle = 2 * pi * n / count
        yield radius * cos(angle), radius * sin(angle)
