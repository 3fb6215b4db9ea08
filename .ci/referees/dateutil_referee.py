#!/usr/bin/env python3
"""python-dateutil as a referee of `series batch`: see `.ci/referee`."""

import argparse
import json
import random
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = [None, "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"]
LIMIT = 30
# Seconds for dateutil to answer.
PATIENCE = 0.5
# Parts that RFC 5545 allows for a frequency; BYDAY# has ordinals.
TIMES = ["BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS"]
ALLOWED = {
    "SECONDLY": ["BYMONTH", "BYYEARDAY", "BYMONTHDAY", "BYDAY"] + TIMES,
    "MINUTELY": ["BYMONTH", "BYYEARDAY", "BYMONTHDAY", "BYDAY"] + TIMES,
    "HOURLY": ["BYMONTH", "BYYEARDAY", "BYMONTHDAY", "BYDAY"] + TIMES,
    "DAILY": ["BYMONTH", "BYMONTHDAY", "BYDAY"] + TIMES,
    "WEEKLY": ["BYMONTH", "BYDAY"] + TIMES,
    "MONTHLY": ["BYMONTH", "BYMONTHDAY", "BYDAY", "BYDAY#"] + TIMES,
    "YEARLY": ["BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYDAY#"] + TIMES,
}
# How far both look: dateutil walks every period on its way.
SPAN = {"YEARLY": 40, "MONTHLY": 20, "WEEKLY": 10, "DAILY": 10, "HOURLY": 1, "MINUTELY": 1 / 6, "SECONDLY": 1 / 366}
UNIT = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7, "DAILY": 1, "HOURLY": 1 / 24, "MINUTELY": 1 / 1440, "SECONDLY": 1 / 86400}


def signed(limit):
    return [n for n in range(-limit, limit + 1) if n]


def sample(rng, values, low, high):
    return [str(v) for v in rng.sample(values, min(len(values), rng.randint(low, high)))]


def realistic(rng):
    """A rule of the kinds people book."""
    parts = {"FREQ": rng.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"])}
    if rng.random() < 0.4:
        parts["INTERVAL"] = [str(rng.randint(2, 6))]
    kind = rng.randrange(4)
    if parts["FREQ"] == "DAILY":
        if kind == 0:
            parts["BYMONTH"] = sample(rng, range(1, 13), 1, 4)
        elif kind == 1:
            parts["BYDAY"] = sample(rng, DAYS, 1, 5)
    elif parts["FREQ"] == "WEEKLY":
        if kind:
            parts["BYDAY"] = sample(rng, DAYS, 1, 5)
        if kind == 3:
            parts["BYMONTH"] = sample(rng, range(1, 13), 3, 8)
    else:
        if parts["FREQ"] == "YEARLY" and kind:
            parts["BYMONTH"] = sample(rng, range(1, 13), 1, 3)
        if kind == 1:
            parts["BYMONTHDAY"] = sample(rng, list(range(1, 32)) + [-1, -1, -2], 1, 2)
        elif kind == 2:
            parts["BYDAY"] = [rng.choice(["1", "2", "3", "4", "5", "-1", "-2"]) + rng.choice(DAYS)]
        elif kind == 3:
            parts["BYDAY"] = sample(rng, DAYS, 1, 2)
    return parts


def free(rng):
    """A rule of any parts that may stand together."""
    parts = {"FREQ": rng.choice(list(ALLOWED) + ["YEARLY"])}
    names = rng.sample(ALLOWED[parts["FREQ"]], rng.choice([0, 1, 2, 2, 3, 3, 4]))
    if "BYDAY#" in names and ("BYDAY" in names or "BYWEEKNO" in names):
        names.remove("BYDAY#")
    if names == ["BYSETPOS"]:
        names.append("BYMONTH")
    for name in names:
        high = rng.choice([1, 2, 4, 9])
        if name == "BYMONTH":
            parts[name] = sample(rng, range(1, 13), 1, high)
        elif name == "BYWEEKNO":
            parts[name] = sample(rng, signed(53), 1, high)
        elif name == "BYYEARDAY":
            parts[name] = sample(rng, signed(366), 1, high * 3)
        elif name == "BYMONTHDAY":
            parts[name] = sample(rng, signed(31), 1, high)
        elif name == "BYDAY":
            parts[name] = sample(rng, DAYS, 1, high)
        elif name == "BYDAY#":
            most = 5 if parts["FREQ"] == "MONTHLY" or "BYMONTH" in names else 53
            parts["BYDAY"] = [f"{rng.choice(signed(most))}{day}" for day in sample(rng, DAYS, 1, high)]
            if rng.random() < 0.2:
                parts["BYDAY"].append(rng.choice(DAYS))
        elif name == "BYHOUR":
            parts[name] = sample(rng, range(24), 1, high)
        elif name == "BYSETPOS":
            parts[name] = sample(rng, signed(rng.choice([3, 6, 366])), 1, 3)
        else:
            parts[name] = sample(rng, range(60), 1, high)
    if rng.random() < 0.4:
        parts["INTERVAL"] = [str(rng.choice([2, 2, 3, 4, 5, 7, 12, 90]))]
    if rng.random() < 0.3:
        parts["WKST"] = [rng.choice(DAYS)]
    return parts


def case(rng, everything):
    parts = free(rng) if everything else realistic(rng)
    seconds = rng.choice([3600 * rng.randrange(24), 900 * rng.randrange(96), rng.randrange(86400)])
    start = datetime(1975, 1, 1) + timedelta(days=rng.randrange(26_000), seconds=seconds)
    # dateutil's walls know no gap, so that times that step through one are compared without a zone.
    zone = None if UNIT[parts["FREQ"]] < 1 else rng.choice(ZONES)
    end = rng.randrange(3)
    if end == 0:
        parts["COUNT"] = [str(rng.randint(1, 40))]
    elif end == 1:
        until = start + timedelta(days=int(UNIT[parts["FREQ"]] * rng.randint(0, 40)), hours=rng.randrange(24))
        parts["UNTIL"] = [until.strftime("%Y%m%dT%H%M%SZ" if zone else "%Y%m%dT%H%M%S")]
    return parts, start, zone


def text(parts):
    return ";".join(f"{name}={value if name == 'FREQ' else ','.join(value)}" for name, value in parts.items())


def days_of_week(parts):
    ordinals = [day for day in parts.get("BYDAY", []) if len(day) > 2]
    return ordinals, [day for day in parts.get("BYDAY", []) if len(day) == 2]


# dateutil's faults: whether a rule meets one, by the name it has in Fixtures/referee-faults.jsonl.
def mixed_ordinals(parts):
    # United by the RFC; dateutil intersects them.
    ordinals, plain = days_of_week(parts)
    return bool(ordinals and plain)


def weeks_alone(parts):
    # The start's weekday; dateutil gives the whole week.
    return "BYWEEKNO" in parts and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts.keys()


def last_weeks(parts):
    # dateutil counts the weeks of the years around this one wrongly.
    return any(abs(int(n)) >= 52 or int(n) == 1 or int(n) < 0 for n in parts.get("BYWEEKNO", []))


def positions_in_first_week(parts):
    # dateutil begins the first week at the start, so that its positions are counted from there.
    return parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts


def ordinals_past_end(parts):
    # IndexError where the ninth weekday of December lies beyond dateutil's list of 385 days.
    ordinals, _ = days_of_week(parts)
    in_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    return in_month and any(int(day[:-2]) > 8 for day in ordinals)


def empty_subdaily(parts):
    # ValueError, or a search without end, where INTERVAL never meets BYHOUR, BYMINUTE or BYSECOND.
    return UNIT[parts["FREQ"]] < 1 and "INTERVAL" in parts and bool(set(TIMES) & parts.keys())


FAULTS = {
    "BYDAY with and without ordinals": mixed_ordinals,
    "BYWEEKNO alone": weeks_alone,
    "BYWEEKNO at a year's end": last_weeks,
    "BYSETPOS in the first week": positions_in_first_week,
    "ordinals past the end": ordinals_past_end,
    "INTERVAL beside times of a sub-daily rule": empty_subdaily,
}


def listed():
    """dateutil's entries in the list of the referees' faults."""
    with open(Path(__file__).parents[2] / "Fixtures" / "referee-faults.jsonl", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [entry for entry in entries if entry["referee"].startswith("python-dateutil")]


def check_faults():
    """Tells where dateutil is no longer wrong in the way that the list says."""
    entries = listed()
    problems = [f"{name}: not in the list" for name in FAULTS.keys() - {entry["id"] for entry in entries}]
    for entry in entries:
        rule = entry["rule"]
        start = datetime.strptime(entry["dtstart"], "%Y%m%dT%H%M%S")
        try:
            walls = islice(rrulestr(rule, dtstart=start), entry["limit"])
            answer = [wall.strftime("%Y%m%dT%H%M%S") for wall in walls]
        except (ValueError, IndexError):
            answer = None
        if answer == entry["right"]:
            problems.append(f"{entry['id']}: dateutil has been mended: {rule}")
        elif answer != entry["wrong"]:
            problems.append(f"{entry['id']}: dateutil is wrong in another way than it was: {rule}: {answer}")
        parts = dict(part.split("=") for part in rule.split(";"))
        parts = {name: value if name == "FREQ" else value.split(",") for name, value in parts.items()}
        if entry["id"] in FAULTS and not FAULTS[entry["id"]](parts):
            problems.append(f"{entry['id']}: the condition of that name does not know {rule}")
    print(f"{len(entries)} faults of dateutil, {len(problems)} of them otherwise than listed")
    if problems or not entries:
        sys.exit("\n".join(problems) or "the list is empty")


def horizon(start, parts):
    return start + timedelta(days=SPAN[parts["FREQ"]] * 366)


def expected(parts, start, zone):
    """dateutil on the wall clock; each wall time then becomes an instant, gaps with the offset before.

    By zoneinfo, as dateutil's own zones end in 2037.
    """
    rule = dict(parts)
    until = rule.pop("UNTIL", None)
    walls = rrulestr(text(rule), dtstart=start)
    tz = ZoneInfo(zone) if zone else timezone.utc
    found = []
    for wall in walls:
        if wall >= horizon(start, parts) or len(found) == LIMIT:
            break
        instant = wall.replace(tzinfo=tz).astimezone(timezone.utc)
        if until:
            value = until[0].rstrip("Z")
            end = datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=timezone.utc)
            if instant > end:
                break
        found.append((instant - EPOCH) // timedelta(milliseconds=1))
    return found


class Endless(Exception):
    """dateutil looks on, up to the year 9999, where a rule never matches again."""


def give_up(*_):
    raise Endless


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--series")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", nargs="?", type=int, const=20_000)
    arguments = parser.parse_args()
    if arguments.faults:
        return check_faults()
    if not arguments.series:
        parser.error("--series names the command to compare")
    rng = random.Random(arguments.seed)

    cases = [case(rng, arguments.all) for _ in range(arguments.all or 2000)]
    lines = [
        json.dumps({
            "key": index, "start": start.isoformat(), "timeZone": zone, "recurrence": "RRULE:" + text(parts),
            "to": horizon(start, parts).isoformat(timespec="seconds"), "limit": LIMIT,
        })
        for index, (parts, start, zone) in enumerate(cases)
    ]
    answer = subprocess.run(
        [arguments.series, "batch"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in answer.stdout.splitlines()]
    if len(answers) != len(cases):
        sys.exit(f"{len(answers)} answers to {len(cases)} questions")

    faults = endless = compared = 0
    examples = {entry["id"]: entry["rule"] for entry in listed()}
    met, shown = dict.fromkeys(FAULTS, 0), dict.fromkeys(FAULTS, 0)
    signal.signal(signal.SIGALRM, give_up)
    for (parts, start, zone), found in zip(cases, answers):
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            wanted = expected(parts, start, zone)
        except Endless:
            endless += 1
            continue
        except Exception as error:
            wanted = f"{type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        # The kinds people book meet none of dateutil's faults and are excused by none.
        known = [name for name, applies in FAULTS.items() if applies(parts)] if arguments.all else []
        for name in known:
            met[name] += 1
            shown[name] += found.get("starts") != wanted
        if known:
            continue
        compared += 1
        if found.get("starts") != wanted:
            faults += 1
            if faults <= 20:
                print(f"RRULE:{text(parts)} from {start.isoformat()} in {zone}\n  series {found}\n  dateutil {wanted}")
    occurrences = sum(len(found.get("starts", [])) for found in answers)
    print(f"{compared} rules, {faults} differences from dateutil; {occurrences} occurrences in all")
    for name, count in met.items():
        if count:
            print(f"  left out: {count} with {name}, {shown[name]} of them different, such as {examples.get(name)}")
    print(f"  {endless} to which dateutil had no answer within {PATIENCE} s")
    if faults or not occurrences or endless > len(cases) // (4 if arguments.all else 100):
        sys.exit(1)


if __name__ == "__main__":
    main()
