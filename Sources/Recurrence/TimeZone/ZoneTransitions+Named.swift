internal import Synchronization

/// The zones that were read in this process, by the name they were asked for.
private let readZones = Mutex<[String: ZoneTransitions]>([:])

/// The zones that were chosen for names, by `ZoneTransitions.key(_:)`.
private let chosenZones = Mutex<[String: ZoneTransitions]>([:])

/// The zones of whole minutes that were made in this process, by their offset in seconds: no more than
/// there are minutes in two days.
private let fixedZones = Mutex<[Int: ZoneTransitions]>([:])

extension ZoneTransitions {
  /// Coordinated Universal Time, which needs no file.
  public static let utc = ZoneTransitions(
    identifier: "UTC", table: ZoneTable(fixedOffset: 0), names: .fixed("UTC"))

  /// The zone of that name, read once in a process.
  ///
  /// IANA names are looked up as they are written, below the directory that the environment variable
  /// `TZDIR` names and the usual ones. `UTC`, `Z`, `GMT` and offsets (`+02:00`, `-0330`) need no file. What is none
  /// of these may be a name of Windows or one that programs display, an abbreviation that means one zone, or an IANA
  /// name in other letters or behind a prefix: then the zone's `identifier` is the IANA name or the offset.
  ///
  /// - Throws: `unknownZone`, with the nearest name there is; `invalidZoneData` where the system's
  ///   file is damaged.
  public static func named(_ identifier: String) throws(RecurrenceError) -> ZoneTransitions {
    if let zone = readZones.withLock({ $0[identifier] }) { return zone }
    if let zone = chosen(for: identifier) { return zone }
    if let zone = try withoutFile(identifier) { return zone }
    let zone: ZoneTransitions
    do {
      let bytes = try ZoneDirectory.system.bytes(ofZone: identifier)
      zone = try ZoneTransitions(identifier: identifier, bytes: bytes)
    } catch {
      guard error.code == .unknownZone, let alias = ZoneAliases.identifier(for: identifier),
        alias != identifier
      else {
        let readings = readings(of: identifier)
        if readings.isEmpty { throw error }
        throw RecurrenceError(
          .unknownZone, "“\(identifier)” can be \(readings.formatted(last: "or")); write one of them.")
      }
      return try named(alias)
    }
    // Another thread may have been quicker; one zone per name stays.
    return readZones.withLock { zones in
      if let zone = zones[identifier] { return zone }
      zones[identifier] = zone
      return zone
    }
  }

  /// Takes a zone for a name, in whatever letters and blanks, before all else that the name could mean: everywhere in
  /// the process, from now on. For a program that is told so when it starts, before it reads anything.
  package static func choose(_ zone: ZoneTransitions, for name: String) {
    chosenZones.withLock { $0[key(name)] = zone }
    readZones.withLock { $0[name] = zone }
  }

  /// The zone that was chosen for a name.
  package static func chosen(for name: String) -> ZoneTransitions? {
    chosenZones.withLock { $0.isEmpty ? nil : $0[key(name)] }
  }

  /// The IANA names that a name can mean which means several zones, such as `IST`.
  package static func readings(of name: String) -> [String] { ZoneAliases.ambiguous[key(name)] ?? [] }

  /// What names of zones have in common that differ in letters and blanks only.
  package static func key(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The names that the system has files for, sorted.
  package static var systemNames: [String] { ZoneDirectory.system.zoneNames() }

  /// A zone whose offset never changes, in seconds east of UTC, less than a day; one of whole minutes is
  /// made once in a process.
  public static func fixed(offsetSeconds: Int) throws(RecurrenceError) -> ZoneTransitions {
    guard (-86_399...86_399).contains(offsetSeconds) else {
      throw RecurrenceError(
        .unknownZone, "An offset of \(offsetSeconds) seconds is a day or more; give one below 24 hours.")
    }
    guard offsetSeconds.isMultiple(of: 60) else { return madeFixed(offsetSeconds) }
    return fixedZones.withLock { zones in
      if let zone = zones[offsetSeconds] { return zone }
      let zone = madeFixed(offsetSeconds)
      zones[offsetSeconds] = zone
      return zone
    }
  }

  private static func madeFixed(_ offsetSeconds: Int) -> ZoneTransitions {
    let name = OffsetText.text(offsetSeconds)
    return ZoneTransitions(
      identifier: name, table: ZoneTable(fixedOffset: offsetSeconds), names: .fixed(name))
  }

  private static func withoutFile(_ identifier: String) throws(RecurrenceError) -> ZoneTransitions? {
    switch identifier {
    case "UTC": return utc
    case "Z", "Etc/UTC":
      return ZoneTransitions(identifier: identifier, table: utc.table, names: .fixed("UTC"))
    case "GMT":
      return ZoneTransitions(identifier: identifier, table: utc.table, names: .fixed("GMT"))
    default:
      guard let first = identifier.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else {
        return nil
      }
      guard let offset = OffsetText.seconds(identifier), abs(offset) < 86_400 else {
        throw RecurrenceError(
          .unknownZone, "“\(identifier.prefix(40))” is no offset; write it like +02:00 or -0330.")
      }
      let zone = try fixed(offsetSeconds: offset)
      if zone.identifier == identifier { return zone }
      return ZoneTransitions(identifier: identifier, table: zone.table, names: zone.names)
    }
  }
}
