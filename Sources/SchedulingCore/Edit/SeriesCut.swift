internal import Recurrence

/// A series cut at one of its occurrences: what stays of it, and what its dates are on either side.
struct SeriesCut {
  /// The whole.
  let series: Series
  /// What comes before the cut.
  let head: Series
  /// The first occurrence after the cut.
  let occurrence: Occurrence
  let sides: SeriesDateSides

  /// - Throws: `splitWithoutOccurrence` where none starts then, `splitAtFirst` where nothing comes before it.
  init(_ series: Series, at milliseconds: Int) throws(ValidationFailure) {
    guard let occurrence = series.recurrences.first(from: milliseconds),
      occurrence.startMilliseconds == milliseconds
    else {
      throw ValidationFailure(
        .splitWithoutOccurrence,
        "No occurrence of the series starts at \(series.describe(milliseconds)).", field: "id",
        remedy: "Name an occurrence of the series.")
    }
    guard let last = series.recurrences.last(before: milliseconds) else {
      throw ValidationFailure(
        .splitAtFirst,
        "Nothing comes before \(series.describe(milliseconds)), so the series has no head.", field: "id",
        remedy: "Edit the whole series.")
    }
    let sides = try ValidationFailure.of { () throws(RecurrenceError) in
      try SeriesDateSides(series, cut: occurrence)
    }
    self.series = series
    self.occurrence = occurrence
    self.sides = sides
    head = try Self.head(of: series, sides: sides, last: last, cut: milliseconds)
  }

  /// What comes after the cut, as a series.
  ///
  /// - Parameter isFit: Tells whether a rule serves; the first that does is taken.
  /// - Throws: `splitNotExact` where no recurrence says the same from there on.
  func tail(id: String, where isFit: ((Series) -> Bool)? = nil) throws(ValidationFailure) -> Series {
    try SeriesTail(series, from: occurrence, sides: sides)
      .anchored(masterID: id, atSkippedTimes: true, where: isFit)
  }

  /// The series before the cut: every rule that goes on past it ends with the last occurrence kept.
  private static func head(
    of series: Series, sides: SeriesDateSides, last: Occurrence, cut: Int
  ) throws(ValidationFailure) -> Series {
    let end: RecurrenceEnd =
      series.start.isAllDay
      ? .until(.date(last.local.date))
      : .until(.instant(seconds: last.startSeconds))
    var text = RecurrenceText()
    text.exclusionRules = series.text.exclusionRules
    text.exclusions = sides.head.exclusions
    text.additions = sides.head.additions
    for rule in series.text.rules {
      let alone = try ValidationFailure.of { () throws(RecurrenceError) in
        try RecurrenceSet(RecurrenceText(rules: [rule]), start: series.start, options: series.options)
      }
      text.rules.append(alone.first(from: cut) == nil ? rule : rule.with(end: end))
    }
    // Of dates alone perhaps none is left before the cut, but a series says its start.
    if text.rules.isEmpty, text.additions.isEmpty { text.rules = [.onlyStart] }
    return try Series(
      masterID: series.masterID, start: series.start, durationSeconds: series.durationSeconds,
      nominalDays: series.nominalDays, text: text,
      options: series.options, overrides: series.overrides.filter { $0.original.startMilliseconds < cut })
  }
}

extension RecurrenceRule {
  /// The rule that says its start and nothing else.
  static let onlyStart = RecurrenceRule(.daily).with(end: .count(1))
}

extension Diagnostic.Code {
  /// A series can only be cut at one of its occurrences.
  public static let splitWithoutOccurrence = Self(rawValue: "splitWithoutOccurrence")
  /// A series can't be cut before its first occurrence.
  public static let splitAtFirst = Self(rawValue: "splitAtFirst")
  /// No recurrence from the cut on has the same occurrences.
  public static let splitNotExact = Self(rawValue: "splitNotExact")
}
