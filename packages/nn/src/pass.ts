import { foldIn, type Key } from '@thinned/rng'
import { NnError } from './nn-error.ts'
import type { At } from './schedule.ts'

/**
 * What a forward pass is for. `train`: thin the network and use batch statistics. `evaluate`: the full network. `sample`: thin the
 * network, everything else as in `evaluate` (Monte Carlo).
 */
export type Mode = (typeof modes)[number]

const modes = ['train', 'evaluate', 'sample'] as const

/** What a layer says about a pass: a penalty, the keep really used, new state. `path` names the layer. */
export type Report = (path: string, kind: string, value: unknown) => void

/**
 * What happens in one forward pass, handed from parent to child. Immutable; the same path in one pass gives the same key, and so
 * the same mask.
 */
export interface Pass extends At {
  readonly mode: Mode
  /** The key of this place: folded from the pass's key along the path. Reading it in `evaluate` is an error: that draws nothing. */
  readonly key: Key
  /** Where the first example of the batch lies in the whole batch, so that a batch can be cut. */
  readonly row: number
  readonly path: string
  /** The pass for a child, or for a time step: names and integers from 0 are folded in one by one. */
  at(...names: readonly (string | number)[]): Pass
  report(kind: string, value: unknown): void
}

export interface PassOptions extends Partial<At> {
  readonly mode: Mode
  /** Needed in `train` and `sample` by whatever draws. */
  readonly key?: Key
  /** Default 0. */
  readonly row?: number
  readonly onReport?: Report
}

/** The pass for the root of a model. */
export function createPass({ mode, key, row = 0, step = 0, steps = 1, epoch = 0, onReport }: PassOptions): Pass {
  if (!modes.includes(mode))
    throw new NnError(
      `createPass was given the mode ${JSON.stringify(mode)}; it is train, evaluate or sample. Evaluation uses the full network.`,
    )
  if (!Number.isSafeInteger(row) || row < 0)
    throw new NnError(`createPass was given the row ${row}; it is the index of the batch's first example, from 0.`)
  const place = (names: readonly (string | number)[], keyHere: () => Key): Pass => {
    let folded: Key | undefined
    const path = names.join('/')
    return Object.freeze({
      mode,
      row,
      step,
      steps,
      epoch,
      path,
      get key(): Key {
        folded ??= keyHere()
        return folded
      },
      at: (...more: readonly (string | number)[]) =>
        place([...names, ...more], () => more.reduce<Key>((parent, name) => foldIn(parent, name), keyHere())),
      report: (kind: string, value: unknown) => onReport?.(path, kind, value),
    })
  }
  return place([], () => {
    if (mode === 'evaluate')
      throw new NnError('A key was asked for in an evaluation pass, where nothing is drawn. Look at pass.mode first.')
    if (!key)
      throw new NnError(
        `A ${mode} pass without a key was asked for one. Create it with { mode: '${mode}', key: key(42) }.`,
      )
    return key
  })
}
