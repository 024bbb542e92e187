import { loads, stores } from '../emit/memory.ts'
import { f32, i32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitLabelled } from '../softmax/label-job.ts'

/** out [n] (dense) = −log-probability of labels [n] (int32), by rows of logits [n, classes]. */
export const crossEntropy: EmitKernel<'crossEntropy'> = (module) => {
  const bind = emitLabelled(module, 'crossEntropy', ({ to, row, from, label, largest, normalizer }) => {
    const logit = loads.f32(i32.add(from, i32.shl(label, i32.const(2))))
    const logProbability = f32.sub(f32.sub(logit, largest), normalizer)
    // 0 − x, because −x of a certain class would be −0.
    return [stores.f32(i32.add(to, i32.shl(row, i32.const(2))), f32.sub(f32.const(0), logProbability))]
  })
  return (runtime) => bind(runtime)
}
