/// What an edit does to an instance that was edited on its own.
public struct OverrideChange: Hashable, Sendable {
  /// What becomes of it.
  public enum Kind: String, CaseIterable, Hashable, Codable, Sendable {
    /// It stays what it is, its id included.
    case kept
    /// It stays an instance of its own under another id.
    case rekeyed
    /// The edit is addressed to it: it gets the edit's values, and keeps what else is its own.
    case edited
    /// It loses what is its own, as was chosen, and is like the series' other instances.
    case reset
    /// Its occurrence is gone, and what was its own with it.
    case orphaned
    /// It belongs to the series, but no occurrence is its own: no request touches it; see `DetachedInstance`.
    case detached
  }

  /// What becomes of it.
  public let kind: Kind
  /// Its id now.
  public let oldID: String
  /// Its id afterwards; `nil` where it is orphaned.
  public let newID: PlannedID?
  /// The start of the occurrence it stands for, in epoch milliseconds; `nil` where that is not known.
  public let originalStartMilliseconds: Int?
  /// What is its own, as the API spells it.
  public let fields: [String]
  /// Of these, what is lost though its occurrence stays, since no request can carry it over.
  public let lostFields: [String]
  /// Whether a request of its own carries it over.
  public let isReissued: Bool
}

extension OverrideChange {
  /// An override that no request of its own carries anywhere.
  init(_ kind: Kind, _ override: PlacedOverride, newID: PlannedID?) {
    self.init(
      kind: kind, oldID: override.source.appointment.id, newID: newID,
      originalStartMilliseconds: override.originalStart, fields: override.allFields, lostFields: [],
      isReissued: false)
  }

  init(detached instance: DetachedInstance) {
    self.init(
      kind: .detached, oldID: instance.appointment.id, newID: .known(instance.appointment.id),
      originalStartMilliseconds: instance.originalStartMilliseconds, fields: [], lostFields: [],
      isReissued: false)
  }
}
