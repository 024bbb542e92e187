import { dropout } from '@thinned/dropout'
import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { type CompatCase, numbersOf } from '../compat-case.ts'

export const droppedInfinity: CompatCase = {
  name: 'dropped-infinity',
  title: 'A dropped infinity is 0',
  library: '@tensorflow/tfjs',
  reported: 'pytorch/pytorch#59421, of PyTorch on the CPU',
  asked: 'dropout(fill([8], Infinity), 0.5, undefined, 1)',
  right: '0 where dropped, Infinity where kept',
  holds: ({ output }) => numbersOf(output).every((value) => value === 0 || value === Number.POSITIVE_INFINITY),
  thinned() {
    const pass = createPass({ mode: 'train', key: key(1) })
    return {
      output: Array.from(
        dropout({ drop: 0.5 })
          .forward(tensor(new Float32Array(8).fill(Number.POSITIVE_INFINITY)), pass)
          .readSync(),
        (value) => (Number.isFinite(value) ? value : String(value)),
      ),
    }
  },
}
