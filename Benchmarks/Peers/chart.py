"""A bar chart of the rows as SVG, readable on light and dark pages."""

import math
from html import escape

COLOURS = {
    "compiled": ("#1d6fdc", "#5aa2ff"),
    "libical": ("#d1741a", "#f0a04b"),
    "dateutil": ("#5c8a3a", "#8fc46a"),
    "foundation": ("#9a5bb5", "#c78fe0"),
}
LEFT, WIDTH, RIGHT, BAR, GAP, TOP = 310, 470, 80, 9, 12, 64


def amount(nanoseconds):
    for size, name in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {name}"
    return f"{nanoseconds:.2g} ns" if nanoseconds < 10 else f"{nanoseconds:.0f} ns"


def chart(rows, engines, titles):
    groups = {}
    for row in rows:
        groups.setdefault((row["workload"], row["unit"]), {})[row["engine"]] = row["ns"]
    decades = max(1, math.ceil(math.log10(max(row["ns"] for row in rows))))

    def x(nanoseconds):
        return LEFT + WIDTH * max(0.0, math.log10(max(nanoseconds, 1))) / decades

    body, y = [], TOP
    for (workload, unit), times in groups.items():
        present = [engine for engine in engines if engine in times]
        middle = y + BAR * len(present) / 2
        label = escape(workload.removeprefix("FREQ=") + ("" if unit == "occurrence" else f", per {unit}"))
        body.append(f'<text x="{LEFT - 10}" y="{middle + 4:.1f}" text-anchor="end">{label}</text>')
        for engine in present:
            end = x(times[engine])
            body.append(f'<rect class="{engine}" x="{LEFT}" y="{y}" width="{max(1.5, end - LEFT):.1f}" '
                        f'height="{BAR - 1.5}" rx="1"/>')
            strong = " b" if engine == "compiled" else ""
            body.append(f'<text class="v{strong}" x="{max(end, LEFT + 1.5) + 5:.1f}" y="{y + BAR - 1.6:.1f}">'
                        f"{amount(times[engine])}</text>")
            y += BAR
        y += GAP
    bottom = y - GAP / 2
    grid = []
    for decade in range(decades + 1):
        place = x(10**decade)
        grid.append(f'<line class="g" x1="{place:.1f}" x2="{place:.1f}" y1="{TOP - 8}" y2="{bottom:.1f}"/>')
        grid.append(f'<text class="u" x="{place:.1f}" y="{bottom + 14:.1f}" text-anchor="middle">'
                    f"{amount(10**decade)}</text>")
    legend, place = [], LEFT
    for engine in engines:
        if any(row["engine"] == engine for row in rows):
            legend.append(f'<rect class="{engine}" x="{place}" y="32" width="10" height="10" rx="2"/>'
                          f'<text x="{place + 15}" y="41">{escape(titles[engine])}</text>')
            place += 30 + 7 * len(titles[engine])
    light = "".join(f".{engine}{{fill:{COLOURS[engine][0]}}}" for engine in engines)
    dark = "".join(f".{engine}{{fill:{COLOURS[engine][1]}}}" for engine in engines)
    size = f"{LEFT + WIDTH + RIGHT} {bottom + 26:.0f}"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{LEFT + WIDTH + RIGHT}" '
        'role="img" aria-label="Time of each workload by engine, on a logarithmic scale">',
        "<style>text{font:11px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#24292f}"
        ".h{font-size:13px;font-weight:600}.v{font-size:9px;fill:#57606a}.b{font-weight:700;fill:#24292f}"
        f".u{{font-size:9.5px;fill:#57606a}}.g{{stroke:#d0d7de;stroke-width:.7}}{light}"
        "@media(prefers-color-scheme:dark){text,.b{fill:#e6edf3}.v,.u{fill:#9aa4af}.g{stroke:#3a424c}"
        f"{dark}}}</style>",
        f'<text class="h" x="{LEFT}" y="18">Time in New York, per occurrence or as named; logarithmic</text>',
        *legend, *grid, *body, "</svg>", ""])
