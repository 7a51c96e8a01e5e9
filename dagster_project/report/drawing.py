"""Figures of the report and of the UI, drawn by matplotlib: rows in, a picture out.

A figure for a page is SVG with its words as text; its ink is the page's own, so that it reads in light and dark. It is
drawn twice, for a screen and for a phone, where the same picture would be half as large and its words unreadable.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, cast

from dagster_project.report.facts import Rows
from dagster_project.text.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.ticker import Locator

Draw = Callable[["Figure", Rows], None]
WIDTH, HEIGHT, DOTS_PER_INCH = 7.5, 3.6, 90  # of a picture, in inches; about 30 kB as PNG
SIZE = (WIDTH, HEIGHT)
NARROW = 3.75  # inches: as many points as a phone's page has dots, less a quarter, so that 7 points are 9 dots there
SMALL = 8  # points of the smallest words
COLOUR, OTHER_COLOUR = "#3f7fbf", "#b8692e"  # of 3 to 1 or more against light and dark paper
INK = "#010203"  # stands for the page's own; as good as black in a file
SHOWN_BARS = 12
COLUMNS = 4  # of small multiples; half as many on a phone
NAME_CHARACTERS = 40  # of a name; a longer one would leave no room for the bars


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, laid out once: an SVG element for a page, and a PNG file for who shows its title himself."""

    svg: str
    png: bytes


def as_png(draw: Draw, rows: Rows, title: str) -> bytes:
    """The picture as a PNG file with its title."""
    figure = _figure(draw, rows)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return _png(figure)


def as_svg(draw: Draw, rows: Rows, name: str, title: str, size: tuple[float, float] = SIZE) -> str:
    """The picture as an SVG element of this size in inches; `name` keeps its ids apart from others on the page."""
    return _svg(_figure(draw, rows, size), name, title)


def drawn(draw: Draw, rows: Rows, name: str, title: str, size: tuple[float, float] = SIZE) -> Drawn:
    """The picture in both forms."""
    figure = _figure(draw, rows, size)
    png = _png(figure)
    figure.set_layout_engine("none")  # everything has its place
    return Drawn(_svg(figure, name, title), png)


# Figure.savefig would draw everything twice, the first time to find places, which drawing itself does as well.
def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 (as in _figure)

    file = io.BytesIO()
    with _names_in_any_script():
        FigureCanvasAgg(figure).print_png(file, metadata={"Software": None})  # type: ignore[no-untyped-call] # matplotlib's
    return file.getvalue()


def _svg(figure: Figure, name: str, title: str) -> str:
    from matplotlib import rc_context  # noqa: PLC0415 (as in _figure)
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 (as in _figure)

    figure.patch.set_visible(False)
    for axes in figure.axes:
        axes.patch.set_visible(False)
    file = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name}), _names_in_any_script():
        FigureCanvasSVG(figure).print_svg(file, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call] # as above
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :].replace(INK, "currentColor")
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\1{name}-", svg)
    svg = _smaller(re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL))
    start = re.sub(r' (width|height)="[^"]*"', "", svg[: svg.index(">")])  # the page decides how large it is
    return start.replace("<svg", f'<svg role="img" aria-label="{escape(title)}"', 1) + svg[svg.index(">") :]


@contextmanager
def _names_in_any_script() -> Iterator[None]:
    """A page's words are shown in the reader's fonts; that matplotlib's own has no Chinese is not worth a warning."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        yield


def _smaller(svg: str) -> str:
    """The same picture in about half the characters: tenths of points, no ids that nobody names, no line ends."""
    named = set(re.findall(r'(?:href="#|url\(#)([^")]*)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in named else "", svg)
    svg = re.sub(r"(?<![\w#-])(-?\d+\.\d)\d+", r"\1", svg)
    return re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><")


def _figure(draw: Draw, rows: Rows, size: tuple[float, float] = SIZE) -> Figure:
    # Half a second that only a run with something to show should pay. The Figure class needs no screen.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    inked = rc_context(
        {
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.edgecolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    with inked:
        figure = Figure(figsize=size, dpi=DOTS_PER_INCH, layout="constrained")
        draw(figure, rows)
    return figure


def draw_bars(figure: Figure, rows: Rows) -> None:
    """Rows (name, number) as horizontal bars, the first on top."""
    axes = figure.subplots()
    places = range(len(rows))[::-1]
    axes.bar_label(axes.barh(places, [_number(row[1]) for row in rows], color=COLOUR), fmt="{:,.0f}", padding=3)
    room = _either(figure, NAME_CHARACTERS, 22)
    axes.set_yticks(places, [plain(row[0], room) for row in rows])
    axes.xaxis.set_major_locator(_few_numbers(_either(figure, 8, 4)))


def draw_months(figure: Figure, rows: Rows) -> None:
    """Rows (month, name, number) as bars by month, the names one upon the other."""
    axes = figure.subplots()
    months = sorted({str(row[0]) for row in rows})
    base = [0.0] * len(months)
    for name in dict.fromkeys(row[1] for row in rows):
        heights = {str(row[0]): _number(row[2]) for row in rows if row[1] == name}
        numbers = [heights.get(month, 0.0) for month in months]
        axes.bar(range(len(months)), numbers, bottom=base, label=plain(name))
        base = [below + number for below, number in zip(base, numbers, strict=True)]
    _name_months(axes, months, _either(figure, SHOWN_BARS, 5))
    # Beside the bars: on top of a lone one no place is free.
    figure.legend(fontsize=SMALL, frameon=False, loc="outside lower left", ncols=_either(figure, 3, 1))


def draw_small_multiples(figure: Figure, rows: Rows) -> None:
    """Rows (name, month or null, number) as a small bar chart for each name, on one scale; as bars without months."""
    months = sorted({str(row[1]) for row in rows if row[1]})
    names = list(dict.fromkeys(row[0] for row in rows))
    if not months:
        draw_bars(figure, [(name, number) for name, _, number in rows])
        return
    columns = _either(figure, COLUMNS, COLUMNS // 2)
    grid = figure.subplots(-(-len(names) // columns), columns, sharex=True, sharey=True, squeeze=False)
    for axes, name in zip(grid.flat, names, strict=False):
        heights = {str(row[1]): _number(row[2]) for row in rows if row[0] == name and row[1]}
        axes.bar(range(len(months)), [heights.get(month, 0.0) for month in months], color=COLOUR)
        axes.set_title(plain(name, 22), fontsize=SMALL, loc="left")
        axes.set_xticks(
            [0, len(months) - 1] if len(months) > 1 else [0], [months[0], months[-1]][: len(months)] or [""]
        )
        axes.tick_params(labelsize=SMALL)
        axes.yaxis.set_major_locator(_few_numbers(2))
    for axes in list(grid.flat)[len(names) :]:
        axes.set_visible(False)


def draw_heat_map(figure: Figure, rows: Rows) -> None:
    """Rows (name, other name, number, share) as a grid of cells, coloured by share, with the number in each."""
    axes = figure.subplots()
    names, others = (list(dict.fromkeys(row[place] for row in rows)) for place in (0, 1))
    largest = max(_number(row[3]) for row in rows) or 1.0
    for name, other, number, share in rows:
        x, y = others.index(other), len(names) - 1 - names.index(name)
        depth = 0.1 + 0.5 * _number(share) / largest  # lighter than the words in it
        axes.add_patch(_rectangle(x, y, depth))
        axes.text(x + 0.5, y + 0.5, str(number), ha="center", va="center", fontsize=SMALL)
    axes.set(xlim=(0, len(others)), ylim=(0, len(names)))
    places, turned = [place + 0.5 for place in range(len(others))], _either(figure, 30, 60)
    axes.set_xticks(places, [plain(name, 18) for name in others], rotation=turned, ha="right")
    room = _either(figure, NAME_CHARACTERS, 16)
    axes.set_yticks([len(names) - 0.5 - place for place in range(len(names))], [plain(name, room) for name in names])
    axes.spines[:].set_visible(False)


def draw_network(figure: Figure, rows: Rows) -> None:
    """Rows (name, other name, shared articles, …) as names on a circle, joined by lines as wide as what they share."""
    axes = figure.subplots()
    names = sorted({str(name) for row in rows for name in row[:2]})
    places = {name: _on_circle(number, len(names)) for number, name in enumerate(names)}
    widest = max(_number(row[2]) for row in rows)
    for one, other, shared, *_ in rows:
        (x, y), (other_x, other_y) = places[str(one)], places[str(other)]
        axes.plot([x, other_x], [y, other_y], color=COLOUR, linewidth=0.5 + 4 * _number(shared) / widest, alpha=0.6)
    for name, (x, y) in places.items():
        axes.plot(x, y, "o", color=COLOUR)
        shown = plain(name, _either(figure, NAME_CHARACTERS, 16))
        axes.text(1.08 * x, 1.08 * y, shown, ha="left" if x > 0 else "right", va="center")
    axes.set(xlim=(-2.2, 2.2), ylim=(-1.25, 1.25))
    axes.set_axis_off()


def draw_timelines(figure: Figure, rows: Rows) -> None:
    """Rows (family, …, day, is dated, is representative, relation, inflated by) as one line of days for each family.

    The representative is a square; a hollow sign stands on the day of arrival, where the day of publication is unknown.
    """
    axes = figure.subplots()
    axes.xaxis_date()
    families = list(dict.fromkeys(row[0] for row in rows))
    for family, _, _, day, is_dated, stands_for_all, _, _ in rows:
        colour, sign = (OTHER_COLOUR, "s") if stands_for_all else (COLOUR, "o")
        place = len(families) - 1 - families.index(family)
        inside = colour if is_dated else "none"
        axes.plot([_day_number(day)], [place], sign, color=colour, markerfacecolor=inside)
    axes.set_yticks(range(len(families))[::-1], [plain(family, _either(figure, 34, 20)) for family in families])
    axes.set_ylim(-0.6, len(families) - 0.4)
    axes.xaxis.set_major_locator(_few_days(_either(figure, 8, 3)))
    axes.tick_params(axis="x", rotation=20)
    axes.grid(axis="y", alpha=0.3)


def plain(name: object, characters: int = NAME_CHARACTERS) -> str:
    """A name in which nothing acts: no dollar signs, which would be read as formulas, and no control characters."""
    shown = visible(str(name))
    shown = shown if len(shown) <= characters else shown[: characters - 1] + "…"
    return shown.replace("$", r"\$")


def _number(value: object) -> float:
    return float(str(value))


def _day_number(day: object) -> int:
    """Days since 1970, as matplotlib counts them."""
    return cast("date", day).toordinal() - date(1970, 1, 1).toordinal()


def _on_circle(number: int, of: int) -> tuple[float, float]:
    angle = 2 * math.pi * (number + 0.5) / of
    return math.cos(angle), math.sin(angle)


def _rectangle(x: float, y: float, depth: float) -> Rectangle:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 (as in _figure)

    return Rectangle((x, y), 1, 1, color=COLOUR, alpha=depth, linewidth=0)


def _name_months(axes: Axes, months: Sequence[str], level: int) -> None:
    """Not more names than can be read: so many side by side, almost three times as many when they are turned."""
    step = max(1, -(-len(months) // round(2.5 * level)))
    axes.set_xticks(range(0, len(months), step), months[::step], rotation=60 if len(months) > level else 0)


def _either(figure: Figure, wide: int, narrow: int) -> int:
    """What goes for a picture of this width."""
    return wide if figure.get_figwidth() > NARROW else narrow


def _few_numbers(most: int) -> Locator:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 (as in _figure)

    return MaxNLocator(most, integer=True)


def _few_days(most: int) -> Locator:
    from matplotlib.dates import AutoDateLocator  # noqa: PLC0415 (as in _figure)

    return AutoDateLocator(minticks=2, maxticks=most)  # type: ignore[no-untyped-call] # matplotlib types a part of itself
