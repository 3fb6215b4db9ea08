import Foundation
import LoopbackServer
import Testing

@testable import AppointmentClient

@Suite struct ProxyEnvironmentTests {
  @Test(
    "The variable that would take a loopback request away is found",
    arguments: [
      ([:], nil),
      (["http_proxy": ""], nil),
      (["HTTP_PROXY": "http://p"], nil),
      (["https_proxy": "http://p"], nil),
      (["http_proxy": "http://p"], "http_proxy"),
      (["all_proxy": "http://p"], "all_proxy"),
      (["ALL_PROXY": "http://p"], "ALL_PROXY"),
      (["http_proxy": "http://p", "no_proxy": "*"], nil),
      (["http_proxy": "http://p", "no_proxy": "example.com, 127.0.0.1"], nil),
      (["http_proxy": "http://p", "NO_PROXY": "127.0.0.1"], nil),
      (["http_proxy": "http://p", "no_proxy": "example.com,127.0.0.10"], "http_proxy"),
    ] as [([String: String], String?)])
  func theVariableThatWouldTakeALoopbackRequestAwayIs(
    variables: [String: String], name: String?
  ) {
    let environment = ProxyEnvironment(variables: variables)
    #expect(environment.variable(scheme: "http", authority: "127.0.0.1:80") == name)
    #expect(environment.variable(scheme: "https", authority: "127.0.0.1:80") == nil)
    #expect(environment.variable(scheme: "http", authority: "example.com") == nil)
  }

  @Test("An exception may name an IPv6 address with and without brackets")
  func anExceptionMayNameAnIPv6AddressWithAndWithout() {
    for exception in ["::1", "[::1]"] {
      let environment = ProxyEnvironment(variables: ["http_proxy": "http://p", "no_proxy": exception])
      #expect(environment.variable(scheme: "http", authority: "[::1]:80") == nil)
    }
  }

  #if canImport(FoundationNetworking)
    @Test("A proxy of the environment does not get the token of a loopback request")
    func aProxyOfTheEnvironmentDoesNotGetTheTokenOfA() async {
      await #expect(processExitsWith: .success) {
        let proxy = try LoopbackServer(.readRequest, .answer("200 OK"))
        defer { proxy.stop() }
        let server = try LoopbackServer(.readRequest, .answer("200 OK"))
        defer { server.stop() }
        setenv("http_proxy", proxy.baseURL, 1)
        let error = await TransportProbe(.urlSession).send(to: server).error
        #expect(error?.kind == .notDelivered)
        #expect(proxy.connectionCount == 0)
        #if AsyncHTTPClient
          _ = try await TransportProbe(.asyncHTTPClient).send(to: server).get()
          #expect(proxy.connectionCount == 0)
        #endif
        setenv("no_proxy", "127.0.0.1", 1)
        _ = try await TransportProbe(.urlSession).send(to: server).get()
        #expect(proxy.connectionCount == 0)
      }
    }
  #endif
}
