import type { AnyModel } from './layer.ts'
import { NnError } from './nn-error.ts'
import { layersOf } from './tree.ts'

/** A call that changes the parameters of a model, such as a run of `fit`. */
export interface ModelHold {
  /** The function that holds it, for messages. */
  readonly by: string
  /** Ends it. */
  release(): void
}

const holds = new WeakMap<AnyModel, ModelHold>()

/**
 * Keeps the parameters and the state of a model for one caller, until it releases them: a second one is refused, and so is what else changes them.
 *
 * @throws {NnError} where a layer of the model is held already.
 *
 * @example
 * ```ts
 * import { holdModel, linear } from '@thinned/nn'
 *
 * const model = linear(2, 2)
 * const hold = holdModel(model, 'fit')
 * try {
 *   holdModel(model, 'fit')
 * } catch (error) {
 *   console.log((error as Error).message) // fit was given a model (linear) that fit works on at this moment, and two would mix what they do. Wait until the first has ended (await), or build a second model.
 * }
 * hold.release()
 * ```
 */
export function holdModel(model: AnyModel, by: string): ModelHold {
  refuseHeld(model, by)
  const layers = layersWithParams(model)
  const hold: ModelHold = {
    by,
    release() {
      for (const [, layer] of layers) if (holds.get(layer) === hold) holds.delete(layer)
    },
  }
  for (const [, layer] of layers) holds.set(layer, hold)
  return hold
}

/**
 * Refuses to change a model that another caller holds.
 *
 * @throws {NnError} naming the first layer that is held, and by what.
 *
 * @example
 * ```ts
 * import { holdModel, linear, refuseHeld } from '@thinned/nn'
 *
 * const model = linear(2, 2)
 * holdModel(model, 'fit').release()
 * console.log(refuseHeld(model, 'loadWeights')) // undefined
 * ```
 */
export function refuseHeld(model: AnyModel, caller: string, own?: ModelHold): void {
  for (const [path, layer] of layersWithParams(model)) {
    const hold = holds.get(layer)
    if (hold && hold !== own)
      throw new NnError(
        `${caller} was given a model (${model.kind}) that ${hold.by} works on at this moment${path === '' ? '' : `, in the layer ${path}`}, and two would mix what they do. Wait until the first has ended (await), or build a second model.`,
        { code: 'in-use' },
      )
  }
}

function layersWithParams(model: AnyModel): ReturnType<typeof layersOf> {
  return layersOf(model).filter(([, { parameters, states }]) => Object.keys({ ...parameters, ...states }).length > 0)
}
