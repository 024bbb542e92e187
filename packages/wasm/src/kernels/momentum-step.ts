import { emitInPlace } from '../elementwise/in-place.ts'
import type { V128 } from '../emit/code.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

const { add, mul } = f32x4

/** v = momentum · v + g, w = w + (−rate) · d with d = v, or with `nesterov` d = g + momentum · v. */
export const momentumStep: EmitKernel<'momentumStep'> = (module) => {
  const emit = (name: string, nesterov: boolean) =>
    emitInPlace(module, name, { operands: 3, numbers: 2, written: 2 }, ([w, v, g], [momentum, back], hold) => {
      const velocity = hold(add(mul(momentum!, v!), g!))
      const direction: V128 = nesterov ? add(g!, mul(momentum!, velocity)) : velocity
      return [add(w!, mul(back!, direction)), velocity]
    })
  const [bindPlain, bindNesterov] = [emit('momentumStep', false), emit('nesterovStep', true)]
  return (runtime) => {
    const [plain, ahead] = [bindPlain(runtime), bindNesterov(runtime)]
    return (parameter, velocity, gradient, momentum, rate, nesterov) =>
      (nesterov ? ahead : plain)([parameter, velocity, gradient], [momentum, -rate])
  }
}
