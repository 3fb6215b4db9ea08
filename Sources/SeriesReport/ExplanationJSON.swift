internal import Recurrence
package import SchedulingCore

/// An explanation as JSON for programs.
package enum ExplanationJSON {
  package static func object(_ explanation: InstanceExplanation) -> JSONObject {
    let id = explanation.id
    let place = explanation.location?.place
    let absence = explanation.location?.absence
    return [
      "schemaVersion": 1, "id": .string(id.description), "masterId": .string(id.masterID),
      "startMilliseconds": .integer(Int64(id.startMilliseconds)),
      "durationSeconds": .integer(Int64(id.durationSeconds)),
      "timeZone": .string(explanation.zone.identifier),
      "start": time(explanation.id.startMilliseconds, explanation),
      "end": time(explanation.endMilliseconds, explanation),
      "found": explanation.location.map { .bool($0.place != nil) } ?? .null,
      "index": place?.index.map { .integer(Int64($0 + 1)) } ?? .null,
      "count": place?.count.map { .integer(Int64($0)) } ?? .null,
      "reason": absence.map { .string($0.reason.rawValue) } ?? .null,
      "nearest": .array((absence?.nearest ?? []).map { .string($0.description) }),
      "override": explanation.override.map {
        ["original": .string($0.original.description), "id": .string($0.appointment.id)]
      } ?? .null,
      "targets": .array(explanation.routes.map(route)),
      "statements": .array(
        explanation.statements.map { ["topic": .string($0.topic.rawValue), "text": .string($0.text)] }),
    ]
  }

  private static func time(_ milliseconds: Int, _ explanation: InstanceExplanation) -> JSONValue {
    let offset = explanation.zone.offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000))
    return OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset).map { .string($0.text) } ?? .null
  }

  private static func route(_ route: InstanceExplanation.Route) -> JSONValue {
    switch route.decision {
    case .success(let decision): decision.jsonValue
    case .failure(let failure):
      [
        "scope": .string(route.scope.rawValue), "errors": .array(failure.errors.map(\.jsonValue)),
      ]
    }
  }
}
