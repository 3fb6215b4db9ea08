internal import Recurrence
public import SchedulingCore

extension Diagnostic {
  /// The same finding at a line of a file.
  func at(line: Int) -> Diagnostic {
    Diagnostic(
      severity, code, message, field: nil, at: TextPosition(offset: 0, line: line, column: 1), remedy: remedy)
  }
}

extension RecurrenceError {
  /// The same fault that many columns on.
  func moved(by columns: Int) -> RecurrenceError {
    guard let position else { return self }
    return RecurrenceError(
      code, message,
      at: TextPosition(offset: position.offset, line: position.line, column: position.column + columns))
  }
}

/// Reading iCalendar.
extension Diagnostic.Code {
  /// Something was left out that says nothing.
  static let noiseIgnored = Self(rawValue: RecurrenceWarning.Code.noiseIgnored.rawValue)
  /// Something was read that is spelled in another way than RFC 5545 has it.
  static let textRespelled = Self(rawValue: RecurrenceWarning.Code.textRespelled.rawValue)
  /// Something says two times where one is meant.
  static let startDisagrees = Self(rawValue: RecurrenceError.Code.startDisagrees.rawValue)
  /// A line was left out.
  public static let lineIgnored = Self(rawValue: "lineIgnored")
  /// The event has no zone of its own.
  public static let zoneAssumed = Self(rawValue: "zoneAssumed")
  /// The event has another zone than the one that was given.
  public static let zoneIgnored = Self(rawValue: "zoneIgnored")
  /// The event is by the day, which an appointment can't be.
  public static let allDay = Self(rawValue: "allDay")
  /// Instances of an event that does not recur.
  public static let instancesIgnored = Self(rawValue: "instancesIgnored")
  /// EXDATE of an event that does not recur.
  public static let exclusionsIgnored = Self(rawValue: "exclusionsIgnored")
  /// An instance that was edited on its own can't be read.
  public static let instanceIgnored = Self(rawValue: "instanceIgnored")
  /// A file has instances of a series and not the series itself.
  public static let masterMissing = Self(rawValue: "masterMissing")
  /// A date stands in a series of times, or a time in one of days.
  public static let valueTypeDiffers = Self(rawValue: "valueTypeDiffers")
  /// A date stands where a time is needed.
  public static let timeAssumed = Self(rawValue: "timeAssumed")
  /// An event has no UID, and one was made.
  public static let uidAssigned = Self(rawValue: "uidAssigned")
  /// RDATE gives an occurrence a length of its own.
  public static let periodIgnored = Self(rawValue: "periodIgnored")
  /// DTSTART does not match the rule and is an occurrence all the same.
  public static let startAdded = Self(rawValue: "startAdded")
  /// The recurrence was edited by other hands since this library wrote it.
  public static let recurrenceEdited = Self(rawValue: "recurrenceEdited")
  /// An override of an instance and of all that follow it.
  public static let rangeNotSupported = Self(rawValue: "rangeNotSupported")
}
