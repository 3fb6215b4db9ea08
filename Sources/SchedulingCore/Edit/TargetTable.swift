/// The table that turns what was given into a target: the first row that fits decides.
enum TargetTable {
  /// What the id, together with a named occurrence, stands for.
  enum Given: Hashable {
    case plain
    case firstInstance
    case laterInstance
    case master
  }

  enum Outcome: Hashable {
    case event, newMaster, instance, series, split
    case error(Diagnostic.Code)
  }

  struct Row {
    let given: Set<Given>
    let scopes: Set<EditScope>
    /// Whether the edit carries a rule; `nil` where that makes no difference.
    let rule: Bool?
    let outcome: Outcome
  }

  private static let any = Set(EditScope.allCases)
  private static let instance: Set<Given> = [.firstInstance, .laterInstance]

  static let rows: [Row] = [
    Row(given: [.plain], scopes: any, rule: false, outcome: .event),
    Row(given: [.plain], scopes: any, rule: true, outcome: .newMaster),
    Row(given: instance, scopes: [.this], rule: false, outcome: .instance),
    Row(given: instance, scopes: [.this], rule: true, outcome: .error(.ruleOnInstance)),
    Row(given: instance, scopes: [.whole], rule: nil, outcome: .series),
    Row(given: [.master], scopes: [.whole], rule: nil, outcome: .series),
    Row(given: [.master], scopes: [.this, .following], rule: nil, outcome: .error(.occurrenceRequired)),
    Row(given: [.laterInstance], scopes: [.following], rule: nil, outcome: .split),
    Row(given: [.firstInstance], scopes: [.following], rule: nil, outcome: .series),
  ]

  static func outcome(given: Given, scope: EditScope, rule: Bool) -> Outcome? {
    rows.first {
      $0.given.contains(given) && $0.scopes.contains(scope) && ($0.rule ?? rule) == rule
    }?.outcome
  }
}
