import AppointmentClient
import HTTPTypes
import LoopbackServer
import SchedulingCore
import Synchronization
import Testing

@Suite("A token that the server refuses")
struct TokenRefreshTests {
  private static let fresh = "pit-fresh-token-of-another-hour"

  /// Counts what it was asked for.
  private final class Vault: Sendable {
    let asked = Mutex<[String]>([])

    func refreshed(_ refused: String) async throws -> String {
      asked.withLock { $0.append(refused) }
      try await Task.sleep(for: .milliseconds(50))
      return TokenRefreshTests.fresh
    }
  }

  /// A server that takes the fresh token only.
  private struct Doorkeeper: HTTPTransport {
    let seen: Box

    final class Box: Sendable { let tokens = Mutex<[String]>([]) }

    func send(
      _ request: HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
    ) async throws(HTTPTransportError) -> HTTPAnswer {
      let token = request.headerFields[.authorization] ?? ""
      seen.tokens.withLock { $0.append(token) }
      let isFresh = token == "Bearer \(TokenRefreshTests.fresh)"
      let text = isFresh ? #"{"id":"x","title":"\#(UpdateFixture.token)"}"# : "{}"
      return HTTPAnswer(response: HTTPResponse(status: isFresh ? .ok : .unauthorized), body: Array(text.utf8))
    }
  }

  @Test("is refreshed once for all calls that wait, and each is sent again once")
  func oneRefresh() async throws {
    let (vault, seen) = (Vault(), Doorkeeper.Box())
    let client = try AppointmentClient(
      transport: Doorkeeper(seen: seen), refreshedToken: { try await vault.refreshed($0) }
    ) { UpdateFixture.token }
    let update = try UpdateFixture().update()
    let titles = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<50 { group.addTask { try await client.update(update).appointment.title } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    // Not even the token that is out of date is shown.
    #expect(titles == Array(repeating: "[redacted]", count: 50))
    #expect(vault.asked.withLock { $0 } == [UpdateFixture.token])
    #expect(seen.tokens.withLock { $0.count } <= 100)
    // Who comes later is given the fresh one at once, and isn't shown the other one either.
    #expect(try await client.update(update).appointment.title == "[redacted]")
    #expect(seen.tokens.withLock { $0.last } == "Bearer \(Self.fresh)")
    #expect(vault.asked.withLock { $0.count } == 1)
  }

  @Test(
    "is refused for good where the other one is refused too, or is the same",
    arguments: ["other-token-of-mine", nil])
  func refusedAgain(other: String?) async throws {
    let seen = Doorkeeper.Box()
    let client = try AppointmentClient(
      transport: Doorkeeper(seen: seen), refreshedToken: { _ in other ?? UpdateFixture.token }
    ) { UpdateFixture.token }
    let update = try UpdateFixture().update()
    let error = await #expect(throws: AppointmentClientError.self) { try await client.update(update) }
    #expect(error?.code == .unauthorized && error?.mayHaveBeenApplied == false)
    #expect(seen.tokens.withLock { $0.count } == (other == nil ? 1 : 2))
  }

  @Test("is refused where none comes in its place, and the vault's words are not repeated")
  func noOther() async throws {
    let client = try AppointmentClient(
      transport: Doorkeeper(seen: .init()), refreshedToken: { throw TokenTests.VaultError(text: $0) }
    ) { UpdateFixture.token }
    let update = try UpdateFixture().update()
    let error = await #expect(throws: AppointmentClientError.self) { try await client.update(update) }
    #expect(error?.code == .unauthorized && error?.cause is TokenTests.VaultError)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("keeps no call that is cancelled, and the others get theirs")
  func cancellation() async throws {
    let gate = Mutex<CheckedContinuation<Void, Never>?>(nil)
    let client = try AppointmentClient(
      transport: Doorkeeper(seen: .init()),
      refreshedToken: { _ in
        await withCheckedContinuation { continuation in gate.withLock { $0 = continuation } }
        return Self.fresh
      }
    ) { UpdateFixture.token }
    let update = try UpdateFixture().update()
    let patient = Task { try await client.update(update).status }
    #expect(try await eventually { gate.withLock { $0 != nil } })
    let hasty = Task { try await client.update(update).status }
    hasty.cancel()
    let error = await #expect(throws: AppointmentClientError.self) { try await hasty.value }
    #expect(error?.code == .cancelled && error?.mayHaveBeenApplied == false)
    gate.withLock { $0 }?.resume()
    #expect(try await patient.value == 200)
  }

  @Test(
    "is taken out however it is spelled",
    arguments: [
      // Broken over lines, folded, and with the breaks escaped.
      "pit-1f0c9a52/se\ncret+token==", "pit-1f0c9a52/\r\n  secret+token==", #"pit-1f0c9a52/se\ncret+token=="#,
      #"pit-1f0c9a52/se\r\n\tcret+token=="#, "pit-1f0c9a52/se%0Acret+token==",
      // Escaped twice.
      #"pit-1f0c9a52\\\/secret+token=="#, #"\\u0070it-1f0c9a52\\/secret+token=="#,
      "pit-1f0c9a52%252Fsecret%252Btoken==", "&#112;it-1f0c9a52&#x2F;secret+token==",
    ])
  func spelling(text: String) async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("400 Bad Request", headers: [("Content-Type", "text/plain")], body: "a \(text) b")
    )
    defer { server.stop() }
    let error = try #require(try await UpdateFixture().send(to: server).error)
    #expect(String(decoding: error.rawBody, as: UTF8.self) == "a [redacted] b")
    #expect(error.serverMessage == "a [redacted] b")
  }

  @Test("is taken out in its halves")
  func halves() async throws {
    let half = UpdateFixture.token.count / 2
    let parts = [UpdateFixture.token.prefix(half), UpdateFixture.token.dropFirst(half)]
    let server = try LoopbackServer(
      .readRequest, .answer("400 Bad Request", body: #"{"message":["\#(parts[0])","\#(parts[1])"]}"#))
    defer { server.stop() }
    let error = try #require(try await UpdateFixture().send(to: server).error)
    #expect(error.serverMessage == "[redacted]; [redacted]")
  }

  @Test("leaves a text alone that has no part of it")
  func untouched() async throws {
    let body = #"{"message":"token \u0070it-1f %41 & secret <b>\\n"}"#
    let server = try LoopbackServer(.readRequest, .answer("400 Bad Request", body: body))
    defer { server.stop() }
    let error = try #require(try await UpdateFixture().send(to: server).error)
    #expect(String(decoding: error.rawBody, as: UTF8.self) == body)
  }
}
