/// Takes fields out of a JSON object as the API writes them, numbers as strings among them, and collects what is
/// wrong with them.
struct SettingsReader {
  let object: JSONObject
  private(set) var findings: [Diagnostic] = []
  /// What stands before a field's name to tell its place: `openHours[0].`.
  private let place: String
  private var taken: Set<String> = []

  init(_ object: JSONObject, at place: String = "") {
    self.object = object
    self.place = place
  }

  /// Says that fields are known and say something else.
  mutating func ignore(_ names: Set<String>) { taken.formUnion(names) }

  /// The value of a field under one of its names; null is as good as absent.
  private mutating func value(_ names: [String]) -> (name: String, value: JSONValue)? {
    taken.formUnion(names)
    for name in names {
      if let value = object[name], value != .null { return (name, value) }
    }
    return nil
  }

  mutating func string(_ names: String...) -> String? {
    guard let (name, value) = value(names) else { return nil }
    if case .string(let text) = value { return text.isEmpty ? nil : text }
    report(.wrongType, "\(name) is \(value.kind) instead of a string.", field: name)
    return nil
  }

  /// `true`, `"true"` or 1.
  mutating func truth(_ names: String...) -> Bool? {
    guard let (name, value) = value(names) else { return nil }
    switch value {
    case .bool(let truth): return truth
    case .integer(0), .string("false"), .string("False"), .string("0"): return false
    case .integer(1), .string("true"), .string("True"), .string("1"): return true
    case .string(""): return nil
    default:
      report(.wrongType, "\(name) is \(value.kind) instead of true or false.", field: name)
      return nil
    }
  }

  /// A number, or a string that holds one.
  mutating func number(_ names: String...) -> Double? { number(names) }

  private mutating func number(_ names: [String]) -> Double? {
    guard let (name, value) = value(names) else { return nil }
    switch value {
    case .integer(let number): return Double(number)
    case .double(let number): return number
    case .string(let text):
      let trimmed = text.filter { !$0.isWhitespace }
      if trimmed.isEmpty { return nil }
      if let number = Double(trimmed), number.isFinite { return number }
      report(.wrongType, "\(name) is “\(text.prefix(40))” instead of a number.", field: name)
    default: report(.wrongType, "\(name) is \(value.kind) instead of a number.", field: name)
    }
    return nil
  }

  /// A whole number in a range.
  mutating func whole(_ names: String..., in range: ClosedRange<Int>) -> Int? {
    guard let number = number(names) else { return nil }
    let name = names.first { object[$0] != nil } ?? names[0]
    guard number == number.rounded(), let whole = Int(exactly: number), range.contains(whole) else {
      report(
        .valueOutOfRange,
        "\(name) is \(JSONValue.double(number).text()) instead of a whole number from \(range.lowerBound) to \(range.upperBound).",
        field: name)
      return nil
    }
    return whole
  }

  mutating func strings(_ names: String...) -> [String] {
    guard let (name, value) = value(names) else { return [] }
    if case .string(let text) = value { return text.isEmpty ? [] : [text] }
    guard let items = value.arrayValue else {
      report(.wrongType, "\(name) is \(value.kind) instead of an array.", field: name)
      return []
    }
    return items.compactMap { item in
      if case .string(let text) = item { return text }
      if item != .null {
        report(.wrongType, "\(name) holds \(item.kind) instead of a string.", field: name)
      }
      return nil
    }
  }

  /// Numbers from 0 to 6, one or many.
  mutating func weekdays(_ name: String) -> [Int] {
    guard let (_, value) = value([name]) else { return [] }
    return (value.arrayValue ?? [value]).compactMap { item in
      let number = item.integerValue ?? item.stringValue.flatMap { Int64($0) }
      if let number, (0...6).contains(number) { return Int(number) }
      report(
        .valueOutOfRange, "\(name) holds \(item.text().prefix(40)) instead of a day from 0 to 6.", field: name
      )
      return nil
    }
  }

  /// The objects of an array, or a lone one; `nil` where the field is absent.
  mutating func each<Value>(_ name: String, _ read: (inout SettingsReader) -> Value?) -> [Value]? {
    guard let (_, value) = value([name]) else { return nil }
    guard let items = value.arrayValue ?? (value.objectValue == nil ? nil : [value]) else {
      report(.wrongType, "\(name) is \(value.kind) instead of an array.", field: name)
      return nil
    }
    var unknown: Set<String> = []
    var values: [Value] = []
    for (index, item) in items.enumerated() {
      let field = "\(place)\(name)[\(index)]"
      guard let object = item.objectValue else {
        findings.append(
          Diagnostic(.error, .wrongType, "\(field) is \(item.kind) instead of an object.", field: field))
        continue
      }
      var reader = SettingsReader(object, at: field + ".")
      if let value = read(&reader) { values.append(value) }
      findings += reader.findings
      unknown.formUnion(reader.unknownFields(known: []))
    }
    reportUnknown(unknown.sorted(), of: name + "[].")
    return values
  }

  /// The object of a field.
  mutating func inner<Value>(_ name: String, _ read: (inout SettingsReader) -> Value?) -> Value? {
    guard let (_, value) = value([name]) else { return nil }
    guard let object = value.objectValue else {
      report(.wrongType, "\(name) is \(value.kind) instead of an object.", field: name)
      return nil
    }
    var reader = SettingsReader(object, at: "\(place)\(name).")
    let result = read(&reader)
    findings += reader.findings
    reportUnknown(reader.unknownFields(known: []), of: name + ".")
    return result
  }

  /// Says which fields are neither read nor known to say something else.
  mutating func reportUnknown(besides known: Set<String>) {
    reportUnknown(unknownFields(known: known), of: "")
  }

  private func unknownFields(known: Set<String>) -> [String] {
    object.keys.filter { !taken.contains($0) && !known.contains($0) }
  }

  private mutating func reportUnknown(_ names: [String], of prefix: String) {
    for name in names.prefix(20) {
      findings.append(
        Diagnostic(
          .note, .unknownField,
          "The API documents no field “\(name.prefix(60))” here; it is kept and not read.",
          field: place + prefix + name))
    }
  }

  mutating func report(_ code: Diagnostic.Code, _ message: String, field: String, remedy: String? = nil) {
    findings.append(Diagnostic(.error, code, message, field: place + field, remedy: remedy))
  }

  mutating func warn(_ code: Diagnostic.Code, _ message: String, field: String, remedy: String? = nil) {
    findings.append(Diagnostic(.warning, code, message, field: place + field, remedy: remedy))
  }
}
