import { expose } from 'comlink'
import { best, fallbackReason } from 'thinned'
import type { Figures } from './away.ts'
import { type Listener, run } from './compute.ts'
import type { Settings } from './state.ts'

let current = new AbortController()

/** Ends what goes on, and gives the signal of what follows. */
function instead(): AbortSignal {
  current.abort()
  current = new AbortController()
  return current.signal
}

export interface SeedFigures {
  readonly seed: number
  readonly full: Figures
  readonly dropout: Figures
  readonly ensemble: Figures
}

export const api = {
  /** Which backend computes, and why it is not a faster one. */
  async backend(): Promise<{ readonly name: string; readonly reason: string | undefined }> {
    return { name: (await best()).name, reason: await fallbackReason() }
  },
  /** Trains and samples anew, in place of what goes on; false where it was itself replaced. */
  async begin(settings: Settings, listener: Listener): Promise<boolean> {
    const signal = instead()
    return whole(signal, async () => run(settings, listener, { backend: await best(), signal }))
  },
  /** The figures of these seeds, one after another. */
  async seeds(settings: Settings, seeds: readonly number[], tell: (figures: SeedFigures) => void): Promise<boolean> {
    const signal = instead()
    return whole(signal, async () => {
      for (const seed of seeds) {
        const found: Partial<Record<'full' | 'dropout' | 'ensemble', Figures>> = {}
        const listener: Listener = {
          crowd: ({ figures }) => void Object.assign(found, figures),
          ensemble: ({ figures }) => void Object.assign(found, { ensemble: figures }),
        }
        await run({ ...settings, seed }, listener, { backend: await best(), signal })
        tell({ seed, ...found } as SeedFigures)
      }
    })
  },
  stop(): void {
    instead()
  },
}

/** Whether the work came to its end; an error is only one where nothing stopped it. */
async function whole(signal: AbortSignal, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

expose(api)
