internal import Recurrence
internal import RecurrenceDescription
internal import SchedulingCore

extension InstanceExplanation {
  // MARK: The instance

  var instanceTexts: [String] {
    guard let context, let location else {
      return [
        "One occurrence of the series \(id.masterID); without the series it is not known which one, or whether "
          + "there is such a one."
      ]
    }
    let title = context.master.title.map { " “\($0)”" } ?? ""
    switch location {
    case .found(let place):
      let which = place.index.map { "Occurrence \($0 + 1)" } ?? "An occurrence"
      let count = place.count.map { " of \($0)" } ?? (place.index == nil ? "" : ", without an end,")
      return ["\(which)\(count) of the series\(title) \(context.series.masterID)."]
    case .missing(let absence):
      if let override {
        return [
          "The occurrence \(override.original) of the series\(title), which was edited on its own and has this id "
            + "since."
        ]
      }
      return ["No occurrence of the series\(title) \(context.series.masterID).", absence.message]
    }
  }

  var whenText: String {
    let isAllDay = context?.series.start.isAllDay ?? false
    guard let start = local(id.startMilliseconds), let end = local(endMilliseconds) else {
      return "Outside years 1 to 9999."
    }
    if isAllDay, start.secondOfDay == 0, end.secondOfDay == 0 {
      let last = CivilDate(dayNumber: end.date.dayNumber - 1) ?? end.date
      let days = last > start.date ? " to \(EnglishDates.day(last))" : ""
      return "\(EnglishDates.day(start.date))\(days), all day."
    }
    let offset = OffsetDateTime.offsetText(zone.offsetSeconds(atInstant: startSeconds))
    let clock = zone.identifier == "UTC" ? "UTC" : "\(zone.identifier), UTC\(offset)"
    return "\(EnglishDates.stretch(from: start, to: end)), \(clock)."
  }

  /// How the numbers in the id are read.
  var idTexts: [String] {
    let utc = OffsetDateTime(milliseconds: id.startMilliseconds, offsetSeconds: 0, isUTC: true)?.text ?? ""
    return [
      "\(id.startMilliseconds) is the start in milliseconds since 1970: \(utc).",
      "\(id.durationSeconds) is the duration in seconds: \(DurationText.text(seconds: id.durationSeconds)).",
    ]
  }

  var seriesTexts: [String] {
    guard let series = context?.series else { return [] }
    let words = SeriesDescription(series.text, start: series.start, in: .english, options: series.options)
      .text
    return ["\(words), from \(EnglishDates.day(series.start.local.date)) on."]
  }

  // MARK: What was edited on its own

  var overrideTexts: [String] {
    guard let context else { return [] }
    guard let events = context.events else {
      switch location?.absence?.reason {
      case nil: return ["Whether it was edited on its own is not known without the list of events."]
      case .otherMaster: return []
      default:
        return ["An instance that was moved on its own may have this id; the list of events would tell."]
      }
    }
    guard let override else {
      if let event = events.detached.first(where: { $0.appointment.id == id.description }) {
        let fate =
          switch event.reason {
          case .excluded: "though its occurrence is excluded."
          case .listedTwice: "but another event that is listed stands for its occurrence."
          case .unknown: "but which occurrence it stands for is not known."
          }
        return ["There is an event with this id that belongs to the series, \(fate)"]
      }
      return location?.place == nil ? [] : ["It was not edited on its own."]
    }
    var texts: [String] = []
    if override.appointment.appointmentStatus == .cancelled { texts.append("It is cancelled.") }
    if let times = override.ownTimes(), let start = local(times.startMilliseconds),
      let end = local(times.startMilliseconds + times.durationSeconds * 1000)
    {
      let was =
        local(override.original.startMilliseconds).map { ", instead of \(EnglishDates.time($0))" } ?? ""
      texts.append("It was moved: it takes place on \(EnglishDates.stretch(from: start, to: end))\(was).")
    }
    let fields = override.ownFieldNames(beside: context.master).filter {
      $0 != "appointmentStatus" || texts.isEmpty
    }
    if !fields.isEmpty { texts.append("It has its own \(fields.joined(separator: ", ")).") }
    if override.appointment.id != id.description {
      texts.append("The event that stands for it has the id \(override.appointment.id).")
    }
    return texts
  }

  // MARK: Other occurrences, and requests

  var nearestTexts: [String] {
    guard override == nil, let absence = location?.absence else { return [] }
    return absence.nearest.map { near in
      "\(local(near.startMilliseconds).map { EnglishDates.time($0) } ?? ""): \(near)"
    }
  }

  var editTexts: [String] {
    guard context != nil else {
      return [
        "scope this: that occurrence alone: \(path(id.description))",
        "scope following: the series cut in two at it, or the whole series where it is the first: \(path(id.masterID))",
        "scope whole: the whole series, through its master: \(path(id.masterID))",
      ]
    }
    if routes.isEmpty {
      return ["It reaches nothing of the series as it is given: there is no such occurrence."]
    }
    return routes.map { route in
      switch route.decision {
      case .success(let decision):
        "scope \(route.scope.rawValue): \(PreviewWords.target(decision)): \(path(decision.requestID))"
      case .failure(let failure):
        "scope \(route.scope.rawValue): \(failure.errors.first?.message ?? "refused.")"
      }
    } + ["A single instance carries no rule: an edit of the rule has the scope following or whole."]
  }

  private func path(_ id: String) -> String { "PUT \(PlannedRequest.appointmentPath(id))" }

  var rekeyingTexts: [String] {
    var texts = ["It holds the start and the duration, so it changes with either, and with nothing else."]
    if let moved = try? InstanceID(
      masterID: id.masterID, startMilliseconds: id.startMilliseconds + 1_800_000,
      durationSeconds: id.durationSeconds)
    {
      texts.append("Half an hour later it would be \(moved).")
    }
    if let longer = try? InstanceID(
      masterID: id.masterID, startMilliseconds: id.startMilliseconds,
      durationSeconds: id.durationSeconds + 900)
    {
      texts.append("A quarter of an hour longer it would be \(longer).")
    }
    if context != nil, isKnown {
      texts.append(
        "Edited on its own it is taken to get the id of its new times; the endpoint does not document that.")
      texts.append(
        "A new time or length of the whole series changes it, too, and the ids of all other instances.")
    }
    return texts
  }

  // MARK: Times

  var startSeconds: Int { id.startMilliseconds.floorDivided(by: 1000) }
  var endMilliseconds: Int { id.startMilliseconds + id.durationSeconds * 1000 }

  func local(_ milliseconds: Int) -> LocalDateTime? {
    let seconds = milliseconds.floorDivided(by: 1000)
    return LocalDateTime(wallSeconds: seconds + zone.offsetSeconds(atInstant: seconds))
  }
}
