import { availableParallelism, cpus, totalmem } from 'node:os'

const GIBIBYTE = 1_073_741_824

/** Where the figures were taken. */
export interface Machine {
  readonly cpu: string
  readonly threads: number
  readonly memoryGiB: number
  readonly platform: string
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    threads: availableParallelism(),
    memoryGiB: Math.round(totalmem() / GIBIBYTE),
    platform: `${process.platform} ${process.arch}`,
  }
}
