internal import Recurrence

/// From a request to its preview, stage by stage: the target is decided, one edit is worked out, overrides are
/// placed, occurrences are compared and checked against the calendar, and a plan is made and checked.
///
/// A stage takes what the stages before it give and changes none of it. Where one can't go on, what is known by
/// then is shown with the reason.
enum PreviewPipeline {
  static func preview(_ request: PreviewRequest) -> SeriesPreview {
    var findings = request.findings + request.edit.findings
    let target = PreviewTarget(request, findings: &findings)
    guard let decision = target.decision else {
      return SeriesPreview(of: request, series: target.series, undecidedFor: findings)
    }
    let context = EditContext(request: request, target: target, decision: decision)
    let result = context.result()
    findings += result.findings
    var placement = OverridePlacement()
    var comparison = OccurrenceComparison()
    if result.failure == nil {
      placement = OverridePlacement(of: result, in: context)
      comparison = OccurrenceComparison(of: result, placement, in: context)
      findings += placement.findings + comparison.findings
    }
    findings += (result.failure ?? comparison.failure)?.diagnostics ?? []
    let report = ConflictReport(of: result, placement, comparison, in: context)
    let checked = context.with(report)
    let plan = PlanBuilder.plan(
      of: result, placement, comparison.changes, in: checked, findings: findings)
    return SeriesPreview(
      of: checked, result: result, placement: placement, comparison: comparison,
      report: report, plan: plan)
  }
}
