@testable import SchedulingCore
import Testing

/// One combination of the four location fields and what is said of it.
struct LocationCase: Sendable {
  var type: String?
  var id: String?
  var override: Bool?
  var address: String?
  var eventAddress: String?
  let findings: [String]
}

struct LocationCheckTests {
  @Test(
    "Location fields are checked together",
    arguments: [
      LocationCase(findings: []),
      LocationCase(address: "Main St 1", findings: ["note locationTypeDefaultsToCustom"]),
      LocationCase(type: "custom", override: true, address: "Main St 1", findings: []),
      LocationCase(
        type: "custom", address: "Main St 1", findings: ["note overrideLocationConfigDefaults"]),
      LocationCase(type: "custom", override: true, findings: ["warning customLocationWithoutAddress"]),
      LocationCase(type: "custom", override: true, eventAddress: "Main St 1", findings: []),
      LocationCase(
        type: "custom", override: true, address: "", eventAddress: "Main St 1",
        findings: ["warning customLocationWithoutAddress"]),
      LocationCase(type: "zoom", findings: ["note overrideLocationConfigDefaults"]),
      LocationCase(type: "zoom", override: true, findings: []),
      LocationCase(type: "zoom", override: false, findings: ["warning locationTypeWithoutOverride"]),
      LocationCase(
        type: "zoom", override: true, address: "Main St 1", findings: ["warning addressWithOtherLocationType"]
      ),
      LocationCase(type: "phone", override: true, address: "+1 555 0100", findings: []),
      LocationCase(id: "custom_0", findings: ["note overrideLocationConfigDefaults"]),
      LocationCase(id: "custom_0", override: false, findings: []),
      LocationCase(id: "custom_0", override: true, findings: ["warning overrideWithLocationID"]),
      LocationCase(type: "gmeet", id: "custom_0", findings: ["warning overrideLocationConfigUnstated"]),
      LocationCase(type: "gmeet", id: "custom_0", override: false, findings: []),
      LocationCase(
        id: "custom_0", address: "Main St 1",
        findings: ["note locationTypeDefaultsToCustom", "warning overrideLocationConfigUnstated"]),
      LocationCase(override: true, findings: ["warning overrideWithoutLocation"]),
      LocationCase(override: false, findings: ["warning overrideWithoutLocation"]),
      LocationCase(type: "skype", override: true, findings: ["error unknownLocationType"]),
      LocationCase(type: "Zoom", override: true, findings: ["error unknownLocationType"]),
    ])
  func locationFieldsAreCheckedTogether(row: LocationCase) throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    edit.toNotify = false
    edit.meetingLocationType = row.type
    edit.meetingLocationID = row.id
    edit.overrideLocationConfig = row.override
    edit.address = row.address
    let findings = UpdateValidator.findings(try Draft.plain(edit, address: row.eventAddress))
    #expect(findings.map { "\($0.severity.rawValue) \($0.code.rawValue)" } == row.findings)
  }

  @Test(
    "Every documented type is known",
    arguments: ["custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google"])
  func everyDocumentedTypeIsKnown(type: String) throws {
    var edit = AppointmentEdit()
    edit.meetingLocationType = type
    let findings = UpdateValidator.findings(try Draft.plain(edit))
    #expect(!findings.contains { $0.code == .unknownLocationType })
  }
}
