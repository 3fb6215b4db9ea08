internal import Recurrence
internal import SchedulingCore

// Times on the command line and in batch lines: a date, a local time, or a time with an offset.
extension DateTimeText {
  /// What people give: also in RFC 5545's form, `20260302T090000Z`.
  init(given text: String) throws(ValidationFailure) {
    let digits = text.utf8.prefix(15).split(whereSeparator: { $0 | 0x20 == UInt8(ascii: "t") })
    let isBasic =
      digits.first?.count == 8 && digits.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
    guard isBasic else {
      try self.init(parsing: text)
      return
    }
    var written = ""
    for (place, character) in text.enumerated() {
      switch place {
      case 4, 6: written += "-\(character)"
      case 11, 13: written += ":\(character)"
      default: written.append(character)
      }
    }
    // A fault tells the text as it was given.
    if let time = try? DateTimeText(parsing: written) {
      self = time
    } else {
      try self.init(parsing: text)
    }
  }

  /// The start of a series.
  ///
  /// Without a zone a local time floats and counts as UTC, while an offset stays what it is through
  /// the whole series; with a zone an offset only tells the instant. A bare date makes the series
  /// all-day.
  func start(in zone: ZoneTransitions?) throws(ValidationFailure) -> RecurrenceStart {
    guard let local else { return RecurrenceStart(allDay: date, in: zone ?? .utc) }
    guard milliseconds == 0 else {
      throw ValidationFailure(
        .invalidTime, "A series starts at a whole second.", field: "start",
        remedy: "Leave the fraction out.")
    }
    guard let offsetSeconds else { return RecurrenceStart(local, in: zone ?? .utc) }
    guard let zone else { return RecurrenceStart(local, in: try Self.fixedZone(offsetSeconds)) }
    let instant = local.wallSeconds - offsetSeconds
    guard let inZone = LocalDateTime(wallSeconds: instant + zone.offsetSeconds(atInstant: instant)) else {
      throw ValidationFailure(.invalidTime, "The start lies outside years 1 to 9999.", field: "start")
    }
    return RecurrenceStart(inZone, in: zone)
  }

  /// A bound of a window, in milliseconds; what has no offset is on the series' clock.
  func instant(in zone: ZoneTransitions) -> Int {
    let local = local ?? date.midnight
    if let offsetSeconds { return (local.wallSeconds - offsetSeconds) * 1000 + milliseconds }
    // The default policy omits nothing.
    let start = zone.occurrence(at: local)?.startMilliseconds ?? local.wallSeconds * 1000
    return start + milliseconds
  }

  /// What the series' clock shows then; `nil` for a bare date.
  func local(in zone: ZoneTransitions) -> LocalDateTime? {
    offsetSeconds == nil ? local : zone.occurrence(atMilliseconds: instant(in: zone)).local
  }

  private static func fixedZone(_ offsetSeconds: Int) throws(ValidationFailure) -> ZoneTransitions {
    if offsetSeconds == 0 { return .utc }
    do throws(RecurrenceError) {
      return try .fixed(offsetSeconds: offsetSeconds)
    } catch {
      throw ValidationFailure(error, field: "start")
    }
  }
}

/// What bounds an expansion: `from` is inclusive, `to` exclusive, both are instants in milliseconds.
struct Window {
  let from: Int?
  let to: Int?

  /// `nil` where nothing bounds it; empty where it ends before it begins.
  var range: Range<Int>? {
    guard from != nil || to != nil else { return nil }
    // A day beyond years 1 to 9999 on either side, whatever the offset.
    let lower = from ?? LocalDateTime.range.lowerBound * 1000 - 86_400_000
    let upper = to ?? LocalDateTime.range.upperBound * 1000 + 86_401_000
    return lower..<max(lower, upper)
  }
}
