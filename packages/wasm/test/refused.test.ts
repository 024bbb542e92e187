import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { matmul, ones } from '@thinned/tensor'
import { afterEach, expect, test, vi } from 'vitest'
import { type WasmBackend, WasmError, wasm } from '../src/index.ts'
import { nodeModule, platform } from '../src/runtime/platform.ts'
import { canRevectorize } from '../src/runtime/revectorize.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const refusals: Record<string, Error> = {
  Chromium: new (platform.WebAssembly as unknown as { CompileError: typeof Error }).CompileError(
    "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script",
  ),
  Firefox: new Error('call to WebAssembly.compile() blocked by CSP'),
  Safari: new EvalError(
    "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not allowed",
  ),
}

const error = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error('it was not refused')
    },
    (refused: Error) => refused,
  )

test.each(Object.entries(refusals))('the policy of %s against compilation becomes a WasmError', async (_, cause) => {
  function refuse(): never {
    throw cause
  }
  for (const method of ['validate', 'Module', 'Instance'] as const) {
    vi.spyOn(platform.WebAssembly!, method).mockImplementation(refuse)
    const refused = await error(wasm({ threads: 1 }))
    expect(refused).toBeInstanceOf(WasmError)
    expect(refused.message).toContain(
      "forbids it: add 'wasm-unsafe-eval' to its script-src, or use the reference backend.",
    )
    expect(refused.cause).toBe(cause)
    vi.restoreAllMocks()
  }
})

function refuseMemory(): never {
  throw new RangeError('Out of memory')
}

test('any other refusal of the engine is a WasmError too', async () => {
  vi.spyOn(platform.WebAssembly!, 'Module').mockImplementation(refuseMemory)
  const refused = await error(wasm({ threads: 1 }))
  expect(refused).toBeInstanceOf(WasmError)
  expect(refused.message).toMatch(
    /^The engine refused to compile WebAssembly\. Use the reference backend.* Out of memory$/,
  )
})

test('where the engine refuses the build for 256 bits, the one for 128 bits stays', async () => {
  const flags: string[] = []
  vi.spyOn(nodeModule('node:worker_threads')!, 'isMainThread', 'get').mockReturnValue(true)
  vi.spyOn(nodeModule('node:v8')!, 'setFlagsFromString').mockImplementation((flag) => {
    flags.push(flag)
  })
  class Refusing extends platform.WebAssembly!.Module {
    constructor(bytes: Uint8Array) {
      if (flags.at(-1) === '--experimental-wasm-revectorize') refuseMemory()
      super(bytes)
    }
  }
  const calls = vi.spyOn(platform.WebAssembly!, 'Module').mockImplementation(Refusing)
  const backend = await wasm({ threads: 1 })
  expect(calls.mock.results.map(({ type }) => type)).toContain('throw')
  expect(backend.vectorBits).toBe(128)
  expect(product(backend)).toBe(256)
})

test('an engine that is not V8 gets no flags of V8', () => {
  vi.spyOn(nodeModule('node:worker_threads')!, 'isMainThread', 'get').mockReturnValue(true)
  expect(canRevectorize()).toBe(process.env['THINNED_REVECTORIZE'] !== '0')
  vi.spyOn(process, 'versions', 'get').mockReturnValue({ ...process.versions, bun: '1.4.0' })
  expect(canRevectorize()).toBe(false)
})

/** Makes this thread look like an isolated page with four processors and this class of workers. */
function asPage(worker: unknown): void {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never)
  vi.stubGlobal('navigator', { hardwareConcurrency: 4 })
  vi.stubGlobal('crossOriginIsolated', true)
  vi.stubGlobal('Worker', worker)
}

/** A worker that the page's policy stops: the browser tells it by an event without a message. */
class Blocked {
  onerror: ((event: object) => void) | undefined
  constructor() {
    queueMicrotask(() => this.onerror?.({}))
  }
  postMessage(): void {}
  terminate(): void {}
}

class Throwing {
  constructor() {
    throw new Error('Access to the script was denied')
  }
}

/** A worker that takes no messages. */
class Closed {
  terminate(): void {}
  postMessage(): void {
    throw new Error('It could not be cloned')
  }
}

const product = (backend: WasmBackend): unknown => {
  const x = ones([256, 256], { backend })
  return matmul(x, x).readSync()[0]
}

test.each([
  ['is blocked', Blocked, 'the browser did not say why'],
  ['throws', Throwing, 'Access to the script was denied'],
  ['takes no message', Closed, 'It could not be cloned'],
])('where a worker %s, there is one thread, and the reason', async (_, worker, said) => {
  asPage(worker)
  const revoked = vi.spyOn(URL, 'revokeObjectURL')
  const backend = await wasm()
  expect(backend.threads).toBe(1)
  expect(backend.lost).toContain(`Thread 1 of the WASM backend did not start: ${said}`)
  expect(backend.lost).toContain("worker-src 'self' blob:")
  expect(product(backend)).toBe(256)
  expect(new Set(revoked.mock.calls.flat()).size).toBe(3)
  const { lost } = backend
  backend.close()
  expect(backend.lost).toBe(lost)
})

test('where the environment may not be read, nothing is set in it', async () => {
  const { env } = process
  const look = vi.fn(() => {
    throw new Error('Requires env access to "THINNED_REVECTORIZE"')
  })
  try {
    process.env = new Proxy(env, { get: look })
    expect((await wasm({ threads: 1 })).name).toBe('wasm')
  } finally {
    process.env = env
  }
  expect(look).toHaveBeenCalled()
})

test('threads that were asked for are refused where no worker starts', async () => {
  asPage(Blocked)
  const refused = await error(wasm({ threads: 2 }))
  expect(refused).toBeInstanceOf(WasmError)
  expect(refused.message).toContain('Thread 1 of the WASM backend did not start')
})

test('a worker that never answers is ended, and there is one thread', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const ended = vi.fn()
  asPage(
    class {
      postMessage(): void {
        queueMicrotask(() => vi.runAllTimers())
      }
      terminate = ended
    },
  )
  try {
    const backend = await wasm()
    expect([backend.threads, backend.lost]).toEqual([1, 'Thread 1 of the WASM backend did not start within 10 s.'])
    expect(ended).toHaveBeenCalledTimes(3)
  } finally {
    vi.useRealTimers()
  }
})

test('where Node forbids workers, there is one thread, and the process ends at once', () => {
  const program = `
    import { wasm } from '@thinned/wasm'
    const backend = await wasm({ revectorize: false })
    console.log(backend.threads, backend.lost)
  `
  const begin = performance.now()
  const out = execFileSync(
    process.execPath,
    ['--permission', '--allow-fs-read=*', '--conditions=@thinned/source', '--input-type=module', '--eval', program],
    {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      timeout: 20_000,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  expect(out).toMatch(/^1 (undefined|Thread 1 of the WASM backend did not start: .*)\n$/)
  expect(performance.now() - begin).toBeLessThan(9000)
})
