/// The proxy that libcurl, beneath `URLSession` on Linux, takes from the environment for plain http.
///
/// Plain http is for this machine's own addresses because nobody else can listen there; libcurl hands such
/// requests, and the token in them, to a proxy all the same, and `URLSession` can't be kept from it.
struct ProxyEnvironment {
  var variables: [String: String]

  /// The variable that names a proxy for a request, or nil where it goes to the host itself.
  ///
  /// Of `no_proxy` only `*` and the host itself are understood: where in doubt, there is a proxy.
  func variable(scheme: String, authority: String) -> String? {
    guard scheme == "http", BaseURL.isLoopback(authority: authority) else { return nil }
    // In capitals HTTP_PROXY is ignored: to CGI programs it is a request's header.
    let name = ["http_proxy", "all_proxy", "ALL_PROXY"].first { !(variables[$0] ?? "").isEmpty }
    guard let name, let host = BaseURL.host(of: authority) else { return name }
    let exceptions = (variables["no_proxy"] ?? variables["NO_PROXY"] ?? "")
      .split { $0 == "," || $0 == " " }.map { Self.bare($0.lowercased()) }
    return exceptions.contains("*") || exceptions.contains(Self.bare(host)) ? nil : name
  }

  /// An IPv6 address without its brackets.
  private static func bare(_ host: String) -> String {
    host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }
}
