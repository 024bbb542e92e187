/** A worker that runs one job at a time. */
export interface Lane<J, R> {
  run(job: J): Promise<R>
  close(): void
}

export interface Pool<J> {
  /** Runs these from now on, in their order, in place of those that wait. What runs is ended and told, and does not begin again. */
  start(jobs: readonly J[]): void
  /** No further job begins. */
  pause(): void
  close(): void
}

/**
 * Hands jobs to lanes, the next one to whichever is free. A lane is made when there is a job for it. `told` hears each result; `failed` hears what a job threw,
 * after which no other begins. `nameOf` tells jobs apart.
 */
export function pool<J, R>(
  lanes: number,
  make: () => Lane<J, R>,
  nameOf: (job: J) => string,
  told: (job: J, result: R) => void,
  failed: (thrown: unknown) => void,
): Pool<J> {
  const made: Lane<J, R>[] = []
  const idle: Lane<J, R>[] = []
  const running = new Set<string>()
  let waiting: J[] = []

  function hand(): void {
    while (waiting.length > 0) {
      if (idle.length === 0 && made.length < lanes) {
        const lane = make()
        made.push(lane)
        idle.push(lane)
      }
      const lane = idle.pop()
      if (lane === undefined) return
      void work(lane, waiting.shift()!)
    }
  }

  async function work(lane: Lane<J, R>, job: J): Promise<void> {
    running.add(nameOf(job))
    try {
      const result = await lane.run(job)
      told(job, result)
    } catch (thrown) {
      waiting = []
      failed(thrown)
    }
    running.delete(nameOf(job))
    idle.push(lane)
    hand()
  }

  return {
    start(jobs) {
      waiting = jobs.filter((job) => !running.has(nameOf(job)))
      hand()
    },
    pause() {
      waiting = []
    },
    close() {
      waiting = []
      for (const lane of made) lane.close()
    },
  }
}
