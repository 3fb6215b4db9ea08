import Testing

@testable import AppointmentClient

@Suite struct BaseURLTests {
  @Test(
    "A base URL is scheme, authority and path",
    arguments: [
      ("https://services.leadconnectorhq.com", "https", "services.leadconnectorhq.com", ""),
      ("HTTPS://Example.COM:8443/", "https", "example.com:8443", ""),
      ("https://example.com/a/b%20c/", "https", "example.com", "/a/b%20c"),
      ("http://localhost", "http", "localhost", ""),
      ("http://127.0.0.1:8080/x", "http", "127.0.0.1:8080", "/x"),
      ("http://127.255.0.9", "http", "127.255.0.9", ""),
      ("http://[::1]:1", "http", "[::1]:1", ""),
    ])
  func aBaseURLIsSchemeAuthorityAndPath(
    text: String, scheme: String, authority: String, path: String
  ) throws {
    let url = try BaseURL(parsing: text, allowsPlainHTTP: false)
    #expect(url.scheme == scheme)
    #expect(url.authority == authority)
    #expect(url.pathPrefix == path)
  }

  @Test(
    "What would lose the way or show the token is refused",
    arguments: [
      "", "https", "https:", "https:/x", "https://", "https:///x", "https://:80", "://x", "example.com",
      "ftp://example.com", "file:///etc", "https://user@example.com", "https://user:secret@example.com",
      "https://example.com?x", "https://example.com/#x", "https://example.com/a b", "https://exa\nmple.com",
      "https://example.com:0", "https://example.com:65536", "https://example.com:x", "https://example.com:",
      "https://example.com/../x", "https://example.com/%2e%2E/x", "https://example.com/./x",
      "https://example.com//x", "https://example.com/%", "https://example.com/%4",
      "https://example.com\\@evil",
      "https://bücher.example", "https://[::1", "https://[]", "https://[::1]x", "https://[x]",
      "http://example.com", "http://localhost.example.com", "http://127.0.0.1.example.com",
      "http://127.example.com", "http://0127.0.0.1", "http://127.0.0.01", "http://127.0.0",
      "http://127.0.0.256",
      "http://[::2]", "http://128.0.0.1",
    ])
  func whatWouldLoseTheWayOrShowTheTokenIsRefused(text: String) {
    let error = #expect(throws: AppointmentClientError.self) {
      try BaseURL(parsing: text, allowsPlainHTTP: false)
    }
    #expect(error?.code == .invalidBaseURL)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("Plain http goes to any host only where that is allowed")
  func plainHttpGoesToAnyHostOnlyWhereThatIsAllowed() throws {
    #expect(try BaseURL(parsing: "http://example.com", allowsPlainHTTP: true).scheme == "http")
  }
}
