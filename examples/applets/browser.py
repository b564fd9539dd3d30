"""A browser of applets: Python programs that are fetched by their URL, run in cells, and draw on a canvas.

    python3 -m http.server --directory examples/applets/site 8000 &
    padcell supervise examples/applets/browser.py http://127.0.0.1:8000/page.html page.svg

What the page names is fetched by an import hook from where the page says; modules that an applet imports come from beside
it.  Applets of one directory are one group and share a cell; groups know nothing of each other.  An applet sees the module
os as a surrogate of it, open() as a reader of what lies beside it, and the canvas as a bastion.  One that breaks the rules
or does not end costs the others nothing.
"""

import html.parser
import io
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

import rexec
from Bastion import Bastion
from canvas import Canvas

TIMEOUT = 5
LARGEST = 1 << 20
BUDGET = {"fuel": 3_000_000, "memory": 32 << 20, "time": 5, "output": 10_000}


def fetch(url):
    """The bytes behind a URL: some, from a server that answers in time."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise OSError(f"can't fetch {url!r}")
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
            data = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise FileNotFoundError(2, error.reason, url) from None
    if len(data) > LARGEST:
        raise OSError(f"{url} is too large")
    return data


class AppletHooks(rexec.RHooks):
    """Imports that read from a server."""

    def path_join(self, directory, name):
        return urllib.parse.urljoin(directory, name)

    def path_isdir(self, path):
        return path.endswith("/")

    def openfile(self, name, mode="r", buf=-1):
        if mode not in ("r", "rb"):
            raise OSError("can't write on a server")
        if not urllib.parse.urlsplit(name).path.endswith(".py"):
            raise OSError("only modules can be imported")
        return RemoteFile(fetch(name))


class RemoteFile:
    """What a server answered, as far as an import needs it."""

    def __init__(self, data):
        self._data = data

    def read(self):
        return self._data

    def close(self):
        pass


class OSSurrogate:
    """What an applet has for the module os."""

    def __init__(self, group):
        self._group = group

    def getpid(self):
        return 666

    def getcwd(self):
        return self._group

    def listdir(self, path):
        raise OSError("a server does not say what it has")

    def unlink(self, path):
        raise OSError("can't delete files on a server")


class AppletRExec(rexec.RExec):
    """The cell of one group of applets."""

    ok_posix_names = ("error",)

    def __init__(self, group):
        self.group = group
        self.ok_path = (group,)
        rexec.RExec.__init__(self, AppletHooks(), budget=BUDGET)

    def make_initial_modules(self):
        rexec.RExec.make_initial_modules(self)
        self.modules["os"] = Bastion(OSSurrogate(self.group), name="os")

    def r_open(self, file, mode="r", buf=-1):
        if mode not in ("r", "rb"):
            raise OSError("can't write on a server")
        url = urllib.parse.urljoin(self.group, file)
        if not url.startswith(self.group):
            raise OSError("can't read outside the applet's own directory")
        data = fetch(url)
        return io.BytesIO(data) if mode == "rb" else io.StringIO(data.decode())


class Page(html.parser.HTMLParser):
    """The applets that a page names: <applet code="garden/flower.py" class="Flower" width="200" height="200">."""

    def __init__(self, text):
        super().__init__()
        self.applets = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "applet":
            found = dict(attrs)
            size = [int(found.get(name) or 100) for name in ("width", "height")]
            self.applets.append((found["code"], found["class"], *size))


class Browser:
    """Shows pages; cells live as long as it does."""

    def __init__(self):
        self.cells = {}

    def cell_for(self, group):
        if group not in self.cells or not self.cells[group].alive:
            self.cells[group] = AppletRExec(group)
        return self.cells[group]

    def show(self, url):
        """The drawings of a page one above the other, as SVG."""
        parts, top, widest = [], 0, 1
        for code, name, width, height in Page(fetch(url).decode()).applets:
            canvas, complaint = self.run(urllib.parse.urljoin(url, code), name, width, height)
            print(f"{name}: {complaint or 'drawn'}")
            parts.append(canvas.group(name, top))
            top, widest = top + height, max(widest, width)
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{widest}" height="{top}">\n{"".join(parts)}</svg>\n'

    def run(self, url, name, width, height):
        """What one applet has drawn, and what is to be said of it; a drawing that was not finished is not shown."""
        canvas = Canvas(width, height)
        group, _, file = url.rpartition("/")
        module = file.removesuffix(".py")
        if not module.isidentifier() or not name.isidentifier():
            return canvas, "no name of an applet"
        cell = self.cell_for(group + "/")
        main = cell.add_module("__main__")
        main.canvas = Bastion(canvas, name="canvas")
        try:
            cell.r_exec(f"import {module}\n{module}.{name}(canvas).draw()")
        except rexec.CellStopped as stop:
            return Canvas(width, height), f"stopped, it used up its {stop.kind}"
        except SystemExit:
            return Canvas(width, height), "left"
        except Exception as error:
            return Canvas(width, height), f"{type(error).__name__}: {error}"
        return canvas, None


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print("usage: padcell supervise browser.py URL [FILE.svg]")
        return 2
    drawing = Browser().show(arguments[0])
    output = arguments[1] if len(arguments) > 1 else "page.svg"
    with open(output, "w", encoding="utf-8") as file:
        file.write(drawing)
    print(f"written: {os.path.basename(output)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
