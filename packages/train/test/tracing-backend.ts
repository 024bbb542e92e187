import {
  type Backend,
  type Program,
  referenceBackend,
  type Storage,
  type Trace,
  type TypedArray,
} from '@thinned/tensor'

type Call = { readonly name: string; readonly args: readonly unknown[] }
type Kernel = (...args: unknown[]) => void

interface Traced {
  readonly phases: Call[][]
  obstacle: string | undefined
  readonly made: Set<Storage>
}

/**
 * The reference with traces, by the contract alone: a phase logs the calls of kernels and writes with their arguments; a program calls them again with
 * other numbers in the places of sources. Memory that is made in a phase is given back when the program ends.
 */
export function tracingBackend(): Backend & { readonly programs: () => number } {
  const inner = referenceBackend()
  let open: Traced | undefined
  let programs = 0
  const traces = new WeakMap<Trace, Traced>()
  const logged = (name: string, act: Kernel): Kernel => {
    return (...args) => {
      open?.phases.at(-1)?.push({ name, args })
      act(...args)
    }
  }
  const write: Kernel = (storage, data) => inner.write(storage as Storage, data as TypedArray)
  const kernels = Object.fromEntries(
    Object.entries(inner.kernels).map(([name, kernel]) => [name, logged(name, kernel as unknown as Kernel)]),
  )
  const check: Kernel = (storage, from, to, act) =>
    (act as (values: TypedArray) => void)(inner.readSync!(storage as Storage, from as number, to as number))
  const acts = { ...(inner.kernels as unknown as Record<string, Kernel>), write, check }
  const run = ({ name, args }: Call): void => acts[name as keyof typeof acts]!(...args)
  const noteRead = (): void => {
    if (open) open.obstacle ??= 'A phase read numbers of a tensor.'
  }
  return {
    ...inner,
    name: 'tracing',
    kernels,
    programs: () => programs,
    allocate(dtype, length) {
      const storage = inner.allocate(dtype, length)
      open?.made.add(storage)
      return storage
    },
    write: (storage, data) => logged('write', write)(storage, data.slice()),
    readSync(storage, from, to) {
      noteRead()
      return inner.readSync!(storage, from, to)
    },
    read(storage, from, to) {
      noteRead()
      return inner.read(storage, from, to)
    },
    check(storage, from, to, act) {
      logged('check', check)(storage, from, to, act)
    },
    trace(): Trace {
      const traced: Traced = { phases: [], obstacle: undefined, made: new Set() }
      const trace: Trace = {
        run(fn) {
          if (open) throw new Error('Phases do not nest.')
          open = traced
          traced.phases.push([])
          try {
            return fn()
          } finally {
            open = undefined
          }
        },
        get obstacle() {
          return traced.obstacle
        },
        programWith(other, sources) {
          const found = compare(traced, traces.get(other)!, sources)
          if (typeof found === 'string') return found
          programs++
          return programOf(found, sources, run, () => programs--)
        },
        dispose() {},
      }
      traces.set(trace, traced)
      return trace
    },
  }
}

/** How the arguments of each call follow from the values of the sources. */
type Step = (values: readonly number[]) => Call

function programOf(
  phases: readonly (readonly Step[])[],
  sources: readonly (readonly [number, number])[],
  run: (call: Call) => void,
  onDispose: () => void,
): Program {
  return {
    run(phase, values) {
      for (const [i, [a, b]] of sources.entries()) {
        if (a === b && values[i] !== a) throw new Error('A source that stood still has moved.')
        for (const [j, [c, d]] of sources.slice(0, i).entries())
          if (a === c && b === d && values[i] !== values[j]) throw new Error('Two sources that were one are two.')
      }
      for (const step of phases[phase]!) run(step(values))
    },
    dispose: onDispose,
  }
}

function compare(first: Traced, second: Traced, sources: readonly (readonly [number, number])[]): Step[][] | string {
  const obstacle = first.obstacle ?? second.obstacle
  if (obstacle) return obstacle
  const twins = new Map<unknown, unknown>()
  const match = (a: unknown, b: unknown): ((values: readonly number[]) => unknown) => {
    if (typeof a === 'number') {
      if (Object.is(a, b)) return () => a
      for (const [i, [c, d]] of sources.entries()) {
        if (a === c && b === d) return (values) => values[i]
        if (a === -c && b === -d) return (values) => -values[i]!
      }
      throw new Error(`${a} was ${b} in the other step`)
    }
    if (typeof a === 'function') return () => a
    if (typeof a !== 'object' || a === null) {
      if (a !== b) throw new Error(`${String(a)} was ${String(b)}`)
      return () => a
    }
    if (first.made.has(a as Storage) || second.made.has(b as Storage)) {
      if (twins.has(a) && twins.get(a) !== b) throw new Error('Other memory was used.')
      twins.set(a, b)
      return () => a
    }
    if ('dtype' in a && 'length' in a && !('shape' in a)) {
      if (a !== b) throw new Error('Memory from outside lies elsewhere.')
      return () => a
    }
    const entries = Object.entries(a)
    if (entries.length !== Object.keys(b as object).length) throw new Error('Other arguments.')
    const parts = entries.map(([key, value]) => [key, match(value, (b as Record<string, unknown>)[key])] as const)
    if (Array.isArray(a)) return (values) => parts.map(([, part]) => part(values))
    if (ArrayBuffer.isView(a)) return () => a
    return (values) => Object.fromEntries(parts.map(([key, part]) => [key, part(values)]))
  }
  try {
    if (first.phases.length !== second.phases.length) throw new Error('Other phases.')
    return first.phases.map((calls, phase) => {
      if (calls.length !== second.phases[phase]!.length) throw new Error('Other kernels.')
      return calls.map(({ name, args }, i): Step => {
        const other = second.phases[phase]![i]!
        if (name !== other.name) throw new Error(`${name} was ${other.name}`)
        const parts = args.map((arg, k) => match(arg, other.args[k]))
        return (values) => ({ name, args: parts.map((part) => part(values)) })
      })
    })
  } catch (error) {
    return (error as Error).message
  }
}
