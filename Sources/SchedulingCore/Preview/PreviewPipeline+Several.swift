extension PreviewPipeline {
  /// Several occurrences are cancelled at once, each alone: excluded by one recurrence, or each by its status.
  static func cancellations(_ request: PreviewRequest) -> SeriesPreview {
    var checked = request
    guard let cancellation = request.cancellation, request.reach.scope ?? .this == .this else {
      checked.findings.append(
        Diagnostic(
          .error, .severalNeedCancellation,
          "Several occurrences are named, which can only be cancelled at once.",
          field: "id", remedy: "Cancel them with the scope this, or name one occurrence."))
      return preview(checked)
    }
    if cancellation.style == .exclusion { return preview(request) }
    checked.reach.others = []
    var result = preview(checked)
    for other in request.reach.others {
      // The next one starts from the series as the ones before leave it.
      let series = result.eventsAfter.first?.series
      let listed = series.map { Set($0.overrides.map(\.appointment.id)) } ?? []
      checked.events =
        (series?.overrides.map(\.appointment) ?? [])
        + (request.events ?? []).filter { !listed.contains($0.id) }
      checked.reach.id = .instance(other)
      result = SeriesPreview(result, then: preview(checked), of: request)
    }
    return result
  }
}

extension SeriesPreview {
  /// Two edits of single instances as one, of which the second starts from what the first leaves.
  fileprivate init(_ first: SeriesPreview, then second: SeriesPreview, of request: PreviewRequest) {
    let changed = Dictionary(
      first.changes.filter { $0.kind != .kept }.compactMap { change in change.after.map { ($0.id, change) } },
      uniquingKeysWith: { first, _ in first })
    let changes = second.changes.map { change in change.before.flatMap { changed[$0.id] } ?? change }
    var plan: ValidatedPlan?
    if let former = first.validatedPlan, let latter = second.validatedPlan {
      let count = former.plan.steps.count
      let steps = latter.plan.steps.map { step in
        EditPlan.Step(
          number: step.number + count, purpose: step.purpose, summary: step.summary, request: step.request,
          undo: step.undo, dependsOn: step.dependsOn.map { $0 + count })
      }
      plan = ValidatedPlan(
        request: request, plan: EditPlan(steps: former.plan.steps + steps),
        diagnostics: (former.diagnostics + latter.diagnostics).unique,
        predictions: former.predictions + latter.predictions, changes: changes)
    }
    let former = Dictionary(
      first.overrides.map { ($0.oldID, $0) }, uniquingKeysWith: { first, _ in first })
    var decision = first.decision
    decision?.reasons += second.decision?.reasons.filter { $0.code == .instanceNamed } ?? []
    self.init(
      second, decision: decision, changes: changes,
      isTruncated: first.isTruncated || second.isTruncated,
      // What only the first made an override was none before.
      overrides: second.overrides.compactMap { $0.kind == .kept ? former[$0.oldID] : $0 },
      findings: (first.findings + second.findings).unique, plan: plan)
  }
}

extension Diagnostic.Code {
  /// Several occurrences are named for an edit that reaches one.
  public static let severalNeedCancellation = Self(rawValue: "severalNeedCancellation")
}
