/// The names of many busy intervals, kept as bytes in one buffer.
struct BusyLabels: Sendable {
  private var bytes: [UInt8] = []
  /// Where each label begins, and its three parts end.
  private var places: [Place] = []

  private struct Place: Sendable {
    let start: Int
    let idCount: UInt32
    let seriesCount: UInt32
    let titleCount: UInt32
  }

  /// The place of no label.
  static let none: Int32 = -1

  /// Keeps a label; titles are cut off after 200 bytes.
  mutating func add(_ label: BusyInterval.Label) -> Int32 {
    if label.id.isEmpty, label.title.isEmpty { return Self.none }
    let start = bytes.count
    bytes.append(contentsOf: label.id.utf8)
    let idEnd = bytes.count
    // The same id takes no room twice.
    if label.seriesID != label.id { bytes.append(contentsOf: label.seriesID.utf8) }
    let seriesEnd = bytes.count
    bytes.append(
      contentsOf: label.title.utf8.count <= 200 ? label.title.utf8[...] : label.title.prefix(60).utf8[...])
    places.append(
      Place(
        start: start, idCount: UInt32(idEnd - start), seriesCount: UInt32(seriesEnd - idEnd),
        titleCount: UInt32(bytes.count - seriesEnd)))
    return Int32(places.count - 1)
  }

  subscript(place: Int32) -> BusyInterval.Label {
    guard place >= 0 else { return BusyInterval.Label() }
    let label = places[Int(place)]
    let series = label.start + Int(label.idCount)
    let title = series + Int(label.seriesCount)
    let id = String(decoding: bytes[label.start..<series], as: UTF8.self)
    return BusyInterval.Label(
      id: id,
      seriesID: label.seriesCount == 0 ? id : String(decoding: bytes[series..<title], as: UTF8.self),
      title: String(decoding: bytes[title..<title + Int(label.titleCount)], as: UTF8.self))
  }
}
