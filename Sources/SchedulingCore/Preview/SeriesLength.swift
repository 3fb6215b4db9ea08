internal import Recurrence

/// How many occurrences there are, whatever part of them a preview shows.
public enum SeriesLength: Hashable, Sendable {
  /// They end; their number is `nil` where several rules make more than 10,000, which are not counted.
  case finite(Int?)
  /// They have no end.
  case endless
}

extension SeriesLength {
  private static let mostCounted = 10_000

  init(_ series: Series) {
    let occurrences = series.recurrences
    guard occurrences.isFinite else {
      self = .endless
      return
    }
    // One rule is counted by arithmetic; several are walked.
    guard series.text.rules.count + series.text.exclusionRules.count > 1 else {
      self = .finite(occurrences.count())
      return
    }
    let walked = occurrences.occurrences(from: .min).prefix(Self.mostCounted + 1).reduce(0) { count, _ in
      count + 1
    }
    self = .finite(walked > Self.mostCounted ? nil : walked)
  }

  init(_ side: PreviewSide) { self = side.series.map(SeriesLength.init) ?? .finite(1) }

  /// Of all that an edit leads to; `nil` where that can't be said.
  init?(after result: EditResult) {
    switch result.after {
    case .unknown: return nil
    case .one(let side): self.init(side)
    case .instance:
      guard let before = result.before else { return nil }
      self.init(before)
    case .halves(let halves):
      switch (SeriesLength(halves.head), halves.tail.map(SeriesLength.init)) {
      case (.endless, _), (_, .endless): self = .endless
      case (let head, nil): self = head
      case (.finite(let head), .finite(let tail)):
        self = .finite(head.flatMap { head in tail.map { head + $0 } })
      }
    }
  }
}

extension SeriesLength: Codable {
  private enum CodingKeys: CodingKey { case endless, occurrences }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let occurrences = try container.decodeIfPresent(Int.self, forKey: .occurrences)
    self = try container.decode(Bool.self, forKey: .endless) ? .endless : .finite(occurrences)
  }

  /// Writes whether they have no end, and their number where it is known.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension SeriesLength: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.endless, self == .endless)
      json.member(CodingKeys.occurrences, occurrences)
    }
  }

  private var occurrences: Int? { if case .finite(let count) = self { count } else { nil } }
}
