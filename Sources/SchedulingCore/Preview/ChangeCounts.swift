/// How many occurrences an edit keeps, moves, changes, adds and removes.
public struct ChangeCounts: Hashable, Codable, Sendable {
  /// Occurrences that stay exactly as they are.
  public private(set) var kept = 0
  /// Occurrences that start at another instant.
  public private(set) var moved = 0
  /// Occurrences whose duration or fields change, at the same start.
  public private(set) var changed = 0
  /// New occurrences.
  public private(set) var added = 0
  /// Occurrences that are gone.
  public private(set) var removed = 0

  init(_ changes: [OccurrenceChange]) {
    for change in changes {
      switch change.kind {
      case .kept: kept += 1
      case .moved: moved += 1
      case .changed: changed += 1
      case .added: added += 1
      case .removed: removed += 1
      }
    }
  }

  /// All of them.
  public var total: Int { kept + moved + changed + added + removed }
}

extension ChangeCounts: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.kept, kept)
      json.member(CodingKeys.moved, moved)
      json.member(CodingKeys.changed, changed)
      json.member(CodingKeys.added, added)
      json.member(CodingKeys.removed, removed)
    }
  }
}
