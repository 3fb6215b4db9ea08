/// The names of many busy intervals, kept as bytes in one buffer.
struct BusyLabels: Sendable {
  /// Each label's id, series and title, each after its length.
  private var bytes: [UInt8] = []

  /// The place of no label.
  static let none: Int32 = -1

  /// Keeps a label; titles are cut off after 200 bytes, and names beyond 2 GiB in all are left out.
  ///
  /// - Returns: Where it begins.
  mutating func add(_ label: BusyInterval.Label) -> Int32 {
    guard !label.id.isEmpty || !label.title.isEmpty, let place = Int32(exactly: bytes.count) else {
      return Self.none
    }
    append(label.id[...])
    // The same id takes no room twice.
    append(label.seriesID == label.id ? "" : label.seriesID[...])
    append(label.title.utf8.count <= 200 ? label.title[...] : label.title.prefix(60))
    return place
  }

  /// Appends a text after its length, seven bits of which are in each byte, the lowest first.
  private mutating func append(_ text: Substring) {
    var length = text.utf8.count
    while length > 127 {
      bytes.append(UInt8(truncatingIfNeeded: length) | 128)
      length >>= 7
    }
    bytes.append(UInt8(length))
    bytes.append(contentsOf: text.utf8)
  }

  subscript(place: Int32) -> BusyInterval.Label {
    guard place >= 0 else { return BusyInterval.Label() }
    var next = Int(place)
    let id = text(at: &next)
    let series = text(at: &next)
    return BusyInterval.Label(id: id, seriesID: series.isEmpty ? id : series, title: text(at: &next))
  }

  private func text(at place: inout Int) -> String {
    var (length, shift) = (0, 0)
    while bytes[place] > 127 {
      length |= Int(bytes[place] & 127) << shift
      shift += 7
      place += 1
    }
    length |= Int(bytes[place]) << shift
    let start = place + 1
    place = start + length
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }
}
