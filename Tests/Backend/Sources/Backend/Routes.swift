import AppointmentClient
import Hummingbird
import SchedulingCore
import ServiceLifecycle

/// What the backend can be asked for.
struct Routes: Sendable {
  let store: Store
  let runner: PlanRunner

  func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: ErrorResponses<BasicRequestContext>())
    router.get("health") { _, _ in try Response(json: ["status": "ok"]) }
    addSeries(to: router)
    addEdits(to: router)
    addPlans(to: router)
    router.post("webhook") { request, _ in
      try await Webhook(store: store).take(try await JSONBody.bytes(of: request))
    }
    return router
  }

  private func addSeries(to router: Router<BasicRequestContext>) {
    router.post("series") { request, _ in
      let body = try await JSONBody(request, known: ["event", "timeZone", "events", "version"])
      let version = try body.number("version")
      var series = try StoredSeries(body)
      series.version = try await store.put(series, replacing: version)
      return try Response(status: version == nil ? .created : .ok, json: SeriesReport(series))
    }
    router.get("series/:id") { _, context in
      try Response(json: SeriesReport(try await series(context)))
    }
    router.get("series/:id/occurrences") { request, context in
      let window = try Occurrences.window(request)
      return try Response(json: Occurrences(of: try await series(context), in: window))
    }
    router.post("check") { request, _ in
      let body = try await JSONBody(request, known: ["event", "timeZone", "events", "calendar"])
      guard let calendar = body["calendar"] else { throw body.missing("calendar") }
      let check = CalendarCheck(calendar: try BookingCalendar(calendar), store: store)
      return try Response(json: ["conflicts": try await check.conflicts(of: try StoredSeries(body))])
    }
  }

  private func addEdits(to router: Router<BasicRequestContext>) {
    router.post("series/:id/preview") { request, context in
      let edit = try EditRequest(try await JSONBody(request, known: EditRequest.members))
      let series = try await series(context)
      return Response(jsonBytes: try await preview(edit, of: series).json(), version: series.version)
    }
    router.post("series/:id/check") { request, context in
      let body = try await JSONBody(request, known: EditRequest.members)
      let edit = try EditRequest(body)
      guard let calendar = edit.calendar else { throw body.missing("calendar") }
      let series = try await series(context)
      guard edit.isEmpty else {
        return Response(jsonBytes: try await preview(edit, of: series).json(), version: series.version)
      }
      let check = CalendarCheck(calendar: calendar, store: store)
      return try Response(json: ["conflicts": try await check.conflicts(of: series)])
    }
    router.post("series/:id/apply") { request, context in
      let edit = try EditRequest(try await JSONBody(request, known: EditRequest.members))
      let series = try await series(context)
      guard edit.version == series.version else {
        throw RequestError.staleVersion(edit.version, current: series.version)
      }
      guard !edit.isEmpty else {
        throw ValidationFailure(.emptyEdit, "The edit changes nothing.", field: "edit")
      }
      let preview = try await preview(edit, of: series)
      guard let plan = preview.validatedPlan else {
        throw RequestError(.unprocessableContent, findings: preview.findings)
      }
      let report = try await runner.carryOut(plan, of: series)
      return try report.response(asked: .complete, isStopping: Task.isShuttingDownGracefully)
    }
  }

  private func addPlans(to router: Router<BasicRequestContext>) {
    router.get("plans") { _, _ in try Response(json: try await store.plans()) }
    router.get("plans/:id") { _, context in
      let (plan, entries) = try await store.plan(try planID(context))
      guard let progress = PlanProgress(replaying: entries) else {
        throw RequestError.unknownPlan("\(plan.id)")
      }
      return try Response(json: PlanReport(plan, progress))
    }
    for undoes in [false, true] {
      router.post(RouterPath("plans/:id/" + (undoes ? "undo" : "resume"))) { request, context in
        let finding = try Finding(try await JSONBody(request, known: Finding.members))
        let id = try planID(context)
        let report = try await runner.goOn(with: id, finding: finding, undoes: undoes)
        return try report.response(
          asked: undoes ? .undone : .complete, isStopping: Task.isShuttingDownGracefully)
      }
    }
  }

  private func series(_ context: BasicRequestContext) async throws -> StoredSeries {
    try await store.series(try context.parameters.require("id"))
  }

  private func planID(_ context: BasicRequestContext) throws -> Int64 {
    let text = try context.parameters.require("id")
    guard let id = Int64(text) else { throw RequestError.unknownPlan(text) }
    return id
  }

  private func preview(_ edit: EditRequest, of series: StoredSeries) async throws -> SeriesPreview {
    let request = edit.request(of: series)
    guard let calendar = edit.calendar else { return request.preview() }
    return try await CalendarCheck(calendar: calendar, store: store).preview(request)
  }
}
