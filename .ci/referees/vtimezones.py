#!/usr/bin/env python3
"""What python-dateutil's tzical says of random VTIMEZONEs, and zoneinfo of the zones that are copied; JSON lines.

    {"definition": text, "walls": [[wall, offset], ...]}    a random zone; wall seconds far from its changes
    {"zone": name, "instants": [[instant, offset], ...]}    a zone of the system, to be written and read back

    vtimezones.py [--seed N] [--count N]
"""

import argparse
import io
import json
import random
import zoneinfo
from datetime import datetime, timedelta, timezone

from dateutil import tz

EPOCH = datetime(1970, 1, 1)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# Far enough from a change that neither a gap nor a fold is near.
MARGIN = 4 * 3600


def offset_text(minutes):
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def rule(rng, month):
    kind = rng.randrange(4)
    if kind == 0:
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={rng.choice([-1, 1, 2, 3, 4])}{rng.choice(DAYS)}"
    if kind == 1:
        first = rng.randrange(1, 22)
        days = ",".join(str(day) for day in range(first, first + 7))
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={rng.choice(DAYS)}"
    if kind == 2:
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={rng.randrange(1, 28)}"
    return f"FREQ=YEARLY;INTERVAL=1;BYDAY={rng.choice([-1, 1, 2])}{rng.choice(DAYS)};BYMONTH={month}"


def observance(kind, start, before, after, extra):
    return ["BEGIN:" + kind, f"DTSTART:{start:%Y%m%dT%H%M%S}", "TZOFFSETFROM:" + offset_text(before),
            "TZOFFSETTO:" + offset_text(after), "TZNAME:" + kind[:3], *extra, "END:" + kind]


def onset(rng, text, year, hour):
    """The first time of a rule in a year, so that DTSTART meets it."""
    from dateutil.rrule import rrulestr
    return rrulestr(text, dtstart=datetime(year, 1, 1, hour, rng.choice([0, 0, 30])))[0]


def definition(rng):
    standard = rng.choice(range(-11 * 60, 13 * 60, 30))
    summer = standard + rng.choice([60, 60, 60, 30, 120])
    year = rng.randrange(1967, 2021)
    lines = ["BEGIN:VTIMEZONE", "TZID:Random"]
    spring, autumn = rng.sample(range(1, 13), 2)
    while abs(spring - autumn) in (1, 11):
        spring, autumn = rng.sample(range(1, 13), 2)
    if rng.random() < 0.15:
        # Onsets that are listed.
        for kind, month, before, after in [("DAYLIGHT", spring, standard, summer), ("STANDARD", autumn, summer, standard)]:
            times = [datetime(year + count, month, rng.randrange(1, 28), 2) for count in range(rng.randrange(2, 9))]
            listed = "RDATE:" + ",".join(f"{time:%Y%m%dT%H%M%S}" for time in times[1:])
            lines += observance(kind, times[0], before, after, [listed])
    else:
        for kind, month, before, after in [("DAYLIGHT", spring, standard, summer), ("STANDARD", autumn, summer, standard)]:
            text = rule(rng, month)
            lines += observance(kind, onset(rng, text, year, rng.randrange(0, 5)), before, after, ["RRULE:" + text])
    return lines + ["END:VTIMEZONE"]


def changes(zone, first, last):
    """The wall seconds around which the offset changes, found day by day and then to the second."""
    found = []
    wall = first
    while wall < last:
        there = offset(zone, wall + 86_400)
        if there != offset(zone, wall):
            low, high = wall, wall + 86_400
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == there:
                    high = middle
                else:
                    low = middle
            found.append(high)
        wall += 86_400
    return found


def offset(zone, wall):
    delta = (EPOCH + timedelta(seconds=wall)).replace(tzinfo=zone).utcoffset()
    return delta.days * 86_400 + delta.seconds


def random_case(rng):
    lines = definition(rng)
    text = "\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""])
    zone = tz.tzical(io.StringIO(text)).get("Random")
    starts = [line.split(":")[1] for line in lines if line.startswith("DTSTART")]
    begin = int((max(datetime.strptime(start, "%Y%m%dT%H%M%S") for start in starts) - EPOCH).total_seconds())
    walls = []
    for _ in range(6):
        wall = begin + rng.randrange(2 * 86_400, 70 * 365 * 86_400)
        around = {offset(zone, wall + shift) for shift in (-MARGIN, 0, MARGIN)}
        if len(around) == 1:
            walls.append([wall, around.pop()])
    year = begin + rng.randrange(0, 20) * 365 * 86_400 + 86_400
    for change in changes(zone, year, year + 370 * 86_400):
        walls += [[change + shift, offset(zone, change + shift)] for shift in (-MARGIN, MARGIN)]
    return {"definition": "\n".join(lines), "walls": walls}


def copied_case(name, rng):
    zone = zoneinfo.ZoneInfo(name)

    def at(instant):
        aware = (EPOCH + timedelta(seconds=instant)).replace(tzinfo=timezone.utc).astimezone(zone)
        return aware.utcoffset().days * 86_400 + aware.utcoffset().seconds

    return {"zone": name, "instants": [[i, at(i)] for i in (rng.randrange(0, 4_102_444_800) for _ in range(100))]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    for _ in range(arguments.count):
        print(json.dumps(random_case(rng), separators=(",", ":")))
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc"))
    for name in names if arguments.count >= 1000 else rng.sample(names, 40):
        print(json.dumps(copied_case(name, rng), separators=(",", ":")))


main()
