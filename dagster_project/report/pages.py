"""Templates filled with strangers' texts: all is escaped, and what would act instead of being seen is spelled out."""

from __future__ import annotations

from functools import cache

import jinja2

from dagster_project.text.visible import visible


def render(template: str, **values: object) -> str:
    """A whole HTML document from a template of this package."""
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("dagster_project.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: object) -> object:
    """What is printed: nothing for null; a text without characters that turn or hide others."""
    if value is None:
        return ""
    return visible(value, keep="\n\t") if type(value) is str else value
