public import Recurrence

/// How a preview is made, whatever is edited.
public struct PreviewSettings: Hashable, Sendable {
  /// Which occurrences it looks at.
  public var window: PreviewWindow
  /// The version of the API that its requests are for.
  public var version: APIVersion
  /// What is taken for granted about the server.
  public var assumptions: ServerAssumptions
  /// What expands the series.
  public var engine: ExpansionEngine
  /// Which warnings stand in the way of sending.
  public var promotion: WarningPromotion
  /// The checks of slots, notice and range that the caller made; of the others it is said that nobody makes
  /// them, where a flag keeps the server from it.
  public var locallyChecked: Set<ValidationFlags.Check>
  /// What those checks found; the edit's flags decide how much it weighs.
  public var localFindings: [Diagnostic]

  /// The time of the edit, in epoch milliseconds: changes of what took place before are counted; `nil` where it
  /// does not matter.
  public var now: Int?

  /// The settings that serve unless others are named.
  public init(
    window: PreviewWindow = PreviewWindow(), version: APIVersion = .v2021_04_15,
    assumptions: ServerAssumptions = ServerAssumptions(), engine: ExpansionEngine = .compiled,
    promotion: WarningPromotion = .none, locallyChecked: Set<ValidationFlags.Check> = [],
    localFindings: [Diagnostic] = [], now: Int? = nil
  ) {
    self.window = window
    self.version = version
    self.assumptions = assumptions
    self.engine = engine
    self.promotion = promotion
    self.locallyChecked = locallyChecked
    self.localFindings = localFindings
    self.now = now
  }
}
