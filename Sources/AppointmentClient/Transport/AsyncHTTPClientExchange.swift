#if AsyncHTTPClient
  internal import AsyncHTTPClient
  internal import HTTPTypes
  internal import NIOCore
  internal import NIOHTTP1
  internal import NIOHTTPCompression
  internal import NIOPosix
  internal import NIOSSL
  internal import Synchronization
  internal import SystemPackage

  /// One request on its way through AsyncHTTPClient, and what becomes of it.
  struct AsyncHTTPClientExchange: Sendable {
    typealias Outcome = Result<HTTPAnswer, HTTPTransportError>

    private let client: HTTPClient
    private let request: HTTPClientRequest
    private let body: OutgoingBody?
    private let maximumBodyBytes: Int

    init(client: HTTPClient, request: HTTPClientRequest, body: [UInt8], maximumBodyBytes: Int) {
      self.client = client
      self.maximumBodyBytes = maximumBodyBytes
      self.body = body.isEmpty ? nil : OutgoingBody(body)
      var request = request
      request.body = self.body.map { .bytes($0, length: .known(Int64(body.count))) }
      self.request = request
    }

    func run() async -> Outcome {
      var answer: HTTPAnswer?
      do {
        // The time limit is the caller's, who cancels this.
        let response = try await client.execute(request, deadline: .now() + .hours(25))
        guard let head = Self.head(response) else {
          return failure(.malformedAnswer, "the status \(response.status.code) is not one of HTTP", nil)
        }
        answer = HTTPAnswer(response: head, body: [])
        for try await part in response.body {
          let room = maximumBodyBytes - (answer?.body.count ?? 0)
          answer?.body.append(contentsOf: part.readableBytesView.prefix(room))
          guard part.readableBytes <= room else {
            return failure(.bodyTooLarge, "the body has more than \(maximumBodyBytes) bytes", answer)
          }
        }
        guard !Task.isCancelled, let answer else { return cancelled(answer) }
        return .success(answer)
      } catch {
        if Task.isCancelled { return cancelled(answer) }
        let (kind, message) = describe(error)
        return failure(kind, message, answer)
      }
    }

    private func cancelled(_ answer: HTTPAnswer?) -> Outcome {
      failure(.cancelled, "cancelled while waiting for the answer", answer)
    }

    private func failure(_ kind: HTTPTransportError.Kind, _ message: String, _ answer: HTTPAnswer?) -> Outcome
    {
      .failure(HTTPTransportError(kind: kind, message: message, partialAnswer: answer))
    }

    private static func head(_ response: HTTPClientResponse) -> HTTPResponse? {
      let code = Int(response.status.code)
      guard (100...999).contains(code) else { return nil }
      var fields = HTTPFields()
      for (name, value) in response.headers {
        guard let name = HTTPField.Name(name) else { continue }
        fields.append(HTTPField(name: name, value: value))
      }
      return HTTPResponse(status: HTTPResponse.Status(code: code), headerFields: fields)
    }

    /// Not delivered is what never had a connection, and what has a body of which nothing was taken.
    private func describe(_ error: any Error) -> (HTTPTransportError.Kind, String) {
      let unsent = body.map { !$0.isTaken }
      switch error {
      case let error as NIOConnectionError:
        return (.notDelivered, Self.words(for: error))
      case let error as HTTPClientError where error == .connectTimeout || error == .tlsHandshakeTimeout:
        return (.notDelivered, "no connection came about in time")
      case let error as HTTPClientError where error == .remoteConnectionClosed:
        return (unsent == true ? .notDelivered : .connectionLost, "the server closed the connection")
      case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
        return (unsent == false ? .connectionLost : .notDelivered, "the secure connection failed: \(error)")
      case is HTTPParserError:
        return (.malformedAnswer, "the server does not speak HTTP: \(error)")
      case NIOHTTPDecompression.DecompressionError.limit:
        return (.bodyTooLarge, "the body unfolds to far more than was sent")
      case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
        return (.malformedAnswer, "the body's content coding can't be undone: \(error)")
      case let error as IOError where Errno(rawValue: error.errnoCode) == .connectionReset:
        return (unsent == true ? .notDelivered : .connectionLost, "the connection was reset")
      default:
        return (unsent == true ? .notDelivered : .connectionLost, "the connection failed: \(error)")
      }
    }

    private static func words(for error: NIOConnectionError) -> String {
      if error.connectionErrors.isEmpty { return "the host name is unknown" }
      let isRefused = error.connectionErrors.allSatisfy {
        ($0.error as? IOError).map { Errno(rawValue: $0.errnoCode) } == .connectionRefused
      }
      return isRefused ? "nothing accepts connections there" : "no connection came about"
    }
  }

  /// A body that tells whether it was taken, which nobody does before there is a connection to write it to.
  ///
  /// A sequence that is asked for its parts would tell as well, but each by a task that waits for its turn.
  private final class OutgoingBody: Collection, Sendable {
    private let bytes: [UInt8]
    private let taken = Atomic<Bool>(false)

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isTaken: Bool { taken.load(ordering: .acquiring) }

    var startIndex: Int { bytes.startIndex }
    var endIndex: Int { bytes.endIndex }
    var count: Int { bytes.count }

    func index(after index: Int) -> Int { index + 1 }

    subscript(position: Int) -> UInt8 {
      taken.store(true, ordering: .releasing)
      return bytes[position]
    }

    func withContiguousStorageIfAvailable<Value>(
      _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
    ) rethrows -> Value? {
      taken.store(true, ordering: .releasing)
      return try bytes.withContiguousStorageIfAvailable(body)
    }
  }
#endif
