public import Recurrence

/// Where an instance id stands in a series, or why it is no occurrence of it.
public enum InstanceLocation: Hashable, Sendable {
  case found(Place)
  case missing(Absence)

  /// An occurrence's place.
  public struct Place: Hashable, Sendable {
    /// From 0; `nil` where it is not known.
    public let index: Int?
    /// How many occurrences the series has; `nil` where it has no end.
    public let count: Int?
    /// Its start.
    public let occurrence: Occurrence
  }

  /// Why an id is no occurrence, and which ones are near.
  public struct Absence: Hashable, Sendable {
    /// Why it is none.
    public let reason: Reason
    /// The reason as a sentence.
    public let message: String
    /// Up to two occurrences before the id's start and two from it on, earliest first.
    public let nearest: [InstanceID]
  }

  /// Why an id is no occurrence of a series.
  public enum Reason: String, CaseIterable, Hashable, Codable, Sendable {
    /// The id belongs to another series.
    case otherMaster
    /// The series' occurrences have another duration.
    case otherDuration
    /// An EXDATE or EXRULE removes it.
    case excluded
    /// The series ends before it.
    case pastEnd
    /// The series begins after it.
    case beforeStart
    /// No rule generates it.
    case notGenerated
  }

  /// The place, where the id is an occurrence.
  public var place: Place? { if case .found(let place) = self { place } else { nil } }
  /// The reason, where it is none.
  public var absence: Absence? { if case .missing(let absence) = self { absence } else { nil } }
}

extension InstanceLocation.Absence {
  /// The absence as a finding.
  public var diagnostic: Diagnostic {
    let remedy =
      nearest.isEmpty
      ? nil : "The nearest occurrences are " + nearest.map(\.description).joined(separator: ", ") + "."
    return Diagnostic(.error, reason.code, message, field: "id", remedy: remedy)
  }
}

extension InstanceLocation.Reason {
  /// The code of a finding with that reason.
  public var code: Diagnostic.Code {
    switch self {
    case .otherMaster: .instanceOtherMaster
    case .otherDuration: .instanceOtherDuration
    case .excluded: .instanceExcluded
    case .pastEnd: .instancePastEnd
    case .beforeStart: .instanceBeforeStart
    case .notGenerated: .instanceNotGenerated
    }
  }
}

extension Diagnostic.Code {
  /// The instance id belongs to another series.
  public static let instanceOtherMaster = Self(rawValue: "instanceOtherMaster")
  /// The instance id has another duration than the series' occurrences.
  public static let instanceOtherDuration = Self(rawValue: "instanceOtherDuration")
  /// The instance is excluded from the series.
  public static let instanceExcluded = Self(rawValue: "instanceExcluded")
  /// The series ends before the instance.
  public static let instancePastEnd = Self(rawValue: "instancePastEnd")
  /// The series begins after the instance.
  public static let instanceBeforeStart = Self(rawValue: "instanceBeforeStart")
  /// No rule of the series generates the instance.
  public static let instanceNotGenerated = Self(rawValue: "instanceNotGenerated")
}
