import { expectTypeOf, test } from 'vitest'
import {
  type ConformalIntervalsState,
  type ConformalSetsState,
  conformalFromState,
  conformalSets,
  type FittedConformalIntervals,
  type FittedConformalSets,
  type RiskGuarantee,
  type RiskRejectionState,
  rejectAbove,
  rejectionFromState,
  scalingFromState,
  temperatureScaling,
} from '../index.ts'

const batch = { probabilities: [0.5, 0.5], classes: 2, labels: [0] }
/** As the metadata of a model are typed. */
const json = (state: object): unknown => JSON.parse(JSON.stringify(state))

test('states are restored from JSON of any type, by their kind', () => {
  const { state } = conformalSets({ alpha: 0.6 }).fit(batch)
  expectTypeOf(conformalFromState(state)).toEqualTypeOf<FittedConformalSets>()
  expectTypeOf(conformalFromState<ConformalSetsState>(json(state))).toEqualTypeOf<FittedConformalSets>()
  type Either = FittedConformalSets | FittedConformalIntervals
  expectTypeOf(conformalFromState(json(state))).toEqualTypeOf<Either>()
  expectTypeOf(conformalFromState<ConformalIntervalsState>).returns.toEqualTypeOf<FittedConformalIntervals>()
  const wrong = Array.from({ length: 200 }, () => 0)
  const { state: risk } = rejectAbove({ risk: 0.5, confidence: 0.5 }).fit({
    uncertainty: wrong.map((_, i) => i),
    wrong,
  })
  expectTypeOf(rejectionFromState<RiskRejectionState>(json(risk)).guarantee).toEqualTypeOf<RiskGuarantee>()
  const { state: scaling } = temperatureScaling().fit(batch)
  expectTypeOf(scalingFromState(json(scaling)).state.kind).toEqualTypeOf<string>()
  expectTypeOf(scalingFromState(scaling).state.temperature).toEqualTypeOf<number>()
})
