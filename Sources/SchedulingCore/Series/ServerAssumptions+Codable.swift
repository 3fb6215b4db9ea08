internal import Recurrence

extension ServerAssumptions: Codable {
  private enum CodingKeys: String, CodingKey {
    case gap, fold, untilDate, reading, instanceUpdateKeepsID, seriesUpdateKeepsOverrides
    case overridesMayRemain, seriesUpdateChangesPastInstances
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      zonePolicy: ZonePolicy(
        gap: try container.decode(ZonePolicy.Gap.self, forKey: .gap),
        fold: try container.decode(ZonePolicy.Fold.self, forKey: .fold)),
      untilDate: try container.decode(ExpansionOptions.UntilDate.self, forKey: .untilDate),
      reading: try container.decodeIfPresent(Reading.self, forKey: .reading) ?? .rfc5545,
      instanceUpdateKeepsID: try container.decode(Bool.self, forKey: .instanceUpdateKeepsID),
      seriesUpdateKeepsOverrides: try container.decode(Bool.self, forKey: .seriesUpdateKeepsOverrides),
      overridesMayRemain: try container.decodeIfPresent(Bool.self, forKey: .overridesMayRemain) ?? true,
      seriesUpdateChangesPastInstances: try container.decode(
        Bool.self, forKey: .seriesUpdateChangesPastInstances))
  }

  /// Writes each assumption by its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(zonePolicy.gap, forKey: .gap)
    try container.encode(zonePolicy.fold, forKey: .fold)
    try container.encode(untilDate, forKey: .untilDate)
    if reading.taking(.untilDate, from: .rfc5545) != .rfc5545 {
      try container.encode(reading, forKey: .reading)
    }
    try container.encode(instanceUpdateKeepsID, forKey: .instanceUpdateKeepsID)
    try container.encode(seriesUpdateKeepsOverrides, forKey: .seriesUpdateKeepsOverrides)
    try container.encode(overridesMayRemain, forKey: .overridesMayRemain)
    try container.encode(seriesUpdateChangesPastInstances, forKey: .seriesUpdateChangesPastInstances)
  }
}
