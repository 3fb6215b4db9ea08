#!/usr/bin/env python3
"""What Python's zoneinfo says of the system's time zones, one JSON object a line.

    {"zone": name, "instants": [[instant, offset], ...], "walls": [[wall, first, second, gap], ...]}

Instants are seconds since 1970-01-01T00:00:00Z, walls the same on the zone's clock; `first` and
`second` are the instants of a wall second in the two passes of a fold, `gap` is 1 where the clocks
skip it (then both are counted with the offset before the gap).

    zones.py [--seed N] [ZONE ...]      all zones of tzdata.zi or zone.tab where none is named
"""

import argparse
import json
import os
import random
import zoneinfo
import zoneinfo._zoneinfo
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1)
YEAR = 31_556_952
FIRST, LAST = 0, int((datetime(2100, 1, 1) - EPOCH).total_seconds())
WEEK = 7 * 86_400


def names():
    for directory in zoneinfo.TZPATH:
        index = os.path.join(directory, "tzdata.zi")
        if os.path.exists(index):
            with open(index, encoding="ascii") as lines:
                words = [line.split() for line in lines]
            return sorted({w[1] for w in words if w and w[0] == "Z"} | {w[2] for w in words if w and w[0] == "L"})
        index = os.path.join(directory, "zone.tab")
        if os.path.exists(index):
            with open(index, encoding="utf-8") as lines:
                return sorted(line.split("\t")[2].strip() for line in lines if line[0] != "#")
    raise SystemExit("zones.py: no tzdata")


def seconds(delta):
    return delta.days * 86_400 + delta.seconds


def offset(zone, instant):
    aware = (EPOCH + timedelta(seconds=instant)).replace(tzinfo=timezone.utc)
    return seconds(aware.astimezone(zone).utcoffset())


def wall_row(zone, wall):
    naive = EPOCH + timedelta(seconds=wall)
    first = wall - seconds(naive.replace(tzinfo=zone).utcoffset())
    second = wall - seconds(naive.replace(tzinfo=zone, fold=1).utcoffset())
    # In a gap the two passes lie the other way round: PEP 495.
    return [wall, first, max(first, second), int(second < first)]


def transitions(name, zone):
    """From 1970 to 2100: those the file lists, and behind them those its rule gives."""
    listed = [t for t in zoneinfo._zoneinfo.ZoneInfo(name)._trans_utc if FIRST <= t < LAST]
    found = list(listed)
    low = max(listed[-1] if listed else FIRST, FIRST)
    before = offset(zone, low)
    while low < LAST:
        high = low + WEEK
        after = offset(zone, high)
        if after != before:
            left, right = low, high
            while right - left > 1:
                middle = (left + right) // 2
                if offset(zone, middle) == before:
                    left = middle
                else:
                    right = middle
            found.append(right)
        low, before = high, after
    return found


def cases(name, rng):
    zone = zoneinfo.ZoneInfo(name)
    instants = [rng.randrange(-80 * YEAR, 140 * YEAR) for _ in range(120)]
    instants += [rng.randrange(-1968 * YEAR, 8028 * YEAR) for _ in range(80)]
    walls = list(instants)
    for transition in transitions(name, zone):
        around = [transition - 1, transition, transition + 1]
        instants += around
        for offset_there in {offset(zone, transition - 1), offset(zone, transition)}:
            walls += [moment + offset_there for moment in around]
        walls.append(transition + (offset(zone, transition - 1) + offset(zone, transition)) // 2)
    return {
        "zone": name,
        "instants": [[instant, offset(zone, instant)] for instant in instants],
        "walls": [wall_row(zone, wall) for wall in walls],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("zones", nargs="*", metavar="ZONE")
    arguments = parser.parse_args()
    for name in arguments.zones or names():
        print(json.dumps(cases(name, random.Random(f"{arguments.seed} {name}")), separators=(",", ":")))


if __name__ == "__main__":
    main()
