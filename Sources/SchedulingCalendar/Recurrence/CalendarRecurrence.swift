public import Recurrence

/// A series in the form that other readers of iCalendar need, so that they find the same instants.
///
/// What this library reads in its own way is spelled out: DTSTART is an occurrence of the rule, UNTIL is in
/// UTC, parts that RFC 5545 leaves open are given, dates stand on the series' own clock. Occurrences that
/// other readers would put elsewhere, or leave out, at the zone's gaps and folds are named one by one.
struct CalendarRecurrence: Sendable {
  /// How the times of a series are written.
  enum Form: Hashable, Sendable {
    /// `VALUE=DATE`.
    case date
    /// Local times without a zone.
    case floating
    /// Times with `Z`.
    case utc
    /// Local times with a TZID.
    case zoned
  }

  let form: Form
  /// DTSTART and all else, in the form above.
  let text: RecurrenceText
  /// What other readers may still read otherwise.
  let warnings: [RecurrenceWarning]
  /// Whether DTSTART or the rules are others than the series has.
  let isRespelled: Bool

  /// - Parameter isFloating: Whether the series has no zone, and UTC stands for none.
  /// - Throws: `noOccurrence` for a series without occurrences, which no DTSTART can be given for, and what
  ///   an expansion throws.
  init(_ set: RecurrenceSet, isFloating: Bool = false) throws(RecurrenceError) {
    var speller = RecurrenceSpeller(set, isFloating: isFloating)
    try speller.spell()
    form = speller.form
    text = speller.text
    warnings = speller.warnings
    isRespelled = speller.isRespelled
  }
}

extension CalendarRecurrence {
  /// DTSTART, RRULE, EXRULE, RDATE and EXDATE.
  ///
  /// - Parameter zoneName: The TZID of the series' zone.
  func properties(zoneName: String) -> [CalendarProperty] {
    var properties: [CalendarProperty] = []
    if let start = text.start { properties.append(property("DTSTART", [start], zoneName)) }
    properties += text.rules.map { CalendarProperty("RRULE", value: $0.description) }
    properties += text.exclusionRules.map { CalendarProperty("EXRULE", value: $0.description) }
    for (name, dates) in [("RDATE", text.additions), ("EXDATE", text.exclusions)] {
      let local = dates.filter { if case .instant = $0 { false } else { true } }
      let instants = dates.filter { if case .instant = $0 { true } else { false } }
      if !local.isEmpty { properties.append(property(name, local, zoneName)) }
      if !instants.isEmpty { properties.append(property(name, instants, zoneName)) }
    }
    return properties
  }

  /// A property of dates of one kind.
  func property(_ name: String, _ dates: [RecurrenceDate], _ zoneName: String) -> CalendarProperty {
    var parameters: [CalendarProperty.Parameter] = []
    switch dates.first {
    case .date: parameters = [.init("VALUE", "DATE")]
    case .local where form == .zoned: parameters = [.init("TZID", zoneName)]
    default: break
    }
    return CalendarProperty(
      name, parameters, value: dates.map(\.description).joined(separator: ","))
  }

  /// An instant as this series' times are written: on its own clock where that tells it, else in UTC.
  ///
  /// - Parameter nominal: The time that a rule names for it, where the clocks skip that.
  static func date(
    of instant: Int, nominal: LocalDateTime? = nil, in zone: ZoneTransitions, form: Form
  ) -> RecurrenceDate {
    let local = nominal ?? LocalDateTime(clamping: instant + zone.offsetSeconds(atInstant: instant))
    switch form {
    case .date: return .date(local.date)
    case .floating: return .local(local, zone: nil)
    case .utc: return .instant(seconds: instant)
    case .zoned:
      // The second pass of a repeated time would be read as the first.
      let meant = zone.occurrence(at: local)?.startMilliseconds
      return meant == instant * 1000 ? .local(local, zone: nil) : .instant(seconds: instant)
    }
  }
}

extension RecurrenceError.Code {
  /// A series has no occurrence, so that no DTSTART can be written.
  public static let noOccurrence = Self(rawValue: "noOccurrence")
}

extension RecurrenceWarning.Code {
  /// A calendar file has several rules, which RFC 5545 advises against.
  public static let severalRules = Self(rawValue: "severalRules")
  /// A calendar file has a rule that RFC 5545 does not know: EXRULE, RSCALE or SKIP.
  public static let ruleNotPortable = Self(rawValue: "ruleNotPortable")
  /// A calendar file lists exceptions up to some year only.
  public static let exceptionsEnd = Self(rawValue: "exceptionsEnd")
}
