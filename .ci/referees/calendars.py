#!/usr/bin/env python3
"""Compares what other readers find in the command's iCalendar files with what the command expands.

Random series are written as .ics; icalendar with recurring-ical-events, and dateutil with the time zone
that dateutil.tz.tzical makes of the file's own VTIMEZONE, must find the same instants, ids, titles and
statuses. Then the VTIMEZONE of every zone is read by both and asked around each of its transitions.
"""
import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import zoneinfo
from bisect import bisect_right
from datetime import datetime, time, timedelta, timezone
from io import StringIO
from pathlib import Path

import icalendar
import recurring_ical_events
from dateutil import tz as dateutil_tz
from dateutil.rrule import rruleset, rrulestr

UTC = timezone.utc
ZONES = {
    "America/New_York": 2024, "Europe/Berlin": 2024, "Australia/Lord_Howe": 2024, "Asia/Kolkata": 2024,
    "America/Sao_Paulo": 2016, "Africa/Casablanca": 2018, "Pacific/Apia": 2010, "Europe/Dublin": 2024,
    "America/Nuuk": 2022, "Asia/Jerusalem": 2024, "America/St_Johns": 2005, "Asia/Tehran": 2020,
    "Africa/Cairo": 2021, "Antarctica/Troll": 2024, "Pacific/Chatham": 2024,
}
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def changes(zone, begin, end):
    """The transitions of a zone, found by halving."""
    found, step = [], timedelta(days=7)
    at = begin
    while at < end:
        after = at + step
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
                    low = middle
                else:
                    high = middle
            found.append(high)
        at = after
    return found


class Case:
    """A random series, and how the command is asked for it."""

    def __init__(self, rng):
        self.rng = rng
        kind = rng.random()
        self.is_all_day = kind < 0.12
        self.is_floating = 0.12 <= kind < 0.2
        self.zone = None
        if not self.is_floating:
            self.zone = rng.choice(["UTC", "+05:30", "-03:00"]) if kind < 0.3 and not self.is_all_day \
                else rng.choice(list(ZONES))
        year = ZONES.get(self.zone, 2024) + rng.randrange(3)
        moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(525_600) // 30 * 30)
        local = moment.replace(tzinfo=None)
        if self.zone in ZONES:
            zone = zoneinfo.ZoneInfo(self.zone)
            steps = changes(zone, moment, moment + timedelta(days=500))
            if steps and rng.random() < 0.5:
                # In or near the hour that the clocks skip or show twice, or some days before it.
                near = rng.choice(steps).astimezone(zone).replace(tzinfo=None)
                local = near + timedelta(minutes=rng.choice([-90, -60, -30, 0, 30, 60]),
                                         days=rng.choice([0, 0, -1, -7, -14]))
        self.start = local.replace(second=0, microsecond=0)
        self.duration = 86_400 * rng.randrange(1, 4) if self.is_all_day else rng.choice([900, 1800, 5400, 86_400])
        self.options = []
        if rng.random() < 0.15:
            self.options += ["--gap", "omit"]
        if rng.random() < 0.15:
            self.options += ["--fold", "second"]
        self.lines = [f"RRULE:{self.rule()}"]
        if rng.random() < 0.08:
            self.lines.append(f"RRULE:{self.rule(finite=True)}")
        if rng.random() < 0.06 and not self.is_all_day:
            self.lines.append(f"EXRULE:FREQ=DAILY;INTERVAL={rng.randrange(2, 5)};COUNT={rng.randrange(1, 30)}")
        if rng.random() < 0.2:
            self.lines.append(self.addition())

    def rule(self, finite=False):
        rng = self.rng
        frequency = rng.choices(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"], [4, 5, 4, 3, 1])[0]
        if self.is_all_day and frequency == "HOURLY":
            frequency = "DAILY"
        parts = [f"FREQ={frequency}"]
        if rng.random() < 0.4:
            parts.append(f"INTERVAL={rng.randrange(2, 5) if frequency != 'HOURLY' else rng.choice([5, 7, 25])}")
        # The pattern of the start, or one that the start need not match.
        month_days = ",".join(str(rng.choice([self.start.day, rng.randrange(1, 29), -rng.randrange(1, 4)]))
                              for _ in range(rng.randrange(1, 3)))
        days = ",".join(sorted({WEEKDAYS[self.start.weekday()] if rng.random() < 0.5 else rng.choice(WEEKDAYS)
                                for _ in range(rng.randrange(1, 4))}))
        ordinal = rng.choice([1, 2, 3, -1, -2])
        if frequency == "WEEKLY" and rng.random() < 0.6:
            parts.append(f"BYDAY={days}")
        elif frequency == "MONTHLY":
            parts += rng.choice([[], [f"BYMONTHDAY={month_days}"],
                                 [f"BYDAY={ordinal}{rng.choice(WEEKDAYS)}"],
                                 ["BYDAY=MO,TU,WE,TH,FR", f"BYSETPOS={ordinal}"]])
        elif frequency == "YEARLY":
            parts += rng.choice([[], [f"BYMONTHDAY={month_days}"], [f"BYMONTH={rng.randrange(1, 13)}"],
                                 [f"BYMONTH={rng.randrange(1, 13)}", f"BYDAY={ordinal}{rng.choice(WEEKDAYS)}"],
                                 [f"BYWEEKNO={rng.randrange(2, 52)}", f"BYDAY={rng.choice(WEEKDAYS)}"],
                                 [f"BYWEEKNO={rng.randrange(2, 52)}"],
                                 [f"BYYEARDAY={rng.randrange(1, 360)}"]])
        elif frequency == "DAILY" and rng.random() < 0.3:
            parts.append(rng.choice([f"BYDAY={days}", f"BYMONTH={self.start.month},{self.start.month % 12 + 1}"]))
        if not self.is_all_day and frequency != "HOURLY" and rng.random() < 0.15:
            parts.append(f"BYHOUR={self.start.hour},{(self.start.hour + 5) % 24}")
        if rng.random() < 0.15:
            parts.append(f"WKST={rng.choice(['SU', 'SA', 'WE'])}")
        end = rng.random()
        span = {"HOURLY": 10, "DAILY": 200, "WEEKLY": 500, "MONTHLY": 900, "YEARLY": 2500}[frequency]
        until = self.start + timedelta(days=rng.randrange(span), hours=rng.choice([0, 0, 3]))
        if finite or end < 0.45:
            parts.append(f"COUNT={rng.randrange(1, 40)}")
        elif end < 0.6:
            parts.append(f"UNTIL={until:%Y%m%d}")
        elif end < 0.7 and not self.is_all_day:
            parts.append(f"UNTIL={until:%Y%m%dT%H%M%S}")
        elif end < 0.8 and not self.is_all_day and not self.is_floating:
            parts.append(f"UNTIL={until:%Y%m%dT%H%M%S}Z")
        return ";".join(parts)

    def addition(self):
        day = self.start + timedelta(days=self.rng.randrange(1, 90), hours=self.rng.choice([0, 4]))
        if self.is_all_day:
            return f"RDATE;VALUE=DATE:{day:%Y%m%d}"
        if self.zone in ZONES and self.rng.random() < 0.3:
            return f"RDATE;TZID=Asia/Tokyo:{day:%Y%m%dT%H%M%S}"
        return f"RDATE:{day:%Y%m%dT%H%M%S}" + ("Z" if self.rng.random() < 0.4 and not self.is_floating else "")

    def exclude(self, occurrences):
        """EXDATE of some that there are, and sometimes of one that is none."""
        rng = self.rng
        some = rng.sample(occurrences, min(len(occurrences) // 4, rng.randrange(0, 4)))
        for row in some:
            local = datetime.fromisoformat(row["start"])
            if self.is_all_day or rng.random() < 0.2:
                self.lines.append(f"EXDATE;VALUE=DATE:{local:%Y%m%d}")
            else:
                at = datetime.fromtimestamp(row["startMilliseconds"] / 1000, UTC)
                self.lines.append(f"EXDATE:{at:%Y%m%dT%H%M%S}Z")
        if rng.random() < 0.1 and not self.is_all_day:
            self.lines.append(f"EXDATE:{self.start + timedelta(days=3, minutes=7):%Y%m%dT%H%M%S}")

    @property
    def text(self):
        return "\n".join(self.lines)

    def start_text(self):
        if self.is_all_day:
            return f"{self.start:%Y-%m-%d}"
        return f"{self.start:%Y-%m-%dT%H:%M:%S}"

    def arguments(self):
        return (["--rrule", self.text, "--start", self.start_text(), "--duration", str(self.duration),
                 "--master", "M_x;y,z@example.com"] + self.options
                + ([f"--zone={self.zone}"] if self.zone else []))


class Command:
    def __init__(self, path, folder):
        self.path, self.file = path, Path(folder) / "series.ics"

    def run(self, *arguments, **keywords):
        return subprocess.run([self.path, *arguments], capture_output=True, text=True, **keywords)

    def expand(self, case, *more):
        return self.run("expand", *case.arguments(), "--format", "jsonl", *more)


def utc(value, zone=UTC):
    """A value of icalendar's as an instant; dates and floating times are taken on the series' clock."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    return int(value.astimezone(UTC).timestamp()) * 1000


def by_recurring_ical_events(calendar, window, clock):
    query = recurring_ical_events.of(calendar)
    found, walls = [], []
    for event in query.between(window[0].astimezone(UTC), window[1].astimezone(UTC)):
        found.append((utc(event["DTSTART"].dt, clock), str(event["UID"]), str(event.get("SUMMARY", "")),
                      str(event.get("STATUS", "")), str(event.get("LOCATION", ""))))
        walls.append((str(event["DTSTART"].dt)[:19], *found[-1]))
    # A time that the clocks skip may be the instant of another time, but none is there twice.
    return sorted(set(found)) if len(set(walls)) == len(walls) else sorted(found)


def values(component, name):
    entries = component.get(name, [])
    entries = entries if isinstance(entries, list) else [entries]
    return [date.dt for entry in entries for date in entry.dts]


def by_dateutil(text, clock):
    """The master's own instants, with the zone that the file's VTIMEZONE defines."""
    calendar = icalendar.Calendar.from_ical(text)
    zones = None
    if "BEGIN:VTIMEZONE" in text:
        unfolded = text.replace("\r\n ", "")
        zones = dateutil_tz.tzical(StringIO(unfolded.replace("\r\n", "\n")))
    master = next(e for e in calendar.walk("VEVENT") if "RECURRENCE-ID" not in e)
    tzid = master["DTSTART"].params.get("TZID")
    zone = zones.get(tzid) if tzid and zones else None

    def own(value):
        if not isinstance(value, datetime):
            return datetime.combine(value, time())
        if value.tzinfo is None or value.utcoffset() == timedelta(0) and str(value.tzinfo) == "UTC":
            return value
        return value.replace(tzinfo=zone)

    start = own(master["DTSTART"].dt)
    found = rruleset()
    rules = re.findall(r"^RRULE:(.*)$", text.replace("\r\n ", "").split("BEGIN:VEVENT")[1], re.MULTILINE)
    for rule in rules:
        rule = rule.strip()
        if start.tzinfo is None:
            rule = re.sub(r"(UNTIL=[0-9T]+)Z", r"\1", rule)
        found.rrule(rrulestr(rule, dtstart=start))
    if not rules:
        found.rdate(start)
    for value in values(master, "RDATE"):
        found.rdate(own(value))
    for value in values(master, "EXDATE"):
        found.exdate(own(value))
    return found, start


def dateutil_instants(found, start, last, clock):
    instants = set()
    for moment in found:
        at = utc(moment, clock)
        if moment.tzinfo not in (None, UTC):
            # `tzical-gap` in Fixtures/calendar-faults.jsonl.
            naive, zone = moment.replace(tzinfo=None), moment.tzinfo
            before = zone.utcoffset(naive - timedelta(hours=25))
            gap = zone.utcoffset(naive) - before
            if gap > timedelta(0) and zone.utcoffset(naive - gap) == before:
                at += int(gap.total_seconds()) * 1000
        # A time of its own by the clock's face may be the instant of another.
        if at > last + 200_000_000:
            break
        if at <= last:
            instants.add(at)
    return sorted(instants)


def digits(milliseconds, clock):
    """How recurring-ical-events knows an instant: by its digits in UTC and on its own clock, in one set."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return {moment.replace(tzinfo=None), moment.astimezone(clock).replace(tzinfo=None)}


def shadowed(calendar, clock):
    """The digits of what is excluded: recurring-ical-events drops others that have the same ones, see
    `exdate-digits` in Fixtures/calendar-faults.jsonl."""
    found = set()
    for component in calendar.walk("VEVENT"):
        for value in values(component, "EXDATE"):
            found |= digits(utc(value, clock), clock)
    return found


def clock_of(case):
    if case.zone in ZONES:
        return zoneinfo.ZoneInfo(case.zone)
    if case.zone and case.zone[0] in "+-":
        sign = -1 if case.zone[0] == "-" else 1
        hours, minutes = case.zone[1:].split(":")
        return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
    return UTC


def report(case, what, expected, found, text, seed):
    missing = [row for row in expected if row not in found][:4]
    surplus = [row for row in found if row not in expected][:4]
    print(f"DIFFERENT ({what}), seed {seed}: start {case.start_text()} in {case.zone}, {case.options}\n"
          f"  {case.lines}\n  missing {missing}\n  surplus {surplus}\n  "
          + "\n  ".join(text[text.find("BEGIN:VEVENT"):].splitlines()), file=sys.stderr)


def check_series(command, seed):
    rng = random.Random(seed)
    case = Case(rng)
    first = command.expand(case, "--limit", "60")
    if first.returncode:
        raise SystemExit(f"seed {seed}: {first.stderr} {case.lines}")
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    if rows:
        case.exclude(rows)
    answer = command.expand(case, "--limit", "60", "--ics", str(command.file))
    if "noOccurrence" in answer.stderr and not rows:
        return "without occurrences", True
    if answer.returncode:
        raise SystemExit(f"seed {seed}: {answer.stderr} {case.lines}")
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    text = command.file.read_bytes().decode()
    if any(len(line.encode()) > 75 for line in text.split("\r\n")) or "\n" in text.replace("\r\n", ""):
        raise SystemExit(f"seed {seed}: a line is too long or badly ended")
    clock = clock_of(case)
    instants = [row["startMilliseconds"] for row in rows]
    if not instants:
        everything = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC))
        found = by_recurring_ical_events(icalendar.Calendar.from_ical(text), everything, clock)
        if found:
            report(case, "recurring-ical-events", [], found, text, seed)
        return "wholly excluded", not found
    window = (datetime.fromtimestamp(instants[0] / 1000, UTC) - timedelta(days=4),
              datetime.fromtimestamp(instants[-1] / 1000, UTC) + timedelta(days=2))
    expected = [(at, "M_x;y,z@example.com", "", "", "") for at in instants]
    good = True
    calendar = icalendar.Calendar.from_ical(text)
    found = [row for row in by_recurring_ical_events(calendar, window, clock) if row[0] <= instants[-1]]
    if found != expected:
        shadows = shadowed(calendar, clock)
        expected = [row for row in expected if row in found or not digits(row[0], clock) & shadows]
    if found != expected:
        report(case, "recurring-ical-events", expected, found, text, seed)
        good = False
    parsed, start = by_dateutil(text, clock)
    by_rules = dateutil_instants(parsed, start, instants[-1], clock)
    if by_rules != instants:
        report(case, "dateutil", instants, by_rules, text, seed)
        good = False
    if case.is_all_day:
        kind = "all-day"
    elif case.is_floating:
        kind = "floating"
    else:
        kind = case.zone
    return kind, good


def check_overrides(command, seed, folder):
    """A series with instances edited on their own, through `preview --ics` and an edit of its description."""
    rng = random.Random(seed)
    case = Case(rng)
    case.options = []

    def is_told(case):
        """An event's JSON tells an instant, so that a start that the clocks skip can't be told."""
        zone = zoneinfo.ZoneInfo(case.zone)
        return case.start.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == case.start

    while case.is_all_day or case.is_floating or case.zone not in ZONES or not is_told(case):
        case = Case(rng)
        case.options = []
    answer = command.expand(case, "--limit", "40")
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    if len(rows) < 4:
        return "few", True
    zone = zoneinfo.ZoneInfo(case.zone)

    def at(milliseconds):
        return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(zone).isoformat()

    master_start = case.start.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    title = "Weekly: “review”, and more; " + "ä💫" * rng.randrange(1, 40)
    event = {"id": "M", "title": title, "address": "Room 1, north", "appointmentStatus": "confirmed",
             "calendarId": "C", "startTime": master_start.isoformat(), "rrule": case.text,
             "endTime": (master_start.astimezone(UTC) + timedelta(seconds=case.duration)).isoformat()}
    expected = {row["startMilliseconds"]: (row["startMilliseconds"], "M", title, "CONFIRMED", "Room 1, north")
                for row in rows}
    events = []
    for row in rng.sample(rows[:-1], min(4, len(rows) - 1)):
        start = row["startMilliseconds"]
        moved = start + rng.choice([0, 1800, -3600, 86_400, 7200]) * 1000
        status = rng.choice(["confirmed", "cancelled", "new"])
        own = rng.choice([title, "Another, title"])
        place = rng.choice(["Room 1, north", "Room 2"])
        if (moved, status, own, place) == (start, "confirmed", title, "Room 1, north"):
            continue
        events.append({"id": f"M_{start}_{case.duration}", "masterEventId": "M", "title": own, "address": place,
                       "appointmentStatus": status, "startTime": at(moved),
                       "endTime": at(moved + case.duration * 1000)})
        expected[start] = (moved, "M", own, {"new": "TENTATIVE"}.get(status, status.upper()), place)
    files = {}
    for name, value in [("event", event), ("edit", {"description": "Bring, figures;"}), ("events", {"events": events})]:
        files[name] = Path(folder) / f"{name}.json"
        files[name].write_text(json.dumps(value))
    answer = command.run("preview", "--event", str(files["event"]), "--edit", str(files["edit"]), "--overrides",
                         str(files["events"]), f"--zone={case.zone}", "--ics", str(command.file))
    if answer.returncode:
        raise SystemExit(f"seed {seed}: {answer.stdout} {answer.stderr} {case.lines}")
    text = command.file.read_bytes().decode()
    calendar = icalendar.Calendar.from_ical(text)
    if len(rows) < 40:
        wanted = sorted(expected.values())
    else:
        # Beyond the last row there may be more, and a moved instance may come from there.
        wanted = sorted(row for row in expected.values() if row[0] < rows[-1]["startMilliseconds"] - 90_000_000)
    bounds = (min(row[0] for row in wanted), max(row[0] for row in wanted)) if wanted else (0, 0)
    window = [datetime.fromtimestamp(bound / 1000, UTC) + timedelta(days=days) for bound, days in zip(bounds, (-3, 3))]
    found = [row for row in by_recurring_ical_events(calendar, window, zone)
             if bounds[0] <= row[0] <= bounds[1]]
    if found != wanted:
        shadows = shadowed(calendar, zone)
        for component in calendar.walk("VEVENT"):
            if "RECURRENCE-ID" in component:
                shadows |= digits(utc(component["RECURRENCE-ID"].dt, zone), zone)
        if all(digits(row[0], zone) & shadows for row in set(wanted) ^ set(found)):
            return "shadowed", True
        report(case, "overrides", wanted, found, text, seed)
        return "overrides", False
    return "overrides", True


def moments(zone, begin, end):
    """The seconds around each change of a zone, and others between."""
    steps = changes(zone, begin, end)
    near = [step + timedelta(seconds=by) for step in steps for by in (-1, 0, 1)]
    return near + [begin + timedelta(days=days) for days in range(0, (end - begin).days, 29)], len(steps)


def check_zone(command, name, year, rule):
    """The VTIMEZONE of a series, as icalendar and dateutil read it, beside zoneinfo."""
    answer = command.run("expand", "--rrule", rule, "--start", f"{year}-01-05T09:00", f"--zone={name}", "--duration",
                         "1h", "--master", "M", "--ics", str(command.file), "--limit", "1")
    if answer.returncode:
        raise SystemExit(f"{name}: {answer.stderr}")
    text = command.file.read_bytes().decode()
    zone = zoneinfo.ZoneInfo(name)
    if "BEGIN:VTIMEZONE" not in text:
        return 0, zone.utcoffset(datetime(2024, 7, 1)) == timedelta(0)
    tzid = re.search(r"TZID:(.*?)\r", text)[1]
    component = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")[0]
    times, clocks = component.get_transitions()
    by_dateutil = dateutil_tz.tzical(StringIO(text.replace("\r\n ", "").replace("\r\n", "\n"))).get(tzid)
    count = int(re.search(r"COUNT=(\d+)", rule)[1]) if "COUNT" in rule else 60
    asked, steps = moments(zone, datetime(year, 1, 1, tzinfo=UTC), datetime(year + count, 1, 1, tzinfo=UTC))
    for moment in asked:
        right = moment.astimezone(zone)
        found = {"dateutil": dateutil_tz.enfold(right.replace(tzinfo=by_dateutil), right.fold).utcoffset()}
        # It reads rules up to 2037 only.
        # It also rounds offsets to minutes.
        if moment.year < 2037 and not any(clock[0].seconds % 60 for clock in clocks):
            row = bisect_right(times, moment.replace(tzinfo=None)) - 1
            found["icalendar"] = clocks[row][0]
        for reader, offset in found.items():
            if offset != right.utcoffset():
                print(f"DIFFERENT ({reader}): {name} from {year}, {rule}: {moment} is {right}, not {offset}\n"
                      + text[:text.find("BEGIN:VEVENT")], file=sys.stderr)
                return steps, False
    return steps, True


NEW_YORK = """BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE"""


def check_faults():
    """Whether the readers are still wrong where Fixtures/calendar-faults.jsonl says so."""
    good = True
    for line in (Path(__file__).parents[2] / "Fixtures/calendar-faults.jsonl").read_text().splitlines():
        entry = json.loads(line)
        zone = NEW_YORK.splitlines() if "America/New_York" in line else []
        text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:faults", *zone, "BEGIN:VEVENT", "UID:u",
                            "DTSTAMP:20260101T000000Z", *entry["event"], "END:VEVENT", "END:VCALENDAR", ""])
        if entry["referee"].startswith("recurring"):
            events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 1, 1), (2027, 1, 1))
            found = sorted(utc(event["DTSTART"].dt) for event in events)
        else:
            found = sorted(utc(moment) for moment in by_dateutil(text, UTC)[0])
        found = [f"{datetime.fromtimestamp(at / 1000, UTC):%Y%m%dT%H%M%SZ}" for at in found]
        if found != entry["wrong"]:
            how = "has been mended" if found == entry["right"] else f"is wrong in another way: {found}"
            print(f"{entry['referee']}: {entry['id']} {how}", file=sys.stderr)
            good = False
    return good


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--series")
    arguments.add_argument("--faults", action="store_true")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--zones", choices=["some", "all"], default="some")
    arguments.add_argument("count", type=int, nargs="?", default=150)
    given = arguments.parse_args()
    if not check_faults():
        return 1
    if given.faults:
        return 0
    kinds, bad = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        command = Command(given.series, folder)
        for seed in range(given.seed * 1_000_000, given.seed * 1_000_000 + given.count):
            kind, good = check_series(command, seed)
            kinds[kind] = kinds.get(kind, 0) + 1
            bad += not good
            if seed % 3 == 0:
                kind, good = check_overrides(command, seed, folder)
                kinds[kind] = kinds.get(kind, 0) + 1
                bad += not good
        names = sorted(zoneinfo.available_timezones()) if given.zones == "all" else list(ZONES) + ["Etc/GMT+5"]
        steps = 0
        for name in names:
            for year, rule in [(2024, "FREQ=YEARLY"), (1971, "FREQ=YEARLY"), (ZONES.get(name, 1990), "FREQ=YEARLY;COUNT=8")]:
                count, good = check_zone(command, name, year, rule)
                steps += count
                bad += not good
    print(f"{len(names)} zones, {steps} changes of the clocks")
    print(f"{given.count} series, {bad} read otherwise: " + ", ".join(f"{k} {v}" for k, v in sorted(kinds.items())))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
