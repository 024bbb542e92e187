import type { Backend, KernelName, Kernels } from './backend.ts'
import { reference } from './reference/backend.ts'
import { TensorError } from './tensor-error.ts'
import type { Storage, View } from './view.ts'

type Kernel = (out: View, ...rest: unknown[]) => void

/**
 * Runs a kernel of a backend, or the reference kernel on copies where the backend has none and reads synchronously, counted in `fallbacks`.
 * For backends.
 *
 * @throws {TensorError} where the backend has no such kernel and cannot be read synchronously.
 *
 * @example
 * ```ts
 * import { dispatch, reference, tensor, zeros } from '@thinned/tensor'
 *
 * const [out, x] = [zeros([3]), tensor([-1, 0, 1])]
 * dispatch(reference, 'relu', out.view, x.view)
 * console.log(out.readSync()) // Float32Array(3) [ 0, 0, 1 ]
 * ```
 */
export function dispatch<K extends KernelName>(backend: Backend, name: K, ...args: Parameters<Kernels[K]>): void {
  const kernel = backend.kernels[name] as ((...args: Parameters<Kernels[K]>) => void) | undefined
  if (kernel) kernel(...args)
  else {
    const [out, ...rest] = args as unknown as [View, ...unknown[]]
    fallBack(backend, name, out, rest)
  }
}

function fallBack(backend: Backend, name: KernelName, out: View, rest: unknown[]): void {
  const kernel = reference.kernels[name] as Kernel | undefined
  if (!backend.readSync || !kernel) {
    throw new TensorError(
      `The backend ${backend.name} has no kernel ${name}, and ${backend.readSync ? 'neither has the reference' : 'the reference kernel needs synchronous reads'}.`,
      { code: 'unsupported' },
    )
  }
  backend.fallbacks.set(name, (backend.fallbacks.get(name) ?? 0) + 1)
  const copies = new Map<Storage, Storage>()
  const copyView = (view: View): View => {
    let storage = copies.get(view.storage)
    if (!storage) {
      storage = reference.allocate(view.dtype, view.storage.length)
      reference.write(storage, backend.readSync!(view.storage))
      copies.set(view.storage, storage)
    }
    return { ...view, storage }
  }
  const target = copyView(out)
  kernel(target, ...rest.map((argument) => (isView(argument) ? copyView(argument) : argument)))
  // All operands: a step of an optimizer updates several in place.
  for (const [storage, copy] of copies) {
    backend.write(storage, reference.readSync!(copy))
    reference.free(copy)
  }
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && 'storage' in value && 'strides' in value
}
