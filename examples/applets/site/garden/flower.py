"""An applet that draws a flower."""

import math

from petals import around


class Flower:
    def __init__(self, canvas):
        self.canvas = canvas

    def draw(self):
        x, y = self.canvas.width() / 2, self.canvas.height() / 2
        self.canvas.line(x, y, x, self.canvas.height(), colour="green")
        for dx, dy in around(8, 50):
            self.canvas.circle(x + dx, y + dy, 20, colour="yellow")
        self.canvas.circle(x, y, math.sqrt(900), colour="brown")
