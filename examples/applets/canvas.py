"""A canvas that applets draw on: what they say becomes SVG, and nothing of it is believed."""

import html

COLOURS = frozenset({"black", "white", "red", "green", "blue", "yellow", "orange", "purple", "brown", "grey"})
#: A drawing of more elements than this is a mistake, or worse.
MOST = 2000


class Canvas:
    """A rectangle of its own coordinates.  Methods without an underscore are what applets may call."""

    def __init__(self, width, height):
        self._width, self._height = width, height
        self._parts = []

    def width(self):
        return self._width

    def height(self):
        return self._height

    def line(self, x1, y1, x2, y2, colour="black"):
        x1, y1, x2, y2 = map(self._number, (x1, y1, x2, y2))
        self._add(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{self._colour(colour)}"/>')

    def circle(self, x, y, radius, colour="black"):
        x, y, radius = map(self._number, (x, y, radius))
        self._add(f'<circle cx="{x}" cy="{y}" r="{abs(radius)}" fill="{self._colour(colour)}"/>')

    def rectangle(self, x, y, width, height, colour="black"):
        x, y, width, height = map(self._number, (x, y, width, height))
        self._add(
            f'<rect x="{x}" y="{y}" width="{abs(width)}" height="{abs(height)}" fill="{self._colour(colour)}"/>'
        )

    def text(self, x, y, text, colour="black"):
        if type(text) is not str:
            raise TypeError("a text is a str")
        x, y = map(self._number, (x, y))
        self._add(f'<text x="{x}" y="{y}" fill="{self._colour(colour)}">{html.escape(text[:200])}</text>')

    def group(self, name, top):
        """The drawing as a group of an SVG, for the browser."""
        box = f'x="0" y="{top}" width="{self._width}" height="{self._height}"'
        lines = "".join(f"  {it}\n" for it in self._parts)
        return f'<svg id="{html.escape(name)}" {box}>\n{lines}</svg>\n'

    def _add(self, part):
        if len(self._parts) >= MOST:
            raise ValueError("the drawing has too many elements")
        self._parts.append(part)

    def _number(self, value):
        # What crosses from a cell is exact: an int is an int, and no subclass of it.
        if type(value) not in (int, float) or not -10_000 <= value <= 10_000:
            raise ValueError("a coordinate is a number of moderate size")
        return round(value, 2)

    def _colour(self, name):
        if name not in COLOURS:
            raise ValueError(f"no colour: {name!r}")
        return name
