#!/usr/bin/env python3
"""Rules made to take long, each of which has to be answered in bounded time.

    hostile.py --series PATH [--bounds PATH] [--seed S] [--slack F] [N]

N random rules (200,000) of every frequency, part and calendar, with extreme and sparse values, exclusion rules,
huge INTERVAL and COUNT, many rules, the first and last years and zones with an odd history are expanded by
`series batch`, a hundred occurrences each. Of every hundredth, also described, explained and located, and an edit
of it is previewed. Time is the processor's, so that a busy machine matters little; what is slow is tried again,
and the quickest of three tries counts. Any line that takes longer than the bound is printed, and fails; `--slack`
multiplies all bounds, for a machine that is slow.

Benchmarks' series-bounds, which `--bounds` names, counts every tenth line: its occurrences, those in a window, the
hundredth, the hundred thousandth and the thousand millionth, the place of one 5,000 years on, and the last, 50 ms each. It is
also asked of a twentieth as many pairs of such rules whether they overlap, contain one another and are the same, 100 ms
each; the first is simplified, and a rule is inferred from its first 500 occurrences, in a second each. How long 99 of
100 take is shown.
"""

import argparse
import datetime
import json
import os
import random
import select
import subprocess
import sys
import tempfile
import time

BATCH, COMMAND, PREVIEW = 0.050, 0.050, 0.200
QUESTIONS = [("overlap", 0.100), ("containment", 0.100), ("equivalence", 0.100), ("simplify", 1.000),
             ("infer", 1.000)]
COUNTING = [(name, 0.050) for name in ("count", "count in a century", "count to the end", "hundredth",
                                       "hundred thousandth", "thousand millionth", "place", "last")]
# Longer than any answer on however busy a machine.
PATIENCE = 20
# The exit code of a command whose arguments are not understood.
USAGE = 64
CALENDARS = ["GREGORIAN", "CHINESE", "DANGI", "HEBREW", "INDIAN", "PERSIAN", "COPTIC", "ETHIOPIC", "ISLAMIC",
             "ISLAMIC-CIVIL", "ISLAMIC-UMALQURA", "JAPANESE", "BUDDHIST", "ROC"]
ZONES = ["UTC", "America/New_York", "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia",
         "Europe/Dublin", "Asia/Gaza", "America/Sao_Paulo", "Antarctica/Troll", "Asia/Manila", "+23:59",
         "-23:59", "Pacific/Kwajalein", "Asia/Kathmandu"]
STARTS = ["0001-01-01T00:00:00", "1900-01-01T00:00:00", "1972-01-07T00:30:00", "1583-02-01T09:00:00",
          "2024-02-29T23:59:59", "2026-01-01T00:00:00", "2026-03-08T02:30:00", "9999-12-30T00:00:00",
          "9000-05-31T12:00:00"]
FREQUENCIES = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
INTERVALS = [1, 1, 1, 1, 2, 3, 5, 7, 11, 12, 13, 24, 53, 59, 60, 61, 97, 366, 367, 400, 1440, 1461, 3599, 3600, 3601,
             4800, 58991, 65537, 86399, 86400, 86401, 146097, 604799, 604801, 1000003, 31556952, 2147483647]
COUNTS = [1, 2, 100, 5200, 100000, 100000000, 2147483647]
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def few(self, values, most=5):
        """A list of one value, of a few, or of nearly all."""
        chance = self.random.random()
        count = 1 if chance < 0.4 else self.random.randint(1, most) if chance < 0.8 else len(values) - 1
        return ",".join(str(value) for value in self.random.sample(values, max(1, min(count, len(values)))))

    def signed(self, limit, extremes):
        values = [v for v in range(-limit, limit + 1) if v != 0]
        return str(self.random.choice(extremes)) if self.random.random() < 0.4 else self.few(values, 6)

    def days(self, frequency):
        if frequency in ("MONTHLY", "YEARLY") and self.random.random() < 0.5:
            limit = [-53, -5, -1, 1, 5, 6, 53] if frequency == "YEARLY" else [-6, -5, -1, 1, 4, 5]
            return ",".join(f"{self.random.choice(limit)}{self.random.choice(WEEKDAYS)}"
                            for _ in range(self.random.randint(1, 3)))
        return self.few(WEEKDAYS, 3)

    def rule(self, is_exclusion=False, calendar=None):
        pick = self.random.random
        frequency = self.random.choice(FREQUENCIES if not is_exclusion else FREQUENCIES[:5] + ["SECONDLY"] * 2)
        level = FREQUENCIES.index(frequency)
        parts = []
        if calendar:
            parts.append(f"RSCALE={calendar}")
        parts.append(f"FREQ={frequency}")
        if pick() < 0.6:
            parts.append(f"INTERVAL={self.random.choice(INTERVALS)}")
        if pick() < (0.3 if not is_exclusion else 0.1):
            parts.append(f"COUNT={self.random.choice(COUNTS)}")
        elif pick() < 0.15:
            parts.append("UNTIL=" + self.random.choice(["99991231T235959Z", "99991231", "20500101T000000Z", "25821231"]))
        if pick() < 0.35:
            months = [str(m) for m in range(1, 13)]
            if calendar and pick() < 0.3:
                months += ["13", "5L", "1L"]
            parts.append("BYMONTH=" + self.few(months))
        if frequency == "YEARLY" and pick() < 0.2:
            parts.append("BYWEEKNO=" + self.signed(53, [53, -53, 1, 52]))
        if (frequency == "YEARLY" or level < 3) and pick() < 0.15:
            parts.append("BYYEARDAY=" + self.signed(366, [366, -366, 1, 60]))
        if frequency != "WEEKLY" and pick() < 0.3:
            parts.append("BYMONTHDAY=" + self.signed(31, [31, 29, 30, -31, -1]))
        if pick() < 0.35 and not any(part.startswith("BYWEEKNO") for part in parts):
            parts.append("BYDAY=" + self.days(frequency))
        if pick() < 0.35:
            parts.append("BYHOUR=" + self.few(list(range(24))))
        if pick() < 0.35:
            parts.append("BYMINUTE=" + self.few(list(range(60))))
        if pick() < 0.35:
            parts.append("BYSECOND=" + self.few(list(range(61))))
        if len(parts) > 2 and any(part.startswith("BY") for part in parts) and pick() < 0.25:
            parts.append("BYSETPOS=" + self.signed(366, [1, -1, 10, 366, -366]))
        if calendar and pick() < 0.5:
            parts.append("SKIP=" + self.random.choice(["OMIT", "BACKWARD", "FORWARD"]))
        return ";".join(parts)

    def excluded_days(self, start):
        """Whole days from the start on, some in a row, as many as are read."""
        day = max(1, datetime.date.fromisoformat(start[:10]).toordinal() - 2)
        step = self.random.choice([1, 2, 7])
        days = range(day, min(day + 9_990 * step, datetime.date.max.toordinal()), step)
        return ",".join(datetime.date.fromordinal(number).strftime("%Y%m%d").rjust(8, "0") for number in days)

    def line(self, key):
        pick = self.random.random
        calendar = self.random.choice(CALENDARS) if pick() < 0.08 else None
        lines = ["RRULE:" + self.rule(calendar=calendar)]
        if pick() < 0.2:
            lines += ["RRULE:" + self.rule() for _ in range(self.random.choice([1, 1, 2, 5]))]
        if pick() < 0.35:
            lines += ["EXRULE:" + self.rule(is_exclusion=True) for _ in range(self.random.choice([1, 1, 2, 3]))]
        if pick() < 0.002:
            lines += ["RRULE:" + self.rule() for _ in range(600)]
        if pick() < 0.1:
            lines.append("EXDATE:20260101T000000Z,20260308T023000,20270101")
        start = self.random.choice(STARTS)
        if pick() < 0.003:
            lines.append("EXDATE;VALUE=DATE:" + self.excluded_days(start))
        request = {"key": key, "start": start, "recurrence": "\n".join(lines), "limit": 100}
        if pick() < 0.5:
            request["timeZone"] = self.random.choice(ZONES)
        if pick() < 0.15:
            request["from"] = self.random.choice(["5000-06-01T00:00:00Z", "9999-12-31T00:00:00Z", "2400-01-01T00:00:00Z"])
            if pick() < 0.3:
                request["to"] = request["from"]
        return request


class Batch:
    """`series batch`, asked a line at a time; the time is the processor's."""

    def __init__(self, series):
        self.series = series
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.series, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.clock = f"/proc/{self.process.pid}/schedstat"
        # What is done once: zones' files, libical's and the allocator's beginnings.
        for zone in ZONES:
            self.ask({"start": STARTS[1], "timeZone": zone, "recurrence": "RRULE:FREQ=DAILY;COUNT=1"})
        for calendar in CALENDARS:
            self.ask({"start": STARTS[5], "recurrence": f"RRULE:RSCALE={calendar};FREQ=YEARLY;COUNT=1"})

    def stop(self):
        self.process.kill()
        self.process.wait()

    def spent(self):
        if not os.path.exists(self.clock):
            return time.monotonic()
        with open(self.clock) as file:
            return int(file.read().split()[0]) / 1e9

    def ask(self, request):
        """The answer and the seconds it took; no answer where it takes too long."""
        before = self.spent()
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        if not ready:
            self.stop()
            self.start()
            return None, PATIENCE
        answer = self.process.stdout.readline()
        if not answer:
            self.start()
            raise SystemExit(f"FAILED: the command ended at {json.dumps(request)}")
        return json.loads(answer), self.spent() - before


def command_seconds(arguments, baseline):
    """The processor's seconds for a run of the command beyond what any run takes, and its exit code."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return max(0, usage.ru_utime + usage.ru_stime - baseline), process.returncode
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            return PATIENCE, -9
        time.sleep(0.001)


def commands(series, request, answer, folder):
    """Runs that tell of a rule what batch does not, each with its bound."""
    starts = (answer or {}).get("starts") or [0]
    # A far instance has to be counted up to.
    instance = f"M_{random.Random(request['key']).choice([starts[-1], starts[0], 253370764800000])}_60"
    zone = ["--zone", request.get("timeZone", "UTC")]
    rule = ["--rrule", request["recurrence"], "--start", request["start"], *zone]
    text = json.dumps({"startTime": "2026-06-01T10:00:00Z", "title": "A"})
    event = {"id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Z",
             "appointmentStatus": "confirmed", "startTime": "2026-01-01T00:00:00Z",
             "endTime": "2026-01-01T00:30:00Z", "isRecurring": True, "rrule": request["recurrence"]}
    paths = [os.path.join(folder, name) for name in ("event.json", "edit.json")]
    for path, value in zip(paths, (json.dumps(event), text)):
        with open(path, "w") as file:
            file.write(value)
    series_of_id = ["--master", "M", "--duration", "60s"]
    yield COMMAND, [series, "describe", *rule]
    yield COMMAND, [series, "explain", instance, *rule, *series_of_id]
    yield COMMAND, [series, "id", "locate", instance, *rule, *series_of_id]
    yield PREVIEW, [series, "preview", "--event", paths[0], "--edit", paths[1], *zone, "--now", "2026-01-01T00:00:00Z"]


def bounds_line(request, *texts):
    """What series-bounds takes of a line's start and zone and of texts."""
    return "\t".join([request["start"], request.get("timeZone", "UTC"),
                      *("|".join(text.splitlines()) for text in texts)])


def pair_line(generator):
    """What series-bounds takes of two lines, without their dates."""
    lines = [generator.line(0) for _ in range(2)]
    return bounds_line(lines[0], *("\n".join(line for line in request["recurrence"].splitlines() if "RULE:" in line)
                                   for request in lines))


class Bounds:
    """`series-bounds`, asked a line at a time."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def ask(self, line, questions, slack):
        """The seconds of each question, and what took too long three times; nothing where a text is refused."""
        times = self.seconds(line)
        for _ in range(2):
            if any(seconds > bound * slack for seconds, (_, bound) in zip(times, questions)):
                times = [min(both) for both in zip(times, self.seconds(line))]
        return times, [(seconds, name, line)
                       for seconds, (name, bound) in zip(times, questions) if seconds > bound * slack]

    def seconds(self, line):
        """The seconds of each question, asked once; none where a text is refused."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], 4 * PATIENCE)[0]:
            self.process.kill()
            raise SystemExit(f"FAILED: no answer to {line}")
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"FAILED: series-bounds ended at {line}")
        return [] if answer == "-\n" else [float(field) / 1000 for field in answer.split("\t")]


def ask_pairs(bounds, generator, number, slack):
    """Asks about so many pairs; the rows that took too long."""
    slow, searched, decided = [], [[], []], 0
    for _ in range(number):
        times, over = bounds.ask(pair_line(generator), QUESTIONS, slack)
        slow += over
        for known, seconds in zip(searched, times[3:]):
            known.append(seconds)
        decided += bool(times)
    most = [1000 * sorted(known)[len(known) * 99 // 100] if known else 0 for known in searched]
    print(f"{decided} pairs; 99 of 100 simplified within {most[0]:.0f} ms, inferred within {most[1]:.0f} ms")
    return slow


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", required=True)
    parser.add_argument("--bounds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=100, help="of so many lines one is described and so on")
    parser.add_argument("--slack", type=float, default=1)
    parser.add_argument("number", type=int, nargs="?", default=200_000)
    options = parser.parse_args()
    generator = Generator(options.seed)
    batch = Batch(options.series)
    bounds = Bounds(options.bounds) if options.bounds else None
    trivial = [options.series, "describe", "--rrule", "FREQ=DAILY"]
    baseline = min(command_seconds(trivial, 0)[0] for _ in range(10))
    slow, total, errors, commanded, counted = [], 0, {}, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for key in range(options.number):
            request = generator.line(key)
            answer, seconds = batch.ask(request)
            total += seconds
            bound = BATCH * options.slack
            for blanks in (" ", "  "):
                if bound < seconds < PATIENCE:
                    # Another text, so that nothing is remembered.
                    again = dict(request, recurrence=request["recurrence"] + blanks)
                    seconds = min(seconds, batch.ask(again)[1])
            if seconds > bound:
                slow.append((seconds, "batch", request))
            code = ((answer or {}).get("error") or {}).get("code", "answered")
            errors[code] = errors.get(code, 0) + 1
            if code not in ("answered", "limitReached"):
                continue
            if bounds and key % 10 == 0:
                counted += 1
                slow += bounds.ask(bounds_line(request, request["recurrence"]), COUNTING, options.slack)[1]
            if key % options.every:
                continue
            for bound, arguments in commands(options.series, request, answer, folder):
                commanded += 1
                bound *= options.slack
                seconds, status = command_seconds(arguments, baseline)
                if status == USAGE:
                    sys.exit(f"FAILED: {arguments[1:]} are not understood")
                for _ in range(2):
                    if bound < seconds < PATIENCE:
                        seconds = min(seconds, command_seconds(arguments, baseline)[0])
                if seconds > bound:
                    slow.append((seconds, " ".join(arguments[1:3]), request))
    batch.stop()
    print(f"{options.number} lines, {1000 * total / options.number:.2f} ms each, {commanded} commands, "
          + f"{counted} counted; " + ", ".join(f"{code} {number}" for code, number in sorted(errors.items())))
    if bounds:
        slow += ask_pairs(bounds, generator, options.number // 20, options.slack)
        bounds.stop()
    slow.sort(key=lambda row: -row[0])
    for seconds, what, request in slow[:40]:
        print(f"{1000 * seconds:.0f} ms {what} {json.dumps(request)[:700]}")
    if slow:
        raise SystemExit(f"FAILED: {len(slow)} answers took longer than their bound")


if __name__ == "__main__":
    main()
