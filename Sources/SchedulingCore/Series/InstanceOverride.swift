/// One instance of a series that was edited on its own.
public struct InstanceOverride: Hashable, Sendable {
  /// The id of the occurrence it stands for: its original start and duration.
  public let original: InstanceID
  /// The instance as it is now.
  public let appointment: Appointment

  /// An override of the occurrence with that id.
  public init(original: InstanceID, appointment: Appointment) {
    self.original = original
    self.appointment = appointment
  }

  /// Its start, where that is not the occurrence's.
  var ownStart: Int? {
    appointment.startTime.flatMap {
      $0.milliseconds == original.startMilliseconds ? nil : $0.milliseconds
    }
  }

  /// Its duration, where that is not the occurrence's.
  var ownDuration: Int? {
    appointment.durationSeconds.flatMap { $0 == original.durationSeconds ? nil : $0 }
  }

  /// When it takes place, where that is not when its occurrence does.
  ///
  /// - Parameter occurrence: When its occurrence takes place; by default what its id says.
  package func ownTimes(at occurrence: TimeSpan? = nil) -> TimeSpan? {
    guard ownStart != nil || ownDuration != nil else { return nil }
    return TimeSpan(
      startMilliseconds: ownStart ?? occurrence?.startMilliseconds ?? original.startMilliseconds,
      durationSeconds: ownDuration ?? occurrence?.durationSeconds ?? original.durationSeconds)
  }

  /// The instance id of its own start and duration, where these are not the occurrence's.
  var ownID: InstanceID? {
    ownTimes().flatMap {
      try? InstanceID(
        masterID: original.masterID, startMilliseconds: $0.startMilliseconds, lasting: $0.durationSeconds)
    }
  }

  /// The fields that have another value than the series' and that a request can give an instance.
  package func ownFields(beside master: Appointment) -> JSONObject {
    var fields = JSONObject()
    for field in AppointmentField.allCases where field.isContent {
      let key = field.rawValue
      guard let value = appointment.json[key], value != .null, value != master.json[key] else { continue }
      fields[key] = value
    }
    return fields
  }

  /// The fields that have another value than the series' and that no request takes, by the API's names.
  func unsentFields(beside master: Appointment) -> [String] {
    Appointment.unsentFields.filter { field in
      guard let value = appointment.json[field], value != .null else { return false }
      return value.content != master.json[field]?.content ?? []
    }
  }

  /// All fields that have another value than the series', by the API's names.
  package func ownFieldNames(beside master: Appointment) -> [String] {
    ownFields(beside: master).keys + unsentFields(beside: master)
  }
}

extension JSONValue {
  /// The elements of a list, whose order does not count, or the value itself; nothing where it is empty.
  fileprivate var content: Set<JSONValue> {
    switch self {
    case .null, .string(""): []
    case .array(let values): Set(values)
    default: [self]
    }
  }
}
