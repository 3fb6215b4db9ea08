extension TargetDecision: Codable {
  private enum CodingKeys: CodingKey { case kind, id, scope, occurrence, cut, reasons, findings }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func id() throws -> String { try container.decode(String.self, forKey: .id) }
    let target: Target
    switch try container.decode(String.self, forKey: .kind) {
    case "event": target = .event(try id())
    case "newMaster": target = .newMaster(try id())
    case "instance": target = .instance(try container.decode(InstanceID.self, forKey: .id))
    case "series": target = .series(masterID: try id())
    case "split": target = .split(masterID: try id(), at: try container.decode(InstanceID.self, forKey: .cut))
    case let kind:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "There is no target “\(kind)”.")
    }
    self.init(
      target: target, scope: try container.decodeIfPresent(EditScope.self, forKey: .scope),
      occurrence: try container.decodeIfPresent(InstanceID.self, forKey: .occurrence),
      reasons: try container.decode([Reason].self, forKey: .reasons),
      diagnostics: try container.decodeIfPresent([Diagnostic].self, forKey: .findings) ?? [])
  }

  /// Writes the members that the README documents.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension TargetDecision: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.kind, target.kind)
      json.member(CodingKeys.id, requestID)
      json.member(CodingKeys.scope, scope?.rawValue)
      json.member(CodingKeys.occurrence, occurrence?.description)
      if case .split(_, let cut) = target { json.member(CodingKeys.cut, cut.description) }
      json.member(CodingKeys.reasons, reasons)
      if !diagnostics.isEmpty { json.member(CodingKeys.findings, diagnostics) }
    }
  }
}
