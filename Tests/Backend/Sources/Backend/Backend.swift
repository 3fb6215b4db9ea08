import AppointmentClient
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A small backend that embeds the libraries: series, previews, checks, plans carried out, webhooks.
@main
struct Backend {
  static func main() async {
    // Tasks run on the threads that read requests, of which the server has one for each core: changing threads would
    // cost a preview about a third of its time. Has to come first, on the main thread.
    NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    do {
      try await run()
    } catch {
      FileHandle.standardError.write(Data("backend: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run() async throws {
    let settings = try Settings(ProcessInfo.processInfo.environment)
    LoggingSystem.bootstrap(StreamLogHandler.standardError(label:))
    let logger = Logger(label: "backend")
    let store = try Store(path: settings.database)
    let token = settings.token
    let client = try AppointmentClient(
      baseURL: settings.calendarURL, throttle: RequestThrottle(), retries: RetryPolicy(), logger: logger
    ) { token }
    let runner = PlanRunner(store: store, client: client, logger: logger)
    let server = Application(
      router: Routes(store: store, runner: runner).router(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: settings.port)),
      onServerRunning: { channel in
        // Whoever started it reads here that it serves, and where.
        FileHandle.standardOutput.write(Data("http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n".utf8))
      }, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(
          service: UnfinishedPlans(store: store, runner: runner, logger: logger),
          successTerminationBehavior: .ignore),
        .init(service: server),
      ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    // Longer than a request to the calendar may take: the one in flight is waited for.
    configuration.maximumGracefulShutdownDuration = .seconds(45)
    try await ServiceGroup(configuration: configuration).run()
    try store.close()
  }
}
