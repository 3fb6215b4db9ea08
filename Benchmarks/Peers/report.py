"""Checks that the engines agree, times them in turns, and shows the result. Run by ../compare."""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from chart import chart

ENGINES = ["compiled", "libical", "dateutil", "foundation"]
TITLES = {
    "compiled": "ours",
    "libical": "libical in C",
    "dateutil": "python-dateutil",
    "foundation": "Foundation",
}


def output(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr or done.stdout}")
    return [line.split("\t") for line in done.stdout.splitlines()]


def commands(arguments, table):
    swift = arguments.swift
    return {
        "compiled": lambda mode, *rest: [swift, mode, "compiled", *rest],
        "libical": lambda mode, *rest: [arguments.libical, mode, table, *rest],
        "dateutil": lambda mode, *rest: [
            sys.executable, os.path.join(os.path.dirname(__file__), "dateutil_times.py"),
            mode, table, *rest],
        "foundation": lambda mode, *rest: [swift, mode, "foundation", *rest],
    }


def check(programs, workloads):
    """Compares every answer with ours; what Foundation gets wrong is named and left out."""
    answers = {
        (name, zone, engine): instants.split(",") if instants else []
        for engine in ENGINES
        for name, zone, _, instants in output(programs[engine]("instants"))
    }
    wrong, notes, compared = set(), [], 0
    for name, zone in workloads:
        ours = answers.get((name, zone, "compiled"))
        if ours is None:
            continue
        for engine in ENGINES[1:]:
            theirs = answers.get((name, zone, engine))
            if theirs is None:
                continue
            if theirs == ours:
                compared += len(ours)
                continue
            at = next((i for i, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]),
                      min(len(ours), len(theirs)))
            one = [side[at] if at < len(side) else "nothing" for side in (theirs, ours)]
            text = f"{name} in {zone}: {TITLES[engine]} gives {one[0]} where ours gives {one[1]} (place {at})"
            if engine != "foundation":
                sys.exit(f"The engines differ, so nothing is timed. {text}")
            wrong.add((name, zone, engine))
            notes.append(text)
    if any(not any(engine == key[2] for key in answers) for engine in ENGINES):
        sys.exit("An engine answered nothing.")
    print(f"The engines agree on {compared:,} instants.")
    return wrong, notes


def measure(programs, rounds, budget):
    """The shortest time of each workload and engine; the engines take turns, so that what else the
    machine does meets all of them."""
    best, units = {}, {}
    for turn in range(rounds):
        order = ENGINES[turn % len(ENGINES):] + ENGINES[:turn % len(ENGINES)]
        for engine in order:
            print(f"round {turn + 1} of {rounds}: {TITLES[engine]}", file=sys.stderr)
            for name, zone, _, nanoseconds, unit in output(programs[engine]("times", str(budget))):
                key = (name, zone, engine)
                best[key] = min(best.get(key, float("inf")), float(nanoseconds))
                units[key] = unit
    return best, units


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 10 else f"{value:,.2f}"


def show(workloads, best, units, wrong):
    head = ["workload", "zone", "ours, ns", "per"] + [f"{TITLES[engine]}, times" for engine in ENGINES[1:]]
    rows = []
    for name, zone in workloads:
        ours = best[name, zone, "compiled"]
        ratios = []
        for engine in ENGINES[1:]:
            key = (name, zone, engine)
            ratios.append("wrong dates" if key in wrong else f"{best[key] / ours:,.0f}" if key in best else "–")
        rows.append([name, zone, number(ours), units[name, zone, "compiled"]] + ratios)
    widths = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]
    for row in [head] + rows:
        cells = [cell.ljust(width) if i in (0, 1, 3) else cell.rjust(width)
                 for i, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())


def main():
    parser = argparse.ArgumentParser(prog="compare", description=__doc__)
    parser.add_argument("--swift", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--libical", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--json", metavar="FILE", help="write the rows, one JSON array")
    parser.add_argument("--chart", metavar="FILE.svg", help="draw the rows of New York")
    parser.add_argument("--quick", action="store_true", help="one short round, for checking that it works")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "workloads.tsv")
        lines = output([arguments.swift, "workloads"])
        with open(table, "w", encoding="utf-8") as file:
            file.writelines("\t".join(line) + "\n" for line in lines)
        workloads = [(line[1], line[3]) for line in lines]
        programs = commands(arguments, table)
        wrong, notes = check(programs, workloads)
        best, units = measure(programs, *((1, 5) if arguments.quick else (5, 150)))
    for key in wrong:
        best.pop(key, None)
    print()
    show(workloads, best, units, wrong)
    if notes:
        print("\nNot timed, for their dates are others:", *notes, sep="\n  ")
    rows = [
        {"workload": name, "zone": zone, "engine": engine, "ns": round(best[name, zone, engine], 3),
         "unit": units[name, zone, engine]}
        for name, zone in workloads for engine in ENGINES if (name, zone, engine) in best]
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    if arguments.chart:
        with open(arguments.chart, "w", encoding="utf-8") as file:
            file.write(chart([row for row in rows if row["zone"] == "America/New_York"], ENGINES, TITLES))


main()
