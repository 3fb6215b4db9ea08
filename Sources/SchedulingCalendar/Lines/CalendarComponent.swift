internal import Recurrence

/// A component of iCalendar, whatever it is about: RFC 5545, section 3.6.
struct CalendarComponent: Hashable, Sendable {
  /// `VCALENDAR`, `VEVENT`…, in capitals.
  let name: String
  var properties: [CalendarProperty]
  var components: [CalendarComponent]
  /// The line it begins on, from 1; 0 where it was not read.
  let line: Int

  init(
    _ name: String, _ properties: [CalendarProperty] = [], components: [CalendarComponent] = [], line: Int = 0
  ) {
    self.name = name
    self.properties = properties
    self.components = components
    self.line = line
  }

  /// The first property of that name.
  func first(_ name: String) -> CalendarProperty? { properties.first { $0.name == name } }

  /// The properties of that name, in their order.
  func all(_ name: String) -> [CalendarProperty] { properties.filter { $0.name == name } }
}

// Writing: RFC 5545, section 3.1.
extension CalendarComponent {
  /// The component as a file holds it: lines end with CRLF and have 75 octets at most.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  /// The component's lines without folds, each ended by a line feed.
  var contentLines: String {
    var text = ""
    forEachLine { text += $0 + "\n" }
    return text
  }

  private func write(to bytes: inout [UInt8]) { forEachLine { Self.write($0, to: &bytes) } }

  private func forEachLine(_ body: (String) -> Void) {
    body("BEGIN:\(name)")
    for property in properties { body(property.contentLine) }
    for component in components { component.forEachLine(body) }
    body("END:\(name)")
  }

  private static let longestLine = 75

  private static func write(_ line: String, to bytes: inout [UInt8]) {
    var room = longestLine
    for scalar in line.unicodeScalars {
      let octets = UTF8.width(scalar)
      if octets > room {
        bytes += [ASCII.carriageReturn, ASCII.lineFeed, ASCII.space]
        room = longestLine - 1
      }
      bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      room -= octets
    }
    bytes += [ASCII.carriageReturn, ASCII.lineFeed]
  }
}

extension CalendarProperty {
  fileprivate var contentLine: String {
    var line = name
    for parameter in parameters {
      // A quotation mark or a control can't stand in a value, and these separators only in quotes.
      let value = String(
        parameter.value.unicodeScalars.filter { $0.value >= 32 && $0 != "\"" && $0.value != 127 })
      let needsQuotes = value.contains { ":;,".contains($0) }
      line += ";\(parameter.name)=" + (needsQuotes ? "\"\(value)\"" : value)
    }
    return line + ":" + value
  }
}
