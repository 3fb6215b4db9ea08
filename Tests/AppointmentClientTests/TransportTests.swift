import AppointmentClient
import HTTPTypes
import LoopbackServer
import Testing

@Suite struct URLSessionTransportTests {
  @Test("A request goes over the wire once, its path, header and body untouched")
  func aRequestGoesOverTheWireOnceItsPathHeaderAndBody() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: "ok"))
    defer { server.stop() }
    let answer = try await TransportProbe(path: "/x/a%2Fb%3Fc%23d%25e_%c3%A9").send(to: server).get()
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

  @Test("A cookie of one answer is not sent with the next request")
  func aCookieOfOneAnswerIsNotSentWithTheNextRequest() async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("200 OK", headers: [("Set-Cookie", "a=b; Path=/")], body: "{}"))
    defer { server.stop() }
    for _ in 0..<2 { _ = try await TransportProbe().send(to: server).get() }
    #expect(server.requests.map { $0.values(of: "Cookie") } == [[], []])
  }

  @Test("Every request has a connection of its own, so that none is repeated on a dead one")
  func everyRequestHasAConnectionOfItsOwnSoThatNoneIs()
    async throws
  {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), .hang],
      [.readRequest, .answer("200 OK", body: "{}")],
    ])
    defer { server.stop() }
    for _ in 0..<2 { _ = try await TransportProbe().send(to: server).get() }
    #expect(server.connectionCount == 2)
    #expect(try await eventually { server.hangUpCount == 1 })
  }

  @Test(
    "A 401 is an answer, whatever kind of credential it asks for",
    arguments: [
      "Basic realm=\"x\"", "Basic", "Basic realm=", "Digest realm=\"x\", nonce=\"1\"", "Bearer realm=\"x\"",
      "Negotiate", "NTLM", "Foo bar=\"", "\"", "",
    ])
  func a401IsAnAnswerWhateverKindOfCredentialItAsksFor(challenge: String) async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("401 Unauthorized", headers: [("WWW-Authenticate", challenge)], body: "no"))
    defer { server.stop() }
    let answer = try await TransportProbe().send(to: server).get()
    #expect(answer.response.status == .unauthorized)
    #expect(answer.body == Array("no".utf8))
    #expect(server.connectionCount == 1)
  }

  @Test(
    "A redirect is an answer, however odd its target",
    arguments: ["301 Moved Permanently", "302 Found", "303 See Other", "307 T", "308 P"],
    ["", "/same", "?", "//", "::", "\u{1}", "http://[bad", "file:///etc/passwd"])
  func aRedirectIsAnAnswerHoweverOddItsTarget(status: String, location: String) async throws {
    let server = try LoopbackServer(
      .readRequest, .answer(status, headers: [("Location", location)], body: "moved"))
    defer { server.stop() }
    let answer = try await TransportProbe().send(to: server).get()
    #expect("\(answer.response.status.code)" == status.prefix(3))
    #expect(server.connectionCount == 1)
  }

  @Test(
    "A redirect to another origin is not followed",
    arguments: ["301 Moved Permanently", "302 Found", "303 See Other", "307 T", "308 P"])
  func aRedirectToAnotherOriginIsNotFollowed(status: String) async throws {
    let other = try LoopbackServer(.readRequest, .answer("200 OK"))
    defer { other.stop() }
    let server = try LoopbackServer(
      .readRequest, .answer(status, headers: [("Location", other.baseURL + "/q")]))
    defer { server.stop() }
    let answer = try await TransportProbe().send(to: server).get()
    #expect(answer.response.headerFields[.location] == other.baseURL + "/q")
    #expect(other.connectionCount == 0)
  }

  @Test(
    "Unusual but whole answers are read",
    arguments: [
      ("HTTP/1.1 200 OK\r\n\r\nabc", 200, "abc"),
      ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", 200, "abc"),
      ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
      ("HTTP/1.1 304 Not Modified\r\n\r\n", 304, ""),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 200, "abc"),
      ("HTTP/1.1 500 Oops\r\nContent-Type: ;;=\"\r\nContent-Length: 0\r\n\r\n", 500, ""),
    ])
  func unusualButWholeAnswersAreRead(text: String, status: Int, body: String) async throws {
    let server = try LoopbackServer(.readRequest, .send(text), .close)
    defer { server.stop() }
    let answer = try await TransportProbe().send(to: server).get()
    #expect(answer.response.status.code == status)
    #expect(String(decoding: answer.body, as: UTF8.self) == body)
  }
}
