import { expose } from 'comlink'
import { best, fallbackReason, metrics } from 'thinned'
import type { Figures } from './away.ts'
import {
  type Crowd,
  crowdOf,
  type Ensemble,
  ensembleOf,
  type Member,
  type Plane,
  planeOf,
  type Training,
} from './compute.ts'
import { type Curve, type CurveSummary, curveOf, summaryOfCurves } from './curve.ts'
import type { Settings } from './state.ts'

let current = new AbortController()

/** Ends what goes on, and gives the signal of what follows. */
function instead(): AbortSignal {
  current.abort()
  current = new AbortController()
  return current.signal
}

/** The last ensemble: keep changes nothing about it. */
let trained: { readonly of: string; readonly members: readonly Member[]; readonly ensemble: Ensemble } | undefined

/** What a run tells while it goes. */
export interface Told extends Partial<Plane> {
  readonly training?: Training
  readonly crowd?: Crowd
  readonly member?: Member
  readonly ensemble?: Ensemble
}

/** What one seed came to. */
export interface SeedFigures {
  readonly seed: number
  readonly full: Figures
  readonly dropout: Figures
  readonly ensemble: Figures
}

/** The shares of the cells away from the data in which each is sure, over seeds, and ensemble − dropout; with 95 % intervals of the means. */
export type Summary = Readonly<Record<'dropout' | 'ensemble' | 'difference', metrics.MeanInterval>>

function summaryOf(found: readonly SeedFigures[]): Summary {
  const over = (share: (figures: SeedFigures) => number) => metrics.meanInterval(found.map(share))
  return {
    dropout: over(({ dropout }) => dropout.sure),
    ensemble: over(({ ensemble }) => ensemble.sure),
    difference: over(({ dropout, ensemble }) => ensemble.sure - dropout.sure),
  }
}

export const api = {
  /** Which backend computes, and why it is not a faster one. */
  async backend(): Promise<{ readonly name: string; readonly reason: string | undefined }> {
    return { name: (await best()).name, reason: await fallbackReason() }
  },
  /** Trains and samples anew, in place of what goes on; false where it was itself replaced. */
  begin(settings: Settings, tell: (told: Told) => void): Promise<boolean> {
    return whole(async (signal) => {
      const backend = await best()
      tell(planeOf(settings))
      tell({ crowd: await crowdOf(settings, { backend, signal, tell: (training) => tell({ training }) }) })
      const of = `${settings.data} ${settings.seed}`
      if (trained?.of !== of) {
        const members: Member[] = []
        const add = (member: Member): void => {
          members.push(member)
          tell({ member })
        }
        trained = { of, members, ensemble: await ensembleOf(settings, { backend, signal, tell: add }) }
      } else for (const member of trained.members) tell({ member })
      tell({ ensemble: trained.ensemble })
    })
  },
  /** The figures of these seeds, one after another, and from the second on what they come to together. */
  seeds(
    settings: Settings,
    seeds: readonly number[],
    tell: (figures: SeedFigures, summary: Summary | undefined) => void,
  ): Promise<boolean> {
    return whole(async (signal) => {
      const backend = await best()
      const found: SeedFigures[] = []
      for (const seed of seeds) {
        const { figures } = await crowdOf({ ...settings, seed }, { backend, signal })
        const { figures: ensemble } = await ensembleOf({ ...settings, seed }, { backend, signal })
        found.push({ seed, ...figures, ensemble })
        tell(found.at(-1)!, found.length > 1 ? summaryOf(found) : undefined)
      }
    })
  },
  /** The curves of these seeds, one after another, and from the second on what they come to together. */
  curves(
    settings: Pick<Settings, 'keep'>,
    seeds: readonly number[],
    tell: (curve: Curve, summary: CurveSummary | undefined) => void,
  ): Promise<boolean> {
    return whole(async (signal) => {
      const backend = await best()
      const curves: Curve[] = []
      for (const seed of seeds) {
        curves.push(await curveOf({ ...settings, seed }, { backend, signal }))
        tell(curves.at(-1)!, curves.length > 1 ? summaryOfCurves(curves) : undefined)
      }
    })
  },
}

/** Whether work that replaces the last came to its end; an error is only one where nothing stopped it. */
async function whole(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const signal = instead()
  try {
    await work(signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

expose(api)
