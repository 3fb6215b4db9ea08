internal import Recurrence

/// What an appointment is expected to be after an update; `nil` where nothing is foretold.
public struct AppointmentPrediction: Hashable, Sendable {
  /// The id; `nil` for an instance whose time changes, since the server may give it another.
  public let id: String?
  /// The start.
  public let startTime: OffsetDateTime?
  /// The end.
  public let endTime: OffsetDateTime?
  /// The status.
  public let appointmentStatus: AppointmentStatus?
  /// The recurrence: `unchanged` where nothing is foretold, `remove` where none is expected.
  public let rule: RuleChange

  /// One field that is not what was foretold.
  public struct Difference: Hashable, Codable, Sendable {
    /// The field, as the API spells it.
    public let field: String
    /// What was foretold.
    public let expected: String
    /// What the answer says.
    public let actual: String
  }

  /// Where an answer differs; a field that the answer leaves out is no difference.
  ///
  /// Times are compared as instants and rules as what they say, whatever their spelling.
  public func differences(from answer: Appointment) -> [Difference] {
    var differences: [Difference] = []
    func compare(_ field: AppointmentEdit.Field, _ expected: OffsetDateTime?, _ actual: OffsetDateTime?) {
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
          field: AppointmentEdit.Field.appointmentStatus.rawValue, expected: expected.rawValue,
          actual: actual.rawValue))
    }
    let field = AppointmentEdit.Field.rrule.rawValue
    switch (rule, answer.rrule) {
    case (.replace(let expected), let actual?) where !Self.areSame(expected, actual):
      differences.append(Difference(field: field, expected: expected, actual: actual))
    case (.remove, let actual?):
      differences.append(Difference(field: field, expected: "", actual: actual))
    // An answer that has the field, empty, says that there is no rule.
    case (.replace(let expected), nil) where answer.json[field] != nil:
      differences.append(Difference(field: field, expected: expected, actual: ""))
    default: break
    }
    return differences
  }

  private static func areSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard let left = try? RecurrenceText(parsing: left), let right = try? RecurrenceText(parsing: right)
    else { return false }
    return Set(left.rules) == Set(right.rules) && Set(left.exclusionRules) == Set(right.exclusionRules)
      && Set(left.exclusions) == Set(right.exclusions) && Set(left.additions) == Set(right.additions)
  }
}
