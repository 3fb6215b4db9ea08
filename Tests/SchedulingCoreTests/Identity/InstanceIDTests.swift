import SchedulingCore
import Testing

struct InstanceIDTests {
  @Test("The endpoint's own example is read and written") func theEndpointsOwnExampleIsReadAndWritten() throws
  {
    let id = try InstanceID(parsing: "ocQHyuzHvysMo5N5VsXc_1729821600000_1800")
    #expect(id.masterID == "ocQHyuzHvysMo5N5VsXc")
    #expect(id.startMilliseconds == 1_729_821_600_000)
    #expect(id.durationSeconds == 1800)
    #expect(id.description == "ocQHyuzHvysMo5N5VsXc_1729821600000_1800")
  }

  @Test(
    "An id is read from the right",
    arguments: [
      ("a_b_1729821600000_60", "a_b", 1_729_821_600_000, 60),
      ("M_5_1729821600000_60", "M_5", 1_729_821_600_000, 60),
      ("__1729821600000_60", "_", 1_729_821_600_000, 60),
      ("M_1729821600000_1800_1729821600000_60", "M_1729821600000_1800", 1_729_821_600_000, 60),
      ("M_\u{301}_1729821600000_60", "M_\u{301}", 1_729_821_600_000, 60),
      ("M_-86400000_1800", "M", -86_400_000, 1800), ("M_0_1", "M", 0, 1),
      ("é/?_253402300799999_1", "é/?", 253_402_300_799_999, 1),
    ])
  func anIdIsReadFromTheRight(text: String, master: String, start: Int, duration: Int) throws {
    let id = try InstanceID(parsing: text)
    #expect(id.masterID == master)
    #expect(id.startMilliseconds == start)
    #expect(id.durationSeconds == duration)
    #expect(id.description == text)
  }

  @Test(
    "What is no instance id is refused with its reason",
    arguments: [
      ("", Diagnostic.Code.notAnInstanceID), ("M", .notAnInstanceID), ("M_1729821600000", .notAnInstanceID),
      ("M__1800", .notAnInstanceID), ("M_1729821600000_", .notAnInstanceID),
      ("M_1729821600000_-", .notAnInstanceID), ("M_+1729821600000_1800", .notAnInstanceID),
      ("M_1729821600000_+1800", .notAnInstanceID), ("M_1729821600000_1800 ", .notAnInstanceID),
      ("M_1729821600000_18 00", .notAnInstanceID), ("M_1729821600000.0_1800", .notAnInstanceID),
      ("M_1e12_1800", .notAnInstanceID), ("M_١٧٢٩٨٢١٦٠٠٠٠٠_1800", .notAnInstanceID),
      ("M_\u{301}1729821600000_1800", .notAnInstanceID), ("M_1729821600000_\u{301}1800", .notAnInstanceID),
      ("M_-\u{301}86400000_1800", .notAnInstanceID), ("M_--86400000_1800", .notAnInstanceID),
      ("M_0x10_1800", .notAnInstanceID), ("M_−86400000_1800", .notAnInstanceID),
      ("M_01729821600000_1800", .digitsNotCanonical), ("M_1729821600000_01800", .digitsNotCanonical),
      ("M_-0_1800", .digitsNotCanonical), ("M_00_1800", .digitsNotCanonical),
      ("M_-01_1800", .digitsNotCanonical), ("M_1729821600000_-0", .digitsNotCanonical),
      ("M_1729821600000_0", .durationOutOfRange), ("M_1729821600000_-1800", .durationOutOfRange),
      ("M_1729821600000_99999999999999999999", .durationOutOfRange),
      ("M_1729821600000_9223372036854775807", .durationOutOfRange),
      ("M_1729821600000_315537897600", .durationOutOfRange),
      ("M_99999999999999999999_1800", .startOutOfRange),
      ("M_9223372036854775808_1800", .startOutOfRange), ("M_253402300800000_1", .startOutOfRange),
      ("M_-62135596800001_1", .startOutOfRange), ("M_-9223372036854775808_1", .startOutOfRange),
      ("M_1729821600_1800", .startLooksLikeSeconds), ("M_1000000000_1800", .startLooksLikeSeconds),
      ("M_9999999999_1800", .startLooksLikeSeconds), ("_1729821600000_1800", .invalidEventID),
      (" _1729821600000_1800", .invalidEventID), ("M\u{0}_1729821600000_1800", .invalidEventID),
    ])
  func whatIsNoInstanceIdIsRefusedWithItsReason(text: String, code: Diagnostic.Code) throws {
    let error = try #require(throws: ValidationFailure.self) { try InstanceID(parsing: text) }
    #expect(error.code == code)
  }

  @Test("A start in seconds is refused with the milliseconds to write")
  func aStartInSecondsIsRefusedWithTheMillisecondsTo() throws {
    let error = try #require(throws: ValidationFailure.self) { try InstanceID(parsing: "M_1729821600_1800") }
    #expect(error.remedy?.contains("1729821600000") == true)
  }

  @Test("Ids survive being written and read") func idsSurviveBeingWrittenAndRead() throws {
    var generator = SeededGenerator(seed: 4)
    let alphabet = Array("abcXYZ0189_-.~é日")
    for _ in 0..<5000 {
      let length = Int.random(in: 1...24, using: &generator)
      let master = "x" + String((0..<length).compactMap { _ in alphabet.randomElement(using: &generator) })
      let start = Int.random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator)
      let duration = max(
        1, Int.random(in: 1...315_537_897_599, using: &generator) >> Int.random(in: 0..<38, using: &generator)
      )
      guard !(1_000_000_000..<10_000_000_000).contains(start) else { continue }
      let id = try InstanceID(masterID: master, startMilliseconds: start, durationSeconds: duration)
      #expect(try InstanceID(parsing: id.description) == id)
      #expect(try EventReference(parsing: id.description) == .instance(id))
    }
  }

  @Test("Hostile ids never trap and what is read is written the same")
  func hostileIdsNeverTrapAndWhatIsReadIsWrittenTheSame() {
    var generator = SeededGenerator(seed: 5)
    let alphabet = Array("____-+01234567899887766M \n\u{0}é")
    var read = 0
    for _ in 0..<20_000 {
      let text = String(
        (0..<Int.random(in: 0...24, using: &generator)).compactMap { _ in
          alphabet.randomElement(using: &generator)
        })
      guard let id = try? InstanceID(parsing: text) else { continue }
      read += 1
      #expect(id.description == text)
    }
    #expect(read > 50)
  }

  @Test(
    "No id is composed of what can't be one",
    arguments: [
      (0, 0, Diagnostic.Code.durationOutOfRange), (0, -1, .durationOutOfRange),
      (0, .min, .durationOutOfRange),
      (0, .max, .durationOutOfRange),
      (.max, 1, .startOutOfRange), (.min, 1, .startOutOfRange),
    ])
  func noIdIsComposedOfWhatCantBeOne(start: Int, duration: Int, code: Diagnostic.Code) throws {
    let error = try #require(throws: ValidationFailure.self) {
      try InstanceID(masterID: "M", startMilliseconds: start, durationSeconds: duration)
    }
    #expect(error.code == code)
  }
}

struct EventReferenceTests {
  @Test(
    "Whatever is not exactly an instance id is an event id",
    arguments: [
      "ocQHyuzHvysMo5N5VsXc", "a_b", "M_1_x", "M_01_1800", "M_1729821600000_0", "M_-0_5",
      "M_1729821600000_01800", "_1729821600000", "a/b?c#d", "...", "x.y",
    ])
  func whateverIsNotExactlyAnInstanceIdIsAnEventId(text: String) throws {
    #expect(try EventReference(parsing: text) == .event(text))
    #expect(try EventReference(parsing: text).masterID == text)
  }

  @Test(
    "What would break a path is refused",
    arguments: [
      "", ".", "..", " a", "a ", "a\u{A0}b", "a\n", "\t", "a\u{7F}", "\u{A0}x",
      String(repeating: "x", count: 1025),
    ])
  func whatWouldBreakAPathIsRefused(text: String) throws {
    let error = try #require(throws: ValidationFailure.self) { try EventReference(parsing: text) }
    #expect(error.code == .invalidEventID)
  }

  @Test("An instance id with seconds is refused instead of taken for an event id")
  func anInstanceIdWithSecondsIsRefusedInsteadOfTaken() throws {
    let error = try #require(throws: ValidationFailure.self) {
      try EventReference(parsing: "M_1729821600_1800")
    }
    #expect(error.code == .startLooksLikeSeconds)
  }
}
