"""Placeholders of a Word template: which are allowed is read from an example of the data, and checked before anything runs.

A template may write values, ask about them and go through lists: `{{ name }}`, `{% if %}`, `{% for %}`. It may call nothing,
reckon nothing, and reach nothing that is not in the data.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from base.errors import Invalid
from base.typesetting import RenderError

FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "length", "first", "last", "join", "default"})  # fmt: skip
TESTS = frozenset({"defined", "undefined", "none"})
LOOP = {"index": 1, "index0": 0, "first": True, "last": True, "length": 1, "revindex": 1}
DEEPEST_LOOP = 2
LONGEST_CONSTANT = 200
SIMPLE = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr)  # fmt: skip
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

Data = Mapping[str, Any]
Scope = dict[str, Any]


def placeholder_faults(content: bytes, example: Data) -> list[str]:
    """What is wrong with the placeholders of a Word file that is safe to open; nothing of it is run."""
    faults: list[str] = []
    for source in _sources(content):
        try:
            tree = _environment().parse(source)
        except TemplateSyntaxError as error:
            faults.append(
                _("A placeholder is not closed or misspelt: %(message)s") % {"message": error.message}
            )
            continue
        _Check(faults).visit(tree, dict(example), 0)
    return list(dict.fromkeys(faults))


def filled(content: bytes, data: Data, *, like: Data, title: str = "", language: str = "") -> bytes:
    """The Word file with its placeholders replaced. It is checked against the example `like` once more before it runs.

    Raises Invalid for one with faults, RenderError when it cannot be filled.
    """
    if faults := placeholder_faults(content, like):
        raise Invalid(errors={"file": faults})
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render(plain(data), jinja_env=_environment(), autoescape=True)
    except (TemplateError, ValueError, OverflowError, MemoryError, KeyError, AttributeError) as error:
        raise RenderError(f"The Word template could not be filled: {error}") from error
    properties = template.docx.core_properties
    properties.title = title[:255]
    properties.language = language
    told = io.BytesIO()
    template.save(told)
    return told.getvalue()


def plain(value: Any) -> Any:
    """Dicts, lists and texts only, without the control characters that XML or the filling would take for something else."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return "".join(one for one in str(value) if one == "\n" or one >= " ")


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.globals.clear()
    environment.filters = {name: one for name, one in environment.filters.items() if name in FILTERS}
    environment.tests = {name: one for name, one in environment.tests.items() if name in TESTS}
    return environment


def _sources(content: bytes) -> Iterator[str]:
    """The texts that are filled: body, headers, footers, footnotes, properties."""
    template: Any = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type == FOOTNOTES:
            yield template.patch_xml(part.blob.decode())
    properties = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield getattr(properties, name) or ""


class _Missing:
    """The value of a placeholder that is not there; told already."""


class _Check:
    """Walks the tree with an example of the data; `faults` gets a sentence for each thing that may not be."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults

    def visit(self, node: nodes.Node, scope: Scope, depth: int) -> None:
        """A part of the template that gives no value."""
        if isinstance(node, nodes.For):
            self._loop(node, scope, depth)
        elif isinstance(node, SIMPLE):
            for child in node.iter_child_nodes():
                self.visit(child, scope, depth)
        elif isinstance(node, nodes.Expr):
            self.value(node, scope)
        else:
            self._refuse(node)

    def value(self, node: nodes.Node, scope: Scope) -> Any:
        """The example's value of an expression."""
        match node:
            case nodes.Const():
                if len(str(node.value)) > LONGEST_CONSTANT:
                    self._refuse(node)
                return node.value
            case nodes.Name():
                return self._named(node.name, scope, node.name)
            case nodes.Getattr():
                return self._inside(self.value(node.node, scope), node.attr, _path(node))
            case nodes.Getitem(arg=nodes.Const(value=str() as name)):
                return self._inside(self.value(node.node, scope), name, _path(node))
            case nodes.Filter():
                return self._filtered(node, scope)
        return self._asked(node, scope)

    def _asked(self, node: nodes.Node, scope: Scope) -> Any:
        """A question, whose answer is yes or no, or what may not stand here."""
        match node:
            case nodes.Test(name=name) if name in TESTS:
                self.value(node.node, scope)
                return True
            case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not() | nodes.CondExpr():
                for child in node.iter_child_nodes():
                    self.value(child.expr if isinstance(child, nodes.Operand) else child, scope)
                return True
        self._refuse(node)
        return _Missing

    def _loop(self, node: nodes.For, scope: Scope, depth: int) -> None:
        items = self.value(node.iter, scope)
        if not isinstance(node.target, nodes.Name) or node.recursive or node.test or depth >= DEEPEST_LOOP:
            self._refuse(node)
            return
        if items is not _Missing and not isinstance(items, list | tuple):
            self.faults.append(_("“%(name)s” is not a list to go through.") % {"name": _path(node.iter)})
            items = _Missing
        one = items[0] if items is not _Missing and items else _Missing
        inner = {**scope, node.target.name: one, "loop": LOOP}
        for child in (*node.body, *node.else_):
            self.visit(child, inner, depth + 1)

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Any:
        value = self.value(node.node, scope) if node.node is not None else _Missing
        constant = all(isinstance(one, nodes.Const) for one in node.args)
        if node.name not in FILTERS or node.kwargs or node.dyn_args or node.dyn_kwargs or not constant:
            self._refuse(node)
            return _Missing
        if node.name in ("first", "last") and isinstance(value, list | tuple):
            return value[0] if value else _Missing
        return value

    def _named(self, name: str, scope: Scope, path: str) -> Any:
        if name not in scope:
            self.faults.append(_("There is no placeholder “%(name)s”.") % {"name": path})
        return scope.get(name, _Missing)

    def _inside(self, value: Any, name: str, path: str) -> Any:
        if value is _Missing:
            return _Missing
        if not isinstance(value, Mapping) or name not in value:
            self.faults.append(_("There is no placeholder “%(name)s”.") % {"name": path})
            return _Missing
        return value[name]

    def _refuse(self, node: nodes.Node) -> None:
        kind = type(node).__name__
        self.faults.append(_("A template may write values, ask with “if” and go through lists with “for”; this does something else (%(kind)s, line %(line)s).") % {"kind": kind, "line": node.lineno})  # fmt: skip


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_path(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const()):
            return f"{_path(node.node)}.{node.arg.value}"  # type: ignore[attr-defined]
    return "…"
