internal import Recurrence

/// What stands in the way of the times that an edit gives occurrences.
struct ConflictReport {
  /// The occurrences whose new times can't be booked; `nil` where nothing was known to check them against.
  private(set) var conflicts: [OccurrenceConflict]?
  /// What occurrences meet beyond those that are listed.
  private(set) var later = LaterCollisions()
  /// The same in words, as errors: the edit's flags decide how much they weigh.
  private(set) var findings: [Diagnostic] = []
  /// What was checked.
  private(set) var checked: Set<ValidationFlags.Check> = []

  /// Nothing is checked.
  init() {}

  init(
    of result: EditResult, _ placement: OverridePlacement, _ comparison: OccurrenceComparison,
    in context: EditContext
  ) {
    let changes = comparison.changes
    guard var availability = context.request.availability else { return }
    availability.now = availability.now ?? context.request.settings.now
    availability.needResources(of: context.event)
    availability.askForAssigned(context.edit.assignedUserID ?? context.event.assignedUserID)
    let isVoid = context.edit.appointmentStatus.map { [.cancelled, .noshow, .invalid].contains($0) } ?? false
    let timed = isVoid ? [] : changes.filter { $0.takesOtherTime(now: availability.now) }
    let others = changes.filter { !$0.takesOtherTime(now: availability.now) }.compactMap { $0.after?.span }
    do throws(ValidationFailure) {
      let reasons = try availability.reasons(
        against: timed.compactMap { $0.after?.span }, ofSeries: context.event.seriesID, besides: others)
      // Where the server is not to look at notice and range, nobody does.
      let local = ValidationFlags(context.edit).localChecks
      conflicts = zip(timed, reasons).compactMap { change, reasons in
        let counted = reasons.filter { local.contains($0.code.check) }
        guard let after = change.after, !counted.isEmpty else { return nil }
        return OccurrenceConflict(after, reasons: counted)
      }
      if !isVoid, context.edit.changesRule || !timed.isEmpty {
        later = try LaterCollisions(of: result, placement, comparison, in: context, against: availability)
      }
      findings =
        Self.findings(of: conflicts ?? [], among: timed.count) + later.findings
        + availability.uncheckedFindings
      checked = availability.checked
    } catch {
      findings = error.diagnostics
    }
  }

  /// One finding for each kind of check that fails.
  private static func findings(of conflicts: [OccurrenceConflict], among count: Int) -> [Diagnostic] {
    ValidationFlags.Check.allCases.compactMap { check in
      let failed = conflicts.filter { $0.reasons.contains { $0.code.check == check } }
      guard let first = failed.first, let reason = first.reasons.first(where: { $0.code.check == check })
      else {
        return nil
      }
      let when = first.start.map { "\($0.text)" } ?? "\(first.startMilliseconds) ms"
      return Diagnostic(
        .error, check.conflictCode,
        "\(failed.count) of \(count) occurrences that get another time can't be booked by the calendar's "
          + "\(check.subject), such as that of \(when): \(reason.message)",
        field: "startTime", remedy: "Choose another time, or leave these occurrences out.")
    }
  }
}

extension Availability {
  /// What is known well enough to be checked.
  var checked: Set<ValidationFlags.Check> {
    Set((busy == nil ? [] : [.slots]) + (now == nil ? [] : [.notice, .range]))
  }

  /// Of a team of which anyone is enough, only the one who has the appointment counts.
  mutating func askForAssigned(_ userID: String?) {
    guard let userID, users.isEmpty, calendar.kind != .collective,
      calendar.members.isEmpty || calendar.members.contains(where: { $0.userID == userID })
    else { return }
    users = [userID]
  }
}

extension AvailabilityReason.Code {
  /// Which of the server's checks it belongs to.
  fileprivate var check: ValidationFlags.Check {
    switch self {
    case .notice, .past: .notice
    case .tooFar: .range
    default: .slots
    }
  }
}

extension ValidationFlags.Check {
  fileprivate var conflictCode: Diagnostic.Code {
    switch self {
    case .slots: .slotNotFree
    case .notice: .noticeTooShort
    case .range: .beyondBookingRange
    }
  }

  fileprivate var subject: String {
    switch self {
    case .slots: "hours, slots and what is taken"
    case .notice: "notice"
    case .range: "range"
    }
  }
}

extension OccurrenceSnapshot {
  /// When it takes place.
  fileprivate var span: TimeSpan {
    TimeSpan(startMilliseconds: startMilliseconds, durationSeconds: durationSeconds)
  }
}

extension OccurrenceConflict {
  fileprivate init(_ occurrence: OccurrenceSnapshot, reasons: [AvailabilityReason]) {
    self.init(
      id: occurrence.id.description, startMilliseconds: occurrence.startMilliseconds, start: occurrence.start,
      end: occurrence.end, reasons: reasons)
  }
}

extension OccurrenceChange {
  /// Whether it gets a time that it did not have; one that was over before stays out of it.
  fileprivate func takesOtherTime(now: Int?) -> Bool {
    guard let after else { return false }
    guard let before else { return true }
    if before.startMilliseconds == after.startMilliseconds, before.durationSeconds == after.durationSeconds {
      return false
    }
    return now.map { before.startMilliseconds >= $0 || after.startMilliseconds >= $0 } ?? true
  }
}

extension Diagnostic.Code {
  /// Occurrences lie outside the calendar's hours or slots, or where something else takes the time.
  public static let slotNotFree = Self(rawValue: "slotNotFree")
  /// Occurrences start earlier than the calendar's notice allows.
  public static let noticeTooShort = Self(rawValue: "noticeTooShort")
  /// Occurrences start later than the calendar can be booked.
  public static let beyondBookingRange = Self(rawValue: "beyondBookingRange")
}
