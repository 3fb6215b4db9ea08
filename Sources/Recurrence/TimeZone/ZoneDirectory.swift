#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Synchronization

/// The places where a system keeps its TZif files.
struct ZoneDirectory: Sendable {
  /// In the order they are searched.
  var paths: [String]

  /// `TZDIR` where it is set, then where Linux distributions, the BSDs and macOS put them.
  static var system: ZoneDirectory {
    let chosen = ProcessInfo.processInfo.environment["TZDIR"].map { $0.isEmpty ? [] : [$0] } ?? []
    return ZoneDirectory(
      paths: chosen + [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
        "/var/db/timezone/zoneinfo",
      ])
  }

  /// The file of a zone.
  ///
  /// - Throws: `unknownZone`, saying what to do about it.
  func bytes(ofZone identifier: String) throws(RecurrenceError) -> [UInt8] {
    guard Self.isZoneName(identifier) else {
      let nearest = identifier.utf8.count <= 60 ? nearestName(to: identifier) : nil
      let remedy = nearest.map { "did you mean “\($0)”?" } ?? "use an IANA name such as Europe/Berlin."
      throw RecurrenceError(
        .unknownZone, "“\(identifier.prefix(60))” can't be the name of a zone; \(remedy)")
    }
    for path in paths {
      if let data = FileManager.default.contents(atPath: "\(path)/\(identifier)") { return [UInt8](data) }
    }
    let isInstalled = paths.contains { FileManager.default.fileExists(atPath: $0) }
    guard isInstalled else {
      throw RecurrenceError(
        .unknownZone,
        "There is no zone “\(identifier)”, as this system has no time zone files; install tzdata.")
    }
    let remedy =
      nearestName(to: identifier).map { "did you mean “\($0)”?" }
      ?? "use an IANA name such as Europe/Berlin."
    throw RecurrenceError(.unknownZone, "There is no zone “\(identifier)”; \(remedy)")
  }

  /// Whether a name stays below the directory and has only the characters that IANA uses.
  static func isZoneName(_ name: String) -> Bool {
    guard (1...128).contains(name.utf8.count) else { return false }
    return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { component in
        guard let first = component.first, first != UInt8(ascii: ".") else { return false }
        return component.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "."):
            true
          default: false
          }
        }
      }
  }

  /// The name there is that a misspelt one most likely means, if one is near.
  func nearestName(to identifier: String) -> String? {
    let wanted = ZoneSpelling(String(identifier.map { $0 == " " ? "_" : $0 }))
    var best: (distance: Int, name: String)?
    for known in spellings() {
      let limit = (best?.distance ?? 5) - 1
      if let distance = wanted.distance(from: known, upTo: limit) { best = (distance, known.name) }
    }
    return best?.name
  }

  /// The names there are, read once in a process: what is missing is no reason to look again for each line.
  private func spellings() -> [ZoneSpelling] {
    if let known = knownSpellings.withLock({ $0[paths] }) { return known }
    let spellings = zoneNames().map(ZoneSpelling.init)
    knownSpellings.withLock { $0[paths] = spellings }
    return spellings
  }

  /// The names below the first directory that has any, sorted.
  func zoneNames() -> [String] {
    for path in paths {
      guard let found = try? FileManager.default.subpathsOfDirectory(atPath: path) else { continue }
      // A folder is no zone, though what it holds is.
      let folders = Set(found.compactMap { name in name.lastIndex(of: "/").map { String(name[..<$0]) } })
      let names = found.filter { name in
        Self.isZoneName(name) && !name.contains(".") && !name.hasPrefix("posix")
          && !name.hasPrefix("right") && name.utf8.first.map { (65...90).contains($0) } == true
          && !folders.contains(name)
      }
      if !names.isEmpty { return names.sorted() }
    }
    return []
  }
}

/// The spellings of the names below some directories.
private let knownSpellings = Mutex<[[String]: [ZoneSpelling]]>([:])
