/// Which of the known series a notice speaks of.
public enum Reconciliation: Hashable, Sendable {
  /// One, and one place in it.
  case known(NoticeMatch)
  /// Several places fit, and nothing in the notice tells them apart.
  case ambiguous([NoticeMatch])
  /// None; the message says why.
  case unknown(Reason, message: String)

  /// Why a notice belongs to no known series.
  public enum Reason: String, CaseIterable, Hashable, Codable, Sendable {
    /// Its id is an instance's, of a series that is not known.
    case otherSeries
    /// Its id is not known, and at its times no known series has an occurrence.
    case noOccurrence
    /// A known series has an occurrence at its times, but neither its calendar nor its contact ties them.
    case noTie
    /// Its id is not known, and it has no times.
    case noTimes
  }

  /// The places that fit; none where the notice is unknown.
  public var matches: [NoticeMatch] {
    switch self {
    case .known(let match): [match]
    case .ambiguous(let matches): matches
    case .unknown: []
    }
  }
}
