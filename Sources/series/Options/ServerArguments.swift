internal import ArgumentParser

#if Client
  internal import AppointmentClient
#endif

/// How the server is reached.
struct ServerArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server; a journal names its own (default: https://services.leadconnectorhq.com).", valueName: "url"
    )
  )
  var baseURL: String?

  @Option(
    help: ArgumentHelp("A file whose only line is the token.", valueName: "file"), completion: .file())
  var tokenFile: String?

  @Option(
    help: ArgumentHelp("How long the server may take: 30s, 2m.", valueName: "duration"),
    transform: parsedTimeout)
  var timeout = 30

  #if Client
    /// A client with the token, which is read now.
    func client(of journal: String? = nil) throws -> AppointmentClient {
      let token = try AccessTokenSource.token(file: tokenFile)
      do throws(AppointmentClientError) {
        return try AppointmentClient(
          baseURL: baseURL ?? journal ?? AppointmentClient.defaultBaseURL, timeout: .seconds(timeout)
        ) { token }
      } catch {
        throw CommandFailure(error.exitStatus, error.description)
      }
    }
  #endif
}
