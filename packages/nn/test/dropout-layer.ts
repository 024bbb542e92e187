import { alias, dropout, dropoutMask, planMask, where } from '@thinned/tensor'
import { type Layer, type Pass, plainLayer, type StateMix } from '../src/index.ts'

const active = (pass: Pass): boolean => pass.mode !== 'evaluate'
const drawn = (pass: Pass, keep: number) => ({ key: pass.key, keep, row: pass.row })

/** Dropout as a layer, with what the suites need of it: it draws from the pass, tells its keep, and can be the end of a product. */
export function testDropout(keep: number): Layer<'any', 'same'> {
  return {
    ...(plainLayer('thin', undefined, { keep }) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(x, pass) {
      if (!active(pass)) return alias(x)
      pass.report('keep', keep)
      return dropout(x, drawn(pass, keep))
    },
    epilogue: (pass, x) => (active(pass) ? { mask: planMask(x, drawn(pass, keep)) as never } : 'identity'),
  }
}

/** Zoneout in a few words: each unit keeps its previous state, or takes the next. */
export function testZoneout(keep: number): StateMix {
  return {
    ...testDropout(keep),
    kind: 'hold',
    mix: (previous, next, pass) =>
      active(pass) ? where(dropoutMask(next, drawn(pass, keep)), next, previous) : alias(next),
  }
}
