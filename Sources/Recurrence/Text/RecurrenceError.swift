/// Where something stands in a text that was read.
public struct TextPosition: Hashable, Codable, Sendable {
  /// UTF-8 bytes before it in the whole text.
  public let offset: Int
  /// Its line, from 1.
  public let line: Int
  /// Its column in that line, in characters (Unicode scalars), from 1.
  public let column: Int

  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }
}

/// What is wrong with a recurrence, a zone or a limit, and where.
public struct RecurrenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable name of the fault; more may be added.
  public struct Code: RawRepresentable, Hashable, Codable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public let code: Code
  /// What is wrong, with the value, and what to do about it.
  public let message: String
  /// The place in the text, where a text was read.
  public let position: TextPosition?

  public init(_ code: Code, _ message: String, at position: TextPosition? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }

  public var description: String {
    guard let position else { return "\(code.rawValue): \(message)" }
    return "\(code.rawValue) at line \(position.line), column \(position.column): \(message)"
  }
}

extension RecurrenceError.Code {
  /// Lets a `catch` match by code: `catch RecurrenceError.Code.unknownZone`.
  public static func ~= (code: Self, error: any Error) -> Bool {
    (error as? RecurrenceError)?.code == code
  }

  // Reading text.
  public static let textTooLong = Self(rawValue: "textTooLong")
  public static let tooManyDates = Self(rawValue: "tooManyDates")
  public static let emptyText = Self(rawValue: "emptyText")
  public static let unknownProperty = Self(rawValue: "unknownProperty")
  public static let unknownParameter = Self(rawValue: "unknownParameter")
  public static let malformedLine = Self(rawValue: "malformedLine")
  public static let unknownPart = Self(rawValue: "unknownPart")
  public static let repeatedPart = Self(rawValue: "repeatedPart")
  public static let emptyPart = Self(rawValue: "emptyPart")
  public static let missingFrequency = Self(rawValue: "missingFrequency")
  public static let invalidValue = Self(rawValue: "invalidValue")
  public static let valueOutOfRange = Self(rawValue: "valueOutOfRange")
  public static let countWithUntil = Self(rawValue: "countWithUntil")
  public static let partNotAllowed = Self(rawValue: "partNotAllowed")
  public static let ordinalNotAllowed = Self(rawValue: "ordinalNotAllowed")
  public static let setPositionAlone = Self(rawValue: "setPositionAlone")
  public static let invalidDate = Self(rawValue: "invalidDate")
  public static let startDisagrees = Self(rawValue: "startDisagrees")
  // Expanding.
  public static let unsupported = Self(rawValue: "unsupported")
  public static let limitReached = Self(rawValue: "limitReached")
  public static let enginesDiffer = Self(rawValue: "enginesDiffer")
  // Zones.
  public static let unknownZone = Self(rawValue: "unknownZone")
  public static let invalidZoneData = Self(rawValue: "invalidZoneData")
}

/// Something worth knowing about a recurrence that was read or expanded all the same.
public struct RecurrenceWarning: Hashable, Sendable {
  /// A stable name of the warning; more may be added.
  public struct Code: RawRepresentable, Hashable, Codable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public let code: Code
  /// What was found and how it was read.
  public let message: String
  public let position: TextPosition?

  public init(_ code: Code, _ message: String, at position: TextPosition? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }
}

extension RecurrenceWarning.Code {
  public static let exclusionRuleDeprecated = Self(rawValue: "exclusionRuleDeprecated")
  public static let untilDateWithTimedStart = Self(rawValue: "untilDateWithTimedStart")
  public static let untilLocalWithZone = Self(rawValue: "untilLocalWithZone")
  public static let leapSecondRead = Self(rawValue: "leapSecondRead")
  public static let duplicateRule = Self(rawValue: "duplicateRule")
  public static let duplicateDate = Self(rawValue: "duplicateDate")
  public static let startNotInRule = Self(rawValue: "startNotInRule")
  public static let deadExclusion = Self(rawValue: "deadExclusion")
  public static let timePartsIgnored = Self(rawValue: "timePartsIgnored")
}
