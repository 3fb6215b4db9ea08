internal import Recurrence
internal import SchedulingCore

/// What the pictures of a preview say in common, whatever they are drawn with.
enum PreviewWords {
  static let nothingToSend = "Nothing can be sent until the errors above are fixed."
  static let noUndo = "No request undoes it; the findings say what can't be restored."
  static let assumed = "Assumed of the server, which documents none of it"
  static let overrides = "Instances that were edited on their own"
  static let deadExclusions = "Exclusions that remove nothing"
  static let otherSeries = "Other series, beyond the occurrences listed"
  static let conflicts = "Occurrences that can't be booked"
  static let refused = "can't be booked"
  static let changingIDs = "Instance ids that change"

  static func target(_ decision: TargetDecision) -> String {
    switch decision.target {
    case .instance(let id) where instances(decision) > 1:
      "\(instances(decision)) instances of the series \(id.masterID), each alone"
    case .split(let id, let instance) where endsSeries(decision):
      "the series \(id), which ends before \(instance)"
    case .event(let id): "the event \(id)"
    case .newMaster(let id): "the event \(id), which becomes a series"
    case .instance(let id): "one instance, \(id)"
    case .series(let id): "the whole series \(id), through its master"
    case .split(let id, let instance): "the series \(id), cut in two at \(instance)"
    }
  }

  /// How many instances are edited, each alone.
  static func instances(_ decision: TargetDecision) -> Int {
    decision.reasons.count { $0.code == .instanceNamed }
  }

  /// Whether what follows is cancelled, so that no other series begins.
  static func endsSeries(_ decision: TargetDecision?) -> Bool {
    decision?.reasons.contains { $0.code == .followingCancelled } ?? false
  }

  /// One thing to know of an edit, in one line or more.
  struct Fact {
    let name: String
    let lines: [String]
    /// The recurrence that the lines are.
    let recurrence: RecurrenceField?

    init(_ name: String, _ lines: [String]) {
      self.name = name
      self.lines = lines
      recurrence = nil
    }

    init(_ name: String, _ recurrence: RecurrenceField?) {
      self.name = name
      lines = recurrence.map { $0.text.split(whereSeparator: \.isNewline).map(String.init) } ?? []
      self.recurrence = recurrence
    }
  }

  /// Where the edit goes, why, and the series before and after.
  static func facts(_ preview: SeriesPreview) -> [Fact] {
    let decision = preview.decision
    var facts = [
      Fact("Target", [decision.map(target) ?? "could not be decided"]),
      Fact("Why", decision?.reasons.map(\.text) ?? []),
      Fact("Zone", preview.zone.map { [$0.identifier] } ?? []),
    ]
    // An edit of a single instance leaves the rule as it is.
    if case .instance = decision?.target { return facts.filter { !$0.lines.isEmpty } }
    facts.append(Fact("Rule before", preview.recurrenceBefore))
    if let after = preview.recurrenceAfter {
      if after != preview.recurrenceBefore { facts.append(Fact("Rule after", after)) }
    } else if preview.effectiveEdit.rule == .remove, !preview.hasErrors {
      facts.append(Fact("Rule after", ["none"]))
    }
    facts.append(Fact("Rule from the cut on", preview.recurrenceOfTail))
    return facts.filter { !$0.lines.isEmpty }
  }

  /// `3 kept, 7 moved`: of the kinds that there are, and which occurrences they were looked for in.
  static func counts(_ preview: SeriesPreview) -> String {
    let counts = preview.counts
    return OccurrenceChange.Kind.allCases.filter { counts[$0] > 0 }.map { "\(counts[$0]) \($0.rawValue)" }
      .joined(separator: ", ") + (PreviewExtent(preview).phrase.map { " (\($0))" } ?? "")
  }

  /// The reasons of a change and what may surprise about its time.
  static func why(_ change: OccurrenceChange) -> String {
    (change.reasons.map(\.description) + change.notes.map(\.description)).joined(separator: "; ")
  }

  /// What occurrences meet beyond those that are listed.
  static func laterCollisions(_ preview: SeriesPreview) -> [String] {
    CollisionText(zone: preview.zone ?? .utc).sentences(preview.laterCollisions ?? [])
  }

  /// What is an override's own: `title, notes (lost)`.
  static func own(_ override: OverrideChange) -> String {
    override.fields.map { override.lostFields.contains($0) ? "\($0) (lost)" : $0 }.joined(separator: ", ")
  }

  /// What becomes of each override, and whether the plan cancels it.
  static func fates(in preview: SeriesPreview) -> [String] {
    var cancelled = Set<Int>()
    for step in preview.plan?.steps ?? [] where step.purpose == .cancelOverride {
      // What undoes the step names the occurrence.
      guard case .update(.known(let id)) = step.undo.first?.operation,
        let occurrence = try? InstanceID(parsing: id)
      else { continue }
      cancelled.insert(occurrence.startMilliseconds)
    }
    return preview.overrides.map { override in
      let isCancelled = override.originalStartMilliseconds.map(cancelled.contains) ?? false
      return fate(override)
        + (isCancelled ? " A request of its own cancels it first, as it might remain." : "")
    }
  }

  private static func fate(_ override: OverrideChange) -> String {
    switch override.kind {
    case .kept where !override.lostFields.isEmpty: "It keeps its id. \(lost(override))"
    case .kept: "It stays what it is, its id included."
    case .rekeyed where !override.lostFields.isEmpty && !override.isReissued:
      "Its occurrence gets another id. \(lost(override))"
    case .rekeyed:
      "It stays an instance of its own under another id"
        + (override.isReissued ? ": a request of its own carries it over." : ".")
        + (override.lostFields.isEmpty ? "" : " \(lost(override))")
    case .edited:
      "The edit is addressed to it: it gets the edit's values and keeps what else is its own"
        + (override.newID?.description == override.oldID ? "." : ", under another id.")
        + (override.lostFields.isEmpty ? "" : " \(lost(override))")
    case .reset: "It loses what is its own, as was chosen, and is like the others again."
    case .orphaned: "Its occurrence is gone, and what was its own with it."
    case .detached: "No occurrence of the series is its own, and no request touches it."
    }
  }

  private static func lost(_ override: OverrideChange) -> String {
    "What no request can carry over is lost: \(override.lostFields.joined(separator: ", "))."
  }

  /// The occurrences whose id goes, comes or changes.
  static func rekeyed(_ preview: SeriesPreview) -> [OccurrenceChange] {
    preview.changes.filter { $0.before?.id != $0.after?.id }
  }
}

extension ChangeCounts {
  subscript(kind: OccurrenceChange.Kind) -> Int {
    switch kind {
    case .kept: kept
    case .moved: moved
    case .changed: changed
    case .added: added
    case .removed: removed
    }
  }
}
