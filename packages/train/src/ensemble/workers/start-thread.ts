import { listenTo, type NodeWorker, type PageWorker, type Thread, type ThreadListener } from '../../workers/thread.ts'
import { IN_NODE, inBrowser } from './worker-text.ts'

interface NodeModules {
  'node:worker_threads': {
    readonly Worker: new (
      code: string,
      options: { readonly eval: true; readonly workerData: unknown; readonly execArgv?: string[] },
    ) => NodeWorker
  }
  'node:os': { availableParallelism(): number }
}

/** The parts of Node and of browsers that are used here. They are looked up at run time and never imported. */
interface Platform {
  readonly Worker?: new (url: string, options: { readonly type: 'module' }) => PageWorker
  readonly Blob?: new (parts: string[], options: { readonly type: string }) => object
  readonly URL?: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void }
  readonly navigator?: { readonly hardwareConcurrency?: number }
  readonly process?: {
    readonly execArgv?: readonly string[]
    readonly versions?: { readonly node?: string }
    readonly getBuiltinModule?: <N extends keyof NodeModules>(name: N) => NodeModules[N] | undefined
  }
}

const platform: Platform = globalThis as unknown as Platform

/** A module of Node; undefined elsewhere. */
function nodeModule<N extends keyof NodeModules>(name: N): NodeModules[N] | undefined {
  return platform.process?.versions?.node ? platform.process.getBuiltinModule?.(name) : undefined
}

/** The number of processors, as far as the platform tells. */
export function processors(): number {
  return nodeModule('node:os')?.availableParallelism() ?? platform.navigator?.hardwareConcurrency ?? 1
}

/** Why this platform starts no worker; undefined where it does. */
export function whyNoWorkers(): string | undefined {
  if (nodeModule('node:worker_threads')) return undefined
  if (platform.process?.versions?.node) return 'Node starts them from version 20.16 and 22.3 on: update it'
  return platform.Worker && platform.Blob && platform.URL
    ? undefined
    : 'this platform has no Worker, as most browsers have none within a worker of another kind'
}

/** Starts a worker that loads a module and trains a member with its build. */
export function startThread(module: string, listener: ThreadListener): Thread {
  const node = nodeModule('node:worker_threads')
  return node ? startInNode(node, module, listener) : startInBrowser(module, listener)
}

/** Flags that decide how modules are found and loaded. */
const LOADING = /^(--conditions|-C|--import|--require|-r|--loader|--experimental-loader)(=|$)/

/** A program from text has the flag --input-type and others, which a thread refuses: only those of loading pass. */
function flagsOf(flags: readonly string[]): { readonly execArgv?: string[] } {
  if (!flags.some((flag) => flag.startsWith('--input-type'))) return {}
  const passes = (flag: string | undefined, apart: boolean): boolean =>
    flag !== undefined && LOADING.test(flag) && !(apart && flag.includes('='))
  return { execArgv: flags.filter((flag, i) => passes(flag, false) || passes(flags[i - 1], true)) }
}

function startInNode({ Worker }: NodeModules['node:worker_threads'], module: string, listener: ThreadListener): Thread {
  const flags = flagsOf(platform.process?.execArgv ?? [])
  return listenTo(new Worker(IN_NODE, { eval: true, workerData: module, ...flags }), listener, '')
}

const POLICY = "Where the page has a Content Security Policy, its worker-src must allow blob: (worker-src 'self' blob:)"

function startInBrowser(module: string, listener: ThreadListener): Thread {
  const url = platform.URL!.createObjectURL(new platform.Blob!([inBrowser(module)], { type: 'text/javascript' }))
  try {
    const thread = listenTo(new platform.Worker!(url, { type: 'module' }), listener, POLICY)
    return {
      ...thread,
      end() {
        thread.end()
        platform.URL!.revokeObjectURL(url)
      },
    }
  } catch (error) {
    platform.URL!.revokeObjectURL(url)
    throw new Error(`${(error as Error).message}. ${POLICY}.`, { cause: error })
  }
}
