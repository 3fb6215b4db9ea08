"""Checks the pages and pictures of previews in Chromium; see .ci/referee."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import xml.etree.ElementTree as xml
from datetime import datetime, timezone
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "Fixtures/pictures"
# What mail programs and code hosts leave in an SVG.
ELEMENTS = {"svg", "title", "desc", "rect", "path", "text", "tspan"}
ATTRIBUTES = {
    "width", "height", "viewBox", "role", "aria-labelledby", "id", "font-family", "font-size", "font-weight",
    "text-anchor", "text-decoration", "x", "y", "dx", "rx", "d", "transform", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
}
# A filter is to take less than 50 ms on a person's machine; a shared one gets three times that.
FILTER_MILLISECONDS = 150
LARGEST_PAGE = 2_000_000

count = 0


def check(truth, what):
    global count
    count += 1
    if not truth:
        sys.exit(f"FAILED: {what}")


class Case:
    """A preview with its page, its strip and its JSON."""

    def __init__(self, name, arguments, options):
        self.name = name
        base = options.work / name
        self.page, self.strip = base.with_suffix(".html"), base.with_suffix(".svg")
        command = [options.series, "preview", *arguments, "--format", "json", "--html", str(self.page),
                   "--svg", str(self.strip)]
        run = subprocess.run(command, capture_output=True, text=True)
        check(run.returncode in (0, 1), f"{name}: {run.stderr}")
        self.preview = json.loads(run.stdout)

    @property
    def changes(self):
        return self.preview["occurrences"]


def shipped(name, options):
    base = ROOT / "Fixtures/previews" / name
    expected = json.loads((base / "expected.json").read_text())
    arguments = ["--event", f"{base}/event.json", "--edit", f"{base}/edit.json"]
    for option in ("zone", "id", "scope"):
        if expected.get(option):
            arguments += [f"--{option}", expected[option]]
    return Case(name, arguments, options)


def split(options):
    base = PICTURES / "split-new-york"
    return Case("split-new-york", [
        "--event", f"{base}/event.json", "--edit", f"{base}/edit.json", "--overrides", f"{base}/events.json",
        "--id", "ocQHyuzHvysMo5N5VsXc_1791900000000_1800", "--scope", "following",
        "--zone", "America/New_York"], options)


def made(name, options, rule, edit, events=None, zone="America/New_York", more=()):
    """A preview of an event that is written here."""
    event = {"id": "ocQHyuzHvysMo5N5VsXc", "title": "Daily", "startTime": "2026-01-05T09:00:00-05:00",
             "endTime": "2026-01-05T09:30:00-05:00", "isRecurring": True, "rrule": rule}
    files = {"event": event, "edit": edit, "events": events}
    arguments = ["--zone", zone, *more]
    for option, value in files.items():
        if value is None:
            continue
        file = options.work / f"{name}.{option}.json"
        file.write_text(json.dumps(value))
        arguments += ["--overrides" if option == "events" else f"--{option}", str(file)]
    return Case(name, arguments, options)


HOSTILE = "<script>window.hit=1</script>\"'><img src=x onerror=window.hit=1>&amp; \u202eשלום\u202c 🎉 ]]>"


def hostile(options):
    """Text from outside that would like to be markup, or to turn the text around it."""
    instant = int(datetime(2026, 1, 6, 14, tzinfo=timezone.utc).timestamp()) * 1000
    override = {"id": f"ocQHyuzHvysMo5N5VsXc_{instant}_1800", "masterEventId": "ocQHyuzHvysMo5N5VsXc",
                "title": HOSTILE, "startTime": "2026-01-06T09:00:00-05:00", "endTime": "2026-01-06T09:30:00-05:00"}
    return made("hostile", options, "RRULE:FREQ=DAILY;COUNT=3",
                {"title": HOSTILE, HOSTILE: HOSTILE, "startTime": "2026-01-05T09:15:00-05:00", "toNotify": False},
                events={"events": [override]})


class Browser:
    def __init__(self, playwright):
        # Chromium's own sandbox does not start for root.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments)

    def open(self, path, **options):
        """A page of which every message and every request counts as a fault."""
        context = self.chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        page = context.new_page()
        page.faults = []
        page.on("console", lambda message: page.faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        url = path.as_uri()
        page.on("request", lambda request: request.url == url or page.faults.append(f"loads {request.url}"))
        page.goto(url)
        return page


def close(page, name):
    check(not page.faults, f"{name}: {page.faults}")
    page.context.close()


def axe(page, name):
    results = Axe().run(page)
    check(results.violations_count == 0, f"{name}: {results.generate_report()}")


def texts(case):
    """What the page has to say."""
    preview = case.preview
    for change in case.changes:
        yield change["change"]
        yield from (change[side]["id"] for side in ("before", "after") if change[side])
        yield from (entry["text"] for entry in change["reasons"] + change["notes"])
    for finding in preview["findings"]:
        yield from filter(None, (finding["message"], finding["code"], finding["remedy"]))
    for statement in preview["assumptions"]:
        yield statement["sentence"]
    for override in preview["overrides"]:
        yield from (override["change"], override["old"], *override["fields"])
    for request in preview["requests"]:
        yield from (request["summary"], f"{request['method']} {request['path']}")
        yield from (undo["path"] for undo in request["undo"])
    for reason in (preview["target"] or {"reasons": []})["reasons"]:
        yield reason["text"]


def looks(browser, case):
    """Light, dark, narrow, on paper and without a script."""
    ways = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 360, "height": 740}},
            "large text": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
            "forced colours": {"forced_colors": "active"}}
    for way, options in ways.items():
        name = f"{case.name}, {way}"
        page = browser.open(case.page, **options)
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(width <= 0, f"{name}: {width} pixels too wide")
        axe(page, name)
        if way == "light":
            said = page.evaluate("document.body.textContent").replace("\ufffd", "")
            for text in texts(case):
                text = "".join(c for c in text if c not in "\u202e\u202c")
                check(text in said, f"{name}: “{text}” is not told")
            check(page.locator("h1").count() == 1 and page.title() == " ".join(page.locator("h1").text_content().split()),
                  f"{name}: the heading is not the title")
        close(page, name)

    page = browser.open(case.page, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    check(page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')") == "#1b222a",
          f"{case.name}: paper is dark")
    check(not page.locator("nav, #filters, .copy").locator("visible=true").count(), f"{case.name}: buttons on paper")
    check(page.pdf(format="A4")[:5] == b"%PDF-", f"{case.name}: no paper")
    close(page, case.name)

    page = browser.open(case.page, java_script_enabled=False)
    check(not page.locator("#filters, .copy").locator("visible=true").count(),
          f"{case.name}: buttons that do nothing without a script")
    check(page.locator("#list tbody tr:visible").count() == len(case.changes), f"{case.name}: rows without a script")
    close(page, case.name)


def rows(page):
    return page.locator("#list tbody tr:visible").count()


def filters(browser, case):
    """Every filter, by keyboard alone."""
    page = browser.open(case.page)
    total = len(case.changes)
    result = page.locator("#filters output")
    check(result.inner_text() == f"All {total} in this list", f"{case.name}: {result.inner_text()}")
    for kind, number in case.preview["counts"].items():
        if not number:
            continue
        page.locator(f"#filters input[value={kind}]").focus()
        page.keyboard.press("Space")
        check(rows(page) == total - number, f"{case.name}: {rows(page)} rows without {kind}")
        check(result.inner_text() == f"{total - number} of the {total} in this list", f"{case.name}: {result.inner_text()}")
        groups = page.locator("#list .group:visible")
        check(all(groups.nth(index).locator("tbody tr:visible").count() for index in range(groups.count())),
              f"{case.name}: an empty month")
        page.keyboard.press("Space")
    noted = sum(1 for change in case.changes if change["notes"])
    if noted:
        page.locator("#filters input[value=noted]").focus()
        page.keyboard.press("Space")
        check(rows(page) == noted, f"{case.name}: {rows(page)} rows with notes")
        page.keyboard.press("Space")
    snapshot = case.changes[-1]["before"] or case.changes[-1]["after"]
    searches = {snapshot["id"]: None, snapshot["id"].upper(): None, snapshot["start"][:10]: None,
                case.changes[-1]["reasons"][0]["text"]: None, "no such words": 0}
    for words, wanted in searches.items():
        if wanted is None:
            wanted = sum(1 for change in case.changes if matches(change, words))
        page.locator("#search").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        check(rows(page) == wanted, f"{case.name}: {rows(page)} rows for “{words}”, not {wanted}")
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.type") == "reset", f"{case.name}: the search is not before its reset")
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelector('output').textContent === 'All {total} in this list'")
    check(rows(page) == total and page.input_value("#search") == "", f"{case.name}: not all again")
    close(page, case.name)


def matches(change, words):
    sides = [change[side] for side in ("before", "after") if change[side]]
    text = " ".join([side["id"] + " " + side["start"] for side in sides]
                    + [entry["text"] for entry in change["reasons"] + change["notes"]]).lower()
    return all(word in text for word in words.lower().split())


def focus(browser, case):
    """The order of the keyboard is that of the page, and shows."""
    page = browser.open(case.page)
    wanted = page.evaluate("""() => Array.from(document.querySelectorAll("a[href], button, input"))
        .filter((element) => element.checkVisibility()).length""")
    places = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        places.append(page.evaluate("""() => {
            const all = Array.from(document.querySelectorAll("a[href], button, input"));
            const style = getComputedStyle(document.activeElement);
            return [all.indexOf(document.activeElement), style.outlineStyle !== "none"];
        }"""))
    check([place for place, _ in places] == sorted({place for place, _ in places}) and len(places) == wanted,
          f"{case.name}: the keyboard jumps: {places}")
    check(all(shows for _, shows in places), f"{case.name}: the focus does not show: {places}")
    page.keyboard.press("Shift+Tab")
    page.locator(".skip").focus()
    check(page.locator(".skip").bounding_box()["x"] >= 0, f"{case.name}: the skip link does not show")
    page.keyboard.press("Enter")
    check(page.evaluate("document.activeElement.id") == "main", f"{case.name}: the skip link skips nothing")
    close(page, case.name)


def copying(browser, case):
    page = browser.open(case.page, permissions=["clipboard-read", "clipboard-write"])
    for request in case.preview["requests"]:
        page.get_by_role("button", name=f"Copy request {request['step']}", exact=True).click()
        text = page.evaluate("navigator.clipboard.readText()")
        head, body = text.split("\n\n", 1)
        check(head.splitlines()[0] == f"{request['method']} {request['path']}", f"{case.name}: {head}")
        check(json.loads(body) == json.loads(request["body"]), f"{case.name}: {body}")
    if case.preview["requests"]:
        check(page.locator("#said").inner_text() == "Copied", f"{case.name}: nothing is said")
    if page.locator("#ids").count():
        page.get_by_role("button", name="Copy the table").click()
        table = page.evaluate("navigator.clipboard.readText()").rstrip("\n").split("\n")
        changed = [change for change in case.changes
                   if (change["before"] or {}).get("id") != (change["after"] or {}).get("id")]
        ids = ["\t".join((change[side] or {}).get("id", "") for side in ("before", "after")) for change in changed]
        check(table == ["Old id\tNew id", *ids], f"{case.name}: the table is copied as {table[:3]}")
    close(page, case.name)


def escaped(browser, case):
    page = browser.open(case.page)
    check(page.evaluate("window.hit") is None, "text from outside runs")
    check(page.locator("script").count() == 1 and page.locator("img").count() == 0, "text from outside is markup")
    body = page.locator("#request-1").text_content().split("\n\n", 1)[1]
    check(json.loads(body) == json.loads(case.preview["requests"][0]["body"]), "the body is another")
    raw = case.page.read_text()
    check(not any(c in raw for c in "\u202e\u202c"), "the text is turned around")
    # What would a script do that had slipped through?
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.hit = 1";
        document.body.append(script);
    }""")
    check(page.evaluate("window.hit") is None, "the policy admits another script")
    check(len(page.faults) == 1 and "Content Security Policy" in page.faults[0], f"{page.faults}")
    page.context.close()


def many(browser, case, largest, milliseconds):
    size = case.page.stat().st_size
    total = len(case.changes)
    page = browser.open(case.page)
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    times = {}
    for name, act in {
        "kind": "const box = document.querySelector('#filters input[value=moved]'); box.checked = !box.checked;"
                "box.dispatchEvent(new Event('input', {bubbles: true}));",
        "search": "const field = document.getElementById('search'); field.value = field.value ? '' : '-06-';"
                  "field.dispatchEvent(new Event('input', {bubbles: true}));",
    }.items():
        # The layout that follows belongs to it.
        times[name] = page.evaluate("""(act) => {
            const run = new Function(act);
            return Array.from({length: 10}, () => {
                const start = performance.now();
                run();
                document.body.getBoundingClientRect();
                return performance.now() - start;
            });
        }""", act)
    for name, values in times.items():
        print(f"{total} occurrences: filter by {name} {statistics.median(values):.1f} ms, at most {max(values):.1f} ms")
        if milliseconds:
            check(statistics.median(values) <= milliseconds, f"{case.name}: a filter by {name} takes {values} ms")
    print(f"{total} occurrences: {size / 1e6:.2f} MB, loaded in {loaded:.0f} ms")
    if largest:
        check(size <= largest, f"{case.name}: {size} bytes")
    check(rows(page) == total, f"{case.name}: {rows(page)} rows")
    page.locator("#list tbody tr").last.scroll_into_view_if_needed()
    check(page.locator("#list tbody tr").last.is_visible(), f"{case.name}: the last row")
    close(page, case.name)


def strip(browser, case, options):
    """Well-formed, of nothing but what hosts leave in, and drawn."""
    data = case.strip.read_bytes()
    for element in xml.fromstring(data).iter():
        name = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        check(name in ELEMENTS, f"{case.name}: <{name}> in the picture")
        check(set(element.attrib) <= ATTRIBUTES, f"{case.name}: {set(element.attrib) - ATTRIBUTES} in the picture")
    for ground in ("#ffffff", "#0d1117"):
        frame = options.work / "frame.html"
        frame.write_text(f'<body style="background:{ground}"><img src="{case.strip.name}">')
        page = browser.chromium.new_page()
        page.goto(frame.as_uri())
        size = page.evaluate("(() => { const i = document.images[0]; return [i.naturalWidth, i.naturalHeight]; })()")
        check(size[0] == 840 and 60 < size[1] <= 1600, f"{case.name}: the picture is {size}")
        page.close()
    # Drawn inside a page, no text leaves the ground.
    page = browser.chromium.new_page()
    page.set_content(data.decode())
    wide = page.evaluate("""() => Array.from(document.querySelectorAll("text")).filter((text) => {
        const box = text.getBBox(); return box.x < 20 || box.x + box.width > 822; }).map((text) => text.textContent)""")
    check(not wide, f"{case.name}: {wide} runs out of the picture")
    page.close()


def pictures(browser, case):
    """What the README shows."""
    shutil.copy(case.strip, PICTURES / "strip.svg")
    page = browser.open(case.page, viewport={"width": 1180, "height": 900})
    end = page.evaluate("document.getElementById('calendar').getBoundingClientRect().bottom")
    page.screenshot(path=PICTURES / "page.png", full_page=True,
                    clip={"x": 0, "y": 0, "width": 1180, "height": end + 40})
    close(page, case.name)
    print((PICTURES / "page.png").stat().st_size, "bytes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--pictures", action="store_true")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = Browser(playwright)
        rich = split(options)
        if options.pictures:
            return pictures(browser, rich)
        current = (PICTURES / "strip.svg").read_bytes() == rich.strip.read_bytes()
        check(current, "Fixtures/pictures/strip.svg is not what is drawn now: .ci/referee pages --pictures makes it anew")
        bad = hostile(options)
        names = sorted(file.parent.name for file in (ROOT / "Fixtures/previews").glob("*/expected.json"))
        if options.short:
            names = [name for name in names if name in ("gap", "monthly-last-friday-without-flag", "single-instance")]
        cases = [rich, bad, *(shipped(name, options) for name in names)]
        for case in cases:
            looks(browser, case)
            if case.changes:
                filters(browser, case)
            focus(browser, case)
            copying(browser, case)
            strip(browser, case, options)
            print(f"{case.name}: {len(case.changes)} occurrences")
        escaped(browser, bad)
        later = {"startTime": "2026-01-05T09:30:00-05:00", "endTime": "2026-01-05T10:15:00-05:00", "toNotify": False}
        thousand = made("thousand", options, "RRULE:FREQ=DAILY;COUNT=1000", later)
        many(browser, thousand, LARGEST_PAGE, FILTER_MILLISECONDS)
        strip(browser, thousand, options)
        check("and 272 more occurrences after" in thousand.strip.read_text(), "the picture does not say what it leaves out")
        many(browser, made("ten-thousand", options, "RRULE:FREQ=DAILY;COUNT=10000", later), None, None)
        # From one week to two years, and days that hold more than fits.
        for name, rule in {"week": "RRULE:FREQ=DAILY;COUNT=5", "half-year": "RRULE:FREQ=WEEKLY;COUNT=26",
                           "two-years": "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=312",
                           "hourly": "RRULE:FREQ=HOURLY;INTERVAL=2;COUNT=90",
                           "sparse": "RRULE:FREQ=YEARLY;COUNT=20"}.items():
            strip(browser, made(name, options, rule, later), options)
    print(f"{count} checks passed")


main()
