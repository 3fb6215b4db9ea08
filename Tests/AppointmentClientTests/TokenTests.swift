import AppointmentClient
import Logging
import LoopbackServer
import SchedulingCore
import Synchronization
import Testing

@Suite struct TokenTests {
  /// The token as it is, and as JSON and URLs may spell it.
  static let spellings = [
    UpdateFixture.token, "pit-1f0c9a52\\/secret+token==", "pit-1f0c9a52%2Fsecret%2btoken%3D%3D",
    "\\u0070it-1f0c9a52/secret\\u002Btoken==",
  ]

  @Test(
    "A token that the server echoes is in nothing that comes out", arguments: spellings,
    ["401 Unauthorized", "200 OK"])
  func aTokenThatTheServerEchoesIsInNothingThatComesOut(spelling: String, status: String)
    async throws
  {
    let server = try LoopbackServer(
      .readRequest,
      .answer(
        status, headers: [("X-Trace-Id", UpdateFixture.token), ("Location", "/" + UpdateFixture.token)],
        body: #"{"message":"Bearer \#(spelling) is bad","title":"\#(spelling)\#(spelling)"}"#))
    defer { server.stop() }
    let error = try #require(try await UpdateFixture().send(to: server).error)
    expectNoToken(in: error)
    #expect(
      String(decoding: error.rawBody, as: UTF8.self)
        == #"{"message":"Bearer [redacted] is bad","title":"[redacted][redacted]"}"#)
  }

  @Test("A token in an answer of success is taken out as well")
  func aTokenInAnAnswerOfSuccessIsTakenOutAsWell() async throws {
    let body = #"{"id":"x","title":"\#(UpdateFixture.token)"}"#
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: body))
    defer { server.stop() }
    let outcome = try await UpdateFixture().send(to: server).get()
    #expect(outcome.appointment.title == "[redacted]")
    #expect(String(decoding: outcome.rawBody, as: UTF8.self) == #"{"id":"x","title":"[redacted]"}"#)
  }

  @Test("A token in an answer that is cut short is in neither the error nor its cause")
  func aTokenInAnAnswerThatIsCutShortIsInNeitherThe() async throws {
    let server = try LoopbackServer(
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n\(UpdateFixture.token)"), .close)
    defer { server.stop() }
    let error = try #require(try await UpdateFixture().send(to: server).error)
    #expect([.connectionLost, .malformedAnswer].contains(error.code))
    expectNoToken(in: error)
    #expect(error.rawBody == Array("[redacted]".utf8))
  }

  private func expectNoToken(in error: AppointmentClientError) {
    var dumped = ""
    dump(error, to: &dumped)
    dump(error.cause as Any, to: &dumped)
    dump(error.rawBody, to: &dumped)
    let texts = [
      error.description, error.debugDescription, dumped, String(reflecting: error), "\(error.traceID ?? "")",
      "\(error.serverMessage ?? "")", String(decoding: error.rawBody, as: UTF8.self),
      "\(error.cause.map { String(reflecting: $0) } ?? "")",
    ]
    for text in texts { #expect(!text.contains("secret")) }
  }

  @Test("Neither the client nor its log shows the token") func neitherTheClientNorItsLogShowsTheToken()
    async throws
  {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: #"{"id":"x"}"#)],
      [.readRequest, .answer("401 Unauthorized", body: #"{"message":"\#(UpdateFixture.token)"}"#)],
    ])
    defer { server.stop() }
    let log = LogLines()
    var logger = Logger(label: "test") { _ in LogRecorder(lines: log) }
    logger.logLevel = .trace
    let client = try AppointmentClient(baseURL: server.baseURL, logger: logger) { UpdateFixture.token }
    let update = try UpdateFixture().update()
    _ = try await client.update(update)
    await #expect(throws: AppointmentClientError.self) { try await client.update(update) }
    var dumped = String(reflecting: client)
    dump(client, to: &dumped)
    #expect(!dumped.contains("secret"))
    #expect(log.lines.count == 2)
    #expect(log.lines.last?.contains("unauthorized") == true)
    for line in log.lines { #expect(!line.contains("secret")) }
  }

  @Test(
    "A token that can't stand in a header sends nothing",
    arguments: ["", " ", "a b", "a\r\nX-Evil: 1", "a\n", "\u{0}", "a\u{7F}", "tökén", "\u{FEFF}abc"])
  func aTokenThatCantStandInAHeaderSendsNothing(token: String) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK"))
    defer { server.stop() }
    let client = try AppointmentClient(baseURL: server.baseURL) { token }
    let update = try UpdateFixture().update()
    let error = await #expect(throws: AppointmentClientError.self) { try await client.update(update) }
    #expect(error?.code == .tokenUnavailable)
    #expect(error?.category == .configuration)
    #expect(error?.mayHaveBeenApplied == false)
    #expect(server.connectionCount == 0)
  }

  struct VaultError: Error { var text = "secret" }

  @Test("A provider that fails sends nothing, and its words are not repeated")
  func aProviderThatFailsSendsNothingAndItsWordsAreNot() async throws {
    let client = try AppointmentClient { throw VaultError() }
    let update = try UpdateFixture().update()
    let error = try #require(
      await #expect(throws: AppointmentClientError.self) { try await client.update(update) })
    #expect(error.code == .tokenUnavailable)
    #expect(error.cause is VaultError)
    #expect(!"\(error)".contains("secret"))
    #expect(error.description.contains("VaultError"))
  }
}

final class LogLines: Sendable {
  private let storage = Mutex<[String]>([])
  var lines: [String] { storage.withLock { $0 } }
  func append(_ line: String) { storage.withLock { $0.append(line) } }
}

struct LogRecorder: LogHandler {
  let lines: LogLines
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  init(lines: LogLines) { self.lines = lines }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.append("\(event.level) \(event.message) \(event.metadata ?? [:])")
  }
}
