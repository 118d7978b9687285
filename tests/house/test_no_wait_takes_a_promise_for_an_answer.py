"""Playwright's ``wait_for_function`` takes a promise for true at once: what is found out in time has ``until``."""

import ast
import re

from server.platform.config import ROOT

IN_TIME = re.compile(r"\basync\b|\bawait\b|\.then\(|\bcaches\.|\bfetch\(")
FOLDERS = ("tests", "bench")


def waits(tree: ast.Module):
    """The JavaScript of each wait in a module, and its line; a name stands for what the module gives it."""
    given = {
        target.id: one.value
        for one in tree.body
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "wait_for_function":
            what = call.args[0]
            named = given.get(what.id, what) if isinstance(what, ast.Name) else what
            yield call.lineno, "".join(str(part.value) for part in ast.walk(named) if isinstance(part, ast.Constant))


def asynchronous(text: str) -> list[int]:
    return [line for line, script in waits(ast.parse(text)) if IN_TIME.search(script)]


def test_every_wait_is_for_what_is_known_at_once():
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {str(path.relative_to(ROOT)): asynchronous(path.read_text()) for path in paths}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_promises_are_found_wherever_they_stand():
    text = 'LATER = f"async () => {1}"\n' + "\n".join(
        f"page.wait_for_function({script})"
        for script in ("LATER", "f'async () => await {LATER}'", "'() => caches.match(1)'", "'() => self.done'")
    )
    assert asynchronous(text) == [2, 3, 4]
