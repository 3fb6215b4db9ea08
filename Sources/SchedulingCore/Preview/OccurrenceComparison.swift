internal import Recurrence

/// What an edit does to each occurrence that the window shows.
struct OccurrenceComparison {
  private(set) var changes: [OccurrenceChange] = []
  /// Whether there are more occurrences than were looked at.
  private(set) var isTruncated = false
  /// Exclusions of the series after the edit that remove nothing.
  private(set) var deadExclusions: [SeriesPreview.DeadExclusion] = []
  private(set) var findings: [Diagnostic] = []
  /// Why they can't be compared, or why what is left is no series.
  private(set) var failure: ValidationFailure?

  /// Nothing is compared.
  init() {}

  init(of result: EditResult, _ placement: OverridePlacement, in context: EditContext) {
    do throws(ValidationFailure) {
      try compare(result, placement, context)
      findings +=
        ClockReport(changes: changes, isPartial: isTruncated || context.window.range != nil).findings
      findings += past(result, in: context)
      findings += ReadingReport(of: result).findings
    } catch {
      failure = error
    }
  }

  private mutating func compare(
    _ result: EditResult, _ placement: OverridePlacement, _ context: EditContext
  ) throws(ValidationFailure) {
    let window = context.window
    let sides: [PreviewSide]
    switch result.after {
    case .unknown: return
    case .instance(let edited):
      let comparison = InstanceComparison(edited: edited, result: result, context: context)
      return take(try comparison.matches(placement))
    case .halves(let halves):
      let comparison = HalvesComparison(
        halves: halves, result: result, placement: placement, context: context)
      sides = [result.before, PreviewSide(halves.head)].compactMap(\.self)
      take(try comparison.untouched())
      try checkLeft(PreviewSide(halves.head))
      take(try comparison.reached())
      if zip(changes, changes.dropFirst()).contains(where: { $1.sortingMilliseconds < $0.sortingMilliseconds }
      ) {
        changes.sort { $0.sortingMilliseconds < $1.sortingMilliseconds }
      }
      if let tail = halves.tail { try checkLeft(tail) }
    case .one(let after):
      guard let before = result.before else { return }
      var matcher = OccurrenceMatcher(before: before, after: after, edit: result, in: context)
      matcher.overridesBefore = placement.before
      matcher.overridesAfter = placement.after
      sides = [before, after]
      take(try ValidationFailure.of { () throws(RecurrenceError) in try matcher.changes() })
      try checkLeft(after)
    }
    if isTruncated, window.range == nil, !sides.contains(where: \.isEndless) {
      findings.append(
        Diagnostic(
          .note, .previewTruncated, "Only the first \(window.limit) occurrences are shown.",
          remedy: "Give a window to see others."))
    }
  }

  /// A whole edit reaches what took place before.
  private func past(_ result: EditResult, in context: EditContext) -> [Diagnostic] {
    guard let now = context.request.settings.now, result.decision.scope == .whole, result.halves == nil,
      context.assumptions.seriesUpdateChangesPastInstances
    else { return [] }
    let count = changes.count { change in
      change.kind != .kept && change.before.map { $0.startMilliseconds < now } ?? false
    }
    guard count > 0 else { return [] }
    return [
      Diagnostic(
        .warning, .pastChanged,
        "\(count) of the occurrences that change \(count.form("has", "have")) taken place already.",
        field: "startTime", remedy: "Leave alone what is past, or edit the following only.")
    ]
  }

  private mutating func take(_ matches: OccurrenceMatcher.Matches) {
    // The array is taken over whole where it is the only one.
    if changes.isEmpty { changes = matches.changes } else { changes += matches.changes }
    isTruncated = isTruncated || matches.isTruncated
  }

  /// Finds exclusions without effect, and series without occurrences.
  private mutating func checkLeft(_ side: PreviewSide) throws(ValidationFailure) {
    guard let series = side.series else { return }
    deadExclusions += try ValidationFailure.of { () throws(RecurrenceError) in
      try DeadExclusionFinder(series: series).find()
    }
    if series.recurrences.first(from: Int.min) == nil { throw .emptySeries }
  }
}

extension ValidationFailure {
  /// A series that would have no occurrence left.
  static var emptySeries: ValidationFailure {
    ValidationFailure(
      .emptySeries, "After this edit the series would have no occurrence left.", field: "rrule",
      remedy: "Cancel the appointment instead: appointmentStatus “cancelled”.")
  }
}
