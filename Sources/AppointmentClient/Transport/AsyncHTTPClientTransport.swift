#if AsyncHTTPClient
  internal import AsyncHTTPClient
  public import HTTPTypes
  internal import NIOCore
  internal import NIOHTTP1
  internal import NIOHTTPCompression
  internal import NIOSSL

  /// Sends requests with AsyncHTTPClient, over SwiftNIO.
  ///
  /// Each request has a connection of its own: a kept one may be dead by the time it is used again, which leaves open
  /// whether the request arrived. All transports of a process share their threads, and need no shutdown. Proxies of the
  /// environment get nothing.
  public struct AsyncHTTPClientTransport: HTTPTransport {
    private let client: HTTPClient

    /// A transport that trusts the system's authorities.
    public init() { client = Self.shared }

    /// A transport of a process that lasts as long as it, and trusts these certificates alone.
    package init(trustingPEM certificates: [UInt8]) throws {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(certificates))
      client = Self.client(tls)
    }

    /// Sends `request` once and returns the answer, whatever its status.
    public func send(
      _ request: HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
    ) async throws(HTTPTransportError) -> HTTPAnswer {
      guard !Task.isCancelled else {
        throw HTTPTransportError(kind: .cancelledBeforeSending, message: "cancelled before it was sent")
      }
      guard let scheme = request.scheme, let authority = request.authority, let path = request.path else {
        throw HTTPTransportError(kind: .notDelivered, message: "the request has no valid URL")
      }
      var outgoing = HTTPClientRequest(url: "\(scheme)://\(authority)\(path)")
      outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
      for field in request.headerFields { outgoing.headers.add(name: field.name.rawName, value: field.value) }
      let exchange = AsyncHTTPClientExchange(
        client: client, request: outgoing, body: body, maximumBodyBytes: limits.maximumBodyBytes)
      return try await Self.within(limits.timeout) { await exchange.run() }.get()
    }

    /// What `work` comes to within a time: it is cancelled then, and its error tells that the time was up.
    private static func within(
      _ timeout: Duration, _ work: @escaping @Sendable () async -> AsyncHTTPClientExchange.Outcome
    ) async -> AsyncHTTPClientExchange.Outcome {
      await withTaskGroup(of: AsyncHTTPClientExchange.Outcome?.self) { group in
        group.addTask { await work() }
        group.addTask {
          try? await Task.sleep(for: min(timeout, longestTimeout))
          return nil
        }
        var isEarly = true
        while let ended = await group.next() {
          guard let outcome = ended else {
            isEarly = false
            group.cancelAll()
            continue
          }
          group.cancelAll()
          guard case .failure(var error) = outcome, error.kind == .cancelled, !isEarly, !Task.isCancelled
          else {
            return outcome
          }
          error.kind = .timedOut
          error.message = "no whole answer within \(timeout)"
          return .failure(error)
        }
        return .failure(HTTPTransportError(kind: .cancelled, message: "nothing came of it"))
      }
    }

    /// A day: beyond some length the clock's arithmetic overflows.
    private static let longestTimeout = Duration.seconds(86_400)

    /// Never shut down, so that no transport has to be.
    private static let shared = client(.makeClientConfiguration())

    private static func client(_ tls: TLSConfiguration) -> HTTPClient {
      var configuration = HTTPClient.Configuration(
        tlsConfiguration: tls, redirectConfiguration: .disallow, decompression: .enabled(limit: .ratio(200)))
      configuration.httpVersion = .http1Only
      configuration.maximumUsesPerConnection = 1
      configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1 << 16
      // A refused connection is an answer of its own, and no time is spent on asking again.
      configuration.connectionPool.retryConnectionEstablishment = false
      // The client's own spans are those of the update.
      configuration.tracing.tracer = nil
      configuration.http1_1ConnectionDebugInitializer = { channel in
        channel.eventLoop.submit { try guardAnswers(channel.pipeline.syncOperations) }.flatMap { $0 }
      }
      return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// SwiftNIO gives up on a head of more than 256 fields, and with it on the status; a refusal is to stay one.
    private static func guardAnswers(_ pipeline: ChannelPipeline.SynchronousOperations) throws
      -> EventLoopFuture<Void>
    {
      typealias Decoder = ByteToMessageHandler<HTTPResponseDecoder>
      let former = try pipeline.handler(type: Decoder.self)
      var limits = NIOHTTPDecoderLimitConfiguration()
      limits.maxHeaderFieldCount = limits.maxHeaderListSize
      let decoder = HTTPResponseDecoder(
        leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward, limitConfiguration: limits
      )
      let handler = ByteToMessageHandler(decoder)
      try pipeline.addHandler(handler, position: .after(former))
      try pipeline.addHandler(AnswerGuard(), position: .after(handler))
      return pipeline.removeHandler(former)
    }
  }
#endif
