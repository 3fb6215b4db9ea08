/// The requests that carry an edit out, in the order they are sent, each with what undoes it.
///
/// An id that the server has yet to choose stands as `{step2.id}`: the id that the answer to step 2 holds.
public struct EditPlan: Hashable, Codable, Sendable {
  /// What a step is for.
  public enum Purpose: String, CaseIterable, Hashable, Codable, Sendable {
    /// An event that does not recur, or one that becomes a series.
    case updateEvent
    /// One instance of a series.
    case updateInstance
    /// A series as a whole, through its master.
    case updateSeries
    /// One occurrence is taken out of the series.
    case excludeOccurrence
    /// The series ends before a cut.
    case truncateSeries
    /// The series, or the event, that begins at the cut.
    case createTail
    /// An occurrence gets the series' values where an override stood that has moved on.
    case clearOverride
    /// An instance gets back what was its own.
    case reissueOverride
  }

  /// One request and what undoes it.
  public struct Step: Hashable, Codable, Sendable {
    /// From 1, in the order the steps are sent.
    public let number: Int
    /// What it is for.
    public let purpose: Purpose
    /// The purpose in one sentence.
    public let summary: String
    /// The request, but for the token and for ids that other steps yield.
    public let request: PlannedRequest
    /// What restores the state before this step, to be sent in this order.
    public let undo: [PlannedRequest]
    /// The steps that have to have succeeded before.
    public let dependsOn: [Int]
  }

  /// The steps, in the order they are sent.
  public let steps: [Step]

  /// What stands for the id that a step's answer holds; no id, encoded for a path, can look like it.
  public static func createdID(ofStep number: Int) -> String { "{step\(number).id}" }

  /// A request with the ids that earlier steps yielded, or `nil` where one is missing.
  static func resolve(_ request: PlannedRequest, created: [Int: String]) -> PlannedRequest? {
    var path = request.path
    for (number, id) in created {
      path = path.replacing(createdID(ofStep: number), with: PlannedRequest.percentEncoded(id))
    }
    guard !path.utf8.contains(UInt8(ascii: "{")) else { return nil }
    return PlannedRequest(method: request.method, path: path, headers: request.headers, body: request.body)
  }
}

extension PlannedRequest {
  /// The update of an appointment whose master may still have to be created.
  static func update(
    masterID: String, suffix: String, createdBy step: Int?, body: JSONValue, version: APIVersion
  ) -> PlannedRequest {
    guard let step else { return update(eventID: masterID + suffix, body: body, version: version) }
    let request = update(eventID: suffix, body: body, version: version)
    let path = "/calendars/events/appointments/" + EditPlan.createdID(ofStep: step) + percentEncoded(suffix)
    return PlannedRequest(method: request.method, path: path, headers: request.headers, body: request.body)
  }

  /// The creation of an appointment.
  static func creation(body: JSONValue, version: APIVersion) -> PlannedRequest {
    let request = update(eventID: "", body: body, version: version)
    return PlannedRequest(
      method: "POST", path: "/calendars/events/appointments", headers: request.headers, body: request.body)
  }
}
