import Foundation
import LoopbackServer
import Testing

@Suite("series fetch")
struct FetchCommandTests {
  private static let event =
    #"{"id":"M","calendarId":"C","locationId":"L","contactId":"P","assignedUserId":"U","title":"Weekly","appointmentStatus":"confirmed","rrule":"RRULE:FREQ=WEEKLY;COUNT=4","startTime":"2026-12-01T10:00:00-05:00","endTime":"2026-12-01T10:30:00-05:00"}"#

  private static func answer(_ request: RecordedRequest, without: String) -> [LoopbackStep] {
    let path = request.requestLine.split(separator: " ")[1].split(separator: "?")[0]
    if path.contains(without) { return [.answer("404 Not Found", body: #"{"message":"none"}"#)] }
    let body: String =
      switch path {
      case "/calendars/events/appointments/M": #"{"event":\#(event)}"#
      case "/calendars/events/appointments/M_1796742000000_1800":
        #"{"id":"M_1796742000000_1800","masterEventId":"M","startTime":"2026-12-08T10:00:00-05:00"}"#
      case "/calendars/events":
        #"{"events":[\#(event),{"id":"B","calendarId":"C","startTime":"2026-12-08T12:00:00-05:00","endTime":"2026-12-08T13:00:00-05:00"}]}"#
      case "/calendars/blocked-slots": #"{"events":[]}"#
      case "/calendars/C": #"{"calendar":{"id":"C","name":"Calls","slotDuration":30}}"#
      default:
        #"{"schedule":{"id":"S","rules":[{"type":"wday","day":"tuesday","intervals":[{"from":"09:00","to":"17:00"}]}],"timezone":"America/New_York"}}"#
      }
    return [.answer("200 OK", body: body)]
  }

  private func fetch(
    _ id: String, without: String = "nothing"
  ) async throws -> (run: CommandRun, folder: URL, requests: [String]) {
    let server = try LoopbackServer(.respond { Self.answer($0, without: without) })
    defer { server.stop() }
    let folder = FileManager.default.temporaryDirectory.appending(path: "fetch-\(UUID().uuidString)")
    let run = try await CommandRun(
      ["fetch", id, "--into", folder.path, "--base-url", server.baseURL],
      environment: ["SERIES_TOKEN": "token-of-a-location"])
    return (run, folder, server.requests.map(\.requestLine))
  }

  @Test(
    "writes what a preview needs, of an instance's series too, and says how to use it",
    arguments: ["M", "M_1796742000000_1800"])
  func whole(id: String) async throws {
    let (run, folder, requests) = try await fetch(id)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(run.status == 0, "\(run.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(
      files == ["blocked.json", "calendar.json", "event.json", "events.json", "schedule.json", "user.json"])
    #expect(requests.allSatisfy { $0.hasPrefix("GET ") })
    // The command that it names works on the files as they are.
    let line = try #require(run.output.split(separator: "\n").last)
    let words = line.split(separator: " ").dropFirst().map(String.init)
    let preview = try await CommandRun(
      words + ["--zone", "America/New_York", "--on", "2026-12-08", "--starts", "12:30"])
    #expect(preview.status == 1, "\(preview.errors)")
    #expect(preview.output.contains("“B” blocks the time"), "\(preview.output)")
  }

  @Test("leaves out what the server does not have, with a warning")
  func partly() async throws {
    let (run, folder, _) = try await fetch("M", without: "schedules")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(run.status == 0 && run.errors.contains("schedule.json is left out"), "\(run.errors)")
    #expect(!run.output.contains("--schedule"))
  }

  @Test("writes nothing where the event is not known")
  func unknown() async throws {
    let (run, folder, _) = try await fetch("M", without: "appointments")
    #expect(run.status == 65 && run.errors.contains("notFound"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("and a preview in one, with the calendar's findings")
  func online() async throws {
    let server = try LoopbackServer(.respond { Self.answer($0, without: "nothing") })
    defer { server.stop() }
    let run = try await CommandRun(
      [
        "preview", "--online", "M", "--base-url", server.baseURL, "--zone", "America/New_York", "--on",
        "2026-12-08", "--starts", "12:30",
      ], environment: ["SERIES_TOKEN": "token-of-a-location"])
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output.contains("“B” blocks the time"), "\(run.output)")
    #expect(server.requests.allSatisfy { $0.requestLine.hasPrefix("GET ") })
  }

  @Test(
    "A preview takes its event from one place",
    arguments: [[], ["--event", "a.json", "--online", "M"], ["--event", "a.json", "--into", "b"]])
  func usage(options: [String]) async throws {
    let run = try await CommandRun(["preview", "--title", "x"] + options)
    #expect(run.status == 64, "\(run.errors)")
  }
}
