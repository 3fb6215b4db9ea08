/// Gives calls their token, and gets another one when the server refuses it: one refresh at a time, for any number
/// of calls that wait.
actor TokenSource {
  private let current: @Sendable () async throws -> String
  private let refresh: @Sendable (_ refused: String) async throws -> String
  /// A token that was refused, and what came in its place.
  private var replaced: (refused: AccessToken, fresh: AccessToken)?
  private var refreshing: Refresh?
  private var nextTicket = 0

  private typealias Answer = Result<AccessToken, any Error>

  /// A refresh on its way, and who waits for it.
  private struct Refresh {
    let refused: AccessToken
    var task: Task<Void, Never>?
    var waiting: [Int: CheckedContinuation<Answer, Never>] = [:]
  }

  /// - Parameter refresh: Where absent, the token is asked for as it is for any call.
  init(
    current: @escaping @Sendable () async throws -> String,
    refresh: (@Sendable (_ refused: String) async throws -> String)?
  ) {
    self.current = current
    self.refresh = refresh ?? { _ in try await current() }
  }

  /// The token for a new call, and what takes it out of answers: with the one that it replaced, if any.
  ///
  /// - Throws: What the provider throws, or `AppointmentClientError`.
  func token() async throws -> (AccessToken, TokenRedactor) {
    let token = try AccessToken(await current())
    guard let replaced, [replaced.refused, replaced.fresh].contains(token) else {
      return (token, token.redactor)
    }
    return (replaced.fresh, replaced.fresh.redactor.adding(replaced.refused.redactor))
  }

  /// Another token than the one that the server refused; `nil` where there is none.
  ///
  /// - Throws: What the provider throws, or `AppointmentClientError`.
  func token(after refused: AccessToken) async throws -> AccessToken? {
    if let replaced, replaced.refused == refused { return replaced.fresh }
    // A refresh of another token goes first; what it brings is not this one's.
    while let other = refreshing, other.refused != refused { _ = try? await wait() }
    if let replaced, replaced.refused == refused { return replaced.fresh }
    let fresh = try await wait(startingWith: refused)
    return fresh == refused ? nil : fresh
  }

  private func wait(startingWith refused: AccessToken? = nil) async throws -> AccessToken {
    if refreshing == nil, let refused {
      refreshing = Refresh(refused: refused)
      refreshing?.task = Task { await self.run(refused) }
    }
    let ticket = nextTicket
    nextTicket += 1
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Answer, Never>) in
        if Task.isCancelled || refreshing == nil {
          continuation.resume(returning: .failure(CancellationError()))
        } else {
          refreshing?.waiting[ticket] = continuation
        }
      }
    } onCancel: {
      Task { await self.leave(ticket) }
    }
    return try answer.get()
  }

  private func run(_ refused: AccessToken) async {
    let answer: Answer
    do {
      answer = .success(try AccessToken(await refresh(refused.text)))
    } catch {
      answer = .failure(error)
    }
    if case .success(let fresh) = answer, fresh != refused { replaced = (refused, fresh) }
    let waiting = refreshing?.waiting ?? [:]
    refreshing = nil
    for continuation in waiting.values { continuation.resume(returning: answer) }
  }

  /// Who is cancelled leaves; the refresh goes on for the others, and for whoever comes next.
  private func leave(_ ticket: Int) {
    refreshing?.waiting.removeValue(forKey: ticket)?.resume(returning: .failure(CancellationError()))
  }
}
