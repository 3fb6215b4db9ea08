import Recurrence
import SchedulingCore
import Testing

struct JSONValueTests {
  @Test(
    "Valid JSON is read",
    arguments: [
      ("null", JSONValue.null), (" true\n", true), ("false", false), ("0", 0), ("-12", -12),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.50", 1.5), ("2e3", 2000.0),
      ("-1.5E-2", -0.015), (#""a\u00e9\n\"\/\\""#, "aé\n\"/\\"), (#""\ud83d\ude00""#, "😀"), ("[]", []),
      ("[1, [2]]", [1, [2]]), ("{}", [:]), (#"{"b":1,"a":{"c":null}}"#, ["a": ["c": nil], "b": 1]),
    ] as [(String, JSONValue)])
  func validJSONIsRead(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "Broken JSON is refused with its place",
    arguments: [
      ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("{a:1}", 1, 2),
      ("{\"a\":1,}", 1, 9 - 1), ("01", 1, 1), ("1.", 1, 3), ("-", 1, 2), ("1e", 1, 3), ("+1", 1, 1),
      ("nul", 1, 1), ("\"abc", 1, 1), ("\"\\x\"", 1, 2), ("\"\\u12g4\"", 1, 2), ("\"\\ud83d\"", 1, 2),
      ("\"\\ud83d\\u0041\"", 1, 2), ("\"a\u{01}\"", 1, 3), ("{}x", 1, 3), ("{\n  \"é\": x}", 2, 8),
      ("1e999", 1, 1), ("NaN", 1, 1), ("// c", 1, 1),
    ])
  func brokenJSONIsRefusedWithItsPlace(text: String, line: Int, column: Int) throws {
    let error = try #require(throws: ValidationFailure.self) { try JSONValue(parsing: text) }
    #expect(error.code == .invalidJSON)
    #expect(error.position?.line == line)
    #expect(error.position?.column == column)
  }

  @Test("An object with many members finds each, also after some were taken out")
  func manyMembers() throws {
    var object = JSONObject()
    for number in 0..<2_000 { object["key\(number)"] = .integer(Int64(number)) }
    for number in stride(from: 0, to: 2_000, by: 2) where number % 100 == 0 { object["key\(number)"] = nil }
    object["key7"] = 0
    #expect(object.count == 1_980)
    #expect(object["key7"] == 0 && object["key100"] == nil && object["other"] == nil)
    #expect((0..<2_000).allSatisfy { $0 == 7 || $0 % 100 == 0 || object["key\($0)"] == .integer(Int64($0)) })
    #expect(object.keys.prefix(2) == ["key1", "key2"])
  }

  @Test("What an edit holds beside the fields of the API is found by its key", arguments: [1, 10, 40])
  func unknownMembers(count: Int) throws {
    let unknown = (0..<count).map { #""key\#($0)":\#($0)"# }.joined(separator: ",")
    for text in ["{\(unknown)}", #"{"title":"Review",\#(unknown),"toNotify":false}"#] {
      let fields = try AppointmentEdit(parsing: text.utf8).unknownFields
      #expect(fields.keys == (0..<count).map { "key\($0)" })
      #expect((0..<count).allSatisfy { fields["key\($0)"] == .integer(Int64($0)) })
      #expect(fields["title"] == nil && fields["toNotify"] == nil)
    }
  }

  @Test("More values than any event has are refused where they begin to be too many")
  func tooManyValues() throws {
    let most = 1 << 20
    let fits = "[" + String(repeating: "1,", count: most - 2) + "1]"
    #expect(try JSONValue(parsing: fits).arrayValue?.count == most - 1)
    let error = try #require(throws: ValidationFailure.self) {
      try JSONValue(parsing: "[1," + fits.dropFirst())
    }
    #expect(error.code == .tooManyValues)
    #expect(error.position?.column == fits.utf8.count + 1)
  }

  @Test("The place of a fault counts lines that end with LF, CRLF or CR", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    let error = try #require(throws: ValidationFailure.self) { try JSONValue(parsing: "{\(end)\(end) x") }
    #expect(error.position?.line == 3)
    #expect(error.position?.column == 2)
  }

  @Test("A key that stands twice is an error unless the last is to count")
  func aKeyThatStandsTwiceIsAnErrorUnlessTheLastIsTo() throws {
    let text = #"{"a":1,"a":2}"#
    let error = try #require(throws: ValidationFailure.self) { try JSONValue(parsing: text) }
    #expect(error.code == .duplicateKey)
    #expect(error.position?.column == 8)
    #expect(try JSONValue(parsing: text, allowsDuplicateKeys: true) == ["a": 2])
  }

  @Test("Nesting beyond the limit is refused, not followed") func nestingBeyondTheLimitIsRefusedNotFollowed()
    throws
  {
    let deep = String(repeating: "[", count: 200_000)
    let error = try #require(throws: ValidationFailure.self) { try JSONValue(parsing: deep) }
    #expect(error.code == .nestingTooDeep)
    let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try JSONValue(parsing: allowed) }
  }

  @Test("Bytes that are no UTF-8 are refused") func bytesThatAreNoUTF8AreRefused() throws {
    let bytes: [UInt8] = [0x22, 0xFF, 0x22]
    let error = try #require(throws: ValidationFailure.self) { try JSONValue(parsing: bytes) }
    #expect(error.code == .invalidJSON)
  }

  @Test("Members are written sorted or as given") func membersAreWrittenSortedOrAsGiven() throws {
    let value = try JSONValue(parsing: #"{"b":[1,{"z":1,"y":2}],"a":"\u0001\u007f/é"}"#)
    #expect(value.text() == #"{"a":"\u0001\u007f/é","b":[1,{"y":2,"z":1}]}"#)
    #expect(value.text(keys: .asGiven) == #"{"b":[1,{"z":1,"y":2}],"a":"\u0001\u007f/é"}"#)
    #expect(value["b"]?.arrayValue?.first?.integerValue == 1)
    #expect(
      try JSONValue(parsing: #"{"a":[1],"b":{},"c":[]}"#).text(pretty: true)
        == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {},\n  \"c\": []\n}")
  }

  @Test("Writing and reading gives the same value") func writingAndReadingGivesTheSameValue() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let value = randomValue(depth: 4, using: &generator)
      #expect(try JSONValue(parsing: value.bytes()) == value)
      #expect(try JSONValue(parsing: value.text(keys: .asGiven, pretty: true)) == value)
    }
  }

  @Test("Mutated JSON never traps") func mutatedJSONNeverTraps() {
    var generator = SeededGenerator(seed: 12)
    let base = Array(#"{"title":"a\u00e9\n","n":[1,-2.5e3,true,null],"o":{"k":"v"}}"#.utf8)
    var refused = 0
    for _ in 0..<5000 {
      var bytes = base
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: index)
        }
      }
      if (try? JSONValue(parsing: bytes)) == nil { refused += 1 }
    }
    #expect(refused > 2500)
  }

  @Test("Removing a member forgets its place") func removingAMemberForgetsItsPlace() {
    var object: JSONObject = ["a": 1, "b": 2, "c": 3]
    object["b"] = nil
    object["zz"] = nil
    object["a"] = 4
    object["b"] = 5
    #expect(object.keys == ["a", "c", "b"])
    #expect(object.map(\.value) == [4, 3, 5])
    #expect(object == ["b": 5, "c": 3, "a": 4])
  }

  private func randomValue(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
    case 3: return .double(Double.random(in: -1e20...1e20, using: &generator))
    case 4, 5:
      let scalars = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x1_F600, using: &generator))
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 6:
      return .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          randomValue(depth: depth - 1, using: &generator)
        })
    default:
      var object = JSONObject()
      for index in 0..<Int.random(in: 0...4, using: &generator) {
        object["k\(index)"] = randomValue(depth: depth - 1, using: &generator)
      }
      return .object(object)
    }
  }

  @Test(
    "An object finds, replaces and removes members alike, be they few or many", arguments: [3, 16, 17, 60])
  func manyMembers(count: Int) {
    var object = JSONObject()
    for number in 0..<count { object["k\(number)"] = .integer(Int64(number)) }
    object["k1"] = "changed"
    object["k0"] = nil
    object["none"] = nil
    #expect(object.count == count - 1)
    #expect(object.keys == (1..<count).map { "k\($0)" })
    #expect(object["k0"] == nil && object["k1"] == "changed")
    for number in 2..<count { #expect(object["k\(number)"] == .integer(Int64(number))) }
    object["k0"] = 0
    #expect(object.keys.last == "k0" && object["k0"] == 0)

    var reversed = JSONObject()
    for key in object.keys.reversed() { reversed[key] = object[key] }
    #expect(reversed == object && reversed.hashValue == object.hashValue)
    reversed["k1"] = 1
    #expect(reversed != object)
  }
}
