import { imagesFromIdx, parseIdx } from '@thinned/data'
import type { FuzzTarget } from '../fuzz-target.ts'

export const idxImages: Uint8Array = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0)
export const idxLabels: Uint8Array = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 3, 9)

export const target: FuzzTarget = {
  samples: () => [idxImages, idxLabels],
  read(bytes) {
    const array = parseIdx(bytes)
    return array.shape.length === 3
      ? imagesFromIdx('x', array, parseIdx(idxLabels))
      : imagesFromIdx('x', parseIdx(idxImages), array)
  },
}
