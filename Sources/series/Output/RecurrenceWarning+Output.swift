internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

extension RecurrenceWarning {
  /// `{"code":…,"message":…,"line":…,"column":…}`, the place where there is one.
  var json: JSONValue {
    var object: JSONObject = ["code": .string(code.rawValue), "message": .string(message)]
    if let position {
      object["line"] = .integer(Int64(position.line))
      object["column"] = .integer(Int64(position.column))
    }
    return .object(object)
  }
}

extension StandardError {
  /// A line for each of them.
  static func write(warnings: [RecurrenceWarning]) {
    write(findings: warnings.map { Diagnostic($0, field: nil) })
  }
}
