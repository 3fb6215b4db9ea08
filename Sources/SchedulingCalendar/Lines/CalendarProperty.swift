/// One content line of iCalendar: RFC 5545, section 3.1.
struct CalendarProperty: Hashable, Sendable {
  /// A parameter with its value, quotes removed.
  struct Parameter: Hashable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// In capitals.
  let name: String
  let parameters: [Parameter]
  /// As it stands in the line: a text still has its escapes.
  let value: String
  // A file has a million properties, and no more bytes than 32 bits count.
  private let shortLine: UInt32
  private let shortColumn: UInt32

  init(
    _ name: String, _ parameters: [Parameter] = [], value: String, line: Int = 0, valueColumn: Int = 1
  ) {
    self.name = name
    self.parameters = parameters
    self.value = value
    shortLine = UInt32(clamping: line)
    shortColumn = UInt32(clamping: valueColumn)
  }

  /// The line it begins on, from 1; 0 where it was not read.
  var line: Int { Int(shortLine) }

  /// The column its value begins at, from 1, as if the line were not folded.
  var valueColumn: Int { Int(shortColumn) }

  /// A property whose value is a text, which gets its escapes.
  init(_ name: String, text: String) {
    self.init(name, value: Self.escaped(text))
  }

  /// The value of the first parameter of that name.
  func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
}

// Texts: RFC 5545, section 3.3.11.
extension CalendarProperty {
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        escaped += "\\\(scalar)"
      case "\n":
        if !isAfterReturn { escaped += "\\n" }
      case "\r":
        escaped += "\\n"
      case "\t":
        escaped.unicodeScalars.append(scalar)
      default:
        // No text may hold other controls.
        if scalar.value >= 32, scalar.value != 127 { escaped.unicodeScalars.append(scalar) }
      }
      isAfterReturn = scalar == "\r"
    }
    return escaped
  }

  /// The value as a text, without its escapes.
  var text: String {
    guard value.utf8.contains(UInt8(ascii: "\\")) else { return value }
    var text = ""
    var isEscaped = false
    for scalar in value.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
