internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// Makes an edit of a file and options, for the occurrence that options name.
struct EditComposer {
  let arguments: EditArguments
  let request: PreviewRequest
  /// Shows the times.
  let clock: ZoneTransitions
  let options: ExpansionOptions

  private var event: Appointment { request.event }

  /// The ids that the edit is meant for; none where the event's own is.
  func references() throws -> [EventReference] {
    try arguments.occurrence.references(in: event) {
      do throws(ValidationFailure) {
        return try series()
      } catch {
        throw CommandFailure(error, in: error.field == "rrule" ? event.rrule : nil)
      }
    }
  }

  /// The occurrences that a cancellation reaches beside the first.
  ///
  /// - Throws: A usage error where several ids do not go together.
  func others(_ references: [EventReference]) throws -> [InstanceID] {
    guard references.count > 1 else { return [] }
    guard arguments.cancel != nil, arguments.scope ?? .this == .this else {
      throw ValidationError(
        "Several occurrences can only be cancelled, each alone: give --cancel and no other --scope, or one --id or --on."
      )
    }
    let series = try? series()
    let named = try references.map { reference in
      guard let named = self.named(reference, in: series) else {
        throw ValidationError("\(reference) names no occurrence; give the ids of instances.")
      }
      return named
    }
    return named.dropFirst().filter { $0 != named[0] }
  }

  /// - Parameters:
  ///   - id: What the edit is meant for.
  ///   - day: The day and, where it has one, the time that it moves to.
  ///   - findings: Receives what is worth knowing about the options.
  func edit(
    for id: EventReference?, movedTo day: DateTimeText?, _ findings: inout [Diagnostic]
  ) throws -> AppointmentEdit {
    let file = arguments.edit.map { $0 == "-" ? "the edit on standard input" : "--edit \($0)" } ?? "the edit"
    var edit =
      try arguments.edit.map {
        try InputFile($0, as: "The edit").parsed { bytes throws(ValidationFailure) in
          try AppointmentEdit(parsing: bytes)
        }
      } ?? AppointmentEdit()
    try arguments.fields.add(to: &edit, of: file)
    if arguments.fields.rrule != nil, edit.ignoreFreeSlotValidation == nil {
      edit.ignoreFreeSlotValidation = true
      findings.append(
        Diagnostic(
          .warning, .flagAdded,
          "The server applies a rule only with ignoreFreeSlotValidation, so true is sent with it.",
          field: "ignoreFreeSlotValidation", remedy: "Give --ignore-free-slot-validation to say so yourself.")
      )
    }
    guard arguments.fields.changesTimes || day != nil || edit.startTime != nil else { return edit }
    // What is wrong with the series is found again, and shown, by the preview.
    let series = try? series()
    let named = self.named(id, in: series)
    guard let now = named.flatMap({ series?.times(of: $0) ?? TimeSpan($0) }) ?? ownTimes else {
      if arguments.fields.changesTimes || day != nil { throw CommandFailure(timesUnknown) }
      return edit
    }
    findings += try arguments.fields.add(
      day, of: now, on: clock, policy: options.zonePolicy, to: &edit, of: file)
    if let series, let start = edit.startTime {
      let original = named?.startMilliseconds ?? now.startMilliseconds
      findings += nearer(to: start, than: now.startMilliseconds, original: original, in: series)
    }
    return edit
  }

  /// The series with the instances that were edited on their own.
  private func series() throws(ValidationFailure) -> Series {
    var findings: [Diagnostic] = []
    return try Series(
      event, events: request.events ?? [], zone: request.zone, options: options, diagnostics: &findings)
  }

  /// The occurrence that an id means: its own, or, of one that was edited on its own, the one it stands for.
  private func named(_ id: EventReference?, in series: Series?) -> InstanceID? {
    let text = id?.description ?? event.id
    if let override = series?.overrides.first(where: { $0.appointment.id == text }) {
      return override.original
    }
    return id?.instance ?? (try? InstanceID(parsing: event.id))
  }

  private var ownTimes: TimeSpan? {
    guard let start = event.startTime, let duration = event.durationSeconds else { return nil }
    return TimeSpan(startMilliseconds: start.milliseconds, durationSeconds: duration)
  }

  private var timesUnknown: ValidationFailure {
    ValidationFailure(
      .missingField, "The event tells no start and duration, so it can't be moved by options.",
      field: event.startTime == nil ? "startTime" : "endTime", remedy: "Give the event as the API returns it."
    )
  }

  /// A start that belongs to another occurrence is most often given for the wrong one.
  private func nearer(to start: OffsetDateTime, than now: Int, original: Int, in series: Series)
    -> [Diagnostic]
  {
    guard let other = series.nearer(to: start.milliseconds, than: now, original: original) else { return [] }
    let zone = series.start.zone
    let day = other.local.date
    let isAlone = (try? series.instance(on: day)) != nil
    let place = series.recurrences.index(of: other.startMilliseconds).map { ", occurrence \($0 + 1)" } ?? ""
    let before = zone.occurrence(atMilliseconds: now).local
    return [
      Diagnostic(
        .warning, .startNearOther,
        "The start \(start.text) is given for the occurrence of \(before), but the one of \(other.local) is much nearer.",
        field: "startTime", remedy: "Did you mean --on \(isAlone ? "\(day)" : "\(other.local)")\(place)?")
    ]
  }
}

extension TimeSpan {
  fileprivate init(_ id: InstanceID) {
    self.init(startMilliseconds: id.startMilliseconds, durationSeconds: id.durationSeconds)
  }
}

extension Diagnostic.Code {
  /// The start given belongs to another occurrence than the one it is given for.
  fileprivate static let startNearOther = Self(rawValue: "startNearOther")
}
