import Recurrence

@testable import SchedulingCore

extension BookingCase {
  /// The case as the API would return it, read.
  func availability() throws -> Availability {
    var availability = Availability(calendar: try BookingCalendar(.object(calendarJSON)))
    for user in users {
      guard let schedule = user.schedule else { continue }
      let json = JSONValue.object([
        "schedule": .object([
          "id": .string("s-\(user.id)"), "name": "Hours", "userId": .string(user.id),
          "calendarIds": schedule.isTied ? ["C"] : [], "timezone": .string(zone.identifier), "deleted": false,
          "rules": .array(schedule.hours.rules),
        ])
      ])
      availability.schedules += try BookingSchedule.list(parsing: json.bytes())
    }
    var busy = BusyTime()
    var listed: [JSONValue] = []
    for (index, event) in events.enumerated() {
      if event.kind == .outside {
        busy.add([
          BusyInterval(
            startMilliseconds: event.start * 60_000, endMilliseconds: event.end * 60_000,
            owner: BusyOwner(.outside, userIDs: event.userIDs, resourceIDs: event.resources),
            label: BusyInterval.Label(id: "e\(index)", seriesID: event.isSeriesOwn ? "own" : nil))!
        ])
      } else {
        listed.append(json(of: event, index))
      }
    }
    try busy.add(BusySource(parsing: JSONValue.object(["events": .array(listed)]).bytes()), zone: zone)
    availability.busy = busy
    availability.otherCalendars["other"] = try BookingCalendar([
      "id": "other", "name": "Other", "slotBuffer": .integer(Int64(otherBuffers.after)),
      "preBuffer": .integer(Int64(otherBuffers.before)),
    ])
    availability.now = now.map { $0 * 60_000 }
    availability.zone = zone
    availability.resources = resources
    if startsByClosing { availability.assumptions.closing = .startsByClosing }
    if addsBuffers { availability.assumptions.buffers = .sum }
    return availability
  }

  private func json(of event: Event, _ index: Int) -> JSONValue {
    var json: JSONObject = [
      "id": .string("e\(index)"), "title": .string("Event \(index)"), "startTime": .string(text(event.start)),
      "endTime": .string(text(event.end)),
    ]
    if event.kind == .appointment {
      json["contactId"] = "k"
      json["appointmentStatus"] = .string(event.status ?? "confirmed")
    }
    if event.days > 1 { json["rrule"] = .string("RRULE:FREQ=DAILY;COUNT=\(event.days)") }
    if event.isSeriesOwn { json["masterEventId"] = "own" }
    json["calendarId"] = event.calendarID.map(JSONValue.string)
    json["assignedUserId"] = event.userIDs.first.map(JSONValue.string)
    if !event.resources.isEmpty { json["assignedResources"] = .array(event.resources.map(JSONValue.string)) }
    if event.userIDs.count > 1 { json["users"] = .array(event.userIDs.dropFirst().map(JSONValue.string)) }
    return .object(json)
  }

  private func text(_ minute: Int) -> String {
    OffsetDateTime(milliseconds: minute * 60_000, offsetSeconds: 0, isUTC: true)!.text
  }

  private var calendarJSON: JSONObject {
    var json: JSONObject = [
      "id": "C", "name": "Calendar", "locationId": "L", "calendarType": .string(kind),
      "isActive": .bool(isActive),
      "slotDuration": .integer(Int64(duration)), "slotDurationUnit": "mins",
      "slotInterval": .string("\(interval)"), "slotIntervalUnit": "mins",
      "slotBuffer": .integer(Int64(after)), "preBuffer": .integer(Int64(before)), "preBufferUnit": "mins",
      "appoinmentPerSlot": .integer(Int64(perSlot)),
      "appoinmentPerDay": perDay.map { .integer(Int64($0)) } ?? .null,
      "teamMembers": .array(users.map { .object(["userId": .string($0.id), "priority": 0.5]) }),
    ]
    if let notice {
      json["allowBookingAfter"] = .integer(Int64(notice.count))
      json["allowBookingAfterUnit"] = .string(notice.unit)
    }
    if let window {
      json["allowBookingFor"] = .integer(Int64(window.count))
      json["allowBookingForUnit"] = .string(window.unit)
    }
    if let hours {
      json["openHours"] = .array(
        (0..<7).map {
          .object(["daysOfTheWeek": [.integer(Int64($0))], "hours": Hours.json(hours.weekly[$0])])
        })
      json["availabilities"] = .array(
        hours.dates.map { day, ranges in
          .object([
            "date": .string("\(CivilDate(dayNumber: day)!)T00:00:00.000Z"), "hours": Hours.json(ranges),
            "deleted": false,
          ])
        })
    }
    return json
  }
}

extension BookingCase.Hours {
  /// `[{openHour, openMinute, closeHour, closeMinute}]`.
  static func json(_ ranges: [(open: Int, close: Int)]) -> JSONValue {
    .array(
      ranges.map { open, close in
        // Midnight at the day's end is written 23:60.
        let (hour, minute) = close == 1440 ? (23, 60) : (close / 60, close % 60)
        return .object([
          "openHour": .integer(Int64(open / 60)), "openMinute": .integer(Int64(open % 60)),
          "closeHour": .integer(Int64(hour)), "closeMinute": .integer(Int64(minute)),
        ])
      })
  }

  /// The rules of a schedule.
  var rules: [JSONValue] {
    let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    let weekdays: [JSONValue] = zip(names, weekly).map { name, ranges in
      .object(["type": "wday", "day": .string(name), "intervals": Self.intervals(ranges)])
    }
    return weekdays
      + dates.map { day, ranges in
        .object([
          "type": "date", "date": .string(CivilDate(dayNumber: day)!.description),
          "intervals": Self.intervals(ranges),
        ])
      }
  }

  private static func intervals(_ ranges: [(open: Int, close: Int)]) -> JSONValue {
    func clock(_ minute: Int) -> JSONValue {
      .string(minute == 1440 ? "23:59" : "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))")
    }
    return .array(ranges.map { .object(["from": clock($0.open), "to": clock($0.close)]) })
  }
}
