internal import HTTPTypes
internal import SchedulingCore

extension ServerAnswer {
  init(_ answer: HTTPAnswer, redactor: TokenRedactor) {
    let fields = answer.response.headerFields
    status = answer.response.status.code
    body = redactor.redact(answer.body)
    rateLimit = RateLimit(fields)
    location = fields[.location].map { Self.shown(redactor.redact(String($0.prefix { $0 != "?" }))) }
    let value = try? JSONValue(parsing: body, allowsDuplicateKeys: true)
    // A body that is plain text is a message; a page of HTML is not.
    let isText = fields[.contentType]?.lowercased().hasPrefix("text/plain") ?? false
    let words =
      value.flatMap { Self.words(of: $0, depth: 0) }
      ?? (isText ? String(validating: body, as: UTF8.self) : nil)
    message = words.map(Self.shown).flatMap { $0.isEmpty ? nil : $0 }
    let headerTrace = Self.traceHeaders.lazy.compactMap { fields[$0] }.first
    traceID = (value?["traceId"]?.stringValue ?? headerTrace.map(redactor.redact)).map(Self.shown)
  }

  private static let traceHeaders = ["X-Trace-Id", "Trace-Id"].compactMap { HTTPField.Name($0) }

  /// A `message` that is a string, a list or an object with a message of its own; without one, what `error`,
  /// `errors` or `msg` says. Lists may hold objects.
  private static func words(of value: JSONValue, depth: Int) -> String? {
    guard depth < 4 else { return nil }
    switch value {
    case .string(let text):
      return text
    case .array(let values):
      let texts = values.prefix(20).compactMap { words(of: $0, depth: depth + 1) }
      return texts.isEmpty ? nil : texts.joined(separator: "; ")
    case .object(let members):
      return ["message", "error", "errors", "msg"].lazy
        .compactMap { members[$0].flatMap { words(of: $0, depth: depth + 1) } }.first
    case .null, .bool, .integer, .double:
      return nil
    }
  }

  /// One line of bounded length that can't steer a terminal.
  private static func shown(_ text: String) -> String {
    let isControl = { (scalar: Unicode.Scalar) in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    let blank: Unicode.Scalar = " "
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(500) {
      scalars.append(isControl(scalar) ? blank : scalar)
    }
    let isCut = text.unicodeScalars.dropFirst(500).first != nil
    let line = String(scalars).split(separator: " ").joined(separator: " ")
    return isCut ? line + "…" : line
  }
}
