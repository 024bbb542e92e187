import type { Shape } from '@thinned/tensor'

/** [batch, …] in words. */
export function shapeWithBatch(input: Shape): string {
  return `[${['batch', ...input].join(', ')}]`
}
