/// What an edit leads to.
struct EditResult {
  /// What stands there afterwards.
  enum After {
    /// That can't be said.
    case unknown
    /// One event or series.
    case one(PreviewSide)
    /// A series that ends before the cut, and what begins at it.
    case halves(SeriesHalves)
    /// The series or the event as it was, but for one instance.
    case instance(InstanceChange)
  }

  /// Where the edit goes; what it asks for may change the target that its id alone means.
  var decision: TargetDecision
  /// What the edit starts from; `nil` where that can't be said.
  var before: PreviewSide?
  var after = After.unknown
  /// The edit as it will be sent.
  var effective: AppointmentEdit
  /// How the target's occurrences move.
  var move = OccurrenceMove()
  /// The instance that an edit of more than itself is addressed to, where it was edited on its own.
  var named: NamedInstance?
  var findings: [Diagnostic] = []
  /// Why the edit can't be worked out; the rest is what is known by then.
  var failure: ValidationFailure?

  init(decision: TargetDecision, before: PreviewSide?, effective: AppointmentEdit) {
    self.decision = decision
    self.before = before
    self.effective = effective
  }

  /// What stands there afterwards of what was there before: of a series that is cut, its head.
  var remaining: PreviewSide? {
    switch after {
    case .one(let side): side
    case .halves(let halves): PreviewSide(halves.head)
    case .instance, .unknown: nil
    }
  }

  /// The two halves of a series that is cut.
  var halves: SeriesHalves? { if case .halves(let halves) = after { halves } else { nil } }
  /// The instance that is edited alone.
  var instance: InstanceChange? { if case .instance(let change) = after { change } else { nil } }
}

/// An instance that was edited on its own, to which an edit of the series is addressed: the edit's fields count
/// there too.
struct NamedInstance {
  /// The start of the occurrence it stands for, in epoch milliseconds.
  let originalStart: Int
  /// When it takes place afterwards.
  let times: TimeSpan
}

/// A series cut in two.
struct SeriesHalves {
  /// The step of the plan that creates the tail.
  let creationStep: Int
  /// What comes before the cut.
  let head: Series
  /// The series as it was.
  let whole: Series
  /// What becomes of the occurrences from the cut on; `nil` where they are cancelled.
  let tail: PreviewSide?
  /// The start of the first occurrence from the cut on before the edit, in epoch milliseconds.
  let cut: Int
}

/// An instance that is edited alone, before and after.
struct InstanceChange {
  let named: InstanceID
  let old: OccurrenceSnapshot
  let new: OccurrenceSnapshot
  /// Its fields before the edit.
  let json: JSONObject
}
