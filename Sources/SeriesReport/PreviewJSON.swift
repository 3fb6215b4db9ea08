internal import Recurrence
public import SchedulingCore

/// A preview as JSON for programs; the README documents its members.
///
/// Members are added without another version; `schemaVersion` rises when one changes its meaning or goes.
public enum PreviewJSON {
  /// The value of the member `schemaVersion`.
  public static let schemaVersion: Int64 = 1

  /// The whole preview, its members in the order they are shown in.
  ///
  /// - Complexity: O(*n*) in the occurrences and overrides.
  public static func object(_ preview: SeriesPreview) -> JSONObject {
    [
      "schemaVersion": .integer(schemaVersion),
      "sendable": .bool(preview.validatedPlan != nil),
      "target": preview.decision.map(target) ?? .null,
      "timeZone": text(preview.zone?.identifier),
      "recurrence": [
        "before": text(preview.recurrenceBefore?.text), "after": text(preview.recurrenceAfter?.text),
        "tail": text(preview.recurrenceOfTail?.text),
      ],
      "window": window(preview.window),
      "truncated": .bool(preview.isTruncated),
      "counts": counts(preview.counts),
      "occurrences": .array(preview.changes.map(change)),
      "idMap": .array(
        preview.idMap.map { ["old": .string($0.old.description), "new": .string($0.new.description)] }),
      "deadExclusions": .array(preview.deadExclusions.map { .string($0.text) }),
      "findings": .array(preview.findings.map(finding)),
      "assumptions": .array(
        preview.assumptionStatements.map {
          ["name": .string($0.name), "value": .string($0.value), "sentence": .string($0.sentence)]
        }),
      "overrides": .array(preview.overrides.map(override)),
      "requests": .array((preview.plan?.steps ?? []).map(step)),
    ]
  }

  /// `{"severity", "code", "message", "field", "line", "column", "remedy"}`, null where there is none.
  package static func finding(_ finding: Diagnostic) -> JSONValue {
    [
      "severity": .string(finding.severity.rawValue), "code": .string(finding.code.rawValue),
      "message": .string(finding.message), "field": text(finding.field),
      "line": integer(finding.position?.line), "column": integer(finding.position?.column),
      "remedy": text(finding.remedy),
    ]
  }

  package static func target(_ decision: TargetDecision) -> JSONValue {
    [
      "kind": .string(decision.target.kind), "id": .string(decision.requestID),
      "scope": text(decision.scope?.rawValue), "occurrence": text(decision.occurrence?.description),
      "reasons": .array(
        decision.reasons.map { ["code": .string($0.code.rawValue), "text": .string($0.text)] }),
    ]
  }

  private static func window(_ window: PreviewWindow) -> JSONValue {
    [
      "fromMilliseconds": integer(window.range?.lowerBound),
      "toMilliseconds": integer(window.range?.upperBound), "limit": integer(window.limit),
    ]
  }

  private static func counts(_ counts: ChangeCounts) -> JSONValue {
    [
      "kept": integer(counts.kept), "moved": integer(counts.moved), "changed": integer(counts.changed),
      "added": integer(counts.added), "removed": integer(counts.removed),
    ]
  }

  private static func change(_ change: OccurrenceChange) -> JSONValue {
    [
      "change": .string(change.kind.rawValue),
      "before": change.before.map(snapshot) ?? .null, "after": change.after.map(snapshot) ?? .null,
      "reasons": .array(
        change.reasons.map { ["name": .string($0.name), "text": .string($0.description)] }),
      "notes": .array(change.notes.map { ["name": .string($0.name), "text": .string($0.description)] }),
    ]
  }

  private static func snapshot(_ snapshot: OccurrenceSnapshot) -> JSONValue {
    [
      "id": .string(snapshot.id.description), "start": text(snapshot.start?.text),
      "end": text(snapshot.end?.text),
      "startMilliseconds": integer(snapshot.startMilliseconds),
      "durationSeconds": integer(snapshot.durationSeconds),
    ]
  }

  private static func override(_ override: OverrideChange) -> JSONValue {
    [
      "change": .string(override.kind.rawValue), "old": .string(override.oldID),
      "new": text(override.newID?.description),
      "originalStartMilliseconds": integer(override.originalStartMilliseconds),
      "fields": .array(override.fields.map(JSONValue.string)),
      "lost": .array(override.lostFields.map(JSONValue.string)), "reissued": .bool(override.isReissued),
    ]
  }

  /// A request with what it is for and what undoes it.
  private static func step(_ step: EditPlan.Step) -> JSONValue {
    var object = request(step.request)
    object["step"] = integer(step.number)
    object["purpose"] = .string(step.purpose.rawValue)
    object["summary"] = .string(step.summary)
    object["dependsOn"] = .array(step.dependsOn.map { integer($0) })
    object["undo"] = .array(step.undo.map { .object(request($0)) })
    return .object(object)
  }

  package static func request(_ request: PlannedRequest) -> JSONObject {
    [
      "method": .string(request.method), "path": .string(request.path),
      "headers": .array(
        request.headers.map { ["name": .string($0.name), "value": .string($0.value)] }),
      // As a string: the bytes that are sent, not another spelling of the same value.
      "body": .string(request.bodyText),
    ]
  }

  private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  private static func integer(_ number: Int?) -> JSONValue { number.map { .integer(Int64($0)) } ?? .null }
}
