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
    if OutputArguments.choice.isQuiet { return }
    let style = TextStyle.forStandardError()
    for warning in warnings {
      let place = warning.position.map { " (line \($0.line), column \($0.column))" } ?? ""
      write("\(style.warning("warning:")) \(warning.message) [\(warning.code.rawValue)]\(place)\n")
    }
  }
}
