internal import Recurrence

extension PreviewSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case window, version, assumptions, engine, warningsAsErrors, locallyChecked, localFindings,
      nowMilliseconds
  }

  /// Reads what `encode(to:)` writes; what is absent is as in `init()`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    window = try container.decodeIfPresent(PreviewWindow.self, forKey: .window) ?? window
    version = try container.decodeIfPresent(APIVersion.self, forKey: .version) ?? version
    assumptions = try container.decodeIfPresent(ServerAssumptions.self, forKey: .assumptions) ?? assumptions
    engine = try container.decodeIfPresent(ExpansionEngine.self, forKey: .engine) ?? engine
    promotion = try container.decodeIfPresent(WarningPromotion.self, forKey: .warningsAsErrors) ?? promotion
    locallyChecked =
      try container.decodeIfPresent(Set<ValidationFlags.Check>.self, forKey: .locallyChecked) ?? []
    localFindings = try container.decodeIfPresent([Diagnostic].self, forKey: .localFindings) ?? []
    now = try container.decodeIfPresent(Int.self, forKey: .nowMilliseconds)
  }

  /// Writes all settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(window, forKey: .window)
    try container.encode(version, forKey: .version)
    try container.encode(assumptions, forKey: .assumptions)
    try container.encode(engine, forKey: .engine)
    try container.encode(promotion, forKey: .warningsAsErrors)
    try container.encode(locallyChecked.sorted(), forKey: .locallyChecked)
    try container.encode(localFindings, forKey: .localFindings)
    try container.encodeIfPresent(now, forKey: .nowMilliseconds)
  }
}
