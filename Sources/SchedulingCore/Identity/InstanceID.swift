internal import Recurrence

/// The id of one occurrence of a series: `masterId_epochMillis_durationSeconds`.
///
/// ```swift
/// let id = try InstanceID(parsing: "ocQHyuzHvysMo5N5VsXc_1729821600000_1800")
/// id.masterID              // "ocQHyuzHvysMo5N5VsXc"
/// id.startMilliseconds     // 1729821600000
/// id.durationSeconds       // 1800
/// ```
///
/// The server computes it from start and duration, so a change of either gives an instance another id.
public struct InstanceID: Hashable, Sendable {
  /// The id of the series' master; it may hold `_` itself.
  public let masterID: String
  /// Milliseconds since 1970-01-01T00:00:00Z, within years 1 to 9999.
  public let startMilliseconds: Int
  /// At least 1, at most the length of years 1 to 9999.
  public let durationSeconds: Int

  /// Years 1 to 9999.
  static let starts = LocalDateTime.range.lowerBound * 1000...LocalDateTime.range.upperBound * 1000 + 999

  /// As long as years 1 to 9999: sums and milliseconds of what is no longer can't overflow.
  static let durations = 0...(LocalDateTime.range.upperBound - LocalDateTime.range.lowerBound)

  /// Composes an id.
  ///
  /// - Throws: `invalidEventID` for a master id that can't be one, `startOutOfRange`, `durationOutOfRange`.
  public init(masterID: String, startMilliseconds: Int, durationSeconds: Int) throws(ValidationFailure) {
    guard durationSeconds != 0 else {
      throw ValidationFailure(
        .durationOutOfRange, "The duration of 0 seconds is not positive.",
        remedy: "Give the length of the appointment in seconds.")
    }
    try self.init(masterID: masterID, startMilliseconds: startMilliseconds, lasting: durationSeconds)
  }

  /// Composes an id; that of an event without length, which calendar files have and no server, too.
  package init(
    masterID: String, startMilliseconds: Int, lasting durationSeconds: Int
  ) throws(ValidationFailure) {
    try EventReference.check(id: masterID)
    guard Self.starts.contains(startMilliseconds) else {
      throw ValidationFailure(
        .startOutOfRange, "The start \(startMilliseconds) lies outside years 1 to 9999.",
        remedy: "Give the start in milliseconds since 1970.")
    }
    guard Self.durations.contains(durationSeconds) else {
      throw ValidationFailure(
        .durationOutOfRange,
        "The duration of \(durationSeconds) seconds is \(durationSeconds > 0 ? "too long" : "not positive").",
        remedy: "Give the length of the appointment in seconds.")
    }
    self.masterID = masterID
    self.startMilliseconds = startMilliseconds
    self.durationSeconds = durationSeconds
  }

  /// Reads an id from the right, so that the master id may hold `_`.
  ///
  /// Numbers are canonical: digits without leading zeros, and a minus for starts before 1970 only. A
  /// start of ten digits is refused: as milliseconds it lies in the first months of 1970, as seconds in
  /// the present, and the second is what was meant. (Such an id can be composed, but not read.)
  ///
  /// - Throws: `notAnInstanceID`, `digitsNotCanonical`, `startLooksLikeSeconds`, or what
  ///   `init(masterID:startMilliseconds:durationSeconds:)` throws.
  public init(parsing text: String) throws(ValidationFailure) {
    let bytes = text.utf8
    guard let last = bytes.lastIndex(of: UInt8(ascii: "_")),
      let middle = bytes[..<last].lastIndex(of: UInt8(ascii: "_"))
    else {
      throw ValidationFailure(
        .notAnInstanceID, "“\(text)” has no start and duration, so it is no instance id.",
        remedy: "An instance id reads masterId_epochMillis_durationSeconds.")
    }
    let start = try Self.number(text[bytes.index(after: middle)..<last], named: "start", in: text)
    let duration = try Self.number(text[bytes.index(after: last)...], named: "duration", in: text)
    if Self.looksLikeSeconds(start) {
      throw ValidationFailure(
        .startLooksLikeSeconds, "The start \(start) of “\(text)” looks like seconds.",
        remedy: "Instance ids hold milliseconds: write \(start)000.")
    }
    try self.init(
      masterID: String(text[..<middle]), startMilliseconds: start, durationSeconds: duration)
  }

  /// Ten digits: 2001 to 2286 in seconds, January to April 1970 in milliseconds.
  static func looksLikeSeconds(_ start: Int) -> Bool { (1_000_000_000..<10_000_000_000).contains(start) }

  private static func number(
    _ digits: Substring, named name: String, in text: String
  ) throws(ValidationFailure) -> Int {
    // By bytes: a combining mark would join the digit, or the minus, before it.
    let magnitude = digits.utf8.drop { $0 == UInt8(ascii: "-") }
    guard !magnitude.isEmpty, digits.utf8.count - magnitude.count <= 1,
      magnitude.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      throw ValidationFailure(
        .notAnInstanceID,
        "The \(name) “\(digits)” of “\(text)” is no whole number, so it is no instance id.",
        remedy: "An instance id reads masterId_epochMillis_durationSeconds.")
    }
    guard magnitude.first != UInt8(ascii: "0") || digits == "0" else {
      throw ValidationFailure(
        .digitsNotCanonical, "The \(name) “\(digits)” of “\(text)” has leading zeros or a sign.",
        remedy: "Write the number without them.")
    }
    guard let number = Int(digits) else {
      throw ValidationFailure(
        name == "start" ? .startOutOfRange : .durationOutOfRange,
        "The \(name) \(digits.prefix(40)) is too large.")
    }
    return number
  }
}

extension InstanceID: CustomStringConvertible {
  /// The id's text.
  public var description: String { masterID + Self.place(startMilliseconds, durationSeconds) }

  /// What tells an instance from the others of its series: `_epochMillis_durationSeconds`.
  static func place(_ startMilliseconds: Int, _ durationSeconds: Int) -> String {
    var bytes: [UInt8] = []
    appendPlace(startMilliseconds, durationSeconds, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the place in ASCII.
  static func appendPlace(_ startMilliseconds: Int, _ durationSeconds: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "_"))
    bytes.append(decimal: startMilliseconds)
    bytes.append(UInt8(ascii: "_"))
    bytes.append(decimal: durationSeconds)
  }
}

extension InstanceID: Codable {
  /// Reads the id's text and checks it again.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked { (text: String) throws(ValidationFailure) in try Self(parsing: text) }
  }

  /// Writes the id's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
