import { flattenParams, mapParams } from '@thinned/nn'
import { type Backend, noGrad, retain } from '@thinned/tensor'
import type { RunModel } from '../batches/tensors.ts'
import type { RunSetup } from './run.ts'

/** What the steps of a run need of its model. Frozen parameters are those without a rule. */
export function setUpSteps(
  model: RunModel,
  backend: Backend,
  rules: RunSetup['rules'],
): Pick<RunSetup, 'model' | 'backend' | 'rules' | 'trainable' | 'frozen' | 'trainingParams'> {
  const params = Object.entries(flattenParams(model.params))
  const frozen = Object.fromEntries(
    params
      .filter(([path]) => !rules[path])
      .map(([path, parameter]) => [path, noGrad(() => retain(parameter))] as const),
  )
  return {
    model,
    backend,
    rules,
    trainable: Object.fromEntries(params.filter(([path]) => rules[path])),
    frozen,
    trainingParams: mapParams(model.params, (parameter, path) => frozen[path] ?? parameter),
  }
}
