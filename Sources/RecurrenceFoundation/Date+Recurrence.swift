#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif
public import Recurrence

extension Date {
  /// The instant that many milliseconds after 1970-01-01T00:00:00Z.
  public init(epochMilliseconds: Int) {
    self.init(timeIntervalSince1970: Double(epochMilliseconds) / 1000)
  }

  /// An occurrence's start.
  public init(_ occurrence: Occurrence) { self.init(epochMilliseconds: occurrence.startMilliseconds) }

  /// Milliseconds since 1970-01-01T00:00:00Z, to the nearest; `nil` outside years 1 to 9999.
  public var epochMilliseconds: Int? {
    let milliseconds = (timeIntervalSince1970 * 1000).rounded()
    let seconds = (milliseconds / 1000).rounded(.down)
    guard Double(LocalDateTime.range.lowerBound) <= seconds, seconds <= Double(LocalDateTime.range.upperBound)
    else { return nil }
    return Int(milliseconds)
  }
}

extension LocalDateTime {
  /// What a zone's clocks show at an instant, fractions of a second left out; `nil` outside years 1 to 9999.
  public init?(_ date: Date, in zone: ZoneTransitions) {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    guard let instant = Int(exactly: seconds), Self.range.contains(instant) else { return nil }
    self.init(wallSeconds: instant + zone.offsetSeconds(atInstant: instant))
  }
}
