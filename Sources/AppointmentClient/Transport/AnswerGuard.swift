#if AsyncHTTPClient
  internal import NIOCore
  internal import NIOHTTP1

  /// Lets only answers through that AsyncHTTPClient is made for.
  ///
  /// It stops the process where an answer ends before its head, which SwiftNIO's decoder makes of a status below 100 at
  /// the end of a connection; and a change of protocol is nothing that anybody asked for.
  final class AnswerGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var isWithinAnswer = false
    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      guard !isRefused else { return }
      switch unwrapInboundIn(data) {
      case .head(let head):
        guard head.status.code >= 100, head.status != .switchingProtocols else { return refuse(context) }
        isWithinAnswer = head.status.code >= 200
      case .body:
        guard isWithinAnswer else { return refuse(context) }
      case .end:
        guard isWithinAnswer else { return refuse(context) }
        isWithinAnswer = false
      }
      context.fireChannelRead(data)
    }

    private func refuse(_ context: ChannelHandlerContext) {
      isRefused = true
      context.fireErrorCaught(HTTPParserError.invalidStatus)
      context.close(promise: nil)
    }
  }
#endif
