import { type Layer, plainLayer } from '@thinned/nn'
import { alias, dropout } from '@thinned/tensor'

/** Dropout as a layer of the tests' own: this package trains whatever draws from its pass, and knows no variant. */
export function thin(keep: number): Layer<'any', 'same'> {
  return {
    ...(plainLayer('thin', undefined, { keep }) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(x, pass) {
      if (pass.mode === 'evaluate') return alias(x)
      pass.report('keep', keep)
      return dropout(x, { key: pass.key, keep, row: pass.row })
    },
  }
}
