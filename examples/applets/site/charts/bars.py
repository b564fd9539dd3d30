"""An applet that draws a chart of a file that lies beside it."""

import csv


class Bars:
    colours = ("green", "yellow", "orange", "blue")

    def __init__(self, canvas):
        self.canvas = canvas

    def draw(self):
        with open("data.csv") as file:
            rows = [(name, int(value)) for name, value in csv.reader(file)]
        for n, (name, value) in enumerate(rows):
            self.canvas.rectangle(10 + 55 * n, 100 - value, 40, value, colour=self.colours[n])
            self.canvas.text(10 + 55 * n, 115, name)
