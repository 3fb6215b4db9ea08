@testable import SchedulingCore
import Testing

struct AppointmentPredictionTests {
  private func prediction(_ draft: UpdateDraft) throws -> AppointmentPrediction {
    try UpdateValidator.validate(draft).prediction
  }

  @Test("What is not edited is predicted as it is") func whatIsNotEditedIsPredictedAsItIs() throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    let predicted = try prediction(Draft.series(edit))
    #expect(predicted.id == "M")
    #expect(predicted.startTime?.text == "2026-03-07T02:30:00-05:00")
    #expect(predicted.appointmentStatus == .new)
    #expect(predicted.rule == .replace("RRULE:FREQ=DAILY;COUNT=5"))
    let answer = try Appointment(parsing: Draft.master.utf8)
    #expect(predicted.differences(from: answer).isEmpty)
  }

  @Test("Of an instance only what its id tells is predicted") func ofAnInstanceOnlyWhatItsIdTellsIsPredicted()
    throws
  {
    var edit = AppointmentEdit()
    edit.title = "x"
    let kept = try prediction(Draft.series(edit, id: "M_1773037800000_1800"))
    #expect(kept.id == "M_1773037800000_1800")
    #expect(kept.startTime?.milliseconds == 1_773_037_800_000)
    #expect(kept.endTime?.milliseconds == 1_773_039_600_000)
    #expect(kept.appointmentStatus == nil)
    #expect(kept.rule == .unchanged)
    edit.startTime = try OffsetDateTime(parsing: "2026-03-09T08:00:00Z")
    #expect(try prediction(Draft.series(edit, id: "M_1773037800000_1800")).id == nil)
  }

  @Test(
    "An answer is compared by what it means",
    arguments: [
      (#"{"id":"P"}"#, [String]()),
      (#"{"id":"P","startTime":"2026-03-07T07:30:00Z","endTime":"2026-03-07T08:00:00.000Z"}"#, []),
      (#"{"id":"P","startTime":"2026-03-07T07:31:00Z"}"#, ["startTime"]),
      (
        #"{"id":"Q","endTime":"2026-03-07T07:31:00Z","appointmentStatus":"new"}"#,
        ["id", "endTime", "appointmentStatus"]
      ),
    ])
  func anAnswerIsComparedByWhatItMeans(answer: String, fields: [String]) throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    let answer = try Appointment(parsing: answer.utf8)
    #expect(try prediction(Draft.plain(edit)).differences(from: answer).map(\.field) == fields)
  }

  @Test(
    "Each field that was sent is compared where the answer shows it",
    arguments: [
      (#"{"id":"P","title":"N","address":"Here","overrideLocationConfig":true,"x":[1]}"#, [String]()),
      (#"{"id":"P","title":" N\n","description":null}"#, []), (#"{"id":"P"}"#, []),
      (#"{"id":"P","title":"other"}"#, ["title"]), (#"{"id":"P","title":null}"#, ["title"]),
      (
        #"""
        {"id":"P","address":"There","assignedUserId":"V","calendarId":"D","description":"no","x":[2],
         "meetingLocationId":"k","meetingLocationType":"zoom","overrideLocationConfig":false,"toNotify":true}
        """#,
        [
          "address", "assignedUserId", "calendarId", "description", "meetingLocationId",
          "meetingLocationType",
          "overrideLocationConfig", "x",
        ]
      ),
    ])
  func eachFieldThatWasSentIsComparedWhereTheAnswer(
    answer: String, fields: [String]
  ) throws {
    var edit = AppointmentEdit()
    (edit.title, edit.address, edit.assignedUserID, edit.calendarID) = ("N", "Here", "U", "C")
    (edit.eventDescription, edit.meetingLocationID, edit.meetingLocationType) = ("", "k1", "custom")
    (edit.overrideLocationConfig, edit.toNotify, edit.unknownFields) = (true, false, ["x": [1]])
    let answer = try Appointment(parsing: answer.utf8)
    #expect(try prediction(Draft.plain(edit)).differences(from: answer).map(\.field).sorted() == fields)
  }

  @Test(
    "A rule is compared by what it says",
    arguments: [
      (#"{"id":"M","rrule":"RRULE:FREQ=DAILY;COUNT=9"}"#, [String]()), (#"{"id":"M"}"#, []),
      (#"{"id":"M","rrule":"COUNT=9;FREQ=DAILY;INTERVAL=1"}"#, []),
      (#"{"id":"M","rrule":"RRULE:FREQ=DAILY;COUNT=8"}"#, ["rrule"]), (#"{"id":"M","rrule":""}"#, ["rrule"]),
      (#"{"id":"M","rrule":"rubbish"}"#, ["rrule"]),
    ])
  func aRuleIsComparedByWhatItSays(answer: String, fields: [String]) throws {
    var edit = AppointmentEdit()
    edit.rule = .replace("RRULE:FREQ=DAILY;COUNT=9")
    edit.ignoreFreeSlotValidation = true
    let answer = try Appointment(parsing: answer.utf8)
    #expect(try prediction(Draft.series(edit)).differences(from: answer).map(\.field) == fields)
  }

  @Test("A removed rule is expected to be gone") func aRemovedRuleIsExpectedToBeGone() throws {
    var edit = AppointmentEdit()
    edit.rule = .remove
    edit.ignoreFreeSlotValidation = true
    let predicted = try prediction(Draft.series(edit))
    #expect(predicted.differences(from: try Appointment(parsing: #"{"id":"M"}"#.utf8)).isEmpty)
    let answer = try Appointment(parsing: Draft.master.utf8)
    #expect(predicted.differences(from: answer).map(\.field) == ["rrule"])
  }
}
