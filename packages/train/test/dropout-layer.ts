import { describeSchedule, type Layer, plainLayer, resolveSchedule, type Schedule } from '@thinned/nn'
import { alias, dropout } from '@thinned/tensor'

/** A dropout layer for tests: this package trains any layer that draws from its pass, and knows no variant. */
export function testDropout(schedule: Schedule): Layer<'any', 'same'> {
  return {
    ...(plainLayer('thin', undefined, { keep: describeSchedule(schedule) }) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(x, pass) {
      if (pass.mode === 'evaluate') return alias(x)
      const keep = resolveSchedule(schedule, pass)
      pass.report('keep', keep)
      return dropout(x, { key: pass.key, keep, row: pass.row })
    },
  }
}
