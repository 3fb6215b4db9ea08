extension AppointmentEdit {
  /// Reads the body of a `PUT` from JSON in UTF-8.
  ///
  /// Unknown fields are kept and reported. Every fault is collected before the reading fails; what is no fault
  /// is among `findings`.
  ///
  /// - Throws: A failure with all findings where one is an error.
  public init(parsing bytes: some Sequence<UInt8>) throws(ValidationFailure) {
    try self.init(try JSONValue(parsing: bytes))
  }

  /// Reads the body of a `PUT` from a JSON value; see `init(parsing:)`.
  public init(_ value: JSONValue) throws(ValidationFailure) {
    guard let object = value.objectValue else {
      throw ValidationFailure(
        .notAnObject, "The edit is \(value.kind), not an object.",
        remedy: "Give the fields to change, such as {\"title\": \"Review\"}.")
    }
    self.init()
    var reader = FieldReader(object: object)
    title = reader.string(.title)
    calendarID = reader.name(.calendarId)
    meetingLocationType = reader.name(.meetingLocationType)
    meetingLocationID = reader.name(.meetingLocationId)
    overrideLocationConfig = reader.bool(.overrideLocationConfig)
    appointmentStatus = reader.name(.appointmentStatus).map(AppointmentStatus.init(rawValue:))
    assignedUserID = reader.name(.assignedUserId)
    eventDescription = reader.string(.description)
    address = reader.string(.address)
    ignoreDateRange = reader.bool(.ignoreDateRange)
    toNotify = reader.bool(.toNotify)
    ignoreFreeSlotValidation = reader.bool(.ignoreFreeSlotValidation)
    rule = reader.rule()
    startTime = reader.time(.startTime)
    endTime = reader.time(.endTime)
    unknownFields = reader.unknownFields()
    if let failure = ValidationFailure(reader.findings) { throw failure }
    findings = reader.findings
  }
}

/// Takes fields out of an object and collects what is wrong with them.
private struct FieldReader {
  let object: JSONObject
  var findings: [Diagnostic] = []

  init(object: JSONObject) { self.object = object }

  mutating func string(_ field: AppointmentField) -> String? {
    guard let value = object[field.rawValue] else { return nil }
    if case .string(let text) = value { return text }
    reportType(of: value, in: field, expected: "a string")
    return nil
  }

  /// A string that names something, so that an empty one is a fault.
  mutating func name(_ field: AppointmentField) -> String? {
    guard let text = string(field) else { return nil }
    if !text.isEmpty { return text }
    findings.append(
      Diagnostic(
        .error, .emptyValue, "\(field.rawValue) is empty.", field: field.rawValue,
        remedy: "Give a value, or leave the field out to keep what is there."))
    return nil
  }

  mutating func bool(_ field: AppointmentField) -> Bool? {
    guard let value = object[field.rawValue] else { return nil }
    if case .bool(let truth) = value { return truth }
    reportType(of: value, in: field, expected: "true or false")
    return nil
  }

  mutating func time(_ field: AppointmentField) -> OffsetDateTime? {
    guard let value = object[field.rawValue] else { return nil }
    guard case .string(let text) = value else {
      reportType(of: value, in: field, expected: "a string such as 2026-03-07T02:30:00-05:00")
      return nil
    }
    do throws(ValidationFailure) {
      return try OffsetDateTime(parsing: text)
    } catch {
      findings += error.with(field: field.rawValue).diagnostics
      return nil
    }
  }

  mutating func rule() -> RuleChange {
    let field = AppointmentField.rrule
    switch object[field.rawValue] {
    case nil: return .unchanged
    case .null: return .remove
    case .string(let text):
      return text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) })
        ? .remove
        : .replace(RecurrenceField(text))
    case .some(let value):
      reportType(of: value, in: field, expected: "a string, or null to remove the rule")
      return .unchanged
    }
  }

  mutating func unknownFields() -> JSONObject {
    let unknown = object.filter { key, _ in AppointmentField(rawValue: key) == nil }
    for (key, _) in unknown.prefix(Self.mostNamed) {
      let similar = AppointmentField.allCases.first { $0.rawValue.isNearly(key) }
      findings.append(
        Diagnostic(
          .warning, .unknownField, "The endpoint documents no field “\(key)”; it is sent as given.",
          field: key, remedy: similar.map { "Did you mean \($0.rawValue)?" }))
    }
    if unknown.count > Self.mostNamed {
      let rest = unknown.count - Self.mostNamed
      findings.append(
        Diagnostic(
          .warning, .unknownField,
          "The endpoint documents \(rest.counted("more field")) of the edit neither; "
            + "\(rest.form("it is", "they are")) sent as given."))
    }
    return unknown
  }

  /// A finding each for more unknown fields than these helps nobody.
  private static let mostNamed = 10

  private mutating func reportType(
    of value: JSONValue, in field: AppointmentField, expected: String
  ) {
    findings.append(
      Diagnostic(
        .error, .wrongType, "\(field.rawValue) is \(value.kind) instead of \(expected).",
        field: field.rawValue,
        remedy: value == .null ? "Leave the field out to keep what is there." : nil))
  }
}

extension String {
  /// Whether two names differ in case, in blanks, dashes and underscores, or by two letters at most.
  fileprivate func isNearly(_ other: String) -> Bool {
    func letters(_ text: String) -> [UInt8] {
      Array(text.lowercased().utf8.filter { !" -_".utf8.contains($0) })
    }
    let (left, right) = (letters(self), letters(other))
    guard abs(left.count - right.count) <= 2, right.count > 3 else { return left == right }
    // Levenshtein's distance, one row at a time.
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = Swift.min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count] <= 2
  }
}
