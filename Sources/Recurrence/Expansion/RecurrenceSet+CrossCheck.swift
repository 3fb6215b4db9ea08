extension RecurrenceSet {
  /// Compares an expansion with libical's.
  ///
  /// - Throws: `enginesDiffer` with the first difference; nothing where a rule meets a known fault of
  ///   libical, which can't referee it.
  func crossCheck(_ expansion: Expansion, _ window: Range<Int>?, _ limits: ExpansionLimits)
    throws(RecurrenceError)
  {
    var options = options
    options.engine = .libical
    let other: Expansion
    do {
      let referee = try RecurrenceSet(text, start: start, options: options)
      other = try referee.expand(in: window, limits: limits)
    } catch {
      if error.code == .unsupported || error.code == .limitReached { return }
      throw error
    }
    for (index, pair) in zip(expansion.occurrences, other.occurrences).enumerated() where pair.0 != pair.1 {
      throw RecurrenceError(
        .enginesDiffer,
        "Occurrence \(index + 1) is \(pair.0.local) by the plan and \(pair.1.local) by libical.")
    }
    if expansion != other {
      throw RecurrenceError(
        .enginesDiffer,
        "The plan yields \(expansion.occurrences.count) occurrences, libical \(other.occurrences.count).")
    }
  }
}
