import Logging
import ServiceLifecycle

/// Goes on with the plans that a stop or a crash left open, while the server serves already: until a plan is over, its
/// series takes no other.
struct UnfinishedPlans: Service {
  let store: Store
  let runner: PlanRunner
  let logger: Logger

  func run() async throws {
    for plan in try await store.plans(onlyOpen: true) where !Task.isShuttingDownGracefully {
      do {
        _ = try await runner.goOn(with: plan.id)
      } catch {
        // The others are not to wait for it; /plans shows it.
        logger.error("a plan can't be resumed", metadata: ["plan": "\(plan.id)", "error": "\(error)"])
        try await store.setNote("It can't be resumed: \(error)", ofPlan: plan.id)
      }
    }
  }
}
