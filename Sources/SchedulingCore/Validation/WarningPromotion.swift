/// Which warnings count as errors.
public enum WarningPromotion: Hashable, Sendable {
  /// None: warnings are reported and the update goes on.
  case none
  /// Those with one of these codes.
  case codes(Set<Diagnostic.Code>)
  /// Every warning; notes stay notes.
  case all

  /// The finding with the weight it has under this promotion.
  public func applied(to diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.severity == .warning else { return diagnostic }
    switch self {
    case .none: return diagnostic
    case .codes(let codes):
      return codes.contains(diagnostic.code) ? diagnostic.with(severity: .error) : diagnostic
    case .all: return diagnostic.with(severity: .error)
    }
  }
}
