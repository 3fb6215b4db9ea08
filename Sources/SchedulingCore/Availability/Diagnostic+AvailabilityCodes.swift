/// Reading calendars, schedules and busy time.
extension Diagnostic.Code {
  /// A number, unit, weekday or time that its field can't have.
  public static let valueOutOfRange = Self(rawValue: "valueOutOfRange")
  /// Opening hours that close before they open.
  public static let hoursReversed = Self(rawValue: "hoursReversed")
  /// Opening hours that close when they open.
  public static let hoursEmpty = Self(rawValue: "hoursEmpty")
  /// A closing time of 00:00 stands for midnight at the day's end.
  public static let closingReadAsMidnight = Self(rawValue: "closingReadAsMidnight")
  /// A setting without its unit.
  public static let unitAssumed = Self(rawValue: "unitAssumed")
  /// Neither the calendar nor a schedule tells any hours.
  public static let hoursUnknown = Self(rawValue: "hoursUnknown")
  /// A schedule that belongs to another calendar or to nobody who is asked for.
  public static let scheduleIgnored = Self(rawValue: "scheduleIgnored")
  /// A user who is no member of the calendar's team.
  public static let userNotInTeam = Self(rawValue: "userNotInTeam")
  /// Neither the calendar nor a schedule tells a zone.
  public static let calendarZoneAssumed = Self(rawValue: "calendarZoneAssumed")
  /// A busy event that takes no time, so that it blocks none.
  public static let busyWithoutLength = Self(rawValue: "busyWithoutLength")
  /// More slots, or a longer range, than are worked out at once.
  public static let tooManySlots = Self(rawValue: "tooManySlots")
  /// More busy time than is worked out at once.
  public static let tooMuchBusyTime = Self(rawValue: "tooMuchBusyTime")
  /// Something that was not given, so that it was not checked.
  public static let availabilityNotChecked = Self(rawValue: "availabilityNotChecked")
}
