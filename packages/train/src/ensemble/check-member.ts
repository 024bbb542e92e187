import { type AnyModel, isInitialized } from '@thinned/nn'
import { formatValue, ThinnedError } from '@thinned/schema'
import { checkFree } from '../checks/check-free.ts'
import { TrainError, textOf } from '../train-error.ts'

/** Refuses what is no trained model, or that of another member. */
export function checkMember(built: unknown, others: readonly (AnyModel | undefined)[]): asserts built is AnyModel {
  if (typeof (built as Partial<AnyModel> | null | undefined)?.forward !== 'function')
    throw new TrainError(notAModel(formatValue(built)))
  const model = built as AnyModel
  if (!isInitialized(model))
    throw new TrainError('build returned a model without parameters yet; it trains it with fit, and returns it then.')
  checkFree(model, 'ensemble')
  const other = others.indexOf(model)
  if (other >= 0)
    throw new TrainError(
      `build returned the model of member ${other} again; it builds a new model each time that it is called.`,
    )
}

/** The sentence on what build returned that is no model. */
export function notAModel(what: string): string {
  return `build returned ${what}; it returns the model that it has trained: await fit(model, …), then return model.`
}

/** The error of an ensemble whose member failed: which, why, and what is left of the others. */
export function memberFailure(index: number, error: unknown, kept: string): TrainError {
  const code = error instanceof ThinnedError ? error.code : 'failed'
  return new TrainError(`Member ${index} of the ensemble failed: ${textOf(error)}${kept}`, { code, cause: error })
}
