import AppointmentClient
import HTTPTypes
import LoopbackServer
import Testing

@Suite("What every transport does") struct TransportTests {
  @Test(
    "A request goes over the wire once, its path, header and body untouched",
    arguments: TransportKind.allCases)
  func aRequestGoesOverTheWireOnceItsPathHeaderAndBody(kind: TransportKind) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: "ok"))
    defer { server.stop() }
    let answer = try await TransportProbe(kind, path: "/x/a%2Fb%3Fc%23d%25e_%c3%A9").send(to: server).get()
    #expect(answer.response.status == .ok)
    #expect(answer.response.headerFields[.contentType] == "application/json")
    #expect(answer.body == Array("ok".utf8))
    #expect(server.requests.count == 1)
    let request = try #require(server.requests.first)
    #expect(request.requestLine == "PUT /x/a%2Fb%3Fc%23d%25e_%c3%A9 HTTP/1.1")
    #expect(request.values(of: "Host") == ["127.0.0.1:\(server.port)"])
    #expect(request.values(of: "Authorization") == ["Bearer secret-token"])
    #expect(request.values(of: "Content-Type") == ["application/json"])
    #expect(request.values(of: "Content-Length") == ["7"])
    #expect(request.values(of: "Expect") == [])
    #expect(request.bodyText == #"{"a":1}"#)
  }

  @Test("A cookie of one answer is not sent with the next request", arguments: TransportKind.allCases)
  func aCookieOfOneAnswerIsNotSentWithTheNextRequest(kind: TransportKind) async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("200 OK", headers: [("Set-Cookie", "a=b; Path=/")], body: "{}"))
    defer { server.stop() }
    for _ in 0..<2 { _ = try await TransportProbe(kind).send(to: server).get() }
    #expect(server.requests.map { $0.values(of: "Cookie") } == [[], []])
  }

  @Test(
    "Every request has a connection of its own, so that none is repeated on a dead one",
    arguments: TransportKind.allCases)
  func everyRequestHasAConnectionOfItsOwnSoThatNoneIs(kind: TransportKind) async throws {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), .hang],
      [.readRequest, .answer("200 OK", body: "{}")],
    ])
    defer { server.stop() }
    for _ in 0..<2 { _ = try await TransportProbe(kind).send(to: server).get() }
    #expect(server.connectionCount == 2)
    #expect(try await eventually { server.hangUpCount == 1 })
  }

  @Test(
    "A 401 is an answer, whatever kind of credential it asks for",
    arguments: TransportKind.allCases,
    [
      "Basic realm=\"x\"", "Basic", "Basic realm=", "Digest realm=\"x\", nonce=\"1\"", "Bearer realm=\"x\"",
      "Negotiate", "NTLM", "Foo bar=\"", "\"", "",
    ])
  func a401IsAnAnswerWhateverKindOfCredentialItAsksFor(kind: TransportKind, challenge: String) async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("401 Unauthorized", headers: [("WWW-Authenticate", challenge)], body: "no"))
    defer { server.stop() }
    let answer = try await TransportProbe(kind).send(to: server).get()
    #expect(answer.response.status == .unauthorized)
    #expect(answer.body == Array("no".utf8))
    #expect(server.connectionCount == 1)
  }

  @Test(
    "A redirect is an answer, however odd its target",
    arguments: ["301 Moved Permanently", "302 Found", "303 See Other", "307 T", "308 P"],
    ["", "/same", "?", "//", "::", "\u{1}", "http://[bad", "file:///etc/passwd"])
  func aRedirectIsAnAnswerHoweverOddItsTarget(status: String, location: String) async throws {
    for kind in TransportKind.allCases {
      let server = try LoopbackServer(
        .readRequest, .answer(status, headers: [("Location", location)], body: "moved"))
      defer { server.stop() }
      let result = await TransportProbe(kind).send(to: server)
      // A header that HTTP does not allow may as well be no answer.
      if result.error?.kind != .malformedAnswer || location != "\u{1}" {
        #expect("\(try result.get().response.status.code)" == status.prefix(3), "\(kind)")
      }
      #expect(server.connectionCount == 1)
    }
  }

  @Test(
    "A redirect to another origin is not followed",
    arguments: TransportKind.allCases,
    ["301 Moved Permanently", "302 Found", "303 See Other", "307 T", "308 P"])
  func aRedirectToAnotherOriginIsNotFollowed(kind: TransportKind, status: String) async throws {
    let other = try LoopbackServer(.readRequest, .answer("200 OK"))
    defer { other.stop() }
    let server = try LoopbackServer(
      .readRequest, .answer(status, headers: [("Location", other.baseURL + "/q")]))
    defer { server.stop() }
    let answer = try await TransportProbe(kind).send(to: server).get()
    #expect(answer.response.headerFields[.location] == other.baseURL + "/q")
    #expect(other.connectionCount == 0)
  }

  @Test(
    "Unusual but whole answers are read",
    arguments: TransportKind.allCases,
    [
      ("HTTP/1.1 200 OK\r\n\r\nabc", 200, "abc"),
      ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 200, "abc"),
      ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
      ("HTTP/1.1 304 Not Modified\r\n\r\n", 304, ""),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 200, "abc"),
      ("HTTP/1.1 500 Oops\r\nContent-Type: ;;=\"\r\nContent-Length: 0\r\n\r\n", 500, ""),
    ])
  func unusualButWholeAnswersAreRead(kind: TransportKind, example: (String, Int, String)) async throws {
    let (text, status, body) = example
    let server = try LoopbackServer(.readRequest, .send(text), .close)
    defer { server.stop() }
    let answer = try await TransportProbe(kind).send(to: server).get()
    #expect(answer.response.status.code == status)
    #expect(String(decoding: answer.body, as: UTF8.self) == body)
  }

  @Test("A head of 20,000 fields and one of raw Latin-1 keep their status", arguments: TransportKind.allCases)
  func aHeadOf20000FieldsAndOneOfRawLatin1KeepTheirStatus(kind: TransportKind) async throws {
    let many = (0..<20_000).map { "X-\($0): \($0)\r\n" }.joined()
    let heads = [Array(many.utf8), Array("X-Name: Jos".utf8) + [0xE9, 0x0D, 0x0A]]
    for head in heads {
      let server = try LoopbackServer(
        .readRequest, .send("HTTP/1.1 401 Unauthorized\r\n"), .send(head),
        .send("Content-Length: 2\r\n\r\nno"), .close)
      defer { server.stop() }
      let result = await TransportProbe(kind).send(to: server)
      // libcurl may take no more than some thousand fields, and gives up in time.
      if kind == .urlSession, case .failure = result { continue }
      let answer = try result.get()
      #expect(answer.response.status == .unauthorized)
      #expect(answer.body == Array("no".utf8))
    }
  }

  @Test("A body that is folded by gzip is read as it was", arguments: TransportKind.allCases)
  func aBodyThatIsFoldedByGzipIsReadAsItWas(kind: TransportKind) async throws {
    let folded: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 82, 170, 80, 170, 5, 0, 188, 126, 83, 137,
      10, 0, 0, 0,
    ]
    let server = try LoopbackServer(
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 30\r\n\r\n"),
      .send(folded), .close)
    defer { server.stop() }
    #expect(try await TransportProbe(kind).send(to: server).get().body == Array(#"{"id":"x"}"#.utf8))
  }
}
