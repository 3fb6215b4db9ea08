internal import Recurrence

extension PreviewBuilder {
  /// A time in another offset than the zone has then is often a forgotten DST change.
  mutating func reportOffset(of time: OffsetDateTime?, in clock: ZoneTransitions) {
    guard let time else { return }
    let offset = clock.offsetSeconds(atInstant: time.milliseconds.floorDivided(by: 1000))
    guard offset / 60 != time.offsetSeconds / 60, time.offsetSeconds != 0 else { return }
    findings.append(
      Diagnostic(
        .warning, .offsetDiffersFromZone,
        "\(time) is \(describe(time.milliseconds, in: clock)) in \(clock.identifier).", field: "startTime",
        remedy: "Check the offset: it is the instant that counts."))
  }

  /// A given rrule replaces EXDATEs too; those it does not restate come back to life.
  mutating func reportDroppedExclusions(
    _ exclusions: [RecurrenceDate], of series: Series, in replaced: Series, movedBy delta: Int
  ) throws(Diagnostic) {
    guard !exclusions.isEmpty else { return }
    var revived: [Int] = []
    do {
      var shift = SeriesDateShift(
        text: RecurrenceText(exclusions: exclusions), start: series.start, deltaSeconds: delta,
        options: series.options)
      for date in delta == 0 ? exclusions : try shift.exclusions() {
        revived += try replaced.recurrences.occurrences(named: date).map(\.startMilliseconds)
      }
    } catch {
      throw Diagnostic(error)
    }
    let dropped = exclusions.count
    let restated = replaced.text.exclusions.count
    guard !revived.isEmpty || restated < dropped else { return }
    let shown = revived.prefix(3).map { describe($0, in: series.start.zone) }.joined(separator: ", ")
    findings.append(
      Diagnostic(
        revived.isEmpty ? .note : .warning, .exclusionsDropped,
        "rrule replaces the \(dropped) EXDATE\(dropped == 1 ? "" : "s") of the series"
          + (revived.isEmpty
            ? "; none of them matters any more."
            : ": \(revived.count) excluded occurrence\(revived.count == 1 ? " takes" : "s take") place again, "
              + "\(shown)\(revived.count > 3 ? "…" : "")."),
        field: "rrule", remedy: revived.isEmpty ? nil : "Restate the EXDATE lines in rrule to keep them."))
  }

  mutating func reportRemoval(exclusions: Int, overrides: Int, _ start: String) {
    let also =
      (exclusions > 0 ? ["\(exclusions) EXDATE\(exclusions == 1 ? "" : "s")"] : [])
      + (overrides > 0 ? ["\(overrides) edited instance\(overrides == 1 ? "" : "s")"] : [])
    findings.append(
      Diagnostic(
        .warning, .recurrenceRemoved,
        "The event recurs no more: only the one at \(start) stays"
          + (also.isEmpty
            ? "."
            : ", and \(also.joined(separator: " and ")) \(exclusions + overrides == 1 ? "goes" : "go") with the rule."),
        field: "rrule"))
  }
}

extension Diagnostic {
  /// Runs something that a recurrence may stop, and turns its error into a finding.
  static func of<Value>(_ work: () throws(RecurrenceError) -> Value) throws(Diagnostic) -> Value {
    do {
      return try work()
    } catch {
      throw Diagnostic(error)
    }
  }

  /// A series that would have no occurrence left.
  static var emptySeries: Diagnostic {
    Diagnostic(
      .error, .emptySeries, "After this edit the series would have no occurrence left.", field: "rrule",
      remedy: "Cancel the appointment instead: appointmentStatus “cancelled”.")
  }
}

extension Diagnostic.Code {
  /// No occurrence would be left.
  public static let emptySeries = Self(rawValue: "emptySeries")
  /// The event is said to recur, but its recurrence is not known.
  public static let recurrenceUnknown = Self(rawValue: "recurrenceUnknown")
  /// There are more occurrences than the preview looked at.
  public static let previewTruncated = Self(rawValue: "previewTruncated")
  /// Occurrences have another offset than the master.
  public static let offsetDiffersFromMaster = Self(rawValue: "offsetDiffersFromMaster")
  /// A time was given with another offset than the zone has then.
  public static let offsetDiffersFromZone = Self(rawValue: "offsetDiffersFromZone")
  /// Occurrences start later because the clocks skip their time.
  public static let shiftedByGap = Self(rawValue: "shiftedByGap")
  /// The occurrence that was named does not come to start when the edit says.
  public static let startNotReached = Self(rawValue: "startNotReached")
  /// The past is to be kept by an edit whose scope is not the whole series.
  public static let keepPastNeedsWhole = Self(rawValue: "keepPastNeedsWhole")
  /// An instance would get the id of another occurrence.
  public static let instanceIDCollides = Self(rawValue: "instanceIDCollides")
  /// An instance would start together with another occurrence.
  public static let instanceCoincides = Self(rawValue: "instanceCoincides")
  /// The recurrence is sent because it moves with the start.
  public static let ruleMovedWithStart = Self(rawValue: "ruleMovedWithStart")
  /// The recurrence has to move with the start, but the flag that lets it is missing.
  public static let ruleMoveNeedsFlag = Self(rawValue: "ruleMoveNeedsFlag")
  /// EXDATEs that the given rrule does not restate.
  public static let exclusionsDropped = Self(rawValue: "exclusionsDropped")
  /// The event recurs no more.
  public static let recurrenceRemoved = Self(rawValue: "recurrenceRemoved")
  /// An EXDATE removes nothing.
  public static let deadExclusion = Self(rawValue: "deadExclusion")
}
