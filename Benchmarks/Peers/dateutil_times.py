"""What a Python program that uses python-dateutil does for each workload.

  dateutil_times.py instants TABLE    every workload's answer
  dateutil_times.py times TABLE MS    nanoseconds, each measured for that many milliseconds

TABLE is what `series-times workloads` prints.
"""

import sys
import threading
import time
from datetime import datetime, timezone
from itertools import count, islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

THREADS = 8


def milliseconds(moment):
    return int(moment.timestamp()) * 1000


class Workload:
    next_count = count(10)

    def __init__(self, line):
        cells = line.rstrip("\n").split("\t")
        self.kind, self.name, self.rule, self.zone, start = cells[:5]
        self.count, self.unit = int(cells[5]), cells[8]
        zone = timezone.utc if self.zone == "UTC" else ZoneInfo(self.zone)
        self.window = [datetime.fromtimestamp(int(cell), zone) for cell in cells[6:8]]
        self.start = datetime(*map(int, start.split()), tzinfo=zone)
        self.series = rrulestr(self.rule, dtstart=self.start)

    def instants(self, text=None):
        if self.kind == "window":
            found = self.series.between(*self.window, inc=True)
            return [milliseconds(moment) for moment in found if moment < self.window[1]]
        series = rrulestr(text, dtstart=self.start) if text else self.series
        return [milliseconds(moment) for moment in islice(series, self.count)]

    def run(self):
        if self.kind == "cold":
            return self.instants(f"{self.rule};COUNT={next(self.next_count)}")
        if self.kind in ("seen", "spelled"):
            return self.instants(f"{self.rule};COUNT={self.count}")
        if self.kind == "threads":
            answers = []
            threads = [
                threading.Thread(target=lambda: answers.append(self.instants()))
                for _ in range(THREADS)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            first = answers[0]
            if len(answers) != THREADS or any(answer != first for answer in answers):
                raise SystemExit(f"dateutil: {self.name}: threads differ")
            return first
        return self.instants()

    def units(self):
        if self.unit != "occurrence":
            return 1
        return self.count * (THREADS if self.kind == "threads" else 1)


def fastest(workload, budget):
    expected = workload.instants()
    best, begin = float("inf"), time.perf_counter_ns()
    while True:
        before = time.perf_counter_ns()
        answer = workload.run()
        after = time.perf_counter_ns()
        if answer != expected:
            raise SystemExit(f"dateutil: {workload.name}: another answer than before")
        best = min(best, after - before)
        if after - begin >= budget:
            return best / workload.units()


def main(mode, table, budget="100"):
    with open(table, encoding="utf-8") as lines:
        workloads = [Workload(line) for line in lines if not line.startswith(("overlap\t", "preview\t", "availability\t"))]
    for workload in workloads:
        if mode == "instants":
            answer = [",".join(map(str, workload.run()))]
        else:
            answer = [f"{fastest(workload, float(budget) * 1e6):.3f}", workload.unit]
        print(workload.name, workload.zone, "dateutil", *answer, sep="\t")


main(*sys.argv[1:])
