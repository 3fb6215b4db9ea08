import Foundation
import Testing

@Suite("series preview --html and --svg")
struct PictureCommandTests {
  private static let event = Fixture.path("previews/weekly-new-york/event.json")
  private static let edit = Fixture.path("previews/weekly-new-york/edit.json")
  private static let files = ["--event", event, "--edit", edit, "--zone", "America/New_York"]

  @Test("write both beside the usual output")
  func beside() async throws {
    let folder = try TemporaryFolder()
    let (page, strip) = (folder.url.appending(path: "p.html"), folder.url.appending(path: "p.svg"))
    let plain = try await CommandRun(["preview"] + Self.files)
    let run = try await CommandRun(["preview"] + Self.files + ["--html", page.path, "--svg", strip.path])
    #expect(run.status == 0 && run.errors == "" && run.output == plain.output)
    #expect(try String(contentsOf: page, encoding: .utf8).hasPrefix("<!DOCTYPE html>\n"))
    #expect(
      try String(contentsOf: strip, encoding: .utf8).hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
  }

  @Test(
    "put a picture in the place of the text where it goes to standard output", arguments: ["--html", "--svg"])
  func standardOutput(option: String) async throws {
    let run = try await CommandRun(["preview"] + Self.files + [option, "-"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(option == "--html" ? "<!DOCTYPE html>" : "<svg "))
    #expect(run.output.hasSuffix(option == "--html" ? "</html>\n" : "</svg>\n"))
  }

  @Test("are written although a finding is an error, and the exit code tells it")
  func findings() async throws {
    let folder = try TemporaryFolder()
    let page = folder.url.appending(path: "p.html")
    let run = try await CommandRun(
      "preview", "--event", Self.event, "--edit", "-", "--html", page.path,
      input: #"{"endTime":"2026-10-20T09:00:00-04:00"}"#)
    #expect(run.status == 1)
    #expect(try String(contentsOf: page, encoding: .utf8).contains("endNotAfterStart"))
  }

  @Test("are written by an update before it sends anything")
  func update() async throws {
    let folder = try TemporaryFolder()
    let page = folder.url.appending(path: "p.html")
    let run = try await CommandRun(["update"] + Self.files + ["--html", page.path])
    #expect(run.status == 0 && run.output.hasSuffix("Nothing was sent; --apply sends it.\n"))
    #expect(FileManager.default.fileExists(atPath: page.path))
    let failed = try await CommandRun(
      ["update"] + Self.files + [
        "--html", "/nonexistent/p.html", "--apply", "--base-url", "http://127.0.0.1:1",
      ])
    #expect(failed.status == 69 && failed.errors.contains("/nonexistent/p.html can't be written"))
  }

  private static let faults: [(arguments: [String], status: Int32, words: String)] = [
    (
      ["preview", "--html", "/nonexistent/p.html"], 69,
      "/nonexistent/p.html can't be written: No such"
    ),
    (["preview", "--svg", "/"], 69, "/ can't be written: Is a directory"),
    (["preview", "--html", "-", "--svg", "-"], 64, "can't hold both pictures"),
    (["preview", "--html", "p", "--svg", "p"], 64, "--html and --svg can't both be written to p."),
    (["preview", "--html", "p", "--ics", "p"], 64, "--html and --ics can't both be written to p."),
    (["preview", "--ics", edit], 64, "is read"),
    (["preview", "--html", "-", "--format", "json"], 64, "can't hold --format json"),
    (["preview", "--html", "-", "--ics", "-"], 64, "both a calendar and a picture, or"),
    (["preview", "--ics", "-", "--format", "json"], 64, "can't hold --format json"),
    (["preview", "--svg", edit], 64, "is read"),
    (["update", "--svg", "-"], 64, "give --html, --svg and --write-edit a file"),
  ]

  @Test("end with the exit code of the fault and say what is wrong", arguments: faults)
  func fault(arguments: [String], status: Int32, words: String) async throws {
    let run = try await CommandRun(arguments + Self.files)
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  #if os(Linux)
    @Test("tell of a disk that is full")
    func full() async throws {
      let run = try await CommandRun(["preview"] + Self.files + ["--html", "/dev/full"])
      #expect(run.status == 69 && run.errors.contains("No space left"))
    }
  #endif
}
