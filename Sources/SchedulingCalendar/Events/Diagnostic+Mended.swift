internal import Recurrence
internal import SchedulingCore

extension Diagnostic {
  /// Whether it tells of something that RFC 5545 does not allow, or of something that was left out of account: the
  /// lenient manner mends it, and the strict one refuses it.
  var isMended: Bool { severity == .warning && Self.mended.contains(code) }

  /// The same finding as the strict manner has it.
  var refused: Diagnostic {
    Diagnostic(
      .error, code, message, field: field, at: position,
      remedy: "That is the lenient reading, and strict reading refuses it: correct the file.")
  }

  private static let mended: Set<Code> = Set(
    [
      // Lines and components.
      .notUTF8, .lineIgnored, .endMissing, .calendarMissing, .valueMissing, .propertyRepeated, .noiseIgnored,
      .textRespelled, .untilDateWithTimedStart, .untilLocalWithZone,
      // Zones.
      .zoneUndefined, .zoneDiffers,
    ].map { (code: RecurrenceWarning.Code) in Code(rawValue: code.rawValue) }
      + [
        // Events.
        .uidAssigned, .eventRepeated, .zoneAssumed, .valueTypeDiffers, .timeAssumed, .endNotAfterStart,
        .instancesIgnored, .instanceIgnored, .exclusionsIgnored, .rangeNotSupported, .periodIgnored,
      ])
}

extension [Diagnostic] {
  /// - Throws: The first finding, by its line, of those that the strict manner refuses.
  func refuseMended() throws(ValidationFailure) {
    let first = filter(\.isMended).min { ($0.position?.line ?? .max) < ($1.position?.line ?? .max) }
    if let first { throw ValidationFailure(first.refused) }
  }
}
