/// The requests that carry an edit out, in the order they are sent, each with what undoes it.
///
/// An id that the server has yet to choose is a reference to the step whose answer holds it; see `PlannedID`.
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
    /// An instance that was edited on its own is cancelled before the series loses its occurrence.
    case cancelOverride
    /// An occurrence gets the series' values where an override stood that has moved on.
    case clearOverride
    /// An instance gets back what was its own.
    case reissueOverride
  }

  /// One request and what undoes it.
  public struct Step: Hashable, Sendable {
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
}

extension EditPlan.Step: Codable {
  private enum CodingKeys: CodingKey { case step, purpose, summary, dependsOn, undo }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    number = try container.decode(Int.self, forKey: .step)
    purpose = try container.decode(EditPlan.Purpose.self, forKey: .purpose)
    summary = try container.decode(String.self, forKey: .summary)
    request = try PlannedRequest(from: decoder)
    undo = try container.decode([PlannedRequest].self, forKey: .undo)
    dependsOn = try container.decode([Int].self, forKey: .dependsOn)
  }

  /// Writes the request's members, and the step's beside them.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension EditPlan.Step: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      request.writeMembers(to: &json)
      json.member(CodingKeys.step, number)
      json.member(CodingKeys.purpose, purpose.rawValue)
      json.member(CodingKeys.summary, summary)
      json.member(CodingKeys.dependsOn, dependsOn)
      json.member(CodingKeys.undo, undo)
    }
  }
}
