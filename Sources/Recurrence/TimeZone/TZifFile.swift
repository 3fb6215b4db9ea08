/// What a TZif file says: RFC 9636.
struct TZifFile: Sendable {
  /// A clock that a zone uses: its offset and its abbreviation.
  struct Clock: Hashable, Sendable {
    var offset: Int
    var name: String
  }

  /// The clocks in the file's order; the first is in force before the first transition.
  var clocks: [Clock]
  /// Strictly ascending seconds since 1970-01-01T00:00:00Z.
  var instants: [Int]
  /// For each instant the clock in force from then on, as an index into `clocks`.
  var clockIndices: [UInt8]
  /// What happens after the last instant; without it the last clock stays.
  var rule: PosixRule?

  /// Such zones are there for astronomers: their minutes may have 61 seconds.
  private static func countsLeapSeconds(_ identifier: String) -> RecurrenceError {
    let prefix = "right/"
    let remedy =
      identifier.hasPrefix(prefix)
      ? "use “\(identifier.dropFirst(prefix.count))”." : "let TZDIR name a directory of zones that don't."
    return RecurrenceError(
      .invalidZoneData, "The zone “\(identifier)” counts leap seconds, which no calendar does; \(remedy)")
  }

  /// Reads the data block with the widest times that the file has.
  ///
  /// - Throws: `invalidZoneData`, whatever the bytes are.
  init(bytes: [UInt8], identifier: String) throws(RecurrenceError) {
    func invalid(_ what: String) -> RecurrenceError {
      RecurrenceError(
        .invalidZoneData,
        "The system's data of the zone “\(identifier)” can't be read: \(what). Reinstall tzdata.")
    }
    guard var header = TZifHeader(bytes: bytes, at: 0) else {
      throw invalid("it has no TZif header")
    }
    var block = TZifHeader.length
    var timeSize = 4
    if header.version >= UInt8(ascii: "2") {
      let second = block + header.blockLength(timeSize: 4)
      guard let wide = TZifHeader(bytes: bytes, at: second) else {
        throw invalid("it ends before its second header")
      }
      header = wide
      block = second + TZifHeader.length
      timeSize = 8
    }
    let footer = block + header.blockLength(timeSize: timeSize)
    guard footer <= bytes.count else { throw invalid("it is cut short") }
    guard header.leapCount == 0 else { throw Self.countsLeapSeconds(identifier) }
    guard (1...256).contains(header.typeCount) else { throw invalid("it has no clocks") }

    let indexStart = block + header.timeCount * timeSize
    let typeStart = indexStart + header.timeCount
    let nameStart = typeStart + header.typeCount * 6
    let names = bytes[nameStart..<nameStart + header.nameLength]

    clocks = []
    for row in 0..<header.typeCount {
      let offset = bytes.bigEndian(at: typeStart + row * 6, size: 4)
      // RFC 9636, section 3.2, wants offsets of about a day at most.
      guard (-93_600...93_600).contains(offset) else { throw invalid("an offset is \(offset) s") }
      let nameIndex = Int(bytes[typeStart + row * 6 + 5])
      guard nameIndex < names.count else { throw invalid("an abbreviation is missing") }
      let name = names[(names.startIndex + nameIndex)...].prefix { $0 != 0 }
      clocks.append(Clock(offset: offset, name: String(decoding: name, as: UTF8.self)))
    }
    instants = (0..<header.timeCount).map { bytes.bigEndian(at: block + $0 * timeSize, size: timeSize) }
    guard zip(instants, instants.dropFirst()).allSatisfy(<) else {
      throw invalid("its transitions are out of order")
    }
    clockIndices = Array(bytes[indexStart..<typeStart])
    guard clockIndices.allSatisfy({ Int($0) < header.typeCount }) else {
      throw invalid("a transition leads to a clock that it lacks")
    }
    if timeSize == 8 {
      guard footer < bytes.count, bytes[footer] == UInt8(ascii: "\n"),
        let end = bytes[(footer + 1)...].firstIndex(of: UInt8(ascii: "\n"))
      else { throw invalid("its last line is missing") }
      if end > footer + 1 {
        rule = PosixRule(parsing: bytes[footer + 1..<end])
        if rule == nil { throw invalid("its last line is no TZ rule") }
      }
    }
  }
}

/// The counts at the head of a data block.
private struct TZifHeader {
  static let length = 44

  let version: UInt8
  let isUTCCount, isStandardCount, leapCount, timeCount, typeCount, nameLength: Int

  init?(bytes: [UInt8], at offset: Int) {
    guard offset + Self.length <= bytes.count, bytes[offset..<offset + 4].elementsEqual("TZif".utf8)
    else { return nil }
    version = bytes[offset + 4]
    func count(_ index: Int) -> Int {
      bytes[offset + 20 + index * 4..<offset + 24 + index * 4].reduce(0) { $0 << 8 | Int($1) }
    }
    isUTCCount = count(0)
    isStandardCount = count(1)
    leapCount = count(2)
    timeCount = count(3)
    typeCount = count(4)
    nameLength = count(5)
  }

  /// The bytes of the block that follows.
  func blockLength(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + nameLength + leapCount * (timeSize + 4)
      + isStandardCount + isUTCCount
  }
}

extension [UInt8] {
  /// A signed number of four or eight bytes, most significant first.
  fileprivate func bigEndian(at offset: Int, size: Int) -> Int {
    var value: UInt64 = 0
    for index in offset..<offset + size { value = value << 8 | UInt64(self[index]) }
    return size == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
  }
}
