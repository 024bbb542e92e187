import type { Browser } from 'playwright-core'

/** What one visit took; times in ms. */
export interface Timing {
  readonly firstPaint: number
  readonly firstContent: number
  /** Until the first steps of training were shown. */
  readonly firstFrame: number
  readonly steps: number
  readonly frameMedian: number
  readonly frame95: number
  readonly frameMax: number
  /** The share of frames, in %, that came half a frame late or more, at 60 in a second. */
  readonly missed: number
  /** What the page's thread did in a frame. */
  readonly work: number
  readonly overlong: number
  readonly longTasks: number
  readonly longest: number
}

const FRAME = 1000 / 60

/** Visits the page, and watches it train for some seconds. */
export async function visitTimed(
  browser: Browser,
  address: string,
  slowdown: number,
  seconds: number,
): Promise<Timing> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await session.send('Performance.enable')
    await page.goto(address, { waitUntil: 'commit' })
    const firstFrame = await (
      await page.waitForFunction(
        () => {
          const step = document.querySelector<HTMLDataElement>('#twins data[data-name=step]')
          return Number(step?.value) > 0 && performance.now()
        },
        undefined,
        { polling: 'raf', timeout: 120_000 },
      )
    ).jsonValue()
    const paints = await page.evaluate(() =>
      performance.getEntriesByType('paint').map(({ name, startTime }) => [name, startTime] as const),
    )
    await page.waitForTimeout(500) // what was still loading has loaded
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
    const { frames, steps, works } = await page.evaluate(watchFrames, seconds)
    const tasks = tasksOf(JSON.parse(String(await browser.stopTracing())), works)
    const sorted = frames.toSorted((a, b) => a - b)
    const paint = new Map(paints)
    return {
      firstPaint: paint.get('first-paint') ?? Number.NaN,
      firstContent: paint.get('first-contentful-paint') ?? Number.NaN,
      firstFrame: Number(firstFrame),
      steps: steps / seconds,
      frameMedian: sorted[Math.floor(sorted.length / 2)]!,
      frame95: sorted[Math.floor(sorted.length * 0.95)]!,
      frameMax: sorted.at(-1)!,
      missed: (100 * sorted.filter((frame) => frame > 1.5 * FRAME).length) / sorted.length,
      work: tasks.reduce((sum, task) => sum + task, 0) / sorted.length,
      overlong: tasks.filter((task) => task > FRAME).length,
      longTasks: tasks.filter((task) => task > 50).length,
      longest: Math.max(0, ...tasks),
    }
  } finally {
    await context.close()
  }
}

/** Times between frames in the page, the steps of training meanwhile, and a mark by which its thread is found in the trace. */
async function watchFrames(seconds: number): Promise<{ frames: number[]; steps: number; works: string }> {
  const stepNow = (): number =>
    Number(document.querySelector<HTMLDataElement>('#twins data[data-name=step]')?.value ?? 0)
  const works = 'thinned-page-is-measured'
  console.timeStamp(works)
  const before = stepNow()
  const frames: number[] = []
  const began = performance.now()
  let last = began
  while (last - began < seconds * 1000) {
    const now = await new Promise<number>(requestAnimationFrame)
    if (frames.length > 0 || now > began) frames.push(now - last)
    last = now
  }
  return { frames: frames.slice(1), steps: stepNow() - before, works }
}

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly message?: string; readonly name?: string } }
}

/** What each task of the page's thread took, in time of the processor: a busy machine does not lengthen it. */
function tasksOf({ traceEvents }: { readonly traceEvents: readonly TraceEvent[] }, works: string): number[] {
  const mark = traceEvents.find(
    ({ name, args }) => name === 'TimeStamp' && [args?.data?.message, args?.data?.name].includes(works),
  )
  if (mark === undefined) throw new Error('The trace of the browser does not have the mark of the page.')
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid)
    .map(({ dur = 0, tdur = dur }) => tdur / 1000)
}
