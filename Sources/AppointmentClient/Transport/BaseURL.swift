/// Where the server is: scheme, authority and a path before those of the requests.
struct BaseURL: Hashable, Sendable {
  let scheme: String
  let authority: String
  /// Empty, or with a leading and without a trailing slash.
  let pathPrefix: String

  /// Reads an absolute URL without user, query and fragment.
  ///
  /// Plain http would show the token to everyone on the way, so it is for this machine's own addresses only,
  /// unless `allowsPlainHTTP`.
  init(parsing text: String, allowsPlainHTTP: Bool) throws(AppointmentClientError) {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Self.error("has a blank or a character beyond ASCII")
    }
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      throw Self.error("“\(Self.withoutUser(text))” has no scheme")
    }
    scheme = text[..<colon].lowercased()
    let rest = text[colon...].dropFirst(3)
    guard !rest.contains(where: { "?#@\\".contains($0) }) else {
      throw Self.error("has a user, a query, a fragment or a backslash")
    }
    authority = rest.prefix { $0 != "/" }.lowercased()
    guard let host = Self.host(of: authority) else {
      throw Self.error("“\(text)” has no valid host and port")
    }
    switch scheme {
    case "https":
      break
    case "http":
      guard allowsPlainHTTP || Self.isLoopback(host) else {
        throw Self.error("“\(text)” would send the token in the clear")
      }
    default:
      throw Self.error("“\(text)” is neither https nor http")
    }
    var path = rest.dropFirst(authority.count)
    while path.last == "/" { path.removeLast() }
    guard Self.isValid(path: String(path)) else {
      throw Self.error("“\(text)” has an empty or a dot segment, or a stray % in its path")
    }
    pathPrefix = String(path)
  }

  /// Whether a path stays what it is on its way: no empty and no dot segments, which URL libraries and
  /// servers remove, also where the dots are percent-encoded, and only whole percent signs.
  static func isValid(path: String) -> Bool {
    if path.isEmpty { return true }
    guard path.first == "/", !path.contains(where: { "?#\\".contains($0) }) else { return false }
    return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
      let parts = segment.split(separator: "%", omittingEmptySubsequences: false)
      let isEncoded = parts.dropFirst().allSatisfy { part in
        part.utf8.count >= 2 && part.prefix(2).allSatisfy(\.isHexDigit)
      }
      let dots = segment.lowercased().split(separator: "%2e", omittingEmptySubsequences: false)
      return !segment.isEmpty && isEncoded && ![".", ".."].contains(dots.joined(separator: "."))
    }
  }

  /// The host of an authority in lower case, or nil where host or port is not valid.
  static func host(of authority: String) -> String? {
    var host = authority[...]
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[...end]
      let rest = authority[end...].dropFirst()
      guard rest.isEmpty || rest.first == ":" else { return nil }
      if !rest.isEmpty { port = rest.dropFirst() }
      guard host.count > 2, host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || ":.".contains($0) })
      else { return nil }
    } else {
      let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      host = parts.first ?? ""
      port = parts.count == 2 ? parts[1] : nil
      guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isWholeNumber || ".-_".contains($0) })
      else { return nil }
    }
    if let port {
      guard port.allSatisfy(\.isWholeNumber), let number = Int(port), (1...65_535).contains(number) else {
        return nil
      }
    }
    return String(host)
  }

  static func isLoopback(authority: String) -> Bool {
    host(of: authority).map { isLoopback($0) } ?? false
  }

  /// `localhost`, 127.0.0.0/8 in full, and `[::1]`; never a name that only begins like one of them.
  private static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "[::1]"].contains(host) { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    // A leading zero would mean octal to some resolvers: 0127.0.0.1 is another host.
    return octets.count == 4 && octets.first == "127"
      && octets.allSatisfy { octet in UInt8(octet).map { String($0) == octet } ?? false }
  }

  private static func withoutUser(_ text: String) -> String {
    text.contains("@") ? "…" : text
  }

  private static func error(_ reason: String) -> AppointmentClientError {
    AppointmentClientError(
      .invalidBaseURL, "The base URL \(reason).",
      remedy: "Write it like https://services.leadconnectorhq.com; http is for 127.0.0.1 and localhost.")
  }
}
