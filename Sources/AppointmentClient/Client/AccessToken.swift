/// A bearer token that shows itself to nobody but the request it is put into.
struct AccessToken: Equatable, Sendable {
  /// For the provider that gave it, and nobody else.
  let text: String

  /// - Throws: `tokenUnavailable` for what can't stand in a header: an empty text, blanks, control characters
  ///   (a line break would let the rest pass for another header) and all beyond ASCII.
  init(_ text: String) throws(AppointmentClientError) {
    guard !text.isEmpty else {
      throw AppointmentClientError(
        .tokenUnavailable, "The token is empty.", remedy: "Give the token of the appointment's location.")
    }
    if let offset = Array(text.utf8).firstIndex(where: { !(0x21...0x7E).contains($0) }) {
      throw AppointmentClientError(
        .tokenUnavailable,
        "The token has a blank, a control character or a letter beyond ASCII at position \(offset + 1).",
        remedy: "Give the token alone, without a line break or quotation marks around it.")
    }
    self.text = text
  }

  /// The value of the `Authorization` field.
  var authorization: String { "Bearer \(text)" }

  /// What takes this token out of whatever comes back.
  var redactor: TokenRedactor { TokenRedactor(token: text) }
}

extension AccessToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { TokenRedactor.mark }
  var debugDescription: String { TokenRedactor.mark }
  var customMirror: Mirror { Mirror(self, children: []) }
}
