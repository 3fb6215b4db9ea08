public import Recurrence

/// An instant as a text with an offset names it: `2026-03-07T02:30:00-05:00` (RFC 3339).
///
/// The text is kept: an endpoint has been seen to refuse the same instant in another offset. Two
/// values are equal when they name the same instant in the same offset, however they are spelt.
public struct OffsetDateTime: Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int
  /// Seconds east of UTC, less than a day either way.
  public let offsetSeconds: Int
  /// The text as it was read; `nil` where it is the canonical one, which is made when it is asked for.
  private let kept: String?

  /// The text as it was read, or the canonical one.
  public var text: String {
    if let kept { return kept }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(29)
    // The initialiser has checked that there is one.
    _ = Self.append(milliseconds, offsetSeconds: offsetSeconds, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a time with an offset or `Z`.
  ///
  /// Seconds may be absent, fractions are kept to the millisecond, and a blank may stand for the T.
  ///
  /// - Throws: `timeWithoutOffset` where the text tells no offset, else `invalidTime`.
  public init(parsing text: String) throws(ValidationFailure) {
    let parts = try DateTimeText(parsing: text)
    guard let local = parts.local, let offset = parts.offsetSeconds else {
      throw ValidationFailure(
        .timeWithoutOffset, "“\(text)” has no offset, so it is not known which instant it means.",
        remedy: parts.local == nil
          ? "Add the time and the offset, such as \(text)T09:00:00-05:00."
          : "Add the offset, such as \(text)-05:00, or Z for UTC; or give the zone it is in.")
    }
    let seconds = local.wallSeconds - offset
    guard LocalDateTime.range.contains(seconds) else {
      throw ValidationFailure(.invalidTime, "“\(text)” lies outside years 1 to 9999.")
    }
    self.milliseconds = seconds * 1000 + parts.milliseconds
    self.offsetSeconds = offset
    self.kept = text
  }

  /// Reads a time with an offset, or one on a zone's clock without.
  ///
  /// - Throws: `timeWithoutOffset` for a bare date, else `invalidTime`.
  package init(parsing text: String, in zone: ZoneTransitions) throws(ValidationFailure) {
    let parts = try DateTimeText(parsing: text)
    guard let local = parts.local, parts.offsetSeconds == nil else {
      try self.init(parsing: text)
      return
    }
    let milliseconds = zone.occurrence(at: local).map { $0.startMilliseconds + parts.milliseconds }
    let offset = milliseconds.map { zone.offsetSeconds(atInstant: $0.floorDivided(by: 1000)) }
    guard let milliseconds, let offset,
      let time = OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset)
    else { throw ValidationFailure(.invalidTime, "“\(text)” lies outside years 1 to 9999.") }
    self = time
  }

  /// An instant shown with an offset, or `nil` outside years 1 to 9999 and offsets of a day or more.
  ///
  /// The text is canonical: a fraction only where there is one, `Z` only for `isUTC`, and seconds of the
  /// offset, which RFC 3339 can't write, cut off so that the instant stays.
  public init?(milliseconds: Int, offsetSeconds: Int, isUTC: Bool = false) {
    guard let local = Self.local(milliseconds, offsetSeconds: offsetSeconds) else { return nil }
    self.milliseconds = milliseconds
    self.offsetSeconds = offsetSeconds / 60 * 60
    guard isUTC, offsetSeconds / 60 == 0 else {
      kept = nil
      return
    }
    var bytes: [UInt8] = []
    Self.append(local, milliseconds, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
    kept = String(decoding: bytes, as: UTF8.self)
  }

  /// What the clock shows; `nil` outside years 1 to 9999 and offsets of a day or more.
  private static func local(_ milliseconds: Int, offsetSeconds: Int) -> LocalDateTime? {
    let seconds = milliseconds.floorDivided(by: 1000)
    guard (-86_399...86_399).contains(offsetSeconds), LocalDateTime.range.contains(seconds) else {
      return nil
    }
    return LocalDateTime(wallSeconds: seconds + offsetSeconds / 60 * 60)
  }

  private static func append(_ local: LocalDateTime, _ milliseconds: Int, to bytes: inout [UInt8]) {
    local.append(to: &bytes)
    let fraction = milliseconds.floorRemainder(by: 1000)
    if fraction != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / 100))
      bytes.append(twoDigits: fraction % 100)
    }
  }

  /// Appends the canonical text in ASCII; where there is none, it appends nothing and says so.
  static func append(_ milliseconds: Int, offsetSeconds: Int, to bytes: inout [UInt8]) -> Bool {
    guard let local = local(milliseconds, offsetSeconds: offsetSeconds) else { return false }
    append(local, milliseconds, to: &bytes)
    let offset = offsetSeconds / 60 * 60
    bytes.append(UInt8(ascii: offset < 0 ? "-" : "+"))
    bytes.append(twoDigits: abs(offset) / 3600)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: abs(offset) / 60 % 60)
    return true
  }

  /// An occurrence's start, with the offset in force then.
  public init?(_ occurrence: Occurrence) {
    self.init(
      milliseconds: occurrence.startMilliseconds, offsetSeconds: Int(occurrence.offsetSeconds))
  }

  /// What a clock with that offset shows, fractions of a second left out.
  public var local: LocalDateTime {
    // Both initialisers have checked the range.
    LocalDateTime(clamping: milliseconds.floorDivided(by: 1000) + offsetSeconds)
  }

  /// The text RFC 3339 would have for it, whatever the kept one is.
  public var canonicalText: String {
    OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offsetSeconds)?.text ?? text
  }

  /// `+05:30`, `-08:00`, `+00:00`; seconds are cut off.
  package static func offsetText(_ seconds: Int) -> String {
    OffsetText.text(seconds / 60 * 60)
  }
}

extension OffsetDateTime: Hashable {
  /// The spelling does not count.
  public static func == (left: OffsetDateTime, right: OffsetDateTime) -> Bool {
    left.milliseconds == right.milliseconds && left.offsetSeconds == right.offsetSeconds
  }

  /// The spelling does not count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(milliseconds)
    hasher.combine(offsetSeconds)
  }
}

extension OffsetDateTime: Codable, CustomStringConvertible {
  /// Reads the text and checks it again.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked { (text: String) throws(ValidationFailure) in try Self(parsing: text) }
  }

  /// Writes the kept text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The kept text.
  public var description: String { text }
}
