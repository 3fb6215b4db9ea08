#if AsyncHTTPClient
  import AppointmentClient
  import Foundation
  import NIOCore
  import NIOPosix
  import NIOSSL
  import Synchronization
  import Testing

  /// A server on loopback that speaks TLS with a certificate of Fixtures/tls.
  private final class SecureServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let answers: Answers

    /// What came through, once the handshake was over.
    var requests: [String] { answers.requests.withLock { $0 } }

    static func certificate(_ name: String) throws -> [UInt8] {
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let fixtures = tests.deletingLastPathComponent().appending(path: "Fixtures/tls")
      return Array(try Data(contentsOf: fixtures.appending(path: "\(name).pem")))
    }

    init(certificate name: String) async throws {
      let pem = try Self.certificate(name)
      let configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMBytes(pem).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(bytes: pem, format: .pem)))
      let context = try NIOSSLContext(configuration: configuration)
      let answers = Answers()
      channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
            try channel.pipeline.syncOperations.addHandler(AnsweringHandler(answers))
          }
        }
        .bind(host: "127.0.0.1", port: 0).get()
      port = channel.localAddress?.port ?? 0
      self.answers = answers
    }

    func stop() async throws { try await channel.close() }

    final class Answers: Sendable {
      let requests = Mutex<[String]>([])
    }

    private final class AnsweringHandler: ChannelInboundHandler {
      typealias InboundIn = ByteBuffer
      typealias OutboundOut = ByteBuffer

      private let answers: Answers

      init(_ answers: Answers) { self.answers = answers }

      func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        answers.requests.withLock { $0.append(text) }
        guard text.hasSuffix("}") else { return }
        let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
      }

      func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
  }

  @Suite("A secure connection")
  struct SecureTransportTests {
    @Test(
      "to a server whose certificate nobody vouches for delivers nothing", arguments: TransportKind.allCases,
      ["localhost", "elsewhere"])
    func unknownAuthority(kind: TransportKind, certificate: String) async throws {
      let server = try await SecureServer(certificate: certificate)
      let error = await TransportProbe(kind, scheme: "https").send(to: "localhost:\(server.port)").error
      #expect(error?.kind == .notDelivered, "\(String(describing: error))")
      #expect(server.requests.isEmpty)
      try await server.stop()
    }

    // Kept, since a transport of its own lasts as long as the process.
    private static let trusting = ["localhost", "elsewhere"].map { name in
      Result { try AsyncHTTPClientTransport(trustingPEM: SecureServer.certificate(name)) }
    }

    @Test("to a server of another name than its certificate's delivers nothing, even where that is trusted")
    func wrongName() async throws {
      for (name, transport) in zip(["localhost", "elsewhere"], Self.trusting) {
        let server = try await SecureServer(certificate: name)
        var probe = TransportProbe(scheme: "https")
        probe.transport = try transport.get()
        let result = await probe.send(to: "localhost:\(server.port)")
        if name == "localhost" {
          #expect(try result.get().body == Array("{}".utf8))
          #expect(server.requests.joined().contains("Bearer secret-token"))
        } else {
          #expect(result.error?.kind == .notDelivered, "\(String(describing: result.error))")
          #expect(server.requests.isEmpty)
        }
        try await server.stop()
      }
    }
  }
#endif
