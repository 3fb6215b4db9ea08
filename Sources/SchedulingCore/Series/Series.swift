public import Recurrence

/// A master appointment with its recurrence, tied to a zone.
public struct Series: Sendable {
  /// The id of the master appointment.
  public let masterID: String
  /// The master's local start and the zone the series recurs in.
  public let start: RecurrenceStart
  /// How long each occurrence takes, with nominal days of 86,400 seconds; at least 0.
  public let durationSeconds: Int
  /// How many days of that are counted on the clock, whatever they last: RFC 5545, section 3.3.6.
  public let nominalDays: Int
  /// RRULE, EXDATE and RDATE.
  public let text: RecurrenceText
  /// How gaps, folds and bare dates are read.
  public let options: ExpansionOptions
  /// Instances that were edited on their own.
  public let overrides: [InstanceOverride]
  /// The starts of the series.
  public let recurrences: RecurrenceSet

  /// A series from its parts.
  ///
  /// - Throws: What the recurrence can't be expanded for, or `durationOutOfRange`.
  public init(
    masterID: String, start: RecurrenceStart, durationSeconds: Int, nominalDays: Int = 0,
    text: RecurrenceText,
    options: ExpansionOptions = ExpansionOptions(), overrides: [InstanceOverride] = []
  ) throws(ValidationFailure) {
    try Self.check(durationSeconds: durationSeconds, nominalDays: nominalDays)
    do {
      recurrences = try RecurrenceSet(text, start: start, options: options)
    } catch {
      throw ValidationFailure(error)
    }
    self.masterID = masterID
    self.start = start
    self.durationSeconds = durationSeconds
    self.nominalDays = nominalDays
    self.text = text
    self.options = options
    self.overrides = overrides
  }

  /// A series of starts that are known.
  ///
  /// - Throws: `durationOutOfRange`.
  public init(
    masterID: String, durationSeconds: Int, nominalDays: Int = 0, recurrences: RecurrenceSet,
    overrides: [InstanceOverride] = []
  ) throws(ValidationFailure) {
    try Self.check(durationSeconds: durationSeconds, nominalDays: nominalDays)
    self.init(
      masterID: masterID, start: recurrences.start, durationSeconds: durationSeconds,
      nominalDays: nominalDays,
      text: recurrences.text, options: recurrences.options, overrides: overrides, recurrences: recurrences)
  }

  private static func check(durationSeconds: Int, nominalDays: Int = 0) throws(ValidationFailure) {
    guard InstanceID.durations.contains(durationSeconds), (0...durationSeconds / 86_400).contains(nominalDays)
    else {
      throw ValidationFailure(
        .durationOutOfRange, "The duration of \(durationSeconds) seconds is negative or too long.",
        field: "endTime")
    }
  }

  /// The nominal days of the same length; none of another, which is exact.
  func nominalDays(lasting durationSeconds: Int) -> Int {
    durationSeconds == self.durationSeconds ? nominalDays : 0
  }

  /// How long each occurrence takes.
  public var length: EventLength {
    get throws(ValidationFailure) {
      try EventLength(days: nominalDays, seconds: durationSeconds - nominalDays * 86_400)
    }
  }

  private static func durationSeconds(
    of appointment: Appointment, _ findings: inout [Diagnostic]
  ) throws(ValidationFailure) -> Int {
    guard let durationSeconds = appointment.durationSeconds else {
      throw ValidationFailure(
        .durationUnknown, "The event's start and end tell no duration in whole seconds.",
        field: "endTime", remedy: "Give the event as the API returns it.")
    }
    if durationSeconds == 0 {
      findings.append(
        Diagnostic(
          .warning, .zeroLength, "The event ends when it starts: it takes no time.", field: "endTime"))
    }
    return durationSeconds
  }

  /// The master's start as an instant, also where the rule does not generate it.
  public var startMilliseconds: Int {
    // Where the policy omits a time, the master itself still starts at the shifted one.
    start.zone.occurrence(at: start.local, policy: options.zonePolicy.shiftingGaps)?.startMilliseconds
      ?? start.local.wallSeconds * 1000
  }

  /// The series with other instances that were edited on their own.
  public func with(overrides: [InstanceOverride]) -> Series {
    Series(
      masterID: masterID, start: start, durationSeconds: durationSeconds, nominalDays: nominalDays,
      text: text,
      options: options, overrides: overrides, recurrences: recurrences)
  }

  /// The instance that was edited on its own and stands for the occurrence that starts then.
  func override(at startMilliseconds: Int) -> InstanceOverride? {
    overrides.first { $0.original.startMilliseconds == startMilliseconds }
  }

  /// The series with another recurrence, and no overrides.
  func with(text: RecurrenceText) throws(ValidationFailure) -> Series {
    try Series(
      masterID: masterID, start: start, durationSeconds: durationSeconds, nominalDays: nominalDays,
      text: text,
      options: options)
  }

  private init(
    masterID: String, start: RecurrenceStart, durationSeconds: Int, nominalDays: Int, text: RecurrenceText,
    options: ExpansionOptions, overrides: [InstanceOverride], recurrences: RecurrenceSet
  ) {
    self.masterID = masterID
    self.start = start
    self.durationSeconds = durationSeconds
    self.nominalDays = nominalDays
    self.text = text
    self.options = options
    self.overrides = overrides
    self.recurrences = recurrences
  }

  /// The id of the occurrence that starts at an instant.
  public func instanceID(startMilliseconds: Int) throws(ValidationFailure) -> InstanceID {
    try InstanceID(
      masterID: masterID, startMilliseconds: startMilliseconds, lasting: durationSeconds)
  }
}

extension Series {
  /// Reads a series from a master appointment.
  ///
  /// - Parameters:
  ///   - zone: The zone the series recurs in. An appointment carries an offset only; without a zone
  ///     that offset is taken for all occurrences, with the warning `zoneAssumedFromOffset`.
  ///   - diagnostics: Receives the findings that are no errors.
  /// - Throws: `eventNotRecurring`, `masterRequired`, `missingField`, `durationUnknown`, or what is
  ///   wrong with the recurrence.
  public init(
    _ appointment: Appointment, zone: ZoneTransitions?, options: ExpansionOptions = ExpansionOptions(),
    overrides: [InstanceOverride] = [], diagnostics: inout [Diagnostic]
  ) throws(ValidationFailure) {
    guard let rrule = appointment.rrule else {
      throw ValidationFailure(
        .eventNotRecurring, "The event “\(appointment.id)” has no recurrence.", field: "rrule",
        remedy: appointment.isInstance ? "Give the master event “\(appointment.seriesID)”." : nil)
    }
    guard !appointment.isInstance else {
      throw .masterRequired(appointment)
    }
    guard let startTime = appointment.startTime else {
      throw ValidationFailure(
        .missingField, "The event has no startTime, so its recurrence can't be expanded.",
        field: "startTime", remedy: "Give the event as the API returns it.")
    }
    var findings: [Diagnostic] = []
    let durationSeconds = try Self.durationSeconds(of: appointment, &findings)
    let start: RecurrenceStart
    do throws(ValidationFailure) {
      start = try RecurrenceStart(startTime, event: appointment, zone: zone, diagnostics: &findings)
      try Self.check(durationSeconds: durationSeconds)
      do {
        recurrences = try RecurrenceSet(parsing: rrule, start: start, options: options)
      } catch {
        throw ValidationFailure(error)
      }
    } catch {
      // What is wrong with the text comes before what is wrong with the start.
      do {
        _ = try RecurrenceText(parsing: rrule)
      } catch {
        throw ValidationFailure(error)
      }
      diagnostics += findings
      throw error
    }
    self.masterID = appointment.id
    self.start = start
    self.durationSeconds = durationSeconds
    nominalDays = appointment.nominalLength?.days ?? 0
    text = recurrences.text
    self.options = options
    self.overrides = overrides
    diagnostics += findings + recurrences.warnings.map { Diagnostic($0) }
  }
}

extension RecurrenceStart {
  /// The event's start in the zone given, the one the event names, or one made of its offset.
  init(
    _ time: OffsetDateTime, event: Appointment, zone: ZoneTransitions?, diagnostics: inout [Diagnostic]
  ) throws(ValidationFailure) {
    let seconds = time.milliseconds.floorDivided(by: 1000)
    let resolved: ZoneTransitions
    do {
      if let zone {
        resolved = zone
      } else if let name = event.timeZone {
        resolved = try ZoneTransitions.named(name)
        diagnostics.append(
          Diagnostic(
            .note, .zoneTakenFromEvent, "The event names the zone \(name); the series recurs in it.",
            field: "startTime", remedy: "Give a zone to choose another."))
      } else {
        resolved = try ZoneTransitions.fixed(offsetSeconds: time.offsetSeconds)
        diagnostics.append(
          Diagnostic(
            .warning, .zoneAssumedFromOffset,
            "No zone is given: every occurrence is taken to have the offset "
              + "\(OffsetDateTime.offsetText(time.offsetSeconds)), in summer and in winter.",
            field: "startTime", remedy: "Give the zone of the calendar, such as America/New_York."))
      }
    } catch {
      throw ValidationFailure(error, field: "startTime")
    }
    if time.milliseconds.floorRemainder(by: 1000) != 0 {
      diagnostics.append(
        Diagnostic(
          .warning, .fractionIgnored, "The start \(time) has a fraction of a second, which is left out.",
          field: "startTime"))
    }
    guard let local = LocalDateTime(wallSeconds: seconds + resolved.offsetSeconds(atInstant: seconds)) else {
      throw ValidationFailure(
        .startOutOfRange, "The start \(time) lies outside years 1 to 9999.", field: "startTime")
    }
    self.init(local, in: resolved)
  }
}

extension ValidationFailure {
  /// An instance's own start tells nothing about the start of its series.
  static func masterRequired(_ event: Appointment) -> ValidationFailure {
    ValidationFailure(
      .masterRequired,
      "The event “\(event.id)” is one instance: its start is not the start of the series.",
      field: "id", remedy: "Give the master event “\(event.seriesID)”.")
  }
}

extension Diagnostic.Code {
  /// No zone was given, so the start's offset stands for one.
  public static let zoneAssumedFromOffset = Self(rawValue: "zoneAssumedFromOffset")
  /// The zone is the one that the event names beside its start.
  public static let zoneTakenFromEvent = Self(rawValue: "zoneTakenFromEvent")
  /// An event takes no time.
  public static let zeroLength = Self(rawValue: "zeroLength")
  /// A fraction of a second that no occurrence can have.
  public static let fractionIgnored = Self(rawValue: "fractionIgnored")
  /// An instance was given where the series' master is needed.
  public static let masterRequired = Self(rawValue: "masterRequired")
}
