import { readFileSync } from 'node:fs'

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

/** Milliseconds of processor time that some processes, and their children that have ended, have used. */
export function processTime(
  pids: readonly number[],
  read: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): number {
  let ticks = 0
  for (const pid of pids) {
    // The name, in parentheses, may hold anything; times are fields 14 to 17: own and children's, user and system.
    const fields = tryRead(read, `/proc/${pid}/stat`)
      ?.replace(/^.*\) /s, '')
      .split(' ')
    for (const field of fields?.slice(11, 15) ?? []) ticks += Number(field)
  }
  return TICK * ticks
}

function tryRead(read: (path: string) => string, path: string): string | undefined {
  try {
    return read(path)
  } catch {
    return undefined
  }
}
