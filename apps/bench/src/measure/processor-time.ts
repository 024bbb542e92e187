import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the kernel's clock, 100 a second on Linux. */
const TICK = 10

/** Milliseconds of processor time that everything on the machine has used, or undefined where /proc/stat does not exist. */
export function machineTime(read: (path: string) => string = (path) => readFileSync(path, 'utf8')): number | undefined {
  const line = tryRead(read, '/proc/stat')?.split('\n')[0]
  if (!line?.startsWith('cpu ')) return undefined
  const [user, nice, system, , , interrupts, softInterrupts, stolen] = line
    .split(/\s+/)
    .slice(1)
    .map(Number) as number[]
  return TICK * (user! + nice! + system! + (interrupts ?? 0) + (softInterrupts ?? 0) + (stolen ?? 0))
}

/** Milliseconds of processor time that some processes and all their descendants have used, those that have ended too. */
export function processTime(
  pids: readonly number[],
  all: () => readonly number[] = allProcesses,
  read: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): number {
  const stats = new Map(all().flatMap((pid) => statOf(pid, read)))
  const isOurs = (pid: number): boolean => {
    const stat = stats.get(pid)
    return stat !== undefined && (pids.includes(pid) || isOurs(stat.parent))
  }
  let ticks = 0
  for (const [pid, stat] of stats) if (isOurs(pid)) ticks += stat.ticks
  return TICK * ticks
}

interface Stat {
  readonly parent: number
  readonly ticks: number
}

function statOf(pid: number, read: (path: string) => string): [number, Stat][] {
  // The name, in parentheses, may hold anything; the parent is field 4, times are fields 14 to 17: own and ended children's, user and system.
  const fields = tryRead(read, `/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)
  return fields ? [[pid, { parent: fields[1]!, ticks: fields.slice(11, 15).reduce((a, b) => a + b, 0) }]] : []
}

function allProcesses(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
}

function tryRead(read: (path: string) => string, path: string): string | undefined {
  try {
    return read(path)
  } catch {
    return undefined
  }
}
