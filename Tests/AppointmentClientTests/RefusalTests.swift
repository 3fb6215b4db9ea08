import AppointmentClient
import LoopbackServer
import Testing

typealias Code = AppointmentClientError.Code
typealias Category = AppointmentClientError.Category

@Suite struct RefusalTests {
  private func refusal(
    _ status: String, headers: [(String, String)] = [("Content-Type", "application/json")], body: String
  ) async throws -> AppointmentClientError {
    let server = try LoopbackServer(.readRequest, .answer(status, headers: headers, body: body))
    defer { server.stop() }
    let error = try await UpdateFixture().send(to: server).error
    #expect(server.requests.count == 1, "Nothing is repeated.")
    return try #require(error)
  }

  static let statuses: [(String, Code, Category, Bool)] = [
    ("400 Bad Request", .badRequest, .rejected, false),
    ("401 Unauthorized", .unauthorized, .authorization, false),
    ("403 Forbidden", .forbidden, .authorization, false),
    ("404 Not Found", .notFound, .rejected, false),
    ("409 Conflict", .unexpectedStatus, .rejected, false),
    ("422 Unprocessable Entity", .unprocessable, .rejected, false),
    ("429 Too Many Requests", .rateLimited, .temporary, false),
    ("500 Internal Server Error", .server, .uncertain, true),
    ("502 Bad Gateway", .server, .uncertain, true),
    ("503 Service Unavailable", .server, .uncertain, true),
    ("599 Odd", .server, .uncertain, true),
    ("304 Not Modified", .unexpectedStatus, .rejected, false),
  ]

  @Test("Each status has its error", arguments: statuses)
  func eachStatusHasItsError(
    status: String, code: Code, category: Category, mayHaveBeenApplied: Bool
  ) async throws {
    let error = try await refusal(status, body: "")
    #expect(error.code == code)
    #expect(error.category == category)
    #expect(error.mayHaveBeenApplied == mayHaveBeenApplied)
    #expect(error.isRetryable == (code == .rateLimited))
    #expect(error.status.map(String.init) == "\(status.prefix(3))")
    #expect(error.rawBody.isEmpty)
    #expect(error.serverMessage == nil)
    #expect(error.description.contains(error.remedy))
  }

  @Test(
    "The server's words are found in whatever shape they come",
    arguments: [
      (#"{"statusCode":400,"message":"Bad Request"}"#, "Bad Request"),
      (#"{"statusCode":401,"message":"Invalid token","error":"Unauthorized"}"#, "Invalid token"),
      (
        #"{"statusCode":422,"message":["startTime must be a date","no slot"],"error":"U"}"#,
        "startTime must be a date; no slot"
      ),
      (#"{"message":[{"message":"inner"},7,null]}"#, "inner"),
      (#"{"message":{"message":"deep"}}"#, "deep"),
      (#"{"message":null,"error":"Unauthorized"}"#, "Unauthorized"),
      (#"{"message":[],"errors":["a","b"]}"#, "a; b"),
      (#"["a","b"]"#, "a; b"),
      (#""bare""#, "bare"),
      ("{\"message\":\"a\\u001b[31m\\r\\nb\\u202ec\"}", "a [31m b c"),
      ("\u{FEFF}{\"message\":\"bom\"}", "bom"),
      (#"{"status":400}"#, nil), ("{", nil), ("null", nil), ("", nil), ("<html>502</html>", nil),
      (String(repeating: "[", count: 100_000), nil),
    ])
  func theServersWordsAreFoundInWhateverShapeTheyCome(body: String, words: String?) async throws {
    let error = try await refusal("400 Bad Request", body: body)
    #expect(error.serverMessage == words)
    #expect(error.rawBody == Array(body.utf8))
    if let words { #expect(error.description.contains("“\(words)”")) }
  }

  @Test("A long message is cut in the description and whole in the raw body")
  func aLongMessageIsCutInTheDescriptionAndWholeInThe() async throws {
    let body = #"{"message":"\#(String(repeating: "x", count: 10_000))"}"#
    let error = try await refusal("400 Bad Request", body: body)
    #expect(error.serverMessage == String(repeating: "x", count: 500) + "…")
    #expect(error.rawBody.count == body.utf8.count)
  }

  @Test("A plain text is a message too") func aPlainTextIsAMessageToo() async throws {
    let error = try await refusal(
      "503 Unavailable", headers: [("Content-Type", "text/plain; charset=utf-8")], body: "upstream gone\n")
    #expect(error.serverMessage == "upstream gone")
  }

  @Test("The trace id is taken from the body or the header") func theTraceIdIsTakenFromTheBodyOrTheHeader()
    async throws
  {
    let body = #"{"status":400,"message":"m","name":"HttpException","traceId":"t-1"}"#
    #expect(try await refusal("400 Bad Request", body: body).traceID == "t-1")
    #expect(try await refusal("500 Oops", headers: [("x-trace-id", "t-2")], body: "").traceID == "t-2")
  }

  @Test("A 429 tells its limits") func a429TellsItsLimits() async throws {
    let headers = [
      ("X-RateLimit-Limit-Daily", "200000"), ("X-RateLimit-Daily-Remaining", "199000"),
      ("X-RateLimit-Interval-Milliseconds", "10000"), ("x-ratelimit-max", "100"),
      ("X-RateLimit-Remaining", "0"),
    ]
    let error = try await refusal("429 Too Many Requests", headers: headers, body: "")
    #expect(
      error.rateLimit
        == RateLimit(
          intervalLimit: 100, intervalRemaining: 0, intervalMilliseconds: 10_000, dailyLimit: 200_000,
          dailyRemaining: 199_000))
    #expect(error.rateLimit?.suggestedDelay == .seconds(10))
    #expect(error.isRetryable)
  }

  @Test(
    "Retry-After counts where it is a number of seconds",
    arguments: [
      ("7", 7), ("0", 0), ("", nil), ("-1", nil), ("1.5", nil), ("+7", nil), ("99999999999999999999", nil),
      ("Wed, 21 Oct 2026 07:28:00 GMT", nil),
    ])
  func retryAfterCountsWhereItIsANumberOfSeconds(text: String, seconds: Int?) async throws {
    let error = try await refusal("429 Too Many Requests", headers: [("Retry-After", text)], body: "")
    #expect(error.rateLimit?.retryAfterSeconds == seconds)
    #expect(error.rateLimit?.suggestedDelay == seconds.map { .seconds($0) })
  }

  @Test(
    "A date in Retry-After counts from the answer's own, however its clock differs from this one",
    arguments: [
      ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:27:53 GMT", 7),
      ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 30),
      ("Sat, 01 Jan 2050 00:00:10 GMT", "Fri, 31 Dec 2049 23:59:50 GMT", 20),
      ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 08:28:00 GMT", 0),
      ("Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", 1_000_000_000),
      ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 31 Feb 2026 07:28:00 GMT", nil),
      ("Wednesday, 21-Oct-26 07:28:00 GMT", "Wed, 21 Oct 2026 07:27:53 GMT", nil),
      ("Wed, 21 Oct 2026 07:28:00 +0200", "Wed, 21 Oct 2026 07:27:53 GMT", nil),
    ])
  func aDateInRetryAfter(retry: String, date: String, seconds: Int?) async throws {
    let error = try await refusal(
      "429 Too Many Requests", headers: [("Retry-After", retry), ("Date", date)], body: "")
    #expect(error.rateLimit?.retryAfterSeconds == seconds)
  }

  @Test(
    "A redirect is an error, and the other origin gets no token",
    arguments: ["301 M", "302 Found", "303 See Other", "307 T", "308 P"])
  func aRedirectIsAnErrorAndTheOtherOriginGetsNoToken(status: String) async throws {
    let other = try LoopbackServer(.readRequest, .answer("200 OK", body: #"{"id":"x"}"#))
    defer { other.stop() }
    let error = try await refusal(
      status, headers: [("Location", "\(other.baseURL)/elsewhere?key=private")], body: "")
    #expect(error.code == .redirect)
    #expect(error.mayHaveBeenApplied == status.hasPrefix("303"))
    #expect(error.description.contains("\(other.baseURL)/elsewhere"))
    #expect(!error.description.contains("private"))
    #expect(other.connectionCount == 0)
  }

  @Test(
    "What is wrong with an answer is said in a whole sentence",
    arguments: [
      ("", "It is empty."), ("not json", "“not” is no JSON value."),
      ("null", "The event is null, not an object."),
    ])
  func whatIsWrongWithAnAnswerIsSaidInAWholeSentence(body: String, words: String) async throws {
    let error = try await refusal("200 OK", body: body)
    #expect(error.message.hasSuffix(" is no appointment: \(words)"))
    #expect(error.description.contains("\(words) The update may have been applied."))
  }

  @Test(
    "Success with an answer that is no appointment may have been applied",
    arguments: [
      "", "null", "[]", "{}", "{", "rubbish", #"{"id":7}"#, #"{"event":{}}"#, "\u{0}",
      #"{"id":"x","startTime":"soon"}"#, String(repeating: "[", count: 100_000),
    ])
  func successWithAnAnswerThatIsNoAppointmentMayHave(body: String) async throws {
    let error = try await refusal("200 OK", body: body)
    #expect(error.code == .undecodableBody)
    #expect(error.category == .uncertain)
    #expect(error.mayHaveBeenApplied)
    #expect(error.status == 200)
    #expect(error.rawBody == Array(body.utf8))
  }
}
