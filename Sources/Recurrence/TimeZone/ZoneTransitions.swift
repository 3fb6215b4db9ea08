/// A zone's offsets through time, from the system's TZif files (RFC 9636) or a VTIMEZONE (RFC 5545, section 3.6.5).
///
/// Before the first transition local mean time applies, as the file says; after the last one its rule
/// applies without end. Leap seconds are not counted.
public final class ZoneTransitions: Sendable {
  /// The IANA name, `UTC`, or an offset such as `+02:00`, as it was asked for; of a zone of its own its TZID.
  public let identifier: String
  /// The content lines of the VTIMEZONE that it was made of; `nil` for any other zone.
  public let definition: String?
  let table: ZoneTable
  /// The table's own, at hand without copying the rest of it.
  private let firstFold: WallTable
  private let secondFold: WallTable
  let names: ZoneNames

  init(identifier: String, table: ZoneTable, names: ZoneNames, definition: String? = nil) {
    self.identifier = identifier
    self.definition = definition
    self.table = table
    firstFold = table.firstFold
    secondFold = table.secondFold
    self.names = names
  }

  /// A zone from the bytes of a TZif file.
  package convenience init(identifier: String, bytes: [UInt8]) throws(RecurrenceError) {
    let file = try TZifFile(bytes: bytes, identifier: identifier)
    self.init(identifier: identifier, table: ZoneTable(file: file), names: .file(file))
  }

  /// Whether both are one zone, have one name and one definition, or one name and one offset that never changes.
  func hasSameClocks(as other: ZoneTransitions) -> Bool {
    self === other
      || definition != nil && definition == other.definition && identifier == other.identifier
      || isFixed && other.isFixed && table.initialOffset == other.table.initialOffset
        && identifier == other.identifier
  }

  /// Whether the clocks of both show the same from 1970 to 2100, whatever their names are.
  func hasSameHistory(as other: ZoneTransitions) -> Bool {
    if hasSameClocks(as: other) || identifier == other.identifier { return true }
    let span = 0..<4_102_444_800
    return offsetSeconds(atInstant: 0) == other.offsetSeconds(atInstant: 0)
      && transitions(in: span) == other.transitions(in: span)
  }

  /// Whether the offset never changes.
  public var isFixed: Bool { table.instants.values.isEmpty }

  /// The instant from which only the zone's rule applies, or nothing changes any more; `Int.min`
  /// where that has always been so.
  package var isRegularFrom: Int { table.regularFrom }

  /// The offset in force at an instant (seconds since 1970-01-01T00:00:00Z), in seconds east.
  ///
  /// - Complexity: O(log n) in the zone's transitions.
  public func offsetSeconds(atInstant seconds: Int) -> Int {
    table.offset(at: seconds)
  }

  /// The abbreviation that is used at an instant, such as `EST` or `+03`.
  public func abbreviation(atInstant seconds: Int) -> String {
    names.abbreviation(atInstant: seconds)
  }

  /// The changes of the offset at instants (seconds since 1970-01-01T00:00:00Z) in a range, in years
  /// 1 to 9999, ascending.
  ///
  /// - Complexity: O(log n) to reach the range, then O(1) for each transition.
  public func transitions(in range: Range<Int>) -> [ZoneTransition] {
    table.transitions(in: range)
  }

  /// The instant a local time means, or `nil` where the policy omits it.
  ///
  /// - Complexity: O(log n) in the zone's transitions.
  public func occurrence(at local: LocalDateTime, policy: ZonePolicy = ZonePolicy()) -> Occurrence? {
    let segment = segment(atWall: local.wallSeconds, policy: policy)
    if segment.gapSeconds > 0, policy.gap == .omit { return nil }
    return Occurrence(
      startMilliseconds: (local.wallSeconds - segment.offsetSeconds) * 1000,
      offsetSeconds: Int32(segment.offsetSeconds + segment.gapSeconds),
      gapSeconds: Int32(segment.gapSeconds))
  }

  /// The stretch of wall-clock time that holds `wall`.
  ///
  /// The stretches of a zone and a fold policy cover everything from `Int.min` to `Int.max` and touch
  /// each other. A gap is a stretch of its own, whatever the gap policy: the caller omits it or not.
  package func segment(atWall wall: Int, policy: ZonePolicy) -> WallSegment {
    walls(policy.fold).segment(at: wall)
  }

  /// The stretch that begins where this one ends; the last one is its own successor.
  func segment(after segment: WallSegment, policy: ZonePolicy) -> WallSegment {
    segment.end < .max ? self.segment(atWall: segment.end, policy: policy) : segment
  }

  /// The stretches of wall-clock time for a fold policy.
  func walls(_ fold: ZonePolicy.Fold) -> WallTable { fold == .first ? firstFold : secondFold }
}
