internal import Recurrence

/// What an appointment is expected to be after an update; `nil` where nothing is predicted.
public struct AppointmentPrediction: Hashable, Sendable {
  /// The id; `nil` for an instance whose time changes, since the server may give it another.
  public let id: String?
  /// The start.
  public let startTime: OffsetDateTime?
  /// The end.
  public let endTime: OffsetDateTime?
  /// The status.
  public let appointmentStatus: AppointmentStatus?
  /// The recurrence: `unchanged` where nothing is predicted, `remove` where none is expected.
  public let rule: RuleChange
  /// What else the request sends, by the API's names; flags aside.
  public let fields: JSONObject

  /// One field that is not what was predicted.
  public struct Difference: Hashable, Codable, Sendable {
    /// The field, as the API spells it.
    public let field: String
    /// What was predicted.
    public let expected: String
    /// What the answer says.
    public let actual: String

    /// A difference.
    package init(field: String, expected: String, actual: String) {
      self.field = field
      self.expected = expected
      self.actual = actual
    }
  }

  /// Where an answer differs; a field that the answer leaves out is no difference.
  ///
  /// Times are compared as instants, rules as what they say, whatever their spelling, and texts without the
  /// blanks around them; `null` is as good as an empty text.
  public func differences(from answer: Appointment) -> [Difference] {
    var differences: [Difference] = []
    func compare(_ field: AppointmentField, _ expected: OffsetDateTime?, _ actual: OffsetDateTime?) {
      guard let expected, let actual, expected.milliseconds != actual.milliseconds else { return }
      differences.append(
        Difference(field: field.rawValue, expected: expected.text, actual: actual.text))
    }
    if let id, id != answer.id {
      differences.append(Difference(field: "id", expected: id, actual: answer.id))
    }
    compare(.startTime, startTime, answer.startTime)
    compare(.endTime, endTime, answer.endTime)
    if let expected = appointmentStatus, let actual = answer.appointmentStatus, expected != actual {
      differences.append(
        Difference(
          field: AppointmentField.appointmentStatus.rawValue, expected: expected.rawValue,
          actual: actual.rawValue))
    }
    let field = AppointmentField.rrule.rawValue
    switch (rule, answer.rrule) {
    case (.replace(let expected), let actual?) where !expected.saysSame(as: RecurrenceField(actual)):
      differences.append(Difference(field: field, expected: expected.text, actual: actual))
    case (.remove, let actual?):
      differences.append(Difference(field: field, expected: "", actual: actual))
    // An answer that has the field, empty, says that there is no rule.
    case (.replace(let expected), nil) where answer.json[field] != nil:
      differences.append(Difference(field: field, expected: expected.text, actual: ""))
    default: break
    }
    for (key, expected) in fields {
      guard let actual = answer.json[key], Self.meaning(actual) != Self.meaning(expected) else { continue }
      differences.append(
        Difference(field: key, expected: Self.shown(expected), actual: Self.shown(actual)))
    }
    return differences
  }

  /// The predicted fields that an answer leaves out, by the API's names: it neither confirms nor denies them.
  public func unconfirmed(by answer: Appointment) -> [String] {
    var missing: [String] = []
    func check(_ field: AppointmentField, _ isPredicted: Bool, _ isAnswered: Bool) {
      if isPredicted, !isAnswered { missing.append(field.rawValue) }
    }
    check(.startTime, startTime != nil, answer.startTime != nil)
    check(.endTime, endTime != nil, answer.endTime != nil)
    check(.appointmentStatus, appointmentStatus != nil, answer.appointmentStatus != nil)
    check(.rrule, rule != .unchanged, answer.json[AppointmentField.rrule.rawValue] != nil)
    return missing + fields.keys.filter { answer.json[$0] == nil }
  }

  private static func meaning(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null: ""
    case .string(let text): .string(text.withoutBlanksAround)
    default: value
    }
  }

  private static func shown(_ value: JSONValue) -> String { value.stringValue ?? value.text() }
}

extension AppointmentPrediction {
  /// What a request that holds such a body asks for, and nothing beyond that.
  ///
  /// - Parameter rule: What the body's `rrule` says.
  init(sending body: JSONObject, rule: RuleChange = .unchanged) {
    func time(_ field: AppointmentField) -> OffsetDateTime? {
      body[field.rawValue]?.stringValue.flatMap { try? OffsetDateTime(parsing: $0) }
    }
    id = nil
    startTime = time(.startTime)
    endTime = time(.endTime)
    appointmentStatus = body[AppointmentField.appointmentStatus.rawValue]?.stringValue
      .map(AppointmentStatus.init(rawValue:))
    self.rule = rule
    fields = body.predictedFields
  }
}

extension AppointmentPrediction {
  /// What an appointment is while nobody changes it.
  package init(describing event: Appointment) {
    id = event.id
    startTime = event.startTime
    endTime = event.endTime
    appointmentStatus = event.appointmentStatus
    rule = event.rrule.map { .replace(RecurrenceField($0)) } ?? .unchanged
    var fields = JSONObject()
    for field in AppointmentField.allCases where field.isContent && field != .appointmentStatus {
      if let value = event.json[field.rawValue] { fields[field.rawValue] = value }
    }
    self.fields = fields
  }
}

extension AppointmentPrediction {
  /// What a request asks for, read from its body.
  init(undoing request: PlannedRequest) {
    let body = (try? JSONValue(parsing: request.body))?.objectValue ?? JSONObject()
    switch body[AppointmentField.rrule.rawValue]?.stringValue {
    case nil: self.init(sending: body)
    case ""?: self.init(sending: body, rule: .remove)
    case let text?: self.init(sending: body, rule: .replace(RecurrenceField(text)))
    }
  }
}

extension JSONObject {
  /// Of a request's body, what an answer shows as it was sent and no other part of a prediction holds.
  var predictedFields: JSONObject {
    filter { key, _ in
      guard let field = AppointmentField(rawValue: key) else { return true }
      return field.isContent && field != .appointmentStatus
    }
  }
}

extension String {
  fileprivate var withoutBlanksAround: String {
    var text = self[...].drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
