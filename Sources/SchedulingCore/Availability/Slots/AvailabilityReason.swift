/// Why a time can't be booked.
public struct AvailabilityReason: Hashable, Sendable {
  /// The name of a reason, in the words of the service's own troubleshooter where it has one; more may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name as it stands in JSON.
    public let rawValue: String

    /// The code of that name, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It lies outside the user's own hours.
    public static let user = Self(rawValue: "USER")
    /// Someone of a team of which all have to be free is not.
    public static let collective = Self(rawValue: "COLLECTIVE")
    /// An event elsewhere takes the time.
    public static let conflict = Self(rawValue: "CONFLICT")
    /// An appointment takes the time.
    public static let booked = Self(rawValue: "BOOKED")
    /// A blocked slot takes the time.
    public static let blocked = Self(rawValue: "BLOCKED")
    /// It starts earlier than the calendar's notice allows; numbers are epoch milliseconds.
    public static let notice = Self(rawValue: "NOTICE")
    /// It starts later than the calendar can be booked; numbers are epoch milliseconds.
    public static let tooFar = Self(rawValue: "TOOFAR")
    /// The day has all appointments that the calendar takes on one; numbers are appointments.
    public static let dayLimit = Self(rawValue: "DAYLIMIT")
    /// The user has all appointments that fit a slot; numbers are appointments.
    public static let slotMax = Self(rawValue: "SLOTMAX")
    /// What has to stay free beside an appointment does not; numbers are seconds.
    public static let buffer = Self(rawValue: "BUFFER")
    /// The hours are over before it ends; numbers are seconds.
    public static let duration = Self(rawValue: "DURATION")
    /// It has begun already; numbers are epoch milliseconds.
    public static let past = Self(rawValue: "PAST")
    /// The class has no seat left; numbers are seats.
    public static let noSeats = Self(rawValue: "NO SEATS")
    /// A room or a piece of equipment is taken as often as it can be; numbers are appointments.
    public static let resource = Self(rawValue: "RESOURCE")
    /// The calendar is switched off.
    public static let inactive = Self(rawValue: "INACTIVE")
    /// It starts outside the hours.
    public static let hours = Self(rawValue: "HOURS")
    /// It does not start with a slot; numbers are seconds.
    public static let grid = Self(rawValue: "GRID")
    /// It is longer or shorter than a slot; numbers are seconds.
    public static let length = Self(rawValue: "LENGTH")
  }

  /// The other event of a conflict.
  public struct OtherEvent: Hashable, Codable, Sendable {
    /// Its id; empty where none is known.
    public let id: String
    /// Its title; empty where none is known.
    public let title: String
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let startMilliseconds: Int
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let endMilliseconds: Int
  }

  /// What it is, to match.
  public let code: Code
  /// One sentence that names the numbers, its times on the calendar's clock.
  public let message: String
  /// The user whom it concerns; `nil` where it concerns whoever takes the appointment.
  public let userID: String?
  /// The event that is in the way, where one is.
  public let event: OtherEvent?
  /// What is asked for; the code tells the unit.
  public let required: Int?
  /// What there is; the code tells the unit.
  public let actual: Int?
}

extension AvailabilityReason.Code: Codable {
  /// Reads the bare name.
  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the bare name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension AvailabilityReason: Codable {
  private enum CodingKeys: String, CodingKey {
    case code, message, event, required, actual
    case userID = "userId"
  }
}

extension AvailabilityReason {
  /// The reason as it stands in JSON.
  public var json: JSONObject {
    var object: JSONObject = ["code": .string(code.rawValue), "message": .string(message)]
    object["userId"] = userID.map(JSONValue.string)
    object["required"] = required.map { .integer(Int64($0)) }
    object["actual"] = actual.map { .integer(Int64($0)) }
    if let event {
      object["event"] = [
        "id": .string(event.id), "title": .string(event.title),
        "startMilliseconds": .integer(Int64(event.startMilliseconds)),
        "endMilliseconds": .integer(Int64(event.endMilliseconds)),
      ]
    }
    return object
  }
}
