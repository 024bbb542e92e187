import { describeFunction, resolveSchedule } from '@thinned/nn'
import { expect, test } from 'vitest'
import { depthRamp } from './depth-ramp.ts'

test('the keeps of the paper’s 54 blocks: almost 1 at first, ½ at last, 40 blocks on average', () => {
  const keeps = depthRamp({ layers: 54, keep: 0.5 }) as number[]
  expect([keeps[0], keeps[53]]).toEqual([1 - 0.5 / 54, 0.5])
  // Huang et al. 2016, section 3: (3L − 1) / 4 = 40.25 blocks are expected to be there.
  expect(keeps.reduce((total, keep) => total + keep, 0)).toBeCloseTo(40.25, 10)
})

test('of a schedule it makes schedules', () => {
  const ramp = depthRamp({ layers: 2, keep: ({ step, steps }) => step / steps })
  const at = { step: 25, steps: 100, epoch: 0 }
  expect(ramp.map((keep) => resolveSchedule(keep, at))).toEqual([0.625, 0.25])
  expect(describeFunction(ramp[1]!)).toEqual({ name: 'depthRamp', layer: 2, layers: 2, keep: { schedule: null } })
  const wrong = depthRamp({ layers: 2, keep: () => 3 })
  expect(() => resolveSchedule(wrong[0]!, at)).toThrow('depthRamp was given keep 3')
})

test('a drop is that of the last layer, and what is no depth is refused', () => {
  expect(depthRamp({ layers: 2, drop: 0.5 })).toEqual([0.75, 0.5])
  expect(() => depthRamp({ layers: 0, keep: 0.5 })).toThrow('depthRamp was given layers 0')
  expect(() => depthRamp({ layers: 3 } as never)).toThrow(
    'depthRamp was given neither keep nor drop; give exactly one, as in depthRamp({ keep: 0.8, layers: 12 })',
  )
  expect(() => depthRamp(undefined as never)).toThrow('depthRamp was given neither keep nor drop')
  expect(() => depthRamp({ keep: 0.5 } as never)).toThrow('depthRamp was given no layers')
})
