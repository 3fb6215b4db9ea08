internal import Foundation
public import SchedulingCore

/// One thing that a journal keeps of a plan that is carried out or taken back.
public enum JournalEntry: Sendable {
  /// The plan, and the server it is for; always the first.
  case plan(ValidatedPlan, baseURL: String)
  /// A request is about to be sent; kept before it is.
  case sending(PlanPosition)
  /// The server answered, or the appointment was read and is what the request makes of it.
  case answered(PlanPosition, PlanAnswer)
  /// The request failed; where it may have been applied, its outcome is open.
  case failed(PlanPosition, Failure)
  /// A request whose outcome was open was not applied, as reading or somebody said.
  case notApplied(PlanPosition)
  /// From here on, what was done is taken back.
  case undoing

  /// Why a request failed.
  public struct Failure: Hashable, Codable, Sendable {
    /// `AppointmentClientError.Code`'s name.
    public let code: String
    /// One sentence, without the token.
    public let message: String
    /// Whether the request may have been applied all the same.
    public let mayHaveBeenApplied: Bool
  }
}

extension JournalEntry: Codable {
  private enum CodingKeys: CodingKey { case kind, plan, baseURL, request, answer, failure }
  private enum Kind: String, Codable { case plan, sending, answered, failed, notApplied, undoing }

  /// Reads what `encode(to:)` writes; a plan as ``ValidatedPlan`` is read. See ``init(json:)``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func position() throws -> PlanPosition { try container.decode(PlanPosition.self, forKey: .request) }
    switch try container.decode(Kind.self, forKey: .kind) {
    case .plan:
      self = .plan(
        try container.decode(ValidatedPlan.self, forKey: .plan),
        baseURL: try container.decode(String.self, forKey: .baseURL))
    case .sending: self = .sending(try position())
    case .answered: self = .answered(try position(), try container.decode(PlanAnswer.self, forKey: .answer))
    case .failed: self = .failed(try position(), try container.decode(Failure.self, forKey: .failure))
    case .notApplied: self = .notApplied(try position())
    case .undoing: self = .undoing
    }
  }

  /// Writes an object whose `kind` names the case.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .plan(let plan, let baseURL):
      try container.encode(Kind.plan, forKey: .kind)
      try container.encode(plan, forKey: .plan)
      try container.encode(baseURL, forKey: .baseURL)
    case .sending(let position):
      try container.encode(Kind.sending, forKey: .kind)
      try container.encode(position, forKey: .request)
    case .answered(let position, let answer):
      try container.encode(Kind.answered, forKey: .kind)
      try container.encode(position, forKey: .request)
      try container.encode(answer, forKey: .answer)
    case .failed(let position, let failure):
      try container.encode(Kind.failed, forKey: .kind)
      try container.encode(position, forKey: .request)
      try container.encode(failure, forKey: .failure)
    case .notApplied(let position):
      try container.encode(Kind.notApplied, forKey: .kind)
      try container.encode(position, forKey: .request)
    case .undoing:
      try container.encode(Kind.undoing, forKey: .kind)
    }
  }
}

extension JournalEntry {
  private struct PlanLine: Decodable {
    struct Plan: Decodable { let request: PreviewRequest }
    let plan: Plan?
  }

  /// Reads what ``json()`` writes; a plan as it was made, whatever its event is by now.
  ///
  /// - Throws: `DecodingError`.
  public init(json bytes: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.userInfo[.currentEvent] = try decoder.decode(PlanLine.self, from: Data(bytes)).plan?.request.event
    self = try decoder.decode(JournalEntry.self, from: Data(bytes))
  }

  /// The entry as one line of JSON, without a line break.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}
