internal import Recurrence

extension Diagnostic: Codable {
  private enum CodingKeys: CodingKey { case severity, code, message, field, line, column, offset, remedy }

  /// Reads what `encode(to:)` writes; what is absent is as good as null.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let line = try container.decodeIfPresent(Int.self, forKey: .line)
    let column = try container.decodeIfPresent(Int.self, forKey: .column)
    let offset = try container.decodeIfPresent(Int.self, forKey: .offset)
    var position: TextPosition?
    if let line, let column { position = TextPosition(offset: offset ?? 0, line: line, column: column) }
    self.init(
      try container.decode(Severity.self, forKey: .severity), try container.decode(Code.self, forKey: .code),
      try container.decode(String.self, forKey: .message),
      field: try container.decodeIfPresent(String.self, forKey: .field), at: position,
      remedy: try container.decodeIfPresent(String.self, forKey: .remedy))
  }

  /// Writes the members that the README documents.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension Diagnostic: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.severity, severity.rawValue)
      json.member(CodingKeys.code, code.rawValue)
      json.member(CodingKeys.message, message)
      json.member(CodingKeys.field, field)
      json.member(CodingKeys.line, position?.line)
      json.member(CodingKeys.column, position?.column)
      if let position { json.member(CodingKeys.offset, position.offset) }
      json.member(CodingKeys.remedy, remedy)
    }
  }
}
