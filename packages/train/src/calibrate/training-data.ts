import type { AnyModel } from '@thinned/nn'
import type { Data } from '../run/fit-options.ts'

/** What models were trained on, as long as it is in memory elsewhere. */
const seen = new WeakMap<object, WeakRef<object>[]>()

/** Notes that a model is trained on these examples. */
export function noteTrainingData(model: object, train: object): void {
  const others = (seen.get(model) ?? []).filter((each) => each.deref() && each.deref() !== train)
  seen.set(model, [...others, new WeakRef(train)])
}

/** What a model or a part of it, such as a member of a mixture, was trained on in this thread, as far as it is still in memory. */
export function trainingDataOf(model: AnyModel): readonly Data[] {
  const own = (seen.get(model) ?? []).flatMap((each) => each.deref() ?? [])
  const ofParts = Object.values(model.children).flatMap(trainingDataOf)
  return [...new Set([...own, ...ofParts])] as readonly Data[]
}
