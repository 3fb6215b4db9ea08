public import Recurrence

/// A series cut in two at one of its occurrences.
///
/// The head keeps the master and ends with the occurrence before the cut; the tail starts at the cut.
/// EXDATEs, RDATEs and overrides go to the side of their original start, and together the two have
/// exactly the occurrences of the whole.
public struct SeriesSplit: Sendable {
  /// What comes before the cut.
  public let head: Series
  /// The cut and all that comes after it; its start may be a time that the clocks skip.
  public let tail: Series
  /// The first occurrence of the tail.
  public let occurrence: Occurrence

  /// Cuts a series.
  ///
  /// - Parameters:
  ///   - milliseconds: The start of the tail's first occurrence.
  ///   - tailID: The id of the tail's master.
  /// - Throws: `splitWithoutOccurrence` where none starts then, `splitAtFirst` where nothing comes before
  ///   it, `splitNotExact` where no recurrence says the same from there on.
  public init(_ series: Series, at milliseconds: Int, tailID: String) throws(Diagnostic) {
    guard let occurrence = series.recurrences.first(from: milliseconds),
      occurrence.startMilliseconds == milliseconds
    else {
      throw Diagnostic(
        .error, .splitWithoutOccurrence,
        "No occurrence of the series starts at \(series.describe(milliseconds)).", field: "id",
        remedy: "Name an occurrence of the series.")
    }
    guard let last = series.recurrences.last(before: milliseconds) else {
      throw Diagnostic(
        .error, .splitAtFirst,
        "Nothing comes before \(series.describe(milliseconds)), so the series has no head.", field: "id",
        remedy: "Edit the whole series.")
    }
    let sides = try Diagnostic.of { () throws(RecurrenceError) in
      try SeriesDateSides(series, cut: occurrence)
    }
    self.occurrence = occurrence
    head = try Self.head(of: series, sides: sides, last: last, cut: milliseconds)
    tail = try SeriesTail(series, from: occurrence, sides: sides).anchored(
      masterID: tailID, atSkippedTimes: true)
  }

  /// The series before the cut: every rule that goes on past it ends with the last occurrence kept.
  private static func head(
    of series: Series, sides: SeriesDateSides, last: Occurrence, cut: Int
  ) throws(Diagnostic) -> Series {
    let end: RecurrenceEnd =
      series.start.isAllDay
      ? .until(.date(last.local.date))
      : .until(.instant(seconds: last.startMilliseconds.floorDivided(by: 1000)))
    var text = RecurrenceText()
    text.exclusionRules = series.text.exclusionRules
    text.exclusions = sides.head.exclusions
    text.additions = sides.head.additions
    for rule in series.text.rules {
      let alone = try Diagnostic.of { () throws(RecurrenceError) in
        try RecurrenceSet(RecurrenceText(rules: [rule]), start: series.start, options: series.options)
      }
      text.rules.append(alone.first(from: cut) == nil ? rule : rule.with(end: end))
    }
    return try Series(
      masterID: series.masterID, start: series.start, durationSeconds: series.durationSeconds, text: text,
      options: series.options, overrides: series.overrides.filter { $0.original.startMilliseconds < cut })
  }
}

extension RecurrenceRule {
  /// The rule with another end.
  func with(end: RecurrenceEnd) -> RecurrenceRule {
    RecurrenceRule(
      unchecked: frequency, interval: interval, end: end, weekStart: weekStart, parts: parts, scale: scale)
  }
}

extension Diagnostic.Code {
  /// A series can only be cut at one of its occurrences.
  public static let splitWithoutOccurrence = Self(rawValue: "splitWithoutOccurrence")
  /// A series can't be cut before its first occurrence.
  public static let splitAtFirst = Self(rawValue: "splitAtFirst")
  /// No recurrence from the cut on has the same occurrences.
  public static let splitNotExact = Self(rawValue: "splitNotExact")
}
