internal import Recurrence

/// What an edit does to one occurrence.
public struct OccurrenceChange: Hashable, Sendable {
  /// The kind of change.
  public enum Kind: String, CaseIterable, Hashable, Codable, Sendable {
    /// Nothing changes, its id included.
    case kept
    /// It starts at another instant; its duration or fields may change too.
    case moved
    /// It keeps its start; its duration or its fields change.
    case changed
    /// It is new.
    case added
    /// It is gone.
    case removed
  }

  /// Why an occurrence changes, or stays.
  public enum Reason: Hashable, Sendable {
    /// The edit reaches other occurrences only.
    case outsideScope
    /// Its start moves by that much on the clock's face.
    case startMoved(bySeconds: Int)
    /// It is the occurrence with the same place in the new series.
    case samePlaceInSeries
    /// Its duration changes.
    case durationChanged(fromSeconds: Int, toSeconds: Int)
    /// Fields of the appointment change.
    case fieldsChanged([String])
    /// Only its id changes: it goes to another series, or from a series to an event or back.
    case identityChanged
    /// The recurrence is removed.
    case ruleRemoved
    /// It is excluded from now on.
    case excluded
    /// It was excluded before.
    case noLongerExcluded
    /// The series ends before it from now on.
    case pastEnd
    /// The series ended before it until now.
    case seriesExtended
    /// The new recurrence has no such occurrence.
    case notGenerated
    /// The new recurrence generates it.
    case newlyGenerated
    /// The clocks skip its new time and such times are omitted.
    case omittedInGap
    /// Its new time coincides with another occurrence.
    case coincides
    /// It is added as a date of its own.
    case dateAdded
    /// What was edited on it alone stays.
    case overrideKept
    /// What was edited on it alone is lost.
    case overrideLost
  }

  /// Something about its time that may surprise.
  public enum Note: Hashable, Sendable {
    /// Its offset differs from that of the master's start: daylight saving time began or ended between.
    case offsetDiffers(masterSeconds: Int, hereSeconds: Int)
    /// The clocks skip its time, so that it starts later by that much.
    case shiftedByGap(seconds: Int)
  }

  /// The kind of change.
  public let kind: Kind
  /// How it was; `nil` where it is added.
  public let before: OccurrenceSnapshot?
  /// How it will be; `nil` where it is removed.
  public let after: OccurrenceSnapshot?
  /// Why.
  public let reasons: [Reason]
  /// What may surprise, of the time after the edit, or before it where it is removed.
  public let notes: [Note]

  /// The start before the edit, or after it where the occurrence is new.
  public var sortingMilliseconds: Int { before?.startMilliseconds ?? after?.startMilliseconds ?? 0 }
}

extension OccurrenceChange.Reason: CustomStringConvertible {
  /// A stable name, as in JSON.
  public var name: String {
    switch self {
    case .outsideScope: "outsideScope"
    case .startMoved: "startMoved"
    case .samePlaceInSeries: "samePlaceInSeries"
    case .durationChanged: "durationChanged"
    case .fieldsChanged: "fieldsChanged"
    case .identityChanged: "identityChanged"
    case .ruleRemoved: "ruleRemoved"
    case .excluded: "excluded"
    case .noLongerExcluded: "noLongerExcluded"
    case .pastEnd: "pastEnd"
    case .seriesExtended: "seriesExtended"
    case .notGenerated: "notGenerated"
    case .newlyGenerated: "newlyGenerated"
    case .omittedInGap: "omittedInGap"
    case .coincides: "coincides"
    case .dateAdded: "dateAdded"
    case .overrideKept: "overrideKept"
    case .overrideLost: "overrideLost"
    }
  }

  /// The reason in words.
  public var description: String {
    switch self {
    case .outsideScope: "the edit does not reach it"
    case .startMoved(let seconds): "starts \(Self.span(seconds)) \(seconds < 0 ? "earlier" : "later")"
    case .samePlaceInSeries: "has the same place in the series"
    case .durationChanged(let old, let new): "takes \(Self.span(new)) instead of \(Self.span(old))"
    case .fieldsChanged(let names):
      "\(names.joined(separator: ", ")) \(names.count == 1 ? "changes" : "change")"
    case .identityChanged: "gets another id"
    case .ruleRemoved: "the recurrence is removed"
    case .excluded: "is excluded"
    case .noLongerExcluded: "is no longer excluded"
    case .pastEnd: "the series ends before it"
    case .seriesExtended: "the series goes on longer"
    case .notGenerated: "the new recurrence has no such occurrence"
    case .newlyGenerated: "the new recurrence generates it"
    case .omittedInGap: "the clocks skip its new time"
    case .coincides: "coincides with another occurrence"
    case .dateAdded: "is added as a date of its own"
    case .overrideKept: "keeps what was edited on it alone"
    case .overrideLost: "loses what was edited on it alone"
    }
  }

  /// `30 min`, `1 h 30 min`, `2 days`.
  package static func span(_ seconds: Int) -> String {
    let total = seconds.magnitude
    let days = total / 86_400
    var text = ""
    func add(_ count: UInt, _ unit: String) {
      guard count > 0 else { return }
      if !text.isEmpty { text += " " }
      text += String(count)
      text += unit
    }
    add(days, days == 1 ? " day" : " days")
    add(total / 3600 % 24, " h")
    add(total / 60 % 60, " min")
    add(total % 60, " s")
    return text.isEmpty ? "0 s" : text
  }
}

extension OccurrenceChange.Note: CustomStringConvertible {
  /// A stable name, as in JSON.
  public var name: String {
    switch self {
    case .offsetDiffers: "offsetDiffers"
    case .shiftedByGap: "shiftedByGap"
    }
  }

  /// The note in words.
  public var description: String {
    switch self {
    case .offsetDiffers(let master, let here):
      "offset \(OffsetDateTime.offsetText(here)) instead of \(OffsetDateTime.offsetText(master))"
    case .shiftedByGap(let seconds):
      "the clocks skip its time: \(OccurrenceChange.Reason.span(seconds)) later"
    }
  }
}
