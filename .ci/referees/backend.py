#!/usr/bin/env python3
"""The backend of Tests/Backend over HTTP, before a calendar of this process's own.

    backend.py BACKEND [--load SECONDS] [--strict] [--slack F] [--only NAME]

Scenarios: series stored, previewed, checked and edited, webhooks, wrong inputs, the calendar refusing or silent in the
middle of a plan, SIGTERM and kill -9 there: each request of a plan is applied exactly once, or taken back. Then, with
--load, previews by wrk with the backend on one core and all else on another; --strict asks for 4,000 a second and 99 of
100 within 10 ms. `--slack` multiplies times, for a build that is slow, and lets memory grow a little more.
"""
import argparse
import concurrent.futures
import copy
import datetime
import http.client
import http.server
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import zoneinfo

ZONE = "America/New_York"
NEW_YORK = zoneinfo.ZoneInfo(ZONE)
# Within the two years that are booked, with a change of the clocks inside.
YEAR = datetime.date.today().year + 1
FIRST = datetime.datetime(YEAR, 9, 1) + datetime.timedelta(days=(1 - datetime.date(YEAR, 9, 1).weekday()) % 7)
SLACK = 1.0


def local(day, hour, minute=0):
    """A time of New York with its offset, so many days after the first Tuesday of September."""
    time = (FIRST + datetime.timedelta(days=day)).replace(hour=hour, minute=minute, tzinfo=NEW_YORK)
    return time.isoformat()


def milliseconds(text):
    return int(datetime.datetime.fromisoformat(text).timestamp() * 1000)


def instance(master, day, hour=10, minutes=30):
    return f"{master}_{milliseconds(local(day, hour))}_{minutes * 60}"


class Hold:
    """A request that the calendar keeps waiting."""

    def __init__(self, number, applied):
        self.number, self.applied = number, applied
        self.arrived, self.released = threading.Event(), threading.Event()
        self.isLost = False

    def wait(self):
        self.arrived.set()
        self.released.wait(60 * SLACK)

    def lose(self):
        """What it asks for is never applied."""
        self.isLost, self.number = True, 0
        self.released.set()


class Calendar:
    """The calendar's server: it applies what it is sent, and waits or refuses where it is told to."""

    def __init__(self):
        self.lock = threading.Lock()
        self.events, self.changes = {}, []
        self.clock = self.created = 0
        self.holds, self.refusals = [], {}
        calendar = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                assert self.headers["Authorization"] == "Bearer secret"
                id = urllib.parse.unquote(self.path.rsplit("/", 1)[1])
                status, event = calendar.take(self.command, id, json.loads(body) if body else {})
                answer = json.dumps(event).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)
                except OSError:
                    pass  # Whoever asked is gone.

            do_GET = do_PUT = do_POST = answer

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request, address):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, event):
        """An event that somebody else made or changed."""
        with self.lock:
            self.clock += 1
            self.events[event["id"]] = dict(event, dateUpdated=self.stamp())

    def stamp(self):
        return f"2026-01-01T00:{self.clock // 60:02}:{self.clock % 60:02}.000Z"

    def begin(self):
        """Forgets what was changed so far; `hold` and `refuse` count from here."""
        with self.lock:
            self.changes, self.holds, self.refusals = [], [], {}

    def hold(self, number, applied):
        """Keeps the answer to the request of that number, or what it asks for too."""
        hold = Hold(number, applied)
        with self.lock:
            self.holds.append(hold)
        return hold

    def refuse(self, number, status):
        with self.lock:
            self.refusals[number] = status

    def take(self, method, id, body):
        if method == "GET":
            with self.lock:
                event = self.find(id)
            return (200, {"event": event}) if event else (404, {"message": "not found"})
        with self.lock:
            self.changes.append((method, id, body))
            number = len(self.changes)
            holds = [hold for hold in self.holds if hold.number == number]
            status = self.refusals.get(number)
        if status:
            return status, {"message": "refused"}
        for hold in holds:
            if not hold.applied:
                hold.wait()
                if hold.isLost:
                    return 503, {}
        with self.lock:
            event = self.apply(method, id, body)
        for hold in holds:
            if hold.applied:
                hold.wait()
        return (200, event) if event else (404, {"message": "not found"})

    def find(self, id):
        """An event, or an instance that nobody edited on its own."""
        if id in self.events:
            return self.events[id]
        place = re.fullmatch(r"(.+)_(\d+)_(\d+)", id)
        if not place or place[1] not in self.events:
            return None
        start = datetime.datetime.fromtimestamp(int(place[2]) / 1000, NEW_YORK)
        event = {key: value for key, value in self.events[place[1]].items() if key not in ("rrule", "dateUpdated")}
        end = start + datetime.timedelta(seconds=int(place[3]))
        return dict(event, id=id, masterEventId=place[1], startTime=start.isoformat(), endTime=end.isoformat())

    def apply(self, method, id, body):
        self.clock += 1
        fields = {key: value for key, value in body.items() if not key.startswith("ignore") and key != "toNotify"}
        if method == "POST":
            self.created += 1
            event = dict(fields, id=f"created-{self.created}")
        else:
            event = self.find(id)
            if not event:
                return None
            event = dict(event, **fields)
            if event.get("rrule") == "":
                del event["rrule"]
            if "masterEventId" in event:
                # An instance has the id of its start and duration.
                start, end = milliseconds(event["startTime"]), milliseconds(event["endTime"])
                self.events.pop(id, None)
                event["id"] = f"{event['masterEventId']}_{start}_{(end - start) // 1000}"
        event["dateUpdated"] = self.stamp()
        self.events[event["id"]] = event
        return event


class Backend:
    """The backend's process and a client for it."""

    def __init__(self, path, calendar, folder, prefix=()):
        self.path, self.calendar, self.prefix = path, calendar, list(prefix)
        self.database = os.path.join(folder, "backend.sqlite")
        self.log = open(os.path.join(folder, "log"), "ab")
        self.process = None
        self.start()

    def start(self):
        environment = dict(os.environ, BACKEND_DATABASE=self.database, BACKEND_CALENDAR=self.calendar.url,
                           BACKEND_TOKEN="secret", BACKEND_PORT="0")
        # As many event loops as it has cores.
        if self.prefix:
            environment["NIO_SINGLETON_GROUP_LOOP_COUNT"] = "1"
        self.process = subprocess.Popen(self.prefix + [self.path], env=environment, stdout=subprocess.PIPE,
                                        stderr=self.log)
        self.url = self.process.stdout.readline().decode().strip()
        assert self.url.startswith("http://"), f"it does not serve: {self.url!r}"
        self.address = self.url.removeprefix("http://")

    def ask(self, method, path, body=None, raw=None):
        connection = http.client.HTTPConnection(self.address, timeout=60 * SLACK)
        try:
            data = raw if raw is not None else None if body is None else json.dumps(body).encode()
            connection.request(method, path, data)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None, answer.headers
        finally:
            connection.close()

    def get(self, path, status=200):
        return self.expect(status, *self.ask("GET", path))

    def post(self, path, body, status=200):
        return self.expect(status, *self.ask("POST", path, body))

    @staticmethod
    def expect(status, actual, body, headers):
        assert actual == status, f"{actual} instead of {status}: {json.dumps(body)[:800]}"
        return body

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self):
        code = self.process.wait(60 * SLACK)
        self.process.stdout.close()
        return code

    def kill(self):
        self.process.kill()
        self.ended()

    def plan_over(self, id, patience=30):
        """A plan once it is not open any more, or waits for somebody."""
        end = time.monotonic() + patience * SLACK
        while True:
            plan = self.get(f"/plans/{id}")
            if plan["state"] != "open" or plan.get("note") or time.monotonic() > end:
                return plan
            time.sleep(0.02)


def weekly(id, day=0, hour=10, minutes=30, count=14, user="U1", **fields):
    end = datetime.datetime.fromisoformat(local(day, hour)) + datetime.timedelta(minutes=minutes)
    return dict({"id": id, "calendarId": "C1", "locationId": "L1", "contactId": "K1", "assignedUserId": user,
                 "title": "Weekly review", "appointmentStatus": "confirmed", "startTime": local(day, hour),
                 "endTime": end.isoformat(), "rrule": f"RRULE:FREQ=WEEKLY;COUNT={count}"}, **fields)


def moved(day, hour, minutes=30, **fields):
    """An edit to another time."""
    end = datetime.datetime.fromisoformat(local(day, hour)) + datetime.timedelta(minutes=minutes)
    return dict({"startTime": local(day, hour), "endTime": end.isoformat(), "ignoreFreeSlotValidation": True,
                 "toNotify": False}, **fields)


OPEN = {"id": "C1", "calendarType": "event", "slotDuration": 30, "slotInterval": 30, "openHours": [
    {"daysOfTheWeek": [day], "hours": [{"openHour": 8, "openMinute": 0, "closeHour": 20, "closeMinute": 0}]}
    for day in range(7)]}


class Scenarios:
    """Each has series of its own, in one database."""

    def __init__(self, backend, calendar):
        self.backend, self.calendar = backend, calendar

    def store(self, event, events=()):
        """A series in the calendar and in the backend, which has to agree with the calendar's `dateUpdated`."""
        for each in [event, *events]:
            self.calendar.put(each)
        stored = [self.calendar.events[each["id"]] for each in [event, *events]]
        body = {"event": stored[0], "timeZone": ZONE, "events": stored[1:]}
        return self.backend.post("/series", body, 201)

    def occurrences(self, id):
        window = urllib.parse.urlencode({"from": local(-30, 0), "to": local(300, 0)})
        return self.backend.get(f"/series/{id}/occurrences?{window}")["occurrences"]

    def split(self, id):
        """A series with instances of its own, and an edit that cuts it: several requests."""
        own = [dict(weekly(id, user=f"U-{id}"), id=instance(id, day), masterEventId=id, title=title, startTime=local(day, 10),
                    endTime=local(day, 10, 30)) for day, title in [(42, "With Dana"), (63, "Quarterly")]]
        for event in own:
            del event["rrule"]
        self.store(weekly(id, user=f"U-{id}"), own)
        return {"edit": moved(28, 11, title="Planning"), "id": instance(id, 28), "scope": "following", "version": 1}

    # What the calendar holds, but for when it was changed.
    def contents(self, *prefixes):
        return {id: {key: value for key, value in event.items() if key != "dateUpdated"}
                for id, event in self.calendar.events.items() if id.startswith(prefixes)}

    def stores_and_lists(self):
        assert self.backend.get("/health") == {"status": "ok"}
        stored = self.store(weekly("S1"))
        assert stored["version"] == 1 and not stored["isStale"]
        # Autumn's change of the clocks is within, and the series stays at ten by them.
        starts = [each["start"] for each in self.occurrences("S1")]
        assert starts == [local(7 * week, 10) for week in range(14)], starts
        assert len({start[-6:] for start in starts}) == 2, "the clocks change within"
        body = {"event": weekly("S1", count=3), "timeZone": ZONE}
        assert self.backend.post("/series", body, 409)["code"] == "staleVersion"
        assert self.backend.post("/series", dict(body, version=7), 409)["code"] == "staleVersion"
        assert self.backend.post("/series", dict(body, version=1))["version"] == 2
        assert len(self.occurrences("S1")) == 3

    def previews(self):
        self.store(weekly("S2", user="U2"))
        status, preview, headers = self.backend.ask("POST", "/series/S2/preview", {"edit": moved(0, 11)})
        assert status == 200 and headers["ETag"] == '"1"' and preview["sendable"]
        assert preview["counts"]["moved"] == 14 and len(preview["occurrences"]) == 14
        body = {"edit": {"title": "Longer"}, "id": instance("S2", 14), "scope": "this"}
        assert self.backend.post("/series/S2/preview", body)["counts"]["changed"] == 1
        body = {"cancellation": "exclusion", "edit": {"ignoreFreeSlotValidation": True}, "id": instance("S2", 14)}
        assert self.backend.post("/series/S2/preview", body)["counts"]["removed"] == 1

    def checks(self):
        self.store(weekly("S3", hour=13, user="U3"))
        self.store(weekly("S4", hour=15, user="U3", title="Other"))
        edit = {"edit": moved(0, 15, ignoreFreeSlotValidation=False)}
        assert "conflicts" not in self.backend.post("/series/S3/preview", edit)
        preview = self.backend.post("/series/S3/check", dict(edit, calendar=OPEN))
        assert len(preview["conflicts"]) == 14 and not preview["sendable"]
        reason = preview["conflicts"][0]["reasons"][0]
        assert reason["code"] == "BOOKED" and "Other" in json.dumps(reason), reason
        free = dict(edit, edit=moved(0, 17, ignoreFreeSlotValidation=False), calendar=OPEN)
        found = self.backend.post("/series/S3/check", free)["conflicts"]
        assert found == [], found[:1]
        late = dict(free, edit=moved(0, 20, ignoreFreeSlotValidation=False))
        assert len(self.backend.post("/series/S3/check", late)["conflicts"]) == 14
        assert self.backend.post("/series/S3/check", {"calendar": OPEN})["conflicts"] == []
        new = {"event": weekly("S5", day=7, hour=15, user="U3"), "timeZone": ZONE, "calendar": OPEN}
        assert len(self.backend.post("/check", new)["conflicts"]) == 13

    def moves(self):
        self.store(weekly("S6", user="U6"))
        self.calendar.begin()
        body = {"edit": moved(1, 14), "version": 1}
        report = self.backend.post("/series/S6/apply", body)
        assert report["state"] == "complete" and report["answered"] == report["steps"] == 1, report
        assert [change[:2] for change in self.calendar.changes] == [("PUT", "S6")]
        series = self.backend.get("/series/S6")
        assert series["version"] == 2 and series["event"]["startTime"] == local(1, 14)
        assert [each["start"] for each in self.occurrences("S6")] == [local(1 + 7 * w, 14) for w in range(14)]
        assert self.backend.post("/series/S6/apply", body, 409)["code"] == "staleVersion"
        assert self.backend.post("/series/S6/apply", {"edit": body["edit"]}, 409)["code"] == "staleVersion"
        # One instance goes past others, and on from there by the id of its new time: what it stands for is kept.
        for version, here, to in [(2, instance("S6", 15, 14), 24), (3, instance("S6", 24, 9), 38)]:
            body = {"edit": moved(to, 9), "id": here, "scope": "this", "version": version}
            assert self.backend.post("/series/S6/apply", body)["state"] == "complete"
            expected = sorted([local(1 + 7 * week, 14) for week in range(14) if week != 2] + [local(to, 9)])
            assert [each["start"] for each in self.occurrences("S6")] == expected
        assert [change[1] for change in self.calendar.changes] == [
            "S6", instance("S6", 15, 14), instance("S6", 24, 9)]

    def splits(self):
        body = self.split("S7")
        shown = self.backend.post("/series/S7/preview", {k: v for k, v in body.items() if k != "version"})
        self.calendar.begin()
        report = self.backend.post("/series/S7/apply", body)
        assert report["state"] == "complete" and report["steps"] == report["answered"] >= 5, report
        self.applied_once(report)
        tail = next(id for id in report["ids"].values() if id.startswith("created-") and "_" not in id)
        after = {each["after"]["start"] for each in shown["occurrences"] if each["after"]}
        both = self.occurrences("S7") + self.occurrences(tail)
        assert {each["start"] for each in both} == after and len(both) == 14
        assert {each["title"] for each in self.occurrences(tail)} == {"Planning", "With Dana", "Quarterly"}
        # The new series goes its own way.
        assert self.backend.get(f"/series/{tail}")["version"] == 1
        day = milliseconds(local(28, 11))
        self.calendar.begin()
        edit = {"edit": {"title": "Own"}, "version": 1, "id": f"{tail}_{day}_1800", "scope": "this"}
        assert self.backend.post(f"/series/{tail}/apply", edit)["state"] == "complete"
        assert self.occurrences(tail)[0]["title"] == "Own"
        # A day of the tail can't go where the head is.
        edit = {"edit": moved(21, 10), "version": 2, "id": f"{tail}_{day}_1800", "scope": "this"}
        assert self.backend.post(f"/series/{tail}/apply", edit, 409)["code"] == "doubleBooked"

    def applied_once(self, report, changes=None):
        """Each step's request reached the calendar once, and in order."""
        changes = self.calendar.changes if changes is None else changes
        assert len(changes) == report["steps"], [change[:2] for change in changes]
        assert len({json.dumps(change, sort_keys=True) for change in changes}) == len(changes)

    def double_booking(self):
        """Two series of one user to one time at once: one of them gets it, and nothing is sent of the other."""
        for round in range(8):
            user = f"U8-{round}"
            ids = [f"S8-{round}", f"S9-{round}"]
            for hour, id in zip([8, 9], ids):
                self.store(weekly(id, hour=hour, user=user))
            self.calendar.begin()
            with concurrent.futures.ThreadPoolExecutor() as pool:
                body = {"edit": moved(0, 16), "version": 1}
                answers = list(pool.map(lambda id: self.backend.ask("POST", f"/series/{id}/apply", body), ids))
            assert sorted(answer[0] for answer in answers) == [200, 409], answers
            refusal = next(answer[1] for answer in answers if answer[0] == 409)
            assert refusal["code"] == "doubleBooked" and len(self.calendar.changes) == 1, refusal
        # Nor may a series be stored where somebody else is; what was given up is free.
        body = {"event": weekly("S10", hour=16, user=user), "timeZone": ZONE}
        assert self.backend.post("/series", body, 409)["code"] == "doubleBooked"
        winner = 8 if self.calendar.changes[0][1] == ids[0] else 9
        self.backend.post("/series", {"event": weekly("S10", hour=winner, user=user), "timeZone": ZONE}, 201)

    def one_plan_at_a_time(self):
        self.store(weekly("S11", user="U11"))
        self.calendar.begin()
        hold = self.calendar.hold(1, applied=False)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            first = pool.submit(self.backend.post, "/series/S11/apply", {"edit": moved(0, 11), "version": 1})
            assert hold.arrived.wait(30 * SLACK)
            second = self.backend.post("/series/S11/apply", {"edit": moved(0, 12), "version": 1}, 409)
            assert second["code"] == "planInFlight", second
            plan = self.backend.get("/plans")[-1]
            assert plan["state"] == "open"
            assert self.backend.post(f"/plans/{plan['id']}/resume", {}, 409)["code"] == "planInFlight"
            hold.released.set()
            assert first.result()["state"] == "complete"
        assert self.backend.post(f"/plans/{plan['id']}/undo", {}, 409)["code"] == "planIsOver"

    def webhooks(self):
        self.store(weekly("S12", user="U12", contactId="K12"))
        notice = {"type": "AppointmentUpdate", "locationId": "L1", "appointment": {
            "id": instance("S12", 21), "calendarId": "C1", "contactId": "K12", "title": "Weekly review",
            "appointmentStatus": "confirmed", "startTime": local(21, 10), "endTime": local(21, 10, 30)}}
        told = self.backend.post("/webhook", notice)
        match = told["matches"][0]
        assert told["result"] == "known" and match["occurrence"] == instance("S12", 21)
        assert match["storedCopy"] == "current" and not self.backend.get("/series/S12")["isStale"]
        # By its times alone.
        other = copy.deepcopy(notice)
        other["appointment"].update(id="elsewhere", title="Renamed")
        match = self.backend.post("/webhook", other)["matches"][0]
        assert match["occurrence"] == instance("S12", 21) and match["basis"] == "slot"
        assert match["storedCopy"] == "stale" and match["changes"][0]["actual"] == "Renamed"
        assert self.backend.get("/series/S12")["isStale"]
        other["appointment"].update(id="elsewhere", startTime=local(22, 3), endTime=local(22, 4))
        assert self.backend.post("/webhook", other)["result"] == "unknown"
        answer = self.backend.post("/webhook", {"type": "ContactCreate", "id": "X"}, 422)
        assert answer["code"] == "noticeOfOtherKind" and answer["field"] == "type"

    def changed_elsewhere(self):
        """The calendar has another event by now: nothing is sent."""
        self.store(weekly("S13", user="U13"))
        self.calendar.put(dict(self.calendar.events["S13"], title="Changed by somebody"))
        self.calendar.begin()
        answer = self.backend.post("/series/S13/apply", {"edit": moved(0, 11), "version": 1}, 409)
        assert answer["code"] == "staleCopy" and not self.calendar.changes
        self.backend.post("/series", {"event": self.calendar.events["S13"], "timeZone": ZONE, "version": 1})
        assert self.backend.post("/series/S13/apply", {"edit": moved(0, 11), "version": 2})["state"] == "complete"

    def refused_midway(self):
        """What was done of a plan is taken back where the calendar refuses the rest."""
        body = self.split("S14")
        before = self.contents("S14")
        self.calendar.begin()
        self.calendar.refuse(4, 422)
        report = self.backend.post("/series/S14/apply", body, 502)
        assert report["state"] == "undone" and "refuses" in report["note"], report
        assert self.contents("S14") == before
        assert len(self.calendar.changes) > 4
        # The new times are free again, the old ones are not; and the copy is as new as the calendar's.
        new, old = dict(weekly("S15", hour=11, user="U-S14")), dict(weekly("S16", user="U-S14"))
        assert self.backend.post("/series", {"event": old, "timeZone": ZONE}, 409)["code"] == "doubleBooked"
        self.backend.post("/series", {"event": new, "timeZone": ZONE}, 201)
        self.calendar.begin()
        assert self.backend.post("/series/S14/apply", {"edit": moved(0, 13), "version": 1})["state"] == "complete"

    def wrong_inputs(self):
        self.store(weekly("S17", user="U17"))
        good = {"event": weekly("S18", user="U18"), "timeZone": ZONE}
        edit = "/series/S17/preview"

        def bad(event=None, **members):
            return json.dumps(dict(good, event=dict(good["event"], **(event or {})), **members))

        wrong = []
        for method, path, raw, status, code, field in [
            ("POST", "/series", "{", 400, "invalidJSON", None),
            ("POST", "/series", '{"event": 1, "event": 2}', 400, "duplicateKey", None),
            ("POST", "/series", "[" * 5000, 400, "nestingTooDeep", None),
            ("POST", "/series", "\xff\xfe", 400, "invalidJSON", None),
            ("POST", "/series", "", 400, "invalidJSON", None),
            ("POST", "/series", "[]", 422, "notAnObject", None),
            ("POST", "/series", "{}", 422, "missingField", "timeZone"),
            ("POST", "/series", bad(timeZone="Mars/Olympus"), 422, "unknownZone", "timeZone"),
            ("POST", "/series", bad(timeZone=5), 422, "wrongType", "timeZone"),
            ("POST", "/series", bad(colour="red"), 422, "unknownField", "colour"),
            ("POST", "/series", bad(version="one"), 422, "wrongType", "version"),
            ("POST", "/series", bad({"rrule": "RRULE:FREQ=WEEKLY;COUNT=x"}), 422, None, "rrule"),
            ("POST", "/series", bad({"rrule": None}), 422, "eventNotRecurring", "rrule"),
            ("POST", "/series", bad({"startTime": "soon"}), 422, "invalidTime", "startTime"),
            ("POST", "/series", bad({"id": 7}), 422, "wrongType", "id"),
            ("POST", "/check", bad(), 422, "missingField", "calendar"),
            ("POST", "/check", bad(calendar=[]), 422, "notAnObject", None),
            ("POST", edit, '{"edit": {"title": 5}}', 422, "wrongType", "title"),
            ("POST", edit, '{"edit": []}', 422, "notAnObject", None),
            ("POST", edit, '{"scope": "half"}', 422, "wrongType", "scope"),
            ("POST", edit, '{"id": "S17_1790000000_1800"}', 422, "startLooksLikeSeconds", None),
            ("POST", edit.replace("S17", "nobody"), '{"edit": {}}', 404, "unknownSeries", None),
            ("POST", "/series/S17/apply", '{"version": 1}', 422, "emptyEdit", None),
            ("POST", "/series/S17/apply", json.dumps({"version": 1, "edit": {"endTime": local(-7, 10)}}), 422, None, None),
            ("GET", "/series/nobody", None, 404, "unknownSeries", None),
            ("GET", "/series/S17/occurrences", None, 422, "missingField", "from"),
            ("GET", "/series/S17/occurrences?from=2026-01-01&to=x", None, 422, "timeWithoutOffset", "from"),
            ("GET", "/series/S17/occurrences?from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", None, 422,
             "endNotAfterStart", "to"),
            ("GET", "/plans/first", None, 404, "unknownPlan", None),
            ("POST", "/plans/999999/resume", "{}", 404, "unknownPlan", None),
            ("GET", "/elsewhere", None, 404, "unknownRoute", None),
            ("DELETE", "/series/S17", None, 404, "unknownRoute", None),
            ("POST", "/webhook", "{}", 422, "noticeOfOtherKind", "appointment"),
            ("POST", "/series", " " * (1 << 20) + "{}", 413, "bodyTooLarge", None),
        ]:
            actual, body, _ = self.backend.ask(method, path, raw=raw.encode("latin-1") if raw is not None else None)
            if (actual, body["code"], body.get("field")) != (status, code or body["code"], field or body.get("field")):
                wrong.append((method, path, (raw or "")[:120], actual, body))
            assert body["message"]
        assert not wrong, "\n".join(map(str, wrong))
        place = self.backend.ask("POST", "/series", raw=b'{"event":\n  {"id": tru}}')[1]
        assert (place["line"], place["column"]) == (2, 10), place
        assert self.backend.get("/series/S18", 404)

    def stopped(self):
        """SIGTERM in the middle of a plan: the request in flight is waited for, the rest is done at the next start."""
        body = self.split("S19")
        self.calendar.begin()
        hold = self.calendar.hold(2, applied=True)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            answer = pool.submit(self.backend.post, "/series/S19/apply", body, 202)
            assert hold.arrived.wait(30 * SLACK)
            self.backend.process.send_signal(signal.SIGTERM)
            time.sleep(0.5 * SLACK)
            assert self.backend.process.poll() is None, "it did not wait"
            hold.released.set()
            report = answer.result()
        assert self.backend.ended() == 0
        assert report["state"] == "open" and report["answered"] == 2 and report.get("uncertain") is None, report
        assert len(self.calendar.changes) == 2
        self.backend.start()
        plan = self.backend.plan_over(report["plan"])
        assert plan["state"] == "complete", plan
        self.applied_once(plan)
        assert self.backend.get("/series/S19")["version"] == 2

    def killed(self):
        """kill -9 while the calendar works on a request, which it has or has not applied: done once, all the same."""
        for id, number, applied in [("S20", 1, True), ("S21", 2, False), ("S22", 3, True), ("S23", 5, True)]:
            body = self.split(id)
            self.calendar.begin()
            hold = self.calendar.hold(number, applied)
            with concurrent.futures.ThreadPoolExecutor() as pool:
                answer = pool.submit(self.backend.ask, "POST", f"/series/{id}/apply", body)
                assert hold.arrived.wait(30 * SLACK)
                self.backend.kill()
                assert answer.exception() is not None
            changes = [change for change in self.calendar.changes]
            if applied:
                hold.released.set()
            else:
                hold.lose()
                del self.calendar.changes[-1], changes[-1]
            self.backend.start()
            plan = self.backend.plan_over(self.backend.get("/plans")[-1]["id"])
            assert plan["state"] == "complete", (id, plan)
            self.applied_once(plan)
            assert self.calendar.changes[:len(changes)] == changes
            assert self.backend.get(f"/series/{id}")["version"] == 2
            starts = self.occurrences(id) + self.occurrences(
                next(id for id in plan["ids"].values() if id.startswith("created-") and "_" not in id))
            assert len(starts) == 14

    def killed_creating(self):
        """Whether a creation was applied whose answer is lost only somebody can tell; until then nothing is sent."""
        for id, applied in [("S24", True), ("S25", False)]:
            body = self.split(id)
            steps = self.backend.post(f"/series/{id}/preview", {k: v for k, v in body.items() if k != "version"})
            number = next(i for i, step in enumerate(steps["requests"], 1) if step["method"] == "POST")
            before = self.contents(id)
            self.calendar.begin()
            hold = self.calendar.hold(number, applied)
            with concurrent.futures.ThreadPoolExecutor() as pool:
                answer = pool.submit(self.backend.ask, "POST", f"/series/{id}/apply", body)
                assert hold.arrived.wait(30 * SLACK)
                self.backend.kill()
                assert answer.exception() is not None
            self.backend.start()
            plan = self.backend.plan_over(self.backend.get("/plans")[-1]["id"])
            assert plan["state"] == "open" and plan["uncertain"] == {"step": number}, plan
            assert len(self.calendar.changes) == number
            other = {"edit": {"title": "Other"}, "version": 1}
            assert self.backend.post(f"/series/{id}/apply", other, 409)["code"] == "planInFlight"
            if applied:
                hold.released.set()
                finding = {"found": f"created-{self.calendar.created}"}
                plan = self.backend.post(f"/plans/{plan['plan']}/resume", finding)
                assert plan["state"] == "complete", plan
                self.applied_once(plan)
            else:
                hold.lose()
                plan = self.backend.post(f"/plans/{plan['plan']}/undo", {"notApplied": True})
                assert plan["state"] == "undone", plan
                assert self.contents(id) == before
            assert self.backend.get(f"/series/{id}")["version"] == (2 if applied else 1)

    def killed_anywhere(self):
        """kill -9 at any moment, again and again: what was acknowledged is there, and no request is applied twice."""
        source = random.Random(5)
        kinds = {"complete": 0, "open": 0, "nothing": 0}
        for round in range(12):
            id = f"S{30 + round}"
            body = self.split(id)
            self.calendar.begin()
            acknowledged = []

            def apply():
                try:
                    acknowledged.append(self.backend.ask("POST", f"/series/{id}/apply", body)[0])
                except (OSError, http.client.HTTPException):
                    pass

            known = {plan["id"] for plan in self.backend.get("/plans")}
            thread = threading.Thread(target=apply)
            thread.start()
            time.sleep(source.random() * 0.05 * SLACK)
            self.backend.kill()
            thread.join()
            self.backend.start()
            plans = [plan for plan in self.backend.get("/plans") if plan["id"] not in known]
            assert acknowledged in ([], [200]) and len(plans) <= 1
            if not plans:
                assert not acknowledged and not self.calendar.changes
                kinds["nothing"] += 1
                continue
            plan = self.backend.plan_over(plans[0]["id"])
            assert not acknowledged or plan["state"] == "complete"
            kinds[plan["state"]] += 1
            if plan["state"] == "complete":
                self.applied_once(plan)
            else:
                # The creation: nothing but that is left open.
                assert plan["uncertain"], plan
                assert len(self.calendar.changes) in (plan["uncertain"]["step"], plan["uncertain"]["step"] - 1)
        print(f"      {kinds}")

    def second_process(self):
        environment = dict(os.environ, BACKEND_DATABASE=self.backend.database, BACKEND_TOKEN="secret",
                           BACKEND_CALENDAR=self.calendar.url, BACKEND_PORT="0")
        other = subprocess.run([self.backend.path], env=environment, capture_output=True, timeout=60 * SLACK)
        assert other.returncode == 1 and b"locked" in other.stderr, other
        other = subprocess.run([self.backend.path], env={}, capture_output=True, timeout=60 * SLACK)
        assert other.returncode == 1 and b"BACKEND_DATABASE is not set" in other.stderr, other

    def secret(self):
        """The token is in no log, and in no byte of the database."""
        assert self.backend.stop() == 0
        folder = os.path.dirname(self.backend.database)
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                assert b"Bearer" not in file.read(), name
        self.backend.start()

    def all(self, only):
        names = [name for name, value in vars(Scenarios).items()
                 if callable(value) and name not in ("__init__", "all", "store", "occurrences", "split", "contents",
                                                     "applied_once")]
        for name in names:
            if only and name != only:
                continue
            begun = time.monotonic()
            getattr(self, name)()
            print(f"  {name.replace('_', ' ')} ({time.monotonic() - begun:.1f} s)", flush=True)


def resident(process):
    """KiB of memory that a process has."""
    with open(f"/proc/{process.pid}/status") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])


def processor(process):
    """Seconds of the processor that a process has used."""
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(backend, scenarios, seconds, strict, core):
    """Previews for so long, from eight connections: one instance, the whole series, and a cut of it in turn."""
    scenarios.store(weekly("load", user="U-load"))
    here = instance("load", 28)
    edits = [{"edit": {"title": "Planning"}, "id": here, "scope": "this"}, {"edit": moved(0, 11)},
             {"edit": moved(28, 11, title="Planning"), "id": here, "scope": "following"}]
    for edit in edits:
        assert len(backend.post("/series/load/preview", edit)["occurrences"]) == 14
    bodies = ", ".join(f"[==[{json.dumps(edit)}]==]" for edit in edits)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f"""
            wrk.method = "POST"
            local bodies, turn = {{{bodies}}}, 0
            function request()
              turn = turn % #bodies + 1
              return wrk.format(nil, nil, nil, bodies[turn])
            end
            function done(summary, latency)
              io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests, summary.duration,
                summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write
                + summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
            end""")
        script.flush()

        def run(seconds):
            return subprocess.Popen(
                [*core, "wrk", "-t1", "-c8", f"-d{seconds}s", "-s", script.name, f"{backend.url}/series/load/preview"],
                stdout=subprocess.PIPE, text=True)

        run(max(2, seconds // 10)).communicate()
        start = resident(backend.process)
        used = processor(backend.process)
        wrk = run(seconds)
        time.sleep(seconds / 2)
        middle = resident(backend.process)
        text = wrk.communicate()[0]
        end = resident(backend.process)
        used = processor(backend.process) - used
    result = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", text)
    assert result, text
    requests, duration, refused, lost, p50, p99 = map(int, result.groups())
    rate = requests / (duration / 1e6)
    print(f"  {requests} previews of 14 occurrences in {duration / 1e6:.1f} s: {rate:,.0f} a "
          f"second, p50 {p50 / 1000:.2f} ms, p99 {p99 / 1000:.2f} ms; {refused} not 200, {lost} lost")
    print(f"  {used / requests * 1e6:.0f} µs of the processor each")
    print(f"  memory {start / 1024:.1f} MiB, in the middle {middle / 1024:.1f}, at the end {end / 1024:.1f}")
    assert refused == lost == 0, "an answer is not 200"
    # Whatever else the machine does, a preview takes no more of the processor than that.
    assert SLACK > 1 or used / requests <= 0.001, "a preview takes too long"
    assert not strict or rate >= 4000 and p99 <= 10_000, "too few previews, or too late"
    assert end <= start * (1.2 if SLACK == 1 else 1.5), "memory grows"


def main():
    global SLACK
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("backend")
    parser.add_argument("--load", type=int, default=0)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--slack", type=float, default=1.0)
    parser.add_argument("--only")
    options = parser.parse_args()
    SLACK = options.slack
    cores = sorted(os.sched_getaffinity(0))
    prefix = ["taskset", "-c", str(cores[0])] if len(cores) > 1 else []
    other = ["taskset", "-c", str(cores[-1])] if len(cores) > 1 else []
    calendar = Calendar()
    with tempfile.TemporaryDirectory() as folder:
        backend = Backend(os.path.abspath(options.backend), calendar, folder, prefix)
        try:
            scenarios = Scenarios(backend, calendar)
            if options.only != "load":
                scenarios.all(options.only)
            if options.load:
                load(backend, scenarios, options.load, options.strict, other)
            code = backend.stop()
            assert code == 0, f"it ended with {code}"
        except BaseException:
            with open(backend.log.name, "rb") as log:
                sys.stderr.write("".join(log.read().decode(errors="replace").splitlines(True)[-30:]))
            raise
        finally:
            if backend.process.poll() is None:
                backend.process.kill()


if __name__ == "__main__":
    main()
