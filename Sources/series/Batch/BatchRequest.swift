internal import Recurrence
internal import SchedulingCore

/// One line of `batch`'s input.
struct BatchRequest {
  /// The bytes of `key`, where the line has one and it could be read.
  private(set) var key: Range<Int>?
  private(set) var start: String?
  private(set) var timeZone: String?
  private(set) var recurrence: String?
  private(set) var from: String?
  private(set) var to: String?
  private(set) var limit: Int?
  /// The first thing that is wrong with the line.
  private(set) var fault: Diagnostic?

  /// A bit for each member that the line had so far.
  private var seen = 0

  /// The members of a line; others have no meaning and are passed over.
  private enum Field: String {
    case key, masterId, start, timeZone, durationSeconds, recurrence, from, to, limit

    var bit: Int {
      switch self {
      case .key: 1
      case .masterId: 2
      case .start: 4
      case .timeZone: 8
      case .durationSeconds: 16
      case .recurrence: 32
      case .from: 64
      case .to: 128
      case .limit: 256
      }
    }

    /// The member of that name, found by its length and first letter before its letters are compared.
    init?(_ name: JSONScanner.Token, in scanner: JSONScanner) {
      guard case .string(let range, let hasEscapes) = name else { return nil }
      if hasEscapes {
        self.init(rawValue: scanner.text(range, hasEscapes: true))
        return
      }
      let bytes = scanner.bytes
      switch (range.count, bytes[range.lowerBound]) {
      case (2, UInt8(ascii: "t")): self = .to
      case (3, UInt8(ascii: "k")): self = .key
      case (4, UInt8(ascii: "f")): self = .from
      case (5, UInt8(ascii: "s")): self = .start
      case (5, UInt8(ascii: "l")): self = .limit
      case (8, UInt8(ascii: "t")): self = .timeZone
      case (8, UInt8(ascii: "m")): self = .masterId
      case (10, UInt8(ascii: "r")): self = .recurrence
      case (15, UInt8(ascii: "d")): self = .durationSeconds
      default: return nil
      }
      guard rawValue.utf8.elementsEqual(bytes[range]) else { return nil }
    }
  }

  /// Reads a line, as far as it goes: what is wrong with it is in `fault`.
  init(_ bytes: [UInt8], in line: Range<Int>) {
    var scanner = JSONScanner(bytes, in: line)
    do throws(JSONScanner.Fault) {
      try scanner.object { [scanner] name, value, span throws(JSONScanner.Fault) in
        guard let field = Field(name, in: scanner) else { return }
        set(field, to: value, spanning: span, in: scanner)
      }
    } catch {
      fault = Self.diagnostic(error.message, .invalidJSON, at: error.offset, in: bytes, line: line)
    }
    checkEncoding(bytes, line)
    if recurrence == nil { report(.missingField, "The line has no recurrence.", in: .recurrence) }
  }

  private mutating func set(
    _ field: Field, to value: JSONScanner.Token, spanning span: Range<Int>, in scanner: JSONScanner
  ) {
    guard seen & field.bit == 0 else {
      report(.duplicateKey, "\(field.rawValue) stands twice in the line.", in: field)
      return
    }
    seen |= field.bit
    switch field {
    case .key: key = span
    case .start: start = text(value, of: field, in: scanner)
    case .timeZone: timeZone = text(value, of: field, in: scanner)
    case .recurrence: recurrence = text(value, of: field, in: scanner)
    case .from: from = text(value, of: field, in: scanner)
    case .to: to = text(value, of: field, in: scanner)
    case .limit: limit = number(value, of: field, from: 0, in: scanner)
    // Instances' ids are not part of an answer; a line that could not name them is still wrong.
    case .durationSeconds: _ = number(value, of: field, from: 1, in: scanner)
    case .masterId:
      if case .string(let range, _) = value {
        if range.isEmpty { report(.emptyValue, "masterId is empty.", in: field) }
      } else {
        _ = text(value, of: field, in: scanner)
      }
    }
  }

  private mutating func text(
    _ value: JSONScanner.Token, of field: Field, in scanner: JSONScanner
  ) -> String? {
    switch value {
    case .string(let range, let hasEscapes): return scanner.text(range, hasEscapes: hasEscapes)
    case .null: return nil
    default:
      report(.wrongType, "\(field.rawValue) is \(value.kind) instead of a string.", in: field)
      return nil
    }
  }

  private mutating func number(
    _ value: JSONScanner.Token, of field: Field, from least: Int, in scanner: JSONScanner
  ) -> Int? {
    switch value {
    case .null: return nil
    case .number(let range):
      let text = scanner.text(range, hasEscapes: false)
      if let number = Int(text), number >= least { return number }
      report(
        .wrongType, "\(field.rawValue) is \(text.prefix(40)) instead of a whole number from \(least) on.",
        in: field)
    default: report(.wrongType, "\(field.rawValue) is \(value.kind) instead of a number.", in: field)
    }
    return nil
  }

  /// The strings may be used only if the line is UTF-8; a key that is not can't be echoed.
  private mutating func checkEncoding(_ bytes: [UInt8], _ line: Range<Int>) {
    guard !Self.isASCII(bytes.span.extracting(line)), !Self.isUTF8(bytes[line]) else { return }
    if let span = key, !Self.isUTF8(bytes[span]) { key = nil }
    fault = Diagnostic(
      .error, .invalidEncoding, "The line is not UTF-8.", remedy: "Write JSON in UTF-8.")
  }

  private static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    // Without a way out of the loop, many bytes are looked at in one step.
    var all: UInt8 = 0
    for index in bytes.indices { all |= bytes[index] }
    return all < 0x80
  }

  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  private mutating func report(_ code: Diagnostic.Code, _ message: String, in field: Field) {
    // The first fault is the one to fix first.
    if fault == nil { fault = Diagnostic(.error, code, message, field: field.rawValue) }
  }

  private static func diagnostic(
    _ message: String, _ code: Diagnostic.Code, at offset: Int, in bytes: [UInt8], line: Range<Int>
  ) -> Diagnostic {
    // Continuation bytes of UTF-8 begin no character.
    let column = bytes[line.lowerBound..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return Diagnostic(
      .error, code, message, at: TextPosition(offset: offset - line.lowerBound, line: 1, column: column))
  }
}

extension Diagnostic.Code {
  /// Input that is not UTF-8.
  static let invalidEncoding = Self(rawValue: "invalidEncoding")
  /// A line beyond the length that is read.
  static let lineTooLong = Self(rawValue: "lineTooLong")
}
