/// A stable name of what is wrong with a recurrence, or worth knowing about it; more may be added.
public struct RecurrenceCode: RawRepresentable, Hashable, Codable, Sendable {
  /// The name, as programs match it: `unknownPart`.
  public let rawValue: String
  /// A code of that name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

// What is wrong.
extension RecurrenceCode {
  /// Lets a `catch` match by code: `catch RecurrenceError.Code.unknownZone`.
  public static func ~= (code: Self, error: any Error) -> Bool {
    (error as? RecurrenceError)?.code == code
  }

  // Reading text.
  /// The text is longer than `RecurrenceText.maximumLength`, dates apart.
  public static let textTooLong = Self(rawValue: "textTooLong")
  /// There are more dates than `RecurrenceText.maximumDates`, or more than a rule is inferred from.
  public static let tooManyDates = Self(rawValue: "tooManyDates")
  /// The text is empty.
  public static let emptyText = Self(rawValue: "emptyText")
  /// A line begins with a property that does not belong to a recurrence.
  public static let unknownProperty = Self(rawValue: "unknownProperty")
  /// A property has a parameter that it can't have.
  public static let unknownParameter = Self(rawValue: "unknownParameter")
  /// A line is not `NAME:VALUE`.
  public static let malformedLine = Self(rawValue: "malformedLine")
  /// A rule has a part that RFC 5545 and RFC 7529 don't know.
  public static let unknownPart = Self(rawValue: "unknownPart")
  /// A rule has a part twice.
  public static let repeatedPart = Self(rawValue: "repeatedPart")
  /// A part has no value, or there is nothing between two `;`.
  public static let emptyPart = Self(rawValue: "emptyPart")
  /// A rule has no FREQ.
  public static let missingFrequency = Self(rawValue: "missingFrequency")
  /// A value can't be read.
  public static let invalidValue = Self(rawValue: "invalidValue")
  /// A number is outside its part's range.
  public static let valueOutOfRange = Self(rawValue: "valueOutOfRange")
  /// A rule has both COUNT and UNTIL.
  public static let countWithUntil = Self(rawValue: "countWithUntil")
  /// A part is forbidden for the frequency.
  public static let partNotAllowed = Self(rawValue: "partNotAllowed")
  /// A weekday has a number where it can't have one.
  public static let ordinalNotAllowed = Self(rawValue: "ordinalNotAllowed")
  /// BYSETPOS has no other BY part to select from.
  public static let setPositionAlone = Self(rawValue: "setPositionAlone")
  /// A date does not exist or is not written as one.
  public static let invalidDate = Self(rawValue: "invalidDate")
  /// DTSTART says otherwise than the start that is given, or than another DTSTART.
  public static let startDisagrees = Self(rawValue: "startDisagrees")
  // Expanding.
  /// The recurrence is valid, but can't be read or expanded here.
  public static let unsupported = Self(rawValue: "unsupported")
  /// A limit was reached before the answer was known: steps of a search, occurrences excluded in a row, or
  /// the last year that libical knows.
  public static let limitReached = Self(rawValue: "limitReached")
  /// The compiled engine and libical expand a rule differently.
  public static let enginesDiffer = Self(rawValue: "enginesDiffer")
  // Zones.
  /// The system has no zone of that name.
  public static let unknownZone = Self(rawValue: "unknownZone")
  /// A zone's file can't be read.
  public static let invalidZoneData = Self(rawValue: "invalidZoneData")
}

// What is worth knowing.
extension RecurrenceCode {
  /// The text has an EXRULE, which RFC 5545 deprecates; it was read.
  public static let exclusionRuleDeprecated = Self(rawValue: "exclusionRuleDeprecated")
  /// UNTIL is a bare date, and the start has a time.
  public static let untilDateWithTimedStart = Self(rawValue: "untilDateWithTimedStart")
  /// A rule's UNTIL comes before the start, so that the rule has no occurrence.
  public static let untilBeforeStart = Self(rawValue: "untilBeforeStart")
  /// UNTIL is local, and the start has a zone.
  public static let untilLocalWithZone = Self(rawValue: "untilLocalWithZone")
  /// Second 60 was read as second 59.
  public static let leapSecondRead = Self(rawValue: "leapSecondRead")
  /// A rule stands in the text twice.
  public static let duplicateRule = Self(rawValue: "duplicateRule")
  /// A date is given twice.
  public static let duplicateDate = Self(rawValue: "duplicateDate")
  /// The start, DTSTART, is no occurrence of the rule.
  public static let startNotInRule = Self(rawValue: "startNotInRule")
  /// An EXDATE removes no occurrence.
  public static let deadExclusion = Self(rawValue: "deadExclusion")
  /// BYHOUR, BYMINUTE or BYSECOND was ignored for an all-day series.
  public static let timePartsIgnored = Self(rawValue: "timePartsIgnored")

  // What RFC 5545 does not allow, read leniently.
  /// Something that says nothing was left out: a blank, an empty part, a separator too many.
  public static let noiseIgnored = Self(rawValue: "noiseIgnored")
  /// A part that changes nothing was left out.
  public static let partIgnored = Self(rawValue: "partIgnored")
  /// Something is written in another form than RFC 5545's.
  public static let textRespelled = Self(rawValue: "textRespelled")
  /// A part that RFC 5545 forbids for the frequency limits what the rule generates.
  public static let partLimits = Self(rawValue: "partLimits")
  /// The number before a weekday can't apply and was left out.
  public static let ordinalIgnored = Self(rawValue: "ordinalIgnored")
  /// A name that is no IANA name was taken for a zone.
  public static let zoneRecognised = Self(rawValue: "zoneRecognised")
  /// Of COUNT and UNTIL the one counts that ends the rule first.
  public static let earlierEndCounts = Self(rawValue: "earlierEndCounts")
}
