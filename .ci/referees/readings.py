#!/usr/bin/env python3
"""The named readings against the engines they are named after: see `.ci/referee`."""

import argparse
import ctypes
import json
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from itertools import islice

from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
COUNT = 12


def by_dateutil(rule, start):
    return [time.strftime("%Y-%m-%dT%H:%M:%S") for time in islice(rrulestr(rule, dtstart=start), COUNT)]


def by_libical(rule, start):
    library = ctypes.CDLL("libical.so.3")
    expand = library.icalrecur_expand_recurrence
    expand.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.POINTER(ctypes.c_long)]
    found = (ctypes.c_long * COUNT)()
    expand(rule.encode(), int(start.replace(tzinfo=timezone.utc).timestamp()), COUNT, found)
    # Beyond the end there are zeros.
    return [datetime.fromtimestamp(t, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") for t in found if t]


def days(rng, low, high):
    return ",".join(sorted(rng.sample(DAYS, rng.randint(low, high)), key=DAYS.index))


def interval(rng):
    return rng.choice(["", "", ";INTERVAL=2", ";INTERVAL=3"])


def month_days(rng):
    chosen = rng.sample([1, 5, 13, 28, 31, -1, -3], rng.randint(1, 2))
    return f"FREQ=YEARLY;COUNT={COUNT}{interval(rng)};BYMONTHDAY={','.join(map(str, chosen))}"


def week_days(rng):
    return f"FREQ=YEARLY;COUNT={COUNT};BYWEEKNO={rng.randint(2, 51)}"


def week_years(rng, least=1):
    weeks = ",".join(map(str, sorted(rng.sample(range(least, 53), rng.randint(1, 2)))))
    return f"FREQ=YEARLY;COUNT={COUNT};INTERVAL={rng.randint(2, 4)};BYDAY={days(rng, 1, 7)};BYWEEKNO={weeks}"


def first_week(rng):
    position = rng.choice([1, 2, -1, -2])
    return f"FREQ=WEEKLY;COUNT={COUNT}{interval(rng)};BYDAY={days(rng, 2, 7)};BYSETPOS={position}"


def first_period(rng):
    frequency = rng.choice(["MONTHLY", "YEARLY"])
    return f"FREQ={frequency};COUNT={COUNT}{interval(rng)};BYDAY={days(rng, 1, 5)};BYSETPOS={rng.choice([1, 2, -1])}"


def off_pattern(rng):
    return rng.choice(
        [f"FREQ=WEEKLY;COUNT={COUNT};BYDAY={days(rng, 1, 3)}", f"FREQ=MONTHLY;COUNT={COUNT};BYMONTHDAY=7"])


def until(rng, start):
    return f"FREQ=DAILY;UNTIL={start + timedelta(days=rng.randint(2, 9)):%Y%m%d}"


def cases(number, seed):
    """Rules of which each engine makes something of its own, and what it makes of them."""
    rng = random.Random(seed)
    for index in range(number):
        start = datetime(2000, 1, 1) + timedelta(days=rng.randrange(15_000), hours=rng.randrange(1, 24))
        engine = ["dateutil", "libical"][index % 2]
        # libical is wrong about BYSETPOS in weeks, and about BYWEEKNO without BYDAY.
        kinds = [month_days, first_period, off_pattern, None]
        kinds += [week_days, first_week, week_years] if engine == "dateutil" else [week_years]
        kind = rng.choice(kinds)
        rule = kind(rng) if kind else until(rng, start)
        if engine == "libical" and kind is week_years:
            # The first week of its first year may begin before the year, where libical loses days.
            rule = week_years(rng, least=2)
            start = start.replace(month=1, day=rng.randint(5, 7))
        if engine == "libical" and kind is first_period and "INTERVAL" in rule:
            continue
        expand = by_dateutil if engine == "dateutil" else by_libical
        yield {"reading": engine, "rule": rule, "start": f"{start:%Y-%m-%dT%H:%M:%S}", "starts": expand(rule, start)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--series", help="the command; without it the cases are printed")
    options = parser.parse_args()
    found = list(cases(options.number, options.seed))
    if not options.series:
        for case in found:
            print(json.dumps(case))
        return
    faults = 0
    for engine in ["dateutil", "libical"]:
        chosen = [case for case in found if case["reading"] == engine]
        lines = "".join(
            json.dumps({"key": str(i), "recurrence": case["rule"], "start": case["start"], "limit": COUNT}) + "\n"
            for i, case in enumerate(chosen))
        answer = subprocess.run(
            [options.series, "batch", "--reading", engine], input=lines, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        answers = [json.loads(line) for line in answer.stdout.splitlines()]
        if len(answers) != len(chosen):
            sys.exit(f"{len(answers)} answers to {len(chosen)} rules")
        for case, line in zip(chosen, answers):
            starts = [
                datetime.fromtimestamp(t // 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
                for t in line.get("starts", [])]
            if starts != case["starts"]:
                faults += 1
                if faults <= 10:
                    print(f"{engine} {case['start']} {case['rule']}\n  {case['starts']}\n  {starts}")
    print(f"{len(found)} rules, {faults} read differently")
    sys.exit(faults > 0)


main()
