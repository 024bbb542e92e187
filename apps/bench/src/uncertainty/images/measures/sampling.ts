import { takeRows } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import { predict } from '@thinned/train'
import type { Measures } from '../../study.ts'
import type { Images } from '../load-images.ts'
import type { ImageSettings } from '../settings.ts'

/**
 * The passes that sampling with a tolerance spends on some test images, and its standard errors: by the deviations that many more samples show, since a
 * few samples can agree by chance. Beside it as many samples of every image as the least certain one took, also run, whose deviations these
 * are; and as many as were spent on average, whose standard errors follow from the same deviations.
 */
export async function sampling(
  { tolerances, maxSamples, sampledImages }: ImageSettings,
  net: Layer,
  test: Images,
  key: Key,
): Promise<Measures> {
  const images = takeRows(
    test,
    Array.from({ length: sampledImages }, (_, row) => row),
  )
  const measures: Record<string, number> = {}
  for (const tolerance of tolerances) {
    const began = performance.now()
    const { sampleCounts } = await predict(net, images, { tolerance, maxSamples, key })
    const between = performance.now()
    const counts = Array.from(sampleCounts!)
    const most = counts.reduce((larger, count) => Math.max(larger, count), 0)
    const { standardError } = await predict(net, images, { samples: most, key })
    const ended = performance.now()
    const deviations = Array.from(standardError!, (error) => error * Math.sqrt(most))
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length
    const of = `tolerance.${tolerance}`
    Object.assign(measures, {
      ...errorsOf(`${of}.asNeeded`, deviations, counts),
      ...errorsOf(`${of}.most`, deviations, new Array<number>(counts.length).fill(most)),
      ...errorsOf(`${of}.average`, deviations, new Array<number>(counts.length).fill(average)),
      [`${of}.asNeeded.passes`]: average,
      [`${of}.most.passes`]: most,
      [`${of}.average.passes`]: average,
      [`${of}.asNeeded.milliseconds`]: between - began,
      [`${of}.most.milliseconds`]: ended - between,
    })
  }
  return measures
}

/** The standard errors of means of so many samples. */
export function errorsOf(of: string, deviations: readonly number[], counts: readonly number[]): Measures {
  const errors = deviations.map((deviation, i) => deviation / Math.sqrt(counts[i]!)).sort((a, b) => a - b)
  return {
    [`${of}.typical`]: Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length),
    [`${of}.nearlyAll`]: errors[Math.ceil(0.99 * errors.length) - 1]!,
    [`${of}.largest`]: errors.at(-1)!,
  }
}
