"""Mutants of the rules: every place of a file in domain/ where one small change of its syntax makes another program.

A mutant is made from the file's syntax tree and never written anywhere. Left alone are types, texts, decorators and
assertions: types are mypy's to check, an assertion is a test itself.
"""

import ast
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

DOMAIN = Path(__file__).resolve().parents[2] / "src" / "roomflow" / "domain"

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Div: ast.Mult,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}

Steps = tuple[tuple[str, int | None], ...]
"""From a tree to a node in it: names of fields, with a place where the field is a list."""
Change = Callable[[ast.AST], ast.AST | None]


class Mutant(NamedTuple):
    """One change: `what` of `function`, which is "" for what a module says outside of any."""

    file: str
    function: str
    what: str
    turn: int
    """Of several that read the same in one function, which."""
    line: int

    def __str__(self) -> str:
        again = f" (number {self.turn + 1})" if self.turn else ""
        return f"{self.file}.{self.function or '(module)'}: {self.what}{again}"


class _Site(NamedTuple):
    path: Steps
    function: str
    line: int
    what: str
    change: Change


def mutants_of(file: Path) -> list[Mutant]:
    """All mutants of a file, in the order of its lines."""
    return [mutant for mutant, _ in _numbered(file)]


def all_mutants() -> list[Mutant]:
    return [mutant for file in sorted(DOMAIN.glob("*.py")) for mutant in mutants_of(file)]


def drawn(mutants: Iterable[Mutant], number: int, seed: int) -> list[Mutant]:
    """So many of them by the seed. Each has its lot by what it is, so that another rule draws no others."""
    return sorted(mutants, key=lambda m: hashlib.sha256(f"{seed} {m}".encode()).digest())[:number]


def mutated(file: Path, wanted: Mutant) -> ast.Module:
    """The tree of the file with that one change."""
    for mutant, site in _numbered(file):
        if mutant == wanted:
            tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
            _put(tree, site.path, site.change)
            return ast.fix_missing_locations(tree)
    raise LookupError(str(wanted))


def _numbered(file: Path) -> Iterator[tuple[Mutant, _Site]]:
    turns: dict[tuple[str, str], int] = {}
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    for site in _sites(tree, (), ""):
        key = (site.function, site.what)
        turns[key] = turns.get(key, -1) + 1
        yield Mutant(file.stem, site.function, site.what, turns[key], site.line), site


# --- where a tree can be changed ------------------------------------------------------------------------


def _sites(node: ast.AST, path: Steps, function: str) -> Iterator[_Site]:
    line = getattr(node, "lineno", 0)
    for what, change in _changes(node):
        yield _Site(path, function, line, what, change)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}" if function else node.name
    for name, child in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        if isinstance(child, ast.AST) and not _is_left_alone(child):
            yield from _sites(child, (*path, (name, None)), function)
        elif isinstance(child, list):
            for place, each in enumerate(child):
                if isinstance(each, ast.AST) and not _is_left_alone(each):
                    yield from _sites(each, (*path, (name, place)), function)


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return True
    # A union of types that has a name is no arithmetic.
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr)


def _said(node: ast.AST, length: int = 60) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.expr):
        for new in _other_expressions(node):
            yield f"{_said(node)} → {_said(new)}", _becomes(new)
    elif isinstance(node, ast.stmt):
        yield from _other_statements(node)
    elif isinstance(node, ast.keyword) and node.arg is not None:
        yield f"without the argument {_said(node)}", lambda _node: None


def _becomes(new: ast.AST) -> Change:
    return lambda _node: deepcopy(new)


def _other_expressions(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left, ops, comparators):
            for place, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:place], _COMPARED[type(op)](), *ops[place + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(bool() as truth):
            yield ast.Constant(not truth)
        case ast.Constant(int() as number):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.BinOp(left, op, right) if type(op) in _COUNTED and not isinstance(left, ast.JoinedStr):
            yield ast.BinOp(left, _COUNTED[type(op)](), right)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Call(ast.Name(name), args, keywords) if name in _CALLED:
            yield ast.Call(ast.Name(_CALLED[name], ast.Load()), args, keywords)
        case ast.Call(func, [first, second, *more], keywords) if not _is_cast(func):
            if not any(isinstance(each, ast.Starred) for each in (first, second)):
                yield ast.Call(func, [second, first, *more], keywords)


def _is_cast(func: ast.expr) -> bool:
    return isinstance(func, ast.Name) and func.id in ("isinstance", "zip")


def _other_statements(node: ast.stmt) -> Iterator[tuple[str, Change]]:
    said = _said(node)
    match node:
        case ast.Return(value) if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            yield f"{said} → return None", _becomes(ast.Return(ast.Constant(None)))
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise() | ast.Delete():
            yield f"without {said}", _becomes(ast.Pass())
        case ast.AugAssign(target, op, value) if type(op) in _COUNTED:
            yield f"{said} → {_said(other := ast.AugAssign(target, _COUNTED[type(op)](), value))}", _becomes(other)
        case ast.AugAssign():
            yield f"without {said}", _becomes(ast.Pass())
        case ast.Continue():
            yield "continue → break", _becomes(ast.Break())
        case ast.Break():
            yield "without break", _becomes(ast.Pass())
        case ast.If(ast.Name("TYPE_CHECKING")):
            return
        case ast.If(test) | ast.While(test) if isinstance(test, ast.Name | ast.Attribute | ast.Call):
            word = "if" if isinstance(node, ast.If) else "while"
            yield f"{word} {_said(test)} → {word} not {_said(test)}", _negated


def _negated(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.If | ast.While)
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


# --- putting a change in --------------------------------------------------------------------------------


def _put(tree: ast.AST, path: Sequence[tuple[str, int | None]], change: Change) -> None:
    node = tree
    for name, place in path[:-1]:
        child = getattr(node, name)
        node = child if place is None else child[place]
    name, place = path[-1]
    holder = getattr(node, name)
    old = holder if place is None else holder[place]
    new = change(old)
    if new is not None:
        ast.copy_location(new, old)
    if place is None:
        setattr(node, name, new)
    elif new is None:
        del holder[place]
    else:
        holder[place] = new
