extension WarningPromotion: Codable {
  /// Reads `true`, `false`, or a list of codes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let isAll = try? container.decode(Bool.self) {
      self = isAll ? .all : .none
    } else {
      self = .codes(Set(try container.decode([Diagnostic.Code].self)))
    }
  }

  /// Writes `true` for all, `false` for none, or a list of codes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encode(false)
    case .all: try container.encode(true)
    case .codes(let codes): try container.encode(codes.sorted { $0.rawValue < $1.rawValue })
    }
  }
}
