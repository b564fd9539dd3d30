"""A report on a Rust repository: dependencies by depth, lines by crate, longest files.  It is not trusted.

It runs in a cell: `/` is the repository, read only, and `write_report(name, text)` is all that it can do outside.
"""

import collections
import dataclasses
import json
import os
import re
import tomllib


@dataclasses.dataclass(order=True)
class SourceFile:
    lines: int
    path: str

    @property
    def crate(self):
        parts = self.path.split("/")
        return parts[1] if parts[0] == "crates" and len(parts) > 2 else parts[0]


class Tree:
    """The files of the repository, without build output and hidden directories."""

    skipped = re.compile(r"^(target|\..*|__pycache__)$")

    def __init__(self, root):
        self.root = root

    def walk(self):
        for directory, names, files in os.walk(self.root):
            names[:] = sorted(name for name in names if not self.skipped.match(name))
            for name in sorted(files):
                path = os.path.join(directory, name)
                yield os.path.relpath(path, self.root), path

    def sources(self, *endings):
        for relative, path in self.walk():
            if relative.endswith(endings):
                with open(path, encoding="utf-8", errors="replace") as file:
                    yield SourceFile(sum(1 for _ in file), relative)


class Dependencies:
    """The packages of Cargo.lock and how far each is from the workspace's own."""

    def __init__(self, lock):
        self.packages = {package["name"]: package for package in lock["package"]}

    def own(self):
        return [name for name, package in self.packages.items() if "source" not in package]

    def depths(self):
        depth = {name: 0 for name in self.own()}
        queue = collections.deque(depth)
        while queue:
            name = queue.popleft()
            for dependency in self.packages[name].get("dependencies", ()):
                dependency = dependency.split()[0]
                if dependency not in depth:
                    depth[dependency] = depth[name] + 1
                    queue.append(dependency)
        return depth


def licences(tree):
    """The licence field of each manifest; crates that inherit it are counted under what the workspace says."""
    found = collections.Counter()
    inherited = None
    for relative, path in tree.walk():
        if not relative.endswith("Cargo.toml"):
            continue
        with open(path, "rb") as file:
            manifest = tomllib.load(file)
        workspace = manifest.get("workspace", {}).get("package", {}).get("license")
        inherited = workspace or inherited
        licence = manifest.get("package", {}).get("license")
        if isinstance(licence, dict):
            licence = "(workspace)"
        if licence:
            found[licence] += 1
    if inherited and "(workspace)" in found:
        found[inherited] += found.pop("(workspace)")
    return found


def headings(tree):
    """First headings of the documents."""
    for relative, path in tree.walk():
        if relative.endswith(".md") and "/" not in relative:
            with open(path, encoding="utf-8") as file:
                match = re.search(r"^#\s+(.+)$", file.read(), re.MULTILINE)
            yield relative, match.group(1) if match else "(no heading)"


def make_report(root="/"):
    tree = Tree(root)
    with open(os.path.join(root, "Cargo.lock"), "rb") as file:
        dependencies = Dependencies(tomllib.load(file))
    by_depth = collections.defaultdict(list)
    for name, depth in sorted(dependencies.depths().items()):
        by_depth[depth].append(name)
    files = list(tree.sources(".rs", ".py"))
    lines = collections.Counter()
    for file in files:
        lines[file.crate] += file.lines
    return {
        "dependencies by depth": {str(depth): names for depth, names in sorted(by_depth.items())},
        "licences": dict(licences(tree)),
        "lines by crate": dict(lines.most_common()),
        "longest files": [[file.path, file.lines] for file in sorted(files, reverse=True)[:10]],
        "documents": dict(headings(tree)),
    }


def as_text(report):
    def section(title, rows):
        yield f"{title}\n{'-' * len(title)}"
        yield from rows
        yield ""

    out = []
    out += section(
        "Dependencies by depth",
        (f"{depth:>3}  {len(names):>4}  {', '.join(names[:6])}{' ...' if len(names) > 6 else ''}"
         for depth, names in report["dependencies by depth"].items()),
    )
    out += section("Licences", (f"{count:>5}  {name}" for name, count in report["licences"].items()))
    out += section("Lines by crate", (f"{count:>8,}  {name}" for name, count in report["lines by crate"].items()))
    out += section("Longest files", (f"{count:>8,}  {path}" for path, count in report["longest files"]))
    out += section("Documents", (f"{name:<18} {title}" for name, title in report["documents"].items()))
    return "\n".join(out)


report = make_report()
write_report("report.txt", as_text(report))
write_report("report.json", json.dumps(report, indent=2, sort_keys=True))

try:
    with open("/report.txt", "w") as file:
        file.write("a plugin writes")
except OSError as error:
    refused = f"writing a file was refused: {type(error).__name__}: {error}"
else:
    refused = "writing a file was NOT refused"

total = sum(report["lines by crate"].values())
n_packages = sum(map(len, report["dependencies by depth"].values()))
summary = f"report: {total:,} lines in {len(report['lines by crate'])} parts, {n_packages} packages; {refused}"
