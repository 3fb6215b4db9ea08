import AppointmentClient
import LoopbackServer
import SchedulingCore
import Testing

@Suite struct ExchangeFaultTests {
  private func fault(
    _ kind: TransportKind, _ steps: [LoopbackStep], timeout: Duration = .seconds(20)
  ) async throws -> AppointmentClientError {
    let server = try LoopbackServer(scripts: [[.readRequest] + steps])
    defer { server.stop() }
    let error = try await UpdateFixture().send(to: server, timeout: timeout, kind).error
    #expect(server.connectionCount == 1, "Nothing is repeated.")
    return try #require(error)
  }

  @Test("A refused connection surely changed nothing and can be tried again")
  func aRefusedConnectionSurelyChangedNothingAndCanBe() async throws {
    let error = try await UpdateFixture().send(to: "http://127.0.0.1:\(LoopbackServer.closedPort())").error
    #expect(error?.code == .connectionFailed)
    #expect(error?.category == .temporary)
    #expect(error?.mayHaveBeenApplied == false)
    #expect(error?.isRetryable == true)
  }

  @Test(
    "A lost connection leaves open whether the update was applied",
    arguments: TransportKind.allCases,
    [
      [LoopbackStep.reset],
      [.close],
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\":"), .pause(milliseconds: 100), .reset],
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\":\"x\"}"), .close],
    ])
  func aLostConnectionLeavesOpenWhetherTheUpdateWas(kind: TransportKind, steps: [LoopbackStep]) async throws {
    let error = try await fault(kind, steps)
    #expect([.connectionLost, .malformedAnswer].contains(error.code))
    #expect(error.category == .uncertain)
    #expect(error.mayHaveBeenApplied)
    #expect(!error.isRetryable)
    #expect(error.status == (steps.count > 1 ? 200 : nil))
    #expect(error.rawBody.starts(with: steps.count > 1 ? Array("{\"id\":".utf8) : []))
  }

  @Test(
    "A server slower than the timeout leaves it open too",
    arguments: TransportKind.allCases,
    [
      [LoopbackStep.hang],
      [
        .send("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"),
        .trickle(String(repeating: " ", count: 9000), milliseconds: 20),
      ],
    ])
  func aServerSlowerThanTheTimeoutLeavesItOpenToo(kind: TransportKind, steps: [LoopbackStep]) async throws {
    let clock = ContinuousClock()
    let started = clock.now
    let error = try await fault(kind, steps, timeout: .milliseconds(300))
    #expect(error.code == .timedOut)
    #expect(error.category == .uncertain)
    #expect(error.mayHaveBeenApplied)
    #expect(clock.now - started < .seconds(5))
  }

  @Test(
    "A timeout of nothing is over at once", arguments: TransportKind.allCases,
    [Duration.zero, .seconds(-1), .nanoseconds(1)])
  func aTimeoutOfNothingIsOverAtOnce(kind: TransportKind, timeout: Duration) async throws {
    let server = try LoopbackServer(.readRequest, .hang)
    defer { server.stop() }
    #expect(try await UpdateFixture().send(to: server, timeout: timeout, kind).error?.code == .timedOut)
  }

  @Test("A timeout longer than any clock is none", arguments: TransportKind.allCases)
  func aTimeoutLongerThanAnyClockIsNone(kind: TransportKind) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: #"{"id":"x"}"#))
    defer { server.stop() }
    let timeout = Duration(secondsComponent: .max, attosecondsComponent: 0)
    #expect(try await UpdateFixture().send(to: server, timeout: timeout, kind).get().appointment.id == "x")
  }

  @Test("An answer beyond a mebibyte is cut", arguments: TransportKind.allCases)
  func anAnswerBeyondAMebibyteIsCut(kind: TransportKind) async throws {
    let size = 8 << 20
    let error = try await fault(
      kind,
      [
        .send("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n"),
        .send([UInt8](repeating: 0x20, count: size)),
      ])
    #expect(error.code == .bodyTooLarge)
    #expect(error.mayHaveBeenApplied)
    #expect(error.rawBody.count == 1 << 20)
  }

  @Test("A refusal whose body is cut short is still that refusal", arguments: TransportKind.allCases)
  func aRefusalWhoseBodyIsCutShortIsStillThatRefusal(kind: TransportKind) async throws {
    let error = try await fault(
      kind,
      [
        .send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 99\r\n\r\n{\"mess"), .close,
      ])
    #expect(error.code == .unauthorized)
    #expect(!error.mayHaveBeenApplied)
  }

  @Test("Cancelling an update that is under way leaves open whether it was applied")
  func cancellingAnUpdateThatIsUnderWayLeavesOpen() async throws {
    let server = try LoopbackServer(.readRequest, .hang)
    defer { server.stop() }
    let task = Task { try await UpdateFixture().send(to: server).error }
    #expect(try await eventually { !server.requests.isEmpty })
    task.cancel()
    let error = try await task.value
    #expect(error?.code == .cancelled)
    #expect(error?.mayHaveBeenApplied == true)
  }

  @Test("An update cancelled before it is sent surely changed nothing")
  func anUpdateCancelledBeforeItIsSentSurelyChanged() async throws {
    let server = try LoopbackServer(.readRequest, .hang)
    defer { server.stop() }
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await UpdateFixture().send(to: server).error
    }
    let error = try await task.value
    #expect(error?.code == .cancelled)
    #expect(error?.mayHaveBeenApplied == false)
    #expect(server.connectionCount == 0)
  }
}
