import Hummingbird

/// Answers every error in one form.
struct ErrorResponses<Context: RequestContext>: RouterMiddleware {
  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let refusal = RequestError(error)
      if refusal.status == .internalServerError {
        context.logger.error(
          "a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
      }
      return try refusal.response()
    }
  }
}
