internal import Recurrence

/// The times an update sends: those given, and the one that follows from the other.
struct TimeCheck {
  private(set) var startTime: OffsetDateTime?
  private(set) var endTime: OffsetDateTime?
  private(set) var findings: [Diagnostic] = []
  /// When the target starts now, where that is known.
  let currentStart: OffsetDateTime?
  /// How long the target lasts now, where that is known.
  let currentMilliseconds: Int?

  init(_ draft: UpdateDraft) {
    startTime = draft.edit.startTime
    endTime = draft.edit.endTime
    switch draft.decision.target {
    case .instance(let id), .split(_, let id):
      // The instance's offset may differ from the master's (DST); the given time's is nearer the truth.
      let offset = (startTime ?? endTime ?? draft.event.startTime)?.offsetSeconds ?? 0
      currentStart =
        OffsetDateTime(milliseconds: id.startMilliseconds, offsetSeconds: offset)
        ?? OffsetDateTime(milliseconds: id.startMilliseconds, offsetSeconds: 0)
      currentMilliseconds = id.durationSeconds * 1000
    case .event(let id), .newMaster(let id), .series(let id):
      let isTarget = draft.event.id == id
      currentStart = isTarget ? draft.event.startTime : nil
      currentMilliseconds = draft.event.durationMilliseconds
    }
    guard draft.edit.changesTimes else { return }
    complete()
    check()
  }

  /// Fills in the end from the start, or the start from what it is now.
  private mutating func complete() {
    if let start = startTime, endTime == nil {
      guard let currentMilliseconds else { return reportUnknown(given: "startTime", missing: "endTime") }
      guard
        let end = OffsetDateTime(
          milliseconds: start.milliseconds + currentMilliseconds, offsetSeconds: start.offsetSeconds,
          isUTC: start.isUTC)
      else {
        findings.append(
          Diagnostic(.error, .invalidTime, "The end would lie beyond the year 9999.", field: "startTime"))
        return
      }
      endTime = end
      findings.append(
        Diagnostic(
          .note, .endTimeComputed, "Only the start is given; the duration stays, so the end is \(end).",
          field: "endTime", remedy: "Give endTime where the duration should change."))
    } else if let end = endTime, startTime == nil {
      guard let currentStart,
        let start = OffsetDateTime(
          milliseconds: currentStart.milliseconds, offsetSeconds: end.offsetSeconds, isUTC: end.isUTC)
      else { return reportUnknown(given: "endTime", missing: "startTime") }
      startTime = start
      findings.append(
        Diagnostic(
          .note, .startTimeComputed, "Only the end is given; the start stays at \(start).",
          field: "startTime", remedy: "Give startTime where it should change."))
    }
  }

  private mutating func check() {
    guard let startTime, let endTime else { return }
    guard endTime.milliseconds > startTime.milliseconds else {
      findings.append(
        Diagnostic(
          .error, .endNotAfterStart, "The end \(endTime) is not after the start \(startTime).",
          field: "endTime", remedy: "Give an end after the start."))
      return
    }
    if (endTime.milliseconds - startTime.milliseconds) % 1000 != 0 {
      findings.append(
        Diagnostic(
          .warning, .durationNotWholeSeconds,
          "From \(startTime) to \(endTime) is no whole number of seconds, which instance ids count in.",
          field: "endTime", remedy: "Give times without fractions of a second."))
    }
  }

  private mutating func reportUnknown(given: String, missing: String) {
    findings.append(
      Diagnostic(
        .warning, .durationUnknown,
        "Only \(given) is given and the event does not tell \(missing), so the server decides it.",
        field: missing, remedy: "Give both."))
  }
}

extension OffsetDateTime {
  /// Whether the text names UTC by `Z`.
  fileprivate var isUTC: Bool { offsetSeconds == 0 && (text.last == "Z" || text.last == "z") }
}

extension AppointmentPrediction {
  /// What the target is after the update.
  init(edit: AppointmentEdit, draft: UpdateDraft, times: TimeCheck) {
    let event = draft.event
    let isTarget = event.id == draft.decision.requestID
    startTime = edit.startTime ?? times.currentStart
    if let end = edit.endTime {
      endTime = end
    } else if let start = startTime, let duration = times.currentMilliseconds {
      endTime = OffsetDateTime(
        milliseconds: start.milliseconds + duration, offsetSeconds: start.offsetSeconds)
    } else {
      endTime = nil
    }
    appointmentStatus = edit.appointmentStatus ?? (isTarget ? event.appointmentStatus : nil)
    switch edit.rule {
    case .unchanged: rule = isTarget && event.rrule != nil ? draft.formerRule : .unchanged
    case .remove, .replace: rule = edit.rule
    }
    fields = edit.unknownFields.merging(edit.documentedFields.predictedFields)
    if case .instance = draft.decision.target, edit.changesTimes {
      id = nil
    } else {
      id = draft.decision.requestID
    }
  }
}
