/// What a whole series says: its rules, and the dates beside them.
struct SeriesPhrase: Hashable, Sendable {
  var rules: [RulePhrase] = []
  var exclusionRules: [RulePhrase] = []
  /// RDATE, and the start where there is no rule.
  var additions: [Moment] = []
  var exclusions: [Moment] = []
}
