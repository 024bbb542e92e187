import { dropoutFacts } from '@thinned/dropout/facts'
import { type keepSchedule, resolveKeep } from '@thinned/dropout/keep/keep-option'
import { keepOptions, name } from '@thinned/dropout/keep/keep-options'
import { describeSchedule, type Layer, type Pass, plainLayer, type Schedule } from '@thinned/nn'
import { foldIn, type Key, key } from '@thinned/rng'
import {
  alias,
  div,
  dropout,
  dropoutMask,
  mul,
  noGrad,
  notEqual,
  record,
  scope,
  type Tensor,
  where,
} from '@thinned/tensor'
import { expect, test } from 'vitest'
import type { Facts } from './laws/law.ts'
import { laws } from './laws.ts'

/** The steps of a member that can be wrong. */
interface Steps {
  scheduleOf(options: Parameters<typeof keepSchedule>[1]): Schedule
  keyOf(pass: Pass): Key
  scale(keep: number): number
  /** The mask of the gradient. */
  kept(mask: Tensor, y: Tensor): Tensor
  atZero(x: Tensor): Tensor
}

const right: Steps = {
  scheduleOf: (options) => keepOptions('planted', { name })(options).schedule,
  keyOf: (pass) => foldIn(pass.key, 'mask'),
  scale: (keep) => 1 / keep,
  kept: (mask) => mask,
  atZero: (x) => dropout(x, { key: key(0), keep: 0 }),
}

/** A new member, as one file would hold it: standard dropout by a select, with a mistake or without. */
function member(mistake: Partial<Steps>): Facts {
  const { scheduleOf, keyOf, scale, kept, atZero } = { ...right, ...mistake }
  const make = (options: Parameters<typeof keepSchedule>[1]): Layer => {
    const schedule = scheduleOf(options)
    return {
      ...(plainLayer('dropout', undefined, { keep: describeSchedule(schedule) }) as Layer),
      outputShape: (input) => input,
      forward(x, pass) {
        if (pass.mode === 'evaluate') return alias(x)
        const keep = resolveKeep('planted', schedule, pass)
        pass.report('keep', keep)
        if (keep === 1) return alias(x)
        if (keep === 0) return atZero(x)
        const [key, factor] = [keyOf(pass), scale(keep)]
        const mask = (like: Tensor): Tensor => dropoutMask(like, { key, keep, row: pass.row })
        return record(
          scope(() => noGrad(() => where(mask(x), mul(x, factor), 0))),
          {
            op: 'planted',
            inputs: [x],
            backward: (grad) => [where(kept(mask(grad), where(mask(x), x, 0)), mul(grad, factor), 0)],
          },
        )
      },
    }
  }
  return { ...dropoutFacts, name: 'planted', make, settings: dropoutFacts.settings.filter(({ scale }) => !scale) }
}

/** The ids of the laws that a member breaks. */
async function brokenBy(mistake: Partial<Steps>): Promise<string[]> {
  const facts = member(mistake)
  const broken: string[] = []
  for (const law of laws) {
    if (law.applies?.(facts) === false) continue
    try {
      await law.check(facts)
    } catch {
      broken.push(law.id)
    }
  }
  return broken
}

const clamp = (keep: unknown): number => Math.min(Math.max(Number(keep), 0), 1)

const mistakes: Record<string, { plant: Partial<Steps>; caughtBy: string }> = {
  'the factor 1/drop': { plant: { scale: (keep) => 1 / (1 - keep) }, caughtBy: 'moments' },
  'the mask read off the zeros of the output': {
    plant: { kept: (_, y) => notEqual(y, 0) },
    caughtBy: 'select',
  },
  'a rate that is clamped': {
    plant: { scheduleOf: ({ keep }) => (typeof keep === 'function' ? keep : clamp(keep)) },
    caughtBy: 'refusals',
  },
  'a gradient of NaN at keep 0': {
    plant: {
      atZero: (x) =>
        record(right.atZero(x), { op: 'planted', inputs: [x], backward: (grad) => [div(mul(grad, 0), 0)] }),
    },
    caughtBy: 'ends',
  },
  'the same mask in each step': {
    plant: { keyOf: () => key(1) },
    caughtBy: 'keys',
  },
}

test('a new member without a mistake breaks no law', { timeout: 60_000 }, async () => {
  expect(await brokenBy({})).toEqual([])
})

test.each(Object.entries(mistakes))('%s is caught', { timeout: 60_000 }, async (_, { plant, caughtBy }) => {
  expect(await brokenBy(plant)).toContain(caughtBy)
})
