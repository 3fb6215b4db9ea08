#if !Client
  internal import ArgumentParser

  /// Stands in for a command that needs the client, in a build without it.
  protocol MissingClient: ParsableCommand {
    var arguments: [String] { get }
  }

  extension MissingClient {
    static func missing(_ name: String) -> CommandConfiguration {
      CommandConfiguration(commandName: name, abstract: "Not in this build, which has no client.")
    }

    func run() throws { throw CommandFailure.missingClient }
  }

  extension CommandFailure {
    static var missingClient: CommandFailure {
      CommandFailure(
        .unavailable,
        "This build of series has no client, so it neither sends nor fetches. Build it with the package's trait "
          + "Client, or AsyncHTTPClient, which is on unless traits are chosen.")
    }
  }

  struct UpdateCommand: MissingClient {
    static let configuration: CommandConfiguration = missing("update")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
  }

  struct ResumeCommand: MissingClient {
    static let configuration: CommandConfiguration = missing("resume")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
  }

  struct UndoCommand: MissingClient {
    static let configuration: CommandConfiguration = missing("undo")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
  }

  struct StatusCommand: MissingClient {
    static let configuration: CommandConfiguration = missing("status")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
  }

  struct FetchCommand: MissingClient {
    static let configuration: CommandConfiguration = missing("fetch")
    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []
  }
#endif
