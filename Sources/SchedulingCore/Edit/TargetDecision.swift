/// Where an edit goes, and why.
///
/// Only `decide(id:scope:edit:event:occurrence:isFirstOccurrence:)` makes one, so a decision begins as one of the
/// table's rows; what an edit finds later is added to its reasons.
public struct TargetDecision: Hashable, Sendable {
  /// What the request changes.
  public enum Target: Hashable, Sendable {
    /// An event that does not recur, or an instance with an id of its own.
    case event(String)
    /// An event that does not recur yet and becomes a series' master.
    case newMaster(String)
    /// One instance of a series.
    case instance(InstanceID)
    /// A series as a whole, through its master.
    case series(masterID: String)
    /// A series cut in two: the master ends before the occurrence, a new series begins with it.
    case split(masterID: String, at: InstanceID)
  }

  /// Why a target was chosen.
  public struct Reason: Hashable, Codable, Sendable {
    /// A stable name of a reason.
    public enum Code: String, CaseIterable, Hashable, Codable, Sendable {
      /// The id is a plain one and the event does not recur.
      case plainEvent
      /// The edit gives a plain event a rule.
      case ruleMakesMaster
      /// The id names one instance.
      case instanceNamed
      /// The id is a series' master.
      case masterNamed
      /// No scope was given, so the id decides.
      case scopeFromID
      /// The scope was given.
      case scopeGiven
      /// A plain event has one occurrence, so every scope means the same.
      case scopeWithoutEffect
      /// The whole series is edited through its master.
      case seriesThroughMaster
      /// New times are a change of the clock's face, applied to the master's own times.
      case timesAsDelta
      /// Following the first occurrence is the whole series.
      case firstMeansWhole
      /// A series can't keep its past and change its future without being split.
      case laterMeansSplit
      /// The occurrence and those after it are cancelled, so the series ends before it and no other begins.
      case followingCancelled
      /// What lies before an instant is to stay, so the series is cut there.
      case pastKept
      /// An EXDATE is part of the series' recurrence, so the request goes to the master.
      case exclusionThroughMaster
      /// A new date or time moves every occurrence by the same difference.
      case allMove
      /// A new date moves the occurrences of one day.
      case namedDayMoves
      /// No other occurrence is left, so the master is cancelled.
      case lastOccurrenceCancelled
      /// Instances that were edited on their own move like their series.
      case overridesFollow
      /// Instances that were edited on their own lose what is their own.
      case overridesReset
    }

    /// What the reason is, to match.
    public let code: Code
    /// The reason in one sentence.
    public let text: String
  }

  /// What the request changes.
  public internal(set) var target: Target
  /// How far the edit reaches; `nil` for a plain event.
  public internal(set) var scope: EditScope?
  /// The occurrence that the edit speaks of: where the target is the whole series, its times mean that
  /// occurrence and become the master's by the difference on the clock's face.
  public internal(set) var occurrence: InstanceID?
  /// Why, in the order the decision was made.
  public internal(set) var reasons: [Reason]
  /// Findings that do not stand in the way.
  public let diagnostics: [Diagnostic]

  init(
    target: Target, scope: EditScope?, occurrence: InstanceID?, reasons: [Reason],
    diagnostics: [Diagnostic]
  ) {
    self.target = target
    self.scope = scope
    self.occurrence = occurrence
    self.reasons = reasons
    self.diagnostics = diagnostics
  }

  /// Adds a reason, in place of one that no longer holds.
  mutating func add(_ code: Reason.Code, _ text: String, insteadOf former: Reason.Code? = nil) {
    reasons.removeAll { $0.code == former }
    reasons.append(Reason(code: code, text: text))
  }

  /// The id the (first) request goes to.
  public var requestID: String {
    switch target {
    case .event(let id), .newMaster(let id), .series(let id), .split(let id, _): id
    case .instance(let id): id.description
    }
  }

  /// Whether the edit's times mean an occurrence and have to be carried over to the master.
  public var timesMeanOccurrence: Bool {
    if case .series = target { occurrence != nil } else { false }
  }
}

extension TargetDecision.Target {
  /// The kind of target, as JSON and tables name it.
  public var kind: String {
    switch self {
    case .event: "event"
    case .newMaster: "newMaster"
    case .instance: "instance"
    case .series: "series"
    case .split: "split"
    }
  }
}

extension TargetDecision.Reason: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.code, code.rawValue)
      json.member(CodingKeys.text, text)
    }
  }
}
