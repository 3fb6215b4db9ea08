/// Takes a token out of bytes and texts that a server or a transport gave.
///
/// Found are the token and any longer part of it: as it is, escaped as in JSON (once or more), percent-encoded, as
/// HTML entities, and broken over lines. A token that is cut in two is thus found in its halves.
struct TokenRedactor: Sendable {
  static let mark = "[redacted]"

  private let token: [UInt8]
  /// Every part of the token that is `length` bytes long.
  private let parts: Set<ArraySlice<UInt8>>
  /// Shorter parts may be words of anybody's.
  private let length: Int
  /// Those of tokens that the same call has used before.
  private var former: [TokenRedactor] = []

  init(token: String) {
    self.token = Array(token.utf8)
    let length = min(self.token.count, max(8, min(16, self.token.count / 2)))
    self.length = length
    parts =
      length == 0
      ? [] : Set((0...(self.token.count - length)).map { [token = self.token] in token[$0..<($0 + length)] })
  }

  /// What takes out both tokens.
  func adding(_ other: TokenRedactor) -> TokenRedactor {
    var both = self
    both.former.append(other)
    return both
  }

  func redact(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let redacted = redact(bytes)
    return redacted == bytes ? text : String(decoding: redacted, as: UTF8.self)
  }

  /// The bytes with a mark for each spelling of the token and of its parts.
  ///
  /// - Complexity: O(bytes), times the length of a part, which is 16 at most.
  func redact(_ bytes: [UInt8]) -> [UInt8] {
    let bytes = former.reduce(bytes) { $1.redact($0) }
    guard length > 0, bytes.count >= length else { return bytes }
    var found = places(in: bytes.indices.map { SpelledByte(bytes[$0], $0..<($0 + 1)) })
    if bytes.contains(where: SpellingReader.isSpecial) {
      found += places(in: SpellingReader(bytes, keepsBackslashes: token.contains(UInt8(ascii: "\\"))).all())
    }
    guard !found.isEmpty else { return bytes }
    return Self.replacing(found.sorted { $0.lowerBound < $1.lowerBound }, in: bytes)
  }

  /// Where parts of the token stand, those that overlap as one.
  private func places(in spelled: [SpelledByte]) -> [Range<Int>] {
    guard spelled.count >= length else { return [] }
    let values = spelled.map(\.value)
    var places: [Range<Int>] = []
    var end = 0
    for start in 0...(values.count - length) where parts.contains(values[start..<(start + length)]) {
      let place = spelled[start].place.lowerBound..<spelled[start + length - 1].place.upperBound
      // Two tokens beside each other are two; a part that goes on is the same one.
      if let last = places.last, start < end {
        places[places.count - 1] = last.lowerBound..<place.upperBound
      } else {
        places.append(place)
      }
      end = start + length
    }
    return places
  }

  private static func replacing(_ places: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
    var redacted: [UInt8] = []
    redacted.reserveCapacity(bytes.count)
    var index = 0
    for place in places where place.upperBound > index {
      // One that begins inside the one before it lengthens that.
      if place.lowerBound >= index { redacted += bytes[index..<place.lowerBound] + mark.utf8 }
      index = place.upperBound
    }
    return redacted + bytes[index...]
  }
}
