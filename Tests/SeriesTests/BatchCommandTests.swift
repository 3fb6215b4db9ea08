import Foundation
import Testing

@Suite("series batch")
struct BatchCommandTests {
  @Test("answers each line in order, and keeps the key byte by byte")
  func order() async throws {
    let run = try await CommandRun(
      "batch",
      input: """
        {"key":{"a":[1, 2.50e3,"\\u00e9é"]},"start":"2026-03-07T02:30:00","timeZone":"America/New_York","recurrence":"RRULE:FREQ=DAILY;COUNT=2"}
        {"recurrence":"FREQ=DAILY;COUNT=1","start":"2026-03-07T02:30:00","key":123456789012345678901234567890}
        {"key":"c","masterId":"M","durationSeconds":1800,"start":"2026-03-07T02:30:00","recurrence":"RRULE:FREQ=DAILY;COUNT=3\\nEXDATE:20260308T023000Z"}
        {"start":"2026-03-07","timeZone":null,"limit":null,"recurrence":"FREQ=DAILY;BYHOUR=3;COUNT=1","other":true}
        """)
    #expect(
      run.output == """
        {"key":{"a":[1, 2.50e3,"\\u00e9é"]},"starts":[1772868600000,1772955000000],"truncated":false}
        {"key":123456789012345678901234567890,"starts":[1772850600000],"truncated":false}
        {"key":"c","starts":[1772850600000,1773023400000],"truncated":false}
        {"key":null,"starts":[1772841600000],"truncated":false}

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  /// ICU keeps years of the two calendars together, and whichever it computes first.
  @Test("the Chinese calendar is the same after the Korean one was read")
  func koreanCalendar() async throws {
    func line(_ calendar: String) -> String {
      #"{"start":"1914-01-01","limit":400,"recurrence":"RSCALE=\#(calendar);FREQ=DAILY;BYMONTHDAY=1"}"# + "\n"
    }
    let run = try await CommandRun("batch", input: line("DANGI") + line("CHINESE"))
    let alone = try await CommandRun("batch", input: line("CHINESE"))
    #expect(run.output.hasSuffix("\n" + alone.output))
    #expect(alone.output.filter { $0 == "," }.count == 401)
  }

  /// 1914 is among the years that the Korean calendar spoils for the Chinese one.
  @Test("the Chinese calendar is the same after libical walked the Korean one")
  func koreanCalendarOfLibical() async throws {
    func line(_ calendar: String) -> String {
      let rule = "RSCALE=\(calendar);FREQ=MONTHLY;BYMONTHDAY=1"
      return #"{"start":"1914-01-01","limit":40,"recurrence":"\#(rule)"}"# + "\n"
    }
    let run = try await CommandRun("batch", "--engine", "libical", input: line("DANGI") + line("CHINESE"))
    let alone = try await CommandRun("batch", "--engine", "libical", input: line("CHINESE"))
    #expect(run.output.hasSuffix("\n" + alone.output))
    #expect(alone.output.contains("\"starts\""))
  }

  private static let windowCases: [(members: String, answer: String)] = [
    (#""limit":2"#, #""starts":[1772874000000,1772960400000],"truncated":true"#),
    (#""limit":0"#, #""starts":[],"truncated":true"#),
    (
      #""from":"2026-03-08T09:00:00","to":"2026-03-10T09:00:00""#,
      #""starts":[1772960400000,1773046800000],"truncated":false"#
    ),
    (
      #""from":"2026-03-08T10:00:00+01:00","to":"2026-03-09""#,
      #""starts":[1772960400000],"truncated":false"#
    ),
    (#""from":"2026-03-10","to":"2026-03-09""#, #""starts":[],"truncated":false"#),
    (#""to":"2026-03-07T09:00:00""#, #""starts":[],"truncated":false"#),
  ]

  @Test(
    "bounds the starts, from inclusive and to exclusive, and says when the limit cut them",
    arguments: windowCases)
  func windows(members: String, answer: String) async throws {
    let run = try await CommandRun(
      "batch", input: #"{"key":1,"start":"2026-03-07T09:00:00","recurrence":"FREQ=DAILY",\#(members)}"#)
    #expect(run.output == "{\"key\":1,\(answer)}\n")
  }

  @Test("caps a series without an end at 10,000 and says so")
  func endless() async throws {
    let run = try await CommandRun(
      "batch", input: #"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY"}"#)
    #expect(run.output.hasSuffix("],\"truncated\":true}\n"))
    #expect(run.output.filter { $0 == "," }.count == 10_001)
  }

  private static let faultCases: [(line: String, key: String, code: String)] = [
    ("", "null", "invalidJSON"),
    ("nonsense", "null", "invalidJSON"),
    ("[1]", "null", "invalidJSON"),
    (#"{"key":"k","start":"2026-03-07""#, #""k""#, "invalidJSON"),
    (#"{"key":"k","start":"2026-03-07","recurrence":"FREQ=DAILY"} x"#, #""k""#, "invalidJSON"),
    (#"{"key":"k","start":"\ud800","recurrence":"FREQ=DAILY"}"#, #""k""#, "invalidJSON"),
    (#"{"key":01,"start":"2026-03-07","recurrence":"FREQ=DAILY"}"#, "null", "invalidJSON"),
    (#"{"key":1,"key":2,"start":"2026-03-07","recurrence":"FREQ=DAILY"}"#, "1", "duplicateKey"),
    (#"{"start":5,"recurrence":"FREQ=DAILY","key":[]}"#, "[]", "wrongType"),
    (#"{"key":1,"start":"2026-03-07","recurrence":["FREQ=DAILY"]}"#, "1", "wrongType"),
    (#"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY","limit":-1}"#, "1", "wrongType"),
    (#"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY","limit":1.5}"#, "1", "wrongType"),
    (#"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY","durationSeconds":0}"#, "1", "wrongType"),
    (
      #"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY","limit":99999999999999999999}"#, "1",
      "wrongType"
    ),
    (#"{"key":1,"recurrence":"FREQ=DAILY"}"#, "1", "missingField"),
    (#"{"key":1,"start":"2026-03-07"}"#, "1", "missingField"),
    (#"{"key":1,"start":"2026-02-30","recurrence":"FREQ=DAILY"}"#, "1", "invalidTime"),
    (#"{"key":1,"start":"2026-03-07","from":"x","recurrence":"FREQ=DAILY"}"#, "1", "invalidTime"),
    (#"{"key":1,"start":"2026-03-07","timeZone":"No/Where","recurrence":"FREQ=DAILY"}"#, "1", "unknownZone"),
    (
      #"{"key":1,"start":"2026-03-07","timeZone":"../../etc/passwd","recurrence":"FREQ=DAILY"}"#, "1",
      "unknownZone"
    ),
    (#"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY;;COUNT=3"}"#, "1", "emptyPart"),
    (#"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY;COUNT=0"}"#, "1", "valueOutOfRange"),
  ]

  @Test("answers a bad line with an error and goes on", arguments: faultCases)
  func faults(line: String, key: String, code: String) async throws {
    let good = #"{"key":"next","start":"2026-03-07","recurrence":"FREQ=DAILY;COUNT=1"}"#
    let run = try await CommandRun("batch", "--strict", input: "\(line)\n\(good)\n")
    #expect(run.lines.count == 2)
    #expect(
      run.lines.first?.hasPrefix(#"{"key":\#(key),"error":{"code":"\#(code)","message":""#) == true,
      "\(run.output)")
    #expect(run.lines.last == #"{"key":"next","starts":[1772841600000],"truncated":false}"#)
    #expect(run.status == 0)
  }

  @Test("tells the column of a fault in the recurrence")
  func column() async throws {
    let run = try await CommandRun(
      "batch", input: #"{"key":1,"start":"2026-03-07","recurrence":"RRULE:FREQ=DAILY\nEXDATE:2026"}"#)
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let error = try #require(answer["error"] as? [String: Any])
    #expect(error["field"] as? String == "recurrence")
    #expect(error["line"] as? Int == 2)
    #expect(error["column"] as? Int == 8)
  }

  @Test("answers lines that are no UTF-8, are too long, or nest too deep")
  func hostileLines() async throws {
    var input = Array(#"{"key":"k","x":""#.utf8) + [0xFF, 0xFE] + Array("\"}\n".utf8)
    input += Array(#"{"key":"a"#.utf8) + [0xC3] + Array("\"}\n".utf8)
    input += Array(#"{"key":7,"x":""#.utf8) + [UInt8](repeating: 0x79, count: 3 << 20) + Array("\"}\n".utf8)
    input += Array(#"{"key":8,"x":"#.utf8) + [UInt8](repeating: 0x5B, count: 200_000) + [0x0A]
    input += Array(#"{"key":9,"start":"2026-03-07","recurrence":"FREQ=DAILY;COUNT=1"}"#.utf8)
    let run = try await CommandRun(["batch"], input: input)
    let beginnings = [
      #"{"key":"k","error":{"code":"invalidEncoding""#, #"{"key":null,"error":{"code":"invalidEncoding""#,
      #"{"key":7,"error":{"code":"lineTooLong""#, #"{"key":8,"error":{"code":"invalidJSON""#,
      #"{"key":9,"starts":[1772841600000]"#,
    ]
    #expect(run.lines.count == beginnings.count)
    for (line, beginning) in zip(run.lines, beginnings) { #expect(line.hasPrefix(beginning)) }
  }

  @Test("reads CRLF and a byte order mark")
  func lineEnds() async throws {
    let line = #"{"key":1,"start":"2026-03-07","recurrence":"FREQ=DAILY;COUNT=1"}"#
    let run = try await CommandRun("batch", input: "\u{FEFF}\(line)\r\n\(line)\r\n")
    #expect(run.lines == Array(repeating: #"{"key":1,"starts":[1772841600000],"truncated":false}"#, count: 2))
  }

  @Test("exits with 1 after an error where asked")
  func failOnError() async throws {
    #expect(try await CommandRun("batch", "--fail-on-error", input: "x\n").status == 1)
    #expect(try await CommandRun("batch", "--fail-on-error", input: "").status == 0)
  }

  @Test("answers a line before the next one is written")
  func coprocess() throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = try CommandRun.executable
    process.arguments = ["batch"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    defer { process.terminate() }
    for key in 1...3 {
      let line = #"{"key":\#(key),"start":"2026-03-07","recurrence":"FREQ=DAILY;COUNT=1"}"# + "\n"
      try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
      // Returns with what there is, or nothing at the end.
      let answer = output.fileHandleForReading.availableData
      #expect(
        String(decoding: answer, as: UTF8.self)
          == "{\"key\":\(key),\"starts\":[1772841600000],\"truncated\":false}\n")
    }
    try input.fileHandleForWriting.close()
    #expect(output.fileHandleForReading.availableData.isEmpty)
  }

  @Test("ends quietly when its reader goes away")
  func readerGone() throws {
    let process = Process()
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.executableURL = try CommandRun.executable
    process.arguments = ["batch"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try output.fileHandleForReading.close()
    try input.fileHandleForWriting.write(contentsOf: Data("x\n".utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(errors.fileHandleForReading.availableData.isEmpty)
  }
}
