import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

@Suite("Reasons, each in a file as the API answers")
struct ReasonFixtureTests {
  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/availability/reasons")

  @Test("a time is refused for the reasons that the file gives, with their message", arguments: names)
  func reasons(name: String) throws {
    let file = try JSONValue(parsing: Data(contentsOf: Self.folder.appending(path: name)))
    func text(_ field: String) throws -> String { try #require(file[field]?.stringValue) }
    let zone = try ZoneTransitions.named(text("zone"))
    var availability = Availability(calendar: try BookingCalendar(try #require(file["calendar"])))
    availability.schedules = try BookingSchedule.list(parsing: try #require(file["schedules"]).bytes())
    availability.zone = zone
    for resource in file["resources"]?.arrayValue ?? [] {
      availability.resources[try #require(resource.stringValue)] = 1
    }
    availability.now = try OffsetDateTime(parsing: text("now")).milliseconds
    var busy = BusyTime()
    try busy.add(BusySource(parsing: try #require(file["events"]).bytes()), zone: zone)
    let elsewhere = try BusySource(parsing: try #require(file["elsewhere"]).bytes())
    let user = try #require(availability.calendar.members.first?.userID)
    try busy.add(elsewhere, zone: zone, owner: BusyOwner(.outside, userIDs: [user]))
    availability.busy = busy
    let span = TimeSpan(
      startMilliseconds: try OffsetDateTime(parsing: text("start")).milliseconds,
      durationSeconds: Int(try #require(file["minutes"]?.integerValue)) * 60)
    let reasons = try #require(try availability.reasons(against: [span]).first)
    #expect(
      reasons.map { $0.code.rawValue + ($0.userID.map { " \($0)" } ?? "") }
        == file["reasons"]?.arrayValue?.compactMap(\.stringValue), "\(name)")
    #expect(reasons.allSatisfy { !$0.message.isEmpty })
    let code = name.replacing(".json", with: "").replacing("-", with: " ").uppercased()
    #expect(reasons.contains { $0.code.rawValue == code })
  }

  @Test("every reason has its file")
  func complete() {
    #expect(Self.names.count == 18)
  }
}
