import type { KernelName } from '@thinned/tensor'
import { makeBackend, type WasmBackend } from '../src/backend.ts'
import { build, linkCore } from '../src/build.ts'
import type { Target } from '../src/kernel.ts'
import { Library, Linker } from '../src/linking/linker.ts'
import { platform } from '../src/runtime/platform.ts'
import { Runtime } from '../src/runtime/runtime.ts'

const limits = { shared: false, initial: 64, maximum: 4096 }
const memory = new platform.WebAssembly!.Memory(limits)

/** A backend of one thread whose module holds one kernel. All of these backends use one memory, so only the latest is valid. */
export async function kernelAlone(name: KernelName, target: Target): Promise<WasmBackend> {
  const linker = new Linker(memory, limits)
  const alone = build(target, new Library(linker), [name])
  return makeBackend(new Runtime(linkCore(linker), memory, limits.maximum, 1), alone, () => {})
}
