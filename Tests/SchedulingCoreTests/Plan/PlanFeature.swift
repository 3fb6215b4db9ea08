/// What a random case holds; each of them has to come up, and to be carried out, among many cases.
enum PlanFeature: String, CaseIterable {
  // How far the edit reaches, and what it changes.
  case this, following, whole, wholeByInstance, allButPast
  case moves, lengthens, changesFields, replacesRule, removesRule, changesNothing, withoutFlag
  case movesNamedDay, overridesFollow, overridesReset
  // Cancelling.
  case cancelsByStatus, cancelsByExclusion, cancelsThis, cancelsFollowing, cancelsWhole, cancelsAllButPast
  case makesUp
  // The series.
  case count, until, untilDate, untilLocal, endless, severalRules, excludingRule, startOffPattern
  case datesOnly
  case exclusion, exclusionDay, deadExclusion, addition
  case skippedTime, repeatedTime
  // Instances edited on their own.
  case overrideOfFields, overrideMoved, overrideLengthened, overrideCancelled, overrideNamed
  case overrideNamedByOwnTimes
  // What the contract leaves to the server.
  case omitsSkippedTimes, takesSecondPass, endsAtMidnight, rekeysInstances, dropsOverrides, leavesRemains
}
