/// What the environment tells the process.
struct Settings {
  /// Why it can't start.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The path of the SQLite database.
  let database: String
  /// The address of the calendar's API.
  let calendarURL: String
  /// The token for it.
  let token: String
  /// The port to listen at; 0 for any that is free.
  let port: Int

  init(_ environment: [String: String]) throws {
    func value(_ name: String) throws -> String {
      guard let value = environment[name], !value.isEmpty else {
        throw Failure(description: "\(name) is not set.")
      }
      return value
    }
    database = try value("BACKEND_DATABASE")
    calendarURL = try value("BACKEND_CALENDAR")
    token = try value("BACKEND_TOKEN")
    let text = environment["BACKEND_PORT"] ?? "8080"
    guard let port = UInt16(text) else { throw Failure(description: "BACKEND_PORT is “\(text)”, no port.") }
    self.port = Int(port)
  }
}
