#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif
public import Recurrence

extension ZoneTransitions {
  /// The zone of a Foundation zone's name, or of its offset where it is one of `TimeZone(secondsFromGMT:)`.
  ///
  /// - Throws: `unknownZone` where the system's tzdata has no zone of that name.
  public static func named(_ timeZone: TimeZone) throws(RecurrenceError) -> ZoneTransitions {
    let name = timeZone.identifier
    // Foundation names those by their offset: GMT+0200.
    guard name.hasPrefix("GMT+") || name.hasPrefix("GMT-") else { return try named(name) }
    return try fixed(offsetSeconds: timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: 0)))
  }
}

extension TimeZone {
  /// Foundation's zone of the same name or offset; `nil` where it has none.
  ///
  /// Foundation knows zones by name only where a program links its internationalization, as `import Foundation`
  /// does; offsets and UTC it knows always.
  public init?(_ zone: ZoneTransitions) {
    guard zone.identifier.hasPrefix("+") || zone.identifier.hasPrefix("-") else {
      self.init(identifier: zone.identifier)
      return
    }
    self.init(secondsFromGMT: zone.offsetSeconds(atInstant: 0))
  }
}
