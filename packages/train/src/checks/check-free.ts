import { type AnyModel, holdModel, type ModelHold, refuseHeld } from '@thinned/nn'
import { TrainError } from '../train-error.ts'

/** Holds a model for a run. @throws {TrainError} where another run trains it, or a layer of it. */
export function holdForRun(model: AnyModel, by = 'fit'): ModelHold {
  return asTrainError(() => holdModel(model, by))
}

/** Refuses to change a model that a run trains. @throws {TrainError} */
export function checkFree(model: AnyModel, caller: string, own?: ModelHold): void {
  asTrainError(() => refuseHeld(model, caller, own))
}

function asTrainError<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new TrainError((error as Error).message, { code: 'in-use', cause: error })
  }
}
