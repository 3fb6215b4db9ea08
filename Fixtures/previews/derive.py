#!/usr/bin/env python3
"""Derives the expected previews in this folder with dateutil and zoneinfo.

Each scenario states the recurrence before and after by hand; only the occurrences are computed here,
and they are paired by the move that the scenario states. Run it in this folder to write the files.
"""
import json
import os
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

UTC = timezone.utc


def instant(local, zone):
    """The instant of a local time: the offset before a gap, the first pass of a fold (PEP 495)."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def text(moment, zone):
    return moment.astimezone(zone).isoformat(timespec="seconds")


def occurrences(rule, start, zone, until=None, exclude=()):
    """Local starts of a rule without UNTIL, cut at an instant, without the excluded instants."""
    found = []
    for local in rrulestr(rule, dtstart=start):
        moment = instant(local, zone)
        if until and moment > until or len(found) > 60:
            break
        if moment not in exclude:
            found.append(local)
    return found


def identify(master, moment, seconds):
    return f"{master}_{int(moment.timestamp()) * 1000}_{seconds}"


def row(kind, old, new, start=None, end=None, zone=None):
    entry = {"kind": kind, "oldId": old, "newId": new}
    if start is not None:
        entry["start"], entry["end"] = text(start, zone), text(end, zone)
    return entry


def paired(master, zone, old, old_seconds, new, new_seconds, shift=timedelta(0), same="kept"):
    """Pairs local starts that differ by the shift; the rest is removed or added."""
    rows = []
    left = {local: local for local in new}
    for local in old:
        before = instant(local, zone)
        target = left.pop(local + shift, None)
        if target is None:
            rows.append((before, row("removed", identify(master, before, old_seconds), None)))
            continue
        after = instant(target, zone)
        kind = "moved" if after != before else same if old_seconds == new_seconds else "changed"
        rows.append((before, row(
            kind, identify(master, before, old_seconds), identify(master, after, new_seconds), after,
            after + timedelta(seconds=new_seconds), zone)))
    for local in left:
        after = instant(local, zone)
        rows.append((after, row(
            "added", None, identify(master, after, new_seconds), after,
            after + timedelta(seconds=new_seconds), zone)))
    return [entry for _, entry in sorted(rows, key=lambda pair: pair[0])]


def write(name, event, edit, expected):
    os.makedirs(name, exist_ok=True)
    for kind, value in (("event", event), ("edit", edit), ("expected", expected)):
        with open(f"{name}/{kind}.json", "w") as file:
            json.dump(value, file, indent=2, ensure_ascii=False)
            file.write("\n")


def event(identity, start, seconds, zone, rrule=None, **more):
    moment = instant(start, zone)
    body = {
        "id": identity, "calendarId": "CVokAlI8fgw4WYWoCtQz", "locationId": "C2QujeCh8ZnC7al2InWR",
        "contactId": "0007BWpSzSwfiuSl0tR2", "title": "Weekly review", "appointmentStatus": "confirmed",
        "startTime": text(moment, zone), "endTime": text(moment + timedelta(seconds=seconds), zone),
    }
    if rrule:
        body |= {"isRecurring": True, "rrule": rrule}
    return body | more


def expect(zone, target, request_id, body, changes, scope=None, identity=None, findings=(), errors=()):
    return {
        "zone": zone, "id": identity, "scope": scope, "target": target,
        "request": None if errors else {
            "method": "PUT", "path": f"/calendars/events/appointments/{request_id}",
            "headers": {"Version": "2021-04-15", "Content-Type": "application/json", "Accept": "application/json"},
            "body": body},
        "changes": changes, "findings": list(findings), "errors": list(errors)}


NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
KOLKATA, LOS_ANGELES = ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Los_Angeles")
M = "ocQHyuzHvysMo5N5VsXc"

# A weekly series moves by half an hour, across the end of daylight saving time on 1 November 2026.
start = datetime(2026, 10, 20, 10)
weekly = occurrences("FREQ=WEEKLY;COUNT=6", start, NEW_YORK)
half_hour = timedelta(minutes=30)
edit = {"startTime": "2026-10-20T10:30:00-04:00", "endTime": "2026-10-20T11:00:00-04:00", "toNotify": False}
write(
    "weekly-new-york", {"appointment": event(M, start, 1800, NEW_YORK, "RRULE:FREQ=WEEKLY;COUNT=6")}, edit,
    expect("America/New_York", "series", M, edit, paired(
        M, NEW_YORK, weekly, 1800, [each + half_hour for each in weekly], 1800, half_hour),
        findings=["offsetDiffersFromMaster"]))

# The same with the offset alone: every occurrence keeps -04:00.
eastern = timezone(timedelta(hours=-4))
fixed = occurrences("FREQ=WEEKLY;COUNT=6", start, eastern)
write(
    "offset-only", event(M, start, 1800, eastern, "RRULE:FREQ=WEEKLY;COUNT=6"), edit,
    expect(None, "series", M, edit, paired(
        M, eastern, fixed, 1800, [each + half_hour for each in fixed], 1800, half_hour),
        findings=["zoneAssumedFromOffset"]))

# A title changes, nothing else.
start = datetime(2026, 3, 6, 9)
daily = occurrences("FREQ=DAILY;COUNT=5", start, LOS_ANGELES)
edit = {"title": "Stand-up", "toNotify": False}
write(
    "daily-title", {"event": event("Dl8yQ_2", start, 900, LOS_ANGELES, "FREQ=DAILY;COUNT=5")}, edit,
    expect("America/Los_Angeles", "series", "Dl8yQ_2", edit, paired(
        "Dl8yQ_2", LOS_ANGELES, daily, 900, daily, 900, same="changed")))

# The last Friday of each month becomes the last but one.
start, week = datetime(2026, 9, 25, 16), timedelta(days=7)
fridays = occurrences("FREQ=MONTHLY;BYDAY=-1FR;COUNT=4", start, BERLIN)
earlier = occurrences("FREQ=MONTHLY;BYDAY=-2FR;COUNT=4", start - week, BERLIN)
edit = {"startTime": "2026-09-18T16:00:00+02:00", "ignoreFreeSlotValidation": True}
write(
    "monthly-last-friday", event(M, start, 3600, BERLIN, "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=4"), edit,
    expect("Europe/Berlin", "series", M, edit | {
        "endTime": "2026-09-18T17:00:00+02:00", "rrule": "RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=-2FR"},
        paired(M, BERLIN, fridays, 3600, earlier, 3600, -week), findings=["ruleMovedWithStart"]))

# The flag that makes the server apply the moved rule is added.
edit = {"startTime": "2026-09-18T16:00:00+02:00"}
write(
    "monthly-last-friday-without-flag",
    event(M, start, 3600, BERLIN, "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=4"), edit,
    expect("Europe/Berlin", "series", M, edit | {
        "endTime": "2026-09-18T17:00:00+02:00", "rrule": "RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=-2FR",
        "ignoreFreeSlotValidation": True},
        paired(M, BERLIN, fridays, 3600, earlier, 3600, -week), findings=["ruleMovedWithStart", "flagAdded"]))

# UNTIL and EXDATE in one string, the EXDATE twice; both move along.
start, shift = datetime(2021, 6, 18, 10), timedelta(hours=1, minutes=15)
until, gone = datetime(2021, 6, 23, 4, 30, tzinfo=UTC), datetime(2021, 6, 20, 4, 30, tzinfo=UTC)
old = occurrences("FREQ=DAILY", start, KOLKATA, until, {gone})
new = occurrences("FREQ=DAILY", start + shift, KOLKATA, until + shift, {gone + shift})
edit = {
    "startTime": "2021-06-18T11:15:00+05:30", "endTime": "2021-06-18T12:15:00+05:30",
    "ignoreFreeSlotValidation": True, "toNotify": False}
write(
    "until-with-exdate", event(
        M, start, 3600, KOLKATA,
        "RRULE:FREQ=DAILY;INTERVAL=1;UNTIL=20210623T043000Z\nEXDATE:20210620T043000Z,20210620T043000Z",
        isRecurring="true"), edit,
    expect("Asia/Kolkata", "series", M, edit | {
        "rrule": "RRULE:FREQ=DAILY;UNTIL=20210623T054500Z\nEXDATE:20210620T054500Z"},
        paired(M, KOLKATA, old, 3600, new, 3600, shift), findings=["ruleMovedWithStart", "duplicateDate"]))

# The rule goes: the first stays as a plain event, all others end.
start = datetime(2026, 10, 20, 10)
gone = instant(datetime(2026, 10, 27, 10), NEW_YORK)
series = "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261027T140000Z"
left = occurrences("FREQ=WEEKLY;COUNT=4", start, NEW_YORK, exclude={gone})
edit = {"rrule": "", "ignoreFreeSlotValidation": True, "toNotify": False}
changes = paired(M, NEW_YORK, left, 1800, [start], 1800, same="changed")
changes[0]["newId"] = M
write(
    "rule-removal", event(M, start, 1800, NEW_YORK, series), edit,
    expect("America/New_York", "series", M, edit, changes, findings=["recurrenceRemoved"]))

# One instance moves, after daylight saving time has ended, and takes longer.
weekly = occurrences("FREQ=WEEKLY;COUNT=4", start, NEW_YORK)
old = instant(datetime(2026, 11, 3, 10), NEW_YORK)
new = instant(datetime(2026, 11, 4, 14), NEW_YORK)
named = identify(M, old, 1800)
edit = {"startTime": "2026-11-04T14:00:00-05:00", "endTime": "2026-11-04T14:45:00-05:00", "toNotify": False}
changes = paired(M, NEW_YORK, weekly, 1800, weekly, 1800)
changes[2] = row("moved", named, identify(M, new, 2700), new, new + timedelta(minutes=45), NEW_YORK)
write(
    "single-instance", event(M, start, 1800, NEW_YORK, "RRULE:FREQ=WEEKLY;COUNT=4"), edit,
    expect("America/New_York", "instance", named, edit, changes, identity=named))

# An instance's new time for the whole series: a day and half an hour later on the clock, for the master.
old = instant(datetime(2026, 11, 10, 10), NEW_YORK)
named = identify(M, old, 1800)
tuesdays = occurrences("FREQ=WEEKLY;BYDAY=TU;COUNT=5", start, NEW_YORK)
shift = timedelta(days=1, minutes=30)
wednesdays = occurrences("FREQ=WEEKLY;BYDAY=WE;COUNT=5", start + shift, NEW_YORK)
edit = {"startTime": "2026-11-11T10:30:00-05:00", "ignoreFreeSlotValidation": True, "toNotify": False}
write(
    "whole-from-instance", event(M, start, 1800, NEW_YORK, "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5"), edit,
    expect("America/New_York", "series", M, edit | {
        "startTime": "2026-10-21T10:30:00-04:00", "endTime": "2026-10-21T11:00:00-04:00",
        "rrule": "RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=WE"},
        paired(M, NEW_YORK, tuesdays, 1800, wednesdays, 1800, shift), scope="whole", identity=named))

# 02:30 does not exist on 8 March 2026 and is 03:30 then; moved to 03:30 that day's instant stays.
start, shift = datetime(2026, 3, 7, 2, 30), timedelta(hours=1)
nights = occurrences("FREQ=DAILY;COUNT=3", start, NEW_YORK)
edit = {"startTime": "2026-03-07T03:30:00-05:00", "endTime": "2026-03-07T04:00:00-05:00", "toNotify": False}
write(
    "gap", event(M, start, 1800, NEW_YORK, "RRULE:FREQ=DAILY;COUNT=3"), edit,
    expect("America/New_York", "series", M, edit, paired(
        M, NEW_YORK, nights, 1800, [each + shift for each in nights], 1800, shift),
        findings=["offsetDiffersFromMaster"]))

# Another rule: fewer weeks, Thursdays too, and an excluded Tuesday comes back.
start = datetime(2026, 10, 20, 10)
series = "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4\nEXDATE:20261027T140000Z"
old = occurrences("FREQ=WEEKLY;BYDAY=TU;COUNT=4", start, NEW_YORK, exclude={gone})
new = occurrences("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", start, NEW_YORK)
edit = {"rrule": "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "ignoreFreeSlotValidation": True, "toNotify": False}
# 20 Oct stays, 27 Oct comes back. Of the others 3 and 10 Nov are the first and second that are left
# before, 22 and 29 Oct after.
stays, moves = old[0], [(old[1], new[1]), (old[2], new[3])]
changes = paired(M, NEW_YORK, [stays], 1800, [stays, new[2]], 1800)
changes += [
    row("moved", identify(M, instant(a, NEW_YORK), 1800), identify(M, instant(b, NEW_YORK), 1800),
        instant(b, NEW_YORK), instant(b, NEW_YORK) + timedelta(minutes=30), NEW_YORK)
    for a, b in moves]
write(
    "rule-replaced", event(M, start, 1800, NEW_YORK, series), edit,
    expect("America/New_York", "series", M, edit | {"rrule": "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH"}, changes,
           findings=["exclusionsDropped"]))

# Everything excluded.
edit = {
    "rrule": "RRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20261020T140000Z,20261027T140000Z",
    "ignoreFreeSlotValidation": True, "toNotify": False}
two = occurrences("FREQ=WEEKLY;COUNT=2", start, NEW_YORK)
write(
    "empty-series", event(M, start, 1800, NEW_YORK, "RRULE:FREQ=WEEKLY;COUNT=2"), edit,
    expect("America/New_York", "series", M, None, paired(M, NEW_YORK, two, 1800, [], 1800),
           errors=["emptySeries"]))

# This and the following: the series ends before the cut, and a new one begins with the edit applied.
four = occurrences("FREQ=WEEKLY;COUNT=4", start, NEW_YORK)
NEW = "{step2.id}"
head = paired(M, NEW_YORK, four[:2], 1800, four[:2], 1800)
tail = [
    row("changed", identify(M, instant(each, NEW_YORK), 1800), identify(NEW, instant(each, NEW_YORK), 1800),
        instant(each, NEW_YORK), instant(each, NEW_YORK) + timedelta(minutes=30), NEW_YORK)
    for each in four[2:]]
whole = event(M, start, 1800, NEW_YORK, "RRULE:FREQ=WEEKLY;COUNT=4")
expected = expect(
    "America/New_York", "split", M,
    {"rrule": "RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z", "ignoreFreeSlotValidation": True, "toNotify": False},
    head + tail, scope="following", identity=identify(M, instant(four[2], NEW_YORK), 1800),
    findings=["flagAdded", "uncheckedByServer"])
first = expected.pop("request")
begin = instant(four[2], NEW_YORK)
created = {key: whole[key] for key in ("calendarId", "locationId", "contactId", "appointmentStatus")} | {
    "title": "Review", "rrule": "RRULE:FREQ=WEEKLY;COUNT=2", "startTime": text(begin, NEW_YORK),
    "endTime": text(begin + timedelta(minutes=30), NEW_YORK), "ignoreFreeSlotValidation": True, "toNotify": False}
expected["requests"] = [
    first, first | {"method": "POST", "path": "/calendars/events/appointments", "body": created}]
write("following", whole, {"title": "Review", "toNotify": False}, expected)
