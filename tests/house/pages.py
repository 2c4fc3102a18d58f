"""Markdown pages as the house tests read them: links, headings, code, tables."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.house.tree import files_like

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(?P<text>.+?) *#*$", re.MULTILINE)
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


class Code(NamedTuple):
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    text: str


def pages() -> tuple[Path, ...]:
    """Every Markdown page of the repository."""
    return files_like(".md")


def prose(page: Path) -> str:
    """A page's text without its code blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[str]:
    """The targets of a page's links that lead into this repository."""
    found = [match["target"] for match in LINK.finditer(prose(page))]
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, spelled as code hosts spell them."""
    headings = [match["text"] for match in HEADING.finditer(prose(page))]
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


def leads_nowhere(page: Path, target: str) -> bool:
    """Whether a link names a file or heading that does not exist."""
    name, _, anchor = target.partition("#")
    goal = (page.parent / name).resolve() if name else page
    if not goal.exists():
        return True
    return bool(anchor) and goal.suffix == ".md" and anchor not in anchors(goal)


def code(language: str) -> list[Code]:
    """Every fenced block in a language, over all pages."""
    return [
        Code(page, text.count("\n", 0, match.start()) + 1, match["language"], match["code"])
        for page in pages()
        for text in (page.read_text(encoding="utf-8"),)
        for match in FENCE.finditer(text)
        if match["language"] == language
    ]


def table_rows(page: Path) -> list[list[str]]:
    """The cells of every table row of a page, headers and rules left out."""
    lines = prose(page).splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("|---")]
    headers = {i - 1 for i in starts} | set(starts)
    rows = [line for i, line in enumerate(lines) if line.startswith("|") and i not in headers]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def section(page: Path, heading: str) -> str:
    """The text under a heading, up to the next heading of any level; empty without it."""
    match = re.search(
        rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", prose(page), re.MULTILINE | re.DOTALL
    )
    return match[1] if match else ""
