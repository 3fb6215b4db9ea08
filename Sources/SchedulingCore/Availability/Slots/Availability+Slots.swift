public import Recurrence

extension Availability {
  /// The zone in which the calendar counts its days, notice and range.
  ///
  /// It is that of the calendar's own schedule, or the one the calendar names, or that of a schedule of its team, or
  /// `zone`, or UTC.
  ///
  /// - Throws: `userNotInTeam`.
  public var calendarZone: ZoneTransitions {
    get throws(ValidationFailure) { try BookingTeam(self).zone }
  }

  /// The slots that start in a range.
  ///
  /// - Parameters:
  ///   - range: Half-open, in epoch milliseconds.
  ///   - shownIn: The zone of their offsets; the calendar's by default.
  ///   - all: Whether slots that are not free are among them, with their reasons.
  /// - Throws: `userNotInTeam`; `tooManySlots` for more than 200,000 slots or ten years, `tooMuchBusyTime`.
  /// - Complexity: O(s log b) in the slots and what is busy.
  public func slots(
    in range: Range<Int>, shownIn: ZoneTransitions? = nil, all: Bool = false
  ) throws(ValidationFailure) -> SlotList {
    try slots(in: range, shownIn: shownIn, all: all, ignoring: nil)
  }

  /// - Parameter seriesID: The series whose occurrences don't count.
  func slots(
    in range: Range<Int>, shownIn: ZoneTransitions?, all: Bool, ignoring seriesID: String?
  ) throws(ValidationFailure) -> SlotList {
    let team = try BookingTeam(self)
    let zone = shownIn ?? team.zone
    let years = LocalDateTime.range.lowerBound * 1000..<(LocalDateTime.range.upperBound + 1) * 1000
    let range = range.clamped(to: years)
    guard !range.isEmpty else { return SlotList(slots: [], zone: zone, findings: team.findings) }
    guard range.count <= SlotFinder.longestRange else {
      throw ValidationFailure(
        .tooManySlots, "The range is longer than ten years.", remedy: "Ask for a shorter range.")
    }
    // Slots are counted from the opening of hours that may have begun the day before.
    let day = 86_400_000
    let around = range.lowerBound - day..<range.upperBound + calendar.slot.durationSeconds * 1000 + day
    let check = try BookingCheck(self, team: team, times: [around], ignoring: seriesID)
    let slots = try SlotFinder(check: check, zone: zone, range: range, all: all).slots()
    return SlotList(slots: slots, zone: zone, findings: team.findings + uncheckedFindings)
  }

  /// What is not known, so that it was not checked, and what counts elsewhere only.
  var uncheckedFindings: [Diagnostic] {
    var findings: [Diagnostic] = []
    if let share = calendar.hiddenPercentage, share > 0 {
      findings.append(
        Diagnostic(
          .note, .slotsHiddenInWidget,
          "The booking widget hides \(share) of 100 free slots to look busy (LOOKBUSY); that is no reason against a time.",
          field: "lookBusyConfig"))
    }
    if busy == nil {
      findings.append(
        Diagnostic(
          .note, .availabilityNotChecked, "No busy time is given, so that no slot counts as taken.",
          field: "busy"))
    }
    if now == nil {
      findings.append(
        Diagnostic(
          .note, .availabilityNotChecked,
          "The time it is now is not given, so that neither the past, nor the notice, nor the range counts.",
          field: "now"))
    }
    return findings
  }
}
